//! Every method of the pull parser, each on a reader of its own and all in turn on one.

use core::hint::black_box;

use dnswire::Reader;

pub fn prove(octets: &[u8]) {
    let Some(reader) = reader_new(octets) else { return };
    reader_accessors(&reader);
    reader_question(reader);
    reader_answer(reader);
    reader_authority(reader);
    reader_additional(reader);
    reader_record(reader);
    reader_skip_questions(reader);
    reader_skip_answers(reader);
    reader_skip_authority(reader);
    reader_skip_additional(reader);
    reader_skip_entry(reader);
    reader_in_any_order(reader, octets);
}

fn reader_new<'a>(octets: &'a [u8]) -> Option<Reader<'a>> {
    Reader::new(octets).ok()
}

fn reader_accessors(reader: &Reader<'_>) {
    black_box((reader.header(), reader.section(), reader.index(), reader.remaining()));
    black_box((reader.position(), reader.rest()));
    crate::show::debug(reader);
}

macro_rules! prove_each {
    ($($name:ident: $method:ident;)+) => {$(
        fn $name(mut reader: Reader<'_>) {
            let _ = black_box(reader.$method());
            let _ = black_box(reader.$method());
            reader_accessors(&reader);
        }
    )+};
}

prove_each! {
    reader_question: question;
    reader_answer: answer;
    reader_authority: authority;
    reader_additional: additional;
    reader_record: record;
    reader_skip_questions: skip_questions;
    reader_skip_answers: skip_answers;
    reader_skip_authority: skip_authority;
    reader_skip_additional: skip_additional;
    reader_skip_entry: skip_entry;
}

/// Calls the methods in an order that the octets decide.
fn reader_in_any_order(mut reader: Reader<'_>, octets: &[u8]) {
    for octet in octets {
        match octet % 8 {
            0 => _ = black_box(reader.question()),
            1 => _ = black_box(reader.answer()),
            2 => _ = black_box(reader.authority()),
            3 => _ = black_box(reader.additional()),
            4 => _ = black_box(reader.record()),
            5 => _ = black_box(reader.skip_questions()),
            6 => _ = black_box(reader.skip_answers()),
            _ => _ = black_box(reader.skip_entry()),
        }
    }
}
