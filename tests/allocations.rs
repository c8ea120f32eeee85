//! Reading allocates nothing, and a count never sizes an allocation.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

use allocation_counter::measure;
use dnswire::{ErrorKind, Form, Message, Name, Reader, Record};
use dnswire_support::{FixedText, Sample, all_messages, header};

/// Runs `work` on each message in `tests/data`; none of it may allocate.
#[track_caller]
fn check(work: impl Fn(&[u8])) {
    for Sample { id, octets } in all_messages() {
        let info = measure(|| work(&octets));
        assert_eq!((info.count_total, info.bytes_total), (0, 0), "{id}");
    }
}

/// Runs `work` on each record of each message.
#[track_caller]
fn check_records(work: impl Fn(&Record<'_>)) {
    check(|octets| {
        if let Ok(partial) = Message::parse_partial(octets, octets.len()) {
            partial.message().records().for_each(|record| work(&record));
        }
    });
}

/// Displays a value into a buffer of fixed size.
fn show(value: impl std::fmt::Display) {
    write!(FixedText::default(), "{value}").expect("text beyond the buffer is dropped");
}

#[test]
fn the_counter_sees_an_allocation() {
    let info = measure(|| drop(std::hint::black_box(vec![0_u8; 10])));
    assert_eq!((info.count_total, info.bytes_total), (1, 10));
}

#[test]
fn parsing_allocates_nothing() {
    check(|octets| {
        let _ = std::hint::black_box(Message::parse(octets));
        let _ = std::hint::black_box(Message::parse_received(octets, octets.len() + 1));
        let _ = std::hint::black_box(Message::parse_partial(octets, octets.len() + 1));
    });
}

#[test]
fn the_reader_allocates_nothing() {
    check(|octets| {
        let Ok(reader) = Reader::new(octets) else { return };
        let mut skipping = reader;
        let _ = skipping.skip_answers().and_then(|()| skipping.skip_additional());
        let mut reading = reader;
        while let Ok(Some(_)) = reading.question() {}
        while let Ok(Some(_)) = reading.record() {}
    });
}

#[test]
fn iterating_and_asking_allocates_nothing() {
    check(|octets| {
        let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return };
        let message = partial.message();
        let _ = (message.questions().count(), message.question(), message.trailing());
        let _ = (message.records().count(), message.additional().count(), message.rcode());
        let _ = (message.answers_to_question().count(), message.is_response_to(&message));
        if let Some(edns) = message.edns() {
            let _ = (edns.rcode(), edns.options().iter().count(), edns.is_malformed());
        }
    });
}

#[test]
fn decoding_rdata_allocates_nothing() {
    check_records(|record| {
        let rdata = std::hint::black_box(record.rdata());
        let _ = (record.malformed(), rdata == record.rdata());
        record.for_each_field(|field| {
            std::hint::black_box(field);
        });
        let mut room = [0; 512];
        let _ = std::hint::black_box(rdata.write_to(Form::Canonical, &mut room));
    });
}

fn use_name(name: Name<'_>, other: Name<'_>) {
    let mut hasher = DefaultHasher::new();
    (name, name.to_buf()).hash(&mut hasher);
    let _ = std::hint::black_box((name == other, name.cmp(&other), name.ends_with(other)));
    let _ = std::hint::black_box((hasher.finish(), name.to_buf().to_lowercase(), name.parent()));
}

#[test]
fn comparing_and_hashing_names_allocates_nothing() {
    check(|octets| {
        let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return };
        let mut last = Name::ROOT;
        for record in partial.message().records().take(500) {
            use_name(record.owner(), last);
            last = record.owner();
        }
    });
}

#[test]
fn formatting_allocates_nothing() {
    check(|octets| match Message::parse_partial(octets, octets.len()) {
        Ok(partial) if octets.len() < 2000 => show(partial),
        Ok(partial) => partial.message().records().take(50).for_each(show),
        Err(error) => show(error),
    });
    check(|octets| {
        if let Err(error) = Message::parse(octets) {
            show(error);
        }
    });
}

/// Other parsers reserve megabytes for these 12 octets.
#[test]
fn counts_that_the_octets_cannot_hold_cost_nothing() {
    let octets = header(0, 0x8000, [65535; 4]);
    let info = measure(|| {
        let error = Message::parse(&octets).unwrap_err();
        let needed = 65535 * (5 + 3 * 11);
        assert_eq!(error.kind(), ErrorKind::CountsExceedMessage { needed, available: 0 });
        let partial = Message::parse_partial(&octets, octets.len()).unwrap();
        let message = partial.message();
        assert_eq!((message.questions().len(), message.records().len()), (0, 0));
        assert_eq!(partial.error().unwrap().index(), Some(0));
        assert!(Reader::new(&octets).unwrap().skip_additional().is_err());
    });
    assert_eq!(info.count_total, 0);
}
