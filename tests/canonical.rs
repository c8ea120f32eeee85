//! Canonical form and order of RDATA and records (RFC 4034 section 6).

use dnswire::{Form, Message, Record};
use dnswire_support::{Sample, samples};

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
