//! Links only when no panic can be reached from anything that reads a message.
//!
//! Each function here is one statement to be proven; the linker names the function that fails.
//! When it runs, it reads the messages in the given files, so that the linker cannot leave anything
//! out as unused.

mod compose;
mod edns;
mod findings;
mod hasher;
mod message;
mod name;
mod rdata;
mod reader;
mod record;
mod registry;
mod special;
mod svcb;
mod tcp;

use std::hint::black_box;

fn main() {
    for path in std::env::args_os().skip(1) {
        match std::fs::read(&path) {
            Ok(octets) => prove(black_box(&octets)),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
}

fn prove(octets: &[u8]) {
    let received = black_box(octets.len());
    message::prove(octets, received);
    reader::prove(octets);
    name::prove_text(octets);
    registry::prove(octets);
    tcp::prove(octets);
    compose::prove(octets);
}
