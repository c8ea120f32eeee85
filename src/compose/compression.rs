//! A table of the names in a message, so that later names can point to them
//! ([RFC 1035 section 4.1.4]).
//!
//! An entry is the offset of a label's length octet. It represents the label and the rest of its
//! name up to the root. The rest is read from the message: it is the next label, or a pointer to
//! the entry of the rest. Entries with equal hashes form a chain, from the newest to the oldest.
//! The hash covers a label and the entry of the rest, so a name is looked up label by label from
//! the right.
//!
//! [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4

use core::fmt;

use super::key::Key;
use crate::wire::count_step;

/// The number of offsets that a compression pointer can name.
pub(super) const TARGETS: usize = 0x4000;
/// The root as the rest of a name; no label has offset 0.
pub(super) const ROOT: u16 = 0;
/// The number of chains at the start of a message, and at most; powers of two.
const FEW: usize = 256;
const MANY: usize = 2048;
/// The most entries of a chain that a search compares. Chains are much shorter, unless names were
/// chosen to collide.
const REACH: usize = 32;

/// The table of names for compression; the caller keeps it from one message to the next.
///
/// It has 20 KiB. A message uses only as much of it as it needs, so clearing it is cheap. A name of
/// `n` labels takes at most `32 * n` steps, whatever names the message already has.
#[derive(Clone)]
pub struct Compression {
    /// The newest entry of each chain; 0 for none.
    heads: [u16; MANY],
    /// The next older entry of the chain, for the entry at twice the index: labels are at least two
    /// octets apart.
    older: [u16; TARGETS / 2],
    /// The number of chains; a power of two.
    chains: usize,
    entries: usize,
    /// The offset of a name that begins below [`TARGETS`] and ends above it; 0 for none.
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

    /// Finds the entry of the label `key` followed by the rest of a name at `parent`; `hash` is the
    /// hash of both.
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
            count_step();
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

    /// Adds the label at `entry`; `hash` is the hash of the label and the rest of its name.
    #[inline]
    pub(super) fn insert(&mut self, entry: u16, hash: usize) {
        let Some(head) = self.heads.get_mut(hash & self.chains.wrapping_sub(1) & (MANY - 1)) else {
            return;
        };
        let older = core::mem::replace(head, entry);
        self.set_older(entry, older);
        self.entries = self.entries.wrapping_add(1);
    }

    /// Adds chains if there are too many entries. The labels of all entries must be in `message`.
    #[inline]
    pub(super) fn settle(&mut self, message: &[u8]) {
        while self.entries > self.chains && self.chains < MANY {
            self.double(message);
        }
    }

    /// Forgets the names at offset `len` and after.
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

    /// Splits each chain into two, keeping the order of entries.
    #[cold]
    fn double(&mut self, message: &[u8]) {
        let chains = self.chains;
        for chain in 0..chains {
            let mut entry = self.head(chain);
            let mut last = [0; 2];
            self.set_head(chain, 0);
            self.set_head(chain | chains, 0);
            while entry != 0 {
                let older = self.older(entry);
                let hash = Key::at(message, entry.into()).hash(parent(message, entry));
                let [low, high] = &mut last;
                let (last, chain) =
                    if hash & chains == 0 { (low, chain) } else { (high, chain | chains) };
                match *last {
                    0 => self.set_head(chain, entry),
                    newer => self.set_older(newer, entry),
                }
                self.set_older(entry, 0);
                *last = entry;
                entry = older;
            }
        }
        self.chains = chains << 1;
    }

    #[inline]
    fn head(&self, hash: usize) -> u16 {
        self.heads.get(hash & self.chains.wrapping_sub(1) & (MANY - 1)).copied().unwrap_or(0)
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

/// Returns `true` if the label at `entry` is `key`, and the rest of its name is at `parent`.
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

/// The entry of the rest of the name, after the label at `entry`.
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
