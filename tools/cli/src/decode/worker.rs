//! The work on each message: it is decoded, counted and shown.

use std::io::{self, Write};

use crate::decode::cli::Cli;
use crate::decode::decoded::Decoded;
use crate::decode::tally::Tally;
use crate::decode::view::{View, view};
use dnswire_capture::{Event, Item};

/// Decodes, counts and shows messages, one after the other.
pub(crate) struct Worker<'c> {
    cli: &'c Cli,
    view: Box<dyn View + Send>,
    tally: Tally,
}

impl<'c> Worker<'c> {
    /// A worker that has seen no message yet.
    pub(crate) fn new(cli: &'c Cli) -> Self {
        Worker { cli, view: view(cli), tally: Tally::default() }
    }

    /// The counts so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// Shows what comes before all messages of the built-in capture.
    pub(crate) fn builtin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.view.builtin(out)
    }

    /// Shows what comes after all messages.
    pub(crate) fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.view.end(tally, out)
    }

    /// Shows what was found in `out`, and what is only told to the user in `notes`.
    pub(crate) fn event(
        &mut self,
        event: &Event,
        out: &mut dyn Write,
        notes: &mut dyn Write,
    ) -> io::Result<()> {
        match event {
            Event::Message(item) => self.message(item, out),
            Event::Lost(lost) => {
                self.tally.lose(lost);
                self.view.lost(lost, out, notes)
            }
        }
    }

    fn message(&mut self, item: &Item, out: &mut dyn Write) -> io::Result<()> {
        let decoded = Decoded::of(item, self.cli.received);
        if !self.cli.filter.takes(item, &decoded) {
            self.tally.leave_out();
            return Ok(());
        }
        self.tally.add(&decoded);
        if self.cli.strict && decoded.is_refused() {
            self.tally.refuse();
        }
        self.view.message(item, &decoded, out)
    }
}
