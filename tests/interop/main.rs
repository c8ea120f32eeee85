//! Messages of ours that other implementations read: ignored tests, which the scripts in
//! `tests/interop` run.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may"
)]

mod common;
#[path = "interop/composed.rs"]
mod composed;
#[path = "interop/servers.rs"]
mod servers;
#[path = "interop/update.rs"]
mod update;
