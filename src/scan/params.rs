//! Parameters of service bindings ([RFC 9460 section 2.1], [appendix A]).
//!
//! [RFC 9460 section 2.1]: https://www.rfc-editor.org/rfc/rfc9460#section-2.1
//! [appendix A]: https://www.rfc-editor.org/rfc/rfc9460#appendix-A

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextErrorKind};
use super::field::Scan;
use super::number;
use super::out::Out;
use super::rdata::check;
#[cfg(feature = "alloc")]
use super::rdata::fields;
use super::string;
use super::token::{Failure, Octets, Token, Tokens};
use crate::layout::{Code, Kind, Layout};
#[cfg(feature = "alloc")]
use crate::rdata::OwnParam;
use crate::rdata::OwnTypes;
use crate::registry::SvcParamKey;
#[cfg(feature = "alloc")]
use crate::registry::Type;

/// The most octets of an item of a list of keys, numbers or addresses.
const ITEM: usize = 64;

/// The value of a parameter, as written.
#[derive(Clone, Copy, Debug)]
struct ParamValue<'t> {
    key: SvcParamKey,
    octets: Octets<'t>,
}

impl ParamValue<'_> {
    fn refuse(&self, at: usize) -> Failure {
        Failure::new(at, TextErrorKind::Expected(Expected::ParameterValue(self.key)))
    }
}

/// Reads parameters in any order, and sorts them by their keys.
pub(crate) fn params(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let (list, tokens) = (scan.out.len(), scan.tokens);
    let (mut greatest, mut is_sorted) = (None, true);
    while let Some(token) = scan.tokens.next_param()? {
        let key = param(&token, scan.own, scan.out)?;
        is_sorted = is_sorted && greatest.is_none_or(|greatest| key > greatest);
        greatest = Some(key);
    }
    if is_sorted {
        return Ok(());
    }
    sort(scan.out.tail_mut(list));
    repeated(tokens, scan.own, scan.out.tail_mut(list))
}

/// The head of a parameter, as written.
struct Head<'t> {
    key: SvcParamKey,
    name: &'t str,
    /// The value with its equals sign.
    value: &'t [u8],
    /// The layout of a parameter of the user's own.
    own: Option<&'static Layout>,
}

fn head_of<'t>(token: &Token<'t>, own: OwnTypes) -> Option<Head<'t>> {
    let equals = token.raw.iter().position(|octet| *octet == b'=');
    let (name, value) = token.raw.split_at_checked(equals.unwrap_or(token.raw.len()))?;
    let name = core::str::from_utf8(name).ok().filter(|_| !token.is_quoted)?;
    #[cfg(feature = "alloc")]
    if let Some((key, layout)) = OwnParam::named(own.params(), name) {
        return Some(Head { key, name, value, own: Some(layout) });
    }
    let _ = own;
    Some(Head { key: name.parse().ok()?, name, value, own: None })
}

/// Reads one parameter: `key` or `key=value`.
fn param(token: &Token<'_>, own: OwnTypes, out: &mut Out<'_>) -> Result<SvcParamKey, Failure> {
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Parameter));
    let Head { key, name, value, own } = head_of(token, own).ok_or_else(wrong)?;
    let equals_at = token.at.saturating_add(name.len());
    let octets = match value {
        [b'=', b'"', quoted @ .., b'"'] => Octets::new(quoted, equals_at.saturating_add(2)),
        [b'=', value @ ..] => Octets::new(value, equals_at.saturating_add(1)),
        _ => Octets::new(value, equals_at),
    };
    let push = |out: &mut Out<'_>, octets: &[u8]| out.push(octets).map_err(|k| token.refuse(k));
    push(out, &key.0.to_be_bytes())?;
    push(out, &[0, 0])?;
    let start = out.len();
    match own {
        #[cfg(feature = "alloc")]
        Some(layout) => own_value(octets, layout, out)?,
        _ => write_value(&ParamValue { key, octets }, is_generic(name), out)?,
    }
    let len = u16::try_from(out.len().saturating_sub(start)).unwrap_or(u16::MAX);
    for (octet, at) in len.to_be_bytes().into_iter().zip(start.saturating_sub(2)..usize::MAX) {
        out.set(at, octet);
    }
    if let Some(layout) = own.or(key.layout()) {
        let value = out.octets().get(start..).unwrap_or_default();
        check(layout, value).map_err(|(_, kind)| Failure::new(octets.place(), kind))?;
    }
    Ok(key)
}

/// Reads the value of a parameter of the user's own: its fields as in RDATA, escaped as one string.
#[cfg(feature = "alloc")]
fn own_value(value: Octets<'_>, layout: &Layout, out: &mut Out<'_>) -> Result<(), Failure> {
    let (mut text, at) = (Vec::new(), value.place());
    string::octets(value, &mut Out::vec(&mut text))?;
    let here = |failure: Failure| Failure { at, ..failure };
    let (rtype, own) = (Type::SVCB, OwnTypes::NONE);
    let mut value_out = Vec::new();
    let mut room = Out::vec(&mut value_out);
    let tokens = Tokens::new(&text);
    let mut scan = Scan { tokens, out: &mut room, origin: Some(&[0]), rtype, own };
    fields(&mut scan, layout).map_err(here)?;
    if let Some(token) = scan.tokens.next().map_err(here)? {
        return Err(here(token.refuse(TextErrorKind::LeftOver)));
    }
    out.push(&value_out).map_err(|kind| Failure::new(at, kind))
}

/// Returns `true` for `keyNNNNN`, whose value is plain octets for every key.
fn is_generic(name: &str) -> bool {
    let head = name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("key"));
    head && name.get(3..).is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}

fn write_value(value: &ParamValue<'_>, is_generic: bool, out: &mut Out<'_>) -> Result<(), Failure> {
    let fields = match value.key.layout() {
        Some(layout) if !is_generic => layout.fields,
        _ => return string::octets(value.octets, out),
    };
    let place = value.octets.place();
    let [field] = fields else {
        // A key without fields has no value.
        let is_empty = value.octets.raw().is_empty();
        return if is_empty { Ok(()) } else { Err(value.refuse(place)) };
    };
    let kind = field.kind;
    if value.octets.raw().is_empty() && !matches!(kind, Kind::PathSegments | Kind::Ech | Kind::Utf8)
    {
        let missing = TextErrorKind::Missing(Expected::ParameterValue(value.key));
        return Err(Failure::new(place, missing));
    }
    match kind {
        Kind::Keys => keys(value, out),
        Kind::AlpnIds | Kind::PathSegments => strings(value, out),
        Kind::Transports => transports(value, out),
        Kind::U16 | Kind::Groups => items(value, out, |item| {
            let number = u16::try_from(number::decimal(item, u16::MAX.into())?).ok()?;
            Some(number.to_be_bytes())
        }),
        Kind::Ipv4s => items(value, out, address::ipv4),
        Kind::Ipv6s => items(value, out, address::ipv6),
        Kind::Ech => {
            let mut digits = Digits::new(Form::Base64);
            digits.read_raw(value.octets.raw(), place, out)?;
            digits.finish(place)
        }
        _ => string::octets(value.octets, out),
    }
}

/// Reads items with commas between, each of which `read` turns into octets.
fn items<const N: usize>(
    value: &ParamValue<'_>,
    out: &mut Out<'_>,
    read: impl Fn(&[u8]) -> Option<[u8; N]>,
) -> Result<(), Failure> {
    let mut left = value.octets;
    loop {
        let (mut item, mut len, at) = ([0; ITEM], 0_usize, left.place());
        let mut is_last = true;
        while let Some(octet) = left.next()? {
            if octet.value == b',' {
                is_last = false;
                break;
            }
            *item.get_mut(len).ok_or_else(|| value.refuse(at))? = octet.value;
            len += 1;
        }
        let octets = read(item.get(..len).unwrap_or_default()).ok_or_else(|| value.refuse(at))?;
        out.push(&octets).map_err(|kind| Failure::new(at, kind))?;
        if is_last {
            return Ok(());
        }
    }
}

/// Reads keys in any order, and sorts them.
fn keys(value: &ParamValue<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let start = out.len();
    items(value, out, |item| {
        let key: SvcParamKey = core::str::from_utf8(item).ok()?.parse().ok()?;
        Some(key.0.to_be_bytes())
    })?;
    // By insertion: a list of keys is short.
    let (keys, _) = out.tail_mut(start).as_chunks_mut::<2>();
    for end in 1..keys.len() {
        for at in (0..end).rev() {
            if let Some([left, right]) = keys.get_mut(at..).and_then(<[_]>::first_chunk_mut::<2>) {
                if left <= right {
                    break;
                }
                core::mem::swap(left, right);
            }
        }
    }
    Ok(())
}

/// Reads strings with commas between: a comma or backslash of a string has a backslash before it,
/// and the whole list is escaped again as a character-string ([RFC 9460 appendix A.1]).
///
/// Other libraries write a list with one level of escapes. When the text is not valid with two
/// levels, it is read with one.
///
/// [RFC 9460 appendix A.1]: https://www.rfc-editor.org/rfc/rfc9460#appendix-A.1
fn strings(value: &ParamValue<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    if value.octets.raw().is_empty() {
        return Ok(());
    }
    let start = out.len();
    if strings_with(value, true, out)? {
        return Ok(());
    }
    out.truncate(start);
    strings_with(value, false, out).map(drop)
}

/// Reads strings with two levels of escapes, or one; `false` when an escape of the second level is
/// not valid.
fn strings_with(
    value: &ParamValue<'_>,
    has_two_levels: bool,
    out: &mut Out<'_>,
) -> Result<bool, Failure> {
    let mut left = value.octets;
    loop {
        let (mut is_last, mut is_valid) = (true, true);
        string::counted8(left.place(), out, |out| {
            while let Some(octet) = left.next()? {
                let mut written = octet.value;
                if has_two_levels && written == b'\\' {
                    match left.next()? {
                        Some(next) if matches!(next.value, b',' | b'\\') => written = next.value,
                        _ => {
                            is_valid = false;
                            return Ok(());
                        }
                    }
                } else if written == b',' && (has_two_levels || !octet.is_escaped) {
                    is_last = false;
                    return Ok(());
                }
                out.push_octet(written).map_err(|kind| Failure::new(octet.at, kind))?;
            }
            Ok(())
        })?;
        if is_last || !is_valid {
            return Ok(is_valid);
        }
    }
}

/// Reads transports as `name:weight` with commas between; or octets in the form of the value.
fn transports(value: &ParamValue<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let mut first = value.octets;
    if first.next()?.is_some_and(|octet| octet.value < b' ') {
        return string::octets(value.octets, out);
    }
    let mut left = value.octets;
    loop {
        let at = left.place();
        let (mut is_last, mut weight) = (true, None);
        string::counted8(at, out, |out| {
            while let Some(octet) = left.next()? {
                match (octet.value, &mut weight) {
                    (b',', _) => {
                        is_last = false;
                        return Ok(());
                    }
                    (b':', None) => weight = Some(0_u64),
                    (digit @ b'0'..=b'9', Some(weight)) if *weight <= 255 => {
                        *weight = *weight * 10 + u64::from(digit - b'0');
                    }
                    (other, None) => {
                        out.push_octet(other).map_err(|kind| Failure::new(octet.at, kind))?;
                    }
                    _ => return Err(value.refuse(at)),
                }
            }
            Ok(())
        })?;
        let weight = weight.and_then(|weight| u8::try_from(weight).ok());
        let weight = weight.ok_or_else(|| value.refuse(at))?;
        out.push_octet(weight).map_err(|kind| Failure::new(at, kind))?;
        if is_last {
            return Ok(());
        }
    }
}

/// The key of the parameter at the start of these octets, and its length with the head.
fn first(octets: &[u8]) -> Option<(u16, usize)> {
    let [high, low, len @ ..] = *octets.first_chunk::<4>()?;
    let len = usize::from(u16::from_be_bytes(len)).saturating_add(4);
    Some((u16::from_be_bytes([high, low]), len.min(octets.len())))
}

/// The offset after the first parameters: at most `count`, while `is_before` holds for their keys.
/// Returns their number too.
fn skip(octets: &[u8], count: usize, is_before: impl Fn(u16) -> bool) -> (usize, usize) {
    let (mut at, mut skipped) = (0, 0);
    while skipped < count
        && let Some((key, len)) = octets.get(at..).and_then(first)
        && is_before(key)
    {
        (at, skipped) = (at.saturating_add(len), skipped.saturating_add(1));
    }
    (at, skipped)
}

/// Sorts parameters by their keys, in their place and without allocating: both halves, then a merge
/// by rotations. The work is linear but for the square of a logarithm.
fn sort(octets: &mut [u8]) {
    let (_, count) = skip(octets, usize::MAX, |_| true);
    if count < 2 {
        return;
    }
    let (at, _) = skip(octets, count / 2, |_| true);
    if let Some((left, right)) = octets.split_at_mut_checked(at) {
        sort(left);
        sort(right);
    }
    merge(octets, at);
}

/// Merges the sorted parameters before `at` with those after it: one of them comes to its final
/// place, with the smaller ones before it and the others after it.
fn merge(octets: &mut [u8], at: usize) {
    let Some((left, right)) = octets.split_at_checked(at) else { return };
    let count = |part| skip(part, usize::MAX, |_| true).1;
    let (before, after) = (count(left), count(right));
    if before == 0 || after == 0 {
        return;
    }
    let is_left = before >= after;
    let (half, other) = if is_left { (left, right) } else { (right, left) };
    let (middle, _) = skip(half, before.max(after) / 2, |_| true);
    let Some((key, len)) = half.get(middle..).and_then(first) else { return };
    let (place, _) =
        skip(other, usize::MAX, |found| if is_left { found < key } else { found <= key });
    let end = at.saturating_add(if is_left { place } else { middle.saturating_add(len) });
    let start = if is_left { middle } else { place };
    let kept = at.saturating_sub(start);
    if let Some(moved) = octets.get_mut(start..end) {
        exchange(moved, kept);
    }
    let split = start.saturating_add(end.saturating_sub(at));
    if let Some((low, high)) = octets.split_at_mut_checked(split) {
        if is_left {
            merge(low, start);
            merge(high.get_mut(len..).unwrap_or_default(), kept.saturating_sub(len));
        } else {
            let below = low.len().saturating_sub(len);
            merge(low.get_mut(..below).unwrap_or_default(), start);
            merge(high, kept);
        }
    }
}

/// Exchanges the octets before `at` with those after it: reversing both parts, then the whole.
fn exchange(octets: &mut [u8], at: usize) {
    if let Some((before, after)) = octets.split_at_mut_checked(at) {
        before.reverse();
        after.reverse();
        octets.reverse();
    }
}

/// The failure of the first parameter whose key is there twice, in parameters that are sorted.
fn repeated(mut tokens: Tokens<'_>, own: OwnTypes, sorted: &[u8]) -> Result<(), Failure> {
    let (mut at, mut last) = (0, None);
    while let Some((key, len)) = sorted.get(at..).and_then(first) {
        if last == Some(key) {
            let (key, mut is_second) = (SvcParamKey(key), false);
            while let Some(token) = tokens.next_param()? {
                if head_of(&token, own).is_some_and(|head| head.key == key)
                    && core::mem::replace(&mut is_second, true)
                {
                    return Err(token.refuse(TextErrorKind::RepeatedParameter(key)));
                }
            }
        }
        (at, last) = (at.saturating_add(len), Some(key));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(keys: &[u16]) -> Vec<u8> {
        let param = |key: &u16| {
            let len = u8::try_from(key % 5).unwrap();
            let mut octets = key.to_be_bytes().to_vec();
            octets.extend([0, len]);
            octets.extend(std::iter::repeat_n(u8::try_from(key & 0xFF).unwrap(), len.into()));
            octets
        };
        keys.iter().flat_map(param).collect()
    }

    #[test]
    fn every_order_of_a_few_keys_is_sorted() {
        // Each number is a permutation of 6 keys, or has repeated ones.
        for number in 0..6_usize.pow(6) {
            let keys: Vec<u16> = (0..6)
                .map(|digit| u16::try_from(number / 6_usize.pow(digit) % 6).unwrap())
                .collect();
            let mut octets = params(&keys);
            sort(&mut octets);
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            assert_eq!(octets, params(&sorted), "{keys:?}");
        }
    }

    #[test]
    fn many_descending_keys_are_sorted() {
        let descending: Vec<u16> = (0..9000).rev().collect();
        let mut octets = params(&descending);
        sort(&mut octets);
        let ascending: Vec<u16> = (0..9000).collect();
        assert_eq!(octets, params(&ascending));
    }
}
