//! Results for the pointers of the next records, for messages where only a table makes the work
//! linear.
//!
//! The iterator cannot hold the 48 KiB table, and building it for each batch is too slow. So one
//! table examines 512 records ahead, and only the result for each record's last pointer is kept.

use super::record::examine_rdata;
use crate::message::record::Record;
use crate::message::{MessageRecords, Profile};
use crate::name::{Ending, Lengths, Pointers, Table};

/// The number of records that are examined with one table.
const MOST: usize = 512;

/// What is known about a record.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    /// It breaks no rule, but for that of its TTL.
    Plain,
    /// Its RDATA fits its type and breaks no rule.
    Fits,
    /// The result for the last pointer of its RDATA.
    Ending(Ending),
    /// Nothing: the table did not come to it.
    End,
}

/// The results for the next records.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    seen: [Known; MOST],
    next: usize,
    len: usize,
}

impl Ahead {
    pub(super) const NONE: Ahead = Ahead { seen: [Known::End; MOST], next: 0, len: 0 };

    /// Examines the next records; `quick`: the quick test holds for the message.
    #[cold]
    #[inline(never)]
    pub(super) fn look(&mut self, records: MessageRecords<'_>, profile: Profile, quick: bool) {
        let mut table = Table::new();
        (self.next, self.len) = (0, 0);
        for (place, record) in self.seen.iter_mut().zip(records) {
            let mut lengths = Lengths::with_table(&mut table);
            *place = if quick && record.is_quickly_plain_but_for_ttl(&mut lengths) {
                Known::Plain
            } else {
                examined(&record, profile, &mut table)
            };
            self.len = self.len.wrapping_add(1);
        }
    }

    /// What is known about the next record.
    #[inline]
    pub(super) fn next(&mut self) -> Known {
        if self.next >= self.len {
            return Known::End;
        }
        let known = self.seen.get(self.next).copied().unwrap_or(Known::End);
        self.next = self.next.wrapping_add(1);
        known
    }
}

/// What a table tells about a record.
fn examined(record: &Record<'_>, profile: Profile, table: &mut Table) -> Known {
    let mut ending = Ending::NONE;
    let mut pointers = Pointers::record(table, &mut ending).closely();
    // A table has no budget that could be used up.
    let examined = examine_rdata(record, profile, &mut pointers).unwrap_or_default();
    if examined.is_clean() {
        return Known::Fits;
    }
    Known::Ending(ending.of_long(examined.is_too_long))
}
