//! The rules of RFCs that the strict reading checks.

use core::fmt;

// `rules! { /// doc
//           Name: Severity, "section", "text"; }` makes the variant `Rule::Name` and its arms in the
// methods of `Rule`.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident: $severity:ident, $rfc:literal, $text:literal;)+) => {
        /// A rule that a message can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $name,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// The name, as in the source.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Rule::$name => stringify!($name),)+ }
            }

            /// The severity: error or warning.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Rule::$name => Severity::$severity,)+ }
            }

            /// The section of the RFC that states the rule.
            #[must_use]
            pub const fn rfc(self) -> &'static str {
                match self { $(Rule::$name => $rfc,)+ }
            }

            /// The broken rule in a few words.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Rule::$name => $text,)+ }
            }
        }
    };
}
// One line for each rule: its name, its severity, the RFC section, and a text of a few words.
rules! {
    // The message as a whole.
    /// The octets end before the last entry, or a name or length in the framing is wrong.
    Framing: Error, "RFC 1035 section 4.1", "the message cannot be read to its end";
    /// Octets follow the last record, and they are not TLVs of DNS Stateful Operations.
    TrailingOctets: Error, "RFC 1035 section 4.1", "octets follow the last record";
    /// A query, or a response to one, has more than one question.
    QuestionCount: Error, "RFC 9619 section 4", "the message has more than one question";
    /// An update does not have exactly one zone.
    ZoneCount: Error, "RFC 2136 section 3.1.1", "the zone section does not have exactly one entry";
    /// The zone of an update is not of type SOA.
    ZoneType: Error, "RFC 2136 section 3.1.1", "the type of the zone is not SOA";
    /// The Z bit of the header is set.
    ReservedBit: Warning, "RFC 1035 section 4.1.1", "the reserved bit of the header is set";
    // Names.
    /// A compression pointer leads into the header, which holds no names.
    PointerIntoHeader: Error, "RFC 1035 section 4.1.4", "a compression pointer leads into the header";
    /// A name in RDATA is compressed although its type forbids that.
    CompressedName: Error, "RFC 3597 section 4", "a name in the RDATA is compressed";
    // Records.
    /// The type of a record is 0.
    TypeZero: Error, "RFC 6895 section 3.1", "the type of the record is 0";
    /// The type of a record is one that only questions can have.
    QuestionType: Error, "RFC 6895 section 3.1", "the type of the record can only be asked for";
    /// The class of a record is ANY or NONE outside of an update.
    MetaClass: Error, "RFC 6895 section 3.2", "a record outside an update has class ANY or NONE";
    /// The top bit of a TTL is set.
    TtlTopBit: Warning, "RFC 2181 section 8", "the top bit of the TTL is set";
    /// RDATA does not fit its type.
    MalformedRdata: Error, "RFC 1035 section 3.2.1", "the RDATA does not fit its type";
    // Values in RDATA.
    /// The digest of a DS, CDS, DLV or TA record has no octets.
    EmptyDigest: Error, "RFC 4034 section 5.1.4", "the digest is empty";
    /// The digest of a DS, CDS, DLV or TA record does not have the length for its type.
    DigestLength: Error, "RFC 4509 section 2.2", "the digest does not have the length that its digest type requires";
    /// The fingerprint of an SSHFP record is empty, or does not have the length for its type.
    FingerprintLength: Error, "RFC 4255 section 3.1.3", "the fingerprint does not have the length that its type requires";
    /// The data of a TLSA or SMIMEA record is empty, or does not have the length for its matching
    /// type.
    AssociationLength: Error, "RFC 6698 section 2.1.4", "the data does not have the length that its matching type requires";
    /// The digest of a ZONEMD record is below 12 octets, or does not have the length for its
    /// algorithm.
    ZoneDigestLength: Error, "RFC 8976 section 2.2.4", "the digest is too short, or not as long as its algorithm requires";
    /// The digest of a DHCID record has no octets.
    EmptyClientDigest: Error, "RFC 4701 section 3.4", "the digest is empty";
    /// The key of a DNSKEY, CDNSKEY, KEY or RKEY record has no octets.
    EmptyKey: Error, "RFC 4034 section 2.1.4", "the key is empty";
    /// The key of an OPENPGPKEY record has no octets.
    EmptyOpenpgpKey: Error, "RFC 7929 section 2.1", "the key is empty";
    /// The key of an IPSECKEY record has no octets, though it has an algorithm.
    EmptyIpsecKey: Error, "RFC 4025 section 2.4", "the key is empty and has an algorithm";
    /// A certificate has no octets.
    EmptyCertificate: Error, "RFC 4398 section 2", "the certificate is empty";
    /// A signature has no octets.
    EmptySignature: Error, "RFC 4034 section 3.1.8", "the signature is empty";
    /// A signature covers a type that cannot be signed.
    TypeCovered: Error, "RFC 4034 section 3.1.1", "the type covered cannot be signed";
    /// The type bitmap of an NSEC record is empty; NSEC itself belongs in it.
    EmptyBitmap: Error, "RFC 4034 section 4.1.2", "the type bitmap is empty";
    /// The bitmap of an NXT record has bit 0 set, which means another format.
    NxtFormat: Error, "RFC 2535 section 5.2", "the type bitmap has another format";
    /// The hashed name of an NSEC3 record is empty, or does not have the length for its algorithm.
    HashLength: Error, "RFC 5155 section 3.1.7", "the hash does not have the length that its algorithm requires";
    /// The Host Identity Tag or the Host Identity of a HIP record has no octets.
    EmptyHostIdentity: Error, "RFC 8005 section 5", "the host identity or its tag is empty";
    /// The target of a URI record has no octets.
    EmptyTarget: Error, "RFC 7553 section 4.4", "the target is empty";
    /// The tag of a CAA record is empty, or has characters that are not letters or digits.
    CaaTag: Error, "RFC 8659 section 4.1", "the tag is not one or more letters and digits";
    /// The flags of a NAPTR record are not letters and digits.
    NaptrFlags: Error, "RFC 3403 section 4.1", "the flags are not letters and digits";
    /// An item of an APL record has more octets than an address of its family, or a zero at the
    /// end.
    AddressLength: Error, "RFC 3123 section 4", "the address has too many octets";
    /// The prefix of an item of an APL record is longer than an address of its family.
    AddressPrefix: Error, "RFC 3123 section 4", "the prefix is longer than an address";
    /// A size or precision of a LOC record is not a digit and a power of ten up to 9.
    LocationSize: Error, "RFC 1876 section 2", "the size or precision is not a decimal one";
    /// The latitude or longitude of a LOC record does not exist.
    LocationRange: Error, "RFC 1876 section 2", "the latitude or longitude is out of range";
    /// The version of a LOC record is not 0.
    LocationVersion: Warning, "RFC 1876 section 2", "the version of the location is not known";
    /// A field of a GPOS record is not a decimal number, or out of range.
    GeographicPosition: Error, "RFC 1712 section 3", "the position is not a number in its range";
    /// The address of an X25 record is not made of at least four decimal digits.
    NotDigits: Error, "RFC 1183 section 3.1", "the address is not four decimal digits or more";
    /// The address of an NSAP record has no octets.
    EmptyNsap: Error, "RFC 1706 section 5", "the address is empty";
    /// The address of an ATMA record is empty, or is not made of digits in the format for those.
    AtmAddress: Error, "AF-DANS-0152.000", "the address is empty or not in its format";
    /// The identifier of an EID or the locator of a NIMLOC record has no octets.
    EmptyNimrod: Error, "draft-ietf-nimrod-dns", "the identifier or locator is empty";
    /// A UNECE or ISO record has no document or no code.
    EmptyCode: Error, "draft-woodcock-faltstrom-external-registry-rrtypes", "the document or code is empty";
    /// The data item of an HHIT or BRID record has no octets.
    EmptyDataItem: Error, "RFC 9886 section 5", "the data item is empty";
    // Updates.
    /// A prerequisite or change of class ANY, or a prerequisite of class NONE, has RDATA.
    UpdateRdata: Error, "RFC 2136 section 3", "a record of this class has RDATA";
    // EDNS.
    /// An OPT record is outside of the additional section.
    OptPlacement: Error, "RFC 6891 section 6.1.1", "the OPT record is not in the additional section";
    /// The message has a second OPT record.
    OptCount: Error, "RFC 6891 section 6.1.1", "the message has more than one OPT record";
    /// The owner of an OPT record is not the root.
    OptOwner: Error, "RFC 6891 section 6.1.2", "the owner of the OPT record is not the root";
    /// The version of EDNS is not 0.
    EdnsVersion: Warning, "RFC 6891 section 6.1.3", "the version of EDNS is not known";
    /// An option does not have the form of its code.
    MalformedOption: Error, "RFC 6891 section 6.1.2", "the option does not have the form of its code";
    // Parameters of service bindings.
    /// The value of a parameter does not have the form of its key.
    MalformedParam: Error, "RFC 9460 section 2.2", "the parameter does not have the form of its key";
    /// `mandatory` lists a key that has no parameter.
    MandatoryParam: Error, "RFC 9460 section 8", "a mandatory key has no parameter";
    /// A record has `no-default-alpn` but no `alpn`.
    NoDefaultAlpn: Error, "RFC 9460 section 7.1.1", "no-default-alpn is used without alpn";
    /// A key is 65535.
    ReservedParam: Error, "RFC 9460 section 14.3.2", "the key is reserved as the invalid one";
    // Signatures of transactions.
    /// A TSIG record is not the last of the additional section.
    TsigPlacement: Error, "RFC 8945 section 5.1", "the TSIG record is not the last of the message";
    /// The class of a TSIG record is not ANY.
    TsigClass: Error, "RFC 8945 section 4.2", "the class of the TSIG record is not ANY";
    /// The TTL of a TSIG record is not 0.
    TsigTtl: Error, "RFC 8945 section 4.2", "the TTL of the TSIG record is not 0";
    /// A SIG(0) record is outside of the additional section.
    Sig0Placement: Error, "RFC 2931 section 3.1", "the SIG(0) record is not in the additional section";
}

/// The weight of a broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A receiver can ignore it.
    Warning,
    /// The strict reading refuses the message.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}
