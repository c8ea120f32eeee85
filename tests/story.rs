//! The answer that is larger than the buffer: each of five servers sends MX records of more than
//! 1500 octets, and the receive call reports the true length.

use dnswire::rdata::Mx;
use dnswire::{Error, ErrorKind, Message, Partial, Reader, Record, Section};
use dnswire_support::{data, number, octets, place, text};

/// A recording: the whole answer, the size of the buffer, what the receive call returned.
struct Story {
    server: String,
    whole: Vec<u8>,
    buffer: usize,
    received: usize,
}

impl Story {
    fn buffer(&self) -> &[u8] {
        &self.whole[..self.buffer]
    }

    fn partial(&self) -> Partial<'_> {
        Message::parse_partial(self.buffer(), self.received).expect("the header is complete")
    }
}

fn stories() -> Vec<Story> {
    let rows = data("story.jsonl");
    assert_eq!(rows.len(), 5);
    let story = |row: &serde_json::Value| Story {
        server: text(row, "server").to_owned(),
        whole: octets(row, "wire"),
        buffer: number(row, "buffer"),
        received: number(row, "received"),
    };
    rows.iter().map(story).collect()
}

/// Places of the answers of the whole message that end within the buffer.
fn whole_answers(story: &Story) -> Vec<(Section, u16, usize, usize)> {
    let message = dnswire_support::parse(&story.whole);
    let answers = message.answers().map(|record| place(&record));
    answers.filter(|(.., end)| *end <= story.buffer).collect()
}

/// The record of the whole message that the end of the buffer cuts.
fn cut_answer<'a>(story: &'a Story) -> Record<'a> {
    let message: Message<'a> = dnswire_support::parse(&story.whole);
    message.answers().find(|record| record.end() > story.buffer).expect("the answer is too large")
}

#[track_caller]
fn check_cut(error: Error, story: &Story) {
    let cut = cut_answer(story);
    assert!(matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }), "{}: {error}", story.server);
    assert_eq!(error.section(), Some(Section::Answer), "{}", story.server);
    assert_eq!(error.index(), Some(cut.index()), "{}", story.server);
    assert!((cut.offset()..=story.buffer).contains(&error.offset()), "{}: {error}", story.server);
}

#[test]
fn the_whole_answer_has_every_exchange() {
    for story in stories() {
        assert_eq!(story.whole.len(), story.received, "{}", story.server);
        let message = dnswire_support::parse(&story.whole);
        assert_eq!(message.end(), story.whole.len(), "{}", story.server);
        let count = usize::from(message.header().count(Section::Answer));
        assert_eq!(message.answers().of::<Mx>().count(), count);
        assert!(message.answers().of::<Mx>().all(|mx| mx.is_ok()), "{}", story.server);
        assert_eq!(count, 40, "{}", story.server);
    }
}

#[test]
fn the_filled_buffer_alone_is_an_error_at_the_record_that_is_cut() {
    for story in stories() {
        check_cut(Message::parse(story.buffer()).unwrap_err(), &story);
    }
}

#[test]
fn a_reported_length_beyond_the_buffer_is_oversized_and_not_believed() {
    for story in stories() {
        let error = Message::parse_received(story.buffer(), story.received).unwrap_err();
        let reported = u32::try_from(story.received).unwrap();
        assert_eq!(error.kind(), ErrorKind::Oversized { reported, available: 1500 });
        assert_eq!((error.section(), error.offset()), (None, 1500), "{}", story.server);
        assert_eq!(
            error.to_string(),
            format!(
                "octet 1500: the reported length exceeds the buffer: {reported} reported, \
                 1500 available"
            )
        );
    }
}

#[test]
fn a_reported_length_within_the_buffer_bounds_the_message() {
    for story in stories() {
        let mut buffer = story.whole.clone();
        buffer.resize(4096, 0xFF);
        let message = Message::parse_received(&buffer, story.received).unwrap();
        assert_eq!(message, dnswire_support::parse(&story.whole), "{}", story.server);
        let cut = Message::parse_received(&buffer, story.buffer).unwrap_err();
        assert_eq!(cut, Message::parse(story.buffer()).unwrap_err(), "{}", story.server);
    }
}

#[test]
fn a_partial_message_has_every_whole_record_and_says_what_is_missing() {
    for story in stories() {
        let partial = story.partial();
        let message = partial.message();
        let answers: Vec<_> = message.answers().map(|record| place(&record)).collect();
        assert_eq!(answers, whole_answers(&story), "{}", story.server);
        assert_eq!(usize::from(message.count(Section::Answer)), answers.len());
        assert_eq!(message.count(Section::Question), 1);
        assert_eq!(message.count(Section::Authority), 0);
        assert_eq!(message.count(Section::Additional), 0);
        assert_eq!(message.answers().of::<Mx>().count(), answers.len());
        assert!(message.answers().of::<Mx>().all(|mx| mx.is_ok()), "{}", story.server);
        assert_eq!(message.header(), dnswire_support::parse(&story.whole).header());
        assert_eq!(partial.missing(), story.received - 1500, "{}", story.server);
        assert!(!partial.is_whole() && !partial.is_truncated(), "{}", story.server);
        check_cut(partial.error().unwrap(), &story);
        assert_eq!(partial.into_whole().err(), partial.error());
    }
}

#[test]
fn the_error_names_the_field_that_is_cut() {
    for story in stories() {
        let error = story.partial().error().unwrap();
        let (cut, text) = (cut_answer(&story), error.to_string());
        assert!(text.starts_with(&format!("answer record {}", cut.index())), "{text}");
        // Ten octets are between the owner, here a pointer, and the RDATA.
        if cut.rdata_offset() <= story.buffer {
            assert_eq!(error.rtype(), Some(dnswire::Type::MX), "{text}");
            assert!(matches!(error.field(), Some("preference" | "exchange")), "{text}");
        }
    }
}

#[test]
fn the_reader_gives_the_answers_one_by_one_until_the_same_error() {
    for story in stories() {
        let mut reader = Reader::new(story.buffer()).unwrap();
        let mut answers = Vec::new();
        let error = loop {
            match reader.answer() {
                Ok(record) => answers.push(place(&record.expect("an error comes first"))),
                Err(error) => break error,
            }
        };
        assert_eq!(answers, whole_answers(&story), "{}", story.server);
        assert_eq!(Some(error), story.partial().error(), "{}", story.server);
        assert_eq!(reader.answer().unwrap_err(), error, "{}", story.server);
        assert_eq!(reader.record().unwrap_err(), error, "{}", story.server);
        assert_eq!(reader.position(), cut_answer(&story).offset(), "{}", story.server);
    }
}

/// The call in which the service of the story crashed.
#[test]
fn skipping_the_answers_stops_with_the_same_error() {
    for story in stories() {
        let mut reader = Reader::new(story.buffer()).unwrap();
        let error = reader.skip_answers().unwrap_err();
        assert_eq!(Some(error), story.partial().error(), "{}", story.server);
        assert_eq!(reader.skip_answers().unwrap_err(), error, "{}", story.server);
        assert_eq!(reader.skip_additional().unwrap_err(), error, "{}", story.server);
        assert_eq!(
            (reader.section(), reader.index()),
            (Section::Answer, cut_answer(&story).index())
        );
        assert_eq!(reader.position(), cut_answer(&story).offset(), "{}", story.server);
        assert_eq!(reader.rest().len(), 1500 - cut_answer(&story).offset(), "{}", story.server);
    }
}
