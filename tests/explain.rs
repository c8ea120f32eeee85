//! The annotated hexdump has every octet once, in order.

use dnswire::Message;
use dnswire_support::{Sample, samples};

#[test]
fn every_octet_of_every_recorded_message_is_explained_once() {
    for Sample { id, octets: wire } in samples(&[("messages.jsonl", "wire")]) {
        let Ok(partial) = Message::parse_partial(&wire, wire.len()) else { continue };
        let explained = partial.explain().to_string();
        assert_eq!(octets(&explained), wire, "{id}");
    }
}

/// The octets of the dump: after the offset, up to the twelfth of a line.
fn octets(dump: &str) -> Vec<u8> {
    let columns = dump.lines().map(|line| line.get(6..6 + 35).unwrap_or(&line[6..]));
    columns.flat_map(|line| hex::decode(line.replace(' ', "")).unwrap()).collect()
}

#[test]
fn fields_have_their_names_and_values() {
    let text = Message::parse(dnswire_support::MX).unwrap().explain().to_string();
    let last: Vec<&str> = text.lines().rev().take(3).collect();
    assert_eq!(
        last,
        [
            "003e  04 6d 61 69 6c c0 0c                answer 1, exchange: mail.example.",
            "003c  00 0a                               answer 1, preference: 10",
            "003a  00 09                               answer 1, rdlength: 9",
        ]
    );
}
