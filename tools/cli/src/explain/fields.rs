//! Names, RDATA, options and parameters.

use std::ops::Range;

use dnswire::layout::{Code, Coded, Raw};
use dnswire::{FieldView, Name, Record, Value};

use super::tree::Node;

/// A name: its labels, then the root, or a pointer with its target and the name there.
pub(super) fn name(octets: &[u8], title: &str, whole: Name<'_>) -> Node {
    let start = whole.offset();
    let (parts, end) = labels(octets, start, Some(whole)).unwrap_or((Vec::new(), start));
    Node::holder(start..end, title, whole, parts, "octets")
}

/// The parts of the name at `start`, and its end; `None` if it is not whole.
///
/// `whole` is the name, where it is known.
pub(super) fn labels(
    octets: &[u8],
    start: usize,
    whole: Option<Name<'_>>,
) -> Option<(Vec<Node>, usize)> {
    let (mut at, mut parts, mut rest) = (start, Vec::new(), whole);
    loop {
        let first = usize::from(*octets.get(at)?);
        match first {
            0 => {
                parts.push(Node::leaf(at..at + 1, "root", ""));
                return Some((parts, at + 1));
            }
            1..=63 => {
                let label = octets.get(at + 1..at + 1 + first)?;
                parts.push(Node::leaf(at..at + 1 + first, "label", label.escape_ascii()));
                at += 1 + first;
                rest = rest.and_then(Name::parent);
            }
            0xC0.. => {
                let target = (first & 0x3F) << 8 | usize::from(*octets.get(at + 1)?);
                let name = rest.map_or(String::new(), |name| format!(", {name}"));
                let value = format!("to {target:#06x}{name}");
                parts.push(Node::leaf(at..at + 2, "pointer", value));
                return Some((parts, at + 2));
            }
            _ => return None,
        }
    }
}

/// The RDATA of a record, by its layout.
pub(super) fn rdata(octets: &[u8], record: &Record<'_>) -> Node {
    let mut fields = Vec::new();
    record.for_each_field(|view| fields.push(field(octets, &view)));
    let is_known = !fields.is_empty();
    let rest = match record.malformed() {
        Some(_) => "octets that cannot be read",
        None if is_known => "octets of the fields",
        None => "octets",
    };
    let value =
        if record.malformed().is_some() { String::new() } else { record.rdata().to_string() };
    Node::holder(record.rdata_offset()..record.end(), "rdata", value, fields, rest)
}

/// A field, with the parts that its value has.
fn field(octets: &[u8], view: &FieldView<'_>) -> Node {
    let (range, title) = (view.range.clone(), view.name);
    let parts = match view.value {
        Value::Name(value) => return name(octets, title, value),
        Value::Names(list) => list.iter().map(|value| name(octets, "name", value)).collect(),
        Value::Strings(list) => strings(range.start, list.iter()),
        Value::Numbers(list) => numbers(range.start, list.iter()),
        Value::Options(list) => coded(octets, "option", list),
        Value::Params(list) => coded(octets, "parameter", list),
        // A length, then as many octets.
        Value::Text(text) | Value::Octets(text) => counted(&range, text, view),
        _ => Vec::new(),
    };
    Node::holder(range, title, view.value, parts, "octets").or_leaf()
}

/// The length and the content of a field whose range is longer than its value.
fn counted(range: &Range<usize>, content: &[u8], view: &FieldView<'_>) -> Vec<Node> {
    let start = range.end.saturating_sub(content.len());
    if start <= range.start {
        return Vec::new();
    }
    vec![
        Node::leaf(range.start..start, "length", content.len()),
        Node::leaf(start..range.end, "content", view.value),
    ]
}

fn strings<'a>(start: usize, strings: impl Iterator<Item = &'a [u8]>) -> Vec<Node> {
    let mut at = start;
    let mut nodes = Vec::new();
    for string in strings {
        let end = at + 1 + string.len();
        let parts = vec![
            Node::leaf(at..at + 1, "length", string.len()),
            Node::leaf(at + 1..end, "content", Value::Text(string)),
        ];
        nodes.push(Node::holder(at..end, "string", Value::Text(string), parts, "octets"));
        at = end;
    }
    nodes
}

fn numbers(start: usize, numbers: impl Iterator<Item = u16>) -> Vec<Node> {
    let places = (start..).step_by(2);
    places.zip(numbers).map(|(at, number)| Node::leaf(at..at + 2, "number", number)).collect()
}

/// Options or parameters: code, length, and their fields by the layout of the code.
fn coded<C: Code>(octets: &[u8], title: &str, list: Coded<'_, C>) -> Vec<Node> {
    let node = |entry: Raw<'_, C>| {
        let (start, length) = (entry.offset(), entry.octets.len());
        let mut parts = vec![
            Node::leaf(start - 4..start - 2, "code", entry.code),
            Node::leaf(start - 2..start, "length", length),
        ];
        entry.for_each_field(|view| parts.push(field(octets, &view)));
        let range = start - 4..start + length;
        Node::holder(range, title, entry.code, parts, "octets")
    };
    list.iter().map(node).collect()
}
