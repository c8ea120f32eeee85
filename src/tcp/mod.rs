//! Messages on a stream: two octets of length before each ([RFC 1035 section 4.2.2]).
//!
//! Nothing in here does I/O of its own, except [`read_frame`] and [`write_frame`] for programs that
//! block. A frame is a length, most significant octet first, and a message of so many octets.
//!
//! | for | use |
//! | --- | --- |
//! | octets that arrive in pieces | [`Deframer`] |
//! | octets that are all there, without allocating | [`Frames`], [`split_frame`] |
//! | `std::io` streams that block | [`read_frame`], [`write_frame`] |
//! | tokio | `Codec`, with the feature `tokio` |
//! | writing to a buffer | [`put_frame`], [`prefix`] |
//!
//! A frame that is refused costs only itself: after [`FrameError::ZeroLength`] and
//! [`FrameError::TooLong`] reading goes on behind that frame, or the caller closes the connection.
//! No RFC says what a frame of length 0 means; no message has fewer than 12 octets, so it is never
//! taken for one, and never passed over in silence.
//!
//! ```
//! use dnswire::{Message, tcp};
//! # let mx = dnswire::samples::MX;
//!
//! let mut stream = Vec::new();
//! tcp::put_frame(&mut stream, mx)?;
//! tcp::put_frame(&mut stream, mx)?;
//!
//! let mut deframer = tcp::Deframer::new();
//! let mut messages = 0;
//! for piece in stream.chunks(30) {
//!     deframer.push(piece);
//!     while let Some(octets) = deframer.next()? {
//!         messages += Message::parse(&octets).is_ok() as usize;
//!     }
//! }
//! deframer.finish()?;
//! assert_eq!(messages, 2);
//! # Ok::<(), tcp::FrameError>(())
//! ```
//!
//! [RFC 1035 section 4.2.2]: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2

#[cfg(feature = "tokio")]
mod codec;
#[cfg(feature = "bytes")]
mod deframer;
mod frames;
#[cfg(feature = "bytes")]
mod intake;
#[cfg(feature = "std")]
mod io;
#[cfg(feature = "bytes")]
mod put;

#[cfg(feature = "tokio")]
pub use codec::Codec;
#[cfg(feature = "bytes")]
pub use deframer::Deframer;
pub use frames::{Frames, split_frame};
#[cfg(feature = "std")]
pub use io::{read_frame, write_frame};
#[cfg(feature = "bytes")]
pub use put::put_frame;

use crate::wire::MAX_MESSAGE;

/// How many octets the length before a message has.
const PREFIX: usize = 2;

/// What is wrong with a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The length is 0: there is no message in the frame.
    #[error("the frame has no message: length 0")]
    ZeroLength,
    /// The message is longer than the caller allows, or, in writing, than a frame can hold.
    #[error("the message is too long for the frame: length {length}, limit {limit}")]
    TooLong {
        /// The length of the message, in octets.
        length: usize,
        /// The most octets that are allowed.
        limit: usize,
    },
    /// The stream ends inside a frame.
    #[error("the stream ends inside a frame: {have} of {needed} octets are there")]
    EndOfStream {
        /// How many octets of the frame have arrived, those of the length included.
        have: usize,
        /// How many octets the frame has, as far as that is known: 2 before the length is there.
        needed: usize,
    },
    /// The output has no room for the frame; nothing is written.
    #[error("the frame does not fit into the output: {needed} octets, room for {room}")]
    NoRoom {
        /// How many octets the frame has.
        needed: usize,
        /// How many octets there is room for.
        room: usize,
    },
}

/// The two octets before a message of `length` octets; 1 to 65535.
///
/// ```
/// use dnswire::tcp::{self, FrameError};
///
/// assert_eq!(tcp::prefix(258), Ok([1, 2]));
/// assert_eq!(tcp::prefix(0), Err(FrameError::ZeroLength));
/// assert_eq!(tcp::prefix(65536), Err(FrameError::TooLong { length: 65536, limit: 65535 }));
/// ```
pub fn prefix(length: usize) -> Result<[u8; 2], FrameError> {
    match u16::try_from(length) {
        Ok(0) => Err(FrameError::ZeroLength),
        Ok(length) => Ok(length.to_be_bytes()),
        Err(_) => Err(FrameError::TooLong { length, limit: MAX_MESSAGE }),
    }
}

/// The length that stands at the start of `octets`; `None` when fewer than two are there.
#[inline]
fn announced(octets: &[u8]) -> Option<u16> {
    octets.first_chunk::<PREFIX>().map(|length| u16::from_be_bytes(*length))
}

/// Refuses lengths that are 0 or more than `limit`.
#[inline]
fn admit(length: u16, limit: u16) -> Result<(), FrameError> {
    match length {
        0 => Err(FrameError::ZeroLength),
        _ if length > limit => {
            Err(FrameError::TooLong { length: length.into(), limit: limit.into() })
        }
        _ => Ok(()),
    }
}

/// How many octets a frame has whose message has `length`.
#[inline]
fn frame_len(length: u16) -> usize {
    PREFIX + usize::from(length)
}

/// The error for a stream that ends with `pending`, the start of a frame.
fn end_of_stream(pending: &[u8]) -> Result<(), FrameError> {
    match (pending.len(), announced(pending)) {
        (0, _) => Ok(()),
        (have, None) => Err(FrameError::EndOfStream { have, needed: PREFIX }),
        (have, Some(length)) => Err(FrameError::EndOfStream { have, needed: frame_len(length) }),
    }
}
