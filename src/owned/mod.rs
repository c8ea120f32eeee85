//! Messages and records that own their octets, so that they outlive the buffer they were read from.

#[cfg(feature = "bytes")]
mod message;
#[cfg(feature = "bytes")]
mod partial;
mod rdata;
mod record;
#[cfg(feature = "bytes")]
mod share;

#[cfg(feature = "bytes")]
pub use message::{MessageBuf, ParseFailure};
#[cfg(feature = "bytes")]
pub use partial::PartialBuf;
pub use rdata::RdataBuf;
pub use record::RecordBuf;
