//! Properties of any name, any message and any octets.
//!
//! Valid messages are written by the tests' own writer from generated fields; hostile ones are
//! valid ones after a few mutations, and rows of octets that names are made of.

mod generate;

use dnswire::rdata::Rdata;
use dnswire::zone::Zone;
use dnswire::{
    Error, Form, Message, Name, NameBuf, Profile, Question, Reader, Record, RecordBuf, TextError,
    TextErrorKind,
};
use dnswire_support::naive::{self, Entry};
use dnswire_support::writer::{Data, name_octets};
use dnswire_support::{NoText, section_number};
use generate::{
    any_label, chain_of_pointers, heavy_message, long_name, message, mutated, name, names_at_random,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A name, uncompressed.
fn wire(name: Name<'_>) -> Vec<u8> {
    name.to_buf().as_octets().to_vec()
}

fn question_entry(question: &Question<'_>, index: usize) -> Entry {
    Entry {
        section: 0,
        index,
        start: question.offset(),
        end: 0, // the start of the next entry
        name: wire(question.qname()),
        rtype: question.qtype().0,
        class: question.qclass().0,
        record: None,
    }
}

fn record_entry(record: &Record<'_>) -> Entry {
    let rdata = record.rdata_octets().to_vec();
    Entry {
        section: section_number(record.section()),
        index: record.index().into(),
        start: record.offset(),
        end: record.end(),
        name: wire(record.owner()),
        rtype: record.rtype().0,
        class: record.class().0,
        record: Some((record.ttl_field(), rdata)),
    }
}

/// The entries that `Message::parse_partial` returns, and its error.
fn by_partial(octets: &[u8]) -> Option<(Vec<Entry>, usize, Option<Error>)> {
    let partial = Message::parse_partial(octets, octets.len()).ok()?;
    let message = partial.message();
    let questions = message.questions().enumerate();
    let questions = questions.map(|(index, question)| question_entry(&question, index));
    let entries = questions.chain(message.records().map(|record| record_entry(&record))).collect();
    Some((entries, message.end(), partial.error()))
}

/// The entries that `Reader` returns, and its error.
fn by_reader(octets: &[u8]) -> Option<(Vec<Entry>, usize, Option<Error>)> {
    let mut reader = Reader::new(octets).ok()?;
    let mut entries = Vec::new();
    let error = loop {
        match next_entry(&mut reader) {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    Some((entries, reader.position(), error))
}

fn next_entry(reader: &mut Reader<'_>) -> Result<Option<Entry>, Error> {
    let index = reader.index().into();
    if let Some(question) = reader.question()? {
        return Ok(Some(question_entry(&question, index)));
    }
    Ok(reader.record()?.map(|record| record_entry(&record)))
}

/// The readers agree on every entry, on the offset at which they stop, and on the error.
fn readers_agree(octets: &[u8]) -> Result<(), TestCaseError> {
    let (partial, reader) = (by_partial(octets), by_reader(octets));
    prop_assert_eq!(&partial, &reader);
    let broken = |error: Error| {
        let section = error.section().map(section_number);
        section.zip(error.index().map(usize::from))
    };
    let reading = partial.map(|(entries, end, error)| naive::Reading {
        entries,
        end,
        broken: error.map(|error| broken(error).expect("the error is in an entry")),
    });
    let mut naive = naive::read(octets);
    let entries = naive.iter_mut().flat_map(|reading| &mut reading.entries);
    entries.filter(|entry| entry.section == 0).for_each(|question| question.end = 0);
    prop_assert_eq!(reading, naive);
    Ok(())
}

/// Uses everything that a message offers.
fn use_everything(octets: &[u8]) {
    use std::fmt::Write;
    let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return };
    write!(NoText, "{partial}{partial:?}").expect("it takes all");
    for record in partial.message().records() {
        let _ = record.rdata().to_octets(Form::Canonical);
        record.for_each_field(|field| write!(NoText, "{field:?}").expect("it takes all"));
    }
}

/// Compares RDATA with the written fields.
fn check_rdata(record: &Record<'_>, want: &Data) -> Result<(), TestCaseError> {
    match (record.of_profile(Profile::MulticastDns).rdata(), want) {
        (Rdata::A(a), Data::A(want)) => prop_assert_eq!(a.address.octets(), *want),
        (Rdata::Aaaa(a), Data::Aaaa(want)) => prop_assert_eq!(a.address.octets(), *want),
        (Rdata::Ns(ns), Data::Ns(want)) => prop_assert_eq!(wire(ns.nsdname), name_octets(want)),
        (Rdata::Cname(alias), Data::Cname(want)) => {
            prop_assert_eq!(wire(alias.cname), name_octets(want));
        }
        (Rdata::Ptr(ptr), Data::Ptr(want)) => {
            prop_assert_eq!(wire(ptr.ptrdname), name_octets(want));
        }
        (Rdata::Mx(mx), Data::Mx(preference, exchange)) => {
            prop_assert_eq!(mx.preference, *preference);
            prop_assert_eq!(wire(mx.exchange), name_octets(exchange));
        }
        (Rdata::Soa(soa), Data::Soa(mname, rname, numbers)) => {
            prop_assert_eq!(wire(soa.mname), name_octets(mname));
            prop_assert_eq!(wire(soa.rname), name_octets(rname));
            let got = [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum];
            prop_assert_eq!(got, *numbers);
        }
        (Rdata::Srv(srv), Data::Srv(numbers, target)) => {
            prop_assert_eq!([srv.priority, srv.weight, srv.port], *numbers);
            prop_assert_eq!(wire(srv.target), name_octets(target));
        }
        (Rdata::Txt(txt), Data::Txt(strings)) => {
            let got: Vec<_> = txt.txt_data.into_iter().map(<[u8]>::to_vec).collect();
            prop_assert_eq!(&got, strings);
        }
        (Rdata::Unknown(unknown), Data::Opaque(_, want)) => prop_assert_eq!(unknown.octets, want),
        (got, _) => prop_assert!(false, "{:?}, not {:?}", got, want),
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn names_of_any_labels_go_to_text_and_back(labels in vec(any_label(), 0..5)) {
        let octets = name_octets(&labels);
        let name = NameBuf::from_labels(labels.iter().map(Vec::as_slice));
        prop_assert_eq!(name.is_ok(), octets.len() <= 255);
        if let Ok(name) = name {
            prop_assert_eq!(name.as_octets(), &octets[..]);
            let text = name.to_string();
            prop_assert!(text.is_ascii());
            let back: NameBuf = text.parse().expect("text of a name is a name");
            prop_assert_eq!(back.as_octets(), name.as_octets());
        }
    }

    #[test]
    fn any_text_is_a_name_or_refused(text in r"[a-c.\\0-9é]{0,40}") {
        if let Ok(name) = text.parse::<NameBuf>() {
            prop_assert_eq!(name.to_string().parse::<NameBuf>(), Ok(name));
        }
    }

    #[test]
    fn order_equality_and_lower_case_agree(one in name(), other in name()) {
        let [one, other] = [&one, &other].map(|labels| {
            NameBuf::from_labels(labels.iter().map(Vec::as_slice)).expect("it fits")
        });
        let same = one.to_lowercase().as_octets() == other.to_lowercase().as_octets();
        prop_assert_eq!(one == other, same);
        prop_assert_eq!(one.cmp(&other).is_eq(), same);
        prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
        prop_assert_eq!(one.cmp(&other), one.to_lowercase().cmp(&other.to_lowercase()));
    }

    #[test]
    fn what_was_written_is_read_back_field_by_field(want in message()) {
        let octets = want.octets();
        let message = Message::parse(&octets).expect("it is valid");
        prop_assert_eq!((message.id(), message.header().flags().0), (want.id, want.flags));
        prop_assert_eq!(message.questions().len(), want.questions.len());
        prop_assert!(message.trailing().is_empty());
        for (got, (qname, qtype, qclass)) in message.questions().zip(&want.questions) {
            prop_assert_eq!(wire(got.qname()), name_octets(qname));
            prop_assert_eq!((got.qtype().0, got.qclass().0), (*qtype, *qclass));
        }
        let sections = [message.answers(), message.authority(), message.additional()];
        for (got, want) in sections.into_iter().zip(&want.sections) {
            prop_assert_eq!(got.len(), want.len());
            for (got, want) in got.zip(want) {
                prop_assert_eq!(wire(got.owner()), name_octets(&want.owner));
                prop_assert_eq!((got.rtype().0, got.class().0), (want.data.rtype(), want.class));
                prop_assert_eq!(got.ttl_field(), want.ttl);
                check_rdata(&got, &want.data)?;
            }
        }
    }

    #[test]
    fn all_readers_agree_on_valid_messages(message in message()) {
        let octets = message.octets();
        prop_assert!(Message::parse(&octets).is_ok());
        readers_agree(&octets)?;
    }
}

/// What a record is printed as is read to the same record.
fn text_reads_back(record: &Record<'_>) -> Result<(), TestCaseError> {
    let rdata = record.rdata_in(Profile::Unicast);
    // The text of options is that of `dig`, and malformed RDATA is no RDATA of its type.
    if matches!(rdata, Rdata::Opt(_) | Rdata::Malformed(_)) {
        return Ok(());
    }
    let text = record.to_string();
    match text.parse::<RecordBuf>() {
        Ok(read) => {
            prop_assert_eq!(read.rdata_octets(), rdata.to_octets(Form::Uncompressed), "{}", text);
            prop_assert_eq!(wire(read.owner()), wire(record.owner()), "{}", text);
            prop_assert_eq!(read.rtype(), record.rtype(), "{}", text);
            prop_assert_eq!(read.class(), record.class(), "{}", text);
        }
        // Text is checked as the strict reading does, and so are the parameters in it.
        Err(error) => {
            let is_strict = matches!(error.kind(), TextErrorKind::Rule(_) | TextErrorKind::Form(_));
            prop_assert!(is_strict, "{} {}", text, error);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn printed_records_are_read_to_the_same_octets(message in message()) {
        let octets = message.octets();
        for record in Message::parse(&octets).expect("it is valid").records() {
            text_reads_back(&record)?;
            if matches!(record.rdata(), Rdata::Unknown(_) | Rdata::Txt(_) | Rdata::Soa(_)) {
                prop_assert!(record.to_string().parse::<RecordBuf>().is_ok());
            }
        }
    }

    #[test]
    fn printed_records_of_mutated_messages_are_read_to_the_same_octets(octets in mutated()) {
        if let Ok(partial) = Message::parse_partial(&octets, octets.len()) {
            for record in partial.message().records() {
                text_reads_back(&record)?;
            }
        }
    }

    #[test]
    fn any_zone_text_gives_the_same_entries_from_a_reader(
        text in r#"([a-c.@$;()"\\ \n0-9=]|IN |TXT |SVCB 1 |\$TTL |\$GENERATE 1-3 |A ){0,60}"#
    ) {
        let show = |entry: Result<_, TextError>| format!("{entry:?}");
        let from_text: Vec<_> = Zone::new(&text).with_ttl(1).map(show).collect();
        let reader = std::io::BufReader::with_capacity(5, text.as_bytes());
        let read: Vec<_> = Zone::read(reader).with_ttl(1).map(show).collect();
        prop_assert_eq!(read, from_text);
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn all_readers_agree_on_mutated_messages(octets in mutated()) {
        readers_agree(&octets)?;
        use_everything(&octets);
    }

    #[test]
    fn all_readers_agree_on_rows_of_odd_names(octets in names_at_random()) {
        readers_agree(&octets)?;
        use_everything(&octets);
    }

    #[test]
    fn all_readers_agree_on_messages_that_are_too_much_work(octets in heavy_message()) {
        readers_agree(&octets)?;
    }

    #[test]
    fn all_readers_agree_on_names_of_about_255_octets(octets in long_name()) {
        readers_agree(&octets)?;
    }

    #[test]
    fn all_readers_agree_on_long_chains_of_pointers(octets in chain_of_pointers()) {
        readers_agree(&octets)?;
    }
}
