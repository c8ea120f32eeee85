//! The buffer that octets are written to.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::error::TextErrorKind;
use crate::wire::MAX_MESSAGE;

/// A slice, or a vector that grows, to which at most 65535 octets are written.
#[derive(Debug)]
pub(crate) struct Out<'o> {
    room: Room<'o>,
    /// The octets of a vector that were there before, or 0.
    base: usize,
    len: usize,
}

#[derive(Debug)]
enum Room<'o> {
    Slice(&'o mut [u8]),
    #[cfg(feature = "alloc")]
    Vec(&'o mut Vec<u8>),
}

impl<'o> Out<'o> {
    /// Writes to the start of a slice.
    pub(crate) fn slice(slice: &'o mut [u8]) -> Self {
        Out { room: Room::Slice(slice), base: 0, len: 0 }
    }

    /// Appends to a vector.
    #[cfg(feature = "alloc")]
    pub(crate) fn vec(vec: &'o mut Vec<u8>) -> Self {
        let base = vec.len();
        Out { room: Room::Vec(vec), base, len: 0 }
    }

    /// The number of octets written.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Appends octets.
    #[inline]
    pub(crate) fn push(&mut self, octets: &[u8]) -> Result<(), TextErrorKind> {
        let end = self.len.saturating_add(octets.len());
        if end > MAX_MESSAGE {
            return Err(TextErrorKind::RdataTooLong);
        }
        match &mut self.room {
            Room::Slice(slice) => {
                let place = slice.get_mut(self.len..end).ok_or(TextErrorKind::DoesNotFit)?;
                for (place, octet) in place.iter_mut().zip(octets) {
                    *place = *octet;
                }
            }
            #[cfg(feature = "alloc")]
            Room::Vec(vec) => vec.extend_from_slice(octets),
        }
        self.len = end;
        Ok(())
    }

    /// Appends one octet.
    #[inline]
    pub(crate) fn push_octet(&mut self, octet: u8) -> Result<(), TextErrorKind> {
        self.push(&[octet])
    }

    /// Appends zeros up to this length.
    pub(crate) fn fill(&mut self, len: usize) -> Result<(), TextErrorKind> {
        while self.len < len {
            let count = (len - self.len).min(64);
            self.push([0; 64].get(..count).unwrap_or_default())?;
        }
        Ok(())
    }

    /// The octets from `start` on.
    pub(crate) fn tail_mut(&mut self, start: usize) -> &mut [u8] {
        let (from, end) = (self.base.saturating_add(start), self.base.saturating_add(self.len));
        match &mut self.room {
            Room::Slice(slice) => slice.get_mut(from..end).unwrap_or_default(),
            #[cfg(feature = "alloc")]
            Room::Vec(vec) => vec.get_mut(from..end).unwrap_or_default(),
        }
    }

    /// The octets written.
    pub(crate) fn octets(&self) -> &[u8] {
        let end = self.base.saturating_add(self.len);
        match &self.room {
            Room::Slice(slice) => slice.get(self.base..end).unwrap_or_default(),
            #[cfg(feature = "alloc")]
            Room::Vec(vec) => vec.get(self.base..end).unwrap_or_default(),
        }
    }

    /// The octets of a slice that were written.
    pub(crate) fn into_octets(self) -> &'o mut [u8] {
        let end = self.base.saturating_add(self.len);
        match self.room {
            Room::Slice(slice) => slice.get_mut(self.base..end).unwrap_or_default(),
            #[cfg(feature = "alloc")]
            Room::Vec(vec) => vec.get_mut(self.base..end).unwrap_or_default(),
        }
    }

    /// Removes the octets after this length.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        match &mut self.room {
            Room::Slice(_) => {}
            #[cfg(feature = "alloc")]
            Room::Vec(vec) => vec.truncate(self.base.saturating_add(self.len)),
        }
    }

    /// Sets the octet at `at`.
    pub(crate) fn set(&mut self, at: usize, octet: u8) {
        if let Some(place) = self.tail_mut(at).first_mut() {
            *place = octet;
        }
    }
}
