//! More than is promised: a message composed into a slice, and one changed in place.

use std::hint::black_box;

use dnswire::{Builder, Compression, Message, edit};
use no_panic::no_panic;

pub fn prove(octets: &[u8]) {
    let (mut room, mut compression) = ([0; 4096], Compression::new());
    if let Ok(message) = Message::parse(octets) {
        compose_copy(&message, &mut room, &mut compression);
    }
    edit_all(&mut octets.to_vec());
}

#[no_panic]
fn compose_copy(message: &Message<'_>, room: &mut [u8], compression: &mut Compression) {
    let Ok(mut builder) = Builder::new(room, compression) else { return };
    builder.set_limit(black_box(512));
    builder.set_flags(message.header().flags());
    for question in message.questions() {
        builder.push_question(question.qname(), question.qtype(), question.qclass());
    }
    let mut builder = builder.answer();
    builder.push_records(message.answers());
    let mut builder = builder.authority();
    for record in message.authority() {
        builder.push_rdata(record.owner(), record.ttl(), record.class(), &record.rdata());
    }
    black_box((builder.is_truncated(), builder.len()));
    black_box(builder.additional().finish());
}

#[no_panic]
fn edit_all(octets: &mut [u8]) {
    let _ = black_box(edit::set_id(octets, black_box(1)));
    let _ = black_box(edit::age_ttls(octets, black_box(60)));
    let _ = black_box(edit::set_qname_case(octets, &[black_box(0x55); 32]));
}
