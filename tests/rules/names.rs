//! Rules for names: labels over their own pointer, RDATA too long without compression.

use dnswire::Rule;
use dnswire_support::{header, parse, pointer, question, record};

use super::{QR, unicast};

/// An answer of 25 octets of RDATA from offset 23 on, then a record of this type with this owner and
/// RDATA.
fn after_octets(octets: [u8; 25], owner: &[u8], rtype: u16, rdata: &[u8]) -> Vec<u8> {
    let opaque = record(b"\0", 10, &octets);
    [header(7, QR, [0, 2, 0, 0]), opaque, record(owner, rtype, rdata)].concat()
}

/// Octets that end with a label of this length, two octets before their end; it starts at 46.
fn label(len: u8) -> [u8; 25] {
    let mut octets = [b'x'; 25];
    (octets[23], octets[24]) = (len, b'y');
    octets
}

#[test]
fn labels_do_not_run_over_the_pointer_that_leads_to_them() {
    // The owner is at 48, the RDATA at 60: a label of 13 octets from 46 on ends there.
    let address = [0, 2, 3, 4];
    let owner = pointer(46);
    assert_eq!(unicast(&after_octets(label(13), &owner, 1, &address)), [Rule::LabelsOverPointer]);
    assert_eq!(unicast(&after_octets(label(0), &owner, 1, &address)), []);
}

#[test]
fn labels_do_not_run_over_a_pointer_far_from_the_header() {
    let mut octets = [b'x'; 400];
    (octets[398], octets[399]) = (13, b'y');
    let opaque = record(b"\0", 10, &octets);
    let header = header(7, QR, [0, 2, 0, 0]);
    let target = header.len() + opaque.len() - 2;
    let message = [header, opaque, record(&pointer(target), 1, &[0, 2, 3, 4])].concat();
    assert_eq!(unicast(&message), [Rule::LabelsOverPointer]);
}

#[test]
fn labels_in_rdata_do_not_run_over_their_pointer() {
    // The pointer is at 61; a label of 16 octets from 46 on ends at 63, the owner of the last record.
    let mx = |target| [&[0, 1][..], &pointer(target)].concat();
    let last = record(b"\0", 1, &[1, 2, 3, 4]);
    let mut broken = [after_octets(label(16), b"\0", 15, &mx(46)), last].concat();
    broken[7] = 3;
    assert_eq!(unicast(&broken), [Rule::LabelsOverPointer]);
    assert_eq!(unicast(&after_octets(label(0), b"\x01a\0", 15, &mx(48))), []);
}

#[test]
fn a_qname_does_not_run_over_its_pointer() {
    let asked = |target| {
        let first = question(b"\x03abc\x01d\0", 1);
        let second = question(&pointer(target), 1);
        let null = record(b"\0", 10, &[0; 8]);
        unicast(&[header(7, QR, [2, 1, 0, 0]), first, second, null].concat())
    };
    assert_eq!(asked(16), [Rule::QuestionCount]);
    // The second octet of QCLASS is a label of one octet, the pointer at 23 is in it.
    assert_eq!(asked(22), [Rule::QuestionCount, Rule::LabelsOverPointer]);
}

#[test]
fn rdata_has_at_most_65535_octets_without_compression() {
    // HIP with rendezvous servers that are pointers to a name of 250 octets.
    let name = [&[&[49][..], &[b'x'; 49]].concat().repeat(5)[..], &[0]].concat();
    assert_eq!(name.len(), 251);
    let hip = |servers: usize| {
        let rdata = [&[1, 2, 0, 1, b'h', b'k'][..], &pointer(12).repeat(servers)].concat();
        let message = [header(7, QR, [1, 1, 0, 0]), question(&name, 55), record(b"\0", 55, &rdata)];
        unicast(&message.concat())
    };
    assert_eq!((65535 - 6) / 251, 261);
    assert_eq!(hip(261), [Rule::CompressedName]);
    assert_eq!(hip(262), [Rule::CompressedName, Rule::LongRdata]);
}

#[test]
fn rdata_of_65535_octets_without_compression_is_not_too_long() {
    let name = [&[&[49][..], &[b'x'; 49]].concat().repeat(5)[..], &[0]].concat();
    let hip = |hit: u8| {
        let head = [&[hit, 2, 0, 1][..], &vec![b'h'; hit.into()], b"k"].concat();
        let rdata = [head, pointer(12).repeat(261)].concat();
        let message = [header(7, QR, [1, 1, 0, 0]), question(&name, 55), record(b"\0", 55, &rdata)];
        unicast(&message.concat())
    };
    assert_eq!(4 + 19 + 1 + 261 * 251, 65535);
    assert_eq!(hip(19), [Rule::CompressedName]);
    assert_eq!(hip(20), [Rule::CompressedName, Rule::LongRdata]);
}

#[test]
fn the_first_of_many_names_that_runs_over_its_pointer_is_found() {
    // HIP with so many servers that they are examined with a table. The key, at 28, is a label of 7
    // octets up to the first octet of the pointer at 35; the octet after it, 28, is the next label.
    let mut servers = [0; 600];
    servers[2..4].copy_from_slice(&pointer(28));
    servers[6..8].copy_from_slice(&pointer(28));
    let rdata = [&[1, 2, 0, 1, b'h', 7][..], &servers].concat();
    let octets = [header(7, QR, [0, 1, 0, 0]), record(b"\0", 55, &rdata)].concat();
    assert_eq!(unicast(&octets), [Rule::LabelsOverPointer, Rule::CompressedName]);
    let finding = parse(&octets).findings().next().unwrap();
    assert_eq!((finding.rule(), finding.offset()), (Rule::LabelsOverPointer, 29 + 2));
}
