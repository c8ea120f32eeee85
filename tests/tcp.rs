//! Messages on a stream: any pieces give the same messages, nothing is lost, memory stays small.
#![cfg(all(feature = "bytes", feature = "std"))]

mod blocking;
#[cfg(feature = "tokio")]
mod codec;
mod memory;
mod needed;

use std::sync::LazyLock;

use bytes::BytesMut;
use dnswire::Message;
use dnswire::tcp::{self, Deframer, FrameError, Frames};
use proptest::prelude::*;

type Item = Result<Vec<u8>, FrameError>;

/// A stream of 20 recorded messages, and the messages.
fn recorded_stream() -> (Vec<u8>, Vec<Item>) {
    static RECORDED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        dnswire_support::recorded()
            .into_iter()
            .step_by(6)
            .take(20)
            .map(|sample| sample.octets)
            .collect()
    });
    assert_eq!(RECORDED.len(), 20);
    (stream_of(&RECORDED), RECORDED.iter().cloned().map(Ok).collect())
}

fn stream_of(messages: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut stream = Vec::new();
    for message in messages {
        tcp::put_frame(&mut stream, message.as_ref()).unwrap();
    }
    stream
}

/// A frame with this length field, whatever the number of octets.
fn frame(length: u16, octets: &[u8]) -> Vec<u8> {
    [&length.to_be_bytes()[..], octets].concat()
}

/// The messages and errors of a deframer when the stream is cut at these places.
fn deframed(deframer: &mut Deframer, stream: &[u8], cuts: &[usize]) -> Vec<Item> {
    let mut items = Vec::new();
    let bounds: Vec<_> =
        [0].into_iter().chain(cuts.iter().copied()).chain([stream.len()]).collect();
    for pair in bounds.windows(2) {
        deframer.push(&stream[pair[0]..pair[1]]);
        while let Some(item) = deframer.next().transpose() {
            items.push(item.map(Vec::from));
        }
    }
    items
}

fn borrowed(stream: &[u8], limit: u16) -> (Vec<Item>, Result<(), FrameError>) {
    let frames = Frames::new(stream).with_limit(limit);
    (frames.clone().map(|item| item.map(<[u8]>::to_vec)).collect(), frames.finish())
}

/// Cuts a stream of `len` octets at up to 40 places.
fn cuts(len: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..=len, 0..40).prop_map(|mut cuts| {
        cuts.sort_unstable();
        cuts
    })
}

/// Frames of few octets, some of them empty, some too long for a limit of 6, and a cut at the end.
fn small_stream() -> impl Strategy<Value = Vec<u8>> {
    let frame = prop::collection::vec(any::<u8>(), 0..12)
        .prop_map(|octets| frame(u16::try_from(octets.len()).unwrap(), &octets));
    (prop::collection::vec(frame, 0..12), 0..20_usize).prop_map(|(frames, cut)| {
        let mut stream = frames.concat();
        stream.truncate(stream.len().saturating_sub(cut));
        stream
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_segmentation_gives_the_same_messages(places in cuts(1 << 20)) {
        let (stream, messages) = recorded_stream();
        let mut places: Vec<_> = places.iter().map(|place| place % stream.len()).collect();
        places.sort_unstable();
        let mut deframer = Deframer::new();
        prop_assert_eq!(deframed(&mut deframer, &stream, &places), messages);
        prop_assert_eq!(deframer.finish(), Ok(()));
        prop_assert_eq!(deframer.needed(), 2);
    }

    #[test]
    fn deframer_and_frames_agree(stream in small_stream(), places in cuts(200), limit in 1..12_u16) {
        let mut places: Vec<_> = places.iter().map(|place| place % (stream.len() + 1)).collect();
        places.sort_unstable();
        let mut deframer = Deframer::with_limit(limit);
        let (items, end) = borrowed(&stream, limit);
        prop_assert_eq!(deframed(&mut deframer, &stream, &places), items);
        prop_assert_eq!(deframer.finish(), end);
    }

    #[test]
    fn needed_is_exactly_what_is_missing(stream in small_stream(), limit in 1..12_u16) {
        let mut deframer = Deframer::with_limit(limit);
        let mut left = &stream[..];
        loop {
            let needed = deframer.needed();
            let item = deframer.next();
            prop_assert_eq!(needed == 0, item != Ok(None), "{} {:?}", needed, item);
            if needed == 0 { continue; }
            // One octet less is not enough for a message.
            let Some((piece, rest)) = left.split_at_checked(needed) else { break };
            deframer.push(&piece[..needed - 1]);
            if deframer.needed() == 1 {
                prop_assert_eq!(deframer.next(), Ok(None));
            }
            deframer.push(&piece[needed - 1..]);
            left = rest;
        }
    }
}

#[test]
fn octet_by_octet_gives_the_same_messages() {
    let (stream, messages) = recorded_stream();
    let cuts: Vec<_> = (1..stream.len()).collect();
    let mut deframer = Deframer::new();
    assert_eq!(deframed(&mut deframer, &stream, &cuts), messages);
    assert_eq!(borrowed(&stream, u16::MAX), (messages, Ok(())));
}

#[test]
fn one_push_gives_all_messages_and_each_can_be_parsed() {
    let (stream, messages) = recorded_stream();
    let mut deframer = Deframer::new();
    deframer.push(&stream);
    for message in messages {
        let octets = deframer.next().unwrap().unwrap();
        assert_eq!(Ok(octets.to_vec()), message);
        assert_eq!(Message::parse(&octets).is_ok(), Message::parse(&message.unwrap()).is_ok());
    }
    assert_eq!(deframer.next(), Ok(None));
    assert!(deframer.pending().is_empty());
}

#[test]
fn a_length_beyond_the_limit_costs_only_its_frame() {
    let stream = [frame(300, &[b'x'; 300]), frame(2, b"ok")].concat();
    let refused = FrameError::TooLong { length: 300, limit: 299 };
    for cuts in [vec![], (1..stream.len()).collect()] {
        let mut deframer = Deframer::with_limit(299);
        assert_eq!(deframed(&mut deframer, &stream, &cuts), [Err(refused), Ok(b"ok".to_vec())]);
    }
    assert_eq!(refused.to_string(), "the message is too long for the frame: length 300, limit 299");
    let mut at_the_limit = Deframer::with_limit(300);
    assert_eq!(deframed(&mut at_the_limit, &stream, &[]).len(), 2);
}

#[test]
fn a_refused_length_is_told_before_its_octets_arrive() {
    let mut deframer = Deframer::with_limit(512);
    deframer.push(&513_u16.to_be_bytes());
    assert_eq!(deframer.needed(), 0);
    assert!(matches!(deframer.next(), Err(FrameError::TooLong { length: 513, limit: 512 })));
    assert_eq!((deframer.next(), deframer.needed()), (Ok(None), 515));
    deframer.push(&[0; 13]);
    assert_eq!(deframer.finish(), Err(FrameError::EndOfStream { have: 15, needed: 515 }));
    assert_eq!((deframer.pending(), deframer.needed()), (&[][..], 502));
}

#[test]
fn a_frame_without_a_message_is_told_and_passed_over() {
    let stream = [frame(0, b""), frame(1, b"a"), frame(0, b"")].concat();
    let items = [Err(FrameError::ZeroLength), Ok(b"a".to_vec()), Err(FrameError::ZeroLength)];
    let mut deframer = Deframer::new();
    assert_eq!(deframed(&mut deframer, &stream, &[1, 3, 5]), items);
    assert_eq!(borrowed(&stream, u16::MAX), (items.into(), Ok(())));
    assert_eq!(tcp::split_frame(&stream), Err(FrameError::ZeroLength));
}

#[test]
fn the_end_of_the_stream_within_a_frame_tells_what_is_missing() {
    let stream = [frame(3, b"abc"), frame(5, b"defgh")].concat();
    for end in 0..=stream.len() {
        let mut deframer = Deframer::new();
        deframer.push(&stream[..end]);
        let want = match end {
            0 | 5 | 12 => Ok(()),
            1 | 6 => Err(FrameError::EndOfStream { have: 1, needed: 2 }),
            2..5 => Err(FrameError::EndOfStream { have: end, needed: 5 }),
            _ => Err(FrameError::EndOfStream { have: end - 5, needed: 7 }),
        };
        assert_eq!(deframer.finish(), want, "before any message is taken, {end}");
        while deframer.next().unwrap().is_some() {}
        assert_eq!(deframer.finish(), want, "{end}");
        assert_eq!(Frames::new(&stream[..end]).finish(), want, "{end}");
    }
    let error = FrameError::EndOfStream { have: 4, needed: 7 };
    assert_eq!(error.to_string(), "the stream ends inside a frame: 4 of 7 octets are there");
}

#[test]
fn writing_refuses_what_no_frame_can_hold() {
    let mut out = BytesMut::from(&b"before"[..]);
    assert_eq!(tcp::put_frame(&mut out, b""), Err(FrameError::ZeroLength));
    let too_long = FrameError::TooLong { length: 65536, limit: 65535 };
    assert_eq!(tcp::put_frame(&mut out, &vec![0; 65536]), Err(too_long));
    assert_eq!(out, &b"before"[..]);
    let mut room = [0; 4];
    assert_eq!(
        tcp::put_frame(&mut &mut room[..], b"abc"),
        Err(FrameError::NoRoom { needed: 5, room: 4 })
    );
    tcp::put_frame(&mut &mut room[..], b"ab").unwrap();
    assert_eq!(&room, b"\0\x02ab");
    assert!(tcp::put_frame(&mut Vec::new(), &vec![0; 65535]).is_ok());
}
