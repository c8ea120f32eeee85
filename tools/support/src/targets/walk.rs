//! The walk over the framing, held against a naive one that knows no bounds on its work.

use dnswire::{ErrorKind, Message, Question, Record, Section};

use crate::naive::{self, Entry, Reading};

pub fn run(octets: &[u8]) {
    let parsed = Message::parse(octets);
    let Some(naive) = naive::read(octets) else {
        assert!(parsed.is_err(), "a message without a header");
        assert!(Message::parse_partial(octets, octets.len()).is_err());
        return;
    };
    assert_eq!(parsed.is_ok(), naive.broken.is_none(), "verdict: {parsed:?}, naive {naive:?}");
    if let Err(error) = parsed
        && !matches!(error.kind(), ErrorKind::CountsExceedMessage { .. })
    {
        let place = (error.section().map(number), error.index().map(usize::from));
        assert_eq!(Some(place), naive.broken.map(|(section, index)| (Some(section), Some(index))));
    }
    let partial = Message::parse_partial(octets, octets.len()).expect("there is a header");
    assert_eq!(partial.is_whole(), naive.broken.is_none());
    assert_eq!(reading(&partial.message(), naive.broken), naive);
}

/// The number of a section, 0 to 3.
pub fn number(section: Section) -> usize {
    Section::ALL.iter().position(|other| *other == section).expect("there are four sections")
}

/// The entries that the crate reads, in the form of the naive reader.
pub fn reading(message: &Message<'_>, broken: Option<(usize, usize)>) -> Reading {
    let questions = message.questions().enumerate();
    let mut entries: Vec<Entry> = questions.map(|(index, each)| question(index, each)).collect();
    entries.extend(message.records().map(|each| record(&each)));
    fill_ends(&mut entries, message.end());
    Reading { entries, end: message.end(), broken }
}

fn question(index: usize, question: Question<'_>) -> Entry {
    Entry {
        section: 0,
        index,
        start: question.offset(),
        end: 0,
        name: question.qname().to_buf().as_octets().to_vec(),
        rtype: question.qtype().0,
        class: question.qclass().0,
        record: None,
    }
}

fn record(record: &Record<'_>) -> Entry {
    Entry {
        section: number(record.section()),
        index: record.index().into(),
        start: record.offset(),
        end: record.end(),
        name: record.owner().to_buf().as_octets().to_vec(),
        rtype: record.rtype().0,
        class: record.class().0,
        record: Some((record.ttl_field(), record.rdata_octets().to_vec())),
    }
}

/// Questions end where what follows them starts.
fn fill_ends(entries: &mut [Entry], end: usize) {
    let starts: Vec<usize> = entries.iter().map(|entry| entry.start).skip(1).chain([end]).collect();
    for (entry, next) in entries.iter_mut().zip(starts) {
        if entry.record.is_none() {
            entry.end = next;
        }
        assert_eq!(entry.end, next, "entries follow one another");
    }
}
