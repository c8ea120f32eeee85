//! Octets as digits: hexadecimal, base64, base32, and addresses.
//!
//! The linker must prove that printing cannot panic. For other crates that encode, it cannot prove
//! this. Tests compare these functions with such a crate.

use super::{ROOM, Text};

impl Text<'_> {
    /// Appends octets in hexadecimal, upper case.
    pub(crate) fn hex(&mut self, octets: &[u8]) {
        self.encoded::<1, 2, 16>(octets, b"0123456789ABCDEF");
    }

    /// Appends octets in hexadecimal, lower case as in `dig`.
    pub(crate) fn hex_lower(&mut self, octets: &[u8]) {
        self.encoded::<1, 2, 16>(octets, b"0123456789abcdef");
    }

    /// Appends octets in base64 ([RFC 4648 section 4]).
    ///
    /// [RFC 4648 section 4]: https://www.rfc-editor.org/rfc/rfc4648#section-4
    pub(crate) fn base64(&mut self, octets: &[u8]) {
        self.encoded::<3, 4, 64>(
            octets,
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        );
        for _ in 0..(3 - octets.len() % 3) % 3 {
            self.push(b'=');
        }
    }

    /// Appends octets in base32 with the extended hex alphabet, without padding ([RFC 4648
    /// section 7]).
    ///
    /// [RFC 4648 section 7]: https://www.rfc-editor.org/rfc/rfc4648#section-7
    pub(crate) fn base32hex(&mut self, octets: &[u8]) {
        self.encoded::<5, 8, 32>(octets, b"0123456789ABCDEFGHIJKLMNOPQRSTUV");
    }

    /// Writes each `IN` octets as `OUT` digits, and the octets left over as the first of `OUT`.
    fn encoded<const IN: usize, const OUT: usize, const N: usize>(
        &mut self,
        octets: &[u8],
        digits: &[u8; N],
    ) {
        for piece in octets.chunks(ROOM / OUT * IN) {
            if self.has_failed() {
                return;
            }
            let (blocks, left) = piece.as_chunks::<IN>();
            let len = blocks.len() * OUT;
            if self.len.saturating_add(len) > ROOM {
                self.flush();
            }
            let room = self.room.0.get_mut(self.len..).unwrap_or_default();
            for (place, block) in room.as_chunks_mut::<OUT>().0.iter_mut().zip(blocks) {
                *place = block_digits(block, digits);
            }
            self.len = self.len.wrapping_add(len);
            let mut last = [0; IN];
            last.iter_mut().zip(left).for_each(|(place, octet)| *place = *octet);
            let last: [u8; OUT] = block_digits(&last, digits);
            self.push_ascii(last.get(..(left.len() * OUT).div_ceil(IN)).unwrap_or_default());
        }
    }
}

/// The digits of a block, the most significant first; `N` is a power of two.
#[inline]
fn block_digits<const IN: usize, const OUT: usize, const N: usize>(
    block: &[u8; IN],
    digits: &[u8; N],
) -> [u8; OUT] {
    let number = block.iter().fold(0_u64, |number, octet| number << 8 | u64::from(*octet));
    core::array::from_fn(|place| {
        let digit = number >> ((OUT - 1 - place) * (IN * 8 / OUT));
        let digit = usize::try_from(digit & 0xFF).unwrap_or(0) & (N - 1);
        digits.get(digit).copied().unwrap_or(b'0')
    })
}
