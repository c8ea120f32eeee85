//! The forms of data whose fields are not written one after the other.

use super::super::kind::Kind;
use super::super::list::{List, UmbrellaField};
use super::super::value::Value;
use super::super::{Layout, TextForm};
use super::address::show_address;
use super::number::show_code;
use super::octets::{generic, show_len};
use super::{is_shown, show_field, show_value};
use crate::registry::{AddressFamily, InfoCode, ZoneversionType};
use crate::text::{Text, Unescaped};
use crate::wire::Wire;

/// Appends values in a form of their own.
#[inline(never)]
pub(super) fn show_form(layout: &Layout, values: &[Value<'_>], text: &mut Text<'_>) {
    match (layout.text, values) {
        (TextForm::Loc, [Value::Number(0), location @ ..]) => show_location(location, text),
        (TextForm::Loc | TextForm::Atma, [first, octets]) => {
            show_atma(first.number(), octets.octets().unwrap_or_default(), layout.text, text);
        }
        (TextForm::Base64, values) => show_dhcid(values, text),
        (TextForm::A6, [prefix, rest @ ..]) => show_a6(*prefix, rest, text),
        (TextForm::Relay, [precedence, d, kind, relay]) => {
            show_relay([*precedence, *d, *kind], *relay, text);
        }
        (TextForm::ClientSubnet, [family, source, scope, address]) => {
            let family = AddressFamily(u16::try_from(family.number()).unwrap_or(u16::MAX));
            if !show_address(family, address.octets().unwrap_or_default(), text) {
                text.number(family.0);
            }
            for length in [source, scope] {
                text.push(b'/');
                text.number(length.number());
            }
        }
        (TextForm::ExtendedError, [code, extra]) => {
            show_extended_error(code.number(), extra.octets().unwrap_or_default(), text);
        }
        (TextForm::Keepalive, [Value::Number(tenths)]) => {
            text.number(tenths / 10);
            text.push(b'.');
            text.number(tenths % 10);
            text.ascii(" secs");
        }
        (TextForm::Padding, [padding]) => show_padding(padding.octets().unwrap_or_default(), text),
        (TextForm::Umbrella, [_, version, flags, fields]) => {
            show_umbrella([*version, *flags], fields.octets().unwrap_or_default(), text);
        }
        (TextForm::ZoneVersion, [labels, kind, version]) => {
            show_zone_version(labels.number(), kind.number(), *version, text);
        }
        (TextForm::Joined, values) => {
            for (field, value) in layout.fields.iter().zip(values) {
                if is_shown(field.kind, *value) {
                    show_field(field.kind, *value, text);
                }
            }
        }
        _ => {}
    }
}

/// The equator and the prime meridian.
const MIDDLE: u32 = 1 << 31;
/// A degree, in thousandths of a second of arc.
const DEGREE: u32 = 3_600_000;
/// The spheroid, in centimetres above the lowest altitude.
const SPHEROID: u32 = 10_000_000;

/// Appends the fields of LOC after its version: size, precisions, latitude, longitude, altitude.
fn show_location(values: &[Value<'_>], text: &mut Text<'_>) {
    let number = |index: usize| values.get(index).map_or(0, |value| value.number());
    let wide = |index| u32::try_from(number(index)).unwrap_or(u32::MAX);
    show_angle(wide(3), [b'S', b'N'], text);
    text.space();
    show_angle(wide(4), [b'W', b'E'], text);
    text.space();
    let altitude = wide(5);
    if altitude < SPHEROID {
        text.push(b'-');
    }
    let altitude = altitude.abs_diff(SPHEROID);
    text.number(altitude / 100);
    text.push(b'.');
    text.padded(altitude % 100, 2);
    text.push(b'm');
    for size in [number(0), number(1), number(2)] {
        text.space();
        let exponent = u32::try_from(size & 15).unwrap_or(0);
        show_metres((size >> 4 & 15).saturating_mul(10_u64.saturating_pow(exponent)), text);
    }
}

/// Appends degrees, minutes, seconds and the side of the middle.
fn show_angle(angle: u32, [below, above]: [u8; 2], text: &mut Text<'_>) {
    let distance = angle.abs_diff(MIDDLE);
    text.number(distance / DEGREE);
    text.space();
    text.number(distance / 60_000 % 60);
    text.space();
    text.number(distance / 1000 % 60);
    text.push(b'.');
    text.padded(distance % 1000, 3);
    text.space();
    text.push(if angle < MIDDLE { below } else { above });
}

/// Appends centimetres as metres; decimals are left out when they are zero,
/// but not of 0.
fn show_metres(centimetres: u64, text: &mut Text<'_>) {
    text.number(centimetres / 100);
    if centimetres == 0 || !centimetres.is_multiple_of(100) {
        text.push(b'.');
        text.padded(u32::try_from(centimetres % 100).unwrap_or(0), 2);
    }
    text.push(b'm');
}

/// Appends an ATM address; octets in neither of its formats, and a LOC record of an unknown
/// version, in the generic form of RFC 3597.
fn show_atma(format: u64, octets: &[u8], form: TextForm, text: &mut Text<'_>) {
    match (form, format, octets) {
        (TextForm::Atma, 0, [_, ..]) => text.hex(octets),
        (TextForm::Atma, 1, [_, ..]) if octets.iter().all(u8::is_ascii_digit) => {
            text.push(b'+');
            text.push_ascii(octets);
        }
        _ => generic(&[&[u8::try_from(format).unwrap_or(0)], octets], text),
    }
}

/// Appends all octets of a DHCID record in base64.
fn show_dhcid(values: &[Value<'_>], text: &mut Text<'_>) {
    let [kind, digest_type, digest] = values else { return };
    let [.., high, low] = kind.number().to_be_bytes();
    let digest_type = u8::try_from(digest_type.number()).unwrap_or(0);
    // Three octets are four characters of base64, so the digest begins a new group.
    text.base64(&[high, low, digest_type]);
    text.base64(digest.octets().unwrap_or_default());
}

fn show_a6(prefix: Value<'_>, rest: &[Value<'_>], text: &mut Text<'_>) {
    text.number(prefix.number());
    for value in rest {
        let shown = match value {
            Value::Ipv6(_) => prefix.number() < 128,
            value => !matches!(value, Value::Absent),
        };
        if shown {
            text.space();
            show_value(*value, text);
        }
    }
}

fn show_relay(head: [Value<'_>; 3], relay: Value<'_>, text: &mut Text<'_>) {
    let [precedence, d, kind] = head.map(Value::number);
    if let Value::Octets(octets) = relay {
        let octet = |number: u64| u8::try_from(number & 0xFF).unwrap_or(0);
        return generic(&[&[octet(precedence), octet(d << 7 | kind & 0x7F)], octets], text);
    }
    for number in [precedence, d, kind] {
        text.number(number);
        text.space();
    }
    show_field(Kind::Relay, relay, text);
}

fn show_extended_error(code: u64, extra: &[u8], text: &mut Text<'_>) {
    text.number(code);
    let code = InfoCode(u16::try_from(code).unwrap_or(u16::MAX));
    if let Some(meaning) = code.meaning() {
        text.ascii(" (");
        text.ascii(meaning);
        text.push(b')');
    }
    if !extra.is_empty() {
        text.ascii(": (");
        text.escaped(extra, Unescaped::IN_PARENTHESES);
        text.push(b')');
    }
}

fn show_padding(octets: &[u8], text: &mut Text<'_>) {
    if octets.iter().any(|octet| *octet != 0) {
        return text.hex_lower(octets);
    }
    text.push(b'(');
    show_len(octets.len(), text);
    text.ascii(" zero octets)");
}

fn show_umbrella([version, flags]: [Value<'_>; 2], fields: &[u8], text: &mut Text<'_>) {
    text.ascii("version ");
    text.number(version.number());
    text.ascii(", flags ");
    text.number(flags.number());
    for field in List::<UmbrellaField<'_>>::over(Wire::new(fields)) {
        text.ascii(match field {
            UmbrellaField::Asset(_) => ", asset=",
            UmbrellaField::Organization(_) => ", organization=",
            UmbrellaField::Ipv4(_) | UmbrellaField::Ipv6(_) => ", client=",
            UmbrellaField::Device(_) => ", device=",
        });
        match field {
            UmbrellaField::Device(octets) => text.hex_lower(octets),
            field => show_value(field.value(), text),
        }
    }
}

fn show_zone_version(labels: u64, kind: u64, version: Value<'_>, text: &mut Text<'_>) {
    let octets = version.octets().unwrap_or_default();
    let kind = ZoneversionType(u8::try_from(kind).unwrap_or(u8::MAX));
    text.number(labels);
    text.space();
    show_code(text, kind.mnemonic(), "", u16::from(kind.0));
    text.space();
    match (kind, octets.first_chunk()) {
        (ZoneversionType::SOA_SERIAL, Some(serial)) => text.number(u32::from_be_bytes(*serial)),
        _ => text.hex_lower(octets),
    }
}
