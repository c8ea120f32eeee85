//! Looks at messages on their way: drops queries for ANY, and keeps the TTLs of answers in bounds.

use dnswire::{Error, Message, NameBuf, Type, edit, peek, query};

/// Returns `false` for a message to drop; changes it in place.
fn pass(octets: &mut [u8]) -> Result<bool, Error> {
    let (header, question) = peek(octets)?;
    if question.is_none_or(|question| question.qtype() == Type::ANY) {
        return Ok(false);
    }
    if header.flags().is_response() {
        edit::map_ttls(octets, |record| record.ttl().clamp(30, 86400))?;
    }
    Ok(true)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut answer = include_bytes!("mx.bin").to_vec();
    let mut any = query(1, &"example.".parse::<NameBuf>()?, Type::ANY);
    println!("{} {}", pass(&mut answer)?, pass(&mut any)?);
    print!("{}", Message::parse(&answer)?);
    Ok(())
}
