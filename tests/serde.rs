//! Values through serde: JSON and a binary format.

#[path = "serde/formats.rs"]
mod formats;
#[path = "serde/rfc8427.rs"]
mod rfc8427;

use allocation_counter::measure;
use dnswire::rdata::Rdata;
use dnswire::registry::{Algorithm, OptionCode};
use dnswire::{Class, Message, MessageBuf, NameBuf, RdataBuf, RecordBuf, SvcParamsBuf, Type};
use dnswire_support::vectors::{self, Vector, fields, only_record};
use dnswire_support::{Sample, all_messages, header};
use serde::Serialize;
use serde_json::{Value as Json, json};

/// Checks each vector, and lists the problems.
#[track_caller]
fn all(check: impl Fn(&Vector) -> Result<(), String>) {
    let vectors = vectors::valid();
    let wrong = vectors.iter().filter_map(|v| Some(format!("{}: {}", v.id, check(v).err()?)));
    let wrong: Vec<_> = wrong.collect();
    let met = vectors.len() - wrong.len();
    assert!(wrong.is_empty(), "{met} of {}\n{}", vectors.len(), wrong.join("\n"));
    assert!(met >= 376, "{met}");
}

fn equal<T: PartialEq + std::fmt::Debug>(got: &T, want: &T) -> Result<(), String> {
    if got == want { Ok(()) } else { Err(format!("\n     got {got:?}\n    want {want:?}")) }
}

#[test]
fn every_vector_comes_back_from_json() {
    all(|vector| {
        let octets = vector.message();
        let record = only_record(&octets).to_buf();
        let text = serde_json::to_string(&record).map_err(|error| error.to_string())?;
        let back: RecordBuf =
            serde_json::from_str(&text).map_err(|error| format!("{error}\n{text}"))?;
        equal(&hex::encode(back.rdata_octets()), &hex::encode(&vector.wire))
            .map_err(|error| format!("{text}{error}"))?;
        equal(&back, &record)?;
        equal(&serde_json::to_string(&only_record(&octets)).unwrap(), &text)
    });
}

#[test]
fn every_vector_comes_back_from_octets() {
    all(|vector| {
        let octets = vector.message();
        let record = only_record(&octets);
        let bytes = postcard::to_allocvec(&record).map_err(|error| error.to_string())?;
        let back: RecordBuf = postcard::from_bytes(&bytes).map_err(|error| error.to_string())?;
        equal(&back, &record.to_buf())?;
        let rdata = RdataBuf::from_octets(back.rtype(), Class(vector.class), &vector.wire).unwrap();
        let bytes = postcard::to_allocvec(&rdata).map_err(|error| error.to_string())?;
        equal(&postcard::from_bytes(&bytes).map_err(|error| error.to_string())?, &rdata)
    });
}

/// The names that a map of fields has not: lengths and fixed octets follow from other fields.
const HIDDEN: [&str; 3] = ["hit_length", "pk_length", "magic"];

#[test]
fn members_are_the_fields_of_the_layout() {
    all(|vector| {
        let octets = vector.message();
        let record = only_record(&octets);
        let json = serde_json::to_value(record).unwrap();
        let Json::Object(data) = &json["data"] else { return Ok(()) };
        let got: Vec<_> = data.keys().map(String::as_str).collect();
        let want = fields(&record).into_iter().map(|field| field.name);
        equal(&got, &want.filter(|name| !HIDDEN.contains(name)).collect())
    });
}

/// Serialises into `room`; returns the number of allocations.
fn allocations(value: &impl Serialize, room: &mut [u8]) -> u64 {
    let json = measure(|| serde_json::to_writer(std::io::sink(), value).unwrap());
    let binary = measure(|| assert!(postcard::to_slice(value, room).is_ok()));
    json.count_total + binary.count_total
}

#[test]
fn serialising_allocates_nothing() {
    let room = &mut vec![0_u8; 1 << 17];
    for Sample { id, octets } in all_messages() {
        let Ok(message) = Message::parse(&octets) else { continue };
        assert_eq!(allocations(&message, room), 0, "{id}");
        for record in message.records() {
            let (kept, seen) = (record.to_buf(), record);
            assert_eq!(allocations(&seen, room) + allocations(&kept, room), 0, "{id}");
        }
        for finding in message.findings() {
            let json = measure(|| serde_json::to_writer(std::io::sink(), &finding).unwrap());
            assert_eq!(json.count_total, 0, "{id}");
        }
    }
}

/// Records, and their `data`.
fn examples() -> Vec<(&'static str, Json)> {
    vec![
        ("A 192.0.2.1", json!({"address": "192.0.2.1"})),
        (r"MX 10 a\.b.example.", json!({"preference": 10, "exchange": r"a\.b.example."})),
        (
            r#"TXT "v=spf1" "" "a\"b\\c" "\195\169\255""#,
            json!({"txt_data": ["v=spf1", "", r#"a"b\\c"#, "é\\255"]}),
        ),
        (
            r#"HTTPS 1 . alpn="h2,h3" port=8443 no-default-alpn ipv4hint=192.0.2.1 key667="a\000""#,
            json!({"svc_priority": 1, "target_name": ".", "svc_params": {
                "alpn": ["h2", "h3"], "no-default-alpn": null, "port": 8443,
                "ipv4hint": ["192.0.2.1"], "key667": "a\0"
            }}),
        ),
        (
            "RRSIG A 13 2 300 20261231000000 20261201000000 12345 example. AAEC",
            json!({
                "type_covered": "A", "algorithm": 13, "labels": 2, "original_ttl": 300,
                "signature_expiration": "20261231000000", "signature_inception": "20261201000000",
                "key_tag": 12345, "signers_name": "example.", "signature": "AAEC"
            }),
        ),
        (
            "NSEC b.example. A NSEC TYPE65280",
            json!({"next_domain_name": "b.example.", "type_bit_maps": ["A", "NSEC", "TYPE65280"]}),
        ),
        (
            "NSEC3 1 1 12 - 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A",
            json!({
                "hash_algorithm": 1, "flags": 1, "iterations": 12, "salt": "",
                "next_hashed_owner_name": "2T7B4G4VSA5SMI47K61MV5BV1A22BOJR",
                "type_bit_maps": ["A"]
            }),
        ),
        (
            "APL 1:192.168.32.0/21 !2:2001:db8::/32",
            json!({"items": ["1:192.168.32.0/21", "!2:2001:db8::/32"]}),
        ),
        (
            "IPSECKEY 10 1 2 192.0.2.38 AQID",
            json!({
                "precedence": 10, "gateway_type": 1, "algorithm": 2, "gateway": "192.0.2.38",
                "public_key": "AQID"
            }),
        ),
        ("AMTRELAY 10 1 0 .", json!({"precedence": 10, "d": true, "type": 0, "relay": null})),
        ("EUI48 00-00-5e-00-53-2a", json!({"address": "00-00-5e-00-53-2a"})),
        (
            "WKS 192.0.2.1 6 25 53",
            json!({"address": "192.0.2.1", "protocol": 6, "bitmap": [25, 53]}),
        ),
        (r"TYPE65280 \# 2 ABCD", json!(r"\# 2 ABCD")),
        (
            "CERT PKIX 0 0 AA==",
            json!({
                "type": "PKIX", "key_tag": 0, "algorithm": 0, "certificate_or_crl": "AA=="
            }),
        ),
    ]
}

#[test]
fn fields_have_their_usual_texts() {
    for (text, data) in examples() {
        let record: RecordBuf = format!("x.example. 60 IN {text}").parse().expect(text);
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["data"], data, "{text}");
        let mnemonic = text.split(' ').next().unwrap();
        let head = json!({"owner": "x.example.", "ttl": 60, "class": "IN", "type": mnemonic});
        for (name, value) in head.as_object().unwrap() {
            assert_eq!(json[name], *value, "{text}");
        }
        assert_eq!(serde_json::from_value::<RecordBuf>(json).expect(text), record);
    }
}

#[test]
fn options_are_maps_with_one_entry() {
    let octets = [
        b"\0\x03\0\x02ns".as_slice(),
        b"\0\x0a\0\x08\x01\x02\x03\x04\x05\x06\x07\x08",
        b"\0\x08\0\x07\0\x01\x18\0\xC0\0\x02",
        b"\0\x03\0\0\xFD\xE9\0\x01\xAB\0\x0a\0\x01\xCD",
    ]
    .concat();
    let rdata = RdataBuf::from_octets(Type::OPT, Class::IN, &octets).unwrap();
    let json = serde_json::to_value(&rdata).unwrap();
    let want = json!([
        {"NSID": "6e73"},
        {"COOKIE": {"client_cookie": "0102030405060708", "server_cookie": null}},
        {"ECS": {
            "family": 1, "source_prefix_length": 24, "scope_prefix_length": 0,
            "address": "192.0.2.0"
        }},
        {"NSID": ""},
        {"OPT65001": "ab"},
        {"OPT10": "cd"},
    ]);
    assert_eq!(json["data"]["options"], want);
    assert_eq!(serde_json::from_value::<RdataBuf>(json).unwrap(), rdata);
}

#[test]
fn members_can_come_in_any_order_and_in_other_forms() {
    let record: RecordBuf = "x.example. 60 IN MX 10 mail.example.".parse().unwrap();
    for json in [
        r#"{"data":{"exchange":"mail.example","preference":10},"type":"MX","ttl":60,"owner":"x.example"}"#,
        r#"{"data":"10 mail.example.","owner":"x.example.","ttl":60,"class":1,"type":15}"#,
        r#"{"type":"mx","owner":"x.example.","ttl":60,"class":"in",
            "data":"\\# 16 000A046D61696C076578616D706C6500"}"#,
    ] {
        assert_eq!(serde_json::from_str::<RecordBuf>(json).expect(json), record);
    }
    let dnskey = json!({"type": "DNSKEY", "data": {
        "flags": 256, "protocol": 3, "algorithm": "RSASHA256", "public_key": "AAEC"
    }});
    let rdata: RdataBuf = serde_json::from_value(dnskey).unwrap();
    assert_eq!(rdata.to_string(), "256 3 8 AAEC");
    let params = json!({"type": "SVCB", "data": {"svc_priority": 1, "target_name": ".",
        "svc_params": {"port": 53, "mandatory": ["port", "alpn"], "alpn": ["dot"]}}});
    let rdata: RdataBuf = serde_json::from_value(params).unwrap();
    assert_eq!(rdata.to_string(), r#"1 . mandatory=alpn,port alpn="dot" port=53"#);
}

#[test]
fn an_update_without_rdata_has_null() {
    let json = json!({"owner": "x.", "ttl": 0, "class": "ANY", "type": "MX", "data": null});
    let record: RecordBuf = serde_json::from_value(json.clone()).unwrap();
    assert!(matches!(record.rdata(), Rdata::Empty(_)));
    assert_eq!(serde_json::to_value(&record).unwrap(), json);
    let bytes = postcard::to_allocvec(&record).unwrap();
    assert_eq!(postcard::from_bytes::<RecordBuf>(&bytes).unwrap(), record);
}

#[test]
fn what_is_wrong_is_named() {
    let of_type = |rtype: &str, data: &str| {
        format!(r#"{{"owner":"x.","ttl":1,"type":"{rtype}","data":{data}}}"#)
    };
    let record = |data: &str| of_type("MX", data);
    for (json, want) in [
        (record("{}"), "preference: the field is missing"),
        (record(r#"{"preference":1}"#), "exchange: the field is missing"),
        (record(r#"{"preference":65536,"exchange":"."}"#), "preference: the value does not have"),
        (record(r#"{"preference":-1,"exchange":"."}"#), "the number is negative"),
        (record(r#"{"preference":[1],"exchange":"."}"#), "preference: the value does not have"),
        (record(r#"{"preference":1,"exchange":"a..b"}"#), "exchange: a label of the name is empty"),
        (record(r#"{"preference":1,"exchange":".","x":1}"#), "x: there is no such field"),
        (record(r#""ten mail.""#), "line 1, column 1 (MX), preference: expected a number"),
        (record("null"), "data: the value does not have"),
        (record("7"), "expected a map"),
        (record(r#"{"preference":1,"exchange":0}"#), "exchange: the value does not have"),
        (
            of_type("DS", r#"{"key_tag":1,"algorithm":8,"digest_type":2,"digest":0}"#),
            "digest: the v",
        ),
        (
            of_type("NSEC", r#"{"next_domain_name":".","type_bit_maps":"A"}"#),
            "type_bit_maps: the v",
        ),
        (r#"{"owner":"x.","ttl":1,"type":"MXX","data":""}"#.into(), "type: the value does not"),
        (r#"{"owner":"x.","type":"A","data":"192.0.2.1"}"#.into(), "ttl: the field is missing"),
        (r#"{"ttl":1,"type":"A","data":"192.0.2.1"}"#.into(), "owner: the field is missing"),
        ("[[[[[[[[[[[[[[]]]]]]]]]]]]]]".into(), "the value has too many levels"),
    ] {
        let error = serde_json::from_str::<RecordBuf>(&json).expect_err(&json).to_string();
        assert!(error.starts_with(want), "{json}: {error}");
    }
    for (data, want) in [
        (json!({"port": 1, "key3": "\u{1}"}), "do not ascend"),
        (json!({"bogus": 1}), "bogus: the value does not have"),
        (json!({"port": 70000}), "port: the value does not have"),
        (json!({"port": null}), "port: the value does not have"),
        (json!({"ohttp": 1}), "expected a map"),
        (json!({"b": 1, "a": 1}), "b: the value does not have"),
    ] {
        let json = json!({"type": "HTTPS", "data": {
            "svc_priority": 1, "target_name": ".", "svc_params": data
        }});
        let error = serde_json::from_value::<RdataBuf>(json).unwrap_err().to_string();
        assert!(error.contains(want), "{data}: {error}");
    }
}

/// The parts of a message that JSON keeps.
fn parts(message: &Message<'_>) -> (u16, u16, Vec<String>, Vec<RecordBuf>) {
    let questions = message.questions().map(|question| question.to_string().to_lowercase());
    let records = message.records().map(|record| record.to_buf());
    (message.id(), message.header().flags().0, questions.collect(), records.collect())
}

#[test]
fn messages_come_back() {
    let mut count = 0;
    for Sample { id, octets } in all_messages() {
        let Ok(message) = Message::parse(&octets) else { continue };
        let kept = message.to_buf();
        let bytes = postcard::to_allocvec(&kept).unwrap();
        assert_eq!(postcard::from_bytes::<MessageBuf>(&bytes).unwrap().as_octets(), octets);
        if message.records().any(|record| record.malformed().is_some()) {
            continue;
        }
        let json = serde_json::to_string(&message).unwrap();
        let back: MessageBuf = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{id}: {e}"));
        assert_eq!(parts(&back.message()), parts(&message), "{id}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_message_is_its_header_and_sections() {
    let octets = include_bytes!("../examples/mx.bin");
    let json = serde_json::to_value(Message::parse(octets).unwrap()).unwrap();
    assert_eq!(
        json,
        json!({
            "id": 0x1234, "flags": "qr aa rd ra", "opcode": "QUERY", "rcode": "NOERROR",
            "question": [{"qname": "example.", "qtype": "MX", "qclass": "IN"}],
            "answer": [
                {"owner": "example.", "ttl": 300, "class": "IN", "type": "MX",
                 "data": {"preference": 20, "exchange": "backup.example."}},
                {"owner": "example.", "ttl": 300, "class": "IN", "type": "MX",
                 "data": {"preference": 10, "exchange": "mail.example."}},
            ],
            "authority": [], "additional": [],
        })
    );
    let back: MessageBuf = serde_json::from_value(json).unwrap();
    assert_eq!(back.as_octets(), octets);
}

#[test]
fn errors_and_findings_have_their_place() {
    let octets = include_bytes!("../examples/mx.bin");
    let error = Message::parse(&octets[..66]).unwrap_err();
    let json = serde_json::to_value(error).unwrap();
    assert_eq!(
        json,
        json!({
            "kind": "UnexpectedEnd", "offset": 62, "section": "answer", "index": 1,
            "type": "MX", "field": "exchange", "message": error.to_string(),
        })
    );
    let octets = [octets.as_slice(), b"junk"].concat();
    let finding = Message::parse(&octets).unwrap().findings().next().unwrap();
    let json = serde_json::to_value(finding).unwrap();
    assert_eq!(
        json,
        json!({
            "rule": "TrailingOctets", "code": finding.rule().code(), "severity": "error",
            "offset": 69, "message": finding.to_string(),
        })
    );
    // Formats with a length before a map want the number of its members.
    assert_eq!(postcard::to_allocvec(&error).unwrap()[0], 7);
    assert_eq!(postcard::to_allocvec(&finding).unwrap()[0], 5);
}

#[test]
fn rdata_whose_text_does_not_read_back_is_generic() {
    for (rtype, rdata, want) in [
        (Type::CAA, &b"\0\0x"[..], json!(r"\# 3 000078")),
        (Type::DS, b"\0\x07\x08\x02", json!(r"\# 4 00070802")),
    ] {
        let rdata = RdataBuf::from_octets(rtype, Class::IN, rdata).unwrap();
        let json = serde_json::to_value(&rdata).unwrap();
        assert_eq!(json["data"], want);
        assert_eq!(serde_json::from_value::<RdataBuf>(json).unwrap(), rdata);
    }
}

#[test]
fn a_prefix_has_the_octets_that_its_bits_need() {
    let octets = [
        header(7, 0x8000, [0, 0, 0, 1]),
        b"\0\0\x29\x04\xd0\0\0\0\0\0\x0c\0\x08\0\x08\0\x01\x19\0\xc0\0\x02\x80".to_vec(),
    ];
    let octets = octets.concat();
    let record = RecordBuf::from(Message::parse(&octets).unwrap().additional().next().unwrap());
    let json = serde_json::to_value(&record).unwrap();
    assert_eq!(serde_json::from_value::<RecordBuf>(json).unwrap(), record);
}

#[test]
fn names_and_numbers_of_registries_are_texts() {
    let name: NameBuf = r"a\.b.example.".parse().unwrap();
    assert_eq!(serde_json::to_value(name).unwrap(), json!(r"a\.b.example."));
    assert_eq!(serde_json::from_value::<NameBuf>(json!(r"a\.b.example")).unwrap(), name);
    let bytes = postcard::to_allocvec(&name).unwrap();
    assert_eq!(bytes, b"\x0d\x03a.b\x07example\0");
    assert_eq!(postcard::from_bytes::<NameBuf>(&bytes).unwrap(), name);
    assert_eq!(serde_json::to_value(Type(65280)).unwrap(), json!("TYPE65280"));
    assert_eq!(serde_json::to_value(OptionCode::COOKIE).unwrap(), json!("COOKIE"));
    assert_eq!(serde_json::from_value::<Algorithm>(json!(13)).unwrap(), Algorithm(13));
    assert!(serde_json::from_value::<Algorithm>(json!(256)).is_err());
    let params = SvcParamsBuf::new().with_port(1).unwrap();
    assert_eq!(serde_json::to_value(params.as_coded()).unwrap(), json!({"port": 1}));
}

#[test]
fn long_rdata_with_names_is_whole_in_binary_formats() {
    let signature = vec![7; 3000];
    let octets =
        [b"\0\x01\x0d\x02\0\0\x01\x2c\0\0\0\0\0\0\0\0\x30\x39\x07example\0".as_slice(), &signature]
            .concat();
    let rdata = RdataBuf::from_octets(Type::RRSIG, Class::IN, &octets).unwrap();
    let bytes = postcard::to_allocvec(&rdata).unwrap();
    assert_eq!(postcard::from_bytes::<RdataBuf>(&bytes).unwrap().as_octets(), octets);
}
