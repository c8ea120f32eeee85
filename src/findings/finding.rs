//! One broken rule and its place.

use core::fmt;

use crate::error::{Error, Rule, Section, Severity, show_entry};
use crate::message::record::Record;
use crate::registry::Type;

/// A rule that a message breaks, and the place.
///
/// ```
/// use dnswire::{Message, Rule};
/// # let answer = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let octets = [answer.as_slice(), b"junk"].concat();
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
    pub(crate) fn of_message(rule: Rule, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Finding { rule, offset, section: None, index: 0, rtype: None, field: None, error: None }
    }

    /// A finding about a question.
    pub(super) fn of_question(rule: Rule, index: u16, offset: usize) -> Self {
        Finding { section: Some(Section::Question), index, ..Finding::of_message(rule, offset) }
    }

    /// A finding about a record.
    pub(crate) fn of_record(rule: Rule, record: &Record<'_>, offset: usize) -> Self {
        Finding {
            section: Some(record.section()),
            index: record.index(),
            rtype: Some(record.rtype()),
            ..Finding::of_message(rule, offset)
        }
    }

    /// A finding with the place of an error.
    pub(crate) fn of_error(rule: Rule, error: Error) -> Self {
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

    /// The severity of the rule: error or warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// The section of the RFC: that of the error, if it has one of its own, or that of the rule.
    #[must_use]
    pub fn rfc(&self) -> &'static str {
        self.error.and_then(|error| error.kind().rfc()).unwrap_or(self.rule.rfc())
    }

    /// The offset, in octets from the start of the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }

    /// The section of the entry; `None` for the message as a whole.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        self.section
    }

    /// The index of the entry in its section, counted from 0.
    #[must_use]
    pub fn index(&self) -> Option<u16> {
        self.section.map(|_| self.index)
    }

    /// The type of the record.
    #[must_use]
    pub fn rtype(&self) -> Option<Type> {
        self.rtype
    }

    /// The field of the RDATA.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The error, where octets could not be read, as in [`Record::malformed`].
    ///
    /// In a message made to be slow, a name may have several faults after its compression pointers;
    /// this error may then be another of them.
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
            return write!(f, "{error} ({})", self.rfc());
        }
        show_entry(f, self.section, self.index)?;
        if self.section.is_some() {
            f.write_str(", ")?;
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

impl core::error::Error for Finding {}
