//! A change in place changes what it says and nothing else, by the places of the naive reader.

use dnswire::{Flags, Message, edit};

use crate::naive::{self, Reading};

pub fn run(octets: &[u8]) {
    header(octets);
    ages(octets);
    case(octets);
}

fn header(octets: &[u8]) {
    let mut changed = octets.to_vec();
    let done = edit::set_id(&mut changed, 0xBEEF).is_ok();
    assert_eq!(done, edit::set_flags(&mut changed, Flags(0x8583)).is_ok());
    assert_eq!(done, octets.len() >= 12);
    if done {
        assert_eq!(changed[..4], [0xBE, 0xEF, 0x85, 0x83]);
        assert_eq!(changed[4..], octets[4..]);
    } else {
        assert_eq!(changed, octets);
    }
}

fn ages(octets: &[u8]) {
    let mut changed = octets.to_vec();
    if edit::age_ttls(&mut changed, 60).is_err() {
        assert!(Message::parse(octets).is_err());
        return assert_eq!(changed, octets, "a change that fails changes nothing");
    }
    let reading = naive::read(octets).expect("there is a header");
    assert_eq!(changed, aged(octets, &reading, 60));
}

/// TTLs less 60, by the letter: a top bit is 0; OPT, TSIG and SIG(0) have no TTL.
fn aged(octets: &[u8], reading: &Reading, seconds: u32) -> Vec<u8> {
    let mut aged = octets.to_vec();
    for entry in &reading.entries {
        let Some((ttl, rdata)) = &entry.record else { continue };
        let is_sig0 = entry.rtype == 24 && rdata.starts_with(&[0, 0]);
        if entry.rtype != 41 && entry.rtype != 250 && !is_sig0 {
            let ttl = if *ttl >> 31 == 1 { 0 } else { ttl.saturating_sub(seconds) };
            let at = entry.end - rdata.len() - 6;
            aged[at..at + 4].copy_from_slice(&ttl.to_be_bytes());
        }
    }
    aged
}

fn case(octets: &[u8]) {
    let mask = [0x5A, 0xC3, 0x0F];
    let mut changed = octets.to_vec();
    if edit::set_qname_case(&mut changed, &mask).is_err() {
        let first = naive::read(octets).and_then(|reading| reading.entries.into_iter().next());
        assert!(first.is_none_or(|entry| entry.section != 0));
        return assert_eq!(changed, octets, "a change that fails changes nothing");
    }
    let (_, end) = naive::name(octets, 12).expect("there is a question");
    let mut bits = mask.iter().flat_map(|octet| (0..8).map(move |bit| octet >> bit & 1 == 1));
    let mut at = 12;
    let mut expected = octets.to_vec();
    while at < end && octets[at] < 64 {
        let label = at + 1..at + 1 + usize::from(octets[at]);
        at = label.end;
        for octet in expected[label].iter_mut().filter(|octet| octet.is_ascii_alphabetic()) {
            match bits.next() {
                Some(true) => octet.make_ascii_uppercase(),
                Some(false) => octet.make_ascii_lowercase(),
                None => {}
            }
        }
    }
    assert_eq!(changed, expected);
}
