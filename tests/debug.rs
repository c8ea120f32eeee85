//! What a debugger shows.

use dnswire::layout::Time;
use dnswire::rdata::Wks;
use dnswire::registry::{Algorithm, OptionCode, UnknownMnemonic};
use dnswire::zone::Zone;
use dnswire::{
    Builder, Class, Compression, Flags, ListBuf, Message, Name, OptionBuf, OptionsBuf, Reader,
    RecordBuf,
};
use dnswire_support::{header, parse, record};

#[test]
fn composing() {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    assert_eq!(format!("{compression:?}"), "Compression { .. }");
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
    let a: RecordBuf = ". 60 A 192.0.2.1".parse().unwrap();
    builder.push_record(&a);
    let shown = format!("{builder:?}");
    assert!(shown.contains("Composer { len: 27, counts: [0, 1, 0, 0], .. }"), "{shown}");
}

#[test]
fn records_options_and_lists() {
    let octets = [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 1, &[192, 0, 2, 1])].concat();
    let record = parse(&octets).answers().next().unwrap();
    assert_eq!(format!("{record:?}"), format!("Record(answer 0: {record})"));
    let nsid = OptionBuf::from_octets(OptionCode::NSID, b"a").unwrap();
    assert_eq!(nsid.code(), OptionCode::NSID);
    assert_eq!(format!("{nsid:?}"), r#"CodeBuf(NSID: 61 ("a"))"#);
    let options = OptionsBuf::of([nsid]).unwrap();
    assert_eq!(format!("{options:?}"), format!("{:?}", options.as_coded()));
    let numbers = ListBuf::<u16>::new([1, 2]).unwrap();
    assert_eq!(format!("{:?}", numbers.clone()), format!("{:?}", numbers.as_list()));
    let error: UnknownMnemonic = "NONSENSE".parse::<Algorithm>().unwrap_err();
    assert_eq!(format!("{error:?}"), "UnknownMnemonic('NONSENSE')");
    let _ = (Class::IN, Name::ROOT);
}

#[test]
fn values_and_errors_show_their_text() {
    assert_eq!(format!("{:?}", Time(0)), "Time(19700101000000)");
    let flags = Flags(0x8180);
    assert_eq!(format!("{flags:?}"), format!("Flags(0x8180: {flags}; QUERY, NOERROR)"));
    let wks: RecordBuf = "x. 60 WKS 192.0.2.1 6 25 80".parse().unwrap();
    let wks: Wks<'_> = wks.data().unwrap().unwrap();
    assert_eq!(format!("{:?}", wks.bitmap), "{25, 80}");
    let error = Message::parse(b"").unwrap_err();
    assert_eq!(format!("{error:?}"), format!("Error({error})"));
    let error = "x. 60 A 1".parse::<RecordBuf>().unwrap_err();
    assert_eq!(format!("{error:?}"), format!("TextError({error})"));
}

#[test]
fn a_reader_shows_its_place() {
    let a = record(b"\0", 1, &[192, 0, 2, 1]);
    let octets = [&header(0, 0x8000, [0, 2, 0, 0])[..], &a, &a].concat();
    let mut reader = Reader::new(&octets).unwrap();
    reader.skip_questions().unwrap();
    assert_eq!(reader.remaining(), 2);
    reader.record().unwrap();
    assert_eq!(reader.remaining(), 1);
    let shown = "Reader { position: 27, section: Answer, index: 1, count: 2, .. }";
    assert_eq!(format!("{reader:?}"), shown);
}

#[test]
fn zones() {
    let mut zone = Zone::new("a. 1 A 192.0.2.1\nb. 1 A 192.0.2.1");
    assert!(format!("{zone:?}").contains("Text { line: 1, .. }"), "{zone:?}");
    assert!(zone.next().is_some() && zone.next().is_some());
    assert!(format!("{zone:?}").contains("Text { line: 2, .. }"), "{zone:?}");
    let mut zone = Zone::read(&b"a. 1 A 192.0.2.1\nb. 1 A 192.0.2.1"[..]);
    assert!(zone.next().is_some() && zone.next().is_some());
    assert!(format!("{zone:?}").contains("Input { line: 2, .. }"), "{zone:?}");
}

#[cfg(feature = "bytes")]
#[test]
fn streams() {
    let mut deframer = dnswire::tcp::Deframer::with_limit(9);
    deframer.push(b"\0\x05ab");
    assert_eq!(format!("{deframer:?}"), "Deframer { pending: 4, needed: 3, limit: 9, .. }");
}
