//! The Rust types of fields, and the structs made of them.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::check::pass;
use super::kind::{Kind, Mnemonic, Text};
use super::value::value_of;
use super::{
    AddressPrefix, Coded, Item, Layout, List, Ports, Time, TypeBitmap, UmbrellaField, Value,
    Values, WeightedTransport,
};
use crate::error::{Fault, RecordPlace};
use crate::name::{Name, Pointers};
use crate::registry::{
    AddressFamily, AfsdbSubtype, Algorithm, CertType, CertificateUsage, Class, DhcidDigestType,
    DhcidIdentifierType, DigestType, DsyncScheme, FingerprintType, InfoCode, IpseckeyAlgorithm,
    MatchingType, Nsec3HashAlgorithm, OptionCode, Rcode, Selector, SshfpAlgorithm, SvcParamKey,
    TkeyMode, Type, ZonemdHash, ZonemdScheme,
};
use crate::wire::{Parsed, Wire, array, be_u8, be_u16, be_u32, be_u64, trailing, window};

/// A struct whose fields are described by a [`Layout`]; [`fields!`](crate::fields) implements it.
///
/// ```
/// use dnswire::Name;
/// use dnswire::layout::Fields;
/// use dnswire::rdata::Mx;
///
/// let names: Vec<_> = Mx::LAYOUT.fields.iter().map(|field| field.name).collect();
/// assert_eq!(names, ["preference", "exchange"]);
/// assert_eq!(Mx::new(10, Name::ROOT).values().as_slice()[0].to_string(), "10");
/// ```
pub trait Fields<'a>: Copy {
    /// The fields, in their order.
    const LAYOUT: &'static Layout;

    /// Reads all fields; only the crate itself can make the arguments.
    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Result<(Wire<'a>, Self), Fault>;

    /// The values of all fields.
    fn values(&self) -> Values<'a>;
}

/// Reads all of `data` as the fields of a struct.
#[inline(always)]
pub(crate) fn read<'a, T: Fields<'a>>(
    data: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Result<T, Fault> {
    // Without `?` and closures, which would be compiled anew for each struct.
    match T::parse(data, pointers) {
        Ok((left, _)) if !left.is_empty() => Err(trailing(left)),
        Ok((_, value)) => Ok(value),
        Err(fault) => Err(fault),
    }
}

/// The type of a field. Only types of this crate implement it.
///
/// ```
/// use dnswire::Name;
/// use dnswire::layout::{FieldType, Kind};
///
/// assert_eq!(<u16 as FieldType>::KIND, Kind::U16);
/// assert_eq!(<Name as FieldType>::KIND, Kind::Name);
/// ```
pub trait FieldType<'a>: Copy {
    /// The kind of a field of this type, unless the field sets another.
    const KIND: Kind;

    /// Reads a field of `data` that starts at `i`; only the crate itself can make the arguments.
    #[inline(always)]
    fn parse(
        kind: Kind,
        data: Wire<'a>,
        i: Wire<'a>,
        pointers: &mut Pointers<'_>,
    ) -> Result<(Wire<'a>, Self), Fault> {
        by_kind(kind, data, i, pointers)
    }

    /// The field with this value.
    fn of(value: Value<'a>) -> Self;

    /// The value of the field.
    fn value(self, kind: Kind) -> Value<'a>;
}

/// Reads a field as its kind says.
#[inline(always)]
fn by_kind<'a, T: FieldType<'a>>(
    kind: Kind,
    data: Wire<'a>,
    i: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Parsed<'a, T> {
    let rest = pass(kind, data, i, pointers)?;
    Ok((rest, T::of(value_of(kind, data, i.until(rest), pointers))))
}

/// Returns `true` if not every number is allowed.
const fn has_limit(kind: Kind) -> bool {
    matches!(kind, Kind::PrefixLen | Kind::GatewayType | Kind::Family | Kind::FamilyPrefix)
}

// Numbers, and numbers of registries.
macro_rules! numbers {
    ($kind:expr, $parser:ident, $integer:ident: $($type:ty = $make:expr, $number:expr;)+) => {$(
        impl<'a> FieldType<'a> for $type {
            const KIND: Kind = $kind;

            #[inline(always)]
            fn parse(
                kind: Kind,
                data: Wire<'a>,
                i: Wire<'a>,
                pointers: &mut Pointers<'_>,
            ) -> Parsed<'a, Self> {
                if has_limit(kind) {
                    pass(kind, data, i, pointers)?;
                }
                let (i, number) = $parser(i)?;
                Ok((i, $make(number)))
            }
            fn of(value: Value<'a>) -> Self {
                $make($integer::try_from(value.number()).unwrap_or(0))
            }
            #[inline]
            fn value(self, _: Kind) -> Value<'a> {
                Value::Number($number(self).into())
            }
        }
    )+};
}

const fn same<T: Copy>(number: T) -> T {
    number
}

// Converts each type to its number and back.
macro_rules! registries {
    ($kind:expr, $parser:ident, $integer:ident: $($type:ident)+) => {
        numbers! { $kind, $parser, $integer: $($type = $type, |number: $type| number.0;)+ }
    };
}

numbers! { Kind::U8, be_u8, u8: u8 = same, same; }
numbers! { Kind::U16, be_u16, u16: u16 = same, same; }
numbers! { Kind::U32, be_u32, u32: u32 = same, same; }

registries! {
    Kind::U8, be_u8, u8: Algorithm CertificateUsage DhcidDigestType DigestType FingerprintType
        IpseckeyAlgorithm MatchingType Nsec3HashAlgorithm Selector SshfpAlgorithm ZonemdHash
        ZonemdScheme
}
registries! {
    Kind::U16, be_u16, u16: AddressFamily AfsdbSubtype DhcidIdentifierType InfoCode TkeyMode
}
registries! { Kind::Time, be_u32, u32: Time }
registries! { Kind::Mnemonic(Mnemonic::Type), be_u16, u16: Type }
registries! { Kind::Mnemonic(Mnemonic::CertType), be_u16, u16: CertType }
registries! { Kind::Mnemonic(Mnemonic::DsyncScheme), be_u8, u8: DsyncScheme }
registries! { Kind::Mnemonic(Mnemonic::TsigError), be_u16, u16: Rcode }
registries! { Kind::Mnemonic(Mnemonic::Class), be_u16, u16: Class }

impl<'a> FieldType<'a> for u64 {
    const KIND: Kind = Kind::U64;

    #[inline(always)]
    fn parse(kind: Kind, _: Wire<'a>, i: Wire<'a>, _: &mut Pointers<'_>) -> Parsed<'a, Self> {
        if let Kind::U48 = kind {
            let (i, [a, b, c, d, e, f]) = array(i)?;
            return Ok((i, u64::from_be_bytes([0, 0, a, b, c, d, e, f])));
        }
        be_u64(i)
    }
    fn of(value: Value<'a>) -> Self {
        value.number()
    }
    #[inline]
    fn value(self, _: Kind) -> Value<'a> {
        Value::Number(self)
    }
}

impl FieldType<'_> for bool {
    const KIND: Kind = Kind::TopBit;

    fn of(value: Value<'_>) -> Self {
        value.number() != 0
    }
    fn value(self, _: Kind) -> Value<'static> {
        Value::Number(self.into())
    }
}

impl<'a> FieldType<'a> for Ipv4Addr {
    const KIND: Kind = Kind::Ipv4;

    #[inline(always)]
    fn parse(_: Kind, _: Wire<'a>, i: Wire<'a>, _: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (i, octets) = array::<4>(i)?;
        Ok((i, octets.into()))
    }
    fn of(value: Value<'a>) -> Self {
        if let Value::Ipv4(address) = value { address } else { Ipv4Addr::UNSPECIFIED }
    }
    #[inline]
    fn value(self, _: Kind) -> Value<'a> {
        Value::Ipv4(self)
    }
}

impl<'a> FieldType<'a> for Ipv6Addr {
    const KIND: Kind = Kind::Ipv6;

    #[inline(always)]
    fn parse(kind: Kind, data: Wire<'a>, i: Wire<'a>, p: &mut Pointers<'_>) -> Parsed<'a, Self> {
        if let Kind::A6Suffix = kind {
            return by_kind(kind, data, i, p);
        }
        let (i, octets) = array::<16>(i)?;
        Ok((i, octets.into()))
    }
    fn of(value: Value<'a>) -> Self {
        if let Value::Ipv6(address) = value { address } else { Ipv6Addr::UNSPECIFIED }
    }
    #[inline]
    fn value(self, _: Kind) -> Value<'a> {
        Value::Ipv6(self)
    }
}

impl<'a> FieldType<'a> for Name<'a> {
    const KIND: Kind = Kind::Name;

    #[inline(always)]
    fn parse(_: Kind, _: Wire<'a>, i: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        Name::parse(i, pointers)
    }
    fn of(value: Value<'a>) -> Self {
        if let Value::Name(name) = value { name } else { Name::ROOT }
    }
    #[inline]
    fn value(self, _: Kind) -> Value<'a> {
        Value::Name(self)
    }
}

impl<'a> FieldType<'a> for &'a [u8] {
    const KIND: Kind = Kind::Rest(Text::Hex);

    #[inline(always)]
    fn parse(kind: Kind, data: Wire<'a>, i: Wire<'a>, p: &mut Pointers<'_>) -> Parsed<'a, Self> {
        match kind {
            Kind::Rest(_) => Ok((i.skip(i.len()), i.octets())),
            Kind::Counted8(_) => Item::parse(i),
            Kind::Counted16(_) => {
                let (i, len) = be_u16(i)?;
                let (i, octets) = window(i, len.into())?;
                Ok((i, octets.octets()))
            }
            _ => {
                let rest = pass(kind, data, i, p)?;
                Ok((rest, i.until(rest).octets()))
            }
        }
    }
    fn of(value: Value<'a>) -> Self {
        value.octets().unwrap_or_default()
    }
    #[inline]
    fn value(self, kind: Kind) -> Value<'a> {
        if kind.is_string() { Value::Text(self) } else { Value::Octets(self) }
    }
}

impl<'a> FieldType<'a> for &'a str {
    const KIND: Kind = Kind::Utf8;

    fn of(value: Value<'a>) -> Self {
        core::str::from_utf8(value.octets().unwrap_or_default()).unwrap_or_default()
    }
    fn value(self, _: Kind) -> Value<'a> {
        Value::Text(self.as_bytes())
    }
}

macro_rules! arrays {
    ($($len:literal = $kind:expr, $value:path;)+) => {$(
        impl<'a> FieldType<'a> for &'a [u8; $len] {
            const KIND: Kind = $kind;

            fn of(value: Value<'a>) -> Self {
                value.octets().and_then(<[u8]>::first_chunk).unwrap_or(&[0; $len])
            }
            fn value(self, kind: Kind) -> Value<'a> {
                if let Kind::Fixed(_) = kind { Value::Octets(self) } else { Value::Eui(self) }
            }
        }
    )+};
}

arrays! { 6 = Kind::Eui(6), Value::Eui; 8 = Kind::Fixed(8), Value::Octets; }

impl<'a, T: FieldType<'a>> FieldType<'a> for Option<T> {
    const KIND: Kind = Kind::Optional(&T::KIND);

    fn of(value: Value<'a>) -> Self {
        if let Value::Absent = value { None } else { Some(T::of(value)) }
    }
    fn value(self, kind: Kind) -> Value<'a> {
        let kind = if let Kind::Optional(kind) = kind { *kind } else { kind };
        self.map_or(Value::Absent, |field| field.value(kind))
    }
}

// Views of the octets up to the end of the data.
macro_rules! views {
    ($($type:ty = $kind:path, $variant:ident, $make:expr;)+) => {$(
        impl<'a> FieldType<'a> for $type {
            const KIND: Kind = $kind;

            #[inline(always)]
            fn parse(
                kind: Kind,
                data: Wire<'a>,
                i: Wire<'a>,
                pointers: &mut Pointers<'_>,
            ) -> Parsed<'a, Self> {
                if let ($kind, true) = (kind, pointers.are_ignored()) {
                    return Ok((i.skip(i.len()), $make(i, pointers.place))); // checked before
                }
                by_kind(kind, data, i, pointers)
            }
            fn of(value: Value<'a>) -> Self {
                let empty = || $make(Wire::new(&[]), RecordPlace::nowhere(Type::OPT, Class::IN));
                if let Value::$variant(view) = value { view } else { empty() }
            }
            fn value(self, _: Kind) -> Value<'a> {
                Value::$variant(self)
            }
        }
    )+};
}

views! {
    TypeBitmap<'a> = Kind::Types, Types, |i: Wire<'a>, _| TypeBitmap::new(i.octets());
    List<'a, Name<'a>> = Kind::Names, Names, |i, _| List::over(i);
    List<'a, u16> = Kind::Numbers, Numbers, |i, _| List::over(i);
    List<'a, &'a [u8]> = Kind::Strings, Strings, |i, _| List::over(i);
    List<'a, AddressPrefix<'a>> = Kind::Prefixes, Prefixes, |i, _| List::over(i);
    Coded<'a, OptionCode> = Kind::Options, Options, Coded::new;
    Coded<'a, SvcParamKey> = Kind::Params, Params, Coded::new;
}

impl<'a> FieldType<'a> for Ports<'a> {
    const KIND: Kind = Kind::Ports;

    fn of(value: Value<'a>) -> Self {
        Ports::new(value.octets().unwrap_or_default())
    }
    fn value(self, _: Kind) -> Value<'a> {
        Value::Octets(self.as_octets())
    }
}

// Lists whose value is their octets.
macro_rules! lists {
    ($($item:ty = $kind:expr, $value:ident;)+) => {$(
        impl<'a> FieldType<'a> for List<'a, $item> {
            const KIND: Kind = $kind;

            #[inline(always)]
            fn parse(
                kind: Kind,
                data: Wire<'a>,
                i: Wire<'a>,
                pointers: &mut Pointers<'_>,
            ) -> Parsed<'a, Self> {
                let rest = pass(kind, data, i, pointers)?;
                Ok((rest, List::over(i.until(rest))))
            }
            fn of(value: Value<'a>) -> Self {
                List::over(Wire::new(value.octets().unwrap_or_default()))
            }
            fn value(self, _: Kind) -> Value<'a> {
                Value::$value(list_value(self))
            }
        }
    )+};
}

/// The octets of a list, or the list of numbers in it.
trait ListValue<'a, T> {
    fn of(window: Wire<'a>) -> Self;
}

impl<'a, T> ListValue<'a, T> for &'a [u8] {
    fn of(window: Wire<'a>) -> Self {
        window.octets()
    }
}

impl<'a> ListValue<'a, SvcParamKey> for List<'a, u16> {
    fn of(window: Wire<'a>) -> Self {
        List::over(window)
    }
}

fn list_value<'a, T, V: ListValue<'a, T>>(list: List<'a, T>) -> V {
    V::of(list.window())
}

lists! {
    Algorithm = Kind::Octets, Octets8;
    DigestType = Kind::Octets, Octets8;
    Nsec3HashAlgorithm = Kind::Octets, Octets8;
    SvcParamKey = Kind::Keys, Numbers;
    Ipv4Addr = Kind::Ipv4s, Octets;
    Ipv6Addr = Kind::Ipv6s, Octets;
    WeightedTransport<'a> = Kind::Transports, Octets;
    UmbrellaField<'a> = Kind::UmbrellaFields, Octets;
}

/// The gateway of an IPSECKEY record ([RFC 4025 section 2.5]) or the relay of an AMTRELAY record
/// ([RFC 8777 section 4.2.3]).
///
/// ```
/// use dnswire::RecordBuf;
/// use dnswire::layout::Endpoint;
/// use dnswire::rdata::Ipseckey;
///
/// let record: RecordBuf = "x. 60 IPSECKEY 10 1 2 192.0.2.38 AQID".parse()?;
/// let key: Ipseckey = record.data().unwrap()?;
/// assert_eq!(key.gateway, Endpoint::Ipv4([192, 0, 2, 38].into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 4025 section 2.5]: https://www.rfc-editor.org/rfc/rfc4025#section-2.5
/// [RFC 8777 section 4.2.3]: https://www.rfc-editor.org/rfc/rfc8777#section-4.2.3
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint<'a> {
    /// None; written as a dot.
    None,
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// The name of a host, never compressed.
    Name(Name<'a>),
    /// A relay of a type that is not known.
    Other {
        /// The type; 4 to 127.
        kind: u8,
        /// All octets up to the end.
        octets: &'a [u8],
    },
}

impl<'a> Endpoint<'a> {
    /// The number of its type.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Endpoint::None => 0,
            Endpoint::Ipv4(_) => 1,
            Endpoint::Ipv6(_) => 2,
            Endpoint::Name(_) => 3,
            Endpoint::Other { kind, .. } => kind,
        }
    }

    pub(crate) fn of(kind: Value<'a>, value: Value<'a>) -> Self {
        match value {
            Value::Ipv4(address) => Endpoint::Ipv4(address),
            Value::Ipv6(address) => Endpoint::Ipv6(address),
            Value::Name(name) => Endpoint::Name(name),
            Value::Octets(octets) => Endpoint::Other { kind: u8::of(kind), octets },
            _ => Endpoint::None,
        }
    }

    pub(crate) fn value(self) -> Value<'a> {
        match self {
            Endpoint::None => Value::Absent,
            Endpoint::Ipv4(address) => Value::Ipv4(address),
            Endpoint::Ipv6(address) => Value::Ipv6(address),
            Endpoint::Name(name) => Value::Name(name),
            Endpoint::Other { octets, .. } => Value::Octets(octets),
        }
    }
}
