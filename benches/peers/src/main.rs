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
use measure::Effort;
use report::Row;
use task::Task;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// The command line.
#[derive(Default)]
struct Arguments {
    quick: bool,
    markdown: bool,
    tasks: Vec<String>,
    messages: Vec<String>,
    library: Option<String>,
    count: Option<usize>,
    write: Option<String>,
}

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse() else {
        eprintln!(
            "usage: [--quick] [--markdown] [--task TASK].. [--message MESSAGE].. \
             [--library LIBRARY --count N] [--write DIRECTORY]"
        );
        return ExitCode::FAILURE;
    };
    let all = messages::all();
    if let Some(directory) = &arguments.write {
        return write(directory, &all);
    }
    if let Some(count) = arguments.count {
        return repeat(&arguments, &all, count);
    }
    if !every_message_is_read(&all) {
        return ExitCode::FAILURE;
    }
    let rows = measure(&arguments, &all);
    if arguments.markdown {
        report::markdown(&rows);
    } else {
        report::tables(&rows);
    }
    ExitCode::SUCCESS
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
                "--task" => arguments.tasks.push(words.next()?),
                "--message" => arguments.messages.push(words.next()?),
                "--library" => arguments.library = Some(words.next()?),
                "--count" => arguments.count = Some(words.next()?.parse().ok()?),
                "--write" => arguments.write = Some(words.next()?),
                _ => return None,
            }
        }
        Some(arguments)
    }

    fn wants(&self, task: Task, messages: &Messages) -> bool {
        let wanted =
            |list: &[String], key| list.is_empty() || list.iter().any(|asked| asked == key);
        task.suits(messages.key)
            && wanted(&self.tasks, task.key())
            && wanted(&self.messages, messages.key)
    }

    fn effort(&self) -> Effort {
        let rounds = if self.quick { 21 } else { 201 };
        Effort { rounds, turn: Duration::from_micros(100) }
    }
}

/// Every library has to accept every message.
fn every_message_is_read(all: &[Messages]) -> bool {
    let mut is_read = true;
    for messages in all {
        for library in library::ALL {
            if library.task(Task::Decode).is_some_and(|start| start(messages).is_none()) {
                eprintln!("{} refuses: {}", library.name, messages.title);
                is_read = false;
            }
        }
    }
    is_read
}

fn measure<'a>(arguments: &Arguments, all: &'a [Messages]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for task in Task::ALL {
        for messages in all.iter().filter(|messages| arguments.wants(task, messages)) {
            let measured = measure::all(task, messages, arguments.effort());
            rows.push(Row { task, messages, measured });
        }
    }
    rows
}

/// Only does the work, for callgrind and the like.
fn repeat(arguments: &Arguments, all: &[Messages], count: usize) -> ExitCode {
    for library in library::ALL {
        if arguments.library.as_deref().is_some_and(|name| name != library.name) {
            continue;
        }
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
