//! Several workers for one file: what was read is shown in the order of the file all the same.
//!
//! The thread that reads deals batches to the workers in turn, and the one that writes takes what
//! came of them in the same turn, so that nothing has to be sorted or numbered. Every queue is
//! bounded: whoever is ahead waits, and a file may be of any size. Whoever gives up drops its end of
//! the queues, which ends the others.

use std::io;
use std::mem;
use std::ops::ControlFlow;
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::decode::worker::Worker;
use dnswire_capture::{Event, Sink};

/// The most octets in a batch before it is dealt.
const EVENTS: usize = 256;
const OCTETS: usize = 1 << 16;

/// Batches that wait for a worker, and as many that wait to be written.
const WAITING: usize = 2;

/// The output of a batch.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// For the output.
    pub(crate) out: Vec<u8>,
    /// For the user.
    pub(crate) notes: Vec<u8>,
}

/// Deals what `read` finds to the workers, and hands what came of it to `write`, in order.
///
/// Returns what `read` returned, and how writing ended.
pub(crate) fn run<R>(
    workers: &mut [Worker<'_>],
    read: impl FnOnce(&mut Sink<'_>) -> R,
    write: impl FnMut(&Shown) -> io::Result<()> + Send,
) -> (R, io::Result<()>) {
    thread::scope(|scope| {
        let (mut dealt, mut shown) = (Vec::new(), Vec::new());
        for worker in workers {
            let (batches, to_show) = sync_channel(WAITING);
            let (done, to_write) = sync_channel(WAITING);
            scope.spawn(move || show(worker, &to_show, &done));
            dealt.push(batches);
            shown.push(to_write);
        }
        let writer = scope.spawn(move || write_in_turn(&shown, write));
        let done = deal(&dealt, read);
        drop(dealt);
        let written = writer.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        (done, written)
    })
}

/// Deals batches of what `read` finds.
fn deal<R>(workers: &[SyncSender<Vec<Event>>], read: impl FnOnce(&mut Sink<'_>) -> R) -> R {
    let mut workers = workers.iter().cycle();
    let (mut batch, mut octets) = (Vec::new(), 0);
    let mut send = |batch| match workers.next().map(|worker| worker.send(batch)) {
        Some(Ok(())) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let done = read(&mut |event| {
        octets += if let Event::Message(item) = &event { item.octets.len() } else { 0 };
        batch.push(event);
        if batch.len() < EVENTS && octets < OCTETS {
            return ControlFlow::Continue(());
        }
        octets = 0;
        send(mem::replace(&mut batch, Vec::with_capacity(EVENTS)))
    });
    // If nobody takes it any more, the writer tells why.
    let _ = send(batch);
    done
}

/// Shows batch after batch.
fn show(worker: &mut Worker<'_>, batches: &Receiver<Vec<Event>>, done: &SyncSender<Shown>) {
    let mut room = 0;
    for batch in batches {
        let mut shown = Shown { out: Vec::with_capacity(room), notes: Vec::new() };
        // Writing to a vector does not fail.
        let _ = batch
            .iter()
            .try_for_each(|event| worker.event(event, &mut shown.out, &mut shown.notes));
        room = shown.out.len();
        if done.send(shown).is_err() {
            break;
        }
    }
}

/// Takes from the workers in the turn of [`deal`]; whose turn it is and has no more, was the last.
fn write_in_turn(
    workers: &[Receiver<Shown>],
    mut write: impl FnMut(&Shown) -> io::Result<()>,
) -> io::Result<()> {
    workers
        .iter()
        .cycle()
        .map_while(|worker| worker.recv().ok())
        .try_for_each(|shown| write(&shown))
}
