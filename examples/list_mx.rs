//! Lists the mail exchanges of an answer, the most preferred first.
//!
//! `cargo run --example list_mx` reads a built-in message, `-- FILE` one message from a file.

use std::error::Error;

use dnswire::Message;
use dnswire::rdata::Mx;

/// `example. MX 20 backup.example.` and `10 mail.example.`
const ANSWER: &[u8] = b"\x12\x34\x85\x80\0\x01\0\x02\0\0\0\0\
    \x07example\0\0\x0f\0\x01\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x0b\0\x14\x06backup\xc0\x0c\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x09\0\x0a\x04mail\xc0\x0c";

fn main() -> Result<(), Box<dyn Error>> {
    let octets = match std::env::args_os().nth(1) {
        Some(path) => std::fs::read(path)?,
        None => ANSWER.to_vec(),
    };
    let message = Message::parse(&octets)?;
    let mut exchanges = message.answers().of::<Mx>().collect::<Result<Vec<_>, _>>()?;
    exchanges.sort_by_key(|mx| mx.preference);
    for mx in exchanges {
        println!("{} {}", mx.preference, mx.exchange);
    }
    Ok(())
}
