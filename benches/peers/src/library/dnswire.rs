//! This library, as its users would use it.

use std::fmt::Write;

use dnswire::rdata::svcb::{SvcParam, SvcParams};
use dnswire::rdata::{Mx, Rdata};
use dnswire::{Builder, Message, Name, Reader, Record, Section};

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
    let mut reader = Reader::new(octets).ok()?;
    reader.skip_answers().ok()?;
    Some(reader.position() as u64)
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let mut reader = Reader::new(octets).ok()?;
    let mut fold = Fold::new();
    while let Some(record) = reader.answer().ok()? {
        if let Some(mx) = record.data::<Mx>() {
            let mx = mx.ok()?;
            fold.number(mx.preference);
            fold.lower_name(labels(mx.exchange));
        }
    }
    Some(fold.sum())
}

#[inline]
fn labels(name: Name<'_>) -> impl Iterator<Item = &[u8]> {
    name.labels().map(|label| label.as_octets())
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let mut reader = Reader::new(octets).ok()?;
    let header = reader.header();
    let mut fold = Fold::new();
    fold.number(header.id());
    fold.number(header.flags().rcode().0);
    let mut sum = fold.sum();
    while let Some(question) = reader.question().ok()? {
        let mut fold = Fold::new();
        fold.name(labels(question.qname()));
        fold.number(question.qtype().0);
        fold.number(question.qclass().0);
        sum = sum.wrapping_add(fold.sum());
    }
    while let Some(record) = reader.record().ok()? {
        sum = sum.wrapping_add(fold_record(&record)?);
    }
    Some(sum)
}

#[inline]
fn fold_record(record: &Record<'_>) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(labels(record.owner()));
    fold.number(record.rtype().0);
    fold.number(record.class().0);
    fold.number(record.ttl_field());
    fold_rdata(&record.rdata(), &mut fold)?;
    Some(fold.sum())
}

#[inline]
fn fold_rdata(rdata: &Rdata<'_>, fold: &mut Fold) -> Option<()> {
    match rdata {
        Rdata::A(a) => fold.number(a.address.to_bits()),
        Rdata::Aaaa(aaaa) => fold.octets(&aaaa.address.octets()),
        Rdata::Ns(ns) => fold.name(labels(ns.nsdname)),
        Rdata::Cname(cname) => fold.name(labels(cname.cname)),
        Rdata::Ptr(ptr) => fold.name(labels(ptr.ptrdname)),
        Rdata::Mx(mx) => {
            fold.number(mx.preference);
            fold.name(labels(mx.exchange));
        }
        Rdata::Soa(soa) => {
            fold.name(labels(soa.mname));
            fold.name(labels(soa.rname));
            for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
                fold.number(number);
            }
        }
        Rdata::Txt(txt) => txt.txt_data.iter().for_each(|string| fold.octets(&string)),
        Rdata::Srv(srv) => {
            [srv.priority, srv.weight, srv.port].into_iter().for_each(|n| fold.number(n));
            fold.name(labels(srv.target));
        }
        Rdata::Naptr(naptr) => {
            fold.number(naptr.order);
            fold.number(naptr.preference);
            for string in [naptr.flags, naptr.services, naptr.regexp] {
                fold.octets(&string);
            }
            fold.name(labels(naptr.replacement));
        }
        Rdata::Ds(ds) => {
            fold.number(ds.key_tag);
            fold.number(ds.algorithm.0);
            fold.number(ds.digest_type.0);
            fold.octets(&ds.digest);
        }
        Rdata::Dnskey(dnskey) => {
            fold.number(dnskey.flags);
            fold.number(dnskey.protocol);
            fold.number(dnskey.algorithm.0);
            fold.octets(&dnskey.public_key);
        }
        Rdata::Rrsig(rrsig) => {
            fold.number(rrsig.type_covered.0);
            fold.number(rrsig.algorithm.0);
            fold.number(rrsig.labels);
            fold.number(rrsig.original_ttl);
            fold.number(rrsig.signature_expiration.0);
            fold.number(rrsig.signature_inception.0);
            fold.number(rrsig.key_tag);
            fold.name(labels(rrsig.signers_name));
            fold.octets(&rrsig.signature);
        }
        Rdata::Nsec(nsec) => {
            fold.name(labels(nsec.next_domain_name));
            nsec.type_bit_maps.iter().for_each(|rtype| fold.number(rtype.0));
        }
        Rdata::Nsec3(nsec3) => {
            fold.number(nsec3.hash_algorithm.0);
            fold.number(nsec3.flags);
            fold.number(nsec3.iterations);
            fold.octets(&nsec3.salt);
            fold.octets(&nsec3.next_hashed_owner_name);
            nsec3.type_bit_maps.iter().for_each(|rtype| fold.number(rtype.0));
        }
        Rdata::Tlsa(tlsa) => {
            fold.number(tlsa.certificate_usage.0);
            fold.number(tlsa.selector.0);
            fold.number(tlsa.matching_type.0);
            fold.octets(&tlsa.certificate_association_data);
        }
        Rdata::Caa(caa) => {
            fold.number(caa.flags);
            fold.octets(&caa.tag);
            fold.octets(&caa.value);
        }
        Rdata::Https(https) => {
            fold.number(https.svc_priority);
            fold.name(labels(https.target_name));
            fold_params(https.svc_params, fold)?;
        }
        Rdata::Opt(opt) => {
            for option in opt.options {
                fold.number(option.code.0);
                fold.octets(option.octets);
            }
        }
        _ => return None,
    }
    Some(())
}

#[inline]
fn fold_params(params: SvcParams<'_>, fold: &mut Fold) -> Option<()> {
    for param in params.iter() {
        fold.number(param.code.0);
        match param.data() {
            SvcParam::Alpn(alpn) => alpn.alpn_ids.iter().for_each(|id| fold.octets(id)),
            SvcParam::Ipv4hint(hint) => {
                hint.addresses.iter().for_each(|address| fold.number(address.to_bits()));
            }
            SvcParam::Ipv6hint(hint) => {
                hint.addresses.iter().for_each(|address| fold.octets(&address.octets()));
            }
            SvcParam::Ech(ech) => fold.octets(&ech.ech_config_list),
            _ => return None,
        }
    }
    Some(())
}

#[inline]
fn check(octets: &[u8], _: &mut Kept) -> Option<u64> {
    Message::parse_strict(octets).is_ok().then_some(1)
}

#[inline]
fn print(octets: &[u8], kept: &mut Kept) -> Option<u64> {
    let message = Message::parse(octets).ok()?;
    kept.text.clear();
    for record in message.records() {
        writeln!(kept.text, "{record}").ok()?;
    }
    Some(kept.text.len() as u64)
}

/// Pushes the records of a section, and leaves those of later ones.
macro_rules! push_section {
    ($builder:ident, $left:ident, $section:expr) => {
        while let Some(((record, rdata), rest)) = $left.split_first()
            && record.section() == $section
        {
            if !$builder.push_rdata(record.owner(), record.ttl_field(), record.class(), rdata) {
                return None;
            }
            $left = rest;
        }
    };
}

/// The typed records are pushed one by one into a kept buffer.
pub struct Compose;

pub struct Entries<'a> {
    message: Message<'a>,
    records: Vec<(Record<'a>, Rdata<'a>)>,
}

impl Work for Compose {
    type Input<'a> = Entries<'a>;

    fn prepare(octets: &[u8]) -> Option<Entries<'_>> {
        let message = Message::parse(octets).ok()?;
        let records = message.records().map(|record| (record, record.rdata())).collect();
        Some(Entries { message, records })
    }

    #[inline]
    fn run(entries: &Entries<'_>, kept: &mut Kept) -> Option<u64> {
        kept.octets.resize(65535, 0);
        let mut builder = Builder::new(kept.octets.as_mut_slice(), &mut kept.compression).ok()?;
        builder.set_id(entries.message.id());
        builder.set_flags(entries.message.header().flags());
        for question in entries.message.questions() {
            builder.push_question(question.qname(), question.qtype(), question.qclass());
        }
        let mut left = entries.records.as_slice();
        let mut builder = builder.answer();
        push_section!(builder, left, Section::Answer);
        let mut builder = builder.authority();
        push_section!(builder, left, Section::Authority);
        let mut builder = builder.additional();
        push_section!(builder, left, Section::Additional);
        Some(builder.finish().len() as u64)
    }
}
