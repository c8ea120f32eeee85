//! `dnswire page`: messages as one HTML file.

mod html;

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use dnswire_capture::{Event, Item, Options, read};

/// The status when something was lost.
const NOT_GOOD: u8 = 1;

/// The status when a file cannot be read or written.
const UNUSABLE: u8 = 2;

/// Write one HTML file: octets and their meaning side by side, findings, a list with a filter
///
/// The page needs no network, and can be read without scripts.
#[derive(Debug, clap::Args)]
pub(crate) struct Cli {
    /// Files as for `decode`; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// File of the page; standard output if left out
    #[arg(long, short, value_name = "PAGE")]
    output: Option<PathBuf>,

    /// In captures, look for messages on this port too; may be repeated
    #[arg(long = "port", value_name = "PORT")]
    ports: Vec<u16>,

    /// Take every file for one message
    #[arg(long)]
    raw: bool,

    /// Show the first N messages; the page says how many there are beyond
    #[arg(long, value_name = "N", default_value_t = 200)]
    most: usize,
}

/// Writes the page; returns the exit status.
pub(crate) fn run(cli: &Cli) -> ExitCode {
    let mut options = Options { raw: cli.raw, ..Options::default() };
    options.ports.extend(&cli.ports);
    let (mut items, mut beyond, mut status) = (Vec::<Item>::new(), 0_usize, 0);
    for path in &cli.files {
        let done = read(path, &options, &mut |_| (), &mut |event| {
            match event {
                Event::Message(item) if items.len() < cli.most => items.push(item),
                Event::Message(_) => beyond += 1,
                Event::Lost(lost) => {
                    eprintln!("dnswire: {}: {}", lost.id, lost.reason);
                    status = if lost.reason.is_loss() { status.max(NOT_GOOD) } else { status };
                }
            }
            ControlFlow::Continue(())
        });
        if let Err(error) = done {
            eprintln!("dnswire: {error:#}");
            status = UNUSABLE;
        }
    }
    let names: Vec<_> = cli.files.iter().map(|path| path.display().to_string()).collect();
    let page = html::page(&names.join(", "), &items, beyond);
    let written = match &cli.output {
        Some(path) => fs::write(path, page),
        None => io::stdout().write_all(page.as_bytes()),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("dnswire: the page cannot be written: {error}");
            ExitCode::from(UNUSABLE)
        }
        _ => ExitCode::from(status),
    }
}
