//! The promise of linear work, counted in steps: over names, entries, items of lists, findings, and
//! the cache lines of a table.
//!
//! The messages are those of `made`, those of `tests/data` where that folder exists (the published
//! crate does not have it), and those of the folder that `DNSWIRE_CORPUS` names.

use core::fmt::{self, Write};
use core::hint::black_box;
use std::path::Path;
use std::string::String;
use std::vec;
use std::vec::Vec;
use std::{env, fs};

use crate::findings::Finding;
use crate::message::{Header, Partial, TestWalk};
use crate::name::{Pointers, Table};
use crate::wire::{Wire, steps};
use crate::{Message, Record};

mod decode;
mod made;

/// Checking the framing takes at most `A` steps for each octet, plus `B` for any message.
const A: usize = 3;
const B: usize = 2048;
/// The limits for parsing twice, all findings, and the first error alone.
const FINDINGS: usize = 12;
const FINDINGS_ANY: usize = 8192;
/// The limit for decoding everything, for each octet. Two octets can point to a name of 126 labels
/// with a pointer after each: 253 steps. Decoding walks it four times: to check it, to read it as a
/// field, to read it as an item, and to read its labels.
const DECODE: usize = 4 * 254 / 2 + 12;

/// The limits for following aliases, twice, and then finding the answers. Each step that counts there is
/// up to three, because the name of an alias is checked and read besides.
const ALIASES: usize = A + 2 * 3 + 1;
const ALIASES_ANY: usize = B + 4096 * (2 * 3 + 1);

/// The limits for printing to a writer that fails: the search for the OPT record, for each octet, and
/// one record, for each octet of its RDATA, the names of which are checked before they are printed.
const PRINT: usize = 2;
const PRINT_ANY: usize = 8192;
const PRINT_RECORD: usize = 254 / 2 + 4;

/// The messages of the tests' data, and of the corpus when `DNSWIRE_CORPUS` names it.
fn messages() -> Vec<(String, Vec<u8>)> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let mut files: Vec<_> =
        ["cost", "cases", "messages"].map(|name| format!("{data}/{name}.jsonl")).into();
    if let Ok(corpus) = env::var("DNSWIRE_CORPUS") {
        let found = fs::read_dir(corpus).unwrap();
        files.extend(found.map(|file| file.unwrap().path().to_string_lossy().into_owned()));
    }
    let lines = files
        .iter()
        .filter(|file| Path::new(file).extension().is_some_and(|is| is == "jsonl"))
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.lines().filter_map(message).collect::<Vec<_>>()
        });
    lines.collect()
}

fn message(line: &str) -> Option<(String, Vec<u8>)> {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let octets = line.get("hex").or(line.get("wire"))?.as_str()?;
    Some((line["id"].as_str()?.into(), hex::decode(octets).unwrap()))
}

/// Those messages, and the ones that are made here.
fn all() -> Vec<(String, Vec<u8>)> {
    let made = made::all().into_iter().map(|(id, octets)| (id.into(), octets));
    messages().into_iter().chain(made).collect()
}

fn verdict(octets: &[u8], pointers: &mut Pointers<'_>) -> Option<(bool, usize)> {
    let counts = Header::of(octets)?.counts();
    let mut walk = TestWalk::new(Wire::new(octets), counts);
    let whole = walk.steps(pointers).is_ok();
    Some((whole, walk.offset()))
}

/// The message, or its complete entries.
fn parsed(octets: &[u8]) -> Option<Partial<'_>> {
    Message::parse_partial(octets, octets.len()).ok()
}

fn framing(octets: &[u8]) {
    let _ = parsed(octets);
}

fn with_table(octets: &[u8]) {
    let _ = verdict(octets, &mut Pointers::table(&mut Table::new()));
}

fn findings(octets: &[u8]) {
    let count = parsed(octets).map(|partial| partial.findings().count());
    let _ = (count, parsed(octets).map(|partial| partial.message().check()));
}

fn everything(octets: &[u8]) {
    let _ = parsed(octets).map(|partial| decode::everything(&partial.message()));
}

fn aliases(octets: &[u8]) {
    let Some(partial) = parsed(octets) else { return };
    let message = partial.message();
    let _ = (message.canonical_name(), message.answers_to_question().count());
}

/// The limits for reading one RDATA, for each octet of the message: a list of names is read with a
/// table after some steps.
const RDATA: usize = 3;
const RDATA_ANY: usize = 1 << 17;

/// A writer that takes no octets.
struct Full;

impl Write for Full {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Err(fmt::Error)
    }
}

/// Fails if printing goes on after the first record that the writer cannot take.
#[track_caller]
fn assert_stops(id: &str, message: &Message<'_>, shown: &dyn fmt::Display) {
    let (steps, written) = steps::of(|| write!(Full, "{shown}"));
    assert!(written.is_err(), "{id}");
    let longest = message.records().map(|record| usize::from(record.rdlength())).max();
    let octets = message.as_octets().len();
    let most = PRINT_ANY + PRINT * octets + PRINT_RECORD * longest.unwrap_or(0);
    assert!(steps <= most, "{id}: {steps} steps, not {most}");
}

/// Fails with the message that takes the most steps for each octet; `DNSWIRE_STEPS` prints it.
#[track_caller]
fn assert_linear(work: fn(&[u8]), a: usize, b: usize) {
    let steps = all().into_iter().map(|(id, octets)| {
        let (steps, ()) = steps::of(|| work(&octets));
        (steps.saturating_sub(b) * 100 / octets.len().max(1), id, steps, octets.len())
    });
    let mut steps: Vec<_> = steps.collect();
    steps.sort_unstable();
    if env::var_os("DNSWIRE_STEPS").is_some() {
        std::println!("{:#?}", steps.iter().rev().take(12).collect::<Vec<_>>());
    }
    let (most, id, steps, octets) = steps.pop().unwrap();
    assert!(most <= 100 * a, "{id}: {steps} steps for {octets} octets");
}

#[test]
fn checking_the_framing_is_linear() {
    assert_linear(framing, A, B);
    assert_linear(with_table, A, B);
}

#[test]
fn finding_broken_rules_is_linear() {
    assert_linear(findings, FINDINGS, FINDINGS_ANY);
}

#[test]
fn decoding_everything_is_linear() {
    assert_linear(everything, DECODE, B);
}

#[test]
fn reading_one_rdata_is_linear() {
    for (id, octets) in all() {
        let Some(partial) = parsed(&octets) else { continue };
        let read = |record: Record<'_>| steps::of(|| black_box(record.rdata())).0;
        let steps = partial.message().records().map(read).max().unwrap_or(0);
        assert!(steps <= RDATA_ANY + RDATA * octets.len(), "{id}: {steps} steps");
    }
}

#[test]
fn a_fault_in_a_list_of_names_is_the_same_with_and_without_the_table() {
    for fault in [&b"\xff\xff"[..], b"\x40", b"\xc0", b"\x01"] {
        let [without, with] = [0, 500].map(|servers| {
            let octets = made::hip_with(servers, fault);
            let record = Message::parse(&octets).unwrap().answers().last().unwrap();
            record.malformed().unwrap()
        });
        assert_eq!(with.kind(), without.kind(), "{fault:?}");
        assert_eq!(with.offset(), without.offset() + 1000, "{fault:?}");
    }
}

#[test]
fn following_aliases_is_linear() {
    assert_linear(aliases, ALIASES, ALIASES_ANY);
}

#[test]
fn printing_stops_within_one_record_after_an_error_of_its_writer() {
    for (id, octets) in all() {
        let Some(partial) = parsed(&octets) else { continue };
        let message = partial.message();
        assert_stops(&id, &message, &message);
        assert_stops(&id, &message, &message.explain());
    }
}

#[test]
fn printing_stops_within_an_option_after_an_error_of_its_writer() {
    // Many empty cookies, which are malformed: the text of each has an error.
    let options = [0, 10, 0, 0].repeat(16_000);
    let mut octets = vec![0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0];
    octets.extend(u16::try_from(options.len()).unwrap().to_be_bytes());
    octets.extend(options);
    let message = Message::parse(&octets).unwrap();
    // The record is read once, which is a step for each option.
    let most = octets.len() / 4 + 100;
    let printed: [&dyn fmt::Display; 2] = [&message, &message.explain()];
    for shown in printed {
        let (steps, _) = steps::of(|| write!(Full, "{shown}"));
        assert!(steps <= most, "{steps} steps, not {most}");
    }
}

#[test]
fn what_is_made_can_be_parsed() {
    for (id, octets) in made::all() {
        assert!(Message::parse(&octets).is_ok(), "{id}");
    }
}

#[test]
fn the_walk_with_and_without_the_table_agree() {
    for (id, octets) in all() {
        let naive = verdict(&octets, &mut Pointers::follow_all());
        assert_eq!(verdict(&octets, &mut Pointers::table(&mut Table::new())), naive, "{id}");
        let partial = Message::parse_partial(&octets, octets.len()).ok();
        let parsed = partial
            .map(|p| (p.is_whole(), p.error().map_or(p.message().end(), |_| naive.unwrap().1)));
        assert_eq!(parsed, naive, "{id}");
    }
}

#[test]
fn findings_with_and_without_the_table_agree() {
    for (id, octets) in all() {
        let Some(partial) = parsed(&octets) else { continue };
        let place = |finding: Finding| (finding.rule(), finding.offset(), finding.index());
        let naive = partial.findings().unbounded().map(place);
        assert!(partial.findings().map(place).eq(naive), "{id}");
        // The first error is searched for with one table.
        let first = partial.findings().unbounded().first_error();
        assert_eq!(partial.findings().first_error(), first, "{id}");
    }
}
