//! Kinds of files that are unpacked, or named and left alone.

use std::io::{BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::text;
use super::zstd::Zstd;

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
const OTHERS: [(&[u8], &str); 41] = [
    (b"\x04\x22\x4D\x18", "packed by lz4"),
    (b"PK\x03\x04", "a zip archive"),
    (b"LZIP", "packed by lzip"),
    (b"\x1F\x9D", "packed by compress"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"snoop\0\0\0", "a capture by snoop"),
    (b"btsnoop\0", "a capture of Bluetooth"),
    (b"\xA1\xB2\xC3", "a capture of an unknown variant"),
    (b"iptrace 1.0", "a capture by iptrace"),
    (b"iptrace 2.0", "a capture by iptrace"),
    (b"\x7Fver", "a capture by OmniPeek"),
    (b"ObserverPktB", "a capture by Network Instruments Observer"),
    (b"\xAA\xAA\xAA\xAA", "a capture by 5Views"),
    (b"\x05VNF", "a capture by Visual Networks"),
    (b"TR\0\x64\0", "a capture by nettl"),
    (b"\0\0\x02\0\x12\x05\0\x10", "a capture by K12"),
    (b"EyeSDN", "a capture by EyeSDN"),
    (b"\x83\x65C-DNS", "a capture in C-DNS (RFC 8618)"),
    (b"ElfFile\0", "a log of Windows events"),
    (b"<?xml", "XML"),
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
        .or_else(|| if text::is_text(head) { None } else { by_pattern(head) })
}

/// Kinds that begin with no fixed octets.
fn by_pattern(head: &[u8]) -> Option<Kind> {
    let name = match *head {
        // A frame of Zstandard that is to be skipped.
        [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => return Some(Kind::Packed(Packed::Zstd)),
        // Properties, the size of the dictionary, and a length that is not known.
        [0x5D, 0, 0, _, _, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, ..] => "packed by lzma",
        [0xFF, 0xFE, _, 0, _, 0, _, 0, ..] | [0xFE, 0xFF, 0, _, 0, _, 0, _, ..] => "text in UTF-16",
        _ => return None,
    };
    Some(Kind::Other(name))
}

/// What octets may be that are no message: their first octets alone are not enough to tell.
pub(super) fn guess(octets: &[u8]) -> Option<&'static str> {
    /// Seconds since 1970, in the years 2000 to 2046.
    const YEARS: std::ops::Range<u8> = 0x38..0x90;
    match *octets {
        // A time of 64 bits, type, flags, and the length of the record.
        [_, _, _, _, _, _, _, year, kind, _, high, low, ..]
            if YEARS.contains(&year)
                && (1..=48).contains(&(kind & 0x7F))
                && u16::from_be_bytes([high, low]) >= 16 =>
        {
            Some("a capture in ERF")
        }
        _ => None,
    }
}

/// A control frame: no length, then its own length and its type, START or READY.
fn is_frame_stream(head: &[u8]) -> bool {
    matches!(head, [0, 0, 0, 0, 0, 0, _, _, 0, 0, 0, 2 | 4, ..])
}

impl Packed {
    /// The octets that were packed.
    pub(super) fn unpack<'r>(self, input: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
        let input = BufReader::new(input);
        match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(input)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(input)),
            Self::Xz => Box::new(XzReader::new(input, true)),
            Self::Zstd => Box::new(Zstd::new(input)),
        }
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
        let erf = b"\0\0\0\0\x80\x9D\x53\x65\x02\x04\0\x60";
        assert_eq!(of(b"unsigned char"), None);
        assert_eq!((of(erf), guess(erf)), (None, Some("a capture in ERF")));
        let lzma = b"\x5D\0\0\x80\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
        assert_eq!(of(lzma), Some(Kind::Other("packed by lzma")));
        assert_eq!(of(b"\xFF\xFE0\x000\x001\x001\0"), Some(Kind::Other("text in UTF-16")));
        assert_eq!(of(b"\x16\x03\x01\x02\0\x01"), Some(Kind::Other("TLS, which needs the keys")));
    }
}
