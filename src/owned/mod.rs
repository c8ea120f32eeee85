//! Messages and records that own their octets, so that they outlive the buffer they were read from.

mod coded;
mod list;
#[cfg(feature = "bytes")]
mod message;
#[cfg(feature = "bytes")]
mod partial;
mod query;
mod rdata;
mod record;
#[cfg(feature = "bytes")]
mod share;

pub use coded::{CodeBuf, CodedBuf, OptionBuf, OptionsBuf, SvcParamBuf, SvcParamsBuf};
pub use list::{ListBuf, ListItem, PortsBuf, TypeBitmapBuf};
#[cfg(feature = "bytes")]
pub use message::{MessageBuf, ParseFailure};
#[cfg(feature = "bytes")]
pub use partial::PartialBuf;
pub use query::query;
pub use rdata::RdataBuf;
pub use record::{RecordBuf, TtlAndClass};
