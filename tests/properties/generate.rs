//! Names, valid messages, and hostile octets.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use dnswire_support::writer::{self, Data, Labels, name_octets};

/// A label of any octets.
pub(super) fn any_label() -> impl Strategy<Value = Vec<u8>> {
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
pub(super) fn name() -> impl Strategy<Value = Labels> {
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

pub(super) fn message() -> impl Strategy<Value = writer::Message> {
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
                    (at.index(len - 1), dnswire_support::pointer(target.index(len.min(16384))));
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
pub(super) fn mutated() -> impl Strategy<Value = Vec<u8>> {
    (message(), vec(mutation(), 1..5)).prop_map(|(message, mutations)| {
        let mut octets = message.octets();
        for mutation in mutations {
            mutation.apply(&mut octets);
        }
        octets
    })
}

/// A header with small counts and a row of octets that names are made of: many names, most of them
/// unusual.
pub(super) fn names_at_random() -> impl Strategy<Value = Vec<u8>> {
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
        [dnswire_support::header(0, 0, [questions, answers, 0, 1]), pieces.concat()].concat()
    })
}

/// Names of which each has a label or none and points to the one before, as RDATA after a question
/// for the root; and their offsets.
fn chain(labels: &[bool]) -> (Vec<u8>, Vec<usize>) {
    let start = 12 + 5 + 11;
    let mut rdata = Vec::new();
    let mut starts = vec![12];
    for (index, label) in labels.iter().enumerate() {
        let here = start + rdata.len();
        rdata.extend(if *label { &b"\x01a"[..] } else { b"" });
        rdata.extend(dnswire_support::pointer(starts[index]));
        starts.push(here);
    }
    (rdata, starts)
}

/// A message with a chain of pointers, and a record for each of `owners`.
fn message_of_chain(labels: &[bool], owners: impl Fn(&[usize]) -> Vec<usize>) -> Vec<u8> {
    let (rdata, starts) = chain(labels);
    let owners = owners(&starts);
    let count = u16::try_from(owners.len() + 1).expect("they are few");
    let records = owners
        .into_iter()
        .map(|owner| dnswire_support::record(&dnswire_support::pointer(owner), 1, b""));
    let records: Vec<_> = records.collect();
    let first = dnswire_support::record(b"\0", 65280, &rdata);
    let header = dnswire_support::header(0, 0, [1, count, 0, 0]);
    [header, dnswire_support::question(b"\0", 1), first, records.concat()].concat()
}

/// One name at the end of a chain, at and around the most pointers that it may follow.
pub(super) fn chain_of_pointers() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<bool>(), 120..135).prop_map(|labels| {
        message_of_chain(&labels, |starts| starts.last().copied().into_iter().collect())
    })
}

/// So many names with so many pointers that following each would be too much work. Some lead to
/// octets at which no name starts.
pub(super) fn heavy_message() -> impl Strategy<Value = Vec<u8>> {
    let links = vec(any::<bool>(), 60..200);
    let owners = vec((any::<Index>(), prop_oneof![99 => Just(0), 1 => 1..4_usize]), 40..80);
    (links, owners, vec(mutation(), 0..2)).prop_map(|(labels, owners, mutations)| {
        let mut octets = message_of_chain(&labels, |starts| {
            // A limit, so that the names are not too long.
            let starts = &starts[..starts.len().min(100)];
            owners.iter().map(|(at, beyond)| starts[at.index(starts.len())] + beyond).collect()
        });
        for mutation in mutations {
            mutation.apply(&mut octets);
        }
        octets
    })
}

/// A name of a length near 255 octets, in two runs: labels, and a pointer to more labels.
pub(super) fn long_name() -> impl Strategy<Value = Vec<u8>> {
    let label = |len: u8| [vec![len], vec![b'a'; len.into()]].concat();
    (vec(60..=63_u8, 3), (1..=63_u8, 1..=20_u8), 0..3_usize, any::<bool>()).prop_map(
        move |(lens, (first, second), target, is_owner)| {
            let labels: Vec<_> = lens.into_iter().map(label).collect();
            let qname = [labels.concat(), vec![0]].concat();
            // The pointer leads to one of the labels of the QNAME, most often to the first.
            let target = dnswire_support::pointer(12 + labels[..target / 2].concat().len());
            let long = [label(first), label(second), target.to_vec()].concat();
            let rdata = if is_owner { vec![] } else { long.clone() };
            let owner = if is_owner { long } else { dnswire_support::pointer(12).to_vec() };
            let header = dnswire_support::header(0, 0, [1, 1, 0, 0]);
            [
                header,
                dnswire_support::question(&qname, 1),
                dnswire_support::record(&owner, 2, &rdata),
            ]
            .concat()
        },
    )
}
