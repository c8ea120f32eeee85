//! The program `dnswire`, run as its users run it.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may"
)]

mod decode;
mod explain;
mod forward;
mod zone;

/// The path of the program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_dnswire");
