//! Packed captures.

use std::io::Write;

use bzip2::write::BzEncoder;
use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzWriter};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

#[test]
fn zstd_may_have_several_frames_and_some_to_skip() {
    let file = pcap(&[udp((4000, 53), QUERY), udp((4000, 53), QUERY)], false);
    let (first, second) = file.split_at(60);
    let pack = |octets| compress_to_vec(octets, CompressionLevel::Fastest);
    let skip = b"\x5A\x2A\x4D\x18\x04\0\0\0abcd".to_vec();
    let two = [pack(first), pack(second)].concat();
    let packed = [
        two.clone(),
        [skip.clone(), two].concat(),
        [pack(first), skip.clone(), pack(second), skip].concat(),
    ];
    for packed in packed {
        let (items, lost) = read(&packed).unwrap();
        assert_eq!((items.len(), lost), (2, vec![]));
    }
    let error = read(&[pack(&file), b"garbage".to_vec()].concat()).unwrap_err();
    assert!(format!("{error:#}").starts_with("f: octet 146, after frame 2"), "{error:#}");
}

#[test]
fn gzip_may_have_several_members() {
    let file = pcap(&[udp((4000, 53), QUERY)], false);
    let member = |octets: &[u8]| {
        let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(octets).unwrap();
        gzip.finish().unwrap()
    };
    let (first, second) = file.split_at(30);
    assert_eq!(read(&[member(first), member(second)].concat()).unwrap().0.len(), 1);
}

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
