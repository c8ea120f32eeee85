//! The walk over all entries of a message, with their names checked in linear work.

use super::{after_rdata, explain, question, skip_record};
use crate::error::{Error, Fault, FaultKind, Section, short};
use crate::header::HEADER;
use crate::name::table::Table;
use crate::name::walk::{Budget, pointer, step};
use crate::name::{Direct, Follow, extent};
use crate::wire::{Wire, finish};

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
        self.walk(&mut Table::new()).map_err(|fault| {
            // Of several faults, the table knows the last; a walk from the start tells the first.
            self.error(self.refused(&mut Direct).err().unwrap_or(fault))
        })
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
    #[expect(clippy::indexing_slicing, reason = "SECTION is a constant below 4")]
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
        match finish(i, parsed) {
            Err(fault) => Err(fault),
            Ok(_) => Err(Fault::new(i.len(), FaultKind::Invalid)),
        }
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
