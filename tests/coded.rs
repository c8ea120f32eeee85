//! Helpers for tests of EDNS options and of `SvcParams`: both are a number, a length and octets.

use dnswire::{Error, Message};

/// An option or a parameter.
pub(crate) fn coded(number: u16, octets: &[u8]) -> Vec<u8> {
    let len = u16::try_from(octets.len()).expect("it has at most 65535 octets");
    [&number.to_be_bytes(), &len.to_be_bytes(), octets].concat()
}

/// Calls `work` with the message of these octets.
pub(crate) fn with_message<T>(octets: &[u8], work: impl FnOnce(Message<'_>) -> T) -> T {
    work(dnswire_support::parse(octets))
}

/// Asserts that the error has this place, then this text.
#[track_caller]
pub(crate) fn assert_error(error: Error, place: &str, want: &str) {
    assert_eq!(error.to_string().strip_prefix(place), Some(want));
}

/// Asserts that `is_refused` agrees with the verdict of each case of these classes.
#[track_caller]
pub(crate) fn assert_cases(classes: &[&str], is_refused: impl Fn(&[u8]) -> bool) {
    let cases = dnswire_support::data("cases.jsonl");
    for class in classes {
        let is_own = |case: &&serde_json::Value| dnswire_support::text(case, "class") == *class;
        assert!(cases.iter().any(|case| is_own(&case)), "there is no case of class {class}");
        for case in cases.iter().filter(is_own) {
            let octets = dnswire_support::octets(case, "hex");
            assert_eq!(is_refused(&octets), case["strict"] == "error", "{}", case["id"]);
        }
    }
}
