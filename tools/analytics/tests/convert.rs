//! Files: their rows, and what a killed run leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dnswire::{Message, Profile};
use dnswire_analytics::convert::{Settings, Summary, run};
use dnswire_analytics::input::Input;
use dnswire_analytics::sql;
use dnswire_analytics::table::Table;
use dnswire_capture::Options;
use dnswire_support::pcap::Capture;
use dnswire_support::{header, question};
use indicatif::ProgressBar;

use crate::common::{START, block_on, client, folder, inputs, lines, read, server};

pub(crate) fn settings(folder: &Path, jobs: usize) -> Settings {
    Settings {
        folder: folder.join("out"),
        tables: Table::all().into(),
        has_octets: false,
        jobs,
        options: Options::default(),
    }
}

fn convert(inputs: &[Input], settings: &Settings) -> Summary {
    run(inputs, settings, &ProgressBar::hidden()).unwrap()
}

/// All files below `folder` with this end.
pub(crate) fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.to_str().unwrap().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The answers to questions about the files.
pub(crate) fn ask(settings: &Settings, question: &str) -> Vec<String> {
    block_on(async {
        let context = sql::context();
        sql::register_folder(&context, &settings.folder).await.unwrap();
        lines(&context, question).await
    })
}

const COUNTS: &str = "SELECT (SELECT count(*) FROM messages) AS m, \
                      (SELECT count(*) FROM records) AS r, \
                      (SELECT count(*) FROM messages WHERE verdict = 'whole') AS w, \
                      (SELECT count(*) FROM transactions WHERE asked) AS q, \
                      (SELECT count(*) FROM transactions WHERE answered) AS a";

#[test]
fn rows_are_as_many_as_messages_records_and_transactions() {
    let folder = folder("rows_are");
    let inputs = inputs(&folder);
    let (mut messages, mut records, mut whole, mut queries, mut responses) = (0, 0, 0, 0, 0);
    for (item, is_multicast) in inputs.iter().flat_map(|input| read(input).0).map(|item| {
        let is = item.profile == Profile::MulticastDns;
        (item, is)
    }) {
        messages += 1;
        let Ok(partial) = Message::parse_partial(&item.octets, item.length) else { continue };
        let message = partial.message();
        records += message.records().count();
        let is_good = partial.is_whole() && message.records().all(|r| r.malformed().is_none());
        whole += usize::from(is_good);
        let is_response = message.header().flags().is_response();
        queries += usize::from(!is_response && !is_multicast);
        responses += usize::from(is_response && !is_multicast);
    }
    for jobs in [1, 3] {
        let mut settings = settings(&folder, jobs);
        settings.folder = folder.join(format!("out-{jobs}"));
        let summary = convert(&inputs, &settings);
        let want = format!("{messages} {records} {whole} {queries} {responses}");
        assert_eq!(ask(&settings, COUNTS), [want]);
        assert_eq!(summary.messages, messages);
        assert_eq!(summary.rows["messages"], messages);
    }
}

/// A capture of so many queries, one each half hour.
fn hours(path: &Path, count: u64) {
    let mut capture = Capture::new();
    for number in 0..count {
        let id = u16::try_from(number).unwrap();
        let octets = [header(id, 0x0100, [1, 0, 0, 0]), question(b"\x01a\0", 1)].concat();
        capture.udp(START + number * 1_800_000_000, client(1), server(1), &octets);
    }
    fs::write(path, capture.octets).unwrap();
}

#[test]
fn files_are_parted_by_hour() {
    let folder = folder("parted");
    let path = folder.join("day.pcap");
    hours(&path, 6);
    let settings = settings(&folder, 1);
    convert(&[Input::File(path)], &settings);
    let parted = "SELECT hour, count(*) FROM messages GROUP BY hour ORDER BY hour";
    let want = ["2026-11-27T08 1", "2026-11-27T09 2", "2026-11-27T10 2", "2026-11-27T11 1"];
    assert_eq!(ask(&settings, parted), want);
}

#[test]
fn finished_inputs_are_skipped_and_changed_ones_replaced() {
    let folder = folder("again");
    let (one, two) = (folder.join("one.pcap"), folder.join("two.pcap"));
    hours(&one, 3);
    let settings = settings(&folder, 2);
    let count = "SELECT count(*) FROM messages";
    assert_eq!(convert(&[Input::File(one.clone())], &settings).skipped, 0);
    hours(&two, 2);
    let both = [Input::File(one.clone()), Input::File(two)];
    let summary = convert(&both, &settings);
    assert_eq!((summary.skipped, summary.messages), (1, 2));
    assert_eq!(ask(&settings, count), ["5"]);
    // It has grown.
    hours(&one, 7);
    let summary = convert(&both, &settings);
    assert_eq!((summary.skipped, summary.messages), (1, 7));
    assert_eq!(ask(&settings, count), ["9"]);
}

#[test]
fn a_run_that_was_killed_before_the_note_leaves_nothing_that_counts() {
    let folder = folder("killed_before");
    let path = folder.join("day.pcap");
    hours(&path, 4);
    let settings = settings(&folder, 1);
    convert(&[Input::File(path.clone())], &settings);
    let written = files(&settings.folder, ".parquet");
    // As it was before the note: all files have their temporary names, one is not complete.
    for note in files(&settings.folder, ".json") {
        fs::remove_file(note).unwrap();
    }
    for file in &written {
        fs::rename(file, format!("{}.part", file.display())).unwrap();
    }
    let half = format!("{}.part", written[0].display());
    let octets = fs::read(&half).unwrap();
    fs::write(&half, &octets[..octets.len() / 2]).unwrap();
    assert_eq!(files(&settings.folder, ".parquet"), Vec::<PathBuf>::new());
    assert_eq!(convert(&[Input::File(path)], &settings).messages, 4);
    assert_eq!(files(&settings.folder, ".parquet"), written);
    assert_eq!(files(&settings.folder, ".part"), Vec::<PathBuf>::new());
    assert_eq!(ask(&settings, "SELECT count(*) FROM messages"), ["4"]);
}

#[test]
fn a_run_that_was_killed_after_the_note_is_finished_by_the_next() {
    let folder = folder("killed_after");
    let path = folder.join("day.pcap");
    hours(&path, 4);
    let settings = settings(&folder, 1);
    convert(&[Input::File(path.clone())], &settings);
    let written = files(&settings.folder, ".parquet");
    for file in &written[1..] {
        fs::rename(file, format!("{}.part", file.display())).unwrap();
    }
    let summary = convert(&[Input::File(path)], &settings);
    assert_eq!((summary.skipped, summary.messages), (1, 0));
    assert_eq!(files(&settings.folder, ".parquet"), written);
}

#[test]
fn a_cut_capture_is_converted_to_its_end_and_named() {
    let folder = folder("cut_capture");
    let path = folder.join("day.pcap");
    hours(&path, 4);
    let octets = fs::read(&path).unwrap();
    fs::write(&path, &octets[..octets.len() - 5]).unwrap();
    let settings = settings(&folder, 1);
    let summary = convert(&[Input::File(path)], &settings);
    assert_eq!((summary.messages, summary.unreadable.len()), (3, 1));
    assert_eq!(ask(&settings, "SELECT count(*) FROM messages"), ["3"]);
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let folder = folder("two_runs");
    let settings = settings(&folder, 1);
    convert(&[Input::Builtin], &settings);
    let lock = fs::File::open(settings.folder.join("_inputs/lock")).unwrap();
    lock.lock().unwrap();
    let error = run(&[Input::Builtin], &settings, &ProgressBar::hidden()).unwrap_err();
    assert!(error.to_string().ends_with("another run writes to this folder"), "{error}");
}

/// Octets are there when they are asked for, and the functions of SQL agree with the columns.
#[test]
fn functions_of_octets_agree_with_the_columns() {
    let folder = folder("functions");
    let mut settings = settings(&folder, 1);
    settings.has_octets = true;
    convert(&inputs(&folder), &settings);
    let differ = "SELECT count(*) FROM messages WHERE length = captured AND ( \
                  (dns_id(octets) IS DISTINCT FROM dns_id) OR \
                  (dns_qname(octets) IS DISTINCT FROM dns_qname) OR \
                  (dns_qname_key(octets) IS DISTINCT FROM qname_key) OR \
                  (dns_qtype(octets) IS DISTINCT FROM dns_qtype) OR \
                  (dns_rcode(octets) IS DISTINCT FROM dns_rcode))";
    assert_eq!(ask(&settings, differ), ["0"]);
    let all = ask(&settings, "SELECT count(dns_id(octets)) > 500 FROM messages");
    assert_eq!(all, ["true"]);
}

#[test]
fn every_file_has_the_version_of_its_table() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = folder("version");
    let settings = settings(&folder, 1);
    convert(&[Input::Builtin], &settings);
    let mut tables = BTreeMap::new();
    for path in files(&settings.folder, ".parquet") {
        let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
        let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
        let get = |key| metadata.iter().find(|kv| kv.key == key).and_then(|kv| kv.value.clone());
        tables.insert(get("dnswire.table").unwrap(), get("dnswire.schema_version").unwrap());
    }
    let names: Vec<_> = tables.keys().map(String::as_str).collect();
    assert_eq!(names, ["messages", "records", "transactions"]);
    assert!(tables.values().all(|version| version == "1"));
}
