//! Messages on a TCP stream: each follows its length in two octets ([RFC 1035 section 4.2.2]).
//!
//! A frame is a length, most significant octet first, and a message of that many octets. Only
//! [`read_frame`] and [`write_frame`] do I/O; they are for programs that block.
//!
//! | for | use |
//! | --- | --- |
//! | octets that arrive in pieces | [`Deframer`] |
//! | octets that have all arrived, without allocating | [`Frames`], [`split_frame`] |
//! | blocking `std::io` streams | [`read_frame`], [`write_frame`] |
//! | tokio | `Codec`, with the feature `tokio` |
//! | writing to a buffer | [`put_frame`], [`prefix`] |
//!
//! A refused frame affects only itself: after [`FrameError::ZeroLength`] and
//! [`FrameError::TooLong`] the caller can read the next frame or close the connection. No RFC
//! defines a frame of length 0. A message has at least 12 octets, so such a frame is always an
//! error.
//!
//! ```
//! use dnswire::{Message, tcp};
//! # let mx = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
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

/// The number of octets of the length before a message.
const PREFIX: usize = 2;

/// An error in a frame.
///
/// ```
/// use dnswire::tcp::{self, FrameError};
///
/// let error = tcp::prefix(70_000).unwrap_err();
/// assert_eq!(error, FrameError::TooLong { length: 70_000, limit: 65_535 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The length is 0: there is no message in the frame.
    #[error("the frame has no message: length 0")]
    ZeroLength,
    /// The message is longer than the caller allows, or, when writing, than a frame can hold.
    #[error("the message is too long for the frame: length {length}, limit {limit}")]
    TooLong {
        /// The length of the message, in octets.
        length: usize,
        /// The largest allowed length, in octets.
        limit: usize,
    },
    /// The stream ends inside a frame.
    #[error("the stream ends inside a frame: {have} of {needed} octets are there")]
    EndOfStream {
        /// The number of octets of the frame that have arrived, including those of the length.
        have: usize,
        /// The number of octets of the frame; 2 until the length is known.
        needed: usize,
    },
    /// The output has no room for the frame; nothing is written.
    #[error("the frame does not fit into the output: {needed} octets, room for {room}")]
    NoRoom {
        /// The number of octets of the frame.
        needed: usize,
        /// The number of octets that the output has room for.
        room: usize,
    },
}

/// The two octets before a message of `length` octets.
///
/// Fails when `length` is 0 or more than 65535.
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

/// The length at the start of `octets`; `None` when `octets` has fewer than two octets.
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

/// The number of octets of a frame whose message has `length` octets.
#[inline]
fn frame_len(length: u16) -> usize {
    PREFIX + usize::from(length)
}

/// Fails if a stream that ends with `pending` ends inside a frame.
fn end_of_stream(pending: &[u8]) -> Result<(), FrameError> {
    match (pending.len(), announced(pending)) {
        (0, _) => Ok(()),
        (have, None) => Err(FrameError::EndOfStream { have, needed: PREFIX }),
        (have, Some(length)) => Err(FrameError::EndOfStream { have, needed: frame_len(length) }),
    }
}
