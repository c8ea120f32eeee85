//! Transfers that servers made, when `../shared/corpus` is there: followed message by message.

use std::collections::BTreeMap;
use std::path::Path;

use dnswire::transfer::{Change, Style, Transfer};
use dnswire::{Message, Type};
use dnswire_support::{json_lines, octets, text};

/// The query and the messages of each recorded transfer, by the part of their ids that they share.
fn recorded() -> BTreeMap<String, (Vec<u8>, Vec<Vec<u8>>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut found: BTreeMap<String, (Vec<u8>, Vec<Vec<u8>>)> = BTreeMap::new();
    for server in ["bind", "knot", "nsd"] {
        let path = folder.join(format!("recorded-{server}.jsonl"));
        let lines = if path.exists() { json_lines(&path) } else { Vec::new() };
        for line in lines {
            let id = text(&line, "id");
            if !(id.contains("/axfr") || id.contains("/ixfr")) {
                continue;
            }
            let (start, last) = id.rsplit_once('/').expect("an id has parts");
            let key = if last == "query" || last.contains("-of-") { start } else { id };
            let transfer = found.entry(key.to_owned()).or_default();
            match last {
                "query" => transfer.0 = octets(&line, "wire"),
                _ => transfer.1.push(octets(&line, "wire")),
            }
        }
    }
    // Of some servers only the first message was kept.
    let is_whole = |octets: &Vec<u8>| !octets.is_empty();
    found.retain(|key, (query, _)| is_whole(query) && !key.ends_with("/refused"));
    found
}

/// The style, the numbers of additions and deletions, and the number of messages after which the
/// transfer was complete.
fn follow(query: &[u8], messages: &[Vec<u8>]) -> (Option<Style>, [usize; 2], Option<usize>) {
    let query = Message::parse(query).unwrap();
    let mut transfer = Transfer::of(&query).unwrap();
    let (mut changes, mut complete) = ([0; 2], None);
    for (index, octets) in messages.iter().enumerate() {
        assert_eq!(complete, None, "a message after the end");
        let message = Message::parse(octets).unwrap();
        assert!(message.is_response_to(&query));
        for change in transfer.message(&message).unwrap() {
            changes[usize::from(matches!(change, Change::Delete(_)))] += 1;
        }
        complete = transfer.is_complete().then_some(index + 1);
    }
    (transfer.style(), changes, complete)
}

#[test]
fn transfers_of_servers_are_followed_and_end_with_their_last_message() {
    let mut followed = 0;
    for (key, (query, messages)) in recorded() {
        let (style, changes, complete) = follow(&query, &messages);
        let answers: usize =
            messages.iter().map(|octets| Message::parse(octets).unwrap().answers().count()).sum();
        let qtype = Message::parse(&query).unwrap().question().unwrap().qtype();
        println!("{key}: {} messages, {style:?}, {changes:?}, {complete:?}", messages.len());
        if complete.is_none() {
            // One message of several was kept: the SOA record at the end is not there.
            assert_eq!((messages.len(), changes), (1, [answers - 1, 0]), "{key}");
            continue;
        }
        followed += 1;
        assert_eq!(complete, Some(messages.len()), "{key}");
        if qtype == Type::AXFR {
            assert_eq!((style, changes), (Some(Style::Axfr), [answers - 1, 0]), "{key}");
        }
        for cut in 0..messages.len() {
            let (_, _, complete) = follow(&query, &messages[..cut]);
            assert_eq!(complete, None, "{key}, {cut} of {} messages", messages.len());
        }
    }
    println!("{followed} transfers");
}
