//! Captures, pcap and pcapng: from a file to frames, and from frames to messages.

mod frames;
mod modified;

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use anyhow::{anyhow, bail};
use jiff::{SignedDuration, Timestamp};
use pcap_parser::traits::{PcapNGPacketBlock, PcapReaderIterator};
use pcap_parser::{Block, LegacyPcapReader, PcapBlockOwned, PcapError, PcapNGReader};

pub(crate) use self::frames::Frames;
use self::modified::Modified;
use crate::link::Layer;
use crate::octets::{be16, be32, le16, le32, size};
use crate::{Options, Progress, Reason, Sink};

/// Octets of a file that are in memory at a time, unless a block is longer.
const BUFFER: usize = 1 << 16;

/// Octets of the longest block.
const MAX_BLOCK: usize = 1 << 24;

/// Octets of the longest packet, as `libpcap` has it.
const MAX_PACKET: usize = 1 << 18;

/// Octets of the header of a packet in a pcap file.
const PACKET_HEADER: usize = 24;

/// The type of a pcapng section header; it reads the same in both byte orders.
const SECTION_HEADER: [u8; 4] = *b"\n\r\r\n";

/// The type of the Packet Block that pcapng has given up, in both byte orders.
const OLD_PACKET_BLOCK: [u32; 2] = [0x0000_0002, 0x0200_0000];

/// The length of the header of a capture that begins with `head`; `None` if it is no capture.
pub(crate) fn head_length(head: &[u8]) -> Option<usize> {
    let (magic, rest) = head.split_first_chunk()?;
    match *magic {
        // Microseconds and nanoseconds, each in both byte orders.
        [0xA1, 0xB2, 0xC3, 0xD4]
        | [0xD4, 0xC3, 0xB2, 0xA1]
        | [0xA1, 0xB2, 0x3C, 0x4D]
        | [0x4D, 0x3C, 0xB2, 0xA1]
        // Modified: more about each packet.
        | [0xA1, 0xB2, 0xCD, 0x34]
        | [0x34, 0xCD, 0xB2, 0xA1] => Some(24),
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
pub(crate) fn read(
    name: &str,
    head: Vec<u8>,
    input: impl Read,
    options: &Options,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let is_pcapng = head.starts_with(&SECTION_HEADER);
    let mut reader =
        open(head, input, is_pcapng).map_err(|error| anyhow!("{name}: header: {error}"))?;
    let mut capture = Capture::new(name, options, is_pcapng);
    let read = read_blocks(&mut *reader, &mut capture, progress, sink);
    if matches!(read, Ok(ControlFlow::Break(()))) {
        return Ok(());
    }
    let place = format!(
        "{name}: octet {}, after frame {}",
        reader.consumed(),
        capture.frames.found.now.frame
    );
    let _ = capture.frames.finish(sink);
    read.map(|_| ()).map_err(|error| error.context(place))
}

/// The reader for this kind of capture.
fn open<'a, R: Read + 'a>(
    head: Vec<u8>,
    input: R,
    is_pcapng: bool,
) -> anyhow::Result<Box<dyn PcapReaderIterator + 'a>> {
    let size = BUFFER.max(head.len());
    let modified = Modified::<R>::is_big_endian(&head);
    let input = Cursor::new(head).chain(input);
    if is_pcapng {
        return Ok(Box::new(PcapNGReader::new(size, input).map_err(|error| fault(&error))?));
    }
    match modified {
        Some(is_big_endian) => plain(size, Modified::new(input, is_big_endian)?),
        None => plain(size, input),
    }
}

/// The reader for the plain format.
fn plain<'a>(
    size: usize,
    input: impl Read + 'a,
) -> anyhow::Result<Box<dyn PcapReaderIterator + 'a>> {
    Ok(Box::new(LegacyPcapReader::new(size, input).map_err(|error| fault(&error))?))
}

/// Reads to the end of the file, or until the sink wants no more.
fn read_blocks(
    reader: &mut dyn PcapReaderIterator,
    capture: &mut Capture<'_>,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<ControlFlow<()>> {
    let mut size = BUFFER;
    let most = if capture.is_pcapng { MAX_BLOCK } else { MAX_PACKET + PACKET_HEADER };
    loop {
        match reader.next() {
            Ok((length, block)) => {
                capture.add_block(&block);
                reader.consume(length);
                progress(u64::try_from(reader.consumed())?);
            }
            Err(PcapError::Eof) => return Ok(ControlFlow::Continue(())),
            Err(PcapError::Incomplete(_)) => reader.refill().map_err(|error| fault(&error))?,
            Err(PcapError::BufferTooSmall) => grow(reader, &mut size, most)?,
            Err(error) => return Err(fault(&error)),
        }
        if capture.frames.found.hand_on(sink).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
}

/// Makes the buffer larger for a block that has no room in it.
fn grow(reader: &mut dyn PcapReaderIterator, size: &mut usize, most: usize) -> anyhow::Result<()> {
    while *size < most {
        *size = most.min(2 * *size);
        // False while the buffer is larger than that: a section header may have made it so.
        if reader.grow(*size) {
            return Ok(());
        }
    }
    bail!("a block or packet is longer than {most} octets, or a packet overruns its block")
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
    /// The link type.
    link: u32,
    /// Octets of a frame that are kept at most; 0 for no limit.
    snaplen: usize,
    /// Units of its time in a second.
    resolution: u64,
    /// Seconds to add to its time.
    offset: i64,
}

/// A capture while it is read.
#[derive(Debug)]
struct Capture<'a> {
    interfaces: Vec<Interface>,
    is_big_endian: bool,
    is_pcapng: bool,
    frames: Frames<'a>,
}

impl<'a> Capture<'a> {
    fn new(name: &str, options: &'a Options, is_pcapng: bool) -> Self {
        let frames = Frames::new(name, options);
        Self { interfaces: Vec::new(), is_big_endian: false, is_pcapng, frames }
    }

    fn add_block(&mut self, block: &PcapBlockOwned<'_>) {
        match block {
            PcapBlockOwned::LegacyHeader(header) => {
                let resolution =
                    if header.is_nanosecond_precision() { 1_000_000_000 } else { 1_000_000 };
                // The upper half says how long a frame's check sequence is.
                let link = u32::from_ne_bytes(header.network.0.to_ne_bytes()) & 0xFFFF;
                self.interfaces.push(Interface { link, snaplen: 0, resolution, offset: 0 });
            }
            PcapBlockOwned::Legacy(packet) => {
                let resolution =
                    self.interfaces.first().map_or(1, |interface| interface.resolution);
                let units = u64::from(packet.ts_sec) * resolution + u64::from(packet.ts_usec);
                self.add_frame(0, packet.data, packet.origlen, Some(units));
            }
            PcapBlockOwned::NG(Block::SectionHeader(header)) => {
                self.interfaces.clear();
                self.is_big_endian = header.big_endian();
            }
            PcapBlockOwned::NG(Block::InterfaceDescription(interface)) => {
                let resolution = interface.ts_resolution().unwrap_or(1_000_000);
                let link = u32::from_ne_bytes(interface.linktype.0.to_ne_bytes());
                let (snaplen, offset) = (size(interface.snaplen), interface.if_tsoffset);
                self.interfaces.push(Interface { link, snaplen, resolution, offset });
            }
            PcapBlockOwned::NG(Block::EnhancedPacket(packet)) => {
                let units = u64::from(packet.ts_high) << 32 | u64::from(packet.ts_low);
                self.add_frame(packet.if_id, packet.packet_data(), packet.origlen, Some(units));
            }
            PcapBlockOwned::NG(Block::SimplePacket(packet)) => {
                self.add_simple(packet.packet_data(), packet.origlen);
            }
            PcapBlockOwned::NG(Block::Unknown(block)) => {
                if OLD_PACKET_BLOCK.contains(&block.block_type)
                    && self.add_old(block.data).is_none()
                {
                    self.frames.skip(Reason::HeaderCut("Packet Block"), None);
                }
            }
            PcapBlockOwned::NG(_) => {}
        }
    }

    /// Adds a frame without its number of octets: what the interface's limit leaves out is padding.
    fn add_simple(&mut self, octets: &[u8], length: u32) {
        let limit = self.interfaces.first().map_or(0, |interface| interface.snaplen);
        let limit = if limit == 0 { octets.len() } else { limit };
        let kept = limit.min(octets.len()).min(size(length));
        self.add_frame(0, octets.split_at(kept).0, length, None);
    }

    /// Adds the frame in a Packet Block, which pcapng has given up.
    fn add_old(&mut self, block: &[u8]) -> Option<()> {
        let is_big_endian = self.is_big_endian;
        let short = |at| if is_big_endian { be16(block, at) } else { le16(block, at) };
        let long = |at| if is_big_endian { be32(block, at) } else { le32(block, at) };
        let units = u64::from(long(4)?) << 32 | u64::from(long(8)?);
        let (captured, length) = (size(long(12)?), long(16)?);
        let octets = block.get(20..)?.get(..captured)?;
        self.add_frame(short(0)?.into(), octets, length, Some(units));
        Some(())
    }

    /// Adds the captured octets of a frame that had `length` octets.
    fn add_frame(&mut self, interface: u32, octets: &[u8], length: u32, units: Option<u64>) {
        let Some(interface) = self.interfaces.get(size(interface)) else {
            return self.frames.skip(Reason::NoInterface, None);
        };
        let time = units.and_then(|units| interface.time(units));
        if octets.len() > MAX_PACKET {
            return self.frames.skip(Reason::TooLong, time);
        }
        let cut = size(length).saturating_sub(octets.len());
        self.frames.add(Layer::Link(interface.link), octets, cut, time);
    }
}

impl Interface {
    /// The time that is `units` after 1970; `None` if it is too far away.
    fn time(&self, units: u64) -> Option<Timestamp> {
        let resolution = self.resolution.max(1);
        let seconds = i64::try_from(units / resolution).ok()?.checked_add(self.offset)?;
        let rest = u128::from(units % resolution) * 1_000_000_000 / u128::from(resolution);
        let nanoseconds = i32::try_from(rest).ok()?;
        Timestamp::from_duration(SignedDuration::new(seconds, nanoseconds)).ok()
    }
}
