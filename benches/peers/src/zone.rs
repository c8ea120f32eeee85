//! The time to read zone text, beside other libraries: `cargo bench --bench zone`.
//!
//! The text has the records of the stream, each in a line, with whole names, TTL and class. The libraries
//! read it to its end and keep no record, but hickory-proto, which gives a whole zone only; its text has no
//! records of DNSSEC, which it refuses. `-- --write FILE` writes the text, and `zone.py FILE` lets dnspython read
//! it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use dnswire::zone::Zone;
use dnswire::{Message, Type};
use dnswire_support::stream;
use domain::base::rdata::ComposeRecordData;
use domain::zonefile::inplace::{Entry, Zonefile};
use hickory_proto::rr::Name;
use hickory_proto::serialize::txt::Parser;

const ROUNDS: usize = 21;

/// Types that every library reads from text.
const TYPES: [Type; 17] = [
    Type::A,
    Type::AAAA,
    Type::NS,
    Type::CNAME,
    Type::PTR,
    Type::MX,
    Type::TXT,
    Type::SRV,
    Type::NAPTR,
    Type::DS,
    Type::DNSKEY,
    Type::RRSIG,
    Type::NSEC,
    Type::NSEC3,
    Type::TLSA,
    Type::CAA,
    Type::HTTPS,
];

/// The records of the stream as zone text.
fn text() -> String {
    let mut text = String::new();
    for octets in stream::messages(stream::COUNT, stream::SEED) {
        let Ok(message) = Message::parse(&octets) else { continue };
        for record in message.records().filter(|record| TYPES.contains(&record.rtype())) {
            writeln!(text, "{record}").unwrap_or_default();
        }
    }
    text
}

/// The records, and the octets of their RDATA.
type Sum = (usize, usize);

fn by_dnswire(text: &str) -> Option<Sum> {
    Zone::new(text).records().try_fold((0, 0), |(count, octets), record| {
        Some((count + 1, octets + record.ok()?.rdata_octets().len()))
    })
}

fn by_domain(text: &str) -> Option<Sum> {
    let (mut zone, mut sum) = (Zonefile::from(text), (0, 0));
    while let Some(entry) = zone.next_entry().ok()? {
        let Entry::Record(record) = entry else { return None };
        sum = (sum.0 + 1, sum.1 + usize::from(record.data().rdlen(false)?));
    }
    Some(sum)
}

/// Equal records are one, so it counts fewer.
fn by_hickory(text: &str) -> Option<Sum> {
    let (_, sets) = Parser::new(text, None, Some(Name::root())).parse().ok()?;
    Some((sets.values().map(|set| set.records_without_rrsigs().count()).sum(), 0))
}

type Read = fn(&str) -> Option<Sum>;
const LIBRARIES: [(&str, Read); 3] =
    [("dnswire", by_dnswire), ("domain", by_domain), ("hickory-proto", by_hickory)];

fn main() {
    if let Some(path) = std::env::args().skip_while(|word| word != "--write").nth(1) {
        std::fs::write(path, text()).expect("the file can be written");
        return;
    }
    let text = text();
    if let Some(wanted) = std::env::args().skip_while(|word| word != "--once").nth(1) {
        let read = LIBRARIES.iter().find(|(name, _)| *name == wanted).expect("a library").1;
        black_box(read(&text));
        return;
    }
    let is_dnssec =
        |line: &str| [" RRSIG ", " DNSKEY ", " NSEC ", " NSEC3 "].iter().any(|t| line.contains(t));
    let unsigned: String = text.split_inclusive('\n').filter(|line| !is_dnssec(line)).collect();
    let text_of = |name| if name == "hickory-proto" { &unsigned } else { &text };
    let lines = |name| text_of(name).lines().count();
    for (name, read) in LIBRARIES {
        let sum = read(text_of(name)).unwrap_or_else(|| panic!("{name} does not read it"));
        println!("{name}: {sum:?} of {} records", lines(name));
    }
    assert_eq!(by_dnswire(&text), by_domain(&text), "the same octets");
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for round in 0..ROUNDS {
        for place in 0..LIBRARIES.len() {
            let (name, read) = LIBRARIES[(place + round) % LIBRARIES.len()];
            let start = Instant::now();
            black_box(read(black_box(text_of(name))));
            let time = start.elapsed().as_secs_f64() / lines(name) as f64;
            times.entry(name).or_default().push(time);
        }
    }
    let own = times["dnswire"].clone();
    println!("{} octets, {ROUNDS} rounds in turns, medians", text.len());
    for (name, times) in &times {
        let ratios = own.iter().zip(times).map(|(own, other)| own / other).collect();
        let speed = 1.0 / median(times.clone());
        println!("{name:14} {speed:8.0} records a second, dnswire takes {:.2}", median(ratios));
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
