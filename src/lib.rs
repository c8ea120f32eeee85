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
//! | read or skip records one by one, in one pass | [`Reader`] |
//! | read ID, flags, QNAME and QTYPE alone | [`peek`] |
//! | list every rule that a message breaks | [`Message::findings`], [`Message::check`] |
//! | read EDNS | [`Message::edns`], [`Edns`] |
//! | read RDATA | [`Record::rdata`], [`Record::data`], [`rdata`] |
//! | compare, order, print names | [`Name`], [`NameBuf`] |
//! | keep names as keys of a map | [`NameKey`] |
//! | compose a query | [`query`] |
//! | compose a message, within a size | [`Builder`], [`OptRecord`] |
//! | read records from text, zone files | [`RecordBuf::from_text`], [`RdataBuf::from_text`], [`zone`] |
//! | make RDATA and lists from values | [`RdataBuf`], [`ListBuf`], [`SvcParamsBuf`], [`TypeBitmapBuf`] |
//! | values of serde, JSON | [`serde`](mod@serde) |
//! | group, sign and verify RRsets, deny names | [`dnssec`] |
//! | declare an RR type, option or parameter | [`fields!`], [`rdata::OwnTypes`] |
//! | change ID, flags, TTLs, options or case in place | [`edit`] |
//! | keep messages, send them to other threads | [`MessageBuf`], [`PartialBuf`] |
//! | keep single records | [`RecordBuf`] |
//! | read messages of multicast DNS and LLMNR | [`Profile`], [`Message::in_profile`] |
//! | read DNS Stateful Operations | [`Message::dso`], [`dso`] |
//! | follow a zone transfer, check its signatures | [`transfer`] |
//! | split a TCP stream into messages | [`tcp`] |
//!
//! # A tour
//!
//! `octets` is the message of the example above: two MX records.
//!
//! Skip to the first record of the authority section, without looking at the records before it:
//!
//! ```
//! use dnswire::Reader;
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! let mut reader = Reader::new(octets)?;
//! reader.skip_answers()?;
//! assert!(reader.record()?.is_none());
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! Read what arrived of a message that was cut; the receive call reported 69 octets:
//!
//! ```
//! use dnswire::Message;
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! let partial = Message::parse_partial(&octets[..64], 69)?;
//! assert_eq!((partial.message().answers().count(), partial.missing()), (1, 5));
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! Decode any RDATA, or that of one type:
//!
//! ```
//! use dnswire::Message;
//! use dnswire::rdata::{Mx, Rdata};
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! for record in Message::parse(octets)?.answers() {
//!     match record.rdata() {
//!         Rdata::Mx(mx) => println!("{} {}", mx.preference, mx.exchange),
//!         Rdata::Malformed(bad) => println!("{}", bad.error),
//!         other => println!("{other}"),
//!     }
//!     let _: Option<Result<Mx, _>> = record.data();
//! }
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! Make records from values and from text, and keep them:
//!
//! ```
//! # #[cfg(feature = "alloc")] {
//! use dnswire::{Class, NameBuf, RdataBuf, RecordBuf, rdata::Mx};
//!
//! let (owner, exchange): (NameBuf, NameBuf) = ("example.".parse()?, "mail.example.".parse()?);
//! let made = RecordBuf::new(&owner, 300, Class::IN, Mx::new(10, &exchange))?;
//! let read: RecordBuf = "example. 5m IN MX 10 mail.example.".parse()?;
//! assert_eq!(made, read);
//! let txt = RdataBuf::txt(["v=spf1", "-all"])?;
//! assert_eq!(txt.to_string(), r#""v=spf1" "-all""#);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! As JSON and back, with the feature `serde`:
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use dnswire::RecordBuf;
//!
//! let record: RecordBuf = "x. 60 IN A 192.0.2.1".parse()?;
//! let json = r#"{"owner":"x.","ttl":60,"class":"IN","type":"A","data":{"address":"192.0.2.1"}}"#;
//! assert_eq!(serde_json::to_string(&record)?, json);
//! assert_eq!(serde_json::from_str::<RecordBuf>(json)?, record);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Compose an answer within a size: an RRset that does not fit is left out, and TC is set:
//!
//! ```
//! # #[cfg(feature = "alloc")] {
//! use dnswire::{Builder, Compression, Message, RecordBuf};
//!
//! let record: RecordBuf = "example. 300 IN TXT a-text-of-some-length".parse()?;
//! let (mut octets, mut compression) = (Vec::new(), Compression::new());
//! let mut builder = Builder::new(&mut octets, &mut compression)?;
//! builder.set_limit(40);
//! let mut builder = builder.answer();
//! assert!(!builder.push_record(&record));
//! assert!(Message::parse(builder.finish())?.header().flags().truncated());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Split a TCP stream into messages, and keep one without copying it:
//!
//! ```
//! # #[cfg(feature = "bytes")] {
//! use dnswire::{MessageBuf, tcp::Deframer};
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! let mut deframer = Deframer::new();
//! deframer.push(&[0, 69]);
//! deframer.push(octets);
//! let frame = deframer.next()?.expect("the frame is whole");
//! assert_eq!(MessageBuf::parse(frame)?.message().id(), 0x1234);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The octets that a DNSSEC signature covers; [`dnssec`] has digests and denial of existence:
//!
//! ```
//! use dnswire::{Message, Section, rdata::Rrsig};
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! # #[cfg(feature = "alloc")]
//! for rrset in Message::parse(octets)?.rrsets(Section::Answer) {
//!     for signature in rrset.signatures() {
//!         let Some(Ok(rrsig)) = signature.data::<Rrsig>() else { continue };
//!         let covered = rrset.signed_octets(&rrsig);
//!     }
//! }
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! List the rules that a message breaks, and show every octet with its meaning:
//!
//! ```
//! use dnswire::Message;
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//!
//! let message = Message::parse(octets)?;
//! assert!(message.findings().next().is_none());
//! print!("{}", message.explain());
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! RR types of one's own are declared with [`fields!`]; see [`rdata::OwnTypes`].
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
//! - `serde`: [`serde`](mod@serde) for names, records, messages, errors and findings.
//! - `arbitrary`: [`arbitrary`](mod@arbitrary) for names, records and messages.
//! - `proptest`: the same values as strategies for the crate proptest.
//! - `tokio`: TCP framing as a codec of tokio-util.
//!
//! Without them the crate needs `core` only. A feature adds API and never changes behaviour.
#![cfg_attr(not(test), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod canonical;
pub mod compose;
pub mod dnssec;
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
#[cfg(feature = "serde")]
pub mod serde;
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
pub use layout::{CharacterString, DoesNotFit, FieldView, Form, List, Value};
pub use message::{
    AnswersTo, Change, Changes, Dso, DsoKind, Edns, Flags, Header, InProfile, Message,
    MessageRecords, Partial, Profile, Question, Questions, Reader, Record, Records, Typed,
    WithTypes, peek,
};
#[cfg(feature = "alloc")]
pub use name::NameKey;
pub use name::{Label, Labels, Name, NameBuf, NameError, NameErrorKind};
#[cfg(feature = "alloc")]
pub use owned::{
    CodeBuf, CodedBuf, ListBuf, ListItem, OptionBuf, OptionsBuf, PortsBuf, RdataBuf, RecordBuf,
    SvcParamBuf, SvcParamsBuf, TtlAndClass, TypeBitmapBuf, query,
};
#[cfg(feature = "bytes")]
pub use owned::{MessageBuf, ParseFailure, PartialBuf};
pub use registry::{Class, Opcode, Rcode, Type};
pub use scan::{Expected, TextError, TextErrorKind};
pub use signature::{Signature, SignedOctets};
pub use wire::MAX_MESSAGE;
