//! The strict reading.

use core::hint::black_box;

use dnswire::{Finding, Message, Partial, Rule};

use crate::message::error_accessors;
use crate::show::{debug, display, show};

pub fn prove(message: &Message<'_>) {
    message_findings(message);
    message_check(message);
    message_parse_strict(message.as_octets());
    findings_first_error(message);
}

fn message_findings(message: &Message<'_>) {
    message.findings().for_each(|finding| finding_accessors(&finding));
}

fn message_check(message: &Message<'_>) {
    if let Err(finding) = message.check() {
        finding_accessors(&finding);
    }
}

fn message_parse_strict(octets: &[u8]) {
    let _ = black_box(Message::parse_strict(octets));
}

fn findings_first_error(message: &Message<'_>) {
    black_box(message.findings().multicast().first_error());
    for profile in crate::record::PROFILES {
        let findings = message.findings().in_profile(profile);
        debug(&findings);
        findings.for_each(|finding| finding_accessors(&finding));
    }
}

pub fn partial_findings(partial: &Partial<'_>) {
    partial.findings().for_each(|finding| finding_accessors(&finding));
}

fn finding_accessors(finding: &Finding) {
    let rule = finding.rule();
    black_box((rule.number(), rule.code(), finding == finding));
    show(finding);
    debug(&rule);
    display(&rule.severity());
    debug(&rule.severity());
    black_box((rule.name(), rule.severity(), rule.rfc(), rule.text(), finding.severity()));
    black_box((finding.offset(), finding.section(), finding.index()));
    black_box((finding.rtype(), finding.field()));
    if let Some(error) = finding.error() {
        error_accessors(&error);
    }
}

pub fn rule_with_code(text: &str) {
    black_box(Rule::with_code(text));
}
