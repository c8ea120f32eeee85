//! `dnswire explain`: every octet of a message with its meaning.

mod build;
mod fields;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use dnswire_capture::{Event, Options, read};

pub(crate) use self::build::tree;
use self::text::Lines;
pub(crate) use self::tree::{Node, Note};
use crate::paint::Color;

/// The status when something was lost.
const NOT_GOOD: u8 = 1;

/// The status when a file cannot be read, or the output not be written.
const UNUSABLE: u8 = 2;

/// Show every octet of messages in order with its meaning, and errors under the octets they are about
#[derive(Debug, clap::Args)]
pub(crate) struct Cli {
    /// Files as for `decode`; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// In captures, look for messages on this port too; may be repeated
    #[arg(long = "port", value_name = "PORT")]
    ports: Vec<u16>,

    /// Take every file for one message
    #[arg(long)]
    raw: bool,

    /// Colour the output
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

/// Explains the messages of the files; returns the exit status.
pub(crate) fn run(cli: &Cli) -> ExitCode {
    let mut options = Options { raw: cli.raw, ..Options::default() };
    options.ports.extend(&cli.ports);
    let mut out = BufWriter::new(io::stdout().lock());
    let lines = Lines { has_color: cli.color.is_on() };
    let (mut status, mut written) = (0, Ok(()));
    for path in &cli.files {
        let done = read(path, &options, &mut |_| (), &mut |event| {
            written = match event {
                Event::Message(item) => {
                    let tree = tree(&item.octets, item.length, item.flow.as_ref());
                    lines.write(&item, &tree, &mut out)
                }
                Event::Lost(lost) => {
                    status = if lost.reason.is_loss() { status.max(NOT_GOOD) } else { status };
                    let what = if lost.reason.is_loss() { "lost" } else { "note" };
                    writeln!(out, "{what}: {}: {}\n", lost.id, lost.reason)
                }
            };
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if let Err(error) = done {
            let _ = out.flush();
            eprintln!("dnswire: {error:#}");
            status = UNUSABLE;
        }
    }
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("dnswire: the output cannot be written: {error}");
            ExitCode::from(UNUSABLE)
        }
        _ => ExitCode::from(status),
    }
}
