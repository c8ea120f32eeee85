//! The complete records of an incomplete message, with its octets.

use core::fmt;

use bytes::Bytes;

use super::{MessageBuf, ParseFailure};
use crate::error::Error;
use crate::message::{Message, Partial};

/// The complete records of a message, the error that ends them, the number of missing octets, and
/// all octets that arrived.
///
/// The owned form of [`Partial`]; [`MessageBuf::parse_partial`] makes it. It keeps the whole buffer
/// alive that it was made from, as a [`MessageBuf`] does; `partial.message().to_buf()` copies the
/// octets of the message alone.
///
/// ```
/// use bytes::Bytes;
/// use dnswire::MessageBuf;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let partial = MessageBuf::parse_partial(Bytes::from_static(&octets[..50]), 69)?;
/// assert_eq!((partial.message().answers().count(), partial.missing()), (1, 19));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PartialBuf {
    message: MessageBuf,
    error: Option<Error>,
    missing: usize,
}

impl PartialBuf {
    pub(super) fn parse(buffer: Bytes, received: usize) -> Result<Self, ParseFailure> {
        let partial = match Message::parse_partial(&buffer, received) {
            Ok(partial) => partial,
            Err(error) => return Err(ParseFailure::new(error, buffer)),
        };
        let (error, missing) = (partial.error(), partial.missing());
        let (len, framing) = (partial.message().as_octets().len(), partial.message().framing());
        let message = MessageBuf::of_parts(buffer.slice(..len), framing);
        Ok(PartialBuf { message, error, missing })
    }

    /// The borrowed form; nothing is parsed again.
    #[must_use]
    pub fn partial(&self) -> Partial<'_> {
        Partial::of_parts(self.message(), self.error, self.missing)
    }

    /// The message of the complete entries; see [`Partial::message`].
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        self.message.message()
    }

    /// The error at which the message breaks off; `None` when it is complete.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        self.error
    }

    /// Returns `true` if the message is complete.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.error.is_none()
    }

    /// The number of reported octets that are not in the buffer.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// Converts into the message of the complete entries, without the error.
    ///
    /// It equals only messages of equal octets that break off at the same place.
    #[must_use]
    pub fn into_message(self) -> MessageBuf {
        self.message
    }

    /// Converts into the message if it is complete; otherwise fails with its octets and the error
    /// at which it breaks off.
    pub fn into_whole(self) -> Result<MessageBuf, ParseFailure> {
        match self.error {
            None => Ok(self.message),
            Some(error) => Err(ParseFailure::new(error, self.message.into_bytes())),
        }
    }
}

/// Displays the message, and the error at which it breaks off.
impl fmt::Display for PartialBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.partial(), f)
    }
}
