//! What is there of a message that breaks off, with its octets.

use core::fmt;

use bytes::Bytes;

use super::{MessageBuf, Unparsed};
use crate::error::Error;
use crate::message::{Message, Partial};

/// What is there of a message, owned: its whole records, the error where it breaks off, how many
/// octets are missing, and all octets that arrived.
///
/// [`MessageBuf::parse_partial`] makes it. It is to [`Partial`] what [`MessageBuf`] is to
/// [`Message`].
#[derive(Clone, Debug)]
pub struct PartialBuf {
    message: MessageBuf,
    error: Option<Error>,
    missing: usize,
}

impl PartialBuf {
    pub(super) fn parse(buffer: Bytes, received: usize) -> Result<Self, Unparsed> {
        let partial = match Message::parse_partial(&buffer, received) {
            Ok(partial) => partial,
            Err(error) => return Err(Unparsed::new(error, buffer)),
        };
        let (error, missing) = (partial.error(), partial.missing());
        let (len, framing) = (partial.message().as_octets().len(), partial.message().framing());
        let message = MessageBuf::of_parts(buffer.slice(..len), framing);
        Ok(PartialBuf { message, error, missing })
    }

    /// The same, borrowed; nothing is walked again.
    #[must_use]
    pub fn partial(&self) -> Partial<'_> {
        Partial::of_parts(self.message(), self.error, self.missing)
    }

    /// The message of the entries that are whole; see [`Partial::message`].
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        self.message.message()
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

    /// The message of the entries that are whole, without the error.
    ///
    /// It is equal only to messages of the same octets that break off at the same place.
    #[must_use]
    pub fn into_message(self) -> MessageBuf {
        self.message
    }

    /// The message when it is whole; else its octets and the error where it breaks off.
    pub fn into_whole(self) -> Result<MessageBuf, Unparsed> {
        match self.error {
            None => Ok(self.message),
            Some(error) => Err(Unparsed::new(error, self.message.into_bytes())),
        }
    }
}

/// As the message is displayed, with the error where it breaks off.
impl fmt::Display for PartialBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.partial(), f)
    }
}
