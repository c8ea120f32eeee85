//! DNS over HTTPS as plain text: the requests and responses of HTTP/1.1.

use std::io::{BufRead, Read};

use anyhow::{Context, bail};

use super::MAX_MESSAGE;
use super::text::{in_url, next_line};
use crate::{Event, Item, Place, Progress, Sink};

/// The media type of a message.
const MEDIA_TYPE: &str = "application/dns-message";

/// The fields of a head that tell what its body is.
#[derive(Debug, Default)]
struct Head {
    first_line: String,
    media_type: Option<String>,
    length: Option<u64>,
    is_chunked: bool,
}

/// Reads one request or response after the other.
///
/// Fails at a body whose end is not known or that is too long.
pub(super) fn read(
    name: &str,
    mut input: impl BufRead,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut done = 0;
    for number in 1_u64.. {
        let place = format!("{name}: message {number}");
        let Some(head) = head(&mut input, &mut done).with_context(|| place.clone())? else { break };
        let octets = match in_url(&head.first_line) {
            Some(octets) => Some(octets),
            None => body(&head, &mut input).with_context(|| place.clone())?,
        };
        done += octets.as_ref().map_or(0, Vec::len);
        progress(u64::try_from(done)?);
        if let Some(octets) = octets {
            let id = Place::Named(format!("{name}:{number}"));
            if sink(Event::Message(Item::new(id, octets))).is_break() {
                break;
            }
        }
    }
    Ok(())
}

/// The next head; `None` at the end of the input.
fn head(input: &mut impl BufRead, done: &mut usize) -> anyhow::Result<Option<Head>> {
    let mut head = Head::default();
    loop {
        let line = next_line(input)?;
        *done += line.len();
        if line.is_empty() {
            return Ok((!head.first_line.is_empty()).then_some(head));
        }
        let line = line.trim_end();
        match line.split_once(':') {
            _ if line.is_empty() && head.first_line.is_empty() => {}
            _ if line.is_empty() => return Ok(Some(head)),
            _ if head.first_line.is_empty() => line.clone_into(&mut head.first_line),
            Some((name, value)) => head.field(&name.to_ascii_lowercase(), value.trim()),
            None => bail!("a line of the head is no field: {line:?}"),
        }
    }
}

impl Head {
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "content-type" => self.media_type = Some(value.to_ascii_lowercase()),
            "content-length" => self.length = value.parse().ok(),
            "transfer-encoding" => self.is_chunked = true,
            _ => {}
        }
    }
}

/// The message in the body; `None` if there is no body.
fn body(head: &Head, input: &mut impl Read) -> anyhow::Result<Option<Vec<u8>>> {
    let is_request = !head.first_line.starts_with("HTTP/");
    if head.is_chunked {
        bail!("the body is in chunks, which is not read");
    }
    let most = u64::try_from(MAX_MESSAGE)? + 1;
    let length = match head.length {
        Some(0) => return Ok(None),
        None if is_request => return Ok(None),
        length => length.unwrap_or(most),
    };
    match &head.media_type {
        Some(media_type) if media_type.starts_with(MEDIA_TYPE) => {}
        media_type => {
            let media_type = media_type.as_deref().unwrap_or("no media type");
            bail!("the body is {media_type}, not {MEDIA_TYPE}");
        }
    }
    let mut octets = Vec::new();
    input.take(length.min(most)).read_to_end(&mut octets)?;
    if octets.len() > MAX_MESSAGE {
        bail!("a message has at most {MAX_MESSAGE} octets");
    }
    Ok(Some(octets))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn bodies(text: &[u8]) -> anyhow::Result<Vec<Vec<u8>>> {
        let mut bodies = Vec::new();
        read("f", text, &mut |_| (), &mut |event| {
            if let Event::Message(item) = event {
                bodies.push(item.octets);
            }
            ControlFlow::Continue(())
        })?;
        Ok(bodies)
    }

    #[test]
    fn messages_are_in_bodies_and_in_the_path() {
        let text = b"GET /dns-query?dns=ABEBAAABAAAAAAAAAAACAAE HTTP/1.1\r\nHost: a\r\n\r\n\
            POST /q HTTP/1.1\r\ncontent-type: application/dns-message\r\ncontent-length: 3\r\n\r\nabc\
            HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\n\r\nrest";
        let got = bodies(text).unwrap();
        assert_eq!(got.len(), 3);
        assert_eq!(got.concat(), b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01abcrest");
    }

    #[test]
    fn other_bodies_are_named() {
        let error = |text: &[u8]| format!("{:#}", bodies(text).unwrap_err());
        let text = b"HTTP/1.1 200 OK\nContent-Type: application/dns-json\n\n{}";
        assert_eq!(
            error(text),
            "f: message 1: the body is application/dns-json, not application/dns-message"
        );
        let text = b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n{}";
        assert_eq!(error(text), "f: message 1: the body is in chunks, which is not read");
    }
}
