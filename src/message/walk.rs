//! The walk over all entries of a message that gives faults their place, in linear work.

use super::entry;
use super::framing::{Framing, Place, Strict};
use crate::error::{Error, Fault, FaultKind, Section, offset16};
use crate::name::{Pointers, Table};
use crate::wire::Wire;

/// A walk over the entries of a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    /// The octets still to be walked.
    left: Wire<'a>,
    /// The current section, 0 to 3; 4 at the end.
    section: usize,
    /// The index of the next entry in the section.
    index: u16,
    /// The announced counts.
    counts: [u16; 4],
    /// The offsets after the sections that were walked.
    ends: [u16; 4],
}

impl<'a> Walk<'a> {
    /// A walk that starts at the first entry.
    #[cfg(test)]
    pub(crate) fn new(message: Wire<'a>, counts: [u16; 4]) -> Self {
        Walk::from(message, counts, Place::START)
    }

    /// A walk that starts at a later entry; those before it were walked.
    pub(super) fn from(message: Wire<'a>, counts: [u16; 4], start: Place) -> Self {
        let Place { section, index, at, ends } = start;
        Walk { left: message.skip(at), section, index, counts, ends }
    }

    /// Walks all entries and checks their names.
    pub(super) fn run(&mut self) -> Result<Framing, Error> {
        let mut budget = Pointers::budget(self.left.message());
        match self.steps(&mut budget) {
            Err(fault) if fault.kind == FaultKind::Budget => self.run_with_table()?,
            steps => steps.map_err(|fault| self.error(fault))?,
        }
        Ok(self.framing())
    }

    /// Continues with a table of names.
    #[cold]
    #[inline(never)]
    pub(crate) fn run_with_table(&mut self) -> Result<(), Error> {
        let mut table = Table::new();
        self.steps(&mut Pointers::table(&mut table)).map_err(|fault| {
            // When a name has several faults, the table finds the last one; a walk from the start
            // of the name finds the first.
            let again = entry::pass(self.left, self.section(), &mut Pointers::follow_all());
            self.error(again.err().unwrap_or(fault))
        })
    }

    /// Walks the remaining entries; stays at the first that cannot be read.
    pub(crate) fn steps(&mut self, pointers: &mut Pointers<'_>) -> Result<(), Fault> {
        while let Some(section) = Section::ALL.get(self.section).copied() {
            let count = section.of(self.counts);
            while self.index < count {
                self.left = entry::pass(self.left, section, pointers)?;
                self.index = self.index.wrapping_add(1);
            }
            self.end_section();
        }
        Ok(())
    }

    fn end_section(&mut self) {
        if let Some(end) = self.ends.get_mut(self.section) {
            *end = offset16(self.left.offset());
        }
        (self.section, self.index) = (self.section.wrapping_add(1), 0);
    }

    fn section(&self) -> Section {
        Section::ALL.get(self.section).copied().unwrap_or(Section::Additional)
    }

    /// The offset of the next entry.
    #[cfg(test)]
    pub(crate) fn offset(&self) -> usize {
        self.left.offset()
    }

    /// The framing of the entries that were read.
    pub(super) fn read(mut self) -> Framing {
        while self.section < Section::ALL.len() {
            if let Some(count) = self.counts.get_mut(self.section) {
                *count = self.index;
            }
            self.end_section();
        }
        self.framing()
    }

    fn framing(&self) -> Framing {
        Framing::new(self.counts, self.ends, Strict::Unclear)
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        entry::error(self.left, fault, self.section(), self.index)
    }
}
