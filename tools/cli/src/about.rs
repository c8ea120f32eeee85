//! The manual pages and the completions of shells.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Command;
use clap_complete::Shell;

/// Write the manual pages: of all commands to a folder, or the main one to standard output
#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The folder
    folder: Option<PathBuf>,
}

/// Write what completes commands and options in a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Man {
    /// Writes the pages of `command`.
    pub(crate) fn run(self, command: Command) -> io::Result<()> {
        match self.folder {
            Some(folder) => {
                fs::create_dir_all(&folder)?;
                clap_mangen::generate_to(command, folder)
            }
            None => clap_mangen::Man::new(command).render(&mut io::stdout()),
        }
    }
}

impl Completions {
    /// Writes the completions of `command`.
    pub(crate) fn run(&self, mut command: Command) -> io::Result<()> {
        let mut out = Vec::new();
        clap_complete::generate(self.shell, &mut command, "dnswire", &mut out);
        io::stdout().write_all(&out)
    }
}
