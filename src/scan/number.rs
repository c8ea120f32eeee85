//! Numbers, times and addresses.

use super::error::{Expected, TextError, TextErrorKind};
use super::token::{Failure, Token};
use crate::layout::Time;

/// A decimal number of at most `max`.
pub(crate) fn decimal(text: &[u8], max: u64) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    let mut number = 0_u64;
    for octet in text {
        let digit = octet.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(digit.into())?;
    }
    (number <= max).then_some(number)
}

/// Seconds, or weeks, days, hours, minutes and seconds with their units, such as `1h30m`.
pub(crate) fn duration(text: &[u8]) -> Option<u32> {
    if let Some(seconds) = decimal(text, u32::MAX.into()) {
        return u32::try_from(seconds).ok();
    }
    let (mut total, mut left) = (0_u64, text);
    while !left.is_empty() {
        let digits = left.iter().position(|octet| !octet.is_ascii_digit())?;
        let (number, rest) = left.split_at_checked(digits)?;
        let (unit, rest) = rest.split_first()?;
        let seconds = match unit.to_ascii_lowercase() {
            b'w' => 604_800,
            b'd' => 86_400,
            b'h' => 3600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        total += decimal(number, u32::MAX.into())?.checked_mul(seconds)?;
        if total > u32::MAX.into() {
            return None;
        }
        left = rest;
    }
    (!text.is_empty()).then_some(total).and_then(|total| u32::try_from(total).ok())
}

/// A date as `YYYYMMDDHHmmSS`, or seconds since 1970; modulo 2^32 ([RFC 4034 section 3.2]).
///
/// [RFC 4034 section 3.2]: https://www.rfc-editor.org/rfc/rfc4034#section-3.2
pub(crate) fn date(text: &[u8]) -> Option<u32> {
    if text.len() != 14 {
        return u32::try_from(decimal(text, u32::MAX.into())?).ok();
    }
    let number = |from: usize, to: usize| -> Option<i64> {
        i64::try_from(decimal(text.get(from..to)?, 9999)?).ok()
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(8, 10)?, number(10, 12)?, number(12, 14)?);
    let is_date = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    if !is_date || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // Counted in eras of 400 years from 1 March 0, so that leap days end a year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
    u32::try_from(seconds.rem_euclid(1 << 32)).ok()
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// An octal number of 16 bits.
pub(crate) fn octal(text: &[u8]) -> Option<u64> {
    let digit = |octet: u8| (b'0'..=b'7').contains(&octet).then(|| u64::from(octet & 7));
    if text.is_empty() || text.len() > 16 {
        return None;
    }
    let number = text.iter().try_fold(0, |number, octet| Some(number << 3 | digit(*octet)?))?;
    (number <= u16::MAX.into()).then_some(number)
}

/// Four groups of one to four hexadecimal digits, with colons between.
pub(crate) fn locator(text: &[u8]) -> Option<u64> {
    let (mut number, mut count) = (0_u64, 0);
    for group in text.split(|octet| *octet == b':') {
        if !(1..=4).contains(&group.len()) {
            return None;
        }
        let group = group.iter().try_fold(0, |sum, octet| Some(sum << 4 | hex_digit(*octet)?));
        number = number << 16 | group?;
        count = u32::saturating_add(count, 1);
    }
    (count == 4).then_some(number)
}

/// The value of a hexadecimal digit.
#[inline]
pub(crate) fn hex_digit(octet: u8) -> Option<u64> {
    Some(u64::from(match octet {
        b'0'..=b'9' => octet - b'0',
        b'a'..=b'f' => octet - (b'a' - 10),
        b'A'..=b'F' => octet - (b'A' - 10),
        _ => return None,
    }))
}

/// A number with at most `places` decimals, times ten to the power of `places`.
pub(crate) fn fixed_point(text: &[u8], places: usize) -> Option<u64> {
    let mut parts = text.splitn(2, |octet| *octet == b'.');
    let (whole, decimals) = (parts.next()?, parts.next());
    let decimals = decimals.unwrap_or(b"0");
    if decimals.is_empty() || decimals.len() > places || whole.len() > 10 {
        return None;
    }
    let (mut number, mut left) = (decimal(whole, u64::MAX)?, places);
    for octet in decimals {
        number = number.checked_mul(10)?.checked_add(decimal(&[*octet], 9)?)?;
        left = left.checked_sub(1)?;
    }
    for _ in 0..left {
        number = number.checked_mul(10)?;
    }
    Some(number)
}

/// Reads `YYYYMMDDHHmmSS` in UTC, or seconds since 1970 as a number of up to 10 digits.
impl core::str::FromStr for Time {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let wrong = Failure::new(0, TextErrorKind::Expected(Expected::Date));
        date(text.as_bytes()).map(Time).ok_or_else(|| wrong.into_error(text.as_bytes(), 1, None))
    }
}

impl Token<'_> {
    /// A decimal number of at most `max`.
    #[inline]
    pub(crate) fn number(&self, max: u64) -> Result<u64, Failure> {
        match decimal(self.raw, max) {
            Some(number) if !self.is_quoted => Ok(number),
            _ => Err(self.refuse(TextErrorKind::Expected(Expected::Number(max)))),
        }
    }

    /// The value that `parse` reads from the text.
    pub(crate) fn parsed<T>(
        &self,
        expected: Expected,
        parse: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Result<T, Failure> {
        match parse(self.raw) {
            Some(value) if !self.is_quoted => Ok(value),
            _ => Err(self.refuse(TextErrorKind::Expected(expected))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_modulo_2_to_the_32() {
        assert_eq!(date(b"19700101000000"), Some(0));
        assert_eq!(date(b"20380119031407"), Some(2_147_483_647));
        assert_eq!(date(b"21060207062815"), Some(u32::MAX));
        assert_eq!(date(b"21060207062816"), Some(0));
        assert_eq!(date(b"19691231235959"), Some(u32::MAX));
        assert_eq!(date(b"20000229000000"), Some(951_782_400));
        for wrong in ["19000229000000", "20230431000000", "20231301000000", "20230101240000", ""] {
            assert_eq!(date(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn durations_have_units_or_none() {
        assert_eq!(duration(b"300"), Some(300));
        assert_eq!(duration(b"1h30m"), Some(5400));
        assert_eq!(duration(b"1W2D3H4M5S"), Some(788_645));
        for wrong in ["", "h", "1h30", "1x", "-1", "4294967296", "7102w", "1hm"] {
            assert_eq!(duration(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn decimals_are_bounded() {
        assert_eq!(fixed_point(b"10.5", 2), Some(1050));
        assert_eq!(fixed_point(b"3", 3), Some(3000));
        for wrong in ["", ".", "1.", "1.234", "-1", "1.2.3", "99999999999"] {
            assert_eq!(fixed_point(wrong.as_bytes(), 2), None, "{wrong}");
        }
        assert_eq!(octal(b"177777"), Some(65535));
        assert_eq!(octal(b"200000"), None);
        assert_eq!(locator(b"14:4fff:ff20:ee64"), Some(0x0014_4fff_ff20_ee64));
        assert_eq!(locator(b"14:4fff:ff20"), None);
    }
}
