//! One broken rule and its place.

use core::fmt;

use super::{Rule, Severity};
use crate::error::{Error, Section};
use crate::rdata::Type;
use crate::record::Record;

/// A rule that a message breaks, and where.
///
/// ```
/// use dnswire::{Message, Rule};
/// # let answer = dnswire::samples::MX;
///
/// let octets = [answer, b"junk"].concat();
/// let finding = Message::parse(&octets)?.findings().next();
/// assert_eq!(finding.map(|finding| finding.rule()), Some(Rule::TrailingOctets));
/// assert_eq!(
///     finding.map(|finding| finding.to_string()).as_deref(),
///     Some("error, octet 69: octets follow the last record (RFC 1035 section 4.1)"),
/// );
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    rule: Rule,
    offset: u32,
    section: Option<Section>,
    index: u16,
    rtype: Option<Type>,
    field: Option<&'static str>,
    error: Option<Error>,
}

impl Finding {
    /// A finding about the message as a whole.
    pub(super) fn of_message(rule: Rule, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Finding { rule, offset, section: None, index: 0, rtype: None, field: None, error: None }
    }

    /// A finding about a question.
    pub(super) fn of_question(rule: Rule, index: u16, offset: usize) -> Self {
        Finding { section: Some(Section::Question), index, ..Finding::of_message(rule, offset) }
    }

    /// A finding about a record.
    pub(super) fn of_record(rule: Rule, record: &Record<'_>, offset: usize) -> Self {
        Finding {
            section: Some(record.section()),
            index: record.index(),
            rtype: Some(record.rtype()),
            ..Finding::of_message(rule, offset)
        }
    }

    /// A finding that is an error with a place of its own.
    pub(super) fn of_error(rule: Rule, error: Error) -> Self {
        Finding {
            section: error.section(),
            index: error.index().unwrap_or(0),
            rtype: error.rtype(),
            field: error.field(),
            error: Some(error),
            ..Finding::of_message(rule, error.offset())
        }
    }

    pub(super) fn in_field(self, field: Option<&'static str>) -> Self {
        Finding { field, ..self }
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// Where, in octets from the start of the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }

    /// The section of the entry it is about; `None` for the message as a whole.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        self.section
    }

    /// The place of the entry in its section, counted from 0.
    #[must_use]
    pub fn index(&self) -> Option<u16> {
        self.section.map(|_| self.index)
    }

    /// The type of the record it is about.
    #[must_use]
    pub fn rtype(&self) -> Option<Type> {
        self.rtype
    }

    /// The field of the RDATA it is about.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The error, where octets could not be read: that of [`Record::malformed`].
    ///
    /// In a message made to be slow, a name with several faults behind its compression pointers may
    /// be refused for another of them here.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        self.error
    }
}

/// Severity, place, rule and the section of the RFC.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, ", self.severity())?;
        if let Some(error) = self.error {
            return write!(f, "{error} ({})", self.rule.rfc());
        }
        match self.section {
            None => {}
            Some(Section::Question) => write!(f, "question {}, ", self.index)?,
            Some(section) => write!(f, "{section} record {}, ", self.index)?,
        }
        if let Some(rtype) = self.rtype {
            write!(f, "type {rtype}, ")?;
        }
        if let Some(field) = self.field {
            write!(f, "{field}, ")?;
        }
        write!(f, "octet {}: {} ({})", self.offset, self.rule.text(), self.rule.rfc())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}
