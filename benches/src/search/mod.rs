//! A search for messages that are slow to use: changes what is known, and keeps what takes longer.

pub mod mutate;
pub mod plan;

use std::hint::black_box;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::cost::operations::Operation;
use crate::cost::subject::Subject;
use plan::Plan;

/// Messages have this size during the search, or twice that of their head.
const SIZE: usize = 8192;
const MOST_HEAD: usize = 16_384;
/// The least time of a measurement.
const TURN: Duration = Duration::from_micros(20);
/// Candidates that are near enough to what they were made of are measured again, in turns with it.
const NEAR: f64 = 0.95;
const ROUNDS: usize = 7;
/// The plans that are changed.
const KEPT: usize = 64;

/// A plan with what its message costs.
#[derive(Clone)]
pub struct Candidate {
    /// The messages that it was made of.
    pub family: String,
    pub plan: Plan,
    /// Nanoseconds for each octet that is read or made.
    pub cost: f64,
}

impl Candidate {
    /// `None` if the plan makes no whole message.
    pub fn of(family: &str, plan: Plan, operation: &Operation) -> Option<Self> {
        let octets = message(&plan);
        let cost = least(operation, &subject(operation, &octets)?, 3);
        Some(Candidate { family: family.to_owned(), plan, cost })
    }
}

fn message(plan: &Plan) -> Vec<u8> {
    plan.message(SIZE.max(2 * plan.head_len().min(MOST_HEAD)))
}

/// What the operation needs of a message.
pub fn subject<'a>(operation: &Operation, octets: &'a [u8]) -> Option<Subject<'a>> {
    let subject = Subject::of(octets)?;
    Some(if operation.reads_text { subject.with_text() } else { subject })
}

/// One run, or several of a short one: nanoseconds for each octet.
fn once(operation: &Operation, subject: &Subject<'_>, runs: usize) -> f64 {
    let start = Instant::now();
    let mut made = 0;
    for _ in 0..runs {
        made = black_box((operation.work)(black_box(subject)));
    }
    let read = if operation.reads_text { subject.text.len() } else { subject.octets.len() };
    // A short message is not slow because any message takes some time.
    start.elapsed().as_nanos() as f64 / (runs * (read.max(SIZE) + made)) as f64
}

fn runs(operation: &Operation, subject: &Subject<'_>) -> usize {
    let start = Instant::now();
    black_box((operation.work)(black_box(subject)));
    (TURN.as_nanos() / start.elapsed().as_nanos().max(1) + 1) as usize
}

/// The least cost of some measurements: what else the machine does only makes them longer.
fn least(operation: &Operation, subject: &Subject<'_>, rounds: usize) -> f64 {
    let runs = runs(operation, subject);
    (0..rounds).map(|_| once(operation, subject, runs)).fold(f64::INFINITY, f64::min)
}

/// The least costs of two messages that are measured in turns.
pub fn in_turns(operation: &Operation, both: [&Subject<'_>; 2], rounds: usize) -> [f64; 2] {
    let runs = both.map(|subject| runs(operation, subject));
    let mut least = [f64::INFINITY; 2];
    for _ in 0..rounds {
        for ((least, subject), runs) in least.iter_mut().zip(both).zip(runs) {
            *least = least.min(once(operation, subject, runs));
        }
    }
    least
}

/// How far a message is from itself, at most, in nine of ten measurements.
pub fn noise(operation: &Operation, octets: &[u8]) -> f64 {
    let Some(own) = subject(operation, octets) else { return 0.0 };
    let mut off: Vec<f64> = (0..30)
        .map(|_| in_turns(operation, [&own, &own], ROUNDS))
        .map(|[one, other]| (one / other).ln().abs())
        .collect();
    off.sort_by(f64::total_cmp);
    off[26]
}

/// A search with the plans that it changes, the most costly first.
pub struct Search<'o> {
    pub operation: &'o Operation,
    pub kept: Vec<Candidate>,
    /// A candidate must cost so much more than what it was made of.
    step: f64,
    pub tries: usize,
    random: Rng,
}

impl<'o> Search<'o> {
    pub fn new(operation: &'o Operation, plans: &[(String, Plan)], noise: f64, seed: u64) -> Self {
        let of = |(id, plan): &(String, Plan)| Candidate::of(id, plan.clone(), operation);
        let mut kept: Vec<Candidate> = plans.iter().filter_map(of).collect();
        kept.sort_by(|one, other| other.cost.total_cmp(&one.cost));
        kept.truncate(KEPT);
        Search {
            operation,
            kept,
            step: 1.0 + noise.max(0.01),
            tries: 0,
            random: Rng::with_seed(seed),
        }
    }

    /// Tries candidates for so long.
    pub fn run(&mut self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time {
            self.tries += 1;
            let [place, other] = [self.place(), self.random.usize(..self.kept.len())];
            if let Some(better) = self.better(place, other) {
                self.kept[place] = better;
            }
        }
        self.kept.sort_by(|one, other| other.cost.total_cmp(&one.cost));
    }

    /// The most costly of one to four.
    fn place(&mut self) -> usize {
        let len = self.kept.len();
        let drawn = (0..self.random.usize(1..=4)).map(|_| self.random.usize(..len));
        let drawn: Vec<usize> = drawn.collect();
        let cost = |place: &usize| self.kept[*place].cost;
        drawn.into_iter().max_by(|one, other| cost(one).total_cmp(&cost(other))).unwrap_or(0)
    }

    /// A changed plan if it costs more, measured in turns.
    fn better(&mut self, place: usize, other: usize) -> Option<Candidate> {
        let (from, other) = (&self.kept[place], &self.kept[other]);
        let plan = mutate::changed(&from.plan, &other.plan, &mut self.random);
        let candidate = Candidate::of(&from.family, plan, self.operation)?;
        if candidate.cost < NEAR * from.cost {
            return None;
        }
        let both = [&from.plan, &candidate.plan].map(message);
        let subjects = [&both[0], &both[1]].map(|octets| subject(self.operation, octets));
        let [Some(old), Some(new)] = &subjects else { return None };
        let [old, new] = in_turns(self.operation, [old, new], ROUNDS);
        (new > self.step * old).then_some(Candidate { cost: new, ..candidate })
    }
}
