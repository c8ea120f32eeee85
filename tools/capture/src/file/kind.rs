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
    /// A frame stream, as of dnstap.
    FrameStream,
    /// HTTP/1.1, requests or responses.
    Http,
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

/// The first octets of packed files.
const PACKED: [(&[u8], Packed); 4] = [
    (b"\x1F\x8B\x08", Packed::Gzip),
    (b"\x28\xB5\x2F\xFD", Packed::Zstd),
    (b"\xFD7zXZ\0", Packed::Xz),
    (b"BZh", Packed::Bzip2),
];

/// The first octets of files that are not read, and what they are.
const OTHERS: [(&[u8], &str); 29] = [
    (b"\x04\x22\x4D\x18", "packed by lz4"),
    (b"PK\x03\x04", "a zip archive"),
    (b"LZIP", "packed by lzip"),
    (b"\x1F\x9D", "packed by compress"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"snoop\0\0\0", "a capture by snoop"),
    (b"btsnoop\0", "a capture of Bluetooth"),
    (b"\xA1\xB2\xC3", "a capture of an unknown variant"),
    (b"RTSS", "a capture by NetMon"),
    (b"GMBU", "a capture by NetMon"),
    (b"TRSNIFF data", "a capture by Sniffer"),
    (b"XCP\0", "a capture by NetXRay"),
    (b"\x01\x10\x4C\0", "a trace of another program"),
    (b"PRI * HTTP/2", "HTTP/2"),
    (b"\x16\x03", "TLS, which needs the keys"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xCF\xFA\xED\xFE", "a program"),
    (b"\0asm", "a program"),
    (b"\xCA\xFE\xBA\xBE", "a program"),
    (b"%PDF", "a PDF document"),
    (b"SQLite forma", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
];

/// What a file is that begins with `head`; `None` if that is no sign of any kind.
pub(super) fn of(head: &[u8]) -> Option<Kind> {
    if is_frame_stream(head) {
        return Some(Kind::FrameStream);
    }
    if ["HTTP/1.", "POST /", "GET /"].iter().any(|start| head.starts_with(start.as_bytes())) {
        return Some(Kind::Http);
    }
    PACKED
        .into_iter()
        .map(|(magic, packed)| (magic, Kind::Packed(packed)))
        .chain(OTHERS.map(|(magic, name)| (magic, Kind::Other(name))))
        .find(|(magic, _)| head.starts_with(magic))
        .map(|(_, kind)| kind)
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
        assert_eq!(of(b"\0\0\0\0\0\0\0\x22\0\0\0\x02"), Some(Kind::FrameStream));
        assert_eq!(of(b"HTTP/1.1 200"), Some(Kind::Http));
        assert_eq!(of(b"\x16\x03\x01\x02\0\x01"), Some(Kind::Other("TLS, which needs the keys")));
    }
}
