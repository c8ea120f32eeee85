//! DNS messages from untrusted octets: read without copying, and never believing a length.
#![cfg_attr(not(test), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod compose;
mod edns;
mod error;
mod field;
mod findings;
mod frame;
mod header;
mod message;
mod name;
mod question;
pub mod rdata;
mod reader;
mod record;
pub mod registry;
#[doc(hidden)]
pub mod samples;
mod text;
mod wire;

pub use compose::{Form, Full, NamePolicy};
pub use edns::{Edns, Options, RawOption};
pub use error::{Error, ErrorKind, Section};
pub use field::{FieldView, Value};
pub use header::{Flags, Header};
pub use message::{AllRecords, Message, Of, Partial, Questions, Records};
pub use name::{Label, Labels, Name, NameBuf, NameError};
pub use question::Question;
pub use rdata::Type;
pub use reader::Reader;
pub use record::Record;
pub use registry::{Class, Opcode, Rcode};
pub use wire::MAX_MESSAGE;
