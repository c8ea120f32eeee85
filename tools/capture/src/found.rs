//! What was found in a capture and waits to be handed on.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::Timestamp;

use crate::{Carried, Event, Flow, Item, Lost, Options, Place, Reason, Sink};

/// A frame and when it was captured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The number of the frame, from 1.
    pub(crate) frame: u64,
    /// Its time.
    pub(crate) time: Option<Timestamp>,
}

/// Messages and losses of a capture.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// The capture's name.
    name: Arc<str>,
    /// The options for reading.
    pub(crate) options: &'a Options,
    /// The frame that is being read.
    pub(crate) now: Moment,
    /// What the packet that is being read went through.
    pub(crate) carried: Carried,
    /// The events that wait.
    pub(crate) events: Vec<Event>,
    /// Packets that are only counted: how many, and the frame of the first.
    counted: BTreeMap<Reason, (u64, u64)>,
}

impl<'a> Found<'a> {
    /// Nothing yet, before the first frame.
    pub(crate) fn new(name: &str, options: &'a Options) -> Self {
        Self {
            name: name.into(),
            options,
            now: Moment::default(),
            carried: Carried::default(),
            events: Vec::new(),
            counted: BTreeMap::new(),
        }
    }

    /// Begins the next frame.
    pub(crate) fn next_frame(&mut self, time: Option<Timestamp>) {
        self.now = Moment { frame: self.now.frame + 1, time };
        self.carried = Carried::default();
    }

    /// Adds the `nth` message that ends at `moment`.
    pub(crate) fn message(
        &mut self,
        moment: Moment,
        nth: usize,
        flow: Flow,
        carried: &Carried,
        (octets, length): (&[u8], usize),
    ) {
        let item = Item::new(self.place(moment.frame, nth), octets.to_vec());
        self.events.push(Event::Message(Item {
            length,
            flow: Some(flow),
            time: moment.time,
            carried: carried.clone(),
            profile: flow.profile(),
            ..item
        }));
    }

    /// Counts the packet that is being read under `reason`.
    pub(crate) fn count(&mut self, reason: Reason) {
        let frame = self.now.frame;
        self.counted.entry(reason).or_insert((0, frame)).0 += 1;
    }

    /// Adds a loss with what is known about it.
    pub(crate) fn lose(&mut self, frame: u64, reason: Reason, detail: String) {
        let id = self.place(frame, 1);
        self.events.push(Event::Lost(Lost { id, reason, detail: Some(detail), count: 1 }));
    }

    /// Adds what was counted; the capture has ended.
    pub(crate) fn finish(&mut self) {
        for (reason, (count, frame)) in std::mem::take(&mut self.counted) {
            let id = self.place(frame, 1);
            self.events.push(Event::Lost(Lost { id, reason, detail: None, count }));
        }
    }

    /// The place of the `nth` message in `frame`.
    pub(crate) fn place(&self, frame: u64, nth: usize) -> Place {
        Place::Frame { file: Arc::clone(&self.name), frame, nth }
    }

    /// Hands on what waits, until the sink wants no more.
    pub(crate) fn hand_on(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.events.drain(..).try_for_each(sink)
    }
}

#[cfg(test)]
mod tests {
    use crate::Transport;

    use dnswire::Profile::{MulticastDns, Unicast};

    use super::*;

    #[test]
    fn multicast_dns_is_known_by_its_port() {
        let options = Options::default();
        let mut found = Found::new("f", &options);
        for (from, to) in [(5353, 9), (9, 5353), (53, 9)] {
            let (source, destination) = (([1; 4], from).into(), ([2; 4], to).into());
            let flow = Flow { source, destination, transport: Transport::Udp };
            found.message(Moment::default(), 1, flow, &Carried::default(), (&[], 0));
        }
        let profiles = found.events.iter().map(|event| match event {
            Event::Message(item) => Some(item.profile),
            Event::Lost(_) => None,
        });
        assert!(profiles.eq([MulticastDns, MulticastDns, Unicast].map(Some)));
    }

    #[test]
    fn packets_of_one_reason_are_counted() {
        let options = Options::default();
        let mut found = Found::new("f", &options);
        for reason in [Reason::TooDeep, Reason::Ppp(1), Reason::TooDeep] {
            found.next_frame(None);
            found.count(reason);
        }
        found.finish();
        let lost = |frame, reason, count| {
            Event::Lost(Lost { id: found.place(frame, 1), reason, detail: None, count })
        };
        assert_eq!(found.events, [lost(2, Reason::Ppp(1), 1), lost(1, Reason::TooDeep, 2)]);
    }
}
