//! The TCP streams of a capture.

use std::collections::HashMap;

use etherparse::TcpSlice;

use super::found::Found;
use super::packet::Flow;
use super::segment::Segment;
use super::stream::Stream;

/// The most streams that are kept.
const MAX_STREAMS: usize = 16_384;

/// A stream, and the frame of its latest segment.
#[derive(Debug)]
struct Entry {
    stream: Stream,
    frame: u64,
}

/// The TCP streams of a capture, one for each direction of a connection.
///
/// Closed ones stay for a while: a late retransmission must not begin a stream anew.
#[derive(Debug, Default)]
pub(super) struct Streams {
    streams: HashMap<Flow, Entry>,
}

impl Streams {
    /// Adds a segment to its stream.
    pub(super) fn add(&mut self, flow: Flow, tcp: &TcpSlice<'_>, found: &mut Found<'_>) {
        let octets = tcp.payload().to_vec();
        // A SYN takes the sequence number before the first octet.
        let number = tcp.sequence_number().wrapping_add(u32::from(tcp.syn()));
        if tcp.syn() {
            self.begin(flow, number, found);
        } else if !octets.is_empty() && !self.streams.contains_key(&flow) {
            self.insert(flow, Stream::new(flow, number, false), found);
        }
        let Some(Entry { stream, frame }) = self.streams.get_mut(&flow) else { return };
        *frame = found.frame;
        if tcp.rst() {
            return stream.close(found);
        }
        if tcp.fin() {
            let count = u32::try_from(octets.len()).unwrap_or_default();
            stream.ends_before(number.wrapping_add(count));
        }
        stream.add(Segment { number, frame: found.frame, octets }, found);
    }

    /// Closes all streams at the end of the capture.
    pub(super) fn finish(&mut self, found: &mut Found<'_>) {
        let mut left: Vec<_> = self.streams.drain().collect();
        left.sort_by_key(|(flow, entry)| (entry.frame, *flow));
        for (_, mut entry) in left {
            entry.stream.close(found);
        }
    }

    /// Begins a stream, unless the SYN is repeated.
    fn begin(&mut self, flow: Flow, first: u32, found: &mut Found<'_>) {
        let known = self.streams.get(&flow);
        if known.is_some_and(|entry| entry.stream.begins_with(first)) {
            return;
        }
        if let Some(mut entry) = self.streams.remove(&flow) {
            entry.stream.close(found);
        }
        self.insert(flow, Stream::new(flow, first, true), found);
    }

    fn insert(&mut self, flow: Flow, stream: Stream, found: &mut Found<'_>) {
        if self.streams.len() >= MAX_STREAMS {
            self.make_room(found);
        }
        self.streams.insert(flow, Entry { stream, frame: found.frame });
    }

    /// Closes the quarter of the streams that had no segment for the longest time.
    fn make_room(&mut self, found: &mut Found<'_>) {
        let mut oldest: Vec<_> =
            self.streams.iter().map(|(flow, entry)| (entry.frame, *flow)).collect();
        oldest.sort_unstable();
        for (_, flow) in oldest.into_iter().take(MAX_STREAMS / 4) {
            if let Some(mut entry) = self.streams.remove(&flow) {
                entry.stream.close(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use etherparse::TcpHeader;

    use super::super::packet::Transport;
    use super::super::{Event, Options};
    use super::*;

    fn add(
        streams: &mut Streams,
        found: &mut Found<'_>,
        port: u16,
        header: &TcpHeader,
        octets: &[u8],
    ) {
        let segment = [&header.to_bytes(), octets].concat();
        let (source, destination) = (([1; 4], port).into(), ([2; 4], 53).into());
        let flow = Flow { source, destination, transport: Transport::Tcp };
        found.frame += 1;
        streams.add(flow, &TcpSlice::from_slice(&segment).unwrap(), found);
    }

    fn header(number: u32, syn: bool, fin: bool) -> TcpHeader {
        TcpHeader { syn, fin, ..TcpHeader::new(0, 0, number, 0) }
    }

    #[test]
    fn a_port_may_be_used_again_after_fin() {
        let options = Options::new(&[]);
        let (mut streams, mut found) = (Streams::default(), Found::new("f", &options));
        add(&mut streams, &mut found, 9, &header(5, true, false), b"");
        add(&mut streams, &mut found, 9, &header(6, false, true), b"\0\x03ab");
        add(&mut streams, &mut found, 9, &header(6, false, true), b"\0\x03ab");
        add(&mut streams, &mut found, 9, &header(1, true, false), b"\0\x01c");
        let ids = found.events.iter().map(|event| match event {
            Event::Message(item) => (item.id.to_string(), item.octets.as_slice(), item.length),
            Event::Skipped { id, .. } => (id.to_string(), &[][..], 0),
        });
        assert_eq!(
            ids.collect::<Vec<_>>(),
            [("f#2".into(), &b"ab"[..], 3), ("f#4".into(), b"c", 1)]
        );
    }

    #[test]
    fn streams_are_bounded() {
        let options = Options::new(&[]);
        let (mut streams, mut found) = (Streams::default(), Found::new("f", &options));
        for port in 0..20_000 {
            add(&mut streams, &mut found, port, &header(5, true, false), b"");
        }
        assert!(streams.streams.len() <= MAX_STREAMS);
    }
}
