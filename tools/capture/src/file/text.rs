//! Messages in text: a line of hex, or a JSON object, for each.

use std::io::{BufRead, Read};

use anyhow::{Context, anyhow, bail};
use serde_json::Value;

use super::MAX_MESSAGE;
use crate::{Event, Item, Place, Progress, Sink};

/// Octets of the longest line. A message in hex has 131,070; its decoded form in JSON has more.
const MAX_LINE: u64 = 1 << 20;

/// True if a file that begins with `head` is text: UTF-8 without control characters.
///
/// A message is none: the counts in its header would be above 8,000.
pub(super) fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A character that is cut at the end of `head` is no error.
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = head.split_at(error.valid_up_to());
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars().all(|c| !c.is_control() || c.is_ascii_whitespace())
}

/// Reads line by line; an empty file has none.
pub(super) fn read(
    name: &str,
    mut input: impl BufRead,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut octets = 0;
    for number in 1_u64.. {
        let place = format!("{name}:{number}");
        let line = next_line(&mut input).with_context(|| place.clone())?;
        octets += u64::try_from(line.len())?;
        progress(octets);
        if line.is_empty() {
            break;
        }
        let Some(item) = message(&line, &place).with_context(|| place.clone())? else { continue };
        if sink(Event::Message(item)).is_break() {
            break;
        }
    }
    Ok(())
}

/// The next line with its line end; empty at the end of the input.
fn next_line(input: &mut impl BufRead) -> anyhow::Result<String> {
    let mut line = Vec::new();
    input.take(MAX_LINE + 1).read_until(b'\n', &mut line)?;
    if u64::try_from(line.len())? > MAX_LINE {
        bail!("the line is longer than {MAX_LINE} octets");
    }
    String::from_utf8(line).context("the line is not UTF-8")
}

/// The message in a line; `None` if there is only a comment or nothing.
fn message(line: &str, place: &str) -> anyhow::Result<Option<Item>> {
    let line = line.trim();
    if line.starts_with('{') {
        return object(line, place).map(Some);
    }
    let octets = hex(line.split('#').next().unwrap_or_default())?;
    Ok((!octets.is_empty()).then(|| Item::new(Place::Named(place.to_owned()), octets)))
}

/// `id`, `wire` and `via` of a JSON object; without an `id`, its place.
fn object(line: &str, place: &str) -> anyhow::Result<Item> {
    let object: Value = serde_json::from_str(line).context("the line is no JSON object")?;
    let id = match object.get("id") {
        None => place,
        Some(id) => id.as_str().context("`id` is no string")?,
    };
    let wire = object.get("wire").context("there is no `wire`")?;
    let wire = wire.as_str().context("`wire` is no string")?;
    let octets = hex(wire).context("wire")?;
    let is_multicast = object.get("via").is_some_and(|via| via == "mdns");
    Ok(Item { is_multicast, ..Item::new(Place::Named(id.to_owned()), octets) })
}

/// Octets in hex; spaces and colons between the digits are skipped.
fn hex(text: &str) -> anyhow::Result<Vec<u8>> {
    let is_digit = |&(_, c): &(usize, char)| !c.is_whitespace() && c != ':';
    let digits = text.chars().enumerate().filter(is_digit);
    if let Some((index, c)) = digits.clone().find(|(_, c)| !c.is_ascii_hexdigit()) {
        return Err(anyhow!("character {} is no hex digit: {c:?}", index + 1));
    }
    let digits: String = digits.map(|(_, c)| c).collect();
    let odd = |_| anyhow!("the number of hex digits is odd: {}", digits.len());
    let octets = hex::decode(&digits).map_err(odd)?;
    if octets.len() > MAX_MESSAGE {
        bail!("a message has at most {MAX_MESSAGE} octets, this one {}", octets.len());
    }
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn items(text: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let mut items = Vec::new();
        read("file", text.as_bytes(), &mut |_| (), &mut |event| {
            if let Event::Message(item) = event {
                items.push((item.id.to_string(), item.octets));
            }
            ControlFlow::Continue(())
        })?;
        Ok(items)
    }

    #[test]
    fn comments_and_blank_lines_hold_no_message() {
        let got =
            items("# none\n\n00:0a 0B # one\r\n{\"id\": \"a\", \"wire\": \"ff\"}\n0102").unwrap();
        let want = [("file:3", vec![0, 10, 11]), ("a", vec![255]), ("file:5", vec![1, 2])];
        assert_eq!(got, want.map(|(id, octets)| (id.to_owned(), octets)));
    }

    #[test]
    fn multicast_dns_is_named_by_via() {
        let is_multicast = |line| message(line, "").unwrap().unwrap().is_multicast;
        assert!(is_multicast(r#"{"wire": "00", "via": "mdns"}"#));
        assert!(!is_multicast(r#"{"wire": "00", "via": "udp"}"#));
    }

    #[test]
    fn a_bad_line_is_named() {
        let message = |text| format!("{:#}", items(text).unwrap_err());
        assert_eq!(message("00\n0g"), "file:2: character 2 is no hex digit: 'g'");
        assert_eq!(message("012"), "file:1: the number of hex digits is odd: 3");
        assert_eq!(message("{\"id\": \"a\"}"), "file:1: there is no `wire`");
        assert!(message("{").starts_with("file:1: the line is no JSON object"));
    }

    #[test]
    fn a_header_is_not_text() {
        assert!(is_text("# \u{e9}\n 00".as_bytes()) && is_text(b"\xc3"));
        assert!(!is_text(b"AB\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"));
    }
}
