//! SVCB and HTTPS: typed access to parameters, their text, and malformed ones.

mod lists;

use std::net::{Ipv4Addr, Ipv6Addr};

use super::coded::{assert_cases, assert_error, coded, with_message};
use dnswire::rdata::svcb::{
    Alpn, Docpath, Dohpath, Ech, Ipv4hint, Ipv6hint, Mandatory, NoDefaultAlpn, Ohttp, Oots, Port,
    Pvd, SvcParam, TlsSupportedGroups,
};
use dnswire::rdata::{Https, Malformed, Rdata, Svcb};
use dnswire::registry::SvcParamKey;
use dnswire::{ErrorKind, Message, Type};
use dnswire_support::csv::registry;
use dnswire_support::vectors::{self, is_malformed};
use dnswire_support::{data, header, record, text};

/// A parameter.
fn param(key: u16, value: &[u8]) -> Vec<u8> {
    coded(key, value)
}

/// A message with an HTTPS record of priority 1 that has these parameters; they start at octet 26.
fn message(params: &[u8]) -> Vec<u8> {
    let rdata = [b"\0\x01\0", params].concat();
    [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", 65, &rdata)].concat()
}

/// Calls `work` with an HTTPS record that has these parameters.
fn with_https<T>(params: &[u8], work: impl FnOnce(Https<'_>) -> T) -> T {
    with_message(&message(params), |message| {
        let record = message.answers().next().unwrap();
        work(record.data::<Https>().unwrap().unwrap())
    })
}

/// Asserts the text of a parameter with this value.
#[track_caller]
fn shown(key: SvcParamKey, value: &[u8], want: &str) {
    with_https(&param(key.0, value), |https| {
        assert_eq!(https.svc_params.iter().next().unwrap().to_string(), want);
        assert_eq!(https.svc_params.to_string(), want);
        assert_eq!(https.to_string(), format!("1 . {want}"));
    });
}

/// Asserts that a parameter with this value is malformed; its error has this text after the key.
#[track_caller]
fn refused(key: SvcParamKey, value: &[u8], want: &str) {
    with_https(&param(key.0, value), |https| {
        let raw = https.svc_params.find(key).unwrap();
        let SvcParam::Malformed { raw: param, error } = raw.data() else {
            panic!("{raw} is not refused")
        };
        assert_eq!(param, raw);
        assert_eq!(raw.malformed(), Some(error));
        assert_eq!((error.param(), error.rtype()), (Some(key), Some(Type::HTTPS)));
        let place = format!("answer record 0 (HTTPS), parameter {key}, ");
        assert_error(error, &place, want);
        // Its octets are in the text.
        assert!(raw.to_string().starts_with(&format!("key{}", key.0)), "{raw}");
    });
}

#[test]
fn parameters_of_every_vector_are_decoded_and_composed_again() {
    for vector in vectors::valid() {
        let octets = vector.message();
        let message = Message::parse(&octets).unwrap();
        let params = match message.records().next().unwrap().rdata() {
            Rdata::Svcb(svcb) => svcb.svc_params,
            Rdata::Https(https) => https.svc_params,
            _ => continue,
        };
        for raw in params {
            let data = raw.data();
            assert!(!matches!(data, SvcParam::Malformed { .. }), "{}: {raw}", vector.id);
            let mut room = [0; 512];
            assert_eq!(data.write_to(&mut room).unwrap(), raw.octets, "{}", vector.id);
            assert_eq!(data.to_octets(), raw.octets, "{}", vector.id);
            assert_eq!(data.code(), raw.code, "{}", vector.id);
            let mut end = raw.offset();
            raw.for_each_field(|field| end = field.range.end);
            let whole = raw.offset() + raw.octets.len();
            let is_unknown = matches!(data, SvcParam::Unknown(_));
            assert_eq!(end, if is_unknown { raw.offset() } else { whole }, "{}", vector.id);
        }
    }
}

#[test]
fn every_key_of_the_registry_is_typed() {
    for row in registry("svcparam_keys") {
        let Some(key) = row.number("value").filter(|key| *key != 65535) else { continue };
        with_https(&param(key, &[]), |https| {
            let data = https.svc_params.find(SvcParamKey(key)).unwrap().data();
            assert!(!matches!(data, SvcParam::Unknown(_)), "{}", row.text("name"));
        });
    }
}

#[test]
fn parameters_have_types() {
    let params = [
        param(0, b"\0\x01\0\x04"),
        param(1, b"\x02h2\x05h3-19"),
        param(2, b""),
        param(3, b"\x01\xbb"),
        param(4, &[192, 0, 2, 1, 192, 0, 2, 2]),
        param(5, b"\0\x04\xfe\x0d\0\0"),
        param(6, &Ipv6Addr::LOCALHOST.octets()),
        param(7, b"/dns-query{?dns}"),
        param(8, b""),
        param(9, b"\x11\xec\0\x1d"),
        param(10, b"\x01n\x01s"),
        param(11, b""),
        param(12, b"\x04do53\x64\x03dot\x0a"),
        param(65280, b"\0\xff"),
    ];
    with_https(&params.concat(), |https| {
        let mandatory = https.param::<Mandatory>().unwrap().unwrap();
        assert!(mandatory.keys.iter().eq([SvcParamKey::ALPN, SvcParamKey::IPV4HINT]));
        let alpn = https.param::<Alpn>().unwrap().unwrap();
        assert!(alpn.alpn_ids.iter().eq([&b"h2"[..], b"h3-19"]));
        assert_eq!(https.param::<NoDefaultAlpn>(), Some(Ok(NoDefaultAlpn)));
        assert_eq!(https.param::<Port>(), Some(Ok(Port { port: 443 })));
        let hints = https.param::<Ipv4hint>().unwrap().unwrap().addresses;
        assert!(hints.iter().eq([Ipv4Addr::new(192, 0, 2, 1), Ipv4Addr::new(192, 0, 2, 2)]));
        assert_eq!(https.param::<Ech>().unwrap().unwrap().ech_config_list.len(), 6);
        let hints = https.param::<Ipv6hint>().unwrap().unwrap().addresses;
        assert!(hints.iter().eq([Ipv6Addr::LOCALHOST]));
        let path = https.param::<Dohpath>().unwrap().unwrap();
        assert_eq!(path.uri_template, "/dns-query{?dns}");
        assert_eq!(https.param::<Ohttp>(), Some(Ok(Ohttp)));
        let groups = https.param::<TlsSupportedGroups>().unwrap().unwrap().groups;
        assert!(groups.iter().eq([0x11ec, 29]));
        let segments = https.param::<Docpath>().unwrap().unwrap().segments;
        assert!(segments.iter().eq([b"n", b"s"]));
        assert_eq!(https.param::<Pvd>(), Some(Ok(Pvd)));
        let transports = https.param::<Oots>().unwrap().unwrap().transports;
        assert!(
            transports
                .iter()
                .map(|t| (t.protocol, t.weight))
                .eq([(&b"do53"[..], 100), (b"dot", 10)])
        );
        let private = https.svc_params.find(SvcParamKey(65280)).unwrap();
        assert_eq!((private.octets, private.data()), (&b"\0\xff"[..], SvcParam::Unknown(private)));
        assert!(https.svc_params.find(SvcParamKey(13)).is_none());
    });
}

#[test]
fn parameters_are_shown_as_rfc_9460_has_it() {
    use SvcParamKey as Key;
    let rows: &[(SvcParamKey, &[u8], &str)] = &[
        (Key::MANDATORY, b"\0\x01\0\x04\x02\x9b", "mandatory=alpn,ipv4hint,key667"),
        (Key::ALPN, b"\x02h2\x02h3", r#"alpn="h2,h3""#),
        (Key::ALPN, b"\x08f\\oo,bar\x02h2", r#"alpn="f\\\\oo\\,bar,h2""#),
        (Key::ALPN, b"\x05\"\x00 \xff;", r#"alpn="\"\000 \255;""#),
        (Key::NO_DEFAULT_ALPN, b"", "no-default-alpn"),
        (Key::PORT, b"\x01\xbb", "port=443"),
        (Key::IPV4HINT, &[192, 0, 2, 1, 192, 0, 2, 2], "ipv4hint=192.0.2.1,192.0.2.2"),
        (Key::IPV6HINT, &Ipv6Addr::LOCALHOST.octets(), "ipv6hint=::1"),
        (Key::ECH, b"\0\x04\xfe\x0d\0\0", r#"ech="AAT+DQAA""#),
        (Key::DOHPATH, b"/q{?dns}\xc3\xa9,", r#"dohpath="/q{?dns}\195\169,""#),
        (Key::OHTTP, b"", "ohttp"),
        (Key::TLS_SUPPORTED_GROUPS, b"\x11\xec\0\x1d", "tls-supported-groups=4588,29"),
        (Key::DOCPATH, b"\x03a,b\x01s", r#"docpath="a\\,b,s""#),
        (Key::DOCPATH, b"", "docpath"),
        (Key::PVD, b"", "pvd"),
        (Key::OOTS, b"\x04do53\x64\x03dot\x0a", r#"oots="do53:100,dot:10""#),
        (Key(667), b"a\\\"b,\xd2", r#"key667="a\\\"b,\210""#),
        (Key(667), b"", "key667"),
        (Key(65535), b"x", r#"key65535="x""#),
    ];
    for (number, octets, want) in rows {
        shown(*number, octets, want);
    }
}

#[test]
fn malformed_values_are_shown_with_all_their_octets() {
    shown(SvcParamKey::PORT, b"5", r#"key3="5""#);
    shown(SvcParamKey::IPV4HINT, b"", "key4");
    shown(SvcParamKey::ALPN, b"\x03h2", r#"key1="\003h2""#);
    shown(SvcParamKey::NO_DEFAULT_ALPN, b"\0", r#"key2="\000""#);
    shown(SvcParamKey::DOHPATH, b"a\xff", r#"key7="a\255""#);
}

#[test]
fn an_error_names_the_key_the_field_and_the_octet() {
    use SvcParamKey as Key;
    // The header, the head of the record, priority, target and the head of the parameter have
    // 12 + 11 + 3 + 4 octets.
    let rows: &[(SvcParamKey, &[u8], &str)] = &[
        (
            Key::PORT,
            b"5",
            "port, octet 30: the field runs past the end of its data: length 2, 1 octets left",
        ),
        (Key::PORT, b"\0\x35\0", "octet 32: octets are left over: 1"),
        (
            Key::ALPN,
            b"",
            "alpn_ids, octet 30: the field runs past the end of its data: length 1, 0 octets left",
        ),
        (Key::ALPN, b"\x02h2\0", "alpn_ids, octet 33: an item of the list is empty"),
        (
            Key::ALPN,
            b"\x02h2\x03h3",
            "alpn_ids, octet 34: the field runs past the end of its data: length 3, 2 octets left",
        ),
        (
            Key::IPV4HINT,
            b"",
            "addresses, octet 30: the field runs past the end of its data: length 4, 0 octets left",
        ),
        (
            Key::IPV4HINT,
            &[1; 5],
            "addresses, octet 34: the field runs past the end of its data: length 4, 1 octets left",
        ),
        (
            Key::IPV6HINT,
            &[1; 15],
            "addresses, octet 30: the field runs past the end of its data: length 16, 15 octets left",
        ),
        (Key::NO_DEFAULT_ALPN, b"x", "octet 30: octets are left over: 1"),
        (Key::OHTTP, b"x", "octet 30: octets are left over: 1"),
        (Key::PVD, b"x", "octet 30: octets are left over: 1"),
        (
            Key::MANDATORY,
            b"",
            "keys, octet 30: the field runs past the end of its data: length 2, 0 octets left",
        ),
        (
            Key::MANDATORY,
            b"\0\0",
            "keys, octet 30: the mandatory keys do not ascend, or list mandatory itself",
        ),
        (
            Key::MANDATORY,
            b"\0\x03\0\x01",
            "keys, octet 32: the mandatory keys do not ascend, or list mandatory itself",
        ),
        (
            Key::MANDATORY,
            b"\0\x01\0\x01",
            "keys, octet 32: the mandatory keys do not ascend, or list mandatory itself",
        ),
        (Key::DOHPATH, b"/\xff", "uri_template, octet 31: the text is not UTF-8"),
        (
            Key::TLS_SUPPORTED_GROUPS,
            b"\0\x1d\0\x17\0\x1d",
            "groups, octet 34: an item of the list is repeated",
        ),
        (Key::DOCPATH, b"\x01n\0", "segments, octet 32: an item of the list is empty"),
        (
            Key::OOTS,
            b"\x03dot\x65",
            "transports, octet 34: the weight of the transport is above 100",
        ),
        (Key::OOTS, b"\x03udp\x01", "transports, octet 30: the transport is not known"),
        (
            Key::OOTS,
            b"\x03dot\x01\x03dot\x02",
            "transports, octet 35: an item of the list is repeated",
        ),
    ];
    for (number, octets, want) in rows {
        refused(*number, octets, want);
    }
}

#[test]
fn keys_that_do_not_ascend_make_the_rdata_malformed() {
    let malformed = |params: &[u8]| {
        let octets = message(params);
        let message = Message::parse(&octets).unwrap();
        match message.answers().next().unwrap().rdata() {
            Rdata::Malformed(Malformed { error, .. }) => Some((error.kind(), error.offset())),
            _ => None,
        }
    };
    let (a, b) = (param(1, b"\x02h3"), param(3, b"\0\x35"));
    assert_eq!(malformed(&[&*a, &b].concat()), None);
    assert_eq!(malformed(&[&*b, &a].concat()), Some((ErrorKind::ParamOrder, 32)));
    assert_eq!(malformed(&[&*a, &a].concat()), Some((ErrorKind::ParamOrder, 33)));
    let cut = ErrorKind::Overrun { needed: 2, available: 1 };
    assert_eq!(malformed(&[&*a, b"\0\x03\0"].concat()), Some((cut, 35)));
    let overrun = ErrorKind::Overrun { needed: 4, available: 1 };
    assert_eq!(malformed(b"\0\x03\0\x04\x35"), Some((overrun, 30)));
    assert_eq!(malformed(&param(65535, b"")), None);
}

/// True if the first record of type SVCB or HTTPS breaks a rule or is malformed.
fn is_refused(octets: &[u8]) -> bool {
    let message = Message::parse(octets).unwrap();
    let bindings = [Type::SVCB, Type::HTTPS];
    let is_of_binding = |rtype: Option<Type>| rtype.is_some_and(|rtype| bindings.contains(&rtype));
    message.findings().any(|finding| is_of_binding(finding.rtype()))
}

#[test]
fn cases_agree_with_the_strict_reading() {
    let cases = data("cases.jsonl");
    let classes = cases.iter().map(|case| text(case, "class"));
    let classes: Vec<_> = classes.filter(|class| class.starts_with("svcb.")).collect();
    assert_cases(&classes, is_refused);
}

#[test]
fn values_that_break_a_rule_leave_the_rdata_readable() {
    let entries = vectors::invalid().into_iter().filter(|entry| entry.row["rule"] == "value");
    for entry in entries.filter(|entry| matches!(&*entry.mnemonic, "SVCB" | "HTTPS")) {
        let octets = entry.message();
        assert!(!is_malformed(&octets), "{}", entry.id);
        assert!(is_refused(&octets), "{}", entry.id);
    }
}

#[test]
fn nobody_looks_at_the_parameters_of_an_alias() {
    let rdata = [b"\0\0\x01a\0", &*param(3, b"5"), &param(65535, b"")].concat();
    let octets = [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", 64, &rdata)].concat();
    let message = Message::parse(&octets).unwrap();
    let svcb = message.answers().next().unwrap().data::<Svcb>().unwrap().unwrap();
    assert!(svcb.is_alias());
    assert_eq!(svcb.svc_params.iter().count(), 2);
    assert_eq!(svcb.param::<Port>().unwrap().unwrap_err().rtype(), Some(Type::SVCB));
    assert_eq!(message.findings().next(), None);
}

#[test]
fn equal_parameters_are_equal_wherever_they_stand() {
    with_https(&[param(1, b"\x01a"), param(3, b"\0\x35")].concat(), |one| {
        with_https(&param(3, b"\0\x35"), |two| {
            let (first, second) =
                (one.svc_params.find(SvcParamKey::PORT), two.svc_params.find(SvcParamKey::PORT));
            assert_eq!(first, second);
            assert_ne!(one.svc_params, two.svc_params);
            assert_eq!(first.unwrap().data(), second.unwrap().data());
        });
    });
}
