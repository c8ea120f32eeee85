//! Finds the DNS messages in files of many kinds and hands them on one by one, each with what is known
//! about it: where it was, who sent it to whom, when, how it was carried, and how long it was.
//!
//! The first octets decide what a file is, never its name:
//!
//! - a capture, pcap or pcapng: datagrams and TCP streams on the ports of DNS, and on other ports what
//!   can only be DNS;
//! - dnstap, as a frame stream or a single frame;
//! - text: a message in each line, in hex, Base64 or JSON; `xxd -p` over several lines; dumps with
//!   offsets of `xxd`, `hexdump -C`, `tcpdump -X` and Wireshark, of messages or of packets;
//! - HTTP/1.1 with bodies of DNS over HTTPS;
//! - one message;
//! - any of these packed by gzip, zstd, xz or bzip2.
//!
//! A file is read as a stream, however large. Nothing is left out silently: what may hold a message and
//! cannot be read comes as [`Event::Lost`] with a [`Reason`], at once or, when packets are counted, at the
//! end.
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use dnswire_capture::{Event, Options, read_from};
//!
//! let text = "0011 0100 0001 0000 0000 0000 00 0002 0001";
//! let mut lengths = Vec::new();
//! read_from("text".to_owned(), text.as_bytes(), &Options::default(), &mut |_| (), &mut |event| {
//!     if let Event::Message(item) = event {
//!         lengths.push(item.octets.len());
//!     }
//!     ControlFlow::Continue(())
//! })?;
//! assert_eq!(lengths, [17]);
//! # Ok::<(), anyhow::Error>(())
//! ```

mod event;
mod file;
mod flow;
mod found;
mod ip;
mod link;
mod look;
mod octets;
mod pcap;
mod place;
mod reason;
mod tcp;
mod tunnel;
mod verdict;

pub use self::event::{Carried, Dnstap, Event, Item, Lost, Options, Progress, Sink, Tunnel};
pub use self::file::{read, read_from};
pub use self::flow::{Flow, Transport};
pub use self::place::Place;
pub use self::reason::Reason;
pub use self::verdict::{Verdict, fault, faults, framing_error, trailing};
