//! Splits octets that arrive in pieces into frames.

use core::fmt;

use alloc::vec::Vec;
use bytes::{Buf, Bytes};

use super::intake::{Intake, Step};
use super::{FrameError, Frames, PREFIX, announced, frame_len};

/// The least capacity for the start of a frame, in octets, unless the frame is shorter.
const START: usize = 512;

/// Splits a stream that arrives in pieces of any size into messages.
///
/// Pass the octets that were read to [`Deframer::push`], then call [`Deframer::next`] until it
/// returns `None`. Each message has its own allocation, so keeping one keeps no other in memory.
///
/// Memory grows with the octets that arrive, not with the announced length: at most twice the
/// octets that have arrived, at most the frame, and none between frames.
///
/// ```
/// use dnswire::tcp::{Deframer, FrameError};
///
/// let mut deframer = Deframer::new();
/// deframer.push(b"\0\x03ab");
/// assert_eq!((deframer.next()?, deframer.needed()), (None, 1));
/// deframer.push(b"c\0\x01d\0");
/// assert_eq!(deframer.next()?.as_deref(), Some(&b"abc"[..]));
/// assert_eq!(deframer.next()?.as_deref(), Some(&b"d"[..]));
/// assert_eq!(deframer.next()?, None);
/// assert_eq!(deframer.finish(), Err(FrameError::EndOfStream { have: 1, needed: 2 }));
/// # Ok::<(), FrameError>(())
/// ```
pub struct Deframer {
    /// Octets that have arrived; those before `start` were already returned.
    octets: Vec<u8>,
    start: usize,
    intake: Intake,
}

impl Deframer {
    /// A deframer at the start of a stream, for messages of up to 65535 octets.
    #[must_use]
    pub const fn new() -> Self {
        Deframer::with_limit(u16::MAX)
    }

    /// A deframer at the start of a stream that refuses messages of more than `limit` octets
    /// ([`FrameError::TooLong`]).
    ///
    /// The octets of a refused message are dropped as they arrive.
    ///
    /// ```
    /// use dnswire::tcp::{Deframer, FrameError};
    ///
    /// let mut deframer = Deframer::with_limit(4);
    /// deframer.push(b"\0\x09abc");
    /// assert_eq!(deframer.next(), Err(FrameError::TooLong { length: 9, limit: 4 }));
    /// deframer.push(b"defghi\0\x01j");
    /// assert_eq!(deframer.next()?.as_deref(), Some(&b"j"[..]));
    /// # Ok::<(), FrameError>(())
    /// ```
    #[must_use]
    pub const fn with_limit(limit: u16) -> Self {
        Deframer { octets: Vec::new(), start: 0, intake: Intake::new(limit) }
    }

    /// Appends octets that were read from the stream.
    pub fn push(&mut self, octets: &[u8]) {
        let skipped = self.intake.skip(octets.len());
        let octets = octets.get(skipped..).unwrap_or_default();
        self.make_room(octets.len());
        self.octets.extend_from_slice(octets);
    }

    /// The next message; `None` when more octets are needed.
    ///
    /// An error refuses one frame; the next call continues after that frame.
    #[expect(clippy::should_implement_trait, reason = "after `None` there may be more")]
    pub fn next(&mut self) -> Result<Option<Bytes>, FrameError> {
        let pending = self.octets.get(self.start..).unwrap_or_default();
        match self.intake.step(pending) {
            Step::Wait => Ok(None),
            Step::Take(len) => Ok(Some(self.take(len))),
            Step::Drop(len, error) => {
                self.discard(len);
                Err(error)
            }
        }
    }

    /// The number of octets missing before [`Deframer::next`] returns a message or an error; 0 when
    /// it can return one now.
    ///
    /// 2 or 1 while the length is incomplete. While octets of a refused message are still to
    /// arrive: their number plus 2.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.intake.needed(self.pending())
    }

    /// The octets that were pushed and not yet returned.
    #[must_use]
    pub fn pending(&self) -> &[u8] {
        self.octets.get(self.start..).unwrap_or_default()
    }

    /// Call this when the stream has ended: fails if it ended inside a frame
    /// ([`FrameError::EndOfStream`]).
    ///
    /// Complete messages that were not taken yet are no error; [`Deframer::next`] still returns
    /// them.
    pub fn finish(&self) -> Result<(), FrameError> {
        let mut frames = Frames::new(self.pending()).with_limit(self.intake.limit);
        while frames.next().is_some() {}
        self.intake.finish(frames.rest())
    }

    /// Returns the message in the first frame, which has `len` octets.
    ///
    /// If the frame fills at least half of the allocation, the message takes the allocation and the
    /// octets after the frame are copied to a new one; otherwise the message is copied.
    fn take(&mut self, len: usize) -> Bytes {
        if self.start > 0 || self.octets.capacity() > 2 * len {
            let end = self.start + len;
            let message = self.octets.get(self.start + PREFIX..end).unwrap_or_default();
            let message = Bytes::copy_from_slice(message);
            self.discard(len);
            return message;
        }
        let rest = self.octets.get(len..).unwrap_or_default().to_vec();
        let mut frame = core::mem::replace(&mut self.octets, rest);
        frame.truncate(len);
        let mut message = Bytes::from(frame);
        message.advance(PREFIX.min(message.len()));
        message
    }

    /// Drops octets at the front; frees the allocation when no octets are left.
    fn discard(&mut self, len: usize) {
        self.start += len;
        if self.start >= self.octets.len() {
            (self.octets, self.start) = (Vec::new(), 0);
        }
    }

    /// Makes room for `more` octets at the end.
    fn make_room(&mut self, more: usize) {
        if self.start > self.octets.len() / 2 {
            self.octets.copy_within(self.start.., 0);
            self.octets.truncate(self.octets.len() - self.start);
            self.start = 0;
        }
        let needed = self.octets.len() + more;
        if needed <= self.octets.capacity() {
            return;
        }
        let frame = self.start + announced(self.pending()).map_or(0, frame_len);
        if frame > self.start && frame <= self.octets.len() {
            self.octets.reserve(more); // complete messages wait to be taken
            return;
        }
        let wanted = (2 * needed).max(START).min(frame).max(needed);
        self.octets.reserve_exact(wanted - self.octets.len());
    }
}

impl Default for Deframer {
    fn default() -> Self {
        Deframer::new()
    }
}

impl fmt::Debug for Deframer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deframer")
            .field("pending", &self.pending().len())
            .field("needed", &self.needed())
            .field("limit", &self.intake.limit)
            .finish_non_exhaustive()
    }
}
