//! What is there of a message that breaks off.

use core::fmt;

use super::{Message, header};
use crate::error::{Error, ErrorKind};
use crate::frame::Progress;
use crate::text;
use crate::wire::Wire;

/// What is there of a message: its whole records, the error where it breaks off, and how many
/// octets are missing.
///
/// [`Message::parse_partial`] makes it. Nothing that arrived is lost, and nothing that did not
/// arrive is made up.
#[derive(Clone, Copy, Debug)]
pub struct Partial<'a> {
    message: Message<'a>,
    error: Option<Error>,
    missing: usize,
}

impl<'a> Partial<'a> {
    pub(super) fn parse(buffer: &'a [u8], received: usize) -> Result<Self, Error> {
        let octets = buffer.get(..received).unwrap_or(buffer);
        let missing = received.saturating_sub(buffer.len());
        let counts = header(octets)?.counts();
        let mut progress = Progress::new(Wire::new(octets), counts);
        let error = match progress.run() {
            Ok(()) if missing == 0 => None,
            Ok(()) => {
                Some(Error::of_message(ErrorKind::oversized(received, buffer.len()), buffer.len()))
            }
            Err(error) => Some(error),
        };
        progress.break_off();
        let Progress { counts, ends, .. } = progress;
        Ok(Partial { message: Message { octets, counts, ends }, error, missing })
    }

    /// The parts of what was read before.
    #[cfg(feature = "bytes")]
    pub(crate) fn of_parts(message: Message<'a>, error: Option<Error>, missing: usize) -> Self {
        Partial { message, error, missing }
    }

    /// The message of the entries that are whole; its header is as it stands, with the counts that
    /// it announces.
    #[must_use]
    pub fn message(&self) -> Message<'a> {
        self.message
    }

    /// Where the message breaks off, and why; `None` when it is whole.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        self.error
    }

    /// Whether nothing is missing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.error.is_none()
    }

    /// How many of the octets that were reported are not in the buffer.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// Whether the sender says that it left something out: the TC bit.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.message.header().flags().truncated()
    }

    /// The message, or the error where it breaks off.
    pub fn into_whole(self) -> Result<Message<'a>, Error> {
        match self.error {
            None => Ok(self.message),
            Some(error) => Err(error),
        }
    }
}

/// As a message is displayed, with the error where it breaks off.
impl fmt::Display for Partial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| {
            self.message.show(text, self.error.as_ref());
            if self.missing > 0 {
                text.ascii(";; MISSING: ");
                text.number(u64::try_from(self.missing).unwrap_or(u64::MAX));
                text.ascii(" octets of the message are not in the buffer\n");
            }
        })
    }
}
