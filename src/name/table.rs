//! A walk through compression pointers that stores its results.

use core::fmt;

use super::pointers::{MAX_POINTERS, Suffix, TARGETS};
use super::{MAX_NAME, Step, step};
use crate::error::{FaultKind, offset16};
use crate::wire::count_step;

/// Stores all results, so that each octet is walked once. 48 KiB.
pub(crate) struct Table {
    /// For an offset that was a target: the code of its suffix or fault; 0 when not known.
    known: [u16; TARGETS],
    /// For an offset where a label starts: octets to the end of its run, 255 for more than 254;
    /// 0 when not known.
    reach: [u8; TARGETS],
}

impl Suffix {
    /// The suffix with `labels` octets of labels and a pointer before it.
    #[inline]
    fn prefixed(self, labels: usize) -> Result<Suffix, FaultKind> {
        let len = usize::from(self.len) + labels;
        let hops = usize::from(self.hops) + 1;
        match (u8::try_from(len), u8::try_from(hops)) {
            (Ok(len), Ok(hops)) if usize::from(hops) < MAX_POINTERS => Ok(Suffix { len, hops }),
            (Err(_), _) => Err(FaultKind::NameTooLong),
            _ => Err(FaultKind::TooManyPointers),
        }
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").finish_non_exhaustive()
    }
}

impl Table {
    #[expect(clippy::large_stack_arrays, reason = "for hostile messages only; see SECURITY.md")]
    pub(crate) fn new() -> Self {
        (0..TARGETS * 3 / 64).for_each(|_| count_step()); // one for each cache line
        Table { known: [0; TARGETS], reach: [0; TARGETS] }
    }

    /// The octets of a name that was found to be valid, when uncompressed.
    #[inline(always)]
    pub(super) fn known_len(&self, target: usize) -> Option<usize> {
        match self.known_code(target).to_be_bytes() {
            [0x80..=0xFF, len] => Some(len.into()),
            _ => None,
        }
    }

    /// The code of what is known about a target; 0 when nothing is.
    #[inline(always)]
    pub(super) fn known_code(&self, target: usize) -> u16 {
        self.known.get(target).copied().unwrap_or(0)
    }

    /// Measures the name at `target`, which the pointer after the labels from `run` leads to.
    #[inline]
    pub(super) fn find(
        &mut self,
        message: &[u8],
        run: usize,
        target: usize,
    ) -> Result<Suffix, FaultKind> {
        if target >= run {
            return Err(FaultKind::PointerNotBackwards);
        }
        count_step();
        decode(self.known_code(target)).unwrap_or_else(|| self.resolve(message, target))
    }

    /// Measures the suffix at `target`, walking down to the first one that is known, then back up.
    #[inline(never)]
    fn resolve(&mut self, message: &[u8], target: usize) -> Result<Suffix, FaultKind> {
        let (mut at, mut found) = self.descend(message, target);
        loop {
            count_step();
            let above = self.known_code(at);
            self.set(at, encode(found));
            if at == target {
                return found;
            }
            at = usize::from(above);
            found = found.and_then(|suffix| suffix.prefixed(self.reach(message, at)));
        }
    }

    /// Stores at each unknown target on the way down a link to the target above; returns the
    /// lowest.
    fn descend(&mut self, message: &[u8], target: usize) -> (usize, Result<Suffix, FaultKind>) {
        let (mut at, mut above) = (target, target);
        loop {
            count_step();
            if let Some(found) = decode(self.known_code(at)) {
                return (at, self.restore(at, above, found));
            }
            self.set(at, offset16(above));
            let labels = self.reach(message, at);
            if labels >= MAX_NAME {
                return (at, Err(FaultKind::NameTooLong));
            }
            let found = match step(message, at.wrapping_add(labels)) {
                Step::Root => Suffix::of(labels + 1, 0),
                Step::Pointer(next) if next >= at => Err(FaultKind::PointerNotBackwards),
                Step::Pointer(next) => {
                    (above, at) = (at, next);
                    continue;
                }
                Step::Cut => Err(FaultKind::PointerToNoName),
                _ => Err(FaultKind::ReservedLabelType),
            };
            return (at, found);
        }
    }

    /// Overwrites the known result at `at` with the back link; `resolve` writes it again.
    fn restore(
        &mut self,
        at: usize,
        above: usize,
        found: Result<Suffix, FaultKind>,
    ) -> Result<Suffix, FaultKind> {
        self.set(at, offset16(above));
        found
    }

    fn set(&mut self, at: usize, code: u16) {
        if let Some(known) = self.known.get_mut(at) {
            *known = code;
        }
    }

    /// The offset after the labels from `start` on: that of a root or pointer.
    pub(super) fn end_of_labels(&mut self, message: &[u8], start: usize) -> usize {
        start.saturating_add(self.reach(message, start))
    }

    /// Octets from the label start `at` to the end of its run; 255 when that is more than 254.
    fn reach(&mut self, message: &[u8], start: usize) -> usize {
        let mut at = start;
        let mut beyond = 0;
        while let Step::Label(label) = step(message, at) {
            count_step();
            match self.reach.get(at) {
                Some(0) => at = at.wrapping_add(1 + label),
                Some(reach) => {
                    beyond = usize::from(*reach);
                    break;
                }
                // No name that starts at a target reaches this far.
                None if at >= TARGETS + MAX_NAME => break,
                None => at = at.wrapping_add(1 + label),
            }
        }
        self.fill(message, start, at, beyond);
        at.wrapping_sub(start).saturating_add(beyond).min(MAX_NAME)
    }

    /// Stores for each label from `start` to `end` the distance to the end of its run.
    fn fill(&mut self, message: &[u8], start: usize, end: usize, beyond: usize) {
        let mut at = start;
        while at < end
            && let Some(reach) = self.reach.get_mut(at)
            && let Step::Label(label) = step(message, at)
        {
            count_step();
            let octets = (end.wrapping_sub(at)).saturating_add(beyond);
            *reach = u8::try_from(octets).unwrap_or(u8::MAX);
            at = at.wrapping_add(1 + label);
        }
    }
}

/// Encodes a suffix or a fault as 0x4000 and above, so that it cannot be taken for a link to the
/// target above, which is below 0x4000.
pub(crate) fn encode(found: Result<Suffix, FaultKind>) -> u16 {
    match found {
        Ok(suffix) => u16::from_be_bytes([0x80 | suffix.hops, suffix.len]),
        Err(FaultKind::NameTooLong) => 0x4001,
        Err(FaultKind::PointerNotBackwards) => 0x4002,
        Err(FaultKind::ReservedLabelType) => 0x4003,
        Err(FaultKind::TooManyPointers) => 0x4004,
        Err(_) => 0x4005,
    }
}

pub(crate) fn decode(code: u16) -> Option<Result<Suffix, FaultKind>> {
    match code.to_be_bytes() {
        [high @ 0x80..=0xFF, len] => Some(Ok(Suffix { len, hops: high & 0x7F })),
        [0x40..=0x7F, 1] => Some(Err(FaultKind::NameTooLong)),
        [0x40..=0x7F, 2] => Some(Err(FaultKind::PointerNotBackwards)),
        [0x40..=0x7F, 3] => Some(Err(FaultKind::ReservedLabelType)),
        [0x40..=0x7F, 4] => Some(Err(FaultKind::TooManyPointers)),
        [0x40..=0x7F, _] => Some(Err(FaultKind::PointerToNoName)),
        _ => None,
    }
}
