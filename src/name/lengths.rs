//! The lengths of the names of a message by their offset, for one fast walk over it.
//!
//! The walk accepts ordinary names only. It gives up at a fault, at a pointer that leads into the header
//! or to a pointer, and after too many steps; a walk with [`Pointers`](super::Pointers) then decides.

use super::pointers::HEADER;
use super::{MAX_NAME, Step, pointer, step};
use crate::wire::count_step;

/// The number of lengths that are kept. Offsets that are equal modulo this number share a place.
const PLACES: usize = 64;

/// The lengths of names whose first octet is a label, and the steps that may still be taken.
#[derive(Debug)]
pub(crate) struct Lengths<'a> {
    message: &'a [u8],
    /// The upper 8 bits of an offset and the length of the name there; 0 when none is known.
    places: [u16; PLACES],
    /// The labels that may still be read to measure names that pointers lead to.
    pub(crate) steps: usize,
}

/// A name in place: the offset after it, and whether it ends in a pointer.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) end: usize,
    pub(crate) compressed: bool,
}

impl<'a> Lengths<'a> {
    #[inline]
    pub(crate) fn new(message: &'a [u8], steps: usize) -> Self {
        Lengths { message, places: [0; PLACES], steps }
    }

    /// The upper bits of an offset that pointers reach, as a place holds them.
    #[inline(always)]
    fn tag(offset: usize) -> Option<u16> {
        u16::try_from(offset).ok().filter(|offset| *offset < 0x4000).map(|offset| offset >> 6 << 8)
    }

    /// Notes the length of the name at `offset`; the caller knows that it begins with a label.
    #[inline(always)]
    fn note(&mut self, offset: usize, len: usize) {
        if let (Some(tag), Ok(len)) = (Lengths::tag(offset), u8::try_from(len))
            && let Some(place) = self.places.get_mut(offset % PLACES)
        {
            *place = tag | u16::from(len);
        }
    }

    /// The length of the name that a pointer leads to. `run` is the start of the name with the
    /// pointer.
    #[inline(always)]
    pub(crate) fn target(&mut self, target: usize, run: usize) -> Option<usize> {
        let place = self.places.get(target % PLACES).copied().unwrap_or(0);
        let len = Lengths::tag(target).unwrap_or(0) ^ place;
        if (1..=255).contains(&len) { Some(len.into()) } else { self.measure(target, run) }
    }

    /// Walks over the name that a pointer leads to, and notes its length.
    #[inline(never)]
    fn measure(&mut self, target: usize, run: usize) -> Option<usize> {
        if target >= run || target < HEADER {
            return None;
        }
        let (mut start, mut at, mut len) = (target, target, 0);
        loop {
            count_step();
            self.steps = self.steps.checked_sub(1)?;
            match step(self.message, at) {
                Step::Label(label) => at += 1 + label,
                Step::Root => {
                    len += at + 1 - start;
                    break;
                }
                Step::Pointer(next) if next < start && start < at && next >= HEADER => {
                    len += at - start;
                    (start, at) = (next, next);
                }
                _ => return None,
            }
            // Labels that run over their own pointer break a rule.
            if len + (at - start) >= MAX_NAME || at >= run {
                return None;
            }
        }
        if len > 1 {
            self.note(target, len);
        }
        (len <= MAX_NAME).then_some(len)
    }

    /// Measures the name at `start`, which must end before `end`.
    #[inline(always)]
    pub(crate) fn name(&mut self, start: usize, end: usize) -> Option<Extent> {
        self.finish(start, start, end)
    }

    /// Measures the first QNAME. Its labels are noted too, since owners point to them.
    #[inline(always)]
    pub(crate) fn qname(&mut self, start: usize) -> Option<Extent> {
        // Four steps without a branch: most names have up to four labels, and their number cannot
        // be predicted.
        let mut starts = [start; 4];
        let mut at = start;
        for place in &mut starts {
            *place = at;
            let first = self.message.get(at).copied().unwrap_or(0);
            at += if first < 64 { usize::from(first) + usize::from(first != 0) } else { 0 };
        }
        let extent = self.finish(start, at, self.message.len())?;
        if !extent.compressed {
            for place in starts {
                self.note(place, extent.end.wrapping_sub(place));
            }
        }
        Some(extent)
    }

    /// Reads the labels of a name from `at` on; it starts at `start`.
    #[inline(always)]
    fn finish(&mut self, start: usize, mut at: usize, end: usize) -> Option<Extent> {
        let octets = self.message.get(..end)?;
        let (len, extent) = loop {
            count_step();
            let first = *octets.get(at)?;
            if first == 0 {
                at += 1;
                break (at - start, Extent { end: at, compressed: false });
            }
            if first < 64 {
                at += 1 + usize::from(first);
                continue;
            }
            if first < 0xC0 {
                return None;
            }
            let low = *octets.get(at + 1)?;
            let suffix = self.target(pointer(first, low), start)?;
            break (at - start + suffix, Extent { end: at + 2, compressed: true });
        };
        if len > MAX_NAME {
            return None;
        }
        if extent.end - start > 2 {
            self.note(start, len);
        }
        Some(extent)
    }
}
