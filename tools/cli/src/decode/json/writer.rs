//! JSON, written straight into a buffer.

use std::fmt::{self, Display, Write as _};

use data_encoding::HEXLOWER;

use crate::decode::plain;

/// Writes JSON values one after the other and puts the commas between them.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    /// True if a comma comes before the next key or value.
    has_value: bool,
}

impl Writer {
    /// Forgets what was written.
    pub(super) fn clear(&mut self) {
        self.out.clear();
        self.has_value = false;
    }

    /// The text so far.
    pub(super) fn as_octets(&self) -> &[u8] {
        &self.out
    }

    /// An object, to which `fill` adds keys and values.
    pub(super) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.held(*b"{}", fill);
    }

    /// An array, to which `fill` adds values.
    pub(super) fn array(&mut self, fill: impl FnOnce(&mut Self)) {
        self.held(*b"[]", fill);
    }

    #[inline]
    fn held(&mut self, [start, end]: [u8; 2], fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push(start);
        self.has_value = false;
        fill(self);
        self.out.push(end);
        self.has_value = true;
    }

    /// A key without characters that need an escape; its value comes next.
    ///
    /// Where the key is known to the compiler, copying it takes a few instructions.
    #[inline(always)]
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.out.reserve(key.len() + 4);
        if self.has_value {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.has_value = false;
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: impl Into<u64>) {
        self.value(|out| plain::number(number, out));
    }

    /// A length or a position.
    pub(super) fn size(&mut self, size: usize) {
        self.value(|out| plain::size(size, out));
    }

    /// True or false.
    pub(super) fn flag(&mut self, flag: bool) {
        let text: &[u8] = if flag { b"true" } else { b"false" };
        self.value(|out| out.extend_from_slice(text));
    }

    /// `null`.
    pub(super) fn null(&mut self) {
        self.value(|out| out.extend_from_slice(b"null"));
    }

    /// A value, or `null`.
    pub(super) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }

    /// A string of what `value` displays; returns whether something in it was escaped.
    pub(super) fn text(&mut self, value: impl Display) -> bool {
        self.comma();
        self.out.push(b'"');
        let mut escaping = Escaping { out: &mut self.out, has_escaped: false };
        // Writing to a vector does not fail.
        let _ = write!(escaping, "{value}");
        let has_escaped = escaping.has_escaped;
        self.out.push(b'"');
        has_escaped
    }

    /// A string; returns whether something in it was escaped.
    pub(super) fn string(&mut self, text: &str) -> bool {
        self.comma();
        self.out.push(b'"');
        let mut escaping = Escaping { out: &mut self.out, has_escaped: false };
        let _ = escaping.write_str(text);
        let has_escaped = escaping.has_escaped;
        self.out.push(b'"');
        has_escaped
    }

    /// A string from the source of a program, in which nothing needs an escape.
    pub(super) fn literal(&mut self, text: &'static str) {
        debug_assert!(text.bytes().all(is_plain), "{text}");
        self.quoted(|out| out.extend_from_slice(text.as_bytes()));
    }

    /// A mnemonic, or what `value` displays if it has none.
    pub(super) fn mnemonic(&mut self, mnemonic: Option<&'static str>, value: impl Display) {
        match mnemonic {
            Some(mnemonic) => self.literal(mnemonic),
            None => {
                self.text(value);
            }
        }
    }

    /// A string of what `write` appends, nothing of which needs an escape.
    pub(super) fn quoted(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.value(|out| {
            out.push(b'"');
            write(out);
            out.push(b'"');
        });
    }

    /// A string of octets in hex.
    pub(super) fn hex(&mut self, octets: &[u8]) {
        self.quoted(|out| {
            let start = out.len();
            out.resize(start + 2 * octets.len(), 0);
            HEXLOWER.encode_mut(octets, out.get_mut(start..).unwrap_or_default());
        });
    }

    fn value(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.comma();
        write(&mut self.out);
    }

    /// A comma, unless nothing is before this value.
    fn comma(&mut self) {
        if self.has_value {
            self.out.push(b',');
        }
        self.has_value = true;
    }
}

/// Writes the inside of a string.
struct Escaping<'o> {
    out: &'o mut Vec<u8>,
    has_escaped: bool,
}

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // In UTF-8 the octets of longer characters are none of those that need an escape, but for
        // those of U+0080 to U+009F, control characters too. Without a branch for each octet, many are
        // tested at once.
        if text.bytes().fold(true, |is_all_plain, octet| is_all_plain & is_plain(octet)) {
            self.out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        text.chars().for_each(|c| self.add(c));
        Ok(())
    }
}

impl Escaping<'_> {
    fn add(&mut self, c: char) {
        let needs_escape = matches!(c, '"' | '\\') || c.is_control();
        self.has_escaped |= needs_escape;
        match c {
            '"' => self.out.extend_from_slice(b"\\\""),
            '\\' => self.out.extend_from_slice(b"\\\\"),
            _ if needs_escape => {
                let [_, _, high, low] = u32::from(c).to_be_bytes();
                self.out.extend_from_slice(b"\\u");
                self.out.extend_from_slice(HEXLOWER.encode(&[high, low]).as_bytes());
            }
            _ => self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Almost all text is of such octets, and they are told much faster than characters.
fn is_plain(octet: u8) -> bool {
    matches!(octet, b' '..=b'~') && !matches!(octet, b'"' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_between_values() {
        let mut writer = Writer::default();
        writer.object(|o| {
            o.key("a").array(|a| {
                a.number(1_u8);
                a.object(|_| ());
                a.array(|_| ());
            });
            o.key("b").hex(&[0, 0xAB]);
            o.key("c").option(None, |o, number: u8| o.number(number));
            o.key("d").mnemonic(Some("MX"), 15);
            o.key("e").mnemonic(None, 15);
            o.key("f").flag(true);
        });
        let want = r#"{"a":[1,{},[]],"b":"00ab","c":null,"d":"MX","e":"15","f":true}"#;
        assert_eq!(writer.out, want.as_bytes());
    }

    #[test]
    fn text_is_escaped() {
        let text = "a\"\\\\\n\u{7f}\u{85}\u{e9}";
        let mut writer = Writer::default();
        assert!(writer.text(text));
        assert_eq!(serde_json::from_slice::<String>(&writer.out).unwrap(), text);
        assert!(!Writer::default().text("plain \u{e9}"));
    }
}
