//! The suffixes of a name: one for each label, the label and all labels after it.

use crate::error::offset16;
use crate::name::{Step, step};
use crate::wire::count_step;

/// The most labels of a name.
const MOST_LABELS: usize = 127;
/// An odd number without a pattern: 2^64 divided by the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The start of each label of a name, and the hash of each suffix.
///
/// The hash of a suffix is the sum of the hashes of its labels: the sum over the whole name without
/// those of the labels before it.
#[derive(Clone)]
pub(super) struct Suffixes {
    labels: usize,
    starts: [u16; MOST_LABELS],
    /// The sum over the labels before this one.
    before: [u32; MOST_LABELS],
    /// The sum over all labels.
    sum: u32,
}

impl Suffixes {
    pub(super) const fn new() -> Self {
        let (starts, before) = ([0; MOST_LABELS], [0; MOST_LABELS]);
        Suffixes { labels: 0, starts, before, sum: 0 }
    }

    /// Reads the labels of the name at `at`.
    #[inline]
    pub(super) fn read(&mut self, source: &[u8], mut at: usize) {
        let (mut sum, mut labels) = (0_u32, 0_usize);
        let mut places = self.starts.iter_mut().zip(&mut self.before);
        loop {
            count_step();
            match step(source, at) {
                Step::Label(len) => {
                    let Some((start, before)) = places.next() else { break };
                    (*start, *before) = (offset16(at), sum);
                    sum = sum.wrapping_add(hash(source, at, 1 + len));
                    labels = labels.wrapping_add(1);
                    at = at.wrapping_add(1 + len);
                }
                Step::Pointer(target) => at = target,
                _ => break,
            }
        }
        (self.labels, self.sum) = (labels, sum);
    }

    /// The number of labels.
    #[inline]
    pub(super) fn labels(&self) -> usize {
        self.labels
    }

    /// The start and the hash of the suffix after the first `index` labels.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<(usize, usize)> {
        let (start, before) = (self.starts.get(index)?, self.before.get(index)?);
        let hash = self.sum.wrapping_sub(*before);
        Some((usize::from(*start), usize::try_from(hash).unwrap_or(0)))
    }
}

/// The hash of a label of `len` octets, with its length octet. It covers the first 16 octets.
#[inline]
pub(super) fn hash(octets: &[u8], at: usize, len: usize) -> u32 {
    // Without a branch on the length, which differs from label to label.
    let [head, tail] = two_words(octets, at);
    let (head, tail) = (head & mask(len), tail & mask(len.saturating_sub(8)));
    let mixed = (head ^ tail.rotate_left(29)).wrapping_mul(MIX);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(MIX);
    u32::try_from(mixed >> 32).unwrap_or(0)
}

/// Returns `true` if the label at `from` in `source` is also at `at` in `message`, as far as its first
/// 8 octets show.
#[inline]
pub(super) fn is_first_label_at(source: &[u8], from: usize, message: &[u8], at: usize) -> bool {
    let label = word(source, from);
    let len = 1 + usize::from(label.to_le_bytes()[0] & 0x3F);
    (label ^ word(message, at)) & mask(len) == 0
}

/// Returns `true` if the name at `from` in `source` equals the name at `at` in `message`, octet for
/// octet.
#[inline]
pub(super) fn is_name_at(source: &[u8], mut from: usize, message: &[u8], mut at: usize) -> bool {
    let (mut ours, mut theirs) = (0, 0);
    loop {
        if ours == 0 {
            (from, ours) = run(source, from);
        }
        if theirs == 0 {
            (at, theirs) = run(message, at);
        }
        let both = ours.min(theirs);
        if both == 0 {
            return ours == theirs;
        }
        if !are_equal(source, from, message, at, both) {
            return false;
        }
        (from, ours) = (from.wrapping_add(both), ours.wrapping_sub(both));
        (at, theirs) = (at.wrapping_add(both), theirs.wrapping_sub(both));
    }
}

/// Follows pointers to the next label or the root; returns its offset.
#[inline]
pub(super) fn skip_pointers(octets: &[u8], mut at: usize) -> usize {
    while let Step::Pointer(target) = step(octets, at) {
        count_step();
        at = target;
    }
    at
}

/// The offset of the next label of the name at `at`, and the number of octets of the labels there up to
/// the root or a pointer.
#[inline]
fn run(octets: &[u8], at: usize) -> (usize, usize) {
    let at = skip_pointers(octets, at);
    let mut end = at;
    while let Step::Label(len) = step(octets, end) {
        count_step();
        end = end.wrapping_add(1 + len);
    }
    (at, end.wrapping_sub(at))
}

/// The number of octets of the name at `at`, with the root; 0 if there is a pointer in it.
#[inline]
pub(super) fn len_without_pointer(octets: &[u8], at: usize) -> usize {
    let (first, len) = run(octets, at);
    let ends = octets.get(first.wrapping_add(len)) == Some(&0);
    if first == at && ends { len.wrapping_add(1) } else { 0 }
}

/// Compares `len` octets.
#[inline(always)]
pub(super) fn are_equal(ours: &[u8], from: usize, theirs: &[u8], at: usize, len: usize) -> bool {
    if len <= 8 {
        return (word(ours, from) ^ word(theirs, at)) & mask(len) == 0;
    }
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
    const MASKS: [u64; 9] = [
        0,
        0xFF,
        0xFFFF,
        0xFF_FFFF,
        0xFFFF_FFFF,
        0xFF_FFFF_FFFF,
        0xFFFF_FFFF_FFFF,
        0xFF_FFFF_FFFF_FFFF,
        u64::MAX,
    ];
    MASKS.get(len.min(8)).copied().unwrap_or(u64::MAX)
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
fn two_words(octets: &[u8], at: usize) -> [u64; 2] {
    match octets.get(at..).and_then(<[u8]>::first_chunk::<16>).map(|both| both.as_chunks()) {
        Some(([head, tail], _)) => [u64::from_le_bytes(*head), u64::from_le_bytes(*tail)],
        _ => [word(octets, at), word(octets, at.wrapping_add(8))],
    }
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
            assert_eq!(two_words(octets, at), [word(octets, at), word(octets, at + 8)], "{at}");
        }
    }

    #[test]
    fn long_names_differ_in_any_octet() {
        let name = [&[63][..], &[b'a'; 63], &[0]].concat();
        assert!(is_name_at(&name, 0, &name, 0));
        for place in 0..64 {
            let mut other = name.clone();
            other[place] ^= 1;
            assert!(!is_name_at(&name, 0, &other, 0), "{place}");
        }
    }

    #[test]
    fn a_name_equals_itself_however_it_is_compressed() {
        // www.example.com in three forms: at 0, 20 and 26; one without www at 4.
        let octets = b"\x03www\x07example\x03com\0\0\0\0\x03www\xC0\x04\xC0\x00\x03wwx\xC0\x04";
        for (one, other) in [(0, 20), (0, 26), (20, 26), (26, 0)] {
            assert!(is_name_at(octets, one, octets, other), "{one} {other}");
        }
        for other in [4, 16, 28] {
            assert!(!is_name_at(octets, 0, octets, other), "{other}");
            assert!(!is_name_at(octets, other, octets, 20), "{other}");
        }
    }
}
