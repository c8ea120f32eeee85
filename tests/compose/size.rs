//! Messages within a size.

use dnswire::rdata::{A, Ns};
use dnswire::{
    Builder, Class, Compression, Edns, Flags, Message, NameBuf, OptRecord, RdataBuf, Record,
    RecordBuf, Section, Type,
};
use dnswire_support::{header, question, record, record_of_class};

use super::{Entries, entries, entry};

fn copy(message: &Message<'_>, limit: usize) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    Builder::copy_of(message, &mut octets, &mut compression, limit).unwrap().finish();
    octets
}

/// Six recorded messages with EDNS, the larger ones among them.
fn six() -> Vec<Vec<u8>> {
    let mut samples = dnswire_support::recorded();
    samples.retain(|sample| {
        Message::parse(&sample.octets).is_ok_and(|message| {
            let last = message.records().last().map(|record| record.rtype());
            message.edns().is_some() && last == Some(Type::OPT) && !truncated(&message)
        })
    });
    samples.sort_by_key(|sample| std::cmp::Reverse(sample.octets.len()));
    let step = samples.len() / 6;
    samples.into_iter().step_by(step.max(1)).take(6).map(|sample| sample.octets).collect()
}

fn truncated(message: &Message<'_>) -> bool {
    message.header().flags().truncated()
}

fn rrset(record: &Record<'_>) -> (NameBuf, u16, Class) {
    let rtype = match record.rtype() {
        Type(46) => u16::from_be_bytes(*record.rdata_octets().first_chunk().unwrap()),
        rtype => rtype.0,
    };
    (record.owner().to_buf(), rtype, record.class())
}

#[test]
fn every_limit_gives_a_message_of_whole_rrsets() {
    let messages = six();
    assert_eq!(messages.len(), 6);
    for octets in &messages {
        let message = Message::parse(octets).unwrap();
        let whole = copy(&message, 65535);
        let message = Message::parse(&whole).unwrap();
        let all = entries(&message);
        for limit in 12..=whole.len() + 1 {
            check_limit(&message, &all, limit);
        }
    }
}

#[track_caller]
fn check_limit(message: &Message<'_>, all: &Entries, limit: usize) {
    let octets = copy(message, limit);
    let part = Message::parse(&octets).unwrap();
    assert!(octets.len() <= limit);
    assert_eq!(part.end(), octets.len());
    assert_eq!(truncated(&part), *all != entries(&part), "limit {limit}");
    let opt = 11 + usize::from(message.edns().unwrap().record().rdlength());
    if limit >= 12 + opt {
        assert_eq!(entry(&part.edns().unwrap().record()), entry(&message.edns().unwrap().record()));
    } else {
        assert_eq!(part.edns().is_some(), limit >= 12 + 11);
    }
    let not_opt = |record: &Record<'_>| record.rtype() != Type::OPT;
    let (all, some): (Vec<_>, Vec<_>) =
        (message.records().filter(not_opt).collect(), part.records().filter(not_opt).collect());
    assert!(all.iter().map(entry).take(some.len()).eq(some.iter().map(entry)));
    if let (Some(last), Some(next)) = (some.last(), all.get(some.len())) {
        assert!(last.section() != next.section() || rrset(last) != rrset(next), "limit {limit}");
    }
}

#[test]
fn the_full_size_is_enough() {
    for octets in six() {
        let message = Message::parse(&octets).unwrap();
        let whole = copy(&message, 65535);
        assert_eq!(copy(&message, whole.len()), whole);
        assert!(truncated(&Message::parse(&copy(&message, whole.len() - 1)).unwrap()));
    }
}

const ADDRESS: A = A { address: std::net::Ipv4Addr::LOCALHOST };

#[test]
fn what_is_optional_is_left_out_without_tc() {
    let names: Vec<NameBuf> =
        (0..9).map(|host| format!("ns{host}.example.").parse().unwrap()).collect();
    let (mut octets, mut compression) = ([0; 146], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_flags(Flags(0x8000));
    let mut builder = builder.authority();
    assert!(builder.push(&names[0], 60, Class::IN, &Ns { nsdname: names[1].as_name() }));
    let mut builder = builder.additional();
    builder.set_optional(true);
    let pushed = names.iter().filter(|name| builder.push(*name, 60, Class::IN, &ADDRESS)).count();
    assert!(!builder.is_truncated());
    builder.set_optional(false);
    assert!(builder.push_raw(&names[0], 60, Class::IN, Type(65280), b""));
    assert!(!builder.push_raw(&names[0], 60, Class::IN, Type(65280), &[0; 200]));
    let message = Message::parse(builder.finish()).unwrap();
    assert!((1..9).contains(&pushed));
    // The record of type 65280 is removed with the other record of its RRset.
    assert_eq!(usize::from(message.count(Section::Additional)), pushed);
    assert!(truncated(&message));
}

#[test]
fn what_is_taken_back_is_no_target_of_pointers() {
    let [a, b]: [NameBuf; 2] = ["a.long-label.example.", "b.long-label.example."].map(parse);
    let (mut octets, mut compression) = ([0; 90], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().additional();
    builder.set_optional(true);
    assert!(builder.push(&a, 60, Class::IN, &ADDRESS));
    assert!(!builder.push_raw(&a, 60, Class::IN, Type::A, &[0; 100]));
    builder.set_optional(false);
    assert!(builder.push(&b, 60, Class::IN, &ADDRESS));
    let message = Message::parse(builder.finish()).unwrap();
    assert_eq!(message.additional().next().unwrap().owner(), b);
    assert_eq!(message.additional().count(), 1);
}

fn parse(name: &str) -> NameBuf {
    name.parse().unwrap()
}

#[test]
fn signatures_go_with_what_they_cover() {
    let owner = parse("www.example.");
    let rrsig = |covered: u16| [&covered.to_be_bytes()[..], &[0; 60]].concat();
    for (covered, left) in [(1, 0), (28, 1)] {
        let (mut octets, mut compression) = ([0; 80], Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
        builder.push(&owner, 60, Class::IN, &ADDRESS);
        assert!(!builder.push_raw(&owner, 60, Class::IN, Type(46), &rrsig(covered)));
        assert_eq!(Message::parse(builder.finish()).unwrap().answers().count(), left);
    }
}

#[test]
fn names_in_another_case_belong_to_the_rrset() {
    let (mut octets, mut compression) = ([0; 80], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    for (owner, fits) in [("www.example.", true), ("WWW.example.", true), ("www.Example.", false)] {
        assert_eq!(builder.push(&parse(owner), 60, Class::IN, &ADDRESS), fits);
    }
    assert_eq!(Message::parse(builder.finish()).unwrap().answers().count(), 0);
}

#[test]
fn reserved_octets_are_free_for_the_transaction() {
    let owner = parse("www.example.");
    let (mut octets, mut compression) = ([0; 128], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.reserve(50);
    builder.set_edns(OptRecord::new(1232));
    let mut builder = builder.answer();
    // RRsets of one record each: those that fit stay.
    let mut types = (65280..).map(Type);
    while builder.push_raw(&owner, 60, Class::IN, types.next().unwrap(), &[]) {}
    assert!(builder.push_records(core::iter::empty::<Record<'_>>()));
    let mut builder = builder.transaction();
    assert!(builder.as_octets().len() <= 128 - 50);
    assert_eq!(Message::parse(builder.as_octets()).unwrap().additional().count(), 1);
    // The signature of a truncated message (RFC 8945 section 5.3) has 50 octets: exactly those.
    // The signature of a truncated message (RFC 8945 section 5.3) has the 50 octets; those that no
    // record of 12 octets filled are fewer than 12.
    assert!(!builder.push_raw(&NameBuf::ROOT, 0, Class::ANY, Type(250), &[0; 39 + 12]));
    assert!(builder.push_raw(&NameBuf::ROOT, 0, Class::ANY, Type(250), &[0; 39]));
    assert!(!builder.push_raw(&NameBuf::ROOT, 0, Class::ANY, Type(250), &[0]));
    let message = Message::parse(builder.finish()).unwrap();
    assert!(truncated(&message));
}

#[test]
fn a_room_too_small_for_a_header_is_refused() {
    let mut compression = Compression::new();
    assert!(Builder::new(&mut [0; 11], &mut compression).is_err());
    assert_eq!(Builder::new(&mut [0; 12], &mut compression).unwrap().finish().len(), 12);
}

/// A response to `www.example. A` with one record in a section, and an address with a signature in
/// the additional one.
fn with_extra(in_answer: bool) -> Vec<u8> {
    let (query, owner) = (b"\x03www\x07example\0", b"\xc0\x0c");
    let counts = if in_answer { [1, 1, 0, 2] } else { [1, 0, 1, 2] };
    let extra =
        [record(b"\x02ns\xc0\x10", 1, &[192, 0, 2, 1]), record(b"\x02ns\xc0\x10", 46, &[0; 90])];
    let first = if in_answer {
        record(owner, 1, &[192, 0, 2, 2])
    } else {
        record(owner, 2, b"\x02ns\xc0\x10")
    };
    [&header(7, 0x8400, counts)[..], &question(query, 1), &first, &extra.concat()].concat()
}

#[test]
fn extra_records_of_an_answer_are_left_out_without_tc_those_of_a_referral_are_not() {
    for in_answer in [true, false] {
        let octets = with_extra(in_answer);
        let copy = copy(&Message::parse(&octets).unwrap(), 80);
        let copy = Message::parse(&copy).unwrap();
        assert!(copy.count(Section::Additional) < 2, "it does not fit");
        assert_eq!(truncated(&copy), !in_answer);
    }
}

#[test]
fn the_additional_section_of_a_response_is_optional_after_an_answer() {
    let query = [&header(7, 0, [1, 0, 0, 0])[..], &question(b"\x01a\0", 1)].concat();
    let query = Message::parse(&query).unwrap();
    for answers in [true, false] {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let opt = OptRecord::new(1232);
        let builder = Builder::response(&query, &mut octets, &mut compression, 60, opt).unwrap();
        let mut builder = builder.answer();
        if answers {
            builder.push(&parse("a."), 60, Class::IN, &ADDRESS);
        }
        let mut builder = builder.additional();
        assert!(!builder.push_raw(&parse("b."), 60, Class::IN, Type(65280), &[0; 100]));
        assert_eq!(truncated(&Message::parse(builder.finish()).unwrap()), !answers);
    }
}

#[test]
fn records_are_pushed_together_if_all_fit() {
    let record = |len: usize| {
        let octets = vec![0; len];
        let data = RdataBuf::from_octets(Type(65280), Class::IN, &octets).unwrap();
        RecordBuf::new(&parse("a."), 60, Class::IN, &data).unwrap()
    };
    let (mut octets, mut compression) = ([0; 60], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    assert!(builder.push_records([record(1), record(2)]));
    assert!(!builder.push_records([record(3), record(100), record(4)]));
}

#[test]
fn extra_records_of_a_query_are_not_optional() {
    let mut octets = with_extra(true);
    octets[2] = 0; // QR
    let copy = copy(&Message::parse(&octets).unwrap(), 80);
    assert!(truncated(&Message::parse(&copy).unwrap()));
    let mut octets = with_extra(true);
    octets[2] = 0xA8; // a response to an UPDATE
    let copy = self::copy(&Message::parse(&octets).unwrap(), 80);
    assert!(truncated(&Message::parse(&copy).unwrap()));
}

#[test]
fn opt_is_kept_whatever_is_reserved_beside_it() {
    for reserved in [0, 1, 490, 512, 65535, usize::MAX] {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
        builder.set_limit(512);
        builder.set_edns(OptRecord::new(1232).padded_to(128));
        builder.reserve(reserved);
        let message = Message::parse(builder.finish()).unwrap();
        assert_eq!(message.edns().map(Edns::udp_payload_size), Some(1232), "{reserved}");
        assert!(message.as_octets().len() <= 512);
    }
}

#[test]
fn an_owner_that_was_taken_back_is_written_anew() {
    // The last owner written was taken back with its RRset: it is no target of pointers any more.
    let a = parse("a.long-label.example.");
    let (mut octets, mut compression) = ([0; 90], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().additional();
    builder.set_optional(true);
    assert!(builder.push(&a, 60, Class::IN, &ADDRESS));
    assert!(!builder.push_raw(&a, 60, Class::IN, Type::A, &[0; 100]));
    builder.set_optional(false);
    assert!(builder.push_raw(&a, 60, Class::IN, Type(65280), b"x"));
    assert!(builder.push_raw(&a, 60, Class::IN, Type(65281), b"y"));
    let message = Message::parse(builder.finish()).unwrap();
    let owners: Vec<_> = message.additional().map(|record| record.owner().to_buf()).collect();
    assert_eq!(owners, [a, a]);
}

#[test]
fn after_one_optional_rrset_is_left_out_all_that_follow_are() {
    let a = parse("a.example.");
    let (mut octets, mut compression) = ([0; 90], Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().additional();
    builder.set_optional(true);
    assert!(builder.push_raw(&a, 60, Class::IN, Type(65280), b""));
    assert!(!builder.push_raw(&a, 60, Class::IN, Type(65281), &[0; 100]));
    assert!(
        !builder.push_raw(&a, 60, Class::IN, Type(65282), b""),
        "there is room, but not its turn"
    );
    builder.set_optional(false);
    assert!(builder.push_raw(&a, 60, Class::IN, Type(65283), b""));
    assert!(!builder.is_truncated());
    let message = Message::parse(builder.finish()).unwrap();
    let types: Vec<_> = message.additional().map(|record| record.rtype().0).collect();
    assert_eq!(types, [65280, 65283]);
}

/// A message with an A record, then OPT with all flag bits, SIG(0) and TSIG.
fn signed() -> Vec<u8> {
    let opt = b"\0\0\x29\x04\xd0\x00\x01\xc0\x07\0\0";
    let sig0 = record_of_class(
        b"\0",
        24,
        255,
        b"\0\0\x0f\0\0\0\0\0\x65\0\0\0\x64\0\0\0\x12\x34\x03key\0\xab",
    );
    let sig = record_of_class(
        b"\0",
        24,
        1,
        b"\0\x01\x0f\0\0\0\0\0\x65\0\0\0\x64\0\0\0\x12\x34\x03key\0\xab",
    );
    let tsig = b"\0\0\xfa\0\xff\0\0\0\0\0\x11\0\0\0\0\0\0\0\0\x01\x2c\0\0\x12\x34\0\0\0\0";
    let records = [record(b"\x01a\0", 1, &[127, 0, 0, 1]), opt.to_vec(), sig, sig0, tsig.to_vec()];
    [header(0x1234, 0x8180, [0, 1, 0, 4]), records.concat()].concat()
}

#[test]
fn a_copy_has_no_signatures_of_the_message_and_all_flags_of_opt() {
    let octets = signed();
    let message = Message::parse(&octets).unwrap();
    let copied = copy(&message, 65535);
    let copied = Message::parse(&copied).unwrap();
    let types: Vec<_> = copied.additional().map(|record| record.rtype()).collect();
    assert_eq!(types, [Type::SIG, Type::OPT], "a SIG record over a type is an ordinary one");
    let edns = copied.edns().unwrap();
    assert_eq!((edns.version(), edns.flags(), edns.udp_payload_size()), (1, 0xC007, 1232));
    let opt = OptRecord::copy_of(edns).with_dnssec_ok(false);
    let (mut room, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut room, &mut compression).unwrap();
    builder.set_edns(opt);
    assert_eq!(Message::parse(builder.finish()).unwrap().edns().unwrap().flags(), 0x4007);
}

#[test]
fn a_slice_keeps_room_for_opt_and_for_what_is_reserved() {
    let owner = parse("www.example.");
    for len in 100..200 {
        let (mut octets, mut compression) = (vec![0; len], Compression::new());
        let mut builder = Builder::new(&mut octets[..], &mut compression).unwrap();
        builder.set_edns(OptRecord::new(1232));
        builder.reserve(20);
        let mut builder = builder.answer();
        let mut types = (65280..).map(Type);
        while builder.push_raw(&owner, 60, Class::IN, types.next().unwrap(), &[0; 4]) {}
        let mut builder = builder.transaction();
        assert!(
            builder.push_raw(&NameBuf::ROOT, 0, Class::ANY, Type(250), &[0; 9]),
            "{len} octets"
        );
        let message = Message::parse(builder.finish()).unwrap();
        assert!(message.edns().is_some(), "{len} octets");
        assert_eq!(message.additional().count(), 2);
    }
}
