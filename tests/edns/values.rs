//! Options as values: found by code, equal by code and octets, shown alone.

use std::net::{Ipv4Addr, Ipv6Addr};

use dnswire::edns::{MqtypeResponse, Nsid, Umbrella};
use dnswire::layout::UmbrellaField;
use dnswire::registry::OptionCode;
use dnswire::{Message, Type, Value};
use dnswire_support::hash;

use super::{message, option, with_edns};

#[test]
fn an_option_is_found_by_its_code() {
    let options = [
        option(OptionCode::NSID, b"a"),
        option(OptionCode::PADDING, &[0, 0]),
        option(OptionCode::NSID, b"b"),
    ];
    with_edns(&options.concat(), |edns| {
        let nsid = edns.options().find(OptionCode::NSID).unwrap();
        assert_eq!((nsid.code, nsid.octets), (OptionCode::NSID, &b"a"[..]));
        let padding = edns.options().find(OptionCode::PADDING).unwrap();
        assert_eq!(padding.octets, [0, 0]);
        assert!(edns.options().find(OptionCode::COOKIE).is_none());
        let nsid = edns.option::<Nsid>().unwrap().unwrap();
        assert_eq!(nsid.nsid, b"a");
    });
}

#[test]
fn options_are_equal_by_code_and_octets() {
    let options = [
        option(OptionCode::NSID, b"a"),
        option(OptionCode(65001), b"a"),
        option(OptionCode::NSID, b"a"),
        option(OptionCode::NSID, b"b"),
    ];
    with_edns(&options.concat(), |edns| {
        let all: Vec<_> = edns.options().iter().collect();
        assert_eq!(all[0], all[2]);
        assert_eq!(hash(all[0]), hash(all[2]));
        for other in [all[1], all[3]] {
            assert_ne!(all[0], other);
            assert_ne!(hash(all[0]), hash(other));
        }
        assert_eq!(all[0].data().to_string(), all[0].to_string());
        assert_eq!(all[1].data().to_string(), all[1].to_string());
    });
}

#[test]
fn types_that_are_answered_too_are_types() {
    let octets = message(&option(OptionCode::MQTYPE_RESPONSE, b"\0\x1c\0\x41"));
    let message = Message::parse(&octets).unwrap();
    let types = message.edns().unwrap().option::<MqtypeResponse>().unwrap().unwrap();
    assert!(types.types().eq([Type::AAAA, Type::HTTPS]));
}

#[test]
fn every_way_to_tell_whom_a_query_is_for() {
    let v6 = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
    let fields = [
        &b"ODNS\x01\0\0\x04\0\0\0\x63\0\x08\0\0\0\x07\0\x10\xc0\0\x02\x01\0\x20"[..],
        &v6.octets(),
        b"\0\x40\x01\x02\x03\x04\x05\x06\x07\x08",
    ];
    with_edns(&option(OptionCode::UMBRELLA_IDENT, &fields.concat()), |edns| {
        let fields = edns.option::<Umbrella>().unwrap().unwrap().fields;
        let numbers: Vec<_> = fields.iter().map(UmbrellaField::number).collect();
        assert_eq!(numbers, [4, 8, 16, 32, 64]);
        let want = [
            UmbrellaField::Asset(99),
            UmbrellaField::Organization(7),
            UmbrellaField::Ipv4(Ipv4Addr::new(192, 0, 2, 1)),
            UmbrellaField::Ipv6(v6),
        ];
        assert!(fields.iter().take(4).eq(want));
        let shown = edns.options().iter().next().unwrap().to_string();
        assert!(shown.contains("client=192.0.2.1") && shown.contains("client=2001:db8::1"));
        let mut values = Vec::new();
        edns.options().iter().next().unwrap().for_each_field(|field| values.push(field.value));
        assert!(values.iter().any(|value| matches!(value, Value::Ipv6(address) if address == &v6)));
    });
}

#[test]
fn the_first_malformed_option_of_a_record_is_told() {
    let options = [option(OptionCode::NSID, b"a"), option(OptionCode::COOKIE, b"short")].concat();
    let octets = message(&options);
    let message = Message::parse(&octets).unwrap();
    let [other, opt] = [0, 1].map(|at| message.additional().nth(at).unwrap());
    assert_eq!(other.malformed_part(), None);
    let error = opt.malformed_part().unwrap();
    assert_eq!(opt.malformed(), None);
    assert!(error.offset() >= opt.rdata_offset() + 9, "{error}");
}

/// The EDNS of a message whose OPT record has this TTL field.
fn with_ttl<T>(ttl: [u8; 4], work: impl FnOnce(dnswire::Edns<'_>) -> T) -> T {
    let mut octets = message(b"");
    let at = octets.len() - 6;
    octets[at..at + 4].copy_from_slice(&ttl);
    work(Message::parse(&octets).unwrap().edns().unwrap())
}

#[test]
fn the_ttl_field_of_opt_is_rcode_version_and_flags() {
    let read = |edns: dnswire::Edns<'_>| {
        (edns.version(), edns.dnssec_ok(), edns.compact_ok(), edns.z(), edns.extended_rcode_bits())
    };
    assert_eq!(with_ttl([0, 0, 0, 0], read), (0, false, false, 0, 0));
    assert_eq!(with_ttl([0, 1, 0x80, 0], read), (1, true, false, 0, 0));
    assert_eq!(with_ttl([2, 0, 0x40, 1], read), (0, false, true, 0x4001, 2));
    assert_eq!(with_ttl([0, 9, 0x3F, 0xFF], read), (9, false, false, 0x3FFF, 0));
}

#[test]
fn all_options_are_equal_by_octets_and_shown_in_a_row() {
    let two = [option(OptionCode::NSID, b"a"), option(OptionCode::PADDING, &[0])].concat();
    with_edns(&two, |edns| {
        let options = edns.options();
        assert!(!options.is_empty());
        with_edns(&two, |other| {
            assert_eq!(options, other.options());
            assert_eq!(hash(options), hash(other.options()));
        });
        with_edns(&two[..5], |other| {
            assert_ne!(options, other.options());
            assert_ne!(hash(options), hash(other.options()));
        });
        let all: Vec<_> = options.iter().map(|option| option.to_string()).collect();
        let shown = options.iter().map(|option| format!("Raw({option})")).collect::<Vec<_>>();
        assert_eq!(options.iter().map(|option| format!("{option:?}")).collect::<Vec<_>>(), shown);
        let debug = format!("{options:?}");
        assert!(shown.iter().all(|shown| debug.contains(shown.as_str())), "{debug}");
        assert!(edns.to_string().ends_with(&all.join("; ")) || edns.to_string().contains(&all[0]));
    });
    with_edns(b"", |edns| assert!(edns.options().is_empty()));
}

#[test]
fn options_are_shown_as_a_field_of_their_record() {
    let options = [option(OptionCode::NSID, b"a"), option(OptionCode::COOKIE, &[7; 8])];
    let octets = message(&options.concat());
    let message = Message::parse(&octets).unwrap();
    let opt = message.additional().nth(1).unwrap();
    let shown: Vec<_> =
        message.edns().unwrap().options().iter().map(|option| option.to_string()).collect();
    let mut values = Vec::new();
    opt.for_each_field(|field| values.push(field.value.to_string()));
    assert_eq!(values, [shown.join("; ")]);
    assert!(opt.to_string().ends_with(&shown.join("; ")), "{opt}");
}
