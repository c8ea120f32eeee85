//! Rules for flags and numbers in RDATA, with both sides of each border.

use dnswire::{Rule, Severity};
use dnswire_support::parse;

use super::{response, unicast};

/// The rules that an answer of this type and RDATA breaks, with their fields.
fn broken(rtype: u16, rdata: &[u8]) -> Vec<(Rule, Option<&'static str>)> {
    let octets = response(rtype, rdata);
    unicast(&octets); // the quick look agrees
    parse(&octets).findings().map(|finding| (finding.rule(), finding.field())).collect()
}

#[test]
fn hashed_denials_have_no_flag_but_opt_out() {
    let ignored = [(Rule::Nsec3Flags, Some("flags"))];
    let nsec3 =
        |flags| broken(50, &[&[1, flags, 0, 0, 0, 20][..], &[7; 20], b"\0\x01\x40"].concat());
    assert_eq!([nsec3(0), nsec3(1)], [[], []]);
    assert_eq!([nsec3(2), nsec3(0x80), nsec3(3)], [ignored; 3]);
    let param = |flags| broken(51, &[1, flags, 0, 0, 0]);
    assert_eq!(param(0), []);
    assert_eq!([param(1), param(2), param(0x80)], [ignored; 3]);
}

#[test]
fn the_protocol_of_a_key_is_3() {
    for rtype in [48, 60] {
        let key = |protocol| broken(rtype, &[1, 1, protocol, 8, 7]);
        assert_eq!(key(3), []);
        assert_eq!([key(2), key(4)], [[(Rule::KeyProtocol, Some("protocol"))]; 2]);
    }
    assert_eq!(broken(25, &[1, 1, 1, 8, 7]), [], "a KEY record of another protocol");
}

#[test]
fn flags_without_a_meaning_are_clear() {
    let reserved = [(Rule::ReservedFlag, Some("flags"))];
    for bit in (0..16).map(|shift| 1_u16 << shift) {
        let with_flags = |rest: &[u8]| [&bit.to_be_bytes()[..], rest].concat();
        for rtype in [48, 60] {
            let want = if matches!(bit, 0x0100 | 0x0080 | 0x0001) { &[][..] } else { &reserved };
            assert_eq!(broken(rtype, &with_flags(&[3, 8, 7])), want, "{rtype} {bit:x}");
        }
        let csync = [&[0, 0, 0, 1][..], &with_flags(b"\0\x01\x40")].concat();
        let want = if bit < 4 { &[][..] } else { &reserved };
        assert_eq!(broken(62, &csync), want, "CSYNC {bit:x}");
    }
    for bit in (0..8).map(|shift| 1_u8 << shift) {
        let want = if bit == 0x80 { &[][..] } else { &reserved };
        assert_eq!(broken(257, &[&[bit, 5], &b"issueca"[..]].concat()), want, "CAA {bit:x}");
    }
}

#[test]
fn a_request_for_deletion_has_one_form() {
    let form = [(Rule::DeleteForm, Some("algorithm"))];
    assert_eq!(broken(59, &[0, 0, 0, 0, 0]), []);
    assert_eq!(broken(59, &[0, 1, 0, 0, 0]), form, "key tag");
    assert_eq!(broken(59, &[0, 0, 0, 0, 1]), form, "digest");
    assert_eq!(broken(59, &[&[0, 0, 0, 2][..], &[0; 32]].concat()), form, "digest type");
    assert_eq!(broken(59, &[&[0, 0, 8, 2][..], &[0; 32]].concat()), []);
    assert_eq!(broken(60, &[0, 0, 3, 0, 0]), []);
    assert_eq!(broken(60, &[1, 0, 3, 0, 0]), form, "flags");
    assert_eq!(broken(60, &[0, 0, 3, 0, 1]), form, "key");
    assert_eq!(broken(60, &[0, 0, 3, 0, 0, 0]), form, "length");
    assert_eq!(broken(43, &[0, 1, 0, 2, 7]), [(Rule::DigestLength, Some("digest"))], "a DS record");
}

#[test]
fn an_error_of_a_later_field_is_found_before_a_warning() {
    assert_eq!(Rule::ReservedFlag.severity(), Severity::Warning);
    assert_eq!(broken(48, &[0, 2, 3, 8]), [(Rule::EmptyKey, Some("public_key"))]);
    assert_eq!(broken(257, &[1, 0]), [(Rule::CaaTag, Some("tag"))]);
}

/// Checks records of one type: the octets, and the rule that they break.
#[track_caller]
fn each(rtype: u16, field: &'static str, cases: &[(&[u8], Option<Rule>)]) {
    for (rdata, rule) in cases {
        let want: Vec<_> = rule.map(|rule| (rule, Some(field))).into_iter().collect();
        assert_eq!(broken(rtype, rdata), want, "type {rtype}: {rdata:?}");
    }
}

/// Checks the lengths of a last field around the one that its kind requires.
#[track_caller]
fn lengths(rtype: u16, field: &'static str, head: &[u8], wanted: usize, rule: Rule) {
    for len in [1, wanted - 1, wanted, wanted + 1] {
        let broken_rule = (len != wanted).then_some(rule);
        each(rtype, field, &[(&[head, &vec![7; len]].concat(), broken_rule)]);
    }
}

#[test]
fn digests_have_the_length_of_their_type() {
    for rtype in [43, 59, 32768, 32769] {
        for (digest_type, len) in [(1, 20), (2, 32), (3, 32), (4, 48), (5, 32), (6, 32)] {
            lengths(rtype, "digest", &[0, 1, 8, digest_type], len, Rule::DigestLength);
        }
        for digest_type in [0, 1, 7] {
            each(rtype, "digest", &[(&[0, 1, 8, digest_type], Some(Rule::EmptyDigest))]);
        }
        each(rtype, "digest", &[(&[0, 1, 8, 7, 1], None), (&[0, 1, 8, 7, 1, 2], None)]);
        let of_two = (rtype == 59).then_some(Rule::DigestLength);
        each(rtype, "digest", &[(&[0, 1, 8, 0, 1], None), (&[0, 1, 8, 0, 1, 2], of_two)]);
    }
}

#[test]
fn fingerprints_and_associations_have_the_length_of_their_type() {
    let (fingerprint, data) = ("fingerprint", "certificate_association_data");
    lengths(44, fingerprint, &[1, 1], 20, Rule::FingerprintLength);
    lengths(44, fingerprint, &[1, 2], 32, Rule::FingerprintLength);
    each(44, fingerprint, &[(&[1, 3, 7], None), (&[1, 3], Some(Rule::FingerprintLength))]);
    for rtype in [52, 53] {
        lengths(rtype, data, &[3, 1, 1], 32, Rule::AssociationLength);
        lengths(rtype, data, &[3, 1, 2], 64, Rule::AssociationLength);
        each(rtype, data, &[(&[3, 1, 0, 7], None), (&[3, 1, 0], Some(Rule::AssociationLength))]);
    }
}

#[test]
fn digests_of_zones_have_at_least_12_octets() {
    let head = |hash| [0, 0, 0, 1, 1, hash];
    lengths(63, "digest", &head(1), 48, Rule::ZoneDigestLength);
    lengths(63, "digest", &head(2), 64, Rule::ZoneDigestLength);
    let of_len = |len| [&head(240)[..], &vec![7; len]].concat();
    each(
        63,
        "digest",
        &[
            (&of_len(0), Some(Rule::ZoneDigestLength)),
            (&of_len(11), Some(Rule::ZoneDigestLength)),
            (&of_len(12), None),
            (&of_len(13), None),
        ],
    );
}

#[test]
fn keys_signatures_and_other_octets_are_not_empty() {
    let cases: [(u16, &str, &[u8], Rule); 15] = [
        (48, "public_key", &[1, 1, 3, 8], Rule::EmptyKey),
        (60, "public_key", &[1, 1, 3, 8], Rule::EmptyKey),
        (25, "public_key", &[1, 1, 3, 8], Rule::EmptyKey),
        (57, "public_key", &[1, 1, 3, 8], Rule::EmptyKey),
        (61, "openpgp_public_key", &[], Rule::EmptyOpenpgpKey),
        (45, "public_key", &[10, 0, 2], Rule::EmptyIpsecKey),
        (37, "certificate_or_crl", &[0, 1, 0, 0, 8], Rule::EmptyCertificate),
        (
            46,
            "signature",
            &[0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            Rule::EmptySignature,
        ),
        (
            24,
            "signature",
            &[0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            Rule::EmptySignature,
        ),
        (256, "target", &[0, 1, 0, 1], Rule::EmptyTarget),
        (22, "nsap", &[], Rule::EmptyNsap),
        (31, "endpoint_identifier", &[], Rule::EmptyNimrod),
        (32, "nimrod_locator", &[], Rule::EmptyNimrod),
        (67, "hhit", &[], Rule::EmptyDataItem),
        (68, "brid", &[], Rule::EmptyDataItem),
    ];
    for (rtype, field, head, rule) in cases {
        each(rtype, field, &[(head, Some(rule)), (&[head, &[7]].concat(), None)]);
    }
    each(49, "digest", &[(&[0, 1, 1], Some(Rule::EmptyClientDigest)), (&[0, 1, 1, 7], None)]);
}

#[test]
fn coded_values_have_a_document_and_a_code() {
    for (rtype, document) in [(69, "recommendation"), (70, "standard")] {
        each(rtype, document, &[(b"\0\x01b\x01c", Some(Rule::EmptyCode))]);
        each(
            rtype,
            "code",
            &[
                (b"\x01a\x01b\0", Some(Rule::EmptyCode)),
                (b"\x01a\x01b\x01c", None),
                (b"\x01a\0\x01c", None),
            ],
        );
    }
}

#[test]
fn a_key_that_is_none_may_be_empty() {
    each(45, "public_key", &[(&[10, 0, 0], None), (&[10, 0, 0, 7], None)]);
    each(
        25,
        "public_key",
        &[
            (&[0xC0, 0, 3, 8], None),
            (&[0x80, 0, 3, 8], Some(Rule::EmptyKey)),
            (&[0x40, 0, 3, 8], Some(Rule::EmptyKey)),
        ],
    );
}

#[test]
fn what_a_signature_covers_can_be_signed() {
    let covers = |rtype: u16| [&rtype.to_be_bytes()[..], &[8], &[0; 15], b"\0", b"s"].concat();
    for rtype in [0, 46, 128, 251, 252, 253, 254, 255] {
        each(46, "type_covered", &[(&covers(rtype), Some(Rule::TypeCovered))]);
        each(24, "type_covered", &[(&covers(rtype.max(1)), None)]);
    }
    for rtype in [1, 45, 47, 127, 129, 250, 256] {
        each(46, "type_covered", &[(&covers(rtype), None)]);
    }
}

#[test]
fn bitmaps_and_hashes_have_their_form() {
    each(47, "type_bit_maps", &[(b"\0", Some(Rule::EmptyBitmap)), (b"\0\0\x01\x40", None)]);
    each(
        30,
        "type_bit_map",
        &[
            (b"\0", None),
            (b"\0\x40", None),
            (b"\0\x80", Some(Rule::NxtFormat)),
            (b"\0\xC0\x01", Some(Rule::NxtFormat)),
        ],
    );
    let nsec3 =
        |algorithm, len: u8| [&[algorithm, 0, 0, 0, 0, len][..], &vec![7; len.into()]].concat();
    let refused = Some(Rule::HashLength);
    each(
        50,
        "next_hashed_owner_name",
        &[
            (&nsec3(1, 0), refused),
            (&nsec3(1, 19), refused),
            (&nsec3(1, 20), None),
            (&nsec3(1, 21), refused),
            (&nsec3(2, 0), refused),
            (&nsec3(2, 1), None),
        ],
    );
}

#[test]
fn a_host_identity_has_a_tag_and_a_key() {
    each(55, "hit_length", &[(&[0, 2, 0, 1, 7], Some(Rule::EmptyHostIdentity))]);
    each(
        55,
        "pk_length",
        &[
            (&[1, 2, 0, 0, 7], Some(Rule::EmptyHostIdentity)),
            (&[1, 2, 0, 1, 7, 7], None),
            (&[&[1, 2, 1, 0, 7][..], &[7; 256]].concat(), None),
        ],
    );
}

#[test]
fn words_and_digits_have_no_other_characters() {
    each(
        257,
        "tag",
        &[
            (b"\0\0", Some(Rule::CaaTag)),
            (b"\0\x03a-b", Some(Rule::CaaTag)),
            (b"\0\x01a", None),
            (b"\0\x02A1", None),
        ],
    );
    each(
        35,
        "flags",
        &[
            (b"\0\0\0\0\0\0\0\0", None),
            (b"\0\0\0\0\x02A1\0\0\0", None),
            (b"\0\0\0\0\x02A-\0\0\0", Some(Rule::NaptrFlags)),
        ],
    );
    each(
        19,
        "psdn_address",
        &[
            (b"\x03123", Some(Rule::NotDigits)),
            (b"\x041234", None),
            (b"\x0412a4", Some(Rule::NotDigits)),
        ],
    );
    each(
        34,
        "address",
        &[
            (b"\0", Some(Rule::AtmAddress)),
            (b"\x01", Some(Rule::AtmAddress)),
            (b"\0\xAA", None),
            (b"\x0112", None),
            (b"\x011a", Some(Rule::AtmAddress)),
        ],
    );
}

#[test]
fn prefixes_are_no_longer_than_an_address() {
    let item = |family, prefix, octets: &[u8]| {
        let len = u8::try_from(octets.len()).unwrap();
        [&[0, family, prefix, len][..], octets].concat()
    };
    let (prefix, length) = (Some(Rule::AddressPrefix), Some(Rule::AddressLength));
    each(
        42,
        "items",
        &[
            (b"", None),
            (&item(1, 32, &[7; 4]), None),
            (&item(1, 33, &[7; 4]), prefix),
            (&item(1, 32, &[7; 5]), length),
            (&item(1, 24, &[7, 0]), length),
            (&item(2, 128, &[7; 16]), None),
            (&item(2, 129, &[7; 16]), prefix),
            (&item(2, 128, &[7; 17]), length),
            (&item(3, 255, &[7, 0]), None),
            (&[item(1, 32, &[7]), item(1, 33, &[7])].concat(), prefix),
        ],
    );
}

#[test]
fn a_location_is_on_the_earth() {
    let loc = |at: usize, octets: &[u8]| {
        let mut rdata =
            [&[0, 0x12, 0x16, 0x13][..], &[0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]].concat();
        rdata[at..at + octets.len()].copy_from_slice(octets);
        rdata
    };
    for (at, field) in [(1, "size"), (2, "horiz_pre"), (3, "vert_pre")] {
        for size in 0..=255 {
            let fits = size == 0 || (1..=9).contains(&(size >> 4)) && size & 15 <= 9;
            let rule = (!fits).then_some(Rule::LocationSize);
            each(29, field, &[(&loc(at, &[size]), rule)]);
        }
    }
    for (at, field, degrees) in [(4, "latitude", 90), (8, "longitude", 180)] {
        let most = degrees * 3_600_000_i64;
        for (angle, fits) in [(most, true), (most + 1, false), (-most, true), (-most - 1, false)] {
            let octets = u32::try_from((1 << 31) + angle).unwrap().to_be_bytes();
            let rule = (!fits).then_some(Rule::LocationRange);
            each(29, field, &[(&loc(at, &octets), rule)]);
        }
    }
    each(29, "version", &[(&loc(0, &[1]), Some(Rule::LocationVersion))]);
}

#[test]
fn a_position_is_made_of_decimal_numbers() {
    let degrees = [
        ("180", true),
        ("180.00", true),
        ("-180", true),
        ("+1", true),
        ("179.9", true),
        (".5", true),
        ("5.", true),
        ("180.1", false),
        ("181", false),
        ("-181", false),
        ("", false),
        (".", false),
        ("1e2", false),
    ];
    let of = |texts: [&str; 3]| {
        let texts =
            texts.map(|text| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat());
        texts.concat()
    };
    for (text, fits) in degrees {
        let rule = (!fits).then_some(Rule::GeographicPosition);
        each(27, "longitude", &[(&of([text, "1", "1"]), rule)]);
        each(27, "latitude", &[(&of(["1", text, "1"]), rule)]);
        let of_altitude = rule.filter(|_| !text.starts_with(['1', '-']) || text == "1e2");
        each(27, "altitude", &[(&of(["1", "1", text]), of_altitude)]);
    }
}
