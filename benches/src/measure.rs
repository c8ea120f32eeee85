//! Times in turns with the ordinary message, and what else a reading takes.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::tasks::Task;

/// The number of rounds, and the least time of each.
#[derive(Clone, Copy)]
pub struct Effort {
    pub rounds: usize,
    pub turn: Duration,
}

/// The time of one task on one message.
#[derive(Clone, Copy)]
pub struct Time {
    /// Median nanoseconds a message.
    pub ns: f64,
    /// Median over the rounds of the time an octet by that of the ordinary message.
    pub ratio: f64,
}

/// Runs `task` on both messages in turns.
pub fn in_turns(task: Task, octets: &[u8], ordinary: &[u8], effort: Effort) -> Time {
    let counts = [octets, ordinary].map(|octets| count(task, octets, effort.turn));
    let mut ns = Vec::new();
    let mut ratios = Vec::new();
    for _ in 0..effort.rounds {
        let own = nanoseconds(task, octets, counts[0]);
        let other = nanoseconds(task, ordinary, counts[1]);
        ratios.push(own / octets.len() as f64 * ordinary.len() as f64 / other);
        ns.push(own);
    }
    Time { ns: median(ns), ratio: median(ratios) }
}

/// The number of runs of a task in a turn.
pub fn count(task: Task, octets: &[u8], turn: Duration) -> usize {
    let once = nanoseconds(task, octets, 1).min(nanoseconds(task, octets, 1)).max(1.0);
    (turn.as_nanos() as f64 / once).ceil() as usize
}

/// Nanoseconds a run.
pub fn nanoseconds(task: Task, octets: &[u8], count: usize) -> f64 {
    let start = Instant::now();
    for _ in 0..count {
        black_box(task(black_box(octets)));
    }
    start.elapsed().as_nanos() as f64 / count as f64
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Allocations of a task.
pub fn allocations(task: Task, octets: &[u8]) -> u64 {
    allocation_counter::measure(|| {
        black_box(task(octets));
    })
    .count_total
}

/// The word on the command line that makes a process try a task on a stack of some KiB.
pub const STACK: &str = "--stack";

/// The least stack, in KiB, on which the strict reading of a message runs: a process that has less
/// dies.
pub fn stack(id: &str) -> usize {
    let (mut least, mut most) = (8, 256);
    while most - least > 2 {
        let middle = (least + most) / 2;
        if runs_on(middle, id) { most = middle } else { least = middle }
    }
    most
}

fn runs_on(kib: usize, id: &str) -> bool {
    let Ok(program) = std::env::current_exe() else { return false };
    let mut command = Command::new(program);
    command.args([STACK, &kib.to_string(), id]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a task on a stack of its own.
pub fn on_stack(task: Task, octets: Vec<u8>, kib: usize) -> bool {
    let thread = std::thread::Builder::new().stack_size(kib * 1024);
    thread.spawn(move || black_box(task(&octets))).is_ok_and(|thread| thread.join().is_ok())
}
