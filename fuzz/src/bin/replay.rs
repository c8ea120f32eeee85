//! `replay TARGET FILE..` runs a target on files without a fuzzer; `all` runs every target.

use std::path::PathBuf;
use std::process::ExitCode;

use dnswire_fuzz::{Target, replay, targets};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let paths: Vec<PathBuf> = arguments.map(Into::into).collect();
    let all = targets();
    let chosen: Vec<&(&str, Target)> =
        all.iter().filter(|(name, _)| wanted == "all" || wanted == *name).collect();
    if chosen.is_empty() || paths.is_empty() {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        eprintln!("usage: replay TARGET FILE..\ntargets: all {}", names.join(" "));
        return ExitCode::FAILURE;
    }
    for (name, run) in chosen {
        println!("== {name}");
        if let Err(error) = replay(*run, &paths) {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
