//! The complete records of a message that breaks off.

use core::fmt;

use super::profile::Profile;
use super::walk::Walk;
use super::{Framing, Message, framing, header};
use crate::error::{Error, ErrorKind};
use crate::text::{self, Text};
use crate::wire::{MAX_MESSAGE, Wire};

/// The complete records of a message, the error that ends them, and the number of missing octets.
///
/// [`Message::parse_partial`] makes it. It has every complete record that arrived, and no other.
///
/// ```
/// use dnswire::Message;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let partial = Message::parse_partial(&octets[..50], 69)?;
/// assert!(!partial.is_whole());
/// assert_eq!(partial.message().answers().count(), 1);
/// assert_eq!(partial.missing(), 19);
/// # Ok::<(), dnswire::Error>(())
/// ```
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
        let header = header(octets)?;
        let (framing, error) = match framing::fast::<false>(octets, header) {
            Ok(framing) => (framing, None),
            Err(stop) => Partial::walk(octets, header.counts(), stop),
        };
        let oversized =
            || Error::of_message(ErrorKind::oversized(received, buffer.len()), buffer.len());
        let error = error.or_else(|| (missing > 0).then(oversized));
        Ok(Partial { message: Message { octets, framing }, error, missing })
    }

    /// Reads the rest of a message that the fast walk gave up.
    #[cold]
    fn walk(octets: &[u8], counts: [u16; 4], stop: framing::Stop) -> (Framing, Option<Error>) {
        match framing::resume::<false>(octets, counts, stop) {
            Ok(framing) => (framing, None),
            Err(place) => {
                let mut walk = Walk::from(Wire::new(octets), counts, place);
                let error = walk.run().err();
                let goes_on = octets.len() > MAX_MESSAGE;
                (walk.read(), error.map(|error| error.before_more(goes_on)))
            }
        }
    }

    /// A partial message made of its parts.
    #[cfg(feature = "bytes")]
    pub(crate) fn of_parts(message: Message<'a>, error: Option<Error>, missing: usize) -> Self {
        Partial { message, error, missing }
    }

    /// The message of the complete entries; its header still has the announced counts.
    #[must_use]
    pub fn message(&self) -> Message<'a> {
        self.message
    }

    /// The error at which the message breaks off; `None` when it is whole.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        self.error
    }

    /// Returns `true` if nothing is missing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.error.is_none()
    }

    /// The number of reported octets that are not in the buffer.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// Returns `true` if the TC bit is set: the sender left records out.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.message.header().flags().truncated()
    }

    /// The message, or the error at which it breaks off.
    pub fn into_whole(self) -> Result<Message<'a>, Error> {
        match self.error {
            None => Ok(self.message),
            Some(error) => Err(error),
        }
    }
}

impl Partial<'_> {
    pub(super) fn show_in(&self, profile: Profile, text: &mut Text<'_>) {
        self.message.show(profile, text, self.error.as_ref());
        if self.missing > 0 {
            text.ascii(";; MISSING: ");
            text.number(u64::try_from(self.missing).unwrap_or(u64::MAX));
            text.ascii(" octets of the message are not in the buffer\n");
        }
    }
}

/// The message as it is displayed, with the error at which it breaks off.
impl fmt::Display for Partial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show_in(Profile::Unicast, text))
    }
}
