//! What the integration tests share: test data, octets in and out, small assertions.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

pub mod csv;
pub mod layout;
#[path = "../../fuzz/src/naive.rs"]
pub mod naive;
pub mod vectors;
pub mod writer;

use std::fmt;
use std::path::{Path, PathBuf};

use dnswire::{Message, Record, Section};
use serde_json::Value;

/// A file of `tests/data`.
pub fn data_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The JSON values of a file, one a line.
#[track_caller]
pub fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The JSON values of a file of `tests/data`.
#[track_caller]
pub fn data(name: &str) -> Vec<Value> {
    json_lines(&data_path(name))
}

/// The octets that a field holds in hex.
#[track_caller]
pub fn octets(row: &Value, field: &str) -> Vec<u8> {
    hex::decode(text(row, field)).expect("the field is hex")
}

/// The text of a field.
#[track_caller]
pub fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_else(|| panic!("no text {field} in {row}"))
}

/// The number in a field.
#[track_caller]
pub fn number<T: TryFrom<u64>>(row: &Value, field: &str) -> T {
    let number = row[field].as_u64().unwrap_or_else(|| panic!("no number {field} in {row}"));
    T::try_from(number).unwrap_or_else(|_| panic!("{field} is out of range in {row}"))
}

/// The values of a list; none when there is no such field.
pub fn list<'v>(row: &'v Value, field: &str) -> &'v [Value] {
    row[field].as_array().map_or(&[], Vec::as_slice)
}

/// A message of `tests/data` with its name.
pub struct Sample {
    /// The `id` of its line.
    pub id: String,
    /// Its octets.
    pub octets: Vec<u8>,
}

/// The messages of these files of `tests/data`; `field` holds the octets.
pub fn samples(files: &[(&str, &str)]) -> Vec<Sample> {
    let rows = files.iter().flat_map(|(file, field)| {
        let sample = |row| Sample { id: text(&row, "id").to_owned(), octets: octets(&row, field) };
        data(file).into_iter().map(sample)
    });
    rows.collect()
}

/// What the recorded servers answered, the answers of over 1500 octets among them.
pub fn recorded() -> Vec<Sample> {
    samples(&[("messages.jsonl", "wire"), ("story.jsonl", "wire")])
}

/// Every message in `tests/data`: recorded ones, those that probe a rule, those made to be slow.
pub fn all_messages() -> Vec<Sample> {
    samples(&[
        ("messages.jsonl", "wire"),
        ("story.jsonl", "wire"),
        ("cases.jsonl", "hex"),
        ("cost.jsonl", "hex"),
    ])
}

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

/// Where a record is: section, index, first octet, end.
pub fn place(record: &Record<'_>) -> (Section, u16, usize, usize) {
    (record.section(), record.index(), record.offset(), record.end())
}

/// Text in a buffer of fixed size; what does not fit any more is dropped.
pub struct FixedText {
    room: [u8; 1024],
    len: usize,
}

impl FixedText {
    /// No text yet.
    pub fn new() -> Self {
        FixedText { room: [0; 1024], len: 0 }
    }
}

impl fmt::Write for FixedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let len = text.len().min(self.room.len() - self.len);
        self.room[self.len..self.len + len].copy_from_slice(&text.as_bytes()[..len]);
        self.len += len;
        Ok(())
    }
}

/// Takes text and forgets it.
pub struct NoText;

impl fmt::Write for NoText {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}
