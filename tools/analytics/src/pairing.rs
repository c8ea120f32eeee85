//! Queries and their responses.

use std::collections::{HashMap, VecDeque};

use dnswire::{Message, Profile, Question};
use dnswire_capture::{Flow, Item};
use jiff::{SignedDuration, Timestamp};

/// A query waits so long for its response.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// So many queries wait at most.
const WAITING: usize = 1 << 16;

/// The queries that wait have so many octets at most.
const OCTETS: usize = 32 << 20;

/// What makes rows: a message, or a query with its response.
#[derive(Debug)]
pub enum Unit {
    /// A message.
    Message(Item),
    /// A query with its response.
    Transaction(Box<Transaction>),
}

impl Unit {
    /// The octets of its messages.
    pub(crate) fn octets(&self) -> usize {
        let length = |item: &Option<Item>| item.as_ref().map_or(0, |item| item.octets.len());
        match self {
            Self::Message(item) => item.octets.len(),
            Self::Transaction(pair) => length(&pair.query) + length(&pair.response),
        }
    }
}

/// A query, its response, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// The query; `None` if it was not captured.
    pub query: Option<Item>,
    /// The response; `None` if it was not captured.
    pub response: Option<Item>,
}

/// The flow of the query and the identifier.
type Key = (Option<Flow>, u16);

/// Finds the query of each response.
///
/// They belong together if the addresses, ports and the transport are the same the other way round, and
/// so are the identifier and the first question; a response without a question fits any. Messages of
/// multicast DNS, and those without a whole header, take no part. A query waits 10 seconds of the
/// capture for its response; when too many wait, the oldest is given up.
#[derive(Debug, Default)]
pub struct Pairing {
    /// The queries that wait, by key, each with its number.
    waiting: HashMap<Key, VecDeque<(u64, Item)>>,
    /// Their numbers and keys, the oldest first; some have been answered.
    order: VecDeque<(u64, Key, Option<Timestamp>)>,
    next: u64,
    count: usize,
    octets: usize,
}

impl Pairing {
    /// Adds a message, and hands on what is complete or given up.
    pub fn add(&mut self, item: Item, take: &mut dyn FnMut(Transaction)) {
        if let Some(now) = item.time {
            self.expire(now, take);
        }
        let Some((key, is_response)) = key(&item) else { return };
        if is_response {
            let query = self.query_of(key, &item);
            return take(Transaction { query, response: Some(item) });
        }
        self.count += 1;
        self.octets += item.octets.len();
        self.order.push_back((self.next, key, item.time));
        self.waiting.entry(key).or_default().push_back((self.next, item));
        self.next += 1;
        while self.count > WAITING || self.octets > OCTETS {
            self.give_up_oldest(take);
        }
    }

    /// Hands on the queries that still wait.
    pub fn finish(&mut self, take: &mut dyn FnMut(Transaction)) {
        while !self.order.is_empty() {
            self.give_up_oldest(take);
        }
    }

    fn query_of(&mut self, key: Key, response: &Item) -> Option<Item> {
        let waiting = self.waiting.get_mut(&key)?;
        let at = waiting.iter().position(|(_, query)| is_same_question(query, response))?;
        let (_, query) = waiting.remove(at)?;
        self.leave(key, &query);
        Some(query)
    }

    /// Counts out a query that has been removed.
    fn leave(&mut self, key: Key, query: &Item) {
        self.count -= 1;
        self.octets -= query.octets.len();
        if self.waiting.get(&key).is_some_and(VecDeque::is_empty) {
            self.waiting.remove(&key);
        }
    }

    fn expire(&mut self, now: Timestamp, take: &mut dyn FnMut(Transaction)) {
        let is_old =
            |time: Option<Timestamp>| time.is_some_and(|time| now.duration_since(time) > PATIENCE);
        while self.order.front().is_some_and(|(_, _, time)| is_old(*time)) {
            self.give_up_oldest(take);
        }
    }

    fn give_up_oldest(&mut self, take: &mut dyn FnMut(Transaction)) {
        let Some((number, key, _)) = self.order.pop_front() else { return };
        let Some(waiting) = self.waiting.get_mut(&key) else { return };
        let Some(at) = waiting.iter().position(|(other, _)| *other == number) else { return };
        if let Some((_, query)) = waiting.remove(at) {
            self.leave(key, &query);
            take(Transaction { query: Some(query), response: None });
        }
    }
}

/// The key of a message, and whether it is a response; `None` if it takes no part.
fn key(item: &Item) -> Option<(Key, bool)> {
    let header = dnswire::Header::of(&item.octets)?;
    let is_response = header.flags().is_response();
    let flow = item.flow.map(|flow| if is_response { flow.reversed() } else { flow });
    (item.profile != Profile::MulticastDns).then_some(((flow, header.id()), is_response))
}

fn is_same_question(query: &Item, response: &Item) -> bool {
    match (question(query), question(response)) {
        (_, None) => true,
        (asked, answered) => asked == answered,
    }
}

fn question(item: &Item) -> Option<Question<'_>> {
    Message::parse_partial(&item.octets, item.length).ok()?.message().questions().next()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use dnswire_capture::{Event, Options, Transport, read_from};

    use super::*;

    /// A message with identifier 17, these flags and the question `LABEL. A`, at this second.
    fn item(flags: u16, label: &[u8], second: i64) -> Item {
        let mut octets = vec![0, 17];
        octets.extend(flags.to_be_bytes());
        octets.extend([0, 1, 0, 0, 0, 0, 0, 0, 1]);
        octets.extend(label);
        octets.extend([0, 0, 1, 0, 1]);
        let mut items = Vec::new();
        let options = Options { raw: true, ..Options::default() };
        read_from("test".to_owned(), octets.as_slice(), &options, &mut |_| (), &mut |event| {
            if let Event::Message(item) = event {
                items.push(item);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        let flow = Flow {
            source: ([192, 0, 2, 1], 4000).into(),
            destination: ([192, 0, 2, 53], 53).into(),
            transport: Transport::Udp,
        };
        let mut item = items.pop().unwrap();
        item.flow = Some(if flags & 0x8000 == 0 { flow } else { flow.reversed() });
        item.time = Timestamp::from_second(second).ok();
        item
    }

    fn pair(items: Vec<Item>) -> Vec<(Option<i64>, Option<i64>)> {
        let mut pairs = Vec::new();
        let second = |item: Option<Item>| item.and_then(|item| item.time).map(Timestamp::as_second);
        let mut take = |pair: Transaction| pairs.push((second(pair.query), second(pair.response)));
        let mut pairing = Pairing::default();
        for item in items {
            pairing.add(item, &mut take);
        }
        pairing.finish(&mut take);
        assert_eq!((pairing.count, pairing.octets, pairing.waiting.len()), (0, 0, 0));
        pairs
    }

    #[test]
    fn a_response_finds_its_query_by_the_question() {
        let items = vec![
            item(0x0100, b"a", 1),
            item(0x0100, b"b", 2),
            item(0x8180, b"B", 3),
            item(0x8180, b"a", 4),
        ];
        assert_eq!(pair(items), [(Some(2), Some(3)), (Some(1), Some(4))]);
    }

    #[test]
    fn what_has_no_partner_stays_alone() {
        let items = vec![item(0x8180, b"a", 1), item(0x0100, b"a", 2), item(0x8180, b"c", 3)];
        assert_eq!(pair(items), [(None, Some(1)), (None, Some(3)), (Some(2), None)]);
    }

    #[test]
    fn a_query_waits_ten_seconds() {
        let late = vec![item(0x0100, b"a", 1), item(0x8180, b"a", 12)];
        assert_eq!(pair(late), [(Some(1), None), (None, Some(12))]);
        let in_time = vec![item(0x0100, b"a", 1), item(0x8180, b"a", 11)];
        assert_eq!(pair(in_time), [(Some(1), Some(11))]);
    }

    #[test]
    fn of_two_equal_queries_the_first_is_answered_first() {
        let items = vec![item(0x0100, b"a", 1), item(0x0100, b"a", 2), item(0x8180, b"a", 3)];
        assert_eq!(pair(items), [(Some(1), Some(3)), (Some(2), None)]);
    }
}
