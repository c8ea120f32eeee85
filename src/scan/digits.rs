//! Octets as digits: hexadecimal, base64, base32.

use super::error::{Expected, TextErrorKind};
use super::number::hex_digit;
use super::out::Out;
use super::token::{Failure, Token};

/// Reads digits of `BITS` bits, one after the other, into octets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digits {
    form: Form,
    /// Bits that do not fill an octet yet, and their number.
    bits: u64,
    count: u32,
    /// The number of digits, and of padding characters.
    len: usize,
    padding: usize,
}

/// The alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Hex,
    /// Hexadecimal in which dots may be between digits.
    HexWithDots,
    Base64,
    Base32hex,
}

impl Form {
    fn expected(self) -> Expected {
        match self {
            Form::Hex | Form::HexWithDots => Expected::Hex,
            Form::Base64 => Expected::Base64,
            Form::Base32hex => Expected::Base32hex,
        }
    }

    /// The number of bits of a digit.
    fn width(self) -> u32 {
        match self {
            Form::Hex | Form::HexWithDots => 4,
            Form::Base64 => 6,
            Form::Base32hex => 5,
        }
    }

    #[inline]
    fn digit(self, octet: u8) -> Option<u64> {
        match self {
            Form::Hex | Form::HexWithDots => hex_digit(octet),
            Form::Base64 => Some(u64::from(match octet {
                b'A'..=b'Z' => octet - b'A',
                b'a'..=b'z' => octet - b'a' + 26,
                b'0'..=b'9' => octet - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => return None,
            })),
            Form::Base32hex => Some(u64::from(match octet {
                b'0'..=b'9' => octet - b'0',
                b'a'..=b'v' => octet - (b'a' - 10),
                b'A'..=b'V' => octet - (b'A' - 10),
                _ => return None,
            })),
        }
    }
}

/// The number of digits that are read at once: a multiple of every group.
const BLOCK: usize = 64;

/// The values of the digits of a form, by character; 255 for other characters.
#[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "evaluated when compiled")]
const fn values(digits: &[u8]) -> [u8; 256] {
    let (mut values, mut value) = ([255; 256], 0_u8);
    while (value as usize) < digits.len() {
        values[digits[value as usize] as usize] = value;
        value += 1;
    }
    values
}

#[inline]
fn base64_value(octet: u8) -> u8 {
    const VALUES: &[u8; 256] =
        &values(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    VALUES.get(usize::from(octet)).copied().unwrap_or(255)
}

#[inline]
fn hex_value(octet: u8) -> u8 {
    hex_digit(octet).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(255)
}

impl Digits {
    pub(crate) fn new(form: Form) -> Self {
        Digits { form, bits: 0, count: 0, len: 0, padding: 0 }
    }

    /// Reads the digits of a token.
    pub(crate) fn read(&mut self, token: &Token<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
        if token.is_quoted {
            return Err(token.refuse(TextErrorKind::Expected(self.form.expected())));
        }
        self.read_raw(token.raw, token.at, out)
    }

    /// Reads digits; `at` is the place of the first.
    pub(crate) fn read_raw(
        &mut self,
        raw: &[u8],
        at: usize,
        out: &mut Out<'_>,
    ) -> Result<(), Failure> {
        let width = self.form.width();
        let read = if self.count == 0 && self.padding == 0 { self.groups(raw, out) } else { 0 };
        for (index, octet) in (0..raw.len()).zip(raw).skip(read) {
            let place = at.saturating_add(index);
            match (self.form.digit(*octet), *octet) {
                (Some(digit), _) if self.padding == 0 => {
                    self.bits = self.bits << width | digit;
                    self.count = self.count.wrapping_add(width);
                    self.len = self.len.wrapping_add(1);
                    if self.count >= 8 {
                        self.count -= 8;
                        let [.., octet] = self.bits.wrapping_shr(self.count).to_be_bytes();
                        out.push_octet(octet).map_err(|kind| Failure::new(place, kind))?;
                    }
                }
                (_, b'=') if self.form == Form::Base64 => {
                    self.padding = self.padding.saturating_add(1);
                }
                (_, b'.') if self.form == Form::HexWithDots => {}
                _ => {
                    let kind = TextErrorKind::Expected(self.form.expected());
                    return Err(Failure::new(place, kind));
                }
            }
        }
        Ok(())
    }

    /// Reads the whole groups of digits at the start; returns the number of their characters.
    ///
    /// Stops before other characters and before octets that do not fit.
    fn groups(&mut self, raw: &[u8], out: &mut Out<'_>) -> usize {
        let mut read = 0_usize;
        for block in raw.chunks(BLOCK) {
            let (mut room, mut len) = ([0; BLOCK], 0_usize);
            let digits = match self.form {
                Form::Hex => {
                    for (group, place) in block.as_chunks::<2>().0.iter().zip(&mut room) {
                        let [high, low] = group.map(hex_value);
                        if high | low > 15 {
                            break;
                        }
                        *place = high << 4 | low;
                        len = len.wrapping_add(1);
                    }
                    len.wrapping_mul(2)
                }
                Form::Base64 => {
                    let places = &mut room.as_chunks_mut::<3>().0;
                    for (group, place) in block.as_chunks::<4>().0.iter().zip(places.iter_mut()) {
                        let [a, b, c, d] = group.map(base64_value);
                        if a | b | c | d > 63 {
                            break;
                        }
                        *place = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
                        len = len.wrapping_add(3);
                    }
                    (len / 3).wrapping_mul(4)
                }
                Form::HexWithDots | Form::Base32hex => 0,
            };
            if out.push(room.get(..len).unwrap_or_default()).is_err() {
                break;
            }
            read = read.wrapping_add(digits);
            if digits < block.len() {
                break;
            }
        }
        self.len = self.len.wrapping_add(read);
        read
    }

    /// Checks that the digits are whole octets; `at` is the place for an error.
    pub(crate) fn finish(self, at: usize) -> Result<(), Failure> {
        let unused = self.bits & 1_u64.wrapping_shl(self.count).wrapping_sub(1);
        let is_padded = match self.form {
            Form::Base64 => {
                self.len.saturating_add(self.padding).is_multiple_of(4) && self.padding <= 2
            }
            _ => true,
        };
        if unused != 0 || self.count >= self.form.width() || !is_padded {
            return Err(Failure::new(at, TextErrorKind::Expected(self.form.expected())));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_digit_is_its_place() {
        let values = values(b"0aZ");
        assert_eq!([b'0', b'a', b'Z'].map(|digit| values[usize::from(digit)]), [0, 1, 2]);
        assert!(
            (0..=255_u8).all(|octet| b"0aZ".contains(&octet) || values[usize::from(octet)] == 255)
        );
        assert_eq!([b'A', b'/', b'='].map(base64_value), [0, 63, 255]);
    }
}
