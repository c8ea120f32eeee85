//! Writes frames to buffers.

use bytes::BufMut;

use super::{FrameError, PREFIX, prefix};

/// Appends a message and the length before it to a buffer: a `Vec<u8>`, `BytesMut` or `&mut [u8]`.
///
/// Fails when the message has no octets or more than 65535, or when the buffer has no room for the
/// frame; the buffer is then unchanged.
///
/// ```
/// use bytes::BytesMut;
/// use dnswire::tcp;
///
/// let mut out = BytesMut::new();
/// tcp::put_frame(&mut out, b"abc")?;
/// assert_eq!(out, &b"\0\x03abc"[..]);
/// # Ok::<(), tcp::FrameError>(())
/// ```
pub fn put_frame(out: &mut impl BufMut, message: &[u8]) -> Result<(), FrameError> {
    let prefix = prefix(message.len())?;
    let (needed, room) = (PREFIX + message.len(), out.remaining_mut());
    if needed > room {
        return Err(FrameError::NoRoom { needed, room });
    }
    out.put_slice(&prefix);
    out.put_slice(message);
    Ok(())
}
