//! Writes into a slice, names compressed.

use super::composer::{Compress, Head};
use super::compression::{Compression, ROOT, TARGETS};
use super::key::Key;
use super::{Full, NamePolicy, Output};
use crate::error::short;
use crate::name::Name;
use crate::name::walk::step;

/// The most labels of usual names, and of all.
const FEW_LABELS: usize = 12;
const MOST_LABELS: usize = 127;

/// Writes into what there is of a room.
pub(super) struct Pen<'p> {
    /// The message, and the room behind it.
    pub(super) room: &'p mut [u8],
    /// How many octets are written.
    pub(super) len: usize,
    compression: &'p mut Compression,
    names: Compress,
    /// Whether the names that come are compressed.
    compress: bool,
}

impl Output for Pen<'_> {
    #[inline]
    fn octets(&mut self, octets: &[u8]) -> Result<(), Full> {
        let left = self.room.get_mut(self.len..).ok_or(Full)?;
        left.get_mut(..octets.len()).ok_or(Full)?.copy_from_slice(octets);
        self.len += octets.len();
        Ok(())
    }

    #[inline]
    fn name(&mut self, name: Name<'_>) -> Result<(), Full> {
        if self.compress { self.compressed(name).map(|_| ()) } else { self.plain(name) }
    }
}

impl<'p> Pen<'p> {
    /// Goes on behind the first `len` octets of a room.
    #[inline]
    pub(super) fn new(
        room: &'p mut [u8],
        len: usize,
        compression: &'p mut Compression,
        names: Compress,
    ) -> Self {
        Pen { room, len, compression, names, compress: names != Compress::Never }
    }

    /// What comes is RDATA of a type with this policy.
    #[inline]
    pub(super) fn begin_rdata(&mut self, policy: NamePolicy) {
        self.compress = self.names.rdata(policy);
    }

    /// Writes an owner name; that of the last record stands at `last`.
    ///
    /// Returns where it stands.
    #[inline]
    pub(super) fn owner(&mut self, name: Name<'_>, last: usize) -> Result<usize, Full> {
        if !self.compress {
            let start = self.len;
            self.plain(name)?;
            return Ok(start);
        }
        if 0 < last && last < TARGETS && self.is_at(name, last) {
            self.array((0xC000 | short(last)).to_be_bytes())?;
            return Ok(last);
        }
        self.compressed(name)
    }

    /// Writes what stands between the owner and the RDATA; RDLENGTH is still to be known.
    #[inline]
    pub(super) fn fixed(&mut self, head: &Head<'_>) -> Result<(), Full> {
        let [a, b] = head.rtype.0.to_be_bytes();
        let [c, d] = head.class.0.to_be_bytes();
        let [e, f, g, h] = head.ttl.to_be_bytes();
        self.array([a, b, c, d, e, f, g, h, 0, 0])
    }

    /// Writes a fixed number of octets.
    #[inline]
    pub(super) fn array<const N: usize>(&mut self, octets: [u8; N]) -> Result<(), Full> {
        let left = self.room.get_mut(self.len..).ok_or(Full)?;
        *left.first_chunk_mut::<N>().ok_or(Full)? = octets;
        self.len += N;
        Ok(())
    }

    /// Writes over the 16 bits at `at`.
    #[inline]
    pub(super) fn set_u16(&mut self, at: usize, number: u16) -> Result<(), Full> {
        let place = self.room.get_mut(at..).and_then(<[u8]>::first_chunk_mut).ok_or(Full)?;
        *place = number.to_be_bytes();
        Ok(())
    }

    /// Writes a name without a pointer, which no later name points to.
    fn plain(&mut self, name: Name<'_>) -> Result<(), Full> {
        for label in name.labels() {
            let octets = label.as_octets();
            self.array([u8::try_from(octets.len()).map_err(|_| Full)?])?;
            self.octets(octets)?;
        }
        self.array([0])
    }

    /// Writes a name, a pointer in place of the longest end that stands in the message already.
    ///
    /// Returns where the name stands: where it is written, or where the pointer leads.
    pub(super) fn compressed(&mut self, name: Name<'_>) -> Result<usize, Full> {
        let source = name.message();
        let mut starts = [0; FEW_LABELS];
        if let Some(labels) = label_starts(source, name.offset(), &mut starts) {
            return self.with_starts(source, starts.get(..labels).unwrap_or_default());
        }
        self.many_labels(source, name.offset())
    }

    /// The same for a name of more labels than usual.
    #[cold]
    fn many_labels(&mut self, source: &[u8], start: usize) -> Result<usize, Full> {
        let mut starts = [0; MOST_LABELS];
        let labels = label_starts(source, start, &mut starts).unwrap_or(0);
        self.with_starts(source, starts.get(..labels).unwrap_or_default())
    }

    /// The same for a name whose labels start at `starts`.
    #[inline]
    fn with_starts(&mut self, source: &[u8], starts: &[u16]) -> Result<usize, Full> {
        let (mut new, mut rest) = self.known(source, starts);
        if self.compression.straddling != ROOT {
            (new, rest) = self.known_in_straddling(source, starts).min((new, rest));
        }
        let start = self.len;
        self.labels(source, starts.get(..new).unwrap_or_default(), rest)?;
        match rest {
            ROOT => self.array([0])?,
            _ => self.array((0xC000 | rest).to_be_bytes())?,
        }
        self.compression.settle(self.room);
        Ok(if new == 0 && rest != ROOT { rest.into() } else { start })
    }

    /// How many labels are new, and where the rest of the name stands.
    #[inline]
    fn known(&self, source: &[u8], starts: &[u16]) -> (usize, u16) {
        let mut rest = ROOT;
        for (index, start) in starts.iter().enumerate().rev() {
            let key = Key::at(source, (*start).into());
            match self.compression.find(self.room, &key, rest, key.hash(rest)) {
                Some(entry) => rest = entry,
                None => return (index + 1, rest),
            }
        }
        (0, rest)
    }

    /// Writes new labels, and remembers where they stand; `rest` follows them.
    #[inline]
    fn labels(&mut self, source: &[u8], starts: &[u16], rest: u16) -> Result<(), Full> {
        let first = self.len;
        let mut left = starts.len();
        for start in starts {
            let key = Key::at(source, (*start).into());
            key.copy(self.room, self.len).ok_or(Full)?;
            let at = self.len;
            self.len += key.len();
            left -= 1;
            let rest = if left == 0 { rest } else { short(self.len) };
            if at < TARGETS {
                self.compression.insert(short(at), key.hash(rest));
            }
        }
        if self.len > TARGETS && first < TARGETS {
            self.straddle(first);
        }
        Ok(())
    }

    /// Remembers the name at `start` as the one that goes beyond what pointers can name.
    #[cold]
    fn straddle(&mut self, start: usize) {
        self.compression.truncate(start);
        self.compression.straddling = short(start);
    }

    /// The same as [`Pen::known`] in the one name that pointers can name only the start of.
    #[cold]
    fn known_in_straddling(&self, source: &[u8], starts: &[u16]) -> (usize, u16) {
        let mut theirs = [0; MOST_LABELS];
        let start = self.compression.straddling.into();
        let labels = label_starts(self.room, start, &mut theirs).unwrap_or(0);
        let theirs = theirs.get(..labels).unwrap_or_default();
        let mut found = (usize::MAX, ROOT);
        for ((index, start), place) in starts.iter().enumerate().rev().zip(theirs.iter().rev()) {
            if !Key::at(source, (*start).into()).is_at(self.room, (*place).into()) {
                break;
            }
            if usize::from(*place) < TARGETS {
                found = (index, *place);
            }
        }
        found
    }

    /// Whether the name that stands at `at` is `name`, in the same case, and not the root.
    #[inline]
    fn is_at(&self, name: Name<'_>, at: usize) -> bool {
        let source = name.message();
        let (mut from, mut at) = (name.offset(), at);
        if source.get(from) == Some(&0) {
            return false;
        }
        loop {
            step();
            from = settle(source, from);
            at = settle(self.room, at);
            match source.get(from) {
                Some(0) => return self.room.get(at) == Some(&0),
                Some(1..=63) => {
                    let key = Key::at(source, from);
                    if !key.is_at(self.room, at) {
                        return false;
                    }
                    from = from.wrapping_add(key.len());
                    at = at.wrapping_add(key.len());
                }
                _ => return false,
            }
        }
    }
}

/// Where the labels of the name at `at` start, from the left; how many they are, unless there are
/// more than `starts` can take.
#[inline]
fn label_starts(octets: &[u8], mut at: usize, starts: &mut [u16]) -> Option<usize> {
    let mut labels = 0;
    loop {
        step();
        match octets.get(at) {
            Some(len @ 1..=63) => {
                *starts.get_mut(labels)? = short(at);
                labels += 1;
                at = at.wrapping_add(1 + usize::from(*len));
            }
            Some(high @ 0xC0..) => match octets.get(at.wrapping_add(1)) {
                Some(low) => at = pointer(*high, *low),
                None => return Some(labels),
            },
            _ => return Some(labels),
        }
    }
}

#[inline]
fn pointer(high: u8, low: u8) -> usize {
    usize::from(u16::from_be_bytes([high & 0x3F, low]))
}

/// Where the next label or the root stands, behind any pointer.
#[inline]
fn settle(octets: &[u8], mut at: usize) -> usize {
    while let Some([high @ 0xC0..=0xFF, low]) = octets.get(at..).and_then(<[u8]>::first_chunk) {
        step();
        at = pointer(*high, *low);
    }
    at
}
