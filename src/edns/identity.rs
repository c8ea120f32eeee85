//! The identity of servers and clients.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::layout::{List, UmbrellaField, fields, filled};
use crate::registry::AddressFamily;

fields! {
    /// NSID: the name of the server that answers, when several share an address ([RFC 5001]).
    ///
    /// ```text
    /// NSID: 61 31 ("a1")
    /// ```
    ///
    /// [RFC 5001]: https://www.rfc-editor.org/rfc/rfc5001
    pub struct Nsid<'a> {
        /// Any octets; empty in a query.
        #[kind(Rest(Dump))]
        pub nsid: &'a [u8],
    }
}

fields! {
    /// Owner: the host whose records a sleep proxy keeps (draft-cheshire-edns0-owner-option).
    ///
    /// ```text
    /// OWNER: 0 1 00-00-5e-00-53-2a
    /// ```
    ///
    /// Older clients of Cisco Umbrella use the code for the octets of [`DeviceId`].
    pub struct Owner<'a> {
        /// The version of the option; 0 is the only one.
        pub version: u8,
        /// A number that grows each time that the owner sleeps.
        pub seq: u8,
        /// The hardware address of the owner.
        #[kind(Eui(6))]
        pub primary_mac: &'a [u8; 6],
        /// Nothing, or another address to wake it with, and an optional password.
        pub rest: &'a [u8],
    }
}

impl<'a> Owner<'a> {
    /// The hardware address to wake the owner with, if it is another one.
    #[must_use]
    pub fn wakeup_mac(self) -> Option<&'a [u8; 6]> {
        self.rest.first_chunk()
    }

    /// The password to wake the owner with: 4 or 6 octets.
    #[must_use]
    pub fn password(self) -> Option<&'a [u8]> {
        let password = self.rest.get(6..)?;
        matches!(password.len(), 4 | 6).then_some(password)
    }
}

fields! {
    /// EDNS-Client-Tag: an opaque mark of the client (draft-bellis-dnsop-edns-tags-01).
    ///
    /// ```text
    /// CLIENT-TAG: 7
    /// ```
    pub struct ClientTag {
        /// Its meaning is private to both ends.
        pub tag: u16,
    }
}

fields! {
    /// EDNS-Server-Tag: an opaque mark of the server (draft-bellis-dnsop-edns-tags-01).
    ///
    /// ```text
    /// SERVER-TAG: 7
    /// ```
    pub struct ServerTag {
        /// Its meaning is private to both ends.
        pub tag: u16,
    }
}

fields! {
    /// COOKIE: proof that a client can receive at its address ([RFC 7873 section 4]).
    ///
    /// ```text
    /// COOKIE: 0102030405060708
    /// ```
    ///
    /// 8 octets in a first query, 16 to 40 later on.
    ///
    /// [RFC 7873 section 4]: https://www.rfc-editor.org/rfc/rfc7873#section-4
    pub struct Cookie<'a> {
        /// The cookie of the client.
        pub client_cookie: &'a [u8; 8],
        /// The cookie of the server, 8 to 32 octets; `None` in a first query.
        #[kind(Optional(&ServerCookie))]
        pub server_cookie: Option<&'a [u8]>,
    }
    text Joined;
}

fields! {
    /// CLIENT-SUBNET: the network of the client that a query is for ([RFC 7871 section 6]).
    ///
    /// ```text
    /// CLIENT-SUBNET: 192.0.2.0/24/0
    /// ```
    ///
    /// [RFC 7871 section 6]: https://www.rfc-editor.org/rfc/rfc7871#section-6
    pub struct Ecs<'a> {
        /// 1 for IPv4, 2 for IPv6; 0 when the option has no prefix and no address.
        #[kind(Family)]
        pub family: AddressFamily,
        /// The number of bits of the address that are sent.
        #[kind(FamilyPrefix)]
        pub source_prefix_length: u8,
        /// The number of bits that the answer is for; 0 in a query.
        #[kind(FamilyPrefix)]
        pub scope_prefix_length: u8,
        /// The octets that have the bits of the prefix, other bits zero; see [`Ecs::address`].
        #[kind(FamilyAddress)]
        pub address: &'a [u8],
    }
    text ClientSubnet;
}

impl Ecs<'_> {
    /// The address, with zero for the bits that are not sent; `None` without a family.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        match self.family {
            AddressFamily::IP => filled(self.address).map(|octets| Ipv4Addr::from(octets).into()),
            AddressFamily::IP6 => filled(self.address).map(|octets| Ipv6Addr::from(octets).into()),
            _ => None,
        }
    }
}

fields! {
    /// The device that a query comes from (Cisco cloud-security documentation).
    ///
    /// ```text
    /// DEVICEID: OpenDNS 0102030405060708
    /// ```
    pub struct DeviceId<'a> {
        /// ASCII `OpenDNS`.
        #[kind(Magic(b"OpenDNS"))]
        pub magic: &'a [u8],
        /// The device.
        pub device_id: &'a [u8; 8],
    }
}

fields! {
    /// The client that a query is for, named in several ways (Cisco cloud-security documentation).
    ///
    /// ```text
    /// UMBRELLA-IDENT: version 1, flags 0, organization=7
    /// ```
    pub struct Umbrella<'a> {
        /// ASCII `ODNS`.
        #[kind(Magic(b"ODNS"))]
        pub magic: &'a [u8],
        /// The version of the option: 0 or 1.
        pub version: u8,
        /// Bits without a public meaning.
        pub flags: u8,
        /// The client, in one or more ways.
        pub fields: List<'a, UmbrellaField<'a>>,
    }
    text Umbrella;
}
