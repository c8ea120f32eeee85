//! Errors of text: the place, and what was expected there.

use core::fmt;

use crate::error::{ErrorKind, Rule};
use crate::name::NameErrorKind;
use crate::registry::{Found, SvcParamKey, Type};

/// The place where a text in presentation format is wrong, and the reason.
///
/// `Display` gives the place first, then the reason:
///
/// ```
/// # #[cfg(feature = "alloc")] {
/// use dnswire::RecordBuf;
///
/// let error = "example. 300 IN MX ten mail.example.".parse::<RecordBuf>().unwrap_err();
/// assert_eq!((error.line(), error.column(), error.field()), (1, 20, Some("preference")));
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 20 (MX), preference: expected a number up to 65535, found 'ten'"
/// );
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextError {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) rtype: Option<Type>,
    pub(super) field: Option<&'static str>,
    pub(super) kind: TextErrorKind,
    pub(super) found: Found,
}

/// The reason why a text in presentation format is wrong.
///
/// ```
/// use dnswire::{RecordBuf, TextErrorKind};
///
/// let error = "x. 60 A 192.0.2.1 more".parse::<RecordBuf>().unwrap_err();
/// assert_eq!((error.kind(), error.column()), (TextErrorKind::LeftOver, 19));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TextErrorKind {
    /// The text of a field does not have the form of the field.
    #[error("expected {0}")]
    Expected(Expected),
    /// The entry ends before this field.
    #[error("the text ends, expected {0}")]
    Missing(Expected),
    /// Text is left after the last field.
    #[error("expected the end of the record")]
    LeftOver,
    /// A quoted string does not end on its line.
    #[error("the quote is not closed on its line")]
    UnclosedQuote,
    /// A quote is in the middle of a string that did not begin with one.
    #[error("a quote inside a string without quotes must be escaped")]
    QuoteInside,
    /// An opening parenthesis has no closing one.
    #[error("the parenthesis is not closed")]
    UnclosedParenthesis,
    /// A closing parenthesis has no opening one.
    #[error("the parenthesis was not opened")]
    UnopenedParenthesis,
    /// A backslash begins neither `\X` nor `\DDD` with a number up to 255 (RFC 1035 section 5.1).
    #[error("the escape is neither \\X nor \\DDD up to 255")]
    BadEscape,
    /// A domain name is wrong.
    #[error("{0}")]
    Name(NameErrorKind),
    /// A name is relative, and there is no origin.
    #[error("the name is relative, and no origin is set")]
    NoOrigin,
    /// A string has more octets than its length field can count.
    #[error("the string is longer than {0} octets")]
    StringTooLong(u16),
    /// The RDATA has more than 65535 octets.
    #[error("the RDATA is longer than 65535 octets")]
    RdataTooLong,
    /// The octets do not fit into the buffer that was given.
    #[error("the buffer is too small")]
    DoesNotFit,
    /// The number of octets that is written before them is not theirs.
    #[error("the length is {given}, but {found} octets follow")]
    WrongLength {
        /// The number in the text.
        given: u32,
        /// The number of octets after it.
        found: u32,
    },
    /// A parameter occurs twice (RFC 9460 section 2.1).
    #[error("the parameter {0} occurs twice")]
    RepeatedParameter(SvcParamKey),
    /// The type occurs in questions only, so no record can have it.
    #[error("no record can have the type {0}")]
    NotARecordType(Type),
    /// The octets do not have the form of their type.
    #[error("{0}")]
    Form(ErrorKind),
    /// The value breaks a rule of its type.
    #[error("{}", .0.text())]
    Rule(Rule),
    /// The owner is left out, and no record before it has one.
    #[error("the owner is left out, and no record is before it")]
    NoOwner,
    /// The TTL is left out, and neither `$TTL` nor a record before it gives one.
    #[error("the TTL is left out, and none is known from before")]
    NoTtl,
    /// A line begins with `$` and a word that no RFC defines.
    #[error("the directive is not known")]
    UnknownDirective,
    /// `$INCLUDE`, where the reader does not hand it to the caller.
    #[error("$INCLUDE is not followed here")]
    Include,
    /// A range of `$GENERATE` has its end before its start, or a step of 0.
    #[error("the range has no numbers")]
    EmptyRange,
    /// An entry has more than 1048576 octets of text.
    #[error("the entry is longer than 1048576 octets")]
    EntryTooLong,
    /// Reading failed.
    #[cfg(feature = "std")]
    #[error("reading failed: {0}")]
    Read(std::io::ErrorKind),
}

/// The text that a field has.
///
/// ```
/// use dnswire::{Expected, RecordBuf, TextErrorKind};
///
/// let error = "x. 60 A 192.0.2".parse::<RecordBuf>().unwrap_err();
/// assert_eq!(error.kind(), TextErrorKind::Expected(Expected::Ipv4));
/// assert_eq!(Expected::Ipv4.to_string(), "an IPv4 address");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Expected {
    /// A decimal number of at most this value.
    #[error("a number up to {0}")]
    Number(u64),
    /// A number, or a mnemonic of the registry of the field.
    #[error("a number up to {0} or a mnemonic")]
    Mnemonic(u64),
    /// Seconds, or a time with units such as `1h30m`.
    #[error("a time in seconds or with units, such as 1h30m")]
    Duration,
    /// A date as `YYYYMMDDHHmmSS`, or seconds since 1970.
    #[error("a date as YYYYMMDDHHmmSS, or seconds since 1970")]
    Date,
    /// An octal number of at most 16 bits.
    #[error("an octal number up to 177777")]
    Octal,
    /// Four groups of hexadecimal digits with colons between.
    #[error("four groups of hexadecimal digits")]
    Locator,
    /// An IPv4 address.
    #[error("an IPv4 address")]
    Ipv4,
    /// An IPv6 address.
    #[error("an IPv6 address")]
    Ipv6,
    /// An address, where the text alone tells the type.
    #[error("an IPv4 or IPv6 address")]
    Address,
    /// This many pairs of hexadecimal digits with hyphens between.
    #[error("{0} pairs of hexadecimal digits with hyphens between")]
    Eui(u8),
    /// A domain name.
    #[error("a domain name")]
    Name,
    /// A dot.
    #[error("a dot, because there is no gateway")]
    Dot,
    /// Pairs of hexadecimal digits.
    #[error("pairs of hexadecimal digits")]
    Hex,
    /// Pairs of hexadecimal digits after `0x`.
    #[error("0x and pairs of hexadecimal digits")]
    PrefixedHex,
    /// Base64 with its padding.
    #[error("base64")]
    Base64,
    /// Base32 with the extended hex alphabet.
    #[error("base32hex")]
    Base32hex,
    /// A string, with or without quotes.
    #[error("a string")]
    String,
    /// UTF-8 text.
    #[error("a string in UTF-8")]
    Utf8,
    /// RDATA in the form of RFC 3597.
    #[error("RDATA in the form \\# LENGTH HEX")]
    Generic,
    /// An RR type.
    #[error("an RR type")]
    Type,
    /// A type below 128.
    #[error("an RR type below 128")]
    LowType,
    /// A TTL, a class or an RR type.
    #[error("a TTL, a class or an RR type")]
    TtlClassOrType,
    /// A port, or the name of a service.
    #[error("a port or the name of a service")]
    Port,
    /// An address prefix.
    #[error("an address prefix as [!]family:address/length")]
    Prefix,
    /// A parameter of a service binding.
    #[error("a parameter as key or key=value")]
    Parameter,
    /// A value for a parameter.
    #[error("a value of the parameter {0}")]
    ParameterValue(SvcParamKey),
    /// An EDNS option.
    #[error("the name of an EDNS option, or OPT= and its number")]
    Option,
    /// Degrees, minutes, seconds and a direction.
    #[error("degrees, minutes, seconds and one of {0}")]
    Angle(&'static str),
    /// A number of metres.
    #[error("metres with at most two decimals, in the range of the field")]
    Metres,
    /// An ATM address.
    #[error("an ATM address: hexadecimal digits, or decimal digits after +")]
    AtmAddress,
    /// A range of numbers.
    #[error("a range as start-stop or start-stop/step")]
    Range,
    /// A substitution.
    #[error("$ or ${{offset,width,base}}")]
    Substitution,
    /// The name of a file.
    #[error("the name of a file")]
    File,
}

impl TextError {
    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, in characters counted from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }

    /// The type of the record, if it was read.
    #[must_use]
    pub fn rtype(&self) -> Option<Type> {
        self.rtype
    }

    /// The name of the field: that of the RFC in RDATA, else `owner`, `ttl`, `class` or `type`.
    #[must_use]
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> TextErrorKind {
        self.kind
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(rtype) = self.rtype {
            write!(f, " ({rtype})")?;
        }
        if let Some(field) = self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.kind)?;
        if !self.found.is_empty() {
            write!(f, ", found '{}'", self.found)?;
        }
        Ok(())
    }
}

impl fmt::Debug for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextError({self})")
    }
}

impl core::error::Error for TextError {}
