//! Questions and records without their RDATA.

use std::hint::black_box;

use dnswire::{Form, Question, Record};
use no_panic::no_panic;

use crate::message::error_accessors;

pub fn prove(record: &Record<'_>) {
    record_accessors(record);
    record_places(record);
    record_malformed(record);
    record_octets_in(record, &mut [0; 1024]);
    record_canonical_rdata_cmp(record, record);
}

#[no_panic]
pub fn question_accessors(question: Question<'_>) {
    black_box((question.qname(), question.qtype(), question.qclass()));
    black_box((question.unicast_response(), question.offset(), question == question));
}

#[no_panic]
fn record_accessors(record: &Record<'_>) {
    black_box((record.owner(), record.rtype(), record.class(), record.cache_flush()));
    black_box((record.ttl(), record.ttl_field(), record.rdlength(), record.rdata_octets()));
}

#[no_panic]
fn record_places(record: &Record<'_>) {
    black_box((record.section(), record.index(), record.offset()));
    black_box((record.rdata_offset(), record.end()));
}

#[no_panic]
fn record_malformed(record: &Record<'_>) {
    if let Some(error) = record.malformed() {
        error_accessors(&error);
    }
}

#[no_panic]
fn record_octets_in(record: &Record<'_>, room: &mut [u8]) {
    let _ = black_box(record.write_to(Form::Uncompressed, record.ttl(), room));
    let _ = black_box(record.write_to(Form::Canonical, record.ttl(), room));
}

#[no_panic]
fn record_canonical_rdata_cmp(record: &Record<'_>, other: &Record<'_>) {
    black_box((record.name_policy(), record.canonical_rdata_cmp(other)));
}
