//! The fields of RDATA, options and parameters, by their layouts.

use dnswire::layout::{Code, Coded};
use dnswire::{FieldView, Record, Value};

use super::writer::Writer;

/// Most types have no more fields than that.
const FIELDS: usize = 8;

/// An object with a key for each field that can be read.
pub(super) fn fields(record: &Record<'_>, o: &mut Writer) {
    let mut names = Vec::with_capacity(FIELDS);
    o.object(|o| record.for_each_field(|view| field(&view, &mut names, o)));
}

/// A name that comes again has its number behind it.
fn field(view: &FieldView<'_>, names: &mut Vec<&'static str>, o: &mut Writer) {
    names.push(view.name);
    match names.iter().filter(|name| **name == view.name).count() {
        1 => value(view.value, o.key(view.name)),
        count => value(view.value, o.key(&format!("{}_{count}", view.name))),
    }
}

fn value(value: Value<'_>, o: &mut Writer) {
    match value {
        Value::Absent => o.null(),
        Value::Number(number) => o.number(number),
        Value::Text(_) => text(value, o),
        Value::Octets(octets) | Value::Eui(octets) => o.hex(octets),
        Value::Types(types) => o.array(|o| {
            types.iter().for_each(|rtype| o.mnemonic(rtype.mnemonic(), rtype));
        }),
        Value::Strings(list) => {
            o.array(|o| list.iter().for_each(|octets| text(Value::Text(octets), o)));
        }
        Value::Names(list) => o.array(|o| list.iter().for_each(|name| displayed(name, o))),
        Value::Numbers(list) => o.array(|o| list.iter().for_each(|number| o.number(number))),
        Value::Octets8(octets) => o.array(|o| octets.iter().for_each(|octet| o.number(*octet))),
        Value::Options(options) => coded(options, o),
        Value::Params(params) => coded(params, o),
        Value::Name(name) => displayed(name, o),
        Value::Ipv4(address) => displayed(address, o),
        Value::Ipv6(address) => displayed(address, o),
        other => text(other, o),
    }
}

/// Text that has no quotation marks around it.
fn displayed(value: impl std::fmt::Display, o: &mut Writer) {
    o.text(value);
}

/// Text in presentation format, without the quotation marks around it.
fn text(value: impl std::fmt::Display, o: &mut Writer) {
    let text = value.to_string();
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    o.string(inner.unwrap_or(&text));
}

/// An object for each option or parameter.
fn coded<C: Code>(list: Coded<'_, C>, o: &mut Writer) {
    o.array(|o| {
        for entry in list {
            o.object(|o| {
                let number: u16 = entry.code.into();
                o.key("code").number(number);
                text(entry.code, o.key("name"));
                o.key("data").hex(entry.octets);
                let mut names = Vec::new();
                o.key("fields").object(|o| {
                    entry.for_each_field(|view| field(&view, &mut names, o));
                });
            });
        }
    });
}
