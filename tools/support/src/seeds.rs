//! The samples of `tests/data` as each fuzz target takes them; `fuzz/seeds.py` makes the same.

use dnswire::Type;

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
