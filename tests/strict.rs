//! The strict reading: what `check` says of messages that probe one rule each.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod common;

use common::{header, record};
use dnswire::{Message, Rule};
use std::fs;

#[test]
fn the_strict_verdict_of_every_case() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cases.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let wrong: Vec<String> = text.lines().filter_map(wrong_verdict).collect();
    assert!(wrong.is_empty(), "{} of 576:\n{}", wrong.len(), wrong.join("\n"));
}

fn wrong_verdict(line: &str) -> Option<String> {
    let case: serde_json::Value = serde_json::from_str(line).unwrap();
    let octets = hex::decode(case["hex"].as_str().unwrap()).unwrap();
    let found = match Message::parse(&octets) {
        Ok(message) => message.check().err().map(|finding| finding.to_string()),
        Err(error) => Some(error.to_string()),
    };
    let verdict = if found.is_none() { "ok" } else { "error" };
    (verdict != case["strict"])
        .then(|| format!("{}: {} expected, {found:?}; {}", case["id"], case["strict"], case["why"]))
}

/// What breaks in a response whose only record is this CDS.
fn rules_of_cds(rdata: &[u8]) -> Vec<Rule> {
    let octets = [&header(7, 0x8400, [0, 1, 0, 0])[..], &record(b"\x01a\0", 59, rdata)].concat();
    let partial = Message::parse_partial(&octets, octets.len()).unwrap();
    partial.findings().map(|finding| finding.rule()).collect()
}

#[test]
fn a_cds_that_asks_for_deletion_has_a_digest_of_one_octet() {
    assert_eq!(rules_of_cds(b"\0\0\0\0\0"), []);
    assert_eq!(rules_of_cds(b"\0\0\0\0\0\0"), [Rule::DigestLength]);
    assert_eq!(rules_of_cds(b"\0\0\0\0"), [Rule::EmptyDigest]);
}
