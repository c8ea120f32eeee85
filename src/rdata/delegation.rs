//! Delegations: DS, the types like it, and the records that inform a parent of changes.

use crate::layout::{TypeBitmap, fields};
use crate::name::Name;
use crate::registry::{Algorithm, DigestType, DsyncScheme, Type};

/// The octets of a digest, by its type.
const DIGESTS: &[(u8, u16)] = &[
    (DigestType::SHA_1.0, 20),
    (DigestType::SHA_256.0, 32),
    (DigestType::GOST_R_34_11_94.0, 32),
    (DigestType::SHA_384.0, 48),
    (DigestType::GOST_R_34_11_2012.0, 32),
    (DigestType::SM3.0, 32),
];
/// A CDS record that asks for a deletion has "a single octet with the value 00" (RFC 8078 section
/// 4, erratum 5049).
const CHILD_DIGESTS: &[(u8, u16)] = &[
    (0, 1),
    (DigestType::SHA_1.0, 20),
    (DigestType::SHA_256.0, 32),
    (DigestType::GOST_R_34_11_94.0, 32),
    (DigestType::SHA_384.0, 48),
    (DigestType::GOST_R_34_11_2012.0, 32),
    (DigestType::SM3.0, 32),
];

/// The CDS record that asks for a deletion: key tag, algorithm and digest type 0, and the digest.
const DELETION: &[u8] = &[0, 0, 0, 0, 0];

/// Types with the layout of DS.
macro_rules! delegation_signers {
    ($($(#[$doc:meta])* $name:ident $digests:ident $($whole:ident($form:ident))?;)+) => {$(
        fields! {
            $(#[$doc])*
            pub struct $name<'a> {
                /// The key tag of the DNSKEY record that is meant.
                pub key_tag: u16,
                /// The algorithm of that key.
                #[check($($whole($form, DeleteForm))?)]
                pub algorithm: Algorithm,
                /// The digest algorithm.
                pub digest_type: DigestType,
                /// The digest of the key's owner name and RDATA.
                #[check(NotEmpty(EmptyDigest), LengthBy(3, $digests, DigestLength))]
                pub digest: &'a [u8],
            }
        }
    )+};
}

delegation_signers! {
    /// DS: the digest of a key that signs the delegated zone ([RFC 4034 section 5]).
    ///
    /// ```text
    /// example. 300 IN DS 12345 13 2 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// [RFC 4034 section 5]: https://www.rfc-editor.org/rfc/rfc4034#section-5
    Ds DIGESTS;
    /// CDS: the DS record that a child wants its parent to have ([RFC 7344 section 3.1]).
    ///
    /// ```text
    /// example. 300 IN CDS 12345 13 2 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// `0 0 0 00` asks for no DS record ([RFC 8078 section 4]).
    ///
    /// [RFC 7344 section 3.1]: https://www.rfc-editor.org/rfc/rfc7344#section-3.1
    /// [RFC 8078 section 4]: https://www.rfc-editor.org/rfc/rfc8078#section-4
    Cds CHILD_DIGESTS WholeIfZero(DELETION);
    /// DLV: a DS record outside of the delegation chain; obsolete ([RFC 4431 section 2]).
    ///
    /// ```text
    /// example. 300 IN DLV 12345 13 2 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// [RFC 4431 section 2]: https://www.rfc-editor.org/rfc/rfc4431#section-2
    Dlv DIGESTS;
    /// TA: a DS record at a trust authority ([INI TR 1999-19]).
    ///
    /// ```text
    /// example. 300 IN TA 12345 13 2 00112233445566778899AABBCCDDEEFF102132435465768798A9BACBDCEDFE0F
    /// ```
    ///
    /// [INI TR 1999-19]: https://www.watson.org/~weiler/INI1999-19.pdf
    Ta DIGESTS;
}

fields! {
    /// CSYNC: the records that a child wants its parent to copy ([RFC 7477 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN CSYNC 2026112701 3 A NS AAAA
    /// ```
    ///
    /// [RFC 7477 section 2.1]: https://www.rfc-editor.org/rfc/rfc7477#section-2.1
    pub struct Csync<'a> {
        /// The serial of the SOA record that it belongs to.
        pub soa_serial: u32,
        /// Bit 15 is `immediate`, bit 14 `soaminimum`.
        #[check(OnlyBits(0x0003, ReservedFlag))]
        pub flags: u16,
        /// The types of the records to copy.
        #[check(NoPseudoTypes(BitmapPseudoType))]
        pub type_bit_map: TypeBitmap<'a>,
    }
}

impl Csync<'_> {
    /// Returns `true` if the parent may process it without further confirmation.
    #[must_use]
    pub const fn is_immediate(&self) -> bool {
        self.flags & 0x0001 != 0
    }

    /// Returns `true` if the parent must ignore it while the SOA serial is below `soa_serial`.
    #[must_use]
    pub const fn has_soa_minimum(&self) -> bool {
        self.flags & 0x0002 != 0
    }
}

fields! {
    /// DSYNC: the target of notifications about a delegation ([RFC 9859 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN DSYNC CDS NOTIFY 5300 scanner.example.
    /// ```
    ///
    /// [RFC 9859 section 2.1]: https://www.rfc-editor.org/rfc/rfc9859#section-2.1
    pub struct Dsync<'a> {
        /// The type of the records that the notifications are about.
        pub rrtype: Type,
        /// The scheme of the notifications.
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
    /// ```text
    /// example. 300 IN TALINK prev.example. next.example.
    /// ```
    ///
    /// [draft-wijngaards-dnsop-trust-history]: https://datatracker.ietf.org/doc/html/draft-wijngaards-dnsop-trust-history-02
    pub struct Talink<'a> {
        /// The start of the list, or the previous name in it; the root when there is none.
        pub start_or_previous: Name<'a>,
        /// The end of the list, or the next name in it; the root when there is none.
        pub end_or_next: Name<'a>,
    }
}
