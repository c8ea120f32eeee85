//! The lists in parameters as text.

use super::super::Value;
use super::super::list::{List, WeightedTransport};
use super::joined;
use crate::text::{Text, Unescaped};
use crate::wire::Wire;

/// Appends strings in quotes with commas between.
pub(super) fn show_string_list(value: Value<'_>, text: &mut Text<'_>) {
    let Value::Strings(list) = value else { return };
    text.push(b'"');
    joined(b',', list.into_iter(), text, |text, string| show_in_list(string, text));
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

pub(super) fn show_transports(octets: &[u8], text: &mut Text<'_>) {
    let list = List::<WeightedTransport<'_>>::over(Wire::new(octets));
    text.push(b'"');
    joined(b',', list.into_iter(), text, |text, transport| {
        show_in_list(transport.protocol, text);
        text.push(b':');
        text.number(transport.weight);
    });
    text.push(b'"');
}
