//! Captures of `../shared`, where that folder is there.

use std::fs;
use std::path::Path;

use dnswire::Message;
use serde_json::Value;

use super::*;

/// Captures where more messages are found than their line in the index says.
///
/// Each message is whole, and its octets are in the capture one after the other.
const MORE: [(&str, usize); 4] = [
    // After the hole are two more messages, one in the segment and one of its own.
    ("tcp-hole-mid.pcap", 3),
    // One before the hole, and 100 after it.
    ("tcp-mid-hole-then-100.pcap", 101),
    // Each of 8 segments begins far from the others, with a message of its own.
    ("tcp-reuse-nofin-nosyn-many.pcap", 8),
    // The reset has the number 7, where 1010 comes next: it is a stray.
    ("tcp-rst-mid-message.pcap", 2),
];

/// The right number of messages. The first part of a datagram may count or not.
#[test]
fn captures_of_elsewhere_have_the_right_number_of_messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/field/captures");
    let Ok(index) = fs::read_to_string(folder.join("index.jsonl")) else { return };
    for line in index.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let is_capture = row["kind"] == "capture";
        let Some(right) = row["right"].as_u64().filter(|_| is_capture) else { continue };
        let name = row["file"].as_str().unwrap();
        let more = MORE.iter().find(|(more, _)| *more == name).map(|(_, count)| *count);
        let right = more.unwrap_or(usize::try_from(right).unwrap());
        // An error names what is lost.
        let Ok((items, lost)) = read(&fs::read(folder.join(name)).unwrap()) else { continue };
        let is_whole = |item: &Item| Message::parse_received(&item.octets, item.length).is_ok();
        let is_first_part = |item: &Item| item.carried.fragments > 0 && !is_whole(item);
        let (all, parts) = (items.len(), items.iter().filter(|item| is_first_part(item)).count());
        let is_told = lost.iter().any(|lost| lost.reason.is_loss());
        assert!(
            all == right || all - parts == right || all < right && is_told,
            "{name}: {all} with {parts} first parts, not {right}; {lost:?}"
        );
    }
}
