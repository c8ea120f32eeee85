//! Puts the IP fragments of a datagram together.

use std::collections::HashMap;
use std::net::IpAddr;

use etherparse::IpNumber;
use etherparse::defrag::{IpDefragBuf, IpDefragError};

use super::found::Found;
use super::packet::{Flow, Fragment, Payload};

/// The most unfinished datagrams that are kept; a datagram has up to 65,535 octets.
const MAX_UNFINISHED: usize = 1024;

/// Octets in a unit of the fragment offset.
const UNIT: usize = 8;

/// The fields that all fragments of a datagram share ([RFC 791 section 3.2]).
///
/// [RFC 791 section 3.2]: https://www.rfc-editor.org/rfc/rfc791#section-3.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    source: IpAddr,
    destination: IpAddr,
    protocol: IpNumber,
    identification: u32,
}

impl Key {
    fn new(payload: &Payload<'_>, fragment: &Fragment) -> Self {
        Self {
            source: payload.source,
            destination: payload.destination,
            protocol: payload.protocol,
            identification: fragment.identification,
        }
    }
}

/// A datagram of which fragments are missing.
#[derive(Debug)]
struct Unfinished {
    buffer: IpDefragBuf,
    /// The ports, once the first fragment has arrived.
    flow: Option<Flow>,
    /// The frame of the latest fragment.
    frame: u64,
}

/// The datagrams of which fragments are missing.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    unfinished: HashMap<Key, Unfinished>,
}

impl Fragments {
    /// Adds a fragment; returns the octets of the datagram when that was the last one missing.
    pub(super) fn add(
        &mut self,
        payload: &Payload<'_>,
        fragment: &Fragment,
        found: &mut Found<'_>,
    ) -> Option<Vec<u8>> {
        let key = Key::new(payload, fragment);
        self.make_room(key, found);
        let new = || Unfinished::new(payload.protocol);
        let unfinished = self.unfinished.entry(key).or_insert_with(new);
        match unfinished.add(payload, fragment, found.frame) {
            Ok(false) => None,
            Ok(true) => Some(self.unfinished.remove(&key)?.buffer.take_bufs().0),
            Err(_) => {
                self.unfinished.remove(&key)?.skip(key, "contradict each other", found);
                None
            }
        }
    }

    /// Names what is unfinished at the end of the capture.
    pub(super) fn finish(&mut self, found: &mut Found<'_>) {
        let mut left: Vec<_> = self.unfinished.drain().collect();
        left.sort_by_key(|(_, unfinished)| unfinished.frame);
        for (key, unfinished) in left {
            unfinished.skip(key, "are missing", found);
        }
    }

    /// Gives up the datagram that had no fragment for the longest time, if there are too many.
    fn make_room(&mut self, key: Key, found: &mut Found<'_>) {
        if self.unfinished.len() < MAX_UNFINISHED || self.unfinished.contains_key(&key) {
            return;
        }
        let oldest = self.unfinished.iter().min_by_key(|(_, unfinished)| unfinished.frame);
        let Some(oldest) = oldest.map(|(key, _)| *key) else { return };
        if let Some(unfinished) = self.unfinished.remove(&oldest) {
            unfinished.skip(oldest, "are missing", found);
        }
    }
}

impl Unfinished {
    fn new(protocol: IpNumber) -> Self {
        let buffer = IpDefragBuf::new(protocol, Vec::new(), Vec::new());
        Self { buffer, flow: None, frame: 0 }
    }

    /// Adds the captured octets; true if none is missing any more.
    ///
    /// Fails if they contradict those of other fragments.
    fn add(
        &mut self,
        payload: &Payload<'_>,
        fragment: &Fragment,
        frame: u64,
    ) -> Result<bool, IpDefragError> {
        self.frame = frame;
        if fragment.offset.value() == 0 {
            self.flow = payload.flow();
        }
        let there = payload.octets.len();
        let is_cut = there < payload.length;
        // Whole units of a cut fragment count; the rest is as good as a missing fragment.
        let whole = if is_cut { there - there % UNIT } else { there };
        let octets = payload.octets.get(..whole).unwrap_or_default();
        self.buffer.add(fragment.offset, fragment.more || is_cut, octets)?;
        Ok(self.buffer.is_complete())
    }

    /// Names the datagram, unless it is known to carry something else than DNS.
    fn skip(&self, key: Key, what: &str, found: &mut Found<'_>) {
        let is_dns = match self.flow {
            Some(flow) => flow.is_on(&found.options.ports),
            // The ports are in the fragment that is missing.
            None => matches!(key.protocol, IpNumber::UDP | IpNumber::TCP),
        };
        if !is_dns {
            return;
        }
        let Key { source, destination, identification, .. } = key;
        let reason = format!(
            "IP fragments {what}: {source} > {destination}, identification {identification}"
        );
        found.skip(self.frame, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Options};
    use super::*;

    fn add(
        fragments: &mut Fragments,
        found: &mut Found<'_>,
        id: u32,
        piece: (u16, &[u8], bool),
    ) -> Option<Vec<u8>> {
        let (offset, octets, more) = piece;
        let fragment = Fragment { identification: id, offset: offset.try_into().unwrap(), more };
        let (source, destination) = ([1; 4].into(), [2; 4].into());
        let (protocol, length) = (IpNumber::UDP, octets.len());
        let payload = Payload { source, destination, protocol, octets, length, fragment: None };
        fragments.add(&payload, &fragment, found)
    }

    #[test]
    fn fragments_may_come_in_any_order() {
        let options = Options::new(&[]);
        let (mut fragments, mut found) = (Fragments::default(), Found::new("file", &options));
        assert_eq!(add(&mut fragments, &mut found, 1, (1, b"XYZ", false)), None);
        assert_eq!(add(&mut fragments, &mut found, 2, (1, b"xyz", false)), None);
        assert_eq!(
            add(&mut fragments, &mut found, 1, (0, b"ABCDEFGH", true)),
            Some(b"ABCDEFGHXYZ".into())
        );
        fragments.finish(&mut found);
        assert_eq!(found.events.len(), 1);
    }

    #[test]
    fn unfinished_datagrams_are_bounded_and_named() {
        let options = Options::new(&[]);
        let (mut fragments, mut found) = (Fragments::default(), Found::new("file", &options));
        for id in 0..1025 {
            found.frame += 1;
            add(&mut fragments, &mut found, id, (0, b"\x00\x35\x00\x01UUUU", true));
        }
        let reason = "IP fragments are missing: 1.1.1.1 > 2.2.2.2, identification 0".to_owned();
        assert_eq!(found.events, [Event::Skipped { id: found.place(1, 1), reason }]);
        assert_eq!(fragments.unfinished.len(), MAX_UNFINISHED);
    }
}
