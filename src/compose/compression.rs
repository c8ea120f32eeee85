//! A table of the names in a message, so that later names can point to them
//! ([RFC 1035 section 4.1.4]).
//!
//! An entry is the offset of a label's length octet. It represents the name from this label to the
//! root. A name has one entry, so two names are equal if their first labels are and the entries of
//! the names after them are the same. Entries with equal hashes form a chain, from the newest to the
//! oldest.
//!
//! [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4

use core::fmt;

use super::labels::{Label, Starts};
use crate::error::offset16;
use crate::name::{MAX_NAME, Step, TARGETS, step};
use crate::wire::count_step;

/// Entries are below this offset: a name that starts at one that pointers reach may end after the last.
const ENTRIES: usize = TARGETS + MAX_NAME;
/// The number of chains; a power of two.
const CHAINS: usize = 512;
/// The most entries that are compared with a label. A search takes far fewer, unless names were
/// chosen to collide.
const REACH: usize = 32;

/// The table of names for compression; the caller keeps it from one message to the next.
///
/// It has 18 KiB. Clearing it is cheap. A name of `n` labels is compared with at most `32 * n` labels,
/// whatever names the message already has.
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
    older: [u16; ENTRIES.div_ceil(2)],
    /// The number of octets of the last owner name, with the root; 0 if there is a pointer in it.
    pub(super) owner_len: usize,
    /// The labels of the name that is being written.
    pub(super) starts: Starts,
}

impl Compression {
    /// A table without names.
    #[expect(clippy::large_stack_arrays, reason = "16.3 KiB, once for many messages")]
    #[must_use]
    pub const fn new() -> Self {
        Compression {
            heads: [0; CHAINS],
            older: [0; ENTRIES.div_ceil(2)],
            owner_len: 0,
            starts: Starts::new(),
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
        let (mut labels, mut suffix) = (self.starts.labels(), 0);
        // From the right: each name is found by its first label and the offset of the name after it.
        while let Some(start) = self.starts.get(labels.wrapping_sub(1)) {
            let label = Label::read(source, start);
            let Some(entry) = self.entry(message, source, &label, suffix) else { break };
            (labels, suffix) = (labels.wrapping_sub(1), entry);
        }
        // A pointer does not reach a name at a higher offset, but it may reach a shorter suffix.
        while usize::from(suffix) >= TARGETS {
            labels = labels.wrapping_add(1);
            suffix = parent(message, suffix);
        }
        (labels, suffix)
    }

    /// Finds the name that has this first label, and whose other labels are the name at `parent`.
    #[inline]
    fn entry(&self, message: &[u8], source: &[u8], label: &Label, parent: u16) -> Option<u16> {
        let mut entry = self.head(label.hash(parent));
        let mut left = REACH;
        while entry != 0 && left != 0 {
            count_step();
            let at = usize::from(entry);
            if label.is_at(source, message, at) && after(message, at + label.len) == parent {
                return Some(entry);
            }
            left = left.wrapping_sub(1);
            entry = self.older(entry);
        }
        None
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

/// The entry of the name after the first label of the name at `entry`; 0 for the root.
#[cold]
fn parent(message: &[u8], entry: u16) -> u16 {
    let at = usize::from(entry);
    match step(message, at) {
        Step::Label(len) => after(message, at.wrapping_add(1 + len)),
        _ => 0,
    }
}

/// The entry of the name at `at` in the message: that of its first label, or the target of a pointer;
/// 0 for the root.
#[inline]
fn after(message: &[u8], at: usize) -> u16 {
    match step(message, at) {
        Step::Label(_) => offset16(at),
        Step::Pointer(target) => offset16(target),
        _ => 0,
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
