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
use crate::name::{MAX_NAME, TARGETS};
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
/// It has 34 KiB. Clearing it is cheap. A name of `n` labels is compared with at most `32 * n` labels,
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
    table: Table,
    /// The number of octets of the last owner name, with the root; 0 if there is a pointer in it.
    pub(super) owner_len: usize,
    /// The labels of the name that is being written.
    starts: Starts,
}

impl Compression {
    /// A table without names.
    #[must_use]
    pub const fn new() -> Self {
        Compression { table: Table::new(), owner_len: 0, starts: Starts::new() }
    }

    /// Forgets all names.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.table.heads.fill(0);
        self.owner_len = 0;
    }

    /// Forgets the names at offset `len` and after.
    #[cold]
    pub(super) fn truncate(&mut self, len: usize) {
        self.owner_len = 0;
        self.table.truncate(len);
    }

    /// Writes the name at `at` in `source` to `start` in `message`, up to its root or the longest suffix
    /// that a pointer reaches; adds the names that are new.
    ///
    /// Returns the offset of the root or the pointer, and the target of the pointer; 0 for the root.
    /// `None` if the labels do not fit.
    #[inline]
    pub(super) fn name(
        &mut self,
        source: &[u8],
        at: usize,
        message: &mut [u8],
        start: usize,
    ) -> Option<(usize, u16)> {
        let labels = self.starts.read(source, at);
        let (new, target) = self.table.suffix(message, source, labels);
        let (mut to, mut left) = (start, new);
        while let [at, rest @ ..] = left {
            let label = Label::read(source, *at);
            label.copy(source, message, to)?;
            let next = to.wrapping_add(label.len);
            if start < TARGETS {
                let parent = if rest.is_empty() { target } else { offset16(next) };
                self.table.insert(offset16(to), label.hash(parent), parent);
            }
            (to, left) = (next, rest);
        }
        Some((to, target))
    }
}

/// The names in a message, by the hash of the first label and the offset of the name after it.
#[derive(Clone)]
struct Table {
    /// The newest entry of each chain; 0 for none.
    heads: [u16; CHAINS],
    /// Of the entry at twice the index: the next older one of its chain, and the name after its first
    /// label. Labels are at least two octets apart.
    links: [[u16; 2]; ENTRIES.div_ceil(2)],
}

impl Table {
    #[expect(clippy::large_stack_arrays, reason = "33.8 KiB, once for many messages")]
    const fn new() -> Self {
        Table { heads: [0; CHAINS], links: [[0; 2]; ENTRIES.div_ceil(2)] }
    }

    /// Finds the longest suffix of a name that a pointer reaches.
    ///
    /// Returns the labels before it, and its offset: all labels and 0 if there is none.
    #[inline]
    fn suffix<'l>(&self, message: &[u8], source: &[u8], labels: &'l [u16]) -> (&'l [u16], u16) {
        let (mut before, mut suffix) = (labels, 0);
        // From the right: each name is found by its first label and the offset of the name after it.
        while let [rest @ .., at] = before
            && let Some(entry) = self.find(message, source, &Label::read(source, *at), suffix)
        {
            (before, suffix) = (rest, entry);
        }
        // A pointer does not reach a name at a higher offset, but it may reach a shorter suffix.
        while usize::from(suffix) >= TARGETS {
            [_, suffix] = self.links(suffix);
            before = labels.get(..before.len().wrapping_add(1)).unwrap_or_default();
        }
        (before, suffix)
    }

    /// Finds the name that has this first label, and whose other labels are the name at `parent`.
    #[inline]
    fn find(&self, message: &[u8], source: &[u8], label: &Label, parent: u16) -> Option<u16> {
        let mut entry = self.heads.get(label.hash(parent) & (CHAINS - 1)).copied().unwrap_or(0);
        let mut left = REACH;
        while entry != 0 && left != 0 {
            count_step();
            let [older, after] = self.links(entry);
            if after == parent && label.is_at(source, message, entry) {
                return Some(entry);
            }
            left = left.wrapping_sub(1);
            entry = older;
        }
        None
    }

    /// Adds the name at `entry`, which has this hash; the name after its first label is at `parent`.
    #[inline]
    fn insert(&mut self, entry: u16, hash: usize, parent: u16) {
        let Some(head) = self.heads.get_mut(hash & (CHAINS - 1)) else { return };
        if let Some(links) = self.links.get_mut(usize::from(entry) / 2) {
            *links = [core::mem::replace(head, entry), parent];
        }
    }

    /// Forgets the names at offset `len` and after.
    fn truncate(&mut self, len: usize) {
        for head in &mut self.heads {
            while *head != 0 && usize::from(*head) >= len {
                [*head, _] = self.links.get(usize::from(*head) / 2).copied().unwrap_or_default();
            }
        }
    }

    #[inline]
    fn links(&self, entry: u16) -> [u16; 2] {
        self.links.get(usize::from(entry) / 2).copied().unwrap_or_default()
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
