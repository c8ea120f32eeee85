//! Octets as text.

use core::mem;

use super::super::kind::Text as OctetsText;
use crate::text::{Text, Unescaped};

/// Appends octets in a form.
pub(super) fn show_as(form: OctetsText, octets: &[u8], text: &mut Text<'_>) {
    match (form, octets) {
        (OctetsText::HexOrDash | OctetsText::Base64OrDash | OctetsText::Bare, []) => {
            text.push(b'-');
        }
        (OctetsText::Hex | OctetsText::HexOrDash, _) => text.hex(octets),
        (OctetsText::LowerHex, _) => text.hex_lower(octets),
        (OctetsText::PrefixedHex, _) => {
            text.ascii("0x");
            text.hex(octets);
        }
        (OctetsText::Base64 | OctetsText::Base64OrDash, _) => text.base64(octets),
        (OctetsText::SizedBase64, _) => {
            show_len(octets.len(), text);
            if !octets.is_empty() {
                text.space();
                text.base64(octets);
            }
        }
        (OctetsText::Base32hex, _) => text.base32hex(octets),
        (OctetsText::Quoted | OctetsText::QuotedOrNothing, _) => text.quoted(octets),
        (OctetsText::Bare, _) => text.escaped(octets, Unescaped::BARE),
        (OctetsText::Generic, _) => generic(&[octets], text),
        (OctetsText::Dump, _) => dump(octets, text),
    }
}

pub(super) fn show_len(len: usize, text: &mut Text<'_>) {
    text.number(u64::try_from(len).unwrap_or(u64::MAX));
}

/// Appends octets in the form for any RDATA ([RFC 3597 section 5]): `\# LENGTH HEX`.
///
/// [RFC 3597 section 5]: https://www.rfc-editor.org/rfc/rfc3597#section-5
pub(crate) fn generic(parts: &[&[u8]], text: &mut Text<'_>) {
    let len = parts.iter().fold(0, |len, part| part.len().saturating_add(len));
    text.ascii("\\# ");
    show_len(len, text);
    if len > 0 {
        text.space();
    }
    for part in parts {
        text.hex(part);
    }
}

/// Appends octets in hexadecimal, then as characters, as `dig` shows an NSID.
fn dump(octets: &[u8], text: &mut Text<'_>) {
    for octet in octets {
        text.hex_lower(&[*octet]);
        text.space();
    }
    text.ascii("(\"");
    for octet in octets {
        text.push(if Unescaped::IN_QUOTES.has(*octet) { *octet } else { b'.' });
    }
    text.ascii("\")");
}

pub(super) fn hyphened(octets: &[u8], text: &mut Text<'_>) {
    let mut is_first = true;
    for octet in octets {
        if !mem::replace(&mut is_first, false) {
            text.push(b'-');
        }
        text.hex_lower(&[*octet]);
    }
}
