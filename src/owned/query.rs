//! A query in one call.

use alloc::vec::Vec;

use crate::name::Name;
use crate::registry::{Class, Type};

/// The octets of a query of class IN with RD set; `id` must be random ([RFC 5452 section 9.2]).
///
/// A query with EDNS or another class is composed with [`Builder::query`](crate::Builder::query).
///
/// ```
/// use dnswire::{Message, NameBuf, Type};
///
/// let name: NameBuf = "example.".parse()?;
/// let octets = dnswire::query(0x1234, &name, Type::MX);
/// let query = Message::parse(&octets)?;
/// assert_eq!((query.id(), query.header().flags().rd()), (0x1234, true));
/// assert_eq!(query.question()?.to_string(), "example. IN MX");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 5452 section 9.2]: https://www.rfc-editor.org/rfc/rfc5452#section-9.2
#[must_use]
pub fn query<'n>(id: u16, qname: impl Into<Name<'n>>, qtype: Type) -> Vec<u8> {
    let [high, low] = id.to_be_bytes();
    let qname = qname.into().to_buf();
    // RD, and one question.
    let mut octets = [high, low, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0].to_vec();
    octets.extend_from_slice(qname.as_octets());
    octets.extend_from_slice(&qtype.0.to_be_bytes());
    octets.extend_from_slice(&Class::IN.0.to_be_bytes());
    octets
}
