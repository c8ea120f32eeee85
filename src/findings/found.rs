//! Where findings go: a queue, or only the first error.

use super::Severity;
use super::finding::Finding;
use crate::name::walk::step;

/// How many findings a batch gathers at the most.
const BATCH: usize = 32;
/// The most findings that one entry can add at once.
const MOST: usize = 12;

/// Where findings go.
pub(super) trait Sink {
    fn push(&mut self, finding: Finding);

    /// Whether there is room for all that one entry can add.
    fn has_room(&self) -> bool;
}

/// The first finding of severity error; others are let go.
pub(super) struct First(pub(super) Option<Finding>);

impl Sink for First {
    fn push(&mut self, finding: Finding) {
        if finding.severity() == Severity::Error {
            self.0 = self.0.or(Some(finding));
        }
    }

    fn has_room(&self) -> bool {
        self.0.is_none()
    }
}

/// Findings that were not yet handed out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    queue: [Option<Finding>; BATCH],
    next: usize,
    len: usize,
}

impl Sink for Found {
    fn push(&mut self, finding: Finding) {
        step();
        if let Some(place) = self.queue.get_mut(self.len) {
            *place = Some(finding);
            self.len += 1;
        }
    }

    fn has_room(&self) -> bool {
        self.len + MOST <= BATCH
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
