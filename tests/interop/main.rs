//! Our messages, which other implementations read: ignored tests, which the scripts in this folder
//! run.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may"
)]

mod composed;
mod servers;
mod update;
#[cfg(feature = "proptest")]
mod zone;
