//! Composes messages, section by section.

use core::marker::PhantomData;

use super::buffer::Buffer;
use super::composer::{Composer, Compress, Head};
use super::compression::Compression;
use super::opt::OptRecord;
use super::section::{
    Before, InAdditional, InAnswer, InAuthority, InQuestion, InTransaction, RecordSection,
};
use super::writer::Writer;
use crate::layout::DoesNotFit;
use crate::message::Flags;
use crate::name::Name;
use crate::registry::{Class, Rcode, Type};

/// Composes a message, section by section, within a size.
///
/// It starts in the question section; [`answer`], [`authority`], [`additional`] and
/// [`transaction`] move to a later one, and [`finish`] ends the message from any of them. A wrong
/// order does not compile. Names are compressed as far as [RFC 1035 section 4.1.4] allows, and
/// keep their case: a pointer replaces labels only when they are equal octet for octet.
///
/// ```
/// use dnswire::rdata::Mx;
/// use dnswire::{Builder, Class, Compression, Flags, Message, NameBuf, Type};
///
/// let zone: NameBuf = "example.".parse()?;
/// let mail: NameBuf = "mail.example.".parse()?;
/// let mut octets = Vec::new(); // or an array, or a `BytesMut`
/// let mut compression = Compression::new(); // kept for the next message
///
/// let mut builder = Builder::new(&mut octets, &mut compression)?;
/// builder.set_id(0x1234);
/// builder.set_flags(Flags(0).with_response(true));
/// builder.push_question(&zone, Type::MX, Class::IN);
/// let mut builder = builder.answer();
/// builder.push(&zone, 300, Class::IN, &Mx { preference: 10, exchange: mail.as_name() });
/// builder.finish();
///
/// let message = Message::parse(&octets)?;
/// assert_eq!(message.answers().next().unwrap().to_string(), "example. 300 IN MX 10 mail.example.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Within a size
///
/// Pushing cannot fail. A record that does not fit into the [limit](Builder::set_limit) or the
/// buffer is left out, with its whole RRset and everything after it. The message then has TC set,
/// holds complete sets of records from the first one on, and is well formed. A set is a run of records
/// with one owner, class and type; RRSIG records after it that cover its type belong to it.
/// [`set_optional`](Builder::set_optional) marks records that may be left out without TC
/// ([RFC 2181 section 9]). The octets of the OPT record of [`set_edns`](Builder::set_edns) and
/// those [reserved](Builder::reserve) for a TSIG record are kept free from the start.
///
/// Sections keep their order:
///
/// ```compile_fail,E0277
/// # use dnswire::{Builder, Compression};
/// # let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let builder = Builder::new(&mut octets, &mut compression).unwrap();
/// let builder = builder.authority().answer(); // the answer section comes first
/// ```
///
/// Records cannot be pushed in the question section:
///
/// ```compile_fail,E0277
/// # use dnswire::{Builder, Class, Compression, NameBuf, Type};
/// # let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
/// builder.push_raw(&NameBuf::ROOT, 0, Class::IN, Type::NULL, b"");
/// ```
///
/// [`answer`]: Builder::answer
/// [`authority`]: Builder::authority
/// [`additional`]: Builder::additional
/// [`transaction`]: Builder::transaction
/// [`finish`]: Builder::finish
/// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
/// [RFC 2181 section 9]: https://www.rfc-editor.org/rfc/rfc2181#section-9
#[derive(Debug)]
pub struct Builder<'b, S> {
    pub(super) composer: Composer<'b>,
    pub(super) state: State<'b>,
    section: PhantomData<S>,
}

/// The state of a builder apart from the octets.
#[derive(Debug)]
pub(super) struct State<'b> {
    pub(super) edns: Option<OptRecord<'b>>,
    /// The upper 8 bits of the RCODE.
    pub(super) rcode: u8,
    /// The number of octets that the user reserved for the end.
    pub(super) reserved: usize,
    /// The offset of the first record that the next record may form an RRset with.
    earliest: usize,
    /// `true` if the next records may be left out without TC.
    optional: bool,
    /// `true` if the additional section becomes optional when there are answers.
    pub(super) extra_after_answers: bool,
    /// The sets of records left out so far: none, only optional ones, or required ones.
    pub(super) left_out: LeftOut,
    /// The records that are pushed now sign the message: what was left out before does not matter.
    signs: bool,
    refused: Option<WrongClass>,
}

/// A record was refused: the data is not that of its type in this class.
///
/// ```
/// use dnswire::{Builder, Class, Compression, Name, rdata::A};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
/// builder.push(Name::ROOT, 60, Class::CH, &A::new([192, 0, 2, 1].into()));
/// assert_eq!(builder.refused().map(|refused| refused.class), Some(Class::CH));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the data is not that of type {rtype} in class {class}")]
#[non_exhaustive]
pub struct WrongClass {
    /// The type of the record.
    pub rtype: Type,
    /// The class of the record.
    pub class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    Nothing,
    Optional,
    Required,
}

impl<'b> Builder<'b, InQuestion> {
    /// A message without any entries, ID and flags zero.
    ///
    /// It is written to the start of a slice, or after the octets that a vector already holds, such
    /// as the length before it on TCP. Fails when a slice has less than the 12 octets of a header.
    #[inline]
    pub fn new(
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
    ) -> Result<Self, DoesNotFit> {
        let composer = Composer::new(buffer.into(), compression)?;
        let state = State {
            edns: None,
            rcode: 0,
            reserved: 0,
            earliest: 0,
            optional: false,
            extra_after_answers: false,
            left_out: LeftOut::Nothing,
            signs: false,
            refused: None,
        };
        Ok(Builder { composer, state, section: PhantomData })
    }

    /// Pushes a question, or the zone of an update; returns `true` if it is in the message.
    pub fn push_question<'n>(
        &mut self,
        qname: impl Into<Name<'n>>,
        qtype: Type,
        qclass: Class,
    ) -> bool {
        if self.state.left_out == LeftOut::Nothing
            && self.composer.question(qname.into(), qtype, qclass).is_ok()
        {
            return true;
        }
        self.state.left_out = LeftOut::Required;
        false
    }
}

impl<'b, S> Builder<'b, S> {
    /// Sets the identifier.
    pub fn set_id(&mut self, id: u16) {
        self.composer.id = id;
    }

    /// Sets the 16 bits after the identifier; TC is also set when a required record does not fit.
    pub fn set_flags(&mut self, flags: Flags) {
        self.composer.flags = flags;
    }

    /// The flags that were set.
    #[must_use]
    pub fn flags(&self) -> Flags {
        self.composer.flags
    }

    /// Sets the RCODE: 4 bits in the header, the upper 8 in the OPT record, if the message has one.
    pub fn set_rcode(&mut self, rcode: Rcode) {
        self.composer.flags = self.composer.flags.with_rcode(rcode);
        let [high, low] = (rcode.0 & 0x0FFF).to_be_bytes();
        self.state.rcode = high << 4 | low >> 4;
    }

    /// Sets the largest length of the message, in octets; at least 12, at most 65535.
    ///
    /// The default is 65535; the length of a slice is a limit too. Call it before entries are
    /// pushed.
    pub fn set_limit(&mut self, limit: usize) {
        self.composer.set_limit(limit);
    }

    /// Sets which names are compressed.
    pub fn set_compress(&mut self, compress: Compress) {
        self.composer.compress = compress;
    }

    /// Reserves octets for the records of [`Builder::transaction`].
    ///
    /// Call it before entries are pushed.
    pub fn reserve(&mut self, octets: usize) {
        self.state.reserved = octets;
        self.reserve_all();
    }

    /// Sets the OPT record that ends the additional section, and reserves its octets.
    ///
    /// Call it before entries are pushed.
    pub fn set_edns(&mut self, edns: OptRecord<'b>) {
        self.state.edns = Some(edns);
        self.reserve_all();
    }

    fn reserve_all(&mut self) {
        let opt = self.state.edns.as_ref().map_or(0, OptRecord::least_len);
        self.composer.reserved = opt.saturating_add(self.state.reserved);
    }

    /// The first record that was refused, because its data is not that of its type in its class.
    #[must_use]
    pub fn refused(&self) -> Option<WrongClass> {
        self.state.refused
    }

    #[cold]
    pub(super) fn refuse(&mut self, refused: WrongClass) -> bool {
        self.state.refused = self.state.refused.or(Some(refused));
        false
    }

    /// Returns `true` if a required record did not fit, so that TC is set.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.state.left_out == LeftOut::Required
    }

    /// Moves to another section.
    pub(super) fn in_section<T>(mut self) -> Builder<'b, T> {
        self.state.earliest = self.composer.len();
        Builder { composer: self.composer, state: self.state, section: PhantomData }
    }

    /// The number of octets of the message so far, without reserved ones; at least 12.
    #[expect(clippy::len_without_is_empty, reason = "there is always a header")]
    #[must_use]
    pub fn len(&self) -> usize {
        self.composer.len()
    }
}

impl<S: RecordSection> Builder<'_, S> {
    /// Sets whether the next records may be left out without TC, RRset by RRset.
    ///
    /// [RFC 2181 section 9]: "The TC bit should not be set merely because some extra information
    /// could have been included, but there was insufficient room." Once an RRset is left out, every
    /// optional RRset after it is left out too. Call it before the first record of an RRset.
    ///
    /// [RFC 2181 section 9]: https://www.rfc-editor.org/rfc/rfc2181#section-9
    pub fn set_optional(&mut self, optional: bool) {
        self.state.optional = optional;
        self.state.earliest = self.composer.len();
    }

    /// Pushes a record, unless it is left out; `rdata` begins and writes its RDATA.
    #[inline]
    pub(super) fn put(
        &mut self,
        head: &Head<'_>,
        rdata: impl Fn(&mut Writer<'_>) -> Result<(), DoesNotFit>,
    ) -> bool {
        if self.state.left_out != LeftOut::Nothing && self.is_left_out() {
            return self.leave_out();
        }
        if self.composer.record(S::SECTION, head, rdata).is_err() {
            return self.take_back(head);
        }
        true
    }

    /// Returns `true` if the next record is left out, because a record before it was.
    #[cold]
    fn is_left_out(&self) -> bool {
        (self.state.optional || self.state.left_out == LeftOut::Required) && !self.state.signs
    }

    /// Leaves out a record that does not fit, and removes the records of its RRset.
    #[cold]
    fn take_back(&mut self, head: &Head<'_>) -> bool {
        self.composer.take_back(S::SECTION, self.state.earliest, head);
        self.state.earliest = self.composer.len();
        self.leave_out()
    }

    #[cold]
    fn leave_out(&mut self) -> bool {
        let left_out = if self.state.optional { LeftOut::Optional } else { LeftOut::Required };
        self.state.left_out = self.state.left_out.max(left_out);
        false
    }
}

impl<'b, S> Builder<'b, S> {
    /// Moves to the answer section; the prerequisites in an update.
    #[must_use]
    pub fn answer(self) -> Builder<'b, InAnswer>
    where
        S: Before<InAnswer>,
    {
        self.in_section()
    }

    /// Moves to the authority section; the changes in an update.
    #[must_use]
    pub fn authority(self) -> Builder<'b, InAuthority>
    where
        S: Before<InAuthority>,
    {
        self.in_section()
    }

    /// Moves to the additional section.
    ///
    /// In a message of [`Builder::response`] or [`Builder::copy_of`] that has answers, its records
    /// are [optional](Builder::set_optional) from the start: TC is not set for them
    /// ([RFC 2181 section 9], [RFC 4035 section 3.1.1]). Without answers they may be the addresses
    /// of a referral, which are required ([RFC 9471 section 2.1]).
    ///
    /// [RFC 2181 section 9]: https://www.rfc-editor.org/rfc/rfc2181#section-9
    /// [RFC 4035 section 3.1.1]: https://www.rfc-editor.org/rfc/rfc4035#section-3.1.1
    /// [RFC 9471 section 2.1]: https://www.rfc-editor.org/rfc/rfc9471#section-2.1
    #[must_use]
    pub fn additional(mut self) -> Builder<'b, InAdditional>
    where
        S: Before<InAdditional>,
    {
        if self.state.extra_after_answers && self.composer.answers() > 0 {
            self.state.optional = true;
        }
        self.in_section()
    }

    /// Moves to the end of the message, for TSIG or SIG(0), which sign everything before them.
    ///
    /// Writes the OPT record, and releases the [reserved](Builder::reserve) octets. A truncated message
    /// is signed too (RFC 8945 section 5.3), so that records before that were left out do not matter.
    #[must_use]
    pub fn transaction(mut self) -> Builder<'b, InTransaction>
    where
        S: Before<InTransaction>,
    {
        self.end_records();
        self.in_section()
    }

    /// Writes the OPT record, and releases the reserved octets.
    #[inline]
    fn end_records(&mut self) {
        if let Some(opt) = self.state.edns.take() {
            self.composer.reserved = self.reserved_beside(&opt);
            if !opt.write(&mut self.composer, self.state.rcode) {
                self.state.left_out = LeftOut::Required;
            }
        }
        self.composer.reserved = 0;
        self.state.signs = true;
    }

    /// The octets that stay reserved while the OPT record is written: the record has the first right
    /// to the room that is left.
    fn reserved_beside(&self, opt: &OptRecord<'_>) -> usize {
        let taken = self.composer.len().saturating_add(opt.least_len());
        self.state.reserved.min(self.composer.limit().saturating_sub(taken))
    }

    fn seal(&mut self) {
        if self.is_truncated() {
            self.composer.flags = self.composer.flags.with_truncated(true);
        }
    }

    /// Ends the message, with the OPT record if it has one; returns its octets.
    ///
    /// Octets that a vector held before the message are not returned. If a builder is dropped
    /// instead, the vector keeps the pushed entries, without the OPT record.
    #[expect(clippy::must_use_candidate, reason = "the octets are in the buffer as well")]
    pub fn finish(mut self) -> &'b mut [u8]
    where
        S: Before<InTransaction>,
    {
        self.end_records();
        self.seal();
        self.composer.finish()
    }
}

impl Builder<'_, InTransaction> {
    /// The message so far: the octets that a TSIG or SIG(0) record signs.
    pub fn as_octets(&mut self) -> &[u8] {
        self.seal();
        self.composer.octets()
    }
}
