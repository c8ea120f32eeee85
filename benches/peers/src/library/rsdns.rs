//! rsdns: a reader of records, with the types of RFC 1035, AAAA and SRV.

use rsdns::message::RecordsSection;
use rsdns::message::reader::{MessageReader, NameRef, RecordMarker};
use rsdns::names::Name;
use rsdns::records::Type;
use rsdns::records::data::{A, Aaaa, Cname, Mx, Ns, Ptr, Soa, Srv};

use crate::fold::Fold;
use crate::task::{Kept, on_octets};

on_octets! {
    Skip = skip;
    AllMx = all_mx;
    Decode = decode;
    Check = check;
}

/// The position itself is not to be had; that of the next record is.
#[inline]
fn skip(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let mut reader = MessageReader::new(octets).ok()?;
    reader.header().ok()?;
    reader.seek(RecordsSection::Authority).ok()?;
    Some(0)
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let mut reader = MessageReader::new(octets).ok()?;
    reader.header().ok()?;
    reader.seek(RecordsSection::Answer).ok()?;
    let mut fold = Fold::new();
    while reader.has_records_in(RecordsSection::Answer) {
        let marker = reader.record_marker().ok()?;
        if marker.rtype() != Type::MX {
            reader.skip_record_data(&marker).ok()?;
            continue;
        }
        let mx: Mx = reader.record_data(&marker).ok()?;
        fold.number(mx.preference);
        fold.lower_name(labels(&mx.exchange));
    }
    Some(fold.sum())
}

/// Names in RDATA are texts.
#[inline]
fn labels(name: &Name) -> impl Iterator<Item = &[u8]> {
    name.as_str().split('.').map(str::as_bytes).filter(|label| !label.is_empty())
}

#[inline]
fn fold_name(name: &NameRef<'_>, fold: &mut Fold) -> Option<()> {
    for label in name.labels() {
        fold.octets(label.ok()?.bytes());
    }
    fold.number(0_u64);
    Some(())
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let mut reader = MessageReader::new(octets).ok()?;
    let header = reader.header().ok()?;
    let mut fold = Fold::new();
    fold.number(header.id);
    fold.number(header.flags.response_code().value());
    let mut sum = fold.sum();
    while reader.has_questions() {
        let question = reader.question_ref().ok()?;
        let mut fold = Fold::new();
        fold_name(&question.qname, &mut fold)?;
        fold.number(question.qtype.value());
        fold.number(question.qclass.value());
        sum = sum.wrapping_add(fold.sum());
    }
    while reader.has_records() {
        let record = reader.record_header_ref().ok()?;
        let marker = record.marker();
        let mut fold = Fold::new();
        fold_name(record.name(), &mut fold)?;
        fold.number(marker.rtype().value());
        fold.number(marker.rclass().value());
        fold.number(marker.ttl());
        fold_data(&mut reader, marker, &mut fold)?;
        sum = sum.wrapping_add(fold.sum());
    }
    Some(sum)
}

fn fold_data(reader: &mut MessageReader<'_>, at: &RecordMarker, fold: &mut Fold) -> Option<()> {
    match at.rtype() {
        Type::A => fold.number(reader.record_data::<A>(at).ok()?.address.to_bits()),
        Type::AAAA => fold.octets(&reader.record_data::<Aaaa>(at).ok()?.address.octets()),
        Type::NS => fold.name(labels(&reader.record_data::<Ns>(at).ok()?.nsdname)),
        Type::CNAME => fold.name(labels(&reader.record_data::<Cname>(at).ok()?.cname)),
        Type::PTR => fold.name(labels(&reader.record_data::<Ptr>(at).ok()?.ptrdname)),
        Type::MX => {
            let mx = reader.record_data::<Mx>(at).ok()?;
            fold.number(mx.preference);
            fold.name(labels(&mx.exchange));
        }
        Type::SOA => {
            let soa = reader.record_data::<Soa>(at).ok()?;
            fold.name(labels(&soa.mname));
            fold.name(labels(&soa.rname));
            for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
                fold.number(number);
            }
        }
        Type::SRV => {
            let srv = reader.record_data::<Srv>(at).ok()?;
            [srv.priority, srv.weight, srv.port].into_iter().for_each(|n| fold.number(n));
            fold.name(labels(&srv.target));
        }
        // TXT loses where its strings end; the others are not known.
        _ => fold_octets(reader.record_data_bytes(at).ok()?, at.rtype() == Type::OPT, fold),
    }
    Some(())
}

/// An empty OPT record has nothing to be folded.
fn fold_octets(octets: &[u8], is_opt: bool, fold: &mut Fold) {
    if !(is_opt && octets.is_empty()) {
        fold.octets(octets);
    }
}

#[inline]
fn check(octets: &[u8], kept: &mut Kept) -> Option<u64> {
    decode(octets, kept).map(|_| 1)
}
