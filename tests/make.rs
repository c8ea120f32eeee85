//! RDATA made from values.

#[path = "make/table.rs"]
mod table;

use dnswire::layout::{AddressPrefix, UmbrellaField, WeightedTransport};
use dnswire::rdata::svcb::{Alpn, Port};
use dnswire::rdata::{A, Apl, Csync, Hip, Mx, Nsec3, Nxt, Rdata, Txt, Wks};
use dnswire::registry::{Nsec3HashAlgorithm, SvcParamKey};
use dnswire::{
    Builder, Class, Compression, ListBuf, Message, NameBuf, PortsBuf, RdataBuf, RecordBuf,
    SvcParamsBuf, Type, TypeBitmapBuf,
};
use dnswire_support::vectors::{self, only_record};

/// The octets of a message with one answer.
fn composed(push: impl FnOnce(&mut Builder<'_, dnswire::compose::InAnswer>) -> bool) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    assert!(push(&mut builder));
    builder.finish();
    octets
}

#[test]
fn every_type_is_made_from_its_struct_from_octets_and_composed_alike() {
    let owner: NameBuf = "owner.example.".parse().unwrap();
    let mut types = std::collections::BTreeSet::new();
    for vector in vectors::valid() {
        let octets = vector.message();
        let rdata = only_record(&octets).rdata();
        let (rtype, class) = (Type(vector.rtype), Class(vector.class));
        let made = RdataBuf::new(rdata).unwrap();
        assert_eq!(made.as_octets(), vector.wire, "{}", vector.id);
        let borrowed = &rdata;
        assert_eq!(Rdata::from(borrowed), rdata, "{}", vector.id);
        let read = RdataBuf::from_octets(rtype, class, &vector.wire).unwrap();
        assert_eq!(read.as_octets(), vector.wire, "{}", vector.id);
        assert_eq!(read.as_rdata(), rdata, "{}", vector.id);

        let record = RecordBuf::new(&owner, 60, class, &read).unwrap();
        assert_eq!(record.rdata(), rdata, "{}", vector.id);
        let want = composed(|builder| builder.push(&owner, 60, class, &rdata));
        assert_eq!(composed(|builder| builder.push(&owner, 60, class, &read)), want);
        assert_eq!(composed(|builder| builder.push_record(&record)), want);
        assert_eq!(composed(|builder| builder.push_records([&record])), want);
        let message = Message::parse(&want).unwrap();
        let borrowed = message.answers().next().unwrap();
        assert_eq!(composed(|builder| builder.push_record(&borrowed)), want);
        types.insert(rtype);
    }
    assert!(types.len() >= 93, "{}", types.len());
}

#[test]
fn invalid_rdata_is_not_made() {
    let mut refused = 0;
    for vector in vectors::invalid() {
        if vector.row["rule"] != "structure" {
            continue;
        }
        let (rtype, class) = (Type(vector.rtype), Class(vector.class));
        let octets = vector.message();
        let Rdata::Malformed(malformed) = only_record(&octets).rdata() else { continue };
        let error = RdataBuf::from_octets(rtype, class, &vector.wire).expect_err(&vector.id);
        assert_eq!(error.field(), malformed.error.field(), "{}", vector.id);
        assert!(RdataBuf::new(Rdata::Malformed(malformed)).is_err(), "{}", vector.id);
        refused += 1;
    }
    assert!(refused > 50, "{refused}");
    let owner: NameBuf = "x.".parse().unwrap();
    assert!(RecordBuf::new(&owner, 1, Class::CH, A::new([192, 0, 2, 1].into())).is_err());
}

#[test]
fn lists_are_made_from_values() {
    let name = |text: &str| text.parse::<NameBuf>().unwrap();
    let strings = ListBuf::<[u8]>::new([&b"a"[..], b"", b"b c"]).unwrap();
    let servers = ListBuf::<NameBuf>::new([&name("r.x."), &name("s.x.")]).unwrap();
    let prefixes = ListBuf::<AddressPrefix<'_>>::new([
        ([10, 0, 0, 0].into(), 8, false),
        ("2001:db8::".parse().unwrap(), 32, true),
    ])
    .unwrap();
    let types: TypeBitmapBuf =
        [Type::CAA, Type::A, Type(65280), Type::NSEC, Type::A].into_iter().collect();
    let ports: PortsBuf = [443, 25].into_iter().collect();
    let next = name("n.x.");
    let cases: [(Rdata<'_>, &str); 7] = [
        (Txt { txt_data: strings.as_list() }.into(), r#""a" "" "b c""#),
        (Apl { items: prefixes.as_list() }.into(), "1:10.0.0.0/8 !2:2001:db8::/32"),
        (
            Hip {
                pk_algorithm: 2,
                hit: &[1],
                public_key: &[2],
                rendezvous_servers: servers.as_list(),
            }
            .into(),
            "2 01 Ag== r.x. s.x.",
        ),
        (
            Csync { soa_serial: 1, flags: 3, type_bit_map: types.as_bitmap() }.into(),
            "1 3 A NSEC CAA TYPE65280",
        ),
        (
            Nxt { next_domain_name: next.as_name(), type_bit_map: types.as_nxt_bitmap() }.into(),
            "n.x. A NSEC",
        ),
        (
            Wks { address: [192, 0, 2, 1].into(), protocol: 6, bitmap: ports.as_ports() }.into(),
            "192.0.2.1 6 25 443",
        ),
        (
            Nsec3 {
                hash_algorithm: Nsec3HashAlgorithm::SHA_1,
                flags: 0,
                iterations: 0,
                salt: &[],
                next_hashed_owner_name: &[0; 20],
                type_bit_maps: types.as_bitmap(),
            }
            .into(),
            "1 0 0 - 00000000000000000000000000000000 A NSEC CAA TYPE65280",
        ),
    ];
    for (rdata, text) in cases {
        assert_eq!(rdata.to_string(), text);
        let read: RdataBuf = format!("{} {text}", rdata.rtype()).parse().unwrap();
        assert_eq!(RdataBuf::new(rdata).unwrap().as_octets(), read.as_octets(), "{text}");
    }
}

#[test]
fn lists_are_checked_when_made() {
    assert!(ListBuf::<[u8]>::new(["s".repeat(255)]).is_ok());
    assert!(ListBuf::<[u8]>::new(["s".repeat(256)]).is_err());
    assert!(ListBuf::<[u8]>::new(vec!["s".repeat(255); 255]).is_ok());
    assert!(ListBuf::<[u8]>::new(vec!["s".repeat(255); 256]).is_err());
    assert!(ListBuf::<AddressPrefix<'_>>::new([([10, 0, 0, 1].into(), 32, false)]).is_ok());
    assert!(ListBuf::<AddressPrefix<'_>>::new([([10, 0, 0, 0].into(), 33, false)]).is_err());
    assert!(ListBuf::<SvcParamKey>::new([SvcParamKey::PORT, SvcParamKey::PORT]).is_err());
    assert!(RdataBuf::txt(Vec::<&str>::new()).is_err(), "TXT has a string");
    assert!(ListBuf::<[u8]>::new(vec!["s"; 40_000]).is_err());
}

#[test]
fn parameters_are_sorted_and_checked() {
    let protocols = ListBuf::<[u8]>::new(["h2"]).unwrap();
    let mut params = SvcParamsBuf::new();
    params.push(&Port { port: 1 }).unwrap();
    params.push(&Alpn { alpn_ids: protocols.as_list() }).unwrap();
    assert!(params.push(&Port { port: 2 }).is_err());
    assert!(params.push_octets(SvcParamKey::IPV4HINT, &[1, 2, 3]).is_err());
    let params = params.with_mandatory([SvcParamKey::PORT, SvcParamKey::ALPN]).unwrap();
    let root = NameBuf::ROOT;
    let https = RdataBuf::https(1, &root, &params).unwrap();
    assert_eq!(https.to_string(), "1 . mandatory=alpn,port alpn=\"h2\" port=1");
    assert_eq!(RdataBuf::svcb(1, &root, &params).unwrap().as_octets(), https.as_octets());
}

#[test]
fn names_are_made_from_names_octets_and_addresses() {
    use std::net::IpAddr;
    let name = |text: &str| NameBuf::try_from(text).unwrap();
    let zone = name("Example.org.");
    assert!(zone == "example.ORG" && zone != "example..org" && zone.as_name() == "example.org.");
    assert_eq!(zone.child("www").unwrap().to_string(), "www.Example.org.");
    assert_eq!(zone.child("a.b").unwrap().to_string(), r"a\.b.Example.org.");
    assert!(zone.child("").is_err() && zone.child("l".repeat(64)).is_err());
    assert_eq!(zone.parent().unwrap().to_string(), "org.");
    assert_eq!(NameBuf::ROOT.parent(), None);
    assert_eq!(name("a.b").join(&zone).unwrap().to_string(), "a.b.Example.org.");
    let long = "aaaaaaa.".repeat(30);
    assert!(name(&long).join(name("bbbbbbb.bbbbb.").as_name()).is_ok());
    assert!(name(&long).join(name("bbbbbbb.bbbbbbb.").as_name()).is_err());
    assert_eq!(zone.as_name().to_lowercase().to_string(), "example.org.");
    assert_eq!(NameBuf::from_octets(zone.as_octets()).unwrap(), zone);
    for wrong in [&b""[..], b"\x01a", b"\x01a\0\0", b"\xc0\0", b"\x40", b"\x02a\0"] {
        assert!(NameBuf::from_octets(wrong).is_err(), "{wrong:?}");
    }
    for (address, text) in [
        ("192.0.2.10", "10.2.0.192.in-addr.arpa."),
        ("255.100.0.9", "9.0.100.255.in-addr.arpa."),
        (
            "2001:db8::567:89ab",
            "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
        ),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(NameBuf::from(address).to_string(), text);
        assert_eq!(name(text).to_address(), Some(address));
        assert_eq!(name(&text.to_uppercase()).to_address(), Some(address));
    }
    for wrong in [
        "2.0.192.in-addr.arpa.",
        "1.2.3.256.in-addr.arpa.",
        "01.2.3.4.in-addr.arpa.",
        "1.2.3.4.x.arpa.",
        "0.1.2.3.4.in-addr.arpa.",
    ] {
        assert_eq!(name(wrong).to_address(), None, "{wrong}");
    }
}

#[test]
fn short_ways_make_records() {
    let owner: NameBuf = "example.".parse().unwrap();
    let record = RecordBuf::new(&owner, 300, Class::IN, Mx::new(10, &owner)).unwrap();
    assert_eq!(record, "example. 300 IN MX 10 example.".parse().unwrap());
    assert_eq!(record.to_string().parse::<RecordBuf>().unwrap(), record);
}

#[test]
fn lists_of_pairs_keep_both_parts_of_each() {
    let transports = [(&b"dot"[..], 0), (b"doq", 100)]
        .map(|(protocol, weight)| WeightedTransport { protocol, weight });
    let list = ListBuf::<WeightedTransport<'_>>::new(transports).unwrap();
    assert_eq!(list.as_list().iter().collect::<Vec<_>>(), transports);
    let fields = [
        UmbrellaField::Asset(0x0102_0304),
        UmbrellaField::Organization(7),
        UmbrellaField::Ipv4([192, 0, 2, 1].into()),
        UmbrellaField::Ipv6("2001:db8::1".parse().unwrap()),
        UmbrellaField::Device(b"12345678"),
    ];
    let list = ListBuf::<UmbrellaField<'_>>::new(fields).unwrap();
    assert_eq!(list.as_list().iter().collect::<Vec<_>>(), fields);
    assert!(ListBuf::<UmbrellaField<'_>>::new([UmbrellaField::Device(b"1234567")]).is_err());
}

#[test]
fn a_query_has_one_question_and_asks_for_recursion() {
    let name: NameBuf = "example.".parse().unwrap();
    let want = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07example\0\0\x0F\0\x01";
    assert_eq!(dnswire::query(0x1234, &name, Type::MX), want);
}

#[test]
fn debug_output_of_rdata_has_its_type_and_text() {
    let rdata: RdataBuf = "MX 10 m.".parse().unwrap();
    assert_eq!(format!("{rdata:?}"), "RdataBuf(MX 10 m.)");
}

#[test]
fn attributes_have_a_printable_key_and_the_text_after_the_first_equals_sign() {
    let strings = [&b"a=b=c"[..], b"=x", b"key", b"\x7F=1", b"\x1F=1", b"e=", b""];
    let list = ListBuf::<[u8]>::new(strings).unwrap();
    let attributes: Vec<_> = Txt { txt_data: list.as_list() }.attributes().collect();
    assert_eq!(attributes, [("a", Some(&b"b=c"[..])), ("key", None), ("e", Some(b""))]);
}
