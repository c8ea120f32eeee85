//! The generic walk over fields: name, place and value of each.

use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use super::{CharacterString, Field, List, TypeBitmap};
use crate::edns::Options;
use crate::name::Name;
use crate::rdata::address::AplItem;
use crate::rdata::svcb::SvcParams;
use crate::text::{self, Text};
use crate::wire::Wire;

/// One field of an RDATA, an option or a parameter, as the walk over them meets it.
#[derive(Clone, Debug)]
pub struct FieldView<'a> {
    /// The name that its RFC gives it, in lower case with underscores.
    pub name: &'static str,
    /// Where it lies, in octets from the start of the message.
    pub range: Range<usize>,
    /// What it holds.
    pub value: Value<'a>,
}

impl<'a> FieldView<'a> {
    /// A field that lies from `start` up to `end`.
    pub(crate) fn new(
        name: &'static str,
        start: Wire<'a>,
        end: Wire<'a>,
        value: Value<'a>,
    ) -> FieldView<'a> {
        FieldView { name, range: start.offset()..end.offset(), value }
    }
}

/// What a field can hold.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Value<'a> {
    /// An optional field that is not there.
    Absent,
    /// An unsigned number.
    Number(u64),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
    /// A domain name.
    Name(Name<'a>),
    /// Octets that are meant to be read: a `<character-string>`, or text up to the end.
    Text(&'a [u8]),
    /// Octets without a meaning of their own.
    Octets(&'a [u8]),
    /// A hardware address of 6 or 8 octets.
    Eui(&'a [u8]),
    /// RR types.
    Types(TypeBitmap<'a>),
    /// A row of `<character-string>`s.
    Strings(List<'a, CharacterString<'a>>),
    /// A row of names.
    Names(List<'a, Name<'a>>),
    /// A row of 16-bit numbers.
    Numbers(List<'a, u16>),
    /// A row of octets, each a number.
    SmallNumbers(&'a [u8]),
    /// The options of an OPT record.
    Options(Options<'a>),
    /// The parameters of a SVCB or HTTPS record.
    Params(SvcParams<'a>),
    /// The items of an APL record.
    Prefixes(List<'a, AplItem<'a>>),
}

impl Value<'_> {
    pub(crate) fn show(&self, text: &mut Text<'_>) {
        match *self {
            Value::Absent => text.push(b'-'),
            Value::Number(number) => text.number(number),
            Value::Ipv4(address) => address.show(text),
            Value::Ipv6(address) => address.show(text),
            Value::Name(name) => name.show(text),
            Value::Text(octets) => text.quoted(octets),
            Value::Octets(octets) | Value::Eui(octets) | Value::SmallNumbers(octets) => {
                text.hex(octets);
            }
            Value::Types(types) => types.show(text),
            Value::Strings(list) => list.show(text),
            Value::Names(list) => list.show(text),
            Value::Numbers(list) => list.show(text),
            Value::Options(options) => options.show(text),
            Value::Params(params) => params.show(text),
            Value::Prefixes(list) => list.show(text),
        }
    }
}

/// In presentation format; octets in hexadecimal, what is absent as `-`.
impl core::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        text::show(f, |text| self.show(text))
    }
}
