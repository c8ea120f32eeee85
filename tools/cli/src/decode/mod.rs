//! Decodes DNS messages from captures, hex, JSON Lines and raw files, and shows what is in them.
//!
//! Without files it shows a built-in capture, in which an MX answer of 2927 octets was cut to 1500.

mod cli;
mod decoded;
mod demo;
mod filter;
mod finding;
mod human;
mod json;
mod pipeline;
mod plain;
mod progress;
mod session;
mod summary;
mod tally;
mod view;
mod worker;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) use crate::decode::cli::Cli;
use crate::decode::session::Session;

/// The status when some message is not whole, or refused.
const NOT_GOOD: u8 = 1;

/// The status when a file cannot be read, or the output not be written; also clap's for wrong use.
const UNUSABLE: u8 = 2;

/// Shows the messages of the files, or of the built-in capture; returns the exit status.
pub(crate) fn run(cli: &Cli) -> ExitCode {
    let mut session = Session::new(cli);
    match session.run() {
        Ok(()) if session.is_unreadable() => ExitCode::from(UNUSABLE),
        // In the built-in capture a message is cut, as it is meant to be.
        Ok(()) if cli.files.is_empty() || session.tally().is_good() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(NOT_GOOD),
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("the output cannot be written: {error}"));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Tells the user what went wrong.
fn complain(what: impl Display) {
    complain_to(&mut io::stderr(), what);
}

/// Tells the user what went wrong through `notes`; errors of writing are ignored.
fn complain_to(notes: &mut dyn Write, what: impl Display) {
    let _ = writeln!(notes, "dnswire: {what}");
}

/// Writes a line to standard error; if that is closed, nobody wants to know.
fn note(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
