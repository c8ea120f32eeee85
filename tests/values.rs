//! Values that are made, converted and asked one by one.

use std::net::{Ipv4Addr, Ipv6Addr};

use dnswire::layout::{Endpoint, Ports, Time};
use dnswire::rdata::{
    A, Aaaa, Amtrelay, Caa, Cname, Csync, Empty, Ipseckey, Key, Mx, Ns, Nsec3, Nsec3param, Ptr,
    Rdata, Srv, Tsig, Txt,
};
use dnswire::registry::{GatewayType, RelayType};
use dnswire::{
    Builder, Class, Compression, DoesNotFit, ErrorKind, Message, Name, NameBuf, NameErrorKind,
    NameKey, Profile, RdataBuf, RecordBuf, Section, SvcParamsBuf, TextErrorKind, Type,
    TypeBitmapBuf, peek,
};
use dnswire_support::{hash, header, parse, record, record_of_class};

fn name(text: &str) -> NameBuf {
    text.parse().unwrap()
}

#[test]
fn rdata_is_made_of_its_parts() {
    let host = name("host.example.");
    assert_eq!(Cname::new(&host), Cname { cname: host.as_name() });
    assert_eq!(Ptr::new(&host), Ptr { ptrdname: host.as_name() });
    assert_eq!(Ns::new(host.as_name()), Ns { nsdname: host.as_name() });
    assert_eq!(Srv::new(1, 2, 3, &host).to_string(), "1 2 3 host.example.");
    assert_eq!(Aaaa::from(Ipv6Addr::LOCALHOST), Aaaa { address: Ipv6Addr::LOCALHOST });
    let a = A { address: Ipv4Addr::LOCALHOST };
    assert_eq!(Rdata::from(&a), Rdata::A(a));
    assert_eq!(RdataBuf::try_from(Rdata::A(a)).unwrap().to_string(), "127.0.0.1");
    assert_eq!(u32::from(Time(7)), 7);
    assert_eq!(
        RdataBuf::nsec(&host, [Type::MX, Type::A]).unwrap().to_string(),
        "host.example. A MX"
    );
}

#[test]
fn hints_of_a_service_binding_are_addresses() {
    let params = SvcParamsBuf::new()
        .with_ipv6hint([Ipv6Addr::LOCALHOST])
        .unwrap()
        .with_ipv4hint([[192, 0, 2, 1].into(), [192, 0, 2, 2].into()])
        .unwrap();
    let text = "ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=::1";
    assert_eq!(params.as_coded().to_string(), text);
    assert_eq!(format!("{params:?}"), format!("{:?}", params.as_coded()));
    assert_eq!(hash(&params), hash(params.clone()));
    assert_ne!(hash(&params), hash(SvcParamsBuf::default()));
    assert!(SvcParamsBuf::default().as_coded().is_empty());
    assert!(SvcParamsBuf::new().with_ipv4hint([]).is_err(), "RFC 9460 section 7.3");
}

#[test]
fn attributes_of_a_service_are_found_by_their_first_key() {
    let rdata = RdataBuf::txt(["a=1", "B", "A=2", "c=", "d\u{1}=3", "=4"]).unwrap();
    let txt: Txt<'_> = rdata.data().unwrap();
    assert_eq!(txt.attribute("A"), Some(Some(&b"1"[..])));
    assert_eq!(txt.attribute("b"), Some(None));
    assert_eq!(txt.attribute("c"), Some(Some(&b""[..])));
    assert_eq!(txt.attribute("d"), None);
    assert_eq!(txt.attributes().count(), 4, "keys are printable and not empty");
    assert!(rdata.data::<A>().is_none());
}

#[test]
fn sets_are_empty_or_iterated() {
    assert!(TypeBitmapBuf::default().as_bitmap().is_empty());
    assert!(!TypeBitmapBuf::from_iter([Type::A]).as_bitmap().is_empty());
    let mut found = Vec::new();
    for port in Ports::new(&[0, 0b0100_0001]) {
        found.push(port);
    }
    assert_eq!(found, [9, 15]);
}

#[test]
fn a_gateway_and_a_relay_have_their_type() {
    let kinds = [("0 2 .", 0), ("1 2 192.0.2.1", 1), ("2 2 ::1", 2), ("3 2 a.", 3)];
    for (text, kind) in kinds {
        let record: RecordBuf = format!("x. 60 IPSECKEY 10 {text} AQID").parse().unwrap();
        let key: Ipseckey<'_> = record.data().unwrap().unwrap();
        assert_eq!(key.gateway_type(), GatewayType(kind), "{text}");
    }
    for (text, optional, kind) in [("0 0 .", false, 0), ("1 2 ::1", true, 2), ("0 3 a.", false, 3)]
    {
        let record: RecordBuf = format!("x. 60 AMTRELAY 10 {text}").parse().unwrap();
        let relay: Amtrelay<'_> = record.data().unwrap().unwrap();
        assert_eq!((relay.relay_type(), relay.d), (RelayType(kind), optional), "{text}");
    }
    let other = Endpoint::Other { kind: 9, octets: b"x" };
    assert_eq!(other.number(), 9);
}

/// "H(x) || k": the hash of each step covers the salt again (RFC 5155 section 5).
#[test]
fn a_name_is_hashed_once_more_than_there_are_iterations() {
    let twice = |octets: &[u8]| [octets, b"!"].concat();
    for (iterations, want) in [(0, &b"\x01a\0s!"[..]), (2, b"\x01a\0s!s!s!")] {
        let text = format!("1 0 {iterations} 73 00000000000000000000000000000000 A");
        let rdata = RdataBuf::from_text(Type::NSEC3, Class::IN, &text, Name::ROOT).unwrap();
        assert_eq!(rdata.data::<Nsec3<'_>>().unwrap().hash(name("A.").as_name(), twice), want);
        let text = format!("1 0 {iterations} 73");
        let rdata = RdataBuf::from_text(Type::NSEC3PARAM, Class::IN, &text, Name::ROOT).unwrap();
        assert_eq!(rdata.data::<Nsec3param<'_>>().unwrap().hash(name("A.").as_name(), twice), want);
    }
}

#[test]
fn rrsets_of_each_section_without_opt() {
    let opt = record_of_class(b"\0", 41, 1232, b"");
    let octets =
        [header(0, 0x8000, [0, 0, 0, 2]), record(b"\x01a\0", 1, &[192, 0, 2, 1]), opt].concat();
    let message = parse(&octets);
    let sets = message.rrsets(Section::Additional);
    assert_eq!((sets.len(), sets[0].rtype()), (1, Type::A));
    assert!(message.rrsets(Section::Question).is_empty());
}

#[test]
fn names_of_other_octets_are_refused_with_their_place() {
    let fault = |octets: &[u8]| {
        let error = NameBuf::from_octets(octets).unwrap_err();
        (error.kind(), error.offset().unwrap())
    };
    let label = [&[63][..], &[b'a'; 63]].concat();
    let three = label.repeat(3);
    assert_eq!(fault(&[0; 256]), (NameErrorKind::NameTooLong, 255));
    // 255 octets without the root.
    let long = [&three[..], &[62], &[b'b'; 62]].concat();
    assert_eq!(fault(&long), (NameErrorKind::NameTooLong, 192));
    let most = [&three[..], &[61], &[b'b'; 61], &[0]].concat();
    assert_eq!(NameBuf::from_octets(&most).unwrap().as_octets(), most);
    assert_eq!(fault(b"\x01a\0\0"), (NameErrorKind::EmptyLabel, 2));
    assert_eq!(fault(b"\x01a"), (NameErrorKind::EmptyLabel, 2));
    assert_eq!(fault(b"\x01a\x05b"), (NameErrorKind::LabelTooLong, 2));
    assert_eq!(
        format!("{:?}", NameBuf::from_octets(b"").unwrap_err()),
        format!("NameError({})", NameBuf::from_octets(b"").unwrap_err())
    );
}

#[test]
fn names_are_kept_shown_and_read_as_addresses() {
    assert_eq!(NameBuf::from(NameKey::from(&name("A.Example."))).to_string(), "a.example.");
    let reverse = |first: &str| name(&format!("{first}.{}ip6.arpa.", "0.".repeat(31)));
    assert_eq!(reverse("F").to_address(), Some(Ipv6Addr::from(0xF).into()));
    assert_eq!(reverse("g").to_address(), None);
    let address = |text: &str| name(text).to_address();
    assert_eq!(address("1.2.0.192.in-addr.arpa."), Some(Ipv4Addr::new(192, 0, 2, 1).into()));
    for text in ["1.2.0.192.in-addr.arpa.x.", "1.2.0.192.in-addr.", "1:.2.0.192.in-addr.arpa."] {
        assert_eq!(address(text), None, "{text}");
    }
    assert!(NameBuf::from_octets(&[&[64][..], &[b'a'; 64], &[0]].concat()).is_err());
    let shown = |name: NameBuf| name.as_name().in_utf8().to_string();
    assert_eq!(shown(NameBuf::ROOT), ".");
    let label = |octets: &[u8]| NameBuf::from_labels([octets, b"x"]).unwrap();
    assert_eq!(shown(label("Büro.1\\2".as_bytes())), "Büro\\.1\\\\2.x.");
    assert_eq!(shown(label(b"a\x07b")), "a\\007b.x.");
    assert_eq!(shown(label(b"\xff")), "\\255.x.");
}

#[test]
fn header_and_question_are_read_alone() {
    let octets = [header(7, 0x8000, [1, 9, 9, 9]), b"\x01a\0\0\x0f\0\x01rest".to_vec()].concat();
    let (header, question) = peek(&octets).unwrap();
    let question = question.unwrap();
    assert_eq!((header.id(), question.qtype()), (7, Type::MX));
    assert_eq!(question.qname().to_string(), "a.");
    let (header, question) = peek(&[0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap();
    assert_eq!((header.id(), question.is_none()), (9, true));
    assert!(peek(&octets[..13]).is_err() && peek(&octets[..11]).is_err());
}

#[test]
fn a_port_tells_the_protocol() {
    let of = Profile::of_port;
    assert_eq!((of(5353), of(5355)), (Profile::MulticastDns, Profile::Llmnr));
    assert_eq!([of(53), of(5354), of(0)], [Profile::Unicast; 3]);
}

/// RFC 6763 section 6.1.
#[test]
fn a_txt_record_of_no_octets_is_one_empty_string_in_multicast_dns() {
    let octets =
        [header(0, 0x8400, [0, 1, 0, 0]), record_of_class(b"\0", 16, 0x8001, b"")].concat();
    let message = parse(&octets);
    let txt = message.answers().next().unwrap();
    let Rdata::Txt(read) = txt.rdata_in(Profile::MulticastDns) else { panic!("no TXT") };
    assert_eq!(read.txt_data.into_iter().collect::<Vec<_>>(), [b""]);
    assert!(!matches!(txt.rdata_in(Profile::Unicast), Rdata::Txt(_)));
    let rules = |profile| -> Vec<_> {
        message.findings().in_profile(profile).map(|finding| finding.rule()).collect()
    };
    let multicast: Vec<_> = message.findings().multicast().map(|finding| finding.rule()).collect();
    assert_eq!(multicast, rules(Profile::MulticastDns));
    assert_ne!(multicast, rules(Profile::Unicast));
}

#[test]
fn octets_that_are_too_many_are_refused() {
    let caa = Caa { flags: 0, tag: b"issue", value: &vec![0; 70_000] };
    assert_eq!(RdataBuf::new(caa), Err(DoesNotFit));
    assert_eq!(RdataBuf::of(&caa), Err(DoesNotFit));
    let error = RdataBuf::from_octets(Type::NULL, Class::IN, &vec![0; 65_536]).unwrap_err();
    assert_eq!(error.kind().name(), "Overrun");
    assert_eq!(
        RdataBuf::from_octets(Type::NULL, Class::IN, &vec![0; 65_535]).unwrap().as_octets().len(),
        65_535
    );
    // Owner and RDATA are kept together.
    let text = |len: usize| format!("example. 60 TYPE65280 \\# {len} {}", "00".repeat(len));
    assert_eq!(text(65_535 - 9).parse::<RecordBuf>().unwrap().rdata_octets().len(), 65_526);
    let error = text(65_535 - 8).parse::<RecordBuf>().unwrap_err();
    assert_eq!((error.kind(), error.rtype()), (TextErrorKind::RdataTooLong, Some(Type(65280))));
}

#[test]
fn a_record_of_an_update_without_rdata_has_no_data() {
    let empty =
        |rtype| RecordBuf::new(Name::ROOT, 0, Class::ANY, Rdata::Empty(Empty { rtype })).unwrap();
    assert!(empty(Type::MX).data::<Mx<'_>>().is_none());
    assert!(empty(Type::A).data::<A>().is_none());
    // Class ANY is that of every TSIG record, in updates too.
    assert!(empty(Type::TSIG).data::<Tsig<'_>>().unwrap().is_err());
}

#[test]
fn rdata_is_equal_and_hashed_without_regard_to_case() {
    let rdata = |rtype, text| RdataBuf::from_text(rtype, Class::IN, text, Name::ROOT).unwrap();
    let (lower, upper) = (rdata(Type::NS, "a.example."), rdata(Type::NS, "A.Example."));
    assert_eq!((&lower, hash(&lower)), (&upper, hash(&upper)));
    assert_ne!(hash(&lower), hash(rdata(Type::CNAME, "a.example.")));
    assert_ne!(hash(&lower), hash(rdata(Type::NS, "b.example.")));
}

#[test]
fn malformed_records_are_equal_and_hashed_by_their_octets() {
    let message =
        |rdata: &[u8]| [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 1, rdata)].concat();
    let (one, same, other) = (message(b"abc"), message(b"abc"), message(b"ABC"));
    let [one, same, other] =
        [&one, &same, &other].map(|octets| parse(octets).answers().next().unwrap());
    assert!(one.malformed().is_some());
    assert_eq!((one, hash(one)), (same, hash(same)));
    assert_ne!(one, other);
    assert_ne!(hash(one), hash(other));
}

#[test]
fn rdata_without_a_layout_is_pushed_as_it_is() {
    let malformed = [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 15, b"\0")].concat();
    let malformed = parse(&malformed).answers().next().unwrap();
    let unknown = RdataBuf::from_octets(Type(65280), Class::IN, b"abc").unwrap();
    let (mut octets, mut compression) = (Vec::new(), Compression::default());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    assert_eq!(builder.len(), 12);
    assert!(builder.push_rdata(Name::ROOT, 1, Class::IN, &unknown.as_rdata()));
    assert!(builder.push_rdata(Name::ROOT, 1, Class::IN, &malformed.rdata()));
    assert!(builder.push_rdata(
        Name::ROOT,
        1,
        Class::ANY,
        &Rdata::Empty(Empty { rtype: Type::MX })
    ));
    assert!(builder.push_record(&malformed.to_buf()));
    let len = builder.len();
    assert_eq!(len, builder.finish().len());
    let message = Message::parse(&octets).unwrap();
    let all: Vec<_> =
        message.answers().map(|record| (record.rtype().0, record.rdata_octets())).collect();
    assert_eq!(all, [(65280, &b"abc"[..]), (15, b"\0"), (15, b""), (15, b"\0")]);
}

#[test]
fn each_flag_of_rdata_has_a_bit_of_its_own() {
    let read = |text: &str| text.parse::<RecordBuf>().unwrap();
    for flags in 0..4 {
        let record = read(&format!("x. 60 CSYNC 7 {flags} A"));
        let csync: Csync<'_> = record.data().unwrap().unwrap();
        assert_eq!((csync.is_immediate(), csync.has_soa_minimum()), (flags & 1 == 1, flags > 1));
        let record = read(&format!("x. 60 NSEC3 1 {flags} 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A"));
        let nsec3: Nsec3<'_> = record.data().unwrap().unwrap();
        assert_eq!(nsec3.is_opt_out(), flags & 1 == 1, "{flags}");
    }
    for (flags, is_critical) in [(0, false), (127, false), (128, true), (255, true)] {
        let record = read(&format!("x. 60 CAA {flags} issue \"ca.example\""));
        let caa: Caa<'_> = record.data().unwrap().unwrap();
        assert_eq!(caa.is_critical(), is_critical, "{flags}");
    }
    for (flags, is_no_key) in [(0, false), (0x4000, false), (0x8000, false), (0xC000, true)] {
        let record = read(&format!("x. 60 KEY {flags} 3 5 AQID"));
        let key: Key<'_> = record.data().unwrap().unwrap();
        assert_eq!(key.is_no_key(), is_no_key, "{flags:#x}");
    }
}

#[test]
fn a_kind_of_error_has_its_name_and_section() {
    for (kind, name, rfc) in [
        (
            ErrorKind::CountsExceedMessage { needed: 1, available: 0 },
            "CountsExceedMessage",
            Some("RFC 1035 section 4.1.1"),
        ),
        (
            ErrorKind::BeyondMessage { needed: 1, available: 0 },
            "BeyondMessage",
            Some("RFC 1035 section 4.2.2"),
        ),
        (
            ErrorKind::PointerNotBackwards { target: 0 },
            "PointerNotBackwards",
            Some("RFC 1035 section 4.1.4"),
        ),
        (
            ErrorKind::PointerToNoName { target: 0 },
            "PointerToNoName",
            Some("RFC 1035 section 4.1.4"),
        ),
        (ErrorKind::NameTooLong, "NameTooLong", Some("RFC 1035 section 2.3.4")),
        (ErrorKind::CompressedName, "CompressedName", Some("RFC 7901 section 4")),
        (ErrorKind::BitmapOrder, "BitmapOrder", Some("RFC 4034 section 4.1.2")),
        (ErrorKind::BitmapLength, "BitmapLength", Some("RFC 4034 section 4.1.2")),
        (ErrorKind::ParamOrder, "ParamOrder", Some("RFC 9460 section 2.2")),
        (ErrorKind::MandatoryOrder, "MandatoryOrder", Some("RFC 9460 section 8")),
        (ErrorKind::UnknownFamily, "UnknownFamily", Some("RFC 7871 section 6")),
        (ErrorKind::UnknownGatewayType, "UnknownGatewayType", Some("RFC 4025 section 2.3")),
        (ErrorKind::ZoneVersionLength, "ZoneVersionLength", Some("RFC 9660 section 4")),
        (ErrorKind::QuestionCount { count: 0 }, "QuestionCount", Some("RFC 9619 section 4")),
        (ErrorKind::NotUtf8, "NotUtf8", None),
    ] {
        assert_eq!((kind.name(), kind.rfc()), (name, rfc));
    }
    // In a buffer that goes on after a message, only an end becomes another kind.
    let octets = [&header(0, 0, [1, 0, 0, 0])[..], &vec![0x40; 70_000]].concat();
    assert_eq!(Message::parse(&octets).unwrap_err().kind(), ErrorKind::ReservedLabelType);
}
