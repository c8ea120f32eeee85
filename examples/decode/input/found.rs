//! What came out of a capture, with the frame it came from.

use std::ops::ControlFlow;

use super::{Event, Item, Options, Sink};

/// What came out of a capture and waits to be handed on.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// The capture's name.
    name: &'a str,
    /// How to read.
    pub(super) options: &'a Options,
    /// The number of the frame that is being read, from 1.
    pub(super) frame: u64,
    /// What waits.
    pub(super) events: Vec<Event>,
}

impl<'a> Found<'a> {
    /// Nothing yet, before the first frame.
    pub(super) fn new(name: &'a str, options: &'a Options) -> Self {
        Self { name, options, frame: 0, events: Vec::new() }
    }

    /// Adds the `nth` message that ends in `frame`.
    pub(super) fn message(
        &mut self,
        frame: u64,
        nth: usize,
        source: String,
        octets: &[u8],
        length: usize,
    ) {
        let id = match nth {
            1 => format!("{}#{frame}", self.name),
            _ => format!("{}#{frame}.{nth}", self.name),
        };
        let (octets, source) = (octets.to_vec(), Some(source));
        self.events.push(Event::Message(Item { id, octets, length, source }));
    }

    /// Adds what is not a message.
    pub(super) fn skip(&mut self, frame: u64, reason: impl Into<String>) {
        let id = format!("{}#{frame}", self.name);
        self.events.push(Event::Skipped { id, reason: reason.into() });
    }

    /// Hands on what waits, until the sink wants no more.
    pub(super) fn hand_on(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.events.drain(..).try_for_each(sink)
    }
}
