//! Frames on blocking `std::io` streams.

use std::io::{self, ErrorKind, IoSlice, Read, Write};

use alloc::vec::Vec;

use super::{FrameError, PREFIX, admit, frame_len, prefix};

/// The most octets that are reserved before a message arrives.
const START: usize = 4096;

/// Reads one message of at most `limit` octets into `buffer`; `None` at the end of the stream.
///
/// The buffer grows with the octets that arrive, not with the announced length, and can be reused
/// for the next message. Fails with [`ErrorKind::UnexpectedEof`] when the stream ends inside a
/// frame and with [`ErrorKind::InvalidData`] when the length is 0 or more than `limit`; the
/// [`FrameError`] is inside. Do not read the stream after an error. For streams that do not block
/// use [`Deframer`](super::Deframer).
///
/// ```
/// use dnswire::{Message, tcp};
///
/// # fn main() -> std::io::Result<()> {
/// # let mut octets = Vec::new();
/// # tcp::write_frame(&mut octets, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")))?;
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

/// Writes a message and the length before it, in one write if the stream can
/// ([RFC 7766 section 8]).
///
/// Fails with [`ErrorKind::InvalidData`] when the message has no octets or more than 65535.
///
/// ```
/// let mut stream = Vec::new();
/// dnswire::tcp::write_frame(&mut stream, b"a message")?;
/// assert_eq!(stream, b"\0\x09a message");
/// # Ok::<(), std::io::Error>(())
/// ```
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

/// [`FrameError::EndOfStream`] becomes `UnexpectedEof`, every other error `InvalidData`.
impl From<FrameError> for io::Error {
    fn from(error: FrameError) -> io::Error {
        let kind = match error {
            FrameError::EndOfStream { .. } => ErrorKind::UnexpectedEof,
            _ => ErrorKind::InvalidData,
        };
        io::Error::new(kind, error)
    }
}
