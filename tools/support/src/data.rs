//! The files of `tests/data`.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A file of `tests/data`.
pub fn data_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

/// The JSON values of a file, one a line.
#[track_caller]
pub fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The JSON values of a file of `tests/data`.
#[track_caller]
pub fn data(name: &str) -> Vec<Value> {
    json_lines(&data_path(name))
}

/// The octets that a field holds in hex.
#[track_caller]
pub fn octets(row: &Value, field: &str) -> Vec<u8> {
    hex::decode(text(row, field)).expect("the field is hex")
}

/// The text of a field.
#[track_caller]
pub fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_else(|| panic!("no text {field} in {row}"))
}

/// The number in a field.
#[track_caller]
pub fn number<T: TryFrom<u64>>(row: &Value, field: &str) -> T {
    let number = row[field].as_u64().unwrap_or_else(|| panic!("no number {field} in {row}"));
    T::try_from(number).unwrap_or_else(|_| panic!("{field} is out of range in {row}"))
}

/// The values of a list; none when there is no such field.
pub fn list<'v>(row: &'v Value, field: &str) -> &'v [Value] {
    row[field].as_array().map_or(&[], Vec::as_slice)
}

/// A message of `tests/data` with its name.
pub struct Sample {
    /// The `id` of its line.
    pub id: String,
    /// Its octets.
    pub octets: Vec<u8>,
}

/// The messages of these files of `tests/data`; `field` holds the octets.
pub fn samples(files: &[(&str, &str)]) -> Vec<Sample> {
    let rows = files.iter().flat_map(|(file, field)| {
        let sample = |row| Sample { id: text(&row, "id").to_owned(), octets: octets(&row, field) };
        data(file).into_iter().map(sample)
    });
    rows.collect()
}

/// The answers of the recorded servers, those of over 1500 octets among them.
pub fn recorded() -> Vec<Sample> {
    samples(&[("messages.jsonl", "wire"), ("story.jsonl", "wire")])
}

/// Every message in `tests/data`: recorded ones, those that probe a rule, those made to be slow.
pub fn all_messages() -> Vec<Sample> {
    samples(&[
        ("messages.jsonl", "wire"),
        ("story.jsonl", "wire"),
        ("cases.jsonl", "hex"),
        ("cost.jsonl", "hex"),
    ])
}
