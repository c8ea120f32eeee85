//! Browses for printers with multicast DNS, and shows each instance with its attributes.
//!
//! `cargo run --example browse` reads a built-in response; `-- live` asks on the link.

use std::error::Error;
use std::net::UdpSocket;
use std::time::Duration;

use dnswire::rdata::{Ptr, Srv, Txt};
use dnswire::{
    Builder, Class, Compression, Message, NameBuf, Profile, RdataBuf, RecordBuf, Type, query,
};

const SERVICE: &str = "_ipp._tcp.local.";

fn show(message: &Message<'_>) -> Result<(), Box<dyn Error>> {
    // In this profile the top bit of a class is the cache-flush bit.
    let records = || message.records().map(|record| record.of_profile(Profile::MulticastDns));
    for pointer in message.answers().of::<Ptr>() {
        let instance = pointer?.ptrdname;
        println!("{}", instance.in_utf8());
        for record in records().filter(|record| record.owner() == instance) {
            if let Some(srv) = record.data::<Srv>() {
                let srv = srv?;
                println!("  {} port {}", srv.target, srv.port);
            }
            if let Some(txt) = record.data::<Txt>() {
                for (key, value) in txt?.attributes() {
                    println!("  {key}={}", String::from_utf8_lossy(value.unwrap_or_default()));
                }
            }
        }
    }
    Ok(())
}

fn built_in() -> Result<Vec<u8>, Box<dyn Error>> {
    let service: NameBuf = SERVICE.parse()?;
    let (instance, host) = (service.child("Küche 2.1")?, "printer.local.".parse::<NameBuf>()?);
    let (flush, srv) = (Class::IN.with_top_bit(true), Srv::new(0, 0, 631, &host));
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    builder.push_record(&RecordBuf::new(&service, 4500, Class::IN, Ptr::new(&instance))?);
    let mut builder = builder.additional();
    builder.push(&instance, 120, flush, &srv);
    builder.push(&instance, 4500, flush, &RdataBuf::txt(["rp=ipp/print", "Color=T"])?);
    builder.finish();
    Ok(octets)
}

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() != Some("live") {
        return show(&Message::parse(&built_in()?)?);
    }
    let (socket, mut buffer) = (UdpSocket::bind("0.0.0.0:0")?, [0; 9000]);
    socket.send_to(&query(0, &SERVICE.parse::<NameBuf>()?, Type::PTR), "224.0.0.251:5353")?;
    socket.set_read_timeout(Some(Duration::from_secs(3)))?;
    while let Ok(received) = socket.recv(&mut buffer) {
        show(&Message::parse_received(&buffer, received)?)?;
    }
    Ok(())
}
