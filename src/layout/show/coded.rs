//! Options and parameters as text.

use super::super::Layout;
use core::mem;

use super::super::coded::{Code, Coded, Raw};
use super::super::value::{Values, read_values};
use super::show;
use crate::error::Error;
use crate::name::Pointers;
use crate::registry::SvcParamKey;
use crate::text::Text;

/// Appends all options or parameters, each as `show` does.
pub(crate) fn show_list<'a, C: Code>(
    list: Coded<'a, C>,
    text: &mut Text<'_>,
    show: impl Fn(Raw<'a, C>, &mut Text<'_>),
) {
    let mut is_first = true;
    for raw in list {
        if text.has_failed() {
            return;
        }
        if !mem::replace(&mut is_first, false) {
            text.ascii(if C::ASCENDING { " " } else { "; " });
        }
        show(raw, text);
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
