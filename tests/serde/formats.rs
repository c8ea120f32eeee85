//! Values of formats with other types than JSON, and octets in binary formats.

use dnswire::rdata::{Data, OwnType, OwnTypes, Rdata};
use dnswire::registry::{Algorithm, OptionCode};
use dnswire::serde::MessageSeed;
use dnswire::{
    Class, Message, MessageBuf, Name, NameBuf, OptionBuf, OptionsBuf, RdataBuf, RecordBuf, Type,
    fields,
};
use dnswire_support::{header, parse, question, record};
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::json;

/// A value of a made-up format, for humans or not.
#[derive(Clone)]
enum Any {
    Bool(bool),
    Float(f64),
    Number(u64),
    Text(&'static str),
    Octets(Vec<u8>),
    None,
    Some(Box<Any>),
    List(Vec<Any>),
    Map(Vec<(&'static str, Any)>),
}

#[derive(Clone)]
struct Format(Any, bool);

impl IntoDeserializer<'_, Error> for Format {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Format {
    type Error = Error;

    fn is_human_readable(&self) -> bool {
        self.1
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let is_readable = self.1;
        match self.0 {
            Any::Bool(bit) => visitor.visit_bool(bit),
            Any::Float(number) => visitor.visit_f64(number),
            Any::Number(number) => visitor.visit_u64(number),
            Any::Text(text) => visitor.visit_str(text),
            Any::Octets(octets) => visitor.visit_byte_buf(octets),
            Any::None => visitor.visit_none(),
            Any::Some(value) => visitor.visit_some(Format(*value, is_readable)),
            Any::List(items) => {
                let items = items.into_iter().map(|item| Format(item, is_readable));
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            Any::Map(entries) => {
                let entries =
                    entries.into_iter().map(|(key, value)| (key, Format(value, is_readable)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

fn read<'de, T: Deserialize<'de>>(value: Any, is_readable: bool) -> Result<T, String> {
    T::deserialize(Format(value, is_readable)).map_err(|error| error.to_string())
}

#[test]
fn octets_come_in_one_piece_or_one_by_one() {
    let name: NameBuf = "a.".parse().unwrap();
    assert_eq!(read(Any::Octets(b"\x01a\0".to_vec()), false), Ok(name));
    let list = [1, 97, 0].map(Any::Number).to_vec();
    assert_eq!(read(Any::List(list), false), Ok(name));
    let error = read::<NameBuf>(Any::Bool(true), false).unwrap_err();
    assert_eq!(error, "invalid type: boolean `true`, expected octets");
    assert!(read::<NameBuf>(Any::Octets(b"\x01a".to_vec()), false).is_err());
}

#[test]
fn a_value_that_may_be_missing_is_null_or_itself() {
    let record = |data| {
        Any::Map(vec![
            ("owner", Any::Some(Box::new(Any::Text("x.")))),
            ("ttl", Any::Some(Box::new(Any::Number(60)))),
            ("class", Any::Text("ANY")),
            ("type", Any::Text("MX")),
            ("data", data),
        ])
    };
    let got: RecordBuf = read(record(Any::None), true).unwrap();
    assert!(matches!(got.rdata(), Rdata::Empty(_)));
    assert_eq!(
        (got.owner().to_string(), got.ttl_field(), got.class()),
        ("x.".into(), 60, Class::ANY)
    );
    let error = read::<RecordBuf>(record(Any::Float(0.5)), true).unwrap_err();
    assert_eq!(
        error,
        "invalid type: floating point `0.5`, expected a string, a number that is not negative, a list or a map"
    );
    let mut deep = Any::None;
    for _ in 0..11 {
        deep = Any::Some(Box::new(deep));
    }
    assert_eq!(read::<RecordBuf>(deep, true).unwrap_err(), "the value has too many levels");
}

#[test]
fn numbers_of_registries_are_mnemonics_or_numbers() {
    let read = |json| serde_json::from_value::<Algorithm>(json).map_err(|error| error.to_string());
    assert_eq!(read(json!("ED25519")), Ok(Algorithm::ED25519));
    assert_eq!(read(json!(15)), Ok(Algorithm::ED25519));
    for wrong in [json!("ED"), json!(256), json!([15]), json!(null)] {
        assert_eq!(read(wrong), Err("the Algorithm is not known".into()));
    }
}

#[test]
fn members_of_other_types_are_named() {
    let whole = json!({"owner": "x.", "ttl": 1, "class": "IN", "type": "A", "data": "192.0.2.1"});
    let with = |name: &str, value| {
        let mut json = whole.clone();
        json[name] = value;
        serde_json::from_value::<RecordBuf>(json).map_err(|error| error.to_string())
    };
    assert_eq!(with("ttl", json!(true)).unwrap().ttl_field(), 1);
    assert_eq!(with("ttl", json!(false)).unwrap().ttl_field(), 0);
    assert_eq!(with("class", json!(1)).unwrap().class(), Class::IN);
    for name in ["owner", "class", "type"] {
        let want = format!("{name}: the value does not have the form of the field");
        assert_eq!(with(name, json!([1])), Err(want));
    }
    let want = "ttl: the value does not have the form of the field".to_owned();
    assert_eq!(with("ttl", json!("1")), Err(want.clone()));
    assert_eq!(with("ttl", json!(1_u64 << 32)), Err(want));
    assert_eq!(with("nonsense", json!(1)), Err("nonsense: there is no such field".into()));
    let rdata = |json| serde_json::from_value::<RdataBuf>(json).map_err(|error| error.to_string());
    let json = json!({"type": "A", "data": {"address": "192.0.2.1", "adress": 1}});
    assert_eq!(rdata(json), Err("adress: there is no such field".into()));
    let json = json!({"type": "A", "data": "192.0.2.1", "ttl": 1});
    assert_eq!(rdata(json), Err("ttl: there is no such field".into()));
    let json = json!({"type": "A", "data": {}, "ttl": 1});
    assert_eq!(rdata(json), Err("ttl: there is no such field".into()));
}

/// The members of a message, `with` in place of one of them.
fn message(name: &str, value: serde_json::Value) -> Result<MessageBuf, String> {
    let mut json = json!({"id": 1, "flags": "qr", "opcode": "QUERY", "rcode": "NOERROR",
        "question": [], "answer": [], "authority": [], "additional": []});
    json[name] = value;
    serde_json::from_value(json).map_err(|error| error.to_string())
}

#[test]
fn sections_are_lists_and_a_message_has_an_end() {
    assert_eq!(message("id", json!(2)).unwrap().message().header().id(), 2);
    for name in ["question", "answer", "authority", "additional"] {
        let error = message(name, json!(7)).unwrap_err();
        assert_eq!(error, format!("{name}: the value does not have the form of the field"));
    }
    let error = message("nonsense", json!(7)).unwrap_err();
    assert_eq!(error, "nonsense: there is no such field");
    let text = "a".repeat(255);
    let long = json!({"owner": "x.", "ttl": 1, "type": "TXT", "data": text});
    let error = message("answer", json!(vec![long; 300])).unwrap_err();
    assert_eq!(error, "the message is longer than 65535 octets");
}

#[test]
fn fields_that_may_be_missing_can_be_left_out() {
    let read = |json| serde_json::from_value::<RdataBuf>(json).map_err(|error| error.to_string());
    let key = |kind: u8, gateway| {
        let mut data =
            json!({"precedence": 1, "gateway_type": kind, "algorithm": 2, "public_key": "AQ=="});
        if let Some(gateway) = gateway {
            data["gateway"] = gateway;
        }
        read(json!({"type": "IPSECKEY", "data": data}))
    };
    assert_eq!(key(0, None).unwrap().as_octets(), [1, 0, 2, 1]);
    assert_eq!(key(0, Some(json!(null))).unwrap().as_octets(), [1, 0, 2, 1]);
    assert_eq!(key(1, Some(json!("192.0.2.1"))).unwrap().as_octets(), [1, 1, 2, 192, 0, 2, 1, 1]);
    let wrong = Err("gateway: the value does not have the form of the field".to_owned());
    assert_eq!(key(0, Some(json!("192.0.2.1"))), wrong);
    assert_eq!(key(1, None), wrong);
    let relay = |kind: u8, relay: &str| {
        let data = json!({"precedence": 1, "d": true, "type": kind, "relay": relay});
        read(json!({"type": "AMTRELAY", "data": data}))
    };
    assert_eq!(relay(4, "ABCD").unwrap().as_octets(), [1, 0x84, 0xAB, 0xCD]);
    assert_eq!(relay(1, "192.0.2.1").unwrap().as_octets(), [1, 0x81, 192, 0, 2, 1]);
}

#[test]
fn words_of_a_field_are_no_more_than_it_has() {
    let read = |json| serde_json::from_value::<RdataBuf>(json).map_err(|error| error.to_string());
    let a = |address: &str| read(json!({"type": "A", "data": {"address": address}}));
    assert_eq!(a("192.0.2.1").unwrap().as_octets(), [192, 0, 2, 1]);
    let wrong = "address: the value does not have the form of the field";
    assert_eq!(a("192.0.2.1 192.0.2.2"), Err(wrong.into()));
    assert!(a("192.0.2").unwrap_err().starts_with("address: expected an IPv4"));
    let hinfo = json!({"type": "HINFO", "data": {"cpu": "a".repeat(256), "os": ""}});
    assert!(read(hinfo).unwrap_err().starts_with("cpu: "));
}

#[test]
fn parts_are_tuples_in_binary_formats() {
    let octets =
        [header(0, 0, [1, 1, 0, 0]), question(b"\x01a\0", 15), record(b"\0", 1, &[192, 0, 2, 1])];
    let octets = octets.concat();
    let message = parse(&octets);
    let question = message.question().unwrap();
    let parts = (question.qname(), question.qtype(), question.qclass());
    let want = postcard::to_allocvec(&parts).unwrap();
    assert_eq!(postcard::to_allocvec(&question).unwrap(), want);
    assert_eq!(want, b"\x03\x01a\0\x0f\x01");
    let record = message.answers().next().unwrap();
    let bytes = postcard::to_allocvec(&record).unwrap();
    assert_eq!(postcard::to_allocvec(&record.with_types(OwnTypes::NONE)).unwrap(), bytes);
    let mut reader = postcard::Deserializer::from_bytes(&bytes);
    assert_eq!(OwnTypes::NONE.deserialize(&mut reader).unwrap(), record.to_buf());
    assert_eq!(
        postcard::to_allocvec(&message.with_types(OwnTypes::NONE)).unwrap(),
        postcard::to_allocvec(&message).unwrap()
    );
    let rdata = serde_json::to_value(record.rdata()).unwrap();
    assert_eq!(rdata, json!({"class": "IN", "type": "A", "data": {"address": "192.0.2.1"}}));
    let chaos = RdataBuf::from_octets(Type::A, Class::CH, b"\x01a\0\x01\x23").unwrap();
    assert_eq!(serde_json::to_value(chaos.as_rdata()).unwrap()["class"], "CH");
}

#[test]
fn a_message_with_own_types_is_that_message() {
    let octets = include_bytes!("../../examples/mx.bin");
    let message = Message::parse(octets).unwrap();
    let json = serde_json::to_string(&message.with_types(OwnTypes::NONE)).unwrap();
    assert_eq!(json, serde_json::to_string(&message).unwrap());
    let mut reader = serde_json::Deserializer::from_str(&json);
    let read = MessageSeed(OwnTypes::NONE).deserialize(&mut reader).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
}

#[test]
fn options_are_octets_in_binary_formats_and_each_is_a_map_for_humans() {
    let nsid = OptionBuf::from_octets(OptionCode::NSID, b"a").unwrap();
    assert_eq!(serde_json::to_value(nsid.as_raw()).unwrap(), json!({"NSID": "61"}));
    let options = OptionsBuf::of([nsid]).unwrap();
    assert_eq!(postcard::to_allocvec(&options.as_coded()).unwrap(), b"\x05\0\x03\0\x01a");
}

#[test]
fn rdata_that_does_not_fit_into_the_output_is_its_error() {
    let rdata = RdataBuf::from_octets(Type::NULL, Class::IN, &[7; 3000]).unwrap();
    let full = Err(postcard::Error::SerializeBufferFull);
    assert_eq!(postcard::to_slice(&rdata, &mut [0; 2000]).map(|octets| octets.len()), full);
    assert_eq!(postcard::to_slice(&rdata, &mut [0; 3004]).map(|octets| octets.len()), Ok(3004));
}

fields! {
    /// Octets that have a text unless there are none.
    pub struct Tail<'a> {
        /// One or more.
        #[kind(Rest(Hex))]
        #[check(NotEmpty(EmptyCode))]
        pub octets: &'a [u8],
    }
}

impl<'a> Data<'a> for Tail<'a> {
    const TYPE: Type = Type(65310);
}

fields! {
    /// A number.
    pub struct Count {
        /// The number.
        pub number: u16,
    }
}

impl Data<'_> for Count {
    const TYPE: Type = Type(65311);
}

#[test]
fn rdata_that_an_own_type_cannot_show_is_generic() {
    const OWN: OwnTypes =
        OwnTypes::new(&[OwnType::of::<Tail<'_>>("TAIL"), OwnType::of::<Count>("COUNT")]);
    for (rtype, rdata, want) in [
        (65310, &b"\xab"[..], json!({"octets": "AB"})),
        (65310, b"", json!(r"\# 0")),
        (65311, b"\x01\0", json!({"number": 256})),
        (65311, b"\x01", json!(r"\# 1 01")),
    ] {
        let rdata = RdataBuf::from_octets(Type(rtype), Class::IN, rdata).unwrap();
        let record = RecordBuf::new(Name::ROOT, 60, Class::IN, &rdata).unwrap();
        let json = serde_json::to_value(record.with_types(OWN)).unwrap();
        assert_eq!(json["data"], want);
        assert_eq!(OWN.deserialize(json).unwrap(), record);
    }
}
