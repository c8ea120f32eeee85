//! Skip, read, parse, iterate, decode, check and print: on a stream of different messages, on the corpus in
//! the folder `DNSWIRE_CORPUS` if it is set, on seven messages, and on 256 in turn.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dnswire::{Message, Reader};
use dnswire_support::messages;

/// A task: what it does with a message, and how often it finds something.
type Task = (&'static str, fn(&[u8], &mut String) -> usize);

const TASKS: [Task; 8] = [
    ("skip", skip),
    ("read", read),
    ("skip_and_read", skip_and_read),
    ("parse", parse),
    ("iterate", iterate),
    ("decode", decode),
    ("check", check),
    ("print", print),
];

fn skip(octets: &[u8], _: &mut String) -> usize {
    let Ok(mut reader) = Reader::new(octets) else { return 0 };
    match reader.skip_answers() {
        Ok(()) => reader.position(),
        Err(_) => 0,
    }
}

// Two more callers of `Reader`, since what a compiler makes of `skip` must not hang on there being one.

fn read(octets: &[u8], _: &mut String) -> usize {
    let Ok(mut reader) = Reader::new(octets) else { return 0 };
    let mut sum = 0;
    while let Ok(Some(record)) = reader.answer() {
        sum += usize::from(record.rdlength());
    }
    sum
}

fn skip_and_read(octets: &[u8], _: &mut String) -> usize {
    let Ok(mut reader) = Reader::new(octets) else { return 0 };
    if reader.skip_answers().is_err() {
        return 0;
    }
    let mut sum = 0;
    while let Ok(Some(record)) = reader.authority() {
        sum += usize::from(record.rdlength());
    }
    sum
}

fn parse(octets: &[u8], _: &mut String) -> usize {
    Message::parse(octets).map_or(0, |message| message.end())
}

fn iterate(octets: &[u8], _: &mut String) -> usize {
    let Ok(message) = Message::parse(octets) else { return 0 };
    message.records().map(|record| usize::from(record.rdlength())).sum()
}

fn decode(octets: &[u8], _: &mut String) -> usize {
    let Ok(message) = Message::parse(octets) else { return 0 };
    message.records().map(|record| black_box(record.rdata()).rtype().0).map(usize::from).sum()
}

fn check(octets: &[u8], _: &mut String) -> usize {
    Message::parse(octets).map_or(0, |message| usize::from(message.check().is_ok()))
}

fn print(octets: &[u8], text: &mut String) -> usize {
    text.clear();
    let Ok(message) = Message::parse(octets) else { return 0 };
    message.records().filter_map(|record| write!(text, "{record}").ok()).count()
}

fn is_good(octets: &[u8]) -> bool {
    Message::parse(octets).is_ok_and(|message| message.check().is_ok())
}

fn all(c: &mut Criterion) {
    let mut sets = messages::streams(is_good).unwrap_or_default();
    sets.extend(messages::all());
    for (name, task) in TASKS {
        let mut group = c.benchmark_group(name);
        for set in &sets {
            let octets: usize = set.octets.iter().map(|octets| octets.len()).sum();
            group.throughput(Throughput::Bytes(u64::try_from(octets).unwrap_or(u64::MAX)));
            let mut text = String::new();
            group.bench_function(set.key, |bench| {
                bench.iter(|| {
                    for octets in &set.octets {
                        black_box(task(black_box(octets), &mut text));
                    }
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
