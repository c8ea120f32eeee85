//! Identifiers and locators of hosts and nodes.

use core::net::Ipv4Addr;

use crate::layout::{
    FieldType, Fields, Layout, List, Value, Values, display, field_list, fields, read_values,
};
use crate::name::{Name, Pointers};
use crate::registry::{DhcidDigestType, DhcidIdentifierType};
use crate::wire::{Parsed, Wire};

fields! {
    /// NID: a node identifier of ILNP ([RFC 6742 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN NID 10 0014:4fff:ff20:ee64
    /// ```
    ///
    /// [RFC 6742 section 2.1]: https://www.rfc-editor.org/rfc/rfc6742#section-2.1
    pub struct Nid {
        /// Lower values are preferred.
        pub preference: u16,
        /// The identifier, in the form of the lower half of an IPv6 address.
        #[kind(Locator)]
        pub node_id: u64,
    }
}

fields! {
    /// L32: a locator of ILNP for IPv4 ([RFC 6742 section 2.2]).
    ///
    /// ```text
    /// example. 300 IN L32 10 192.0.2.1
    /// ```
    ///
    /// [RFC 6742 section 2.2]: https://www.rfc-editor.org/rfc/rfc6742#section-2.2
    pub struct L32 {
        /// Lower values are preferred.
        pub preference: u16,
        /// The locator, in the form of an IPv4 address.
        pub locator32: Ipv4Addr,
    }
}

fields! {
    /// L64: a locator of ILNP for IPv6 ([RFC 6742 section 2.3]).
    ///
    /// ```text
    /// example. 300 IN L64 10 2001:0db8:0000:0001
    /// ```
    ///
    /// [RFC 6742 section 2.3]: https://www.rfc-editor.org/rfc/rfc6742#section-2.3
    pub struct L64 {
        /// Lower values are preferred.
        pub preference: u16,
        /// The locator, in the form of the upper half of an IPv6 address.
        #[kind(Locator)]
        pub locator64: u64,
    }
}

fields! {
    /// LP: a name that has locators of ILNP ([RFC 6742 section 2.4]).
    ///
    /// ```text
    /// example. 300 IN LP 10 l64.example.
    /// ```
    ///
    /// [RFC 6742 section 2.4]: https://www.rfc-editor.org/rfc/rfc6742#section-2.4
    pub struct Lp<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The name; never the owner itself.
        pub fqdn: Name<'a>,
    }
}

fields! {
    /// EUI48: a hardware address of 48 bits ([RFC 7043 section 3]).
    ///
    /// ```text
    /// example. 300 IN EUI48 00-00-5e-00-53-2a
    /// ```
    ///
    /// [RFC 7043 section 3]: https://www.rfc-editor.org/rfc/rfc7043#section-3
    pub struct Eui48<'a> {
        /// The address.
        #[kind(Eui(6))]
        pub address: &'a [u8; 6],
    }
}

fields! {
    /// EUI64: a hardware address of 64 bits ([RFC 7043 section 4]).
    ///
    /// ```text
    /// example. 300 IN EUI64 00-00-5e-ef-10-00-00-2a
    /// ```
    ///
    /// [RFC 7043 section 4]: https://www.rfc-editor.org/rfc/rfc7043#section-4
    pub struct Eui64<'a> {
        /// The address.
        #[kind(Eui(8))]
        pub address: &'a [u8; 8],
    }
}

fields! {
    /// DHCID: the DHCP client that the owner name was given to ([RFC 4701 section 3]).
    ///
    /// ```text
    /// example. 300 IN DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=
    /// ```
    ///
    /// Written in base64 as a whole.
    ///
    /// [RFC 4701 section 3]: https://www.rfc-editor.org/rfc/rfc4701#section-3
    pub struct Dhcid<'a> {
        /// The kind of identifier of the client.
        pub identifier_type: DhcidIdentifierType,
        /// The digest algorithm.
        pub digest_type: DhcidDigestType,
        /// The digest of the identifier and the owner name.
        #[check(NotEmpty(EmptyClientDigest))]
        pub digest: &'a [u8],
    }
    text Base64;
}

fields! {
    /// HHIT: the hierarchical host identity tag of an aircraft ([RFC 9886 section 5.1]).
    ///
    /// ```text
    /// example. 300 IN HHIT gwppMDAwQSAwMDE0WBowMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA==
    /// ```
    ///
    /// [RFC 9886 section 5.1]: https://www.rfc-editor.org/rfc/rfc9886#section-5.1
    pub struct Hhit<'a> {
        /// An array in CBOR: entity type, abbreviation, registration certificate.
        #[kind(Rest(Base64))]
        #[check(NotEmpty(EmptyDataItem))]
        pub hhit: &'a [u8],
    }
}

fields! {
    /// BRID: the broadcast remote identification of an aircraft ([RFC 9886 section 5.2]).
    ///
    /// ```text
    /// example. 300 IN BRID ogECAoGCAVQyMDAxMDAyMDAwMDAwMDAwMDAwMA==
    /// ```
    ///
    /// [RFC 9886 section 5.2]: https://www.rfc-editor.org/rfc/rfc9886#section-5.2
    pub struct Brid<'a> {
        /// A data item in CBOR.
        #[kind(Rest(Base64))]
        #[check(NotEmpty(EmptyDataItem))]
        pub brid: &'a [u8],
    }
}

fields! {
    /// IPN: the number of a node of the Bundle Protocol ([draft-johnson-dns-ipn-cla]).
    ///
    /// ```text
    /// example. 300 IN IPN 4196384
    /// ```
    ///
    /// [draft-johnson-dns-ipn-cla]: https://datatracker.ietf.org/doc/html/draft-johnson-dns-ipn-cla-07
    pub struct Ipn {
        /// The number.
        pub cbhe_node_number: u64,
    }
}

/// HIP: the identity of a host in the Host Identity Protocol ([RFC 8005 section 5]).
///
/// ```text
/// example. 300 IN HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAQ== rvs.example.
/// ```
///
/// [RFC 8005 section 5]: https://www.rfc-editor.org/rfc/rfc8005#section-5
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hip<'a> {
    /// The format of the key, numbered as in IPSECKEY records.
    pub pk_algorithm: u8,
    /// The Host Identity Tag; 1 to 255 octets.
    pub hit: &'a [u8],
    /// The Host Identity, which is a public key; 1 to 65535 octets.
    pub public_key: &'a [u8],
    /// Rendezvous servers of the host, in order of preference; never compressed.
    pub rendezvous_servers: List<'a, Name<'a>>,
}

impl<'a> Fields<'a> for Hip<'a> {
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        hit_length: Length8, check [NotZero(EmptyHostIdentity)];
        pk_algorithm: U8;
        pk_length: Length16, check [NotZero(EmptyHostIdentity)];
        hit: CountedAt8(0, Hex);
        public_key: CountedAt16(2, Base64);
        rendezvous_servers: Names;
    ]);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (left, values) = read_values(Self::LAYOUT.fields, data, pointers)?;
        let [_, pk_algorithm, _, hit, public_key, servers] = values.array();
        let hip = Hip {
            pk_algorithm: u8::of(pk_algorithm),
            hit: <&[u8]>::of(hit),
            public_key: <&[u8]>::of(public_key),
            rendezvous_servers: List::of(servers),
        };
        Ok((left, hip))
    }

    fn values(&self) -> Values<'a> {
        let len = |octets: &[u8]| Value::Number(u64::try_from(octets.len()).unwrap_or(u64::MAX));
        Values::of([
            len(self.hit),
            Value::Number(self.pk_algorithm.into()),
            len(self.public_key),
            Value::Octets(self.hit),
            Value::Octets(self.public_key),
            Value::Names(self.rendezvous_servers),
        ])
    }
}

display! { Hip 'a <'a> }
