//! The search for broken rules: linear work, no allocation.
//!
//! Entries are examined in batches. The table of names, which hostile messages need, is on the
//! stack while it examines records ahead, and never in the iterator.

use super::ahead::{Ahead, Known};
use super::dso;
use super::finding::Finding;
use super::found::{First, Found, Sink};
use super::header::header;
use super::options::Options;
use super::parts::Parts;
use super::record::{Context, examine, pointer_rule};
use super::update;
use crate::error::{Error, Rule, Severity};
use crate::layout::CodedIter;
use crate::message::record::Record;
use crate::message::{Message, MessageRecords, Partial, Profile, Questions};
use crate::name::{Lengths, Pointers, Table, ordinary_steps};
use crate::registry::{DsoType, Opcode, Type};
use crate::wire::count_step;

/// The rules that a message breaks; see [`Message::findings`].
///
/// ```
/// use dnswire::Message;
///
/// let octets = b"\0\x01\x00\x40\0\0\0\0\0\0\0\0"; // a reserved bit of the header is set
/// let message = Message::parse(octets)?;
/// for finding in message.findings() {
///     println!("{finding}");
/// }
/// assert!(message.findings().next().is_some());
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    scan: Scan<'a>,
    found: Found,
}

/// The state of the search.
#[derive(Clone, Debug)]
struct Scan<'a> {
    message: Message<'a>,
    /// The error at which the message breaks off.
    broken_off: Option<Error>,
    profile: Profile,
    /// Records may be judged by their quick test.
    quick: bool,
    stage: Stage,
    questions: Questions<'a>,
    records: MessageRecords<'a>,
    /// The zone of an update request.
    zone: Option<update::Zone<'a>>,
    seen_opt: bool,
    parts: Option<Parts<'a>>,
    /// The TLVs of a stateful operation that are still to be examined.
    tlvs: Option<CodedIter<'a, DsoType>>,
    /// The steps that may still be taken to follow pointers.
    budget: usize,
    /// The steps that quick tests may still take.
    quick_steps: usize,
    ahead: Option<Ahead>,
}

/// The part of the message that is examined next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Header,
    Questions,
    Records,
    End,
    Tlvs,
    Over,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(message: Message<'a>, broken_off: Option<Error>) -> Self {
        let mut scan = Scan::new(message, broken_off);
        if broken_off.is_none() && message.is_plain() {
            scan.stage = Stage::Over;
        }
        Findings { scan, found: Found::NONE }
    }

    /// Applies the rules of another protocol than unicast DNS.
    ///
    /// ```
    /// use dnswire::{Message, Profile, Rule};
    /// # let octets = b"\0\0\0\0\0\x02\0\0\0\0\0\0\x01a\0\0\x01\0\x01\x01b\0\0\x01\0\x01";
    ///
    /// let message = Message::parse(octets)?;
    /// let rules: Vec<Rule> = message.findings().map(|finding| finding.rule()).collect();
    /// assert_eq!(rules, [Rule::QuestionCount]);
    /// assert_eq!(message.findings().in_profile(Profile::MulticastDns).next(), None);
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn in_profile(mut self, profile: Profile) -> Self {
        self.scan.profile = profile;
        if self.scan.stage == Stage::Over && profile != Profile::Unicast {
            self.scan.stage = Stage::Header; // it breaks no rule of unicast DNS
        }
        self
    }

    /// Treats the message as one of multicast DNS, which allows several questions, compressed names
    /// in more types, and TXT records of no octets ([RFC 6762 section 18], [RFC 6763 section 6.1]).
    ///
    /// [RFC 6762 section 18]: https://www.rfc-editor.org/rfc/rfc6762#section-18
    /// [RFC 6763 section 6.1]: https://www.rfc-editor.org/rfc/rfc6763#section-6.1
    #[must_use]
    pub fn multicast(self) -> Self {
        self.in_profile(Profile::MulticastDns)
    }

    /// Examines every record by its layout, without a table and without a bound on the work.
    #[cfg(test)]
    pub(crate) fn unbounded(mut self) -> Self {
        (self.scan.budget, self.scan.quick) = (usize::MAX, false);
        self
    }

    /// The first finding of severity error.
    #[must_use]
    pub fn first_error(mut self) -> Option<Finding> {
        let is_error = |finding: &Finding| finding.severity() == Severity::Error;
        let handed = core::iter::from_fn(|| self.found.pop()).find(is_error);
        handed.or_else(|| self.scan.first_error())
    }
}

impl Iterator for Findings<'_> {
    type Item = Finding;

    #[inline]
    fn next(&mut self) -> Option<Finding> {
        loop {
            if let Some(finding) = self.found.pop() {
                return Some(finding);
            }
            if self.scan.stage == Stage::Over {
                return None;
            }
            self.scan.batch(&mut self.found);
        }
    }
}

impl core::iter::FusedIterator for Findings<'_> {}

impl<'a> Scan<'a> {
    fn new(message: Message<'a>, broken_off: Option<Error>) -> Self {
        Scan {
            message,
            broken_off,
            profile: Profile::Unicast,
            quick: matches!(message.header().flags().opcode(), Opcode::QUERY | Opcode::UPDATE),
            stage: Stage::Header,
            questions: message.questions(),
            records: message.records(),
            zone: update::Zone::of(&message),
            seen_opt: false,
            parts: None,
            tlvs: None,
            budget: Pointers::ordinary_budget(message.as_octets()),
            quick_steps: ordinary_steps(message.as_octets()),
            ahead: None,
        }
    }

    /// The first finding of severity error; others are dropped.
    fn first_error(&mut self) -> Option<Finding> {
        let mut first = First(None);
        while self.stage != Stage::Over && first.has_room() {
            self.batch(&mut first);
        }
        first.0
    }

    /// Examines entries until the batch is full or the message ends.
    fn batch(&mut self, found: &mut impl Sink) {
        let mut pointers = Pointers::with_budget(self.budget).closely();
        let mut lengths: Lengths = Lengths::new(self.quick_steps);
        while found.has_room() {
            match self.stage {
                Stage::Header => self.header(found),
                Stage::Questions => self.question(found),
                Stage::Records => self.records(found, &mut pointers, &mut lengths),
                Stage::End => self.end(found),
                Stage::Tlvs => self.tlvs(found),
                Stage::Over => break,
            }
        }
        (self.budget, self.quick_steps) = (pointers.left(), lengths.steps);
    }

    fn header(&mut self, found: &mut impl Sink) {
        header(&self.message, self.profile, found);
        self.stage = Stage::Questions;
    }

    fn question(&mut self, found: &mut impl Sink) {
        let index = self.questions.index();
        let Some(question) = self.questions.next() else {
            self.stage = Stage::Records;
            return;
        };
        let offset = question.offset();
        if let Some(rule) = pointer_rule(question.qname()) {
            found.push(Finding::of_question(rule, index, offset));
        }
        let flags = self.message.header().flags();
        if flags.opcode() == Opcode::UPDATE && question.qtype() != Type::SOA {
            found.push(Finding::of_question(Rule::ZoneType, index, offset));
        }
        if question.qtype() == Type::NXNAME && !flags.is_response() {
            found.push(Finding::of_question(Rule::NxnameQuestion, index, offset));
        }
    }

    fn records<S: Sink>(
        &mut self,
        found: &mut S,
        pointers: &mut Pointers<'_>,
        lengths: &mut Lengths,
    ) {
        if self.parts.is_some() {
            return self.parts(found);
        }
        let flags = self.message.header().flags();
        let quick = self.quick && self.profile == Profile::Unicast;
        let context = Context {
            update: flags.opcode() == Opcode::UPDATE,
            response: flags.is_response(),
            profile: self.profile,
            ..Context::default()
        };
        while let Some(record) = self.records.next() {
            let known = match self.ahead.as_mut().map(Ahead::next) {
                None if quick && record.is_quickly_plain_but_for_ttl(lengths) => Some(Known::Plain),
                // Only a table keeps the work linear: here, and after the records it looked at.
                None if quick && lengths.needs_table() => Some(Known::End),
                None => None,
                Some(known) => Some(known),
            };
            let looked = match known {
                None => self.record(&record, context, found, Some(&mut *pointers)),
                Some(Known::Plain) => Ok(self.plain(&record, found)),
                Some(Known::Fits) => self.record(&record, context, found, None),
                Some(Known::Ending(ending)) => {
                    let mut pointers = Pointers::replay(ending).closely();
                    self.record(&record, context, found, Some(&mut pointers))
                }
                Some(Known::End) => Err(()),
            };
            match looked {
                Ok(true) => {}
                Ok(false) => return,
                Err(()) if S::AT_ONCE => {
                    self.records.put_back(&record);
                    return self.with_table(found, context, quick);
                }
                Err(()) => self.look_ahead(&record, quick),
            }
        }
        self.stage = Stage::End;
    }

    /// Examines the options or parameters of the last record.
    fn parts(&mut self, found: &mut impl Sink) {
        while found.has_room() {
            let Some(finding) = self.parts.as_mut().and_then(Parts::next) else {
                self.parts = None;
                break;
            };
            found.push(finding);
        }
    }

    /// Examines the remaining records with one table.
    #[cold]
    #[inline(never)]
    fn with_table(&mut self, found: &mut impl Sink, context: Context, quick: bool) {
        let mut table = Table::new();
        while found.has_room() {
            if self.parts.is_some() {
                self.parts(found);
                continue;
            }
            let Some(record) = self.records.next() else {
                self.stage = Stage::End;
                break;
            };
            let mut lengths = Lengths::with_table(&mut table);
            if quick && record.is_quickly_plain_but_for_ttl(&mut lengths) {
                self.plain(&record, found);
            } else {
                // A table has no budget that could be used up.
                let mut pointers = Pointers::table(&mut table).closely();
                let _ = self.record(&record, context, found, Some(&mut pointers));
            }
        }
    }

    /// Adds the findings about the TTL of a record that breaks no other rule of a query or response,
    /// and about its place in an update; returns `true` if the next record can follow at once.
    #[inline]
    fn plain(&mut self, record: &Record<'a>, found: &mut impl Sink) -> bool {
        if record.ttl_field() >> 31 != 0 {
            found.push(Finding::of_record(Rule::TtlTopBit, record, record.offset()));
        }
        if let Some(zone) = &mut self.zone {
            update::entry(record, zone.entry(record, self.records), found);
        }
        found.has_room()
    }

    /// Examines a record; returns `true` if the next one can follow at once. Fails when `pointers`
    /// has no budget left.
    fn record(
        &mut self,
        record: &Record<'a>,
        mut context: Context,
        found: &mut impl Sink,
        pointers: Option<&mut Pointers<'_>>,
    ) -> Result<bool, ()> {
        count_step();
        let rtype = record.rtype();
        context.last = self.records.len() == 0;
        context.second_opt = self.seen_opt;
        context.entry = self.zone.as_mut().map(|zone| zone.entry(record, self.records));
        if rtype == Type::SIG {
            let mut after = self.records;
            context.before_data = after.next().is_some_and(|next| !next.is_pseudo());
        }
        let fits = examine(record, context, found, pointers).map_err(|_| ())?;
        self.seen_opt |= rtype == Type::OPT;
        let has_parts = rtype == Type::OPT || fits && matches!(rtype, Type::SVCB | Type::HTTPS);
        if has_parts && record.rdlength() > 0 {
            self.parts = Parts::of(*record, Options::of(&self.message), context.profile);
        }
        Ok(self.parts.is_none() && found.has_room())
    }

    /// Looks at the record again, and at those after it, with a table.
    #[cold]
    fn look_ahead(&mut self, record: &Record<'a>, quick: bool) {
        self.records.put_back(record);
        self.ahead.get_or_insert(Ahead::NONE).look(self.records, self.profile, quick);
    }

    /// The TLVs of a stateful operation after the records, if any.
    fn end(&mut self, found: &mut impl Sink) {
        let dso = self.message.dso().filter(|_| self.broken_off.is_none());
        if let Some(error) = self.broken_off {
            found.push(Finding::of_error(Rule::Framing, error));
        } else if let Some(dso) = dso {
            dso::primary(dso, self.message.header(), found);
        } else if !self.message.trailing().is_empty() {
            found.push(Finding::of_message(Rule::TrailingOctets, self.message.end()));
        }
        self.tlvs = dso.map(|dso| dso.tlvs().iter());
        self.stage = Stage::Tlvs;
    }

    fn tlvs(&mut self, found: &mut impl Sink) {
        if let Some(finding) = self.tlvs.as_mut().and_then(dso::malformed) {
            return found.push(finding);
        }
        if self.tlvs.take().is_some()
            && let Some(finding) = self.message.dso().and_then(dso::overrun)
        {
            found.push(finding);
        }
        self.stage = Stage::Over;
    }
}

impl<'a> Message<'a> {
    /// The rules of RFCs that the message breaks, in the order of its octets.
    ///
    /// The strict reading checks that every RDATA is exact, and every rule that a receiver can
    /// check in the message alone. Linear work, no allocation.
    ///
    /// ```
    /// # use dnswire::Message;
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// for finding in Message::parse(octets)?.findings() {
    ///     println!("{finding}");
    /// }
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Findings<'a> {
        Findings::new(*self, None)
    }

    /// Fails with the first rule of severity error that the message breaks.
    ///
    /// ```
    /// # use dnswire::Message;
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// assert!(Message::parse(octets)?.check().is_ok());
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    pub fn check(&self) -> Result<(), Finding> {
        if self.is_plain() { Ok(()) } else { self.first_error() }
    }

    #[cold]
    #[inline(never)]
    fn first_error(self) -> Result<(), Finding> {
        Scan::new(self, None).first_error().map_or(Ok(()), Err)
    }

    /// Reads a message and fails with the first rule of severity error that it breaks, in one walk.
    ///
    /// The same as [`Message::parse`] and [`Message::check`], and faster than both. A message that
    /// cannot be read breaks [`Rule::Framing`]; [`Finding::error`] is the error of
    /// [`Message::parse`]. Reading the RDATA of a message that passed costs less.
    ///
    /// ```
    /// use dnswire::{Message, Rule};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let message = Message::parse_strict(octets)?;
    /// assert_eq!(message.answers().count(), 2);
    ///
    /// let cut = Message::parse_strict(&octets[..64]).unwrap_err();
    /// assert_eq!(cut.rule(), Rule::Framing);
    /// assert_eq!(cut.error(), Message::parse(&octets[..64]).err());
    /// # Ok::<(), dnswire::Finding>(())
    /// ```
    #[inline]
    pub fn parse_strict(octets: &'a [u8]) -> Result<Self, Finding> {
        match Message::parse_plain(octets) {
            Some(message) => Ok(message),
            None => Message::parse_closely(octets),
        }
    }

    /// [`Message::parse_strict`] for a message that may break a rule.
    #[cold]
    #[inline(never)]
    fn parse_closely(octets: &'a [u8]) -> Result<Self, Finding> {
        let message = Message::parse_and_test(octets)
            .map_err(|error| Finding::of_error(Rule::Framing, error))?;
        // Tested right now, so that the test is not repeated.
        if message.is_plain() { Ok(message) } else { message.first_error().map(|()| message) }
    }
}

impl<'a> Partial<'a> {
    /// The rules that its complete records break, and the error at which it breaks off.
    #[must_use]
    pub fn findings(&self) -> Findings<'a> {
        Findings::new(self.message(), self.error())
    }
}
