//! Frames as a codec of tokio-util.

use std::io;

use bytes::{Buf, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use super::intake::{Intake, Step};
use super::{PREFIX, put_frame};

/// The framing for `tokio_util::codec::Framed` and its kin: messages as [`Bytes`] in, anything that
/// has octets out.
///
/// Errors are those of [`Deframer`](super::Deframer), inside an [`io::Error`]: `UnexpectedEof` when
/// the stream ends inside a frame, `InvalidData` for a frame that is refused. Behind the latter the
/// stream can be read on. Each message has an allocation of its own.
///
/// ```
/// use bytes::{Bytes, BytesMut};
/// use dnswire::tcp::Codec;
/// use tokio_util::codec::{Decoder, Encoder};
///
/// let mut codec = Codec::new();
/// let mut stream = BytesMut::new();
/// codec.encode(Bytes::from_static(b"abc"), &mut stream)?;
/// assert_eq!(codec.decode(&mut stream)?, Some(Bytes::from_static(b"abc")));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Codec {
    intake: Intake,
}

impl Codec {
    /// For messages of up to 65535 octets.
    #[must_use]
    pub const fn new() -> Self {
        Codec::with_limit(u16::MAX)
    }

    /// The same, refusing messages of more than `limit` octets when they are read.
    #[must_use]
    pub const fn with_limit(limit: u16) -> Self {
        Codec { intake: Intake::new(limit) }
    }
}

impl Default for Codec {
    fn default() -> Self {
        Codec::new()
    }
}

impl Decoder for Codec {
    type Item = Bytes;
    type Error = io::Error;

    fn decode(&mut self, stream: &mut BytesMut) -> io::Result<Option<Bytes>> {
        stream.advance(self.intake.skip(stream.len()));
        match self.intake.step(stream) {
            Step::Wait => Ok(None),
            Step::Take(len) => {
                let message = stream.get(PREFIX..len).unwrap_or_default();
                let message = Bytes::copy_from_slice(message);
                stream.advance(len);
                Ok(Some(message))
            }
            Step::Drop(len, error) => {
                stream.advance(len);
                Err(error.into())
            }
        }
    }

    fn decode_eof(&mut self, stream: &mut BytesMut) -> io::Result<Option<Bytes>> {
        if let Some(message) = self.decode(stream)? {
            return Ok(Some(message));
        }
        let end = self.intake.finish(stream);
        // The error is told once: another stream may follow.
        stream.clear();
        self.intake = Intake::new(self.intake.limit);
        end?;
        Ok(None)
    }
}

impl<T: AsRef<[u8]>> Encoder<T> for Codec {
    type Error = io::Error;

    fn encode(&mut self, message: T, out: &mut BytesMut) -> io::Result<()> {
        Ok(put_frame(out, message.as_ref())?)
    }
}
