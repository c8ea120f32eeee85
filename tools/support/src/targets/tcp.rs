//! A stream gives the same messages and errors, however it is cut into pieces.

use std::io::Cursor;

use dnswire::tcp::{Deframer, FrameError, Frames, read_frame};

type Item = Result<Vec<u8>, FrameError>;

pub fn run(octets: &[u8]) {
    let Some(([seed, limit], stream)) = octets.split_first_chunk() else { return };
    let limit = if limit % 2 == 0 { u16::MAX } else { u16::from(*limit) };
    let whole = in_one(stream, limit);
    assert_eq!(whole, in_pieces(stream, limit, *seed));
    assert_eq!(whole, in_pieces(stream, limit, 0));
    if limit == u16::MAX {
        blocking(stream, &whole);
    }
}

/// All items of the stream, and how it ends.
fn in_one(stream: &[u8], limit: u16) -> (Vec<Item>, Result<(), FrameError>) {
    let mut frames = Frames::new(stream).with_limit(limit);
    let mut items = Vec::new();
    while let Some(item) = frames.next() {
        items.push(item.map(<[u8]>::to_vec));
        assert!(frames.rest().len() < stream.len() || item.is_err());
    }
    assert!(frames.needed() > 0, "nothing is missing, and nothing comes");
    let end = frames.clone().finish();
    assert_eq!(end, Frames::new(stream).with_limit(limit).finish());
    (items, end)
}

fn in_pieces(stream: &[u8], limit: u16, seed: u8) -> (Vec<Item>, Result<(), FrameError>) {
    let mut deframer = Deframer::with_limit(limit);
    let (mut items, mut left, mut state) = (Vec::new(), stream, u32::from(seed));
    while !left.is_empty() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let size = if seed == 0 { 1 } else { 1 + (state >> 20) as usize % (1 << (seed % 12)) };
        let (piece, rest) = left.split_at(size.min(left.len()));
        deframer.push(piece);
        left = rest;
        // Sometimes messages pile up.
        if state >> 30 != 0 || seed.is_multiple_of(2) {
            drain(&mut deframer, &mut items);
        }
    }
    drain(&mut deframer, &mut items);
    let end = deframer.finish();
    (items, end)
}

fn drain(deframer: &mut Deframer, items: &mut Vec<Item>) {
    loop {
        let needed = deframer.needed();
        let item = deframer.next();
        assert_eq!(needed == 0, !matches!(item, Ok(None)), "needed {needed}, then {item:?}");
        match item {
            Ok(None) => return,
            Ok(Some(message)) => items.push(Ok(message.to_vec())),
            Err(error) => items.push(Err(error)),
        }
    }
}

/// A blocking stream gives the messages up to the first error.
fn blocking(stream: &[u8], (items, _): &(Vec<Item>, Result<(), FrameError>)) {
    let (mut stream, mut buffer) = (Cursor::new(stream), Vec::new());
    for item in items {
        let read = read_frame(&mut stream, &mut buffer, u16::MAX);
        match item {
            Ok(message) => assert_eq!(read.expect("it is there"), Some(&message[..])),
            Err(_) => return assert!(read.is_err()),
        }
    }
}
