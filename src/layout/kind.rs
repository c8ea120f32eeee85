//! Field kinds: the layout of one field in octets, and its form as text.

use crate::error::Rule;

/// The layout of a field, and its form in presentation format.
///
/// ```
/// use dnswire::layout::{Fields, Kind, Text};
/// use dnswire::rdata::Hinfo;
///
/// assert_eq!(Hinfo::LAYOUT.fields[0].kind, Kind::Counted8(Text::Quoted));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// An unsigned number of 8 bits.
    U8,
    /// An unsigned number of 16 bits.
    U16,
    /// An unsigned number of 32 bits.
    U32,
    /// An unsigned number of 48 bits.
    U48,
    /// An unsigned number of 64 bits.
    U64,
    /// 32 bits of seconds since 1970, written as `YYYYMMDDHHmmSS`
    /// ([RFC 4034 section 3.2](https://www.rfc-editor.org/rfc/rfc4034#section-3.2)).
    Time,
    /// 16 bits, written in octal.
    Octal,
    /// 64 bits, written as four groups of hexadecimal digits
    /// ([RFC 6742 section 2.1.3](https://www.rfc-editor.org/rfc/rfc6742#section-2.1.3)).
    Locator,
    /// A number of a registry, written by its mnemonic.
    Mnemonic(Mnemonic),
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// This many octets, written in hexadecimal with hyphens.
    Eui(u8),
    /// This many octets, written in hexadecimal.
    Fixed(u8),
    /// These octets and no others.
    Magic(&'static [u8]),
    /// A domain name.
    Name,
    /// A length of 8 bits, then that many octets.
    Counted8(Text),
    /// A length of 16 bits, then that many octets.
    Counted16(Text),
    /// All octets up to the end.
    Rest(Text),
    /// UTF-8 text up to the end.
    Utf8,
    /// At least 8 octets up to the end, of which the first 32 are taken: a server cookie.
    ServerCookie,
    /// One or more character-strings up to the end.
    Strings,
    /// Domain names up to the end.
    Names,
    /// Numbers of 16 bits up to the end.
    Numbers,
    /// Numbers of 8 bits up to the end.
    Octets,
    /// Address prefixes up to the end
    /// ([RFC 3123 section 4](https://www.rfc-editor.org/rfc/rfc3123#section-4)).
    Prefixes,
    /// A set of types, in windows of 256
    /// ([RFC 4034 section 4.1.2](https://www.rfc-editor.org/rfc/rfc4034#section-4.1.2)).
    Types,
    /// A set of types below 128
    /// ([RFC 2535 section 5.2](https://www.rfc-editor.org/rfc/rfc2535#section-5.2)).
    NxtTypes,
    /// A set of ports
    /// ([RFC 1035 section 3.4.2](https://www.rfc-editor.org/rfc/rfc1035#section-3.4.2)).
    Ports,
    /// EDNS options.
    Options,
    /// Parameters of a service binding.
    Params,
    /// A field that is left out when no octet is left.
    Optional(&'static Kind),
    /// The number of octets of a later field, in 8 bits; not written as text.
    Length8,
    /// The number of octets of a later field, in 16 bits; not written as text.
    Length16,
    /// Octets whose number is the [`Kind::Length8`] at this offset of the data.
    CountedAt8(u8, Text),
    /// Octets whose number is the [`Kind::Length16`] at this offset of the data.
    CountedAt16(u8, Text),
    /// A prefix length of 8 bits; at most 128.
    PrefixLen,
    /// The octets of an IPv6 address that a prefix length in the first octet leaves
    /// ([RFC 2874 section 3.1](https://www.rfc-editor.org/rfc/rfc2874#section-3.1)).
    A6Suffix,
    /// A domain name, unless the first octet is 0.
    A6Name,
    /// A gateway type of 8 bits; at most 3.
    GatewayType,
    /// The top bit of an octet that the next field shares.
    TopBit,
    /// The lower 7 bits of an octet.
    LowBits,
    /// An address or name of the type in the octet before the last one: a gateway.
    Gateway,
    /// An address, a name or other octets, of the type in the lower 7 bits of the octet before it:
    /// a relay.
    Relay,
    /// An address family of 16 bits: 0, 1 or 2.
    Family,
    /// A prefix length of 8 bits, at most that of the family in the first two octets.
    FamilyPrefix,
    /// The octets that the prefix length in the third octet asks for.
    FamilyAddress,
    /// The version of a zone, of the type in the second octet.
    ZoneVersion,
    /// Fields of an Umbrella option up to the end: a type of 16 bits and a value.
    UmbrellaFields,
    /// One or more parameter keys up to the end, in ascending order.
    Keys,
    /// One or more protocol identifiers up to the end.
    AlpnIds,
    /// Path segments up to the end.
    PathSegments,
    /// One or more IPv4 addresses up to the end.
    Ipv4s,
    /// One or more IPv6 addresses up to the end.
    Ipv6s,
    /// One or more different numbers of 16 bits up to the end.
    Groups,
    /// One or more transports with their weights up to the end.
    Transports,
    /// An `ECHConfigList`: a length of 16 bits, then one or more configurations
    /// ([RFC 9849 section 4](https://www.rfc-editor.org/rfc/rfc9849#section-4)).
    Ech,
}

/// The form of octets in presentation format.
///
/// ```
/// use dnswire::layout::{Fields, Kind, Text};
/// use dnswire::rdata::{Dnskey, Ds};
///
/// assert_eq!(Dnskey::LAYOUT.fields[3].kind, Kind::Rest(Text::Base64));
/// assert_eq!(Ds::LAYOUT.fields[3].kind, Kind::Rest(Text::Hex));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Text {
    /// In hexadecimal, upper case.
    Hex,
    /// In hexadecimal, lower case.
    LowerHex,
    /// In hexadecimal; `-` for no octets.
    HexOrDash,
    /// In hexadecimal after `0x`.
    PrefixedHex,
    /// In base64.
    Base64,
    /// In base64; `-` for no octets.
    Base64OrDash,
    /// The number of octets, then the octets in base64.
    SizedBase64,
    /// In base32 with the extended hex alphabet, without padding.
    Base32hex,
    /// As a quoted string.
    Quoted,
    /// As a quoted string; nothing for no octets.
    QuotedOrNothing,
    /// As a string without quotes; `-` for no octets.
    Bare,
    /// In the form for unknown RDATA: `\# LENGTH HEX`
    /// ([RFC 3597 section 5](https://www.rfc-editor.org/rfc/rfc3597#section-5)).
    Generic,
    /// In hexadecimal, then as characters.
    Dump,
}

/// A registry whose mnemonics are written as text.
///
/// ```
/// use dnswire::layout::{Fields, Kind, Mnemonic};
/// use dnswire::rdata::Rrsig;
///
/// assert_eq!(Rrsig::LAYOUT.fields[0].kind, Kind::Mnemonic(Mnemonic::Type));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mnemonic {
    /// RR types, 16 bits.
    Type,
    /// Types of certificates, 16 bits.
    CertType,
    /// DSYNC schemes, 8 bits.
    DsyncScheme,
    /// Errors of TSIG and TKEY, 16 bits.
    TsigError,
    /// Classes, 16 bits.
    Class,
}

/// A rule for the value of a field, beyond its layout.
///
/// ```
/// use dnswire::layout::{Check, Fields};
/// use dnswire::fields;
///
/// fields! {
///     /// A code.
///     pub struct Code<'a> {
///         /// At least one character.
///         #[kind(Counted8(Quoted))]
///         #[check(NotEmpty(EmptyCode))]
///         pub code: &'a [u8],
///     }
/// }
///
/// assert!(matches!(Code::LAYOUT.fields[0].checks, [Check::NotEmpty(_)]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The field is not empty.
    NotEmpty(Rule),
    /// The field is not empty, unless these bits of the octet at this offset are all set.
    NotEmptyUnless(u8, u8, Rule),
    /// The field is not empty, unless the octet at this offset is 0.
    NotEmptyUnlessZero(u8, Rule),
    /// The field has at least this many octets.
    AtLeast(u16, Rule),
    /// The field is not empty, and it has this many octets when the octet at this offset is listed.
    LengthBy(u8, &'static [(u8, u16)], Rule),
    /// The field has at least this many octets, all of them decimal digits.
    Digits(u16, Rule),
    /// The field has at least this many octets, all of them ASCII letters and digits.
    Alphanumeric(u16, Rule),
    /// The field is a decimal number, of at most 180 in either direction.
    Degrees(Rule),
    /// The field is a decimal number.
    Decimal(Rule),
    /// The field is a mantissa and an exponent of ten, both of 4 bits and at most 9.
    Size(Rule),
    /// The field is an angle of at most this many degrees.
    Angle(u32, Rule),
    /// The field is a type that can be signed.
    Signed(Rule),
    /// The set of types does not have type 0.
    NotTypeZero(Rule),
    /// The field is not empty; digits only when the octet at this offset is 1.
    DigitsIfOne(u8, Rule),
    /// The prefixes have at most the octets of an address, and a length of at most its bits.
    Prefixes,
    /// The number is not 0.
    NotZero(Rule),
    /// The set of types, in windows, has no type that no zone holds.
    NoPseudoTypes(Rule),
    /// The number of 8 or 16 bits has no other bits than these.
    OnlyBits(u16, Rule),
    /// The number of 8 bits is this one.
    Equals(u8, Rule),
    /// All octets of the data are these when the number is 0.
    WholeIfZero(&'static [u8], Rule),
}

impl Kind {
    /// Returns `true` if fields of this kind are numbers.
    #[inline]
    pub(crate) const fn is_number(self) -> bool {
        matches!(
            self,
            Kind::U8
                | Kind::U16
                | Kind::U32
                | Kind::U48
                | Kind::U64
                | Kind::Time
                | Kind::Octal
                | Kind::Locator
                | Kind::Mnemonic(_)
                | Kind::Length8
                | Kind::Length16
                | Kind::PrefixLen
                | Kind::GatewayType
                | Kind::Family
                | Kind::FamilyPrefix
        )
    }

    /// The number of octets, if every value has the same number.
    #[inline]
    pub(crate) const fn fixed_len(self) -> Option<usize> {
        Some(match self {
            Kind::U8 | Kind::Length8 | Kind::Mnemonic(Mnemonic::DsyncScheme) | Kind::LowBits => 1,
            Kind::U16 | Kind::Octal | Kind::Length16 | Kind::Mnemonic(_) => 2,
            Kind::U32 | Kind::Time | Kind::Ipv4 => 4,
            Kind::U48 => 6,
            Kind::U64 | Kind::Locator => 8,
            Kind::Ipv6 => 16,
            Kind::Eui(len) | Kind::Fixed(len) => widen(len),
            _ => return None,
        })
    }

    /// Returns `true` if the field is a name, or names, at least in some data.
    pub(super) const fn can_be_name(self) -> bool {
        matches!(self, Kind::Name | Kind::Names | Kind::A6Name | Kind::Gateway | Kind::Relay)
    }

    /// Returns `true` if the octets of the field are text for people.
    pub(super) const fn is_string(self) -> bool {
        matches!(
            self,
            Kind::Counted8(Text::Quoted | Text::Bare) | Kind::Rest(Text::Quoted) | Kind::Utf8
        )
    }
}

/// `usize::from`, which is not const.
#[expect(clippy::as_conversions, reason = "lossless, in a const function")]
pub(super) const fn widen(number: u8) -> usize {
    number as usize
}
