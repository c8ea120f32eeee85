//! The functions of the fuzz targets: each takes octets, and a bug is a panic.
//!
//! They run under the fuzzer and in its program `replay` (package `fuzz`), and on counted inputs
//! (`tools/support/tests/mutations.rs`).

pub mod compose;
pub mod copy;
pub mod dso;
pub mod edit;
pub mod explain;
pub mod message;
pub mod name;
pub mod owned;
pub mod partial;
pub mod rdata;
pub mod reader;
pub mod respond;
pub mod structured;
pub mod tcp;
pub mod text;
pub mod transfer;
pub mod walk;
pub mod writer;

use crate::seeds::Seeds;

/// A fuzz target, and what it is run on.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
    pub seeds: fn(&Seeds) -> &[Vec<u8>],
    /// Its inputs, of 1000 in all.
    pub share: u32,
}

/// All targets that need no other library.
pub const TARGETS: [Target; 17] = [
    Target { name: "message", run: message::run, seeds: Seeds::messages, share: 200 },
    Target { name: "walk", run: walk::run, seeds: Seeds::messages, share: 110 },
    Target { name: "rdata", run: rdata::run, seeds: Seeds::rdata, share: 110 },
    Target { name: "reader", run: reader::run, seeds: Seeds::messages, share: 80 },
    Target { name: "name", run: name::run, seeds: Seeds::names, share: 80 },
    Target { name: "compose", run: compose::run, seeds: Seeds::messages, share: 50 },
    Target { name: "structured", run: structured::run, seeds: Seeds::structured, share: 50 },
    Target { name: "tcp", run: tcp::run, seeds: Seeds::streams, share: 50 },
    Target { name: "partial", run: partial::run, seeds: Seeds::messages, share: 20 },
    Target { name: "edit", run: edit::run, seeds: Seeds::messages, share: 50 },
    Target { name: "explain", run: explain::run, seeds: Seeds::messages, share: 30 },
    Target { name: "respond", run: respond::run, seeds: Seeds::messages, share: 40 },
    Target { name: "copy", run: copy::run, seeds: Seeds::messages, share: 40 },
    Target { name: "owned", run: owned::run, seeds: Seeds::messages, share: 30 },
    Target { name: "text", run: text::run, seeds: Seeds::texts, share: 30 },
    Target { name: "dso", run: dso::run, seeds: Seeds::operations, share: 20 },
    Target { name: "transfer", run: transfer::run, seeds: Seeds::messages, share: 10 },
];
