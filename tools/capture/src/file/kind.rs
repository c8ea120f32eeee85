//! Kinds of files that are unpacked, or named and left alone.

use std::io::{self, BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::StreamingDecoder;

/// What a file is, by its first octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A packed file of any kind.
    Packed(Packed),
    /// A kind of file without messages, or one that is not supported.
    Other(&'static str),
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

/// What a file is that begins with `head`; `None` if that is no sign of any kind.
pub(super) fn of(head: &[u8]) -> Option<Kind> {
    const KINDS: [(&[u8], Kind); 15] = [
        (b"\x1F\x8B\x08", Kind::Packed(Packed::Gzip)),
        (b"\x28\xB5\x2F\xFD", Kind::Packed(Packed::Zstd)),
        (b"\xFD7zXZ\0", Kind::Packed(Packed::Xz)),
        (b"BZh", Kind::Packed(Packed::Bzip2)),
        (b"\x04\x22\x4D\x18", Kind::Other("packed by lz4")),
        (b"PK\x03\x04", Kind::Other("a zip archive")),
        (b"LZIP", Kind::Other("packed by lzip")),
        (b"\x1F\x9D", Kind::Other("packed by compress")),
        (b"snoop\0\0\0", Kind::Other("a capture by snoop")),
        (b"\xA1\xB2\xC3", Kind::Other("a capture of an unknown variant")),
        (b"RTSS", Kind::Other("a capture by NetMon")),
        (b"GMBU", Kind::Other("a capture by NetMon")),
        (b"\x7FELF", Kind::Other("a program")),
        (b"%PDF", Kind::Other("a PDF document")),
        (b"SQLite forma", Kind::Other("an SQLite database")),
    ];
    if is_frame_stream(head) {
        return Some(Kind::Other("a frame stream, as of dnstap"));
    }
    KINDS.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| kind)
}

/// A control frame: no length, then its own length and its type, START or READY.
fn is_frame_stream(head: &[u8]) -> bool {
    matches!(head, [0, 0, 0, 0, 0, 0, _, _, 0, 0, 0, 2 | 4, ..])
}

impl Packed {
    /// The octets that were packed.
    pub(super) fn unpack<'r>(self, input: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
        let input = BufReader::new(input);
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(input)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(input)),
            Self::Xz => Box::new(XzReader::new(input, true)),
            Self::Zstd => Box::new(StreamingDecoder::new(input).map_err(io::Error::other)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_octets() {
        assert_eq!(of(b"\x1F\x8B\x08\0\0\0"), Some(Kind::Packed(Packed::Gzip)));
        assert_eq!(of(b"snoop\0\0\0\0\0\0\x02"), Some(Kind::Other("a capture by snoop")));
        assert_eq!(of(b"\0\x11\x01\0\0\x01\0\0\0\0\0\0"), None);
        assert_eq!(
            of(b"\0\0\0\0\0\0\0\x22\0\0\0\x02"),
            Some(Kind::Other("a frame stream, as of dnstap"))
        );
    }
}
