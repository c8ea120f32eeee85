//! A codec of tokio-util for frames.

use std::io;

use bytes::{Buf, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use super::intake::{Intake, Step};
use super::{PREFIX, put_frame};

/// The codec for `tokio_util::codec::Framed`, `FramedRead` and `FramedWrite`.
///
/// It decodes messages as [`Bytes`] and encodes any type that is `AsRef<[u8]>`. Errors are those of
/// [`Deframer`](super::Deframer), inside an [`io::Error`]: `UnexpectedEof` when the stream ends
/// inside a frame, `InvalidData` for a frame that is refused. After `InvalidData` the stream can
/// still be read. Each message has its own allocation.
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
    /// A codec for messages of up to 65535 octets.
    #[must_use]
    pub const fn new() -> Self {
        Codec::with_limit(u16::MAX)
    }

    /// A codec that refuses messages of more than `limit` octets when it decodes.
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
        // The error is returned only once, so that another stream can follow.
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
