//! Questions to captures: what is decoded for them, and the functions of octets.

use datafusion::arrow::array::RecordBatch;
use std::fs;
use std::sync::Arc;

use datafusion::physical_plan::metrics::MetricsSet;
use datafusion::physical_plan::{ExecutionPlan, collect};
use datafusion::prelude::SessionContext;
use dnswire_analytics::batch::Batch;
use dnswire_analytics::input::Input;
use dnswire_analytics::row::{Decoded, Row, Work};
use dnswire_analytics::sql;
use dnswire_analytics::table::Table;
use dnswire_support::{header, question, record};

use crate::common::{block_on, folder, inputs, lines, many, read};

/// The number of rows, and the metrics of the scan.
async fn scanned(context: &SessionContext, question: &str) -> (usize, MetricsSet) {
    let plan = context.sql(question).await.unwrap().create_physical_plan().await.unwrap();
    let batches = collect(Arc::clone(&plan), context.task_ctx()).await.unwrap();
    (
        batches.iter().map(RecordBatch::num_rows).sum(),
        scan(&plan).expect("a scan").metrics().unwrap(),
    )
}

fn scan(plan: &Arc<dyn ExecutionPlan>) -> Option<Arc<dyn ExecutionPlan>> {
    if plan.name() == "CaptureScan" {
        return Some(Arc::clone(plan));
    }
    plan.children().into_iter().find_map(scan)
}

fn count(metrics: &MetricsSet, name: &str) -> usize {
    metrics.sum_by_name(name).map_or(0, |value| value.as_usize())
}

#[test]
fn a_question_about_qtype_decodes_no_rdata() {
    block_on(async {
        let context = sql::context();
        let question =
            "SELECT dns_qname, dns_qtype FROM dns() WHERE dns_qtype = 15 AND dns_rcode = 0";
        let (rows, metrics) = scanned(&context, question).await;
        assert_eq!((rows, count(&metrics, "rdata_decoded")), (8, 0));
        assert_eq!(count(&metrics, "messages_read"), 24);
    });
}

#[test]
fn rdata_is_decoded_only_for_messages_that_pass() {
    block_on(async {
        let context = sql::context();
        let question = "SELECT findings FROM dns() WHERE dns_qtype = 15";
        let (rows, metrics) = scanned(&context, question).await;
        assert_eq!((rows, count(&metrics, "rdata_decoded")), (8, 8));
    });
}

#[test]
fn a_limit_ends_the_reading() {
    let folder = folder("limit");
    let path = folder.join("many.pcap");
    fs::write(&path, many()).unwrap();
    block_on(async {
        let context = sql::context();
        let question = format!("SELECT dns_id FROM dns('{}') LIMIT 5", path.display());
        let (rows, metrics) = scanned(&context, &question).await;
        assert_eq!((rows, count(&metrics, "messages_read")), (5, 5));
        let total = read(&Input::File(path.clone())).0.len();
        let question = format!("SELECT dns_id FROM dns('{}')", path.display());
        let (rows, metrics) = scanned(&context, &question).await;
        assert_eq!((rows, count(&metrics, "messages_read")), (total, total));
    });
}

/// Few messages are decoded at first, then more and more.
#[test]
fn a_limit_ends_the_reading_of_messages_that_pass_a_filter() {
    let folder = folder("limit_of_filter");
    let path = folder.join("many.pcap");
    fs::write(&path, many()).unwrap();
    let items = read(&Input::File(path.clone())).0;
    let responses: Vec<_> = (1..)
        .zip(&items)
        .filter(|(_, item)| item.octets.get(2).is_some_and(|octet| octet & 0x80 != 0))
        .map(|(number, _)| number)
        .collect();
    block_on(async {
        let context = sql::context();
        for limit in [1, 3, 40] {
            let from = path.display();
            let question = format!("SELECT dns_id FROM dns('{from}') WHERE qr LIMIT {limit}");
            let (rows, metrics) = scanned(&context, &question).await;
            let read = count(&metrics, "messages_read");
            let needed = responses[limit - 1];
            assert_eq!(rows, limit);
            assert!((needed..=2 * needed + limit).contains(&read), "{limit}: {read} of {needed}");
        }
    });
}

/// A column that depends on RDATA counts that it is read; otherwise the counters would prove nothing.
/// Options of EDNS are no RDATA here.
#[test]
fn columns_whose_values_depend_on_rdata_count_it() {
    // A response to `a. MX` with records of types that have columns; RDATA without pointers.
    let soa = [b"\x01m\0\x01r\0".to_vec(), vec![1; 20]].concat();
    let rrsig = [&[0, 1, 8, 1][..], &[1; 14], b"\x01s\0", &[5; 8]].concat();
    let rdata: [(u16, &[u8]); 15] = [
        (1, &[192, 0, 2, 1]),
        (28, &[1; 16]),
        (5, b"\x01c\0"),
        (39, b"\x01d\0"),
        (2, b"\x01n\0"),
        (12, b"\x01p\0"),
        (15, b"\0\x0a\x01x\0"),
        (33, b"\0\x01\0\x02\0\x35\x01t\0"),
        (65, b"\0\x01\x01h\0"),
        (257, b"\x80\x05issueca"),
        (52, b"\x03\x01\x01\xab"),
        (6, &soa),
        (43, &[1; 36]),
        (48, &[1; 40]),
        (46, &rrsig),
    ];
    let build = |scramble: u8| {
        let head = header(17, 0x8180, [1, 15, 0, 0]);
        let mut octets = [head, question(b"\x01a\0", 15)].concat();
        for (rtype, rdata) in rdata {
            let rdata: Vec<u8> = rdata.iter().map(|octet| octet ^ scramble).collect();
            octets.extend(record(b"\x01a\0", rtype, &rdata));
        }
        octets
    };
    let mut depend = Vec::new();
    for table in [Table::messages(), Table::records()] {
        for (index, column) in table.columns.iter().enumerate().filter(|c| c.1.name != "octets") {
            let value = |octets: &[u8]| {
                let work = Work::default();
                let mut batch = Batch::project(table, &[index]).unwrap();
                let message = Decoded::of_octets(octets, &work);
                let row = Row { message: &message, response: None, record: None };
                if table.name == "messages" {
                    batch.push(&row);
                } else {
                    let records = message.message().unwrap().records();
                    records.for_each(|record| batch.push(&Row { record: Some(record), ..row }));
                }
                (batch.finish().unwrap(), work.rdata.get() > 0)
            };
            let ((whole, counted), (scrambled, _)) = (value(&build(0)), value(&build(0xFF)));
            if whole != scrambled {
                assert!(counted, "{}: {}", table.name, column.name);
                depend.push(column.name);
            }
        }
    }
    for name in ["verdict", "error_kind", "findings", "text", "mx_address", "rrsig_key_tag"] {
        assert!(depend.contains(&name), "{name}: {depend:?}");
    }
}

#[test]
fn filters_of_the_scan_give_the_rows_of_filters_above_it() {
    let folder = folder("filters");
    let inputs = inputs(&folder);
    block_on(async {
        let context = sql::context();
        let options = dnswire_capture::Options::default();
        let made: Vec<_> = inputs.into_iter().take(2).collect();
        sql::register_captures(&context, &made, &options).unwrap();
        let conditions = [
            ("messages", "dns_qtype IN (1, 28) AND NOT qr"),
            ("messages", "dns_qname IS NULL"),
            ("messages", "cardinality(findings) > 0"),
            ("messages", "dns_rcode > 0 OR edns_udp < 1300"),
            ("records", "response_type = 'MX' AND mx_preference > 5"),
            ("records", "ip4_address LIKE '%.1'"),
            ("transactions", "answered AND dns_tc"),
        ];
        for (table, condition) in conditions {
            let pushed = format!("SELECT count(*) FROM {table} WHERE {condition}");
            // random() keeps the condition above the scan.
            let above = format!(
                "SELECT count(*) FROM {table} WHERE ({condition}) AND random() >= 0 AND \
                         (({condition}) OR random() < 0)"
            );
            let above_only = format!(
                "SELECT count(*) FROM {table} WHERE CASE WHEN random() >= 0 THEN ({condition}) END"
            );
            let want = lines(&context, &above_only).await;
            assert_eq!(lines(&context, &pushed).await, want, "{condition}");
            assert_eq!(lines(&context, &above).await, want, "{condition}");
            assert_ne!(want, ["0"], "{condition}");
        }
    });
}

#[test]
fn functions_show_a_message() {
    // A response to `a. MX`: one answer that fits, one whose RDATA is too short.
    let octets = "001181800001000200000000016100000f0001\
                  c00c000f00010000012c0004000a c00c\
                  c00c000f00010000012c0001 00"
        .replace(' ', "");
    block_on(async {
        let context = sql::context();
        let one = |function: &str| format!("SELECT {function}(x'{octets}')");
        for (function, want) in [
            ("dns_id", "17"),
            ("dns_qname", "a."),
            ("dns_qtype", "15"),
            ("dns_rcode", "0"),
            ("dns_flags", "qr rd ra"),
            ("dns_check", "malformed-rdata"),
            ("dns_findings", "[{code: malformed-rdata, severity: error, offset: 47}]"),
        ] {
            assert_eq!(lines(&context, &one(function)).await, [want], "{function}");
        }
        let answers = lines(&context, &one("dns_answers")).await;
        let first = "[{name: a., type: 15, ttl: 300, rdata: 10 a.}, ";
        assert!(answers[0].starts_with(first), "{answers:?}");
        let json: serde_json::Value =
            serde_json::from_str(&lines(&context, &one("dns_json")).await[0]).unwrap();
        assert_eq!(json["QNAME"], "a.");
        assert_eq!(json["QTYPEname"], "MX");
        assert_eq!(json["answerRRs"][0]["rdataMX"], "10 a.");
        assert_eq!(json["answerRRs"][1]["RDATAHEX"], "00");
        assert_eq!(json["answerRRs"][1].get("rdataMX"), None);
        let text = lines(&context, &one("dns_text")).await;
        assert!(text[0].contains("a. 300 IN MX 10 a."), "{text:?}");
    });
}

#[test]
fn functions_of_too_few_octets_say_so_or_are_null() {
    block_on(async {
        let context = sql::context();
        let functions =
            "dns_id(o), dns_qname(o), dns_answers(o), dns_text(o), dns_json(o), dns_check(o)";
        let question = format!("SELECT {functions} FROM (VALUES (x'0011'), (NULL)) AS t(o)");
        assert_eq!(lines(&context, &question).await, ["- - - - - framing", "- - - - - -"]);
    });
}

#[test]
fn names_of_numbers() {
    block_on(async {
        let question =
            "SELECT dns_type_name(15), dns_type_name(65280), dns_rcode_name(3), dns_ede_name(22)";
        let names = lines(&sql::context(), question).await;
        assert_eq!(names, ["MX TYPE65280 NXDOMAIN No Reachable Authority"]);
    });
}

#[test]
fn what_is_no_table_or_file_is_named() {
    block_on(async {
        let context = sql::context();
        let error = async |question| context.sql(question).await.unwrap_err().to_string();
        assert!(
            error("SELECT * FROM dns('/nowhere/*.pcap')").await.contains("there is no such file")
        );
        let there = "SELECT * FROM dns('Cargo.toml', 'packets')";
        assert!(error(there).await.contains("packets: not a table"));
        assert!(error("SELECT * FROM dns(1)").await.contains("dns() takes texts"));
    });
}
