//! Messages in a TCP stream: each has its length before it, in 2 octets.

use crate::look;
use crate::octets::be16;

/// Octets of a message's header.
const HEADER: usize = 12;

/// The first message, without its length, and what is behind it; `None` if it is not complete.
pub(super) fn split_message(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

/// True if the octets can be a length and a message; `None` if they are too few to say.
///
/// For where a stream is joined. The message must have room for what its header counts, and a query
/// must have a question and no error.
pub(super) fn is_plausible(octets: &[u8]) -> Option<bool> {
    let (length, message) = octets.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length < HEADER {
        return Some(false);
    }
    let [_, _, flags, rcode, ..] = message.first_chunk::<HEADER>()?;
    let is_response = flags & 0x80 != 0;
    let has_question = be16(message, 4)? > 0;
    let is_one = is_response || has_question && rcode.trailing_zeros() >= 4;
    Some(is_one && look::counts_fit(message, length))
}

/// The index in `octets` of a length with a whole message after it.
pub(super) fn find_message(octets: &[u8]) -> Option<usize> {
    (0..octets.len()).find(|at| {
        let rest = octets.get(*at..).unwrap_or_default();
        split_message(rest).is_some_and(|(message, _)| look::is_message(message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A length and a header with these flags and counts.
    fn start(length: u16, flags: u16, counts: [u16; 4]) -> Vec<u8> {
        [&[length, 1, flags][..], &counts].concat().into_iter().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn a_message_ends_after_its_length() {
        assert_eq!(split_message(b"\0\x02abc"), Some((&b"ab"[..], &b"c"[..])));
        assert_eq!(split_message(b"\0\x02a"), None);
    }

    #[test]
    fn what_is_no_message_is_not_plausible() {
        assert_eq!(is_plausible(&start(28, 0x8000, [1, 1, 0, 0])), Some(true));
        assert_eq!(is_plausible(&start(27, 0x8000, [1, 1, 0, 0])), Some(false));
        assert_eq!(is_plausible(&start(12, 0, [0; 4])), Some(false));
        assert_eq!(is_plausible(&start(17, 1, [1, 0, 0, 0])), Some(false));
        assert_eq!(is_plausible(b"\0\x0b"), Some(false));
        assert_eq!(is_plausible(b"\0\x0c"), None);
    }
}
