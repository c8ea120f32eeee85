//! Values that the presentation format of their own type cannot hold, so that the text would not
//! read back. They are written in the generic form of RFC 3597.

use super::kind::{Check, Kind, Text};
use super::value::{Value, read_values};
use super::{Field, Layout, TextForm};
use crate::name::Pointers;
use crate::wire::Wire;

/// The octets of a bitmap that has a bit for each port.
const MAX_PORTS: usize = 65536 / 8;

/// Returns `true` if the text of data reads back as the same octets.
pub(crate) fn reads_back(layout: &Layout, data: Wire<'_>) -> bool {
    if !layout.is_lossy {
        return true;
    }
    let values = read_values(layout.fields_of(data.octets()), data, &mut Pointers::ignore());
    values.is_ok_and(|(_, values)| hold(layout, values.as_slice()))
}

/// Returns `true` if the text of the values reads back.
pub(crate) fn hold(layout: &Layout, values: &[Value<'_>]) -> bool {
    match (layout.text, values) {
        _ if layout.has_names() => true,
        (TextForm::Fields, _) => {
            layout.fields.iter().zip(values).all(|(field, value)| holds(field, *value, values))
        }
        (TextForm::Loc, [Value::Number(0), sizes @ .., latitude, longitude, _altitude]) => {
            let within = |value: &Value<'_>, degrees: u64| {
                value.number().abs_diff(1 << 31) <= degrees * 3_600_000
            };
            sizes.iter().all(is_size) && within(latitude, 90) && within(longitude, 180)
        }
        _ => true,
    }
}

/// Returns `true` for a digit and a power of ten up to 9, and for 0 (RFC 1876 section 2).
fn is_size(value: &Value<'_>) -> bool {
    matches!((value.number() >> 4, value.number() & 15), (0, 0) | (1..=9, 0..=9))
}

/// Returns `true` if some values of the fields have a text that does not read back. Never with a
/// name, whose octets may be compressed.
pub(super) const fn are_lossy(mut fields: &[Field], text: TextForm) -> bool {
    let mut lossy = matches!(text, TextForm::Loc);
    while let [field, rest @ ..] = fields {
        if field.kind.can_be_name() {
            return false;
        }
        lossy |= may_be_lossy(field.kind);
        fields = rest;
    }
    lossy
}

/// Kinds with values that their text cannot hold.
const fn may_be_lossy(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Rest(Text::Hex | Text::LowerHex | Text::Base64 | Text::PrefixedHex | Text::Quoted)
            | Kind::Counted8(Text::Bare)
            | Kind::Prefixes
            | Kind::Ports
    )
}

fn holds(field: &Field, value: Value<'_>, values: &[Value<'_>]) -> bool {
    let octets = value.octets().unwrap_or_default();
    let needs_octets = |check: &Check| match check {
        Check::NotEmpty(_) | Check::LengthBy(..) | Check::AtLeast(..) => true,
        // The flags of KEY, of 16 bits, tell whether there is a key.
        Check::NotEmptyUnless(0, bits, _) => {
            let flags = values.first().map_or(0, |flags| flags.number());
            let bits = u64::from(*bits) << 8;
            flags & bits != bits
        }
        _ => false,
    };
    let is_word = |check: &Check| matches!(check, Check::Alphanumeric(1.., _));
    match (field.kind, value) {
        // No octets would be no field, where readers want one.
        (Kind::Rest(_), _) if field.checks.iter().any(needs_octets) => !octets.is_empty(),
        // A word without quotes is one or more letters and digits.
        (Kind::Counted8(Text::Bare), _) if field.checks.iter().any(is_word) => {
            !octets.is_empty() && octets.iter().all(u8::is_ascii_alphanumeric)
        }
        // Zeros at the end are not written, and bits after port 65535 have no number.
        (Kind::Ports, _) => octets.len() <= MAX_PORTS && octets.last() != Some(&0),
        (_, Value::Prefixes(prefixes)) => prefixes.iter().all(|prefix| prefix.has_text()),
        _ => true,
    }
}
