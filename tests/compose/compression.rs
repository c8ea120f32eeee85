//! The smallest message that compression allows.

use std::collections::HashMap;

use dnswire::compose::Compress;
use dnswire::rdata::{A, Mx, Ptr, Srv};
use dnswire::{Builder, Class, Compression, Message, Name, NameBuf};
use proptest::prelude::*;

const ADDRESS: A = A { address: std::net::Ipv4Addr::LOCALHOST };

/// The least octets that names take, when every suffix below offset 16384 is a target.
#[derive(Default)]
struct Least {
    len: usize,
    targets: HashMap<Vec<u8>, usize>,
}

impl Least {
    fn name(&mut self, name: Name<'_>) {
        let mut left = name.to_buf().as_octets().to_vec();
        while left != [0] {
            if self.targets.contains_key(&left) {
                self.len += 2;
                return;
            }
            if self.len < 0x4000 {
                self.targets.insert(left.clone(), self.len);
            }
            let label = 1 + usize::from(left[0]);
            left.drain(..label);
            self.len += label;
        }
        self.len += 1;
    }
}

/// Composes a PTR record for each pair of names; compares the size with the least.
#[track_caller]
fn check(pairs: &[(NameBuf, NameBuf)]) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    let mut least = Least { len: 12, ..Least::default() };
    for (owner, name) in pairs {
        least.name(owner.as_name());
        least.len += 10;
        least.name(name.as_name());
        assert!(builder.push(owner, 60, Class::IN, &Ptr { ptrdname: name.as_name() }));
    }
    assert_eq!(builder.finish().len(), least.len);
    let message = Message::parse(&octets).unwrap();
    let read = message.answers().map(|record| {
        let ptr: Ptr<'_> = record.data().unwrap().unwrap();
        (record.owner().to_string(), ptr.ptrdname.to_string())
    });
    assert!(read.eq(pairs.iter().map(|(owner, name)| (owner.to_string(), name.to_string()))));
    octets
}

fn parse(name: &str) -> NameBuf {
    name.parse().unwrap()
}

#[test]
fn two_thousand_owner_names_are_compressed_as_well_as_ten() {
    for count in [10, 2000] {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
        let mut least = Least { len: 12, ..Least::default() };
        for host in (0..count).chain(0..count / 2) {
            let name = parse(&format!("h{host:04}.zone{}.example.", host % 7));
            least.name(name.as_name());
            least.len += 14;
            assert!(builder.push(&name, 60, Class::IN, &ADDRESS));
        }
        assert_eq!(builder.finish().len(), least.len);
    }
}

#[test]
fn names_of_127_labels_are_all_found() {
    let name = |first: usize| {
        let labels = (0..127).map(|label| [b'a' + u8::try_from((label * first) % 23).unwrap()]);
        NameBuf::from_labels(labels.collect::<Vec<_>>().iter().map(|label| &label[..])).unwrap()
    };
    let pairs: Vec<_> = (1..60).map(|first| (name(first), name(first + 1))).collect();
    check(&[&pairs[..], &pairs[..]].concat());
}

#[test]
fn a_name_across_the_last_target_can_be_pointed_to() {
    for padding in 16_290..16_384 - 30 {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
        let mut least = Least { len: 12 + 11 + padding, ..Least::default() };
        builder.push_raw(&NameBuf::ROOT, 0, Class::IN, dnswire::Type::NULL, &vec![0; padding]);
        for name in ["a.b.c.d.e.f.g.h.", "b.c.d.e.f.g.h.", "x.b.c.d.e.f.g.h.", "d.e.f.g.h.", "h."] {
            least.name(parse(name).as_name());
            least.len += 14;
            builder.push(&parse(name), 60, Class::IN, &ADDRESS);
        }
        assert_eq!(builder.finish().len(), least.len, "padding {padding}");
        let owners: Vec<_> = Message::parse(&octets).unwrap().answers().skip(1).collect();
        assert_eq!(owners[2].owner(), parse("x.b.c.d.e.f.g.h."));
    }
}

#[test]
fn the_case_of_letters_is_kept() {
    check(&[
        (parse("www.example."), parse("WWW.example.")),
        (parse("wWw.eXample."), parse("www.eXample.")),
        (parse("www.EXAMPLE."), parse("www.example.")),
    ]);
}

#[test]
fn only_names_in_rdata_of_rfc_1035_are_compressed() {
    let name = parse("host.example.");
    let srv = Srv { priority: 0, weight: 0, port: 0, target: name.as_name() };
    for (compress, srv_len, mx_len) in
        [(Compress::Standard, 20, 4), (Compress::Multicast, 8, 4), (Compress::Never, 20, 16)]
    {
        let (mut octets, mut compression) = ([0; 512], Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
        builder.set_compress(compress);
        let mut builder = builder.answer();
        builder.push(&name, 60, Class::IN, &srv);
        builder.push(&name, 60, Class::IN, &Mx { preference: 0, exchange: name.as_name() });
        let message = Message::parse(builder.finish()).unwrap();
        let lengths: Vec<_> = message.answers().map(|record| record.rdlength()).collect();
        assert_eq!(lengths, [srv_len, mx_len]);
    }
}

fn name() -> impl Strategy<Value = NameBuf> {
    let label = prop_oneof![
        4 => "[ab]{1,2}",
        2 => "[aA]{1,12}",
        1 => "[a-c]{30,63}",
    ];
    proptest::collection::vec(label, 0..6).prop_filter_map("too long", |labels| {
        NameBuf::from_labels(labels.iter().map(String::as_bytes)).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_end_of_a_name_is_found(pairs in proptest::collection::vec((name(), name()), 0..40)) {
        check(&pairs);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn and_in_large_messages(pairs in proptest::collection::vec((name(), name()), 400..500)) {
        check(&pairs);
    }
}

#[test]
fn a_name_at_the_first_offset_without_pointers_is_written_anew() {
    // Offsets have 14 bits: 0x3FFF can be a target, 0x4000 cannot, and would be taken for the header.
    for (at, is_target) in [(0x3FFF, true), (0x4000, false), (0x4001, false)] {
        for between in [false, true] {
            let (mut octets, mut compression) = (Vec::new(), Compression::new());
            let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
            let padding = vec![0; at - 12 - 11];
            builder.push_raw(&NameBuf::ROOT, 0, Class::IN, dnswire::Type::NULL, &padding);
            let name = parse("a.");
            builder.push(&name, 60, Class::IN, &ADDRESS);
            if between {
                builder.push(&parse("b."), 60, Class::IN, &ADDRESS);
            }
            builder.push(&name, 60, Class::IN, &ADDRESS);
            let message = Message::parse(builder.finish()).unwrap();
            assert_eq!(message.answers().nth(1).unwrap().offset(), at);
            let last = message.answers().last().unwrap();
            assert_eq!(last.owner(), name, "{at:#x}");
            assert_eq!(last.owner().pointer_target(), is_target.then_some(at), "{at:#x}");
        }
    }
}

#[test]
fn a_suffix_with_a_target_is_found_behind_a_name_without_one() {
    // The owner starts below offset 16384, and its second label is at or after it. Later names with this
    // label point to the labels after it.
    for at in 0x3FFB..0x4000 {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
        let (first, crossing) = (parse("example."), parse("abcd.ef.example."));
        let padding = vec![0; at - 12 - 9 - 10];
        builder.push_raw(&first, 0, Class::IN, dnswire::Type::NULL, &padding);
        for name in [&crossing, &parse("ef.example."), &parse("g.ef.example."), &crossing] {
            builder.push(name, 60, Class::IN, &ADDRESS);
        }
        let message = Message::parse(builder.finish()).unwrap();
        let places: Vec<_> = message.answers().map(|record| record.offset()).collect();
        let lengths: Vec<_> = places[1..].windows(2).map(|pair| pair[1] - pair[0] - 14).collect();
        assert_eq!(places[1], at);
        assert_eq!(lengths, [5 + 3 + 2, 3 + 2, 2 + 3 + 2], "{at:#x}");
        let last = message.answers().last().unwrap();
        assert_eq!((last.owner(), last.owner().pointer_target()), (crossing.as_name(), Some(at)));
    }
}

#[test]
fn a_name_across_the_last_target_that_was_taken_back_is_no_target() {
    // The RRset whose owner crosses the offset is removed; the next one is of other labels.
    for padding in 16_384 - 40..16_384 - 20 {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
        builder.set_limit(padding + 12 + 11 + 80);
        let mut builder = builder.additional();
        builder.push_raw(&NameBuf::ROOT, 0, Class::IN, dnswire::Type::NULL, &vec![0; padding]);
        builder.set_optional(true);
        let [long, other] = ["a.b.c.d.e.f.g.h.i.", "x.y.z.d.e.f.g.h.i."].map(parse);
        assert!(builder.push(&long, 60, Class::IN, &ADDRESS));
        assert!(!builder.push_raw(&long, 60, Class::IN, dnswire::Type::A, &[0; 100]));
        builder.set_optional(false);
        assert!(builder.push(&other, 60, Class::IN, &ADDRESS));
        assert!(builder.push(&other, 60, Class::IN, &ADDRESS));
        let message = Message::parse(builder.finish()).unwrap();
        let owners: Vec<_> =
            message.additional().skip(1).map(|record| record.owner().to_buf()).collect();
        assert_eq!(owners, [other, other], "padding {padding}");
    }
}

#[test]
fn an_owner_that_points_to_the_root_is_written_as_the_root() {
    // Two A records: the owner of the first is the root, that of the second a pointer to it.
    let octets = b"\0\0\x80\0\0\0\0\x02\0\0\0\0\0\0\x01\0\x01\0\0\0\0\0\x04\xc0\0\x02\x01\
        \xc0\x0c\0\x01\0\x01\0\0\0\0\0\x04\xc0\0\x02\x02";
    let message = Message::parse(octets).unwrap();
    let (mut copy, mut compression) = ([0; 64], Compression::new());
    for records in [[0, 1], [1, 0], [1, 1]] {
        let mut builder = Builder::new(&mut copy, &mut compression).unwrap().answer();
        for index in records {
            assert!(builder.push_record(&message.answers().nth(index).unwrap()));
        }
        assert_eq!(builder.finish().len(), 12 + 2 * (1 + 10 + 4), "{records:?}");
    }
}
