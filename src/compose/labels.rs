//! The labels of a name that is composed, and their comparison by words.

use crate::error::offset16;
use crate::name::{Step, step};
use crate::wire::count_step;

/// The most labels of a name.
const MOST_LABELS: usize = 127;
/// An odd number without a pattern: 2^64 divided by the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The offset of each label of a name.
#[derive(Clone)]
pub(super) struct Starts([u16; MOST_LABELS]);

impl Starts {
    pub(super) const fn new() -> Self {
        Starts([0; MOST_LABELS])
    }

    /// Finds the labels of the name at `at`; returns their offsets, from left to right.
    #[inline]
    pub(super) fn read(&mut self, source: &[u8], mut at: usize) -> &[u16] {
        let mut labels = 0_usize;
        let mut places = self.0.iter_mut();
        loop {
            count_step();
            match step(source, at) {
                Step::Label(len) => {
                    let Some(place) = places.next() else { break };
                    *place = offset16(at);
                    labels = labels.wrapping_add(1);
                    at = at.wrapping_add(1 + len);
                }
                Step::Pointer(target) => at = target,
                _ => break,
            }
        }
        self.0.get(..labels).unwrap_or_default()
    }
}

/// A label with its length octet.
#[derive(Clone, Copy)]
pub(super) struct Label {
    at: u16,
    /// The number of octets.
    pub(super) len: usize,
    /// The first 16 octets; octets after the label are zero.
    words: [u64; 2],
    /// The bits of those octets.
    masks: [u64; 2],
}

impl Label {
    /// The label at `at`.
    #[inline]
    pub(super) fn read(octets: &[u8], at: u16) -> Self {
        let [head, tail] = two_words(octets, at);
        let len = 1 + usize::from(head.to_le_bytes()[0]);
        let [first, second] = masks(len);
        Label { at, len, words: [head & first, tail & second], masks: [first, second] }
    }

    /// The hash of the label and of the offset of the name after it. It covers the first 16 octets.
    #[inline]
    pub(super) fn hash(&self, parent: u16) -> usize {
        let [head, tail] = self.words;
        let mixed = (head ^ tail.rotate_left(29)).wrapping_mul(MIX) >> 48;
        usize::from(parent).wrapping_add(usize::try_from(mixed).unwrap_or(0))
    }

    /// Returns `true` if the label, of `source`, is also at `at` in `message`, octet for octet.
    #[inline]
    pub(super) fn is_at(&self, source: &[u8], message: &[u8], at: u16) -> bool {
        let ([head, tail], [first, second]) = (self.words, self.masks);
        let [their_head, their_tail] = two_words(message, at);
        (their_head & first ^ head) | (their_tail & second ^ tail) == 0
            && (self.len <= 16 || self.is_rest_at(source, message, at))
    }

    /// Compares the octets after the first 16.
    #[cold]
    fn is_rest_at(&self, source: &[u8], message: &[u8], at: u16) -> bool {
        let (ours, theirs) = (usize::from(self.at), usize::from(at));
        source.get(ours + 16..ours + self.len) == message.get(theirs + 16..theirs + self.len)
    }

    /// Copies the label, of `source`, to `to` in `message`; `None` if it does not fit.
    #[inline]
    pub(super) fn copy(&self, source: &[u8], message: &mut [u8], to: usize) -> Option<()> {
        if self.len <= 16
            && let Some(place) = message.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<16>)
        {
            // Later writes overwrite the extra octets.
            let [head, tail] = self.words;
            *place = (u128::from(tail) << 64 | u128::from(head)).to_le_bytes();
            return Some(());
        }
        self.copy_exactly(source, message, to)
    }

    /// [`Label::copy`] for a long label or the last octets of the message.
    #[cold]
    fn copy_exactly(&self, source: &[u8], message: &mut [u8], to: usize) -> Option<()> {
        let at = usize::from(self.at);
        let place = message.get_mut(to..)?.get_mut(..self.len)?;
        place.copy_from_slice(source.get(at..at + self.len)?);
        Some(())
    }
}

/// The number of octets of the name at `at`, with the root; 0 if there is a pointer in it.
#[inline]
pub(super) fn len_without_pointer(octets: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Step::Label(len) = step(octets, end) {
        count_step();
        end = end.wrapping_add(1 + len);
    }
    let ends = octets.get(end) == Some(&0);
    if ends { end.wrapping_sub(at).wrapping_add(1) } else { 0 }
}

/// Compares `len` octets.
#[inline(always)]
pub(super) fn are_equal(ours: &[u8], from: usize, theirs: &[u8], at: usize, len: usize) -> bool {
    // Up to 24 octets are compared without a branch on their number.
    if len <= 24
        && let Some(ours) = ours.get(from..).and_then(<[u8]>::first_chunk::<24>)
        && let Some(theirs) = theirs.get(at..).and_then(<[u8]>::first_chunk::<24>)
    {
        let differ = |first: usize| {
            (word(ours, first) ^ word(theirs, first)) & mask(len.saturating_sub(first))
        };
        return differ(0) | differ(8) | differ(16) == 0;
    }
    are_equal_by_words(ours, from, theirs, at, len)
}

/// [`are_equal`] for any number of octets.
#[inline(never)]
fn are_equal_by_words(ours: &[u8], from: usize, theirs: &[u8], at: usize, len: usize) -> bool {
    let mut done = 0;
    while len.wrapping_sub(done) > 8 {
        if word(ours, from.wrapping_add(done)) != word(theirs, at.wrapping_add(done)) {
            return false;
        }
        done = done.wrapping_add(8);
    }
    let ours = word(ours, from.wrapping_add(done));
    (ours ^ word(theirs, at.wrapping_add(done))) & mask(len.wrapping_sub(done)) == 0
}

/// The bits of the first `len` octets of a word.
#[inline]
fn mask(len: usize) -> u64 {
    masks(len)[0]
}

/// The bits of the first `len` octets of two words.
#[inline]
fn masks(len: usize) -> [u64; 2] {
    const MASKS: [[u64; 2]; 17] = {
        let mut masks = [[u64::MAX; 2]; 17];
        let mut bits = 0;
        let mut left: &mut [[u64; 2]] = &mut masks;
        while let [mask, rest @ ..] = left {
            *mask = match bits {
                0..64 => [(1 << bits) - 1, 0],
                64..128 => [u64::MAX, (1 << (bits - 64)) - 1],
                _ => [u64::MAX; 2],
            };
            bits += 8;
            left = rest;
        }
        masks
    };
    MASKS.get(len.min(16)).copied().unwrap_or([u64::MAX; 2])
}

/// The 8 octets at `at`, the first in the lowest bits; octets after the end count as zero.
#[inline]
fn word(octets: &[u8], at: usize) -> u64 {
    match octets.get(at..).and_then(<[u8]>::first_chunk) {
        Some(word) => u64::from_le_bytes(*word),
        None => last_word(octets, at),
    }
}

/// The 16 octets at `at`, as two of [`word`].
#[inline]
fn two_words(octets: &[u8], at: u16) -> [u64; 2] {
    let at = usize::from(at);
    match octets.get(at..at + 16).map(<[u8]>::as_chunks) {
        Some(([head, tail], _)) => [u64::from_le_bytes(*head), u64::from_le_bytes(*tail)],
        _ => last_words(octets, at),
    }
}

/// [`two_words`] for an offset with fewer than 16 octets left.
#[cold]
#[inline(never)]
fn last_words(octets: &[u8], at: usize) -> [u64; 2] {
    [word(octets, at), word(octets, at.wrapping_add(8))]
}

/// [`word`] for an offset with fewer than 8 octets left.
fn last_word(octets: &[u8], at: usize) -> u64 {
    let left = octets.get(at..).unwrap_or_default();
    match octets.last_chunk() {
        Some(last) if matches!(left.len(), 1..=8) => {
            u64::from_le_bytes(*last) >> (64 - 8 * left.len())
        }
        _ => left.iter().rev().fold(0, |word, octet| word << 8 | u64::from(*octet)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_wherever_it_stands() {
        let octets = b"\x03www\x07example\x03com\0";
        assert_eq!(word(octets, 12), word(b"\x03com\0", 0));
        assert_eq!(word(octets, 12), u64::from(u32::from_le_bytes(*b"\x03com")));
        assert_eq!(word(octets, 17), 0);
        assert_eq!(word(b"", 0), 0);
        for at in 0..=octets.len() {
            assert_eq!(
                two_words(octets, offset16(at)),
                [word(octets, at), word(octets, at + 8)],
                "{at}"
            );
        }
    }

    #[test]
    fn names_are_equal_in_all_their_octets() {
        // In the middle of other octets, and at the end of the message.
        for (len, after) in (1..=40).flat_map(|len| [(len, 0), (len, 3), (len, 40)]) {
            let ours: Vec<u8> = (0..100).collect();
            let theirs = |changed: Option<usize>| {
                let mut theirs = [&[99, 98][..], &ours[5..5 + len], &vec![97; after]].concat();
                if let Some(at) = changed {
                    theirs[2 + at] ^= 0x20;
                }
                theirs
            };
            let equal = |theirs: &[u8]| are_equal(&ours, 5, theirs, 2, len);
            assert!(equal(&theirs(None)), "{len}");
            for at in 0..len {
                assert!(!equal(&theirs(Some(at))), "octet {at} of {len}");
                let mut two = theirs(Some(at));
                two[2 + (at + 8) % len] ^= 0x20;
                assert_eq!(equal(&two), (at + 8) % len == at, "octet {at} of {len}");
            }
            assert!((len..len + after).all(|at| equal(&theirs(Some(at)))), "{len}");
        }
    }

    #[test]
    fn a_name_without_a_pointer_has_a_length() {
        let octets = b"\x03www\x07example\0\x01a\xc0\0";
        assert_eq!(len_without_pointer(octets, 0), 13);
        assert_eq!(len_without_pointer(octets, 4), 9);
        assert_eq!(len_without_pointer(octets, 12), 1);
        assert_eq!(len_without_pointer(octets, 13), 0, "with a pointer");
        assert_eq!(len_without_pointer(octets, 15), 0, "a pointer");
    }

    #[test]
    fn short_labels_differ_in_any_two_octets() {
        let label = [&[15][..], &[b'a'; 15], &[0]].concat();
        let is_at = |other: &[u8]| Label::read(&label, 0).is_at(&label, other, 0);
        for (first, second) in (1..16).flat_map(|first| (0..first).map(move |other| (first, other)))
        {
            let mut other = label.clone();
            other[first] ^= 1;
            other[second] ^= 1;
            assert!(!is_at(&other), "{first} and {second}");
        }
    }

    #[test]
    fn long_labels_differ_in_any_octet() {
        let label = [&[63][..], &[b'a'; 63], &[0]].concat();
        let is_at = |other: &[u8]| Label::read(&label, 0).is_at(&label, other, 0);
        assert!(is_at(&label));
        for place in 0..64 {
            let mut other = label.clone();
            other[place] ^= 1;
            assert!(!is_at(&other), "{place}");
        }
    }
}
