//! RR types, options and parameters of the user's own.

#[path = "own/optional.rs"]
mod optional;
#[path = "own/shown.rs"]
mod shown;

use dnswire::layout::{CodedData, Fields, List};
use dnswire::rdata::{Data, Https, OwnOption, OwnParam, OwnType, OwnTypes, Rdata};
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::zone::Zone;
use dnswire::{
    Builder, Class, Compression, Message, Name, NameBuf, OptRecord, OptionBuf, OptionsBuf,
    RdataBuf, RecordBuf, Rule, SvcParamsBuf, Type, fields,
};
use dnswire_support::{header, pointer, record};

fields! {
    /// A place in a rack.
    pub struct Rack<'a> {
        /// Counted from the floor.
        pub unit: u16,
        /// The name of the room.
        #[kind(Counted8(Quoted))]
        #[check(NotEmpty(EmptyCode))]
        pub room: &'a [u8],
        /// The host of its console.
        pub console: Name<'a>,
        /// Notes.
        pub notes: List<'a, &'a [u8]>,
    }
}

impl<'a> Data<'a> for Rack<'a> {
    const TYPE: Type = Type(65280);
}

fields! {
    /// Nothing but the fact.
    pub struct Mark;
}

impl CodedData<'_, SvcParamKey> for Mark {
    const CODE: SvcParamKey = SvcParamKey(65280);
}

fields! {
    /// The number of a customer.
    pub struct Customer {
        /// The number.
        pub number: u32,
    }
}

impl CodedData<'_, OptionCode> for Customer {
    const CODE: OptionCode = OptionCode(65001);
}

fields! {
    /// Where a service is.
    pub struct Site<'a> {
        /// The number of the hall.
        pub hall: u16,
        /// What people call it.
        #[kind(Counted8(Quoted))]
        pub name: &'a [u8],
    }
}

impl<'a> CodedData<'a, SvcParamKey> for Site<'a> {
    const CODE: SvcParamKey = SvcParamKey(65282);
}

fields! {
    /// The load of a service.
    pub struct Load {
        /// Requests a second.
        pub rate: u16,
    }
}

impl CodedData<'_, SvcParamKey> for Load {
    const CODE: SvcParamKey = SvcParamKey(65281);
}

const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Rack<'_>>("RACK")])
    .with_options(&[OwnOption::of::<Customer>("CUSTOMER")])
    .with_params(&[
        OwnParam::of::<Mark>("mark"),
        OwnParam::of::<Load>("load"),
        OwnParam::of::<Site<'_>>("site"),
    ]);
const TEXT: &str = r#"x.example. 60 IN RACK 12 "b 2" con.example. "top" "left""#;

fn rack() -> RecordBuf {
    RecordBuf::from_text_with(TEXT, Name::ROOT, OWN).unwrap()
}

/// The strict reading does not know the layout of such a type, so that it tests no names in it.
#[test]
fn names_of_an_own_type_are_tested_in_a_plain_message_too() {
    let own = 12 + 1 + 10 + 4;
    let rdata = [&[0, 12, 1, b'b'][..], &pointer(own)].concat();
    let octets = [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 65280, &rdata)].concat();
    let message = Message::parse_strict(&octets).unwrap();
    let read = message.answers().of::<Rack<'_>>().next().unwrap();
    assert_eq!(read.unwrap_err().offset(), own);
}

#[test]
fn the_layout_is_the_declaration() {
    let names: Vec<_> = Rack::LAYOUT.fields.iter().map(|field| field.name).collect();
    assert_eq!(names, ["unit", "room", "console", "notes"]);
    assert_eq!(Mark.to_string(), "");
}

#[test]
fn text_is_read_and_written() {
    let record = rack();
    assert_eq!(record.rtype(), Type(65280));
    assert_eq!(record.rdata_octets(), b"\0\x0c\x03b 2\x03con\x07example\0\x03top\x04left");
    assert_eq!(record.with_types(OWN).to_string(), TEXT);
    assert_eq!(record.with_types(OwnTypes::NONE).to_string(), record.to_string());
    let generic = record.to_string();
    assert!(generic.starts_with(r"x.example. 60 IN TYPE65280 \# "), "{generic}");
    assert_eq!(RecordBuf::from_text_with(&generic, Name::ROOT, OWN).unwrap(), record);
    let lower = TEXT.replace("RACK", "rack");
    assert_eq!(RecordBuf::from_text_with(&lower, Name::ROOT, OWN).unwrap(), record);
    assert!(RecordBuf::from_text(TEXT, Name::ROOT).is_err());
    let known = "x. 60 IN MX 10 mail.";
    assert_eq!(
        RecordBuf::from_text_with(known, Name::ROOT, OWN).unwrap().with_types(OWN).to_string(),
        known
    );
}

#[test]
fn errors_of_text_name_the_field() {
    for (text, want) in [
        ("x. 60 RACK 1", "line 1, column 13 (TYPE65280), room: the text ends"),
        ("x. 60 RACK one r . n", "line 1, column 12 (TYPE65280), unit: expected a number"),
        (r#"x. 60 RACK 1 "" . n"#, "line 1, column 14 (TYPE65280), room: "),
        ("x. 60 RACK 1 r a..b n", "line 1, column 18 (TYPE65280), console: a label"),
    ] {
        let error = RecordBuf::from_text_with(text, Name::ROOT, OWN).unwrap_err().to_string();
        assert!(error.starts_with(want), "{text}: {error}");
    }
    let rdata = RdataBuf::from_text_with(Type(65280), Class::IN, "1 r @ n", Name::ROOT, OWN);
    assert_eq!(rdata.unwrap().as_octets(), b"\0\x01\x01r\0\x01n");
    let _ = Rule::EmptyCode;
}

#[test]
fn zones_have_them() {
    let zone = "$ORIGIN example.\n$TTL 60\nx RACK 12 \"b 2\" con top left\n MX 10 mail\n";
    let records: Vec<_> =
        Zone::new(zone).with_types(OWN).records().collect::<Result<_, _>>().unwrap();
    assert_eq!(records[0], rack());
    assert_eq!(records[1].rtype(), Type::MX);
}

#[test]
fn a_message_is_composed_read_and_explained() {
    let record = rack();
    let data: Rack<'_> = record.data().unwrap().unwrap();
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    assert!(builder.push(record.owner(), 60, Class::IN, &data));
    assert!(builder.push_record(&record));
    builder.finish();
    let message = Message::parse(&octets).unwrap();
    for found in message.answers().of::<Rack<'_>>() {
        let found = found.unwrap();
        assert_eq!(found, data);
        assert_eq!((found.unit, found.room), (12, &b"b 2"[..]));
        assert!(found.notes.iter().eq([&b"top"[..], b"left"]));
        assert_eq!(found.to_string(), r#"12 "b 2" con.example. "top" "left""#);
    }
    assert_eq!(message.answers().of::<Rack<'_>>().count(), 2);
    assert!(matches!(message.answers().next().unwrap().rdata(), Rdata::Unknown(_)));
    assert_eq!(message.answers().next().unwrap().with_types(OWN).to_string(), TEXT);
    let explained = message.explain().with_types(OWN).to_string();
    assert!(explained.contains("answer 0, type: RACK"), "{explained}");
    assert!(explained.contains(r#"answer 0, room: "b 2""#), "{explained}");
    assert!(explained.contains("answer 1, console: con.example."), "{explained}");
    let plain = message.explain().to_string();
    assert!(plain.contains("answer 0, type: TYPE65280") && !plain.contains("room"), "{plain}");
}

#[test]
fn malformed_rdata_is_an_error_with_its_field() {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    builder.push_raw(&NameBuf::ROOT, 60, Class::IN, Type(65280), b"\0\x0c\x09b");
    builder.finish();
    let message = Message::parse(&octets).unwrap();
    let error = message.answers().of::<Rack<'_>>().next().unwrap().unwrap_err();
    assert_eq!((error.offset(), error.field()), (26, Some("room")), "{error}");
    let shown = message.answers().next().unwrap().with_types(OWN).to_string();
    assert_eq!(shown, r". 60 IN RACK \# 4 000C0962");
    assert!(
        RdataBuf::of(&Rack { unit: 1, room: &[0; 256], console: Name::ROOT, notes: data_notes() })
            .is_err()
    );
}

fn data_notes() -> List<'static, &'static [u8]> {
    let rdata = RdataBuf::txt(["n"]).unwrap();
    let rdata: &'static RdataBuf = Box::leak(Box::new(rdata));
    rdata.data::<dnswire::rdata::Txt<'_>>().unwrap().txt_data
}

#[test]
fn options_and_parameters_are_read_by_type() {
    let mut options = OptionsBuf::new();
    options.push(&Customer { number: 7 }).unwrap();
    options.push_octets(OptionCode(65001), &[1]).unwrap();
    let found: Vec<_> = options.as_coded().of::<Customer>().collect();
    assert_eq!(found[0], Ok(Customer { number: 7 }));
    assert!(found[1].is_err());
    let params = SvcParamsBuf::new().with_port(1).unwrap().with(&Mark).unwrap();
    let rdata = RdataBuf::https(1, Name::ROOT, &params).unwrap();
    let https: Https<'_> = rdata.data().unwrap();
    assert_eq!(https.param::<Mark>(), Some(Ok(Mark)));
    assert_eq!(rdata.to_string(), "1 . port=1 key65280");
}

/// A record of parameters of the user's own, in the form in which it is displayed.
const BINDING: &str =
    r#"x. 60 IN HTTPS 1 . alpn="h2" mark load=900 site="7 \"b\\\" \\\\\"" key65283="x""#;

#[test]
fn parameters_have_their_names_in_text() {
    let record = RecordBuf::from_text_with(BINDING, Name::ROOT, OWN).unwrap();
    assert_eq!(record.with_types(OWN).to_string(), BINDING);
    let https: Https<'_> = record.data().unwrap().unwrap();
    assert_eq!(https.param::<Load>(), Some(Ok(Load { rate: 900 })));
    assert_eq!(https.param::<Site<'_>>(), Some(Ok(Site { hall: 7, name: br#"b" \"# })));
    assert_eq!(https.param::<Mark>(), Some(Ok(Mark)));
    // Any order, no quotes, and the generic form.
    let other = r#"x. 60 HTTPS 1 . SITE="7 b" key65281=\003\132 alpn=h2"#;
    let other = RecordBuf::from_text_with(other, Name::ROOT, OWN).unwrap();
    assert_eq!(
        other.with_types(OWN).to_string(),
        r#"x. 60 IN HTTPS 1 . alpn="h2" load=900 site="7 \"b\"""#
    );
    assert_eq!(other.to_string().parse::<RecordBuf>().unwrap(), other);
}

#[test]
fn wrong_parameters_are_refused_with_their_place() {
    for (text, want) in [
        ("x. 60 HTTPS 1 . load=many", "line 1, column 22 (HTTPS), rate: expected a number"),
        ("x. 60 HTTPS 1 . load", "line 1, column 21 (HTTPS), rate: the text ends"),
        ("x. 60 HTTPS 1 . load=1 load=2", "line 1, column 24 (HTTPS), svc_params: the parameter"),
        ("x. 60 HTTPS 1 . mark=1", "line 1, column 22 (HTTPS), svc_params: expected the end"),
    ] {
        let error = RecordBuf::from_text_with(text, Name::ROOT, OWN).unwrap_err().to_string();
        assert!(error.starts_with(want), "{text}: {error}");
    }
    let unknown = RecordBuf::from_text("x. 60 HTTPS 1 . load=1", Name::ROOT);
    assert!(unknown.is_err(), "without the names there is no such parameter");
}

#[test]
fn octets_that_do_not_fit_keep_the_number() {
    let mut params = SvcParamsBuf::new();
    params.push_octets(SvcParamKey(65281), b"abc").unwrap();
    let record = RdataBuf::https(1, Name::ROOT, &params).unwrap();
    let record = RecordBuf::new(Name::ROOT, 60, Class::IN, &record).unwrap();
    assert_eq!(record.with_types(OWN).to_string(), r#". 60 IN HTTPS 1 . key65281="abc""#);
}

#[test]
fn options_have_their_names_in_text() {
    let option = OptionBuf::from_text_with("customer: 7", OWN).unwrap();
    assert_eq!(option, OptionBuf::new(&Customer { number: 7 }).unwrap());
    assert_eq!(option.with_types(OWN).to_string(), "CUSTOMER: 7");
    assert_eq!(option.to_string(), "OPT=65001: 00000007");
    assert_eq!(OptionBuf::from_text_with(&option.to_string(), OWN).unwrap(), option);
    let error = OptionBuf::from_text_with("CUSTOMER: seven", OWN).unwrap_err().to_string();
    assert!(error.contains("column 11") && error.contains("number"), "{error}");
    assert!("CUSTOMER: 7".parse::<OptionBuf>().is_err());

    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let options = OptionsBuf::of([option, "NSID: 61".parse().unwrap()]).unwrap();
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_edns(OptRecord::new(1232).with_options(options.as_coded().as_octets()));
    builder.finish();
    let opt = Message::parse(&octets).unwrap().edns().unwrap().record();
    let shown = opt.with_types(OWN).to_string();
    assert!(shown.ends_with(" OPT CUSTOMER: 7; NSID: 61 (\"a\")"), "{shown}");
}

#[cfg(feature = "serde")]
#[test]
fn json_has_their_names_in_both_directions() {
    use serde::de::DeserializeSeed;
    let read = |json: &str| OWN.deserialize(&mut serde_json::Deserializer::from_str(json));

    let rack = rack();
    let json = serde_json::to_string(&rack.with_types(OWN)).unwrap();
    assert_eq!(
        json,
        r#"{"owner":"x.example.","ttl":60,"class":"IN","type":"RACK","data":{"unit":12,"#
            .to_owned()
            + r#""room":"b 2","console":"con.example.","notes":["top","left"]}}"#
    );
    assert_eq!(read(&json).unwrap(), rack);
    assert_eq!(read(&serde_json::to_string(&rack).unwrap()).unwrap(), rack, "the generic form");

    let binding = RecordBuf::from_text_with(BINDING, Name::ROOT, OWN).unwrap();
    let json = serde_json::to_value(binding.with_types(OWN)).unwrap();
    assert_eq!(
        json["data"]["svc_params"].to_string(),
        r#"{"alpn":["h2"],"mark":null,"load":900,"site":{"hall":7,"name":"b\" \\\\"},"key65283":"x"}"#
    );
    assert_eq!(read(&json.to_string()).unwrap(), binding);

    let mut options = OptionsBuf::new();
    options.push(&Customer { number: 7 }).unwrap();
    let opt = dnswire::rdata::Opt { options: options.as_coded() };
    let opt = RecordBuf::new(Name::ROOT, 0, Class(1232), opt).unwrap();
    let json = serde_json::to_value(opt.with_types(OWN)).unwrap();
    assert_eq!(json["data"].to_string(), r#"{"options":[{"CUSTOMER":7}]}"#);
    assert_eq!(read(&json.to_string()).unwrap(), opt);

    for wrong in [r#"{"load":70000}"#, r#"{"load":[]}"#, r#"{"site":{"hall":7}}"#, r#"{"lode":1}"#]
    {
        let json = r#"{"owner":"x.","ttl":1,"type":"HTTPS","data":{"svc_priority":1,"#.to_owned()
            + r#""target_name":".","svc_params":"#
            + wrong
            + "}}";
        assert!(read(&json).is_err(), "{wrong}");
    }
}
