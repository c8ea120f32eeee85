//! The reader of entries: owner name, fixed fields, RDLENGTH.
//!
//! A complete entry is read by [`split_record`] or [`split_question`]. When these fail they give no
//! reason; [`pass`] finds it, field by field.

use super::question::Question;
use super::record::Record;
use crate::error::{Error, Fault, FaultKind, HeadField, Section, offset16};
use crate::layout;
use crate::name::{Name, Pointers, extent_in_place};
use crate::rdata;
use crate::registry::{Class, Type};
use crate::wire::{Wire, count_step, window};

/// Splits a complete record: its type, class, TTL and RDLENGTH, and the octets from its RDATA on.
/// The pointer of its owner is not followed.
#[inline(always)]
fn split_record(octets: &[u8]) -> Option<(&[u8; 10], &[u8])> {
    count_step();
    // A pointer owner and the ten octets after it: one length check for all twelve.
    if let Some(([0xC0..=0xFF, _, fixed @ ..], rest)) = octets.split_first_chunk::<12>() {
        return Some((fixed, rest));
    }
    octets.get(extent_in_place(octets)?..)?.split_first_chunk()
}

/// Splits a complete question: its QTYPE and QCLASS, and the octets after it.
#[inline(always)]
fn split_question(octets: &[u8]) -> Option<(&[u8; 4], &[u8])> {
    count_step();
    octets.get(extent_in_place(octets)?..)?.split_first_chunk()
}

/// The octets after the RDATA at the start of `rest`.
#[inline(always)]
fn after_rdata<'a>([.., high, low]: &[u8; 10], rest: &'a [u8]) -> Option<&'a [u8]> {
    rest.get(usize::from(u16::from_be_bytes([*high, *low]))..)
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
        is_plain: false,
    }
}

/// Reads a question whose name was checked.
#[inline]
pub(super) fn checked_question(i: Wire<'_>) -> Option<(Wire<'_>, Question<'_>)> {
    let (fixed, rest) = split_question(i.octets())?;
    Some((i.with_rest(rest), make_question(i, *fixed)))
}

/// Reads a record whose owner was checked.
#[inline(always)]
pub(super) fn checked_record(
    i: Wire<'_>,
    section: Section,
    index: u16,
) -> Option<(Wire<'_>, Record<'_>)> {
    let (fixed, rdata) = split_record(i.octets())?;
    let left = i.with_rest(after_rdata(fixed, rdata)?);
    Some((left, make_record(i, *fixed, rdata, section, index)))
}

/// Skips complete entries of a section without following pointers; returns the number of those
/// skipped.
#[inline(always)]
pub(super) fn skip(i: Wire<'_>, section: Section, count: u16) -> (Wire<'_>, u16) {
    let mut octets = i.octets();
    let mut left = count;
    while left > 0 {
        let rest = match section {
            Section::Question => split_question(octets).map(|(_, rest)| rest),
            _ => split_record(octets).and_then(|(fixed, rest)| after_rdata(fixed, rest)),
        };
        let Some(rest) = rest else { break };
        octets = rest;
        left -= 1;
    }
    (i.with_rest(octets), count.wrapping_sub(left))
}

/// Returns the window after an entry, whose name is checked.
pub(super) fn pass<'a>(
    i: Wire<'a>,
    section: Section,
    pointers: &mut Pointers<'_>,
) -> Result<Wire<'a>, Fault> {
    count_step();
    let mut left = Name::check(i, pointers).map_err(|fault| fault.in_head(HeadField::Owner))?;
    let mut rdlength = 0;
    for (field, len) in fixed_fields(section) {
        let (rest, octets) = window(left, *len).map_err(|fault| fault.in_head(*field))?;
        left = rest;
        rdlength = octets.octets().first_chunk().map_or(0, |octets| u16::from_be_bytes(*octets));
    }
    if section == Section::Question {
        return Ok(left);
    }
    let (rest, _) =
        window(left, rdlength.into()).map_err(|fault| fault.in_head(HeadField::Rdata))?;
    Ok(rest)
}

/// The fields after the name of an entry, and their lengths; RDLENGTH is the last of a record.
fn fixed_fields(section: Section) -> &'static [(HeadField, usize)] {
    match section {
        Section::Question => &[(HeadField::Type, 2), (HeadField::Class, 2)],
        _ => &[
            (HeadField::Type, 2),
            (HeadField::Class, 2),
            (HeadField::Ttl, 4),
            (HeadField::Rdlength, 2),
        ],
    }
}

/// The error of an incomplete entry at `i`, with all that is known about the entry.
#[cold]
pub(super) fn error(i: Wire<'_>, fault: Fault, section: Section, index: u16) -> Error {
    let end = i.message().len();
    let error = Error::of_entry(fault, end, section, index);
    if section == Section::Question || fault.field != HeadField::Rdata.number() {
        return error;
    }
    let Some((fixed, octets)) = split_record(i.octets()) else { return error };
    let record = make_record(i, *fixed, octets, section, index);
    let error = error.typed(record.rtype);
    // The RDATA is cut: name the field that is cut.
    let Some(known) = rdata::layout_of(record.rtype, record.class) else { return error };
    let data = i.with_rest(octets);
    match layout::check(known.layout, data, &mut Pointers::follow_all()) {
        Err(fault) if fault.kind == FaultKind::End => {
            Error::of_cut(fault, end, record.place(), known.layout.field_name(fault.field))
        }
        _ => error,
    }
}
