//! Identifiers of hosts and nodes, and what leads from them to addresses.

use core::net::Ipv4Addr;

mod hip;

pub use hip::Hip;

use crate::field::{Base64, Eui, Hex, Ilnp64, fields};
use crate::findings::Rule;
use crate::name::Name;
use crate::rdata::rules::{Broken, unless};
use crate::registry::{DhcidDigestType, DhcidIdentifierType};
use crate::text::Text;

fields! {
    /// NID: a node identifier of ILNP ([RFC 6742 section 2.1]).
    ///
    /// [RFC 6742 section 2.1]: https://www.rfc-editor.org/rfc/rfc6742#section-2.1
    pub struct Nid {
        /// Lower values are preferred.
        pub preference: u16,
        /// The identifier, in the form of the lower half of an IPv6 address.
        pub node_id: Ilnp64,
    }
}

fields! {
    /// L32: a locator of ILNP for IPv4 ([RFC 6742 section 2.2]).
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
    /// [RFC 6742 section 2.3]: https://www.rfc-editor.org/rfc/rfc6742#section-2.3
    pub struct L64 {
        /// Lower values are preferred.
        pub preference: u16,
        /// The locator, in the form of the upper half of an IPv6 address.
        pub locator64: Ilnp64,
    }
}

fields! {
    /// LP: a name that has locators of ILNP ([RFC 6742 section 2.4]).
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
    /// [RFC 7043 section 3]: https://www.rfc-editor.org/rfc/rfc7043#section-3
    pub struct Eui48<'a> {
        /// The address.
        pub address: Eui<'a, 6>,
    }
}

fields! {
    /// EUI64: a hardware address of 64 bits ([RFC 7043 section 4]).
    ///
    /// [RFC 7043 section 4]: https://www.rfc-editor.org/rfc/rfc7043#section-4
    pub struct Eui64<'a> {
        /// The address.
        pub address: Eui<'a, 8>,
    }
}

fields! {
    /// DHCID: which DHCP client the owner was given to ([RFC 4701 section 3]).
    ///
    /// Shown in base64 as a whole.
    ///
    /// [RFC 4701 section 3]: https://www.rfc-editor.org/rfc/rfc4701#section-3
    pub struct Dhcid<'a> {
        /// What the client was identified by.
        pub identifier_type: DhcidIdentifierType,
        /// How the digest was made.
        pub digest_type: DhcidDigestType,
        /// The digest of the identifier and the owner name.
        pub digest: Hex<'a>,
    }
    rules Self::rule;
    shown Self::base64;
}

impl Dhcid<'_> {
    fn rule(&self) -> Broken {
        unless(!self.digest.is_empty(), Rule::EmptyClientDigest, 2)
    }

    fn base64(&self, text: &mut Text<'_>) {
        // Three octets are four characters of base64, so that the digest starts anew behind them.
        let [high, low] = self.identifier_type.0.to_be_bytes();
        text.base64(&[high, low, self.digest_type.0]);
        text.base64(&self.digest);
    }
}

fields! {
    /// HHIT: the hierarchical host identity tag of an aircraft ([RFC 9886 section 5.1]).
    ///
    /// [RFC 9886 section 5.1]: https://www.rfc-editor.org/rfc/rfc9886#section-5.1
    pub struct Hhit<'a> {
        /// An array in CBOR: entity type, abbreviation, registration certificate.
        pub hhit: Base64<'a>,
    }
    rules Self::rule;
}

impl Hhit<'_> {
    fn rule(&self) -> Broken {
        unless(!self.hhit.is_empty(), Rule::EmptyDataItem, 0)
    }
}

fields! {
    /// BRID: the broadcast remote identification of an aircraft ([RFC 9886 section 5.2]).
    ///
    /// [RFC 9886 section 5.2]: https://www.rfc-editor.org/rfc/rfc9886#section-5.2
    pub struct Brid<'a> {
        /// A data item in CBOR.
        pub brid: Base64<'a>,
    }
    rules Self::rule;
}

impl Brid<'_> {
    fn rule(&self) -> Broken {
        unless(!self.brid.is_empty(), Rule::EmptyDataItem, 0)
    }
}

fields! {
    /// IPN: the number of a node of the Bundle Protocol ([draft-johnson-dns-ipn-cla]).
    ///
    /// [draft-johnson-dns-ipn-cla]: https://datatracker.ietf.org/doc/html/draft-johnson-dns-ipn-cla-07
    pub struct Ipn {
        /// The number.
        pub cbhe_node_number: u64,
    }
}
