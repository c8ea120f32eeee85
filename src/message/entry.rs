//! The reader of entries: owner name, fixed fields, RDLENGTH.
//!
//! A complete entry is read by [`split_record`] or [`split_question`]. When these fail they give no
//! reason; [`pass`] finds it, field by field.

use super::question::Question;
use super::record::{Fixed, Reading, Record};
use crate::error::{Error, Fault, FaultKind, HeadField, Section, offset16};
use crate::layout;
use crate::name::{
    Extent, Lengths, Name, Pointers, Store, extent_in_place, pointer, qname_in_place,
};
use crate::registry::{Class, Type};
use crate::wire::{Wire, count_step, window};

/// Splits a complete record: its type, class, TTL and RDLENGTH, and the octets from its RDATA on.
/// The pointer of its owner is not followed.
#[inline(always)]
fn split_record(octets: &[u8]) -> Option<(&Fixed, &[u8])> {
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

/// Measures the name of the question at `start`, and finds the fields after it. `None`: it is not
/// complete, or the name cannot be measured.
#[inline(always)]
pub(super) fn measured_question<S: Store>(
    message: &[u8],
    start: usize,
    is_first: bool,
    lengths: &mut Lengths<S>,
) -> Option<(Extent, [u8; 4])> {
    let qname = if is_first {
        lengths.qname(message, start)?
    } else {
        lengths.name(message, start, message.len())?
    };
    Some((qname, *message.get(qname.end..)?.first_chunk()?))
}

/// Finds the fixed fields of the record at `start`, and the offset of its RDATA. `None`: it is not
/// complete, or its owner cannot be measured.
#[inline(always)]
pub(super) fn measured<'a, S: Store>(
    message: &'a [u8],
    start: usize,
    lengths: &mut Lengths<S>,
) -> Option<(&'a Fixed, usize)> {
    count_step();
    // A pointer, and the ten octets after it: one check of the length for all twelve.
    if let Some([high @ 0xC0..=0xFF, low, fixed @ ..]) = message.get(start..)?.first_chunk::<12>() {
        lengths.target(message, pointer(*high, *low), start)?;
        return Some((fixed, start.wrapping_add(12)));
    }
    let end = lengths.owner(message, start)?;
    Some((message.get(end..)?.first_chunk()?, end.wrapping_add(10)))
}

/// Reads the record at `start`, and returns the offset after it. `None`: as for [`measured`].
#[inline(always)]
pub(super) fn measured_record<'a>(
    message: &'a [u8],
    start: usize,
    lengths: &mut Lengths<impl Store>,
    section: Section,
    index: u16,
) -> Option<(usize, Record<'a>)> {
    let (fixed, rdata) = measured(message, start, lengths)?;
    let record = make_record(message, start, fixed, rdata, section, index);
    let end = rdata.wrapping_add(record.rdlength().into());
    (end <= message.len()).then_some((end, record))
}

/// The octets after the RDATA at the start of `rest`.
#[inline(always)]
fn after_rdata<'a>([.., high, low]: &Fixed, rest: &'a [u8]) -> Option<&'a [u8]> {
    rest.get(usize::from(u16::from_be_bytes([*high, *low]))..)
}

/// The question whose name starts at `i` and ends before `fixed`.
#[inline(always)]
pub(super) fn make_question(i: Wire<'_>, [a, b, c, d]: [u8; 4]) -> Question<'_> {
    let [qtype, qclass] = [[a, b], [c, d]].map(u16::from_be_bytes);
    Question::new(Name::at(i.message(), i.offset()), Type(qtype), Class(qclass))
}

/// The record whose owner is at `start` and whose RDATA is at `rdata`.
#[inline(always)]
fn make_record<'a>(
    message: &'a [u8],
    start: usize,
    fixed: &'a Fixed,
    rdata: usize,
    section: Section,
    index: u16,
) -> Record<'a> {
    let (owner, rdata) = (offset16(start), offset16(rdata));
    Record { message, fixed, owner, rdata, index, section, reading: Reading::Untested }
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
    let rdata = i.with_rest(rdata).offset();
    Some((left, make_record(i.message(), i.offset(), fixed, rdata, section, index)))
}

/// Skips complete questions without following pointers; returns the number of those skipped.
#[inline(always)]
pub(super) fn skip_questions(i: Wire<'_>, count: usize) -> (Wire<'_>, usize) {
    skip(i, count, |octets| octets.get(qname_in_place(octets)?.wrapping_add(4)..))
}

/// The same for records.
#[inline(always)]
pub(super) fn skip_records(i: Wire<'_>, count: usize) -> (Wire<'_>, usize) {
    skip(i, count, |octets| split_record(octets).and_then(|(fixed, rest)| after_rdata(fixed, rest)))
}

#[inline(always)]
fn skip<'a>(
    i: Wire<'a>,
    count: usize,
    one: impl Fn(&'a [u8]) -> Option<&'a [u8]>,
) -> (Wire<'a>, usize) {
    let mut octets = i.octets();
    let mut skipped = 0;
    while skipped < count
        && let Some(rest) = one(octets)
    {
        octets = rest;
        skipped = skipped.wrapping_add(1);
    }
    (i.with_rest(octets), skipped)
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
    let rdata = i.with_rest(octets).offset();
    let record = make_record(i.message(), i.offset(), fixed, rdata, section, index);
    let error = error.typed(record.rtype());
    // The RDATA is cut: name the field that is cut.
    let Some(known) = record.layout() else { return error };
    let data = i.with_rest(octets);
    match layout::check(known.layout, data, &mut Pointers::follow_all()) {
        Err(fault) if fault.kind == FaultKind::End => {
            Error::of_cut(fault, end, record.place(), known.layout.field_name(fault.field))
        }
        _ => error,
    }
}
