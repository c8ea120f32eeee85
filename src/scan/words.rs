//! Eight octets at a time: which of them are wanted, as bits of a word.
//!
//! A word has its first octet in the lowest bits. What is found has the top bit of each such octet.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const TOPS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The first 8 octets as a word, and the others.
#[inline]
pub(crate) fn split_first(text: &[u8]) -> Option<(u64, &[u8])> {
    let (word, left) = text.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*word), left))
}

/// At most 7 octets as a word; the other octets of it are 0.
#[inline]
pub(crate) fn of_rest(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |word, octet| word << 8 | u64::from(*octet))
}

/// The octets that are equal to `octet`.
#[inline]
pub(crate) fn equal(word: u64, octet: u8) -> u64 {
    let differs = word ^ ONES.wrapping_mul(u64::from(octet));
    !((differs & !TOPS).wrapping_add(!TOPS) | differs) & TOPS
}

/// The octets below `limit`, which is at most 128. After the first of them, others may be wrong.
#[inline]
pub(crate) fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES.wrapping_mul(u64::from(limit))) & !word & TOPS
}

/// The word without the lowest bit of each octet.
#[inline]
pub(crate) fn without_lowest_bits(word: u64) -> u64 {
    word & !ONES
}

/// The number of octets before the first that was found; 8 if there is none.
#[inline]
pub(crate) fn before_first(found: u64) -> usize {
    usize::try_from(found.trailing_zeros() / 8).unwrap_or(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_found_at_their_places() {
        for place in 0..8_usize {
            for octet in [0, 1, b'.', 0x7F, 0x80, 0xFF] {
                let mut octets = [octet ^ 1; 8];
                octets[place] = octet;
                let (word, left) = split_first(&octets).unwrap();
                assert_eq!((equal(word, octet), left), (0x80 << (8 * place), &[][..]));
                assert_eq!(before_first(equal(word, octet)), place);
                let limit = octet.checked_add(1).filter(|limit| *limit <= 128);
                if let Some(limit) = limit.filter(|_| octet & 1 == 0) {
                    assert_eq!(before_first(below(word, limit)), place, "{octet}");
                }
            }
        }
        assert_eq!((before_first(0), of_rest(b"ab")), (8, 0x6261));
    }
}
