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
mod mx;
mod zone;

/// The path of the program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_dnswire");

#[test]
fn a_file_without_a_command_brings_the_command() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let done = std::process::Command::new(PROGRAM).arg(file).output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    let want = format!("{file} is a file, not a command; to decode it: dnswire decode {file}");
    assert_eq!((done.status.code(), told), (Some(2), format!("dnswire: {want}\n")));
}
