//! What can be wrong with a message, and where.

use core::fmt;

use crate::rdata;
use crate::rdata::Type;
use crate::registry::{Class, OptionCode, SvcParamKey};

mod fault;

pub(crate) use fault::Fault;
pub(crate) use fault::{FaultKind, HeadField, NO_FIELD, short};

/// A section of a message ([RFC 1035 section 4.1]).
///
/// [RFC 1035 section 4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What is asked; the zone in updates.
    Question,
    /// Records that answer; the prerequisites in updates.
    Answer,
    /// Records that point to an authority; the changes in updates.
    Authority,
    /// Other records that may help, OPT and TSIG among them.
    Additional,
}

impl Section {
    /// The four sections in the order in which they stand in a message.
    pub const ALL: [Section; 4] =
        [Section::Question, Section::Answer, Section::Authority, Section::Additional];

    /// The section's name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Question => "question",
            Section::Answer => "answer",
            Section::Authority => "authority",
            Section::Additional => "additional",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The rule that octets break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A receive call reported more octets than the buffer holds; both in octets.
    #[error("the reported length exceeds the buffer: {reported} reported, {available} available")]
    Oversized {
        /// The length that was reported for the message.
        reported: u32,
        /// The length of the buffer.
        available: u32,
    },
    /// The message ends early: it was cut, or a count or RDLENGTH is too large.
    #[error("the message ends inside the field: {available} of {needed} octets are there")]
    UnexpectedEnd {
        /// How many octets the field has, as far as that is known.
        needed: u16,
        /// How many octets are left.
        available: u16,
    },
    /// The header announces more entries than the octets after it can hold: a question takes at
    /// least 5 octets, a record 11 (RFC 1035 section 4.1.1).
    #[error("the counts exceed the message: {needed} octets at least, {available} are there")]
    Counts {
        /// The least number of octets for so many entries.
        needed: u32,
        /// How many octets follow the header.
        available: u32,
    },
    /// A field runs past the end of its RDATA, option or parameter.
    #[error("the field overruns its window: length {needed}, {available} octets left")]
    Overrun {
        /// How many octets the field has, as far as that is known.
        needed: u16,
        /// How many octets are left in the window.
        available: u16,
    },
    /// Octets are left after the last field of an RDATA, option or parameter.
    #[error("octets are left over: {count}")]
    TrailingOctets {
        /// How many.
        count: u16,
    },
    /// The two top bits of a label length are 01 or 10 (RFC 1035 section 4.1.4, RFC 6891 section 5).
    #[error("the label type is reserved")]
    ReservedLabelType,
    /// A name has more than 255 octets (RFC 1035 section 2.3.4).
    #[error("the name is longer than 255 octets")]
    NameTooLong,
    /// A compression pointer does not lead to before the labels that it ends (RFC 1035 section
    /// 4.1.4).
    #[error("the compression pointer does not point backwards: target {target}")]
    PointerNotBackwards {
        /// Where it leads.
        target: u16,
    },
    /// A name follows more than 128 compression pointers, more than any name can need.
    #[error("the name follows more than 128 compression pointers")]
    TooManyPointers,
    /// The labels behind a compression pointer run out of the message.
    #[error("the compression pointer leads to a name that has no end: target {target}")]
    PointerToNoName {
        /// Where it leads.
        target: u16,
    },
    /// Windows of a type bitmap do not ascend (RFC 4034 section 4.1.2).
    #[error("the windows of the type bitmap are out of order")]
    BitmapOrder,
    /// A block of a type bitmap has no octets, more than 32, or ends in zero (RFC 4034 section
    /// 4.1.2).
    #[error("the length of a block of the type bitmap is not allowed")]
    BitmapLength,
    /// The keys of `SvcParams` do not strictly ascend (RFC 9460 section 2.2).
    #[error("the SvcParamKeys do not ascend")]
    ParamOrder,
    /// A value is none of those that its RFC allows.
    #[error("the value is not allowed")]
    Invalid,
    /// A message has no question or several where exactly one is expected (RFC 9619).
    #[error("the message has not exactly one question: {count}")]
    QuestionCount {
        /// How many it has.
        count: u16,
    },
}

impl ErrorKind {
    /// The name of the kind, as in the source: `UnexpectedEnd`, `Overrun`, ..
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ErrorKind::Oversized { .. } => "Oversized",
            ErrorKind::UnexpectedEnd { .. } => "UnexpectedEnd",
            ErrorKind::Counts { .. } => "Counts",
            ErrorKind::Overrun { .. } => "Overrun",
            ErrorKind::TrailingOctets { .. } => "TrailingOctets",
            ErrorKind::ReservedLabelType => "ReservedLabelType",
            ErrorKind::NameTooLong => "NameTooLong",
            ErrorKind::PointerNotBackwards { .. } => "PointerNotBackwards",
            ErrorKind::TooManyPointers => "TooManyPointers",
            ErrorKind::PointerToNoName { .. } => "PointerToNoName",
            ErrorKind::BitmapOrder => "BitmapOrder",
            ErrorKind::BitmapLength => "BitmapLength",
            ErrorKind::ParamOrder => "ParamOrder",
            ErrorKind::Invalid => "Invalid",
            ErrorKind::QuestionCount { .. } => "QuestionCount",
        }
    }
}

/// Where a message breaks a rule, and which.
///
/// `Display` gives the place first, then the rule:
///
/// ```
/// # use dnswire::Message;
/// let error = Message::parse(&[0; 5]).unwrap_err();
/// assert_eq!(error.offset(), 0);
/// assert_eq!(
///     error.to_string(),
///     "header, octet 0: the message ends inside the field: 5 of 12 octets are there",
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Error {
    kind: ErrorKind,
    offset: u32,
    rtype: Type,
    class: Class,
    index: u16,
    code: u16,
    section: Option<Section>,
    field: u8,
}

impl Error {
    /// An error of the whole message, at `offset`.
    #[cold]
    pub(crate) fn of_message(kind: ErrorKind, offset: usize) -> Self {
        Error {
            kind,
            offset: saturate(offset),
            rtype: Type(0),
            class: Class(0),
            index: 0,
            code: 0,
            section: None,
            field: NO_FIELD,
        }
    }

    /// An error of the header.
    #[cold]
    pub(crate) fn of_header(kind: ErrorKind) -> Self {
        Error { field: HeadField::Header.number(), ..Error::of_message(kind, 0) }
    }

    /// A fault in the head of an entry: owner, type, class, TTL, RDLENGTH, or its RDATA as a whole.
    #[cold]
    pub(crate) fn of_entry(fault: Fault, end: usize, section: Section, index: u16) -> Self {
        Error {
            section: Some(section),
            index,
            field: fault.field,
            ..Error::of_message(fault.kind_in_message(), fault.offset(end))
        }
    }

    /// A fault inside the RDATA that ends at `end`.
    #[cold]
    pub(crate) fn of_rdata(fault: Fault, end: usize, section: Section, index: u16) -> Self {
        Error {
            section: Some(section),
            index,
            field: fault.field,
            ..Error::of_message(fault.kind_in_window(), fault.offset(end))
        }
    }

    /// A fault inside an RDATA that the end of the message cuts.
    #[cold]
    pub(crate) fn of_cut(fault: Fault, end: usize, section: Section, index: u16) -> Self {
        Error { kind: fault.kind_in_message(), ..Error::of_rdata(fault, end, section, index) }
    }

    /// The same error, of a record of this type and class.
    #[must_use]
    pub(crate) fn typed(self, rtype: Type, class: Class) -> Self {
        Error { rtype, class, ..self }
    }

    /// The same error, inside the option or parameter with this code.
    #[must_use]
    pub(crate) fn in_code(self, code: u16) -> Self {
        Error { code: code.saturating_add(1), ..self }
    }

    /// The rule that is broken.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Where, in octets from the start of the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }

    /// The section of the entry it is in; `None` for the header and the message as a whole.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        self.section
    }

    /// The place of the entry in its section, counted from 0.
    #[must_use]
    pub fn index(&self) -> Option<u16> {
        self.section.map(|_| self.index)
    }

    /// The type of the record, where it is known.
    #[must_use]
    pub fn rtype(&self) -> Option<Type> {
        (self.rtype != Type(0)).then_some(self.rtype)
    }

    /// The field, under the name that its RFC gives it.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        if let Some(name) = HeadField::name(self.field, self.section) {
            return Some(name);
        }
        match (self.option(), self.param()) {
            (Some(code), _) => crate::edns::field_name(code, self.field),
            (_, Some(key)) => rdata::svcb::field_name(key, self.field),
            _ => rdata::field_name(self.rtype, self.class, self.field),
        }
    }

    /// The EDNS option it is in.
    #[must_use]
    pub fn option(&self) -> Option<OptionCode> {
        let code = self.code.checked_sub(1)?;
        (self.rtype == Type::OPT).then_some(OptionCode(code))
    }

    /// The parameter of a SVCB or HTTPS record it is in.
    #[must_use]
    pub fn param(&self) -> Option<SvcParamKey> {
        let key = self.code.checked_sub(1)?;
        (self.rtype != Type::OPT).then_some(SvcParamKey(key))
    }
}

#[inline]
fn saturate(octets: usize) -> u32 {
    u32::try_from(octets).unwrap_or(u32::MAX)
}

impl ErrorKind {
    #[cold]
    pub(crate) fn oversized(reported: usize, available: usize) -> Self {
        ErrorKind::Oversized { reported: saturate(reported), available: saturate(available) }
    }

    #[cold]
    pub(crate) fn counts(needed: usize, available: usize) -> Self {
        ErrorKind::Counts { needed: saturate(needed), available: saturate(available) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.section {
            None => {}
            Some(Section::Question) => write!(f, "question {}, ", self.index)?,
            Some(section) => write!(f, "{section} record {}", self.index)?,
        }
        if let Some(rtype) = self.rtype() {
            write!(f, " ({rtype})")?;
        }
        if self.section.is_some_and(|section| section != Section::Question) {
            f.write_str(", ")?;
        }
        if let Some(code) = self.option() {
            write!(f, "option {code}, ")?;
        }
        if let Some(key) = self.param() {
            write!(f, "parameter {key}, ")?;
        }
        if let Some(field) = self.field() {
            write!(f, "{field}, ")?;
        }
        write!(f, "octet {}: {}", self.offset, self.kind)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl core::error::Error for Error {}
