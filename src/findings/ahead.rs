//! What lies behind the pointers of the next records, where only a table can tell in linear work.
//!
//! Findings are handed out a few at a time. A table of lengths for each few would cost more than
//! they do, and one that is kept would make the iterator large: so a table looks at many records
//! at once, and what is kept is how each of them ends.

use crate::error::FaultKind;
use crate::message::AllRecords;
use crate::name::Follow;
use crate::name::table::{Table, decode, encode};
use crate::name::walk::Suffix;
use crate::rdata::for_type;
use crate::record::Record;

use super::plain::Quick;

/// How many records are looked at with one table.
const MOST: usize = 512;

/// What was seen of the next records.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    seen: [Ending; MOST],
    next: usize,
    len: usize,
}

/// What lies behind the last pointer of an RDATA; behind those before it are whole names, or they
/// would not have been passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pointer: u16,
    /// As a table notes it; 0 without any pointer.
    code: u16,
}

impl Ahead {
    pub(super) const NONE: Ahead = Ahead { seen: [Ending::NONE; MOST], next: 0, len: 0 };

    /// Looks at the records that come next.
    #[cold]
    #[inline(never)]
    pub(super) fn look(&mut self, records: AllRecords<'_>) {
        let mut table = Table::new();
        (self.next, self.len) = (0, 0);
        for (place, record) in self.seen.iter_mut().zip(records) {
            *place = Ending::of(&record, &mut table);
            self.len += 1;
        }
    }

    /// The next of the records that were looked at.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Replay> {
        if self.next >= self.len {
            return None;
        }
        let ending = *self.seen.get(self.next)?;
        self.next += 1;
        Some(Replay { ending, place: Place::BEFORE })
    }
}

impl Ending {
    const NONE: Ending = Ending { pointer: 0, code: 0 };

    fn of(record: &Record<'_>, table: &mut Table) -> Ending {
        let mut first = Recorder { table, place: Place::BEFORE, ending: Ending::NONE };
        if !record.is_empty_of_update() {
            let work = Quick { window: record.window(), follow: &mut first, multicast: false };
            let _ = for_type(record.rtype(), record.class(), work);
        }
        first.ending
    }
}

/// Which pointer of an RDATA it is, counted from 0: one that is looked at again is the same.
#[derive(Clone, Copy, Debug)]
struct Place {
    run: usize,
    pointer: u16,
}

impl Place {
    const BEFORE: Place = Place { run: usize::MAX, pointer: 0 };

    fn go_to(&mut self, run: usize) -> u16 {
        if run < self.run {
            self.pointer = 0; // the first, or the RDATA is read once more
        } else if run > self.run {
            self.pointer = self.pointer.saturating_add(1);
        }
        self.run = run;
        self.pointer
    }
}

/// Notes what a table finds behind the last pointer.
struct Recorder<'t> {
    table: &'t mut Table,
    place: Place,
    ending: Ending,
}

impl Follow for Recorder<'_> {
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        let found = self.table.follow(message, run, target);
        self.ending = Ending { pointer: self.place.go_to(run), code: encode(found) };
        found
    }
}

/// Says again what was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Replay {
    ending: Ending,
    place: Place,
}

impl Follow for Replay {
    fn follow(&mut self, _: &[u8], run: usize, _: usize) -> Result<Suffix, FaultKind> {
        if self.place.go_to(run) < self.ending.pointer {
            return Ok(Suffix::NONE);
        }
        decode(self.ending.code).unwrap_or(Ok(Suffix::NONE))
    }
}
