//! Errors: the rule that octets break, and the place where they break it.

use core::fmt;

use crate::registry::{Class, DsoType, OptionCode, SvcParamKey, Type};

mod fault;
mod rule;

pub use fault::Fault;
pub(crate) use fault::{FaultKind, HeadField, NO_FIELD, offset16};
pub use rule::{Rule, Severity};

/// A section of a message ([RFC 1035 section 4.1]).
///
/// ```
/// use dnswire::{Message, Section};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let record = Message::parse(octets)?.records().next().unwrap();
/// assert_eq!(record.section(), Section::Answer);
/// assert_eq!(Section::Answer.to_string(), "answer");
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [RFC 1035 section 4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The questions; the zone in updates.
    Question,
    /// Records that answer; the prerequisites in updates.
    Answer,
    /// Records that point to an authority; the changes in updates.
    Authority,
    /// Other records that may help, OPT and TSIG among them.
    Additional,
}

impl Section {
    /// The four sections in the order of a message.
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

    /// The number of this section out of the four numbers of a message.
    #[inline]
    pub(crate) const fn of<T: Copy>(self, all: [T; 4]) -> T {
        let [question, answer, authority, additional] = all;
        match self {
            Section::Question => question,
            Section::Answer => answer,
            Section::Authority => authority,
            Section::Additional => additional,
        }
    }

    /// The section after this one.
    #[inline]
    pub(crate) const fn next(self) -> Option<Section> {
        match self {
            Section::Question => Some(Section::Answer),
            Section::Answer => Some(Section::Authority),
            Section::Authority => Some(Section::Additional),
            Section::Additional => None,
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The rule that octets break.
///
/// ```
/// use dnswire::{ErrorKind, Message};
///
/// let error = Message::parse(&[0; 5]).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::UnexpectedEnd { needed: 12, available: 5 });
/// ```
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
        /// The length of the field in octets, as far as it is known.
        needed: u16,
        /// The number of octets that are left.
        available: u16,
    },
    /// The header announces more entries than the octets after it can hold: a question takes at
    /// least 5 octets, a record 11 (RFC 1035 section 4.1.1).
    #[error("the counts exceed the message: {needed} octets at least, {available} are there")]
    CountsExceedMessage {
        /// The least number of octets for that many entries.
        needed: u32,
        /// The number of octets after the header.
        available: u32,
    },
    /// A field runs past octet 65535, and a message has no more (RFC 1035 section 4.2.2).
    #[error("the field runs past the 65535 octets of a message: {available} of {needed} are left")]
    BeyondMessage {
        /// The length of the field in octets, as far as it is known.
        needed: u16,
        /// The number of octets up to octet 65535.
        available: u16,
    },
    /// A field runs past the end of its RDATA, option or parameter.
    #[error("the field runs past the end of its data: length {needed}, {available} octets left")]
    Overrun {
        /// The length of the field in octets, as far as it is known.
        needed: u16,
        /// The number of octets left in the RDATA, option or parameter.
        available: u16,
    },
    /// Octets are left after the last field of an RDATA, option or parameter.
    #[error("octets are left over: {count}")]
    TrailingOctets {
        /// Their number.
        count: u16,
    },
    /// The two top bits of a label length are 01 or 10 (RFC 1035 section 4.1.4, RFC 6891 section
    /// 5).
    #[error("the label type is reserved")]
    ReservedLabelType,
    /// A name has more than 255 octets (RFC 1035 section 2.3.4).
    #[error("the name is longer than 255 octets")]
    NameTooLong,
    /// A compression pointer does not lead to an offset before the labels that it ends (RFC 1035
    /// section 4.1.4).
    #[error("the compression pointer does not point backwards: target {target}")]
    PointerNotBackwards {
        /// The offset that it leads to.
        target: u16,
    },
    /// A name follows more than 128 compression pointers, more than any name can need.
    #[error("the name follows more than 128 compression pointers")]
    TooManyPointers,
    /// The labels that a compression pointer leads to run out of the message.
    #[error("the compression pointer leads to a name that has no end: target {target}")]
    PointerToNoName {
        /// The offset that it leads to.
        target: u16,
    },
    /// A name in an option is compressed (RFC 7901 section 4).
    #[error("a name in an option is compressed")]
    CompressedName,
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
    /// A prefix is longer than an address (RFC 2874 section 3.1.1, RFC 7871 section 6).
    #[error("the prefix is longer than the address")]
    PrefixTooLong,
    /// Bits of an address outside of the part that is sent are not zero (RFC 2874 section 3.1.1,
    /// RFC 7871 section 6).
    #[error("bits of the address outside of its prefix or suffix are not zero")]
    BitsAfterPrefix,
    /// The address family of a client subnet is not 0, 1 or 2 (RFC 7871 section 6).
    #[error("the address family is not known")]
    UnknownFamily,
    /// The gateway type of an IPSECKEY record has no known length (RFC 4025 section 2.3).
    #[error("the gateway type is not known")]
    UnknownGatewayType,
    /// An option does not begin with the octets that mark it.
    #[error("the option does not begin with its magic octets")]
    WrongMagic,
    /// Text is not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// The version of a zone is not the 4 octets of a SOA serial (RFC 9660 section 4).
    #[error("the SOA serial does not have 4 octets")]
    ZoneVersionLength,
    /// A field of an Umbrella option has a type without a known length.
    #[error("the type of the Umbrella field is not known")]
    UnknownUmbrellaType,
    /// An item of a list is empty (RFC 9460 section 7.1.1).
    #[error("an item of the list is empty")]
    EmptyItem,
    /// The keys of `mandatory` do not strictly ascend, or `mandatory` itself is among them (RFC
    /// 9460 section 8).
    #[error("the mandatory keys do not ascend, or list mandatory itself")]
    MandatoryOrder,
    /// An item of a list is repeated.
    #[error("an item of the list is repeated")]
    RepeatedItem,
    /// A transport is not `do53`, `dot`, `doh` or `doq` (draft-johani-dnsop-svcb-oots).
    #[error("the transport is not known")]
    UnknownTransport,
    /// The weight of a transport is above 100 (draft-johani-dnsop-svcb-oots).
    #[error("the weight of the transport is above 100")]
    TransportWeight,
    /// A message has no question or several where exactly one is expected (RFC 9619).
    #[error("the message does not have exactly one question: {count}")]
    QuestionCount {
        /// The number of questions.
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
            ErrorKind::CountsExceedMessage { .. } => "CountsExceedMessage",
            ErrorKind::BeyondMessage { .. } => "BeyondMessage",
            ErrorKind::Overrun { .. } => "Overrun",
            ErrorKind::TrailingOctets { .. } => "TrailingOctets",
            ErrorKind::ReservedLabelType => "ReservedLabelType",
            ErrorKind::NameTooLong => "NameTooLong",
            ErrorKind::PointerNotBackwards { .. } => "PointerNotBackwards",
            ErrorKind::TooManyPointers => "TooManyPointers",
            ErrorKind::PointerToNoName { .. } => "PointerToNoName",
            ErrorKind::CompressedName => "CompressedName",
            ErrorKind::BitmapOrder => "BitmapOrder",
            ErrorKind::BitmapLength => "BitmapLength",
            ErrorKind::ParamOrder => "ParamOrder",
            ErrorKind::PrefixTooLong => "PrefixTooLong",
            ErrorKind::BitsAfterPrefix => "BitsAfterPrefix",
            ErrorKind::UnknownFamily => "UnknownFamily",
            ErrorKind::UnknownGatewayType => "UnknownGatewayType",
            ErrorKind::WrongMagic => "WrongMagic",
            ErrorKind::NotUtf8 => "NotUtf8",
            ErrorKind::ZoneVersionLength => "ZoneVersionLength",
            ErrorKind::UnknownUmbrellaType => "UnknownUmbrellaType",
            ErrorKind::EmptyItem => "EmptyItem",
            ErrorKind::MandatoryOrder => "MandatoryOrder",
            ErrorKind::RepeatedItem => "RepeatedItem",
            ErrorKind::UnknownTransport => "UnknownTransport",
            ErrorKind::TransportWeight => "TransportWeight",
            ErrorKind::QuestionCount { .. } => "QuestionCount",
        }
    }

    /// The section of the RFC that states the rule, for kinds that have one of their own.
    ///
    /// ```
    /// use dnswire::{ErrorKind, Message};
    ///
    /// // The QNAME is a compression pointer to itself.
    /// let error = Message::parse(b"\0\0\0\0\0\x01\0\0\0\0\0\0\xc0\x0c\0\x01\0\x01").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::PointerNotBackwards { target: 12 });
    /// assert_eq!(error.kind().rfc(), Some("RFC 1035 section 4.1.4"));
    /// ```
    #[must_use]
    pub const fn rfc(self) -> Option<&'static str> {
        Some(match self {
            ErrorKind::CountsExceedMessage { .. } => "RFC 1035 section 4.1.1",
            ErrorKind::BeyondMessage { .. } => "RFC 1035 section 4.2.2",
            ErrorKind::ReservedLabelType
            | ErrorKind::PointerNotBackwards { .. }
            | ErrorKind::TooManyPointers
            | ErrorKind::PointerToNoName { .. } => "RFC 1035 section 4.1.4",
            ErrorKind::NameTooLong => "RFC 1035 section 2.3.4",
            ErrorKind::CompressedName => "RFC 7901 section 4",
            ErrorKind::BitmapOrder | ErrorKind::BitmapLength => "RFC 4034 section 4.1.2",
            ErrorKind::ParamOrder => "RFC 9460 section 2.2",
            ErrorKind::MandatoryOrder => "RFC 9460 section 8",
            ErrorKind::UnknownFamily => "RFC 7871 section 6",
            ErrorKind::UnknownGatewayType => "RFC 4025 section 2.3",
            ErrorKind::ZoneVersionLength => "RFC 9660 section 4",
            ErrorKind::QuestionCount { .. } => "RFC 9619 section 4",
            _ => return None,
        })
    }

    /// The kind of an error in a buffer that goes on after the 65535 octets of a message.
    #[cold]
    pub(crate) fn before_more(self) -> Self {
        match self {
            ErrorKind::UnexpectedEnd { needed, available } => {
                ErrorKind::BeyondMessage { needed, available }
            }
            kind => kind,
        }
    }

    #[cold]
    pub(crate) fn oversized(reported: usize, available: usize) -> Self {
        ErrorKind::Oversized { reported: saturate(reported), available: saturate(available) }
    }

    #[cold]
    pub(crate) fn counts(needed: usize, available: usize) -> Self {
        ErrorKind::CountsExceedMessage { needed: saturate(needed), available: saturate(available) }
    }
}

/// The record that an RDATA belongs to, for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordPlace {
    pub(crate) rtype: Type,
    pub(crate) class: Class,
    pub(crate) index: u16,
    /// `None` for RDATA that is in no message.
    pub(crate) section: Option<Section>,
}

impl RecordPlace {
    /// The place of RDATA that is in no message.
    #[inline]
    pub(crate) const fn nowhere(rtype: Type, class: Class) -> Self {
        RecordPlace { rtype, class, index: 0, section: None }
    }
}

/// The place where a message breaks a rule, and the rule.
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
    /// A reference to the name, because it has half the size of the name.
    field: Option<&'static &'static str>,
    rtype: Type,
    index: u16,
    /// The code of the option or parameter, if `in_coded`.
    code: u16,
    in_coded: bool,
    section: Option<Section>,
}

impl Error {
    /// An error of the whole message, at `offset`.
    #[cold]
    pub(crate) fn of_message(kind: ErrorKind, offset: usize) -> Self {
        Error {
            kind,
            offset: saturate(offset),
            field: None,
            rtype: Type(0),
            index: 0,
            code: 0,
            in_coded: false,
            section: None,
        }
    }

    /// An error of the header.
    #[cold]
    pub(crate) fn of_header(kind: ErrorKind) -> Self {
        let field = HeadField::name(HeadField::Header.number(), None);
        Error { field, ..Error::of_message(kind, 0) }
    }

    /// A fault in the head of an entry: owner, type, class, TTL, RDLENGTH, or its RDATA as a whole.
    #[cold]
    pub(crate) fn of_entry(fault: Fault, end: usize, section: Section, index: u16) -> Self {
        Error {
            section: Some(section),
            index,
            field: HeadField::name(fault.field, Some(section)),
            ..Error::of_message(fault.kind_in_message(), fault.offset(end))
        }
    }

    /// A fault inside the RDATA that ends at `end`, in a field of this name.
    #[cold]
    pub(crate) fn of_rdata(
        fault: Fault,
        end: usize,
        place: RecordPlace,
        field: Option<&'static &'static str>,
    ) -> Self {
        Error {
            section: place.section,
            index: place.index,
            rtype: place.rtype,
            field,
            ..Error::of_message(fault.kind_in_window(), fault.offset(end))
        }
    }

    /// A fault inside an RDATA that the end of the message cuts.
    #[cold]
    pub(crate) fn of_cut(
        fault: Fault,
        end: usize,
        place: RecordPlace,
        field: Option<&'static &'static str>,
    ) -> Self {
        Error { kind: fault.kind_in_message(), ..Error::of_rdata(fault, end, place, field) }
    }

    /// Makes it an error in a buffer that goes on after the 65535 octets of a message, if it does.
    #[must_use]
    pub(crate) fn before_more(self, goes_on: bool) -> Self {
        if goes_on { Error { kind: self.kind.before_more(), ..self } } else { self }
    }

    /// Sets the type of the record.
    #[must_use]
    pub(crate) fn typed(self, rtype: Type) -> Self {
        Error { rtype, ..self }
    }

    /// Sets the code of the option or parameter.
    #[must_use]
    pub(crate) fn in_code(self, code: u16) -> Self {
        Error { code, in_coded: true, ..self }
    }

    /// Makes it an error of a TLV, which is in no record.
    #[must_use]
    pub(crate) fn without_record(self) -> Self {
        Error { section: None, rtype: Type(0), index: 0, ..self }
    }

    /// Makes it an error in a TLV of this type.
    #[must_use]
    pub(crate) fn in_tlv(self, code: DsoType) -> Self {
        self.without_record().in_code(code.0)
    }

    /// The rule that is broken.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The offset of the failure, in octets from the start of the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }

    /// The section of the entry; `None` for the header and the message as a whole.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        self.section
    }

    /// The index of the entry in its section, counted from 0.
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
        self.field.copied()
    }

    /// The EDNS option that the failure is in.
    #[must_use]
    pub fn option(&self) -> Option<OptionCode> {
        (self.in_coded && self.rtype == Type::OPT).then_some(OptionCode(self.code))
    }

    /// The parameter of a SVCB or HTTPS record that the failure is in.
    #[must_use]
    pub fn param(&self) -> Option<SvcParamKey> {
        let is_param = self.in_coded && !matches!(self.rtype, Type::OPT | Type(0));
        is_param.then_some(SvcParamKey(self.code))
    }

    /// The TLV of a DNS stateful operation that the failure is in.
    #[must_use]
    pub fn tlv(&self) -> Option<DsoType> {
        (self.in_coded && self.rtype == Type(0)).then_some(DsoType(self.code))
    }
}

#[inline]
fn saturate(octets: usize) -> u32 {
    u32::try_from(octets).unwrap_or(u32::MAX)
}

/// Writes the section and index of an entry, the start of errors and findings.
pub(crate) fn show_entry(
    f: &mut fmt::Formatter<'_>,
    section: Option<Section>,
    index: u16,
) -> fmt::Result {
    match section {
        None => Ok(()),
        Some(Section::Question) => write!(f, "question {index}"),
        Some(section) => write!(f, "{section} record {index}"),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_entry(f, self.section, self.index)?;
        match self.rtype() {
            Some(rtype) if self.section.is_some() => write!(f, " ({rtype}), ")?,
            Some(rtype) => write!(f, "{rtype}, ")?,
            None if self.section.is_some() => f.write_str(", ")?,
            None => {}
        }
        if let Some(code) = self.option() {
            write!(f, "option {code}, ")?;
        }
        if let Some(key) = self.param() {
            write!(f, "parameter {key}, ")?;
        }
        if let Some(code) = self.tlv() {
            write!(f, "TLV {code}, ")?;
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

/// An error of the kind `InvalidData`.
///
/// ```
/// use dnswire::Message;
///
/// let error = std::io::Error::from(Message::parse(&[0; 5]).unwrap_err());
/// assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
/// ```
#[cfg(feature = "std")]
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        std::io::Error::new(std::io::ErrorKind::InvalidData, error)
    }
}
