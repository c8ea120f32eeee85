//! Writing presentation format: a small buffer before any `fmt::Write`, so that the formatting
//! machinery is called once for many fields.

mod encode;
mod escape;
mod pad;

use core::fmt::{self, Write};

pub(crate) use escape::Unescaped;

/// The number of octets that are gathered before they are written.
const ROOM: usize = 512;

/// Gathers ASCII text and writes it in large pieces; [`Text::finish`] returns errors.
pub(crate) struct Text<'w> {
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

/// Shows a value through a [`Text`] of its own, with the width and precision of the formatter.
#[inline]
pub(crate) fn show(f: &mut fmt::Formatter<'_>, shown: impl Fn(&mut Text<'_>)) -> fmt::Result {
    show_any(f, &shown)
}

/// Not generic, so that it is compiled once for all that is shown.
fn show_any(f: &mut fmt::Formatter<'_>, shown: &dyn Fn(&mut Text<'_>)) -> fmt::Result {
    if f.width().is_some() || f.precision().is_some() {
        return pad::padded(f, shown);
    }
    let mut text = Text::new(f);
    shown(&mut text);
    text.finish()
}

impl<'w> Text<'w> {
    #[inline]
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        Text { out, room: [0; ROOM], len: 0, result: Ok(()) }
    }

    /// Writes the rest of the text; fails if any part could not be written.
    pub(crate) fn finish(mut self) -> fmt::Result {
        self.flush();
        self.result
    }

    /// Returns `true` if the writer failed: the text that is appended from now on goes nowhere.
    #[inline]
    pub(crate) fn has_failed(&self) -> bool {
        self.result.is_err()
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
        self.push_ascii(text.as_bytes());
    }

    /// Appends octets that are known to be ASCII.
    #[inline]
    pub(crate) fn push_ascii(&mut self, octets: &[u8]) {
        if octets.len() > ROOM - self.len.min(ROOM) {
            return self.push_long(octets);
        }
        let end = self.len.wrapping_add(octets.len());
        if let Some(place) = self.room.get_mut(self.len..end) {
            copy(octets, place);
            self.len = end;
        }
    }

    #[cold]
    fn push_long(&mut self, octets: &[u8]) {
        for piece in octets.chunks(ROOM) {
            if self.len.saturating_add(piece.len()) > ROOM {
                self.flush();
            }
            let left = self.room.get_mut(self.len..).unwrap_or_default();
            if let Some((place, _)) = left.split_at_mut_checked(piece.len()) {
                place.copy_from_slice(piece);
                self.len = self.len.saturating_add(piece.len());
            }
        }
    }

    #[inline]
    pub(crate) fn space(&mut self) {
        self.push(b' ');
    }

    /// Appends a blank and the text that `shown` appends; nothing when that is empty.
    #[inline]
    pub(crate) fn spaced(&mut self, shown: impl FnOnce(&mut Self)) {
        self.space();
        let len = self.len;
        shown(self);
        // No value ends with a blank.
        if self.len == len && self.room.get(len.wrapping_sub(1)) == Some(&b' ') {
            self.len -= 1;
        }
    }

    /// Appends a number in decimal.
    #[inline]
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        self.decimal(number.into());
    }

    fn decimal(&mut self, number: u64) {
        if number < 10 {
            let [_, digit] = *pair(number);
            return self.push(digit);
        }
        if number < 100 {
            return self.push_ascii(pair(number));
        }
        let mut digits = [0; 20];
        let mut left = number;
        let mut len = 0;
        // Two digits at a time, from the right.
        for place in digits.as_chunks_mut::<2>().0.iter_mut().rev() {
            *place = *pair(left % 100);
            len += 2;
            left /= 100;
            if left == 0 {
                break;
            }
        }
        let at = digits.len().saturating_sub(len);
        let at = if digits.get(at) == Some(&b'0') && len > 1 { at + 1 } else { at };
        self.push_ascii(digits.get(at..).unwrap_or_default());
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

    /// Appends the `Display` text of a value.
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

/// Copies octets to a place of the same length; short ones by a few moves.
#[inline]
fn copy(octets: &[u8], place: &mut [u8]) {
    match octets.len() {
        0..4 => {
            for (place, octet) in place.iter_mut().zip(octets) {
                *place = *octet;
            }
        }
        4..8 => copy_ends::<4>(octets, place),
        8..16 => copy_ends::<8>(octets, place),
        16..32 => copy_ends::<16>(octets, place),
        _ => place.copy_from_slice(octets),
    }
}

/// Copies the first and the last `N` octets, which overlap.
#[inline]
fn copy_ends<const N: usize>(octets: &[u8], place: &mut [u8]) {
    if let (Some(from), Some(to)) = (octets.first_chunk::<N>(), place.first_chunk_mut::<N>()) {
        *to = *from;
    }
    if let (Some(from), Some(to)) = (octets.last_chunk::<N>(), place.last_chunk_mut::<N>()) {
        *to = *from;
    }
}

/// The two digits of a number below 100.
#[inline]
#[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
fn pair(number: u64) -> &'static [u8; 2] {
    const PAIRS: [[u8; 2]; 100] = {
        let mut pairs = [[b'0'; 2]; 100];
        let (mut tens, mut at) = (0, 0);
        while tens < 10 {
            let mut units = 0;
            while units < 10 {
                pairs[at] = [b'0' + tens, b'0' + units];
                at += 1;
                units += 1;
            }
            tens += 1;
        }
        pairs
    };
    usize::try_from(number).ok().and_then(|number| PAIRS.get(number)).unwrap_or(&PAIRS[0])
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
        assert_digits(&octets);
        assert_eq!(text(|t| t.push_ascii(&[b'a'; 5000])), "a".repeat(5000));
    }

    /// Compares the digits with those of a crate that encodes.
    fn assert_digits(octets: &[u8]) {
        assert_eq!(text(|t| t.hex(octets)), data_encoding::HEXUPPER.encode(octets));
        assert_eq!(text(|t| t.base64(octets)), data_encoding::BASE64.encode(octets));
        let base32 = data_encoding::BASE32HEX_NOPAD.encode(octets);
        assert_eq!(text(|t| t.base32hex(octets)), base32);
    }

    #[test]
    fn octets_of_any_number_are_encoded() {
        let octets: Vec<u8> =
            (0..1100_u16).map(|at| at.wrapping_mul(0x9E37).to_be_bytes()[0]).collect();
        (0..octets.len()).for_each(|len| assert_digits(&octets[..len]));
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
        assert_eq!(text(|t| t.escaped(b"a.b @", Unescaped::IN_NAME)), r"a\.b\032\@");
    }
}
