//! Delegations and their keepers: DS and its kin, and how a child tells its parent of changes.

use crate::field::{Hex, TypeBitmap, fields};
use crate::findings::Rule;
use crate::name::Name;
use crate::rdata::rules::{Broken, has_length, unless};
use crate::rdata::{Data, Type};
use crate::registry::{Algorithm, DigestType, DsyncScheme};

/// The octets of a digest, where the type is known.
///
/// A CDS record that asks for a deletion has "a single octet with the value 00" (RFC 8078 section 4,
/// erratum 5049).
fn digest_length(rtype: Type, digest_type: DigestType) -> Option<usize> {
    match digest_type {
        DigestType(0) if rtype == Type::CDS => Some(1),
        DigestType::SHA_1 => Some(20),
        DigestType::SHA_256
        | DigestType::GOST_R_34_11_94
        | DigestType::GOST_R_34_11_2012
        | DigestType::SM3 => Some(32),
        DigestType::SHA_384 => Some(48),
        _ => None,
    }
}

/// Types with the layout of DS.
macro_rules! delegation_signers {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The key tag of the DNSKEY record that is meant.
                pub key_tag: u16,
                /// The algorithm of that key.
                pub algorithm: Algorithm,
                /// How the digest was made.
                pub digest_type: DigestType,
                /// The digest of the key's owner name and RDATA.
                pub digest: Hex<'a>,
            }
            rules Self::rule;
        }

        impl $name<'_> {
            fn rule(&self) -> Broken {
                let length = digest_length(Self::TYPE, self.digest_type);
                unless(!self.digest.is_empty(), Rule::EmptyDigest, 3)
                    .or_else(|| unless(has_length(&self.digest, length), Rule::DigestLength, 3))
            }
        }
    )+};
}

delegation_signers! {
    /// DS: the digest of a key that signs the delegated zone ([RFC 4034 section 5]).
    ///
    /// [RFC 4034 section 5]: https://www.rfc-editor.org/rfc/rfc4034#section-5
    Ds;
    /// CDS: the DS record that a child wants its parent to have ([RFC 7344 section 3.1]).
    ///
    /// `0 0 0 00` asks for none ([RFC 8078 section 4]).
    ///
    /// [RFC 7344 section 3.1]: https://www.rfc-editor.org/rfc/rfc7344#section-3.1
    /// [RFC 8078 section 4]: https://www.rfc-editor.org/rfc/rfc8078#section-4
    Cds;
    /// DLV: a DS record outside of the delegation chain; obsolete ([RFC 4431 section 2]).
    ///
    /// [RFC 4431 section 2]: https://www.rfc-editor.org/rfc/rfc4431#section-2
    Dlv;
    /// TA: a DS record at a trust authority ([INI TR 1999-19]).
    ///
    /// [INI TR 1999-19]: https://www.watson.org/~weiler/INI1999-19.pdf
    Ta;
}

fields! {
    /// CSYNC: what a child wants its parent to copy ([RFC 7477 section 2.1]).
    ///
    /// [RFC 7477 section 2.1]: https://www.rfc-editor.org/rfc/rfc7477#section-2.1
    pub struct Csync<'a> {
        /// The serial of the SOA record that it belongs to.
        pub soa_serial: u32,
        /// Bit 15 is `immediate`, bit 14 `soaminimum`.
        pub flags: u16,
        /// The types of the records to copy.
        pub type_bit_map: TypeBitmap<'a>,
    }
}

impl Csync<'_> {
    /// Whether the parent may process it without further confirmation.
    #[must_use]
    pub const fn is_immediate(&self) -> bool {
        self.flags & 0x0001 != 0
    }

    /// Whether the parent is to ignore it while the SOA serial is below `soa_serial`.
    #[must_use]
    pub const fn has_soa_minimum(&self) -> bool {
        self.flags & 0x0002 != 0
    }
}

fields! {
    /// DSYNC: where to send notifications about a delegation ([RFC 9859 section 2.1]).
    ///
    /// [RFC 9859 section 2.1]: https://www.rfc-editor.org/rfc/rfc9859#section-2.1
    pub struct Dsync<'a> {
        /// The type of the records that the notifications are about.
        pub rrtype: Type,
        /// How to notify.
        pub scheme: DsyncScheme,
        /// The port on the target host.
        pub port: u16,
        /// The host.
        pub target: Name<'a>,
    }
}

fields! {
    /// TALINK: links of a list of former trust anchors ([draft-wijngaards-dnsop-trust-history]).
    ///
    /// [draft-wijngaards-dnsop-trust-history]: https://datatracker.ietf.org/doc/html/draft-wijngaards-dnsop-trust-history-02
    pub struct Talink<'a> {
        /// The start of the list, or the previous name in it; the root when there is none.
        pub start_or_previous: Name<'a>,
        /// The end of the list, or the next name in it; the root when there is none.
        pub end_or_next: Name<'a>,
    }
}
