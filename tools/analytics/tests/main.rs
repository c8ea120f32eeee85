//! The tests of the tables, the files, SQL and the program.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

#[cfg(feature = "cluster")]
mod cluster;
mod common;
mod convert;
mod killed;
mod objects;
mod questions;
mod readme;
mod sql;
mod values;
