//! Questions and messages.

#[cfg(feature = "bytes")]
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

#[cfg(feature = "bytes")]
use ::serde::de::{Deserialize, Deserializer, Error as _};
use ::serde::ser::{Serialize, SerializeMap, SerializeTuple, Serializer};

use super::show::Shown;
use crate::message::{Message, Question, Record};
#[cfg(feature = "bytes")]
use {
    super::impls::{Octets, number_or_mnemonic, record_of},
    super::node::{Members, Node, missing, wrong},
    crate::compose::{Builder, Compression},
    crate::message::Flags,
    crate::name::NameBuf,
    crate::owned::{MessageBuf, RecordBuf},
    crate::rdata::OwnTypes,
    crate::registry::{Class, Opcode, Rcode, Type},
};

impl Serialize for Question<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let mut map = serializer.serialize_map(Some(3))?;
            map.serialize_entry("qname", &self.qname())?;
            map.serialize_entry("qtype", &self.qtype())?;
            map.serialize_entry("qclass", &self.qclass())?;
            return map.end();
        }
        let mut tuple = serializer.serialize_tuple(3)?;
        tuple.serialize_element(&self.qname())?;
        tuple.serialize_element(&self.qtype())?;
        tuple.serialize_element(&self.qclass())?;
        tuple.end()
    }
}

/// Serialises the items of an iterator that can be copied.
pub(super) struct Items<I>(pub(super) I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Items<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

/// Without the octets after the last record, except in binary formats.
impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        message(self, serializer, |record| record)
    }
}

/// Serialises a message; `shown` makes of a record what is serialised.
pub(super) fn message<'a, S: Serializer, R: Serialize>(
    message: &Message<'a>,
    serializer: S,
    shown: impl Fn(Record<'a>) -> R + Copy,
) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.serialize_bytes(message.as_octets());
    }
    let flags = message.header().flags();
    let mut map = serializer.serialize_map(Some(8))?;
    map.serialize_entry("id", &message.id())?;
    map.serialize_entry("flags", &Shown(flags))?;
    map.serialize_entry("opcode", &flags.opcode())?;
    map.serialize_entry("rcode", &flags.rcode())?;
    map.serialize_entry("question", &Items(message.questions()))?;
    map.serialize_entry("answer", &Items(message.answers().map(shown)))?;
    map.serialize_entry("authority", &Items(message.authority().map(shown)))?;
    map.serialize_entry("additional", &Items(message.additional().map(shown)))?;
    map.end()
}

#[cfg(feature = "bytes")]
impl Serialize for MessageBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.message().serialize(serializer)
    }
}

/// Composes the message, with compression.
#[cfg(feature = "bytes")]
impl<'de> Deserialize<'de> for MessageBuf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_message(deserializer, OwnTypes::NONE)
    }
}

/// Reads a message whose records may have types, options and parameters of the user's own.
#[cfg(feature = "bytes")]
pub(super) fn read_message<'de, D: Deserializer<'de>>(
    deserializer: D,
    own: OwnTypes,
) -> Result<MessageBuf, D::Error> {
    let octets = if deserializer.is_human_readable() {
        message_of(Node::deserialize(deserializer)?, own).map_err(D::Error::custom)?
    } else {
        Octets::deserialize(deserializer)?.0
    };
    MessageBuf::try_from(octets).map_err(D::Error::custom)
}

/// The parts of a message.
#[cfg(feature = "bytes")]
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) id: u16,
    pub(super) flags: Flags,
    pub(super) questions: Vec<(NameBuf, Type, Class)>,
    pub(super) sections: [Vec<RecordBuf>; 3],
}

#[cfg(feature = "bytes")]
impl Parts {
    /// Composes the message; fails if it has more than 65535 octets.
    pub(super) fn compose(&self) -> Result<Vec<u8>, String> {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let builder = Builder::new(&mut octets, &mut compression);
        let mut builder = builder.map_err(|error| error.to_string())?;
        builder.set_id(self.id);
        builder.set_flags(self.flags);
        let [answers, authority, additional] = &self.sections;
        for (qname, qtype, qclass) in &self.questions {
            builder.push_question(qname, *qtype, *qclass);
        }
        let mut builder = builder.answer();
        builder.push_records(answers);
        let mut builder = builder.authority();
        builder.push_records(authority);
        let mut builder = builder.additional();
        builder.push_records(additional);
        let is_whole = !builder.is_truncated();
        builder.finish();
        if is_whole {
            Ok(octets)
        } else {
            Err("the message is longer than 65535 octets".to_string())
        }
    }
}

#[cfg(feature = "bytes")]
fn message_of(node: Node, own: OwnTypes) -> Result<Vec<u8>, String> {
    let mut members = Members::of(node)?;
    let rcode = members.text("rcode")?.unwrap_or_else(|| "NOERROR".to_string());
    let rcode: Rcode = number_or_mnemonic(&rcode).ok_or_else(|| wrong("rcode"))?;
    let opcode = members.text("opcode")?.unwrap_or_else(|| "QUERY".to_string());
    let opcode: Opcode = opcode.parse().map_err(|_| wrong("opcode"))?;
    let flags = members.text("flags")?.unwrap_or_default();
    let flags: Flags = flags.parse().map_err(|_| wrong("flags"))?;
    let mut parts = Parts {
        id: members.number("id")?.ok_or_else(|| missing("id"))?,
        flags: flags.with_opcode(opcode).with_rcode(rcode),
        ..Parts::default()
    };
    for question in members.list("question")? {
        parts.questions.push(question_of(question)?);
    }
    let names = ["answer", "authority", "additional"];
    for (records, name) in parts.sections.iter_mut().zip(names) {
        for (index, record) in members.list(name)?.into_iter().enumerate() {
            records
                .push(record_of(record, own).map_err(|e| format!("{name} record {index}, {e}"))?);
        }
    }
    members.end()?;
    parts.compose()
}

#[cfg(feature = "bytes")]
fn question_of(node: Node) -> Result<(NameBuf, Type, Class), String> {
    let mut members = Members::of(node)?;
    let qname = members.text("qname")?.ok_or_else(|| missing("qname"))?;
    let qname = qname.parse().map_err(|error| format!("qname: {error}"))?;
    let qtype = members.text("qtype")?.ok_or_else(|| missing("qtype"))?;
    let qtype = number_or_mnemonic(&qtype).ok_or_else(|| wrong("qtype"))?;
    let qclass = members.text("qclass")?.unwrap_or_else(|| "IN".to_string());
    let qclass = number_or_mnemonic(&qclass).ok_or_else(|| wrong("qclass"))?;
    members.end()?;
    Ok((qname, qtype, qclass))
}
