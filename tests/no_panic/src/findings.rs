//! The strict reading.

use std::hint::black_box;

use dnswire::{Finding, Message, Partial};
use no_panic::no_panic;

use crate::message::error_accessors;

pub fn prove(message: &Message<'_>) {
    message_findings(message);
    message_check(message);
    message_parse_strict(message.as_octets());
    findings_first_error(message);
}

#[no_panic]
fn message_findings(message: &Message<'_>) {
    message.findings().for_each(|finding| finding_accessors(&finding));
}

#[no_panic]
fn message_check(message: &Message<'_>) {
    let _ = black_box(message.check());
}

#[no_panic]
fn message_parse_strict(octets: &[u8]) {
    let _ = black_box(Message::parse_strict(octets));
}

#[no_panic]
fn findings_first_error(message: &Message<'_>) {
    black_box(message.findings().multicast().first_error());
}

#[no_panic]
pub fn partial_findings(partial: &Partial<'_>) {
    partial.findings().for_each(|finding| finding_accessors(&finding));
}

#[no_panic]
fn finding_accessors(finding: &Finding) {
    let rule = finding.rule();
    black_box((rule.name(), rule.severity(), rule.rfc(), rule.text(), finding.severity()));
    black_box((finding.offset(), finding.section(), finding.index()));
    black_box((finding.rtype(), finding.field()));
    if let Some(error) = finding.error() {
        error_accessors(&error);
    }
}
