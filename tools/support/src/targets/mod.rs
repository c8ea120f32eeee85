//! The functions of the fuzz targets: each takes octets, and a bug is a panic.
//!
//! They run under the fuzzer and in its program `replay` (package `fuzz`), and on counted inputs
//! (`tools/support/tests/mutations.rs`).

pub mod compose;
pub mod message;
pub mod name;
pub mod partial;
pub mod rdata;
pub mod reader;
pub mod structured;
pub mod tcp;
pub mod walk;
pub mod writer;
