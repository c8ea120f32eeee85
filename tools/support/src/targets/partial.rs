//! Every cut of a message yields a prefix of its records, and says what is missing.

use dnswire::{Message, Section};

use crate::naive;

/// More cuts than these are not tried on one message.
const CUTS: usize = 96;

pub fn run(octets: &[u8]) {
    let Ok(full) = Message::parse_partial(octets, octets.len()) else {
        assert!(octets.len() < 12);
        return;
    };
    let whole = entries(&full.message());
    let step = octets.len().div_ceil(CUTS).max(1);
    let near = full.message().records().flat_map(|record| [record.rdata_offset(), record.end()]);
    let ends = near.take(CUTS).flat_map(|at| [at - 1, at, at + 1]);
    let cuts = (12..=octets.len()).step_by(step).chain(ends);
    for cut in cuts.filter(|cut| *cut <= octets.len()) {
        check(octets, cut, &whole, full.is_whole());
    }
}

fn check(octets: &[u8], cut: usize, whole: &[Entry], is_whole: bool) {
    let buffer = &octets[..cut];
    let partial = Message::parse_partial(buffer, octets.len()).expect("there is a header");
    let found = entries(&partial.message());
    assert_eq!(Some(&found[..]), whole.get(..found.len()), "no prefix at {cut}");
    assert_eq!(partial.missing(), octets.len() - cut);
    assert_eq!(partial.is_whole(), is_whole && cut == octets.len(), "at {cut}");
    // Not every entry that ends before the cut: the labels behind a pointer can continue beyond the cut.
    let naive = naive::read(buffer).expect("there is a header");
    assert_eq!(found.len(), naive.entries.len(), "at {cut}");
    if let Some(error) = partial.error() {
        assert!(error.offset() <= cut, "{error} behind {cut}");
        if let (Some(section), Some(index)) = (error.section(), error.index()) {
            assert_eq!(partial.message().count(section), index);
        }
    }
    // Octets beyond the buffer are not read, whatever length is reported.
    let exact = Message::parse_partial(buffer, cut).expect("there is a header");
    assert_eq!(entries(&exact.message()), found);
    assert_eq!(Message::parse(buffer).is_ok(), exact.is_whole());
    assert!(
        Message::parse_received(buffer, octets.len()).is_ok() == (cut == octets.len() && is_whole)
    );
    let _ = (partial.to_string(), partial.findings().count());
}

#[derive(Debug, PartialEq)]
struct Entry {
    section: Section,
    end: usize,
    text: String,
}

fn entries(message: &Message<'_>) -> Vec<Entry> {
    let mut starts: Vec<usize> =
        message.questions().skip(1).map(|question| question.offset()).collect();
    starts.push(message.records().next().map_or(message.end(), |record| record.offset()));
    let questions = message.questions().zip(starts).map(|(question, end)| Entry {
        section: Section::Question,
        end,
        text: question.to_string(),
    });
    let records = message.records().map(|record| Entry {
        section: record.section(),
        end: record.end(),
        text: format!("{} {}", record.owner(), record.rdlength()),
    });
    questions.chain(records).collect()
}
