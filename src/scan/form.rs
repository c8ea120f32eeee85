//! RDATA whose text is not one field after the other: LOC, ATMA, A6, AMTRELAY, DHCID.

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextErrorKind};
use super::field::Scan;
use super::number::{decimal, fixed_point};
use super::token::{Failure, Token};
use crate::error::ErrorKind;
use crate::layout::TextForm;

/// The equator and the prime meridian.
const MIDDLE: u64 = 1 << 31;
/// The spheroid, in centimetres above the lowest altitude.
const SPHEROID: u64 = 10_000_000;

/// Reads the fields of a form; `false` for a form that has none as RDATA.
pub(crate) fn form(scan: &mut Scan<'_, '_, '_>, form: TextForm) -> Result<(), Failure> {
    match form {
        TextForm::Loc => location(scan),
        TextForm::Base64 => scan.all_tokens(Form::Base64).map_err(|f| f.in_field("digest")),
        TextForm::Atma => atma(scan).map_err(|failure| failure.in_field("address")),
        TextForm::A6 => a6(scan),
        TextForm::Relay => relay(scan),
        // The other forms are those of options.
        _ => {
            let token = scan.token(Expected::Generic)?;
            Err(token.refuse(TextErrorKind::Expected(Expected::Generic)))
        }
    }
}

/// Reads a place ([RFC 1876 section 3]).
///
/// [RFC 1876 section 3]: https://www.rfc-editor.org/rfc/rfc1876#section-3
fn location(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let at = scan.tokens.place();
    let latitude = angle(scan, 90, [b'N', b'S'], "N or S").map_err(|f| f.in_field("latitude"))?;
    let longitude =
        angle(scan, 180, [b'E', b'W'], "E or W").map_err(|f| f.in_field("longitude"))?;
    let altitude = altitude(scan).map_err(|failure| failure.in_field("altitude"))?;
    // 1 m, 10000 m and 10 m, in centimetres with an exponent of ten.
    let mut sizes = [0x12, 0x16, 0x13];
    for (size, name) in sizes.iter_mut().zip(["size", "horiz_pre", "vert_pre"]) {
        if let Some(token) = scan.tokens.next()? {
            *size = precision(&token).map_err(|failure| failure.in_field(name))?;
        }
    }
    let mut octets = [0; 16];
    let numbers = [latitude, longitude, altitude].map(u32::to_be_bytes);
    let [_, head @ ..] = &mut octets;
    let fields = sizes.iter().chain(numbers.as_flattened());
    head.iter_mut().zip(fields).for_each(|(place, octet)| *place = *octet);
    scan.out.push(&octets).map_err(|kind| Failure::new(at, kind))
}

/// Reads degrees, minutes and seconds up to the direction; in thousandths of a second.
fn angle(
    scan: &mut Scan<'_, '_, '_>,
    most: u64,
    [above, below]: [u8; 2],
    directions: &'static str,
) -> Result<u32, Failure> {
    let expected = Expected::Angle(directions);
    let (mut sum, mut first) = (0_u64, None);
    // Degrees, minutes, seconds; then only a direction can follow.
    for (index, unit) in (0..4).zip([3_600_000, 60_000, 1, 0]) {
        let token = scan.token(expected)?;
        let first = *first.get_or_insert(token);
        let wrong = || token.refuse(TextErrorKind::Expected(expected));
        if let [letter] = token.raw
            && index > 0
            && !token.is_quoted
            && [above, below].contains(&letter.to_ascii_uppercase())
        {
            let is_above = letter.to_ascii_uppercase() == above;
            let angle = if is_above { MIDDLE.checked_add(sum) } else { MIDDLE.checked_sub(sum) };
            let angle = angle.filter(|_| sum <= most * 3_600_000);
            let angle = angle.and_then(|angle| u32::try_from(angle).ok());
            return angle.ok_or(first.refuse(TextErrorKind::Expected(expected)));
        }
        let number = match index {
            0 => decimal(token.raw, most),
            1 => decimal(token.raw, 59),
            2 => fixed_point(token.raw, 3).filter(|thousandths| *thousandths < 60_000),
            _ => None,
        };
        let number = number.filter(|_| !token.is_quoted).ok_or_else(wrong)?;
        sum = number.saturating_mul(unit).saturating_add(sum);
    }
    Err(scan.missing(expected))
}

/// The number of metres in centimetres, with or without `m` after it.
fn centimetres(text: &[u8]) -> Option<u64> {
    fixed_point(text.strip_suffix(b"m").or(text.strip_suffix(b"M")).unwrap_or(text), 2)
}

/// Reads metres above the spheroid; in centimetres above the lowest altitude.
fn altitude(scan: &mut Scan<'_, '_, '_>) -> Result<u32, Failure> {
    let token = scan.token(Expected::Metres)?;
    token.parsed(Expected::Metres, |text| {
        let altitude = match text {
            [b'-', metres @ ..] => SPHEROID.checked_sub(centimetres(metres)?)?,
            [b'+', metres @ ..] | metres => SPHEROID.checked_add(centimetres(metres)?)?,
        };
        u32::try_from(altitude).ok()
    })
}

/// The mantissa and the exponent of ten of metres in centimetres.
fn precision(token: &Token<'_>) -> Result<u8, Failure> {
    token.parsed(Expected::Metres, |text| {
        let (mut mantissa, mut exponent) = (centimetres(text)?, 0_u8);
        while mantissa > 9 {
            mantissa /= 10;
            exponent = exponent.saturating_add(1);
        }
        let mantissa = u8::try_from(mantissa).ok()?;
        (exponent <= 9).then_some(mantissa << 4 | exponent)
    })
}

/// Reads an ATM address: digits of E.164 after a plus, or hexadecimal digits; dots do not count.
fn atma(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let token = scan.token(Expected::AtmAddress)?;
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::AtmAddress));
    if token.is_quoted {
        return Err(wrong());
    }
    let Some(digits) = token.raw.strip_prefix(b"+") else {
        scan.push(&token, &[0])?;
        let mut reader = Digits::new(Form::HexWithDots);
        reader.read_raw(token.raw, token.at, scan.out)?;
        return reader.finish(token.at);
    };
    scan.push(&token, &[1])?;
    for digit in digits.iter().filter(|octet| **octet != b'.') {
        if !digit.is_ascii_digit() {
            return Err(wrong());
        }
        scan.push(&token, &[*digit])?;
    }
    if digits.is_empty() { Err(wrong()) } else { Ok(()) }
}

/// Reads a prefix length, the address unless the length is 128, the name unless it is 0.
fn a6(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let prefix = (|| {
        let token = scan.token(Expected::Number(128))?;
        let prefix = token.number(128)?;
        scan.push_number(&token, prefix, 1)?;
        Ok(prefix)
    })();
    let prefix = prefix.map_err(|failure: Failure| failure.in_field("prefix_len"))?;
    if prefix < 128 {
        suffix(scan, prefix).map_err(|failure| failure.in_field("address_suffix"))?;
    }
    if prefix > 0 {
        scan.name().map_err(|failure| failure.in_field("prefix_name"))?;
    }
    Ok(())
}

/// Reads an address whose first `prefix` bits are zero, and appends its octets after them.
fn suffix(scan: &mut Scan<'_, '_, '_>, prefix: u64) -> Result<(), Failure> {
    let token = scan.token(Expected::Ipv6)?;
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Ipv6));
    let octets = address::ipv6(token.raw).filter(|_| !token.is_quoted).ok_or_else(wrong)?;
    let whole = usize::try_from(prefix / 8).unwrap_or(0);
    let (before, suffix) = octets.split_at_checked(whole).unwrap_or_default();
    if before.iter().any(|octet| *octet != 0) {
        return Err(token.refuse(TextErrorKind::Form(ErrorKind::BitsAfterPrefix)));
    }
    scan.push(&token, suffix)
}

/// Reads precedence, the bit for discovery, the type, and the relay of that type.
fn relay(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let mut number = |name: &'static str, max: u64| {
        let token = scan.token(Expected::Number(max)).map_err(|failure| failure.in_field(name))?;
        let number = token.number(max).map_err(|failure| failure.in_field(name))?;
        Ok((token, number))
    };
    let (token, precedence) = number("precedence", 255)?;
    let (_, d) = number("d", 1)?;
    // A relay of another type has the generic form.
    let (_, kind) = number("type", 3)?;
    scan.push_number(&token, precedence, 1)?;
    scan.push_number(&token, d << 7 | kind, 1)?;
    match kind {
        0 => scan.no_gateway(),
        1 => scan.ipv4(),
        2 => scan.ipv6(),
        _ => scan.name(),
    }
    .map_err(|failure| failure.in_field("relay"))
}
