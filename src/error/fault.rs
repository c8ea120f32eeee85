//! The small error that parsers return, before its place in the message is known.

use super::{ErrorKind, Section};

/// A failed read, as parsers return it. It has only 6 octets, so that successful reads stay fast.
///
/// It holds the distance from the failure to the end of its window; the code that has the end of
/// the window turns it into an [`Error`](crate::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Octets from the failure to the end of the window.
    pub(crate) remaining: u16,
    /// A length or a pointer's target, depending on the kind.
    pub(crate) detail: u16,
    pub(crate) kind: FaultKind,
    /// Index in the layout, or the number of a [`HeadField`].
    pub(crate) field: u8,
}

/// [`ErrorKind`] without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    End,
    TrailingOctets,
    ReservedLabelType,
    NameTooLong,
    PointerNotBackwards,
    TooManyPointers,
    PointerToNoName,
    CompressedName,
    BitmapOrder,
    BitmapLength,
    ParamOrder,
    PrefixTooLong,
    BitsAfterPrefix,
    UnknownFamily,
    UnknownGatewayType,
    WrongMagic,
    NotUtf8,
    ZoneVersionLength,
    UnknownUmbrellaType,
    EmptyItem,
    MandatoryOrder,
    RepeatedItem,
    UnknownTransport,
    TransportWeight,
    /// Not an error of the message: the walk must be repeated with a table.
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

/// The first number of a [`HeadField`].
const HEAD: u8 = 0xF0;
/// The number for no field.
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

    /// The name of the field with this number in an entry of `section`.
    pub(super) fn name(number: u8, section: Option<Section>) -> Option<&'static &'static str> {
        static QUESTION: [&str; 4] = ["header", "qname", "qtype", "qclass"];
        static RECORD: [&str; 7] = ["header", "owner", "type", "class", "ttl", "rdlength", "rdata"];
        let names: &[&str] = if section == Some(Section::Question) { &QUESTION } else { &RECORD };
        names.get(usize::from(number.checked_sub(HEAD)?))
    }
}

/// Casts a length or offset in a message to 16 bits; neither is above 65535.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::as_conversions, reason = "at most 65535")]
pub(crate) const fn offset16(octets: usize) -> u16 {
    octets as u16
}

impl Fault {
    #[inline]
    pub(crate) fn new(remaining: usize, kind: FaultKind) -> Self {
        Fault { remaining: offset16(remaining), detail: 0, kind, field: 0 }
    }

    /// `needed` octets were to be read, `remaining` are left.
    #[inline]
    pub(crate) fn end(remaining: usize, needed: usize) -> Self {
        Fault { detail: offset16(needed), ..Fault::new(remaining, FaultKind::End) }
    }

    /// A compression pointer leads to `target`.
    #[inline]
    pub(crate) fn pointer(remaining: usize, kind: FaultKind, target: usize) -> Self {
        Fault { detail: offset16(target), ..Fault::new(remaining, kind) }
    }

    /// Sets the index of the field in which the read failed.
    #[inline]
    #[doc(hidden)]
    #[must_use]
    pub fn in_field(self, field: u8) -> Self {
        Fault { field, ..self }
    }

    /// Sets the field of the entry's head in which the read failed.
    #[inline]
    pub(crate) fn in_head(self, field: HeadField) -> Self {
        Fault { field: field.number(), ..self }
    }

    /// The offset of the failure in a message, when the window ends at `end`.
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
        let target = self.detail;
        match self.kind {
            FaultKind::End => ErrorKind::Overrun { needed: self.detail, available: self.remaining },
            FaultKind::TrailingOctets => ErrorKind::TrailingOctets { count: self.remaining },
            FaultKind::ReservedLabelType | FaultKind::Budget => ErrorKind::ReservedLabelType,
            FaultKind::NameTooLong => ErrorKind::NameTooLong,
            FaultKind::PointerNotBackwards => ErrorKind::PointerNotBackwards { target },
            FaultKind::TooManyPointers => ErrorKind::TooManyPointers,
            FaultKind::PointerToNoName => ErrorKind::PointerToNoName { target },
            FaultKind::CompressedName => ErrorKind::CompressedName,
            FaultKind::BitmapOrder => ErrorKind::BitmapOrder,
            FaultKind::BitmapLength => ErrorKind::BitmapLength,
            FaultKind::ParamOrder => ErrorKind::ParamOrder,
            FaultKind::PrefixTooLong => ErrorKind::PrefixTooLong,
            FaultKind::BitsAfterPrefix => ErrorKind::BitsAfterPrefix,
            FaultKind::UnknownFamily => ErrorKind::UnknownFamily,
            FaultKind::UnknownGatewayType => ErrorKind::UnknownGatewayType,
            FaultKind::WrongMagic => ErrorKind::WrongMagic,
            FaultKind::NotUtf8 => ErrorKind::NotUtf8,
            FaultKind::ZoneVersionLength => ErrorKind::ZoneVersionLength,
            FaultKind::UnknownUmbrellaType => ErrorKind::UnknownUmbrellaType,
            FaultKind::EmptyItem => ErrorKind::EmptyItem,
            FaultKind::MandatoryOrder => ErrorKind::MandatoryOrder,
            FaultKind::RepeatedItem => ErrorKind::RepeatedItem,
            FaultKind::UnknownTransport => ErrorKind::UnknownTransport,
            FaultKind::TransportWeight => ErrorKind::TransportWeight,
        }
    }
}
