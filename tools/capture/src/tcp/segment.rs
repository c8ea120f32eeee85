//! TCP segments, and the order they belong in.

use crate::found::Moment;

/// The most octets that wait for those before them.
const MAX_WAITING: usize = 1 << 20;

/// The most segments that wait for those before them.
const MAX_SEGMENTS: usize = 1024;

/// Octets that an allocation takes beside its content.
const ALLOCATION: usize = 32;

/// The octets of one segment.
#[derive(Debug)]
pub(super) struct Segment {
    /// The sequence number of its first octet.
    pub(super) number: u32,
    /// The frame it came in.
    pub(super) moment: Moment,
    /// The octets that were captured.
    pub(super) octets: Vec<u8>,
}

impl Segment {
    /// The distance of its first octet from sequence number `next`; sequence numbers wrap around.
    pub(super) fn ahead_of(&self, next: u32) -> i32 {
        self.number.wrapping_sub(next).cast_signed()
    }

    /// Its octets from sequence number `next` on, unless it is ahead of that.
    pub(super) fn from(&self, next: u32) -> Option<&[u8]> {
        let seen = usize::try_from(-i64::from(self.ahead_of(next))).ok()?;
        Some(self.octets.get(seen..).unwrap_or_default())
    }
}

/// Segments that wait for octets before them.
#[derive(Debug, Default)]
pub(super) struct Waiting(Vec<Segment>);

impl Waiting {
    /// Adds a segment.
    pub(super) fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    /// Octets that it takes in memory.
    pub(super) fn used(&self) -> usize {
        let octets: usize =
            self.0.iter().map(|segment| segment.octets.capacity() + ALLOCATION).sum();
        octets + self.0.capacity() * size_of::<Segment>()
    }

    /// The sequence number after the last of them, seen from sequence number `next`.
    pub(super) fn end(&self, next: u32) -> Option<u32> {
        let ends = self.0.iter().map(|segment| {
            let count = u32::try_from(segment.octets.len()).unwrap_or_default();
            segment.number.wrapping_add(count)
        });
        ends.max_by_key(|end| end.wrapping_sub(next).cast_signed())
    }

    /// True if none waits.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if too much waits.
    pub(super) fn is_full(&self) -> bool {
        let octets: usize = self.0.iter().map(|segment| segment.octets.len()).sum();
        octets > MAX_WAITING || self.0.len() > MAX_SEGMENTS
    }

    /// The first one, seen from sequence number `next`.
    pub(super) fn first(&self, next: u32) -> Option<&Segment> {
        self.0.iter().min_by_key(|segment| segment.ahead_of(next))
    }

    /// Takes the first one if no octets are missing before it.
    pub(super) fn take_due(&mut self, next: u32) -> Option<Segment> {
        let numbered = self.0.iter().enumerate();
        let (index, first) = numbered.min_by_key(|(_, segment)| segment.ahead_of(next))?;
        let is_due = first.ahead_of(next) <= 0;
        is_due.then(|| self.0.swap_remove(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_wrap_around() {
        let mut waiting = Waiting::default();
        for number in [1, u32::MAX - 1] {
            waiting.push(Segment { number, moment: Moment::default(), octets: vec![1, 2, 3] });
        }
        let first = waiting.take_due(u32::MAX).unwrap();
        assert_eq!(first.from(u32::MAX), Some(&[2, 3][..]));
        assert!(waiting.take_due(u32::MAX).is_none());
        assert_eq!(waiting.first(u32::MAX).unwrap().ahead_of(u32::MAX), 2);
    }
}
