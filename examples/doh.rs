//! DNS over HTTPS ([RFC 8484]) without the HTTPS: what a client would send, and what it would read.
//!
//! `cargo run --example doh -- www.example.com AAAA` prints the requests for a query, by GET and by
//! POST. `cargo run --example doh -- --decode RESPONSE` prints a response that is given in
//! base64url, such as the body of an answer of type `application/dns-message` after
//! `basenc --base64url`.
//!
//! [RFC 8484]: https://www.rfc-editor.org/rfc/rfc8484

use anyhow::{Context, bail};
use data_encoding::BASE64URL_NOPAD;
use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Type};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--decode", response] => decode(response),
        [] => request("www.example.com", "A"),
        [name] => request(name, "A"),
        [name, rtype] => request(name, rtype),
        _ => bail!("usage: doh NAME [TYPE] | doh --decode RESPONSE"),
    }
}

/// Prints the requests for a query.
fn request(name: &str, rtype: &str) -> anyhow::Result<()> {
    let qname: NameBuf = name.parse().context("the name")?;
    let qtype: Type = rtype.parse().context("the type")?;
    let (mut octets, mut compression) = ([0; 512], Compression::new());

    // "In order to maximize HTTP cache friendliness, DoH clients [..] SHOULD use a DNS ID of 0 in
    // every DNS request" (RFC 8484 section 4.1).
    let mut query = Builder::query(&mut octets, &mut compression, 0, &qname, qtype, Class::IN)?;
    query.set_edns(OptRecord::new(1232).with_dnssec_ok(true).padded_to(128));
    let query = query.finish();

    println!("GET /dns-query?dns={}", BASE64URL_NOPAD.encode(query));
    println!("accept: application/dns-message\n");
    println!("POST /dns-query");
    println!("accept: application/dns-message");
    println!("content-type: application/dns-message");
    println!("content-length: {}", query.len());
    Ok(())
}

/// Prints a response.
fn decode(response: &str) -> anyhow::Result<()> {
    let response = response.trim_end_matches('=').as_bytes();
    let octets = BASE64URL_NOPAD.decode(response).map_err(anyhow::Error::msg)?;
    let message = Message::parse(&octets)?;
    println!("{}", message.rcode());
    for record in message.records() {
        println!("{record}");
    }
    Ok(())
}
