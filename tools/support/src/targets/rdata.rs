//! RDATA of a type and class that the octets choose: read, written, read again.

use dnswire::rdata::Rdata;
use dnswire::{Class, DoesNotFit, Form, Message, Record, Type, Value};

use super::message;

pub fn run(octets: &[u8]) {
    let Some(([rtype, class, low], rdata)) = octets.split_first_chunk() else { return };
    let rtype = match Type::ALL.get(usize::from(*rtype)) {
        Some(known) => *known,
        None => Type(u16::from_be_bytes([*rtype, *low])),
    };
    let class = [Class::IN, Class::CH, Class::HS, Class::NONE, Class::ANY, Class(0x8001)]
        .get(usize::from(*class))
        .copied()
        .unwrap_or(Class::IN);
    let octets = message_of(rtype, class, rdata);
    let Ok(message) = Message::parse(&octets) else { return };
    let record = message.answers().next().expect("there is an answer");
    message::record(&record);
    if record.malformed().is_none() {
        check(&record);
    }
}

/// A message with this RDATA behind a question, to whose name compressed names can point.
pub fn message_of(rtype: Type, class: Class, rdata: &[u8]) -> Vec<u8> {
    let mut octets =
        b"\0\0\x80\0\0\x01\0\x01\0\0\0\0\x04Mail\x07example\0\0\x0f\0\x01\xc0\x0c".to_vec();
    octets.extend([rtype.0, class.0, 0, 300].into_iter().flat_map(u16::to_be_bytes));
    octets.extend(u16::try_from(rdata.len()).unwrap_or(u16::MAX).to_be_bytes());
    octets.extend_from_slice(rdata);
    octets
}

fn check(record: &Record<'_>) {
    let rdata = record.rdata();
    let plain = rdata.to_octets(Form::Uncompressed);
    if !has_compressed_name(record) {
        assert_eq!(plain, record.rdata_octets(), "written as it was read: {rdata:?}");
    }
    again(record, &plain, |read| {
        assert_eq!(*read, rdata);
        assert_eq!(read.to_octets(Form::Uncompressed), plain);
        assert_eq!(read.to_string(), rdata.to_string());
    });
    let canonical = rdata.to_octets(Form::Canonical);
    assert!(canonical.eq_ignore_ascii_case(&plain), "more than the case differs: {rdata:?}");
    again(record, &canonical, |read| {
        assert_eq!(read.to_octets(Form::Canonical), canonical, "canonical twice: {rdata:?}");
    });
    room(&rdata, &plain);
}

/// Reads the octets as RDATA of the same type and class.
fn again(record: &Record<'_>, rdata: &[u8], with: impl FnOnce(&Rdata<'_>)) {
    if rdata.len() > usize::from(u16::MAX) {
        return;
    }
    let octets = message_of(record.rtype(), record.class(), rdata);
    let message = Message::parse(&octets).expect("it is framed");
    let record = message.answers().next().expect("there is an answer");
    assert_eq!(record.malformed(), None, "what was written can be read");
    with(&record.rdata());
}

/// A room that is too small is told so; one that is just enough does.
fn room(rdata: &Rdata<'_>, octets: &[u8]) {
    let mut room = vec![0; octets.len()];
    assert_eq!(rdata.write_to(Form::Uncompressed, &mut room), Ok(octets));
    if let Some((_, less)) = room.split_first_mut() {
        assert_eq!(rdata.write_to(Form::Uncompressed, less), Err(DoesNotFit));
    }
}

fn has_compressed_name(record: &Record<'_>) -> bool {
    let mut found = false;
    record.for_each_field(|field| match field.value {
        Value::Name(name) => found |= name.is_compressed(),
        Value::Names(list) => found |= list.iter().any(|name| name.is_compressed()),
        _ => {}
    });
    found
}
