//! The output of composing.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use crate::wire::MAX_MESSAGE;

/// The least length that a vector is grown to, in octets.
#[cfg(feature = "alloc")]
const LEAST: usize = 512;

/// The output of a message: a slice, or a vector that grows as needed.
///
/// `From` converts a `&mut [u8]` or array (needs `core` only), a `&mut Vec<u8>` (feature `alloc`)
/// or a `&mut BytesMut` (feature `bytes`), so any of these can be passed as
/// `impl Into<Buffer>`. A message is written to the start of a slice, or appended to a vector,
/// whose octets are kept. Compression pointers count from the start of the message.
///
/// ```
/// use dnswire::{Builder, Compression};
///
/// let mut stream = vec![0, 12]; // the length on TCP
/// Builder::new(&mut stream, &mut Compression::new())?.finish();
/// assert_eq!(stream.len(), 14);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Debug)]
pub struct Buffer<'b>(Inner<'b>);

#[derive(Debug)]
enum Inner<'b> {
    Slice(&'b mut [u8]),
    #[cfg(feature = "alloc")]
    Vec(&'b mut Vec<u8>),
    #[cfg(feature = "bytes")]
    Bytes(&'b mut bytes::BytesMut),
}

impl<'b> Buffer<'b> {
    /// A slice without octets.
    pub(super) fn none() -> Self {
        Buffer(Inner::Slice(&mut []))
    }

    /// The most octets that the buffer can have: a slice does not grow.
    #[inline]
    pub(super) fn most(&self) -> usize {
        match &self.0 {
            Inner::Slice(slice) => slice.len().min(MAX_MESSAGE),
            #[cfg(feature = "alloc")]
            Inner::Vec(_) => MAX_MESSAGE,
            #[cfg(feature = "bytes")]
            Inner::Bytes(_) => MAX_MESSAGE,
        }
    }

    /// The offset at which a message starts.
    #[inline]
    pub(super) fn base(&self) -> usize {
        match &self.0 {
            Inner::Slice(_) => 0,
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => vec.len(),
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => bytes.len(),
        }
    }

    /// The number of octets from `base` on.
    #[inline]
    #[cfg_attr(not(feature = "alloc"), expect(unused_variables, reason = "a slice has base 0"))]
    pub(super) fn len(&self, base: usize) -> usize {
        match &self.0 {
            Inner::Slice(slice) => slice.len(), // its base is 0
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => vec.len().saturating_sub(base),
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => bytes.len().saturating_sub(base),
        }
    }

    /// The octets of the buffer from `base` on, at most `limit`.
    #[inline]
    #[cfg_attr(not(feature = "alloc"), expect(unused_variables, reason = "a slice has base 0"))]
    pub(super) fn octets(&mut self, base: usize, limit: usize) -> &mut [u8] {
        let from = match &mut self.0 {
            Inner::Slice(slice) => Some(&mut **slice), // its base is 0
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => vec.get_mut(base..),
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => bytes.get_mut(base..),
        };
        let from = from.unwrap_or_default();
        let len = from.len().min(limit);
        from.get_mut(..len).unwrap_or_default()
    }

    /// Extends the buffer to at most `limit` octets from `base` on; returns `true` if it grew.
    #[cold]
    pub(super) fn grow(&mut self, base: usize, limit: usize) -> bool {
        let len = self.len(base);
        if len >= limit {
            return false;
        }
        match &mut self.0 {
            Inner::Slice(_) => false,
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => {
                vec.resize(base.saturating_add(more(len, limit)), 0);
                true
            }
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => {
                bytes.resize(base.saturating_add(more(len, limit)), 0);
                true
            }
        }
    }

    /// Truncates a vector after the `len` octets from `base` on.
    #[cfg_attr(
        not(feature = "alloc"),
        expect(unused_variables, reason = "slices stay as they are")
    )]
    pub(super) fn cut(&mut self, base: usize, len: usize) {
        match &mut self.0 {
            Inner::Slice(_) => {}
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => vec.truncate(base.saturating_add(len)),
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => bytes.truncate(base.saturating_add(len)),
        }
    }

    /// Converts the buffer into its `len` octets from `base` on.
    pub(super) fn into_octets(mut self, base: usize, len: usize) -> &'b mut [u8] {
        self.cut(base, len);
        #[cfg_attr(
            not(feature = "alloc"),
            expect(clippy::infallible_destructuring_match, reason = "one of several with alloc")
        )]
        let octets = match self.0 {
            Inner::Slice(slice) => slice,
            #[cfg(feature = "alloc")]
            Inner::Vec(vec) => vec.as_mut_slice(),
            #[cfg(feature = "bytes")]
            Inner::Bytes(bytes) => bytes.as_mut(),
        };
        let from = octets.get_mut(base..).unwrap_or_default();
        from.get_mut(..len).unwrap_or_default()
    }
}

#[cfg(feature = "alloc")]
fn more(len: usize, limit: usize) -> usize {
    len.saturating_mul(2).clamp(LEAST.min(limit), limit)
}

impl<'b> From<&'b mut [u8]> for Buffer<'b> {
    fn from(slice: &'b mut [u8]) -> Self {
        Buffer(Inner::Slice(slice))
    }
}

impl<'b, const N: usize> From<&'b mut [u8; N]> for Buffer<'b> {
    fn from(array: &'b mut [u8; N]) -> Self {
        Buffer(Inner::Slice(array))
    }
}

#[cfg(feature = "alloc")]
impl<'b> From<&'b mut Vec<u8>> for Buffer<'b> {
    fn from(vec: &'b mut Vec<u8>) -> Self {
        Buffer(Inner::Vec(vec))
    }
}

#[cfg(feature = "bytes")]
impl<'b> From<&'b mut bytes::BytesMut> for Buffer<'b> {
    fn from(bytes: &'b mut bytes::BytesMut) -> Self {
        Buffer(Inner::Bytes(bytes))
    }
}
