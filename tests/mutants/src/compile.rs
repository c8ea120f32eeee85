//! Compiles the copy with all mutants that the compiler takes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use serde_json::Value;

use crate::errors::{Files, refuse};
use crate::rewrite::rewrite;
use crate::source::{Refused, Source};

const SWITCH: &str = include_str!("../switch.rs");

/// Compiles, leaves out what the compiler refuses, and so on until it refuses nothing. Returns the
/// test programs.
pub fn compile(work: &Path, sources: &[Source], refused: &mut Refused) -> io::Result<Vec<PathBuf>> {
    loop {
        let files = write(work, sources, refused)?;
        let output = cargo(work).output()?;
        let lines = output.stdout.split(|octet| *octet == b'\n');
        let messages: Vec<Value> =
            lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
        if output.status.success() {
            return Ok(messages.iter().filter_map(program).collect());
        }
        let before = refused.clone();
        let errors = messages.iter().filter(|message| message["message"]["level"] == "error");
        for error in errors.clone() {
            refuse(&error["message"], sources, &files, refused);
        }
        if *refused == before {
            for error in errors {
                eprintln!("{}", error["message"]["rendered"].as_str().unwrap_or_default());
            }
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
        }
        let (mutants, const_fns) = (refused.mutants.len(), refused.const_fns.len());
        println!("{mutants} mutants do not compile, {const_fns} functions must be const");
    }
}

/// Writes all files of the library into the copy, by their paths.
fn write(work: &Path, sources: &[Source], refused: &Refused) -> io::Result<Files> {
    let mut files = Files::new();
    for source in sources {
        let mut rewritten = rewrite(source, refused);
        if source.path == "src/lib.rs" {
            rewritten.text.push_str("\n#[doc(hidden)]\npub mod mutant;\n");
        }
        let path = in_copy(&source.path);
        write_changed(&work.join("copy").join(&path), &rewritten.text)?;
        files.insert(path, rewritten);
    }
    write_changed(&work.join("copy/mutated/mutant.rs"), SWITCH)?;
    Ok(files)
}

/// Where the copy has a file of `src`, which it also has as it is: some tests read it.
fn in_copy(path: &str) -> PathBuf {
    Path::new("mutated").join(path.strip_prefix("src/").unwrap_or(path))
}

/// Leaves a file alone that has this text already: cargo looks at its time.
fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}

/// The command that builds the tests.
fn cargo(work: &Path) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--no-run", "--quiet", "--message-format=json", "--all-features"])
        .args(["-p", "dnswire", "--lib", "--test", "lib", "--target-dir"])
        .arg(work.join("build"))
        .current_dir(work.join("copy"))
        .env("RUSTFLAGS", "--cap-lints=allow")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

fn program(message: &Value) -> Option<PathBuf> {
    message["executable"].as_str().map(PathBuf::from)
}
