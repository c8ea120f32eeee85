//! JSON, written straight into a buffer.

use std::fmt::{self, Display, Write};

use data_encoding::HEXLOWER;

/// Writes JSON values one after the other and puts the commas between them.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// Forgets what was written.
    pub(super) fn clear(&mut self) {
        self.out.clear();
    }

    /// The text so far.
    pub(super) fn as_octets(&self) -> &[u8] {
        self.out.as_bytes()
    }

    /// An object, to which `fill` adds keys and values.
    pub(super) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('{');
        fill(self);
        self.out.push('}');
    }

    /// An array, to which `fill` adds values.
    pub(super) fn array(&mut self, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('[');
        fill(self);
        self.out.push(']');
    }

    /// A key without characters that need an escape; its value comes next.
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.comma();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self
    }

    /// A number or a boolean, as it displays.
    pub(super) fn plain(&mut self, value: impl Display) {
        self.comma();
        // Writing to a string does not fail.
        let _ = write!(self.out, "{value}");
    }

    /// `null`.
    pub(super) fn null(&mut self) {
        self.plain("null");
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
        self.out.push('"');
        let mut escaping = Escaping { out: &mut self.out, has_escaped: false };
        // Writing to a string does not fail.
        let _ = write!(escaping, "{value}");
        let has_escaped = escaping.has_escaped;
        self.out.push('"');
        has_escaped
    }

    /// A string of octets in hex.
    pub(super) fn hex(&mut self, octets: &[u8]) {
        self.comma();
        self.out.push('"');
        HEXLOWER.encode_append(octets, &mut self.out);
        self.out.push('"');
    }

    /// A comma, unless nothing is before this value.
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
}

/// Writes the inside of a string.
struct Escaping<'o> {
    out: &'o mut String,
    has_escaped: bool,
}

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.bytes().all(is_plain) {
            self.out.push_str(text);
            return Ok(());
        }
        for piece in text.split_inclusive(needs_escape) {
            match piece.strip_suffix(needs_escape) {
                Some(before) => {
                    self.out.push_str(before);
                    piece.chars().next_back().map_or(Ok(()), |c| self.escape(c))?;
                }
                None => self.out.push_str(piece),
            }
        }
        Ok(())
    }
}

impl Escaping<'_> {
    fn escape(&mut self, c: char) -> fmt::Result {
        self.has_escaped = true;
        match c {
            '"' | '\\' => write!(self.out, "\\{c}"),
            _ => write!(self.out, "\\u{:04x}", u32::from(c)),
        }
    }
}

/// Almost all text is of such octets, and they are told much faster than characters.
fn is_plain(octet: u8) -> bool {
    matches!(octet, b' '..=b'~') && !matches!(octet, b'"' | b'\\')
}

fn needs_escape(c: char) -> bool {
    matches!(c, '"' | '\\') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_values() {
        let mut writer = Writer::default();
        writer.object(|o| {
            o.key("a").array(|a| {
                a.plain(1);
                a.object(|_| ());
                a.array(|_| ());
            });
            o.key("b").hex(&[0, 0xAB]);
            o.key("c").option(None, |o, number: u8| o.plain(number));
        });
        assert_eq!(writer.out, r#"{"a":[1,{},[]],"b":"00ab","c":null}"#);
    }

    #[test]
    fn text_is_escaped() {
        let text = "a\"\\\\\n\u{7f}\u{e9}";
        let mut writer = Writer::default();
        assert!(writer.text(text));
        assert_eq!(serde_json::from_str::<String>(&writer.out).unwrap(), text);
        assert!(!Writer::default().text("plain \u{e9}"));
    }
}
