//! An error with its place.

use core::fmt;

use super::{ErrorKind, Fault, HeadField, RecordPlace, Section, saturate, show_entry};
use crate::registry::{DsoType, OptionCode, SvcParamKey, Type};

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
