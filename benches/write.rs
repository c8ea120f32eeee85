//! Compose with compression: a referral with glue, 60 MX, a transfer of 64 KB.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dnswire::compose::InAdditional;
use dnswire::rdata::Rdata;
use dnswire::{Builder, Compression, Message, Record, Section};
use dnswire_support::messages;

/// A record with its RDATA decoded.
type Decoded<'a> = (Record<'a>, Rdata<'a>);

/// Composes typed records.
fn typed<'b>(
    message: &Message<'_>,
    records: &[Decoded<'_>],
    octets: &'b mut Vec<u8>,
    compression: &'b mut Compression,
) -> Option<Builder<'b, InAdditional>> {
    let of = |section| records.iter().filter(move |(record, _)| record.section() == section);
    let mut builder = Builder::new(octets, compression).ok()?;
    for question in message.questions() {
        builder.push_question(question.qname(), question.qtype(), question.qclass());
    }
    let mut builder = builder.answer();
    for (record, rdata) in of(Section::Answer) {
        builder.push_rdata(record.owner(), record.ttl(), record.class(), rdata);
    }
    let mut builder = builder.authority();
    for (record, rdata) in of(Section::Authority) {
        builder.push_rdata(record.owner(), record.ttl(), record.class(), rdata);
    }
    let mut builder = builder.additional();
    for (record, rdata) in of(Section::Additional) {
        builder.push_rdata(record.owner(), record.ttl_field(), record.class(), rdata);
    }
    Some(builder)
}

fn write(c: &mut Criterion) {
    let wanted = |key: &str| matches!(key, "query" | "referral" | "mx" | "zone");
    for set in messages::all().iter().filter(|set| wanted(set.key)) {
        for octets in &set.octets {
            let Ok(message) = Message::parse(octets) else { continue };
            let records: Vec<_> =
                message.records().map(|record| (record, record.rdata())).collect();
            let (mut out, mut compression) = (Vec::new(), Compression::new());
            let mut group = c.benchmark_group("compose");
            group.throughput(Throughput::Bytes(u64::try_from(octets.len()).unwrap_or(u64::MAX)));
            group.bench_function(format!("{}/typed", set.key), |bench| {
                bench.iter(|| {
                    out.clear();
                    let builder = typed(&message, black_box(&records), &mut out, &mut compression);
                    builder.map(|builder| builder.finish().len())
                });
            });
            group.bench_function(format!("{}/copy", set.key), |bench| {
                bench.iter(|| {
                    out.clear();
                    let message = black_box(&message);
                    let builder = Builder::copy_of(message, &mut out, &mut compression, 65535);
                    builder.map(|builder| builder.finish().len())
                });
            });
            group.finish();
        }
    }
}

criterion_group!(benches, write);
criterion_main!(benches);
