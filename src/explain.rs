//! The annotated hexdump: every octet of a message, with its meaning.

use core::fmt;
use core::ops::Range;

use crate::error::Section;
use crate::layout::{self, FieldView};
use crate::message::header::HEADER;
use crate::message::{Message, Partial, Profile, Question, Record};
use crate::name::Pointers;
use crate::rdata::OwnTypes;
use crate::registry::Class;
use crate::text::{self, Text};

/// The number of octets in a line.
const WIDTH: usize = 12;

/// A message as an annotated hexdump; see [`Message::explain`].
///
/// ```
/// use dnswire::Message;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let dump = Message::parse(octets)?.explain().to_string();
/// assert!(dump.lines().any(|line| line.ends_with("preference: 20")), "{dump}");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Hexdump<'a> {
    message: Message<'a>,
    own: OwnTypes,
    profile: Profile,
}

impl Hexdump<'_> {
    /// Explains RR types of the user's own too.
    #[must_use]
    pub fn with_types(self, own: OwnTypes) -> Self {
        Hexdump { own, ..self }
    }

    /// Explains the message as one of another protocol than unicast DNS.
    #[must_use]
    pub fn in_profile(self, profile: Profile) -> Self {
        Hexdump { profile, ..self }
    }
}

impl<'a> Message<'a> {
    /// The octets of the message field by field, with offsets, names and values.
    ///
    /// ```
    /// # use dnswire::Message;
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// let text = Message::parse(octets)?.explain().to_string();
    /// assert!(text.contains("0025  00 14                               answer 0, preference: 20"));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn explain(&self) -> Hexdump<'a> {
        Hexdump { message: *self, own: OwnTypes::NONE, profile: Profile::Unicast }
    }
}

impl<'a> Partial<'a> {
    /// The octets of an incomplete message; octets after the complete records are not explained.
    #[must_use]
    pub fn explain(&self) -> Hexdump<'a> {
        self.message().explain()
    }
}

/// Writes a line for each field: offset in hexadecimal, octets, name and value.
impl fmt::Display for Hexdump<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| {
            let message = &self.message;
            explain_header(message, text);
            for (index, question) in (0..=u16::MAX).zip(message.questions()) {
                if text.has_failed() {
                    return;
                }
                explain_question(message, index, question, text);
            }
            for record in message.records() {
                if text.has_failed() {
                    return;
                }
                explain_record(self, &record.of_profile(self.profile), record.class(), text);
            }
            let end = explain_tlvs(message, text);
            let left = end..message.as_octets().len();
            line(message, left, text, format_args!("octets that are left"));
        })
    }
}

/// Writes the octets of `range` in lines of [`WIDTH`] octets; the first line has the meaning.
fn line(
    message: &Message<'_>,
    range: Range<usize>,
    text: &mut Text<'_>,
    meaning: fmt::Arguments<'_>,
) {
    if text.has_failed() {
        return;
    }
    let octets = message.as_octets().get(range.clone()).unwrap_or_default();
    let (mut pieces, mut offset) = (octets.chunks(WIDTH), range.start);
    let Some(first) = pieces.next() else { return };
    piece(first, offset, text);
    for _ in first.len()..WIDTH {
        text.ascii("   ");
    }
    text.space();
    text.display(meaning);
    text.push(b'\n');
    for octets in pieces {
        if text.has_failed() {
            return;
        }
        offset = offset.saturating_add(WIDTH);
        piece(octets, offset, text);
        text.push(b'\n');
    }
}

fn piece(octets: &[u8], offset: usize, text: &mut Text<'_>) {
    text.display(format_args!("{offset:04x} "));
    for octet in octets {
        text.display(format_args!(" {octet:02x}"));
    }
}

fn explain_header(message: &Message<'_>, text: &mut Text<'_>) {
    let header = message.header();
    line(message, 0..2, text, format_args!("id: {}", header.id()));
    line(message, 2..4, text, format_args!("flags: {:?}", header.flags()));
    for (section, offset) in Section::ALL.into_iter().zip((4..HEADER).step_by(2)) {
        line(
            message,
            offset..offset + 2,
            text,
            format_args!("{section} count: {}", header.count(section)),
        );
    }
}

fn explain_question(
    message: &Message<'_>,
    index: u16,
    question: Question<'_>,
    text: &mut Text<'_>,
) {
    let start = question.offset();
    let (end, _) = question.qname().end();
    let mut field = |range, name, value: &dyn fmt::Display| {
        line(message, range, text, format_args!("question {index}, {name}: {value}"));
    };
    field(start..end, "qname", &question.qname());
    field(end..end.wrapping_add(2), "qtype", &question.qtype());
    field(end.wrapping_add(2)..end.wrapping_add(4), "qclass", &question.qclass());
}

/// Explains a record with its class in the protocol; `class` is the field.
fn explain_record(dump: &Hexdump<'_>, record: &Record<'_>, class: Class, text: &mut Text<'_>) {
    let message = &dump.message;
    let own = dump.own.own(record.rtype(), record.class());
    let (section, index) = (record.section(), record.index());
    let rdata = record.rdata_offset();
    let fixed = rdata.saturating_sub(10);
    let mut field = |range, name, value: &dyn fmt::Display| {
        line(message, range, text, format_args!("{section} {index}, {name}: {value}"));
    };
    field(record.offset()..fixed, "owner", &record.owner());
    match own {
        Some((mnemonic, _)) => field(fixed..fixed.wrapping_add(2), "type", &mnemonic),
        None => field(fixed..fixed.wrapping_add(2), "type", &record.rtype()),
    }
    field(fixed.wrapping_add(2)..fixed.wrapping_add(4), "class", &class);
    field(fixed + 4..fixed + 8, "ttl", &record.ttl_field());
    field(fixed + 8..rdata, "rdlength", &record.rdlength());
    let mut end = rdata;
    let mut visit = |view: FieldView<'_>| {
        // Fields of a few bits share their octets.
        let range = view.range.start.max(end)..view.range.end.max(end);
        end = range.end;
        explain_field(message, record, range, &view, text);
    };
    match own {
        Some((_, layout)) => {
            let mut pointers = Pointers::in_record(record.place());
            let _ = layout::visit(layout, record.window(), &mut pointers, &mut visit);
        }
        None => record.for_each_field(visit),
    }
    if text.has_failed() {
        return;
    }
    let name = if record.malformed().is_some() { "malformed" } else { "rdata" };
    line(message, end..record.end(), text, format_args!("{section} {index}, {name}"));
}

/// Explains the TLVs of a stateful operation; returns the offset after them.
fn explain_tlvs(message: &Message<'_>, text: &mut Text<'_>) -> usize {
    let mut after = message.end();
    let tlvs = message.dso().into_iter().flat_map(|dso| dso.tlvs().iter());
    for (index, tlv) in (0..=u16::MAX).zip(tlvs) {
        if text.has_failed() {
            return after;
        }
        let (value, mut end) = (tlv.offset(), tlv.offset());
        let head = value.saturating_sub(4);
        line(
            message,
            head..head.saturating_add(2),
            text,
            format_args!("TLV {index}, type: {}", tlv.code),
        );
        line(
            message,
            head.saturating_add(2)..value,
            text,
            format_args!("TLV {index}, length: {}", tlv.octets.len()),
        );
        after = value.saturating_add(tlv.octets.len());
        tlv.for_each_field(|view| {
            let range = view.range.start.max(end)..view.range.end.max(end);
            end = range.end;
            line(message, range, text, format_args!("TLV {index}, {}: {}", view.name, view.value));
        });
        if text.has_failed() {
            return after;
        }
        let name = if tlv.malformed().is_some() { "malformed" } else { "value" };
        line(message, end..after, text, format_args!("TLV {index}, {name}"));
    }
    after
}

fn explain_field(
    message: &Message<'_>,
    record: &Record<'_>,
    range: Range<usize>,
    view: &FieldView<'_>,
    text: &mut Text<'_>,
) {
    if range.is_empty() {
        return;
    }
    line(
        message,
        range,
        text,
        format_args!("{} {}, {}: {}", record.section(), record.index(), view.name, view.value),
    );
}
