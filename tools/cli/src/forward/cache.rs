//! Answers that are kept until their TTLs run out.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use dnswire::rdata::Soa;
use dnswire::{Message, MessageBuf, Rcode, Record, Section, Type};

use crate::forward::asked::Asked;

/// The most answers that are kept.
const ENTRIES: usize = 4096;

/// The most octets of an answer that is kept.
const OCTETS: usize = 4096;

/// The longest that an answer is kept, in seconds.
const DAY: u32 = 86_400;

/// An answer of the upstream, and how old it is, in seconds.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) message: MessageBuf,
    pub(crate) age: u32,
}

/// Answers by what was asked.
#[derive(Debug)]
pub(crate) struct Cache {
    entries: HashMap<Asked, Entry>,
}

#[derive(Debug)]
struct Entry {
    message: MessageBuf,
    since: Instant,
    lifetime: u32,
}

impl Entry {
    fn age(&self, now: Instant) -> u32 {
        let age: Duration = now.saturating_duration_since(self.since);
        u32::try_from(age.as_secs()).unwrap_or(u32::MAX)
    }

    fn is_alive(&self, now: Instant) -> bool {
        self.age(now) < self.lifetime
    }
}

impl Cache {
    pub(crate) fn new() -> Self {
        Cache { entries: HashMap::new() }
    }

    /// The answer to what is asked, unless its time is over.
    pub(crate) fn find(&self, asked: &Asked, now: Instant) -> Option<Answer> {
        let entry = self.entries.get(asked).filter(|entry| entry.is_alive(now))?;
        Some(Answer { message: entry.message.clone(), age: entry.age(now) })
    }

    /// Keeps an answer, if it may be kept.
    pub(crate) fn keep(&mut self, asked: &Asked, message: MessageBuf, now: Instant) {
        let lifetime = lifetime(&message.message());
        if lifetime == 0 || message.as_octets().len() > OCTETS {
            return;
        }
        self.make_room(now);
        self.entries.insert(*asked, Entry { message, since: now, lifetime });
    }

    /// Forgets what is over; when that is nothing, all.
    fn make_room(&mut self, now: Instant) {
        if self.entries.len() >= ENTRIES {
            self.entries.retain(|_, entry| entry.is_alive(now));
        }
        if self.entries.len() >= ENTRIES {
            self.entries.clear();
        }
    }
}

/// The time an answer may be kept, in seconds: the least TTL of its records.
fn lifetime(answer: &Message<'_>) -> u32 {
    if !matches!(answer.rcode(), Rcode::NOERROR | Rcode::NXDOMAIN) {
        return 0;
    }
    let records = answer.records().filter(|record| record.rtype() != Type::OPT);
    records.map(|record| record_lifetime(&record)).min().unwrap_or(0).min(DAY)
}

/// The TTL; of the SOA record of a negative answer that or its MINIMUM (RFC 2308 section 5).
fn record_lifetime(record: &Record<'_>) -> u32 {
    match record.data::<Soa<'_>>() {
        Some(Ok(soa)) if record.section() == Section::Authority => record.ttl().min(soa.minimum),
        _ => record.ttl(),
    }
}
