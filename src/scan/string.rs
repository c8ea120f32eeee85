//! Character-strings and domain names.

use super::error::{Expected, TextErrorKind};
use super::out::Out;
use super::token::{Failure, Octets, Token};
use super::words;
use crate::name::{MAX_NAME, NameErrorKind};

/// Appends the octets of a string.
pub(crate) fn octets(mut octets: Octets<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    if octets.raw().iter().all(|octet| *octet != b'\\') {
        return out.push(octets.raw()).map_err(|kind| Failure::new(octets.place(), kind));
    }
    while let Some(octet) = octets.next()? {
        out.push_octet(octet.value).map_err(|kind| Failure::new(octet.at, kind))?;
    }
    Ok(())
}

/// Appends a length of 8 bits, then the octets that `write` appends.
pub(crate) fn counted8(
    at: usize,
    out: &mut Out<'_>,
    write: impl FnOnce(&mut Out<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let start = out.len();
    out.push_octet(0).map_err(|kind| Failure::new(at, kind))?;
    write(out)?;
    let len = u8::try_from(out.len().saturating_sub(start).saturating_sub(1));
    out.set(start, len.map_err(|_| Failure::new(at, TextErrorKind::StringTooLong(255)))?);
    Ok(())
}

/// Appends a character-string.
pub(crate) fn character_string(token: &Token<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    counted8(token.at, out, |out| octets(token.octets(), out))
}

/// Appends a name; a relative one is completed by the octets of `origin`.
pub(crate) fn name(
    token: &Token<'_>,
    origin: Option<&[u8]>,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    let push = |out: &mut Out<'_>, octets: &[u8]| out.push(octets).map_err(|k| token.refuse(k));
    let append_origin = |out: &mut Out<'_>, start: usize| {
        push(out, origin.ok_or_else(|| token.refuse(TextErrorKind::NoOrigin))?)?;
        check_len(token, start, out)
    };
    let start = out.len();
    match token.raw {
        _ if token.is_quoted => {
            return Err(token.refuse(TextErrorKind::Expected(Expected::Name)));
        }
        b"." => return push(out, &[0]),
        b"@" => return append_origin(out, start),
        _ => {}
    }
    if let Some(is_whole) = plain_name(token, out) {
        return if is_whole { push(out, &[0]) } else { append_origin(out, start) };
    }
    let mut left = token.octets();
    loop {
        let (at, head) = (left.place(), out.len());
        push(out, &[0])?;
        let end = label(&mut left, out)?;
        let wrong = |error| Failure::new(at, TextErrorKind::Name(error));
        let len = match out.len().saturating_sub(head).saturating_sub(1) {
            0 => return Err(wrong(NameErrorKind::EmptyLabel)),
            len @ 1..=63 => u8::try_from(len).unwrap_or(63),
            _ => return Err(wrong(NameErrorKind::LabelTooLong)),
        };
        out.set(head, len);
        if out.len().saturating_sub(start) >= MAX_NAME {
            return Err(token.refuse(TextErrorKind::Name(NameErrorKind::NameTooLong)));
        }
        match end {
            End::Dot => {}
            End::LastDot => return push(out, &[0]),
            End::NoDot => return append_origin(out, start),
        }
    }
}

/// Appends the labels of a name that has no escapes, and whether it ends in a dot. `None`, with
/// nothing appended, if it has escapes, is not right or does not fit.
fn plain_name(token: &Token<'_>, out: &mut Out<'_>) -> Option<bool> {
    let whole = token.raw.strip_suffix(b".");
    let raw = whole.unwrap_or(token.raw);
    if raw.len().saturating_add(2) > MAX_NAME {
        return None;
    }
    // In octets, each label has its length where the text has the dot before it.
    let start = out.len();
    let pushed = out.push_octet(0).and_then(|()| out.push(raw));
    if pushed.is_err() {
        // Without its escapes the name may fit.
        out.truncate(start);
        return None;
    }
    let (mut head, mut is_right) = (0_usize, true);
    let octets = out.tail_mut(start);
    let mut set = |dot: usize| {
        let len = dot.wrapping_sub(head).wrapping_sub(1);
        let octet = u8::try_from(len).unwrap_or(0);
        is_right &= matches!(octet, 1..=63);
        if let Some(place) = octets.get_mut(head) {
            *place = octet;
        }
        head = dot;
    };
    let (mut left, mut at, mut escapes) = (raw, 1_usize, 0);
    loop {
        let (word, after) = words::split_first(left).unwrap_or_else(|| (words::of_rest(left), &[]));
        escapes |= words::equal(word, b'\\');
        let mut dots = words::equal(word, b'.');
        while dots != 0 {
            set(at.wrapping_add(words::before_first(dots)));
            dots &= dots.wrapping_sub(1);
        }
        if after.is_empty() {
            break;
        }
        (left, at) = (after, at.wrapping_add(8));
    }
    set(raw.len().wrapping_add(1));
    if !is_right || escapes != 0 {
        out.truncate(start);
        return None;
    }
    Some(whole.is_some())
}

/// The end of a label.
enum End {
    Dot,
    /// The dot at the end of the name.
    LastDot,
    NoDot,
}

/// Appends the octets of a label up to its dot or the end.
fn label(left: &mut Octets<'_>, out: &mut Out<'_>) -> Result<End, Failure> {
    loop {
        // Most labels are one run without escapes; a run that does not fit is pushed octet by octet.
        let run = left.run_before_dot();
        if out.push(run).is_ok() {
            left.skip(run.len());
        }
        let Some(octet) = left.next()? else { return Ok(End::NoDot) };
        if octet.value == b'.' && !octet.is_escaped {
            return Ok(if left.raw().is_empty() { End::LastDot } else { End::Dot });
        }
        out.push_octet(octet.value).map_err(|kind| Failure::new(octet.at, kind))?;
    }
}

fn check_len(token: &Token<'_>, start: usize, out: &Out<'_>) -> Result<(), Failure> {
    if out.len().saturating_sub(start) > MAX_NAME {
        return Err(token.refuse(TextErrorKind::Name(NameErrorKind::NameTooLong)));
    }
    Ok(())
}
