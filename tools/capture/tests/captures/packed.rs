//! Packed captures.

use std::io::Write;

use bzip2::write::BzEncoder;
use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzWriter};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

#[test]
fn captures_in_every_packing_are_read() {
    let file = pcap(&[udp((4000, 53), QUERY)], false);
    let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut bzip2 = BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    let mut xz = XzWriter::new(Vec::new(), XzOptions::default()).unwrap();
    gzip.write_all(&file).unwrap();
    bzip2.write_all(&file).unwrap();
    xz.write_all(&file).unwrap();
    let packed = [
        ("gzip", gzip.finish().unwrap()),
        ("bzip2", bzip2.finish().unwrap()),
        ("xz", xz.finish().unwrap()),
        ("zstd", compress_to_vec(file.as_slice(), CompressionLevel::Fastest)),
    ];
    for (name, packed) in packed {
        let (items, lost) = read(&packed).unwrap();
        assert_eq!((items.len(), lost), (1, vec![]), "{name}");
        assert_eq!(items[0].octets, QUERY, "{name}");
        let (cut, _) = packed.split_at(packed.len() / 2);
        assert!(read(cut).is_err(), "{name} that is cut");
    }
}
