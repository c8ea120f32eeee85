//! One input by several threads.
//!
//! The thread that reads deals messages to the others: those between the same two ends to the same one,
//! so that it finds the query of each response. Each thread writes files of its own. Every queue is
//! bounded, so that the reading waits for the writing.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use dnswire_capture::{Event, Item, Lost};
use indicatif::ProgressBar;

use super::Settings;
use super::hours::Parts;
use crate::input::Input;
use crate::pairing::{Pairing, Unit};

/// Messages and octets that are dealt at once.
const ITEMS: usize = 512;
const OCTETS: usize = 1 << 18;

/// Deals that wait for a thread.
const WAITING: usize = 4;

/// What came of an input.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) messages: u64,
    pub(super) files: Vec<String>,
    pub(super) rows: BTreeMap<&'static str, u64>,
    pub(super) lost: Vec<Lost>,
}

/// Reads `input` and writes its rows; also returns whether it could be read to its end.
pub(super) fn run(
    input: &Input,
    settings: &Settings,
    new_parts: impl Fn(usize) -> Parts,
    bar: &ProgressBar,
) -> anyhow::Result<(anyhow::Result<()>, Output)> {
    if settings.jobs <= 1 {
        return in_turn(input, settings, new_parts(0), bar);
    }
    thread::scope(|scope| {
        let mut queues = Vec::new();
        let mut workers = Vec::new();
        for job in 0..settings.jobs {
            let (queue, deals) = sync_channel(WAITING);
            let worker = Worker::new(new_parts(job), settings);
            queues.push(queue);
            workers.push(scope.spawn(move || worker.run(&deals)));
        }
        let (done, mut output) = deal(input, settings, queues, bar);
        for worker in workers {
            let made = worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic))?;
            output.add(made);
        }
        Ok((done, output))
    })
}

/// Reads and writes without further threads.
fn in_turn(
    input: &Input,
    settings: &Settings,
    parts: Parts,
    bar: &ProgressBar,
) -> anyhow::Result<(anyhow::Result<()>, Output)> {
    let mut worker = Worker::new(parts, settings);
    let mut output = Output::default();
    let mut written = Ok(());
    let done = input.read(&settings.options, &mut |count| bar.inc(count), &mut |event| {
        match event {
            Event::Message(item) => {
                output.messages += 1;
                written = worker.add(item);
            }
            Event::Lost(lost) => output.lost.push(lost),
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written?;
    output.add(worker.finish()?);
    Ok((done, output))
}

/// Deals the messages; ends early when a thread takes no more.
fn deal(
    input: &Input,
    settings: &Settings,
    queues: Vec<SyncSender<Vec<Item>>>,
    bar: &ProgressBar,
) -> (anyhow::Result<()>, Output) {
    let mut output = Output::default();
    let mut deals: Vec<Deal> = queues.into_iter().map(Deal::new).collect();
    let done =
        input.read(&settings.options, &mut |count| bar.inc(count), &mut |event| match event {
            Event::Message(item) => {
                output.messages += 1;
                let job = job_of(&item, deals.len());
                deals.get_mut(job).map_or(ControlFlow::Break(()), |deal| deal.add(item))
            }
            Event::Lost(lost) => {
                output.lost.push(lost);
                ControlFlow::Continue(())
            }
        });
    for deal in &mut deals {
        // If the thread takes no more, its own error is told.
        let _ = deal.send();
    }
    (done, output)
}

/// The thread for a message: the same for both directions.
fn job_of(item: &Item, jobs: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    item.flow.map(|flow| flow.min(flow.reversed())).hash(&mut hasher);
    let jobs = u64::try_from(jobs).unwrap_or(1).max(1);
    usize::try_from(hasher.finish() % jobs).unwrap_or(0)
}

/// Messages that are dealt to a thread together.
struct Deal {
    queue: SyncSender<Vec<Item>>,
    items: Vec<Item>,
    octets: usize,
}

impl Deal {
    fn new(queue: SyncSender<Vec<Item>>) -> Self {
        Self { queue, items: Vec::new(), octets: 0 }
    }

    fn add(&mut self, item: Item) -> ControlFlow<()> {
        self.octets += item.octets.len();
        self.items.push(item);
        if self.items.len() < ITEMS && self.octets < OCTETS {
            return ControlFlow::Continue(());
        }
        self.send()
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.octets = 0;
        match self.queue.send(std::mem::take(&mut self.items)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Decodes and writes.
struct Worker {
    parts: Parts,
    /// `None` if the transactions are not wanted.
    pairing: Option<Pairing>,
    are_messages_wanted: bool,
}

impl Worker {
    fn new(parts: Parts, settings: &Settings) -> Self {
        let are_pairs = |table: &&&crate::table::Table| table.is_of_transactions();
        let pairs = settings.tables.iter().filter(are_pairs).count();
        Self {
            parts,
            pairing: (pairs > 0).then(Pairing::default),
            are_messages_wanted: settings.tables.len() > pairs,
        }
    }

    fn run(mut self, deals: &Receiver<Vec<Item>>) -> anyhow::Result<Output> {
        for items in deals {
            items.into_iter().try_for_each(|item| self.add(item))?;
        }
        self.finish()
    }

    fn add(&mut self, item: Item) -> anyhow::Result<()> {
        let Self { parts, pairing, are_messages_wanted } = self;
        let mut item = item;
        if *are_messages_wanted {
            let unit = Unit::Message(item);
            parts.add(&unit)?;
            item = match unit {
                Unit::Message(item) => item,
                Unit::Transaction(_) => return Ok(()),
            };
        }
        let Some(pairing) = pairing else { return Ok(()) };
        let mut written = Ok(());
        pairing.add(item, &mut |pair| {
            if written.is_ok() {
                written = parts.add(&Unit::Transaction(Box::new(pair)));
            }
        });
        written
    }

    fn finish(mut self) -> anyhow::Result<Output> {
        let mut written = Ok(());
        if let Some(pairing) = &mut self.pairing {
            pairing.finish(&mut |pair| {
                if written.is_ok() {
                    written = self.parts.add(&Unit::Transaction(Box::new(pair)));
                }
            });
        }
        written?;
        let (files, rows) = self.parts.finish()?;
        Ok(Output { files, rows: rows.into_iter().collect(), ..Output::default() })
    }
}

impl Output {
    /// Adds what a thread has made.
    fn add(&mut self, other: Output) {
        self.files.extend(other.files);
        for (table, rows) in other.rows {
            *self.rows.entry(table).or_default() += rows;
        }
    }
}
