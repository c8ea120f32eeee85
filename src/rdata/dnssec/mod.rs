//! DNSSEC: signatures, proofs of nonexistence, digests of zones; keys.

mod key;

pub use key::{Cdnskey, Dnskey, Key, Rkey};

use crate::field::{Base32hex, Base64, Hex, HexOrDash, Len8, Time, TypeBitmap, fields};
use crate::findings::Rule;
use crate::name::Name;
use crate::rdata::Type;
use crate::rdata::rules::{Broken, has_length, unless};
use crate::registry::{Algorithm, Nsec3HashAlgorithm, ZonemdHash, ZonemdScheme};

/// Types with the layout of RRSIG.
macro_rules! signatures {
    ($($(#[$doc:meta])* $name:ident covers $covers:path;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The type of the RRset that is signed.
                pub type_covered: Type,
                /// The algorithm of the key and the signature.
                pub algorithm: Algorithm,
                /// How many labels the owner name had when it was signed, without the root and `*`.
                pub labels: u8,
                /// The TTL that the RRset had when it was signed, in seconds.
                pub original_ttl: u32,
                /// When the signature stops to be valid.
                pub signature_expiration: Time,
                /// When the signature starts to be valid.
                pub signature_inception: Time,
                /// The key tag of the key that made the signature.
                pub key_tag: u16,
                /// The owner of that key.
                pub signers_name: Name<'a>,
                /// The signature.
                pub signature: Base64<'a>,
            }
            rules Self::rule;
        }

        impl $name<'_> {
            fn rule(&self) -> Broken {
                unless($covers(self.type_covered), Rule::TypeCovered, 0)
                    .or_else(|| unless(!self.signature.is_empty(), Rule::EmptySignature, 8))
            }
        }
    )+};
}

signatures! {
    /// RRSIG: the signature of an RRset ([RFC 4034 section 3.1]).
    ///
    /// [RFC 4034 section 3.1]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1
    Rrsig covers is_signed;
    /// SIG: the signature of an RRset before RRSIG, or of a message ([RFC 2535 section 4.1],
    /// [RFC 2931 section 3]).
    ///
    /// One that covers type 0 signs the message that it is in.
    ///
    /// [RFC 2535 section 4.1]: https://www.rfc-editor.org/rfc/rfc2535#section-4.1
    /// [RFC 2931 section 3]: https://www.rfc-editor.org/rfc/rfc2931#section-3
    Sig covers is_any;
}

/// "An RRSIG RR itself MUST NOT be signed" (RFC 4035 section 2.2), nor what is no type of records.
const fn is_signed(rtype: Type) -> bool {
    !matches!(rtype, Type(0) | Type::RRSIG) && !rtype.is_question_only()
}

const fn is_any(_: Type) -> bool {
    true
}

fields! {
    /// NSEC: the next name of the zone, and the types of this one ([RFC 4034 section 4.1]).
    ///
    /// [RFC 4034 section 4.1]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1
    pub struct Nsec<'a> {
        /// The next owner in the canonical order of the zone; the apex after the last.
        pub next_domain_name: Name<'a>,
        /// The types of the owner; NSEC itself is one of them.
        pub type_bit_maps: TypeBitmap<'a>,
    }
    rules Self::rule;
}

impl Nsec<'_> {
    fn rule(&self) -> Broken {
        unless(!self.type_bit_maps.is_empty(), Rule::EmptyBitmap, 1)
    }
}

fields! {
    /// NSEC3: the next hashed name of the zone, and the types of this one ([RFC 5155 section 3]).
    ///
    /// [RFC 5155 section 3]: https://www.rfc-editor.org/rfc/rfc5155#section-3
    pub struct Nsec3<'a> {
        /// How names are hashed.
        pub hash_algorithm: Nsec3HashAlgorithm,
        /// Bit 7 is `opt-out`.
        pub flags: u8,
        /// How often the hash is applied once more.
        pub iterations: u16,
        /// What is appended to the name before it is hashed; at most 255 octets.
        pub salt: Len8<HexOrDash<'a>>,
        /// The next hash in the order of the zone; 1 to 255 octets, 20 for SHA-1.
        pub next_hashed_owner_name: Len8<Base32hex<'a>>,
        /// The types of the name whose hash is the first label of the owner; none for an empty
        /// non-terminal.
        pub type_bit_maps: TypeBitmap<'a>,
    }
    rules Self::rule;
}

impl Nsec3<'_> {
    /// Whether unsigned delegations may lie between the owner and the next name
    /// ([RFC 5155 section 3.1.2.1]).
    ///
    /// [RFC 5155 section 3.1.2.1]: https://www.rfc-editor.org/rfc/rfc5155#section-3.1.2.1
    #[must_use]
    pub const fn is_opt_out(&self) -> bool {
        self.flags & 0x01 != 0
    }

    fn rule(&self) -> Broken {
        let holds = match (self.hash_algorithm, self.next_hashed_owner_name.len()) {
            (_, 0) => false,
            (Nsec3HashAlgorithm::SHA_1, len) => len == 20,
            _ => true,
        };
        unless(holds, Rule::HashLength, 4)
    }
}

fields! {
    /// NSEC3PARAM: how a zone hashes names for NSEC3 ([RFC 5155 section 4]).
    ///
    /// [RFC 5155 section 4]: https://www.rfc-editor.org/rfc/rfc5155#section-4
    pub struct Nsec3param<'a> {
        /// How names are hashed.
        pub hash_algorithm: Nsec3HashAlgorithm,
        /// Zero; records with other flags are ignored.
        pub flags: u8,
        /// How often the hash is applied once more.
        pub iterations: u16,
        /// What is appended to the name before it is hashed; at most 255 octets.
        pub salt: Len8<HexOrDash<'a>>,
    }
}

fields! {
    /// ZONEMD: the digest of a zone ([RFC 8976 section 2.2]).
    ///
    /// [RFC 8976 section 2.2]: https://www.rfc-editor.org/rfc/rfc8976#section-2.2
    pub struct Zonemd<'a> {
        /// The serial of the SOA record of the zone that was digested.
        pub serial: u32,
        /// How the records of the zone were put together.
        pub scheme: ZonemdScheme,
        /// How the digest was made.
        pub hash_algorithm: ZonemdHash,
        /// The digest; at least 12 octets.
        pub digest: Hex<'a>,
    }
    rules Self::rule;
}

impl Zonemd<'_> {
    fn rule(&self) -> Broken {
        let length = match self.hash_algorithm {
            ZonemdHash::SHA384 => Some(48),
            ZonemdHash::SHA512 => Some(64),
            _ => None,
        };
        // "MUST NOT be shorter than 12 octets" (RFC 8976 section 2.2.4).
        let holds = has_length(&self.digest, length) && self.digest.len() >= 12;
        unless(holds, Rule::ZoneDigestLength, 3)
    }
}
