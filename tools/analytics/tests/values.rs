//! The values of rows are those of the library.

use dnswire::rdata::{A, Mx, Rdata, Soa};
use dnswire::{ErrorKind, Message, Partial, Section};
use dnswire_analytics::batch::Batch;
use dnswire_analytics::row::{Decoded, Row, Work};
use dnswire_analytics::table::Table;
use dnswire_capture::Item;

use crate::common::{folder, inputs, read, value};
use datafusion::arrow::array::RecordBatch;

fn batch(table: &'static Table, items: &[Item]) -> RecordBatch {
    let work = Work::default();
    let mut batch = Batch::of(table);
    for item in items {
        let message = Decoded::of(item, &work);
        let row = Row { message: &message, response: None, record: None };
        if table.name == "messages" {
            batch.push(&row);
        } else {
            let records = message.message().into_iter().flat_map(|message| message.records());
            records.for_each(|record| batch.push(&Row { record: Some(record), ..row }));
        }
    }
    batch.finish().unwrap()
}

/// `whole`, `cut` or `malformed`, as `dnswire decode` counts.
fn verdict(item: &Item) -> &'static str {
    let error = Message::parse_partial(&item.octets, item.length).map_or_else(Some, |p| p.error());
    let is_whole = Message::parse_received(&item.octets, item.length).is_ok();
    assert_eq!(error.is_none(), is_whole, "{}", item.id);
    match error.map(|error| error.kind()) {
        Some(ErrorKind::UnexpectedEnd { .. } | ErrorKind::Oversized { .. }) => "cut",
        Some(_) => "malformed",
        None => {
            let message = Message::parse(&item.octets).unwrap();
            let is_malformed = |rdata| matches!(rdata, Rdata::Malformed(_));
            let is_bad = message.records().any(|r| is_malformed(r.rdata_in(item.profile)));
            if is_bad { "malformed" } else { "whole" }
        }
    }
}

fn findings(partial: &Partial<'_>, item: &Item) -> String {
    let text = |finding: dnswire::Finding| {
        let (code, severity) = (finding.rule().code(), finding.severity());
        format!("{{code: {code}, severity: {severity}, offset: {}}}", finding.offset())
    };
    let all: Vec<_> = partial.findings().in_profile(item.profile).map(text).collect();
    format!("[{}]", all.join(", "))
}

#[test]
fn messages_are_those_of_the_library() {
    let mut verdicts = [0; 3];
    for input in inputs(&folder("messages_are")) {
        let (items, _) = read(&input);
        let rows = batch(Table::messages(), &items);
        assert_eq!(rows.num_rows(), items.len(), "{input}");
        for (row, item) in items.iter().enumerate() {
            let get = |name| value(&rows, name, row);
            let expect = |name, wanted: Option<String>| {
                assert_eq!(get(name), wanted, "{input}: {}: {name}", item.id);
            };
            let verdict = verdict(item);
            verdicts[["whole", "cut", "malformed"].iter().position(|v| *v == verdict).unwrap()] +=
                1;
            expect("verdict", Some(verdict.to_owned()));
            expect("captured", Some(item.octets.len().min(item.length).to_string()));
            expect("length", Some(item.length.to_string()));
            expect(
                "missing_octets",
                Some(item.length.saturating_sub(item.octets.len()).to_string()),
            );
            expect("ip_src", item.flow.map(|flow| flow.source.ip().to_string()));
            expect("prot_dst_port", item.flow.map(|flow| flow.destination.port().to_string()));
            let partial = Message::parse_partial(&item.octets, item.length);
            let message = partial.as_ref().ok().map(Partial::message);
            expect("dns_id", message.map(|m| m.id().to_string()));
            expect("dns_rcode", message.map(|m| m.rcode().0.to_string()));
            expect(
                "dns_aa",
                message.map(|m| m.header().flags().authoritative_answer().to_string()),
            );
            expect("dns_ancount", message.map(|m| m.header().count(Section::Answer).to_string()));
            let question = message.and_then(|m| m.questions().next());
            expect("dns_qname", question.map(|q| q.qname().to_string()));
            expect("qname_key", question.map(|q| q.qname().to_buf().to_lowercase().to_string()));
            expect("dns_qtype", question.map(|q| q.qtype().0.to_string()));
            let edns = message.and_then(|m| m.edns());
            expect("edns_udp", edns.map(|edns| edns.udp_payload_size().to_string()));
            expect("edns_do", edns.map(|edns| edns.dnssec_ok().to_string()));
            if let Ok(partial) = &partial {
                expect("findings", Some(findings(partial, item)));
                if let Some(error) = partial.error() {
                    expect("error_kind", Some(error.kind().name().to_owned()));
                    expect("error_offset", Some(error.offset().to_string()));
                    expect("error_section", error.section().map(|section| section.to_string()));
                    expect("error_field", error.field().map(str::to_owned));
                }
            }
        }
    }
    assert!(verdicts.iter().all(|count| *count > 10), "{verdicts:?}");
}

#[test]
fn records_are_those_of_the_library() {
    let mut seen = 0;
    for input in inputs(&folder("records_are")) {
        let (items, _) = read(&input);
        let rows = batch(Table::records(), &items);
        let mut row = 0;
        for item in &items {
            let Ok(partial) = Message::parse_partial(&item.octets, item.length) else { continue };
            for record in partial.message().records() {
                let expect = |name, wanted: Option<String>| {
                    let place = (&item.id, record.offset());
                    assert_eq!(value(&rows, name, row), wanted, "{input}: {place:?}: {name}");
                };
                expect("section", Some(record.section().to_string()));
                expect("record_index", Some(record.index().to_string()));
                expect("response_name", Some(record.owner().to_string()));
                expect("response_type", Some(record.rtype().to_string()));
                expect("response_ttl", Some(record.ttl_field().to_string()));
                expect("error_kind", record.malformed().map(|error| error.kind().name().into()));
                let rdata = record.rdata_in(item.profile);
                let is_good = !matches!(rdata, Rdata::Malformed(_));
                expect("text", is_good.then(|| rdata.to_string()));
                let address = record.data::<A>().and_then(Result::ok);
                expect("ip4_address", address.map(|a| a.address.to_string()));
                let mx = record.data::<Mx<'_>>().and_then(Result::ok);
                expect("mx_preference", mx.map(|mx| mx.preference.to_string()));
                expect("mx_address", mx.map(|mx| mx.exchange.to_string()));
                let soa = record.data::<Soa<'_>>().and_then(Result::ok);
                expect("soa_serial", soa.map(|soa| soa.serial.to_string()));
                row += 1;
            }
        }
        assert_eq!(rows.num_rows(), row, "{input}");
        seen += row;
    }
    assert!(seen > 1000, "{seen}");
}
