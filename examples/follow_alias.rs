//! Follows the CNAME records of an answer from the question to the addresses.

use std::error::Error;

use dnswire::Message;
use dnswire::rdata::{A, Cname};

/// `www.example. CNAME web.example.` and `web.example. A 192.0.2.1`, asked for `www.example. A`
const ANSWER: &[u8] = b"\x12\x34\x85\x80\0\x01\0\x02\0\0\0\0\
    \x03www\x07example\0\0\x01\0\x01\
    \xc0\x0c\0\x05\0\x01\0\0\x01\x2c\0\x06\x03web\xc0\x10\
    \xc0\x29\0\x01\0\x01\0\0\x01\x2c\0\x04\xc0\0\x02\x01";

fn main() -> Result<(), Box<dyn Error>> {
    let message = Message::parse(ANSWER)?;
    let asked = message.question()?;
    println!("asked for {} {}", asked.qname(), asked.qtype());
    for record in message.answers() {
        if let Some(alias) = record.data::<Cname>() {
            println!("{} is an alias of {}", record.owner(), alias?.cname);
        }
    }

    // The end of the chain; `None` where the records form a loop.
    let name = message.canonical_name().ok_or("the CNAME records form a loop")?;
    for record in message.answers_to_question() {
        if let Some(address) = record.data::<A>() {
            println!("{name} has the address {}", address?.address);
        }
    }
    Ok(())
}
