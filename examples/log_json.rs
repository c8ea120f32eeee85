//! Writes a message as one line of JSON.

use dnswire::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", serde_json::to_string(&Message::parse(include_bytes!("mx.bin"))?)?);
    Ok(())
}
