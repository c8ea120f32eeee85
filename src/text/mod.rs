//! Writing presentation format: a small buffer before any `fmt::Write`, so that the formatting
//! machinery is called once for many fields.

mod encode;
mod escape;
mod pad;

use core::fmt::{self, Write};

pub(crate) use escape::Unescaped;

/// The number of octets that are gathered before they are written.
const ROOM: usize = 256;

/// Text is tested in blocks of this number of octets, so that most records need as many blocks as the
/// one before.
const TESTED: usize = 64;

/// The octets that are gathered; at an even address, where they are tested fastest.
#[repr(align(16))]
struct Room([u8; ROOM]);

/// The least number of more than 8 digits.
const DIGITS_8: u32 = 100_000_000;

/// Gathers ASCII text and writes it in large pieces; [`Text::finish`] returns errors.
pub(crate) struct Text<'w> {
    out: &'w mut dyn Write,
    room: Room,
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
        Text { out, room: Room([0; ROOM]), len: 0, result: Ok(()) }
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
        // Whole blocks are tested faster, so zeros fill the last one.
        let mut end = self.len;
        if let Some(after) = self.room.0.get_mut(end..).and_then(<[u8]>::first_chunk_mut::<TESTED>)
        {
            *after = [0; TESTED];
            end = end.wrapping_add(TESTED - 1) & !(TESTED - 1);
        }
        let filled = self.room.0.get(..end).unwrap_or_default();
        let text = core::str::from_utf8(filled).unwrap_or_default();
        if self.result.is_ok() {
            self.result = self.out.write_str(text.get(..self.len).unwrap_or_default());
        }
        self.len = 0;
    }

    /// The next `N` octets of the room.
    #[inline]
    fn place<const N: usize>(&mut self) -> Option<&mut [u8; N]> {
        let mut at = self.len;
        if at > ROOM - N {
            self.flush();
            at = 0;
        }
        self.room.0.get_mut(at..).and_then(<[u8]>::first_chunk_mut)
    }

    /// Appends the first `len` octets of a block, which are ASCII.
    #[inline]
    fn block<const N: usize>(&mut self, block: [u8; N], len: usize) {
        if let Some(place) = self.place() {
            *place = block;
            self.len = self.len.wrapping_add(len);
        }
    }

    /// Appends one ASCII octet.
    #[inline]
    pub(crate) fn push(&mut self, octet: u8) {
        self.block([octet], 1);
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
        if let Some(place) = self.room.0.get_mut(self.len..end) {
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
            let left = self.room.0.get_mut(self.len..).unwrap_or_default();
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
        if self.len == len && self.room.0.get(len.wrapping_sub(1)) == Some(&b' ') {
            self.len -= 1;
        }
    }

    /// Appends an octet in decimal.
    #[inline]
    pub(crate) fn octet(&mut self, octet: u8) {
        static TEXTS: [[u8; 4]; 256] = octets();
        let text = TEXTS.get(usize::from(octet)).copied().unwrap_or_default();
        self.block(text, 1 + usize::from(octet > 9) + usize::from(octet > 99));
    }

    /// Appends a number in decimal.
    #[inline]
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        self.decimal(number.into());
    }

    fn decimal(&mut self, number: u64) {
        if let Ok(number @ ..DIGITS_8) = u32::try_from(number) {
            return self.digits(number, 1);
        }
        let low = u32::try_from(number % u64::from(DIGITS_8)).unwrap_or(0);
        self.decimal(number / u64::from(DIGITS_8));
        self.digits(low, 8);
    }

    /// Appends a number of up to 8 digits in decimal, with zeros before it up to `width` digits.
    #[inline]
    pub(crate) fn padded(&mut self, number: u32, width: u32) {
        self.digits(number.min(DIGITS_8 - 1), width);
    }

    fn digits(&mut self, number: u32, width: u32) {
        // Splits the number in halves until each octet has one digit, the first in the lowest octet.
        let number = u64::from(number);
        let fours = (number / 10_000) | (number % 10_000) << 32;
        let hundreds = (fours.wrapping_mul(10_486) >> 20) & 0x0000_007F_0000_007F;
        let twos = hundreds | fours.wrapping_sub(hundreds.wrapping_mul(100)) << 16;
        let tens = (twos.wrapping_mul(103) >> 10) & 0x000F_000F_000F_000F;
        let digits = tens | twos.wrapping_sub(tens.wrapping_mul(10)) << 8;
        let zeros = (digits.trailing_zeros() / 8).min(8_u32.saturating_sub(width.max(1)));
        let text = (digits | 0x3030_3030_3030_3030).wrapping_shr(zeros.wrapping_mul(8));
        let [.., zeros] = zeros.to_be_bytes();
        self.block(text.to_le_bytes(), 8_usize.saturating_sub(zeros.into()));
    }

    /// Appends the `Display` text of a value.
    pub(crate) fn display(&mut self, value: impl fmt::Display) {
        if self.has_failed() {
            return;
        }
        if self.write_fmt(format_args!("{value}")).is_err() {
            self.result = Err(fmt::Error);
        }
    }
}

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.result?; // what goes nowhere is not made
        if text.is_ascii() {
            self.ascii(text);
            return self.result;
        }
        self.flush();
        self.result?;
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

/// Every octet in decimal.
const fn octets() -> [[u8; 4]; 256] {
    let mut texts = [[0; 4]; 256];
    let (mut left, mut octet): (&mut [_], u8) = (&mut texts, 0);
    while let [text, rest @ ..] = left {
        let [a, b, c] = [b'0' + octet / 100, b'0' + octet / 10 % 10, b'0' + octet % 10];
        *text = match octet {
            0..10 => [c, 0, 0, 0],
            10..100 => [b, c, 0, 0],
            _ => [a, b, c, 0],
        };
        (left, octet) = (rest, octet.wrapping_add(1));
    }
    texts
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
        for number in [0, 9, 10, 99, 100, 12345, 99_999_999, 100_000_000, 300_000_001, u64::MAX] {
            assert_eq!(text(|t| t.number(number)), number.to_string());
        }
        for number in (0..100_000_000).step_by(9_973) {
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
