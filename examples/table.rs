//! Prints a message as a table, section by section.

use dnswire::{Message, Section};

fn main() -> Result<(), dnswire::Error> {
    let message = Message::parse(include_bytes!("mx.bin"))?;
    for section in [Section::Answer, Section::Authority, Section::Additional] {
        println!("{section}: {}", message.count(section));
        for record in message.records().filter(|record| record.section() == section) {
            let (owner, ttl, class) = (record.owner(), record.ttl(), record.class());
            println!(
                "{owner:<30} {ttl:>8} {class:<4} {:<8} {:.60}",
                record.rtype(),
                record.rdata()
            );
        }
    }
    Ok(())
}
