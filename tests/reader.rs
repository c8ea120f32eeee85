//! The pull parser: the entries that each call reads, and those that it skips.

use dnswire::{ErrorKind, Message, Reader, Record, Section};
use dnswire_support::{header, question, record};

/// A question and two records in each section; each record has its number as last octet.
fn message() -> Vec<u8> {
    let records = (1..=6_u8).map(|number| record(b"\0", 1, &[192, 0, 2, number]));
    let records: Vec<_> = records.collect();
    [header(7, 0x8400, [1, 2, 2, 2]), question(b"\x01a\0", 1), records.concat()].concat()
}

fn number(record: Option<Record<'_>>) -> Option<u8> {
    record.map(|record| record.rdata_octets()[3])
}

#[test]
fn each_section_is_read_by_its_own_call() {
    let octets = message();
    let mut reader = Reader::new(&octets).unwrap();
    assert!(reader.question().unwrap().is_some());
    assert!(reader.question().unwrap().is_none());
    for want in [Some(1), Some(2), None, None] {
        assert_eq!(number(reader.answer().unwrap()), want);
    }
    for want in [Some(3), Some(4), None] {
        assert_eq!(number(reader.authority().unwrap()), want);
    }
    assert_eq!(number(reader.answer().unwrap()), None, "the answers are over");
    for want in [Some(5), Some(6), None] {
        assert_eq!(number(reader.additional().unwrap()), want);
    }
}

#[test]
fn a_later_section_is_read_without_the_ones_before() {
    let octets = message();
    let start = Reader::new(&octets).unwrap();
    let mut reader = start;
    assert_eq!(number(reader.answer().unwrap()), Some(1));
    let mut reader = start;
    assert_eq!(number(reader.authority().unwrap()), Some(3));
    let mut reader = start;
    assert_eq!(number(reader.additional().unwrap()), Some(5));
    assert_eq!(number(reader.answer().unwrap()), None);
    assert!(reader.question().unwrap().is_none());
}

#[test]
fn each_skip_ends_where_its_section_ends() {
    let octets = message();
    let whole = Message::parse(&octets).unwrap();
    let starts: Vec<_> = whole.records().map(|record| record.offset()).collect();
    let start = Reader::new(&octets).unwrap();
    let mut reader = start;
    reader.skip_questions().unwrap();
    assert_eq!((reader.section(), reader.position()), (Section::Answer, starts[0]));
    reader.skip_answers().unwrap();
    assert_eq!((reader.section(), reader.position()), (Section::Authority, starts[2]));
    reader.skip_authority().unwrap();
    assert_eq!((reader.section(), reader.position()), (Section::Additional, starts[4]));
    reader.skip_additional().unwrap();
    assert_eq!(reader.position(), whole.end());
    let mut reader = start;
    assert!(reader.answer().unwrap().is_some());
    reader.skip_authority().unwrap();
    assert_eq!(reader.position(), starts[4], "what is left of two sections is skipped");
}

#[test]
fn a_skip_that_meets_the_end_is_an_error_at_its_entry() {
    let octets = message();
    let whole = Message::parse(&octets).unwrap();
    let third = whole.records().nth(2).unwrap();
    let cut = &octets[..third.end() - 1];
    let mut reader = Reader::new(cut).unwrap();
    reader.skip_answers().unwrap();
    let error = reader.skip_authority().unwrap_err();
    assert_eq!((error.section(), error.index()), (Some(Section::Authority), Some(0)));
    assert!(matches!(error.kind(), ErrorKind::UnexpectedEnd { .. }), "{error}");
    assert_eq!(reader.authority().unwrap_err(), error);
}

/// "Verdicts are independent of the order in which names were read": a name with two faults is
/// refused for the first one on a walk from its start, also when a table is used.
#[test]
fn a_name_with_two_faults_is_refused_for_the_first() {
    let pointer = |target: usize| u16::to_be_bytes(0xC000 | u16::try_from(target).unwrap());
    let mut octets = vec![0; 12];
    octets.extend(b"\0\0\x0a\0\x01\0\0\0\0");
    octets.extend(u16::to_be_bytes(1 + 4 * 126 + 2 * 200));
    let (mut last, mut chain) = (octets.len(), vec![0]);
    for _ in 0..126 {
        let rung = octets.len() + chain.len();
        chain.extend([&b"\x01a"[..], &pointer(last)].concat());
        last = rung;
    }
    // A pointer to itself, and 199 pointers that lead to it.
    let loops = octets.len() + chain.len();
    (0..200).for_each(|place: usize| chain.extend(pointer(loops + 2 * place.saturating_sub(1))));
    octets.extend(chain);
    let owners = [last; 60].into_iter().enumerate().map(|(place, top)| top - 4 * (place % 2));
    for owner in owners.chain([loops + 2 * 199]) {
        octets.extend([&pointer(owner)[..], b"\0\x0a\0\x01\0\0\0\0\0\0"].concat());
    }
    octets[7] = 62;
    let mut reader = Reader::new(&octets).unwrap();
    let error = (0..62).find_map(|_| reader.answer().err()).unwrap();
    assert_eq!(error.kind(), ErrorKind::TooManyPointers);
    assert_eq!(Message::parse(&octets).unwrap_err(), error);
}

/// The first octet of the header is no label here: a pointer to it leads to no name.
#[test]
fn an_owner_that_points_to_the_start_of_the_message_is_checked() {
    let octets = [header(0x8000, 0x8400, [0, 1, 0, 0]), record(b"\xc0\0", 1, &[0; 4])].concat();
    let error = Reader::new(&octets).unwrap().answer().unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ErrorKind::ReservedLabelType, 12));
    assert_eq!(Message::parse(&octets).unwrap_err(), error);
}

#[test]
fn entries_are_skipped_one_by_one_up_to_the_end_of_their_section() {
    let octets = message();
    let mut reader = Reader::new(&octets).unwrap();
    reader.skip_questions().unwrap();
    assert_eq!([(); 4].map(|()| reader.skip_entry()), [Ok(true), Ok(true), Ok(false), Ok(false)]);
    assert_eq!(number(reader.authority().unwrap()), Some(3));
}

#[test]
fn the_header_can_be_read_at_any_place() {
    let octets = message();
    let mut reader = Reader::new(&octets).unwrap();
    let header = reader.header();
    assert_eq!(header, Message::parse(&octets).unwrap().header());
    reader.skip_authority().unwrap();
    assert_eq!(reader.header(), header);
}

#[test]
fn records_of_all_sections_are_read_one_after_the_other() {
    let records: Vec<_> = (0..3).map(|last| record(b"\0", 1, &[192, 0, 2, last])).collect();
    let header = header(0, 0x8000, [0, 1, 1, 1]);
    let octets = [&header[..], &records.concat()].concat();
    let mut reader = Reader::new(&octets).unwrap();
    for last in 0..3 {
        assert_eq!(reader.record().unwrap().unwrap().rdata_octets(), [192, 0, 2, last]);
    }
    assert!(reader.record().unwrap().is_none() && reader.record().unwrap().is_none());
}

#[test]
fn skipping_stops_at_the_entry_that_is_cut() {
    let octets = message();
    for (len, section, index) in [
        (12 + 4, Section::Question, 0),
        (12 + 7 + 20, Section::Answer, 1),
        (12 + 7 + 50, Section::Authority, 1),
        (octets.len() - 1, Section::Additional, 1),
    ] {
        let mut reader = Reader::new(&octets[..len]).unwrap();
        let mut one_by_one = reader;
        while let Ok(record) = one_by_one.record() {
            assert!(record.is_some(), "{len}");
        }
        let error = reader.skip_additional().unwrap_err();
        assert_eq!((error.section(), error.index()), (Some(section), Some(index)), "{len}");
        assert_eq!((reader.section(), reader.index()), (section, index), "{len}");
    }
}
