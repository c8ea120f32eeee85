//! Frames as a codec of tokio-util.

use std::io;

use bytes::{Bytes, BytesMut};
use dnswire::tcp::{Codec, FrameError};
use proptest::prelude::*;
use tokio_util::codec::{Decoder, Encoder};

use super::{Item, borrowed, cuts, recorded_stream, small_stream};

fn decoded(codec: &mut Codec, stream: &[u8], cuts: &[usize]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut buffer = BytesMut::new();
    let bounds: Vec<_> =
        [0].into_iter().chain(cuts.iter().copied()).chain([stream.len()]).collect();
    for pair in bounds.windows(2) {
        buffer.extend_from_slice(&stream[pair[0]..pair[1]]);
        while let Some(item) = codec.decode(&mut buffer).transpose() {
            items.push(item.map(Vec::from).map_err(|error| inner(&error)));
        }
    }
    while let Some(item) = codec.decode_eof(&mut buffer).transpose() {
        items.push(item.map(Vec::from).map_err(|error| inner(&error)));
    }
    items
}

fn inner(error: &io::Error) -> FrameError {
    *error.get_ref().and_then(|inner| inner.downcast_ref()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn codec_and_frames_agree(stream in small_stream(), places in cuts(200), limit in 1..12_u16) {
        let mut places: Vec<_> = places.iter().map(|place| place % (stream.len() + 1)).collect();
        places.sort_unstable();
        let (mut items, end) = borrowed(&stream, limit);
        items.extend(end.err().map(Err));
        prop_assert_eq!(decoded(&mut Codec::with_limit(limit), &stream, &places), items);
    }
}

#[test]
fn what_the_codec_encodes_it_decodes() {
    let (stream, messages) = recorded_stream();
    let mut out = BytesMut::new();
    for message in messages.iter().flatten() {
        Codec::new().encode(message, &mut out).unwrap();
    }
    assert_eq!(out, stream);
    let cuts: Vec<_> = (1..stream.len()).collect();
    assert_eq!(decoded(&mut Codec::new(), &stream, &cuts), messages);
    assert!(Codec::new().encode(Bytes::new(), &mut out).is_err());
}

#[test]
fn a_whole_frame_at_the_end_is_a_message() {
    let mut codec = Codec::default();
    let mut stream = BytesMut::from(&b"\0\x01a\0\x02bc"[..]);
    assert_eq!(codec.decode_eof(&mut stream).unwrap().unwrap(), &b"a"[..]);
    assert_eq!(codec.decode_eof(&mut stream).unwrap().unwrap(), &b"bc"[..]);
    assert_eq!(codec.decode_eof(&mut stream).unwrap(), None);
}
