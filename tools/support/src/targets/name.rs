//! Names: text and wire both ways, compression, order, hash.

use std::cmp::Ordering;

use dnswire::{Message, Name, NameBuf};

use super::message::{hash, name as all_of};
use crate::naive;

pub fn run(octets: &[u8]) {
    let Some((choice, octets)) = octets.split_first() else { return };
    match choice % 3 {
        0 => text(octets),
        1 => wire(octets),
        _ => two(octets),
    }
}

/// A name that parses has a text that parses to the same octets.
fn text(octets: &[u8]) {
    let Ok(name) = str::from_utf8(octets).unwrap_or_default().parse::<NameBuf>() else { return };
    all_of(name.as_name());
    let again: NameBuf = name.to_string().parse().expect("the text of a name parses");
    assert_eq!(again.as_octets(), name.as_octets());
    assert_eq!(
        naive::name(name.as_octets(), 0),
        Some((name.as_octets().to_vec(), name.as_octets().len()))
    );
}

/// The second question of a message may point into the first.
fn wire(octets: &[u8]) {
    let message = [&b"\0\0\0\0\0\x02\0\0\0\0\0\0"[..], octets].concat();
    let naive: Option<Vec<Vec<u8>>> = naive::read(&message)
        .filter(|reading| reading.broken.is_none())
        .map(|reading| reading.entries.into_iter().map(|entry| entry.name).collect());
    let parsed = Message::parse(&message).ok();
    assert_eq!(parsed.is_some(), naive.is_some());
    let (Some(parsed), Some(naive)) = (parsed, naive) else { return };
    for (question, naive) in parsed.questions().zip(&naive) {
        assert_eq!(question.qname().to_buf().as_octets(), naive);
        all_of(question.qname());
    }
    let names: Vec<Name<'_>> = parsed.questions().map(|question| question.qname()).collect();
    if let [one, other] = names[..] {
        compare(one, other);
    }
}

/// Two names of labels, as the octets tell.
fn two(octets: &[u8]) {
    let (one, other) = octets.split_at(octets.len() / 2);
    let labels = |octets: &'_ [u8]| NameBuf::from_labels(octets.split(|octet| *octet == 0));
    let (Ok(one), Ok(other)) = (labels(one), labels(other)) else { return };
    compare(one.as_name(), other.as_name());
    assert_eq!(one.to_lowercase(), one);
}

/// Labels from the right in lower case: what order and equality go by.
fn key(name: Name<'_>) -> Vec<Vec<u8>> {
    let mut labels: Vec<_> =
        name.labels().map(|label| label.as_octets().to_ascii_lowercase()).collect();
    labels.reverse();
    labels
}

fn compare(one: Name<'_>, other: Name<'_>) {
    let (left, right) = (key(one), key(other));
    assert_eq!(one.cmp(&other), left.cmp(&right));
    assert_eq!(other.cmp(&one), right.cmp(&left));
    assert_eq!(one == other, left == right);
    assert_eq!(one.cmp(&other) == Ordering::Equal, one == other);
    assert_eq!(one.ends_with(other), left.starts_with(&right));
    assert_eq!(other.ends_with(one), right.starts_with(&left));
    if one == other {
        assert_eq!(hash(&one), hash(&other));
    }
    for (one, other) in one.labels().zip(other.labels()) {
        let lower = [one, other].map(|label| label.as_octets().to_ascii_lowercase());
        assert_eq!(one.cmp(&other), lower[0].cmp(&lower[1]));
        assert_eq!(one == other, lower[0] == lower[1]);
    }
}
