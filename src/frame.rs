//! The walk over the entries of a message: names, fixed fields, RDLENGTH, one after the other.

use crate::error::{Error, Fault, FaultKind, HeadField, Section, short};
use crate::header::HEADER;
use crate::name::table::Table;
use crate::name::walk::{Budget, MAX_NAME, Suffix, pointer, step};
use crate::name::{Direct, Follow, Name, extent};
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

/// Skips up to `count` records that are plainly there; returns how many they were.
///
/// Stops before one that is not: [`skip_record`] tells what is wrong with it.
#[inline]
pub(crate) fn skip_records(i: Wire<'_>, count: u16) -> (Wire<'_>, u16) {
    skip_plain(i, count, after_record)
}

/// The same for questions.
#[inline]
pub(crate) fn skip_questions(i: Wire<'_>, count: u16) -> (Wire<'_>, u16) {
    skip_plain(i, count, |octets| after_name(octets)?.get(4..))
}

#[inline]
fn skip_plain(i: Wire<'_>, count: u16, after: impl Fn(&[u8]) -> Option<&[u8]>) -> (Wire<'_>, u16) {
    let mut octets = i.octets();
    let mut left = count;
    while left > 0
        && let Some(rest) = after(octets)
    {
        step();
        octets = rest;
        left -= 1;
    }
    (i.at(octets), count - left)
}

/// What follows a record.
#[inline]
fn after_record(octets: &[u8]) -> Option<&[u8]> {
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
    match (*high, *low) {
        (0, 4) => rest.get(4..),
        (0, 16) => rest.get(16..),
        (0, low) => rest.get(usize::from(low)..),
        (high, low) => rest.get(usize::from(u16::from_be_bytes([high, low]))..),
    }
}

/// Reads a record of a message that was walked before.
#[inline]
pub(crate) fn known_record<'a>(
    i: Wire<'a>,
    section: Section,
    index: u16,
) -> Option<(Wire<'a>, Record<'a>)> {
    let (fixed, rest) = fixed_fields(i.octets())?;
    let left = i.at(after_rdata(fixed, rest)?);
    let Head { rtype, class, ttl, rdlength } = Head::of(*fixed);
    let (message, owner, rdata) = (i.message(), short(i.offset()), short(i.at(rest).offset()));
    Some((left, Record { message, ttl, owner, rdata, rdlength, rtype, class, index, section }))
}

/// What follows a question whose name is checked.
#[inline]
fn after_checked_question<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Option<Wire<'a>> {
    let octets = i.octets().get(extent(i, follow)?..)?;
    Some(i.at(octets.get(4..)?))
}

/// Walks over up to `count` records whose owners are checked; returns how many they were.
fn walk_records<'a, F: Follow>(i: Wire<'a>, count: u16, follow: &mut F) -> (Wire<'a>, u16) {
    let mut octets = i.octets();
    let mut left = count;
    while left > 0
        && let Some(rest) = after_checked_record(i, octets, follow)
    {
        octets = rest;
        left -= 1;
    }
    (i.at(octets), count - left)
}

/// What follows a record whose owner is checked.
#[inline]
fn after_checked_record<'a, F: Follow>(
    i: Wire<'a>,
    octets: &'a [u8],
    follow: &mut F,
) -> Option<&'a [u8]> {
    let (fixed, rest) = match octets.split_first_chunk::<12>() {
        Some(([high @ 0xC0..=0xFF, low, fixed @ ..], rest)) => {
            step();
            follow.follow(i.message(), i.at(octets).offset(), pointer(*high, *low)).ok()?;
            (fixed, rest)
        }
        _ => octets.get(extent(i.at(octets), follow)?..)?.split_first_chunk()?,
    };
    after_rdata(fixed, rest)
}

/// What follows a name, which is not looked at behind a pointer.
#[inline]
fn after_name(octets: &[u8]) -> Option<&[u8]> {
    let mut at = 0_usize;
    loop {
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
    #[inline]
    pub(crate) fn new(message: Wire<'a>, counts: [u16; 4]) -> Self {
        Progress { left: message.after(HEADER), section: 0, index: 0, counts, ends: [0; 4] }
    }

    /// Walks all entries of a message and checks their names, in linear work; where sections end.
    #[inline]
    pub(crate) fn ends(message: Wire<'a>, counts: [u16; 4]) -> Result<[u16; 4], Error> {
        let mut progress = Progress::new(message, counts);
        match progress.walk(&mut Budget::new(message.message())) {
            Ok(()) => Ok(progress.ends),
            Err(fault) => progress.resumed(fault),
        }
    }

    // By value, so that a walk without faults need not be in memory.
    #[cold]
    fn resumed(mut self, fault: Fault) -> Result<[u16; 4], Error> {
        self.resume(fault)?;
        Ok(self.ends)
    }

    /// Walks all entries and checks their names, in linear work.
    pub(crate) fn run(&mut self) -> Result<(), Error> {
        let mut budget = Budget::new(self.left.message());
        self.walk(&mut budget).or_else(|fault| self.resume(fault))
    }

    #[cold]
    fn resume(&mut self, fault: Fault) -> Result<(), Error> {
        match fault.kind {
            FaultKind::Budget => self.run_with_table(),
            _ => Err(self.error(fault)),
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
        // One after the other, not in a loop, so that counts and ends stay in registers.
        self.section::<0, F>(follow)?;
        self.section::<1, F>(follow)?;
        self.section::<2, F>(follow)?;
        self.section::<3, F>(follow)
    }

    #[inline(always)]
    fn section<const SECTION: usize, F: Follow>(&mut self, follow: &mut F) -> Result<(), Fault> {
        if self.section != SECTION {
            return Ok(());
        }
        if SECTION == 0 {
            while self.index < self.counts[SECTION]
                && let Some(left) = after_checked_question(self.left, follow)
            {
                (self.left, self.index) = (left, self.index + 1);
            }
        } else if self.index < self.counts[SECTION] {
            let left = self.counts[SECTION] - self.index;
            let (next, walked) = walk_records(self.left, left, follow);
            (self.left, self.index) = (next, self.index + walked);
        }
        if self.index < self.counts[SECTION] {
            return self.refused(follow);
        }
        self.ends[SECTION] = short(self.left.offset());
        (self.section, self.index) = (SECTION + 1, 0);
        Ok(())
    }

    /// Why the next entry is not plainly there.
    #[cold]
    fn refused<F: Follow>(self, follow: &mut F) -> Result<(), Fault> {
        let i = self.left;
        let parsed = match self.section {
            0 => question(i, follow).map(|(i, _)| (i, ())),
            _ => skip_record(i, follow),
        };
        finish(i, parsed).map(|_| ())
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
