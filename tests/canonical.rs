//! Canonical form and order of RDATA and records (RFC 4034 section 6).

use std::cmp::Ordering;

use dnswire::{Form, Message, Record};
use dnswire_support::{Sample, header, parse, record, samples};

/// Every record of the recorded messages and of the message below.
fn for_each_record(mut each: impl FnMut(&Record<'_>)) {
    for Sample { octets, .. } in samples(&[("messages.jsonl", "wire")]) {
        if let Ok(message) = Message::parse(&octets) {
            message.records().for_each(|record| each(&record));
        }
    }
}

/// Three MX records with names in other cases, and compressed.
const MX: &[u8] = b"\x12\x34\x84\0\0\x01\0\x03\0\0\0\0\x07eXample\0\0\x0f\0\x01\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x09\0\x0a\x04mAil\xc0\x0c\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x10\0\x0a\x04mail\x07example\0\x00\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x05\0\x09\xc0\x0c\0";

#[test]
fn canonical_order_is_that_of_the_canonical_octets() {
    let mut differ = 0;
    for Sample { octets, .. } in samples(&[("messages.jsonl", "wire")]) {
        let Ok(message) = Message::parse(&octets) else { continue };
        let records: Vec<_> = message.records().take(40).collect();
        for (one, other) in records.iter().flat_map(|a| records.iter().map(move |b| (a, b))) {
            if one.rtype() == other.rtype() {
                let want = one
                    .rdata()
                    .to_octets(Form::Canonical)
                    .cmp(&other.rdata().to_octets(Form::Canonical));
                assert_eq!(one.canonical_rdata_cmp(other), want, "{one} and {other}");
                differ += usize::from(want.is_ne());
            }
        }
    }
    assert_ne!(differ, 0, "no two records differ");
}

#[test]
fn names_of_the_listed_types_are_lowered_and_decompressed() {
    let wire = MX.to_vec();
    let partial = Message::parse_partial(&wire, wire.len()).unwrap();
    let records: Vec<_> = partial.message().answers().collect();
    let canonical = records[0].rdata().to_octets(Form::Canonical);
    assert_eq!(canonical, b"\0\x0a\x04mail\x07example\0");
    assert_eq!(records[0].rdata().to_octets(Form::Uncompressed), b"\0\x0a\x04mAil\x07eXample\0");
}

#[test]
fn a_whole_record_has_owner_fixed_fields_and_rdata() {
    let wire = MX.to_vec();
    let partial = Message::parse_partial(&wire, wire.len()).unwrap();
    let record = partial.message().answers().next().unwrap();
    let mut room = [0; 512];
    let octets = record.write_to(Form::Canonical, 3600, &mut room).unwrap();
    let want = b"\x07example\0\0\x0f\0\x01\0\0\x0e\x10\0\x10\0\x0a\x04mail\x07example\0";
    assert_eq!(octets, want);
    for len in 0..want.len() {
        assert!(record.write_to(Form::Canonical, 3600, &mut room[..len]).is_err());
    }
}

#[test]
fn every_record_fits_a_buffer_of_its_own_length() {
    for_each_record(|record| {
        let octets = record.rdata().to_octets(Form::Canonical);
        let mut room = vec![0; octets.len()];
        assert_eq!(record.rdata().write_to(Form::Canonical, &mut room).unwrap(), octets);
    });
}

/// The order of two records of this type, both with the owner `a.`
#[track_caller]
fn order(rtype: u16, one: &[u8], other: &[u8]) -> Ordering {
    let records = [record(b"\x01a\0", rtype, one), record(b"\x01a\0", rtype, other)].concat();
    let octets = [header(1, 0x8000, [0, 2, 0, 0]), records].concat();
    let message = parse(&octets);
    let [one, other] = [0, 1].map(|index| message.answers().nth(index).unwrap());
    one.canonical_rdata_cmp(&other)
}

#[test]
fn only_names_of_the_listed_types_are_compared_in_lower_case() {
    // RFC 4034 section 6.2; NSEC was taken from the list by RFC 6840 section 5.1.
    assert_eq!(order(2, b"\x01B\0", b"\x01b\0"), Ordering::Equal, "NS");
    assert_eq!(order(15, b"\0\x0a\x01B\0", b"\0\x0a\x01b\0"), Ordering::Equal, "MX");
    let [upper, lower] = [&b"\x01B\0\0\x01\x40"[..], b"\x01b\0\0\x01\x40"];
    assert_eq!(order(47, upper, lower), Ordering::Less, "NSEC");
    assert_eq!(order(64, b"\0\x01\x01B\0", b"\0\x01\x01b\0"), Ordering::Less, "SVCB");
    assert_eq!(order(65280, b"\x01B\0", b"\x01b\0"), Ordering::Less, "no known type");
}

#[test]
fn letters_come_after_the_underscore() {
    for rtype in [2, 47] {
        let bitmap = if rtype == 47 { &b"\0\x01\x40"[..] } else { b"" };
        let name = |name: &[u8]| [name, bitmap].concat();
        assert_eq!(order(rtype, &name(b"\x01_\0"), &name(b"\x01a\0")), Ordering::Less);
        // The first label is the same.
        let [a, b] = [name(b"\x01x\x01a\0"), name(b"\x01x\x01b\0")];
        assert_eq!(
            (order(rtype, &a, &b), order(rtype, &b, &a)),
            (Ordering::Less, Ordering::Greater)
        );
    }
    assert_eq!(order(2, b"\x01_\0", b"\x01A\0"), Ordering::Less);
}

#[test]
fn names_of_the_listed_types_come_after_malformed_rdata_with_upper_case() {
    let [good, malformed] = [&b"\0\x0a\x02AB\0"[..], b"\0\x0a\x02AB\0x"];
    assert_eq!(order(15, good, malformed), Ordering::Greater);
    assert_eq!(order(15, malformed, good), Ordering::Less);
}

#[test]
fn malformed_rdata_is_ordered_by_its_octets() {
    assert_eq!(order(15, b"\0\x0a\x01B\0x", b"\0\x0a\x01b\0x"), Ordering::Less);
    assert_eq!(order(15, b"\0\x0a\x01B\0x", b"\0\x0a\x01B\0x"), Ordering::Equal);
    assert_eq!(order(15, b"\0\x0a\x01b\0", b"\0\x0a\x01b\0x"), Ordering::Less);
    assert_eq!(order(2, b"\x05b", b"\x02b"), Ordering::Greater);
}
