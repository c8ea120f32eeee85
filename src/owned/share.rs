//! Parts of a message as `Bytes` that share its memory.

use core::ops::Range;

use bytes::Bytes;

use super::MessageBuf;
use crate::message::Record;
use crate::name::Name;

impl MessageBuf {
    /// The RDATA of a record, unchanged, sharing the memory of this message.
    ///
    /// The RDATA of a record of another message is copied.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")));
    ///
    /// let buf = MessageBuf::parse(octets)?;
    /// let rdata: Vec<Bytes> =
    ///     buf.message().answers().map(|record| buf.rdata_bytes(&record)).collect();
    /// drop(buf);
    /// assert_eq!(rdata[1], &b"\x00\x0a\x04mail\xc0\x0c"[..]);
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn rdata_bytes(&self, record: &Record<'_>) -> Bytes {
        self.bytes_of(record.rdata_octets())
    }

    /// The octets of a name, uncompressed, with all length octets and the root.
    ///
    /// They share the memory of this message if the name is in it without a compression pointer;
    /// otherwise they are copied.
    #[must_use]
    pub fn name_bytes(&self, name: Name<'_>) -> Bytes {
        match self.uncompressed(name) {
            Some(place) => self.as_bytes().slice(place),
            None => Bytes::copy_from_slice(name.to_buf().as_octets()),
        }
    }

    /// Octets borrowed from this message, such as a text or a key, sharing its memory.
    ///
    /// Octets that are not part of this message are copied.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin")));
    ///
    /// let buf = MessageBuf::parse(octets)?;
    /// let name = buf.message().question()?.qname();
    /// let label = name.labels().next().map(|label| buf.bytes_of(label.as_octets()));
    /// assert_eq!(label, Some(Bytes::from_static(b"example")));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn bytes_of(&self, octets: &[u8]) -> Bytes {
        match self.place(octets, 0) {
            Some(place) => self.as_bytes().slice(place),
            None => Bytes::copy_from_slice(octets),
        }
    }

    /// The range of a name in this message.
    ///
    /// `None` if it is not in the message, has a compression pointer, or is the root.
    fn uncompressed(&self, name: Name<'_>) -> Option<Range<usize>> {
        let label = name.labels().next()?;
        if name.is_compressed() {
            return None;
        }
        let Range { start, .. } = self.place(label.as_octets(), 1)?;
        self.checked(start..start + name.len())
    }

    /// The range of `octets` in this message, with the `before` octets in front of them; `None` if
    /// they are not in it.
    ///
    /// Message and `octets` are borrowed at the same time, so an address inside the message can
    /// only belong to the message.
    fn place(&self, octets: &[u8], before: usize) -> Option<Range<usize>> {
        let distance = octets.as_ptr().addr().checked_sub(self.as_octets().as_ptr().addr())?;
        let end = distance.checked_add(octets.len())?;
        self.checked(distance.checked_sub(before)?..end)
    }

    fn checked(&self, place: Range<usize>) -> Option<Range<usize>> {
        self.as_octets().get(place.clone()).map(|_| place)
    }
}
