//! Messages on TCP connections.

use std::io;

use bytes::Bytes;
use dnswire::tcp::{self, Deframer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The most octets that are read at a time.
const PIECE: usize = 4096;

/// The next message; `None` at the end of the stream.
///
/// Fails at a frame that is refused, too: a client that sends one is not worth reading on.
pub(crate) async fn read_message(
    stream: &mut TcpStream,
    deframer: &mut Deframer,
) -> io::Result<Option<Bytes>> {
    let mut piece = [0; PIECE];
    loop {
        if let Some(message) = deframer.next()? {
            return Ok(Some(message));
        }
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            deframer.finish()?;
            return Ok(None);
        }
        deframer.push(piece.get(..read).unwrap_or_default());
    }
}

/// Sends a message in a frame, in one piece.
pub(crate) async fn write_message(stream: &mut TcpStream, octets: &[u8]) -> io::Result<()> {
    let mut frame = Vec::new();
    tcp::put_frame(&mut frame, octets)?;
    stream.write_all(&frame).await
}
