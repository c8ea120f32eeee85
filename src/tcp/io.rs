//! Frames on `std::io` streams that block.

use std::io::{self, ErrorKind, IoSlice, Read, Write};

use alloc::vec::Vec;

use super::{FrameError, PREFIX, admit, frame_len, prefix};

/// The most that is reserved before any octet of a message has arrived.
const START: usize = 4096;

/// Reads one message of at most `limit` octets into `buffer`; `None` at the end of the stream.
///
/// The buffer grows with the octets that arrive, not by the length that is announced, and can be
/// used again for the next message. Fails with [`ErrorKind::UnexpectedEof`] when the stream ends
/// inside a frame and with [`ErrorKind::InvalidData`] when the length is 0 or more than `limit`; the
/// [`FrameError`] is inside, and the stream is not to be read on. For streams that do not block use
/// [`Deframer`](super::Deframer).
///
/// ```
/// use dnswire::{Message, tcp};
///
/// # fn main() -> std::io::Result<()> {
/// # let mut octets = Vec::new();
/// # tcp::write_frame(&mut octets, dnswire::samples::MX)?;
/// # let mut stream = &octets[..];
/// let mut buffer = Vec::new();
/// while let Some(octets) = tcp::read_frame(&mut stream, &mut buffer, 65535)? {
///     if let Ok(message) = Message::parse(octets) {
///         println!("{message}");
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub fn read_frame<'b, R: Read + ?Sized>(
    stream: &mut R,
    buffer: &'b mut Vec<u8>,
    limit: u16,
) -> io::Result<Option<&'b [u8]>> {
    let Some(length) = read_length(stream)? else { return Ok(None) };
    admit(length, limit)?;
    buffer.clear();
    buffer.reserve(usize::from(length).min(START));
    stream.take(length.into()).read_to_end(buffer)?;
    if buffer.len() < length.into() {
        let (have, needed) = (PREFIX + buffer.len(), frame_len(length));
        return Err(FrameError::EndOfStream { have, needed }.into());
    }
    Ok(Some(buffer))
}

/// Reads the length before a message; `None` at the end of the stream.
fn read_length<R: Read + ?Sized>(stream: &mut R) -> io::Result<Option<u16>> {
    let mut length = [0; PREFIX];
    let mut have = 0;
    while let Some(room @ [_, ..]) = length.get_mut(have..) {
        match stream.read(room) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) => break,
            result => have += result?,
        }
    }
    match have {
        0 => Ok(None),
        1 => Err(FrameError::EndOfStream { have, needed: PREFIX }.into()),
        _ => Ok(Some(u16::from_be_bytes(length))),
    }
}

/// Writes a message and the length before it, together where the stream can ([RFC 7766 section 8]).
///
/// Fails with [`ErrorKind::InvalidData`] when the message has no octets or more than 65535.
///
/// [RFC 7766 section 8]: https://www.rfc-editor.org/rfc/rfc7766#section-8
pub fn write_frame<W: Write + ?Sized>(stream: &mut W, message: &[u8]) -> io::Result<()> {
    let prefix = prefix(message.len())?;
    let written = loop {
        match stream.write_vectored(&[IoSlice::new(&prefix), IoSlice::new(message)]) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            result => break result?,
        }
    };
    stream.write_all(prefix.get(written..).unwrap_or_default())?;
    stream.write_all(message.get(written.saturating_sub(PREFIX)..).unwrap_or_default())
}

/// [`FrameError::EndOfStream`] is an unexpected end, all else is invalid data.
impl From<FrameError> for io::Error {
    fn from(error: FrameError) -> io::Error {
        let kind = match error {
            FrameError::EndOfStream { .. } => ErrorKind::UnexpectedEof,
            _ => ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}
