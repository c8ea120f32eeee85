//! Messages, section by section.

use core::marker::PhantomData;

use super::Full;
use super::composer::{Composer, Compress, Head, Mark};
use super::compression::Compression;
use super::opt::OptRecord;
use super::pen::Pen;
use super::room::Room;
use super::section::{InQuestion, RecordSection};
use crate::header::Flags;
use crate::name::Name;
use crate::rdata::Type;
use crate::registry::{Class, Rcode};

/// Composes a message, section by section, within a size.
///
/// It starts in the question section; [`answer`], [`authority`], [`additional`] and
/// [`transaction`] go on to a later one, and [`finish`] ends the message from any of them. A wrong
/// order does not compile. Names are compressed as far as [RFC 1035 section 4.1.4] allows, and
/// keep their case: a pointer takes the place of labels that are the same octet for octet.
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
/// Pushing cannot fail. What does not fit into the [limit](Builder::set_limit) or the room is left
/// out, with the whole RRset that it belongs to, and so is all that comes after it: the message
/// then has TC set and holds whole RRset after whole RRset from the first one on, and is well
/// formed in any case. An RRset is what is pushed in a row with the same owner, class and type; RRSIG records
/// that follow it and cover its type belong to it. [`set_optional`](Builder::set_optional) marks
/// what may be left out without TC ([RFC 2181 section 9]). The OPT record of
/// [`set_edns`](Builder::set_edns) has its room from the start, and so has what is
/// [reserved](Builder::reserve) for a TSIG record.
///
/// Sections stand in their order:
///
/// ```compile_fail,E0277
/// # use dnswire::{Builder, Compression};
/// # let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// let builder = Builder::new(&mut octets, &mut compression).unwrap();
/// let builder = builder.authority().answer(); // the answer section comes first
/// ```
///
/// and questions are no records:
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

/// What a builder knows beside the octets.
#[derive(Debug)]
pub(super) struct State<'b> {
    pub(super) edns: Option<OptRecord<'b>>,
    /// The upper 8 bits of the RCODE.
    pub(super) rcode: u8,
    /// Octets that the user keeps free for the end.
    pub(super) reserved: usize,
    pub(super) rrset: Option<Rrset>,
    /// Whether what comes may be left out without TC.
    optional: bool,
    /// Whether something did not fit that may be left out, or that may not.
    pub(super) left_out: LeftOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    Nothing,
    Optional,
    Required,
}

/// The RRset that was pushed last, with the signatures over it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rrset {
    start: Mark,
    rtype: Type,
    class: Class,
}

impl<'b> Builder<'b, InQuestion> {
    /// A message without any entries, ID and flags zero.
    ///
    /// It goes to the start of a slice, or behind what a vector holds already, such as the length
    /// that TCP puts before it. Fails when a slice is shorter than the 12 octets of a header.
    pub fn new(room: impl Into<Room<'b>>, compression: &'b mut Compression) -> Result<Self, Full> {
        let composer = Composer::new(room.into(), compression)?;
        let state = State {
            edns: None,
            rcode: 0,
            reserved: 0,
            rrset: None,
            optional: false,
            left_out: LeftOut::Nothing,
        };
        Ok(Builder { composer, state, section: PhantomData })
    }

    /// Asks a question, or names the zone of an update; whether it fits.
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

    /// Sets the 16 bits behind the identifier; TC is set as well when something does not fit.
    pub fn set_flags(&mut self, flags: Flags) {
        self.composer.flags = flags;
    }

    /// The flags as they were set.
    #[must_use]
    pub fn flags(&self) -> Flags {
        self.composer.flags
    }

    /// Sets the RCODE: 4 bits in the header, the upper 8 in the OPT record, if there is one.
    pub fn set_rcode(&mut self, rcode: Rcode) {
        self.composer.flags = self.composer.flags.with_rcode(rcode);
        let [high, low] = (rcode.0 & 0x0FFF).to_be_bytes();
        self.state.rcode = high << 4 | low >> 4;
    }

    /// Sets the most octets that the message may have; at least 12, at most 65535.
    ///
    /// 65535 unless set; a slice limits it as well. To be set before entries are pushed.
    pub fn set_limit(&mut self, limit: usize) {
        self.composer.set_limit(limit);
    }

    /// Sets which names are compressed.
    pub fn set_compress(&mut self, compress: Compress) {
        self.composer.compress = compress;
    }

    /// Keeps octets free for the records of [`Builder::transaction`].
    ///
    /// To be called before entries are pushed.
    pub fn reserve(&mut self, octets: usize) {
        self.state.reserved = octets;
        self.reserve_all();
    }

    /// Ends the additional section with an OPT record, for which there is room from now on.
    ///
    /// To be called before entries are pushed.
    pub fn set_edns(&mut self, edns: OptRecord<'b>) {
        self.state.edns = Some(edns);
        self.reserve_all();
    }

    fn reserve_all(&mut self) {
        let opt = self.state.edns.as_ref().map_or(0, OptRecord::least_len);
        self.composer.reserved = opt.saturating_add(self.state.reserved);
    }

    /// Whether something did not fit for which TC is set.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.state.left_out == LeftOut::Required
    }

    /// The same message in another section.
    pub(super) fn turn<T>(mut self) -> Builder<'b, T> {
        self.state.rrset = None;
        Builder { composer: self.composer, state: self.state, section: PhantomData }
    }

    /// How many octets the message has by now, without those that are reserved; at least 12.
    #[expect(clippy::len_without_is_empty, reason = "there is always a header")]
    #[must_use]
    pub fn len(&self) -> usize {
        self.composer.len()
    }
}

impl<S: RecordSection> Builder<'_, S> {
    /// Sets whether the records that come may be left out without TC, RRset by RRset.
    ///
    /// [RFC 2181 section 9]: "The TC bit should not be set merely because some extra information
    /// could have been included, but there was insufficient room." Once an RRset was left out, no
    /// optional one comes after it. To be called before the first
    /// record of an RRset.
    ///
    /// [RFC 2181 section 9]: https://www.rfc-editor.org/rfc/rfc2181#section-9
    pub fn set_optional(&mut self, optional: bool) {
        self.state.optional = optional;
        self.state.rrset = None;
    }

    /// Pushes a record, unless it is left out; `rdata` begins and writes its RDATA.
    #[inline]
    pub(super) fn put(
        &mut self,
        head: &Head<'_>,
        rdata: impl Fn(&mut Pen<'_>) -> Result<(), Full>,
    ) -> bool {
        let allowed = if self.state.optional { LeftOut::Nothing } else { LeftOut::Optional };
        if self.state.left_out > allowed {
            return self.leave_out();
        }
        let (start, last) = (self.composer.mark(), self.composer.last_owner());
        if self.composer.record(S::SECTION, head, rdata).is_err() {
            return self.take_back(head);
        }
        if !self.continues(head, last) {
            let &Head { rtype, class, .. } = head;
            self.state.rrset = Some(Rrset { start, rtype, class });
        }
        true
    }

    /// Whether a record that was just written belongs to the RRset before it, whose owner name
    /// stands at `last`.
    #[inline]
    fn continues(&mut self, head: &Head<'_>, last: usize) -> bool {
        self.state.rrset.is_some_and(|rrset| head.is_of(rrset.rtype, rrset.class))
            && (self.composer.last_owner() == last || self.composer.is_name(last, head.owner))
    }

    /// Leaves out the RRset to which a record belongs that does not fit.
    #[cold]
    fn take_back(&mut self, head: &Head<'_>) -> bool {
        let last = self.composer.last_owner();
        if let Some(rrset) = self.state.rrset.take()
            && head.is_of(rrset.rtype, rrset.class)
            && self.composer.is_name(last, head.owner)
        {
            self.composer.roll_back(rrset.start);
        }
        self.leave_out()
    }

    #[cold]
    fn leave_out(&mut self) -> bool {
        let left_out = if self.state.optional { LeftOut::Optional } else { LeftOut::Required };
        self.state.left_out = self.state.left_out.max(left_out);
        false
    }
}
