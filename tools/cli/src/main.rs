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

use std::fmt::Display;
use std::process::ExitCode;

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
    match Cli::parse().command {
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
