//! What is to be done with the octets at the front of a stream.

use super::{FrameError, PREFIX, admit, announced, end_of_stream, frame_len};

/// How far a stream was followed, apart from the octets that are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intake {
    pub(super) limit: u16,
    /// How many octets the frame has that was refused last.
    refused: usize,
    /// How many of them have not arrived yet. While there are some, no octets are kept.
    to_skip: usize,
}

/// What to do next with the octets that are kept.
pub(super) enum Step {
    /// Wait for more.
    Wait,
    /// Give out the message in the first frame of so many octets.
    Take(usize),
    /// Drop so many octets, and tell why.
    Drop(usize, FrameError),
}

impl Intake {
    pub(super) const fn new(limit: u16) -> Self {
        Intake { limit, refused: 0, to_skip: 0 }
    }

    /// How many of `arrived` octets belong to a frame that was refused.
    pub(super) fn skip(&mut self, arrived: usize) -> usize {
        let skipped = self.to_skip.min(arrived);
        self.to_skip -= skipped;
        skipped
    }

    pub(super) fn step(&mut self, pending: &[u8]) -> Step {
        let Some(length) = announced(pending) else { return Step::Wait };
        let needed = frame_len(length);
        match admit(length, self.limit) {
            Err(error) => Step::Drop(self.refuse(needed, pending.len()), error),
            Ok(()) if pending.len() < needed => Step::Wait,
            Ok(()) => Step::Take(needed),
        }
    }

    /// How many of the octets that are there are to be dropped.
    fn refuse(&mut self, needed: usize, there: usize) -> usize {
        let dropped = needed.min(there);
        (self.refused, self.to_skip) = (needed, needed - dropped);
        dropped
    }

    /// How many octets are missing before there is something to give out.
    pub(super) fn needed(&self, pending: &[u8]) -> usize {
        match announced(pending) {
            None => (self.to_skip + PREFIX).saturating_sub(pending.len()),
            Some(length) if admit(length, self.limit).is_err() => 0,
            Some(length) => frame_len(length).saturating_sub(pending.len()),
        }
    }

    /// The error for a stream that ends with `pending`, the start of a frame.
    pub(super) fn finish(&self, pending: &[u8]) -> Result<(), FrameError> {
        match self.to_skip {
            0 => end_of_stream(pending),
            missing => Err(FrameError::EndOfStream {
                have: self.refused.saturating_sub(missing),
                needed: self.refused,
            }),
        }
    }
}
