//! Searches for messages that are slower to use than those that are known.
//!
//! `cargo bench --bench search -- OPERATION|all [--seconds N] [--seed N]` changes messages of 8 KiB
//! and keeps what takes longer for each octet that is read or made. The table has messages of
//! 64 KiB: times by that of the ordinary message, in turns, then instructions, which valgrind counts.
//! `target/search` has what was found; later searches start from it too.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dnswire_benches::cost::operations::{ALL, Operation};
use dnswire_benches::cost::{self, Cost, report};
use dnswire_benches::hostile::{all_hostile, ordinary};
use dnswire_benches::search::{self, Search, plan::Plan};
use dnswire_support::{all_messages, hostile, json_lines, octets, text, vectors};

const LONGEST: usize = 65_535;
const ROUNDS: usize = 9;
/// The plans at the end of a search that are made in full.
const CONFIRMED: usize = 3;
/// A message that a search found.
const FOUND: &str = " found ";

type Messages = Vec<(String, Vec<u8>)>;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let after = |word: &str| {
        let at = words.iter().position(|given| given == word)?;
        words.get(at + 1).map(String::as_str)
    };
    if let Some(name) = after(cost::COUNTED) {
        cost::run(&read(&file(name)), name);
        return Ok(());
    }
    let Some(chosen) = words.first().filter(|word| !word.starts_with("--")) else {
        println!("nothing is searched: name an operation, or all");
        return Ok(());
    };
    let number = |word| after(word).and_then(|number| number.parse().ok());
    let (seconds, seed) = (number("--seconds").unwrap_or(600), number("--seed").unwrap_or(1));
    println!("| operation | worst known | worst found | family | noise | tries | seconds |");
    println!("| --- | --- | --- | --- | ---: | ---: | ---: |");
    let is_chosen = |own: &&Operation| chosen == "all" || own.name.replace('`', "") == *chosen;
    for operation in ALL.iter().filter(is_chosen) {
        let noise = search::noise(operation, &ordinary());
        let mut search = Search::new(operation, &plans(), noise, seed);
        search.run(Duration::from_secs(seconds));
        println!("{}", row(&search, noise, seconds)?);
    }
    Ok(())
}

/// The plans of hostile messages, of those found before, and of ordinary ones.
fn plans() -> Vec<(String, Plan)> {
    let small = hostile::of_size(8192).into_iter().map(|made| (made.id.to_owned(), made.octets));
    let samples = all_messages().into_iter().map(|sample| (sample.id, sample.octets));
    let types = vectors::valid().into_iter().map(|vector| (vector.id.clone(), vector.message()));
    let found = ALL.iter().flat_map(|operation| read(&file(operation.name)));
    let found = found.filter(|(id, _)| id.contains(FOUND));
    let all = all_hostile().into_iter().chain(small).chain(found).chain(samples).chain(types);
    let all = all.chain([(report::ORDINARY.to_owned(), ordinary())]);
    all.filter_map(|(id, octets)| Some((family(&id).to_owned(), Plan::of(&octets)?))).collect()
}

fn family(id: &str) -> &str {
    id.split(FOUND).next().unwrap_or(id)
}

/// The worst message before the search and the worst that it found, in full size.
fn row(search: &Search<'_>, noise: f64, seconds: u64) -> std::io::Result<String> {
    let operation = search.operation;
    let kept = search.kept.iter().take(CONFIRMED).enumerate();
    let found = kept
        .map(|(at, kept)| (format!("{}{FOUND}{at}", kept.family), kept.plan.message(LONGEST)))
        .collect();
    let both = [worst(operation, all_hostile()), worst(operation, found)];
    let [old, new] = counted(operation, &both)?;
    let [(before, (known, _)), (now, (id, _))] = both;
    let (name, tries) = (operation.name, search.tries);
    Ok(format!(
        "| {name} | {known} {before:.1}{old} | {now:.1}{new} | {} | {noise:.3} | {tries} | {seconds} |",
        family(&id)
    ))
}

/// The message with the largest cost by that of the ordinary one, and that ratio.
fn worst(operation: &Operation, messages: Messages) -> (f64, (String, Vec<u8>)) {
    let plain = ordinary();
    // Some operations do nothing with the ordinary message.
    let parse = search::subject(&ALL[0], &plain);
    let least = parse.map_or(0.0, |own| search::in_turns(&ALL[0], [&own, &own], ROUNDS)[0]);
    let ratio = |octets: &[u8], rounds| {
        let plain = search::subject(operation, &plain)?;
        let own = search::subject(operation, octets)?;
        let [own, plain] = search::in_turns(operation, [&own, &plain], rounds);
        Some(own / plain.max(least))
    };
    let rough = messages.into_iter().filter_map(|own| Some((ratio(&own.1, 3)?, own)));
    let mut rough: Vec<_> = rough.collect();
    rough.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = rough.into_iter().take(4).filter_map(|(_, own)| Some((ratio(&own.1, ROUNDS)?, own)));
    best.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or_default()
}

/// The file of the messages of an operation, a line for each.
fn file(operation: &str) -> PathBuf {
    let name = operation.replace(|letter: char| !letter.is_alphanumeric(), "_");
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/search"));
    folder.join(name).with_extension("jsonl")
}

fn read(file: &Path) -> Messages {
    let lines = if file.exists() { json_lines(file) } else { Vec::new() };
    lines.iter().map(|line| (text(line, "id").to_owned(), octets(line, "wire"))).collect()
}

/// Writes both messages down, and returns the instructions for each octet, and those by the ones of
/// the ordinary message; nothing without valgrind.
fn counted(
    operation: &Operation,
    both: &[(f64, (String, Vec<u8>)); 2],
) -> std::io::Result<[String; 2]> {
    let line = |(id, octets): &(String, Vec<u8>)| {
        let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        format!("{{\"id\":\"{id}\",\"wire\":\"{hex}\"}}\n")
    };
    let [(_, known), (_, found)] = both;
    let lines = [known, found, &(report::ORDINARY.to_owned(), ordinary())].map(line);
    let path = file(operation.name);
    std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
    std::fs::write(path, lines.concat())?;
    let costs = cost::counted(&[operation.name.to_owned()]).unwrap_or_default();
    let own = |cost: &&Cost| ALL[cost.operation].name == operation.name;
    let rate = |id: &str| costs.iter().filter(own).find(|cost| cost.message == id).map(Cost::rate);
    let place = ALL.iter().position(|other| other.name == operation.name);
    let plain = place.and_then(|place| report::ordinary(&costs, place));
    Ok([&known.0, &found.0].map(|id| match (rate(id), plain) {
        (Some(own), Some(plain)) => format!(" ({own:.0} instructions, {:.1})", own / plain),
        _ => String::new(),
    }))
}
