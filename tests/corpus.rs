//! Messages from other sources, compared with the results of independent decoders.
//!
//! With `DNSWIRE_CORPUS` set to the folder of the large corpus (4203 messages), over all of it;
//! else over the sample of it in `tests/data/messages.jsonl`.

mod exceptions;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use dnswire::rdata::Rdata;
use dnswire::{Edns, Form, Message, Partial, Profile, Question, Record, Section};
use dnswire_support::{data_path, json_lines, list, number, octets, text};
use exceptions::{Aspect, Exception};
use serde_json::Value;

/// A message of the corpus: its line, and its octets.
struct Row {
    line: Value,
    octets: Vec<u8>,
}

impl Row {
    fn id(&self) -> &str {
        text(&self.line, "id")
    }

    fn message(&self) -> &Value {
        &self.line["message"]
    }

    /// The entries that can be read; `None` without a header, which the framing test compares with
    /// the corpus.
    fn partial(&self) -> Option<Partial<'_>> {
        Message::parse_partial(&self.octets, self.octets.len()).ok()
    }

    /// The records, each with its line in the corpus.
    fn records(&self) -> Vec<(Record<'_>, &Value)> {
        let Some(partial) = self.partial() else { return Vec::new() };
        let message: Message<'_> = partial.message();
        let lines = ["answer", "authority", "additional"].map(|name| list(self.message(), name));
        message.records().zip(lines.into_iter().flatten()).collect()
    }
}

/// The folder of the large corpus.
fn folder() -> Option<PathBuf> {
    std::env::var_os("DNSWIRE_CORPUS").map(PathBuf::from)
}

fn paths() -> Vec<PathBuf> {
    let Some(folder) = folder() else { return vec![data_path("messages.jsonl")] };
    let entries = std::fs::read_dir(&folder).expect("DNSWIRE_CORPUS is a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    paths
}

fn corpus() -> &'static [Row] {
    static CORPUS: OnceLock<Vec<Row>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let lines = paths().into_iter().flat_map(|path| json_lines(&path));
        let lines = lines.filter(|line| line["wire"].is_string());
        let rows: Vec<_> = lines.map(|line| Row { octets: octets(&line, "wire"), line }).collect();
        match folder() {
            Some(folder) => println!("{} messages of {}", rows.len(), folder.display()),
            None => println!("{} messages of tests/data; DNSWIRE_CORPUS is not set", rows.len()),
        }
        assert_eq!(rows.len(), if folder().is_some() { 4203 } else { 119 });
        rows
    })
}

/// The differences that `compare` finds in each message, without the exceptions; an exception that
/// no message of the large corpus needs is a failure too.
#[track_caller]
fn check(aspect: Aspect, compare: impl Fn(&Row) -> Vec<String>) {
    let listed: Vec<_> = exceptions::all().filter(|except| except.aspect == aspect).collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed = Vec::new();
    for row in corpus() {
        for difference in compare(row) {
            match listed.iter().find(|except| except.covers(row.id(), &difference)) {
                Some(except) => *used.entry(except.reason).or_default() += 1,
                None => failed.push(format!("{}: {difference}", row.id())),
            }
        }
    }
    for (reason, count) in &used {
        println!("{count} differences: {reason}");
    }
    assert!(failed.is_empty(), "{}:\n{}", failed.len(), failed.join("\n"));
    let idle = |except: &&&Exception| folder().is_some() && !used.contains_key(except.reason);
    assert!(listed.iter().find(idle).is_none(), "{:?}", listed.iter().find(idle));
}

/// A difference, if there is one.
fn differs<T: PartialEq + std::fmt::Debug>(what: &str, got: &T, want: &T) -> Option<String> {
    (got != want).then(|| format!("{what} is {got:?}, not {want:?}"))
}

#[test]
fn framing_holds_or_breaks_off_where_the_corpus_says() {
    check(Aspect::Framing, |row| {
        let stopped = &row.message()["stopped"];
        let want = stopped
            .is_object()
            .then(|| (text(stopped, "section").to_owned(), number::<u16>(stopped, "index")));
        let Some(partial) = row.partial() else {
            let header = Some(("header".to_owned(), 0));
            return differs("error", &header, &want).into_iter().collect();
        };
        let error = partial.error();
        let got = error.and_then(|error| Some((error.section()?.to_string(), error.index()?)));
        let position = stopped["pos"].as_u64().or(row.message()["end"].as_u64());
        let position = usize::try_from(position.expect("there is one of them")).unwrap();
        let differences = [
            differs("error", &got, &want),
            differs("end", &partial.message().end(), &position),
            differs("shape", &shape(&partial), &framing_shape(&row.line)),
        ];
        differences.into_iter().flatten().collect()
    });
}

/// The shape, without reading RDATA.
fn shape(partial: &Partial<'_>) -> &'static str {
    match partial.error() {
        Some(_) => "structure",
        None if partial.message().trailing().is_empty() => "ok",
        None => "trailing",
    }
}

/// The shape in the corpus, where `rdata` takes precedence over `trailing`.
fn framing_shape(line: &Value) -> &str {
    match text(line, "shape") {
        "rdata" if line["message"]["trailing"].is_u64() => "trailing",
        "rdata" => "ok",
        shape => shape,
    }
}

#[test]
fn header_and_trailing_octets_are_those_of_the_corpus() {
    check(Aspect::Header, |row| {
        let Some(partial) = row.partial() else { return Vec::new() };
        let (header, want) = (partial.message().header(), row.message());
        let counts = list(want, "counts").iter().map(|count| count.as_u64().unwrap());
        let got = header.counts().map(u64::from).to_vec();
        let trailing = want["trailing"].as_u64().unwrap_or(0);
        let differences = [
            differs("id", &header.id(), &number(want, "id")),
            differs("flags", &header.flags().0, &number(want, "flags")),
            differs("opcode", &header.flags().opcode().0, &number(want, "opcode")),
            differs("rcode", &header.flags().rcode().0, &number(want, "rcode")),
            differs("counts", &got, &counts.collect()),
        ];
        let trailing = partial
            .is_whole()
            .then(|| differs("trailing", &as_u64(partial.message().trailing().len()), &trailing));
        differences.into_iter().chain(trailing).flatten().collect()
    });
}

fn as_u64(number: usize) -> u64 {
    number.try_into().expect("lengths fit 64 bits")
}

#[test]
fn questions_and_records_stand_where_the_corpus_says() {
    check(Aspect::Records, |row| {
        let Some(partial) = row.partial() else { return Vec::new() };
        let message = partial.message();
        let mut differences = Vec::new();
        for section in Section::ALL {
            let lines = list(row.message(), section.as_str());
            let got = usize::from(message.count(section));
            differences.extend(differs(section.as_str(), &got, &lines.len()));
        }
        for (question, line) in message.questions().zip(list(row.message(), "question")) {
            differences.extend(compare_question(&question, line));
        }
        differences
            .extend(row.records().iter().flat_map(|(record, line)| compare_record(record, line)));
        differences
    });
}

fn compare_name(name: dnswire::Name<'_>, line: &Value) -> [Option<String>; 2] {
    let wire = line["name_wire"].as_str().map(|_| octets(line, "name_wire"));
    [
        differs("name", &name.to_string(), &text(line, "name").to_owned()),
        wire.and_then(|wire| differs("name_wire", &name.to_buf().as_octets(), &&*wire)),
    ]
}

fn compare_question(question: &Question<'_>, line: &Value) -> Vec<String> {
    let differences = [
        differs("pos", &question.offset(), &number(line, "pos")),
        differs("type", &question.qtype().0, &number(line, "type")),
        differs("class", &question.qclass().0, &number(line, "class")),
    ];
    differences.into_iter().chain(compare_name(question.qname(), line)).flatten().collect()
}

fn compare_record(record: &Record<'_>, line: &Value) -> Vec<String> {
    let differences = [
        differs("pos", &record.offset(), &number(line, "pos")),
        differs("type", &record.rtype().0, &number(line, "type")),
        differs("class", &record.class().0, &number(line, "class")),
        differs("ttl", &record.ttl_field(), &number(line, "ttl")),
        differs("rdpos", &record.rdata_offset(), &number(line, "rdpos")),
        differs("rdlen", &record.rdlength(), &number(line, "rdlen")),
    ];
    differences.into_iter().chain(compare_name(record.owner(), line)).flatten().collect()
}

/// The start of the text of a difference in an RDATA, so that exceptions can name it.
fn about(record: &Record<'_>, text: &str) -> String {
    let wire = hex::encode(record.rdata_octets());
    let wire = if wire.len() > 120 { format!("{}..", &wire[..120]) } else { wire };
    format!("{} {} {} {wire}: {text}", place(record), record.class(), record.rtype())
}

fn place(record: &Record<'_>) -> String {
    format!("{} {}", record.section(), record.index())
}

#[test]
fn uncompressed_rdata_is_that_of_the_corpus() {
    check(Aspect::Rdata, |row| {
        let records = row.records();
        let readable = records.iter().filter(|(_, line)| line["error"].is_null());
        readable.filter_map(|(record, line)| compare_rdata(record, line)).collect()
    });
}

fn compare_rdata(record: &Record<'_>, line: &Value) -> Option<String> {
    let want = octets(line, "rdata");
    let profile = if record.cache_flush() { Profile::MulticastDns } else { Profile::Unicast };
    let rdata = record.rdata_in(profile);
    match rdata {
        // The corpus has no decoder for the type in this class, so that it cannot judge the form.
        _ if line["generic"] == true => unchanged(record, &rdata, &want),
        Rdata::Malformed(bad) => Some(about(record, &format!("malformed: {}", bad.error))),
        _ => {
            let got = rdata.to_octets(Form::Uncompressed);
            (got != want).then(|| about(record, &format!("not {}", hex::encode(want))))
        }
    }
}

/// Checks that the octets are returned unchanged.
fn unchanged(record: &Record<'_>, rdata: &Rdata<'_>, want: &[u8]) -> Option<String> {
    let is_same = record.rdata_octets() == want && rdata.to_octets(Form::Uncompressed) == want;
    (!is_same).then(|| about(record, "differs from the record"))
}

#[test]
fn rdata_that_the_corpus_cannot_decode_is_malformed() {
    check(Aspect::Malformed, |row| {
        let records = row.records();
        let broken = records.iter().filter(|(_, line)| line["error"].is_string());
        let accepted = broken.filter(|(record, _)| record.malformed().is_none());
        accepted.map(|(record, line)| about(record, text(line, "error"))).collect()
    });
}

#[test]
fn rdata_that_the_corpus_cannot_decode_is_a_finding_at_least() {
    check(Aspect::Finding, |row| {
        let records = row.records();
        let broken = records.iter().filter(|(_, line)| line["error"].is_string());
        let silent = broken.filter(|(record, _)| !has_finding(row, record));
        silent.map(|(record, line)| about(record, text(line, "error"))).collect()
    });
}

fn has_finding(row: &Row, record: &Record<'_>) -> bool {
    let place = (Some(record.section()), Some(record.index()));
    let partial = row.partial().expect("there is a record");
    partial.findings().any(|finding| (finding.section(), finding.index()) == place)
}

#[test]
fn edns_is_what_the_corpus_says() {
    check(Aspect::Edns, |row| {
        let Some(partial) = row.partial() else { return Vec::new() };
        let message = partial.message();
        let want = list(row.message(), "edns");
        let got: Vec<_> = message.records().filter_map(Edns::of).collect();
        let first = got.iter().find(|edns| edns.record().section() == Section::Additional);
        let offset = |edns: &Edns<'_>| edns.record().offset();
        let mut differences = Vec::new();
        differences.extend(differs("records", &got.len(), &want.len()));
        differences.extend(differs(
            "edns()",
            &message.edns().map(|e| offset(&e)),
            &first.map(offset),
        ));
        differences.extend(got.iter().zip(want).flat_map(|(edns, line)| compare_edns(edns, line)));
        differences
    });
}

fn compare_edns(edns: &Edns<'_>, line: &Value) -> Vec<String> {
    let options =
        edns.options().iter().map(|option| (u64::from(option.code.0), hex::encode(option.octets)));
    let options = (!edns.is_malformed()).then(|| options.collect::<Vec<_>>());
    let want = line["options"].as_array().map(|options| {
        let option = |option: &Value| {
            (option[0].as_u64().expect("a code"), option[1].as_str().expect("a value").to_owned())
        };
        options.iter().map(option).collect::<Vec<_>>()
    });
    let differences = [
        differs("section", &edns.record().section().as_str(), &text(line, "section")),
        differs("udp_size", &edns.udp_payload_size(), &number(line, "udp_size")),
        differs("xrcode", &edns.rcode().0, &number(line, "xrcode")),
        differs("version", &edns.version(), &number(line, "version")),
        differs("do", &Some(edns.dnssec_ok()), &line["do"].as_bool()),
        differs("z", &edns.z(), &number(line, "z")),
        differs("options", &options, &want),
    ];
    differences.into_iter().flatten().collect()
}
