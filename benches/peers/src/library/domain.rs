//! domain, by NLnet Labs.

use std::fmt::Write;

use domain::base::message::Section;
use domain::base::message_builder::{HashCompressor, MessageBuilder};
use domain::base::name::Label;
use domain::base::opt::UnknownOptData;
use domain::base::{Message, ParsedName, ParsedRecord, Record};
use domain::dep::octseq::Array;
use domain::rdata::svcb::SvcParams;
use domain::rdata::svcb::value::AllValues;
use domain::rdata::{AllRecordData, Mx};

use crate::fold::Fold;
use crate::task::{Kept, Work, on_octets};

type Octets<'a> = &'a [u8];
type Data<'a> = AllRecordData<Octets<'a>, ParsedName<Octets<'a>>>;

on_octets! {
    Skip = skip;
    AllMx = all_mx;
    Decode = decode;
    Check = check;
    Print = print;
}

#[inline]
fn skip(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_octets(octets).ok()?;
    Some(message.authority().ok()?.pos() as u64)
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_octets(octets).ok()?;
    let mut fold = Fold::new();
    for record in message.answer().ok()?.limit_to::<Mx<ParsedName<_>>>() {
        let record = record.ok()?;
        fold.number(record.data().preference());
        fold.lower_name(labels(record.data().exchange()));
    }
    Some(fold.sum())
}

#[inline]
fn labels<'n>(name: &'n ParsedName<Octets<'_>>) -> impl Iterator<Item = &'n [u8]> {
    name.iter().filter(|label| !label.is_root()).map(Label::as_slice)
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_octets(octets).ok()?;
    let header = message.header();
    let mut fold = Fold::new();
    fold.number(header.id());
    fold.number(header.rcode().to_int());
    let mut sum = fold.sum();
    for question in message.question() {
        let question = question.ok()?;
        let mut fold = Fold::new();
        fold.name(labels(question.qname()));
        fold.number(question.qtype().to_int());
        fold.number(question.qclass().to_int());
        sum = sum.wrapping_add(fold.sum());
    }
    for record in message.iter() {
        let (record, _) = record.ok()?;
        sum = sum.wrapping_add(fold_record(&record)?);
    }
    Some(sum)
}

#[inline]
fn fold_record(record: &ParsedRecord<'_, Octets<'_>>) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(labels(&record.owner().deref_octets()));
    fold.number(record.rtype().to_int());
    fold.number(record.class().to_int());
    fold.number(record.ttl().as_secs());
    let record = record.to_any_record::<Data<'_>>().ok()?;
    fold_data(record.data(), &mut fold)?;
    Some(fold.sum())
}

fn fold_data(data: &Data<'_>, fold: &mut Fold) -> Option<()> {
    match data {
        AllRecordData::A(a) => fold.number(a.addr().to_bits()),
        AllRecordData::Aaaa(aaaa) => fold.octets(&aaaa.addr().octets()),
        AllRecordData::Ns(ns) => fold.name(labels(ns.nsdname())),
        AllRecordData::Cname(cname) => fold.name(labels(cname.cname())),
        AllRecordData::Ptr(ptr) => fold.name(labels(ptr.ptrdname())),
        AllRecordData::Mx(mx) => {
            fold.number(mx.preference());
            fold.name(labels(mx.exchange()));
        }
        AllRecordData::Soa(soa) => {
            fold.name(labels(soa.mname()));
            fold.name(labels(soa.rname()));
            fold.number(soa.serial().into_int());
            for ttl in [soa.refresh(), soa.retry(), soa.expire(), soa.minimum()] {
                fold.number(ttl.as_secs());
            }
        }
        AllRecordData::Txt(txt) => txt.iter().for_each(|string| fold.octets(string)),
        AllRecordData::Srv(srv) => {
            [srv.priority(), srv.weight(), srv.port()].into_iter().for_each(|n| fold.number(n));
            fold.name(labels(srv.target()));
        }
        AllRecordData::Naptr(naptr) => {
            fold.number(naptr.order());
            fold.number(naptr.preference());
            for string in [naptr.flags(), naptr.services(), naptr.regexp()] {
                fold.octets(string.as_slice());
            }
            fold.name(labels(naptr.replacement()));
        }
        AllRecordData::Ds(ds) => {
            fold.number(ds.key_tag());
            fold.number(ds.algorithm().to_int());
            fold.number(ds.digest_type().to_int());
            fold.octets(ds.digest());
        }
        AllRecordData::Dnskey(dnskey) => {
            fold.number(dnskey.flags());
            fold.number(dnskey.protocol());
            fold.number(dnskey.algorithm().to_int());
            fold.octets(dnskey.public_key());
        }
        AllRecordData::Rrsig(rrsig) => {
            fold.number(rrsig.type_covered().to_int());
            fold.number(rrsig.algorithm().to_int());
            fold.number(rrsig.labels());
            fold.number(rrsig.original_ttl().as_secs());
            fold.number(rrsig.expiration().into_int());
            fold.number(rrsig.inception().into_int());
            fold.number(rrsig.key_tag());
            fold.name(labels(rrsig.signer_name()));
            fold.octets(rrsig.signature());
        }
        AllRecordData::Nsec3(nsec3) => {
            fold.number(nsec3.hash_algorithm().to_int());
            fold.number(nsec3.flags());
            fold.number(nsec3.iterations());
            fold.octets(nsec3.salt().as_slice());
            fold.octets(nsec3.next_owner().as_slice());
            nsec3.types().iter().for_each(|rtype| fold.number(rtype.to_int()));
        }
        AllRecordData::Nsec(nsec) => {
            fold.name(labels(nsec.next_name()));
            nsec.types().iter().for_each(|rtype| fold.number(rtype.to_int()));
        }
        AllRecordData::Tlsa(tlsa) => {
            fold.number(tlsa.usage().to_int());
            fold.number(tlsa.selector().to_int());
            fold.number(tlsa.matching_type().to_int());
            fold.octets(tlsa.data());
        }
        AllRecordData::Caa(caa) => {
            fold.number(caa.flags().bits());
            // The tag cannot be had as octets in place.
            let mut tag = Array::<256>::new();
            caa.tag().compose(&mut tag).ok()?;
            fold.octets(tag.as_slice().get(1..)?);
            fold.octets(caa.value());
        }
        AllRecordData::Https(https) => {
            fold.number(https.priority());
            fold.name(labels(https.target()));
            fold_params(https.params(), fold)?;
        }
        AllRecordData::Opt(opt) => {
            for option in opt.iter::<UnknownOptData<_>>() {
                let option = option.ok()?;
                fold.number(option.code().to_int());
                fold.octets(option.as_slice());
            }
        }
        _ => return None,
    }
    Some(())
}

fn fold_params(params: &SvcParams<Octets<'_>>, fold: &mut Fold) -> Option<()> {
    for param in params.iter_all() {
        match param.ok()? {
            AllValues::Alpn(alpn) => {
                fold.number(1_u16);
                alpn.iter().for_each(|id| fold.octets(id));
            }
            AllValues::Ipv4Hint(hint) => {
                fold.number(4_u16);
                hint.iter().for_each(|address| fold.number(address.to_bits()));
            }
            AllValues::Ech(ech) => {
                fold.number(5_u16);
                fold.octets(ech.as_slice());
            }
            AllValues::Ipv6Hint(hint) => {
                fold.number(6_u16);
                hint.iter().for_each(|address| fold.octets(&address.octets()));
            }
            _ => return None,
        }
    }
    Some(())
}

#[inline]
fn check(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_octets(octets).ok()?;
    for question in message.question() {
        question.ok()?;
    }
    for record in message.iter() {
        record.ok()?.0.into_any_record::<Data<'_>>().ok()?;
    }
    Some(1)
}

#[inline]
fn print(octets: &[u8], kept: &mut Kept) -> Option<u64> {
    let message = Message::from_octets(octets).ok()?;
    kept.text.clear();
    for record in message.iter() {
        let record = record.ok()?.0.into_any_record::<Data<'_>>().ok()?;
        writeln!(kept.text, "{record}").ok()?;
    }
    Some(kept.text.len() as u64)
}

/// The typed records are pushed one by one into a kept vector.
pub struct Compose;

pub struct Entries<'a> {
    message: Message<Octets<'a>>,
    records: [Vec<Record<ParsedName<Octets<'a>>, Data<'a>>>; 3],
}

impl Work for Compose {
    type Input<'a> = Entries<'a>;

    fn prepare(octets: &[u8]) -> Option<Entries<'_>> {
        let message = Message::from_octets(octets).ok()?;
        let mut records: [Vec<_>; 3] = Default::default();
        for record in message.iter() {
            let (record, section) = record.ok()?;
            let place = match section {
                Section::Answer => 0,
                Section::Authority => 1,
                _ => 2,
            };
            records[place].push(record.into_any_record().ok()?);
        }
        Some(Entries { message, records })
    }

    fn run(entries: &Entries<'_>, kept: &mut Kept) -> Option<u64> {
        let mut octets = std::mem::take(&mut kept.octets);
        octets.clear();
        let mut builder = MessageBuilder::from_target(HashCompressor::new(octets)).ok()?;
        *builder.header_mut() = entries.message.header();
        let mut builder = builder.question();
        for question in entries.message.question() {
            builder.push(question.ok()?).ok()?;
        }
        let [answer, authority, additional] = &entries.records;
        let mut builder = builder.answer();
        answer.iter().try_for_each(|record| builder.push(record).ok())?;
        let mut builder = builder.authority();
        authority.iter().try_for_each(|record| builder.push(record).ok())?;
        let mut builder = builder.additional();
        additional.iter().try_for_each(|record| builder.push(record).ok())?;
        kept.octets = builder.finish().into_target();
        Some(kept.octets.len() as u64)
    }
}
