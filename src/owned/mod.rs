//! What outlives the buffer that it was read from: messages and records that own their octets.

#[cfg(feature = "bytes")]
mod message;
#[cfg(feature = "bytes")]
mod partial;
mod record;
#[cfg(feature = "bytes")]
mod share;

#[cfg(feature = "bytes")]
pub use message::{MessageBuf, Unparsed};
#[cfg(feature = "bytes")]
pub use partial::PartialBuf;
pub use record::RecordBuf;
