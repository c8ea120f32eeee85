//! The program `dnswire`: decodes and explains DNS messages, looks up mail servers, forwards queries.
//!
//! Without a subcommand it decodes a built-in capture.

mod about;
mod decode;
mod explain;
mod forward;
mod mx;
mod page;
mod paint;
mod zone;

use std::env;
use std::fmt::Display;
use std::path::PathBuf;
use std::process::{self, ExitCode};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

/// Work with DNS messages; without a command, decode a built-in capture of 24 messages.
#[derive(Debug, Parser)]
#[command(name = "dnswire", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Decode(Box<decode::Cli>),
    Explain(explain::Cli),
    Forward(forward::Cli),
    Mx(mx::Cli),
    Page(page::Cli),
    Zone(Box<zone::Cli>),
    Man(about::Man),
    Completions(about::Completions),
}

fn main() -> ExitCode {
    match Cli::try_parse().unwrap_or_else(|error| wrong_use(&error)).command {
        Some(Command::Decode(cli)) => decode::run(&cli),
        Some(Command::Mx(cli)) => mx::run(&cli),
        Some(Command::Page(cli)) => page::run(&cli),
        Some(Command::Explain(cli)) => explain::run(&cli),
        Some(Command::Zone(cli)) => zone::run(&cli),
        Some(Command::Forward(cli)) => {
            status(forward::run(&cli).map_err(|error| format!("{error:#}")))
        }
        Some(Command::Man(man)) => status(man.run(Cli::command())),
        Some(Command::Completions(completions)) => status(completions.run(Cli::command())),
        None => decode::run(&decode::Cli::parse_from(["decode"])),
    }
}

/// Ends the program with what is wrong; whoever names a file without a command is told the command.
fn wrong_use(error: &clap::Error) -> ! {
    let file = env::args_os().nth(1).map(PathBuf::from).filter(|path| path.exists());
    if let (ErrorKind::InvalidSubcommand, Some(file)) = (error.kind(), file) {
        let file = file.display();
        eprintln!("dnswire: {file} is a file, not a command; to decode it: dnswire decode {file}");
        process::exit(2);
    }
    error.exit()
}

/// The exit status of a command that says itself what went wrong.
fn status(done: Result<(), impl Display>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dnswire: {error}");
            ExitCode::FAILURE
        }
    }
}
