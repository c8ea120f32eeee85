//! The walk over all entries of a message, with their names checked in linear work.

use super::entry;
use super::header::HEADER;
use crate::error::{Error, Fault, FaultKind, Section, offset16};
use crate::name::{Pointers, Table};
use crate::wire::Wire;

/// A walk over the entries of a message, and its result: the framing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    /// The octets still to be walked.
    left: Wire<'a>,
    /// The current section, 0 to 3; 4 at the end.
    section: usize,
    /// The index of the next entry in the section.
    index: u16,
    /// The number of entries in each section: announced, and after a walk that broke off, found.
    pub(super) counts: [u16; 4],
    /// The offset after each section.
    pub(super) ends: [u16; 4],
}

impl<'a> Walk<'a> {
    /// A walk that starts at the first entry.
    #[inline]
    pub(crate) fn new(message: Wire<'a>, counts: [u16; 4]) -> Self {
        Walk { left: message.skip(HEADER), section: 0, index: 0, counts, ends: [0; 4] }
    }

    /// Walks all entries of a message and checks their names; returns the offsets after sections.
    #[inline]
    pub(super) fn section_ends(message: Wire<'a>, counts: [u16; 4]) -> Result<[u16; 4], Error> {
        let mut walk = Walk::new(message, counts);
        match walk.steps(&mut Pointers::budget(message.message())) {
            Ok(()) => Ok(walk.ends),
            Err(fault) => walk.ends_after(fault),
        }
    }

    /// Takes `self` by value so that the fault-free walk stays in registers.
    #[cold]
    fn ends_after(mut self, fault: Fault) -> Result<[u16; 4], Error> {
        self.resume(fault)?;
        Ok(self.ends)
    }

    /// Walks all entries and checks their names.
    pub(super) fn run(&mut self) -> Result<(), Error> {
        let mut budget = Pointers::budget(self.left.message());
        self.steps(&mut budget).or_else(|fault| self.resume(fault))
    }

    #[cold]
    fn resume(&mut self, fault: Fault) -> Result<(), Error> {
        match fault.kind {
            FaultKind::Budget => self.run_with_table(),
            _ => Err(self.error(fault)),
        }
    }

    /// Continues with a table of names.
    #[cold]
    #[inline(never)]
    pub(crate) fn run_with_table(&mut self) -> Result<(), Error> {
        let mut table = Table::new();
        self.steps(&mut Pointers::table(&mut table)).map_err(|_| {
            // When a name has several faults, the table finds the last one; a walk from the start
            // of the name finds the first.
            self.error(self.fault(&mut Pointers::follow_all()))
        })
    }

    /// Walks the remaining entries; stays at the first that cannot be read.
    #[inline]
    pub(crate) fn steps(&mut self, pointers: &mut Pointers<'_>) -> Result<(), Fault> {
        // One after the other, not in a loop, so that counts and ends stay in registers.
        self.step::<0>(pointers)?;
        self.step::<1>(pointers)?;
        self.step::<2>(pointers)?;
        self.step::<3>(pointers)
    }

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "SECTION is a constant below 4")]
    fn step<const SECTION: usize>(&mut self, pointers: &mut Pointers<'_>) -> Result<(), Fault> {
        if self.section != SECTION {
            return Ok(());
        }
        let left = self.counts[SECTION].saturating_sub(self.index);
        if left > 0 {
            let (next, walked) = if SECTION == 0 {
                entry::walk_questions(self.left, left, pointers)
            } else {
                entry::walk_records(self.left, left, pointers)
            };
            (self.left, self.index) = (next, self.index.wrapping_add(walked));
            if walked < left {
                return Err(self.fault(pointers));
            }
        }
        self.ends[SECTION] = offset16(self.left.offset());
        (self.section, self.index) = (SECTION + 1, 0);
        Ok(())
    }

    /// The fault of the next entry.
    #[cold]
    fn fault(self, pointers: &mut Pointers<'_>) -> Fault {
        entry::fault(self.left, self.section(), pointers)
    }

    fn section(&self) -> Section {
        Section::ALL.get(self.section).copied().unwrap_or(Section::Additional)
    }

    /// The offset of the next entry.
    #[cfg(test)]
    pub(crate) fn offset(&self) -> usize {
        self.left.offset()
    }

    /// Lowers the counts to the entries that were read.
    pub(super) fn keep_what_was_read(&mut self) {
        let end = offset16(self.left.offset());
        let places = self.counts.iter_mut().zip(&mut self.ends).enumerate();
        for (section, (count, place)) in places.skip(self.section) {
            *count = if section == self.section { self.index } else { 0 };
            *place = end;
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        entry::error(self.left, fault, self.section(), self.index)
    }
}
