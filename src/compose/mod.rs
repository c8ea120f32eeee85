//! Composing messages: the builder, name compression, EDNS options, size limits.

mod buffer;
mod builder;
mod composer;
mod compression;
mod labels;
mod opt;
mod option;
mod push;
mod section;
mod start;
mod update;
#[cfg(test)]
#[cfg(feature = "alloc")]
mod work;
mod writer;

pub use buffer::Buffer;
pub use builder::{Builder, WrongClass};
pub use composer::Compress;
pub use compression::Compression;
pub use opt::OptRecord;
pub use option::OptionWriter;
pub use push::{PushData, PushRecord};
pub use section::{
    Before, InAdditional, InAnswer, InAuthority, InQuestion, InTransaction, RecordSection,
};
pub use start::{header_response, udp_limit};
#[cfg(feature = "alloc")]
pub(crate) use writer::Writer;
