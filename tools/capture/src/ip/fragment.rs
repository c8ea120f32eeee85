//! Puts the IP fragments of a datagram together.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::net::IpAddr;

use etherparse::IpNumber;
use etherparse::defrag::{IpDefragBuf, IpDefragError};

use super::{Fragment, Payload};
use crate::found::{Found, Moment};
use crate::{Carried, Reason};

/// Finished datagrams of which late duplicates are known.
const MAX_FINISHED: usize = 4096;

/// Octets in a unit of the fragment offset.
const UNIT: usize = 8;

/// Fragments of a datagram that are known again; as many as there can be.
const MAX_SEEN: usize = 8192;

/// Octets that a datagram takes beside its content and its hashes.
const OVERHEAD: usize = 256;

/// Octets of a hash.
const HASH: usize = 8;

/// The fields that all fragments of a datagram share ([RFC 791 section 3.2]).
///
/// [RFC 791 section 3.2]: https://www.rfc-editor.org/rfc/rfc791#section-3.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    source: IpAddr,
    destination: IpAddr,
    protocol: IpNumber,
    identification: u32,
}

impl Key {
    /// The payload of the datagram, of which only `octets` are there.
    pub(crate) fn as_payload<'a>(&self, octets: &'a [u8]) -> Payload<'a> {
        let Key { source, destination, protocol, .. } = *self;
        // UDP announces its own length, which is at most this.
        Payload { source, destination, protocol, octets, length: 65_535, fragment: None }
    }
}

/// A datagram of which fragments are missing.
#[derive(Debug)]
struct Unfinished {
    buffer: IpDefragBuf,
    /// A hash of each fragment.
    seen: Vec<u64>,
    carried: Carried,
    /// The frame of the latest fragment.
    latest: Moment,
}

/// The datagrams of which fragments are missing.
#[derive(Debug, Default)]
pub(crate) struct Fragments {
    unfinished: HashMap<Key, Unfinished>,
    /// Hashes of the fragments of finished datagrams.
    finished: HashMap<Key, Vec<u64>>,
    /// Octets that the unfinished datagrams take.
    used: usize,
    /// Octets that the hashes of finished datagrams take.
    finished_used: usize,
    /// First parts of datagrams that were given up before the end of the capture.
    parts: Vec<Part>,
}

/// The first part of a datagram, and what its packets went through.
pub(crate) type Part = (Key, Vec<u8>, Carried);

impl Fragments {
    /// About how many octets the datagrams take.
    pub(crate) fn used(&self) -> usize {
        self.used + self.finished_used
    }

    /// Adds a fragment; returns the datagram and the number of fragments when none is missing any more.
    pub(crate) fn add(
        &mut self,
        payload: &Payload<'_>,
        found: &mut Found<'_>,
    ) -> Option<(Vec<u8>, usize)> {
        let fragment = payload.fragment?;
        let Payload { source, destination, protocol, .. } = *payload;
        let key = Key { source, destination, protocol, identification: fragment.identification };
        let hash = hash(payload, fragment);
        match self.unfinished.get(&key) {
            // Another datagram has the same identification.
            Some(it) if !it.agrees_with(payload.octets, fragment) => self.give_up(key, found),
            None if self.finished.get(&key).is_some_and(|seen| seen.contains(&hash)) => {
                return None;
            }
            _ => {}
        }
        let carried = &found.carried;
        let unfinished = self.unfinished.entry(key).or_insert_with(|| {
            let buffer = IpDefragBuf::new(protocol, Vec::new(), Vec::new());
            self.used += OVERHEAD;
            Unfinished { buffer, seen: Vec::new(), carried: carried.clone(), latest: found.now }
        });
        unfinished.latest = found.now;
        let before = unfinished.used();
        if unfinished.seen.len() < MAX_SEEN {
            unfinished.seen.push(hash);
        }
        let added = unfinished.add(payload, fragment);
        self.used += unfinished.used() - before;
        match added {
            Ok(false) => None,
            Ok(true) => {
                let done = self.remove(key)?;
                let count = done.seen.len();
                self.finish_one(key, done.seen);
                Some((done.buffer.take_bufs().0, count))
            }
            Err(_) => {
                let done = self.remove(key)?;
                lose(&done, key, Reason::FragmentsContradict, found);
                None
            }
        }
    }

    /// Ends a datagram of which fragments are missing: its first part waits, or it is named.
    fn give_up(&mut self, key: Key, found: &mut Found<'_>) {
        let Some(unfinished) = self.remove(key) else { return };
        match unfinished.into_part(key) {
            Ok(part) => self.parts.push(part),
            Err(unfinished) => lose(&unfinished, key, Reason::FragmentsMissing, found),
        }
    }

    /// The first parts of datagrams that were given up.
    pub(crate) fn take_parts(&mut self) -> Vec<Part> {
        std::mem::take(&mut self.parts)
    }

    /// Keeps the hashes of a finished datagram.
    fn finish_one(&mut self, key: Key, seen: Vec<u64>) {
        if self.finished.len() >= MAX_FINISHED {
            self.forget_finished();
        }
        self.finished_used += OVERHEAD + HASH * seen.len();
        self.finished.insert(key, seen);
    }

    fn forget_finished(&mut self) {
        self.finished = HashMap::new();
        self.finished_used = 0;
    }

    /// Names what is unfinished at the end, or returns its first part.
    pub(crate) fn finish(&mut self, found: &mut Found<'_>) -> Vec<Part> {
        let mut left: Vec<_> = self.unfinished.iter().map(|(key, it)| (it.latest, *key)).collect();
        left.sort_by_key(|(latest, key)| (latest.frame, key.identification));
        for (latest, key) in left {
            found.now = latest;
            self.give_up(key, found);
        }
        self.take_parts()
    }

    /// Forgets finished datagrams; or gives up the half that had no fragment for the longest time.
    pub(crate) fn make_room(&mut self, found: &mut Found<'_>) {
        if self.finished_used > 0 {
            return self.forget_finished();
        }
        let mut oldest: Vec<_> =
            self.unfinished.iter().map(|(key, it)| (it.latest.frame, *key)).collect();
        oldest.sort_unstable_by_key(|(frame, key)| (*frame, key.identification));
        let count = oldest.len().div_ceil(2);
        for (_, key) in oldest.into_iter().take(count) {
            if let Some(unfinished) = self.remove(key) {
                lose(&unfinished, key, Reason::Memory, found);
            }
        }
    }

    fn remove(&mut self, key: Key) -> Option<Unfinished> {
        let unfinished = self.unfinished.remove(&key)?;
        self.used = self.used.saturating_sub(unfinished.used());
        Some(unfinished)
    }
}

impl Unfinished {
    /// About how many octets it takes.
    fn used(&self) -> usize {
        OVERHEAD + HASH * self.seen.len() + self.buffer.data().len()
    }

    /// Adds the captured octets; true if none is missing any more.
    ///
    /// Fails if they contradict those of other fragments.
    fn add(&mut self, payload: &Payload<'_>, fragment: Fragment) -> Result<bool, IpDefragError> {
        let there = payload.octets.len();
        let is_cut = there < payload.length;
        // Whole units of a cut fragment count; the rest is as good as a missing fragment.
        let whole = if is_cut { there - there % UNIT } else { there };
        let octets = payload.octets.get(..whole).unwrap_or_default();
        self.buffer.add(fragment.offset, fragment.more || is_cut, octets)?;
        Ok(self.buffer.is_complete())
    }

    /// False if octets of the fragment are others than those that were there before.
    fn agrees_with(&self, octets: &[u8], fragment: Fragment) -> bool {
        let start = usize::from(fragment.offset.byte_offset());
        self.buffer.sections().iter().all(|section| {
            let (from, to) = (usize::from(section.start), usize::from(section.end));
            let (from, to) = (from.max(start), to.min(start + octets.len()));
            from >= to || self.buffer.data().get(from..to) == octets.get(from - start..to - start)
        })
    }

    /// Its first part; itself, if the first fragment is missing or only the whole would be of use.
    fn into_part(self, key: Key) -> Result<Part, Box<Self>> {
        let fragments = self.seen.len();
        match self.first_part().filter(|_| key.protocol != IpNumber::TCP) {
            Some(octets) => Ok((key, octets, Carried { fragments, ..self.carried })),
            None => Err(Box::new(self)),
        }
    }

    /// The octets from the first one to the first one that is missing.
    fn first_part(&self) -> Option<Vec<u8>> {
        let mut sections: Vec<_> =
            self.buffer.sections().iter().map(|section| (section.start, section.end)).collect();
        sections.sort_unstable();
        let end = sections
            .into_iter()
            .fold(0, |end, (start, stop)| if start <= end { end.max(stop) } else { end });
        let octets = self.buffer.data().get(..end.into())?;
        (!octets.is_empty()).then(|| octets.to_vec())
    }
}

fn hash(payload: &Payload<'_>, fragment: Fragment) -> u64 {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    hasher.hash_one((fragment.offset.value(), fragment.more, payload.octets))
}

/// Names a datagram that is given up, unless it cannot carry DNS.
fn lose(unfinished: &Unfinished, key: Key, reason: Reason, found: &mut Found<'_>) {
    let Key { source, destination, identification, protocol } = key;
    if !matches!(protocol, IpNumber::UDP | IpNumber::TCP) {
        return;
    }
    let detail = format!("{source} > {destination}, identification {identification}");
    found.lose(unfinished.latest.frame, reason, detail);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Options};

    fn add(
        fragments: &mut Fragments,
        found: &mut Found<'_>,
        identification: u32,
        (offset, octets, more): (u16, &[u8], bool),
    ) -> Option<Vec<u8>> {
        found.next_frame(None);
        let fragment = Some(Fragment { identification, offset: offset.try_into().unwrap(), more });
        let (source, destination) = ([1; 4].into(), [2; 4].into());
        let (protocol, length) = (IpNumber::UDP, octets.len());
        let payload = Payload { source, destination, protocol, octets, length, fragment };
        fragments.add(&payload, found).map(|(octets, _)| octets)
    }

    #[test]
    fn fragments_may_come_in_any_order_and_twice() {
        let options = Options::default();
        let (mut fragments, mut found) = (Fragments::default(), Found::new("file", &options));
        assert_eq!(add(&mut fragments, &mut found, 1, (1, b"XYZ", false)), None);
        let whole = add(&mut fragments, &mut found, 1, (0, b"ABCDEFGH", true));
        assert_eq!(whole, Some(b"ABCDEFGHXYZ".into()));
        assert_eq!(add(&mut fragments, &mut found, 1, (1, b"XYZ", false)), None);
        assert!(fragments.finish(&mut found).is_empty());
        assert_eq!(found.events, []);
    }

    #[test]
    fn of_an_unfinished_datagram_the_first_part_is_handed_on() {
        let options = Options::default();
        let (mut fragments, mut found) = (Fragments::default(), Found::new("file", &options));
        add(&mut fragments, &mut found, 1, (0, b"\0\x35\0\x01\0\x20\0\0", true));
        add(&mut fragments, &mut found, 2, (5, b"end", false));
        let parts = fragments.finish(&mut found);
        assert_eq!(parts.iter().map(|(_, octets, _)| octets.len()).collect::<Vec<_>>(), [8]);
        let [Event::Lost(lost)] = found.events.as_slice() else { panic!("{:?}", found.events) };
        assert_eq!((lost.reason, &lost.id), (Reason::FragmentsMissing, &found.place(2, 1)));
    }
}
