//! The JSON form of messages of [RFC 8427].
//!
//! Written are the members of section 2.1 and 2.2 with their mnemonics (`QTYPEname`), the RDATA as
//! `RDATAHEX` with uncompressed names, and a member such as `rdataMX` for the types of section 2.3.
//! Read are those, `rrSet`, and `messageOctetsHEX`; other members are ignored. The Z bit and octets
//! after the last record have no member, so they are lost.
//!
//! ```
//! # #[cfg(all(feature = "serde", feature = "bytes"))] {
//! use dnswire::serde::rfc8427::Json;
//! use dnswire::{Message, MessageBuf};
//!
//! # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
//! let message = Message::parse(octets)?;
//! let text = serde_json::to_string(&Json(message))?;
//! let Json(read): Json<MessageBuf> = serde_json::from_str(&text)?;
//! assert_eq!(read.message(), message);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [RFC 8427]: https://www.rfc-editor.org/rfc/rfc8427

use ::serde::ser::{Serialize, SerializeMap, Serializer};
#[cfg(feature = "bytes")]
use {
    super::impls::number_or_mnemonic,
    super::message::Parts,
    super::node::{Members, Node, missing, wrong},
    super::read,
    crate::message::Flags,
    crate::name::{Name, NameBuf},
    crate::owned::{MessageBuf, RdataBuf, RecordBuf},
    crate::registry::{Opcode, Rcode},
    crate::scan::{Digits, Form, Out},
    ::serde::de::{Deserialize, Deserializer, Error as _},
    alloc::{
        format,
        string::{String, ToString},
        vec,
        vec::Vec,
    },
};

use super::message::Items;
use super::show::{Appended, Shown};
use crate::layout::Form as NameForm;
use crate::message::{Message, Question, Record};
use crate::rdata::Rdata;
#[cfg(feature = "bytes")]
use crate::registry::Class;
use crate::registry::Type;
use crate::text::Text;

/// A value in the form of RFC 8427: a [`Message`] or `MessageBuf`, or a pair of
/// them, the query and the response.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use dnswire::Message;
/// use dnswire::serde::rfc8427::Json;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let json = serde_json::to_value(Json(Message::parse(octets)?))?;
/// assert_eq!(json["QNAME"], "example.");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// The types whose RDATA has a member with its text (section 2.3).
const WITH_TEXT: [Type; 25] = [
    Type::A,
    Type::AAAA,
    Type::CNAME,
    Type::DNAME,
    Type::NS,
    Type::PTR,
    Type::TXT,
    Type::CDNSKEY,
    Type::CDS,
    Type::CSYNC,
    Type::DNSKEY,
    Type::HIP,
    Type::IPSECKEY,
    Type::KEY,
    Type::MX,
    Type::NSEC,
    Type::NSEC3,
    Type::NSEC3PARAM,
    Type::OPENPGPKEY,
    Type::RRSIG,
    Type::SMIMEA,
    Type::SPF,
    Type::SRV,
    Type::SSHFP,
    Type::TLSA,
];

/// The bits of the header, and their members.
const BITS: [(u16, &str); 7] = [
    (0x8000, "QR"),
    (0x0400, "AA"),
    (0x0200, "TC"),
    (0x0100, "RD"),
    (0x0080, "RA"),
    (0x0020, "AD"),
    (0x0010, "CD"),
];
const COUNTS: [&str; 4] = ["QDCOUNT", "ANCOUNT", "NSCOUNT", "ARCOUNT"];
const SECTIONS: [&str; 3] = ["answerRRs", "authorityRRs", "additionalRRs"];

impl Serialize for Json<Message<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let message = self.0;
        let flags = message.header().flags();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ID", &message.id())?;
        for (mask, name) in BITS {
            map.serialize_entry(name, &u8::from(flags.0 & mask != 0))?;
        }
        map.serialize_entry("Opcode", &flags.opcode().0)?;
        map.serialize_entry("RCODE", &flags.rcode().0)?;
        for (name, count) in COUNTS.iter().zip(message.header().counts()) {
            map.serialize_entry(name, &count)?;
        }
        let mut questions = message.questions();
        if let Some(first) = questions.next() {
            question(&mut map, "QNAME", ["QTYPE", "QTYPEname", "QCLASS", "QCLASSname"], first)?;
        }
        if questions.next().is_some() {
            map.serialize_entry("questionRRs", &Items(message.questions().map(Json)))?;
        }
        let sections = [message.answers(), message.authority(), message.additional()];
        for (name, records) in SECTIONS.iter().zip(sections) {
            map.serialize_entry(name, &Items(records.map(Json)))?;
        }
        map.end()
    }
}

#[cfg(feature = "bytes")]
impl Serialize for Json<MessageBuf> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Json(self.0.message()).serialize(serializer)
    }
}

/// A query and its response (section 3).
impl<T: Copy> Serialize for Json<(T, T)>
where
    Json<T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (query, response) = self.0;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("queryMessage", &Json(query))?;
        map.serialize_entry("responseMessage", &Json(response))?;
        map.end()
    }
}

/// Writes name, type and class under these names.
fn question<M: SerializeMap>(
    map: &mut M,
    name: &str,
    [rtype, rtype_name, class, class_name]: [&str; 4],
    question: Question<'_>,
) -> Result<(), M::Error> {
    map.serialize_entry(name, &Shown(question.qname()))?;
    map.serialize_entry(rtype, &question.qtype().0)?;
    map.serialize_entry(rtype_name, &Shown(question.qtype()))?;
    map.serialize_entry(class, &question.qclass().0)?;
    map.serialize_entry(class_name, &Shown(question.qclass()))
}

/// The members of a record that name it.
const HEAD: [&str; 4] = ["TYPE", "TYPEname", "CLASS", "CLASSname"];

impl Serialize for Json<Question<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        question(&mut map, "NAME", HEAD, self.0)?;
        map.end()
    }
}

impl Serialize for Json<Record<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (record, rdata) = (&self.0, self.0.rdata());
        let mut map = serializer.serialize_map(None)?;
        question(
            &mut map,
            "NAME",
            HEAD,
            Question::new(record.owner(), record.rtype(), record.class()),
        )?;
        map.serialize_entry("TTL", &record.ttl_field())?;
        map.serialize_entry("RDLENGTH", &len_of(&rdata))?;
        let hex = Appended(|text: &mut Text<'_>| {
            let _ = rdata.write(NameForm::Uncompressed, |octets| {
                text.hex(octets);
                Ok(())
            });
        });
        map.serialize_entry("RDATAHEX", &Shown(hex))?;
        if WITH_TEXT.contains(&record.rtype()) && !matches!(rdata, Rdata::Malformed(_)) {
            map.serialize_entry(&Member(record.rtype()), &Shown(rdata))?;
        }
        map.end()
    }
}

/// The number of octets of RDATA without compression.
fn len_of(rdata: &Rdata<'_>) -> usize {
    let mut len = 0_usize;
    let _ = rdata.write(NameForm::Uncompressed, |octets| {
        len = len.saturating_add(octets.len());
        Ok(())
    });
    len
}

/// The name of the member for the text of a type: `rdataMX`.
struct Member(Type);

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("rdata{}", self.0))
    }
}

#[cfg(feature = "bytes")]
impl<'de> Deserialize<'de> for Json<MessageBuf> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = message_of(Node::deserialize(deserializer)?);
        message.map(Json).map_err(D::Error::custom)
    }
}

#[cfg(feature = "bytes")]
impl<'de> Deserialize<'de> for Json<(MessageBuf, MessageBuf)> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members =
            Members::of(Node::deserialize(deserializer)?).map_err(D::Error::custom)?;
        let mut message = |name: &str| {
            message_of(members.take(name).ok_or_else(|| missing(name))?)
                .map_err(|error| format!("{name}: {error}"))
        };
        let query = message("queryMessage").map_err(D::Error::custom)?;
        Ok(Json((query, message("responseMessage").map_err(D::Error::custom)?)))
    }
}

#[cfg(feature = "bytes")]
fn message_of(node: Node) -> Result<MessageBuf, String> {
    let mut members = Members::of(node)?;
    if let Some(hex) = members.text("messageOctetsHEX")? {
        let octets = octets_of("messageOctetsHEX", &hex)?;
        return MessageBuf::try_from(octets).map_err(|error| error.to_string());
    }
    let opcode = Opcode(members.number("Opcode")?.unwrap_or(0));
    let rcode = Rcode(members.number("RCODE")?.unwrap_or(0));
    let mut flags = Flags(0).with_opcode(opcode).with_rcode(rcode);
    for (mask, name) in BITS {
        let bit: u8 = members.number(name)?.unwrap_or(0);
        flags.0 |= if bit == 0 { 0 } else { mask };
    }
    let id = members.number("ID")?.unwrap_or(0);
    let mut parts = Parts { id, flags, ..Parts::default() };
    for question in members.list("questionRRs")? {
        parts.questions.push(question_of(&mut Members::of(question)?, "NAME", HEAD)?);
    }
    if parts.questions.is_empty() {
        let names = ["QTYPE", "QTYPEname", "QCLASS", "QCLASSname"];
        if let Some(qname) = members.take("QNAME") {
            let mut first = Members::of(Node::Map(vec![("QNAME".to_string(), qname)]))?;
            for name in names {
                first.move_from(name, &mut members);
            }
            parts.questions.push(question_of(&mut first, "QNAME", names)?);
        }
    }
    for (section, name) in parts.sections.iter_mut().zip(SECTIONS) {
        for record in members.list(name)? {
            records_of(record, section).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    MessageBuf::try_from(parts.compose()?).map_err(|error| error.to_string())
}

/// Name, type and class under these names; the class is IN if it is left out.
#[cfg(feature = "bytes")]
fn question_of(
    members: &mut Members,
    name: &str,
    [rtype, rtype_name, class, class_name]: [&str; 4],
) -> Result<(NameBuf, Type, Class), String> {
    let owner = members.text(name)?.ok_or_else(|| missing(name))?;
    let owner = owner.parse().map_err(|error| format!("{name}: {error}"))?;
    let mut code = |number: &str, mnemonic: &str| match members.text(number)? {
        Some(text) => {
            number_or_mnemonic::<Type>(&text).map(|code| Some(code.0)).ok_or_else(|| wrong(number))
        }
        None => match members.text(mnemonic)? {
            None => Ok(None),
            Some(text) if mnemonic == class_name => {
                text.parse::<Class>().map(|code| Some(code.0)).map_err(|_| wrong(mnemonic))
            }
            Some(text) => {
                text.parse::<Type>().map(|code| Some(code.0)).map_err(|_| wrong(mnemonic))
            }
        },
    };
    let found = code(rtype, rtype_name)?.ok_or_else(|| missing(rtype))?;
    let class = code(class, class_name)?.unwrap_or(Class::IN.0);
    Ok((owner, Type(found), Class(class)))
}

/// Reads a record, or the records of its `rrSet`.
#[cfg(feature = "bytes")]
fn records_of(node: Node, records: &mut Vec<RecordBuf>) -> Result<(), String> {
    let mut members = Members::of(node)?;
    let (owner, rtype, class) = question_of(&mut members, "NAME", HEAD)?;
    let ttl = members.number("TTL")?.unwrap_or(0);
    let mut push = |members: &mut Members| {
        let rdata = rdata_of(members, rtype, class.without_top_bit())?;
        let record =
            RecordBuf::new(&owner, ttl, class, &rdata).map_err(|error| error.to_string())?;
        records.push(record);
        Ok::<(), String>(())
    };
    match members.take("rrSet") {
        None => push(&mut members),
        Some(Node::List(set)) => {
            set.into_iter().try_for_each(|rdata| push(&mut Members::of(rdata)?))
        }
        Some(_) => Err(wrong("rrSet")),
    }
}

#[cfg(feature = "bytes")]
fn rdata_of(members: &mut Members, rtype: Type, class: Class) -> Result<RdataBuf, String> {
    if let Some(hex) = members.text("RDATAHEX")? {
        let octets = octets_of("RDATAHEX", &hex)?;
        let length = members.number("RDLENGTH")?.unwrap_or(octets.len());
        if length != octets.len() {
            return Err(wrong("RDLENGTH"));
        }
        return RdataBuf::from_octets(rtype, class, &octets).map_err(|error| error.to_string());
    }
    let name = format!("rdata{rtype}");
    let text = members.text(&name)?.ok_or_else(|| missing("RDATAHEX"))?;
    // The text of a TXT record without quotes is one string.
    if matches!(rtype, Type::TXT | Type::SPF) && !text.starts_with('"') {
        return RdataBuf::from_text(rtype, class, &format!("\"{text}\""), Name::ROOT)
            .map_err(|error| error.to_string());
    }
    read::rdata(rtype, class, Node::Text(text), crate::rdata::OwnTypes::NONE)
}

#[cfg(feature = "bytes")]
fn octets_of(name: &str, hex: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    let mut digits = Digits::new(Form::Hex);
    let read = digits.read_raw(hex.as_bytes(), 0, &mut Out::vec(&mut octets));
    read.and_then(|()| digits.finish(0)).map_err(|failure| format!("{name}: {}", failure.kind))?;
    Ok(octets)
}
