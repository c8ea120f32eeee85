//! The questions of operators, asked of a capture whose answers are known.

use std::fs;
use std::path::Path;

use dnswire_analytics::convert::{Settings, run};
use dnswire_analytics::input::Input;
use dnswire_analytics::sql;
use dnswire_analytics::table::Table;
use dnswire_capture::Options;
use dnswire_support::pcap::Capture;
use dnswire_support::{header, question, record};
use indicatif::ProgressBar;

use crate::common::{START, block_on, client, folder, lines, server};

const A: u16 = 1;
const TXT: u16 = 16;
const NXDOMAIN: u16 = 3;

/// A name of labels.
fn name(text: &str) -> Vec<u8> {
    let label = |label: &str| [&[u8::try_from(label.len()).unwrap()], label.as_bytes()].concat();
    let labels: Vec<_> = text.split('.').map(label).collect();
    [labels.concat(), vec![0]].concat()
}

/// An OPT record with this payload size and options.
fn opt(size: u16, options: &[u8]) -> Vec<u8> {
    let length = u16::try_from(options.len()).unwrap().to_be_bytes();
    [&[0, 0, 41], &size.to_be_bytes()[..], &[0; 4], &length, options].concat()
}

/// A capture while its transactions are written.
struct Scene {
    capture: Capture,
    time: u64,
    id: u16,
}

impl Scene {
    /// Adds a query, and the response `after` microseconds later.
    fn ask(
        &mut self,
        who: (u8, u8),
        qname: &str,
        qtype: u16,
        size: Option<u16>,
        response: Option<Response>,
    ) {
        self.time += 1_000;
        self.id += 1;
        let question = question(&name(qname), qtype);
        let edns = size.map_or(vec![], |size| opt(size, b""));
        let count = u16::from(size.is_some());
        let query = [header(self.id, 0x0100, [1, 0, 0, count]), question.clone(), edns].concat();
        let (client, server) = (client(who.0), server(who.1));
        self.capture.udp(self.time, client, server, &query);
        let Some(Response { after, flags, answers, additional }) = response else { return };
        let counts =
            [1, u16::try_from(answers.len()).unwrap(), 0, u16::from(!additional.is_empty())];
        let head = header(self.id, 0x8180 | flags, counts);
        let octets = [head, question, answers.concat(), additional].concat();
        self.capture.udp(self.time + after, server, client, &octets);
    }
}

#[derive(Default)]
struct Response {
    after: u64,
    flags: u16,
    answers: Vec<Vec<u8>>,
    additional: Vec<u8>,
}

/// The capture that all questions are asked about.
pub(crate) fn scene() -> Vec<u8> {
    let mut scene = Scene { capture: Capture::new(), time: START, id: 0 };
    let none = |after| Some(Response { after, flags: NXDOMAIN, ..Response::default() });
    // Client 1 asks server 1 for three names below victim.test that do not exist, client 2 for one.
    scene.ask((1, 1), "x1.victim.test", A, None, none(100));
    scene.ask((1, 1), "X2.victim.test", A, None, none(300));
    scene.ask((1, 1), "x2.VICTIM.test", A, None, none(200));
    scene.ask((2, 1), "x3.victim.test", A, None, none(400));
    // An answer of two addresses, one with an octet too few.
    let answers =
        vec![record(&name("a.test"), A, &[192, 0, 2, 1]), record(&name("a.test"), A, &[192, 0, 2])];
    scene.ask(
        (2, 2),
        "a.test",
        A,
        Some(1232),
        Some(Response { after: 50, answers, ..Default::default() }),
    );
    // A truncated one, and the long one that the larger size allows.
    let truncated = Response { after: 70, flags: 0x0200, ..Default::default() };
    scene.ask((2, 2), "t.test", TXT, Some(1232), Some(truncated));
    let string = [&[250][..], &[b'x'; 250]].concat();
    let answers = vec![record(&name("t.test"), TXT, &string.repeat(6))];
    let long = Response { after: 90, answers, ..Default::default() };
    scene.ask((2, 2), "t.test", TXT, Some(4096), Some(long));
    // Server 3 fails with an extended error (22), or says nothing.
    let additional = opt(1232, &[0, 15, 0, 2, 0, 22]);
    let failed = Response { after: 5_000, flags: 2, additional, ..Default::default() };
    scene.ask((1, 3), "b.test", A, Some(1232), Some(failed));
    scene.ask((1, 3), "c.test", A, Some(1232), None);
    scene.capture.octets
}

pub(crate) fn question_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions").join(format!("{name}.sql"));
    fs::read_to_string(path).unwrap()
}

pub(crate) const ANSWERS: [(&str, &[&str]); 10] = [
    ("extended_errors_by_server", &["198.51.100.3 22 No Reachable Authority 1"]),
    ("large_responses_by_type", &["TXT 2 1 1548"]),
    ("malformed_by_rule", &["malformed-rdata error 1 1"]),
    ("names_under_attack", &["victim.test. 4 3 2"]),
    ("nxdomain_clients", &["192.0.2.1 4 3", "192.0.2.2 4 1"]),
    (
        "response_time_by_server",
        &[
            "198.51.100.1 53 4 100 250 400",
            "198.51.100.2 53 3 50 70 90",
            "198.51.100.3 53 1 5000 5000 5000",
        ],
    ),
    ("truncation_by_edns_size", &["- 4 0 0.0", "1232 3 1 33.3", "4096 1 0 0.0"]),
    ("ttl_by_type", &["A 2 300 300 300", "TXT 1 300 300 300"]),
    (
        "types_and_rcodes",
        &["A NXDOMAIN 4", "TXT NOERROR 2", "A NOERROR 1", "A SERVFAIL 1", "A - 1"],
    ),
    ("unanswered_by_server", &["198.51.100.3 2 1 50.0"]),
];

#[test]
fn every_question_has_an_answer_here_and_begins_with_a_sentence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("questions");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ANSWERS.map(|(name, _)| name));
    for name in names {
        let question = question_of(&name);
        let (sentence, _) = question.split_once('\n').unwrap();
        assert!(sentence.starts_with("-- ") && sentence.ends_with('?'), "{name}: {sentence}");
    }
}

#[test]
fn questions_are_answered_from_captures_and_from_files_alike() {
    let folder = folder("questions");
    let capture = folder.join("scene.pcap");
    fs::write(&capture, scene()).unwrap();
    let inputs = [Input::File(capture)];
    let settings = Settings {
        folder: folder.join("out"),
        tables: Table::all().into(),
        has_octets: false,
        jobs: 2,
        options: Options::default(),
    };
    run(&inputs, &settings, &ProgressBar::hidden()).unwrap();
    block_on(async {
        let (captures, files) = (sql::context(), sql::context());
        sql::register_captures(&captures, &inputs, &settings.options).unwrap();
        sql::register_folder(&files, &settings.folder).await.unwrap();
        for (name, answer) in ANSWERS {
            let question = question_of(name);
            assert_eq!(lines(&captures, &question).await, answer, "{name}");
            assert_eq!(lines(&files, &question).await, answer, "{name}, from Parquet");
        }
    });
}

/// The answer to a question about the built-in capture, by the program itself.
#[test]
fn the_program_prints_a_table() {
    let program = env!("CARGO_BIN_EXE_dnswire-analytics");
    let question = "SELECT count(*) AS messages FROM dns()";
    let output = std::process::Command::new(program).args(["sql", question]).output().unwrap();
    let want = "+----------+\n| messages |\n+----------+\n| 24       |\n+----------+\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), want);
}
