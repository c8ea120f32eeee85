//! Costs in instructions: what each operation of the library takes on each message.
//!
//! The instructions are those that callgrind counts between the start and the end of `measured`.
//! They do not depend on the load of the machine, and hardly on the machine.

pub mod operations;
pub mod report;
pub mod subject;

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use operations::{ALL, Operation};
use subject::Subject;

/// One operation on one message.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The place of the operation in [`ALL`].
    pub operation: usize,
    pub message: String,
    /// The octets that the operation reads and those that it makes.
    pub octets: usize,
    pub made: usize,
    pub instructions: u64,
}

impl Cost {
    /// Instructions for each octet that is read or made.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.instructions as f64 / self.all_octets()
    }

    /// The octets that are read or made; 1 for none.
    fn all_octets(&self) -> f64 {
        (self.octets + self.made).max(1) as f64
    }
}

/// The word on the command line of the program that runs under callgrind.
pub const COUNTED: &str = "--counted";

/// Runs one operation; callgrind counts what happens in here.
#[inline(never)]
fn measured(operation: &Operation, subject: &Subject<'_>) -> usize {
    black_box((operation.work)(black_box(subject)))
}

/// Callgrind writes down and forgets what it counted before it enters this function.
#[inline(never)]
fn written_down(line: &str) {
    println!("{}", black_box(line));
}

/// Runs each chosen operation on each message and prints a line for each.
pub fn run(messages: &[(String, Vec<u8>)], chosen: &str) {
    for (id, octets) in messages {
        let Some(subject) = Subject::of(octets).map(Subject::with_text) else { continue };
        for (place, operation) in ALL.iter().enumerate() {
            // The table needs the first operation on the ordinary message.
            let is_reference = place == 0 && id == report::ORDINARY;
            if !is_reference && !operation.name.contains(chosen) {
                continue;
            }
            let made = measured(operation, &subject);
            let read = if operation.reads_text { subject.text.len() } else { octets.len() };
            written_down(&format!("{place}\t{read}\t{made}\t{id}"));
        }
    }
}

/// Runs this program under callgrind with these words, and returns what it counted.
///
/// Fails when valgrind cannot be run.
pub fn counted(words: &[String]) -> std::io::Result<Vec<Cost>> {
    let file = std::env::temp_dir().join(format!("dnswire-cost-{}", std::process::id()));
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--collect-atstart=no", "--combine-dumps=yes", "-q"]);
    command.arg("--toggle-collect=*measured*").arg("--dump-before=*written_down*");
    command.arg(format!("--callgrind-out-file={}", file.display()));
    // glibc fills a table of 48 KiB by one instruction, which callgrind counts for each octet.
    command.env("GLIBC_TUNABLES", "glibc.cpu.x86_rep_stosb_threshold=1048576");
    command.arg(std::env::current_exe()?).arg(COUNTED).args(words);
    let output = command.stderr(Stdio::inherit()).output()?;
    let totals = totals(&file)?;
    std::fs::remove_file(&file)?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(lines.lines().zip(totals).filter_map(|(line, total)| cost(line, total)).collect())
}

/// The instructions in each part of a file of callgrind.
fn totals(file: &Path) -> std::io::Result<Vec<u64>> {
    let text = std::fs::read_to_string(file)?;
    let totals = text.lines().filter_map(|line| line.strip_prefix("totals: "));
    Ok(totals.filter_map(|total| total.trim().parse().ok()).collect())
}

fn cost(line: &str, instructions: u64) -> Option<Cost> {
    let mut words = line.split('\t');
    let mut number = || words.next()?.parse().ok();
    let (operation, octets, made) = (number()?, number()?, number()?);
    Some(Cost { operation, octets, made, message: words.next()?.to_owned(), instructions })
}
