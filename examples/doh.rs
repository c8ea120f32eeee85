//! Prints the request of DNS over HTTPS for a query ([RFC 8484]).
//!
//! `cargo run --example doh -- www.example.com AAAA`
//!
//! [RFC 8484]: https://www.rfc-editor.org/rfc/rfc8484

use std::error::Error;

use dnswire::{Builder, Class, Compression, NameBuf, OptRecord, Type};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |at: usize, usual| arguments.get(at).map_or(usual, String::as_str);
    let qname: NameBuf = argument(0, "www.example.com").parse()?;
    let qtype: Type = argument(1, "A").parse()?;
    let (mut octets, mut compression) = ([0; 512], Compression::new());

    // "In order to maximize HTTP cache friendliness, DoH clients [..] SHOULD use a DNS ID of 0 in
    // every DNS request" (RFC 8484 section 4.1).
    let mut query = Builder::query(&mut octets, &mut compression, 0, &qname, qtype, Class::IN)?;
    query.set_edns(OptRecord::new(1232).with_dnssec_ok(true).padded_to(128));

    println!("GET /dns-query?dns={}", base64url(query.finish()));
    println!("accept: application/dns-message");
    Ok(())
}

/// The octets in base64url without padding (RFC 4648 section 5).
fn base64url(octets: &[u8]) -> String {
    let mut text = String::new();
    for group in octets.chunks(3) {
        let bits = group.iter().fold(0, |bits, octet| bits << 8 | u32::from(*octet));
        let bits = bits << (8 * (3 - group.len()));
        for place in 0..=group.len() {
            text.push(digit(bits >> (18 - 6 * place) & 0x3F));
        }
    }
    text
}

/// The digit of a number below 64.
fn digit(number: u32) -> char {
    let letter = |first: char, above: u32| {
        char::from_u32(u32::from(first) + number - above).unwrap_or(first)
    };
    match number {
        0..=25 => letter('A', 0),
        26..=51 => letter('a', 26),
        52..=61 => letter('0', 52),
        62 => '-',
        _ => '_',
    }
}
