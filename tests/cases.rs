//! Messages that test one rule each: the verdict of the framing reading, and the entries that it
//! reads before it stops. The strict reading has its own test.

use dnswire::{ErrorKind, Message, Partial, Section};
use dnswire_support::{data, number, octets, text};
use serde_json::Value;

/// The framing verdict. A message that ends early is no error when TC is set.
fn verdict(partial: &Partial<'_>) -> &'static str {
    match partial.error().map(|error| error.kind()) {
        None => "ok",
        Some(ErrorKind::UnexpectedEnd { .. }) if partial.is_truncated() => "ok",
        Some(_) => "error",
    }
}

/// The verdict, and the number of questions and records before it.
fn read(octets: &[u8]) -> (&'static str, usize, usize) {
    let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return ("error", 0, 0) };
    let message = partial.message();
    assert_eq!(message.questions().count(), usize::from(message.count(Section::Question)));
    (verdict(&partial), message.questions().count(), message.records().count())
}

fn wanted(case: &Value) -> (&str, usize, usize) {
    (text(case, "lenient"), number(case, "n_q"), number(case, "n_rr"))
}

/// Checks all cases of a file, and lists every one that fails.
#[track_caller]
fn check(file: &str, field: &str, count: usize) {
    let cases = data(file);
    assert_eq!(cases.len(), count);
    let mut failed = Vec::new();
    for case in &cases {
        let (got, want) = (read(&octets(case, field)), wanted(case));
        if got != want {
            failed.push(format!("{}: {got:?}, not {want:?}: {}", text(case, "id"), case["why"]));
        }
    }
    assert!(failed.is_empty(), "{} of {count}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_case_has_the_framing_verdict_and_the_entries_before_it() {
    check("cases.jsonl", "hex", 576);
}

#[test]
fn messages_made_to_be_slow_have_the_verdict_of_any_other() {
    check("cost.jsonl", "hex", 21);
}

#[test]
fn a_whole_message_is_what_the_partial_one_says() {
    for case in data("cases.jsonl") {
        let octets = octets(&case, "hex");
        let Ok(partial) = Message::parse_partial(&octets, octets.len()) else { continue };
        match (Message::parse(&octets), partial.error()) {
            (Ok(message), None) => assert_eq!(message, partial.message(), "{}", case["id"]),
            (Err(error), Some(same)) if error == same => {}
            // The counts are refused before a single entry is read.
            (Err(error), Some(_))
                if matches!(error.kind(), ErrorKind::CountsExceedMessage { .. }) => {}
            (whole, error) => panic!("{}: {whole:?}, not {error:?}", case["id"]),
        }
    }
}
