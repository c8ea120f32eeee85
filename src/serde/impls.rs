//! Names, registries, RDATA and records.

use core::fmt;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use ::serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use ::serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeTuple, Serializer};

use super::node::{Members, Node, missing, wrong};
use super::read;
use super::show::fields;
use crate::layout::{self, Form};
use crate::message::Record;
use crate::name::{Name, NameBuf, NameError};
use crate::owned::{RdataBuf, RecordBuf};
use crate::rdata::{Empty, OwnTypes, Rdata};
use crate::registry::{
    AddressFamily, AfsdbSubtype, Algorithm, CertType, CertificateUsage, Class, DhcidDigestType,
    DhcidIdentifierType, DigestType, DsoType, DsyncScheme, FingerprintType, GatewayType, InfoCode,
    IpseckeyAlgorithm, MatchingType, Nsec3HashAlgorithm, Opcode, OptionCode, Rcode, RelayType,
    Selector, SshfpAlgorithm, SvcParamKey, TkeyMode, Type, ZonemdHash, ZonemdScheme,
    ZoneversionType,
};

/// Octets as such.
#[derive(Debug)]
pub(super) struct Octets(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(OctetsVisitor)
    }
}

struct OctetsVisitor;

impl<'de> Visitor<'de> for OctetsVisitor {
    type Value = Octets;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("octets")
    }

    fn visit_bytes<E>(self, octets: &[u8]) -> Result<Octets, E> {
        Ok(Octets(octets.to_vec()))
    }

    fn visit_byte_buf<E>(self, octets: Vec<u8>) -> Result<Octets, E> {
        Ok(Octets(octets))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Octets, A::Error> {
        let mut octets = Vec::new();
        while let Some(octet) = items.next_element()? {
            octets.push(octet);
        }
        Ok(Octets(octets))
    }
}

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        serializer.serialize_bytes(self.to_buf().as_octets())
    }
}

impl Serialize for NameBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_name().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for NameBuf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return text.parse().map_err(|error: NameError| D::Error::custom(error));
        }
        let Octets(octets) = Octets::deserialize(deserializer)?;
        NameBuf::from_octets(&octets).map_err(D::Error::custom)
    }
}

// Numbers of registries: mnemonics, as they are displayed; numbers in binary formats.
macro_rules! registries {
    ($($name:ident)+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    return serializer.collect_str(self);
                }
                self.0.serialize(serializer)
            }
        }

        /// From the mnemonic or the number.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if !deserializer.is_human_readable() {
                    return Deserialize::deserialize(deserializer).map($name);
                }
                let found = match Node::deserialize(deserializer)? {
                    Node::Text(text) => text.parse().ok(),
                    Node::Number(number) => number.try_into().ok().map($name),
                    _ => None,
                };
                found.ok_or_else(|| D::Error::custom(concat!("the ", stringify!($name), " is not known")))
            }
        }
    )+};
}

registries! {
    AddressFamily AfsdbSubtype Algorithm CertType CertificateUsage Class DhcidDigestType
    DhcidIdentifierType DigestType DsoType DsyncScheme FingerprintType GatewayType InfoCode
    IpseckeyAlgorithm MatchingType Nsec3HashAlgorithm Opcode OptionCode Rcode RelayType Selector
    SshfpAlgorithm SvcParamKey TkeyMode Type ZonemdHash ZonemdScheme ZoneversionType
}

/// RDATA without its type: the map of fields, or the generic form.
pub(super) struct Fields<'r, 'a>(pub(super) &'r Rdata<'a>, pub(super) OwnTypes);

impl Serialize for Fields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0, self.0.parts()) {
            (Rdata::Empty(_), _) => serializer.serialize_none(),
            (_, Ok((known, values))) if layout::hold(known.layout, values.as_slice()) => {
                fields(known.layout, values.as_slice(), self.1, serializer)
            }
            _ => serializer.collect_str(self.0),
        }
    }
}

/// The octets of RDATA with names uncompressed.
struct RdataOctets<'r, 'a>(&'r Rdata<'a>);

impl Serialize for RdataOctets<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(octets) = self.0.write_to(Form::Uncompressed, &mut [0; 1024]) {
            return serializer.serialize_bytes(octets);
        }
        // Longer RDATA is passed on piece by piece, because nothing is allocated.
        let fail = |_| ::serde::ser::Error::custom("a value does not fit into its field");
        let mut len = 0_usize;
        let count = |octets: &[u8]| {
            len = len.saturating_add(octets.len());
            Ok(())
        };
        self.0.write(Form::Uncompressed, count).map_err(fail)?;
        let (mut seq, mut failed) = (serializer.serialize_seq(Some(len))?, None);
        let written = self.0.write(Form::Uncompressed, |octets| {
            let passed = octets.iter().try_for_each(|octet| seq.serialize_element(octet));
            passed.map_err(|error| {
                failed = Some(error);
                layout::DoesNotFit
            })
        });
        match failed {
            Some(error) => Err(error),
            None => written.map_err(fail).and_then(|()| seq.end()),
        }
    }
}

/// The parts of a record.
struct Parts<'r, 'a> {
    owner: Option<(Name<'r>, u32)>,
    class: Class,
    rdata: &'r Rdata<'a>,
}

impl Serialize for Parts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Parts { owner, class, rdata } = self;
        let len = if owner.is_some() { 5 } else { 3 };
        if serializer.is_human_readable() {
            let mut map = serializer.serialize_map(Some(len))?;
            if let Some((owner, ttl)) = owner {
                map.serialize_entry("owner", owner)?;
                map.serialize_entry("ttl", ttl)?;
            }
            map.serialize_entry("class", class)?;
            map.serialize_entry("type", &rdata.rtype())?;
            map.serialize_entry("data", &Fields(rdata, OwnTypes::NONE))?;
            return map.end();
        }
        let mut tuple = serializer.serialize_tuple(len)?;
        if let Some((owner, ttl)) = owner {
            tuple.serialize_element(owner)?;
            tuple.serialize_element(ttl)?;
        }
        tuple.serialize_element(class)?;
        tuple.serialize_element(&rdata.rtype())?;
        tuple.serialize_element(&RdataOctets(rdata))?;
        tuple.end()
    }
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let owner = Some((self.owner(), self.ttl_field()));
        Parts { owner, class: self.class(), rdata: &self.rdata() }.serialize(serializer)
    }
}

impl Serialize for RecordBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let owner = Some((self.owner(), self.ttl_field()));
        Parts { owner, class: self.class(), rdata: &self.rdata() }.serialize(serializer)
    }
}

impl Serialize for Rdata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let class = if let Rdata::ChaosA(_) = self { Class::CH } else { Class::IN };
        Parts { owner: None, class, rdata: self }.serialize(serializer)
    }
}

impl Serialize for RdataBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Parts { owner: None, class: self.class(), rdata: &self.as_rdata() }.serialize(serializer)
    }
}

/// The class, IN if it is left out, and the type.
fn class_and_type(members: &mut Members, own: OwnTypes) -> Result<(Class, Type), String> {
    let class = match members.text("class")? {
        Some(class) => number_or_mnemonic(&class).ok_or_else(|| wrong("class"))?,
        None => Class::IN,
    };
    let rtype = members.text("type")?.ok_or_else(|| missing("type"))?;
    let known = own.parse(&rtype).ok().or_else(|| number_or_mnemonic(&rtype));
    Ok((class, known.ok_or_else(|| wrong("type"))?))
}

pub(super) fn number_or_mnemonic<T: core::str::FromStr + From<u16>>(text: &str) -> Option<T> {
    text.parse().ok().or_else(|| text.parse().ok().map(|number: u16| T::from(number)))
}

fn rdata_of(node: Node) -> Result<RdataBuf, String> {
    let mut members = Members::of(node)?;
    let (class, rtype) = class_and_type(&mut members, OwnTypes::NONE)?;
    let data = members.take("data").ok_or_else(|| missing("data"))?;
    members.end()?;
    read::rdata(rtype, class, data, OwnTypes::NONE)
}

pub(super) fn record_of(node: Node, own: OwnTypes) -> Result<RecordBuf, String> {
    let mut members = Members::of(node)?;
    let (class, rtype) = class_and_type(&mut members, own)?;
    let owner = members.text("owner")?.ok_or_else(|| missing("owner"))?;
    let owner: NameBuf = owner.parse().map_err(|error| format!("owner: {error}"))?;
    let ttl = members.number("ttl")?.ok_or_else(|| missing("ttl"))?;
    let data = members.take("data").ok_or_else(|| missing("data"))?;
    members.end()?;
    if let Node::Null = data {
        let is_of_update = matches!(class, Class::ANY | Class::NONE);
        let empty = Rdata::Empty(Empty { rtype });
        let record = RecordBuf::new(&owner, ttl, class, empty);
        return record.ok().filter(|_| is_of_update).ok_or_else(|| wrong("data"));
    }
    let rdata = read::rdata(rtype, class.without_top_bit(), data, own)?;
    RecordBuf::new(&owner, ttl, class, &rdata).map_err(|error| error.to_string())
}

impl<'de> Deserialize<'de> for RdataBuf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return rdata_of(Node::deserialize(deserializer)?).map_err(D::Error::custom);
        }
        let (class, rtype, Octets(octets)) = Deserialize::deserialize(deserializer)?;
        RdataBuf::from_octets(rtype, class, &octets).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for RecordBuf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let node = Node::deserialize(deserializer)?;
            return record_of(node, OwnTypes::NONE).map_err(D::Error::custom);
        }
        let (owner, ttl, class, rtype, octets) = Deserialize::deserialize(deserializer)?;
        let (owner, Octets(octets)): (NameBuf, _) = (owner, octets);
        if octets.is_empty() && matches!(class, Class::ANY | Class::NONE) {
            let empty = Rdata::Empty(Empty { rtype });
            return RecordBuf::new(&owner, ttl, class, empty).map_err(D::Error::custom);
        }
        let rdata = RdataBuf::from_octets(rtype, class.without_top_bit(), &octets);
        let rdata = rdata.map_err(D::Error::custom)?;
        RecordBuf::new(&owner, ttl, class, &rdata).map_err(D::Error::custom)
    }
}
