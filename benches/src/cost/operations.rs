//! The operations: each returns the octets that it makes.

use std::collections::hash_map::DefaultHasher;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::hint::black_box;
use std::io;

use dnswire::serde::rfc8427::Json;
use dnswire::transfer::Transfer;
use dnswire::{
    Builder, Compression, Form, Message, Name, Reader, Record, RecordBuf, Section, edit,
};
use dnswire_support::everything::everything;

use super::subject::Subject;

pub struct Operation {
    pub name: &'static str,
    /// The most instructions for an octet, by those for an octet of the ordinary message.
    pub bar: f64,
    /// It reads the text of the records, not the message.
    pub reads_text: bool,
    pub work: fn(&Subject<'_>) -> usize,
}

const fn of(name: &'static str, bar: f64, work: fn(&Subject<'_>) -> usize) -> Operation {
    Operation { name, bar, reads_text: false, work }
}

pub const ALL: &[Operation] = &[
    of("`parse`", 8.0, |subject| nothing(Message::parse(subject.octets).is_ok())),
    of("`parse_strict`", 14.0, |subject| nothing(Message::parse_strict(subject.octets).is_ok())),
    of("`check`", 14.0, |subject| nothing(subject.message.check().is_ok())),
    of("`findings`", 34.0, |subject| nothing(subject.message.findings().map(black_box).count())),
    of("`Reader`, each entry", 8.0, |subject| nothing(read(subject.octets))),
    of("`Reader`, skipping", 8.0, |subject| nothing(skip(subject.octets))),
    of("`rdata` of each record", 144.0, |subject| each(subject, |record| record.rdata())),
    of("`malformed` of each record", 76.0, |subject| each(subject, |record| record.malformed())),
    of("every field, item and label", 92.0, |subject| nothing(everything(&subject.message))),
    of("`canonical_name`", 20.0, |subject| nothing(subject.message.canonical_name())),
    of("`answers_to_question`", 12.0, |subject| {
        nothing(subject.message.answers_to_question().count())
    }),
    of("`is_response_to`", 8.0, |subject| {
        nothing(Message::parse(&subject.query).map(|query| subject.message.is_response_to(&query)))
    }),
    of("owners: `==`", 116.0, |subject| pairs(subject, |one, other| one.owner() == other.owner())),
    of("owners: order", 32.0, |subject| pairs(subject, |one, other| one.owner() < other.owner())),
    of("owners: hash", 52.0, |subject| each(subject, |record| hash(record.owner()))),
    of("owners: `to_buf`", 52.0, |subject| {
        sum(subject, |record| record.owner().to_buf().as_octets().len())
    }),
    of("`canonical_rdata_cmp`", 80.0, |subject| {
        pairs(subject, |one, other| one.canonical_rdata_cmp(other))
    }),
    of("`write_to` in canonical form", 40.0, canonical_form),
    of("`rrsets`", 12.0, |subject| nothing(subject.message.rrsets(Section::Answer).len())),
    of("`tsig`, `sig0`", 8.0, |subject| {
        black_box(subject.message.tsig());
        nothing(subject.message.sig0())
    }),
    of("`Transfer`", 8.0, transfer),
    of("`age_ttls`", 8.0, |subject| nothing(edit::age_ttls(&mut subject.octets.to_vec(), 1))),
    of("`Display`", 12.0, |subject| shown(format_args!("{}", subject.message))),
    of("`Debug` of each record and its data", 8.0, |subject| {
        sum(subject, |record| shown(format_args!("{record:?} {:?}", record.rdata())))
    }),
    of("`explain`", 8.0, |subject| shown(format_args!("{}", subject.message.explain()))),
    of("`Display` of findings", 12.0, |subject| {
        subject.message.findings().map(|finding| shown(format_args!("{finding}"))).sum()
    }),
    of("JSON", 12.0, |subject| json(&subject.message)),
    of("JSON of RFC 8427", 8.0, |subject| json(&Json(subject.message))),
    of("`copy_of` into a slice", 104.0, copy_into_slice),
    of("`copy_of` into a `Vec`", 104.0, copy_into_vec),
    of("`RecordBuf` of each record", 32.0, |subject| {
        subject.owners + sum(subject, |record| record.to_buf().rdata_octets().len())
    }),
    of("`Display` into a writer that fails", 8.0, |subject| {
        nothing(Full.write_fmt(format_args!("{}", subject.message)))
    }),
    of("`explain` into a writer that fails", 8.0, |subject| {
        nothing(Full.write_fmt(format_args!("{}", subject.message.explain())))
    }),
    of("JSON into a writer that fails", 8.0, |subject| {
        nothing(serde_json::to_writer(Full, &subject.message))
    }),
    Operation {
        name: "`RecordBuf` from text",
        bar: 8.0,
        reads_text: true,
        work: |subject| {
            let records = subject.text.lines().filter_map(|line| line.parse::<RecordBuf>().ok());
            records.map(|record| record.rdata_octets().len()).sum()
        },
    },
];

/// No octets are made.
fn nothing<T>(value: T) -> usize {
    black_box(value);
    0
}

fn sum(subject: &Subject<'_>, work: impl Fn(Record<'_>) -> usize) -> usize {
    subject.message.records().map(work).sum()
}

fn each<'a, T>(subject: &Subject<'a>, work: impl Fn(Record<'a>) -> T) -> usize {
    subject.message.records().for_each(|record| drop(black_box(work(record))));
    0
}

/// Does `work` with each record and the one before it.
fn pairs<T>(subject: &Subject<'_>, work: impl Fn(&Record<'_>, &Record<'_>) -> T) -> usize {
    let message = &subject.message;
    for (one, other) in message.records().zip(message.records().skip(1)) {
        black_box(work(&one, &other));
    }
    0
}

fn read(octets: &[u8]) -> Option<usize> {
    let mut reader = Reader::new(octets).ok()?;
    let mut count = 0;
    while let Ok(Some(question)) = reader.question() {
        black_box(question);
        count += 1;
    }
    while let Ok(Some(record)) = reader.record() {
        black_box(record);
        count += 1;
    }
    Some(count)
}

fn skip(octets: &[u8]) -> Option<usize> {
    let mut reader = Reader::new(octets).ok()?;
    reader.skip_additional().ok()?;
    Some(reader.position())
}

fn hash(name: Name<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

fn canonical_form(subject: &Subject<'_>) -> usize {
    let mut room = vec![0; 65_535 + 300];
    let mut made = 0;
    for record in subject.message.records() {
        made += record.write_to(Form::Canonical, 0, &mut room).map_or(0, <[u8]>::len);
    }
    made
}

fn transfer(subject: &Subject<'_>) -> usize {
    let query = Message::parse(&subject.transfer).ok();
    let Some(mut transfer) = query.and_then(|query| Transfer::of(&query)) else { return 0 };
    let count = transfer.message(&subject.message).map(|changes| changes.map(black_box).count());
    nothing(count)
}

fn copy_into_slice(subject: &Subject<'_>) -> usize {
    let (mut octets, mut compression) = (vec![0; 65_535], Compression::new());
    let copy = Builder::copy_of(&subject.message, &mut octets[..], &mut compression, 65_535);
    copy.map_or(0, |builder| builder.finish().len())
}

fn copy_into_vec(subject: &Subject<'_>) -> usize {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let copy = Builder::copy_of(&subject.message, &mut octets, &mut compression, 65_535);
    copy.map_or(0, |builder| builder.finish().len())
}

/// Counts the octets of a text.
struct Count(usize);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

impl io::Write for Count {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0 += octets.len();
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A writer that takes no octets.
struct Full;

impl Write for Full {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Err(fmt::Error)
    }
}

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::WriteZero.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn shown(text: fmt::Arguments<'_>) -> usize {
    let mut count = Count(0);
    let _ = count.write_fmt(text);
    count.0
}

fn json(value: &impl serde::Serialize) -> usize {
    let mut count = Count(0);
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}
