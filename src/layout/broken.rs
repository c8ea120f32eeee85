//! The rules that a value breaks.

use super::bitmap::has_pseudo_types;
use super::check::{octet, pass};
use super::kind::{Check, Kind};
use super::quick::is_signed;
use super::{AddressPrefix, Field, Layout, List, Other};
use crate::error::{Fault, Rule, Severity};
use crate::name::Pointers;
use crate::wire::{Wire, exact};

/// A rule that a value breaks, the index of its field, and the offset of the field.
pub(crate) type Broken = (Rule, u8, usize);

/// Checks that `data` is exactly the fields of `layout`, and returns the first rule that a value breaks.
/// An error comes before a warning.
pub(crate) fn examine(
    layout: &Layout,
    data: Wire<'_>,
    pointers: &mut Pointers<'_>,
) -> Result<Option<Broken>, Fault> {
    let mut broken = match (layout.other, data.octets()) {
        (Other::FirstNotZero(_, rule), [1..=255, ..]) => Some((rule, 0, data.offset())),
        _ => None,
    };
    let mut is_found = broken.is_some();
    let mut i = data;
    for (field, index) in layout.fields_of(data.octets()).iter().zip(0..=u8::MAX) {
        let rest = pass(field.kind, data, i, pointers).map_err(|fault| fault.in_field(index))?;
        if !is_found
            && !field.checks.is_empty()
            && let Some(rule) = broken_check(field, data, i.until(rest))
        {
            is_found = rule.severity() == Severity::Error;
            broken = broken.filter(|_| !is_found).or(Some((rule, index, i.offset())));
        }
        i = rest;
    }
    exact(i).map(|()| broken)
}

/// The first rule that the octets of a field break.
pub(super) fn broken_check(field: &Field, data: Wire<'_>, octets: Wire<'_>) -> Option<Rule> {
    let octets = match field.kind {
        Kind::Counted8(_) => octets.skip(1),
        Kind::Counted16(_) => octets.skip(2),
        _ => octets,
    };
    field.checks.iter().find_map(|check| broken(*check, data, octets.octets()))
}

/// The rule of `check`, if the octets break it.
fn broken(check: Check, data: Wire<'_>, octets: &[u8]) -> Option<Rule> {
    let (holds, rule) = match check {
        Check::NotEmpty(rule) => (!octets.is_empty(), rule),
        Check::NotEmptyUnless(at, bits, rule) => {
            (!octets.is_empty() || octet(data, at) & bits == bits, rule)
        }
        Check::NotEmptyUnlessZero(at, rule) => (!octets.is_empty() || octet(data, at) == 0, rule),
        Check::AtLeast(len, rule) => (octets.len() >= len.into(), rule),
        Check::LengthBy(at, lengths, rule) => {
            let code = octet(data, at);
            let wanted = lengths.iter().find(|(listed, _)| *listed == code);
            let fits = wanted.is_none_or(|(_, len)| octets.len() == usize::from(*len));
            (fits && !octets.is_empty(), rule)
        }
        Check::Digits(least, rule) => {
            (octets.len() >= least.into() && octets.iter().all(u8::is_ascii_digit), rule)
        }
        Check::Alphanumeric(least, rule) => {
            (octets.len() >= least.into() && octets.iter().all(u8::is_ascii_alphanumeric), rule)
        }
        Check::Degrees(rule) => {
            let within = |(whole, is_whole)| whole < 180 || whole == 180 && is_whole;
            (decimal(octets).is_some_and(within), rule)
        }
        Check::Decimal(rule) => (decimal(octets).is_some(), rule),
        Check::Size(rule) => {
            let size = octets.first().copied().unwrap_or(0);
            (matches!((size >> 4, size & 15), (0, 0) | (1..=9, 0..=9)), rule)
        }
        Check::Angle(degrees, rule) => {
            (angle(octets).abs_diff(1 << 31) <= degrees.saturating_mul(3_600_000), rule)
        }
        Check::Signed(rule) => (is_signed(octets), rule),
        Check::NotTypeZero(rule) => (octets.first().is_none_or(|first| first & 0x80 == 0), rule),
        Check::DigitsIfOne(at, rule) => {
            let digits = octet(data, at) != 1 || octets.iter().all(u8::is_ascii_digit);
            (!octets.is_empty() && digits, rule)
        }
        Check::Prefixes => {
            let mut prefixes = List::<AddressPrefix<'_>>::over(data).into_iter();
            return prefixes.find_map(|prefix| prefix.broken_rule());
        }
        Check::NoPseudoTypes(rule) => (!has_pseudo_types(octets), rule),
        Check::NotZero(rule) => (octets.iter().any(|octet| *octet != 0), rule),
        Check::OnlyBits(bits, rule) => {
            let number = octets.iter().fold(0, |high, low| high << 8 | u16::from(*low));
            (number & !bits == 0, rule)
        }
        Check::Equals(number, rule) => (octets == [number], rule),
        Check::WholeIfZero(form, rule) => {
            (octets.iter().any(|octet| *octet != 0) || data.octets() == form, rule)
        }
    };
    (!holds).then_some(rule)
}

fn angle(octets: &[u8]) -> u32 {
    octets.first_chunk().map_or(0, |octets| u32::from_be_bytes(*octets))
}

/// The whole part of a decimal number without its sign, and `true` if the fraction is zero.
fn decimal(text: &[u8]) -> Option<(u32, bool)> {
    let ([b'-' | b'+', digits @ ..] | digits) = text;
    let dot = digits.iter().position(|octet| *octet == b'.').unwrap_or(digits.len());
    let (whole, fraction) = digits.split_at_checked(dot)?;
    let fraction = fraction.strip_prefix(b".").unwrap_or_default();
    let is_number = !(whole.is_empty() && fraction.is_empty())
        && whole.iter().chain(fraction).all(u8::is_ascii_digit);
    let value = whole.iter().fold(0_u32, |sum, digit| {
        sum.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0')))
    });
    is_number.then(|| (value, fraction.iter().all(|digit| *digit == b'0')))
}
