//! Notes about inputs that are finished.

use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::Settings;
use crate::input::Input;
use crate::store;
use crate::table::VERSION;

/// The end of the names of files that are not complete.
pub(super) const PART: &str = ".part";

/// The folder that everything is written to, for as long as a run takes.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Holds off other runs; whatever ends this one frees it.
    _lock: File,
}

/// An input, and what came of it.
#[derive(Debug)]
pub(super) struct Note {
    /// Names the input, whatever its state.
    key: String,
    /// The input, its state, and the settings: if one of them changes, it is converted anew.
    state: String,
    /// The start of the names of its files.
    stem: String,
    /// Its files, from the folder on.
    pub(super) files: Vec<String>,
    /// The number of its messages.
    pub(super) messages: u64,
    /// Why it could not be read to its end.
    pub(super) error: Option<String>,
}

impl Note {
    /// The note of an input that has not been read.
    pub(super) fn of(input: &Input, settings: &Settings) -> anyhow::Result<Self> {
        let (name, state) = match input {
            Input::Builtin => ("built-in".to_owned(), String::new()),
            // It is another one each time.
            Input::Stdin => (format!("stdin-{}", nanoseconds_now()?), String::new()),
            Input::File(path) => {
                let path = path
                    .canonicalize()
                    .with_context(|| format!("{}: cannot be opened", path.display()))?;
                let metadata = path.metadata()?;
                let changed = metadata.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
                (path.display().to_string(), format!("{} octets, {changed}", metadata.len()))
            }
            Input::Object(url) => {
                let object = store::head(url)?;
                let changed = object.last_modified.timestamp_millis();
                let state = format!("{} octets, {changed}, {:?}", object.size, object.e_tag);
                (url.to_string(), state)
            }
        };
        let tables: Vec<_> = settings.tables.iter().map(|table| table.name).collect();
        let (octets, options) = (settings.has_octets, &settings.options);
        let state = format!("{name}, {state}, {tables:?}, {octets}, {options:?}, {VERSION}");
        Ok(Self {
            key: hash(&name),
            stem: format!("{}-{}", stem(input), hash(&state)),
            state,
            files: Vec::new(),
            messages: 0,
            error: None,
        })
    }

    /// The start of the names of its files.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }
}

impl Folder {
    /// Opens or makes the folder, and finishes or removes what a killed run has left.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let notes = path.join("_inputs");
        fs::create_dir_all(&notes)
            .with_context(|| format!("{}: cannot be made", path.display()))?;
        let lock = File::create(notes.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("{}: another run writes to this folder", path.display())
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let folder = Self { path: path.to_owned(), _lock: lock };
        for entry in fs::read_dir(&notes)? {
            let entry = entry?.path();
            if entry.extension().is_some_and(|end| end == "json") {
                folder.finish(&read(&entry)?)?;
            }
        }
        remove_parts(&folder.path)?;
        Ok(folder)
    }

    /// True if the input is finished, in this state and with these settings.
    pub(super) fn has(&self, note: &Note) -> anyhow::Result<bool> {
        let path = self.note(&note.key);
        Ok(path.exists()
            && read(&path)?.get("state").and_then(Value::as_str) == Some(note.state.as_str()))
    }

    /// Makes the files of an input appear, in place of those of an earlier state.
    pub(super) fn commit(&self, note: &Note) -> anyhow::Result<()> {
        let path = self.note(&note.key);
        let earlier = if path.exists() { read(&path)? } else { json!({}) };
        let obsolete: Vec<_> =
            texts(earlier.get("files")).filter(|f| !note.files.contains(f)).collect();
        let value = json!({
            "state": note.state,
            "messages": note.messages,
            "error": note.error,
            "files": note.files,
            "obsolete": obsolete,
        });
        let temporary = path.with_extension("tmp");
        let mut file = File::create(&temporary)?;
        write!(file, "{value:#}")?;
        file.sync_all()?;
        fs::rename(&temporary, &path)?;
        self.finish(&value)
    }

    /// Gives files their names, and deletes those of the earlier state.
    fn finish(&self, note: &Value) -> anyhow::Result<()> {
        for name in texts(note.get("files")) {
            let part = self.path.join(format!("{name}{PART}"));
            if part.exists() {
                fs::rename(part, self.path.join(name))?;
            }
        }
        for name in texts(note.get("obsolete")) {
            let path = self.path.join(name);
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn note(&self, key: &str) -> PathBuf {
        self.path.join("_inputs").join(format!("{key}.json"))
    }
}

/// Deletes the files that no note has.
fn remove_parts(folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_parts(&path)?;
        } else if path.to_str().is_some_and(|path| path.ends_with(PART)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Value> {
    let text = fs::read(path)?;
    serde_json::from_slice(&text).with_context(|| format!("{}: no note", path.display()))
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = String> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
}

/// The letters and digits of the file's name.
fn stem(input: &Input) -> String {
    let name = match input {
        Input::Builtin => "capture".into(),
        Input::Stdin => "stdin".into(),
        Input::File(path) => path.file_stem().unwrap_or_default().to_string_lossy(),
        Input::Object(url) => {
            Path::new(url.path()).file_stem().unwrap_or_default().to_string_lossy()
        }
    };
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    name.chars().map(plain).take(64).collect()
}

fn hash(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn nanoseconds_now() -> anyhow::Result<u128> {
    Ok(std::time::SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos())
}
