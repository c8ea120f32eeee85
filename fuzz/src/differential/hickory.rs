//! hickory-proto: decodes everything at once; OPT and TSIG records leave their section.

use hickory_proto::op::Message;
use hickory_proto::rr::{Name, RData, Record};

use super::{Row, Rows, is_compared, name, numbered, soa, strings};

pub fn rows(octets: &[u8]) -> Rows {
    let message = Message::from_vec(octets).map_err(|error| error.to_string())?;
    Ok(message.all_sections().map(row).collect())
}

fn row(record: &Record) -> Row {
    let rtype = u16::from(record.record_type());
    let class = u16::from(record.dns_class);
    let data = if is_compared(rtype, class) { data(&record.data) } else { None };
    Row { owner: name(record.name.iter()), rtype, class, ttl: record.ttl, data }
}

fn data(rdata: &RData) -> Option<Vec<u8>> {
    fn labels(name: &Name) -> impl Iterator<Item = &[u8]> {
        name.iter()
    }
    Some(match rdata {
        RData::A(a) => a.0.octets().to_vec(),
        RData::AAAA(aaaa) => aaaa.0.octets().to_vec(),
        RData::NS(ns) => name(labels(&ns.0)),
        RData::CNAME(cname) => name(labels(&cname.0)),
        RData::PTR(ptr) => name(labels(&ptr.0)),
        RData::MX(mx) => numbered(&[mx.preference], labels(&mx.exchange)),
        RData::SRV(srv) => numbered(&[srv.priority, srv.weight, srv.port], labels(&srv.target)),
        RData::TXT(txt) => strings(txt.txt_data.iter().map(|string| &**string)),
        RData::SOA(all) => {
            let [refresh, retry, expire] =
                [all.refresh, all.retry, all.expire].map(i32::cast_unsigned);
            let numbers = [all.serial, refresh, retry, expire, all.minimum];
            soa(name(labels(&all.mname)), name(labels(&all.rname)), numbers)
        }
        _ => return None,
    })
}
