//! Messages made to be slow, an octet, by an ordinary zone transfer: parse, check, findings, decode.
//!
//! `cargo bench --bench hostile`; `-- --markdown` for the table in SECURITY.md, `-- --quick` for a
//! rough one, `-- --others` for what else is done with messages, `-- --only ID` for some messages.

use std::process::ExitCode;
use std::time::Duration;

use dnswire_benches::hostile::{all_hostile, ordinary};
use dnswire_benches::measure::{self, Effort, Time};
use dnswire_benches::report::{self, Row};
use dnswire_benches::tasks;

const ORDINARY: &str = "ordinary";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [measure::STACK, kib, id] = &words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return try_stack(kib, id);
    }
    let has = |word: &str| words.iter().any(|given| given == word);
    let rounds = if has("--quick") { 11 } else { 51 };
    let effort = Effort { rounds, turn: Duration::from_micros(200) };
    let only = words.iter().position(|word| word == "--only").and_then(|at| words.get(at + 1));
    let mut messages = all_hostile();
    messages.retain(|(id, _)| only.is_none_or(|only| id.contains(only)));
    if has("--others") {
        others(&messages, effort);
    } else {
        let text = reading(&messages, effort, !has("--quick"));
        println!("{text}");
        if has("--markdown") {
            return report::write("hostile", &text)
                .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
        }
    }
    ExitCode::SUCCESS
}

fn try_stack(kib: &str, id: &str) -> ExitCode {
    let octets = if id == ORDINARY {
        ordinary()
    } else {
        all_hostile().into_iter().find(|(own, _)| own == id).unwrap().1
    };
    let kib = kib.parse().unwrap();
    if measure::on_stack(tasks::READING[2].1, octets, kib) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn reading(messages: &[(String, Vec<u8>)], effort: Effort, stack: bool) -> String {
    let plain = ordinary();
    let row = |id: &str, octets: &[u8]| Row {
        id: id.to_owned(),
        octets: octets.len(),
        findings: tasks::READING[2].1(octets),
        times: tasks::READING.map(|(_, task)| measure::in_turns(task, octets, &plain, effort)),
        allocations: measure::allocations(tasks::READING[3].1, octets),
        stack: if stack { measure::stack(id) } else { 0 },
    };
    let reference = row(ORDINARY, &plain);
    let rows: Vec<Row> = messages.iter().map(|(id, octets)| row(id, octets)).collect();
    report::all(&rows, &reference)
}

fn others(messages: &[(String, Vec<u8>)], effort: Effort) {
    let plain = ordinary();
    for (name, task) in tasks::OTHERS {
        let timed = |(id, octets): &(String, Vec<u8>)| -> (String, Time) {
            (id.clone(), measure::in_turns(task, octets, &plain, effort))
        };
        report::slowest(name, messages.iter().map(timed).collect());
    }
}
