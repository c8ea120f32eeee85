//! Conversions and comparisons that users of the standard library expect.

use core::hash::{Hash, Hasher};

use super::{Message, Questions, Record};
use crate::error::{Error, Section};
use crate::rdata::Rdata;

impl Message<'_> {
    /// The number of answers; [`Message::count`] has the number for each section.
    ///
    /// ```
    /// use dnswire::{Message, Section};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let message = Message::parse(octets)?;
    /// assert_eq!((message.answer_count(), message.count(Section::Answer)), (2, 2));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn answer_count(&self) -> usize {
        self.count(Section::Answer).into()
    }
}

/// Reads a message; see [`Message::parse`].
impl<'a> TryFrom<&'a [u8]> for Message<'a> {
    type Error = Error;

    fn try_from(octets: &'a [u8]) -> Result<Self, Error> {
        Message::parse(octets)
    }
}

#[expect(clippy::into_iter_without_iter, reason = "it is an iterator that can be copied")]
impl<'a> IntoIterator for &Questions<'a> {
    type Item = <Questions<'a> as Iterator>::Item;
    type IntoIter = Questions<'a>;

    fn into_iter(self) -> Questions<'a> {
        *self
    }
}

/// Records are equal if owner, type, class, TTL and RDATA are; the case of letters in names does
/// not count, nor does the place. Malformed RDATA is compared octet by octet.
///
/// Names in RDATA are found whether the class has the cache-flush bit of multicast DNS or not.
impl PartialEq for Record<'_> {
    fn eq(&self, other: &Record<'_>) -> bool {
        let head = |record: &Record<'_>| (record.rtype(), record.class(), record.ttl_field());
        head(self) == head(other)
            && self.owner() == other.owner()
            && match (self.without_top_bit().rdata(), other.without_top_bit().rdata()) {
                (Rdata::Malformed(own), Rdata::Malformed(other)) => own.octets == other.octets,
                (own, other) => own == other,
            }
    }
}

impl Eq for Record<'_> {}

impl Hash for Record<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.owner(), self.rtype(), self.class(), self.ttl_field()).hash(state);
        match self.without_top_bit().rdata() {
            Rdata::Malformed(malformed) => malformed.octets.hash(state),
            rdata => rdata.hash(state),
        }
    }
}
