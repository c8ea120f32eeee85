//! The program `dnswire`: decodes DNS messages and forwards queries.
//!
//! Without a subcommand it decodes a built-in capture.

mod decode;
mod forward;
mod zone;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Work with DNS messages; without a command, decode a built-in capture of 24 messages.
#[derive(Debug, Parser)]
#[command(name = "dnswire", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Decode(decode::Cli),
    Forward(forward::Cli),
    Zone(Box<zone::Cli>),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Some(Command::Decode(cli)) => decode::run(&cli),
        Some(Command::Zone(cli)) => zone::run(&cli),
        Some(Command::Forward(cli)) => match forward::run(&cli) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("dnswire: {error:#}");
                ExitCode::FAILURE
            }
        },
        None => decode::run(&decode::Cli::parse_from(["decode"])),
    }
}
