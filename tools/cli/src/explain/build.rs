//! From octets to the tree of their parts.

use std::ops::Range;

use dnswire::{
    Class, Error, ErrorKind, Header, Message, Partial, Profile, Question, Record, Section,
    Severity, Type,
};

use super::fields::{labels, name, rdata};
use super::tree::{Node, Note};
use dnswire_capture::Flow;

/// Octets of the header.
const HEADER: usize = 12;

/// The parts of a message of which `length` octets were reported.
pub(crate) fn tree(octets: &[u8], length: usize, flow: Option<&Flow>) -> Node {
    let octets = octets.get(..length).unwrap_or(octets);
    match Message::parse_partial(octets, length) {
        Ok(partial) => {
            let mut tree = whole(&partial);
            let profile = flow.map_or(Profile::Unicast, Flow::profile);
            for finding in partial.findings().in_profile(profile) {
                let note = Note { severity: finding.severity(), text: finding.to_string() };
                tree.note(finding.offset(), note);
            }
            tree
        }
        Err(error) => no_header(octets, error),
    }
}

/// Octets that are too few for a header.
fn no_header(octets: &[u8], error: Error) -> Node {
    let mut tree = Node::holder(0..octets.len(), "message", "", Vec::new(), "part of the header");
    tree.note(error.offset(), Note { severity: Severity::Error, text: error.to_string() });
    tree
}

fn whole(partial: &Partial<'_>) -> Node {
    let message = partial.message();
    let octets = message.as_octets();
    let mut children = vec![header(message.header())];
    let questions =
        message.questions().zip(0..).map(|(entry, index)| question(octets, entry, index));
    children.extend(section(Section::Question, questions.collect()));
    for (part, records) in [
        (Section::Answer, message.answers()),
        (Section::Authority, message.authority()),
        (Section::Additional, message.additional()),
    ] {
        children.extend(section(part, records.map(|entry| record(octets, &entry)).collect()));
    }
    children.extend(left(partial, message.end()..octets.len()));
    Node::holder(0..octets.len(), "message", "", children, "octets")
}

fn header(header: Header) -> Node {
    let mut fields =
        vec![Node::leaf(0..2, "id", header.id()), Node::leaf(2..4, "flags", flags(header))];
    let counts = Section::ALL.into_iter().zip((4..HEADER).step_by(2));
    fields.extend(counts.map(|(section, at)| {
        Node::leaf(at..at + 2, &format!("{section} count"), header.count(section))
    }));
    Node::holder(0..HEADER, "header", "", fields, "octets")
}

/// The flags in hex, those that are set, the opcode and the RCODE.
fn flags(header: Header) -> String {
    let text = format!("{:?}", header.flags());
    let inner = text.strip_prefix("Flags(").and_then(|text| text.strip_suffix(')'));
    // None may be set.
    inner.unwrap_or(&text).replace(": ; ", ": ")
}

/// A section with its entries; `None` if it has none.
fn section(section: Section, entries: Vec<Node>) -> Option<Node> {
    let range = entries.first()?.range.start..entries.last()?.range.end;
    Some(Node::holder(range, &format!("{section} section"), "", entries, "octets"))
}

fn question(octets: &[u8], question: Question<'_>, index: usize) -> Node {
    let start = question.offset();
    let qname = name(octets, "qname", question.qname());
    let at = qname.range.end;
    let fields = vec![
        qname,
        Node::leaf(at..at + 2, "qtype", question.qtype()),
        Node::leaf(at + 2..at + 4, "qclass", question.qclass()),
    ];
    Node::holder(start..at + 4, &format!("question {index}"), "", fields, "octets")
}

fn record(octets: &[u8], record: &Record<'_>) -> Node {
    let mut fields = vec![name(octets, "owner", record.owner())];
    let at = record.rdata_offset().saturating_sub(10);
    fields.extend(fixed(
        at,
        [
            record.rtype().to_string(),
            record.class().to_string(),
            record.ttl_field().to_string(),
            record.rdlength().to_string(),
        ],
    ));
    // OPT has other fields in these octets (RFC 6891 section 6.1.3).
    if record.rtype() == Type::OPT {
        let names = ["type", "udp payload size", "extended rcode, version, flags", "rdlength"];
        fields
            .iter_mut()
            .skip(1)
            .zip(names)
            .for_each(|(field, name)| name.clone_into(&mut field.name));
        if let Some(size) = fields.get_mut(2) {
            size.value = record.class().0.to_string();
        }
    }
    fields.push(rdata(octets, record));
    let title = format!("{} {}", record.section(), record.index());
    let value = format!("{} {}", record.owner(), record.rtype());
    Node::holder(record.offset()..record.end(), &title, value, fields, "octets")
}

/// Type, class, TTL and RDLENGTH.
fn fixed(at: usize, values: [String; 4]) -> Vec<Node> {
    let places = [("type", 0, 2), ("class", 2, 4), ("ttl", 4, 8), ("rdlength", 8, 10)];
    let leaf = |((name, start, end), value): ((&str, usize, usize), String)| {
        Node::leaf(at + start..at + end, name, value)
    };
    places.into_iter().zip(values).map(leaf).collect()
}

/// The octets after the last whole entry: an entry that breaks off, or octets that nothing counts.
fn left(partial: &Partial<'_>, range: Range<usize>) -> Option<Node> {
    if range.is_empty() {
        return None;
    }
    let is_cut = partial
        .error()
        .is_some_and(|error| matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }));
    match partial.error().and_then(|error| error.section().zip(error.index())) {
        Some((section, index)) => {
            let title = format!("{section} {index}");
            Some(broken(partial.message(), section, (&title, is_cut), range))
        }
        None => Some(Node::leaf(range, "octets after the last record", "")),
    }
}

/// An entry that is cut or cannot be followed, with those of its fields that are there.
fn broken(
    message: Message<'_>,
    section: Section,
    (title, is_cut): (&str, bool),
    range: Range<usize>,
) -> Node {
    let octets = message.as_octets();
    let mut fields = Vec::new();
    if let Some((parts, end)) = labels(octets, range.start, None) {
        let title = if section == Section::Question { "qname" } else { "owner" };
        fields.push(Node::holder(range.start..end, title, "", parts, "octets"));
        let names = if section == Section::Question {
            &[("qtype", 2), ("qclass", 2)][..]
        } else {
            &[("type", 2), ("class", 2), ("ttl", 4), ("rdlength", 2)]
        };
        let mut at = end;
        for (field, length) in names {
            let Some(value) = octets.get(at..at + length) else { break };
            fields.push(Node::leaf(at..at + length, field, fixed_value(field, value)));
            at += length;
        }
    }
    let (how, rest) = if is_cut {
        ("which breaks off", "octets of a field that is not whole")
    } else {
        ("which cannot be read", "octets that are not read")
    };
    Node::holder(range, &format!("{title}, {how}"), "", fields, rest)
}

/// The value of a field of fixed length.
fn fixed_value(field: &str, octets: &[u8]) -> String {
    let number = octets.iter().fold(0_u32, |number, octet| number << 8 | u32::from(*octet));
    let short = u16::try_from(number).unwrap_or_default();
    match field {
        "type" | "qtype" => Type(short).to_string(),
        "class" | "qclass" => Class(short).to_string(),
        _ => number.to_string(),
    }
}
