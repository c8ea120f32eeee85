//! Writes a capture of made-up traffic: `traffic COUNT > FILE`.
//!
//! The messages are those of the stream that the benchmarks read, each response with a query before it;
//! the same 16,384 come again and again, with other identifiers, addresses and times. The same COUNT gives
//! the same octets.

use std::error::Error;
use std::io::{BufWriter, Write, stdout};
use std::net::SocketAddrV4;

use dnswire::{Message, edit};
use dnswire_support::pcap::Capture;
use dnswire_support::{header, stream};

/// Octets of a capture's header.
const HEAD: usize = 24;

/// 2026-11-27 00:00 UTC, in microseconds.
const START: u64 = 1_795_737_600_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let count: u64 = std::env::args().nth(1).ok_or("usage: traffic COUNT")?.parse()?;
    let mut messages = stream::messages(stream::COUNT, stream::SEED);
    let mut out = BufWriter::with_capacity(1 << 20, stdout().lock());
    out.write_all(&Capture::new().octets)?;
    let mut written = 0;
    while written < count {
        for octets in &mut messages {
            if written >= count {
                break;
            }
            let (packets, number) = exchange(octets, written)?;
            out.write_all(packets.octets.get(HEAD..).unwrap_or_default())?;
            written += number;
        }
    }
    Ok(out.flush()?)
}

/// A query and its response, or a query alone; and how many messages that is.
fn exchange(octets: &mut [u8], number: u64) -> Result<(Capture, u64), Box<dyn Error>> {
    let [a, b, c, d, ..] = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let id = u16::from_be_bytes([c, d]);
    edit::set_id(octets, id)?;
    let message = Message::parse(octets)?;
    // Some clients ask much more than others.
    let client = SocketAddrV4::new([10, 0, a & b, c & d].into(), 1024 + id / 2);
    let server = SocketAddrV4::new([192, 0, 2, d % 16].into(), 53);
    let time = START + number * 50;
    let mut capture = Capture::new();
    if !message.header().flags().is_response() {
        capture.udp(time, client, server, octets);
        return Ok((capture, 1));
    }
    let end = message.records().next().map_or(message.end(), |record| record.offset());
    let question = octets.get(12..end).unwrap_or_default();
    let query = [header(id, 0x0100, [1, 0, 0, 0]), question.to_vec()].concat();
    capture.udp(time, client, server, &query);
    capture.udp(time + 200 + 16 * u64::from(a), server, client, octets);
    Ok((capture, 2))
}
