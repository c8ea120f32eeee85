//! Allocations while a stream is read.

use bytes::Bytes;
use dnswire::tcp::{self, Deframer, Frames};

use super::{deframed, recorded_stream, stream_of};

#[test]
fn memory_follows_what_arrives_and_not_what_is_announced() {
    let mut deframer = Deframer::new();
    let info = allocation_counter::measure(|| deframer.push(&65535_u16.to_be_bytes()));
    assert!(info.bytes_max <= 16, "{} octets for a length alone", info.bytes_max);
    let info = allocation_counter::measure(|| deframer.push(b"a"));
    assert!(info.bytes_max <= 1024, "{} octets for one of a message", info.bytes_max);

    let (mut there, mut held) = (3_u64, 512_i64 + 2);
    for _ in 0..655 {
        let info = allocation_counter::measure(|| deframer.push(&[0; 100]));
        there += 100;
        held += info.bytes_current;
        let bound = i64::try_from((2 * there).clamp(512, 65537)).unwrap() + 2;
        assert!(held <= bound, "{held} octets are held for {there}");
    }
    deframer.push(&[0; 34]);
    let info = allocation_counter::measure(|| assert!(deframer.next().unwrap().is_some()));
    assert!(info.bytes_total < 100, "a large message was copied: {}", info.bytes_total);
}

#[test]
fn nothing_is_held_between_messages() {
    let (stream, _) = recorded_stream();
    let info = allocation_counter::measure(|| {
        let mut deframer = Deframer::new();
        deframer.push(&stream);
        while deframer.next().unwrap().is_some() {}
        let none = allocation_counter::measure(|| drop(std::mem::take(&mut deframer)));
        assert_eq!(none.bytes_current, 0);
    });
    assert_eq!(info.bytes_current, 0);
}

#[test]
fn a_kept_message_keeps_no_other() {
    let messages = vec![vec![7; 60]; 1000];
    let stream = stream_of(&messages);
    let mut kept: Option<Bytes> = None;
    for place in [0, 500, 999] {
        let info = allocation_counter::measure(|| {
            let mut deframer = Deframer::new();
            deframer.push(&stream);
            kept = std::iter::from_fn(|| deframer.next().unwrap()).nth(place);
        });
        assert!(info.bytes_current <= 124, "{} octets for message {place}", info.bytes_current);
        kept = None;
    }
    assert_eq!(kept, None);
}

#[test]
fn borrowing_allocates_nothing() {
    let (stream, _) = recorded_stream();
    let info = allocation_counter::measure(|| {
        let mut frames = Frames::new(&stream);
        assert_eq!(frames.by_ref().flatten().count(), 20);
        assert_eq!(frames.finish(), Ok(()));
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn messages_that_pile_up_cost_linear_copying() {
    let stream = stream_of(&vec![vec![1; 10]; 20_000]);
    let mut deframer = Deframer::new();
    let info = allocation_counter::measure(|| {
        for octet in stream.chunks(1) {
            deframer.push(octet);
        }
    });
    let copied = info.bytes_total;
    assert!(copied < 4 * u64::try_from(stream.len()).unwrap(), "{copied} octets allocated");
    assert_eq!(deframed(&mut deframer, &[], &[]).len(), 20_000);
}

#[test]
fn a_blocking_read_does_not_reserve_what_is_announced() {
    let mut stream: &[u8] = b"\xff\xffab";
    let info = allocation_counter::measure(|| {
        let mut buffer = Vec::new();
        assert!(tcp::read_frame(&mut stream, &mut buffer, u16::MAX).is_err());
        assert!(buffer.capacity() <= 4096);
    });
    assert!(info.bytes_max < 5000, "{}", info.bytes_max);
}
