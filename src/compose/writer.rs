//! Writes into a slice, with names compressed.

use super::composer::{Compress, Head};
use super::compression::Compression;
use super::labels::{are_equal, len_without_pointer};
use crate::error::offset16;
use crate::layout::{DoesNotFit, Output};
use crate::name::{Name, TARGETS, skip_pointers};
use crate::registry::NamePolicy;

/// The number of octets between the owner name and the RDATA of a record.
pub(super) const FIXED: usize = 10;

/// Writes into the octets of a buffer.
#[expect(missing_debug_implementations, reason = "no path leads to it")]
pub struct Writer<'p> {
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
    fn first_octets(&mut self, octets: [u8; 8], len: usize) -> Result<(), DoesNotFit> {
        let left = self.buffer.get_mut(self.len..).ok_or(DoesNotFit)?;
        match left.first_chunk_mut() {
            // Later writes overwrite the extra octets.
            Some(place) if len <= octets.len() => *place = octets,
            _ => {
                let octets = octets.get(..len).ok_or(DoesNotFit)?;
                left.get_mut(..len).ok_or(DoesNotFit)?.copy_from_slice(octets);
            }
        }
        self.len = self.len.wrapping_add(len);
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
            return self.uncompressed_owner(name);
        }
        let source = name.message();
        let first = skip_pointers(source, name.offset());
        if source.get(first) == Some(&0) {
            let root = self.len;
            self.compression.owner_len = 0;
            self.array([0])?;
            return Ok(root);
        }
        if 0 < last && last < TARGETS {
            let whole = self.compression.owner_len;
            if whole != 0 && are_equal(source, first, self.buffer, last, whole) {
                self.array((0xC000 | offset16(last)).to_be_bytes())?;
                return Ok(last);
            }
        }
        self.new_owner(Name::at(source, first))
    }

    /// Writes an owner name that is not the last one. Out of line, so that one that is saves no
    /// registers.
    #[inline(never)]
    fn new_owner(&mut self, name: Name<'_>) -> Result<usize, DoesNotFit> {
        let owner = self.compressed(name)?;
        self.compression.owner_len = len_without_pointer(self.buffer, owner);
        Ok(owner)
    }

    #[cold]
    fn uncompressed_owner(&mut self, name: Name<'_>) -> Result<usize, DoesNotFit> {
        let start = self.len;
        self.compression.owner_len = 0;
        self.write_uncompressed(name)?;
        Ok(start)
    }

    /// Writes type, class, TTL and RDLENGTH at `at`, before RDATA that is written.
    #[inline]
    pub(super) fn fixed(&mut self, at: usize, head: &Head<'_>) -> Result<(), DoesNotFit> {
        let len = self.len.wrapping_sub(at).wrapping_sub(FIXED);
        let [i, j] = u16::try_from(len).map_err(|_| DoesNotFit)?.to_be_bytes();
        let ([a, b], [c, d]) = (head.rtype.0.to_be_bytes(), head.class.0.to_be_bytes());
        let [e, f, g, h] = head.ttl.to_be_bytes();
        let place = self.buffer.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        *place.ok_or(DoesNotFit)? = [a, b, c, d, e, f, g, h, i, j];
        Ok(())
    }

    /// Writes a fixed number of octets.
    #[inline]
    pub(super) fn array<const N: usize>(&mut self, octets: [u8; N]) -> Result<(), DoesNotFit> {
        let left = self.buffer.get_mut(self.len..).ok_or(DoesNotFit)?;
        *left.first_chunk_mut::<N>().ok_or(DoesNotFit)? = octets;
        self.len = self.len.wrapping_add(N);
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
        let (source, start) = (name.message(), self.len);
        let at = name.offset();
        let (end, target) =
            self.compression.name(source, at, self.buffer, start).ok_or(DoesNotFit)?;
        self.len = end;
        match target {
            0 => self.array([0])?,
            _ => self.array((0xC000 | target).to_be_bytes())?,
        }
        Ok(if end == start && target != 0 { target.into() } else { start })
    }
}
