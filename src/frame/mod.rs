//! The walk over the entries of a message: names, fixed fields, RDLENGTH, one after the other.

mod progress;

pub(crate) use progress::Progress;

use crate::error::{Error, Fault, FaultKind, HeadField, Section, short};
use crate::name::walk::{MAX_NAME, Suffix, step};
use crate::name::{Direct, Follow, Name};
use crate::question::Question;
use crate::rdata::{self, Type};
use crate::record::Record;
use crate::registry::Class;
use crate::wire::{Parsed, Wire, array, window};

/// Does not follow compression pointers: for skipping, and for what was checked before.
#[derive(Debug)]
pub(crate) struct Unfollowed;

impl Follow for Unfollowed {
    #[inline]
    fn follow(&mut self, _: &[u8], _: usize, _: usize) -> Result<Suffix, FaultKind> {
        Ok(Suffix::NONE)
    }
}

/// Reads a question.
#[inline]
pub(crate) fn question<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Question<'a>> {
    let (i, qname) = Name::parse_with(i, follow).map_err(|e| in_head(e, HeadField::Owner))?;
    let (i, [a, b, c, d]) = array(i).map_err(|e| in_fixed(i, e))?;
    let [qtype, qclass] = [[a, b], [c, d]].map(u16::from_be_bytes);
    Ok((i, Question::new(qname, Type(qtype), Class(qclass))))
}

/// Reads a record; its RDATA is there, but not looked into.
#[inline]
pub(crate) fn record<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Record<'a>> {
    let owner = short(i.offset());
    let (i, head) = head(i, follow)?;
    let rdata = short(i.offset());
    let (left, _) = window(head.rdlength.into())(i).map_err(|e| in_head(e, HeadField::Rdata))?;
    let Head { rtype, class, ttl, rdlength } = head;
    let (index, section) = (0, Section::Answer);
    let message = i.message();
    Ok((left, Record { message, ttl, owner, rdata, rdlength, rtype, class, index, section }))
}

/// Skips a record; its RDATA is there, but not looked into.
#[inline]
pub(crate) fn skip_record<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
    let (i, head) = head(i, follow)?;
    let (i, _) = window(head.rdlength.into())(i).map_err(|e| in_head(e, HeadField::Rdata))?;
    Ok((i, ()))
}

/// Skips the entries `index..count` of a section of records; what is left, and the entry that comes
/// next.
///
/// Stops before one that is not plainly there: [`skip_record`] tells what is wrong with it.
#[inline]
pub(crate) fn skip_records(i: Wire<'_>, index: u16, count: u16) -> (Wire<'_>, u16) {
    skip_plain(i, index, count, after_record)
}

/// The same for questions.
#[inline]
pub(crate) fn skip_questions(i: Wire<'_>, index: u16, count: u16) -> (Wire<'_>, u16) {
    skip_plain(i, index, count, |octets| after_name(octets)?.get(4..))
}

/// Skips entries as long as `after` tells what follows one.
#[inline]
pub(crate) fn skip_plain(
    i: Wire<'_>,
    mut index: u16,
    count: u16,
    after: impl Fn(&[u8]) -> Option<&[u8]>,
) -> (Wire<'_>, u16) {
    let mut octets = i.octets();
    while index < count
        && let Some(rest) = after(octets)
    {
        step();
        octets = rest;
        index += 1;
    }
    (i.at(octets), index)
}

/// What follows a record.
#[inline]
fn after_record(octets: &[u8]) -> Option<&[u8]> {
    step();
    let (fixed, rest) = fixed_fields(octets)?;
    after_rdata(fixed, rest)
}

/// The ten octets after an owner name, and what follows them.
#[inline]
fn fixed_fields(octets: &[u8]) -> Option<(&[u8; 10], &[u8])> {
    // A pointer owner and the ten octets after it: one length check for all twelve.
    match octets.split_first_chunk::<12>() {
        Some(([0xC0..=0xFF, _, fixed @ ..], rest)) => Some((fixed, rest)),
        _ => after_name(octets)?.split_first_chunk(),
    }
}

/// What follows the RDATA at the start of `rest`.
#[inline]
fn after_rdata<'a>([.., high, low]: &[u8; 10], rest: &'a [u8]) -> Option<&'a [u8]> {
    // A branch for the most common lengths lets the processor run ahead of the load.
    match [*high, *low] {
        [0, 4] => Some(rest.split_first_chunk::<4>()?.1),
        [0, 16] => Some(rest.split_first_chunk::<16>()?.1),
        [0, low] => rest.get(usize::from(low)..),
        rdlength => rest.get(usize::from(u16::from_be_bytes(rdlength))..),
    }
}

/// Reads a question of a message that was walked before.
#[inline]
pub(crate) fn known_question(i: Wire<'_>) -> Option<(Wire<'_>, Question<'_>)> {
    let ([a, b, c, d], rest) = after_name(i.octets())?.split_first_chunk()?;
    let [qtype, qclass] = [[*a, *b], [*c, *d]].map(u16::from_be_bytes);
    let qname = Name::at(i.message(), i.offset());
    Some((i.at(rest), Question::new(qname, Type(qtype), Class(qclass))))
}

/// Reads a record of a message that was walked before.
#[inline]
pub(crate) fn known_record(
    i: Wire<'_>,
    section: Section,
    index: u16,
) -> Option<(Wire<'_>, Record<'_>)> {
    step();
    let (fixed, rest) = fixed_fields(i.octets())?;
    let left = i.at(after_rdata(fixed, rest)?);
    let Head { rtype, class, ttl, rdlength } = Head::of(*fixed);
    let (message, owner, rdata) = (i.message(), short(i.offset()), short(i.at(rest).offset()));
    Some((left, Record { message, ttl, owner, rdata, rdlength, rtype, class, index, section }))
}

/// What follows a name, which is not looked at behind a pointer.
#[inline]
fn after_name(octets: &[u8]) -> Option<&[u8]> {
    let mut at = 0_usize;
    loop {
        step();
        match octets.get(at)? {
            0 if at < MAX_NAME => return octets.get(at + 1..),
            len @ 1..=63 => at += 1 + usize::from(*len),
            0xC0.. if at < MAX_NAME => return octets.get(at + 2..),
            _ => return None,
        }
    }
}

/// What stands between the owner and the RDATA.
struct Head {
    rtype: Type,
    class: Class,
    ttl: u32,
    rdlength: u16,
}

/// Reads owner, type, class, TTL and RDLENGTH.
#[inline]
fn head<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Head> {
    // A pointer owner and the ten octets after it: one length check for all twelve.
    if let Some([high @ 0xC0..=0xFF, low, fixed @ ..]) = i.octets().first_chunk::<12>() {
        step();
        let target = usize::from(u16::from_be_bytes([high & 0x3F, *low]));
        if let Err(kind) = follow.follow(i.message(), i.offset(), target) {
            let fault = Fault::pointer(i.len(), kind, target).in_head(HeadField::Owner);
            return Err(nom::Err::Error(fault));
        }
        return Ok((i.after(12), Head::of(*fixed)));
    }
    let (i, _) = Name::parse_with(i, follow).map_err(|e| in_head(e, HeadField::Owner))?;
    let (i, fixed) = array(i).map_err(|e| in_fixed(i, e))?;
    Ok((i, Head::of(fixed)))
}

impl Head {
    #[inline]
    fn of([a, b, c, d, e, f, g, h, i, j]: [u8; 10]) -> Self {
        let [rtype, class, rdlength] = [[a, b], [c, d], [i, j]].map(u16::from_be_bytes);
        let ttl = u32::from_be_bytes([e, f, g, h]);
        Head { rtype: Type(rtype), class: Class(class), ttl, rdlength }
    }
}

#[cold]
fn in_head(error: nom::Err<Fault>, field: HeadField) -> nom::Err<Fault> {
    error.map(|fault| fault.in_head(field))
}

/// Names the first of the fixed fields that is not wholly there.
#[cold]
fn in_fixed(i: Wire<'_>, error: nom::Err<Fault>) -> nom::Err<Fault> {
    let fields = [
        (HeadField::Type, 2),
        (HeadField::Class, 2),
        (HeadField::Ttl, 4),
        (HeadField::Rdlength, 2),
    ];
    let mut left = i.len();
    for (field, len) in fields {
        match left.checked_sub(len) {
            Some(rest) => left = rest,
            None => return nom::Err::Error(Fault::end(left, len).in_head(field)),
        }
    }
    error
}

/// The error for an entry at `i` that cannot be read, with all that is known about it.
#[cold]
pub(crate) fn explain(i: Wire<'_>, fault: Fault, section: Section, index: u16) -> Error {
    let end = i.message().len();
    let error = Error::of_entry(fault, end, section, index);
    if section == Section::Question || fault.field != HeadField::Rdata.number() {
        return error;
    }
    let Ok((rdata, head)) = head(i, &mut Unfollowed) else { return error };
    let error = error.typed(head.rtype, head.class);
    // The RDATA is cut: name the field in which it is.
    match rdata::check(head.rtype, head.class, rdata, &mut Direct) {
        Err(fault) if fault.kind == FaultKind::End => {
            Error::of_cut(fault, end, section, index).typed(head.rtype, head.class)
        }
        _ => error,
    }
}
