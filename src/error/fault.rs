//! The small error that parsers pass up, and the field it is in.

use super::{ErrorKind, Section};

/// A failed read, as parsers pass it up: 6 octets, free on the successful path.
///
/// It knows how far from the end of its window the read failed; the code that knows where the
/// window ends turns it into an [`Error`](super::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Octets from the failure to the end of the window.
    pub(crate) remaining: u16,
    /// A length or a pointer's target, depending on the kind.
    pub(crate) detail: u16,
    pub(crate) kind: FaultKind,
    /// Counted from 0, or a [`HeadField`].
    pub(crate) field: u8,
}

/// The ways in which octets can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    End,
    TrailingOctets,
    ReservedLabelType,
    NameTooLong,
    PointerNotBackwards,
    TooManyPointers,
    PointerToNoName,
    BitmapOrder,
    BitmapLength,
    ParamOrder,
    Invalid,
    /// Not a fault of the octets: the walk has to go on with a table of lengths.
    Budget,
}

/// The fields that every entry has, before its RDATA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadField {
    Header,
    Owner,
    Type,
    Class,
    Ttl,
    Rdlength,
    Rdata,
}

/// The first number that stands for a [`HeadField`].
const HEAD: u8 = 0xF0;
/// The number that stands for no field at all.
pub(crate) const NO_FIELD: u8 = 0xFF;

impl HeadField {
    #[inline]
    pub(crate) const fn number(self) -> u8 {
        match self {
            HeadField::Header => HEAD,
            HeadField::Owner => HEAD + 1,
            HeadField::Type => HEAD + 2,
            HeadField::Class => HEAD + 3,
            HeadField::Ttl => HEAD + 4,
            HeadField::Rdlength => HEAD + 5,
            HeadField::Rdata => HEAD + 6,
        }
    }

    pub(super) fn name(number: u8, section: Option<Section>) -> Option<&'static str> {
        let names = match section {
            Some(Section::Question) => ["header", "qname", "qtype", "qclass", "", "", ""],
            _ => ["header", "owner", "type", "class", "ttl", "rdlength", "rdata"],
        };
        names.get(usize::from(number.checked_sub(HEAD)?)).copied().filter(|name| !name.is_empty())
    }
}

/// A length or offset within a message; those have at most 65535 octets.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::as_conversions, reason = "at most 65535")]
pub(crate) const fn short(octets: usize) -> u16 {
    octets as u16
}

impl Fault {
    #[inline]
    pub(crate) fn new(remaining: usize, kind: FaultKind) -> Self {
        Fault { remaining: short(remaining), detail: 0, kind, field: 0 }
    }

    /// `needed` octets were to be read, `remaining` are there.
    #[inline]
    pub(crate) fn end(remaining: usize, needed: usize) -> Self {
        Fault { detail: short(needed), ..Fault::new(remaining, FaultKind::End) }
    }

    /// A compression pointer leads to `target`.
    #[inline]
    pub(crate) fn pointer(remaining: usize, kind: FaultKind, target: usize) -> Self {
        Fault { detail: short(target), ..Fault::new(remaining, kind) }
    }

    /// Names the field, counted from 0, in which the read failed.
    #[inline]
    pub(crate) fn in_field(self, field: u8) -> Self {
        Fault { field, ..self }
    }

    /// Names the field of the entry's head in which the read failed.
    #[inline]
    pub(crate) fn in_head(self, field: HeadField) -> Self {
        Fault { field: field.number(), ..self }
    }

    /// The position of the failure in a message, when the window ends at `end`.
    #[inline]
    pub(super) fn offset(self, end: usize) -> usize {
        end.saturating_sub(self.remaining.into())
    }

    /// The public kind, when the window is the message.
    pub(super) fn kind_in_message(self) -> ErrorKind {
        match self.kind {
            FaultKind::End => {
                ErrorKind::UnexpectedEnd { needed: self.detail, available: self.remaining }
            }
            _ => self.kind_in_window(),
        }
    }

    /// The public kind, when the window is an RDATA, an option or a parameter.
    pub(super) fn kind_in_window(self) -> ErrorKind {
        match self.kind {
            FaultKind::End => ErrorKind::Overrun { needed: self.detail, available: self.remaining },
            FaultKind::TrailingOctets => ErrorKind::TrailingOctets { count: self.remaining },
            FaultKind::ReservedLabelType => ErrorKind::ReservedLabelType,
            FaultKind::NameTooLong => ErrorKind::NameTooLong,
            FaultKind::PointerNotBackwards => {
                ErrorKind::PointerNotBackwards { target: self.detail }
            }
            FaultKind::TooManyPointers => ErrorKind::TooManyPointers,
            FaultKind::PointerToNoName => ErrorKind::PointerToNoName { target: self.detail },
            FaultKind::BitmapOrder => ErrorKind::BitmapOrder,
            FaultKind::BitmapLength => ErrorKind::BitmapLength,
            FaultKind::ParamOrder => ErrorKind::ParamOrder,
            FaultKind::Invalid | FaultKind::Budget => ErrorKind::Invalid,
        }
    }
}
