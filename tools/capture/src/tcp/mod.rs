//! The TCP streams of a capture.

mod framing;
mod segment;
mod stream;

use std::collections::HashMap;
use std::ops::ControlFlow;

use etherparse::TcpSlice;

use self::segment::Segment;
use self::stream::Stream;
use crate::found::Found;
use crate::{Flow, Reason, Sink};

/// A stream, the frame of its latest segment, and the octets it takes.
#[derive(Debug)]
struct Entry {
    stream: Stream,
    frame: u64,
    used: usize,
}

/// The TCP streams of a capture, one for each direction of a connection.
///
/// Closed ones stay for a while: a late retransmission must not begin a stream anew.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    streams: HashMap<Flow, Entry>,
    used: usize,
}

impl Streams {
    /// About how many octets the streams take.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Adds a segment to its stream.
    pub(crate) fn add(&mut self, flow: Flow, tcp: &TcpSlice<'_>, found: &mut Found<'_>) {
        let octets = tcp.payload().to_vec();
        // A SYN takes the sequence number before the first octet.
        let number = tcp.sequence_number().wrapping_add(u32::from(tcp.syn()));
        let count = u32::try_from(octets.len()).unwrap_or_default();
        if tcp.syn() {
            self.begin(flow, number, found);
        } else if !octets.is_empty() && !self.prepare(flow, number, &octets, found) {
            return;
        }
        let Some(entry) = self.streams.get_mut(&flow) else { return };
        entry.frame = found.now.frame;
        // Other resets are strays.
        if tcp.rst() && !tcp.syn() {
            if entry.stream.is_reset_by(number) {
                entry.stream.close(found);
            }
            return;
        }
        if tcp.fin() {
            entry.stream.ends_before(number.wrapping_add(count));
        }
        entry.stream.add(Segment { number, moment: found.now, octets }, found);
        let used = entry.stream.used();
        self.used = (self.used + used).saturating_sub(entry.used);
        entry.used = used;
    }

    /// Begins a stream for octets without SYN, where they are not part of the one there is.
    ///
    /// False if they are not to be added.
    fn prepare(&mut self, flow: Flow, number: u32, octets: &[u8], found: &mut Found<'_>) -> bool {
        let Some(Entry { stream, .. }) = self.streams.get_mut(&flow) else {
            self.insert(flow, number, false, found);
            return true;
        };
        if !stream.is_closed() && stream.contradicts(number, octets) {
            found.count(Reason::SegmentsContradict);
            return false;
        }
        if stream.has_seen(number, octets) {
            return false;
        }
        if stream.is_closed() && stream.is_after_end(number) {
            found.count(Reason::AfterFin);
            return false;
        }
        if stream.is_closed() && stream.is_in_gap(number) {
            found.count(Reason::AfterReset);
            return false;
        }
        let is_before = stream.is_before(number);
        let count = u32::try_from(octets.len()).unwrap_or_default();
        if is_before && !stream.is_closed() && stream.is_right_before(number, count) {
            let mut late = Stream::new(flow, found.carried.clone(), number, false);
            late.add(Segment { number, moment: found.now, octets: octets.to_vec() }, found);
            late.close(found);
            stream.begins_at(number);
            return false;
        }
        // A single octet before the first is a probe that keeps the connection alive.
        if stream.is_closed() || is_before && octets.len() > 1 {
            self.close(flow, found);
            self.insert(flow, number, false, found);
        }
        true
    }

    /// Closes all streams at the end of the capture, and hands on what each has.
    pub(crate) fn finish(&mut self, found: &mut Found<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut left: Vec<_> = self.streams.drain().collect();
        left.sort_by_key(|(flow, entry)| (entry.frame, *flow));
        for (_, mut entry) in left {
            entry.stream.close(found);
            found.hand_on(sink)?;
        }
        self.used = 0;
        ControlFlow::Continue(())
    }

    /// Begins a stream, unless the SYN is repeated.
    fn begin(&mut self, flow: Flow, first: u32, found: &mut Found<'_>) {
        let known = self.streams.get(&flow);
        if known
            .is_some_and(|Entry { stream, .. }| stream.begins_with(first) && !stream.is_closed())
        {
            return;
        }
        self.close(flow, found);
        self.insert(flow, first, true, found);
    }

    fn insert(&mut self, flow: Flow, first: u32, is_framed: bool, found: &Found<'_>) {
        let stream = Stream::new(flow, found.carried.clone(), first, is_framed);
        let used = stream.used();
        self.used += used;
        self.streams.insert(flow, Entry { stream, frame: found.now.frame, used });
    }

    fn close(&mut self, flow: Flow, found: &mut Found<'_>) {
        if let Some(mut entry) = self.streams.remove(&flow) {
            self.used = self.used.saturating_sub(entry.used);
            entry.stream.close(found);
        }
    }

    /// Closes the sixteenth of the streams that had no segment for the longest time. Not more at once:
    /// every segment can become an event that waits.
    pub(crate) fn make_room(&mut self, found: &mut Found<'_>) {
        let mut oldest: Vec<_> =
            self.streams.iter().map(|(flow, entry)| (entry.frame, *flow)).collect();
        oldest.sort_unstable();
        let count = oldest.len().div_ceil(16);
        for (_, flow) in oldest.into_iter().take(count) {
            self.close(flow, found);
        }
    }
}
