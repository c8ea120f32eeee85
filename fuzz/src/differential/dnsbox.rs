//! dnsbox: checks the framing as it goes, RDATA when asked for.

use dnsbox::rdata::RData;
use dnsbox::{Message, Name, Record};

use super::{Row, Rows, is_compared, name, numbered, soa, strings};

pub fn rows(octets: &[u8]) -> Rows {
    read(octets).map_err(|error| error.to_string())
}

fn read(octets: &[u8]) -> Result<Vec<Row>, dnsbox::Error> {
    let message = Message::parse(octets)?;
    message.questions().try_for_each(|question| question.map(|_| ()))?;
    message.records().map(|record| row(&record?.1)).collect()
}

fn row(record: &Record<'_>) -> Result<Row, dnsbox::Error> {
    let (rtype, class) = (record.rtype().get(), record.class().get());
    let data = if is_compared(rtype, class) { data(&record.data()?) } else { None };
    Ok(Row { owner: name(labels(&record.name())), rtype, class, ttl: record.ttl(), data })
}

fn labels<'a>(name: &Name<'a>) -> impl Iterator<Item = &'a [u8]> {
    name.labels().map(|label| label.as_bytes())
}

fn data(rdata: &RData<'_>) -> Option<Vec<u8>> {
    Some(match rdata {
        RData::A(a) => a.addr.octets().to_vec(),
        RData::Aaaa(aaaa) => aaaa.addr.octets().to_vec(),
        RData::Ns(ns) => name(labels(&ns.nsdname)),
        RData::Cname(cname) => name(labels(&cname.cname)),
        RData::Ptr(ptr) => name(labels(&ptr.ptrdname)),
        RData::Dname(dname) => name(labels(&dname.target)),
        RData::Mx(mx) => numbered(&[mx.preference], labels(&mx.exchange)),
        RData::Srv(srv) => numbered(&[srv.priority, srv.weight, srv.port], labels(&srv.target)),
        RData::Txt(txt) => strings(txt.strings().map(|string| string.as_bytes())),
        RData::Soa(all) => soa(
            name(labels(&all.mname)),
            name(labels(&all.rname)),
            [all.serial, all.refresh, all.retry, all.expire, all.minimum],
        ),
        _ => return None,
    })
}
