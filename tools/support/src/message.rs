//! Messages for tests, put together from octets.

use dnswire::{Message, Record, Section};

/// A message of these octets.
#[track_caller]
pub fn parse(octets: &[u8]) -> Message<'_> {
    Message::parse(octets).unwrap_or_else(|error| panic!("{error}"))
}

/// The octets of a header.
pub fn header(id: u16, flags: u16, counts: [u16; 4]) -> Vec<u8> {
    [&[id, flags][..], &counts[..]].concat().into_iter().flat_map(u16::to_be_bytes).collect()
}

/// The octets of a question in class IN; `qname` is in wire form.
pub fn question(qname: &[u8], qtype: u16) -> Vec<u8> {
    [qname, &qtype.to_be_bytes(), &1_u16.to_be_bytes()].concat()
}

/// The octets of a record of class IN with TTL 300; `owner` is in wire form.
pub fn record(owner: &[u8], rtype: u16, rdata: &[u8]) -> Vec<u8> {
    record_of_class(owner, rtype, 1, rdata)
}

/// The octets of a record with TTL 300; `owner` is in wire form.
pub fn record_of_class(owner: &[u8], rtype: u16, class: u16, rdata: &[u8]) -> Vec<u8> {
    let rdlength = u16::try_from(rdata.len()).expect("RDATA has at most 65535 octets");
    let ttl = 300_u32.to_be_bytes();
    let (rtype, class) = (rtype.to_be_bytes(), class.to_be_bytes());
    [owner, &rtype, &class, &ttl, &rdlength.to_be_bytes(), rdata].concat()
}

/// A compression pointer.
pub fn pointer(target: usize) -> [u8; 2] {
    let target = u16::try_from(target).expect("targets are below 16384");
    (target | 0xC000).to_be_bytes()
}

/// The number of a section, 0 to 3.
pub fn section_number(section: Section) -> usize {
    Section::ALL.iter().position(|other| *other == section).expect("there are four sections")
}

/// The place of a record: section, index, first octet, end.
pub fn place(record: &Record<'_>) -> (Section, u16, usize, usize) {
    (record.section(), record.index(), record.offset(), record.end())
}
