//! Queries and their responses.

use std::collections::{BTreeMap, HashMap};

use dnswire::{Message, NameBuf, Type};
use jiff::Timestamp;

use super::chart::Chart;
use dnswire_capture::{Flow, Item};

/// Queries that wait for a response; further ones are not followed.
const MAX_WAITING: usize = 1 << 18;

/// The fields that a response shares with its query.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    /// From the querier to the server.
    flow: Flow,
    id: u16,
    question: Option<(NameBuf, Type)>,
}

/// Queries that wait for their responses, and how long the others waited.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    waiting: HashMap<Key, Vec<Option<Timestamp>>>,
    count: usize,
    queries: u64,
    answered: u64,
    /// Responses without a query.
    unasked: u64,
    /// Queries that were not followed.
    too_many: u64,
    /// Response times in microseconds, rounded up to powers of two.
    times: BTreeMap<u64, u64>,
}

impl Pairs {
    /// Adds a query, or a response with its query.
    pub(super) fn add(&mut self, item: &Item, message: &Message<'_>) {
        let Some(flow) = item.flow.filter(|flow| !flow.is_multicast()) else { return };
        let is_response = message.header().flags().is_response();
        let question = message.questions().next();
        let key = Key {
            flow: if is_response { flow.reversed() } else { flow },
            id: message.id(),
            question: question.map(|it| (it.qname().to_buf().to_lowercase(), it.qtype())),
        };
        if is_response {
            return self.respond(&key, item.time);
        }
        self.queries += 1;
        if self.count >= MAX_WAITING {
            self.too_many += 1;
            return;
        }
        self.count += 1;
        self.waiting.entry(key).or_default().push(item.time);
    }

    fn respond(&mut self, key: &Key, time: Option<Timestamp>) {
        let Some(times) = self.waiting.get_mut(key) else {
            self.unasked += 1;
            return;
        };
        // A query that was sent again is answered by one response.
        let asked = times.first().copied().flatten();
        self.answered += u64::try_from(times.len()).unwrap_or_default();
        self.count -= times.len();
        self.waiting.remove(key);
        if let Some((asked, time)) = asked.zip(time) {
            let microseconds = time.duration_since(asked).as_micros();
            let microseconds = u64::try_from(microseconds).unwrap_or_default();
            *self.times.entry(microseconds.max(64).next_power_of_two()).or_default() += 1;
        }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let unanswered = self.queries - self.answered - self.too_many;
        let (queries, answered) = (self.queries, self.answered);
        let mut lines = vec![format!("{queries} queries: {answered} answered, {unanswered} not")];
        if self.unasked > 0 {
            lines.push(format!("{} responses without their query", self.unasked));
        }
        if self.too_many > 0 {
            lines.push(format!("{} queries were not followed: too many wait", self.too_many));
        }
        lines
    }

    pub(super) fn chart(&self) -> Chart {
        let bars = self.times.iter().map(|(end, count)| (format!("up to {}", time(*end)), *count));
        Chart::of("Response times", bars)
    }
}

fn time(microseconds: u64) -> String {
    match microseconds {
        0..1_000 => format!("{microseconds} µs"),
        1_000..1_000_000 => format!("{} ms", microseconds / 1_000),
        _ => format!("{} s", microseconds / 1_000_000),
    }
}
