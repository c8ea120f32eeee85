//! The reader of entries: owner name, fixed fields, RDLENGTH.
//!
//! A complete entry is read by [`split_record`] or [`split_question`]. When these fail they give no
//! reason; a second, cold reading finds it: [`fault`].

use super::question::Question;
use super::record::Record;
use crate::error::{Error, Fault, FaultKind, HeadField, Section, offset16};
use crate::layout;
use crate::name::{Name, Pointers, extent, extent_in_place, pointer};
use crate::rdata;
use crate::registry::{Class, Type};
use crate::wire::{Wire, count_step};

/// Splits a complete record: its type, class, TTL and RDLENGTH, and the octets from its RDATA on.
///
/// With `FOLLOW` the target of a pointer in the owner is checked.
#[inline(always)]
fn split_record<'a, const FOLLOW: bool>(
    i: Wire<'a>,
    octets: &'a [u8],
    pointers: &mut Pointers<'_>,
) -> Option<(&'a [u8; 10], &'a [u8])> {
    count_step();
    // A pointer owner and the ten octets after it: one length check for all twelve.
    if let Some(([high @ 0xC0..=0xFF, low, fixed @ ..], rest)) = octets.split_first_chunk::<12>() {
        if FOLLOW {
            let run = i.with_rest(octets).offset();
            pointers.follow(i.message(), run, pointer(*high, *low)).ok()?;
        }
        return Some((fixed, rest));
    }
    let len =
        if FOLLOW { extent(i.with_rest(octets), pointers)? } else { extent_in_place(octets)? };
    octets.get(len..)?.split_first_chunk()
}

/// Splits a complete question: its QTYPE and QCLASS, and the octets after it.
#[inline(always)]
fn split_question<'a, const FOLLOW: bool>(
    i: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Option<(&'a [u8; 4], &'a [u8])> {
    count_step();
    let octets = i.octets();
    let len = if FOLLOW { extent(i, pointers)? } else { extent_in_place(octets)? };
    octets.get(len..)?.split_first_chunk()
}

/// The octets after the RDATA at the start of `rest`.
#[inline(always)]
fn after_rdata<'a>([.., high, low]: &[u8; 10], rest: &'a [u8]) -> Option<&'a [u8]> {
    rest.get(usize::from(u16::from_be_bytes([*high, *low]))..)
}

/// [`after_rdata`] with a branch for the most common lengths, which lets the processor run ahead of
/// the load. It helps where the result passes through memory.
#[inline(always)]
fn after_usual_rdata<'a>(fixed: &[u8; 10], rest: &'a [u8]) -> Option<&'a [u8]> {
    match fixed {
        [.., 0, 4] => Some(rest.split_first_chunk::<4>()?.1),
        [.., 0, 16] => Some(rest.split_first_chunk::<16>()?.1),
        _ => after_rdata(fixed, rest),
    }
}

/// The question whose name starts at `i` and ends before `fixed`.
#[inline(always)]
fn make_question(i: Wire<'_>, [a, b, c, d]: [u8; 4]) -> Question<'_> {
    let [qtype, qclass] = [[a, b], [c, d]].map(u16::from_be_bytes);
    Question::new(Name::at(i.message(), i.offset()), Type(qtype), Class(qclass))
}

/// The record whose owner starts at `i` and whose RDATA starts at `rdata`.
#[inline(always)]
fn make_record<'a>(
    i: Wire<'a>,
    fixed: [u8; 10],
    rdata: &'a [u8],
    section: Section,
    index: u16,
) -> Record<'a> {
    let [a, b, c, d, e, f, g, h, j, k] = fixed;
    let [rtype, class, rdlength] = [[a, b], [c, d], [j, k]].map(u16::from_be_bytes);
    Record {
        message: i.message(),
        ttl: u32::from_be_bytes([e, f, g, h]),
        owner: offset16(i.offset()),
        rdata: offset16(i.with_rest(rdata).offset()),
        rdlength,
        rtype: Type(rtype),
        class: Class(class),
        index,
        section,
    }
}

/// Reads a question and checks its name.
#[inline]
pub(super) fn question(i: Wire<'_>) -> Result<(Wire<'_>, Question<'_>), Fault> {
    let mut pointers = Pointers::follow_all();
    match split_question::<true>(i, &mut pointers) {
        Some((fixed, rest)) => Ok((i.with_rest(rest), make_question(i, *fixed))),
        None => Err(fault(i, Section::Question, &mut pointers)),
    }
}

/// Reads a record and checks its owner.
#[inline]
pub(super) fn record(
    i: Wire<'_>,
    section: Section,
    index: u16,
) -> Result<(Wire<'_>, Record<'_>), Fault> {
    let mut pointers = Pointers::follow_all();
    if let Some((fixed, rdata)) = split_record::<true>(i, i.octets(), &mut pointers)
        && let Some(rest) = after_rdata(fixed, rdata)
    {
        return Ok((i.with_rest(rest), make_record(i, *fixed, rdata, section, index)));
    }
    Err(fault(i, section, &mut pointers))
}

/// Reads a question of a message that was walked before.
#[inline]
pub(super) fn checked_question(i: Wire<'_>) -> Option<(Wire<'_>, Question<'_>)> {
    let (fixed, rest) = split_question::<false>(i, &mut Pointers::ignore())?;
    Some((i.with_rest(rest), make_question(i, *fixed)))
}

/// Reads a record of a message that was walked before.
#[inline]
pub(super) fn checked_record(
    i: Wire<'_>,
    section: Section,
    index: u16,
) -> Option<(Wire<'_>, Record<'_>)> {
    let (fixed, rdata) = split_record::<false>(i, i.octets(), &mut Pointers::ignore())?;
    let left = i.with_rest(after_usual_rdata(fixed, rdata)?);
    Some((left, make_record(i, *fixed, rdata, section, index)))
}

/// Skips entries until `after` returns `None`; returns the number of those skipped.
#[inline(always)]
pub(crate) fn skip_entries<'a>(
    i: Wire<'a>,
    count: u16,
    mut after: impl FnMut(&'a [u8]) -> Option<&'a [u8]>,
) -> (Wire<'a>, u16) {
    let mut octets = i.octets();
    let mut left = count;
    while left > 0
        && let Some(rest) = after(octets)
    {
        count_step();
        octets = rest;
        left -= 1;
    }
    (i.with_rest(octets), count - left)
}

/// Skips complete entries of a section without following pointers.
#[inline]
pub(super) fn skip(i: Wire<'_>, section: Section, count: u16) -> (Wire<'_>, u16) {
    if section == Section::Question {
        return skip_entries(i, count, |octets| octets.get(extent_in_place(octets)?..)?.get(4..));
    }
    skip_entries(i, count, |octets| {
        let (fixed, rest) = split_record::<false>(i, octets, &mut Pointers::ignore())?;
        after_rdata(fixed, rest)
    })
}

/// Walks over complete questions and checks their names.
#[inline]
pub(super) fn walk_questions<'a>(
    i: Wire<'a>,
    count: u16,
    pointers: &mut Pointers<'_>,
) -> (Wire<'a>, u16) {
    skip_entries(i, count, |octets| Some(split_question::<true>(i.with_rest(octets), pointers)?.1))
}

/// Walks over complete records and checks their owners.
pub(super) fn walk_records<'a>(
    i: Wire<'a>,
    count: u16,
    pointers: &mut Pointers<'_>,
) -> (Wire<'a>, u16) {
    skip_entries(i, count, |octets| {
        let (fixed, rest) = split_record::<true>(i, octets, pointers)?;
        after_rdata(fixed, rest)
    })
}

/// Finds the fault of an entry that is not complete.
#[cold]
pub(super) fn fault(i: Wire<'_>, section: Section, pointers: &mut Pointers<'_>) -> Fault {
    let i = match Name::check(i, pointers) {
        Ok(i) => i,
        Err(fault) => return fault.in_head(HeadField::Owner),
    };
    let fields: &[_] = match section {
        Section::Question => &[(HeadField::Type, 2), (HeadField::Class, 2)],
        _ => &[
            (HeadField::Type, 2),
            (HeadField::Class, 2),
            (HeadField::Ttl, 4),
            (HeadField::Rdlength, 2),
        ],
    };
    let mut left = i;
    for (field, len) in fields {
        if left.len() < *len {
            return left.cut(*len).in_head(*field);
        }
        left = left.skip(*len);
    }
    let rdlength = match i.octets() {
        [_, _, _, _, _, _, _, _, high, low, ..] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    };
    left.cut(rdlength.into()).in_head(HeadField::Rdata)
}

/// The error of an incomplete entry at `i`, with all that is known about the entry.
#[cold]
pub(super) fn error(i: Wire<'_>, fault: Fault, section: Section, index: u16) -> Error {
    let end = i.message().len();
    let error = Error::of_entry(fault, end, section, index);
    if section == Section::Question || fault.field != HeadField::Rdata.number() {
        return error;
    }
    let Some((fixed, octets)) = split_record::<false>(i, i.octets(), &mut Pointers::ignore())
    else {
        return error;
    };
    let record = make_record(i, *fixed, octets, section, index);
    let error = error.typed(record.rtype);
    // The RDATA is cut: name the field that is cut.
    let class = record.class.without_top_bit();
    let Some(known) = rdata::layout_of(record.rtype, class) else { return error };
    let data = i.with_rest(octets);
    match layout::check(known.layout, data, &mut Pointers::follow_all()) {
        Err(fault) if fault.kind == FaultKind::End => {
            Error::of_cut(fault, end, record.place(), known.layout.field_name(fault.field))
        }
        _ => error,
    }
}
