//! The walk over the entries of a message: names, fixed fields, RDLENGTH, one after the other.

use crate::error::{Error, Fault, FaultKind, HeadField, Section, short};
use crate::header::HEADER;
use crate::name::table::Table;
use crate::name::walk::{Budget, MAX_NAME, Suffix, step};
use crate::name::{Direct, Follow, Name};
use crate::question::Question;
use crate::rdata::{self, Type};
use crate::record::Record;
use crate::registry::Class;
use crate::wire::{Parsed, Wire, array, finish, window};

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

/// How far a walk over the entries of a section comes: what is left, the entry that comes next, and
/// why it is not read.
pub(crate) type Walked<'a> = (Wire<'a>, u16, Result<(), Fault>);

/// Walks the entries `index..count` of a section of records.
#[inline]
pub(crate) fn records<'a, F: Follow>(
    mut i: Wire<'a>,
    index: u16,
    count: u16,
    follow: &mut F,
) -> Walked<'a> {
    for index in index..count {
        match finish(i, skip_record(i, follow)) {
            Ok((left, ())) => i = left,
            Err(fault) => return (i, index, Err(fault)),
        }
    }
    (i, count.max(index), Ok(()))
}

/// Skips the entries `index..count` of a section of records, without following pointers.
///
/// Knows nothing but lengths, so that little is kept in registers.
#[inline]
pub(crate) fn skip_records(i: Wire<'_>, index: u16, count: u16) -> Walked<'_> {
    let mut left = i.octets();
    for index in index..count {
        match skipped(left) {
            Some(rest) => left = rest,
            None => return records(i.to_last(left.len()), index, count, &mut Unfollowed),
        }
    }
    (i.to_last(left.len()), count.max(index), Ok(()))
}

/// What is left behind a record, if it is whole.
#[inline]
fn skipped(octets: &[u8]) -> Option<&[u8]> {
    if let Some(([0xC0..=0xFF, .., high, low], rest)) = octets.split_first_chunk::<12>() {
        return behind(rest, [*high, *low]);
    }
    let ([.., high, low], rest) = behind_name(octets)?.split_first_chunk::<10>()?;
    behind(rest, [*high, *low])
}

/// What is left behind an RDATA of this RDLENGTH.
#[inline]
fn behind(octets: &[u8], rdlength: [u8; 2]) -> Option<&[u8]> {
    // Addresses: the next record can be read before this RDLENGTH is.
    match rdlength {
        [0, 4] => Some(octets.split_first_chunk::<4>()?.1),
        [0, 16] => Some(octets.split_first_chunk::<16>()?.1),
        _ => octets.get(usize::from(u16::from_be_bytes(rdlength))..),
    }
}

/// What is left behind a name in place.
#[inline]
fn behind_name(octets: &[u8]) -> Option<&[u8]> {
    let mut left = octets;
    loop {
        let (len, rest) = left.split_first()?;
        left = match len {
            0 => return Some(rest),
            1..=63 => rest.get(usize::from(*len)..)?,
            0xC0..=0xFF => return rest.get(1..),
            _ => return None,
        };
        if octets.len().wrapping_sub(left.len()) >= MAX_NAME {
            return None;
        }
    }
}

/// Walks the entries `index..count` of the question section.
#[inline]
pub(crate) fn questions<'a, F: Follow>(
    mut i: Wire<'a>,
    index: u16,
    count: u16,
    follow: &mut F,
) -> Walked<'a> {
    for index in index..count {
        match finish(i, question(i, follow)) {
            Ok((left, _)) => i = left,
            Err(fault) => return (i, index, Err(fault)),
        }
    }
    (i, count.max(index), Ok(()))
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
    if let Some(([high @ 0xC0..=0xFF, low, fixed @ ..], after)) = i.split_chunk::<12>() {
        step();
        let target = usize::from(u16::from_be_bytes([high & 0x3F, *low]));
        if let Err(kind) = follow.follow(i.message(), i.offset(), target) {
            let fault = Fault::pointer(i.len(), kind, target).in_head(HeadField::Owner);
            return Err(nom::Err::Error(fault));
        }
        return Ok((after, Head::of(*fixed)));
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

/// How far a walk over a message has come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress<'a> {
    /// What is still to be walked.
    pub(crate) left: Wire<'a>,
    /// The section that it is in, 0 to 3; 4 at the end.
    section: usize,
    /// The entry of the section that comes next.
    index: u16,
    /// The number of entries in each section: announced, and after a walk that broke off, found.
    pub(crate) counts: [u16; 4],
    /// Where each section ends.
    pub(crate) ends: [u16; 4],
}

impl<'a> Progress<'a> {
    /// A walk from the first entry on.
    pub(crate) fn new(message: Wire<'a>, counts: [u16; 4]) -> Self {
        Progress { left: message.after(HEADER), section: 0, index: 0, counts, ends: [0; 4] }
    }

    /// Walks all entries and checks their names, in linear work.
    #[inline]
    pub(crate) fn run(&mut self) -> Result<(), Error> {
        let mut budget = Budget::new(self.left.message());
        match self.walk(&mut budget) {
            Ok(()) => Ok(()),
            Err(Fault { kind: FaultKind::Budget, .. }) => self.run_with_table(),
            Err(fault) => Err(self.error(fault)),
        }
    }

    /// Goes on with a table of what lies behind each pointer.
    #[cold]
    #[inline(never)]
    pub(crate) fn run_with_table(&mut self) -> Result<(), Error> {
        self.walk(&mut Table::new()).map_err(|fault| self.error(fault))
    }

    /// Walks on; stays at the entry that cannot be read.
    #[inline]
    pub(crate) fn walk<F: Follow>(&mut self, follow: &mut F) -> Result<(), Fault> {
        while let Some(count) = self.counts.get(self.section) {
            let (left, index, result) = match self.section {
                0 => questions(self.left, self.index, *count, follow),
                _ => records(self.left, self.index, *count, follow),
            };
            (self.left, self.index) = (left, index);
            result?;
            let end = short(self.left.offset());
            self.ends.iter_mut().skip(self.section).for_each(|place| *place = end);
            (self.section, self.index) = (self.section + 1, 0);
        }
        Ok(())
    }

    /// Takes back the announced counts to what was found.
    pub(crate) fn break_off(&mut self) {
        let end = short(self.left.offset());
        let places = self.counts.iter_mut().zip(&mut self.ends).enumerate();
        for (section, (count, place)) in places.skip(self.section) {
            *count = if section == self.section { self.index } else { 0 };
            *place = end;
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        let section = Section::ALL.get(self.section).copied().unwrap_or(Section::Additional);
        explain(self.left, fault, section, self.index)
    }
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
