//! An authoritative server over UDP, from the text of a zone.
//!
//! `cargo run --example serve -- 127.0.0.1:5353`; without an address it answers one query to itself.

use std::error::Error;
use std::net::UdpSocket;

use dnswire::compose::udp_limit;
use dnswire::zone::Zone;
use dnswire::{Builder, Compression, Message, NameBuf, OptRecord, Rcode, RecordBuf, Type, query};

const ZONE: &str = "\
$ORIGIN example.
$TTL 300
@    SOA  ns admin 1 7200 900 1209600 300
     NS   ns
     MX   10 mail
ns   A    192.0.2.1
mail A    192.0.2.2
     AAAA 2001:db8::2
";

fn answer(zone: &[RecordBuf], request: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let request = Message::parse(request)?;
    let question = request.question()?;
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let (limit, opt) = (udp_limit(&request, 1232), OptRecord::new(1232));
    let mut response = Builder::response(&request, &mut octets, &mut compression, limit, opt)?;

    let (apex, qname) = (zone.first().ok_or("the zone is empty")?, question.qname());
    let of_name: Vec<_> = zone.iter().filter(|record| record.owner() == qname).collect();
    let found = of_name.iter().filter(|record| record.rtype() == question.qtype());
    response.set_flags(response.flags().with_authoritative_answer(true));
    if !qname.ends_with(apex.owner()) {
        response.set_rcode(Rcode::REFUSED);
    } else if of_name.is_empty() {
        response.set_rcode(Rcode::NXDOMAIN);
    }
    // A record that does not fit is left out, and TC is set.
    let mut response = response.answer();
    let has_answer = found.clone().count() > 0;
    response.push_records(found);
    let mut response = response.authority();
    if !has_answer && qname.ends_with(apex.owner()) {
        response.push_record(apex); // no data: the SOA record tells for how long
    }
    response.finish();
    Ok(octets)
}

fn main() -> Result<(), Box<dyn Error>> {
    let zone: Vec<RecordBuf> = Zone::new(ZONE).records().collect::<Result<_, _>>()?;
    let Some(address) = std::env::args().nth(1) else {
        let asked = query(7, &"mail.example.".parse::<NameBuf>()?, Type::AAAA);
        print!("{}", Message::parse(&answer(&zone, &asked)?)?);
        return Ok(());
    };
    let (socket, mut buffer) = (UdpSocket::bind(address)?, [0; 4096]);
    loop {
        let (received, client) = socket.recv_from(&mut buffer)?;
        match answer(&zone, buffer.get(..received).unwrap_or_default()) {
            Ok(response) => drop(socket.send_to(&response, client)?),
            Err(error) => eprintln!("{client}: {error}"),
        }
    }
}
