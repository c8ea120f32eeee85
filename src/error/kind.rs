//! The rules that end the reading of a message or of a part of it.

use super::saturate;

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
