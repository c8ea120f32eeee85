//! Sends a query to a server over UDP and prints the response.
//!
//! `cargo run --example query -- 192.0.2.1:53 www.example.com AAAA`

use std::collections::hash_map::RandomState;
use std::error::Error;
use std::hash::{BuildHasher, Hasher};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Type};

/// The most octets that the response may have; EDNS tells the server.
const LIMIT: u16 = 1232;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [server, name, types @ ..] = arguments.as_slice() else {
        return Err("usage: query ADDRESS:PORT NAME [TYPE]".into());
    };
    let server: SocketAddr = server.parse()?;
    let qname: NameBuf = name.parse()?;
    let qtype: Type = types.first().map_or("A", String::as_str).parse()?;

    // The seed of a hasher is random, and so is the ID.
    let id = u16::try_from(RandomState::new().build_hasher().finish() & 0xFFFF)?;
    let (mut octets, mut compression) = ([0; 512], Compression::new());
    let mut query = Builder::query(&mut octets, &mut compression, id, &qname, qtype, Class::IN)?;
    query.set_edns(OptRecord::new(LIMIT));
    let query = query.finish();

    let any = if server.is_ipv4() {
        SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))
    } else {
        SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0))
    };
    let socket = UdpSocket::bind(any)?;
    socket.connect(server)?;
    socket.set_read_timeout(Some(Duration::from_secs(5)))?;
    socket.send(query)?;

    let asked = Message::parse(query)?;
    let (mut buffer, start) = ([0; 1232], Instant::now());
    while start.elapsed() < Duration::from_secs(5) {
        let received = socket.recv(&mut buffer)?;
        // Anyone can send a datagram: whatever does not belong to the query is ignored.
        match Message::parse_received(&buffer, received) {
            Ok(response) if response.is_response_to(&asked) => {
                println!("{response}");
                return Ok(());
            }
            _ => {}
        }
    }
    Err("no response within 5 seconds".into())
}
