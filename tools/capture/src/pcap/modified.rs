//! The modified pcap format: each packet has 8 octets more in its header.

use std::io::{self, Read};

use crate::octets::{be32, le32, size};

/// Octets of the header of a file, and of that of a packet in both formats.
const FILE_HEADER: usize = 24;
const PLAIN: usize = 16;
const MODIFIED: usize = 24;

/// A capture in the modified format as one in the plain format.
pub(super) struct Modified<R> {
    input: R,
    is_big_endian: bool,
    /// A header that is to be handed on, and how much of it was.
    header: Vec<u8>,
    done: usize,
    /// Octets of the packet that are to be handed on after it.
    left: u64,
}

impl<R: Read> Modified<R> {
    /// The format of a file whose first octets are `magic`; `None` if that is another one.
    pub(super) fn is_big_endian(magic: &[u8]) -> Option<bool> {
        match magic {
            [0xA1, 0xB2, 0xCD, 0x34, ..] => Some(true),
            [0x34, 0xCD, 0xB2, 0xA1, ..] => Some(false),
            _ => None,
        }
    }

    /// Before the first packet.
    ///
    /// Fails if the header of the file cannot be read.
    pub(super) fn new(mut input: R, is_big_endian: bool) -> io::Result<Self> {
        let mut header = vec![0; FILE_HEADER];
        input.read_exact(&mut header)?;
        let magic = if is_big_endian { *b"\xA1\xB2\xC3\xD4" } else { *b"\xD4\xC3\xB2\xA1" };
        header.splice(..4, magic);
        Ok(Self { input, is_big_endian, header, done: 0, left: 0 })
    }

    /// Reads the next header; less of it at the end of the file.
    fn next_header(&mut self) -> io::Result<()> {
        self.header.clear();
        self.done = 0;
        let count = u64::try_from(MODIFIED).unwrap_or_default();
        self.input.by_ref().take(count).read_to_end(&mut self.header)?;
        let long = if self.is_big_endian { be32 } else { le32 };
        let captured = long(&self.header, 8).map_or(0, size);
        // A header that is cut stays so, also in the plain format.
        let is_whole = self.header.len() == MODIFIED;
        let room = self.header.len().saturating_sub(1).min(PLAIN - 1);
        self.header.truncate(if is_whole { PLAIN } else { room });
        self.left = if is_whole { u64::try_from(captured).unwrap_or(u64::MAX) } else { 0 };
        Ok(())
    }
}

impl<R: Read> Read for Modified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done >= self.header.len() && self.left == 0 {
            self.next_header()?;
        }
        let rest = self.header.get(self.done..).unwrap_or_default();
        if !rest.is_empty() {
            let count = (&mut &*rest).read(buffer)?;
            self.done += count;
            return Ok(count);
        }
        let count = self.input.by_ref().take(self.left).read(buffer)?;
        self.left = if count == 0 { 0 } else { self.left - u64::try_from(count).unwrap_or(0) };
        Ok(count)
    }
}
