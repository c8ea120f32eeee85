//! DNS messages from untrusted octets: read without copying, and never believing a length.
//!
//! Not RDLENGTH, not a count, not a label length, not a compression pointer, and not the length
//! that a receive call reports for the message itself. In 2004 a mail service crashed again and
//! again: an MX answer was larger than its buffer of 1500 octets, the resolver call returned the
//! true length, and the parser walked past the end. Here that is an error which says where the
//! octets end, next to every record that did arrive.
//!
//! # Reading
//!
//! [`Message::parse`] walks the framing once; after that nothing can fail. RDATA is decoded when
//! asked for, and one that is bad costs nothing but itself.
//!
//! ```
//! use dnswire::{Message, rdata::Mx};
//! # let octets = dnswire::samples::MX;
//!
//! let message = Message::parse(octets)?;
//! let mut exchanges = message.answers().of::<Mx>().collect::<Result<Vec<_>, _>>()?;
//! exchanges.sort_by_key(|mx| mx.preference);
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | read a whole message | [`Message::parse`] |
//! | read what a receive call left in a buffer | [`Message::parse_received`] |
//! | read what is there of a message that was cut | [`Message::parse_partial`], [`Partial`] |
//! | read or skip a few records in a hot path | [`Reader`] |
//! | know every rule that a message breaks | [`Message::findings`], [`Message::check`] |
//! | look at EDNS | [`Message::edns`], [`Edns`] |
//! | look at RDATA | [`Record::rdata`], [`Record::data`], [`rdata`] |
//! | compare, order, print names | [`Name`], [`NameBuf`] |
//! | compose a message, within a size | [`Builder`], [`OptRecord`] |
//! | change ID, flags, TTLs or case in place | [`edit`] |
//! | keep messages, send them to other threads | [`MessageBuf`], [`PartialBuf`] |
//! | keep single records | [`RecordBuf`] |
//! | take messages off a TCP stream | [`tcp`] |
//!
//! # Errors
//!
//! There is one: [`Error`], with a kind, the offset, the section and index of the entry, the type
//! and the field. It is `Copy` and built only where something is wrong.
//!
//! ```text
//! answer record 21 (MX), exchange, octet 1469: the message ends inside the field: 31 of 51 octets are there
//! ```
//!
//! # Promises
//!
//! No `unsafe`; reading cannot panic, on any input; no allocation when reading; work linear in the octets. Each is
//! carried by a test or a proof: see `SECURITY.md` in the repository.
//!
//! # Features
//!
//! - `std` (default): `std::io` helpers.
//! - `bytes` (default): messages that own their octets as `Bytes`.
//! - `alloc`: owned data.
//! - `tokio`: TCP framing as a codec of tokio-util.
//!
//! Without them the crate needs `core` only. A feature adds API and never changes behaviour.
#![cfg_attr(not(test), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod canonical;
mod compose;
pub mod edns;
mod error;
mod explain;
mod field;
mod findings;
mod frame;
mod header;
mod message;
mod name;
#[cfg(feature = "alloc")]
mod owned;
mod question;
pub mod rdata;
mod reader;
mod record;
pub mod registry;
#[doc(hidden)]
pub mod samples;
mod signature;
pub mod tcp;
mod text;
mod wire;
#[cfg(test)]
mod work;

pub use compose::{
    Builder, Compress, Compression, Form, Full, InAdditional, InAnswer, InAuthority, InQuestion,
    InTransaction, NamePolicy, OptRecord, OptionWriter, Room, edit, header_response, udp_limit,
};
pub use edns::{Edns, EdnsOption, Options, RawOption};
pub use error::{Error, ErrorKind, Section};
pub use explain::Explained;
pub use field::{FieldView, Value};
pub use findings::{Finding, Findings, Rule, Severity};
pub use header::{Flags, Header};
pub use message::{AllRecords, Message, Of, Partial, Questions, Records};
pub use name::{Label, Labels, Name, NameBuf, NameError};
#[cfg(feature = "alloc")]
pub use owned::RecordBuf;
#[cfg(feature = "bytes")]
pub use owned::{MessageBuf, PartialBuf, Unparsed};
pub use question::Question;
pub use rdata::Type;
pub use reader::Reader;
pub use record::Record;
pub use registry::{Class, Opcode, Rcode};
pub use signature::{Signature, SignedOctets};
pub use wire::MAX_MESSAGE;
