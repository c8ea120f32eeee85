//! The integration tests of the library, one module for each subject.
#![allow(missing_docs, unreachable_pub)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "test code"
)]

mod allocations;
#[cfg(feature = "arbitrary")]
mod arbitrary;
mod canonical;
mod cases;
mod classes;
mod coded;
mod coming_from;
mod compose;
mod corpus;
mod debug;
mod dnssec;
mod dso;
mod edns;
mod explain;
mod field;
mod first_use;
mod invalid;
mod make;
mod messages;
mod names;
mod order;
mod own;
mod owned;
mod prefixes;
mod properties;
mod reader;
mod readme;
mod registry;
mod rules;
mod sample_lines;
mod scan;
#[cfg(feature = "serde")]
mod serde;
mod signature;
mod sizes;
mod steps;
mod story;
mod stream;
mod strict;
mod svcb;
mod tcp;
mod text;
mod transfer;
mod truncation;
mod values;
mod vectors;
mod writers;
mod zone;
