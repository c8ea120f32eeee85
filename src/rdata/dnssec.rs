//! DNSSEC: signatures, proofs of nonexistence, digests of zones; keys.

use crate::layout::{Time, TypeBitmap, fields};
use crate::name::Name;
use crate::registry::{Algorithm, Nsec3HashAlgorithm, Type, ZonemdHash, ZonemdScheme};

/// Types with the layout of RRSIG.
macro_rules! signatures {
    ($($(#[$doc:meta])* $name:ident $(covers $signed:ident)?;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The type of the RRset that is signed.
                #[check($($signed(TypeCovered))?)]
                pub type_covered: Type,
                /// The algorithm of the key and the signature.
                pub algorithm: Algorithm,
                /// The number of labels of the owner name when it was signed, without the root and
                /// `*`.
                pub labels: u8,
                /// The TTL that the RRset had when it was signed, in seconds.
                pub original_ttl: u32,
                /// The end of its validity, in seconds since 1970 modulo 2^32.
                pub signature_expiration: Time,
                /// The start of its validity, in seconds since 1970 modulo 2^32.
                pub signature_inception: Time,
                /// The key tag of the key that made the signature.
                pub key_tag: u16,
                /// The owner of that key.
                pub signers_name: Name<'a>,
                /// The signature.
                #[kind(Rest(Base64))]
                #[check(NotEmpty(EmptySignature))]
                pub signature: &'a [u8],
            }
        }
    )+};
}

signatures! {
    /// RRSIG: the signature of an RRset ([RFC 4034 section 3.1]).
    ///
    /// ```text
    /// example. 300 IN RRSIG A 13 1 300 20261231000000 20261201000000 12345 example. AAECAwQFBgcICQoL
    /// ```
    ///
    /// [RFC 4034 section 3.1]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1
    Rrsig covers Signed;
    /// SIG: the signature of an RRset before RRSIG, or of a message ([RFC 2535 section 4.1],
    /// [RFC 2931 section 3]).
    ///
    /// ```text
    /// example. 300 IN SIG A 5 1 300 20261231000000 20261201000000 12345 example. AAECAwQFBgcICQoL
    /// ```
    ///
    /// A SIG record that covers type 0 signs the message that it is in.
    ///
    /// [RFC 2535 section 4.1]: https://www.rfc-editor.org/rfc/rfc2535#section-4.1
    /// [RFC 2931 section 3]: https://www.rfc-editor.org/rfc/rfc2931#section-3
    Sig;
}

impl Rrsig<'_> {
    /// Returns `true` if the time is not before the inception of the signature, and not after its
    /// expiration ([RFC 4035 section 5.3.1]).
    ///
    /// ```
    /// use dnswire::{RdataBuf, rdata::Rrsig};
    ///
    /// let text = "RRSIG A 13 2 300 20261231000000 20261201000000 7 example. AAAA";
    /// let rdata: RdataBuf = text.parse()?;
    /// let rrsig: Rrsig = rdata.data().unwrap();
    /// assert!(rrsig.is_valid_at("20261215000000".parse()?));
    /// assert!(!rrsig.is_valid_at("20270101000000".parse()?));
    /// # Ok::<(), dnswire::TextError>(())
    /// ```
    ///
    /// [RFC 4035 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc4035#section-5.3.1
    #[must_use]
    pub fn is_valid_at(&self, time: Time) -> bool {
        !time.is_before(self.signature_inception) && !self.signature_expiration.is_before(time)
    }
}

fields! {
    /// NSEC: the next name of the zone, and the types of this one ([RFC 4034 section 4.1]).
    ///
    /// ```text
    /// example. 300 IN NSEC next.example. NS SOA RRSIG NSEC DNSKEY
    /// ```
    ///
    /// [RFC 4034 section 4.1]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1
    pub struct Nsec<'a> {
        /// The next owner in the canonical order of the zone; the apex after the last.
        pub next_domain_name: Name<'a>,
        /// The types of the owner; NSEC itself is one of them.
        #[check(NotEmpty(EmptyBitmap), NoPseudoTypes(BitmapPseudoType))]
        pub type_bit_maps: TypeBitmap<'a>,
    }
}

fields! {
    /// NSEC3: the next hashed name of the zone, and the types of this one ([RFC 5155 section 3]).
    ///
    /// ```text
    /// example. 300 IN NSEC3 1 0 0 - 0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM A RRSIG
    /// ```
    ///
    /// [RFC 5155 section 3]: https://www.rfc-editor.org/rfc/rfc5155#section-3
    pub struct Nsec3<'a> {
        /// The hash algorithm for names.
        pub hash_algorithm: Nsec3HashAlgorithm,
        /// Bit 7 is `opt-out`.
        #[check(OnlyBits(0x01, Nsec3Flags))]
        pub flags: u8,
        /// The number of additional times that the hash is applied.
        pub iterations: u16,
        /// Octets that are appended to the name before it is hashed; at most 255.
        #[kind(Counted8(HexOrDash))]
        pub salt: &'a [u8],
        /// The next hash in the order of the zone; 1 to 255 octets, 20 for SHA-1.
        #[kind(Counted8(Base32hex))]
        #[check(LengthBy(0, &[(Nsec3HashAlgorithm::SHA_1.0, 20)], HashLength))]
        pub next_hashed_owner_name: &'a [u8],
        /// The types of the name whose hash is the first label of the owner; none for an empty
        /// non-terminal.
        #[check(NoPseudoTypes(BitmapPseudoType))]
        pub type_bit_maps: TypeBitmap<'a>,
    }
}

impl Nsec3<'_> {
    /// Returns `true` if unsigned delegations may lie between the owner and the next name
    /// ([RFC 5155 section 3.1.2.1]).
    ///
    /// [RFC 5155 section 3.1.2.1]: https://www.rfc-editor.org/rfc/rfc5155#section-3.1.2.1
    #[must_use]
    pub const fn is_opt_out(&self) -> bool {
        self.flags & 0x01 != 0
    }
}

fields! {
    /// NSEC3PARAM: the parameters of a zone for the hashes of NSEC3 ([RFC 5155 section 4]).
    ///
    /// ```text
    /// example. 300 IN NSEC3PARAM 1 0 0 -
    /// ```
    ///
    /// [RFC 5155 section 4]: https://www.rfc-editor.org/rfc/rfc5155#section-4
    pub struct Nsec3param<'a> {
        /// The hash algorithm for names.
        pub hash_algorithm: Nsec3HashAlgorithm,
        /// Zero; records with other flags are ignored.
        #[check(OnlyBits(0, Nsec3Flags))]
        pub flags: u8,
        /// The number of additional times that the hash is applied.
        pub iterations: u16,
        /// Octets that are appended to the name before it is hashed; at most 255.
        #[kind(Counted8(HexOrDash))]
        pub salt: &'a [u8],
    }
}

/// The octets of the digest of a zone, by its algorithm.
const DIGESTS: &[(u8, u16)] = &[(ZonemdHash::SHA384.0, 48), (ZonemdHash::SHA512.0, 64)];

fields! {
    /// ZONEMD: the digest of a zone ([RFC 8976 section 2.2]).
    ///
    /// ```text
    /// example. 300 IN ZONEMD 2026112701 1 240 000102030405060708090A0B
    /// ```
    ///
    /// [RFC 8976 section 2.2]: https://www.rfc-editor.org/rfc/rfc8976#section-2.2
    pub struct Zonemd<'a> {
        /// The serial of the SOA record of the zone that was digested.
        pub serial: u32,
        /// The scheme that collated the records of the zone.
        pub scheme: ZonemdScheme,
        /// The digest algorithm.
        pub hash_algorithm: ZonemdHash,
        /// The digest; at least 12 octets.
        #[check(LengthBy(5, DIGESTS, ZoneDigestLength), AtLeast(12, ZoneDigestLength))]
        pub digest: &'a [u8],
    }
}
