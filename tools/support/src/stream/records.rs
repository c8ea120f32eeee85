//! Records of each type.

use super::names::{self, under};
use super::proportions::{KEYS, SIGNATURES, TEXTS, TTLS};
use super::{Random, rtype};
use crate::messages::wire::Writer;

/// The TTL of an RRset.
pub(super) fn ttl(random: &mut Random) -> u32 {
    match random.pick(TTLS) {
        0 => random.below(86_400) as u32,
        ttl => ttl,
    }
}

/// One record of a type, with random RDATA; host names are in the zone or elsewhere.
pub(super) fn record(
    pen: &mut Writer,
    random: &mut Random,
    owner: &str,
    zone: &str,
    rtype: u16,
    ttl: u32,
) {
    pen.record(owner, rtype, ttl, |pen| rdata(pen, random, zone, rtype));
}

fn rdata(pen: &mut Writer, random: &mut Random, zone: &str, rtype: u16) {
    match rtype {
        rtype::A => pen.octets(&random.octets(4)),
        rtype::AAAA => ipv6(pen, random),
        rtype::NS | rtype::CNAME | rtype::PTR => pen.name(&host(random, zone)),
        rtype::SOA => soa(pen, random, zone),
        rtype::MX => {
            pen.u16(10 * random.below(6) as u16);
            pen.name(&host(random, zone));
        }
        rtype::TXT => txt(pen, random),
        rtype::SRV => {
            pen.u16(10 * random.below(3) as u16);
            pen.u16(random.below(101) as u16);
            pen.u16(random.one(&[5060, 5061, 389, 5269, 443]));
            pen.plain_name(&host(random, zone));
        }
        rtype::NAPTR => {
            pen.u16(10 * random.below(11) as u16);
            pen.u16(random.below(101) as u16);
            pen.string(random.one(&[b"S", b"U", b"A"]));
            pen.string(random.one(&[&b"SIP+D2U"[..], b"SIPS+D2T", b"E2U+sip"]));
            pen.string(random.one(&[&b""[..], b"!^.*$!sip:info@example.com!"]));
            pen.plain_name(&host(random, zone));
        }
        rtype::DS => {
            let (digest, len) = random.one(&[(1, 20), (2, 32)]);
            pen.u16(random.u16());
            pen.u8(random.one(&[5, 7, 8, 13]));
            pen.u8(digest);
            pen.octets(&random.octets(len));
        }
        rtype::DNSKEY => dnskey(pen, random),
        rtype::CAA => {
            pen.u8(0);
            pen.string(random.one(&[&b"issue"[..], b"issue", b"issuewild"]));
            pen.octets(random.one(&[&b"letsencrypt.org"[..], b"ca.example.net", b"pki.goog"]));
        }
        rtype::TLSA => {
            pen.octets(&[3, 1, 1]);
            pen.octets(&random.octets(32));
        }
        rtype::HTTPS => https(pen, random),
        rtype::NSEC => {
            let next = host(random, zone);
            nsec(pen, random, &next);
        }
        _ => unreachable!("no message of the stream has this type"),
    }
}

/// A host of the zone, or of another one.
fn host(random: &mut Random, zone: &str) -> String {
    if random.chance(1, 2) {
        let len = random.between(2, 9);
        return under(&names::label(random, len), zone);
    }
    names::host(random)
}

fn ipv6(pen: &mut Writer, random: &mut Random) {
    pen.u16(0x2001);
    pen.octets(&random.octets(4));
    if random.chance(1, 2) {
        pen.octets(&[0; 8]);
    } else {
        pen.octets(&random.octets(8));
    }
    pen.u16(random.u16());
}

fn soa(pen: &mut Writer, random: &mut Random, zone: &str) {
    let own = random.chance(1, 2);
    let home = if own { zone.to_owned() } else { names::zone(random) };
    pen.name(&under("ns1", &home));
    pen.name(&under(random.one(&["hostmaster", "dns-admin", "root"]), &home));
    pen.u32(2_010_000_000 + random.below(20_000_000) as u32);
    for number in [7_200, 3_600, 1_209_600, 300] {
        pen.u32(number * random.between(1, 3) as u32);
    }
}

fn txt(pen: &mut Writer, random: &mut Random) {
    let (least, most) = random.pick(TEXTS);
    let len = random.between(least, most);
    let mut text = String::from("v=spf1 include:");
    while text.len() < len {
        let label = names::label(random, 8);
        text = text + &label + " ip4:192.0.2.";
    }
    pen.string(&text.as_bytes()[..len]);
    // A key of DKIM has a second string.
    if most == 255 {
        let len = random.between(100, 200);
        pen.string(names::label(random, len).as_bytes());
    }
}

fn dnskey(pen: &mut Writer, random: &mut Random) {
    let len = random.pick(KEYS);
    pen.u16(random.one(&[256, 257]));
    pen.u8(3);
    pen.u8(match len {
        32 => 15,
        64 => 13,
        100 => 3,
        _ => random.one(&[5, 7, 8, 10]),
    });
    pen.octets(&random.octets(len));
}

fn https(pen: &mut Writer, random: &mut Random) {
    pen.u16(1);
    pen.u8(0);
    let ids: &[u8] = random.one(&[&b"\x02h3\x02h2"[..], b"\x02h2", b"\x02h3\x05h3-29\x02h2"]);
    parameter(pen, 1, ids);
    let hints = random.between(1, 4);
    parameter(pen, 4, &random.octets(4 * hints));
    if random.chance(1, 2) {
        let key = random.octets(65);
        let config = [&[0, 69, 0xFE, 0x0D, 0, 65][..], &key].concat();
        parameter(pen, 5, &config);
    }
    parameter(pen, 6, &random.octets(16 * hints));
}

/// A SvcParam.
fn parameter(pen: &mut Writer, key: u16, value: &[u8]) {
    pen.u16(key);
    pen.u16(value.len() as u16);
    pen.octets(value);
}

/// A signature over the RRset of an owner.
pub(super) fn rrsig(
    pen: &mut Writer,
    random: &mut Random,
    owner: &str,
    zone: &str,
    covered: u16,
    ttl: u32,
) {
    let labels = owner.split('.').filter(|label| !label.is_empty()).count();
    let (algorithm, len) = random.pick(SIGNATURES);
    let inception = 1_700_000_000 + random.below(50_000_000) as u32;
    pen.record(owner, rtype::RRSIG, ttl, |pen| {
        pen.u16(covered);
        pen.u8(algorithm);
        pen.u8(labels as u8);
        pen.u32(ttl);
        pen.u32(inception + 14 * 86_400);
        pen.u32(inception);
        pen.u16(random.u16());
        pen.plain_name(zone);
        pen.octets(&random.octets(len));
    });
}

/// Types of a name in a zone.
fn types(random: &mut Random) -> Vec<u16> {
    let mut types = vec![rtype::RRSIG];
    for (part, rtype) in [
        (12, rtype::A),
        (6, rtype::AAAA),
        (4, rtype::NS),
        (3, rtype::MX),
        (3, rtype::TXT),
        (2, rtype::SOA),
        (2, rtype::DNSKEY),
        (1, rtype::CAA),
    ] {
        if random.chance(part, 16) {
            types.push(rtype);
        }
    }
    types
}

fn nsec(pen: &mut Writer, random: &mut Random, next: &str) {
    pen.plain_name(next);
    let mut types = types(random);
    types.push(rtype::NSEC);
    pen.bitmap(&types);
}

/// NSEC and NSEC3 records, each with its signature.
pub(super) fn proof(
    pen: &mut Writer,
    random: &mut Random,
    zone: &str,
    (nsec_count, nsec3_count): (usize, usize),
    ttl: u32,
) {
    for _ in 0..nsec_count {
        let len = random.between(2, 9);
        let owner = under(&names::label(random, len), zone);
        record(pen, random, &owner, zone, rtype::NSEC, ttl);
        rrsig(pen, random, &owner, zone, rtype::NSEC, ttl);
    }
    let salt_len = random.one(&[0, 0, 4, 8]);
    let salt = random.octets(salt_len);
    let iterations = random.one(&[0, 1, 5, 10]);
    for _ in 0..nsec3_count {
        let hash: String = (0..32)
            .map(|_| char::from(b"0123456789abcdefghijklmnopqrstuv"[random.below(32)]))
            .collect();
        let owner = under(&hash, zone);
        pen.record(&owner, rtype::NSEC3, ttl, |pen| {
            pen.octets(&[1, random.below(2) as u8]);
            pen.u16(iterations);
            pen.string(&salt);
            pen.string(&random.octets(20));
            pen.bitmap(&types(random));
        });
        rrsig(pen, random, &owner, zone, rtype::NSEC3, ttl);
    }
}
