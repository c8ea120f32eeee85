//! Functions of a message: what SQL can ask of a column of octets.

use std::fmt::Write;

use dnswire::Message;
use dnswire::serde::rfc8427::Json;

use crate::column::{Answer, Cell, Column};
use crate::row::{Decoded, Row};
use crate::table::{put, put_folded};

/// The functions of a message's octets, in the order of the documents.
///
/// A function of octets that have no whole header is null, but for `dns_check` and `dns_findings`, which
/// say what is wrong.
#[must_use]
pub fn functions() -> Vec<Column> {
    let function = |name, doc, cell| Column { name, source: "", doc, cell };
    vec![
        function(
            "dns_id",
            "The identifier.",
            Cell::U16(|row| row.message.header().map(dnswire::Header::id)),
        ),
        function(
            "dns_qname",
            "QNAME of the first question, as it was sent.",
            Cell::Text(|row, text| put(text, row.message.question().map(dnswire::Question::qname))),
        ),
        function(
            "dns_qname_key",
            "QNAME with small letters.",
            Cell::Text(|row, text| {
                put_folded(text, row.message.question().map(dnswire::Question::qname))
            }),
        ),
        function(
            "dns_qtype",
            "QTYPE of the first question.",
            Cell::U16(|row| row.message.question().map(|q| q.qtype().0)),
        ),
        function(
            "dns_rcode",
            "RCODE with the upper bits of EDNS.",
            Cell::U16(|row| row.message.rcode().map(|rcode| rcode.0)),
        ),
        function(
            "dns_flags",
            "The flags that are set, as dig names them: `qr aa rd`.",
            Cell::Text(|row, text| put(text, row.message.flags())),
        ),
        function(
            "dns_answers",
            "The records of the answer section; RDATA in presentation format.",
            Cell::Answers(|row| row.message.message().map(|message| answers(row, message))),
        ),
        function(
            "dns_check",
            "The code of the first rule of severity error that the message breaks; null if none.",
            Cell::Text(|row, text| {
                let is_error = |found: &&crate::row::Found| {
                    matches!(found.severity(), dnswire::Severity::Error)
                };
                put(text, row.message.findings().iter().find(is_error).map(|f| f.rule.code()))
            }),
        ),
        function(
            "dns_findings",
            "All rules that the message breaks.",
            Cell::Findings(|row| row.message.findings().to_vec()),
        ),
        function(
            "dns_text",
            "The message as dig shows it, with the error at which it breaks off.",
            Cell::Text(|row, text| put(text, shown(row.message))),
        ),
        function(
            "dns_json",
            "The message in JSON (RFC 8427); null without a whole header.",
            Cell::Text(|row, text| {
                row.message.count_rdata();
                put(text, row.message.message().and_then(json))
            }),
        ),
    ]
}

fn answers(row: &Row<'_>, message: Message<'_>) -> Vec<Answer> {
    row.message.count_rdata();
    let answer = |record: dnswire::Record<'_>| Answer {
        name: record.owner().to_string(),
        rtype: record.rtype().0,
        ttl: record.ttl_field(),
        rdata: record.rdata().to_string(),
    };
    message.answers().map(answer).collect()
}

fn shown(message: &Decoded<'_>) -> Option<String> {
    message.count_rdata();
    let partial = message.partial.as_ref().ok()?;
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = match partial.error() {
        Some(_) => write!(text, "{partial}"),
        None => write!(text, "{}", partial.message()),
    };
    Some(text)
}

fn json(message: Message<'_>) -> Option<String> {
    serde_json::to_string(&Json(message)).ok()
}
