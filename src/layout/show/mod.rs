//! Writing values in presentation format.

mod address;
mod coded;
mod form;
mod list;
mod number;
mod octets;

use core::mem;
use core::net::{Ipv4Addr, Ipv6Addr};

use super::kind::{Kind, Mnemonic, Text as OctetsText};
use super::list::List;
use super::plain::hold;
use super::value::{Value, Values, read_value};
use super::{Layout, Ports, TextForm};
use crate::error::Fault;
use crate::name::Pointers;
use crate::registry::SvcParamKey;
use crate::text::Text;
use crate::wire::{Wire, exact};

pub(crate) use address::{filled, show_prefix};
use address::{show_ipv4, show_ipv6};
pub(crate) use coded::{show_coded, show_entry, show_list};
use form::show_form;
use list::{show_string_list, show_transports};
pub(crate) use number::show_code;
pub(super) use number::show_time;
use number::{show_groups, show_mnemonic, show_octal};
pub(crate) use octets::generic;
use octets::{hyphened, show_as};

/// Appends the fields of data, read from its octets.
///
/// Data that does not fit its layout is an error, before anything is appended; data whose text would
/// not read back is in the generic form of RFC 3597.
#[inline]
pub(crate) fn show_octets(
    layout: &Layout,
    data: Wire<'_>,
    pointers: &mut Pointers<'_>,
    text: &mut Text<'_>,
) -> Result<(), Fault> {
    let fields = layout.fields_of(data.octets());
    if let [field] = fields
        && layout.text == TextForm::Fields
        && !layout.is_lossy
    {
        // Most records have one field, which needs no list of values.
        let read = read_value(field.kind, data, data, pointers);
        let (left, value) = read.map_err(|fault| fault.in_field(0))?;
        exact(left)?;
        show_next(field.kind, value, &mut true, text);
        return Ok(());
    }
    let mut values = Values::NONE;
    exact(values.read(fields, data, pointers)?)?;
    if layout.is_lossy && !hold(layout, values.as_slice()) {
        generic(&[data.octets()], text);
    } else {
        show(layout, values.as_slice(), text);
    }
    Ok(())
}

/// Appends the values of all fields.
pub(crate) fn show(layout: &Layout, values: &[Value<'_>], text: &mut Text<'_>) {
    if layout.text != TextForm::Fields {
        return show_form(layout, values, text);
    }
    let mut is_first = true;
    for (field, value) in layout.fields_of_values(values).iter().zip(values) {
        show_next(field.kind, *value, &mut is_first, text);
    }
}

/// Appends a field that has a text, with a blank before all but the first.
#[inline]
fn show_next(kind: Kind, value: Value<'_>, is_first: &mut bool, text: &mut Text<'_>) {
    let is_plain = is_plain(kind) && !matches!(value, Value::Absent);
    if !is_plain && !is_shown(kind, value) {
        return;
    }
    if !mem::take(is_first) {
        text.space();
    }
    if is_plain {
        show_value(value, text);
    } else {
        show_field(kind, value, text);
    }
}

/// Returns `true` for kinds whose text is that of their value.
fn is_plain(kind: Kind) -> bool {
    matches!(kind, Kind::U8 | Kind::U16 | Kind::U32 | Kind::Name | Kind::Ipv4 | Kind::Ipv6)
}

/// Returns `true` if a field has a text.
fn is_shown(kind: Kind, value: Value<'_>) -> bool {
    match kind {
        Kind::Length8 | Kind::Length16 => false,
        Kind::Gateway | Kind::Relay => true,
        Kind::Ports => Ports::new(value.octets().unwrap_or_default()).iter().next().is_some(),
        Kind::Counted8(form)
        | Kind::Counted16(form)
        | Kind::Rest(form)
        | Kind::CountedAt8(_, form)
        | Kind::CountedAt16(_, form) => match form {
            OctetsText::Hex
            | OctetsText::Base64
            | OctetsText::Base32hex
            | OctetsText::QuotedOrNothing
            | OctetsText::Dump => !is_empty(value),
            _ => true,
        },
        Kind::Types | Kind::NxtTypes | Kind::Strings | Kind::Names | Kind::Numbers => {
            !is_empty(value)
        }
        Kind::Octets | Kind::Prefixes | Kind::Options | Kind::Params => !is_empty(value),
        _ => !matches!(value, Value::Absent),
    }
}

fn is_empty(value: Value<'_>) -> bool {
    match value {
        Value::Absent => true,
        Value::Names(list) => list.is_empty(),
        value => value.octets().is_some_and(<[u8]>::is_empty),
    }
}

/// Appends one field.
pub(crate) fn show_field(kind: Kind, value: Value<'_>, text: &mut Text<'_>) {
    let octets = || value.octets().unwrap_or_default();
    match kind {
        Kind::Counted8(form)
        | Kind::Counted16(form)
        | Kind::Rest(form)
        | Kind::CountedAt8(_, form)
        | Kind::CountedAt16(_, form) => show_as(form, octets(), text),
        Kind::Ports => {
            joined(b' ', Ports::new(octets()).iter(), text, Text::number);
        }
        Kind::Time => show_time(value.number(), text),
        Kind::Octal => show_octal(value.number(), text),
        Kind::Locator => show_groups(value.number(), text),
        Kind::Mnemonic(registry) => show_mnemonic(registry, value.number(), text),
        Kind::Eui(_) => hyphened(octets(), text),
        Kind::Fixed(_) | Kind::ServerCookie => text.hex_lower(octets()),
        Kind::Magic(octets) => text.push_ascii(octets),
        Kind::Utf8 => text.quoted(octets()),
        Kind::Optional(kind) => show_field(*kind, value, text),
        Kind::Gateway | Kind::Relay if matches!(value, Value::Absent) => text.push(b'.'),
        Kind::Keys => separated(value, text, |text, key| text.display(SvcParamKey(key))),
        Kind::Groups => separated(value, text, |text, group: u16| text.number(group)),
        Kind::AlpnIds | Kind::PathSegments => show_string_list(value, text),
        Kind::Ipv4s => {
            let list = List::<Ipv4Addr>::over(Wire::new(octets()));
            joined(b',', list.into_iter(), text, |text, address| show_ipv4(address, text));
        }
        Kind::Ipv6s => {
            let list = List::<Ipv6Addr>::over(Wire::new(octets()));
            joined(b',', list.into_iter(), text, |text, address| show_ipv6(address, text));
        }
        Kind::Transports => show_transports(octets(), text),
        Kind::Ech => {
            text.push(b'"');
            text.base64(octets());
            text.push(b'"');
        }
        _ => show_value(value, text),
    }
}

/// Appends a value without regard to its kind.
pub(super) fn show_value(value: Value<'_>, text: &mut Text<'_>) {
    match value {
        Value::Absent => text.push(b'-'),
        Value::Number(number) => text.number(number),
        Value::Ipv4(address) => show_ipv4(address, text),
        Value::Ipv6(address) => show_ipv6(address, text),
        Value::Name(name) => name.show(text),
        Value::Text(octets) => text.quoted(octets),
        Value::Octets(octets) | Value::Eui(octets) => text.hex(octets),
        Value::Types(types) => joined(b' ', types.into_iter(), text, |text, rtype| {
            show_mnemonic(Mnemonic::Type, rtype.0.into(), text);
        }),
        Value::Strings(list) => {
            joined(b' ', list.into_iter(), text, Text::quoted);
        }
        Value::Names(list) => joined(b' ', list.into_iter(), text, |text, name| name.show(text)),
        Value::Numbers(list) => {
            joined(b' ', list.into_iter(), text, Text::number);
        }
        Value::Octets8(octets) => {
            joined(b' ', octets.iter(), text, |text, number| text.number(*number));
        }
        Value::Options(options) => show_list(options, text, show_coded),
        Value::Params(params) => show_list(params, text, show_coded),
        Value::Prefixes(list) => joined(b' ', list.into_iter(), text, |text, prefix| {
            show_prefix(&prefix, text);
        }),
    }
}

/// Appends each item, with a separator between.
fn joined<'t, T>(
    separator: u8,
    items: impl Iterator<Item = T>,
    text: &mut Text<'t>,
    show: impl Fn(&mut Text<'t>, T),
) {
    let mut is_first = true;
    for item in items {
        if text.has_failed() {
            return;
        }
        if !mem::replace(&mut is_first, false) {
            text.push(separator);
        }
        show(text, item);
    }
}

/// Appends a list of 16-bit numbers with commas between.
fn separated(value: Value<'_>, text: &mut Text<'_>, show: impl Fn(&mut Text<'_>, u16)) {
    if let Value::Numbers(list) = value {
        joined(b',', list.into_iter(), text, show);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shown: impl FnOnce(&mut Text<'_>)) -> String {
        let mut out = String::new();
        let mut text = Text::new(&mut out);
        shown(&mut text);
        text.finish().unwrap();
        out
    }

    /// Compares groups of zeros of every shape with the standard library.
    #[test]
    fn addresses_are_shown_as_rfc_5952_says() {
        for shape in 0..=u8::MAX {
            for number in [1, 0x0D, 0x2001, 0x0DB8, 0xFFFF] {
                let groups = core::array::from_fn(|place| u16::from(shape >> place & 1) * number);
                let address = Ipv6Addr::from(groups);
                assert_eq!(text(|text| show_ipv6(address, text)), address.to_string());
            }
        }
    }

    #[test]
    fn time_is_shown_in_utc() {
        for (seconds, shown) in [
            (0, "19700101000000"),
            (951_782_400, "20000229000000"),
            (1_048_354_263, "20030322173103"),
            (u32::MAX, "21060207062815"),
        ] {
            assert_eq!(text(|text| show_time(seconds.into(), text)), shown);
        }
    }

    #[test]
    fn octal_numbers_have_their_digits() {
        for number in [0, 7, 8, 0o1750, 0xFFFF] {
            assert_eq!(text(|text| show_octal(number, text)), format!("{number:o}"));
        }
    }
}
