//! Captures to Parquet: a folder for each table, in it one for each hour.
//!
//! ```text
//! DIR/messages/hour=2026-11-27T08/NAME-HASH-0-0.parquet
//! DIR/_inputs/HASH.json        an input that is finished, with its files
//! ```
//!
//! An input is finished or not there. Its files are written under names that end in `.part`; when all of
//! them are complete, one note names them, and then they get their own names. A run that was killed
//! before the note leaves only `.part` files, which the next run deletes; one that was killed after it has
//! its last names given by the next run.

mod hours;
mod notes;
mod workers;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use dnswire_capture::{Lost, Options, Reason};
use indicatif::ProgressBar;

use self::hours::Parts;
use self::notes::{Folder, Note};
use crate::input::Input;
use crate::table::Table;

/// What to convert, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that the files go to.
    pub folder: PathBuf,
    /// The tables that are written.
    pub tables: Vec<&'static Table>,
    /// True if `messages` has the column `octets`.
    pub has_octets: bool,
    /// The number of threads that decode and write.
    pub jobs: usize,
    /// The options for reading captures.
    pub options: Options,
}

/// What came of all inputs.
#[derive(Debug, Default)]
pub struct Summary {
    /// The number of messages.
    pub messages: u64,
    /// The number of rows, by table.
    pub rows: BTreeMap<&'static str, u64>,
    /// The number of files.
    pub files: usize,
    /// The inputs that an earlier run has finished.
    pub skipped: usize,
    /// What is lost, by reason: how many.
    pub lost: BTreeMap<Reason, u64>,
    /// The inputs that could not be read to their end, and why.
    pub unreadable: Vec<String>,
}

/// Converts the inputs one after the other, each with all threads; shows on `bar` the octets read.
///
/// An input that cannot be read to its end is converted up to there, and named in the summary. Fails
/// when the folder cannot be written to, or another run writes to it.
pub fn run(inputs: &[Input], settings: &Settings, bar: &ProgressBar) -> anyhow::Result<Summary> {
    let folder = Folder::open(&settings.folder)?;
    let mut summary = Summary::default();
    for input in inputs {
        let note = Note::of(input, settings)?;
        if folder.has(&note)? {
            summary.skipped += 1;
            bar.inc(input.length());
            continue;
        }
        one(input, note, &folder, settings, bar, &mut summary)
            .with_context(|| format!("{input}: cannot be converted"))?;
    }
    Ok(summary)
}

fn one(
    input: &Input,
    mut note: Note,
    folder: &Folder,
    settings: &Settings,
    bar: &ProgressBar,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let stem = note.stem().to_owned();
    let new_parts = |job| Parts::new(&stem, job, settings);
    let (done, output) = workers::run(input, settings, new_parts, bar)?;
    for (table, rows) in &output.rows {
        *summary.rows.entry(table).or_default() += rows;
    }
    summary.messages += output.messages;
    summary.files += output.files.len();
    for Lost { reason, count, .. } in output.lost {
        *summary.lost.entry(reason).or_default() += count;
    }
    if let Err(error) = done {
        let error = format!("{error:#}");
        note.error = Some(error.clone());
        summary.unreadable.push(error);
    }
    note.messages = output.messages;
    note.files = output.files;
    folder.commit(&note)
}
