//! Takes messages off a TCP stream whose octets arrive in pieces.
//!
//! `cargo run --example deframe` reads a built-in stream, `-- -` standard input: two octets of
//! length, then the message, and so on.

use std::error::Error;
use std::io::{self, Read};

use dnswire::Message;
use dnswire::tcp::Deframer;

/// A query for `example. A` behind its length, and one for `example. MX`.
const STREAM: &[u8] = b"\0\x19\0\x01\x01\0\0\x01\0\0\0\0\0\0\x07example\0\0\x01\0\x01\
    \0\x19\0\x02\x01\0\0\x01\0\0\0\0\0\0\x07example\0\0\x0f\0\x01";

fn main() -> Result<(), Box<dyn Error>> {
    let mut stream: Box<dyn Read> = match std::env::args().nth(1).as_deref() {
        Some("-") => Box::new(io::stdin().lock()),
        _ => Box::new(STREAM),
    };
    let (mut deframer, mut piece) = (Deframer::new(), [0; 20]);
    loop {
        let len = stream.read(&mut piece)?;
        if len == 0 {
            break;
        }
        deframer.push(piece.split_at(len).0);
        // One piece can complete no message, or several.
        while let Some(octets) = deframer.next()? {
            match Message::parse(&octets) {
                Ok(message) => println!("{message}"),
                Err(error) => println!("{error}"),
            }
        }
    }
    // Fails if the stream ends inside a message.
    deframer.finish()?;
    Ok(())
}
