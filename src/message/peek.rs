//! The header and the question alone.

use super::{Header, Question, Reader};
use crate::error::Error;

/// Reads the header and the first question, and nothing after it.
///
/// For programs that route messages by ID, flags, QNAME and QTYPE. Fails when the octets do not
/// begin with a header, and when the first question is malformed; the records can be anything.
///
/// ```
/// use dnswire::{Type, peek};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let (header, question) = peek(octets)?;
/// assert_eq!((header.id(), header.flags().qr()), (0x1234, true));
/// assert_eq!(question.map(|question| question.qtype()), Some(Type::MX));
/// # Ok::<(), dnswire::Error>(())
/// ```
pub fn peek(octets: &[u8]) -> Result<(Header, Option<Question<'_>>), Error> {
    let mut reader = Reader::new(octets)?;
    let header = reader.header();
    Ok((header, reader.question()?))
}
