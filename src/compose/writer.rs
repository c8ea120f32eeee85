//! Writes into a slice, with names compressed.

use super::composer::{Compress, Head};
use super::compression::{Compression, ROOT, TARGETS};
use super::key::Key;
use crate::error::offset16;
use crate::layout::{DoesNotFit, Output};
use crate::name::{Name, Step, step};
use crate::registry::NamePolicy;
use crate::wire::count_step;

/// The most labels of an ordinary name, and of any name.
const FEW_LABELS: usize = 12;
const MOST_LABELS: usize = 127;

/// Writes into the octets of a buffer.
pub(super) struct Writer<'p> {
    /// The message, and the free octets after it.
    pub(super) buffer: &'p mut [u8],
    /// The number of octets of the message.
    pub(super) len: usize,
    compression: &'p mut Compression,
    names: Compress,
    /// `true` if the next names are compressed.
    compress: bool,
}

impl Output for Writer<'_> {
    #[inline]
    fn octets(&mut self, octets: &[u8]) -> Result<(), DoesNotFit> {
        let left = self.buffer.get_mut(self.len..).ok_or(DoesNotFit)?;
        left.get_mut(..octets.len()).ok_or(DoesNotFit)?.copy_from_slice(octets);
        self.len = self.len.wrapping_add(octets.len());
        Ok(())
    }

    #[inline]
    fn name(&mut self, name: Name<'_>) -> Result<(), DoesNotFit> {
        if self.compress {
            self.compressed(name).map(|_| ())
        } else {
            self.write_uncompressed(name)
        }
    }
}

impl<'p> Writer<'p> {
    /// Writes after the first `len` octets of a buffer.
    #[inline]
    pub(super) fn new(
        buffer: &'p mut [u8],
        len: usize,
        compression: &'p mut Compression,
        names: Compress,
    ) -> Self {
        Writer { buffer, len, compression, names, compress: names != Compress::Never }
    }

    /// Begins RDATA of a type with this policy.
    #[inline]
    pub(super) fn begin_rdata(&mut self, policy: NamePolicy) {
        self.compress = self.names.rdata(policy);
    }

    /// Writes an owner name and returns its offset; the owner of the last record is at `last`.
    #[inline]
    pub(super) fn owner(&mut self, name: Name<'_>, last: usize) -> Result<usize, DoesNotFit> {
        if !self.compress {
            let start = self.len;
            self.write_uncompressed(name)?;
            return Ok(start);
        }
        if 0 < last && last < TARGETS && self.matches_at(name, last) {
            self.array((0xC000 | offset16(last)).to_be_bytes())?;
            return Ok(last);
        }
        self.compressed(name)
    }

    /// Writes type, class and TTL, and leaves RDLENGTH 0.
    #[inline]
    pub(super) fn fixed(&mut self, head: &Head<'_>) -> Result<(), DoesNotFit> {
        let [a, b] = head.rtype.0.to_be_bytes();
        let [c, d] = head.class.0.to_be_bytes();
        let [e, f, g, h] = head.ttl.to_be_bytes();
        self.array([a, b, c, d, e, f, g, h, 0, 0])
    }

    /// Writes a fixed number of octets.
    #[inline]
    pub(super) fn array<const N: usize>(&mut self, octets: [u8; N]) -> Result<(), DoesNotFit> {
        let left = self.buffer.get_mut(self.len..).ok_or(DoesNotFit)?;
        *left.first_chunk_mut::<N>().ok_or(DoesNotFit)? = octets;
        self.len = self.len.wrapping_add(N);
        Ok(())
    }

    /// Overwrites the 16 bits at `at`.
    #[inline]
    pub(super) fn set_u16(&mut self, at: usize, number: u16) -> Result<(), DoesNotFit> {
        let place =
            self.buffer.get_mut(at..).and_then(<[u8]>::first_chunk_mut).ok_or(DoesNotFit)?;
        *place = number.to_be_bytes();
        Ok(())
    }

    /// Writes a name without a pointer; no later name points to it.
    fn write_uncompressed(&mut self, name: Name<'_>) -> Result<(), DoesNotFit> {
        for label in name.labels() {
            let octets = label.as_octets();
            self.array([u8::try_from(octets.len()).map_err(|_| DoesNotFit)?])?;
            self.octets(octets)?;
        }
        self.array([0])
    }

    /// Writes a name, with a pointer in place of the longest suffix that the message already has.
    ///
    /// Returns the offset of the name, or the target if the name is only a pointer.
    pub(super) fn compressed(&mut self, name: Name<'_>) -> Result<usize, DoesNotFit> {
        let source = name.message();
        let mut starts = [0; FEW_LABELS];
        if let Some(labels) = label_starts(source, name.offset(), &mut starts) {
            return self.with_starts(source, starts.get(..labels).unwrap_or_default());
        }
        self.many_labels(source, name.offset())
    }

    /// [`Writer::compressed`] for a name of more labels than usual.
    #[cold]
    fn many_labels(&mut self, source: &[u8], start: usize) -> Result<usize, DoesNotFit> {
        let mut starts = [0; MOST_LABELS];
        let labels = label_starts(source, start, &mut starts).unwrap_or(0);
        self.with_starts(source, starts.get(..labels).unwrap_or_default())
    }

    /// [`Writer::compressed`] for a name whose labels start at `starts`.
    #[inline]
    fn with_starts(&mut self, source: &[u8], starts: &[u16]) -> Result<usize, DoesNotFit> {
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
        self.compression.settle(self.buffer);
        Ok(if new == 0 && rest != ROOT { rest.into() } else { start })
    }

    /// The number of labels that are new, and the offset of the rest of the name.
    #[inline]
    fn known(&self, source: &[u8], starts: &[u16]) -> (usize, u16) {
        let mut rest = ROOT;
        for (index, start) in (0..starts.len()).zip(starts).rev() {
            let key = Key::at(source, (*start).into());
            match self.compression.find(self.buffer, &key, rest, key.hash(rest)) {
                Some(entry) => rest = entry,
                None => return (index + 1, rest),
            }
        }
        (0, rest)
    }

    /// Writes new labels and stores their offsets; `rest` is the name after them.
    #[inline]
    fn labels(&mut self, source: &[u8], starts: &[u16], rest: u16) -> Result<(), DoesNotFit> {
        let first = self.len;
        let mut left = starts.len();
        for start in starts {
            let key = Key::at(source, (*start).into());
            key.copy(self.buffer, self.len).ok_or(DoesNotFit)?;
            let at = self.len;
            self.len = self.len.wrapping_add(key.len());
            left = left.saturating_sub(1);
            let rest = if left == 0 { rest } else { offset16(self.len) };
            if at < TARGETS {
                self.compression.insert(offset16(at), key.hash(rest));
            }
        }
        if self.len > TARGETS && first < TARGETS {
            self.straddle(first);
        }
        Ok(())
    }

    /// Stores the name at `start` as the name that crosses the last offset of pointers.
    #[cold]
    fn straddle(&mut self, start: usize) {
        self.compression.truncate(start);
        self.compression.straddling = offset16(start);
    }

    /// [`Writer::known`] in the one name that crosses the last offset of pointers.
    #[cold]
    fn known_in_straddling(&self, source: &[u8], starts: &[u16]) -> (usize, u16) {
        let mut theirs = [0; MOST_LABELS];
        let start = self.compression.straddling.into();
        let labels = label_starts(self.buffer, start, &mut theirs).unwrap_or(0);
        let theirs = theirs.get(..labels).unwrap_or_default();
        let mut found = (usize::MAX, ROOT);
        let ours = (0..starts.len()).zip(starts).rev();
        for ((index, start), place) in ours.zip(theirs.iter().rev()) {
            if !Key::at(source, (*start).into()).is_at(self.buffer, (*place).into()) {
                break;
            }
            if usize::from(*place) < TARGETS {
                found = (index, *place);
            }
        }
        found
    }

    /// Returns `true` if the name at `at` is `name`, octet for octet, and not the root.
    #[inline]
    fn matches_at(&self, name: Name<'_>, at: usize) -> bool {
        let source = name.message();
        let (mut from, mut at) = (name.offset(), at);
        if source.get(from) == Some(&0) {
            return false;
        }
        loop {
            count_step();
            from = skip_pointers(source, from);
            at = skip_pointers(self.buffer, at);
            match step(source, from) {
                Step::Root => return self.buffer.get(at) == Some(&0),
                Step::Label(_) => {
                    let key = Key::at(source, from);
                    if !key.is_at(self.buffer, at) {
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

/// Collects the offsets of the labels of the name at `at`, from the left; returns their number, or
/// `None` when `starts` is too short.
#[inline]
fn label_starts(octets: &[u8], mut at: usize, starts: &mut [u16]) -> Option<usize> {
    let mut labels = 0;
    loop {
        count_step();
        match step(octets, at) {
            Step::Label(len) => {
                *starts.get_mut(labels)? = offset16(at);
                labels += 1;
                at = at.wrapping_add(1 + len);
            }
            Step::Pointer(target) => at = target,
            _ => return Some(labels),
        }
    }
}

/// Follows pointers to the next label or the root; returns its offset.
#[inline]
fn skip_pointers(octets: &[u8], mut at: usize) -> usize {
    while let Step::Pointer(target) = step(octets, at) {
        count_step();
        at = target;
    }
    at
}
