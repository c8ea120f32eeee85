//! One direction of a TCP connection: from segments to messages.

use std::collections::VecDeque;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::mem;

use super::framing::{find_message, is_plausible, split_message};
use super::segment::{Segment, Waiting};
use crate::found::{Found, Moment};
use crate::{Carried, Flow, Reason};

/// Octets in which the start of a message is looked for.
const MAX_SEARCHED: usize = 1 << 17;

/// Messages of a stream by which retransmissions are known.
const MAX_SEEN: usize = 64;

/// Octets that a stream takes beside its content.
const OVERHEAD: usize = 1024;

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
    moment: Moment,
    /// The last segments, by which retransmissions are known.
    seen: VecDeque<Seen>,
    /// The tunnels that carried its packets.
    carried: Carried,
    /// Octets of the buffer when a message was last looked for at every one of them.
    searched: usize,
    /// The sequence number and length of the latest gap that was given up.
    gap: Option<(u32, u32)>,
    /// True if a frame of length 0 was handed on.
    has_empty_frame: bool,
    /// The number of messages that ended in that frame.
    ended: usize,
}

/// What is kept of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    number: u32,
    length: usize,
    /// Its first octets.
    start: [u8; 4],
    /// A hash of all its octets.
    hash: u64,
}

impl Seen {
    fn of(number: u32, octets: &[u8]) -> Self {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(octets);
        Self { number, length: octets.len(), start: start_of(octets), hash }
    }
}

impl Stream {
    /// A stream that begins with sequence number `first`; `is_framed`, if that is known to be a length.
    pub(super) fn new(flow: Flow, carried: Carried, first: u32, is_framed: bool) -> Self {
        Self {
            flow,
            first,
            next: first,
            end: None,
            is_framed,
            is_closed: false,
            buffer: Vec::new(),
            waiting: Waiting::default(),
            moment: Moment::default(),
            seen: VecDeque::new(),
            carried,
            searched: 0,
            gap: None,
            has_empty_frame: false,
            ended: 0,
        }
    }

    /// About how many octets it takes.
    pub(super) fn used(&self) -> usize {
        OVERHEAD + self.buffer.capacity() + self.waiting.used()
    }

    /// True if no more messages are expected.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// True if a reset with this sequence number is one of the connection.
    ///
    /// It has the number of the octet that is needed next, or of the one after all that were sent.
    pub(super) fn is_reset_by(&self, number: u32) -> bool {
        self.next == number || self.waiting.end(self.next) == Some(number)
    }

    /// True if these octets belong in a gap that was given up.
    pub(super) fn is_in_gap(&self, number: u32) -> bool {
        self.gap.is_some_and(|(start, missing)| number.wrapping_sub(start) < missing)
    }

    /// True if `number` is behind the last octet, as the sender has said.
    pub(super) fn is_after_end(&self, number: u32) -> bool {
        self.end.is_some_and(|end| (0..1 << 16).contains(&number.wrapping_sub(end).cast_signed()))
    }

    /// True if `number` comes before all octets of the stream.
    pub(super) fn is_before(&self, number: u32) -> bool {
        number.wrapping_sub(self.first).cast_signed() < 0
    }

    /// True if these octets, or more from the same one on, were in the stream already.
    pub(super) fn has_seen(&self, number: u32, octets: &[u8]) -> bool {
        let start = start_of(octets);
        self.seen
            .iter()
            .any(|seen| seen.number == number && seen.start == start && octets.len() <= seen.length)
    }

    /// True if the stream has other octets where these belong, in a segment of that length.
    pub(super) fn contradicts(&self, number: u32, octets: &[u8]) -> bool {
        let new = Seen::of(number, octets);
        let mut of_place =
            self.seen.iter().filter(|seen| seen.number == number && seen.length == new.length);
        of_place.clone().next().is_some() && of_place.all(|seen| seen.hash != new.hash)
    }

    /// True if `count` octets from `number` come right before a stream without a SYN.
    pub(super) fn is_right_before(&self, number: u32, count: u32) -> bool {
        number.wrapping_add(count) == self.first
    }

    /// Notes that the octets before the first came late.
    pub(super) fn begins_at(&mut self, number: u32) {
        self.first = number;
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
            if self.seen.len() >= MAX_SEEN {
                self.seen.pop_front();
            }
            self.seen.push_back(Seen::of(segment.number, &segment.octets));
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
    /// From that segment on, the next message is looked for.
    fn pass_hole(&mut self, found: &mut Found<'_>) {
        self.hand_on_rest(found);
        let Some(behind) = self.waiting.first(self.next) else { return };
        let missing = behind.ahead_of(self.next);
        let (number, frame) = (behind.number, behind.moment.frame);
        found.lose(frame, Reason::Hole, format!("{}: {missing} octets", self.flow));
        self.gap = Some((self.next, missing.cast_unsigned()));
        self.next = number;
        self.is_framed = false;
        self.append_due(found);
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
        (self.moment, self.ended) = (segment.moment, 0);
        self.check_start(octets.len(), found);
        self.hand_on(found);
    }

    /// Looks for the first message of a stream that was joined somewhere; `new` octets came last.
    fn check_start(&mut self, new: usize, found: &mut Found<'_>) {
        if self.is_framed || is_plausible(&self.buffer).is_none() {
            return;
        }
        let last = self.buffer.len().saturating_sub(new);
        let is_start = |at: usize| self.buffer.get(at..).and_then(is_plausible) == Some(true);
        let start = [0, last].into_iter().find(|at| is_start(*at));
        match start.or_else(|| self.search()) {
            Some(at) => {
                self.drop_before(at, found);
                self.is_framed = true;
            }
            None if self.buffer.len() > MAX_SEARCHED => self.drop_before(MAX_SEARCHED / 2, found),
            None => {}
        }
    }

    /// The index of a message in the buffer.
    ///
    /// Looks again only when the buffer has grown by half, so that the work stays linear.
    fn search(&mut self) -> Option<usize> {
        if self.buffer.len() < self.searched + self.searched / 2 {
            return None;
        }
        self.searched = self.buffer.len();
        find_message(&self.buffer)
    }

    /// Names and drops octets in which no message begins.
    fn drop_before(&mut self, count: usize, found: &mut Found<'_>) {
        if count == 0 {
            return;
        }
        let detail = format!("{}: {count} octets", self.flow);
        found.lose(self.moment.frame, Reason::Joined, detail);
        self.buffer.drain(..count);
        self.searched = 0;
    }

    /// Hands on the messages that are complete.
    fn hand_on(&mut self, found: &mut Found<'_>) {
        if !self.is_framed {
            return;
        }
        let mut rest = self.buffer.as_slice();
        while let Some((message, behind)) = split_message(rest) {
            rest = behind;
            if message.is_empty() && mem::replace(&mut self.has_empty_frame, true) {
                found.count(Reason::EmptyFrame);
                continue;
            }
            self.ended += 1;
            let octets = (message, message.len());
            found.message(self.moment, self.ended, self.flow, &self.carried, octets);
        }
        let done = self.buffer.len() - rest.len();
        self.buffer.drain(..done);
    }

    /// Hands on the first part of a message that is not complete.
    fn hand_on_rest(&mut self, found: &mut Found<'_>) {
        if !self.is_framed
            && self.searched < self.buffer.len()
            && let Some(at) = find_message(&self.buffer)
        {
            self.drop_before(at, found);
            self.is_framed = true;
            self.hand_on(found);
        }
        let buffer = mem::take(&mut self.buffer);
        match buffer.split_first_chunk() {
            _ if buffer.is_empty() => {}
            _ if !self.is_framed => {
                self.buffer = buffer;
                self.drop_before(self.buffer.len(), found);
            }
            Some((length, message)) if !message.is_empty() => {
                let length = u16::from_be_bytes(*length).into();
                let nth = self.ended + 1;
                found.message(self.moment, nth, self.flow, &self.carried, (message, length));
            }
            _ => found.lose(self.moment.frame, Reason::LengthCut, self.flow.to_string()),
        }
    }
}

/// The first octets of a segment, by which it is known again.
fn start_of(octets: &[u8]) -> [u8; 4] {
    let mut start = [0; 4];
    start.iter_mut().zip(octets).for_each(|(to, from)| *to = *from);
    start
}
