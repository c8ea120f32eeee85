//! From the command line through all files to the last line.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::Cli;
use crate::complain;
use crate::decoded::Decoded;
use crate::input::{self, Event, Item};
use crate::progress;
use crate::tally::Tally;
use crate::view::{View, view};

/// Messages that were recorded between a client and five name servers, one of them cut.
const CAPTURE: &[u8] = include_bytes!("capture.pcap");

/// The ports of those servers.
const CAPTURE_PORTS: [u16; 5] = [5301, 5302, 5303, 5304, 5305];

/// Octets that are written at once.
const BUFFER: usize = 1 << 16;

/// A run of the program.
pub(crate) struct Session<'c> {
    cli: &'c Cli,
    view: Box<dyn View>,
    out: BufWriter<Stdout>,
    /// Each message is to be seen at once.
    is_live: bool,
    tally: Tally,
    is_unreadable: bool,
}

impl<'c> Session<'c> {
    /// A run that has not begun.
    pub(crate) fn new(cli: &'c Cli) -> Self {
        Session {
            cli,
            view: view(cli),
            out: BufWriter::with_capacity(BUFFER, io::stdout()),
            is_live: io::stdout().is_terminal(),
            tally: Tally::default(),
            is_unreadable: false,
        }
    }

    /// Shows all messages; fails when they cannot be written.
    pub(crate) fn run(&mut self) -> io::Result<()> {
        if self.cli.files.is_empty() {
            self.builtin()?;
        }
        for path in &self.cli.files {
            self.file(path)?;
        }
        self.view.end(&self.tally, &mut self.out)?;
        self.out.flush()
    }

    /// What was found.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Whether some file could not be read to its end.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    fn builtin(&mut self) -> io::Result<()> {
        self.view.builtin(&mut self.out)?;
        let options = self.cli.input_options(&CAPTURE_PORTS);
        self.each(|sink| {
            input::read_from("capture.pcap".to_owned(), CAPTURE, &options, &mut |_| (), sink)
        })
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let options = self.cli.input_options(&[]);
        let bar = progress::bar(path, self.cli.quiet);
        self.each(|sink| {
            let done = input::read(path, &options, &mut |at| bar.set_position(at), sink);
            bar.finish_and_clear();
            done
        })
    }

    /// Shows all that `read` finds; tells the user where it stops short.
    fn each(
        &mut self,
        read: impl FnOnce(&mut input::Sink<'_>) -> anyhow::Result<()>,
    ) -> io::Result<()> {
        let mut shown = Ok(());
        let done = read(&mut |event| {
            shown = self.event(event);
            if shown.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        shown?;
        if let Err(error) = done {
            // What stands before it in the output is seen before it in a terminal, too.
            self.out.flush()?;
            complain(format_args!("{error:#}"));
            self.is_unreadable = true;
        }
        Ok(())
    }

    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Message(item) => self.message(&item)?,
            Event::Skipped { id, reason } => {
                self.tally.skip();
                self.view.skipped(&id, &reason, &mut self.out)?;
            }
        }
        if self.is_live { self.out.flush() } else { Ok(()) }
    }

    fn message(&mut self, item: &Item) -> io::Result<()> {
        let decoded = Decoded::of(item, self.cli.received);
        self.tally.add(&decoded);
        if self.cli.strict && decoded.is_refused() {
            self.tally.refuse();
        }
        self.view.message(item, &decoded, &mut self.out)
    }
}
