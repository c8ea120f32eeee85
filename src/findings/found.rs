//! The sinks of findings: a queue, or the first error only.

use super::finding::Finding;
use crate::error::Severity;
use crate::wire::count_step;

/// The most findings of a batch.
const BATCH: usize = 32;
/// The most findings that one entry can add at once.
const MOST: usize = 16;

/// A sink of findings.
pub(super) trait Sink {
    /// The search goes on to its end at once, so that it can keep a table.
    const AT_ONCE: bool;

    fn push(&mut self, finding: Finding);

    /// Returns `true` if all findings of one more entry fit.
    fn has_room(&self) -> bool;
}

/// The first finding of severity error; others are dropped.
pub(super) struct First(pub(super) Option<Finding>);

impl Sink for First {
    const AT_ONCE: bool = true;

    fn push(&mut self, finding: Finding) {
        if finding.severity() == Severity::Error {
            self.0 = self.0.or(Some(finding));
        }
    }

    fn has_room(&self) -> bool {
        self.0.is_none()
    }
}

/// Findings that were not yet returned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    queue: [Option<Finding>; BATCH],
    next: usize,
    len: usize,
}

impl Sink for Found {
    const AT_ONCE: bool = false;

    fn push(&mut self, finding: Finding) {
        count_step();
        if let Some(place) = self.queue.get_mut(self.len) {
            *place = Some(finding);
            self.len = self.len.wrapping_add(1);
        }
    }

    fn has_room(&self) -> bool {
        self.len <= BATCH - MOST
    }
}

impl Found {
    pub(super) const NONE: Found = Found { queue: [None; BATCH], next: 0, len: 0 };

    #[inline]
    pub(super) fn pop(&mut self) -> Option<Finding> {
        let finding = *self.queue.get(self.next)?;
        if self.next < self.len {
            self.next += 1;
            return finding;
        }
        (self.next, self.len) = (0, 0);
        None
    }
}
