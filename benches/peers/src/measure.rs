//! Times in turns: each round runs every library on the same messages, a short while each.

use std::time::{Duration, Instant};

use crate::allocations;
use crate::library::{self, Library};
use crate::task::{Runner, Task};
use dnswire_support::messages::Messages;

/// The time and number of runs of a library.
#[derive(Clone, Copy)]
pub struct Effort {
    pub rounds: usize,
    pub turn: Duration,
}

/// The measurements of one library.
pub struct Measured {
    pub library: &'static Library,
    /// Median nanoseconds a message.
    pub ns: f64,
    /// Median over the rounds of the first library's time, dnswire's, by this library's.
    pub ratio: f64,
    /// Allocations a message.
    pub allocations: f64,
    /// True if the work is that of dnswire.
    pub is_equal: bool,
}

struct Turn<'a> {
    library: &'static Library,
    runner: Box<dyn Runner + 'a>,
    count: usize,
    ns: Vec<f64>,
}

/// These libraries at one task on the same messages; the ratios are to the first of them.
pub fn all(
    task: Task,
    messages: &Messages,
    libraries: impl Iterator<Item = &'static Library>,
    effort: Effort,
) -> Vec<Measured> {
    let started = libraries.filter_map(|library| {
        let runner = library.task(task)?(messages)?;
        Some(Turn { library, runner, count: 0, ns: Vec::new() })
    });
    let mut turns: Vec<Turn<'_>> = started.collect();
    for turn in &mut turns {
        turn.calibrate(messages.octets.len(), effort.turn);
    }
    for round in 0..effort.rounds {
        let libraries = turns.len();
        for place in 0..libraries {
            turns[(place + round) % libraries].take();
        }
    }
    let reference = turns.first().map(|turn| turn.ns.clone()).unwrap_or_default();
    turns.into_iter().map(|turn| turn.measured(task, messages, &reference)).collect()
}

impl Turn<'_> {
    /// Finds a count that takes about as long as a turn, of whole passes over the messages.
    fn calibrate(&mut self, pass: usize, turn: Duration) {
        self.count = pass;
        loop {
            let start = Instant::now();
            self.runner.run(self.count);
            if start.elapsed() >= turn {
                break;
            }
            self.count += (self.count / 2).max(1).next_multiple_of(pass);
        }
    }

    fn take(&mut self) {
        let start = Instant::now();
        self.runner.run(self.count);
        self.ns.push(start.elapsed().as_nanos() as f64 / self.count as f64);
    }

    fn measured(mut self, task: Task, messages: &Messages, reference: &[f64]) -> Measured {
        let pass = messages.octets.len();
        let (allocations, _) = allocations::of(|| self.runner.run(pass));
        let ratios = reference.iter().zip(&self.ns).map(|(own, other)| own / other).collect();
        Measured {
            library: self.library,
            ratio: median(ratios),
            allocations: allocations as f64 / pass as f64,
            is_equal: is_equal(self.library, task, messages),
            ns: median(self.ns),
        }
    }
}

/// True if a library gets the number that dnswire gets: for the task, or where that gives none, for
/// decoding everything.
pub fn is_equal(library: &Library, task: Task, messages: &Messages) -> bool {
    let task = if task.is_folded() { task } else { Task::Decode };
    let sum = |library: &Library| library.task(task)?(messages)?.run(messages.octets.len());
    sum(library).is_some() && sum(library) == sum(&library::ALL[0])
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
