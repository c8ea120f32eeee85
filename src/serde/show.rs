//! Values as the parts of JSON: a map of fields for a layout, a string, number or list for a field.

use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

use ::serde::ser::{Serialize, SerializeMap, Serializer};

use crate::layout::{
    Code, Coded, Kind, Layout, List, Ports, Raw, Text as Form, Value, WeightedTransport, filled,
    read_values, show_field, show_prefix,
};
use crate::name::Pointers;
use crate::rdata::{OwnCode, OwnTypes};
use crate::registry::{AddressFamily, SvcParamKey};
use crate::text::{self, Text};
use crate::wire::Wire;

/// Serialises as the text that the value displays.
#[derive(Debug)]
pub(super) struct Shown<T>(pub(super) T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Displays the text that a function appends.
pub(super) struct Appended<F>(pub(super) F);

impl<F: Fn(&mut Text<'_>)> fmt::Display for Appended<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| (self.0)(text))
    }
}

/// Displays octets as text: UTF-8 as it is with `\\` for a backslash, other octets as `\DDD`.
#[derive(Debug)]
pub(super) struct Escaped<'a>(pub(super) &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for (index, part) in chunk.valid().split('\\').enumerate() {
                f.write_str(if index == 0 { "" } else { r"\\" })?;
                f.write_str(part)?;
            }
            chunk.invalid().iter().try_for_each(|octet| write!(f, "\\{octet:03}"))?;
        }
        Ok(())
    }
}

/// Returns `true` for a field whose value follows from others.
pub(super) fn is_hidden(kind: Kind) -> bool {
    matches!(kind, Kind::Length8 | Kind::Length16 | Kind::Magic(_))
}

/// Serialises the values of all fields as a map.
pub(super) fn fields<S: Serializer>(
    layout: &Layout,
    values: &[Value<'_>],
    own: OwnTypes,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let fields = layout.fields_of_values(values).iter().zip(values);
    let shown = fields.filter(|(field, _)| !is_hidden(field.kind));
    let mut map = serializer.serialize_map(Some(shown.clone().count()))?;
    for (field, value) in shown {
        let value = FieldValue { kind: field.kind, value: *value, values, own };
        map.serialize_entry(field.name, &value)?;
    }
    map.end()
}

/// The value of one field; `values` are those of all fields.
#[derive(Debug)]
struct FieldValue<'v, 'a> {
    kind: Kind,
    value: Value<'a>,
    values: &'v [Value<'a>],
    own: OwnTypes,
}

impl Serialize for FieldValue<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, value) = (self.kind, self.value);
        match (kind, value) {
            (_, Value::Absent) => serializer.serialize_none(),
            (Kind::Optional(kind), _) => FieldValue { kind: *kind, ..*self }.serialize(serializer),
            (Kind::TopBit, Value::Number(bit)) => serializer.serialize_bool(bit != 0),
            (Kind::Time | Kind::Locator | Kind::Mnemonic(_) | Kind::Eui(_) | Kind::Fixed(_), _) => {
                serializer.collect_str(&Appended(|text: &mut Text<'_>| {
                    show_field(kind, value, text);
                }))
            }
            (_, Value::Number(number)) => serializer.serialize_u64(number),
            (_, Value::Ipv4(_) | Value::Ipv6(_) | Value::Name(_)) => serializer.collect_str(&value),
            (_, Value::Names(list)) => serializer.collect_seq(list.iter().map(Shown)),
            (_, Value::Types(list)) => serializer.collect_seq(list.iter().map(Shown)),
            (_, Value::Strings(list)) => {
                serializer.collect_seq(list.iter().map(|octets| Shown(Escaped(octets))))
            }
            (Kind::Keys, Value::Numbers(list)) => {
                serializer.collect_seq(list.iter().map(|key| Shown(SvcParamKey(key))))
            }
            (_, Value::Numbers(list)) => serializer.collect_seq(list),
            (_, Value::Octets8(octets)) => serializer.collect_seq(octets),
            (_, Value::Prefixes(list)) => serializer.collect_seq(list.iter().map(|prefix| {
                Shown(Appended(move |text: &mut Text<'_>| show_prefix(&prefix, text)))
            })),
            (_, Value::Options(list)) => entries(list, self.own.options(), serializer),
            (_, Value::Params(list)) => entries(list, self.own.params(), serializer),
            (kind, Value::Text(octets) | Value::Octets(octets) | Value::Eui(octets)) => {
                self.octets(kind, octets, serializer)
            }
        }
    }
}

impl FieldValue<'_, '_> {
    fn octets<S: Serializer>(
        &self,
        kind: Kind,
        octets: &[u8],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let list = Wire::new(octets);
        match kind {
            Kind::Ports => serializer.collect_seq(Ports::new(octets).iter()),
            Kind::Ipv4s => serializer.collect_seq(List::<Ipv4Addr>::over(list).iter().map(Shown)),
            Kind::Ipv6s => serializer.collect_seq(List::<Ipv6Addr>::over(list).iter().map(Shown)),
            Kind::Transports => {
                let list = List::<WeightedTransport<'_>>::over(list);
                serializer.collect_seq(list.iter().map(|transport| {
                    Shown(Appended(move |text: &mut Text<'_>| {
                        text.push_ascii(transport.protocol);
                        text.push(b':');
                        text.number(transport.weight);
                    }))
                }))
            }
            Kind::FamilyAddress => self.address(octets, serializer),
            Kind::Utf8 => serializer.collect_str(&core::str::from_utf8(octets).unwrap_or_default()),
            Kind::Ech => octets_in(Form::Base64, octets, serializer),
            Kind::Counted8(form)
            | Kind::Counted16(form)
            | Kind::Rest(form)
            | Kind::CountedAt8(_, form)
            | Kind::CountedAt16(_, form) => octets_in(form, octets, serializer),
            _ => octets_in(Form::LowerHex, octets, serializer),
        }
    }

    /// An address of the family in the first field, with the octets that were left out.
    fn address<S: Serializer>(&self, octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let family = match self.values {
            [Value::Number(family), ..] => u16::try_from(*family).unwrap_or(u16::MAX),
            _ => 0,
        };
        match AddressFamily(family) {
            AddressFamily::IP => serializer.collect_str(&Ipv4Addr::from(filled_or_zero(octets))),
            AddressFamily::IP6 => serializer.collect_str(&Ipv6Addr::from(filled_or_zero(octets))),
            _ => serializer.serialize_none(),
        }
    }
}

fn filled_or_zero<const N: usize>(octets: &[u8]) -> [u8; N] {
    filled(octets).unwrap_or([0; N])
}

fn octets_in<S: Serializer>(form: Form, octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    match form {
        Form::Quoted | Form::QuotedOrNothing | Form::Bare => {
            serializer.collect_str(&Escaped(octets))
        }
        form => serializer.collect_str(&Appended(|text: &mut Text<'_>| match form {
            Form::Base64 | Form::Base64OrDash | Form::SizedBase64 => text.base64(octets),
            Form::Base32hex => text.base32hex(octets),
            Form::LowerHex | Form::Dump => text.hex_lower(octets),
            _ => text.hex(octets),
        })),
    }
}

/// Parameters as a map by their keys; options as a list of maps with one entry, because an option
/// can occur twice. The octets of the whole list in binary formats.
impl<C: Code> Serialize for Coded<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(self.as_octets());
        }
        entries(*self, &[], serializer)
    }
}

fn entries<C: Code, S: Serializer>(
    list: Coded<'_, C>,
    own: &'static [OwnCode<C>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let entries = list.iter().map(|raw| Entry::new(raw, own));
    if C::ASCENDING {
        return serializer.collect_map(entries.map(|entry| (CodeOf(entry), entry)));
    }
    serializer.collect_seq(entries.map(Single))
}

/// A map with one entry: the code and the value.
impl<C: Code> Serialize for Raw<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Single(Entry::new(*self, &[])).serialize(serializer)
    }
}

/// A map with one entry.
struct Single<'a, C>(Entry<'a, C>);

impl<C: Code> Serialize for Single<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(&CodeOf(self.0), &self.0)?;
        map.end()
    }
}

/// The mnemonic of a code; the number after a prefix if the value is octets.
struct CodeOf<'a, C>(Entry<'a, C>);

impl<C: Code> Serialize for CodeOf<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entry { raw, own_name, layout } = self.0;
        match (own_name, layout) {
            (Some(name), _) => serializer.serialize_str(name),
            (None, Some(_)) => serializer.collect_str(&raw.code),
            (None, None) => {
                let number: u16 = raw.code.into();
                serializer.collect_str(&format_args!("{}{number}", prefix::<C>()))
            }
        }
    }
}

/// The text before the number of a code whose value is octets.
pub(super) fn prefix<C: Code>() -> &'static str {
    if C::ASCENDING { "key" } else { "OPT" }
}

/// The value of an entry: its only field, a map of its fields, or its octets.
#[derive(Clone, Copy)]
struct Entry<'a, C> {
    raw: Raw<'a, C>,
    /// The name that the user gave it.
    own_name: Option<&'static str>,
    /// The layout, if the octets have that form.
    layout: Option<&'static Layout>,
}

impl<'a, C: Code> Entry<'a, C> {
    fn new(raw: Raw<'a, C>, own: &'static [OwnCode<C>]) -> Self {
        let (own_name, own_layout) = OwnCode::of_entry(own, raw).unzip();
        let known = raw.code.layout().filter(|_| raw.malformed().is_none());
        Entry { raw, own_name, layout: own_layout.or(known) }
    }
}

impl<C: Code> Serialize for Entry<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = self.raw.window();
        let read = self.layout.and_then(|layout| {
            let fields = layout.fields_of(data.octets());
            let (_, values) = read_values(fields, data, &mut Pointers::ignore()).ok()?;
            Some((layout, values))
        });
        let Some((layout, values)) = read else {
            let form = if C::ASCENDING { Form::Quoted } else { Form::LowerHex };
            return octets_in(form, data.octets(), serializer);
        };
        let (values, own) = (values.as_slice(), OwnTypes::NONE);
        match (layout.fields_of(data.octets()), values) {
            ([], _) => serializer.serialize_none(),
            ([field], [value]) => {
                FieldValue { kind: field.kind, value: *value, values, own }.serialize(serializer)
            }
            _ => fields(layout, values, own, serializer),
        }
    }
}
