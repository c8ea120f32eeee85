//! simple-dns: decodes everything at once; the OPT record leaves its section.

use simple_dns::rdata::RData;
use simple_dns::{Name, Packet, ResourceRecord};

use super::{Row, Rows, is_compared, name, numbered, soa};

pub fn rows(octets: &[u8]) -> Rows {
    let packet = Packet::parse(octets).map_err(|error| error.to_string())?;
    let sections = [&packet.answers, &packet.name_servers, &packet.additional_records];
    Ok(sections.into_iter().flatten().map(row).collect())
}

fn row(record: &ResourceRecord<'_>) -> Row {
    let rtype = u16::from(record.rdata.type_code());
    let class = record.class as u16 | if record.cache_flush { 0x8000 } else { 0 };
    let data = if is_compared(rtype, class) { data(&record.rdata) } else { None };
    Row { owner: name(labels(&record.name)), rtype, class, ttl: record.ttl, data }
}

fn labels<'n>(name: &'n Name<'_>) -> impl Iterator<Item = &'n [u8]> {
    name.as_bytes()
}

fn data(rdata: &RData<'_>) -> Option<Vec<u8>> {
    Some(match rdata {
        RData::A(a) => a.address.to_be_bytes().to_vec(),
        RData::AAAA(aaaa) => aaaa.address.to_be_bytes().to_vec(),
        RData::NS(ns) => name(labels(&ns.0)),
        RData::CNAME(cname) => name(labels(&cname.0)),
        RData::PTR(ptr) => name(labels(&ptr.0)),
        RData::MX(mx) => numbered(&[mx.preference], labels(&mx.exchange)),
        RData::SRV(srv) => numbered(&[srv.priority, srv.weight, srv.port], labels(&srv.target)),
        RData::SOA(all) => {
            let [refresh, retry, expire] =
                [all.refresh, all.retry, all.expire].map(i32::cast_unsigned);
            let numbers = [all.serial, refresh, retry, expire, all.minimum];
            soa(name(labels(&all.mname)), name(labels(&all.rname)), numbers)
        }
        _ => return None,
    })
}
