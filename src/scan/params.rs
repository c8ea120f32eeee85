//! Parameters of service bindings ([RFC 9460 section 2.1], [appendix A]).
//!
//! [RFC 9460 section 2.1]: https://www.rfc-editor.org/rfc/rfc9460#section-2.1
//! [appendix A]: https://www.rfc-editor.org/rfc/rfc9460#appendix-A

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextErrorKind};
use super::field::Scan;
use super::number;
use super::out::Out;
use super::rdata::check;
use super::string;
use super::token::{Failure, Octets, Token};
use crate::layout::{Code, Kind};
use crate::registry::SvcParamKey;

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
    let list = scan.out.len();
    let mut greatest = None;
    while let Some(token) = scan.tokens.next_param()? {
        let start = scan.out.len();
        let key = param(&token, scan.out)?;
        if greatest.is_some_and(|greatest| key <= greatest) {
            put_in_order(&token, key, list, start, scan.out)?;
        } else {
            greatest = Some(key);
        }
    }
    Ok(())
}

/// Reads one parameter: `key` or `key=value`.
fn param(token: &Token<'_>, out: &mut Out<'_>) -> Result<SvcParamKey, Failure> {
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Parameter));
    let equals = token.raw.iter().position(|octet| *octet == b'=');
    let (name, value) =
        token.raw.split_at_checked(equals.unwrap_or(token.raw.len())).unwrap_or_default();
    let name = core::str::from_utf8(name).map_err(|_| wrong())?;
    let key: SvcParamKey = name.parse().map_err(|_| wrong())?;
    if token.is_quoted {
        return Err(wrong());
    }
    let value_at = token.at.saturating_add(name.len()).saturating_add(1);
    let octets = match value {
        [b'=', b'"', quoted @ .., b'"'] => Octets::new(quoted, value_at.saturating_add(1)),
        value => Octets::new(value.get(1..).unwrap_or_default(), value_at),
    };
    let push = |out: &mut Out<'_>, octets: &[u8]| out.push(octets).map_err(|k| token.refuse(k));
    push(out, &key.0.to_be_bytes())?;
    push(out, &[0, 0])?;
    let start = out.len();
    write_value(&ParamValue { key, octets }, is_generic(name), out)?;
    let len = u16::try_from(out.len().saturating_sub(start)).unwrap_or(u16::MAX);
    for (octet, at) in len.to_be_bytes().into_iter().zip(start.saturating_sub(2)..usize::MAX) {
        out.set(at, octet);
    }
    if let Some(layout) = key.layout() {
        let value = out.octets().get(start..).unwrap_or_default();
        check(layout, value).map_err(|(_, kind)| Failure::new(octets.place(), kind))?;
    }
    Ok(key)
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
    if value.octets.raw().is_empty() && !matches!(kind, Kind::PathSegments | Kind::Ech) {
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

/// Moves the parameter that starts at `start` to its place in the list, which is sorted before it.
fn put_in_order(
    token: &Token<'_>,
    key: SvcParamKey,
    list: usize,
    start: usize,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    let mut at = list;
    while at < start {
        let Some([high, low, len @ ..]) = out.octets().get(at..).and_then(<[u8]>::first_chunk::<4>)
        else {
            break;
        };
        let other = SvcParamKey(u16::from_be_bytes([*high, *low]));
        if other == key {
            return Err(token.refuse(TextErrorKind::RepeatedParameter(key)));
        }
        if other > key {
            break;
        }
        at = at.saturating_add(4).saturating_add(u16::from_be_bytes(*len).into());
    }
    // Reversing both parts, then the whole, exchanges them.
    let moved = out.tail_mut(at);
    if let Some((before, after)) = moved.split_at_mut_checked(start.saturating_sub(at)) {
        before.reverse();
        after.reverse();
        moved.reverse();
    }
    Ok(())
}
