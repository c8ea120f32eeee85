//! Tells which names of a message are a name or below it, in linear work.

use super::compare::are_equal;
use super::pointers::{MAX_POINTERS, TARGETS};
use super::{Name, NameBuf, Step, step};
use crate::wire::count_step;

/// The most labels of a name.
const MAX_LABELS: usize = 127;
/// The most labels and pointers of a name.
const MAX_STEPS: usize = MAX_LABELS + MAX_POINTERS;

/// What is known about the name at an offset: one of the constants, or the number of its labels plus 1,
/// if they are the rightmost labels of the name.
type Known = u8;
const UNKNOWN: Known = 0;
/// It is below the name.
const BELOW: Known = 254;
/// It is neither the name, nor below it, nor above it.
const OTHER: Known = 255;

/// A name, and what is known about the names of a message. 16 KiB.
pub(crate) struct Below {
    name: NameBuf,
    /// The offsets of its labels.
    starts: [u8; MAX_LABELS],
    /// The number of its labels.
    labels: u8,
    known: [Known; TARGETS],
}

impl Below {
    pub(crate) fn new(name: Name<'_>) -> Self {
        (0..TARGETS / 64).for_each(|_| count_step()); // one for each cache line
        let (name, mut starts, mut labels, mut at) = (name.to_buf(), [0; MAX_LABELS], 0, 0_u8);
        for place in &mut starts {
            let Step::Label(len) = step(name.as_octets(), at.into()) else { break };
            *place = at;
            labels += 1;
            at = at.wrapping_add(u8::try_from(len).unwrap_or(0)).wrapping_add(1);
        }
        Below { name, starts, labels, known: [UNKNOWN; TARGETS] }
    }

    /// Returns `true` if another name is this one or below it, as [`Name::ends_with`] does. All
    /// names must be of one message.
    pub(crate) fn has(&mut self, other: Name<'_>) -> bool {
        let (message, mut at) = (other.message, other.start);
        // Walks down to the first name that is known, and back up.
        let (mut path, mut len) = ([0_u16; MAX_STEPS], 0_usize);
        let mut known = loop {
            count_step();
            let known = self.known.get(at).copied().unwrap_or(UNKNOWN);
            if known != UNKNOWN {
                break known;
            }
            let next = match step(message, at) {
                Step::Label(label) => at.wrapping_add(1 + label),
                Step::Pointer(target) => target,
                _ => break 1,
            };
            if let (Some(place), Ok(offset)) = (path.get_mut(len), u16::try_from(at)) {
                *place = offset;
                len = len.wrapping_add(1);
            }
            at = next;
        };
        for offset in path.get(..len).unwrap_or_default().iter().rev() {
            count_step();
            let at = usize::from(*offset);
            if let Step::Label(label) = step(message, at) {
                let octets = message.get(at..at.wrapping_add(1 + label));
                known = self.with_label(known, octets.unwrap_or_default());
            }
            if let Some(place) = self.known.get_mut(at) {
                *place = known;
            }
        }
        self.is_below(known)
    }

    fn is_below(&self, known: Known) -> bool {
        known == BELOW || known == self.labels.wrapping_add(1)
    }

    /// What is known about a name with one label more, on the left.
    fn with_label(&self, known: Known, label: &[u8]) -> Known {
        if known == OTHER {
            return OTHER;
        }
        if self.is_below(known) {
            return BELOW;
        }
        // The label to the left of those that are shared; lengths are no letters.
        let start = usize::from(self.labels.wrapping_sub(known));
        let start = self.starts.get(start).copied().unwrap_or(0);
        let own = self.name.as_octets().get(start.into()..).unwrap_or_default();
        match own.get(..label.len()) {
            Some(own) if are_equal(own, label) => known.wrapping_add(1),
            _ => OTHER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_below_as_it_ends_with() {
        // Labels, roots and pointers that lead to any of those before.
        let message =
            b"\x01a\x01b\0\x01B\xc0\0\x01c\xc0\x02\x02ab\xc0\x07\xc0\x05\x01A\xc0\0\x01x\xc0\x14";
        let starts = [0, 2, 4, 5, 7, 9, 11, 13, 16, 18, 20, 22, 24, 26];
        for zone in starts.map(|start| Name::at(message, start)) {
            let mut below = Below::new(zone);
            for _ in 0..2 {
                for name in starts.map(|start| Name::at(message, start)) {
                    assert_eq!(below.has(name), name.ends_with(zone), "{name} in {zone}");
                }
            }
        }
    }
}
