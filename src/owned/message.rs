//! A message that owns its octets.

use core::fmt;
use core::hash::{Hash, Hasher};

use alloc::vec::Vec;
use bytes::{Bytes, BytesMut};

use super::PartialBuf;
use crate::error::Error;
use crate::message::{Framing, Message};

/// A message that owns its octets: parsed once, then stored, cloned and sent to other threads.
///
/// [`MessageBuf::message`] gives the [`Message`], without another walk. A clone counts references
/// and allocates nothing. RDATA, names and anything else borrowed from the message can be had as
/// [`Bytes`] that share the octets: [`MessageBuf::rdata_bytes`], [`MessageBuf::name_bytes`],
/// [`MessageBuf::bytes_of`].
///
/// ```
/// use bytes::Bytes;
/// use dnswire::{MessageBuf, rdata::Mx};
/// # let octets = Bytes::from_static(dnswire::samples::MX);
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

/// Octets that are no message, and why; nothing is lost.
///
/// `?` turns it into the [`Error`], in functions that return one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    error: Error,
    octets: Bytes,
}

impl MessageBuf {
    /// Reads a message that is all of `octets`, as [`Message::parse`] does.
    ///
    /// Octets that come from a `Vec` get their reference count here: one allocation of a few
    /// octets. On failure they are in the error.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::{Error, MessageBuf};
    ///
    /// fn id(octets: Bytes) -> Result<u16, Error> {
    ///     Ok(MessageBuf::parse(octets)?.message().id())
    /// }
    ///
    /// assert_eq!(id(Bytes::from_static(dnswire::samples::MX))?, 0x1234);
    ///
    /// let unparsed = MessageBuf::parse(Bytes::from_static(b"\x12\x34\x81")).unwrap_err();
    /// assert_eq!(
    ///     unparsed.error().to_string(),
    ///     "header, octet 0: the message ends inside the field: 3 of 12 octets are there",
    /// );
    /// assert_eq!(unparsed.into_octets(), &b"\x12\x34\x81"[..]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parse(octets: Bytes) -> Result<Self, Unparsed> {
        match Message::parse(&octets) {
            Ok(message) => {
                let framing = message.framing();
                Ok(MessageBuf::of_parts(octets, framing))
            }
            Err(error) => Err(Unparsed { error, octets }),
        }
    }

    /// Reads the message that a receive call put into `buffer`, reporting `received` octets, as
    /// [`Message::parse_received`] does.
    ///
    /// On failure all of the buffer is in the error.
    pub fn parse_received(buffer: Bytes, received: usize) -> Result<Self, Unparsed> {
        match Message::parse_received(&buffer, received) {
            Ok(message) => {
                let (len, framing) = (message.as_octets().len(), message.framing());
                Ok(MessageBuf::of_parts(buffer.slice(..len), framing))
            }
            Err(error) => Err(Unparsed { error, octets: buffer }),
        }
    }

    /// Keeps what is there of a message, of which a receive call reported `received` octets, as
    /// [`Message::parse_partial`] does.
    ///
    /// Fails only when fewer than 12 octets are there.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(dnswire::samples::MX);
    ///
    /// let partial = MessageBuf::parse_partial(octets.slice(..64), octets.len())?;
    /// assert_eq!(partial.message().answers().count(), 1);
    /// assert_eq!(partial.missing(), 5);
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    pub fn parse_partial(buffer: Bytes, received: usize) -> Result<PartialBuf, Unparsed> {
        PartialBuf::parse(buffer, received)
    }

    /// A message whose framing is known.
    ///
    /// The first clone of octets that come from a `Vec` allocates their reference count. It is
    /// made here, so that no clone of a message does.
    pub(super) fn of_parts(octets: Bytes, framing: Framing) -> Self {
        let shared = octets.clone();
        drop(octets);
        MessageBuf { octets: shared, framing }
    }

    /// The message, borrowed; nothing is walked again.
    #[inline]
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        Message::of_parts(&self.octets, self.framing)
    }

    /// All octets, the trailing ones too.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.octets
    }

    /// All octets; a clone of it shares them.
    #[must_use]
    pub fn as_bytes(&self) -> &Bytes {
        &self.octets
    }

    /// All octets, without the message.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.octets
    }
}

impl Message<'_> {
    /// A message of its own, with a copy of the octets.
    #[must_use]
    pub fn to_buf(&self) -> MessageBuf {
        MessageBuf::of_parts(Bytes::copy_from_slice(self.as_octets()), self.framing())
    }
}

impl Unparsed {
    pub(super) fn new(error: Error, octets: Bytes) -> Self {
        Unparsed { error, octets }
    }

    /// Why they are no message.
    #[must_use]
    pub fn error(&self) -> Error {
        self.error
    }

    /// The octets, as they were given.
    #[must_use]
    pub fn octets(&self) -> &Bytes {
        &self.octets
    }

    /// The octets, as they were given.
    #[must_use]
    pub fn into_octets(self) -> Bytes {
        self.octets
    }
}

impl fmt::Display for Unparsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}

impl core::error::Error for Unparsed {}

impl From<Unparsed> for Error {
    fn from(unparsed: Unparsed) -> Error {
        unparsed.error
    }
}

impl TryFrom<Bytes> for MessageBuf {
    type Error = Unparsed;

    fn try_from(octets: Bytes) -> Result<Self, Unparsed> {
        MessageBuf::parse(octets)
    }
}

impl TryFrom<BytesMut> for MessageBuf {
    type Error = Unparsed;

    fn try_from(octets: BytesMut) -> Result<Self, Unparsed> {
        MessageBuf::parse(octets.freeze())
    }
}

impl TryFrom<Vec<u8>> for MessageBuf {
    type Error = Unparsed;

    fn try_from(octets: Vec<u8>) -> Result<Self, Unparsed> {
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

/// Whole messages compare by their octets.
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

/// As the [`Message`] is displayed.
impl fmt::Display for MessageBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.message(), f)
    }
}
