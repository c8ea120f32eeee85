//! The search for broken rules: linear work, no allocation.
//!
//! Entries are looked at in batches, so that the table of lengths, which hostile messages need,
//! stands on the stack of a batch and not in the iterator.

use super::examine::{Place, examine};
use super::finding::Finding;
use super::found::{First, Found, Sink};
use super::parts::Parts;
use super::plain::{Look, is_plain_message, look};
use super::{Rule, Severity};
use crate::error::{Error, Fault, FaultKind, Section};
use crate::message::{AllRecords, Message, Partial, Questions};
use crate::name::Follow;
use crate::name::table::Table;
use crate::name::walk::Budget;
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
        let stopped = self.gather(found, &mut budget);
        self.budget = budget;
        if stopped.is_err() {
            self.batch_with_table(found);
        }
    }

    #[cold]
    #[inline(never)]
    fn batch_with_table(&mut self, found: &mut impl Sink) {
        // A table has no budget to exceed.
        if self.gather(found, &mut Table::new()).is_err() {
            self.stage = Stage::Over;
        }
    }

    fn gather<F: Follow>(&mut self, found: &mut impl Sink, follow: &mut F) -> Result<(), Fault> {
        while found.has_room() {
            match self.stage {
                Stage::Header => self.header(found),
                Stage::Questions => self.question(found),
                Stage::Records => self.records(found, follow)?,
                Stage::End => self.end(found),
                Stage::Over => break,
            }
        }
        Ok(())
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

    fn records<F: Follow>(&mut self, found: &mut impl Sink, follow: &mut F) -> Result<(), Fault> {
        if let Some(parts) = &mut self.parts {
            match parts.next() {
                Some(finding) => found.push(finding),
                None => self.parts = None,
            }
            return Ok(());
        }
        let update = self.message.header().flags().opcode() == Opcode::UPDATE;
        let mut place = Place { update, multicast: self.multicast, ..Place::default() };
        while let Some(record) = self.records.next() {
            place.second_opt = self.seen_opt;
            self.seen_opt |= record.rtype() == Type::OPT;
            match look(&record, place.second_opt, place.multicast, follow) {
                Look::Plain => continue,
                Look::Closer => {}
                Look::OverBudget => {
                    let fault = Fault::new(0, FaultKind::Budget);
                    return Err(self.again(&record, fault));
                }
            }
            place.last = self.records.len() == 0;
            if let Err(fault) = examine(&record, place, found, follow) {
                return Err(self.again(&record, fault));
            }
            self.parts = Parts::of(record);
            return Ok(());
        }
        self.stage = Stage::End;
        Ok(())
    }

    /// The record has to be looked at once more, with a table.
    #[cold]
    fn again(&mut self, record: &Record<'a>, fault: Fault) -> Fault {
        self.records.put_back(record);
        fault
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
