//! A message that owns its octets.

use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::vec::Vec;
use bytes::{Bytes, BytesMut};

use super::PartialBuf;
use crate::error::Error;
use crate::message::{Framing, Message};

/// A message that owns its octets: parse it once, then store it, clone it and send it to other
/// threads.
///
/// [`MessageBuf::message`] returns the [`Message`] without parsing again. A clone increments a
/// reference count and does not allocate. RDATA, names and other octets of the message are
/// available as [`Bytes`] that share its memory: [`MessageBuf::rdata_bytes`],
/// [`MessageBuf::name_bytes`], [`MessageBuf::bytes_of`].
///
/// It keeps the whole allocation alive that its octets came from: the receive buffer, whatever its
/// size, or a vector with its spare capacity. So does each [`Bytes`] that shares its memory. To keep
/// the octets of the message alone, copy them with [`Message::to_buf`]:
/// `message.message().to_buf()`. Records copied by [`Record::to_buf`](crate::Record::to_buf) have
/// memory of their own.
///
/// ```
/// use bytes::Bytes;
/// use dnswire::{MessageBuf, rdata::Mx};
/// # let octets = Bytes::from_static(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")));
///
/// let kept = MessageBuf::parse(octets)?;
/// let sent = kept.clone();
/// let best = std::thread::spawn(move || {
///     let exchanges = sent.message().answers().of::<Mx>().flatten();
///     exchanges.min_by_key(|mx| mx.preference).map(|mx| mx.exchange.to_buf())
/// });
/// let best = best.join().unwrap();
/// assert_eq!(best, Some("mail.example.".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MessageBuf {
    octets: Bytes,
    framing: Framing,
}

/// The error of a failed parse, with the octets that were passed in.
///
/// In functions that return an [`Error`], `?` converts to it.
///
/// ```
/// use bytes::Bytes;
/// use dnswire::MessageBuf;
///
/// let failure = MessageBuf::parse(Bytes::from_static(b"short")).unwrap_err();
/// assert_eq!(failure.octets(), &b"short"[..]);
/// assert_eq!(failure.error().to_string(), failure.to_string());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFailure {
    error: Error,
    octets: Bytes,
}

impl MessageBuf {
    /// Parses `octets` as a message, as [`Message::parse`] does.
    ///
    /// Octets from a `Vec` get their reference count here: one allocation of a few octets. On
    /// failure the error holds the octets.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::{Error, MessageBuf};
    ///
    /// fn id(octets: Bytes) -> Result<u16, Error> {
    ///     Ok(MessageBuf::parse(octets)?.message().id())
    /// }
    ///
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// assert_eq!(id(Bytes::from_static(octets))?, 0x1234);
    ///
    /// let unparsed = MessageBuf::parse(Bytes::from_static(b"\x12\x34\x81")).unwrap_err();
    /// assert_eq!(
    ///     unparsed.error().to_string(),
    ///     "header, octet 0: the message ends inside the field: 3 of 12 octets are there",
    /// );
    /// assert_eq!(unparsed.into_octets(), &b"\x12\x34\x81"[..]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parse(octets: Bytes) -> Result<Self, ParseFailure> {
        match Message::parse(&octets) {
            Ok(message) => {
                let framing = message.framing();
                Ok(MessageBuf::of_parts(octets, framing))
            }
            Err(error) => Err(ParseFailure { error, octets }),
        }
    }

    /// Parses the message in the buffer of a receive call that reported `received` octets, as
    /// [`Message::parse_received`] does.
    ///
    /// On failure the error holds the whole buffer.
    pub fn parse_received(buffer: Bytes, received: usize) -> Result<Self, ParseFailure> {
        match Message::parse_received(&buffer, received) {
            Ok(message) => {
                let (len, framing) = (message.as_octets().len(), message.framing());
                Ok(MessageBuf::of_parts(buffer.slice(..len), framing))
            }
            Err(error) => Err(ParseFailure { error, octets: buffer }),
        }
    }

    /// Parses the complete records of a message of which a receive call reported `received` octets,
    /// as [`Message::parse_partial`] does.
    ///
    /// Fails only when the message has fewer than 12 octets.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")));
    ///
    /// let partial = MessageBuf::parse_partial(octets.slice(..64), octets.len())?;
    /// assert_eq!(partial.message().answers().count(), 1);
    /// assert_eq!(partial.missing(), 5);
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    pub fn parse_partial(buffer: Bytes, received: usize) -> Result<PartialBuf, ParseFailure> {
        PartialBuf::parse(buffer, received)
    }

    /// A message whose framing is known.
    ///
    /// The first clone of `Bytes` from a `Vec` allocates the reference count. That clone is made
    /// here, so that cloning a message never allocates.
    pub(super) fn of_parts(octets: Bytes, framing: Framing) -> Self {
        let shared = octets.clone();
        drop(octets);
        MessageBuf { octets: shared, framing }
    }

    /// The message, borrowed; it is not parsed again.
    #[inline]
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        Message::of_parts(&self.octets, self.framing)
    }

    /// All octets, including those after the last record.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.octets
    }

    /// All octets; a clone of the `Bytes` shares them.
    #[must_use]
    pub fn as_bytes(&self) -> &Bytes {
        &self.octets
    }

    /// Converts the message into all its octets.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.octets
    }
}

impl Message<'_> {
    /// Returns a message that owns a copy of the octets.
    #[must_use]
    pub fn to_buf(&self) -> MessageBuf {
        MessageBuf::of_parts(Bytes::copy_from_slice(self.as_octets()), self.framing())
    }
}

impl ParseFailure {
    pub(super) fn new(error: Error, octets: Bytes) -> Self {
        ParseFailure { error, octets }
    }

    /// The parse error.
    #[must_use]
    pub fn error(&self) -> Error {
        self.error
    }

    /// The octets that were passed in.
    #[must_use]
    pub fn octets(&self) -> &Bytes {
        &self.octets
    }

    /// Converts the error into the octets that were passed in.
    #[must_use]
    pub fn into_octets(self) -> Bytes {
        self.octets
    }
}

impl fmt::Display for ParseFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}

impl core::error::Error for ParseFailure {}

impl From<ParseFailure> for Error {
    fn from(unparsed: ParseFailure) -> Error {
        unparsed.error
    }
}

impl TryFrom<Bytes> for MessageBuf {
    type Error = ParseFailure;

    fn try_from(octets: Bytes) -> Result<Self, ParseFailure> {
        MessageBuf::parse(octets)
    }
}

impl TryFrom<BytesMut> for MessageBuf {
    type Error = ParseFailure;

    fn try_from(octets: BytesMut) -> Result<Self, ParseFailure> {
        MessageBuf::parse(octets.freeze())
    }
}

impl TryFrom<Vec<u8>> for MessageBuf {
    type Error = ParseFailure;

    fn try_from(octets: Vec<u8>) -> Result<Self, ParseFailure> {
        MessageBuf::parse(Bytes::from(octets))
    }
}

impl From<Message<'_>> for MessageBuf {
    fn from(message: Message<'_>) -> Self {
        message.to_buf()
    }
}

impl From<MessageBuf> for Bytes {
    fn from(message: MessageBuf) -> Bytes {
        message.octets
    }
}

impl AsRef<[u8]> for MessageBuf {
    fn as_ref(&self) -> &[u8] {
        &self.octets
    }
}

/// Complete messages are equal if their octets are equal.
impl PartialEq for MessageBuf {
    fn eq(&self, other: &Self) -> bool {
        self.message() == other.message()
    }
}

impl Eq for MessageBuf {}

impl Hash for MessageBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.octets.hash(state);
    }
}

impl fmt::Debug for MessageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.message(), f)
    }
}

/// Displays the [`Message`].
impl fmt::Display for MessageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.message(), f)
    }
}
