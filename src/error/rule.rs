//! The rules of RFCs that the strict reading checks.

use core::fmt;

// `rules! { /// doc
//           1 Name "code": Severity, "section", "text"; }` makes the variant `Rule::Name` and its arms in the
// methods of `Rule`.
macro_rules! rules {
    ($($(#[$doc:meta])* $number:literal $name:ident $code:literal: $severity:ident, $rfc:literal, $text:literal;)+) => {
        /// A rule that a message can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $name,)+
        }

        impl Rule {
            /// The line of the table, so that each method needs no `match` of its own.
            const fn row(self) -> &'static Row {
                match self {
                    $(Rule::$name => &Row {
                        name: stringify!($name),
                        number: $number,
                        code: $code,
                        severity: Severity::$severity,
                        rfc: $rfc,
                        text: $text,
                    },)+
                }
            }

            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// The name, as in the source.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.row().name
            }

            /// The number, counted from 1. A rule keeps its number in later versions.
            #[must_use]
            pub const fn number(self) -> u16 {
                self.row().number
            }

            /// A short code in lower case, for metrics and filters: `trailing-octets`. A rule keeps
            /// its code in later versions.
            ///
            /// ```
            /// use dnswire::Rule;
            ///
            /// assert_eq!(Rule::TrailingOctets.code(), "trailing-octets");
            /// assert_eq!(Rule::with_code("trailing-octets"), Some(Rule::TrailingOctets));
            /// ```
            #[must_use]
            pub const fn code(self) -> &'static str {
                self.row().code
            }

            /// The rule with this code.
            #[must_use]
            pub fn with_code(code: &str) -> Option<Self> {
                Rule::ALL.iter().copied().find(|rule| rule.code() == code)
            }

            /// The severity: error or warning.
            #[must_use]
            pub const fn severity(self) -> Severity {
                self.row().severity
            }

            /// The section of the RFC that states the rule.
            #[must_use]
            pub const fn rfc(self) -> &'static str {
                self.row().rfc
            }

            /// The broken rule in a few words.
            #[must_use]
            pub const fn text(self) -> &'static str {
                self.row().text
            }
        }
    };
}

/// What the table says of a rule.
struct Row {
    name: &'static str,
    number: u16,
    code: &'static str,
    severity: Severity,
    rfc: &'static str,
    text: &'static str,
}

// One line for each rule: its number, name and code, its severity, the RFC section, and a text of a
// few words. Number and code never change, so new rules go to the end.
rules! {
    // The message as a whole.
    /// The octets end before the last entry, or a name or length in the framing is wrong.
    1 Framing "framing": Error, "RFC 1035 section 4.1", "the message cannot be read to its end";
    /// Octets follow the last record, and they are not TLVs of DNS Stateful Operations.
    2 TrailingOctets "trailing-octets": Error, "RFC 1035 section 4.1", "octets follow the last record";
    /// A query, or a response to one, has more than one question.
    3 QuestionCount "question-count": Error, "RFC 9619 section 4", "the message has more than one question";
    /// An update does not have exactly one zone.
    4 ZoneCount "zone-count": Error, "RFC 2136 section 3.1.1", "the zone section does not have exactly one entry";
    /// The zone of an update is not of type SOA.
    5 ZoneType "zone-type": Error, "RFC 2136 section 3.1.1", "the type of the zone is not SOA";
    /// The Z bit of the header is set.
    6 ReservedBit "reserved-bit": Warning, "RFC 1035 section 4.1.1", "the reserved bit of the header is set";
    // Names.
    /// A compression pointer leads into the header, which holds no names.
    7 PointerIntoHeader "pointer-into-header": Error, "RFC 1035 section 4.1.4", "a compression pointer leads into the header";
    /// A name in RDATA is compressed although its type forbids that.
    8 CompressedName "compressed-name": Error, "RFC 3597 section 4", "a name in the RDATA is compressed";
    // Records.
    /// The type of a record is 0.
    9 TypeZero "type-zero": Error, "RFC 6895 section 3.1", "the type of the record is 0";
    /// The type of a record is one that only questions can have.
    10 QuestionType "question-type": Error, "RFC 6895 section 3.1", "the type of the record can only be asked for";
    /// The class of a record is ANY or NONE outside of an update.
    11 MetaClass "meta-class": Error, "RFC 6895 section 3.2", "a record outside an update has class ANY or NONE";
    /// The top bit of a TTL is set.
    12 TtlTopBit "ttl-top-bit": Warning, "RFC 2181 section 8", "the top bit of the TTL is set";
    /// RDATA does not fit its type.
    13 MalformedRdata "malformed-rdata": Error, "RFC 1035 section 3.2.1", "the RDATA does not fit its type";
    // Values in RDATA.
    /// The digest of a DS, CDS, DLV or TA record has no octets.
    14 EmptyDigest "empty-digest": Error, "RFC 4034 section 5.1.4", "the digest is empty";
    /// The digest of a DS, CDS, DLV or TA record does not have the length for its type.
    15 DigestLength "digest-length": Error, "RFC 4509 section 2.2", "the digest does not have the length that its digest type requires";
    /// The fingerprint of an SSHFP record is empty, or does not have the length for its type.
    16 FingerprintLength "fingerprint-length": Error, "RFC 4255 section 3.1.3", "the fingerprint does not have the length that its type requires";
    /// The data of a TLSA or SMIMEA record is empty, or does not have the length for its matching
    /// type.
    17 AssociationLength "association-length": Error, "RFC 6698 section 2.1.4", "the data does not have the length that its matching type requires";
    /// The digest of a ZONEMD record is below 12 octets, or does not have the length for its
    /// algorithm.
    18 ZoneDigestLength "zone-digest-length": Error, "RFC 8976 section 2.2.4", "the digest is too short, or not as long as its algorithm requires";
    /// The digest of a DHCID record has no octets.
    19 EmptyClientDigest "empty-client-digest": Error, "RFC 4701 section 3.4", "the digest is empty";
    /// The key of a DNSKEY, CDNSKEY, KEY or RKEY record has no octets.
    20 EmptyKey "empty-key": Error, "RFC 4034 section 2.1.4", "the key is empty";
    /// The key of an OPENPGPKEY record has no octets.
    21 EmptyOpenpgpKey "empty-openpgp-key": Error, "RFC 7929 section 2.1", "the key is empty";
    /// The key of an IPSECKEY record has no octets, though it has an algorithm.
    22 EmptyIpsecKey "empty-ipsec-key": Error, "RFC 4025 section 2.4", "the key is empty and has an algorithm";
    /// A certificate has no octets.
    23 EmptyCertificate "empty-certificate": Error, "RFC 4398 section 2", "the certificate is empty";
    /// A signature has no octets.
    24 EmptySignature "empty-signature": Error, "RFC 4034 section 3.1.8", "the signature is empty";
    /// A signature covers a type that cannot be signed.
    25 TypeCovered "type-covered": Error, "RFC 4035 section 2.2", "the type covered cannot be signed";
    /// The type bitmap of an NSEC record is empty; NSEC itself belongs in it.
    26 EmptyBitmap "empty-bitmap": Error, "RFC 4034 section 4.1.2", "the type bitmap is empty";
    /// The bitmap of an NXT record has bit 0 set, which means another format.
    27 NxtFormat "nxt-format": Error, "RFC 2535 section 5.2", "the type bitmap has another format";
    /// The hashed name of an NSEC3 record is empty, or does not have the length for its algorithm.
    28 HashLength "hash-length": Error, "RFC 5155 section 3.1.7", "the hash does not have the length that its algorithm requires";
    /// The Host Identity Tag or the Host Identity of a HIP record has no octets.
    29 EmptyHostIdentity "empty-host-identity": Error, "RFC 8005 section 5", "the host identity or its tag is empty";
    /// The target of a URI record has no octets.
    30 EmptyTarget "empty-target": Error, "RFC 7553 section 4.4", "the target is empty";
    /// The tag of a CAA record is empty, or has characters that are not letters or digits.
    31 CaaTag "caa-tag": Error, "RFC 8659 section 4.1", "the tag is not one or more letters and digits";
    /// The flags of a NAPTR record are not letters and digits.
    32 NaptrFlags "naptr-flags": Error, "RFC 3403 section 4.1", "the flags are not letters and digits";
    /// An item of an APL record has more octets than an address of its family, or a zero at the
    /// end.
    33 AddressLength "address-length": Error, "RFC 3123 section 4", "the address has too many octets";
    /// The prefix of an item of an APL record is longer than an address of its family.
    34 AddressPrefix "address-prefix": Error, "RFC 3123 section 4", "the prefix is longer than an address";
    /// A size or precision of a LOC record is not a digit and a power of ten up to 9.
    35 LocationSize "location-size": Error, "RFC 1876 section 2", "the size or precision is not a decimal one";
    /// The latitude or longitude of a LOC record does not exist.
    36 LocationRange "location-range": Error, "RFC 1876 section 2", "the latitude or longitude is out of range";
    /// The version of a LOC record is not 0.
    37 LocationVersion "location-version": Warning, "RFC 1876 section 2", "the version of the location is not known";
    /// A field of a GPOS record is not a decimal number, or out of range.
    38 GeographicPosition "geographic-position": Error, "RFC 1712 section 3", "the position is not a number in its range";
    /// The address of an X25 record is not made of at least four decimal digits.
    39 NotDigits "not-digits": Error, "RFC 1183 section 3.1", "the address is not four decimal digits or more";
    /// The address of an NSAP record has no octets.
    40 EmptyNsap "empty-nsap": Error, "RFC 1706 section 5", "the address is empty";
    /// The address of an ATMA record is empty, or is not made of digits in the format for those.
    41 AtmAddress "atm-address": Error, "AF-DANS-0152.000", "the address is empty or not in its format";
    /// The identifier of an EID or the locator of a NIMLOC record has no octets.
    42 EmptyNimrod "empty-nimrod": Error, "draft-ietf-nimrod-dns", "the identifier or locator is empty";
    /// A UNECE or ISO record has no document or no code.
    43 EmptyCode "empty-code": Error, "draft-woodcock-faltstrom-external-registry-rrtypes", "the document or code is empty";
    /// The data item of an HHIT or BRID record has no octets.
    44 EmptyDataItem "empty-data-item": Error, "RFC 9886 section 5", "the data item is empty";
    // Updates.
    /// A prerequisite or change of class ANY, or a prerequisite of class NONE, has RDATA.
    45 UpdateRdata "update-rdata": Error, "RFC 2136 sections 3.2.5 and 3.4.1.3", "a record of this class has RDATA";
    // EDNS.
    /// An OPT record is outside of the additional section.
    46 OptPlacement "opt-placement": Error, "RFC 6891 section 6.1.1", "the OPT record is not in the additional section";
    /// The message has a second OPT record.
    47 OptCount "opt-count": Error, "RFC 6891 section 6.1.1", "the message has more than one OPT record";
    /// The owner of an OPT record is not the root.
    48 OptOwner "opt-owner": Error, "RFC 6891 section 6.1.2", "the owner of the OPT record is not the root";
    /// The version of EDNS is not 0.
    49 EdnsVersion "edns-version": Warning, "RFC 6891 section 6.1.3", "the version of EDNS is not known";
    /// An option does not have the form of its code.
    50 MalformedOption "malformed-option": Error, "RFC 6891 section 6.1.2", "the option does not have the form of its code";
    // Parameters of service bindings.
    /// The value of a parameter does not have the form of its key.
    51 MalformedParam "malformed-param": Error, "RFC 9460 section 2.2", "the parameter does not have the form of its key";
    /// `mandatory` lists a key that has no parameter.
    52 MandatoryParam "mandatory-param": Error, "RFC 9460 section 8", "a mandatory key has no parameter";
    /// A record has `no-default-alpn` but no `alpn`.
    53 NoDefaultAlpn "no-default-alpn": Error, "RFC 9460 section 7.1.1", "no-default-alpn is used without alpn";
    /// A key is 65535.
    54 ReservedParam "reserved-param": Error, "RFC 9460 section 14.3.2", "the key is reserved as the invalid one";
    // Signatures of transactions.
    /// A TSIG record is not the last of the additional section.
    55 TsigPlacement "tsig-placement": Error, "RFC 8945 section 5.1", "the TSIG record is not the last of the message";
    /// The class of a TSIG record is not ANY.
    56 TsigClass "tsig-class": Error, "RFC 8945 section 4.2", "the class of the TSIG record is not ANY";
    /// The TTL of a TSIG record is not 0.
    57 TsigTtl "tsig-ttl": Error, "RFC 8945 section 4.2", "the TTL of the TSIG record is not 0";
    /// A SIG(0) record is outside of the additional section.
    58 Sig0Placement "sig0-placement": Error, "RFC 2931 section 3.1", "the SIG(0) record is not in the additional section";
    // Later rules; the numbers go on.
    /// A prerequisite, or a deletion of class ANY or NONE, has a TTL that is not 0.
    59 UpdateTtl "update-ttl": Error, "RFC 2136 sections 3.2.5 and 3.4.1.3", "the TTL of a prerequisite or deletion is not 0";
    /// The class of a prerequisite or change is neither that of the zone nor ANY nor NONE.
    60 UpdateClass "update-class": Error, "RFC 2136 sections 3.2.5 and 3.4.1.3", "the class is neither that of the zone nor ANY nor NONE";
    /// A change of class NONE, which deletes one record, has type ANY.
    61 UpdateType "update-type": Error, "RFC 2136 section 3.4.1.3", "the deletion of a single record has type ANY";
    /// The owner of a prerequisite or change is not in the zone.
    62 UpdateOwner "update-owner": Error, "RFC 2136 sections 3.2.5 and 3.4.1.3", "the owner is not in the zone";
    /// A record has type NXNAME, which belongs in type bitmaps only.
    63 NxnameRecord "nxname-record": Error, "RFC 9824 section 3.5", "the type NXNAME is only for type bitmaps";
    /// A type bitmap has a type that no zone holds: 0, OPT, TKEY, TSIG or one of questions.
    64 BitmapPseudoType "bitmap-pseudo-type": Warning, "RFC 4034 section 4.1.2", "the type bitmap has a type that no zone holds";
    /// A SIG(0) record is followed by a record that is neither SIG(0) nor TSIG.
    65 Sig0NotLast "sig0-not-last": Error, "RFC 2931 section 3.1", "the SIG(0) record is not at the end of the message";
    /// A client subnet in a query has a scope.
    66 SubnetScope "subnet-scope": Error, "RFC 7871 section 6", "the scope of a client subnet in a query is not 0";
    /// A query has a timeout in its tcp-keepalive option.
    67 KeepaliveInQuery "keepalive-in-query": Error, "RFC 7828 section 3.2.1", "the keepalive option of a query has a timeout";
    /// A response has no timeout in its tcp-keepalive option.
    68 KeepaliveInResponse "keepalive-in-response": Error, "RFC 7828 section 3.3.2", "the keepalive option of a response has no timeout";
    /// The NSID option of a query has octets.
    69 NsidInQuery "nsid-in-query": Warning, "RFC 5001 section 2.1", "the NSID option of a query is not empty";
    /// The ZONEVERSION option of a query has octets.
    70 ZoneVersionInQuery "zone-version-in-query": Error, "RFC 9660 section 3.2.1", "the ZONEVERSION option of a query is not empty";
    /// The ZONEVERSION option of a response has no octets.
    71 ZoneVersionInResponse "zone-version-in-response": Warning, "RFC 9660 section 2.1", "the ZONEVERSION option of a response is empty";
    /// The EXPIRE option of a query has octets.
    72 ExpireInQuery "expire-in-query": Warning, "RFC 7314 section 2", "the EXPIRE option of a query is not empty";
    /// The edns-key-tag option lists no key tag.
    73 EmptyKeyTag "empty-key-tag": Warning, "RFC 8145 section 4.1", "the edns-key-tag option has no key tags";
    /// An option that only queries have is in a response, or the other way round.
    74 OptionDirection "option-direction": Warning, "RFC 6975 section 6, RFC 8145 section 4.3 and RFC 9567 section 6.1", "the option does not belong in a query, or not in a response";
    /// The agent domain of a Report-Channel option is the root.
    75 ReportChannelRoot "report-channel-root": Warning, "RFC 9567 section 6.1", "the agent domain is the root";
    /// The template of `dohpath` is not relative, or has no variable `dns`.
    76 DohpathTemplate "dohpath-template": Warning, "RFC 9461 section 5", "the template is not relative or has no variable dns";
    // Multicast DNS.
    /// The OPCODE of a message of multicast DNS is not 0; receivers ignore the message.
    77 MulticastOpcode "multicast-opcode": Error, "RFC 6762 section 18.3", "the opcode is not QUERY";
    /// The RCODE of a message of multicast DNS is not 0; receivers ignore the message.
    78 MulticastRcode "multicast-rcode": Error, "RFC 6762 section 18.11", "the response code is not NOERROR";
    /// AA is clear in a response of multicast DNS, or set in a query.
    79 MulticastAuthority "multicast-authority": Warning, "RFC 6762 section 18.4", "AA is clear in a response or set in a query";
    /// TC is set in a response of multicast DNS.
    80 MulticastTruncated "multicast-truncated": Warning, "RFC 6762 section 18.5", "TC is set in a response";
    /// RD, RA, AD or CD is set in a message of multicast DNS.
    81 MulticastFlags "multicast-flags": Warning, "RFC 6762 sections 18.6, 18.7, 18.9 and 18.10", "RD, RA, AD or CD is set";
    /// A response of multicast DNS has questions; receivers ignore them.
    82 MulticastQuestion "multicast-question": Warning, "RFC 6762 section 6", "a response has questions";
    /// An answer known to the sender of a query has the cache-flush bit.
    83 MulticastCacheFlush "multicast-cache-flush": Warning, "RFC 6762 section 10.2", "a known answer has the cache-flush bit";
    // Link-local multicast name resolution.
    /// The OPCODE of a message of LLMNR is not 0; receivers discard the message.
    84 LlmnrOpcode "llmnr-opcode": Error, "RFC 4795 section 2.1.1", "the opcode is not QUERY";
    /// A message of LLMNR does not have one question, or a query has answers or authority records;
    /// receivers discard the message.
    85 LlmnrCounts "llmnr-counts": Error, "RFC 4795 section 2.1.1", "there is not one question, or a query has answers or authority records";
    /// TC or an RCODE is set in a query of LLMNR, or one of the four Z bits in any message.
    86 LlmnrFlags "llmnr-flags": Warning, "RFC 4795 section 2.1.1", "TC or a response code is set in a query, or a reserved bit";
    // DNS Stateful Operations.
    /// A count of a message of DNS Stateful Operations is not 0.
    87 DsoCounts "dso-counts": Error, "RFC 8490 section 5.4", "a count of the header is not 0";
    /// A request or unidirectional message of DNS Stateful Operations has no primary TLV.
    88 DsoPrimary "dso-primary": Error, "RFC 8490 section 5.4.2", "a request has no primary TLV";
    /// A response of DNS Stateful Operations has ID 0, which marks unidirectional messages.
    89 DsoResponseId "dso-response-id": Error, "RFC 8490 section 5.4.1", "a response has the ID 0";
    /// A TLV runs past the end of the message.
    90 DsoTlvOverrun "dso-tlv-overrun": Error, "RFC 8490 section 5.4.4", "the TLV runs past the end of the message";
    /// The octets of a TLV do not have the form of its type.
    91 MalformedTlv "malformed-tlv": Error, "RFC 8490 section 5.4.4", "the TLV does not have the form of its type";
    /// The primary TLV is in the wrong kind of message: a subscription without an ID, or a push, an
    /// unsubscription or a reconfirmation with one.
    92 DsoMessageKind "dso-message-kind": Error, "RFC 8490 section 5.4.1 and RFC 8765 section 6", "the TLV does not belong in a message of this kind";
    /// A deletion of a single record in an update has no RDATA.
    93 UpdateNoRdata "update-no-rdata": Error, "RFC 2136 section 2.5.4", "the deletion of a single record has no RDATA";
    // Names.
    /// The labels that a compression pointer leads to run over the octets of the pointer itself.
    94 LabelsOverPointer "labels-over-pointer": Warning, "RFC 1035 section 4.1.4", "the labels that a compression pointer leads to run over the pointer";
    /// The RDATA has more than 65535 octets when its names are not compressed; no copy of it can be
    /// without compression.
    95 LongRdata "long-rdata": Warning, "RFC 1035 section 3.2.1", "the RDATA has more than 65535 octets without compression";
    // Options.
    /// A query with the edns-key-tag option does not ask for DNSKEY.
    96 KeyTagQuestion "key-tag-question": Warning, "RFC 8145 section 4.2", "the edns-key-tag option is in a query that does not ask for DNSKEY";
    /// A query has a second ZONEVERSION option, a response a second one of the same type, or any
    /// message a second padding or Report-Channel option.
    97 RepeatedOption "repeated-option": Warning, "RFC 9660 sections 3.2 and 3.2.1, RFC 9567 section 6.2 and RFC 7830 section 3", "the option is there a second time";
    // Questions.
    /// A query asks for type NXNAME; servers answer FORMERR.
    98 NxnameQuestion "nxname-question": Error, "RFC 9824 section 3.5", "a query asks for the type NXNAME";
    // Values in RDATA that make receivers ignore the record or the bits.
    /// An NSEC3 record has a flag other than opt-out, or an NSEC3PARAM record has any; receivers
    /// ignore the record.
    99 Nsec3Flags "nsec3-flags": Warning, "RFC 5155 sections 8.2 and 4.1.2", "a flag without a meaning is set, so that receivers ignore the record";
    /// The protocol of a DNSKEY or CDNSKEY record is not 3; validators do not use the key.
    100 KeyProtocol "key-protocol": Warning, "RFC 4034 section 2.1.2", "the protocol of the key is not 3";
    /// A bit without a meaning is set in the flags of a DNSKEY, CDNSKEY, CSYNC or CAA record.
    101 ReservedFlag "reserved-flag": Warning, "RFC 4034 section 2.1.1, RFC 7477 section 2.1.1.2 and RFC 8659 section 4.1", "a flag without a meaning is set";
    /// The algorithm of a CDS or CDNSKEY record is 0, which asks for a deletion, but the other fields
    /// are not those of a deletion.
    102 DeleteForm "delete-form": Warning, "RFC 8078 section 4", "the algorithm is that of a deletion, but another field is not";
    // EDNS and signatures of transactions.
    /// The UDP payload size of an OPT record is below 512; receivers take it as 512.
    103 OptSize "opt-size": Warning, "RFC 6891 section 6.2.3", "the UDP payload size is below 512";
    /// The EXPIRE option of a response has no octets.
    104 ExpireInResponse "expire-in-response": Warning, "RFC 7314 section 3", "the EXPIRE option of a response is empty";
    /// The zone of a ZONEVERSION option has more labels than the name that is asked for.
    105 ZoneVersionLabels "zone-version-labels": Warning, "RFC 9660 section 2.1", "the zone has more labels than the name that is asked for";
    /// The MAC of a TSIG record is longer than its algorithm makes it, or shorter than half of that or
    /// 10 octets; servers answer FORMERR. Only a response may have no MAC.
    106 TsigMac "tsig-mac": Error, "RFC 8945 section 5.2.2.1", "the MAC does not have a length that its algorithm allows";
}

/// The weight of a broken rule.
///
/// ```
/// use dnswire::{Message, Severity};
///
/// // A flag that is reserved.
/// let octets = [0, 7, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0];
/// let message = Message::parse(&octets)?;
/// let mut severities = message.findings().map(|finding| finding.severity());
/// assert!(severities.any(|severity| severity == Severity::Warning));
/// # Ok::<(), dnswire::Error>(())
/// ```
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
