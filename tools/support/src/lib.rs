//! Parts that the tests, benchmarks and fuzz targets of dnswire share.
//!
//! | module | holds |
//! | --- | --- |
//! | [`mod@data`], [`csv`], [`vectors`] | the files of `tests/data`: messages, registries, RDATA with its fields |
//! | [`message`], [`writer`] | messages for tests, octet by octet or field by field |
//! | [`mod@hash`] | the hash of a value |
//! | [`layout`], [`naive`] | slow readers that share no code with the library |
//! | [`messages`] | ordinary messages for benchmarks |
//! | [`stream`] | a stream of different messages for benchmarks |
//! | [`hostile`] | messages made to be slow |
//! | [`pcap`] | captures of datagrams |
//! | [`everything`] | reads all parts of a message |
//! | [`targets`], [`mutate`], [`seeds`] | the functions of the fuzz targets and their inputs (feature `targets`) |

pub mod csv;
pub mod data;
pub mod everything;
pub mod hash;
pub mod hostile;
pub mod layout;
pub mod message;
pub mod messages;
#[cfg(feature = "targets")]
pub mod mutate;
pub mod naive;
pub mod pcap;
#[cfg(feature = "targets")]
pub mod seeds;
pub mod stream;
#[cfg(feature = "targets")]
pub mod targets;
pub mod text;
pub mod vectors;
pub mod writer;

/// A response with two MX records: `example. 300 IN MX 20 backup.example.` and `10 mail.example.`
pub const MX: &[u8] = include_bytes!("../../../examples/mx.bin");

pub use data::{
    Sample, all_messages, data, data_path, json_lines, list, number, octets, recorded, samples,
    text,
};
pub use hash::hash;
pub use message::{
    header, parse, place, pointer, question, record, record_of_class, section_number,
};
pub use text::{FixedText, NoText};
