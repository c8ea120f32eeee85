//! simple-dns: borrowed texts in owned packets, everything is parsed at once.

use simple_dns::rdata::{RData, SVCB, SVCParam};
use simple_dns::{Name, Packet, ResourceRecord};

use crate::fold::Fold;
use crate::task::{Kept, Work, on_octets};

on_octets! {
    AllMx = all_mx;
    Decode = decode;
    Check = check;
}

#[inline]
fn all_mx(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let packet = Packet::parse(octets).ok()?;
    let mut fold = Fold::new();
    for record in &packet.answers {
        if let RData::MX(mx) = &record.rdata {
            fold.number(mx.preference);
            fold.lower_name(labels(&mx.exchange));
        }
    }
    Some(fold.sum())
}

#[inline]
fn labels<'n>(name: &'n Name<'_>) -> impl Iterator<Item = &'n [u8]> {
    name.get_labels().iter().map(|label| label.as_ref())
}

#[inline]
fn decode(octets: &[u8], _: &mut Kept) -> Option<u64> {
    let packet = Packet::parse(octets).ok()?;
    let mut fold = Fold::new();
    fold.number(packet.id());
    fold.number(packet.rcode() as u16 & 0xF);
    let mut sum = fold.sum();
    for question in &packet.questions {
        let mut fold = Fold::new();
        fold.name(labels(&question.qname));
        fold.number(u16::from(question.qtype));
        fold.number(u16::from(question.qclass));
        sum = sum.wrapping_add(fold.sum());
    }
    for record in
        packet.answers.iter().chain(&packet.name_servers).chain(&packet.additional_records)
    {
        sum = sum.wrapping_add(fold_record(record)?);
    }
    if let Some(opt) = packet.opt() {
        let mut fold = Fold::new();
        fold.name(std::iter::empty());
        fold.number(41_u16);
        fold.number(opt.udp_packet_size);
        fold.number(u32::from(opt.version) << 16); // the flags are lost
        for option in &opt.opt_codes {
            fold.number(option.code);
            fold.octets(&option.data);
        }
        sum = sum.wrapping_add(fold.sum());
    }
    Some(sum)
}

fn fold_record(record: &ResourceRecord<'_>) -> Option<u64> {
    let mut fold = Fold::new();
    fold.name(labels(&record.name));
    fold.number(u16::from(record.rdata.type_code()));
    fold.number(record.class as u16);
    fold.number(record.ttl);
    fold_data(&record.rdata, &mut fold)?;
    Some(fold.sum())
}

fn fold_data(data: &RData<'_>, fold: &mut Fold) -> Option<()> {
    match data {
        RData::A(a) => fold.number(a.address),
        RData::AAAA(aaaa) => fold.octets(&aaaa.address.to_be_bytes()),
        RData::NS(ns) => fold.name(labels(&ns.0)),
        RData::CNAME(cname) => fold.name(labels(&cname.0)),
        RData::PTR(ptr) => fold.name(labels(&ptr.0)),
        RData::MX(mx) => {
            fold.number(mx.preference);
            fold.name(labels(&mx.exchange));
        }
        RData::SOA(soa) => {
            fold.name(labels(&soa.mname));
            fold.name(labels(&soa.rname));
            fold.number(soa.serial);
            for number in [soa.refresh, soa.retry, soa.expire] {
                fold.number(number.cast_unsigned());
            }
            fold.number(soa.minimum);
        }
        RData::TXT(txt) => {
            // It returns its strings only cut at "=".
            for (key, value) in txt.iter_raw() {
                fold.octets(key);
                value.into_iter().for_each(|value| fold.octets(value));
            }
        }
        RData::SRV(srv) => {
            [srv.priority, srv.weight, srv.port].into_iter().for_each(|n| fold.number(n));
            fold.name(labels(&srv.target));
        }
        RData::DS(ds) => {
            fold.number(ds.key_tag);
            fold.number(ds.algorithm);
            fold.number(ds.digest_type);
            fold.octets(&ds.digest);
        }
        RData::DNSKEY(dnskey) => {
            fold.number(dnskey.flags);
            fold.number(dnskey.protocol);
            fold.number(dnskey.algorithm);
            fold.octets(&dnskey.public_key);
        }
        RData::RRSIG(rrsig) => {
            fold.number(rrsig.type_covered);
            fold.number(rrsig.algorithm);
            fold.number(rrsig.labels);
            fold.number(rrsig.original_ttl);
            fold.number(rrsig.signature_expiration);
            fold.number(rrsig.signature_inception);
            fold.number(rrsig.key_tag);
            fold.name(labels(&rrsig.signer_name));
            fold.octets(&rrsig.signature);
        }
        RData::NSEC(nsec) => {
            fold.name(labels(&nsec.next_name));
            nsec.types().for_each(|rtype| fold.number(u16::from(rtype)));
        }
        RData::HTTPS(https) => fold_binding(https, fold)?,
        RData::NULL(_, null) => fold.octets(null.get_data()),
        // CAA and NAPTR: their strings cannot be had as octets.
        _ => {}
    }
    Some(())
}

fn fold_binding(binding: &SVCB<'_>, fold: &mut Fold) -> Option<()> {
    fold.number(binding.priority);
    fold.name(labels(&binding.target));
    for param in binding.iter_params() {
        fold.number(param.key_code());
        match param {
            SVCParam::Alpn(ids) => {
                for id in ids {
                    fold.octets(String::try_from(id.clone()).ok()?.as_bytes());
                }
            }
            SVCParam::Ipv4Hint(hint) => hint.iter().for_each(|address| fold.number(*address)),
            SVCParam::Ech(ech) => fold.octets(ech),
            SVCParam::Ipv6Hint(hint) => {
                hint.iter().for_each(|address| fold.octets(&address.to_be_bytes()));
            }
            _ => return None,
        }
    }
    Some(())
}

#[inline]
fn check(octets: &[u8], _: &mut Kept) -> Option<u64> {
    Packet::parse(octets).ok()?;
    Some(1)
}

/// A prepared packet is written to a kept vector.
pub struct Compose;

impl Work for Compose {
    type Input<'a> = Packet<'a>;

    fn prepare(octets: &[u8]) -> Option<Packet<'_>> {
        Packet::parse(octets).ok()
    }

    fn run(packet: &Packet<'_>, kept: &mut Kept) -> Option<u64> {
        kept.octets.clear();
        let mut cursor = std::io::Cursor::new(&mut kept.octets);
        packet.write_compressed_to(&mut cursor).ok()?;
        Some(kept.octets.len() as u64)
    }
}
