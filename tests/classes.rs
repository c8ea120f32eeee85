//! The class decides the form of RDATA: all 16 bits of it, but in multicast DNS.

use dnswire::rdata::{A, ChaosA, Mx, Rdata, Srv};
use dnswire::{
    Builder, Class, Compression, DoesNotFit, Form, Message, Name, Profile, Record, RecordBuf, Type,
};
use dnswire_support::{header, parse, pointer, record_of_class};

const FLUSH: u16 = 0x8001;

/// A response of multicast DNS: an SRV record of this class at `s.`, whose target is a pointer to
/// its owner.
fn srv(class: u16) -> Vec<u8> {
    let rdata = [&[0, 0, 0, 0, 0x1F, 0x90][..], &pointer(12)].concat();
    [header(0, 0x8400, [0, 1, 0, 0]), record_of_class(b"\x01s\0", 33, class, &rdata)].concat()
}

fn only(octets: &[u8]) -> Record<'_> {
    parse(octets).answers().next().unwrap()
}

fn port(rdata: Rdata<'_>) -> Option<u16> {
    if let Rdata::Srv(srv) = rdata { Some(srv.port) } else { None }
}

#[test]
fn the_top_bit_of_a_class_counts_but_in_multicast_dns() {
    let octets = srv(FLUSH);
    let record = only(&octets);
    assert!(matches!(record.rdata(), Rdata::Unknown(_)));
    assert!(matches!(record.rdata_in(Profile::Llmnr), Rdata::Unknown(_)));
    assert_eq!(port(record.rdata_in(Profile::MulticastDns)), Some(8080));
    assert_eq!(record.data::<Srv<'_>>(), None);
    let mut fields = 0;
    record.for_each_field(|_| fields += 1);
    assert_eq!(fields, 0);

    let record = record.of_profile(Profile::MulticastDns);
    assert_eq!(
        (record.class(), record.data::<Srv<'_>>().unwrap().unwrap().port),
        (Class::IN, 8080)
    );
    record.for_each_field(|_| fields += 1);
    assert_eq!(fields, 4);
    assert_eq!(only(&srv(1)).data::<Srv<'_>>().unwrap().unwrap().port, 8080);
}

#[test]
fn malformed_rdata_needs_a_class_with_a_layout() {
    for (class, unicast, multicast) in [(1, true, true), (FLUSH, false, true), (3, true, true)] {
        let octets = [header(0, 0, [0, 1, 0, 0]), record_of_class(b"\0", 1, class, b"xyz")];
        let octets = octets.concat();
        let record = only(&octets);
        assert_eq!(record.malformed().is_some(), unicast, "{class}");
        let in_multicast = record.of_profile(Profile::MulticastDns);
        assert_eq!(in_multicast.malformed().is_some(), multicast, "{class}");
        let owned = record.to_buf();
        let is_malformed = |rdata| matches!(rdata, Rdata::Malformed(_));
        assert_eq!(owned.malformed().is_some(), unicast, "{class}");
        assert_eq!(is_malformed(owned.rdata()), unicast, "{class}");
        assert_eq!(is_malformed(owned.rdata_in(Profile::MulticastDns)), multicast, "{class}");
        assert_eq!(owned.to_string(), record.to_string());
    }
}

/// A copy in another message must not keep a pointer, whether the class has the top bit or not.
#[test]
fn copies_have_no_pointers_of_another_message() {
    for class in [1, FLUSH] {
        let octets = srv(class);
        let record = only(&octets);
        let want = b"\0\0\0\0\x1f\x90\x01s\0";
        let owned = record.to_buf();
        assert_eq!((owned.class(), owned.rdata_octets()), (Class(class), &want[..]));
        assert_eq!(port(owned.rdata_in(Profile::MulticastDns)), Some(8080));
        assert_eq!(owned.data::<Srv<'_>>().is_some(), class == 1);

        let (mut copy, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut copy, &mut compression).unwrap();
        builder.push_question(Name::ROOT, Type::SRV, Class::IN);
        let mut builder = builder.answer();
        assert!(builder.push_record(&record));
        let copy = builder.finish();
        assert!(only(copy) == record, "equal, though the pointers differ");
        assert_eq!(port(only(copy).rdata_in(Profile::MulticastDns)), Some(8080));

        let mut room = [0; 64];
        let written = record.write_to(Form::Uncompressed, 0, &mut room).unwrap();
        assert!(written.ends_with(want));
    }
}

#[test]
fn data_of_another_class_is_refused() {
    let address = A::new([192, 0, 2, 1].into());
    let chaos = ChaosA { ch_addr_dname: Name::ROOT, ch_addr: 7 };
    let cases: [(Class, bool, bool); 7] = [
        (Class::IN, true, false),
        (Class(FLUSH), true, false),
        (Class::HS, true, false),
        (Class::CH, false, true),
        (Class(7), false, false),
        (Class::ANY, true, true),
        (Class::NONE, true, true),
    ];
    for (class, takes_address, takes_chaos) in cases {
        assert_eq!(RecordBuf::new(Name::ROOT, 0, class, address).is_ok(), takes_address, "{class}");
        let made = RecordBuf::new(Name::ROOT, 0, class, chaos);
        // The chaos form is not that of class IN, which ANY and NONE stand for.
        assert_eq!(made.is_ok(), class == Class::CH, "{class}");
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
        assert_eq!(builder.push(Name::ROOT, 0, class, &address), takes_address, "{class}");
        assert_eq!(builder.push(Name::ROOT, 0, class, &chaos), takes_chaos, "{class}");
        assert!(builder.push(Name::ROOT, 0, Class(7), &Mx::new(1, Name::ROOT)), "of any class");
        let refused = builder.refused();
        assert_eq!(refused.is_some(), !(takes_address && takes_chaos));
        assert!(refused.is_none_or(|refused| (refused.rtype, refused.class) == (Type::A, class)));
        assert!(!builder.is_truncated(), "a refused record is no reason for TC");
        let octets = builder.finish();
        let count = 1 + usize::from(takes_address) + usize::from(takes_chaos);
        assert_eq!(parse(octets).answers().count(), count);
    }
    let made = RecordBuf::new(
        Name::ROOT,
        0,
        Class::CH,
        Srv { priority: 0, weight: 0, port: 0, target: Name::ROOT },
    );
    assert_eq!(made.map(|_| ()), Err(DoesNotFit));
}

#[test]
fn a_hexdump_reads_records_by_their_protocol() {
    let octets = srv(FLUSH);
    let message = Message::parse(&octets).unwrap();
    let unicast = message.explain().to_string();
    assert!(unicast.contains("answer 0, rdata") && !unicast.contains("port"));
    let multicast = message.explain().in_profile(Profile::MulticastDns).to_string();
    assert!(multicast.contains("answer 0, port: 8080"));
    assert!(multicast.contains("answer 0, class: CLASS32769"), "the field as it is");
}

#[test]
fn the_marks_of_multicast_dns_are_not_those_of_other_protocols() {
    let octets = srv(FLUSH);
    let shown = |profile| only(&octets).in_profile(profile).to_string();
    assert!(shown(Profile::MulticastDns).ends_with(" ; cache-flush"));
    for profile in [Profile::Unicast, Profile::Llmnr] {
        assert!(!shown(profile).contains("cache-flush"));
        assert!(shown(profile).contains(" CLASS32769 "));
    }
}

#[test]
fn a_question_for_a_unicast_response_has_the_class_without_its_top_bit() {
    let question = [b"\x01s\0", &[0, 33, 0x80, 1][..]].concat();
    let rdata = [&[0, 0, 0, 0, 0x1F, 0x90][..], &pointer(12)].concat();
    let answer = record_of_class(b"\x01s\0", 33, FLUSH, &rdata);
    let octets = [header(0, 0x8400, [1, 1, 0, 0]), question, answer].concat();
    let message = parse(&octets);
    let question = message.question().unwrap();
    assert_eq!(message.answers_to(question, Profile::MulticastDns).count(), 1);
    assert_eq!(message.answers_to(question, Profile::Unicast).count(), 1, "both have class 32769");
    let mut of_in = octets.clone();
    of_in[12 + 3 + 2] = 0;
    let message = parse(&of_in);
    let question = message.question().unwrap();
    assert_eq!(message.answers_to(question, Profile::MulticastDns).count(), 1);
    assert_eq!(message.answers_to(question, Profile::Unicast).count(), 0);
}
