//! Writing presentation format: a small buffer before any `fmt::Write`, so that the formatting
//! machinery is called once for many fields.

use core::fmt::{self, Write};

/// How many octets are gathered before they are written.
const ROOM: usize = 512;

/// Gathers ASCII text and hands it on in large pieces; an error shows up in [`Text::finish`].
pub struct Text<'w> {
    out: &'w mut dyn Write,
    room: [u8; ROOM],
    len: usize,
    result: fmt::Result,
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Shows a value through a [`Text`] of its own.
pub(crate) fn show(f: &mut fmt::Formatter<'_>, shown: impl FnOnce(&mut Text<'_>)) -> fmt::Result {
    let mut text = Text::new(f);
    shown(&mut text);
    text.finish()
}

impl<'w> Text<'w> {
    #[inline]
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        Text { out, room: [0; ROOM], len: 0, result: Ok(()) }
    }

    /// Writes what is left; tells whether everything could be written.
    pub(crate) fn finish(mut self) -> fmt::Result {
        self.flush();
        self.result
    }

    fn flush(&mut self) {
        let filled = self.room.get(..self.len).unwrap_or_default();
        let text = core::str::from_utf8(filled).unwrap_or_default();
        if self.result.is_ok() {
            self.result = self.out.write_str(text);
        }
        self.len = 0;
    }

    /// Appends one ASCII octet.
    #[inline]
    pub(crate) fn push(&mut self, octet: u8) {
        if self.len >= ROOM {
            self.flush();
        }
        if let Some(place) = self.room.get_mut(self.len) {
            *place = octet;
            self.len += 1;
        }
    }

    /// Appends ASCII text.
    #[inline]
    pub(crate) fn ascii(&mut self, text: &str) {
        self.run(text.as_bytes());
    }

    /// Appends octets that are known to be ASCII.
    #[inline]
    pub(crate) fn run(&mut self, octets: &[u8]) {
        for piece in octets.chunks(ROOM) {
            if self.len + piece.len() > ROOM {
                self.flush();
            }
            let end = self.len + piece.len();
            if let Some(place) = self.room.get_mut(self.len..end) {
                place.copy_from_slice(piece);
                self.len = end;
            }
        }
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        self.push(b' ');
    }

    /// Appends a number in decimal.
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut left = number.into();
        loop {
            at = at.saturating_sub(1);
            if let Some(digit) = digits.get_mut(at) {
                *digit = ascii_digit(left % 10);
            }
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.run(digits.get(at..).unwrap_or_default());
    }

    /// Appends a number in decimal, with zeros before it up to `width` digits; at most 20.
    pub(crate) fn padded(&mut self, number: impl Into<u64>, width: usize) {
        let number = number.into();
        let mut bound = 10_u64;
        for _ in 1..width {
            if number < bound {
                self.zeros(width, number);
                break;
            }
            bound = bound.saturating_mul(10);
        }
        self.number(number);
    }

    fn zeros(&mut self, width: usize, number: u64) {
        let digits = usize::try_from(number.checked_ilog10().unwrap_or(0)).unwrap_or(0) + 1;
        for _ in digits..width {
            self.push(b'0');
        }
    }

    /// Appends octets in hexadecimal, upper case.
    pub(crate) fn hex(&mut self, octets: &[u8]) {
        self.encoded(octets, &data_encoding::HEXUPPER, ROOM / 2);
    }

    /// Appends octets in base64 ([RFC 4648 section 4]).
    ///
    /// [RFC 4648 section 4]: https://www.rfc-editor.org/rfc/rfc4648#section-4
    pub(crate) fn base64(&mut self, octets: &[u8]) {
        self.encoded(octets, &data_encoding::BASE64, ROOM / 4 * 3);
    }

    /// Appends octets in base32 with the extended hex alphabet, without padding ([RFC 4648
    /// section 7]).
    ///
    /// [RFC 4648 section 7]: https://www.rfc-editor.org/rfc/rfc4648#section-7
    pub(crate) fn base32hex(&mut self, octets: &[u8]) {
        self.encoded(octets, &data_encoding::BASE32HEX_NOPAD, ROOM / 8 * 5);
    }

    /// Encodes pieces of `step` octets, each of which fills at most the whole room.
    fn encoded(&mut self, octets: &[u8], encoding: &data_encoding::Encoding, step: usize) {
        for piece in octets.chunks(step.max(1)) {
            let len = encoding.encode_len(piece.len());
            if self.len + len > ROOM {
                self.flush();
            }
            let end = self.len + len;
            if let Some(place) = self.room.get_mut(self.len..end) {
                encoding.encode_mut(piece, place);
                self.len = end;
            }
        }
    }

    /// Appends octets, those that `plain` refuses as `\X` or `\DDD` ([RFC 1035 section 5.1]).
    ///
    /// [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
    pub(crate) fn escaped(&mut self, octets: &[u8], plain: fn(u8) -> bool) {
        let mut left = octets;
        while let Some(stop) = left.iter().position(|octet| !plain(*octet)) {
            let (run, from) = left.split_at_checked(stop).unwrap_or((left, &[]));
            self.run(run);
            let Some((octet, rest)) = from.split_first() else { return };
            self.escape(*octet);
            left = rest;
        }
        self.run(left);
    }

    fn escape(&mut self, octet: u8) {
        self.push(b'\\');
        match octet {
            0x21..=0x7E => self.push(octet),
            _ => self.padded(octet, 3),
        }
    }

    /// Appends a quoted `<character-string>`.
    pub(crate) fn quoted(&mut self, octets: &[u8]) {
        self.push(b'"');
        self.escaped(octets, plain_in_quotes);
        self.push(b'"');
    }

    /// Appends what something else displays.
    pub(crate) fn display(&mut self, value: impl fmt::Display) {
        if self.write_fmt(format_args!("{value}")).is_err() {
            self.result = Err(fmt::Error);
        }
    }
}

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.is_ascii() {
            self.ascii(text);
            return Ok(());
        }
        self.flush();
        self.out.write_str(text)
    }
}

#[inline]
fn ascii_digit(digit: u64) -> u8 {
    b"0123456789".get(usize::try_from(digit).unwrap_or(0)).copied().unwrap_or(b'0')
}

/// What stands for itself between quotes.
pub(crate) fn plain_in_quotes(octet: u8) -> bool {
    matches!(octet, 0x20..=0x7E) && octet != b'"' && octet != b'\\'
}

/// What stands for itself in a label of a name.
pub(crate) fn plain_in_name(octet: u8) -> bool {
    matches!(octet, 0x21..=0x7E)
        && !matches!(octet, b'"' | b'(' | b')' | b'.' | b';' | b'\\' | b'@' | b'$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shown: impl FnOnce(&mut Text<'_>)) -> String {
        let mut out = String::new();
        let mut text = Text::new(&mut out);
        shown(&mut text);
        text.finish().unwrap();
        out
    }

    #[test]
    fn pieces_larger_than_the_room_come_out_whole() {
        let octets: Vec<u8> = (0..=255).cycle().take(5000).collect();
        assert_eq!(text(|t| t.hex(&octets)), data_encoding::HEXUPPER.encode(&octets));
        assert_eq!(text(|t| t.base64(&octets)), data_encoding::BASE64.encode(&octets));
        let base32 = data_encoding::BASE32HEX_NOPAD.encode(&octets);
        assert_eq!(text(|t| t.base32hex(&octets)), base32);
        assert_eq!(text(|t| t.run(&[b'a'; 5000])), "a".repeat(5000));
    }

    #[test]
    fn numbers_have_their_digits() {
        for number in [0, 9, 10, 99, 100, 12345, u64::MAX] {
            assert_eq!(text(|t| t.number(number)), number.to_string());
            assert_eq!(text(|t| t.padded(number, 3)), format!("{number:03}"));
        }
    }

    #[test]
    fn escapes_keep_every_octet() {
        assert_eq!(text(|t| t.quoted(b"a\"b\\c\x00\xff ;")), r#""a\"b\\c\000\255 ;""#);
        assert_eq!(text(|t| t.escaped(b"a.b @", plain_in_name)), r"a\.b\032\@");
    }
}
