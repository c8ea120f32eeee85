//! What each operation takes on messages made to be slow, in instructions; needs valgrind.
//!
//! `cargo bench --bench cost`; `-- --markdown` writes the table of SECURITY.md, `-- --large` takes
//! messages of 64 KiB too, which is an hour of work, `-- --only ID` takes some messages, `-- --operation
//! NAME` some operations, `-- --worst` lists the worst messages of each.

use std::process::ExitCode;

use dnswire_benches::cost::{self, report};
use dnswire_benches::hostile::{all_hostile, ordinary};
use dnswire_support::hostile;

/// The size of small messages, for the growth.
const SMALL: usize = 8192;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let has = |word: &str| words.iter().any(|given| given == word);
    let after = |word: &str| {
        let at = words.iter().position(|given| given == word);
        at.and_then(|at| words.get(at + 1)).map_or("", String::as_str)
    };
    if has(cost::COUNTED) {
        cost::run(&messages(after("--only"), !has("--large")), after("--operation"));
        return ExitCode::SUCCESS;
    }
    let costs = match cost::counted(&words) {
        Ok(costs) => costs,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("nothing is counted: this needs valgrind");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("valgrind: {error}");
            return ExitCode::FAILURE;
        }
    };
    if has("--worst") {
        report::worst(&costs, 8);
    }
    let (table, beyond) = report::table(&costs);
    println!("{table}");
    if has("--markdown") && dnswire_benches::report::write("cost", &table).is_none() {
        return ExitCode::FAILURE;
    }
    if beyond > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The ordinary message, the hostile ones, and small ones; or only small ones.
fn messages(only: &str, is_small: bool) -> Vec<(String, Vec<u8>)> {
    let small = hostile::of_size(SMALL).into_iter();
    let mut messages: Vec<(String, Vec<u8>)> = if is_small {
        small.map(|made| (made.id.to_owned(), made.octets)).collect()
    } else {
        let small = small.map(|made| (format!("{}{}", report::SMALL, made.id), made.octets));
        all_hostile().into_iter().chain(small).collect()
    };
    messages.retain(|(id, _)| id.contains(only));
    messages.insert(0, (report::ORDINARY.to_owned(), ordinary()));
    messages
}
