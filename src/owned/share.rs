//! Parts of a message as `Bytes` that share its octets.

use core::ops::Range;

use bytes::Bytes;

use super::MessageBuf;
use crate::name::Name;
use crate::record::Record;

impl MessageBuf {
    /// The RDATA of a record as it stands, sharing the octets of this message.
    ///
    /// A record of another message is right as well; its RDATA is copied.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(dnswire::samples::MX);
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
    /// They share the octets of this message when the name lies in it without a compression
    /// pointer; else they are copied.
    #[must_use]
    pub fn name_bytes(&self, name: Name<'_>) -> Bytes {
        match self.uncompressed(name) {
            Some(place) => self.as_bytes().slice(place),
            None => Bytes::copy_from_slice(name.to_buf().as_octets()),
        }
    }

    /// Octets that were borrowed from this message, sharing it: the text of a TXT record, a key.
    ///
    /// Octets from elsewhere are copied.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use dnswire::MessageBuf;
    /// # let octets = Bytes::from_static(dnswire::samples::MX);
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

    /// Where a name lies in this message, when it does so without a compression pointer.
    fn uncompressed(&self, name: Name<'_>) -> Option<Range<usize>> {
        let label = name.labels().next()?;
        if name.is_compressed() {
            return None;
        }
        let Range { start, .. } = self.place(label.as_octets(), 1)?;
        self.checked(start..start + name.len())
    }

    /// Where `octets`, with so many `before` them, lie in this message.
    ///
    /// Both are borrowed at the same time, so addresses inside the one are the one's octets.
    fn place(&self, octets: &[u8], before: usize) -> Option<Range<usize>> {
        let distance = octets.as_ptr().addr().checked_sub(self.as_octets().as_ptr().addr())?;
        let end = distance.checked_add(octets.len())?;
        self.checked(distance.checked_sub(before)?..end)
    }

    fn checked(&self, place: Range<usize>) -> Option<Range<usize>> {
        self.as_octets().get(place.clone()).map(|_| place)
    }
}
