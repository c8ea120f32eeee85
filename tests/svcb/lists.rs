//! Lists inside parameters, and parameters, as values: iteration, equality, hash, `Debug`.

use dnswire::rdata::svcb::{Alpn, Docpath, Ipv4hint, Mandatory};
use dnswire::registry::SvcParamKey;
use dnswire::{Message, Rule, Value};
use dnswire_support::hash;

use super::{message, param, with_https};
use dnswire_support::{header, record};

#[test]
fn lists_of_the_same_octets_are_equal_wherever_they_stand() {
    let two = b"\x02h2\x02h3";
    let (mut first, mut second) = (param(1, two), param(0, b"\0\x01"));
    second.extend(param(1, two));
    first.extend(param(4, &[192, 0, 2, 1]));
    with_https(&first, |one| {
        with_https(&second, |other| {
            let [one, other] = [one, other].map(|https| https.param::<Alpn>().unwrap().unwrap());
            assert_eq!(one.alpn_ids, other.alpn_ids);
            assert_eq!(hash(one.alpn_ids), hash(other.alpn_ids));
            assert_eq!(format!("{:?}", one.alpn_ids), "[[104, 50], [104, 51]]");
        });
        with_https(&param(1, b"\x02h2"), |other| {
            let [one, other] = [one, other].map(|https| https.param::<Alpn>().unwrap().unwrap());
            assert_ne!(one.alpn_ids, other.alpn_ids);
            assert_ne!(hash(one.alpn_ids), hash(other.alpn_ids));
        });
    });
}

#[test]
fn a_list_can_be_walked_and_knows_whether_it_is_empty() {
    let params = [param(1, b"\x02h2\x02h3"), param(4, &[192, 0, 2, 1])].concat();
    with_https(&params, |https| {
        let ids = https.param::<Alpn>().unwrap().unwrap().alpn_ids;
        let mut lens = Vec::new();
        for id in ids {
            lens.push((id.len(), id[1]));
        }
        assert_eq!(lens, [(2, b'2'), (2, b'3')]);
        assert!(ids.into_iter().eq([b"h2", b"h3"]));
        assert!(!ids.is_empty());
        assert!(!https.param::<Ipv4hint>().unwrap().unwrap().addresses.is_empty());
    });
    with_https(&param(10, b""), |https| {
        let segments = https.param::<Docpath>().unwrap().unwrap().segments;
        assert!(segments.is_empty());
        assert_eq!((segments.iter().count(), segments.as_octets()), (0, &b""[..]));
    });
}

#[test]
fn keys_and_groups_are_numbers_in_the_walk_over_fields() {
    let params = [param(0, b"\0\x01\0\x03"), param(1, b"\x02h2"), param(3, b"\x01\xbb")].concat();
    with_https(&params, |https| {
        let raw = https.svc_params.find(SvcParamKey::MANDATORY).unwrap();
        let mut numbers = Vec::new();
        raw.for_each_field(|field| match field.value {
            Value::Numbers(list) => numbers.extend(list.iter()),
            other => panic!("{other:?}"),
        });
        assert_eq!(numbers, [1, 3]);
        let keys = https.param::<Mandatory>().unwrap().unwrap().keys;
        assert_eq!(format!("{keys:?}"), "[SvcParamKey(alpn), SvcParamKey(port)]");
    });
}

#[test]
fn parameters_are_equal_by_key_and_octets() {
    let params = [param(1, b"\x02h2"), param(65280, b"\x02h2"), param(65281, b"a")].concat();
    with_https(&params, |https| {
        let mut all = https.svc_params.iter();
        assert!(format!("{all:?}").starts_with("[Raw(alpn="), "{all:?}");
        let (alpn, private) = (all.next().unwrap(), all.next().unwrap());
        assert_ne!(alpn, private);
        assert_ne!(hash(alpn), hash(private));
        with_https(&param(65280, b"\x02h2"), |other| {
            let other = other.svc_params.iter().next().unwrap();
            assert_eq!(private, other);
            assert_eq!(hash(private), hash(other));
        });
        assert_eq!(alpn.data().to_string(), r#"alpn="h2""#);
        assert_eq!(private.data().to_string(), r#"key65280="\002h2""#);
    });
}

#[test]
fn the_first_malformed_parameter_of_a_record_is_told() {
    let params = [param(1, b"\x02h2"), param(3, b"\x01"), param(4, b"\x01")].concat();
    for rtype in [64, 65] {
        let rdata = [b"\0\x01\0", &params[..]].concat();
        let octets = [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", rtype, &rdata)].concat();
        let message = Message::parse(&octets).unwrap();
        let found = message.answers().next().unwrap();
        assert_eq!(found.malformed(), None);
        // After 26 octets: a parameter of 7, and the code and length of the next one.
        assert_eq!(found.malformed_part().map(|error| error.offset()), Some(26 + 7 + 4));
        let sound = [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", rtype, b"\0\x01\0")].concat();
        let sound = Message::parse(&sound).unwrap();
        assert_eq!(sound.answers().next().unwrap().malformed_part(), None);
    }
}

#[test]
fn no_default_alpn_needs_alpn_before_it() {
    let [mandatory, alpn, no_default, port] =
        [param(0, b"\0\x01"), param(1, b"\x02h2"), param(2, b""), param(3, b"\0\x50")];
    let rules = |params: &[&[u8]]| -> Vec<Rule> {
        let octets = message(&params.concat());
        let message = Message::parse(&octets).unwrap();
        message.findings().map(|finding| finding.rule()).collect()
    };
    assert_eq!(rules(&[&mandatory, &alpn, &no_default, &port]), []);
    assert_eq!(rules(&[&mandatory, &alpn, &port]), []);
    assert_eq!(rules(&[&no_default, &port]), [Rule::NoDefaultAlpn]);
}
