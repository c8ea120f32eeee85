//! Borrowed frames in a slice.

use core::iter::FusedIterator;

use super::{FrameError, PREFIX, admit, announced, end_of_stream, frame_len};

/// Returns the message in the first frame of `octets`, and the octets after that frame.
///
/// `None` when the frame is incomplete. Fails when its length is 0; the frame is then the first two
/// octets.
///
/// ```
/// use dnswire::tcp;
///
/// assert_eq!(tcp::split_frame(b"\0\x03abcd"), Ok(Some((&b"abc"[..], &b"d"[..]))));
/// assert_eq!(tcp::split_frame(b"\0\x03ab"), Ok(None));
/// ```
#[expect(clippy::type_complexity, reason = "the message and the rest")]
pub fn split_frame(octets: &[u8]) -> Result<Option<(&[u8], &[u8])>, FrameError> {
    let Some((length, rest)) = octets.split_first_chunk::<PREFIX>() else { return Ok(None) };
    let length = u16::from_be_bytes(*length);
    admit(length, u16::MAX)?;
    Ok(rest.split_at_checked(length.into()))
}

/// An iterator over the messages in the frames of a slice; does not allocate.
///
/// It ends when no complete frame is left; [`Frames::rest`] returns the remaining octets. An error
/// item refuses one frame, and the next item is the frame after it. If the refused frame is
/// incomplete, the error is the last item.
///
/// ```
/// use dnswire::tcp::{Frames, FrameError};
///
/// let mut frames = Frames::new(b"\0\x03abc\0\0\0\x01d\0\x05ef").with_limit(1000);
/// assert_eq!(frames.next(), Some(Ok(&b"abc"[..])));
/// assert_eq!(frames.next(), Some(Err(FrameError::ZeroLength)));
/// assert_eq!(frames.next(), Some(Ok(&b"d"[..])));
/// assert_eq!(frames.next(), None);
/// assert_eq!((frames.rest(), frames.needed()), (&b"\0\x05ef"[..], 3));
/// assert_eq!(frames.finish(), Err(FrameError::EndOfStream { have: 4, needed: 7 }));
/// ```
#[derive(Clone, Debug)]
pub struct Frames<'a> {
    rest: &'a [u8],
    limit: u16,
    /// The frame at `rest` was refused and is incomplete.
    refused: bool,
}

impl<'a> Frames<'a> {
    /// The frames of `octets`, which begin with a frame.
    #[must_use]
    pub fn new(octets: &'a [u8]) -> Self {
        Frames { rest: octets, limit: u16::MAX, refused: false }
    }

    /// Refuses messages of more than `limit` octets ([`FrameError::TooLong`]).
    #[must_use]
    pub fn with_limit(self, limit: u16) -> Self {
        Frames { limit, ..self }
    }

    /// The octets that were not returned yet, from the start of the next frame on.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The number of octets missing before the next item; 0 when `next` can return one now.
    ///
    /// 2 or 1 while the length is incomplete.
    #[must_use]
    pub fn needed(&self) -> usize {
        match announced(self.rest) {
            None => PREFIX.saturating_sub(self.rest.len()),
            Some(length) if !self.refused && admit(length, self.limit).is_err() => 0,
            Some(length) => frame_len(length).saturating_sub(self.rest.len()),
        }
    }

    /// Fails when the octets end inside a frame ([`FrameError::EndOfStream`]).
    ///
    /// Skips the complete frames that are left.
    pub fn finish(mut self) -> Result<(), FrameError> {
        while self.next().is_some() {}
        end_of_stream(self.rest)
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = Result<&'a [u8], FrameError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.refused {
            return None;
        }
        let length = announced(self.rest)?;
        let frame = self.rest.split_at_checked(frame_len(length));
        match (admit(length, self.limit), frame) {
            (Ok(()), None) => None,
            (Ok(()), Some((frame, rest))) => {
                self.rest = rest;
                frame.get(PREFIX..).map(Ok)
            }
            (Err(error), frame) => {
                self.refused = frame.is_none();
                self.rest = frame.map_or(self.rest, |(_, rest)| rest);
                Some(Err(error))
            }
        }
    }
}

impl FusedIterator for Frames<'_> {}
