//! Entries that break as many rules as they can.

use super::names::{RESPONSE, UPDATE, on_a_ladder, turn};
use super::pen::{Pen, Section, pointer, rtype};

/// The top bit of the TTL, and version 1 of EDNS.
const TTL: u32 = 1 << 31 | 1 << 16;
/// Into the header: a name all the same, for the octet there is zero.
const HEADER: [u8; 2] = [0xC0, 0];

pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("type-0", root(0, [0, 1], &[])),
        ("type-any", root(255, [0, 1], &[])),
        ("class-any", root(1, [0, 255], &[0; 4])),
        ("a-malformed", root(1, [0, 1], &[])),
        ("opt-many", many_opt()),
        ("opt-worst", worst(rtype::OPT, [0, 0], &[0])),
        ("tsig-worst", worst(rtype::TSIG, [0, 1], &[])),
        ("a-worst", worst(1, [0, 255], &[0])),
        ("ns-worst", worst(rtype::NS, [0, 255], &[0xC0, 0, 0])),
        ("https-worst", worst(rtype::HTTPS, [0, 1], &[0, 1, 0xC0, 0, 0, 2, 0, 0])),
        ("minfo-ladder-header", minfo_header()),
        ("rrset-of-one-owner", rrset()),
        ("update-rdata", update()),
        ("trailing", trailing()),
    ]
}

/// Records of the root.
fn root(rtype: u16, class: [u8; 2], rdata: &[u8]) -> Vec<u8> {
    let pen = Pen::new(RESPONSE);
    pen.fill(|pen, _| pen.entry(Section::Answer, &[0], rtype, class, 0, rdata))
}

/// OPT records in the section in which one is allowed.
fn many_opt() -> Vec<u8> {
    let pen = Pen::new(RESPONSE);
    pen.fill(|pen, _| pen.record(Section::Additional, &[0], rtype::OPT, &[]))
}

/// Records with a wrong owner and TTL, in the wrong section.
fn worst(rtype: u16, class: [u8; 2], rdata: &[u8]) -> Vec<u8> {
    let pen = Pen::new(RESPONSE);
    pen.fill(|pen, _| pen.entry(Section::Answer, &HEADER, rtype, class, TTL, rdata))
}

/// Names on a ladder whose foot is in the header.
fn minfo_header() -> Vec<u8> {
    let (pen, rungs) = on_a_ladder(RESPONSE);
    pen.fill(|pen, at| {
        let rdata = [HEADER, turn(&rungs, at)].concat();
        pen.entry(Section::Answer, &HEADER, rtype::MINFO, [0, 1], TTL, &rdata);
    })
}

/// An RRset as large as a message.
fn rrset() -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    pen.question(b"\x07example\0", 1);
    pen.fill(|pen, at| {
        let [.., c, d] = u64::try_from(at).unwrap().to_be_bytes();
        pen.record(Section::Answer, &pointer(12), 1, &[192, 0, c, d]);
    })
}

/// Prerequisites of an update that have RDATA and must not.
fn update() -> Vec<u8> {
    let mut pen = Pen::new(UPDATE);
    pen.question(&[0], rtype::SOA);
    pen.fill(|pen, _| pen.entry(Section::Answer, &[0], 1, [0, 254], 0, &[1]))
}

/// Records, then as much that follows them.
fn trailing() -> Vec<u8> {
    let mut pen = Pen::new(RESPONSE);
    for _ in 0..2000 {
        pen.record(Section::Answer, &[0], 1, &[0; 4]);
    }
    let mut octets = pen.finish();
    octets.resize(65_535, 0);
    octets
}
