//! One message in a line: hex, Base64, an URL, a JSON object.

use anyhow::{Context, anyhow, bail};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};
use dnswire::Profile;
use serde_json::Value;

use crate::file::MAX_MESSAGE;
use crate::{Item, Place, look};

/// The form of octets in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Hex,
    Base64,
}

impl Code {
    /// The octets in a line, and how it holds them; `None` if it is blank.
    ///
    /// Hex comes first. Other text must be Base64 of something like a message, or an URL with one.
    pub(super) fn of(line: &str) -> anyhow::Result<Option<(Self, Vec<u8>)>> {
        let error = match hex(line) {
            Ok(octets) if octets.is_empty() => return Ok(None),
            Ok(octets) => return Ok(Some((Self::Hex, at_most_a_message(octets)?))),
            Err(error) => error,
        };
        let octets = base64(line.trim()).filter(|octets| look::may_be_message(octets));
        match octets.filter(|octets| octets.len() >= 12).or_else(|| in_url(line)) {
            Some(octets) => Ok(Some((Self::Base64, at_most_a_message(octets)?))),
            None => Err(error),
        }
    }

    /// The octets of a further line of the same message.
    pub(super) fn continued(self, line: &str) -> Option<Vec<u8>> {
        match self {
            Self::Hex => hex(line).ok(),
            Self::Base64 => base64(line.trim()),
        }
    }

    /// The widths of lines that programs write.
    pub(super) fn usual_widths(self) -> &'static [usize] {
        match self {
            Self::Hex => &[60],
            Self::Base64 => &[64, 76],
        }
    }
}

fn at_most_a_message(octets: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    if octets.len() > MAX_MESSAGE {
        bail!("a message has at most {MAX_MESSAGE} octets, this one {}", octets.len());
    }
    Ok(octets)
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
    hex::decode(&digits).map_err(odd)
}

/// Octets in Base64 of either alphabet, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD]
        .iter()
        .find_map(|encoding| encoding.decode(text.as_bytes()).ok())
}

/// The octets of the variable `dns` in an URL ([RFC 8484 section 4.1]).
///
/// [RFC 8484 section 4.1]: https://www.rfc-editor.org/rfc/rfc8484#section-4.1
pub(in crate::file) fn in_url(line: &str) -> Option<Vec<u8>> {
    let (before, value) = line.split_once("dns=")?;
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=');
    let end = value.find(|c| !is_code(c)).unwrap_or(value.len());
    let (value, _) = value.split_at(end);
    before.ends_with(['?', '&']).then(|| base64(value))?
}

/// `id`, `wire` and `via` of a JSON object; without an `id`, its place.
pub(super) fn object(line: &str, place: &str) -> anyhow::Result<Item> {
    let object: Value = serde_json::from_str(line).context("the line is no JSON object")?;
    let id = match object.get("id") {
        None => place,
        Some(id) => id.as_str().context("`id` is no string")?,
    };
    let wire = object.get("wire").context("there is no `wire`")?;
    let wire = wire.as_str().context("`wire` is no string")?;
    let octets = hex(wire).and_then(at_most_a_message).context("wire")?;
    let profile = match object.get("via").and_then(Value::as_str) {
        Some("mdns") => Profile::MulticastDns,
        Some("llmnr") => Profile::Llmnr,
        _ => Profile::Unicast,
    };
    Ok(Item { profile, ..Item::new(Place::Named(id.to_owned()), octets) })
}
