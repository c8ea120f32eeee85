//! Numbers as text: mnemonics, times, digits.

use super::super::kind::Mnemonic;
use crate::registry::{CertType, Class, DsyncScheme, Rcode, Type};
use crate::text::Text;

pub(super) fn show_mnemonic(registry: Mnemonic, number: u64, text: &mut Text<'_>) {
    let code = u16::try_from(number).unwrap_or(u16::MAX);
    let (mnemonic, prefix) = match registry {
        Mnemonic::Type => (Type(code).listed(), "TYPE"),
        Mnemonic::CertType => (CertType(code).mnemonic(), ""),
        Mnemonic::DsyncScheme => {
            (u8::try_from(number).ok().and_then(|code| DsyncScheme(code).mnemonic()), "")
        }
        Mnemonic::TsigError => (Rcode(code).tsig_mnemonic(), ""),
        Mnemonic::Class => (Class(code).mnemonic(), "CLASS"),
    };
    show_code(text, mnemonic, prefix, code);
}

/// Appends a mnemonic, or the number after a prefix.
pub(crate) fn show_code(text: &mut Text<'_>, mnemonic: Option<&str>, prefix: &str, code: u16) {
    if let Some(mnemonic) = mnemonic {
        return text.ascii(mnemonic);
    }
    text.ascii(prefix);
    text.number(code);
}

/// Appends seconds since 1970 as `YYYYMMDDHHmmSS` in UTC.
pub(in crate::layout) fn show_time(seconds: u64, text: &mut Text<'_>) {
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    let (year, month, day) = date(seconds);
    let second = seconds % 86400;
    text.padded((year * 100 + month) * 100 + day, 8);
    text.padded((second / 3600 * 100 + second / 60 % 60) * 100 + second % 60, 6);
}

/// Year, month and day in the Gregorian calendar, UTC.
fn date(seconds: u32) -> (u32, u32, u32) {
    // Counted in eras of 400 years from 1 March 0, so that leap days end a year.
    let days = seconds / 86400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let leap_days = day_of_era / 1460 + day_of_era / 146_096;
    let year_of_era = (day_of_era + day_of_era / 36524).saturating_sub(leap_days) / 365;
    let days_before = (365 * year_of_era + year_of_era / 4).saturating_sub(year_of_era / 100);
    let day_of_year = day_of_era.saturating_sub(days_before);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year.saturating_sub((153 * month + 2) / 5) + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month.saturating_sub(9), 1) };
    (year_of_era + era * 400 + next, month, day)
}

pub(super) fn show_octal(number: u64, text: &mut Text<'_>) {
    let digits = (64 - number.leading_zeros()).div_ceil(3).max(1);
    for place in (0..digits).rev() {
        text.number(number >> (3 * place) & 7);
    }
}

/// Appends 64 bits as four groups of hexadecimal digits.
pub(super) fn show_groups(number: u64, text: &mut Text<'_>) {
    for (index, octet) in number.to_be_bytes().into_iter().enumerate() {
        if index != 0 && index & 1 == 0 {
            text.push(b':');
        }
        text.hex_lower(&[octet]);
    }
}
