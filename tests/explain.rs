//! The annotated hexdump has every octet once, in order.

use dnswire::Message;
use dnswire_support::{Sample, header, parse, question, record, samples};

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

#[test]
fn lines_have_the_offset_of_their_octets() {
    let relay = b"\x0a\x81\xc0\0\x02\x01"; // the bit D and the type share an octet
    let records = [record(b"\x01b\0", 16, &[b"\x1d", &[b'x'; 29][..]].concat())];
    let records = [records.concat(), record(b"\x01c\0", 260, relay)];
    let header_of = |counts| header(7, 0x8000, counts);
    let question = question(b"\x01a\0", 1);
    let message = [header_of([1, 2, 0, 0]), question, records.concat()].concat();
    let dso = [header(7, 0x3000, [0; 4]), b"\0\x01\0\x08\0\0\0\x01\0\0\0\x02".to_vec()].concat();
    for wire in [message, dso, dnswire_support::MX.to_vec()] {
        let dump = parse(&wire).explain().to_string();
        let mut at = 0;
        for line in dump.lines() {
            assert_eq!(usize::from_str_radix(&line[..4], 16).unwrap(), at, "{dump}");
            at += octets(line).len();
        }
        assert_eq!((at, octets(&dump)), (wire.len(), wire));
    }
}
