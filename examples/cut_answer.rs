//! Reads an answer that is longer than the buffer: every whole record in the buffer, and what is missing.

use dnswire::{Error, Message};

/// `example. MX 20 backup.example.` and `10 mail.example.`
const ANSWER: &[u8] = b"\x12\x34\x85\x80\0\x01\0\x02\0\0\0\0\
    \x07example\0\0\x0f\0\x01\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x0b\0\x14\x06backup\xc0\x0c\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x09\0\x0a\x04mail\xc0\x0c";

fn main() -> Result<(), Error> {
    // A receive call filled the buffer of 64 octets and reported the length of the whole message.
    let mut buffer = [0; 64];
    buffer.copy_from_slice(ANSWER.split_at(64).0);
    let received = ANSWER.len();

    let partial = Message::parse_partial(&buffer, received)?;
    for record in partial.message().answers() {
        println!("{record}");
    }
    if let Some(error) = partial.error() {
        println!("{error}");
        println!("{} octets are missing", partial.missing());
    }
    Ok(())
}
