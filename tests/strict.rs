//! The strict reading: what `check` says of messages that probe one rule each.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

use dnswire::Message;
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
