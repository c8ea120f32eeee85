//! Seven messages that the libraries read again and again, and a mix of 256.

pub mod random;
mod streams;
pub mod wire;

pub use streams::all as streams;

use random::Random;
use wire::{Section, Writer, rtype};

const NO_OPTIONS: &[(u16, &[u8])] = &[];

/// One message, or several that are read in turn.
pub struct Messages {
    /// As it is called on the command line.
    pub key: &'static str,
    /// As it is called in the tables.
    pub title: &'static str,
    pub octets: Vec<&'static [u8]>,
}

/// QR, RD, RA.
const RESPONSE: u16 = 0x8180;
/// QR, AA.
const AUTHORITATIVE: u16 = 0x8400;

pub fn all() -> Vec<Messages> {
    let one = |key, title, octets: Vec<u8>| Messages { key, title, octets: vec![octets.leak()] };
    vec![
        one("query", "query with cookie", query()),
        one("addresses", "CNAME + 3 A", addresses()),
        one("referral", "referral", referral()),
        one("dnssec", "DNSKEY + RRSIG", dnssec()),
        one("https", "HTTPS", https()),
        one("mx", "60 MX", mx()),
        one("zone", "64 KB transfer", zone()),
        Messages {
            key: "mix",
            title: "mix of 256",
            octets: mix().into_iter().map(|octets| &*octets.leak()).collect(),
        },
    ]
}

fn query() -> Vec<u8> {
    let mut w = Writer::new(0x4242, 0x0120);
    w.question("www.example.com", rtype::A);
    w.opt(1232, 0, &[(10, b"\x24\x64\xc4\xab\xcf\x10\xc9\x57")]);
    w.finish()
}

fn addresses() -> Vec<u8> {
    let mut w = Writer::new(0x1001, RESPONSE);
    w.question("www.example.com", rtype::A);
    w.record("www.example.com", rtype::CNAME, 300, |w| w.name("www.cdn-example.net"));
    for host in 1..=3 {
        w.record("www.cdn-example.net", rtype::A, 60, |w| w.octets(&[192, 0, 2, host]));
    }
    w.opt(1232, 0, NO_OPTIONS);
    w.finish()
}

fn referral() -> Vec<u8> {
    let mut w = Writer::new(0x1002, 0x8000);
    w.question("www.example.com", rtype::A);
    w.section(Section::Authority);
    for server in 1..=7 {
        let name = format!("ns{server}.dns-provider.example.net");
        w.record("example.com", rtype::NS, 172_800, |w| w.name(&name));
    }
    w.section(Section::Additional);
    for server in 1..=7 {
        let name = format!("ns{server}.dns-provider.example.net");
        w.record(&name, rtype::A, 172_800, |w| w.octets(&[198, 51, 100, server]));
        w.record(&name, rtype::AAAA, 172_800, |w| w.octets(&ipv6(server.into())));
    }
    w.opt(1232, 0, NO_OPTIONS);
    w.finish()
}

fn ipv6(host: u16) -> [u8; 16] {
    let [high, low] = host.to_be_bytes();
    [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, high, 0, 0, 0, 0, 0, 0, 0, low]
}

fn dnssec() -> Vec<u8> {
    let mut random = Random::new(3);
    let mut w = Writer::new(0x1003, 0x81A0);
    w.question("example.com", rtype::DNSKEY);
    for (flags, len) in [(256, 132), (257, 260)] {
        w.record("example.com", rtype::DNSKEY, 3600, |w| {
            w.u16(flags);
            w.octets(&[3, 8]);
            w.random(&mut random, len);
        });
    }
    w.record("example.com", rtype::RRSIG, 3600, |w| {
        rrsig(w, rtype::DNSKEY, "example.com", &mut random, 256);
    });
    w.opt(1232, 0x8000, NO_OPTIONS);
    w.finish()
}

fn rrsig(w: &mut Writer, covered: u16, signer: &str, random: &mut Random, len: usize) {
    w.u16(covered);
    w.octets(&[8, 2]);
    w.u32(3600);
    w.u32(1_735_689_600);
    w.u32(1_733_000_000);
    w.u16(random.below(65536) as u16);
    w.plain_name(signer);
    w.random(random, len);
}

/// Every exchange in a zone of its own, as large senders of mail have them.
fn mx() -> Vec<u8> {
    let mut random = Random::new(4);
    let exchanges: Vec<String> = (0..60)
        .map(|_| {
            let [host, zone, top] = [random.label(4, 7), random.label(6, 9), random.label(3, 5)];
            format!("{host}.{zone}.{top}")
        })
        .collect();
    let mut w = Writer::new(0x1004, RESPONSE);
    w.question("example.com", rtype::MX);
    for (index, exchange) in exchanges.iter().enumerate() {
        w.record("example.com", rtype::MX, 3600, |w| {
            w.u16(10 * (index as u16 % 7));
            w.name(exchange);
        });
    }
    w.section(Section::Additional);
    for (index, exchange) in exchanges.iter().take(30).enumerate() {
        w.record(exchange, rtype::A, 3600, |w| w.octets(&[203, 0, 113, index as u8]));
    }
    w.finish()
}

fn https() -> Vec<u8> {
    let mut random = Random::new(5);
    let mut w = Writer::new(0x1005, RESPONSE);
    w.question("www.example.com", rtype::HTTPS);
    w.record("www.example.com", rtype::HTTPS, 300, |w| binding(w, &mut random));
    w.opt(1232, 0, NO_OPTIONS);
    w.finish()
}

fn binding(w: &mut Writer, random: &mut Random) {
    w.u16(1);
    w.plain_name(".");
    w.octets(b"\x00\x01\x00\x06\x02h3\x02h2");
    w.octets(b"\x00\x04\x00\x08");
    w.octets(&[104, 16, 132, 229, 104, 16, 133, 229]);
    // A list of 69 octets, of one configuration.
    w.octets(b"\x00\x05\x00\x47\x00\x45\xfe\x0d\x00\x41");
    w.random(random, 65);
    w.octets(b"\x00\x06\x00\x20");
    w.octets(&ipv6(1));
    w.octets(&ipv6(2));
}

fn soa(w: &mut Writer, zone: &str) {
    w.record(zone, rtype::SOA, 3600, |w| {
        w.name(&format!("ns1.{zone}"));
        w.name(&format!("hostmaster.{zone}"));
        for number in [2_024_010_101, 7200, 3600, 1_209_600, 300] {
            w.u32(number);
        }
    });
}

/// A transfer that fills one message of TCP, SOA first and last.
fn zone() -> Vec<u8> {
    let mut random = Random::new(6);
    let mut w = Writer::new(0x1006, AUTHORITATIVE);
    w.question("example.com", rtype::AXFR);
    soa(&mut w, "example.com");
    for server in 1..=3 {
        w.record("example.com", rtype::NS, 3600, |w| w.name(&format!("ns{server}.example.com")));
    }
    let mut host = 0;
    while w.offset() < 64_600 {
        host += 1;
        let owner = format!("{}{host}.example.com", random.label(3, 8));
        node(&mut w, &owner, &mut random);
    }
    soa(&mut w, "example.com");
    w.finish()
}

/// All records of a name in a zone: addresses mostly, sometimes others.
fn node(w: &mut Writer, owner: &str, random: &mut Random) {
    if random.below(8) == 0 {
        let target = format!("{}.example.com", random.label(3, 8));
        w.record(owner, rtype::CNAME, 300, |w| w.name(&target));
        return;
    }
    w.record(owner, rtype::A, 300, |w| w.random(random, 4));
    if random.below(2) == 0 {
        w.record(owner, rtype::AAAA, 300, |w| w.octets(&ipv6(random.below(65536) as u16)));
    }
    if random.below(3) == 0 {
        let others = [
            rtype::MX,
            rtype::TXT,
            rtype::NS,
            rtype::DS,
            rtype::SRV,
            rtype::CAA,
            rtype::TLSA,
            rtype::PTR,
            rtype::NAPTR,
            rtype::DNSKEY,
        ];
        let rtype = others[random.below(others.len() as u64) as usize];
        w.record(owner, rtype, 300, |w| rare(w, rtype, random));
    }
    if random.below(3) == 0 {
        w.record(owner, rtype::RRSIG, 300, |w| rrsig(w, rtype::A, "example.com", random, 64));
        let next = format!("{}.example.com", random.label(3, 8));
        w.record(owner, rtype::NSEC, 300, |w| {
            w.plain_name(&next);
            w.bitmap(&[rtype::A, rtype::AAAA, rtype::RRSIG, rtype::NSEC, rtype::CAA]);
        });
    }
}

fn rare(w: &mut Writer, rtype: u16, random: &mut Random) {
    let host = format!("{}.example.com", random.label(3, 8));
    match rtype {
        rtype::MX => {
            w.u16(10);
            w.name(&host);
        }
        rtype::NS | rtype::PTR => w.name(&host),
        rtype::TXT => {
            w.string(b"v=spf1 include:_spf.example.net ip4:192.0.2.0/24 -all");
            w.string(random.label(8, 24).as_bytes());
        }
        rtype::DS => {
            w.u16(random.below(65536) as u16);
            w.octets(&[13, 2]);
            w.random(random, 32);
        }
        rtype::SRV => {
            w.u16(0);
            w.u16(5);
            w.u16(5060);
            w.plain_name(&host);
        }
        rtype::CAA => {
            w.u8(0);
            w.string(b"issue");
            w.octets(b"letsencrypt.org");
        }
        rtype::TLSA => {
            w.octets(&[3, 1, 1]);
            w.random(random, 32);
        }
        rtype::NAPTR => {
            w.u16(100);
            w.u16(10);
            w.string(b"S");
            w.string(b"SIP+D2U");
            w.string(b"");
            w.plain_name(&host);
        }
        _ => {
            w.u16(257);
            w.octets(&[3, 13]);
            w.random(random, 64);
        }
    }
}

/// Responses as a resolver sees them, none like the other.
fn mix() -> Vec<Vec<u8>> {
    let mut random = Random::new(7);
    (0..256).map(|id| response(id, &mut random)).collect()
}

fn response(id: u16, random: &mut Random) -> Vec<u8> {
    let zone =
        format!("{}.{}", random.label(4, 14), ["com", "net", "org", "de"][(id % 4) as usize]);
    let qname = format!("{}.{zone}", random.label(2, 8));
    let kind = random.below(10);
    let mut w = Writer::new(id, if kind == 0 { RESPONSE | 3 } else { RESPONSE });
    match kind {
        0 | 1 => {
            w.question(&qname, rtype::A);
            w.section(Section::Authority);
            soa(&mut w, &zone);
        }
        2 => {
            w.question(&zone, rtype::MX);
            for preference in 0..1 + random.below(4) as u16 {
                let host = format!("{}.{zone}", random.label(2, 6));
                w.record(&zone, rtype::MX, 3600, |w| {
                    w.u16(preference * 10);
                    w.name(&host);
                });
            }
        }
        3 => {
            w.question(&zone, rtype::TXT);
            for _ in 0..1 + random.below(3) {
                let text = random.label(10, 60);
                w.record(&zone, rtype::TXT, 3600, |w| w.string(text.as_bytes()));
            }
        }
        4 => {
            w.question(&qname, rtype::HTTPS);
            w.record(&qname, rtype::HTTPS, 300, |w| binding(w, random));
        }
        _ => several_addresses(&mut w, &qname, kind == 9, random),
    }
    if random.below(2) == 0 {
        w.opt(1232, 0, NO_OPTIONS);
    }
    w.finish()
}

fn several_addresses(w: &mut Writer, qname: &str, v6: bool, random: &mut Random) {
    let rtype = if v6 { rtype::AAAA } else { rtype::A };
    w.question(qname, rtype);
    let mut owner = qname.to_owned();
    for _ in 0..random.below(3) {
        let target = format!("{}.{}.net", random.label(3, 10), random.label(4, 10));
        w.record(&owner, rtype::CNAME, 300, |w| w.name(&target));
        owner = target;
    }
    for _ in 0..1 + random.below(6) {
        w.record(&owner, rtype, 60, |w| w.random(random, if v6 { 16 } else { 4 }));
    }
}
