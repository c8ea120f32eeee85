//! Invalid RDATA: octets that cannot be split into the fields of the type, and values that break a
//! rule.

use dnswire::{ErrorKind, Rule};
use dnswire_support::vectors::{self, Vector, is_malformed, only_record};
use dnswire_support::{parse, text};

fn entries(rule: &str) -> Vec<Vector> {
    let entries = vectors::invalid().into_iter().filter(|entry| text(&entry.row, "rule") == rule);
    let entries: Vec<_> = entries.collect();
    assert!(!entries.is_empty(), "no entry with rule {rule}");
    entries
}

/// True if the message of an entry breaks any rule.
fn has_finding(octets: &[u8]) -> bool {
    parse(octets).findings().next().is_some()
}

/// Lists the entries for which `holds` is false.
#[track_caller]
fn all(entries: &[Vector], holds: impl Fn(&[u8]) -> bool) {
    let wrong = entries.iter().filter(|entry| !holds(&entry.message()));
    let wrong: Vec<_> = wrong.map(|e| format!("{}: {}", e.id, text(&e.row, "why"))).collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), entries.len(), wrong.join("\n"));
}

/// Pointers are followed in every type, so that compressed names can be split off; where they are
/// forbidden, there is a finding.
fn is_compression(entry: &Vector) -> bool {
    text(&entry.row, "case").starts_with("compressed-")
}

#[test]
fn octets_that_do_not_split_into_the_fields_are_malformed() {
    let entries: Vec<_> = entries("structure").into_iter().filter(|e| !is_compression(e)).collect();
    all(&entries, is_malformed);
}

#[test]
fn every_structure_that_is_refused_is_a_finding() {
    all(&entries("structure"), has_finding);
}

#[test]
fn values_that_break_a_rule_are_malformed_or_a_finding() {
    all(&entries("value"), |octets| is_malformed(octets) || has_finding(octets));
}

#[test]
fn values_of_ordinary_types_are_readable_all_the_same() {
    let types = ["OPT", "SVCB", "HTTPS"];
    let entries = entries("value").into_iter().filter(|e| !types.contains(&&*e.mnemonic));
    all(&entries.collect::<Vec<_>>(), |octets| !is_malformed(octets));
}

#[test]
fn valid_values_break_no_rule() {
    let mut wrong = Vec::new();
    for vector in vectors::valid() {
        // A valid bitmap can have bits that no zone sets, a key a protocol that nobody uses; and these
        // messages do not ask for DNSKEY or a name below a zone, and their OPT records have class IN.
        // These rules have tests of their own.
        let is_other = |rule| {
            !matches!(
                rule,
                Rule::BitmapPseudoType
                    | Rule::KeyTagQuestion
                    | Rule::KeyProtocol
                    | Rule::ReservedFlag
                    | Rule::OptSize
                    | Rule::ZoneVersionLabels
            )
        };
        let broken = |octets: &[u8]| {
            let mut findings = parse(octets).findings();
            findings.find(|finding| is_other(finding.rule()))
        };
        let mut octets = vector.message();
        let mut found = broken(&octets);
        if vector.mnemonic == "OPT" {
            octets[2] &= 0x7F; // an option for queries
            found = found.and_then(|_| broken(&octets));
        }
        if let Some(finding) = found {
            wrong.push(format!("{}: {finding}", vector.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The entry, the field, the octets of the RDATA before the fault, and the fault.
const PLACES: &[(&str, Option<&str>, usize, &str)] = &[
    ("NS/no-root", Some("nsdname"), 2, "Overrun"),
    ("NS/label-type-10", Some("nsdname"), 0, "ReservedLabelType"),
    ("CNAME/label-overrun", Some("cname"), 0, "Overrun"),
    ("PTR/octet-after-name", None, 3, "TrailingOctets"),
    ("A/three-octets", Some("address"), 0, "Overrun"),
    ("AAAA/seventeen-octets", None, 16, "TrailingOctets"),
    ("SOA/no-minimum", Some("minimum"), 18, "Overrun"),
    ("MX/preference-only", Some("exchange"), 2, "Overrun"),
    ("TXT/second-overrun", Some("txt_data"), 3, "Overrun"),
    ("LOC/fifteen-octets", Some("altitude"), 12, "Overrun"),
    ("NXT/bitmap-17", Some("type_bit_map"), 1, "BitmapLength"),
    ("A6/prefix-129", Some("prefix_len"), 0, "PrefixTooLong"),
    ("A6/pad-bits", Some("address_suffix"), 1, "BitsAfterPrefix"),
    ("A6/no-name", Some("prefix_name"), 9, "Overrun"),
    ("IPSECKEY/gateway-type-4", Some("gateway_type"), 1, "UnknownGatewayType"),
    ("IPSECKEY/short-ipv4", Some("gateway"), 3, "Overrun"),
    ("NSEC/windows-descending", Some("type_bit_maps"), 6, "BitmapOrder"),
    ("NSEC/block-length-0", Some("type_bit_maps"), 3, "BitmapLength"),
    ("NSEC3/salt-overrun", Some("salt"), 5, "Overrun"),
    ("HIP/hit-overrun", Some("hit"), 4, "Overrun"),
    ("HIP/key-overrun", Some("public_key"), 5, "Overrun"),
    ("AMTRELAY/ipv4-short", Some("relay"), 2, "Overrun"),
    ("AMTRELAY/none-with-octets", None, 2, "TrailingOctets"),
    ("EUI48/short", Some("address"), 0, "Overrun"),
    ("TSIG/mac-overrun", Some("mac"), 23, "Overrun"),
];

#[test]
fn faults_tell_their_field_and_octet() {
    let entries = entries("structure");
    for (id, field, before, kind) in PLACES {
        let entry = entries.iter().find(|entry| entry.id == *id).expect(id);
        let octets = entry.message();
        let error = only_record(&octets).malformed().expect(id);
        assert_eq!(error.kind().name(), *kind, "{id}");
        assert_eq!(error.offset() - entry.rdata_offset(), *before, "{id}: {error}");
        if *kind != "TrailingOctets" {
            assert_eq!(error.field(), *field, "{id}: {error}");
        }
    }
}

#[test]
fn octets_left_over_are_counted_and_are_in_no_field() {
    let entries = entries("structure");
    let entry = entries.iter().find(|entry| entry.id == "SOA/extra").expect("SOA/extra");
    let octets = entry.message();
    let error = only_record(&octets).malformed().expect("there are octets left over");
    assert_eq!(error.kind(), ErrorKind::TrailingOctets { count: 1 });
    assert_eq!(error.field(), None);
}

/// The entry, the rule that it breaks, and the field with the value.
const RULES: &[(&str, Rule, &str)] = &[
    ("X25/letters", Rule::NotDigits, "psdn_address"),
    ("GPOS/letters", Rule::GeographicPosition, "longitude"),
    ("GPOS/longitude-out-of-range", Rule::GeographicPosition, "longitude"),
    ("LOC/version-1", Rule::LocationVersion, "version"),
    ("LOC/size-mantissa-10", Rule::LocationSize, "size"),
    ("NXT/bit-0", Rule::NxtFormat, "type_bit_map"),
    ("APL/v4-five-octets", Rule::AddressLength, "items"),
    ("APL/trailing-zero", Rule::AddressLength, "items"),
    ("DS/empty-digest", Rule::EmptyDigest, "digest"),
    ("DLV/short-sha256", Rule::DigestLength, "digest"),
    ("CDS/short-sha256", Rule::DigestLength, "digest"),
    ("TA/short-sha256", Rule::DigestLength, "digest"),
    ("SSHFP/short-sha1", Rule::FingerprintLength, "fingerprint"),
    ("RRSIG/no-signature", Rule::EmptySignature, "signature"),
    ("DNSKEY/empty-key", Rule::EmptyKey, "public_key"),
    ("NSEC3/hash-length-0", Rule::HashLength, "next_hashed_owner_name"),
    ("TLSA/empty-data", Rule::AssociationLength, "certificate_association_data"),
    ("HIP/hit-length-0", Rule::EmptyHostIdentity, "hit_length"),
    ("ZONEMD/short-digest", Rule::ZoneDigestLength, "digest"),
    ("UNECE/empty-recommendation", Rule::EmptyCode, "recommendation"),
    ("URI/empty-target", Rule::EmptyTarget, "target"),
    ("CAA/tag-length-0", Rule::CaaTag, "tag"),
    ("CAA/tag-hyphen", Rule::CaaTag, "tag"),
];

#[test]
fn findings_tell_the_rule_and_the_field() {
    let entries = entries("value");
    for (id, rule, field) in RULES {
        let entry = entries.iter().find(|entry| entry.id == *id).expect(id);
        let octets = entry.message();
        let finding = parse(&octets).findings().next().expect(id);
        assert_eq!((finding.rule(), finding.field()), (*rule, Some(*field)), "{id}");
    }
}
