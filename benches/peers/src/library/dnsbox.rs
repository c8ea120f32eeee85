//! dnsbox: safe code, no allocation, a cache of suffixes.

use std::fmt::Write;

use dnsbox::rdata::{Mx, RData, SvcParamValue, SvcParams};
use dnsbox::{Message, MessageBuilder, Name, Record, Rtype, Section};

use crate::fold::Fold;
use crate::task::{Kept, Work, on_octets};

on_octets! {
    Skip = skip;
    AllMx = all_mx;
    Decode = decode;
    Check = check;
    Print = print;
}

#[inline]
fn skip(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::parse(octets).ok()?;
    Some(message.section_offset(Section::Authority).ok()? as u64)
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::parse(octets).ok()?;
    let mut fold = Fold::new();
    for record in message.answers() {
        let record = record.ok()?;
        if record.rtype() == Rtype::MX {
            let mx: Mx<'_> = record.data_as().ok()?;
            fold.number(mx.preference);
            fold.lower_name(labels(&mx.exchange));
        }
    }
    Some(fold.sum())
}

#[inline]
fn labels<'a>(name: &Name<'a>) -> impl Iterator<Item = &'a [u8]> {
    name.labels().map(|label| label.as_bytes())
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::parse(octets).ok()?;
    let mut fold = Fold::new();
    fold.number(message.id());
    fold.number(message.flags().rcode().get());
    let mut sum = fold.sum();
    for question in message.questions() {
        let question = question.ok()?;
        let mut fold = Fold::new();
        fold.name(labels(&question.name()));
        fold.number(question.qtype().get());
        fold.number(question.qclass().get());
        sum = sum.wrapping_add(fold.sum());
    }
    for record in message.records() {
        let (_, record) = record.ok()?;
        sum = sum.wrapping_add(fold_record(&record)?);
    }
    Some(sum)
}

#[inline]
fn fold_record(record: &Record<'_>) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(labels(&record.name()));
    fold.number(record.rtype().get());
    fold.number(record.class().get());
    fold.number(record.ttl());
    fold_rdata(&record.data().ok()?, &mut fold)?;
    Some(fold.sum())
}

#[inline]
fn fold_rdata(rdata: &RData<'_>, fold: &mut Fold) -> Option<()> {
    match rdata {
        RData::A(a) => fold.number(a.addr.to_bits()),
        RData::Aaaa(aaaa) => fold.octets(&aaaa.addr.octets()),
        RData::Ns(ns) => fold.name(labels(&ns.nsdname)),
        RData::Cname(cname) => fold.name(labels(&cname.cname)),
        RData::Ptr(ptr) => fold.name(labels(&ptr.ptrdname)),
        RData::Mx(mx) => {
            fold.number(mx.preference);
            fold.name(labels(&mx.exchange));
        }
        RData::Soa(soa) => {
            fold.name(labels(&soa.mname));
            fold.name(labels(&soa.rname));
            for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
                fold.number(number);
            }
        }
        RData::Txt(txt) => txt.strings().for_each(|string| fold.octets(string.as_bytes())),
        RData::Srv(srv) => {
            [srv.priority, srv.weight, srv.port].into_iter().for_each(|n| fold.number(n));
            fold.name(labels(&srv.target));
        }
        RData::Naptr(naptr) => {
            fold.number(naptr.order);
            fold.number(naptr.preference);
            for string in [naptr.flags, naptr.services, naptr.regexp] {
                fold.octets(string.as_bytes());
            }
            fold.name(labels(&naptr.replacement));
        }
        RData::Ds(ds) => {
            fold.number(ds.key_tag);
            fold.number(ds.algorithm.get());
            fold.number(ds.digest_type.get());
            fold.octets(ds.digest);
        }
        RData::Dnskey(dnskey) => {
            fold.number(dnskey.flags);
            fold.number(dnskey.protocol);
            fold.number(dnskey.algorithm.get());
            fold.octets(dnskey.public_key);
        }
        RData::Rrsig(rrsig) => {
            fold.number(rrsig.type_covered.get());
            fold.number(rrsig.algorithm.get());
            fold.number(rrsig.labels);
            for number in [rrsig.original_ttl, rrsig.expiration, rrsig.inception] {
                fold.number(number);
            }
            fold.number(rrsig.key_tag);
            fold.name(labels(&rrsig.signer_name));
            fold.octets(rrsig.signature);
        }
        RData::Nsec(nsec) => {
            fold.name(labels(&nsec.next_domain_name));
            nsec.types.iter().for_each(|rtype| fold.number(rtype.get()));
        }
        RData::Nsec3(nsec3) => {
            fold.number(nsec3.hash_algorithm.get());
            fold.number(nsec3.flags);
            fold.number(nsec3.iterations);
            fold.octets(nsec3.salt);
            fold.octets(nsec3.next_hashed_owner);
            nsec3.types.iter().for_each(|rtype| fold.number(rtype.get()));
        }
        RData::Tlsa(tlsa) => {
            fold.number(tlsa.usage.get());
            fold.number(tlsa.selector.get());
            fold.number(tlsa.matching_type.get());
            fold.octets(tlsa.data);
        }
        RData::Caa(caa) => {
            fold.number(caa.flags);
            fold.octets(caa.tag);
            fold.octets(caa.value);
        }
        RData::Https(https) => {
            fold.number(https.priority);
            fold.name(labels(&https.target));
            fold_params(&https.params, fold)?;
        }
        RData::Opt(opt) => {
            for option in opt.raw_options() {
                fold.number(option.code.get());
                fold.octets(option.data);
            }
        }
        _ => return None,
    }
    Some(())
}

#[inline]
fn fold_params(params: &SvcParams<'_>, fold: &mut Fold) -> Option<()> {
    for param in params.iter() {
        fold.number(param.key().get());
        match param.value() {
            SvcParamValue::Alpn(alpn) => alpn.iter().for_each(|id| fold.octets(id)),
            SvcParamValue::Ipv4Hint(hint) => hint.iter().for_each(|a| fold.number(a.to_bits())),
            SvcParamValue::Ipv6Hint(hint) => hint.iter().for_each(|a| fold.octets(&a.octets())),
            SvcParamValue::Ech(ech) => fold.octets(ech.as_bytes()),
            _ => return None,
        }
    }
    Some(())
}

#[inline]
fn check(octets: &[u8], _: &mut Kept) -> Option<u64> {
    Message::parse_validated(octets).ok()?;
    Some(1)
}

#[inline]
fn print(octets: &[u8], kept: &mut Kept) -> Option<u64> {
    let message = Message::parse(octets).ok()?;
    kept.text.clear();
    for record in message.records() {
        let (_, record) = record.ok()?;
        writeln!(kept.text, "{record}").ok()?;
    }
    Some(kept.text.len() as u64)
}

/// The typed records are pushed one by one into a kept buffer.
pub struct Compose;

pub struct Entries<'a> {
    message: Message<'a>,
    records: Vec<(Section, Record<'a>, RData<'a>)>,
}

impl Work for Compose {
    type Input<'a> = Entries<'a>;

    fn prepare(octets: &[u8]) -> Option<Entries<'_>> {
        let message = Message::parse(octets).ok()?;
        let records = message.records().map(|record| {
            let (section, record) = record.ok()?;
            Some((section, record, record.data().ok()?))
        });
        Some(Entries { message, records: records.collect::<Option<_>>()? })
    }

    #[inline]
    fn run(entries: &Entries<'_>, kept: &mut Kept) -> Option<u64> {
        kept.octets.resize(65535, 0);
        let mut builder = MessageBuilder::new(kept.octets.as_mut_slice()).ok()?;
        builder.set_id(entries.message.id());
        builder.set_flags(entries.message.flags());
        for question in entries.message.questions() {
            builder.copy_question(&question.ok()?).ok()?;
        }
        for (section, record, data) in &entries.records {
            let ttl = record.ttl();
            builder.push_record(*section, record.name(), record.class(), ttl, data).ok()?;
        }
        Some(builder.finish().len() as u64)
    }
}
