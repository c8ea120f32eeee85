//! The search for broken rules: linear work, no allocation.
//!
//! Entries are looked at in batches. The table of lengths, which hostile messages need, stands on
//! the stack only while it looks ahead, and not in the iterator.

use super::ahead::Ahead;
use super::examine::{Place, examine};
use super::finding::Finding;
use super::found::{First, Found, Sink};
use super::parts::Parts;
use super::plain::{Look, is_plain_message, look};
use super::{Rule, Severity};
use crate::error::{Error, Fault, FaultKind, Section};
use crate::message::{AllRecords, Message, Partial, Questions};
use crate::name::Follow;
use crate::name::walk::{Budget, step};
use crate::rdata::Type;
use crate::record::Record;
use crate::registry::Opcode;

/// The rules that a message breaks; see [`Message::findings`].
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    scan: Scan<'a>,
    found: Found,
}

/// How far the search has come.
#[derive(Clone, Debug)]
struct Scan<'a> {
    message: Message<'a>,
    /// The error with which the message breaks off.
    broken_off: Option<Error>,
    multicast: bool,
    stage: Stage,
    questions: Questions<'a>,
    records: AllRecords<'a>,
    seen_opt: bool,
    parts: Option<Parts<'a>>,
    budget: Budget,
    ahead: Option<Ahead>,
}

/// What is to be looked at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Header,
    Questions,
    Records,
    End,
    Over,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(message: Message<'a>, broken_off: Option<Error>) -> Self {
        Findings { scan: Scan::new(message, broken_off), found: Found::NONE }
    }

    /// The message is one of multicast DNS, where several questions and compressed names in more
    /// types are right ([RFC 6762 section 18.14]).
    ///
    /// [RFC 6762 section 18.14]: https://www.rfc-editor.org/rfc/rfc6762#section-18.14
    #[must_use]
    pub fn multicast(mut self) -> Self {
        self.scan.multicast = true;
        self
    }

    /// The same without a bound on its work.
    #[cfg(test)]
    pub(crate) fn unbounded(mut self) -> Self {
        self.scan.budget = Budget::unbounded();
        self
    }

    /// The first one of severity error.
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
            multicast: false,
            stage: Stage::Header,
            questions: message.questions(),
            records: message.records(),
            seen_opt: false,
            parts: None,
            budget: Budget::new(message.as_octets()),
            ahead: None,
        }
    }

    /// The first finding of severity error, without keeping others.
    fn first_error(&mut self) -> Option<Finding> {
        let mut first = First(None);
        while self.stage != Stage::Over && first.has_room() {
            self.batch(&mut first);
        }
        first.0
    }

    /// Looks at entries until there are findings enough, or the message is over.
    fn batch(&mut self, found: &mut impl Sink) {
        let mut budget = self.budget;
        while found.has_room() {
            match self.stage {
                Stage::Header => self.header(found),
                Stage::Questions => self.question(found),
                Stage::Records => self.records(found, &mut budget),
                Stage::End => self.end(found),
                Stage::Over => break,
            }
        }
        self.budget = budget;
    }

    fn header(&mut self, found: &mut impl Sink) {
        let flags = self.message.header().flags();
        let count = self.message.count(Section::Question);
        if flags.reserved() {
            found.push(Finding::of_message(Rule::ReservedBit, 3));
        }
        match flags.opcode() {
            Opcode::QUERY if count > 1 && !self.multicast => {
                found.push(Finding::of_message(Rule::QuestionCount, 4));
            }
            Opcode::UPDATE if count > 1 || (count == 0 && !flags.is_response()) => {
                found.push(Finding::of_message(Rule::ZoneCount, 4));
            }
            _ => {}
        }
        self.stage = Stage::Questions;
    }

    fn question(&mut self, found: &mut impl Sink) {
        let index = self.questions.index();
        let Some(question) = self.questions.next() else {
            self.stage = Stage::Records;
            return;
        };
        let offset = question.offset();
        if question.qname().points_into_header() {
            found.push(Finding::of_question(Rule::PointerIntoHeader, index, offset));
        }
        let update = self.message.header().flags().opcode() == Opcode::UPDATE;
        if update && question.qtype() != Type::SOA {
            found.push(Finding::of_question(Rule::ZoneType, index, offset));
        }
    }

    fn records(&mut self, found: &mut impl Sink, budget: &mut Budget) {
        if let Some(parts) = &mut self.parts {
            while found.has_room() {
                let Some(finding) = parts.next() else {
                    self.parts = None;
                    break;
                };
                found.push(finding);
            }
            return;
        }
        let update = self.message.header().flags().opcode() == Opcode::UPDATE;
        let mut place = Place { update, multicast: self.multicast, ..Place::default() };
        while let Some(record) = self.records.next() {
            place.second_opt = self.seen_opt;
            self.seen_opt |= record.rtype() == Type::OPT;
            let looked = match self.ahead.as_mut().and_then(Ahead::next) {
                None => self.record(&record, place, found, budget),
                Some(mut known) => self.record(&record, place, found, &mut known),
            };
            match looked {
                Ok(true) => {}
                Ok(false) => return,
                Err(_) => self.look_ahead(&record),
            }
        }
        self.stage = Stage::End;
    }

    /// Looks at a record; whether it breaks no rule.
    #[inline]
    fn record<F: Follow>(
        &mut self,
        record: &Record<'a>,
        mut place: Place,
        found: &mut impl Sink,
        follow: &mut F,
    ) -> Result<bool, Fault> {
        step();
        match look(record, place.second_opt, place.multicast, follow) {
            Look::Plain => return Ok(true),
            Look::Closer => {}
            Look::OverBudget => return Err(Fault::new(0, FaultKind::Budget)),
        }
        place.last = self.records.len() == 0;
        let fits = examine(record, place, found, follow)?;
        self.parts = Parts::of(*record).filter(|_| fits || record.rtype() == Type::OPT);
        Ok(false)
    }

    /// The record has to be looked at once more, with a table.
    #[cold]
    fn look_ahead(&mut self, record: &Record<'a>) {
        self.records.put_back(record);
        self.ahead.get_or_insert(Ahead::NONE).look(self.records);
    }

    fn end(&mut self, found: &mut impl Sink) {
        let dso = self.message.header().flags().opcode() == Opcode::DSO;
        if let Some(error) = self.broken_off {
            found.push(Finding::of_error(Rule::Framing, error));
        } else if !self.message.trailing().is_empty() && !dso {
            found.push(Finding::of_message(Rule::TrailingOctets, self.message.end()));
        }
        self.stage = Stage::Over;
    }
}

/// Whether an offset lies in the 12 octets of the header.
pub(super) fn is_in_header(target: usize) -> bool {
    target < crate::header::HEADER
}

impl<'a> Message<'a> {
    /// The rules of RFCs that the message breaks, in the order of its octets.
    ///
    /// The strict reading: every RDATA exact, and every rule that a receiver can see in the
    /// message alone. Linear work, no allocation.
    ///
    /// ```
    /// # use dnswire::Message;
    /// # let octets = dnswire::samples::MX;
    /// for finding in Message::parse(octets)?.findings() {
    ///     println!("{finding}");
    /// }
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Findings<'a> {
        Findings::new(*self, None)
    }

    /// Whether the message breaks no rule of severity error; else the first.
    ///
    /// ```
    /// # use dnswire::Message;
    /// # let octets = dnswire::samples::MX;
    /// assert!(Message::parse(octets)?.check().is_ok());
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    pub fn check(&self) -> Result<(), Finding> {
        if is_plain_message(self) {
            return Ok(());
        }
        Scan::new(*self, None).first_error().map_or(Ok(()), Err)
    }
}

impl<'a> Partial<'a> {
    /// The rules that its whole records break, and the one with which it breaks off.
    #[must_use]
    pub fn findings(&self) -> Findings<'a> {
        Findings::new(self.message(), self.error())
    }
}
