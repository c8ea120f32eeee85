//! The JSON form of RFC 8427. The messages have the form of its examples.

use dnswire::serde::rfc8427::Json;
use dnswire::{Message, MessageBuf, RecordBuf, Type};
use dnswire_support::{Sample, all_messages};
use serde_json::json;

fn read(json: serde_json::Value) -> MessageBuf {
    serde_json::from_value::<Json<MessageBuf>>(json).unwrap().0
}

#[test]
fn a_query_is_read_from_its_members() {
    let query = read(json!({
        "ID": 19678, "QR": 0, "Opcode": 0, "AA": 0, "TC": 0, "RD": 1, "RA": 0, "AD": 0, "CD": 0,
        "RCODE": 0, "QDCOUNT": 1, "ANCOUNT": 0, "NSCOUNT": 0, "ARCOUNT": 0,
        "QNAME": "example.com", "QTYPE": 1, "QCLASS": 1, "comment": "any other member"
    }));
    assert_eq!(
        query.as_octets(),
        b"\x4c\xde\x01\0\0\x01\0\0\0\0\0\0\x07example\x03com\0\0\x01\0\x01"
    );
}

#[test]
fn a_pair_of_query_and_response_is_read_and_written() {
    let pair = json!({
        "queryMessage": {
            "ID": 32784, "QR": 0, "Opcode": 0, "AA": 0, "TC": 0, "RD": 0, "RA": 0, "AD": 0,
            "CD": 0, "RCODE": 0, "QDCOUNT": 1, "ANCOUNT": 0, "NSCOUNT": 0, "ARCOUNT": 0,
            "QNAME": "example.com.", "QTYPE": 1, "QCLASS": 1
        },
        "responseMessage": {
            "ID": 32784, "QR": 1, "AA": 1, "RCODE": 0, "QDCOUNT": 1, "ANCOUNT": 1, "NSCOUNT": 1,
            "ARCOUNT": 0, "QNAME": "example.com.", "QTYPE": 1, "QCLASS": 1,
            "answerRRs": [
                {"NAME": "example.com.", "TYPE": 1, "CLASS": 1, "TTL": 3600, "RDATAHEX": "C0000201"},
                {"NAME": "example.com.", "TYPEname": "A", "CLASSname": "IN", "TTL": 3600,
                 "rrSet": [{"rdataA": "192.0.2.2"}, {"RDATAHEX": "C0000203", "RDLENGTH": 4}]}
            ],
            "authorityRRs": [
                {"NAME": "ns.example.com.", "TYPE": 1, "CLASS": 1, "TTL": 28800,
                 "RDATAHEX": "CB007181"},
                {"NAME": "x.example.com.", "TYPE": 16, "TTL": 1, "rdataTXT": "one string"}
            ]
        }
    });
    let Json((query, response)): Json<(MessageBuf, MessageBuf)> =
        serde_json::from_value(pair).unwrap();
    let (query, response) = (query.message(), response.message());
    assert!(!query.header().flags().is_response());
    assert!(response.header().flags().authoritative_answer());
    let records: Vec<_> = response.records().map(|record| record.to_string()).collect();
    assert_eq!(
        records,
        [
            "example.com. 3600 IN A 192.0.2.1",
            "example.com. 3600 IN A 192.0.2.2",
            "example.com. 3600 IN A 192.0.2.3",
            "ns.example.com. 28800 IN A 203.0.113.129",
            "x.example.com. 1 IN TXT \"one string\"",
        ]
    );
    let written = serde_json::to_value(Json((query, response))).unwrap();
    assert_eq!(written["queryMessage"]["ID"], 32784);
    assert_eq!(
        written["responseMessage"]["answerRRs"][1],
        json!({
            "NAME": "example.com.", "TYPE": 1, "TYPEname": "A", "CLASS": 1, "CLASSname": "IN",
            "TTL": 3600, "RDLENGTH": 4, "RDATAHEX": "C0000202", "rdataA": "192.0.2.2"
        })
    );
    let Json((_, again)): Json<(MessageBuf, MessageBuf)> = serde_json::from_value(written).unwrap();
    assert_eq!(again.message(), response);
}

#[test]
fn every_message_comes_back() {
    let mut count = 0;
    for Sample { id, octets } in all_messages() {
        let Ok(message) = Message::parse(&octets) else { continue };
        let text = serde_json::to_string(&Json(message)).unwrap();
        if message.records().any(|record| record.malformed().is_some()) {
            continue;
        }
        if message.records().any(|record| record.rtype() != Type::OPT && record.rdlength() == 0) {
            continue; // an update without RDATA has no form here
        }
        let Json(back): Json<MessageBuf> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
        let records = |message: Message<'_>| -> Vec<RecordBuf> {
            message.records().map(|record| record.to_buf()).collect()
        };
        assert_eq!(records(back.message()), records(message), "{id}");
        assert!(back.message().questions().eq(message.questions()), "{id}");
        let kept = |message: &Message<'_>| message.header().flags().with_reserved(false);
        assert_eq!(kept(&back.message()), kept(&message), "{id}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn octets_of_the_whole_message_come_first() {
    let octets = include_bytes!("../../examples/mx.bin");
    let json = json!({"ID": 1, "messageOctetsHEX": hex::encode_upper(octets)});
    assert_eq!(read(json).as_octets(), octets);
}

#[test]
fn what_is_wrong_is_named() {
    let answer = |record| json!({"ID": 1, "answerRRs": [record]});
    for (json, want) in [
        (json!({"ID": 65536}), "ID: the value does not have"),
        (json!({"ID": 1, "QNAME": "x."}), "QTYPE: the field is missing"),
        (
            json!({"ID": 1, "QNAME": "a..", "QTYPE": 1}),
            r#"QNAME: "a..", octet 2: a label of the name is empty"#,
        ),
        (answer(json!({"TYPE": 1})), "answerRRs: NAME: the field is missing"),
        (answer(json!({"NAME": "x.", "TYPE": 1})), "answerRRs: RDATAHEX: the field is missing"),
        (
            answer(json!({"NAME": "x.", "TYPE": 1, "RDATAHEX": "C00002"})),
            "answerRRs: A, address, octet 0",
        ),
        (
            answer(json!({"NAME": "x.", "TYPE": 1, "RDATAHEX": "C0000201", "RDLENGTH": 5})),
            "answerRRs: RDLENGTH: the value does not have",
        ),
        (
            answer(json!({"NAME": "x.", "TYPE": 1, "RDATAHEX": "C"})),
            "answerRRs: RDATAHEX: expected",
        ),
    ] {
        let error = serde_json::from_value::<Json<MessageBuf>>(json.clone()).unwrap_err();
        assert!(error.to_string().starts_with(want), "{json}: {error}");
    }
}

#[test]
fn each_bit_of_the_flags_has_its_member() {
    let flags = |json: serde_json::Value| {
        let octets = read(json).as_octets().to_vec();
        u16::from_be_bytes([octets[2], octets[3]])
    };
    for (name, want) in [
        ("QR", 0x8000),
        ("AA", 0x0400),
        ("TC", 0x0200),
        ("RD", 0x0100),
        ("RA", 0x0080),
        ("AD", 0x0020),
        ("CD", 0x0010),
    ] {
        assert_eq!(flags(json!({name: 1})), want, "{name}");
        assert_eq!(flags(json!({name: true})), want, "{name}");
        assert_eq!(flags(json!({name: 0, "Opcode": 15, "RCODE": 15})), 0x780F, "{name}");
        assert_eq!(flags(json!({name: 1, "Opcode": 1, "RCODE": 2})), want | 0x0802, "{name}");
        let error = serde_json::from_value::<Json<MessageBuf>>(json!({name: 256})).unwrap_err();
        assert!(error.to_string().starts_with(&format!("{name}: the value does not")), "{error}");
    }
    let all = json!({"QR": 1, "AA": 1, "TC": 1, "RD": 1, "RA": 1, "AD": 1, "CD": 1});
    assert_eq!(flags(all), 0x87B0);
    assert_eq!(flags(json!({})), 0);
}

#[test]
fn a_kept_message_is_written_as_a_borrowed_one() {
    let octets = include_bytes!("../../examples/mx.bin");
    let kept = MessageBuf::try_from(octets.to_vec()).unwrap();
    let json = serde_json::to_value(Json(kept.clone())).unwrap();
    assert_eq!(json, serde_json::to_value(Json(kept.message())).unwrap());
    assert_eq!(json["ANCOUNT"], 2);
}

#[test]
fn an_rr_set_is_a_list() {
    let with = |set| {
        let record = json!({"NAME": "x.", "TYPE": 1, "TTL": 5, "rrSet": set});
        serde_json::from_value::<Json<MessageBuf>>(json!({"answerRRs": [record]}))
    };
    let two = with(json!([{"RDATAHEX": "C0000201"}, {"RDATAHEX": "C0000202"}])).unwrap().0;
    let texts: Vec<_> = two.message().answers().map(|record| record.to_string()).collect();
    assert_eq!(texts, ["x. 5 IN A 192.0.2.1", "x. 5 IN A 192.0.2.2"]);
    let error = with(json!({"RDATAHEX": "C0000201"})).unwrap_err().to_string();
    assert!(error.starts_with("answerRRs: rrSet: the value does not have"), "{error}");
}
