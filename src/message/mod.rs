//! Messages: their octets, walked once, and the entries in them.

mod alias;
mod convert;
mod display;
mod dso;
mod edns;
pub(crate) mod entry;
mod framing;
pub(crate) mod header;
mod iter;
mod own;
mod partial;
mod peek;
mod profile;
pub(crate) mod question;
mod reader;
pub(crate) mod record;
mod response;
mod walk;

use core::fmt;

pub use dso::{Change, Changes, Dso, DsoKind};
pub use edns::Edns;
pub(crate) use framing::Framing;
pub use header::{Flags, Header};
pub use iter::{MessageRecords, Questions, Records, Typed};
pub use own::WithTypes;
pub use partial::Partial;
pub use peek::peek;
pub use profile::{InProfile, Profile};
pub use question::Question;
pub use reader::Reader;
pub use record::Record;
#[cfg(feature = "alloc")]
pub(crate) use record::{Fixed, Reading};
pub use response::AnswersTo;
#[cfg(test)]
pub(crate) use walk::Walk as TestWalk;

use crate::error::{Error, ErrorKind, Section};
use crate::registry::Rcode;
use crate::wire::{MAX_MESSAGE, Wire};
use framing::Strict;
use header::HEADER;
use walk::Walk;

/// A message whose framing was walked once: header, counts, every QNAME and owner name, every
/// RDLENGTH ([RFC 1035 section 4.1]).
///
/// Like a `str`, it was checked when it was made: iterating it cannot fail and allocates nothing.
/// RDATA is decoded when asked for. Octets after the last record are ignored, but visible in
/// [`Message::trailing`]. A message has at most 65535 octets; octets after them are trailing too.
///
/// Listing the mail exchanges of an answer by preference:
///
/// ```
/// use dnswire::{Message, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let message = Message::parse(octets)?;
/// let mut exchanges = message.answers().of::<Mx>().collect::<Result<Vec<_>, _>>()?;
/// exchanges.sort_by_key(|mx| mx.preference);
/// # assert_eq!(exchanges[0].to_string(), "10 mail.example.");
/// # assert_eq!(exchanges.len(), 2);
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [RFC 1035 section 4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1
#[derive(Clone, Copy)]
pub struct Message<'a> {
    octets: &'a [u8],
    framing: Framing,
}

impl<'a> Message<'a> {
    /// Reads a message that is all of `octets`.
    ///
    /// Fails when a name or an RDLENGTH is wrong, or when the octets end before the records do;
    /// [`Message::parse_partial`] then returns the records before the error.
    ///
    /// ```
    /// use dnswire::{ErrorKind, Message};
    ///
    /// let error = Message::parse(b"\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff").unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::CountsExceedMessage { available: 0, .. }));
    /// ```
    #[inline]
    pub fn parse(octets: &'a [u8]) -> Result<Self, Error> {
        let Some(header) = Header::of(octets) else { return Err(no_header(octets.len())) };
        match framing::fast::<false>(octets, header) {
            Ok(framing) => Ok(Message { octets, framing }),
            Err(stop) => Message::walk(octets, header.counts(), stop, framing::resume::<false>),
        }
    }

    /// Reads a message that breaks no rule; `None` when it may break one.
    #[inline]
    pub(crate) fn parse_plain(octets: &'a [u8]) -> Option<Self> {
        match framing::fast::<true>(octets, Header::of(octets)?) {
            Ok(framing) if framing.is_plain() => Some(Message { octets, framing }),
            _ => None,
        }
    }

    /// Reads a message, and tests on the way whether it is plain.
    #[cold]
    #[inline(never)]
    pub(crate) fn parse_and_test(octets: &'a [u8]) -> Result<Self, Error> {
        let header = header(octets)?;
        match framing::fast::<true>(octets, header) {
            Ok(framing) => Ok(Message { octets, framing }),
            Err(stop) => Message::walk(octets, header.counts(), stop, framing::resume::<true>),
        }
    }

    /// Reads the rest of a message that the fast walk gave up. `resume` is a parameter, so that a
    /// program which checks no rule has no code for them.
    #[cold]
    #[inline(never)]
    fn walk(
        octets: &'a [u8],
        counts: [u16; 4],
        stop: framing::Stop,
        resume: framing::Resume,
    ) -> Result<Self, Error> {
        let wire = Wire::new(octets);
        let needed = least_octets(counts);
        let available = wire.message().len().saturating_sub(HEADER);
        if needed > available {
            return Err(Error::of_message(ErrorKind::counts(needed, available), 4));
        }
        let goes_on = octets.len() > MAX_MESSAGE;
        let framing = match resume(octets, counts, stop) {
            Ok(framing) => framing,
            Err(place) => {
                Walk::from(wire, counts, place).run().map_err(|error| error.before_more(goes_on))?
            }
        };
        Ok(Message { octets, framing })
    }

    /// Reads a message from `buffer`, of which a receive call reported `received` octets.
    ///
    /// The length is not believed: calls with `MSG_TRUNC`, and resolver libraries, report the true
    /// length of a message that was cut to the buffer. That is [`ErrorKind::Oversized`].
    ///
    /// ```
    /// use dnswire::{ErrorKind, Message};
    /// # let answer = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let mut buffer = [0; 64];
    /// let received = answer.len(); // as recv with MSG_TRUNC tells
    /// buffer.copy_from_slice(&answer[..64]);
    ///
    /// let error = Message::parse_received(&buffer, received).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Oversized { reported: 69, available: 64 });
    /// ```
    pub fn parse_received(buffer: &'a [u8], received: usize) -> Result<Self, Error> {
        match buffer.get(..received) {
            Some(octets) => Message::parse(octets),
            None => {
                Err(Error::of_message(ErrorKind::oversized(received, buffer.len()), buffer.len()))
            }
        }
    }

    /// Reads the complete records of a message, of which a receive call reported `received` octets.
    ///
    /// Fails only when the octets are fewer than 12.
    ///
    /// ```
    /// use dnswire::Message;
    /// # let answer = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let partial = Message::parse_partial(&answer[..64], answer.len())?;
    /// assert_eq!(partial.message().answers().count(), 1);
    /// assert_eq!(partial.missing(), 5);
    /// assert_eq!(
    ///     partial.error().map(|error| error.to_string()).as_deref(),
    ///     Some(
    ///         "answer record 1 (MX), exchange, octet 62: \
    ///          the message ends inside the field: 2 of 5 octets are there"
    ///     ),
    /// );
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    pub fn parse_partial(buffer: &'a [u8], received: usize) -> Result<Partial<'a>, Error> {
        Partial::parse(buffer, received)
    }

    /// The header.
    #[inline]
    #[must_use]
    pub fn header(&self) -> Header {
        Header::of(self.octets).unwrap_or(Header::NONE)
    }

    /// The identifier.
    #[must_use]
    pub fn id(&self) -> u16 {
        self.header().id()
    }

    /// The number of entries of a section.
    #[inline]
    #[must_use]
    pub fn count(&self, section: Section) -> u16 {
        section.of(self.framing.counts())
    }

    /// The entries of the question section; the zone in an update.
    #[inline]
    #[must_use]
    pub fn questions(&self) -> Questions<'a> {
        let [count, ..] = self.framing.counts();
        Questions::new(self.window_from(HEADER), count)
    }

    /// The only question ([RFC 9619]).
    ///
    /// Fails when the message has none, as some error responses, or more than one.
    ///
    /// [RFC 9619]: https://www.rfc-editor.org/rfc/rfc9619
    pub fn question(&self) -> Result<Question<'a>, Error> {
        let mut questions = self.questions();
        match (self.count(Section::Question), questions.next()) {
            (1, Some(question)) => Ok(question),
            (count, _) => Err(Error::of_message(ErrorKind::QuestionCount { count }, 4)),
        }
    }

    /// The records of the answer section; the prerequisites in an update.
    #[inline]
    #[must_use]
    pub fn answers(&self) -> Records<'a> {
        let [_, count, ..] = self.framing.counts();
        let [start, ..] = self.framing.ends();
        self.records_from(start, count, Section::Answer)
    }

    /// The records of the authority section; the changes in an update.
    #[inline]
    #[must_use]
    pub fn authority(&self) -> Records<'a> {
        let [_, _, count, _] = self.framing.counts();
        let [_, start, ..] = self.framing.ends();
        self.records_from(start, count, Section::Authority)
    }

    /// The records of the additional section, OPT and TSIG included.
    #[inline]
    #[must_use]
    pub fn additional(&self) -> Records<'a> {
        let [.., count] = self.framing.counts();
        let [_, _, start, _] = self.framing.ends();
        self.records_from(start, count, Section::Additional)
    }

    /// The records of all sections; each has its section.
    #[inline]
    #[must_use]
    pub fn records(&self) -> MessageRecords<'a> {
        let [start, ..] = self.framing.ends();
        let [_, counts @ ..] = self.framing.counts();
        MessageRecords::new(self.window_from(start.into()), counts, self.framing.reading())
    }

    /// EDNS: the first OPT record of the additional section ([RFC 6891 section 6.1.1]).
    ///
    /// [RFC 6891 section 6.1.1]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.1
    #[must_use]
    pub fn edns(&self) -> Option<Edns<'a>> {
        self.additional().find_map(Edns::of)
    }

    /// The RCODE, of 12 bits with EDNS, of 4 without.
    #[must_use]
    pub fn rcode(&self) -> Rcode {
        self.edns().map_or(self.header().flags().rcode(), Edns::rcode)
    }

    /// Octets after the last record.
    ///
    /// In DNS Stateful Operations (OPCODE 6) these are TLVs, not junk ([RFC 8490 section 5.4]).
    ///
    /// [RFC 8490 section 5.4]: https://www.rfc-editor.org/rfc/rfc8490#section-5.4
    #[must_use]
    pub fn trailing(&self) -> &'a [u8] {
        self.octets.get(self.end()..).unwrap_or_default()
    }

    /// The offset after the last record.
    #[must_use]
    pub fn end(&self) -> usize {
        self.framing.end().into()
    }

    /// All octets, including the trailing ones.
    #[must_use]
    pub fn as_octets(&self) -> &'a [u8] {
        self.octets
    }

    /// Returns `true` if the message breaks no rule of unicast DNS. `false`: not known.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.framing.is_plain() || self.framing.strict == Strict::Untested && self.test()
    }

    /// Tests a message that was read before.
    #[inline(never)]
    fn test(&self) -> bool {
        Message::parse_and_test(self.octets).is_ok_and(|message| message.framing.is_plain())
    }

    /// The result of the walk, for messages that own their octets.
    #[cfg(feature = "bytes")]
    pub(crate) fn framing(&self) -> Framing {
        self.framing
    }

    /// A message of octets whose walk had this result.
    #[cfg(feature = "bytes")]
    #[inline]
    pub(crate) fn of_parts(octets: &'a [u8], framing: Framing) -> Self {
        Message { octets, framing }
    }

    #[inline]
    fn records_from(&self, start: u16, count: u16, section: Section) -> Records<'a> {
        Records::new(self.window_from(start.into()), count, section, self.framing.reading())
    }

    #[inline]
    fn window_from(&self, start: usize) -> Wire<'a> {
        Wire::new(self.octets).seek(start)
    }
}

/// Reads the header; fails when the octets are fewer than 12.
#[inline]
pub(crate) fn header(octets: &[u8]) -> Result<Header, Error> {
    Header::of(octets).ok_or_else(|| no_header(octets.len()))
}

#[cold]
fn no_header(available: usize) -> Error {
    let available = u16::try_from(available).unwrap_or(u16::MAX);
    Error::of_header(ErrorKind::UnexpectedEnd { needed: 12, available })
}

/// The least number of octets of these entries: 5 for a question, 11 for a record.
#[inline]
fn least_octets([questions, records @ ..]: [u16; 4]) -> usize {
    let records: usize = records.into_iter().fold(0, |sum, count| sum.saturating_add(count.into()));
    usize::from(questions) * 5 + records * 11
}

/// Whole messages compare by their octets.
impl PartialEq for Message<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.octets == other.octets && self.framing.counts() == other.framing.counts()
    }
}

impl Eq for Message<'_> {}

impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("header", &self.header())
            .field("counts", &self.framing.counts())
            .field("octets", &self.octets.len())
            .finish()
    }
}
