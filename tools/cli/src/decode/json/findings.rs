//! The field `findings`: the rules that a message breaks.

use super::writer::Writer;
use crate::decode::decoded::Decoded;
use crate::decode::finding::AnyFinding;

/// An object for each finding.
pub(super) fn findings(decoded: &Decoded<'_>, o: &mut Writer) {
    o.array(|o| decoded.findings().for_each(|entry| finding(&entry, o)));
}

fn finding(finding: &AnyFinding, o: &mut Writer) {
    let (rule, entry) = (finding.rule(), finding.entry());
    // The severity has a key of its own.
    let line = finding.to_string();
    let text = line.split_once(", ").map_or(line.as_str(), |(_, text)| text);
    o.object(|o| {
        o.key("rule").literal(rule.name());
        o.key("code").literal(rule.code());
        o.key("severity").text(rule.severity());
        o.key("offset").size(finding.offset());
        o.key("section").option(entry, |o, (section, _)| o.literal(section.as_str()));
        o.key("index").option(entry, |o, (_, index)| o.number(index));
        o.key("rfc").literal(finding.rfc());
        o.key("text").string(text);
    });
}
