//! Captures, pcap and pcapng: from a file to frames, and from frames to messages.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use anyhow::{anyhow, bail};
use etherparse::{IpNumber, TcpSlice};
use pcap_parser::traits::{PcapNGPacketBlock, PcapReaderIterator};
use pcap_parser::{Block, LegacyPcapReader, PcapBlockOwned, PcapError, PcapNGReader};

use super::found::Found;
use super::fragment::Fragments;
use super::packet::{Flow, Link, Payload, datagram};
use super::tcp::Streams;
use super::{Options, Progress, Sink};

/// Octets of a file that are in memory at a time, unless a block is longer.
const BUFFER: usize = 1 << 16;

/// Octets of the longest block.
const MAX_BLOCK: usize = 1 << 24;

/// The type of a pcapng section header; it reads the same in both byte orders.
const SECTION_HEADER: [u8; 4] = *b"\n\r\r\n";

/// The type of the Packet Block that pcapng has given up, in both byte orders.
const OLD_PACKET_BLOCK: [u32; 2] = [0x0000_0002, 0x0200_0000];

/// The length of the header of a capture that begins with `head`; `None` if it is no capture.
pub(super) fn head_length(head: &[u8]) -> Option<usize> {
    let (magic, rest) = head.split_first_chunk()?;
    match *magic {
        // Microseconds and nanoseconds, each in both byte orders.
        [0xA1, 0xB2, 0xC3, 0xD4]
        | [0xD4, 0xC3, 0xB2, 0xA1]
        | [0xA1, 0xB2, 0x3C, 0x4D]
        | [0x4D, 0x3C, 0xB2, 0xA1] => Some(24),
        SECTION_HEADER => {
            let (length, rest) = rest.split_first_chunk()?;
            let length = match *rest.first_chunk()? {
                [0x1A, 0x2B, 0x3C, 0x4D] => u32::from_be_bytes(*length),
                [0x4D, 0x3C, 0x2B, 0x1A] => u32::from_le_bytes(*length),
                _ => return None,
            };
            Some(usize::try_from(length).unwrap_or(MAX_BLOCK).min(MAX_BLOCK))
        }
        _ => None,
    }
}

/// Reads the capture that begins with `head` and continues with `input`.
pub(super) fn read(
    name: &str,
    head: Vec<u8>,
    input: impl Read,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut reader = open(head, input).map_err(|error| anyhow!("{name}: header: {error}"))?;
    let mut capture = Capture::new(name, options);
    let read = read_blocks(&mut *reader, &mut capture, progress, sink);
    if matches!(read, Ok(ControlFlow::Break(()))) {
        return Ok(());
    }
    let place = format!("{name}: octet {}, after frame {}", reader.consumed(), capture.found.frame);
    capture.finish();
    let _ = capture.found.hand_on(sink);
    read.map(|_| ()).map_err(|error| error.context(place))
}

/// The reader for this kind of capture.
fn open<'a, R: Read + 'a>(
    head: Vec<u8>,
    input: R,
) -> anyhow::Result<Box<dyn PcapReaderIterator + 'a>> {
    let is_pcapng = head.starts_with(&SECTION_HEADER);
    let size = BUFFER.max(head.len());
    let input = Cursor::new(head).chain(input);
    if is_pcapng {
        Ok(Box::new(PcapNGReader::new(size, input).map_err(|error| fault(&error))?))
    } else {
        Ok(Box::new(LegacyPcapReader::new(size, input).map_err(|error| fault(&error))?))
    }
}

/// Reads to the end of the file, or until the sink wants no more.
fn read_blocks(
    reader: &mut dyn PcapReaderIterator,
    capture: &mut Capture<'_>,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<ControlFlow<()>> {
    let mut size = BUFFER;
    loop {
        match reader.next() {
            Ok((length, block)) => {
                capture.add_block(&block);
                reader.consume(length);
                progress(u64::try_from(reader.consumed())?);
            }
            Err(PcapError::Eof) => return Ok(ControlFlow::Continue(())),
            Err(PcapError::Incomplete(_)) => reader.refill().map_err(|error| fault(&error))?,
            Err(PcapError::BufferTooSmall) => grow(reader, &mut size)?,
            Err(error) => return Err(fault(&error)),
        }
        if capture.found.hand_on(sink).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// Makes the buffer larger for a block that has no room in it.
fn grow(reader: &mut dyn PcapReaderIterator, size: &mut usize) -> anyhow::Result<()> {
    while *size < MAX_BLOCK {
        *size *= 2;
        // False while the buffer is larger than that: a section header may have made it so.
        if reader.grow(*size) {
            return Ok(());
        }
    }
    bail!("a block is longer than {MAX_BLOCK} octets, or a packet overruns its block")
}

/// The error in the words of someone who has a file, not a buffer.
fn fault(error: &PcapError<&[u8]>) -> anyhow::Error {
    anyhow!(match error {
        PcapError::UnexpectedEof | PcapError::Incomplete(_) => "the capture ends inside a block",
        PcapError::ReadError => "the file cannot be read further",
        _ => "the block is malformed",
    })
}

/// The interface where frames were captured.
#[derive(Debug)]
struct Interface {
    /// The link type, or the number of one that is not supported.
    link: Result<Link, i32>,
    /// Octets of a frame that are kept at most; 0 for no limit.
    snaplen: usize,
    /// True once its frames have been named as left out.
    is_named: bool,
}

/// A capture while it is read.
#[derive(Debug)]
struct Capture<'a> {
    interfaces: Vec<Interface>,
    fragments: Fragments,
    streams: Streams,
    found: Found<'a>,
}

impl<'a> Capture<'a> {
    fn new(name: &str, options: &'a Options) -> Self {
        Self {
            interfaces: Vec::new(),
            fragments: Fragments::default(),
            streams: Streams::default(),
            found: Found::new(name, options),
        }
    }

    fn add_block(&mut self, block: &PcapBlockOwned<'_>) {
        match block {
            PcapBlockOwned::LegacyHeader(header) => {
                // The upper half says how long a frame's check sequence is.
                self.add_interface(header.network.0 & 0xFFFF, header.snaplen);
            }
            PcapBlockOwned::Legacy(packet) => self.add_frame(0, packet.data, packet.origlen),
            PcapBlockOwned::NG(Block::SectionHeader(_)) => self.interfaces.clear(),
            PcapBlockOwned::NG(Block::InterfaceDescription(interface)) => {
                self.add_interface(interface.linktype.0, interface.snaplen);
            }
            PcapBlockOwned::NG(Block::EnhancedPacket(packet)) => {
                self.add_frame(packet.if_id, packet.packet_data(), packet.origlen);
            }
            PcapBlockOwned::NG(Block::SimplePacket(packet)) => {
                self.add_simple(packet.packet_data(), packet.origlen);
            }
            PcapBlockOwned::NG(Block::Unknown(block)) => {
                if OLD_PACKET_BLOCK.contains(&block.block_type) {
                    self.found.frame += 1;
                    self.found.skip(self.found.frame, "an obsolete Packet Block");
                }
            }
            PcapBlockOwned::NG(_) => {}
        }
    }

    /// Adds a frame without its number of octets: what the interface's limit leaves out is padding.
    fn add_simple(&mut self, octets: &[u8], length: u32) {
        let limit = self.interfaces.first().map_or(0, |interface| interface.snaplen);
        let kept = if limit == 0 { octets.len() } else { limit.min(octets.len()) };
        self.add_frame(0, octets.split_at(kept).0, length);
    }

    fn add_interface(&mut self, link: i32, snaplen: u32) {
        let link = Link::new(link).ok_or(link);
        let snaplen = usize::try_from(snaplen).unwrap_or_default();
        self.interfaces.push(Interface { link, snaplen, is_named: false });
    }

    /// Adds the captured octets of a frame that had `length` octets.
    fn add_frame(&mut self, interface: u32, octets: &[u8], length: u32) {
        self.found.frame += 1;
        let Some(link) = self.link(interface) else { return };
        let length = usize::try_from(length).unwrap_or_default();
        let cut = length.saturating_sub(octets.len());
        let Some(payload) = link.payload(octets, cut) else { return };
        let Some(fragment) = &payload.fragment else { return self.add_payload(&payload) };
        let Some(whole) = self.fragments.add(&payload, fragment, &mut self.found) else { return };
        let length = whole.len();
        self.add_payload(&Payload { octets: &whole, length, fragment: None, ..payload });
    }

    /// The link type of an interface; names what is left out for want of one, once an interface.
    fn link(&mut self, interface: u32) -> Option<Link> {
        let index = usize::try_from(interface).ok()?;
        let frame = self.found.frame;
        let Some(interface) = self.interfaces.get_mut(index) else {
            self.found.skip(frame, format!("its interface is not described: {index}"));
            return None;
        };
        match interface.link {
            Ok(link) => return Some(link),
            Err(_) if interface.is_named => {}
            Err(number) => {
                interface.is_named = true;
                let reason =
                    format!("this and all frames like it: link type {number} is not supported");
                self.found.skip(frame, reason);
            }
        }
        None
    }

    fn add_payload(&mut self, payload: &Payload<'_>) {
        let Some(flow) = payload.flow().filter(|flow| flow.is_on(&self.found.options.ports)) else {
            return;
        };
        if payload.protocol == IpNumber::UDP {
            return self.add_datagram(flow, payload);
        }
        match TcpSlice::from_slice(payload.octets) {
            Ok(tcp) => self.streams.add(flow, &tcp, &mut self.found),
            Err(_) => self.found.skip(self.found.frame, format!("{flow}: the header is cut")),
        }
    }

    fn add_datagram(&mut self, flow: Flow, payload: &Payload<'_>) {
        let frame = self.found.frame;
        match datagram(payload) {
            Some((octets, length)) => self.found.message(frame, 1, flow, octets, length),
            None => self.found.skip(frame, format!("{flow}: the header is cut")),
        }
    }

    /// Names or hands on what is not complete.
    fn finish(&mut self) {
        self.fragments.finish(&mut self.found);
        self.streams.finish(&mut self.found);
    }
}
