//! A table of the names in a message, so that later names can point to them
//! ([RFC 1035 section 4.1.4]).
//!
//! An entry is the offset of a label's length octet. It represents the name from this label to the
//! root, which is read from the message when it is compared. Entries whose names have equal hashes
//! form a chain, from the newest to the oldest.
//!
//! [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4

use core::fmt;

use super::suffixes::{Suffixes, is_first_label_at, is_name_at};
use crate::name::TARGETS;
use crate::wire::count_step;

/// The number of chains; a power of two.
const CHAINS: usize = 512;
/// The most steps of a search for each label of a name: entries compared and labels read. A search
/// takes far fewer, unless names were chosen to collide.
const REACH: usize = 32;

/// The table of names for compression; the caller keeps it from one message to the next.
///
/// It has 18 KiB. Clearing it is cheap. A name of `n` labels takes at most `32 * n` steps, whatever
/// names the message already has.
///
/// ```
/// use dnswire::{Builder, Compression};
///
/// let mut compression = Compression::new();
/// for id in [1, 2] {
///     let mut octets = [0; 512];
///     let mut builder = Builder::new(&mut octets, &mut compression)?; // forgets older names
///     builder.set_id(id);
///     assert_eq!(builder.finish().len(), 12);
/// }
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone)]
pub struct Compression {
    /// The newest entry of each chain; 0 for none.
    heads: [u16; CHAINS],
    /// The next older entry of the chain, for the entry at twice the index: labels are at least two
    /// octets apart.
    older: [u16; TARGETS / 2],
    /// The number of octets of the last owner name, with the root; 0 if there is a pointer in it.
    pub(super) owner_len: usize,
    /// The suffixes of the name that is being written.
    pub(super) suffixes: Suffixes,
}

impl Compression {
    /// A table without names.
    #[must_use]
    pub const fn new() -> Self {
        Compression {
            heads: [0; CHAINS],
            older: [0; TARGETS / 2],
            owner_len: 0,
            suffixes: Suffixes::new(),
        }
    }

    /// Forgets all names.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.heads.fill(0);
        self.owner_len = 0;
    }

    /// Finds the longest suffix of a name of `source` that the message has.
    ///
    /// Returns the number of labels before it, and its offset: all labels and 0 if there is none.
    #[inline]
    pub(super) fn find(&self, message: &[u8], source: &[u8]) -> (usize, u16) {
        let labels = self.suffixes.labels();
        let mut left = REACH.wrapping_mul(labels);
        for index in 0..labels {
            let Some((start, hash)) = self.suffixes.get(index) else { break };
            let mut entry = self.head(hash);
            while entry != 0 {
                count_step();
                if is_first_label_at(source, start, message, entry.into()) {
                    if is_name_at(source, start, message, entry.into()) {
                        return (index, entry);
                    }
                    left = left.saturating_sub(labels);
                }
                left = left.saturating_sub(1);
                if left == 0 {
                    return (labels, 0);
                }
                entry = self.older(entry);
            }
        }
        (labels, 0)
    }

    /// Adds the name at `entry`, which has this hash.
    #[inline]
    pub(super) fn insert(&mut self, entry: u16, hash: usize) {
        let Some(head) = self.heads.get_mut(hash & (CHAINS - 1)) else { return };
        let older = core::mem::replace(head, entry);
        if let Some(place) = self.older.get_mut(usize::from(entry) / 2) {
            *place = older;
        }
    }

    /// Forgets the names at offset `len` and after.
    #[cold]
    pub(super) fn truncate(&mut self, len: usize) {
        self.owner_len = 0;
        for head in &mut self.heads {
            while *head != 0 && usize::from(*head) >= len {
                *head = self.older.get(usize::from(*head) / 2).copied().unwrap_or(0);
            }
        }
    }

    #[inline]
    fn head(&self, hash: usize) -> u16 {
        self.heads.get(hash & (CHAINS - 1)).copied().unwrap_or(0)
    }

    #[inline]
    fn older(&self, entry: u16) -> u16 {
        self.older.get(usize::from(entry) / 2).copied().unwrap_or(0)
    }
}

impl Default for Compression {
    fn default() -> Self {
        Compression::new()
    }
}

impl fmt::Debug for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compression").finish_non_exhaustive()
    }
}
