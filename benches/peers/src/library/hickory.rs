//! hickory-proto: owned messages, everything is parsed at once.

use std::fmt::Write;

use hickory_proto::dnssec::PublicKey;
use hickory_proto::dnssec::rdata::DNSSECRData;
use hickory_proto::op::{Edns, Message};
use hickory_proto::rr::rdata::opt::EdnsOption;
use hickory_proto::rr::rdata::svcb::{SVCB, SvcParamValue};
use hickory_proto::rr::{Name, RData, Record};
use hickory_proto::serialize::binary::{BinEncodable, BinEncoder};

use crate::fold::Fold;
use crate::task::{Kept, Work, on_octets};

on_octets! {
    AllMx = all_mx;
    Decode = decode;
    Check = check;
    Print = print;
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_vec(octets).ok()?;
    let mut fold = Fold::new();
    for record in &message.answers {
        if let RData::MX(mx) = &record.data {
            fold.number(mx.preference);
            fold.lower_name(mx.exchange.iter());
        }
    }
    Some(fold.sum())
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let message = Message::from_vec(octets).ok()?;
    let mut fold = Fold::new();
    fold.number(message.metadata.id);
    fold.number(u16::from(message.metadata.response_code) & 0xF);
    let mut sum = fold.sum();
    for question in &message.queries {
        let mut fold = Fold::new();
        fold.name(question.name.iter());
        fold.number(u16::from(question.query_type));
        fold.number(u16::from(question.query_class));
        sum = sum.wrapping_add(fold.sum());
    }
    for record in message.all_sections() {
        sum = sum.wrapping_add(fold_record(record)?);
    }
    if let Some(edns) = &message.edns {
        sum = sum.wrapping_add(fold_edns(edns)?);
    }
    Some(sum)
}

fn fold_record(record: &Record) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(record.name.iter());
    fold.number(u16::from(record.record_type()));
    fold.number(u16::from(record.dns_class));
    fold.number(record.ttl);
    fold_data(&record.data, &mut fold)?;
    Some(fold.sum())
}

/// As the record that it was.
fn fold_edns(edns: &Edns) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(Name::root().iter());
    fold.number(41_u16);
    fold.number(edns.max_payload());
    let flags = u16::from(edns.flags().dnssec_ok) << 15 | edns.flags().z;
    fold.number(
        u32::from(edns.rcode_high()) << 24 | u32::from(edns.version()) << 16 | u32::from(flags),
    );
    for (code, option) in &edns.options().options {
        fold.number(u16::from(*code));
        match option {
            EdnsOption::Unknown(_, octets) => fold.octets(octets),
            EdnsOption::NSID(nsid) => fold.octets(nsid.as_ref()),
            option => fold.octets(&Vec::<u8>::try_from(option).ok()?),
        }
    }
    Some(fold.sum())
}

fn fold_data(data: &RData, fold: &mut Fold) -> Option<()> {
    match data {
        RData::A(a) => fold.number(a.0.to_bits()),
        RData::AAAA(aaaa) => fold.octets(&aaaa.0.octets()),
        RData::NS(ns) => fold.name(ns.0.iter()),
        RData::CNAME(cname) => fold.name(cname.0.iter()),
        RData::PTR(ptr) => fold.name(ptr.0.iter()),
        RData::MX(mx) => {
            fold.number(mx.preference);
            fold.name(mx.exchange.iter());
        }
        RData::SOA(soa) => {
            fold.name(soa.mname.iter());
            fold.name(soa.rname.iter());
            fold.number(soa.serial);
            for number in [soa.refresh, soa.retry, soa.expire] {
                fold.number(number.cast_unsigned());
            }
            fold.number(soa.minimum);
        }
        RData::TXT(txt) => txt.txt_data.iter().for_each(|string| fold.octets(string)),
        RData::SRV(srv) => {
            [srv.priority, srv.weight, srv.port].into_iter().for_each(|n| fold.number(n));
            fold.name(srv.target.iter());
        }
        RData::NAPTR(naptr) => {
            fold.number(naptr.order);
            fold.number(naptr.preference);
            for string in [&naptr.flags, &naptr.services, &naptr.regexp] {
                fold.octets(string);
            }
            fold.name(naptr.replacement.iter());
        }
        RData::TLSA(tlsa) => {
            fold.number(u8::from(tlsa.cert_usage));
            fold.number(u8::from(tlsa.selector));
            fold.number(u8::from(tlsa.matching));
            fold.octets(&tlsa.cert_data);
        }
        RData::CAA(caa) => {
            fold.number(caa.flags());
            fold.octets(caa.tag.as_bytes());
            fold.octets(&caa.value);
        }
        RData::HTTPS(https) => fold_binding(&https.0, fold)?,
        RData::DNSSEC(data) => fold_dnssec(data, fold)?,
        _ => return None,
    }
    Some(())
}

fn fold_dnssec(data: &DNSSECRData, fold: &mut Fold) -> Option<()> {
    match data {
        DNSSECRData::DS(ds) => {
            fold.number(ds.key_tag());
            fold.number(u8::from(ds.algorithm()));
            fold.number(u8::from(ds.digest_type()));
            fold.octets(ds.digest());
        }
        DNSSECRData::DNSKEY(dnskey) => {
            fold.number(dnskey.flags());
            fold.number(3_u8); // it takes no other protocol
            fold.number(u8::from(dnskey.public_key().algorithm()));
            fold.octets(dnskey.public_key().public_bytes());
        }
        DNSSECRData::RRSIG(rrsig) => {
            let input = rrsig.input();
            fold.number(u16::from(input.type_covered));
            fold.number(u8::from(input.algorithm));
            fold.number(input.num_labels);
            fold.number(input.original_ttl);
            fold.number(input.sig_expiration.get());
            fold.number(input.sig_inception.get());
            fold.number(input.key_tag);
            fold.name(input.signer_name.iter());
            fold.octets(rrsig.sig());
        }
        DNSSECRData::NSEC(nsec) => {
            fold.name(nsec.next_domain_name().iter());
            nsec.type_bit_maps().for_each(|rtype| fold.number(u16::from(rtype)));
        }
        DNSSECRData::NSEC3(nsec3) => {
            fold.number(u8::from(nsec3.hash_algorithm()));
            fold.number(nsec3.flags());
            fold.number(nsec3.iterations());
            fold.octets(nsec3.salt());
            fold.octets(nsec3.next_hashed_owner_name());
            nsec3.type_bit_maps().for_each(|rtype| fold.number(u16::from(rtype)));
        }
        _ => return None,
    }
    Some(())
}

fn fold_binding(binding: &SVCB, fold: &mut Fold) -> Option<()> {
    fold.number(binding.svc_priority);
    fold.name(binding.target_name.iter());
    for (key, value) in &binding.svc_params {
        fold.number(u16::from(*key));
        match value {
            SvcParamValue::Alpn(alpn) => alpn.0.iter().for_each(|id| fold.octets(id.as_bytes())),
            SvcParamValue::Ipv4Hint(hint) => {
                hint.0.iter().for_each(|address| fold.number(address.0.to_bits()));
            }
            SvcParamValue::EchConfigList(ech) => fold.octets(&ech.0),
            SvcParamValue::Ipv6Hint(hint) => {
                hint.0.iter().for_each(|address| fold.octets(&address.0.octets()));
            }
            _ => return None,
        }
    }
    Some(())
}

#[inline]
fn check(octets: &[u8], _: &mut Kept) -> Option<u64> {
    Message::from_vec(octets).ok()?;
    Some(1)
}

#[inline]
fn print(octets: &[u8], kept: &mut Kept) -> Option<u64> {
    let message = Message::from_vec(octets).ok()?;
    kept.text.clear();
    for record in message.all_sections() {
        writeln!(kept.text, "{record}").ok()?;
    }
    if let Some(edns) = &message.edns {
        writeln!(kept.text, "{edns}").ok()?;
    }
    Some(kept.text.len() as u64)
}

/// A prepared message is written to a kept vector.
pub struct Compose;

impl Work for Compose {
    type Input<'a> = Message;

    fn prepare(octets: &[u8]) -> Option<Message> {
        Message::from_vec(octets).ok()
    }

    fn run(message: &Message, kept: &mut Kept) -> Option<u64> {
        kept.octets.clear();
        let mut encoder = BinEncoder::new(&mut kept.octets);
        message.emit(&mut encoder).ok()?;
        Some(kept.octets.len() as u64)
    }
}
