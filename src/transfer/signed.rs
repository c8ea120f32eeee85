//! TSIG over the messages of one response ([RFC 8945 section 5.3.1]).
//!
//! [RFC 8945 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.3.1

use core::fmt;

use crate::findings::Finding;
use crate::message::Message;
use crate::rdata::Tsig;
use crate::signature::Signature;

/// The most messages without a signature between two with one: "at least every 100th".
const MOST_UNSIGNED: u8 = 99;

/// Follows the signatures of a response of several messages ([RFC 8945 section 5.3.1]).
///
/// The first and the last message are signed, and at least every hundredth between. A MAC covers the
/// MAC before it, the messages without a signature since then, and its own message. A digest is
/// begun with [`prior_mac`] of the request, or of the last signature; then [`TsigSequence::message`]
/// passes the octets of each message to it.
///
/// To verify, finish the digest when a signature is returned and compare it with its MAC. To sign,
/// compose the message with a TSIG record of no MAC: the octets are the same.
///
/// ```
/// use dnswire::{Message, transfer::{TsigSequence, prior_mac}};
/// # let octets = b"\0\x07\x84\0\0\0\0\0\0\0\0\x01\x03key\0\0\xfa\0\xff\0\0\0\0\0\x14\x01a\0\0\0\0\0\0\x01\0\x05\0\x01\xab\0\x07\0\0\0\0";
///
/// let mut digested = Vec::new(); // a digest in a program
/// prior_mac(b"MAC of the request", |octets| digested.extend_from_slice(octets));
/// let mut sequence = TsigSequence::new();
/// let message = Message::parse(octets)?;
/// let signature = sequence.message(&message, |octets| digested.extend_from_slice(octets))?;
/// assert_eq!(signature.map(|signature| signature.data().mac), Some(&b"\xab"[..]));
/// sequence.finish()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 8945 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.3.1
#[derive(Clone, Debug, Default)]
pub struct TsigSequence {
    has_signature: bool,
    unsigned: u8,
}

/// A sequence of messages that is not signed as it must be.
///
/// ```
/// use dnswire::transfer::{SequenceError, TsigSequence};
/// use dnswire::{Message, Name, Type, query};
///
/// let unsigned = query(7, Name::ROOT, Type::NS);
/// let read = TsigSequence::new().message(&Message::parse(&unsigned)?, |_| ()).map(drop);
/// assert_eq!(read, Err(SequenceError::FirstUnsigned));
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SequenceError {
    /// The first message has no signature.
    FirstUnsigned,
    /// More than 99 messages in a row have no signature.
    TooManyUnsigned,
    /// The last message has no signature.
    LastUnsigned,
    /// The TSIG record of a message is refused; see [`Message::tsig`].
    Refused(Finding),
}

impl fmt::Display for SequenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SequenceError::FirstUnsigned => f.write_str("the first message has no signature"),
            SequenceError::TooManyUnsigned => {
                f.write_str("more than 99 messages in a row have no signature")
            }
            SequenceError::LastUnsigned => f.write_str("the last message has no signature"),
            SequenceError::Refused(finding) => write!(f, "{finding}"),
        }
    }
}

impl core::error::Error for SequenceError {}

impl TsigSequence {
    /// Before the first message.
    #[must_use]
    pub fn new() -> Self {
        TsigSequence::default()
    }

    /// Passes the octets of the next message that a MAC covers to `digest`; returns the signature of
    /// the message, if it has one.
    ///
    /// Of the first signature these are the message and the TSIG variables, of later ones the
    /// message and the timers; of a message without a signature they are all of it.
    pub fn message<'a>(
        &mut self,
        message: &Message<'a>,
        mut digest: impl FnMut(&[u8]),
    ) -> Result<Option<Signature<'a, Tsig<'a>>>, SequenceError> {
        let Some(signature) = message.tsig() else {
            self.count_unsigned()?;
            digest(message.as_octets());
            return Ok(None);
        };
        let signature = signature.map_err(SequenceError::Refused)?;
        let signed = signature.signed_octets();
        digest(&signed.header);
        digest(signed.body);
        if self.has_signature {
            digest(&signature.timers());
        } else {
            signature.pass_variables_to(&mut digest);
        }
        (self.has_signature, self.unsigned) = (true, 0);
        Ok(Some(signature))
    }

    fn count_unsigned(&mut self) -> Result<(), SequenceError> {
        if !self.has_signature {
            return Err(SequenceError::FirstUnsigned);
        }
        if self.unsigned >= MOST_UNSIGNED {
            return Err(SequenceError::TooManyUnsigned);
        }
        self.unsigned += 1;
        Ok(())
    }

    /// Ends the sequence; fails when the last message had no signature.
    pub fn finish(self) -> Result<(), SequenceError> {
        match self {
            TsigSequence { has_signature: false, .. } => Err(SequenceError::FirstUnsigned),
            TsigSequence { unsigned: 0, .. } => Ok(()),
            _ => Err(SequenceError::LastUnsigned),
        }
    }
}

/// Passes the MAC before a message to the digest: its length in 16 bits, then its octets.
///
/// ```
/// let mut digested = Vec::new(); // a digest in a program
/// dnswire::transfer::prior_mac(&[0xAB, 0xCD], |octets| digested.extend_from_slice(octets));
/// assert_eq!(digested, [0, 2, 0xAB, 0xCD]);
/// ```
pub fn prior_mac(mac: &[u8], mut digest: impl FnMut(&[u8])) {
    digest(&u16::try_from(mac.len()).unwrap_or(u16::MAX).to_be_bytes());
    digest(mac);
}
