//! The value of each field.

use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use super::check::pass;
use super::kind::Kind;
use super::{AddressPrefix, Coded, Field, Items, Layout, List, TypeBitmap, UmbrellaField};
use crate::error::Fault;
use crate::name::{Name, Pointers, extent_in_place};
use crate::registry::{OptionCode, SvcParamKey};
use crate::text;
use crate::wire::{Parsed, Wire, array, be_u8, be_u16, be_u32, exact};

/// One field of an RDATA, an option or a parameter, with its place.
///
/// ```
/// use dnswire::Message;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let record = Message::parse(octets)?.answers().next().unwrap();
/// let mut fields = Vec::new();
/// record.for_each_field(|field| fields.push(format!("{}={}", field.name, field.value)));
/// assert_eq!(fields, ["preference=20", "exchange=backup.example."]);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct FieldView<'a> {
    /// The name that its RFC gives it, in lower case with underscores.
    pub name: &'static str,
    /// Its place, in octets from the start of the message.
    pub range: Range<usize>,
    /// Its value.
    pub value: Value<'a>,
}

/// The value of a field.
///
/// ```
/// use dnswire::{Message, Value};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let record = Message::parse(octets)?.answers().next().unwrap();
/// record.for_each_field(|field| match field.value {
///     Value::Number(number) => assert_eq!(number, 20),
///     Value::Name(name) => assert_eq!(name, "backup.example."),
///     other => panic!("{other}"),
/// });
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Value<'a> {
    /// An optional field that is left out.
    Absent,
    /// An unsigned number.
    Number(u64),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// A domain name.
    Name(Name<'a>),
    /// Octets of text for people: a character-string, or text up to the end.
    Text(&'a [u8]),
    /// Octets without a meaning of their own.
    Octets(&'a [u8]),
    /// A hardware address of 6 or 8 octets.
    Eui(&'a [u8]),
    /// RR types.
    Types(TypeBitmap<'a>),
    /// Character-strings.
    Strings(List<'a, &'a [u8]>),
    /// Names.
    Names(List<'a, Name<'a>>),
    /// Numbers of 16 bits.
    Numbers(List<'a, u16>),
    /// Numbers of 8 bits.
    Octets8(&'a [u8]),
    /// The options of an OPT record.
    Options(Coded<'a, OptionCode>),
    /// The parameters of a SVCB or HTTPS record.
    Params(Coded<'a, SvcParamKey>),
    /// The prefixes of an APL record.
    Prefixes(List<'a, AddressPrefix<'a>>),
}

/// In presentation format; octets in hexadecimal, a field that is left out as `-`.
impl core::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        text::show(f, |text| super::show::show_value(*self, text))
    }
}

impl<'a> Value<'a> {
    /// The octets of the value; `None` if it is not a view of octets.
    pub(super) fn octets(self) -> Option<&'a [u8]> {
        Some(match self {
            Value::Text(octets)
            | Value::Octets(octets)
            | Value::Eui(octets)
            | Value::Octets8(octets) => octets,
            Value::Types(types) => types.as_octets(),
            Value::Strings(list) => list.as_octets(),
            Value::Numbers(list) => list.as_octets(),
            Value::Options(options) => options.as_octets(),
            Value::Params(params) => params.as_octets(),
            Value::Prefixes(list) => list.as_octets(),
            _ => return None,
        })
    }

    pub(super) fn number(self) -> u64 {
        match self {
            Value::Number(number) => number,
            _ => 0,
        }
    }
}

/// The most fields that a layout has.
pub(crate) const MOST: usize = 9;

/// The values of all fields of a struct, in the order of its layout.
///
/// ```
/// use dnswire::Name;
/// use dnswire::layout::Fields;
/// use dnswire::rdata::Mx;
///
/// let values = Mx::new(10, Name::ROOT).values();
/// let shown: Vec<_> = values.as_slice().iter().map(ToString::to_string).collect();
/// assert_eq!(shown, ["10", "."]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    values: [Value<'a>; MOST],
    len: usize,
}

impl<'a> Values<'a> {
    pub(super) const NONE: Self = Values { values: [Value::Absent; MOST], len: 0 };

    /// Reads the values of all fields of `data`; returns the octets after them.
    pub(super) fn read(
        &mut self,
        fields: &[Field],
        data: Wire<'a>,
        pointers: &mut Pointers<'_>,
    ) -> Result<Wire<'a>, Fault> {
        let mut i = data;
        for ((field, index), place) in fields.iter().zip(0..=u8::MAX).zip(&mut self.values) {
            (i, *place) =
                read_value(field.kind, data, i, pointers).map_err(|fault| fault.in_field(index))?;
            self.len = self.len.wrapping_add(1);
        }
        Ok(i)
    }

    /// Collects values; there are at most 9.
    #[doc(hidden)]
    #[inline(always)]
    #[must_use]
    pub fn of<const N: usize>(given: [Value<'a>; N]) -> Self {
        const { assert!(N <= MOST, "raise MOST") };
        let mut values = [Value::Absent; MOST];
        if let Some(place) = values.first_chunk_mut::<N>() {
            *place = given;
        }
        Values { values, len: N }
    }

    /// The values.
    #[must_use]
    pub fn as_slice(&self) -> &[Value<'a>] {
        self.values.get(..self.len).unwrap_or_default()
    }

    /// The values as an array, padded with [`Value::Absent`].
    #[inline]
    pub(crate) fn array<const N: usize>(&self) -> [Value<'a>; N] {
        self.values.first_chunk().copied().unwrap_or([Value::Absent; N])
    }
}

/// Reads the values of all fields of `data`.
#[inline]
pub(crate) fn read_values<'a>(
    fields: &[Field],
    data: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Result<(Wire<'a>, Values<'a>), Fault> {
    let mut values = Values::NONE;
    let left = values.read(fields, data, pointers)?;
    Ok((left, values))
}

/// Reads the value of a field of this kind, which starts at `i` in `data`.
#[inline]
pub(super) fn read_value<'a>(
    kind: Kind,
    data: Wire<'a>,
    i: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Parsed<'a, Value<'a>> {
    // Most fields are of the first kinds, which are looked at once only.
    match kind {
        Kind::U8 => be_u8(i).map(|(i, number)| (i, Value::Number(number.into()))),
        Kind::U16 => be_u16(i).map(|(i, number)| (i, Value::Number(number.into()))),
        Kind::U32 | Kind::Time => be_u32(i).map(|(i, number)| (i, Value::Number(number.into()))),
        Kind::Name => Name::parse(i, pointers).map(|(i, name)| (i, Value::Name(name))),
        Kind::Ipv4 => array::<4>(i).map(|(i, octets)| (i, Value::Ipv4(octets.into()))),
        _ => {
            let rest = pass(kind, data, i, pointers)?;
            Ok((rest, value_of(kind, data, i.until(rest), pointers)))
        }
    }
}

/// Calls `visit` for each field of `data`: its name, place and value.
///
/// Stops at the first field that cannot be read.
pub(crate) fn visit<'a>(
    layout: &Layout,
    data: Wire<'a>,
    pointers: &mut Pointers<'_>,
    visit: &mut impl FnMut(FieldView<'a>),
) -> Result<(), Fault> {
    let mut i = data;
    for (field, index) in layout.fields_of(data.octets()).iter().zip(0..=u8::MAX) {
        if let Kind::UmbrellaFields = field.kind {
            umbrella_fields(i, visit);
        }
        let rest = pass(field.kind, data, i, pointers).map_err(|fault| fault.in_field(index))?;
        let end = if let Kind::TopBit = field.kind { i.skip(1) } else { rest };
        let value = match field.kind {
            Kind::UmbrellaFields => None,
            Kind::FamilyAddress => Some(Value::Octets(i.until(rest).octets())),
            kind => Some(value_of(kind, data, i.until(rest), pointers)),
        };
        if let Some(value) = value {
            visit(FieldView { name: field.name, range: i.offset()..end.offset(), value });
        }
        i = rest;
    }
    exact(i)
}

/// Visits the type and the value of each Umbrella field.
fn umbrella_fields<'a>(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) {
    let mut fields = List::<UmbrellaField<'_>>::over(i).into_iter();
    let mut at = i.offset();
    while let Some(field) = fields.next() {
        let (value_at, end) = (at.wrapping_add(2), fields.offset());
        let number = Value::Number(field.number().into());
        visit(FieldView { name: "type", range: at..value_at, value: number });
        visit(FieldView { name: "value", range: value_at..end, value: field.value() });
        at = end;
    }
}

/// The value of a field of this kind whose octets were checked.
pub(super) fn value_of<'a>(
    kind: Kind,
    data: Wire<'a>,
    field: Wire<'a>,
    pointers: &Pointers<'_>,
) -> Value<'a> {
    let octets = field.octets();
    match kind {
        Kind::Optional(_) | Kind::A6Name if octets.is_empty() => Value::Absent,
        Kind::Name | Kind::A6Name => Value::Name(Name::at(field.message(), field.offset())),
        Kind::Counted8(_) | Kind::Counted16(_) | Kind::Rest(_) | Kind::Utf8 => {
            let octets = match kind {
                Kind::Counted8(_) => octets.get(1..).unwrap_or_default(),
                Kind::Counted16(_) => octets.get(2..).unwrap_or_default(),
                _ => octets,
            };
            if kind.is_string() { Value::Text(octets) } else { Value::Octets(octets) }
        }
        Kind::Ipv4 => ipv4(octets),
        Kind::Ipv6 => ipv6(octets),
        Kind::Types => Value::Types(TypeBitmap::new(octets)),
        Kind::NxtTypes => Value::Types(TypeBitmap::without_windows(octets)),
        Kind::Strings | Kind::AlpnIds | Kind::PathSegments => Value::Strings(List::over(field)),
        Kind::Names => Value::Names(List::over(field)),
        Kind::Numbers | Kind::Keys | Kind::Groups => Value::Numbers(List::over(field)),
        Kind::Octets => Value::Octets8(octets),
        Kind::Options => Value::Options(Coded::new(field, pointers.place)),
        Kind::Params => Value::Params(Coded::new(field, pointers.place)),
        Kind::Prefixes => Value::Prefixes(List::over(field)),
        Kind::Eui(_) => Value::Eui(octets),
        Kind::Optional(kind) => value_of(*kind, data, field, pointers),
        Kind::TopBit | Kind::LowBits | Kind::Gateway | Kind::Relay | Kind::A6Suffix => {
            value_of_irregular(kind, data, field)
        }
        _ if kind.is_number() => Value::Number(number(octets)),
        _ => Value::Octets(octets),
    }
}

fn value_of_irregular<'a>(kind: Kind, data: Wire<'a>, field: Wire<'a>) -> Value<'a> {
    let octets = field.octets();
    let second = data.octets().get(1).copied().unwrap_or(0);
    match kind {
        Kind::TopBit => Value::Number((second >> 7).into()),
        Kind::LowBits => Value::Number((second & 0x7F).into()),
        Kind::A6Suffix => {
            let mut address = [0; 16];
            for (place, octet) in address.iter_mut().rev().zip(octets.iter().rev()) {
                *place = *octet;
            }
            Value::Ipv6(address.into())
        }
        _ => match second & 0x7F {
            0 => Value::Absent,
            1 => ipv4(octets),
            2 => ipv6(octets),
            3 => Value::Name(Name::at(field.message(), field.offset())),
            _ => Value::Octets(octets),
        },
    }
}

fn number(octets: &[u8]) -> u64 {
    octets.iter().fold(0, |number, octet| number << 8 | u64::from(*octet))
}

fn ipv4<'a>(octets: &[u8]) -> Value<'a> {
    octets.first_chunk::<4>().map_or(Value::Absent, |octets| Value::Ipv4((*octets).into()))
}

fn ipv6<'a>(octets: &[u8]) -> Value<'a> {
    octets.first_chunk::<16>().map_or(Value::Absent, |octets| Value::Ipv6((*octets).into()))
}

impl<T> Items<'_, T> {
    /// The offset of the next item, counted from the start of the message.
    pub(super) fn offset(&self) -> usize {
        self.left.offset()
    }
}

/// Walks over the names in data that was checked: the window from each name on, and after it.
#[derive(Clone, Debug)]
pub(crate) struct NameWalk<'a> {
    fields: core::slice::Iter<'static, Field>,
    data: Wire<'a>,
    /// The window from the next field on.
    i: Wire<'a>,
    /// The rest of a list of names.
    list: Wire<'a>,
}

impl<'a> NameWalk<'a> {
    pub(crate) fn new(layout: &Layout, data: Wire<'a>) -> Self {
        let fields = layout.fields_of(data.octets()).iter();
        NameWalk { fields, data, i: data, list: data.skip(data.len()) }
    }
}

impl<'a> Iterator for NameWalk<'a> {
    type Item = (Wire<'a>, Wire<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if !self.list.is_empty() {
            let start = self.list;
            self.list = start.skip(extent_in_place(start.octets())?);
            return Some((start, self.list));
        }
        self.next_field()
    }
}

impl<'a> NameWalk<'a> {
    /// The name in the next field that has one.
    fn next_field(&mut self) -> Option<(Wire<'a>, Wire<'a>)> {
        let pointers = &mut Pointers::ignore();
        loop {
            let kind = self.fields.next()?.kind;
            let start = self.i;
            if kind == Kind::Names {
                (self.list, self.i) = (start, start.skip(start.len())); // the last field
                return self.next();
            }
            self.i = pass(kind, self.data, start, pointers).ok()?;
            let field = start.until(self.i);
            match kind {
                Kind::Name => return Some((start, self.i)),
                Kind::A6Name | Kind::Gateway | Kind::Relay => {
                    if let Value::Name(_) = value_of(kind, self.data, field, pointers) {
                        return Some((start, self.i));
                    }
                }
                _ => {}
            }
        }
    }
}
