//! Messages from a capture, with the frame of each.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::{Event, Flow, Item, Options, Place, Sink};

/// Messages from a capture that wait to be handed on.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// The capture's name.
    name: Arc<str>,
    /// The options for reading.
    pub(super) options: &'a Options,
    /// The number of the frame that is being read, from 1.
    pub(super) frame: u64,
    /// The events that wait.
    pub(super) events: Vec<Event>,
}

impl<'a> Found<'a> {
    /// Nothing yet, before the first frame.
    pub(super) fn new(name: &str, options: &'a Options) -> Self {
        Self { name: name.into(), options, frame: 0, events: Vec::new() }
    }

    /// Adds the `nth` message that ends in `frame`.
    pub(super) fn message(
        &mut self,
        frame: u64,
        nth: usize,
        flow: Flow,
        octets: &[u8],
        length: usize,
    ) {
        let item = Item::new(self.place(frame, nth), octets.to_vec());
        let (source, is_multicast) = (Some(flow), flow.is_multicast());
        self.events.push(Event::Message(Item { length, source, is_multicast, ..item }));
    }

    /// Adds what is not a message.
    pub(super) fn skip(&mut self, frame: u64, reason: impl Into<String>) {
        let id = self.place(frame, 1);
        self.events.push(Event::Skipped { id, reason: reason.into() });
    }

    /// The place of the `nth` message in `frame`.
    pub(super) fn place(&self, frame: u64, nth: usize) -> Place {
        Place::Frame { file: Arc::clone(&self.name), frame, nth }
    }

    /// Hands on what waits, until the sink wants no more.
    pub(super) fn hand_on(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.events.drain(..).try_for_each(sink)
    }
}

#[cfg(test)]
mod tests {
    use super::super::packet::Transport;
    use super::*;

    #[test]
    fn multicast_dns_is_known_by_its_port() {
        let options = Options::new(&[]);
        let mut found = Found::new("f", &options);
        for (from, to) in [(5353, 9), (9, 5353), (53, 9)] {
            let (source, destination) = (([1; 4], from).into(), ([2; 4], to).into());
            found.message(1, 1, Flow { source, destination, transport: Transport::Udp }, &[], 0);
        }
        let is_multicast =
            |event: &Event| matches!(event, Event::Message(item) if item.is_multicast);
        assert!(found.events.iter().map(is_multicast).eq([true, true, false]));
    }
}
