//! Text in: records read from a zone print as text that reads back equal; a text in pieces is the
//! same zone; RDATA in a slice is RDATA in a vector.

use std::io::BufReader;

use dnswire::rdata::Rdata;
use dnswire::zone::Zone;
use dnswire::{Class, Name, NameBuf, RdataBuf, RecordBuf, TextError, Type};

/// More records than these are not looked at: `$GENERATE` makes many of a few octets.
const MOST: usize = 200;

pub fn run(octets: &[u8]) {
    let text = String::from_utf8_lossy(octets);
    let origin: NameBuf = "example.".parse().expect("a name");
    let read = Zone::new(&text).with_origin(&origin).with_ttl(60).records();
    let whole: Vec<Result<RecordBuf, TextError>> = read.take(MOST).collect();
    let pieces = BufReader::with_capacity(7, text.as_bytes());
    let read = Zone::read(pieces).with_origin(&origin).with_ttl(60).records();
    assert_eq!(read.take(MOST).collect::<Vec<_>>(), whole, "read in pieces");
    for record in whole.iter().flatten() {
        reads_back(record);
    }
    for error in whole.iter().filter_map(|record| record.as_ref().err()) {
        assert!(error.line() > 0 && error.column() > 0, "{error}");
    }
    if let Some(rest) = text.split_once(' ') {
        rdata(rest.0, rest.1);
    }
}

fn reads_back(record: &RecordBuf) {
    let text = record.to_string();
    let again: RecordBuf = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(again.rdata_octets(), record.rdata_octets(), "{text}");
    assert_eq!(again, *record, "{text}");
    assert_eq!(again.to_string(), text);
}

/// A type and its RDATA, in a slice and in a vector.
fn rdata(rtype: &str, text: &str) {
    let Ok(rtype) = rtype.parse::<Type>() else { return };
    let mut room = vec![0; 65535];
    let borrowed = Rdata::from_text(rtype, Class::IN, text, Name::ROOT, &mut room);
    let owned = RdataBuf::from_text(rtype, Class::IN, text, Name::ROOT);
    match (&borrowed, &owned) {
        (Ok(borrowed), Ok(owned)) => assert_eq!(*borrowed, owned.as_rdata()),
        (borrowed, owned) => assert_eq!(borrowed.as_ref().err(), owned.as_ref().err()),
    }
    let Ok(owned) = owned else { return };
    let mut room = vec![0; owned.as_octets().len()];
    let fits = Rdata::from_text(rtype, Class::IN, text, Name::ROOT, &mut room);
    assert_eq!(fits, Ok(owned.as_rdata()), "in a room that is just enough");
    let _: Result<RdataBuf, TextError> = format!("{rtype} {text}").parse();
}
