//! The tasks that are measured.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::hint::black_box;

use dnswire::{Form, Message, Record};
use dnswire_support::everything::everything;

pub type Task = fn(&[u8]) -> usize;

/// Parsing, the strict reading, and decoding of all that can be decoded.
pub const READING: [(&str, Task); 4] =
    [("parse", parse), ("check", check), ("findings", findings), ("decode", decoded)];

/// Other tasks of programs.
pub const OTHERS: [(&str, Task); 4] = [
    ("follow CNAME records", lookup),
    ("compare, order and hash owners", names),
    ("canonical order of RDATA", canonical_order),
    ("canonical form of records", canonical_form),
];

fn parse(octets: &[u8]) -> usize {
    Message::parse(octets).map_or(0, |message| message.end())
}

/// A message that cannot be parsed is read as far as it goes.
fn findings(octets: &[u8]) -> usize {
    match Message::parse(octets) {
        Ok(message) => message.findings().map(black_box).count(),
        Err(_) => Message::parse_partial(octets, octets.len())
            .map_or(0, |partial| partial.findings().map(black_box).count()),
    }
}

fn decoded(octets: &[u8]) -> usize {
    let count = findings(octets);
    let partial = Message::parse_partial(octets, octets.len());
    count + partial.map_or(0, |partial| everything(&partial.message()))
}

fn check(octets: &[u8]) -> usize {
    usize::from(Message::parse_strict(octets).is_ok())
}

fn lookup(octets: &[u8]) -> usize {
    let Ok(message) = Message::parse(octets) else { return 0 };
    message.answers_to_question().count()
}

/// Does `work` with each record and the one before it.
fn pairs(octets: &[u8], mut work: impl FnMut(&Record<'_>, &Record<'_>) -> usize) -> usize {
    let Ok(message) = Message::parse(octets) else { return 0 };
    message.records().zip(message.records().skip(1)).map(|(one, other)| work(&one, &other)).sum()
}

fn names(octets: &[u8]) -> usize {
    pairs(octets, |record, next| {
        let (one, other) = (record.owner(), next.owner());
        let mut hasher = DefaultHasher::new();
        one.hash(&mut hasher);
        black_box((hasher.finish(), one.cmp(&other), one.to_buf()));
        usize::from(one == other) + usize::from(one.ends_with(other))
    })
}

fn canonical_order(octets: &[u8]) -> usize {
    pairs(octets, |record, next| usize::from(record.canonical_rdata_cmp(next).is_lt()))
}

fn canonical_form(octets: &[u8]) -> usize {
    let mut room = vec![0; 65_535 + 300];
    pairs(octets, |record, _| record.write_to(Form::Canonical, 0, &mut room).map_or(0, <[u8]>::len))
}
