//! Where the names of a message stand, so that later ones can point to them
//! ([RFC 1035 section 4.1.4]).
//!
//! An entry is a label that was written out, known by the offset of its length octet. Entries
//! with one hash are a chain, from the newest to the oldest. An entry is the label and all that
//! follows it up to the root, and what follows is found by the octets of the message itself: the
//! next label, or a pointer, to where the rest of the name was written first. So a name is looked
//! up from the right, label by label, and a chain is keyed by a label and the entry of the rest.
//!
//! [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4

use core::fmt;

use super::key::Key;
use crate::name::walk::step;

/// The number of offsets that a compression pointer can name.
pub(super) const TARGETS: usize = 0x4000;
/// The root as the rest of a name: no label stands at offset 0.
pub(super) const ROOT: u16 = 0;
/// How many chains a message starts with, and how many it can have; powers of two.
const FEW: usize = 256;
const MANY: usize = 2048;
/// How far a chain is followed. Chains are much shorter, unless names were made to collide.
const REACH: usize = 32;

/// Where the names of a message stand; kept by the caller from one message to the next.
///
/// 20 KiB of which a message uses as little as it needs, so that starting anew is cheap. A name of
/// `n` labels costs at most `32 * n` steps, whatever names came before.
#[derive(Clone)]
pub struct Compression {
    /// The newest entry of each chain; 0 for none.
    heads: [u16; MANY],
    /// The next older entry of the chain; labels are at least two octets apart.
    older: [u16; TARGETS / 2],
    /// How many chains there are; a power of two.
    chains: usize,
    entries: usize,
    /// Where a name starts which goes on beyond what pointers can name; 0 for none.
    pub(super) straddling: u16,
}

impl Compression {
    /// A table without names.
    #[must_use]
    pub const fn new() -> Self {
        Compression {
            heads: [0; MANY],
            older: [0; TARGETS / 2],
            chains: FEW,
            entries: 0,
            straddling: 0,
        }
    }

    /// Forgets all names.
    pub(super) fn clear(&mut self) {
        self.heads.get_mut(..self.chains).unwrap_or_default().fill(0);
        (self.chains, self.entries, self.straddling) = (FEW, 0, 0);
    }

    /// The entry of the label `key` before the rest of a name at `parent`; `hash` is that of both.
    #[inline]
    pub(super) fn find(
        &self,
        message: &[u8],
        key: &Key<'_>,
        parent: u16,
        hash: usize,
    ) -> Option<u16> {
        let mut entry = self.head(hash);
        for _ in 0..REACH {
            step();
            if entry == 0 {
                return None;
            }
            if stands(message, entry, key, parent) {
                return Some(entry);
            }
            entry = self.older(entry);
        }
        None
    }

    /// Remembers the label that is written at `entry`; `hash` is that of it and what follows.
    #[inline]
    pub(super) fn insert(&mut self, entry: u16, hash: usize) {
        let Some(head) = self.heads.get_mut(hash & (self.chains - 1) & (MANY - 1)) else { return };
        let older = core::mem::replace(head, entry);
        self.set_older(entry, older);
        self.entries += 1;
    }

    /// Makes more chains when there are many entries, all of which are written in the message.
    #[inline]
    pub(super) fn settle(&mut self, message: &[u8]) {
        while self.entries > self.chains && self.chains < MANY {
            self.double(message);
        }
    }

    /// Forgets the names from offset `len` of the message on.
    #[cold]
    pub(super) fn truncate(&mut self, len: usize) {
        for chain in 0..self.chains {
            while let Some(newest) = self.heads.get(chain).copied()
                && newest != 0
                && usize::from(newest) >= len
            {
                let older = self.older(newest);
                self.set_head(chain, older);
                self.entries = self.entries.saturating_sub(1);
            }
        }
        if usize::from(self.straddling) >= len {
            self.straddling = 0;
        }
    }

    /// Makes two chains of each, in the same order.
    #[cold]
    fn double(&mut self, message: &[u8]) {
        let chains = self.chains;
        for chain in 0..chains {
            let mut entry = self.head(chain);
            let mut last = [0; 2];
            self.set_head(chain, 0);
            self.set_head(chain + chains, 0);
            while entry != 0 {
                let older = self.older(entry);
                let hash = Key::at(message, entry.into()).hash(parent(message, entry));
                let [low, high] = &mut last;
                let (last, chain) =
                    if hash & chains == 0 { (low, chain) } else { (high, chain + chains) };
                match *last {
                    0 => self.set_head(chain, entry),
                    newer => self.set_older(newer, entry),
                }
                self.set_older(entry, 0);
                *last = entry;
                entry = older;
            }
        }
        self.chains = chains * 2;
    }

    #[inline]
    fn head(&self, hash: usize) -> u16 {
        self.heads.get(hash & (self.chains - 1) & (MANY - 1)).copied().unwrap_or(0)
    }

    #[inline]
    fn set_head(&mut self, chain: usize, entry: u16) {
        if let Some(head) = self.heads.get_mut(chain) {
            *head = entry;
        }
    }

    #[inline]
    fn older(&self, entry: u16) -> u16 {
        self.older.get(usize::from(entry) / 2).copied().unwrap_or(0)
    }

    #[inline]
    fn set_older(&mut self, entry: u16, older: u16) {
        if let Some(place) = self.older.get_mut(usize::from(entry) / 2) {
            *place = older;
        }
    }
}

/// Whether `key` stands at `entry`, with the rest of the name at `parent` behind it.
#[inline]
fn stands(message: &[u8], entry: u16, key: &Key<'_>, parent: u16) -> bool {
    let entry = usize::from(entry);
    let end = entry.wrapping_add(key.len());
    key.is_at(message, entry)
        && (end == usize::from(parent)
            || match message.get(end..).and_then(<[u8]>::first_chunk) {
                Some([0, _]) => parent == ROOT,
                Some(pointer) => u16::from_be_bytes(*pointer) == 0xC000 | parent,
                None => parent == ROOT && message.get(end) == Some(&0),
            })
}

/// Where the rest of the name behind the label at `entry` was written first.
fn parent(message: &[u8], entry: u16) -> u16 {
    let end = usize::from(entry).wrapping_add(Key::at(message, entry.into()).len());
    match message.get(end) {
        None | Some(0) => ROOT,
        Some(1..=63) => u16::try_from(end).unwrap_or(ROOT),
        Some(high) => {
            let low = message.get(end.wrapping_add(1)).copied().unwrap_or(0);
            u16::from_be_bytes([high & 0x3F, low])
        }
    }
}

impl Default for Compression {
    fn default() -> Self {
        Compression::new()
    }
}

impl fmt::Debug for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compression").field("entries", &self.entries).finish_non_exhaustive()
    }
}
