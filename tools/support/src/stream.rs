//! A stream of different DNS messages, for benchmarks.
//!
//! A branch predictor learns the branches of one message in a loop, and those of a few hundred. A
//! server never reads the same message twice. [`messages`] makes as many different messages as
//! asked for, in the proportions of real traffic: kinds of messages, types, numbers of records,
//! labels, EDNS and DNSSEC. `stream/proportions.rs` has the table. Names are compressed as servers
//! compress them.
//!
//! [`pack`] puts the messages into one buffer, in the order in which they are read. The processor then
//! loads the next message early. A server likewise finds a message in its cache, because it has just
//! arrived. With messages all over the memory, a benchmark measures the memory.
//!
//! The generator writes octets itself. It therefore measures any version of the library.

mod names;
mod proportions;
mod random;
mod records;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{fs, io};

use names::{qname, servers, under, zone_of};
use proportions::{Content, Edns, Kind};
use random::Random;

use crate::messages::wire::{Section, Writer, rtype};

/// The number of messages in the benchmarks.
pub const COUNT: usize = 16_384;

/// The seed of the benchmarks. Its stream has one transfer of 60,000 octets.
pub const SEED: u64 = 5;

/// Makes `count` different messages. The same seed gives the same messages.
pub fn messages(count: usize, seed: u64) -> Vec<Vec<u8>> {
    let mut random = Random::new(seed);
    let mut seen = BTreeSet::new();
    let mut messages = Vec::with_capacity(count);
    while messages.len() < count {
        let message = message(&mut random);
        let mut hasher = DefaultHasher::new();
        message.hash(&mut hasher);
        if seen.insert(hasher.finish()) {
            messages.push(message);
        }
    }
    messages
}

/// Reads the different messages of a folder of JSON Lines, whose field `wire` is a message in hex.
///
/// It reads no JSON beyond this field. Lines without it are left out.
///
/// # Errors
///
/// The folder or a file cannot be read.
pub fn corpus(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let mut seen = BTreeSet::new();
    let mut messages = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path)?;
        messages.extend(text.lines().filter_map(wire).filter(|octets| seen.insert(octets.clone())));
    }
    Ok(messages)
}

fn wire(line: &str) -> Option<Vec<u8>> {
    let (_, value) = line.split_once("\"wire\"")?;
    let (hex, _) = value.split_once('"')?.1.split_once('"')?;
    let digit = |digit: u8| char::from(digit).to_digit(16);
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::try_from(digit(pair[0])? << 4 | digit(*pair.get(1)?)?).ok())
        .collect()
}

/// Goes over the messages `laps` times, in another order each time.
pub fn laps(messages: &[Vec<u8>], laps: usize, seed: u64) -> Vec<Vec<u8>> {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..messages.len()).collect();
    let mut stream = Vec::with_capacity(laps * messages.len());
    for _ in 0..laps {
        random.shuffle(&mut order);
        stream.extend(order.iter().map(|index| messages[*index].clone()));
    }
    stream
}

/// Copies the messages into one buffer, one behind the other. The buffer is never freed.
pub fn pack(messages: &[Vec<u8>]) -> Vec<&'static [u8]> {
    let mut rest: &'static [u8] = messages.concat().leak();
    let cut = |message: &Vec<u8>| {
        let (octets, after) = rest.split_at(message.len());
        rest = after;
        octets
    };
    messages.iter().map(cut).collect()
}

/// True as often as the first of two counts says.
fn pick_of(random: &mut Random, (yes, no): (usize, usize)) -> bool {
    random.chance(yes, yes + no)
}

fn message(random: &mut Random) -> Vec<u8> {
    let kind = Kind::draw(random);
    let edns = kind.edns(random);
    let qtype = random.pick(kind.qtypes);
    let flags = random.pick(kind.flags);
    let qname = qname(random, qtype);
    let mut pen = Writer::new(random.u16(), flags);
    pen.question(&qname, qtype);
    let zone = zone_of(&qname).to_owned();
    let signed = edns.is_signed;
    match kind.content {
        Content::Nothing => {}
        Content::Answer => answer(&mut pen, random, &qname, qtype, signed),
        Content::NameError => {
            negative(&mut pen, random, &zone, signed, proportions::NAME_ERROR_PROOF)
        }
        Content::NoData => negative(&mut pen, random, &zone, signed, proportions::NO_DATA_PROOF),
        Content::Referral => referral(&mut pen, random, &zone, signed),
        Content::Truncated => truncated(&mut pen, random, &zone),
        Content::Transfer => transfer(&mut pen, random, &zone),
    }
    if edns.is_present {
        opt(&mut pen, random, flags & 0x8000 != 0, edns);
    }
    pen.finish()
}

/// The RRset asked for, behind CNAME records; then servers and their addresses.
fn answer(pen: &mut Writer, random: &mut Random, qname: &str, qtype: u16, signed: bool) {
    let mut owner = qname.to_owned();
    let mut zone = zone_of(qname).to_owned();
    if matches!(qtype, rtype::A | rtype::AAAA) {
        for _ in 0..random.pick(proportions::CHAIN) {
            let ttl = records::ttl(random);
            let target = names::host(random);
            pen.record(&owner, rtype::CNAME, ttl, |pen| pen.name(&target));
            if signed {
                records::rrsig(pen, random, &owner, &zone, rtype::CNAME, ttl);
            }
            owner = target;
            zone = zone_of(&owner).to_owned();
        }
    }
    let hosts = match qtype {
        rtype::ANY => {
            for rtype in [rtype::SOA, rtype::NS, rtype::A, rtype::MX, rtype::TXT] {
                rrset(pen, random, &owner, &zone, rtype, signed);
            }
            Vec::new()
        }
        rtype::NS => {
            let count = random.pick(proportions::answers(qtype));
            name_servers(pen, random, &owner, count, signed)
        }
        _ => {
            rrset(pen, random, &owner, &zone, qtype, signed);
            let count = random.pick(proportions::ANSWER_SERVERS);
            pen.section(Section::Authority);
            name_servers(pen, random, &zone, count, signed)
        }
    };
    if pick_of(random, proportions::ANSWER_GLUE) {
        glue(pen, random, &hosts);
    }
}

/// All records of an owner and type, and their signature.
fn rrset(pen: &mut Writer, random: &mut Random, owner: &str, zone: &str, rtype: u16, signed: bool) {
    let ttl = records::ttl(random);
    for _ in 0..random.pick(proportions::answers(rtype)) {
        records::record(pen, random, owner, zone, rtype, ttl);
    }
    if signed {
        records::rrsig(pen, random, owner, zone, rtype, ttl);
    }
}

/// NS records; returns the servers.
fn name_servers(
    pen: &mut Writer,
    random: &mut Random,
    zone: &str,
    count: usize,
    signed: bool,
) -> Vec<String> {
    let ttl = records::ttl(random);
    let hosts = servers(random, zone, count);
    for host in &hosts {
        pen.record(zone, rtype::NS, ttl, |pen| pen.name(host));
    }
    if signed && count > 0 {
        records::rrsig(pen, random, zone, zone, rtype::NS, ttl);
    }
    hosts
}

/// The addresses of servers.
fn glue(pen: &mut Writer, random: &mut Random, hosts: &[String]) {
    let ttl = records::ttl(random);
    let (v6, v4) = proportions::GLUE_V6;
    pen.section(Section::Additional);
    for host in hosts {
        records::record(pen, random, host, "", rtype::A, ttl);
        if random.chance(v6, v4) {
            records::record(pen, random, host, "", rtype::AAAA, ttl);
        }
    }
}

/// SOA, and the proof that the name or the type does not exist.
fn negative(
    pen: &mut Writer,
    random: &mut Random,
    zone: &str,
    signed: bool,
    proofs: &[(usize, (usize, usize))],
) {
    pen.section(Section::Authority);
    let ttl = records::ttl(random);
    records::record(pen, random, zone, zone, rtype::SOA, ttl);
    if signed {
        records::rrsig(pen, random, zone, zone, rtype::SOA, ttl);
        let counts = random.pick(proofs);
        records::proof(pen, random, zone, counts, ttl);
    }
}

/// NS records of the child, DS records or the proof that it is not signed, and glue.
fn referral(pen: &mut Writer, random: &mut Random, zone: &str, signed: bool) {
    pen.section(Section::Authority);
    let count = random.pick(proportions::REFERRAL_SERVERS);
    let hosts = name_servers(pen, random, zone, count, false);
    if signed {
        let ttl = records::ttl(random);
        let parent = zone.split_once('.').map_or("", |(_, parent)| parent);
        match random.pick(proportions::REFERRAL_DS) {
            0 => {
                let counts = random.pick(proportions::NO_DS_PROOF);
                records::proof(pen, random, parent, counts, ttl);
            }
            count => {
                for _ in 0..count {
                    records::record(pen, random, zone, zone, rtype::DS, ttl);
                }
                records::rrsig(pen, random, zone, parent, rtype::DS, ttl);
            }
        }
    }
    if pick_of(random, proportions::REFERRAL_GLUE) {
        glue(pen, random, &hosts);
    }
}

fn truncated(pen: &mut Writer, random: &mut Random, zone: &str) {
    let count = random.pick(proportions::TRUNCATED_SERVERS);
    pen.section(Section::Authority);
    name_servers(pen, random, zone, count, false);
}

/// One message of a zone transfer, SOA first.
fn transfer(pen: &mut Writer, random: &mut Random, zone: &str) {
    let least = random.pick(proportions::TRANSFER_LENGTHS);
    let signed = random.chance(10, 47);
    records::record(pen, random, zone, zone, rtype::SOA, 3_600);
    name_servers(pen, random, zone, 2, signed);
    while pen.offset() < least {
        let len = random.between(2, 12);
        let owner = under(&names::label(random, len), zone);
        let types: &[u16] = random.pick(&[
            (8, &[rtype::A][..]),
            (4, &[rtype::A, rtype::AAAA]),
            (4, &[rtype::CNAME]),
            (3, &[rtype::MX, rtype::TXT]),
            (1, &[rtype::NS, rtype::DS]),
            (1, &[rtype::SRV]),
            (1, &[rtype::CAA, rtype::TLSA]),
        ]);
        for rtype in types {
            records::record(pen, random, &owner, zone, *rtype, 3_600);
            if signed {
                records::rrsig(pen, random, &owner, zone, *rtype, 3_600);
            }
        }
    }
}

fn opt(pen: &mut Writer, random: &mut Random, is_response: bool, edns: Edns) {
    let udp_size = random.pick(proportions::UDP_SIZES);
    let flags = if edns.is_dnssec_ok { 0x8000 } else { 0 };
    let mut options = Vec::new();
    if edns.has_options {
        let table = match is_response {
            true => proportions::RESPONSE_OPTIONS,
            false => proportions::QUERY_OPTIONS,
        };
        let code = random.pick(table);
        options.push((code, option(random, code, is_response)));
    }
    pen.opt(udp_size, flags, &options);
}

/// The value of an EDNS option.
fn option(random: &mut Random, code: u16, is_response: bool) -> Vec<u8> {
    match (code, is_response) {
        (3, false) => Vec::new(),
        (3, true) => names::host(random).into_bytes(),
        (8, _) => [&[0, 1, 24, if is_response { 24 } else { 0 }][..], &random.octets(3)].concat(),
        (10, false) => random.octets(8),
        (10, true) => random.octets(24),
        (12, _) => vec![0; random.between(20, 90)],
        _ => [&[0, 22][..], b"no server answers in time"].concat(),
    }
}
