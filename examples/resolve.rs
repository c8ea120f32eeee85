//! A stub resolver: asks over UDP, again over TCP when the answer is truncated, and follows aliases.
//!
//! `cargo run --example resolve -- 192.0.2.1:53 www.example.com`

use std::collections::hash_map::RandomState;
use std::error::Error;
use std::hash::{BuildHasher, Hasher};
use std::net::{TcpStream, UdpSocket};
use std::time::Duration;

use dnswire::rdata::A;
use dnswire::{Message, NameBuf, Type, query, tcp};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [server, name] = arguments.as_slice() else {
        return Err("usage: resolve ADDRESS:PORT NAME".into());
    };
    let qname: NameBuf = name.parse()?;
    // The seed of a hasher is random, and so is the ID.
    let id = u16::try_from(RandomState::new().build_hasher().finish() & 0xFFFF)?;
    let asked = query(id, &qname, Type::A);

    let answer = over_udp(server, &asked)?;
    let answer = match Message::parse_partial(&answer, answer.len())?.message() {
        message if message.header().flags().truncated() => over_tcp(server, &asked)?,
        _ => answer,
    };
    let message = Message::parse(&answer)?;
    println!("{} {}", message.rcode(), message.canonical_name().ok_or("the aliases form a loop")?);
    for address in message.answers_to_question().of::<A>() {
        println!("{}", address?.address);
    }
    Ok(())
}

/// Waits for a datagram that belongs to the query.
fn over_udp(server: &str, asked: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let any = if server.starts_with('[') { "[::]:0" } else { "0.0.0.0:0" };
    let socket = UdpSocket::bind(any)?;
    socket.connect(server)?;
    socket.set_read_timeout(Some(Duration::from_secs(5)))?;
    socket.send(asked)?;
    let mut buffer = vec![0; 65535];
    for _ in 0..100 {
        let received = socket.recv(&mut buffer)?;
        let partial = Message::parse_partial(&buffer, received)?;
        if partial.message().is_response_to(&Message::parse(asked)?) {
            buffer.truncate(received);
            return Ok(buffer);
        }
    }
    Err("too many datagrams of others".into())
}

fn over_tcp(server: &str, asked: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let (mut stream, mut buffer) = (TcpStream::connect(server)?, Vec::new());
    tcp::write_frame(&mut stream, asked)?;
    tcp::read_frame(&mut stream, &mut buffer, 65535)?.ok_or("the server closed the connection")?;
    Ok(buffer)
}
