//! Transfers a zone over TCP, and prints its records.
//!
//! `cargo run --example transfer -- 192.0.2.1:53 example`

use std::error::Error;
use std::net::TcpStream;

use dnswire::transfer::{Change, Transfer};
use dnswire::{Message, NameBuf, Type, query, tcp};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [server, zone] = arguments.as_slice() else {
        return Err("usage: transfer ADDRESS:PORT ZONE".into());
    };
    let asked = query(7, &zone.parse::<NameBuf>()?, Type::AXFR);
    let asked_message = Message::parse(&asked)?;
    let mut transfer = Transfer::of(&asked_message).ok_or("no query for a transfer")?;

    let (mut stream, mut buffer) = (TcpStream::connect(server.as_str())?, Vec::new());
    tcp::write_frame(&mut stream, &asked)?;
    while !transfer.is_complete() {
        let octets = tcp::read_frame(&mut stream, &mut buffer, 65535)?;
        let message = Message::parse(octets.ok_or("the server closed the connection")?)?;
        for change in transfer.message(&message)? {
            if let Change::Add(record) = change {
                println!("{record}");
            }
        }
    }
    Ok(())
}
