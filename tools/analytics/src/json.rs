//! Messages in JSON ([RFC 8427]).
//!
//! [RFC 8427]: https://www.rfc-editor.org/rfc/rfc8427

use std::fmt::Write;

use dnswire::rdata::Rdata;
use dnswire::{Flags, Message, Record};
use serde_json::{Map, Value, json};

/// The object of a message ([RFC 8427 section 2.1]): all that can be read of it.
///
/// Malformed RDATA is there as `RDATAHEX`, without its text.
///
/// [RFC 8427 section 2.1]: https://www.rfc-editor.org/rfc/rfc8427#section-2.1
pub(crate) fn of(message: &Message<'_>) -> Value {
    let header = message.header();
    let flags = header.flags();
    let [questions, answers, authority, additional] = header.counts();
    let mut object = json!({
        "ID": header.id(),
        "QR": bit(flags.is_response()),
        "Opcode": flags.opcode().0,
        "AA": bit(flags.authoritative_answer()),
        "TC": bit(Flags::truncated(flags)),
        "RD": bit(flags.recursion_desired()),
        "RA": bit(flags.recursion_available()),
        "AD": bit(flags.authentic_data()),
        "CD": bit(flags.checking_disabled()),
        "RCODE": flags.rcode().0,
        "QDCOUNT": questions,
        "ANCOUNT": answers,
        "NSCOUNT": authority,
        "ARCOUNT": additional,
    });
    if let Value::Object(members) = &mut object {
        add_question(message, members);
        add(members, "answerRRs", message.answers());
        add(members, "authorityRRs", message.authority());
        add(members, "additionalRRs", message.additional());
    }
    object
}

fn bit(flag: bool) -> u8 {
    u8::from(flag)
}

/// One question by its members, several as `questionRRs` ([RFC 8427 section 2.1]).
///
/// [RFC 8427 section 2.1]: https://www.rfc-editor.org/rfc/rfc8427#section-2.1
fn add_question(message: &Message<'_>, members: &mut Map<String, Value>) {
    let mut questions = message.questions();
    let (first, second) = (questions.next(), questions.next());
    if let (Some(question), None) = (first, second) {
        members.insert("QNAME".into(), question.qname().to_string().into());
        members.insert("QTYPE".into(), question.qtype().0.into());
        members.insert("QTYPEname".into(), question.qtype().to_string().into());
        members.insert("QCLASS".into(), question.qclass().0.into());
        members.insert("QCLASSname".into(), question.qclass().to_string().into());
    } else if second.is_some() {
        let all = message.questions().map(|question| {
            json!({
                "NAME": question.qname().to_string(),
                "TYPE": question.qtype().0,
                "TYPEname": question.qtype().to_string(),
                "CLASS": question.qclass().0,
                "CLASSname": question.qclass().to_string(),
            })
        });
        members.insert("questionRRs".into(), all.collect());
    }
}

fn add<'a>(
    members: &mut Map<String, Value>,
    name: &str,
    records: impl Iterator<Item = Record<'a>>,
) {
    let records: Vec<_> = records.map(|record| self::record(&record)).collect();
    if !records.is_empty() {
        members.insert(name.into(), records.into());
    }
}

/// The object of a record ([RFC 8427 section 2.2]).
///
/// [RFC 8427 section 2.2]: https://www.rfc-editor.org/rfc/rfc8427#section-2.2
fn record(record: &Record<'_>) -> Value {
    let mut object = json!({
        "NAME": record.owner().to_string(),
        "TYPE": record.rtype().0,
        "TYPEname": record.rtype().to_string(),
        "CLASS": record.class().0,
        "CLASSname": record.class().to_string(),
        "TTL": record.ttl_field(),
        "RDLENGTH": record.rdlength(),
        "RDATAHEX": hex(record.rdata_octets()),
    });
    let rdata = record.rdata();
    if let Value::Object(members) = &mut object
        && !matches!(rdata, Rdata::Malformed(_) | Rdata::Unknown(_) | Rdata::Opt(_))
    {
        members.insert(format!("rdata{}", record.rtype()), rdata.to_string().into());
    }
    object
}

/// Hex with capital letters ([RFC 8427 section 2.4]).
///
/// [RFC 8427 section 2.4]: https://www.rfc-editor.org/rfc/rfc8427#section-2.4
fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(2 * octets.len()), |mut text, octet| {
        // Writing to a string does not fail.
        let _ = write!(text, "{octet:02X}");
        text
    })
}
