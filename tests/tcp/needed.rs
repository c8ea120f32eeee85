//! The number of octets that `Frames` needs for its next item.

use dnswire::tcp::{Deframer, FrameError, Frames};

#[test]
fn frames_need_their_length_and_then_the_rest() {
    for (stream, needed) in
        [(&b""[..], 2), (b"\0", 1), (b"\0\x03", 3), (b"\0\x03ab", 1), (b"\0\x03abc", 0)]
    {
        assert_eq!(Frames::new(stream).needed(), needed, "{stream:?}");
    }
}

#[test]
fn a_refused_length_is_told_at_once_and_its_octets_are_missing_after_that() {
    let mut frames = Frames::new(b"\0\x05ab").with_limit(4);
    assert_eq!(frames.needed(), 0);
    assert_eq!(frames.next(), Some(Err(FrameError::TooLong { length: 5, limit: 4 })));
    assert_eq!((frames.next(), frames.needed()), (None, 3));
    assert_eq!(Frames::new(b"\0\0").needed(), 0, "a frame without a message is told at once");
    assert_eq!(Frames::new(b"\0\x04ab").with_limit(4).needed(), 2);
}

#[test]
fn a_deframer_needs_the_rest_of_a_length_and_of_what_it_drops() {
    let mut deframer = Deframer::with_limit(4);
    for (octets, needed) in [(&b""[..], 2), (b"\0", 1), (b"\x03", 3), (b"ab", 1), (b"c", 0)] {
        deframer.push(octets);
        assert_eq!(deframer.needed(), needed, "{octets:?}");
    }
    deframer.next().unwrap().unwrap();
    deframer.push(b"\0\x05ab");
    assert_eq!((deframer.needed(), deframer.next().is_err()), (0, true));
    for (octets, needed) in [(&b""[..], 5), (b"cd", 3), (b"e", 2), (b"\0", 1)] {
        deframer.push(octets);
        assert_eq!((deframer.next(), deframer.needed()), (Ok(None), needed), "{octets:?}");
    }
}
