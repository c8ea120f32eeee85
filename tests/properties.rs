//! What holds for any name, any message and any octets.
//!
//! Valid messages are written by the tests' own writer from generated fields; hostile ones are
//! valid ones after a few mutations, and rows of octets that names are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod common;

use common::naive::{self, Entry};
use common::writer::{self, Data, Labels, name_octets};
use common::{NoText, section_number};
use dnswire::rdata::Rdata;
use dnswire::{Error, Form, Message, Name, NameBuf, Question, Reader, Record};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A label of any octets.
fn any_label() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 1..=63)
}

/// A label of few kinds, so that names share suffixes.
fn label() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        8 => "[abAB]{1,2}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 1..=3),
        1 => any_label(),
    ]
}

/// A name that fits 255 octets.
fn name() -> impl Strategy<Value = Labels> {
    vec(label(), 0..6).prop_map(|mut labels| {
        while name_octets(&labels).len() > 255 {
            labels.pop();
        }
        labels
    })
}

fn rdata() -> impl Strategy<Value = Data> {
    let string = || vec(any::<u8>(), 0..=255);
    prop_oneof![
        any::<[u8; 4]>().prop_map(Data::A),
        any::<[u8; 16]>().prop_map(Data::Aaaa),
        name().prop_map(Data::Ns),
        name().prop_map(Data::Cname),
        name().prop_map(Data::Ptr),
        (any::<u16>(), name()).prop_map(|(preference, exchange)| Data::Mx(preference, exchange)),
        (name(), name(), any::<[u32; 5]>()).prop_map(|(m, r, numbers)| Data::Soa(m, r, numbers)),
        (any::<[u16; 3]>(), name()).prop_map(|(numbers, target)| Data::Srv(numbers, target)),
        vec(string(), 1..4).prop_map(Data::Txt),
        (65280..=65534_u16, vec(any::<u8>(), 0..40)).prop_map(|(t, data)| Data::Opaque(t, data)),
    ]
}

fn record() -> impl Strategy<Value = writer::Record> {
    let class = prop_oneof![4 => Just(1), 1 => Just(0x8001)];
    (name(), class, any::<u32>(), rdata()).prop_map(|(owner, class, ttl, data)| writer::Record {
        owner,
        class,
        ttl,
        data,
    })
}

fn message() -> impl Strategy<Value = writer::Message> {
    let questions = vec((name(), any::<u16>(), any::<u16>()), 0..3);
    let sections = [vec(record(), 0..6), vec(record(), 0..3), vec(record(), 0..3)];
    (any::<u16>(), any::<u16>(), questions, sections).prop_map(
        |(id, flags, questions, sections)| writer::Message { id, flags, questions, sections },
    )
}

/// A change to the octets of a message.
#[derive(Clone, Debug)]
enum Mutation {
    Set(Index, u8),
    Flip(Index, u8),
    Pointer(Index, Index),
    Insert(Index, u8),
    Remove(Index),
    Copy(Index, Index, usize),
    Cut(Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let octet =
        || prop_oneof![Just(0), Just(0xC0), Just(0x3F), Just(0x40), Just(0xFF), any::<u8>()];
    let index = any::<Index>;
    prop_oneof![
        (index(), octet()).prop_map(|(at, octet)| Mutation::Set(at, octet)),
        (index(), 0..8_u8).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
        (index(), index()).prop_map(|(at, target)| Mutation::Pointer(at, target)),
        (index(), octet()).prop_map(|(at, octet)| Mutation::Insert(at, octet)),
        index().prop_map(Mutation::Remove),
        (index(), index(), 1..80_usize).prop_map(|(from, to, len)| Mutation::Copy(from, to, len)),
        index().prop_map(Mutation::Cut),
    ]
}

impl Mutation {
    fn apply(&self, octets: &mut Vec<u8>) {
        let len = octets.len();
        if len < 2 {
            return;
        }
        match self {
            Mutation::Set(at, octet) => octets[at.index(len)] = *octet,
            Mutation::Flip(at, bit) => octets[at.index(len)] ^= 1 << bit,
            Mutation::Pointer(at, target) => {
                let (at, pointer) =
                    (at.index(len - 1), common::pointer(target.index(len.min(16384))));
                octets[at..at + 2].copy_from_slice(&pointer);
            }
            Mutation::Insert(at, octet) => octets.insert(at.index(len), *octet),
            Mutation::Remove(at) => drop(octets.remove(at.index(len))),
            Mutation::Copy(from, to, count) => {
                let from = from.index(len);
                let piece = octets[from..len.min(from + count)].to_vec();
                let to = to.index(len);
                octets.splice(to..to, piece);
            }
            Mutation::Cut(at) => octets.truncate(at.index(len)),
        }
    }
}

/// The octets of a valid message after a few mutations.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    (message(), vec(mutation(), 1..5)).prop_map(|(message, mutations)| {
        let mut octets = message.octets();
        for mutation in mutations {
            mutation.apply(&mut octets);
        }
        octets
    })
}

/// A header with small counts and a row of what names are made of: many names, most of them odd.
fn names_at_random() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => (0..120_u8).prop_map(|target| vec![0xC0, target]),
        2 => Just(vec![0]),
        2 => (1..4_u8).prop_map(|len| vec![len]),
        1 => Just(vec![1, b'a']),
        1 => vec(any::<u8>(), 1..63).prop_map(|mut label| {
            label.insert(0, u8::try_from(label.len()).expect("labels are short"));
            label
        }),
        1 => Just(vec![0, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
    ];
    (0..4_u16, 0..8_u16, vec(piece, 0..60)).prop_map(|(questions, answers, pieces)| {
        [common::header(0, 0, [questions, answers, 0, 1]), pieces.concat()].concat()
    })
}

/// Names of which each has a label or none and points to the one before, as RDATA behind a question
/// for the root; and where they start.
fn chain(labels: &[bool]) -> (Vec<u8>, Vec<usize>) {
    let start = 12 + 5 + 11;
    let mut rdata = Vec::new();
    let mut starts = vec![12];
    for (index, label) in labels.iter().enumerate() {
        let here = start + rdata.len();
        rdata.extend(if *label { &b"\x01a"[..] } else { b"" });
        rdata.extend(common::pointer(starts[index]));
        starts.push(here);
    }
    (rdata, starts)
}

/// A message with a chain of pointers, and a record for each of `owners`.
fn message_of_chain(labels: &[bool], owners: impl Fn(&[usize]) -> Vec<usize>) -> Vec<u8> {
    let (rdata, starts) = chain(labels);
    let owners = owners(&starts);
    let count = u16::try_from(owners.len() + 1).expect("they are few");
    let records = owners.into_iter().map(|owner| common::record(&common::pointer(owner), 1, b""));
    let records: Vec<_> = records.collect();
    let first = common::record(b"\0", 65280, &rdata);
    let header = common::header(0, 0, [1, count, 0, 0]);
    [header, common::question(b"\0", 1), first, records.concat()].concat()
}

/// One name at the end of a chain, at and around the most pointers that it may follow.
fn chain_of_pointers() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<bool>(), 120..135).prop_map(|labels| {
        message_of_chain(&labels, |starts| starts.last().copied().into_iter().collect())
    })
}

/// So many names with so many pointers that following each would be too much work; some lead to
/// where no name starts.
fn heavy_message() -> impl Strategy<Value = Vec<u8>> {
    let links = vec(any::<bool>(), 60..200);
    let owners = vec((any::<Index>(), prop_oneof![99 => Just(0), 1 => 1..4_usize]), 40..80);
    (links, owners, vec(mutation(), 0..2)).prop_map(|(labels, owners, mutations)| {
        let mut octets = message_of_chain(&labels, |starts| {
            // Only so far that the names are not too long.
            let starts = &starts[..starts.len().min(100)];
            owners.iter().map(|(at, beyond)| starts[at.index(starts.len())] + beyond).collect()
        });
        for mutation in mutations {
            mutation.apply(&mut octets);
        }
        octets
    })
}

/// A name, uncompressed.
fn wire(name: Name<'_>) -> Vec<u8> {
    name.to_buf().as_octets().to_vec()
}

/// A name of a length near 255 octets, in two runs: labels, and a pointer to more labels.
fn long_name() -> impl Strategy<Value = Vec<u8>> {
    let label = |len: u8| [vec![len], vec![b'a'; len.into()]].concat();
    (vec(60..=63_u8, 3), (1..=63_u8, 1..=20_u8), 0..3_usize, any::<bool>()).prop_map(
        move |(lens, (first, second), target, is_owner)| {
            let labels: Vec<_> = lens.into_iter().map(label).collect();
            let qname = [labels.concat(), vec![0]].concat();
            // The pointer leads to one of the labels of the QNAME, most often to the first.
            let target = common::pointer(12 + labels[..target / 2].concat().len());
            let long = [label(first), label(second), target.to_vec()].concat();
            let rdata = if is_owner { vec![] } else { long.clone() };
            let owner = if is_owner { long } else { common::pointer(12).to_vec() };
            let header = common::header(0, 0, [1, 1, 0, 0]);
            [header, common::question(&qname, 1), common::record(&owner, 2, &rdata)].concat()
        },
    )
}

/// A name, uncompressed.
fn wire(name: Name<'_>) -> Vec<u8> {
    name.to_buf().as_octets().to_vec()
}

/// A name of a length near 255 octets, in two runs: labels, and a pointer to more labels.
fn long_names() -> impl Strategy<Value = Vec<u8>> {
    let label = |len: u8| [vec![len], vec![b'a'; len.into()]].concat();
    (vec(50..=63_u8, 3), 1..=63_u8, 0..3_usize, any::<bool>()).prop_map(
        move |(lens, first, target, is_owner)| {
            let labels: Vec<_> = lens.into_iter().map(label).collect();
            let qname = [labels.concat(), vec![0]].concat();
            // The pointer leads to one of the labels of the QNAME, most often to the first.
            let target = 12 + labels[..target / 2].concat().len();
            let long = [label(first), common::pointer(target).to_vec()].concat();
            let rdata = if is_owner { vec![] } else { long.clone() };
            let owner = if is_owner { long } else { common::pointer(12).to_vec() };
            let header = common::header(0, 0, [1, 1, 0, 0]);
            [header, common::question(&qname, 1), common::record(&owner, 2, &rdata)].concat()
        },
    )
}

fn question_entry(question: &Question<'_>, index: usize) -> Entry {
    Entry {
        section: 0,
        index,
        pos: question.offset(),
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
        pos: record.offset(),
        name: wire(record.owner()),
        rtype: record.rtype().0,
        class: record.class().0,
        record: Some((record.ttl_field(), record.rdata_offset(), rdata)),
    }
}

/// What `Message::parse_partial` gives, and its error.
fn by_partial(octets: &[u8]) -> Option<(Vec<Entry>, usize, Option<Error>)> {
    let partial = Message::parse_partial(octets, octets.len()).ok()?;
    let message = partial.message();
    let questions = message.questions().enumerate();
    let questions = questions.map(|(index, question)| question_entry(&question, index));
    let entries = questions.chain(message.records().map(|record| record_entry(&record))).collect();
    Some((entries, message.end(), partial.error()))
}

/// What `Reader` gives, and its error.
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

/// The readers agree on every entry, on where they stop, and on the error.
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
    prop_assert_eq!(reading, naive::read(octets));
    Ok(())
}

/// Everything that a message offers can be used.
fn use_everything(octets: &[u8]) {
    use std::fmt::Write;
    let Ok(partial) = Message::parse_partial(octets, octets.len()) else { return };
    write!(NoText, "{partial}{partial:?}").expect("it takes all");
    for record in partial.message().records() {
        let _ = record.rdata().to_octets(Form::Canonical);
        record.for_each_field(|field| write!(NoText, "{field:?}").expect("it takes all"));
    }
}

/// RDATA is what was written, field by field.
fn check_rdata(record: &Record<'_>, want: &Data) -> Result<(), TestCaseError> {
    match (record.rdata(), want) {
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
            let got: Vec<_> = txt.txt_data.into_iter().map(|string| string.0.to_vec()).collect();
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
