//! Limits: memory, packets, lines, messages.

use std::io::{Cursor, Read};

use allocation_counter::measure;

use super::*;

/// A pcap of `count` frames that `frame` makes, one at a time.
struct Frames<F> {
    frame: F,
    left: u32,
    ready: Cursor<Vec<u8>>,
}

impl<F: Fn(u32) -> Vec<u8>> Frames<F> {
    fn new(count: u32, frame: F) -> Self {
        Frames { frame, left: count, ready: Cursor::new(pcap(&[], false)) }
    }
}

impl<F: Fn(u32) -> Vec<u8>> Read for Frames<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.ready.read(buffer)?;
        if count > 0 || self.left == 0 {
            return Ok(count);
        }
        self.left -= 1;
        self.ready = Cursor::new(pcap(&[(self.frame)(self.left)], false).split_off(24));
        self.ready.read(buffer)
    }
}

/// The most octets that reading `count` frames takes with a budget of 1 MiB, and the reasons of losses.
fn most_memory(count: u32, frame: impl Fn(u32) -> Vec<u8>) -> (u64, Vec<Reason>) {
    let options = Options { memory: 1 << 20, ..Options::default() };
    let mut reasons = Vec::new();
    let used = measure(|| {
        let frames = Frames::new(count, frame);
        read_from("f".to_owned(), frames, &options, &mut |_| (), &mut |event| {
            if let Event::Lost(Lost { reason, .. }) = event
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    });
    (used.bytes_max, reasons)
}

/// Twice the budget for vectors that grow, and the buffer of the file.
const LIMIT: u64 = 4 << 20;

#[test]
fn unfinished_streams_stay_within_the_budget() {
    // Each of 500 streams has 10 KB of a message of 64 KiB: 5 MB.
    let (used, reasons) = most_memory(500, |number| {
        let source = number.to_be_bytes();
        let mut packet = Vec::new();
        let content = [&[0xFF; 2][..], QUERY, &[0; 10_000]].concat();
        let builder = PacketBuilder::ipv4(source, [192, 0, 2, 53], 9);
        builder.tcp(4000, 53, 9, 512).write(&mut packet, &content).unwrap();
        packet
    });
    assert!(used < LIMIT, "{used}");
    assert_eq!(reasons, []);
}

#[test]
fn segments_after_holes_stay_within_the_budget() {
    let (used, reasons) = most_memory(1_000, |number| {
        let mut packet = Vec::new();
        let builder = PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 53], 9);
        let builder = builder.tcp(4000, 53, (1_000 - number) * 40_000, 512);
        builder.write(&mut packet, &[0; 10_000]).unwrap();
        packet
    });
    assert!(used < LIMIT, "{used}");
    assert!(reasons.contains(&Reason::Hole), "{reasons:?}");
}

#[test]
fn unfinished_datagrams_stay_within_the_budget() {
    let (used, reasons) = most_memory(500, |number| {
        let mut packet = ip(17, &[0; 10_000]);
        packet[12..16].copy_from_slice(&number.to_be_bytes());
        packet[6] = 0x20;
        packet
    });
    assert!(used < LIMIT, "{used}");
    assert_eq!(reasons, [Reason::Memory]);
}

#[test]
fn finished_datagrams_stay_within_the_budget() {
    // 10,000 datagrams of 2 fragments each: their hashes are known again for a while.
    let (used, _) = most_memory(20_000, |number| {
        let mut packet =
            ip(17, if number % 2 == 1 { b"\x0f\xa0\0\x09\0\x10\0\0" } else { &[0; 8] });
        packet[12..16].copy_from_slice(&(number / 2).to_be_bytes());
        packet[6..8].copy_from_slice(if number % 2 == 1 { b"\x20\0" } else { b"\0\x01" });
        packet
    });
    assert!(used < LIMIT, "{used}");
}

#[test]
fn a_packet_of_over_256_kib_is_lost_or_an_error() {
    let file = pcap(&[udp((4000, 53), QUERY), vec![0; 300_000]], false);
    let error = read(&file).unwrap_err();
    assert!(
        format!("{error:#}").contains("a block or packet is longer than 262168 octets"),
        "{error:#}"
    );
    let file = pcap(&[vec![0; 262_145], udp((4000, 53), QUERY)], false);
    let (items, lost) = read(&file).unwrap();
    assert_eq!((items.len(), lost[0].reason, lost[0].count), (1, Reason::TooLong, 1));
}

#[test]
fn a_line_of_over_1_mib_is_an_error() {
    let line = |count| " ".repeat(count) + "\n00";
    assert_eq!(read(line((1 << 20) - 1).as_bytes()).unwrap().0.len(), 1);
    let error = read(line(1 << 20).as_bytes()).unwrap_err();
    assert_eq!(format!("{error:#}"), "f:1: the line is longer than 1048576 octets");
}

#[test]
fn a_message_of_over_65535_octets_is_an_error() {
    assert_eq!(read("00".repeat(65_535).as_bytes()).unwrap().0[0].octets.len(), 65_535);
    let error = read("00".repeat(65_536).as_bytes()).unwrap_err();
    let want = "f:1: a message has at most 65535 octets, this one 65536";
    assert_eq!(format!("{error:#}"), want);
    let mut long = vec![0; 65_536];
    long[0] = 0xFF;
    assert!(read_with(&Options { raw: true, ..Options::default() }, long.as_slice()).is_err());
}
