//! The program `dnswire-analytics`.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("dnswire-analytics: {error:#}");
            ExitCode::from(2)
        }
    }
}
