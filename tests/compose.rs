//! Messages that are composed, within a size, and edited in place.
#![cfg(feature = "bytes")]

mod compression;
mod editing;
mod memory;
mod push;
mod round_trip;
mod shapes;
mod size;

use dnswire::compose::Compress;
use dnswire::{Builder, Compression, Form, Message, Profile, Record};

/// The parts of a record that are compared, with the case of letters.
type Entry = (String, u16, u16, u32, Vec<u8>);

fn entry(record: &Record<'_>) -> Entry {
    let rdata = record.rdata().to_octets(Form::Uncompressed);
    let owner = record.owner().to_string();
    (owner, record.rtype().0, record.class().0, record.ttl_field(), rdata)
}

/// All questions and records of a message; the records with their sections.
type Entries = (Vec<String>, Vec<(dnswire::Section, Entry)>);

fn entries(message: &Message<'_>) -> Entries {
    let questions = message.questions().map(|question| question.to_string()).collect();
    // With cache-flush, the RDATA has its layout in multicast DNS only.
    let records = message.records().map(|record| {
        let (section, class) = (record.section(), record.class());
        let mut entry = entry(&record.of_profile(Profile::MulticastDns));
        entry.2 = class.0;
        (section, entry)
    });
    let records = records.collect();
    (questions, records)
}

/// Composes a message anew, each record in its place; also returns whether all of it fits.
fn compose(message: &Message<'_>, compress: Compress) -> (Vec<u8>, bool) {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_compress(compress);
    builder.set_id(message.id());
    builder.set_flags(message.header().flags());
    let mut fits = true;
    for question in message.questions() {
        fits &= builder.push_question(question.qname(), question.qtype(), question.qclass());
    }
    let mut builder = builder.answer();
    fits &= builder.push_records(message.answers());
    let mut builder = builder.authority();
    fits &= builder.push_records(message.authority());
    let mut builder = builder.additional();
    fits &= builder.push_records(message.additional());
    assert_eq!(builder.is_truncated(), !fits);
    builder.finish();
    (octets, fits)
}
