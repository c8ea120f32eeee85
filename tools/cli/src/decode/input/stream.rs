//! One direction of a TCP connection: from segments to messages.

use std::mem;

use super::found::Found;
use super::framing::{is_plausible, split_message};
use super::packet::Flow;
use super::segment::{Segment, Waiting};

/// The octets of one side of a TCP connection, in the order of their sequence numbers.
///
/// Each message has its length before it, in 2 octets ([RFC 1035 section 4.2.2]). Only from the first
/// one on can they be found: behind a hole it is unknown where a length is.
///
/// [RFC 1035 section 4.2.2]: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2
#[derive(Debug)]
pub(super) struct Stream {
    /// From where to where, for the messages' source.
    flow: Flow,
    /// The sequence number of the first octet.
    first: u32,
    /// The sequence number of the octet that is needed next.
    next: u32,
    /// The sequence number behind the last octet, once the sender has said that it is the last.
    end: Option<u32>,
    /// False until the first octets are known to be a length.
    is_framed: bool,
    /// True if no more messages can be found.
    is_closed: bool,
    /// The octets of a message that is not complete, with its length before it.
    buffer: Vec<u8>,
    /// Segments that wait for octets before them.
    waiting: Waiting,
    /// The frame with the last octet of the buffer.
    frame: u64,
    /// The number of messages that ended in that frame.
    ended: usize,
}

impl Stream {
    /// A stream that begins with sequence number `first`; `is_framed`, if that is known to be a length.
    pub(super) fn new(flow: Flow, first: u32, is_framed: bool) -> Self {
        Self {
            flow,
            first,
            next: first,
            end: None,
            is_framed,
            is_closed: false,
            buffer: Vec::new(),
            waiting: Waiting::default(),
            frame: 0,
            ended: 0,
        }
    }

    /// True if this is the stream that begins with sequence number `first`.
    pub(super) fn begins_with(&self, first: u32) -> bool {
        self.first == first
    }

    /// Notes that the last octet is the one before sequence number `end`.
    pub(super) fn ends_before(&mut self, end: u32) {
        self.end = Some(end);
    }

    /// Adds a segment, in any order.
    pub(super) fn add(&mut self, segment: Segment, found: &mut Found<'_>) {
        if self.is_closed {
            return;
        }
        if !segment.octets.is_empty() {
            self.waiting.push(segment);
        }
        self.append_due(found);
        while self.waiting.is_full() {
            self.pass_hole(found);
        }
        if self.end == Some(self.next) {
            self.close(found);
        }
    }

    /// Hands on the message that is not complete, and names holes.
    pub(super) fn close(&mut self, found: &mut Found<'_>) {
        while !self.waiting.is_empty() {
            self.pass_hole(found);
        }
        self.hand_on_rest(found);
        self.is_closed = true;
    }

    /// Gives up the octets before the first waiting segment.
    ///
    /// That is the end of the stream, unless the reader wants to try from that segment on.
    fn pass_hole(&mut self, found: &mut Found<'_>) {
        self.hand_on_rest(found);
        let Some(behind) = self.waiting.first(self.next) else { return };
        let missing = behind.ahead_of(self.next);
        let resume = found.options.resume;
        let what = if resume { "before this frame" } else { "here, where the stream is given up" };
        let reason = format!("{}: octets missing {what}: {missing}", self.flow);
        found.skip(behind.frame, reason);
        if !resume {
            return self.stop();
        }
        self.next = behind.number;
        self.is_framed = false;
        self.append_due(found);
    }

    /// Finds no more messages.
    fn stop(&mut self) {
        self.is_closed = true;
        self.buffer = Vec::new();
        self.waiting = Waiting::default();
    }

    /// Appends the segments that wait for nothing.
    fn append_due(&mut self, found: &mut Found<'_>) {
        while let Some(segment) = self.waiting.take_due(self.next) {
            self.append(&segment, found);
        }
    }

    /// Appends what is new in a segment that is due, and hands on the messages that it completes.
    fn append(&mut self, segment: &Segment, found: &mut Found<'_>) {
        let octets = segment.from(self.next).unwrap_or_default();
        if octets.is_empty() {
            return;
        }
        self.buffer.extend_from_slice(octets);
        let count = u32::try_from(octets.len()).unwrap_or_default();
        self.next = self.next.wrapping_add(count);
        (self.frame, self.ended) = (segment.frame, 0);
        self.check_start(found);
        self.hand_on(found);
    }

    /// Stops if the stream was joined where its octets look like no message.
    fn check_start(&mut self, found: &mut Found<'_>) {
        match is_plausible(&self.buffer) {
            _ if self.is_framed => {}
            Some(true) => self.is_framed = true,
            Some(false) => self.stop_joined(found),
            None => {}
        }
    }

    /// Names a stream in which the first length cannot be found.
    fn stop_joined(&mut self, found: &mut Found<'_>) {
        found.skip(self.frame, format!("{}: joined inside a message", self.flow));
        self.stop();
    }

    /// Hands on the messages that are complete.
    fn hand_on(&mut self, found: &mut Found<'_>) {
        if !self.is_framed {
            return;
        }
        let mut rest = self.buffer.as_slice();
        while let Some((message, behind)) = split_message(rest) {
            self.ended += 1;
            found.message(self.frame, self.ended, self.flow, message, message.len());
            rest = behind;
        }
        let done = self.buffer.len() - rest.len();
        self.buffer.drain(..done);
    }

    /// Hands on the first part of a message that is not complete.
    fn hand_on_rest(&mut self, found: &mut Found<'_>) {
        let buffer = mem::take(&mut self.buffer);
        match buffer.split_first_chunk() {
            _ if buffer.is_empty() => {}
            _ if !self.is_framed => self.stop_joined(found),
            Some((length, message)) if !message.is_empty() => {
                let length = u16::from_be_bytes(*length).into();
                found.message(self.frame, self.ended + 1, self.flow, message, length);
            }
            _ => found.skip(self.frame, format!("{}: ends inside a length", self.flow)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::packet::Transport;
    use super::super::{Event, Options};
    use super::*;

    const FIRST: u32 = u32::MAX - 3;

    /// A query for the root's addresses.
    const GOOD: &[u8] = b"\0\x11\0\x01\x01\0\0\x01\0\0\0\0\0\0\0\0\x01\0\x01";

    /// The messages of a stream when its pieces `(position, octets)` are added, a frame each.
    fn found(
        resume: bool,
        is_framed: bool,
        pieces: &[(u32, &[u8])],
    ) -> Vec<(String, Vec<u8>, usize)> {
        let options = Options { resume, ..Options::new(&[]) };
        let mut found = Found::new("f", &options);
        let address = "1.1.1.1:53".parse().unwrap();
        let flow = Flow { source: address, destination: address, transport: Transport::Tcp };
        let mut stream = Stream::new(flow, FIRST, is_framed);
        for (frame, (position, octets)) in (1..).zip(pieces) {
            let number = FIRST.wrapping_add(*position);
            stream.add(Segment { number, frame, octets: octets.to_vec() }, &mut found);
        }
        stream.close(&mut found);
        let take = |event| match event {
            Event::Message(item) => (item.id.to_string(), item.octets, item.length),
            Event::Skipped { id, .. } => (id.to_string(), Vec::new(), 0),
        };
        found.events.into_iter().map(take).collect()
    }

    #[test]
    fn a_message_is_named_after_the_frame_with_its_last_octet() {
        let got = found(
            false,
            true,
            &[(4, b"c\0\x01d\0\x02e"), (0, b"\0\x03ab"), (2, b"abc"), (11, b"f")],
        );
        let want = [("f#1", &b"abc"[..], 3), ("f#1.2", b"d", 1), ("f#4", b"ef", 2)];
        assert_eq!(got, want.map(|(id, octets, length)| (id.into(), octets.into(), length)));
    }

    #[test]
    fn a_hole_ends_the_stream() {
        let got = found(false, true, &[(0, b"\0\x01a\0\x03b"), (8, b"\0\x01c"), (11, b"\0\x01d")]);
        let want = [("f#1", &b"a"[..], 1), ("f#1.2", b"b", 3), ("f#2", b"", 0)];
        assert_eq!(got, want.map(|(id, octets, length)| (id.into(), octets.into(), length)));
    }

    #[test]
    fn a_stream_may_resume_behind_a_hole() {
        let got = found(true, true, &[(0, b"\0\x01a"), (9, GOOD)]);
        let want = [("f#1", &b"a"[..], 1), ("f#2", b"", 0), ("f#2", &GOOD[2..], 17)];
        assert_eq!(got, want.map(|(id, octets, length)| (id.into(), octets.into(), length)));
    }

    #[test]
    fn a_stream_without_its_start_must_look_like_a_message() {
        let whole = ("f#1".to_owned(), GOOD[2..].to_vec(), 17);
        assert_eq!(found(false, false, &[(0, GOOD)]), [whole]);
        let inside = [(0, &GOOD[4..]), (15, GOOD)];
        assert_eq!(found(false, false, &inside), [("f#1".to_owned(), Vec::new(), 0)]);
    }

    #[test]
    fn waiting_segments_are_bounded() {
        let octets = vec![0; 60_000];
        let pieces: Vec<_> = (1..20).map(|count| (count * 60_000, octets.as_slice())).collect();
        assert_eq!(found(false, true, &pieces), [("f#1".to_owned(), Vec::new(), 0)]);
    }
}
