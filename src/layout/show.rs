//! Writing values in presentation format.

use core::mem;
use core::net::{Ipv4Addr, Ipv6Addr};

use super::check::pass;
use super::coded::{Code, Coded, Raw};
use super::kind::{Kind, Mnemonic, Text as OctetsText};
use super::list::{AddressPrefix, List, UmbrellaField, WeightedTransport};
use super::value::{Value, Values, read_values, value_of};
use super::{Layout, Ports, TextForm};
use crate::error::{Error, Fault};
use crate::name::Pointers;
use crate::registry::{
    AddressFamily, CertType, Class, DsyncScheme, InfoCode, Rcode, SvcParamKey, Type,
    ZoneversionType,
};
use crate::text::{Text, Unescaped};
use crate::wire::{Wire, exact};

/// Appends the fields of data, read from its octets.
///
/// Data that does not fit its layout is an error, before anything is appended.
pub(crate) fn show_octets(
    layout: &Layout,
    data: Wire<'_>,
    pointers: &mut Pointers<'_>,
    text: &mut Text<'_>,
) -> Result<(), Fault> {
    super::check(layout, data, pointers)?;
    let place = pointers.place;
    let mut ignore = Pointers::ignore();
    ignore.place = place;
    let ignore = &mut ignore;
    let fields = layout.fields_of(data.octets());
    if layout.text != TextForm::Fields {
        let (left, values) = read_values(fields, data, ignore)?;
        exact(left)?;
        show(layout, values.as_slice(), text);
        return Ok(());
    }
    let (mut i, mut first) = (data, true);
    for field in fields {
        let rest = pass(field.kind, data, i, ignore)?;
        show_after(field.kind, value_of(field.kind, data, i.until(rest), ignore), text, &mut first);
        i = rest;
    }
    Ok(())
}

/// Appends the values of all fields.
pub(crate) fn show(layout: &Layout, values: &[Value<'_>], text: &mut Text<'_>) {
    if layout.text != TextForm::Fields {
        return show_form(layout, values, text);
    }
    let mut first = true;
    for (field, value) in layout.fields.iter().zip(values) {
        show_after(field.kind, *value, text, &mut first);
    }
}

/// Appends a field with a blank before it, unless it is the first or has no text.
#[inline]
fn show_after(kind: Kind, value: Value<'_>, text: &mut Text<'_>, first: &mut bool) {
    if !is_shown(kind, value) {
        return;
    }
    if !mem::take(first) {
        text.space();
    }
    show_field(kind, value, text);
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
            with_blanks(Ports::new(octets()).iter(), text, Text::number);
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
            with_commas(list.into_iter(), text, |text, address| show_ipv4(address, text));
        }
        Kind::Ipv6s => {
            let list = List::<Ipv6Addr>::over(Wire::new(octets()));
            with_commas(list.into_iter(), text, |text, address| show_ipv6(address, text));
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
        Value::Types(types) => with_blanks(types.into_iter(), text, |text, rtype| {
            show_mnemonic(Mnemonic::Type, rtype.0.into(), text);
        }),
        Value::Strings(list) => {
            with_blanks(list.into_iter(), text, Text::quoted);
        }
        Value::Names(list) => with_blanks(list.into_iter(), text, |text, name| name.show(text)),
        Value::Numbers(list) => {
            with_blanks(list.into_iter(), text, Text::number);
        }
        Value::Octets8(octets) => {
            with_blanks(octets.iter(), text, |text, number| text.number(*number));
        }
        Value::Options(options) => show_list(options, text),
        Value::Params(params) => show_list(params, text),
        Value::Prefixes(list) => with_blanks(list.into_iter(), text, |text, prefix| {
            show_prefix(&prefix, text);
        }),
    }
}

fn with_blanks<'t, T>(
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
            text.space();
        }
        show(text, item);
    }
}

fn with_commas<T>(
    items: impl Iterator<Item = T>,
    text: &mut Text<'_>,
    show: impl Fn(&mut Text<'_>, T),
) {
    let mut is_first = true;
    for item in items {
        if text.has_failed() {
            return;
        }
        if !mem::replace(&mut is_first, false) {
            text.push(b',');
        }
        show(text, item);
    }
}

/// Appends a list of 16-bit numbers with commas between.
fn separated(value: Value<'_>, text: &mut Text<'_>, show: impl Fn(&mut Text<'_>, u16)) {
    if let Value::Numbers(list) = value {
        with_commas(list.into_iter(), text, show);
    }
}

/// Appends octets in a form.
fn show_as(form: OctetsText, octets: &[u8], text: &mut Text<'_>) {
    match (form, octets) {
        (OctetsText::HexOrDash | OctetsText::Base64OrDash | OctetsText::Bare, []) => {
            text.push(b'-');
        }
        (OctetsText::Hex | OctetsText::HexOrDash, _) => text.hex(octets),
        (OctetsText::LowerHex, _) => text.hex_lower(octets),
        (OctetsText::PrefixedHex, _) => {
            text.ascii("0x");
            text.hex(octets);
        }
        (OctetsText::Base64 | OctetsText::Base64OrDash, _) => text.base64(octets),
        (OctetsText::SizedBase64, _) => {
            show_len(octets.len(), text);
            if !octets.is_empty() {
                text.space();
                text.base64(octets);
            }
        }
        (OctetsText::Base32hex, _) => text.base32hex(octets),
        (OctetsText::Quoted | OctetsText::QuotedOrNothing, _) => text.quoted(octets),
        (OctetsText::Bare, _) => text.escaped(octets, Unescaped::BARE),
        (OctetsText::Generic, _) => generic(&[octets], text),
        (OctetsText::Dump, _) => dump(octets, text),
    }
}

fn show_len(len: usize, text: &mut Text<'_>) {
    text.number(u64::try_from(len).unwrap_or(u64::MAX));
}

/// Appends octets in the form for any RDATA ([RFC 3597 section 5]): `\# LENGTH HEX`.
///
/// [RFC 3597 section 5]: https://www.rfc-editor.org/rfc/rfc3597#section-5
pub(crate) fn generic(parts: &[&[u8]], text: &mut Text<'_>) {
    let len = parts.iter().fold(0, |len, part| part.len().saturating_add(len));
    text.ascii("\\# ");
    show_len(len, text);
    if len > 0 {
        text.space();
    }
    for part in parts {
        text.hex(part);
    }
}

/// Appends octets in hexadecimal, then as characters, as `dig` shows an NSID.
fn dump(octets: &[u8], text: &mut Text<'_>) {
    for octet in octets {
        text.hex_lower(&[*octet]);
        text.space();
    }
    text.ascii("(\"");
    for octet in octets {
        text.push(if Unescaped::IN_QUOTES.has(*octet) { *octet } else { b'.' });
    }
    text.ascii("\")");
}

fn hyphened(octets: &[u8], text: &mut Text<'_>) {
    let mut is_first = true;
    for octet in octets {
        if !mem::replace(&mut is_first, false) {
            text.push(b'-');
        }
        text.hex_lower(&[*octet]);
    }
}

fn show_mnemonic(registry: Mnemonic, number: u64, text: &mut Text<'_>) {
    let code = u16::try_from(number).unwrap_or(u16::MAX);
    let (mnemonic, prefix) = match registry {
        Mnemonic::Type => (Type(code).mnemonic(), "TYPE"),
        Mnemonic::CertType => (CertType(code).mnemonic(), ""),
        Mnemonic::DsyncScheme => {
            (u8::try_from(number).ok().and_then(|code| DsyncScheme(code).mnemonic()), "")
        }
        Mnemonic::TsigError => (Rcode(code).tsig_mnemonic(), ""),
        Mnemonic::Class => (Class(code).mnemonic(), "CLASS"),
    };
    show_code(text, mnemonic, prefix, code);
}

/// Appends a mnemonic, or the number after a prefix.
pub(crate) fn show_code(text: &mut Text<'_>, mnemonic: Option<&str>, prefix: &str, code: u16) {
    if let Some(mnemonic) = mnemonic {
        return text.ascii(mnemonic);
    }
    text.ascii(prefix);
    text.number(code);
}

/// Appends seconds since 1970 as `YYYYMMDDHHmmSS` in UTC.
pub(super) fn show_time(seconds: u64, text: &mut Text<'_>) {
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    let (year, month, day) = date(seconds);
    let second = seconds % 86400;
    text.padded(year, 4);
    for part in [month, day, second / 3600, second / 60 % 60, second % 60] {
        text.padded(part, 2);
    }
}

/// Year, month and day in the Gregorian calendar, UTC.
fn date(seconds: u32) -> (u32, u32, u32) {
    // Counted in eras of 400 years from 1 March 0, so that leap days end a year.
    let days = seconds / 86400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let leap_days = day_of_era / 1460 + day_of_era / 146_096;
    let year_of_era = (day_of_era + day_of_era / 36524).saturating_sub(leap_days) / 365;
    let days_before = (365 * year_of_era + year_of_era / 4).saturating_sub(year_of_era / 100);
    let day_of_year = day_of_era.saturating_sub(days_before);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year.saturating_sub((153 * month + 2) / 5) + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month.saturating_sub(9), 1) };
    (year_of_era + era * 400 + next, month, day)
}

fn show_octal(number: u64, text: &mut Text<'_>) {
    let digits = (64 - number.leading_zeros()).div_ceil(3).max(1);
    for place in (0..digits).rev() {
        text.number(number >> (3 * place) & 7);
    }
}

/// Appends 64 bits as four groups of hexadecimal digits.
fn show_groups(number: u64, text: &mut Text<'_>) {
    for (index, octet) in number.to_be_bytes().into_iter().enumerate() {
        if index != 0 && index & 1 == 0 {
            text.push(b':');
        }
        text.hex_lower(&[octet]);
    }
}

/// Appends an IPv4 address.
pub(super) fn show_ipv4(address: Ipv4Addr, text: &mut Text<'_>) {
    let [a, b, c, d] = address.octets();
    text.number(a);
    for octet in [b, c, d] {
        text.push(b'.');
        text.number(octet);
    }
}

/// Appends an IPv6 address ([RFC 5952]).
///
/// [RFC 5952]: https://www.rfc-editor.org/rfc/rfc5952
pub(super) fn show_ipv6(address: Ipv6Addr, text: &mut Text<'_>) {
    if let Some(address) = address.to_ipv4_mapped() {
        text.ascii("::ffff:");
        return show_ipv4(address, text);
    }
    let groups = address.segments();
    let (start, end) = zeros(groups);
    for (place, group) in groups.into_iter().enumerate() {
        if place == start {
            text.ascii("::");
        }
        if place < start || place >= end {
            if place != 0 && place != end {
                text.push(b':');
            }
            hex_group(group, text);
        }
    }
}

/// The first longest run of at least two zero groups (RFC 5952 section 4.2).
fn zeros(groups: [u16; 8]) -> (usize, usize) {
    let (mut best, mut start) = ((0_usize, 1_usize), 0);
    for (place, group) in groups.into_iter().enumerate() {
        if group != 0 {
            start = place + 1;
        } else if (place + 1).saturating_sub(start) > best.1.saturating_sub(best.0) {
            best = (start, place + 1);
        }
    }
    if best == (0, 1) { (8, 8) } else { best }
}

/// Appends a number in hexadecimal, lower case, without leading zeros.
fn hex_group(group: u16, text: &mut Text<'_>) {
    for shift in [12, 8, 4, 0] {
        if shift == 0 || group >> shift != 0 {
            let [_, digit] = (group >> shift & 15).to_be_bytes();
            text.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }
}

pub(crate) fn show_prefix(prefix: &AddressPrefix<'_>, text: &mut Text<'_>) {
    if prefix.n {
        text.push(b'!');
    }
    text.number(prefix.address_family.0);
    text.push(b':');
    if !show_address(prefix.address_family, prefix.afdpart, text) {
        text.hex(prefix.afdpart);
    }
    text.push(b'/');
    text.number(prefix.prefix);
}

/// Appends an address with its missing octets as zero; `false` when its family is not known or it
/// is too long.
fn show_address(family: AddressFamily, octets: &[u8], text: &mut Text<'_>) -> bool {
    match family {
        AddressFamily::IP => filled::<4>(octets).map(|all| show_ipv4(all.into(), text)),
        AddressFamily::IP6 => filled::<16>(octets).map(|all| show_ipv6(all.into(), text)),
        _ => None,
    }
    .is_some()
}

/// The octets with zeros after them; `None` when they are too many.
pub(crate) fn filled<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    let mut all = [0; N];
    all.get_mut(..octets.len())?.copy_from_slice(octets);
    Some(all)
}

/// Appends strings in quotes with commas between.
fn show_string_list(value: Value<'_>, text: &mut Text<'_>) {
    let Value::Strings(list) = value else { return };
    text.push(b'"');
    with_commas(list.into_iter(), text, |text, string| show_in_list(string, text));
    text.push(b'"');
}

/// Appends a string of a list: escaped as a value of the list, and again as part of the string that
/// the whole list is ([RFC 9460 appendix A.1]).
///
/// [RFC 9460 appendix A.1]: https://www.rfc-editor.org/rfc/rfc9460#appendix-A.1
fn show_in_list(octets: &[u8], text: &mut Text<'_>) {
    for run in octets.split_inclusive(|octet| matches!(octet, b',' | b'\\')) {
        match run.split_last() {
            Some((b',', before)) => {
                text.escaped(before, Unescaped::IN_QUOTES);
                text.ascii(r"\\,");
            }
            Some((b'\\', before)) => {
                text.escaped(before, Unescaped::IN_QUOTES);
                text.ascii(r"\\\\");
            }
            _ => text.escaped(run, Unescaped::IN_QUOTES),
        }
    }
}

fn show_transports(octets: &[u8], text: &mut Text<'_>) {
    let list = List::<WeightedTransport<'_>>::over(Wire::new(octets));
    text.push(b'"');
    with_commas(list.into_iter(), text, |text, transport| {
        show_in_list(transport.protocol, text);
        text.push(b':');
        text.number(transport.weight);
    });
    text.push(b'"');
}

/// Appends all options or parameters.
pub(super) fn show_list<C: Code>(list: Coded<'_, C>, text: &mut Text<'_>) {
    let mut is_first = true;
    for raw in list {
        if text.has_failed() {
            return;
        }
        if !mem::replace(&mut is_first, false) {
            text.ascii(if C::ASCENDING { " " } else { "; " });
        }
        show_coded(raw, text);
    }
}

/// The layout and the values of an entry; or the entry, with its error if it is malformed.
type Parts<'a, C> = Result<(&'static Layout, Values<'a>), (Raw<'a, C>, Option<Error>)>;

/// Appends one option or parameter, read from its octets.
pub(crate) fn show_coded<C: Code>(raw: Raw<'_, C>, text: &mut Text<'_>) {
    let parts = match (raw.code.layout(), raw.malformed()) {
        (Some(layout), None) => {
            let data = raw.window();
            let fields = layout.fields_of(data.octets());
            let values = read_values(fields, data, &mut Pointers::ignore());
            values.map(|(_, values)| (layout, values)).map_err(|_| (raw, None))
        }
        (_, error) => Err((raw, error)),
    };
    show_entry(raw.code, parts, raw.octets.is_empty(), text);
}

/// Appends one option or parameter with these values, or with these octets.
pub(crate) fn show_entry<C: Code>(
    code: C,
    parts: Parts<'_, C>,
    is_empty: bool,
    text: &mut Text<'_>,
) {
    if C::ASCENDING {
        show_param(SvcParamKey(code.into()), parts, is_empty, text);
    } else {
        show_option(code, parts, is_empty, text);
    }
}

/// Appends `key=value`, or the key alone: "if the '=' is omitted, the value is [..] empty" (RFC
/// 9460 section 2.1). A value without a layout is a string.
fn show_param<C: Code>(key: SvcParamKey, parts: Parts<'_, C>, is_empty: bool, text: &mut Text<'_>) {
    match (&parts, key.mnemonic()) {
        (Err((_, Some(_))), _) | (_, None) => {
            text.ascii("key");
            text.number(key.0);
        }
        (_, Some(name)) => text.ascii(name),
    }
    if is_empty {
        return;
    }
    text.push(b'=');
    match parts {
        Ok((layout, values)) => show(layout, values.as_slice(), text),
        Err((raw, _)) => text.quoted(raw.octets),
    }
}

/// Appends an option as `dig` does: its name, then its value.
///
/// Octets without a layout are in hexadecimal, malformed ones with the error after them.
fn show_option<C: Code>(code: C, parts: Parts<'_, C>, is_empty: bool, text: &mut Text<'_>) {
    if let Some(name) = code.name() {
        text.ascii(name);
    } else {
        text.ascii(C::PREFIX);
        text.number(code.into());
    }
    if is_empty && !matches!(parts, Err((_, Some(_)))) {
        return;
    }
    text.ascii(": ");
    match parts {
        Ok((layout, values)) => show(layout, values.as_slice(), text),
        Err((raw, error)) => {
            text.hex_lower(raw.octets);
            if let Some(error) = error {
                text.ascii(if raw.octets.is_empty() { "; " } else { " ; " });
                text.display(error);
            }
        }
    }
}

/// Appends values in a form of their own.
#[inline(never)]
fn show_form(layout: &Layout, values: &[Value<'_>], text: &mut Text<'_>) {
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
        text.padded(centimetres % 100, 2);
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
