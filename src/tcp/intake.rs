//! Decides the next step for the octets at the front of a stream.

use super::{FrameError, PREFIX, admit, announced, end_of_stream, frame_len};

/// The state of a stream, without its buffered octets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intake {
    pub(super) limit: u16,
    /// The number of octets of the frame that was refused last.
    refused: usize,
    /// The number of those octets that are still to arrive. Until it is 0, no octets are buffered.
    to_skip: usize,
}

/// The next step for the buffered octets.
pub(super) enum Step {
    /// Wait for more octets.
    Wait,
    /// Return the message in the first frame, which has this number of octets.
    Take(usize),
    /// Drop this number of octets, and return the error.
    Drop(usize, FrameError),
}

impl Intake {
    pub(super) const fn new(limit: u16) -> Self {
        Intake { limit, refused: 0, to_skip: 0 }
    }

    /// Returns the number of `arrived` octets that belong to a refused frame, and counts them off.
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

    /// Refuses a frame of `needed` octets; returns the number of the `there` octets to drop.
    fn refuse(&mut self, needed: usize, there: usize) -> usize {
        let dropped = needed.min(there);
        (self.refused, self.to_skip) = (needed, needed - dropped);
        dropped
    }

    /// The number of octets missing before the next message or error.
    pub(super) fn needed(&self, pending: &[u8]) -> usize {
        match announced(pending) {
            None => (self.to_skip + PREFIX).saturating_sub(pending.len()),
            Some(length) if admit(length, self.limit).is_err() => 0,
            Some(length) => frame_len(length).saturating_sub(pending.len()),
        }
    }

    /// Fails if the stream ends inside a frame; `pending` are its buffered octets.
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
