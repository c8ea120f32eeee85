//! DNS messages from untrusted octets: read without copying, and never believing a length.
//!
//! Every RDLENGTH, count, label length and compression pointer is checked, and so is the length
//! that a receive call reports for the message. In 2004 a mail service crashed repeatedly: an MX
//! answer was larger than its buffer of 1500 octets, the resolver call returned the true length,
//! and the parser read past the end. This crate returns every record that arrived, and an error
//! with the offset where the octets end.
//!
//! # Reading
//!
//! [`Message::parse`] checks the framing once; after that, reading questions and records cannot
//! fail. RDATA is decoded on request, and malformed RDATA affects only itself.
//!
//! ```
//! use dnswire::{Message, rdata::Mx};
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
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
//! | read a message from the buffer of a receive call | [`Message::parse_received`] |
//! | read the complete records of an incomplete message | [`Message::parse_partial`], [`Partial`] |
//! | read or skip a few records in a hot path | [`Reader`] |
//! | list every rule that a message breaks | [`Message::findings`], [`Message::check`] |
//! | read EDNS | [`Message::edns`], [`Edns`] |
//! | read RDATA | [`Record::rdata`], [`Record::data`], [`rdata`] |
//! | compare, order, print names | [`Name`], [`NameBuf`] |
//! | compose a message, within a size | [`Builder`], [`OptRecord`] |
//! | read records from text, zone files | [`RecordBuf::from_text`], [`RdataBuf::from_text`], [`zone`] |
//! | make RDATA and lists from values | [`RdataBuf`], [`ListBuf`], [`SvcParamsBuf`], [`TypeBitmapBuf`] |
//! | change ID, flags, TTLs or case in place | [`edit`] |
//! | keep messages, send them to other threads | [`MessageBuf`], [`PartialBuf`] |
//! | keep single records | [`RecordBuf`] |
//! | read messages of multicast DNS and LLMNR | [`Profile`], [`Message::in_profile`] |
//! | read DNS Stateful Operations | [`Message::dso`], [`dso`] |
//! | follow a zone transfer, check its signatures | [`transfer`] |
//! | split a TCP stream into messages | [`tcp`] |
//!
//! # Writing
//!
//! ```
//! # #[cfg(feature = "alloc")] {
//! use dnswire::{Class, NameBuf, RecordBuf, rdata::Mx};
//!
//! let (owner, exchange): (NameBuf, NameBuf) = ("example.".parse()?, "mail.example.".parse()?);
//! let record = RecordBuf::new(&owner, 300, Class::IN, Mx::new(10, &exchange))?;
//! assert_eq!(record.to_string(), "example. 300 IN MX 10 mail.example.");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Errors
//!
//! The error type is [`Error`]: it has a kind, the offset, the section and index of the entry, the
//! type and the field. It is `Copy` and built only when something is wrong.
//!
//! ```text
//! answer record 21 (MX), exchange, octet 1469: the message ends inside the field: 31 of 51 octets are there
//! ```
//!
//! # Promises
//!
//! The crate has no `unsafe`. On any input, reading does not panic, does not allocate, and takes
//! time linear in the number of octets. A test or a proof checks each promise: see `SECURITY.md` in
//! the repository.
//!
//! # Features
//!
//! - `std` (default): `std::io` helpers.
//! - `bytes` (default): messages that own their octets as `Bytes`.
//! - `alloc`: owned records, composing into a `Vec`.
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
pub mod compose;
pub mod dso;
pub mod edit;
pub mod edns;
mod error;
mod explain;
mod findings;
pub mod layout;
mod message;
mod name;
#[cfg(feature = "alloc")]
mod owned;
pub mod rdata;
pub mod registry;
mod scan;
mod signature;
pub mod tcp;
mod text;
pub mod transfer;
mod wire;
#[cfg(test)]
mod work;
#[cfg(feature = "alloc")]
pub mod zone;

pub use compose::{Builder, Compression, OptRecord, WrongClass};
pub use error::{Error, ErrorKind, Rule, Section, Severity};
pub use explain::Hexdump;
pub use findings::{Finding, Findings};
pub use layout::{DoesNotFit, FieldView, Form, Value};
pub use message::{
    Change, Changes, Dso, DsoKind, Edns, Flags, Header, InProfile, Message, MessageRecords,
    Partial, Profile, Question, Questions, Reader, Record, Records, Typed,
};
pub use name::{Label, Labels, Name, NameBuf, NameError};
#[cfg(feature = "alloc")]
pub use owned::{
    CodedBuf, ListBuf, ListItem, OptionsBuf, PortsBuf, RdataBuf, RecordBuf, SvcParamsBuf,
    TypeBitmapBuf,
};
#[cfg(feature = "bytes")]
pub use owned::{MessageBuf, ParseFailure, PartialBuf};
pub use registry::{Class, Opcode, Rcode, Type};
pub use scan::{Expected, TextError, TextErrorKind};
pub use signature::{Signature, SignedOctets};
pub use wire::MAX_MESSAGE;
