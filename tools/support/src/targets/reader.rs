//! The pull parser against `Message`: the same entries, the same error at the same place.

use dnswire::{Error, ErrorKind, Message, Reader, Record, Section};

pub fn run(octets: &[u8]) {
    let Ok(reader) = Reader::new(octets) else {
        assert!(Message::parse(octets).is_err());
        return;
    };
    let parsed = Message::parse(octets);
    let (places, error) = read_all(reader);
    match parsed {
        Ok(message) => {
            assert_eq!(error, None);
            assert_eq!(places, places_of(&message));
            skip_all(reader, &message);
        }
        Err(parsed) if matches!(parsed.kind(), ErrorKind::CountsExceedMessage { .. }) => {
            assert!(error.is_some())
        }
        Err(parsed) => assert_eq!(error, Some(parsed)),
    }
    let partial = Message::parse_partial(octets, octets.len()).expect("there is a header");
    assert_eq!(places, places_of(&partial.message()));
    any_order(reader, octets);
}

type Place = (Section, u16, usize, usize);

fn place(record: &Record<'_>) -> Place {
    (record.section(), record.index(), record.offset(), record.end())
}

fn places_of(message: &Message<'_>) -> Vec<Place> {
    let questions =
        message.questions().zip(0..).map(|(q, index)| (Section::Question, index, q.offset(), 0));
    questions.chain(message.records().map(|record| place(&record))).collect()
}

/// Reads every entry up to the first error.
fn read_all(mut reader: Reader<'_>) -> (Vec<Place>, Option<Error>) {
    let mut places = Vec::new();
    loop {
        let index = reader.index();
        match reader.question() {
            Ok(Some(question)) => places.push((Section::Question, index, question.offset(), 0)),
            Ok(None) => break,
            Err(error) => return (places, Some(error)),
        }
    }
    loop {
        match reader.record() {
            Ok(Some(record)) => places.push(place(&record)),
            Ok(None) => return (places, None),
            Err(error) => {
                assert_eq!(reader.record().err(), Some(error), "the error stays");
                return (places, Some(error));
            }
        }
    }
}

/// Skipping comes to the same ends as reading.
fn skip_all(start: Reader<'_>, message: &Message<'_>) {
    let mut reader = start;
    reader.skip_additional().expect("the message was parsed");
    assert_eq!(reader.position(), message.end());
    let mut reader = start;
    reader.skip_answers().expect("the message was parsed");
    let authority = message.authority().map(|record| place(&record));
    for expected in authority {
        let record = reader.authority().expect("the message was parsed");
        assert_eq!(record.map(|record| place(&record)), Some(expected));
    }
    assert!(matches!(reader.authority(), Ok(None)));
    let mut entries = 0;
    let mut reader = start;
    while reader.skip_entry().expect("the message was parsed") {
        entries += 1;
    }
    assert_eq!(entries, message.count(Section::Question));
}

/// Calls in the order that the last octets tell: never back, and errors change nothing.
fn any_order(mut reader: Reader<'_>, octets: &[u8]) {
    for octet in octets.iter().rev().take(64) {
        let before = (reader.section(), reader.index(), reader.position());
        let failed = match octet % 10 {
            0 => reader.question().is_err(),
            1 => reader.answer().is_err(),
            2 => reader.authority().is_err(),
            3 => reader.additional().is_err(),
            4 => reader.record().is_err(),
            5 => reader.skip_questions().is_err(),
            6 => reader.skip_answers().is_err(),
            7 => reader.skip_authority().is_err(),
            8 => reader.skip_additional().is_err(),
            _ => reader.skip_entry().is_err(),
        };
        let after = (reader.section(), reader.index(), reader.position());
        assert!(after.0 > before.0 || after >= before, "{before:?} {after:?}");
        assert!(after.2 >= before.2 && after.2 + reader.rest().len() <= octets.len());
        assert!(after.1 <= reader.header().count(after.0));
        let _ = failed;
    }
}
