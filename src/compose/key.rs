//! A label as a key of the compression table.

/// An odd number without a pattern: 2^64 divided by the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// A label with its length octet, inside a slice.
#[derive(Clone, Copy)]
pub(super) struct Key<'k> {
    octets: &'k [u8],
    at: usize,
    /// The number of octets, including the length octet; 2 to 64.
    len: usize,
    /// The first 8 octets, the first in the lowest bits; octets after the label are zero.
    head: u64,
}

impl<'k> Key<'k> {
    /// The label at `at`.
    #[inline]
    pub(super) fn at(octets: &'k [u8], at: usize) -> Self {
        let len = 1 + octets.get(at).map_or(0, |len| usize::from(len & 0x3F));
        Key { octets, at, len, head: word(octets, at) & mask(len) }
    }

    /// The number of octets, including the length octet.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// A 16-bit hash of the label and of the offset of the rest of its name.
    #[inline]
    pub(super) fn hash(&self, parent: u16) -> usize {
        let mut hash = (self.head ^ u64::from(parent).wrapping_mul(MIX)).wrapping_mul(MIX);
        if self.len > 8 {
            hash = self.hash_tail(hash);
        }
        usize::try_from(hash >> 48).unwrap_or(0)
    }

    /// Adds the octets after the first 8 to a hash.
    #[inline]
    fn hash_tail(&self, mut hash: u64) -> u64 {
        let end = self.at.wrapping_add(self.len);
        let mut at = self.at.wrapping_add(16);
        while at < end {
            hash = mix(hash, word(self.octets, at.wrapping_sub(8)));
            at = at.wrapping_add(8);
        }
        // The last word may overlap the word before it, so that it does not exceed the label.
        mix(hash, word(self.octets, end.wrapping_sub(8)))
    }

    /// Returns `true` if `octets` has the same label at `at`.
    #[inline]
    pub(super) fn is_at(&self, octets: &[u8], at: usize) -> bool {
        word(octets, at) & mask(self.len) == self.head
            && (self.len <= 8 || self.tail_of(octets, at) == self.tail_of(self.octets, self.at))
    }

    #[inline]
    fn tail_of<'o>(&self, octets: &'o [u8], at: usize) -> &'o [u8] {
        octets.get(at.wrapping_add(8)..at.wrapping_add(self.len)).unwrap_or_default()
    }

    /// Copies the label to `place` in `buffer`; `None` if it does not fit.
    #[inline]
    pub(super) fn copy(&self, buffer: &mut [u8], place: usize) -> Option<()> {
        let from = self.octets.get(self.at..)?;
        let buffer = buffer.get_mut(place..)?;
        if self.len > buffer.len() {
            return None;
        }
        // Copying a fixed 16 octets is cheaper than copying `len` octets. Later writes overwrite
        // the extra octets.
        if self.len <= 16
            && let (Some(from), Some(to)) =
                (from.first_chunk::<16>(), buffer.first_chunk_mut::<16>())
        {
            *to = *from;
            return Some(());
        }
        buffer.get_mut(..self.len)?.copy_from_slice(from.get(..self.len)?);
        Some(())
    }
}

#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(MIX)
}

/// The bits of the first `len` octets of a word; `len` is at least 1.
#[inline]
fn mask(len: usize) -> u64 {
    match len {
        8.. => u64::MAX,
        0 => 0,
        _ => u64::MAX >> (64 - 8 * len),
    }
}

/// The 8 octets at `at`, the first in the lowest bits; octets after the end count as zero.
#[inline]
fn word(octets: &[u8], at: usize) -> u64 {
    match octets.get(at..).and_then(<[u8]>::first_chunk) {
        Some(word) => u64::from_le_bytes(*word),
        None => last_word(octets, at),
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
    }

    #[test]
    fn long_labels_differ_in_any_octet() {
        let name = [&[63][..], &[b'a'; 63], &[0]].concat();
        let key = Key::at(&name, 0);
        for place in 0..64 {
            let mut other = name.clone();
            other[place] ^= 1;
            assert!(!key.is_at(&other, 0));
            if place > 0 {
                assert_ne!(key.hash(0), Key::at(&other, 0).hash(0));
            }
        }
    }
}
