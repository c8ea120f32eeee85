//! Lists every rule of the RFCs that a message breaks, with severity and place.
//!
//! `cargo run --example findings` reads a built-in message, `-- FILE` one message from a file.

use std::error::Error;

use dnswire::{Message, Severity};

/// A response with a reserved flag, a TTL whose top bit is set, and an MX record that is too short.
const RESPONSE: &[u8] = b"\x12\x34\x80\x40\0\x01\0\x02\0\0\0\0\
    \x07example\0\0\x0f\0\x01\
    \xc0\x0c\0\x01\0\x01\x80\0\0\0\0\x04\xc0\0\x02\x01\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x01\0";

fn main() -> Result<(), Box<dyn Error>> {
    let octets = match std::env::args_os().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => RESPONSE.to_vec(),
    };
    let message = Message::parse(&octets)?;
    let mut errors = 0;
    for finding in message.findings() {
        println!("{finding}");
        errors += usize::from(finding.severity() == Severity::Error);
    }
    println!("{errors} errors");

    // The first error alone: for programs that accept or refuse.
    if let Err(finding) = message.check() {
        println!("refused: {finding}");
    }
    Ok(())
}
