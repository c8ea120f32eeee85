//! The promise of linear work, counted in steps of the walk over names.

use std::path::Path;
use std::string::String;
use std::vec::Vec;
use std::{env, fs};

use crate::Message;
use crate::frame::Progress;
use crate::header::Header;
use crate::name::table::Table;
use crate::name::walk::steps;
use crate::name::{Direct, Follow};
use crate::wire::Wire;

/// Steps are at most `A` for each octet, and `B` for any message.
const A: usize = 3;
const B: usize = 2048;

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

/// Questions that point to the rungs of a ladder in turn, from the top down.
fn questions_over_a_ladder() -> Vec<u8> {
    // A root question, then a NULL record whose RDATA is a ladder of labels, each with a pointer to
    // the one before it.
    let mut octets = [&[0; 12][..], &[0, 0, 16, 0, 1], &[0, 0, 10, 0, 1, 0, 0, 0, 0]].concat();
    octets.extend(u16::to_be_bytes(1 + 4 * 126));
    let base = octets.len();
    octets.push(0);
    for rung in 0..126 {
        let last = if rung == 0 { base } else { base + 1 + 4 * (rung - 1) };
        octets.extend([1, b'a']);
        octets.extend((0xC000 | u16::try_from(last).unwrap()).to_be_bytes());
    }
    let mut count = 1_u16;
    while octets.len() < 65500 {
        let rung = 125 - usize::from(count) % 126;
        octets.extend((0xC000 | u16::try_from(base + 1 + 4 * rung).unwrap()).to_be_bytes());
        octets.extend([0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        count += 1;
    }
    octets[4..8].copy_from_slice(&[0, 1, count.to_be_bytes()[0], count.to_be_bytes()[1]]);
    octets
}

/// Owners in turn to every suffix of one long run of labels.
fn owners_over_a_run() -> Vec<u8> {
    let mut octets = [&[0; 12][..], &[0, 0, 16, 0, 1], &[0, 0, 10, 0, 1, 0, 0, 0, 0]].concat();
    let run: Vec<u8> = [1, b'x'].repeat(6000);
    octets.extend(u16::try_from(run.len() + 1).unwrap().to_be_bytes());
    let base = octets.len();
    octets.extend(run);
    octets.push(0);
    let mut count = 1_u16;
    while octets.len() < 65500 {
        let label = 6000 - 126 + usize::from(count) * 7 % 126;
        octets.extend((0xC000 | u16::try_from(base + 2 * label).unwrap()).to_be_bytes());
        octets.extend([0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        count += 1;
    }
    octets[4..8].copy_from_slice(&[0, 1, count.to_be_bytes()[0], count.to_be_bytes()[1]]);
    octets
}

fn verdict(octets: &[u8], follow: &mut impl Follow) -> Option<(bool, usize)> {
    let counts = Header::of(octets)?.counts();
    let mut progress = Progress::new(Wire::new(octets), counts);
    let whole = progress.walk(follow).is_ok();
    Some((whole, progress.left.offset()))
}

#[track_caller]
fn assert_linear(id: &str, octets: &[u8]) {
    let (steps, _) = steps::of(|| Message::parse_partial(octets, octets.len()).is_ok());
    assert!(steps <= A * octets.len() + B, "{id}: {steps} steps for {} octets", octets.len());
    let (steps, _) = steps::of(|| verdict(octets, &mut Table::new()));
    assert!(steps <= A * octets.len() + B, "{id}: {steps} steps with the table");
}

#[test]
fn work_is_linear_in_the_octets() {
    for (id, octets) in messages() {
        assert_linear(&id, &octets);
    }
}

#[test]
fn work_is_linear_over_ladders_and_runs() {
    for (id, octets) in [("ladder", questions_over_a_ladder()), ("run", owners_over_a_run())] {
        assert!(Message::parse(&octets).is_ok(), "{id}");
        assert_linear(id, &octets);
    }
}

#[test]
fn the_walk_with_and_without_the_table_agree() {
    let made = [("ladder".into(), questions_over_a_ladder()), ("run".into(), owners_over_a_run())];
    for (id, octets) in messages().into_iter().chain(made) {
        let naive = verdict(&octets, &mut Direct);
        assert_eq!(verdict(&octets, &mut Table::new()), naive, "{id}");
        let partial = Message::parse_partial(&octets, octets.len()).ok();
        let parsed = partial
            .map(|p| (p.is_whole(), p.error().map_or(p.message().end(), |_| naive.unwrap().1)));
        assert_eq!(parsed, naive, "{id}");
    }
}
