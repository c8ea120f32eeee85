//! A walk through compression pointers that remembers where it has been.

use core::fmt;

use super::walk::{
    End, Follow, MAX_NAME, MAX_POINTERS, Suffix, TARGETS, end_of_run, label_len, step,
};
use crate::error::{FaultKind, short};

/// Remembers all that was walked, so that each octet is walked once. 48 KiB.
pub(crate) struct Table {
    /// For an offset that was a target: the code of its suffix or fault; 0 when not known.
    known: [u16; TARGETS],
    /// For an offset where a label starts: octets to the end of its run, 255 for more than 254;
    /// 0 when not known.
    reach: [u8; TARGETS],
}

impl Suffix {
    /// The same name with `labels` octets of labels and a pointer to it before it.
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
        (0..TARGETS * 3 / 64).for_each(|_| step()); // one for each cache line
        Table { known: [0; TARGETS], reach: [0; TARGETS] }
    }

    /// The suffix at `target`, walking down to the first one that is known, then back up.
    #[inline(never)]
    fn resolve(&mut self, message: &[u8], target: usize) -> Result<Suffix, FaultKind> {
        let (mut at, mut found) = self.descend(message, target);
        loop {
            step();
            let above = self.known.get(at).copied().unwrap_or(0);
            self.set(at, encode(found));
            if at == target {
                return found;
            }
            at = usize::from(above);
            found = found.and_then(|suffix| suffix.prefixed(self.reach(message, at)));
        }
    }

    /// Leaves at each unknown target on the way down the one above it; returns the lowest.
    fn descend(&mut self, message: &[u8], target: usize) -> (usize, Result<Suffix, FaultKind>) {
        let (mut at, mut above) = (target, target);
        loop {
            step();
            if let Some(found) = decode(self.known.get(at).copied().unwrap_or(0)) {
                return (at, self.restore(at, above, found));
            }
            self.set(at, short(above));
            let labels = self.reach(message, at);
            if labels >= MAX_NAME {
                return (at, Err(FaultKind::NameTooLong));
            }
            match end_of_run(message, at.wrapping_add(labels)) {
                Err(kind) => return (at, Err(kind)),
                Ok(End::Root) => return (at, Suffix::of(labels + 1, 0)),
                Ok(End::Pointer(next)) if next >= at => {
                    return (at, Err(FaultKind::PointerNotBackwards));
                }
                Ok(End::Pointer(next)) => (above, at) = (at, next),
            }
        }
    }

    /// What is known of `at` gives way to the link upwards, until it is written again.
    fn restore(
        &mut self,
        at: usize,
        above: usize,
        found: Result<Suffix, FaultKind>,
    ) -> Result<Suffix, FaultKind> {
        self.set(at, short(above));
        found
    }

    fn set(&mut self, at: usize, code: u16) {
        if let Some(known) = self.known.get_mut(at) {
            *known = code;
        }
    }

    /// Octets from the label start `at` to the end of its run; 255 when that is more than 254.
    fn reach(&mut self, message: &[u8], start: usize) -> usize {
        let mut at = start;
        let mut beyond = 0;
        while let Some(label) = label_len(message, at) {
            step();
            match self.reach.get(at) {
                Some(0) => at = at.wrapping_add(1 + label),
                Some(reach) => {
                    beyond = usize::from(*reach);
                    break;
                }
                // Seen from every offset that a pointer can name, this is too far away.
                None if at >= TARGETS + MAX_NAME => break,
                None => at = at.wrapping_add(1 + label),
            }
        }
        self.fill(message, start, at, beyond);
        at.wrapping_sub(start).saturating_add(beyond).min(MAX_NAME)
    }

    /// Notes for each label from `start` to `end` how far the end of their run is.
    fn fill(&mut self, message: &[u8], start: usize, end: usize, beyond: usize) {
        let mut at = start;
        while at < end
            && let Some(reach) = self.reach.get_mut(at)
            && let Some(label) = label_len(message, at)
        {
            step();
            let octets = (end.wrapping_sub(at)).saturating_add(beyond);
            *reach = u8::try_from(octets).unwrap_or(u8::MAX);
            at = at.wrapping_add(1 + label);
        }
    }
}

impl Follow for Table {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        if target >= run {
            return Err(FaultKind::PointerNotBackwards);
        }
        step();
        let known = self.known.get(target).copied().unwrap_or(0);
        decode(known).unwrap_or_else(|| self.resolve(message, target))
    }
}

/// A code above every link between targets, which are below 0x4000: the suffix's length and hops, or a
/// fault.
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
