//! The samples of `tests/data` as each fuzz target takes them.

use dnswire::{Message, Type};

use crate::data::all_messages;
use crate::vectors::{self, Vector};

/// Longer messages are slow, and show nothing new.
const LONGEST: usize = 4096;

/// The samples that are mutated.
pub struct Seeds {
    messages: Vec<Vec<u8>>,
    rdata: Vec<Vec<u8>>,
    names: Vec<Vec<u8>>,
    structured: Vec<Vec<u8>>,
    streams: Vec<Vec<u8>>,
    texts: Vec<Vec<u8>>,
    operations: Vec<Vec<u8>>,
}

impl Seeds {
    pub fn of_samples() -> Self {
        let vectors = [vectors::valid(), vectors::invalid()].concat();
        let samples = all_messages().into_iter().map(|sample| sample.octets);
        let messages: Vec<_> = samples
            .chain(vectors.iter().map(Vector::message))
            .filter(|octets| octets.len() <= LONGEST)
            .collect();
        let rdata: Vec<_> = vectors.iter().filter_map(chosen).collect();
        Seeds {
            names: names(&messages),
            structured: rdata.iter().map(|octets| octets.repeat(3)).collect(),
            texts: messages.iter().flat_map(|octets| texts(octets)).chain(zones()).collect(),
            operations: messages
                .iter()
                .filter(|octets| octets.get(2).is_some_and(|flags| flags >> 3 & 15 == 6))
                .cloned()
                .chain(operations())
                .collect(),
            streams: messages.iter().map(|octets| stream(octets)).collect(),
            messages,
            rdata,
        }
    }

    pub fn messages(&self) -> &[Vec<u8>] {
        &self.messages
    }

    pub fn rdata(&self) -> &[Vec<u8>] {
        &self.rdata
    }

    pub fn names(&self) -> &[Vec<u8>] {
        &self.names
    }

    pub fn structured(&self) -> &[Vec<u8>] {
        &self.structured
    }

    /// Records and zones as text.
    pub fn texts(&self) -> &[Vec<u8>] {
        &self.texts
    }

    /// Messages of DNS Stateful Operations.
    pub fn operations(&self) -> &[Vec<u8>] {
        &self.operations
    }

    pub fn streams(&self) -> &[Vec<u8>] {
        &self.streams
    }
}

/// The place of the type among those that are known, the class, then the RDATA.
fn chosen(vector: &Vector) -> Option<Vec<u8>> {
    let place = Type::ALL.iter().position(|rtype| rtype.0 == vector.rtype)?;
    let class = match vector.class {
        3 => 1,
        4 => 2,
        _ => 0,
    };
    Some([&[u8::try_from(place).ok()?, class, 0], &vector.wire[..]].concat())
}

/// Text, the questions of short messages, two names of labels.
fn names(messages: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let spelled: [&[u8]; 4] = [
        b"\0www.example.",
        br"\0a\.b\\c.\000\255.example",
        b"\x01\x03www\x07example\0\0\x01\0\x01\xc0\x10\0\x01\0\x01",
        b"\x02www\0Example\0\0WWW\0example",
    ];
    let short = messages.iter().filter(|octets| (12..600).contains(&octets.len()));
    let questions = short.map(|octets| [b"\x01", &octets[12..]].concat());
    // Each kind of name as often as the others.
    let spelled = spelled.into_iter().cycle().take(messages.len() * 2).map(<[u8]>::to_vec);
    spelled.chain(questions).collect()
}

/// The size of the pieces, the limit, the message behind its length, some more frames.
fn stream(octets: &[u8]) -> Vec<u8> {
    let len = u16::try_from(octets.len()).expect("long messages are left out");
    [b"\x05\0", &len.to_be_bytes()[..], octets, b"\0\x01a\0\0\0\x05xy"].concat()
}

/// Each record of a message as it prints, and its RDATA behind its type.
fn texts(octets: &[u8]) -> Vec<Vec<u8>> {
    let Ok(message) = Message::parse(octets) else { return Vec::new() };
    let records = message.records().filter(|record| record.malformed().is_none()).take(4);
    let both = records.flat_map(|record| {
        [format!("{record}\n"), format!("{} {}", record.rtype(), record.rdata())]
    });
    both.map(String::into_bytes).collect()
}

/// Zones with directives, comments, parentheses and entries without an owner.
fn zones() -> impl Iterator<Item = Vec<u8>> {
    let zones = [
        "$ORIGIN example.\n$TTL 1h30m\n@ IN SOA ns root ( 1 ; serial\n 2h 3 4 5 )\n NS ns\n",
        "$GENERATE 1-9/2 host${0,3,d} 60 A 192.0.2.$\nmx 60 MX 10 a\\.b.example.\n",
        "a TXT \"one \\\" two\" three \\# 4\n\tIN 5 TYPE65280 \\# 3 010203\n",
        "$INCLUDE other.zone sub\nb 1 SVCB 1 . alpn=\"h2,h3\" port=853 ipv6hint=2001:db8::1\n",
    ];
    // As often as the records.
    zones.into_iter().cycle().take(400).map(|zone| zone.as_bytes().to_vec())
}

/// A keepalive, a subscription, and changes: added, removed, all removed.
fn operations() -> impl Iterator<Item = Vec<u8>> {
    let head = b"\xab\xcd\x30\0\0\0\0\0\0\0\0\0";
    let operations: [&[u8]; 3] = [
        b"\0\x01\0\x08\0\0\x3a\x98\0\0\xea\x60\0\x03\0\x02\0\0",
        b"\0\x40\0\x0a\x04mail\0\0\x01\0\x01\0\x42\0\x02\0\x07",
        b"\0\x41\0\x1c\x01a\0\0\x01\0\x01\0\0\0\x05\0\x04\x7f\0\0\x01\0\0\xff\0\xff\xff\xff\xff\xfe\0\0",
    ];
    operations.into_iter().map(|tlvs| [head, tlvs].concat())
}
