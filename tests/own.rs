//! RR types, options and parameters of the user's own.

use dnswire::layout::{CodedData, Fields, List};
use dnswire::rdata::{Data, Https, OwnType, OwnTypes, Rdata};
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::zone::Zone;
use dnswire::{
    Builder, Class, Compression, Message, Name, NameBuf, OptionsBuf, RdataBuf, RecordBuf, Rule,
    SvcParamsBuf, Type, fields,
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

const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<Rack<'_>>("RACK")]);
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
