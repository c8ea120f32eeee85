//! The field `message`: all parts of a message that can be read.
//!
//! Numbers are those in the message; positions are octets from its start; octets are hex.

use dnswire::edns::Options;
use dnswire::rdata::Rdata;
use dnswire::{
    Class, DoesNotFit, Edns, Form, Message, Name, Partial, Profile, Question, Record, Section,
    Type, Value,
};

use super::fields::fields;
use super::writer::Writer;
use crate::decode::decoded::{Decoded, fault};

/// Room for the octets of an RDATA, with its names uncompressed.
pub(super) struct Room(Vec<u8>);

impl Room {
    /// Enough for all but very odd RDATA.
    pub(super) fn new() -> Self {
        Room(vec![0; 1 << 16])
    }

    /// The octets of `rdata`.
    fn octets(&mut self, rdata: &Rdata<'_>) -> &[u8] {
        let length = loop {
            match rdata.write_to(Form::Uncompressed, &mut self.0) {
                Ok(octets) => break octets.len(),
                Err(DoesNotFit) => self.0.resize(2 * self.0.len(), 0),
            }
        };
        self.0.get(..length).unwrap_or_default()
    }
}

/// All parts of a message that can be read.
pub(super) fn message(decoded: &Decoded<'_>, room: &mut Room, o: &mut Writer) {
    o.object(|o| match &decoded.partial {
        Ok(partial) => partial_message(partial, decoded, room, o),
        Err(_) => stopped("header", 0, 0, o),
    });
}

fn partial_message(partial: &Partial<'_>, decoded: &Decoded<'_>, room: &mut Room, o: &mut Writer) {
    let (message, profile, trailing) = (partial.message(), decoded.profile, decoded.trailing());
    header(&message, o);
    o.key("question").array(|o| message.questions().for_each(|entry| question(entry, o)));
    let sections = [
        (Section::Answer, message.answers()),
        (Section::Authority, message.authority()),
        (Section::Additional, message.additional()),
    ];
    for (section, records) in sections {
        o.key(section.as_str()).array(|o| {
            records.for_each(|entry| record(&entry, profile, room, o));
        });
    }
    let error = partial.error();
    match error.and_then(|error| error.section().zip(error.index())) {
        Some((section, index)) => stopped(section.as_str(), index, message.end(), o),
        None => o.key("end").size(message.end()),
    }
    if trailing > 0 {
        o.key("trailing").size(trailing);
    }
    if let Some(dso) = message.dso().filter(|_| error.is_none()) {
        o.key("tlvs").array(|o| dso.tlvs().iter().for_each(|tlv| coded(tlv.code.0, tlv.octets, o)));
    }
    let mut extensions = message.records().filter_map(Edns::of).peekable();
    if extensions.peek().is_some() {
        o.key("edns").array(|o| extensions.for_each(|extension| edns(extension, o)));
    }
}

/// The entry that could not be followed.
fn stopped(section: &str, index: u16, position: usize, o: &mut Writer) {
    o.key("stopped").object(|o| {
        o.key("section").string(section);
        o.key("index").number(index);
        o.key("pos").size(position);
    });
}

fn header(message: &Message<'_>, o: &mut Writer) {
    let header = message.header();
    let (opcode, rcode) = (header.flags().opcode(), header.flags().rcode());
    o.key("id").number(header.id());
    o.key("flags").number(header.flags().0);
    o.key("opcode").number(opcode.0);
    o.key("opcode_name").mnemonic(opcode.mnemonic(), opcode);
    o.key("rcode").number(rcode.0);
    o.key("rcode_name").mnemonic(rcode.mnemonic(), rcode);
    o.key("extended_rcode").number(message.rcode().0);
    o.key("counts").array(|o| header.counts().into_iter().for_each(|count| o.number(count)));
}

fn question(question: Question<'_>, o: &mut Writer) {
    o.object(|o| {
        o.key("pos").size(question.offset());
        name(question.qname(), o);
        type_and_class(question.qtype(), question.qclass(), o);
    });
}

fn type_and_class(rtype: Type, class: Class, o: &mut Writer) {
    o.key("type").number(rtype.0);
    o.key("type_name").mnemonic(rtype.mnemonic(), rtype);
    o.key("class").number(class.0);
    o.key("class_name").mnemonic(class.mnemonic(), class);
}

fn record(record: &Record<'_>, profile: Profile, room: &mut Room, o: &mut Writer) {
    o.object(|o| {
        o.key("pos").size(record.offset());
        name(record.owner(), o);
        type_and_class(record.rtype(), record.class(), o);
        o.key("ttl").number(record.ttl_field());
        o.key("rdpos").size(record.rdata_offset());
        o.key("rdlen").number(record.rdlength());
        rdata(&record.of_profile(profile), &record.rdata_in(profile), room, o);
        fields(&record.of_profile(profile), o.key("fields"));
    });
}

fn rdata(record: &Record<'_>, rdata: &Rdata<'_>, room: &mut Room, o: &mut Writer) {
    o.key("rdata").hex(room.octets(rdata));
    match (rdata, alias(record)) {
        (Rdata::Malformed(_), Some(target)) => {
            o.key("text").text(format_args!("0 {target}"));
        }
        (Rdata::Malformed(_), None) => o.key("text").null(),
        _ => {
            o.key("text").text(rdata);
        }
    }
    if let Some(fault) = fault(record, rdata) {
        o.key("error").text(fault);
    }
    if matches!(rdata, Rdata::Unknown(_)) {
        o.key("generic").flag(true);
    }
}

/// The target of a SVCB or HTTPS record that is an alias, whose parameters recipients ignore
/// (RFC 9460 section 2.4.2): it is there even if they cannot be read.
fn alias<'a>(record: &Record<'a>) -> Option<Name<'a>> {
    let (mut priority, mut target) = (None, None);
    if matches!(record.rtype(), Type::SVCB | Type::HTTPS) {
        record.for_each_field(|field| match field.value {
            Value::Number(number) if field.name == "svc_priority" => priority = Some(number),
            Value::Name(name) => target = Some(name),
            _ => {}
        });
    }
    target.filter(|_| priority == Some(0))
}

/// A name, and if its text has a backslash, its octets too.
fn name(name: Name<'_>, o: &mut Writer) {
    // A quotation mark follows a backslash, so that JSON escapes nothing without one.
    let has_backslash = o.key("name").text(name);
    if has_backslash {
        o.key("name_wire").hex(name.to_buf().as_octets());
    }
}

fn edns(edns: Edns<'_>, o: &mut Writer) {
    o.object(|o| {
        o.key("section").literal(edns.record().section().as_str());
        o.key("udp_size").number(edns.udp_payload_size());
        o.key("xrcode").number(edns.rcode().0);
        o.key("version").number(edns.version());
        o.key("do").flag(edns.dnssec_ok());
        o.key("z").number(edns.z());
        let told_apart = (!edns.is_malformed()).then(|| edns.options());
        o.key("options").option(told_apart, options);
    });
}

/// Code and octets of each option.
fn options(o: &mut Writer, options: Options<'_>) {
    o.array(|o| {
        for option in options {
            coded(option.code.0, option.octets, o);
        }
    });
}

/// The code and the octets of an option or TLV.
fn coded(code: u16, octets: &[u8], o: &mut Writer) {
    o.array(|o| {
        o.number(code);
        o.hex(octets);
    });
}
