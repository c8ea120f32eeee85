//! Messages after public reports, with the right answer in words, when `../shared/field` is there.
//!
//! Prints a table by kind: the rows that are as expected, and the others.

use std::collections::BTreeMap;
use std::path::Path;

use dnswire::{Message, Partial, Profile, Severity};
use dnswire_support::{json_lines, octets, text};
use serde_json::Value;

fn rows() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/field/messages.jsonl");
    if path.exists() { json_lines(&path) } else { Vec::new() }
}

/// Rows whose kind says that they are of another protocol than unicast DNS.
fn profile(row: &Value) -> Profile {
    let kind = text(row, "kind").to_ascii_lowercase();
    match () {
        () if row["via"] == "mdns" || kind.contains("mdns") => Profile::MulticastDns,
        () if kind.contains("llmnr") => Profile::Llmnr,
        () => Profile::Unicast,
    }
}

struct Row<'a> {
    expected: &'a str,
    partial: Option<Partial<'a>>,
    profile: Profile,
    line: &'a Value,
}

impl Row<'_> {
    fn has(&self, severity: Severity) -> bool {
        let Some(partial) = self.partial else { return true };
        partial.findings().in_profile(self.profile).any(|finding| finding.severity() >= severity)
    }

    fn shown(&self) -> String {
        self.partial.map_or(String::new(), |partial| partial.in_profile(self.profile).to_string())
    }

    fn records(&self) -> String {
        let partial = self.partial.expect("it has a header");
        let records = partial.message().records().map(|record| record.to_string());
        records.collect::<Vec<_>>().join("\n")
    }

    /// Compares the row with what is expected; `None` for an expectation that is no verdict.
    fn holds(&self) -> Option<bool> {
        let open = ["any:", "?", "finding?", "finding needs", "whole or finding", "text:"];
        if open.iter().any(|word| self.expected.starts_with(word))
            && !self.expected.contains("CLASS")
        {
            return None;
        }
        Some(self.is_as_expected())
    }

    fn is_as_expected(&self) -> bool {
        let id = text(self.line, "id");
        let (expected, kind) = (self.expected, text(self.line, "kind"));
        if let Some(class) = expected.find("CLASS").filter(|_| kind.starts_with("class")) {
            let class = expected[class..].split(' ').next().unwrap();
            let found = self.records().contains(&format!(" {class} "));
            return found && (!expected.starts_with("ok") || !self.has(Severity::Error));
        }
        match kind {
            "answers: class" => return self.answers(id),
            "transfer in several messages" => return self.transfer(id),
            "truncation" => return self.truncation(id),
            _ => {}
        }
        if let Some((_, list)) = SHOWN.iter().find(|(row, _)| *row == id) {
            let shown = self.shown();
            let is_shown = list.iter().all(|part| match part.strip_prefix('!') {
                Some(part) => !shown.contains(part),
                None => shown.contains(part),
            });
            assert!(is_shown, "{id}: {list:?} in {shown}");
            if !expected.starts_with("whole") {
                return true;
            }
        }
        let words = |list: &[&str]| list.iter().any(|word| expected.starts_with(word));
        let has = |word| expected.contains(word) && !expected.contains(&format!("not {word}"));
        if words(&["error", "malformed", "param malformed"])
            || has("malformed")
            || has("; error:")
            || has(": error ")
        {
            self.has(Severity::Error)
        } else if words(&["finding", "trailing"]) || has("must be set") {
            self.has(Severity::Warning)
        } else if has("no finding") {
            !self.has(Severity::Warning)
        } else if words(&["cut, TC"]) {
            let partial = self.partial.expect("it has a header");
            partial.is_truncated() && !partial.is_whole() && partial.message().records().len() > 0
        } else {
            let known = ["ok", "opcode DSO", "not trailing", "decoded", "whole"];
            assert!(words(&known) || has("no error:"), "{id}: {expected}");
            !self.has(Severity::Error)
        }
    }

    fn answers(&self, id: &str) -> bool {
        let message = self.partial.unwrap().message();
        let count = message.answers_to_question().count();
        let name = message.canonical_name().map(|name| name.to_string());
        match id {
            "a/atq-class-any" => count == 1,
            id if id.starts_with("a/canon") => {
                count == 0 && name.as_deref() == Some("www.example.")
            }
            _ => count == 0,
        }
    }

    fn transfer(&self, id: &str) -> bool {
        if id.contains("tsig") {
            return true; // tests/transfer.rs verifies sequences of messages
        }
        let qtype = if id.contains("AXFR") { 252 } else { 251 };
        let query = [
            &dnswire_support::header(7, 0, [1, 0, 0, 0])[..],
            &dnswire_support::question(b"\x07example\0", qtype),
        ]
        .concat();
        self.partial.unwrap().message().is_response_to(&Message::parse(&query).unwrap())
    }

    fn truncation(&self, id: &str) -> bool {
        let limit = if id.ends_with("200") { 200 } else { 120 };
        let (mut buffer, mut compression) = (Vec::new(), dnswire::Compression::new());
        let message = self.partial.unwrap().message();
        let built = dnswire::Builder::copy_of(&message, &mut buffer, &mut compression, limit);
        let built = built.expect("header and question fit").finish();
        let truncated = Message::parse(built).unwrap().header().flags().truncated();
        truncated == self.expected.contains("must be set")
    }
}

/// Parts of the text of some messages; `!` before a part that must not be there.
const SHOWN: [(&str, &[&str]); 18] = [
    ("b/badvers-no-question", &["BADVERS"]),
    ("b/ede-nxname-30", &["Invalid Query Type"]),
    ("b/umbrella", &["UMBRELLA-IDENT"]),
    ("b/nsec-wildcard-next", &["*.a.auto."]),
    ("b/deleg-61440", &["TYPE61440 \\# 8"]),
    ("b/dsync", &["CDS NOTIFY 5300"]),
    ("b/dsync-null", &["DSYNC CDS 0 0 ."]),
    ("b/naptr-root", &[" .\n"]),
    ("b/domain-space", &["\\032"]),
    ("b/llmnr-conflict", &[" c;", "!aa"]),
    ("b/llmnr-q-c", &[" c;", "!aa"]),
    ("b/llmnr-q-t", &[" t;", "!rd"]),
    ("b/llmnr-z", &[" z;", "!ra"]),
    ("b/llmnr-ad", &[" z;", "!ad"]),
    ("b/mdns-probe", &["ANY ; QU", "!CLASS"]),
    ("a/mdns-many-q", &["IN A ; QU", "!CLASS"]),
    ("b/de-flag", &["0x2000"]),
    ("b/dso-keepalive", &["KeepAlive: 15000 60000", "!TRAILING"]),
];

#[test]
fn messages_after_public_reports_are_as_expected() {
    let rows = rows();
    if rows.is_empty() {
        println!("../shared/field is not there");
        return;
    }
    let mut table: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in &rows {
        let wire = octets(line, "wire");
        let partial = Message::parse_partial(&wire, wire.len()).ok();
        let row = Row { expected: text(line, "expected"), partial, profile: profile(line), line };
        let holds = row.holds();
        let column = match holds {
            Some(true) => 0,
            Some(false) => 1,
            None => 2,
        };
        table.entry(text(line, "kind").to_owned()).or_default()[column] += 1;
        if holds == Some(false) {
            let rules: Vec<_> = partial.map_or(Vec::new(), |partial| {
                partial.findings().in_profile(row.profile).map(|found| found.to_string()).collect()
            });
            wrong.push(format!("{}: {}; found {rules:?}", text(line, "id"), row.expected));
        }
    }
    println!("{:60} {:>4} {:>5} {:>10}", "kind", "held", "wrong", "no verdict");
    for (kind, [held, wrong, open]) in &table {
        println!("{kind:60} {held:4} {wrong:5} {open:10}");
    }
    let sum = |column: usize| table.values().map(|row| row[column]).sum::<usize>();
    println!("{:60} {:4} {:5} {:10}", "all", sum(0), sum(1), sum(2));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
