//! dnswire side by side with other libraries; `README.md` says how to run it.

mod allocations;
mod fold;
mod library;
mod measure;
mod report;
mod task;

use std::process::ExitCode;
use std::time::Duration;

use dnswire_support::messages::{self, Messages};
use library::Library;
use measure::Effort;
use report::Row;
use task::Task;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// The words of the command line.
#[derive(Default)]
struct Arguments {
    quick: bool,
    markdown: bool,
    tsv: bool,
    tasks: Vec<String>,
    messages: Vec<String>,
    libraries: Vec<String>,
    count: Option<usize>,
    write: Option<String>,
}

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse() else {
        eprintln!(
            "usage: [--quick] [--markdown | --tsv] [--task TASK].. [--message MESSAGE].. \
             [--library LIBRARY].. [--count N] [--write DIRECTORY]"
        );
        return ExitCode::FAILURE;
    };
    let all = match all(&arguments) {
        Ok(all) => all,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(directory) = &arguments.write {
        return write(directory, &all);
    }
    if let Some(count) = arguments.count {
        return repeat(&arguments, &all, count);
    }
    if !every_message_is_read(&arguments, &all) {
        return ExitCode::FAILURE;
    }
    let rows = measure(&arguments, &all);
    if arguments.markdown {
        report::markdown(&rows);
    } else if arguments.tsv {
        report::tsv(&rows);
    } else {
        report::tables(&rows);
    }
    ExitCode::SUCCESS
}

/// The streams first, then single messages. Of the corpus, the messages that dnswire and dnsbox
/// both read, print and compose, with one number.
fn all(arguments: &Arguments) -> Result<Vec<Messages>, String> {
    if !["stream", "corpus"].iter().any(|key| is_wanted(&arguments.messages, key)) {
        return Ok(messages::all());
    }
    let mut all = messages::streams(|octets| {
        let one = Messages { key: "", title: "", octets: vec![octets.to_vec().leak()] };
        library::ALL.iter().filter(|library| ["dnswire", "dnsbox"].contains(&library.name)).all(
            |library| {
                Task::ALL.iter().all(|task| {
                    library.task(*task).is_some_and(|start| start(&one).is_some())
                        && measure::is_equal(library, *task, &one)
                })
            },
        )
    })?;
    all.extend(messages::all());
    Ok(all)
}

impl Arguments {
    fn parse() -> Option<Self> {
        let mut arguments = Arguments::default();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bench" => {} // from `cargo bench`
                "--quick" => arguments.quick = true,
                "--markdown" => arguments.markdown = true,
                "--tsv" => arguments.tsv = true,
                "--task" => arguments.tasks.push(words.next()?),
                "--message" => arguments.messages.push(words.next()?),
                "--library" => arguments.libraries.push(words.next()?),
                "--count" => arguments.count = Some(words.next()?.parse().ok()?),
                "--write" => arguments.write = Some(words.next()?),
                _ => return None,
            }
        }
        Some(arguments)
    }

    fn wants(&self, task: Task, messages: &Messages) -> bool {
        task.suits(messages.key)
            && is_wanted(&self.tasks, task.key())
            && is_wanted(&self.messages, messages.key)
    }

    fn wants_library(&self, library: &Library) -> bool {
        is_wanted(&self.libraries, library.name)
    }

    /// A pass over a stream takes long, so that fewer rounds are enough.
    fn effort(&self, messages: &Messages) -> Effort {
        let rounds = match (messages.octets.len() > 1000, self.quick) {
            (true, true) => 7,
            (true, false) => 41,
            (false, true) => 21,
            (false, false) => 201,
        };
        Effort { rounds, turn: Duration::from_micros(100) }
    }
}

/// An empty list asks for everything.
fn is_wanted(list: &[String], key: &str) -> bool {
    list.is_empty() || list.iter().any(|asked| asked == key)
}

/// Every library has to accept every message that is made here.
fn every_message_is_read(arguments: &Arguments, all: &[Messages]) -> bool {
    let mut is_read = true;
    for messages in all.iter().filter(|messages| messages.key != "corpus") {
        for library in library::ALL.iter().filter(|library| arguments.wants_library(library)) {
            for task in Task::ALL {
                if library.task(task).is_some_and(|start| start(messages).is_none()) {
                    eprintln!("{} {} refuses: {}", library.name, task.key(), messages.title);
                    print_refused(library, task, messages);
                    is_read = false;
                }
            }
        }
    }
    is_read
}

/// Prints up to five messages that a library refuses, in hex.
fn print_refused(library: &Library, task: Task, messages: &Messages) {
    let is_refused = |octets: &&&[u8]| {
        let one = Messages { key: "", title: "", octets: vec![octets.to_vec().leak()] };
        library.task(task).is_some_and(|start| start(&one).is_none())
    };
    for octets in messages.octets.iter().filter(is_refused).take(5) {
        let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        eprintln!("  {hex}");
    }
}

fn measure<'a>(arguments: &Arguments, all: &'a [Messages]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for task in Task::ALL {
        for messages in all.iter().filter(|messages| arguments.wants(task, messages)) {
            let libraries = library::ALL.iter().filter(|library| arguments.wants_library(library));
            let measured = measure::all(task, messages, libraries, arguments.effort(messages));
            rows.push(Row { task, messages, measured });
        }
    }
    rows
}

/// Only does the work, for callgrind and the like.
fn repeat(arguments: &Arguments, all: &[Messages], count: usize) -> ExitCode {
    for library in library::ALL.iter().filter(|library| arguments.wants_library(library)) {
        for task in Task::ALL {
            for messages in all.iter().filter(|messages| arguments.wants(task, messages)) {
                let runner = library.task(task).and_then(|start| start(messages));
                let sum = runner.and_then(|mut runner| runner.run(count));
                println!("{} {} {}: {sum:?}", library.name, task.key(), messages.key);
            }
        }
    }
    ExitCode::SUCCESS
}

/// Writes the messages, framed as on TCP, one file each.
fn write(directory: &str, all: &[Messages]) -> ExitCode {
    for messages in all {
        let mut framed = Vec::new();
        for octets in &messages.octets {
            framed.extend_from_slice(&(octets.len() as u16).to_be_bytes());
            framed.extend_from_slice(octets);
        }
        if let Err(error) = std::fs::write(format!("{directory}/{}.tcp", messages.key), framed) {
            eprintln!("{directory}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
