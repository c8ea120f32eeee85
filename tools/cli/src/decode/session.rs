//! From the command line through all files to the last line.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::decode::cli::Cli;
use crate::decode::complain;
use crate::decode::pipeline::{self, Shown};
use crate::decode::progress;
use crate::decode::tally::Tally;
use crate::decode::worker::Worker;
use dnswire_capture as input;

/// Messages that were recorded between a client and five name servers, one of them cut.
const CAPTURE: &[u8] = include_bytes!("capture.pcap");

/// The ports of those servers.
const CAPTURE_PORTS: [u16; 5] = [5301, 5302, 5303, 5304, 5305];

/// Octets that are written at once.
const BUFFER: usize = 1 << 16;

/// A run of the program.
pub(crate) struct Session<'c> {
    cli: &'c Cli,
    workers: Vec<Worker<'c>>,
    out: Out,
    is_unreadable: bool,
}

/// Standard output.
struct Out {
    buffer: BufWriter<Stdout>,
    /// Each message is to be seen at once.
    is_live: bool,
}

impl<'c> Session<'c> {
    /// A run before its start.
    pub(crate) fn new(cli: &'c Cli) -> Self {
        let stdout = io::stdout();
        let is_live = stdout.is_terminal();
        // The summary follows queries to their responses, and the demonstration is short.
        let jobs = if cli.summary || cli.files.is_empty() { 1 } else { cli.jobs };
        Session {
            cli,
            workers: (0..jobs).map(|_| Worker::new(cli)).collect(),
            out: Out { buffer: BufWriter::with_capacity(BUFFER, stdout), is_live },
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
        let tally = self.tally();
        if let Some(worker) = self.workers.first_mut() {
            worker.end(&tally, &mut self.out.buffer)?;
        }
        self.out.buffer.flush()
    }

    /// The counts of what was found.
    pub(crate) fn tally(&self) -> Tally {
        self.workers.iter().map(Worker::tally).sum()
    }

    /// True if some file could not be read to its end.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    fn builtin(&mut self) -> io::Result<()> {
        if let Some(worker) = self.workers.first_mut() {
            worker.builtin(&mut self.out.buffer)?;
        }
        let options = self.cli.input_options(&CAPTURE_PORTS);
        self.each(|sink| {
            input::read_from("capture.pcap".to_owned(), CAPTURE, &options, &mut |_| (), sink)
        })
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let options = self.cli.input_options(&[]);
        let bar = progress::bar(path, self.cli.quiet);
        self.each(|sink| {
            let done =
                input::read(path, &options, &mut |at| progress::show(bar.as_ref(), at), sink);
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
            done
        })
    }

    /// Shows all that `read` finds; tells the user where it stops short.
    fn each(
        &mut self,
        read: impl FnOnce(&mut input::Sink<'_>) -> anyhow::Result<()>,
    ) -> io::Result<()> {
        let (done, shown) = match self.workers.as_mut_slice() {
            [worker] => in_turn(worker, read, &mut self.out),
            workers => pipeline::run(workers, read, |shown| self.out.batch(shown)),
        };
        shown?;
        if let Err(error) = done {
            // In a terminal, earlier output appears before the complaint.
            self.out.buffer.flush()?;
            complain(format_args!("{error:#}"));
            self.is_unreadable = true;
        }
        Ok(())
    }
}

/// Reads, decodes and writes one message after the other, without further threads.
fn in_turn<R>(
    worker: &mut Worker<'_>,
    read: impl FnOnce(&mut input::Sink<'_>) -> R,
    out: &mut Out,
) -> (R, io::Result<()>) {
    let mut shown = Ok(());
    let done = read(&mut |event| {
        shown = worker
            .event(&event, &mut out.buffer, &mut io::stderr())
            .and_then(|()| out.flush_if_live());
        if shown.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    (done, shown)
}

impl Out {
    /// Writes what came of a batch.
    fn batch(&mut self, shown: &Shown) -> io::Result<()> {
        if !shown.notes.is_empty() {
            // If that is closed, nobody wants to know.
            let _ = io::stderr().write_all(&shown.notes);
        }
        self.buffer.write_all(&shown.out)?;
        self.flush_if_live()
    }

    fn flush_if_live(&mut self) -> io::Result<()> {
        if self.is_live { self.buffer.flush() } else { Ok(()) }
    }
}
