//! A small reader of CSV as RFC 4180 has it, and the rows of the registries.

use serde_json::Value;

use super::vectors::registered;
use super::{data_path, text};

/// A row with the names of its columns.
#[derive(Clone, Debug)]
pub struct Row {
    columns: Vec<(String, String)>,
}

impl Row {
    /// The text in a column.
    #[track_caller]
    pub fn text(&self, column: &str) -> &str {
        let found = self.columns.iter().find(|(name, _)| name == column);
        found.map_or_else(|| panic!("no column {column} in {self:?}"), |(_, text)| text)
    }

    /// The number in a column, if it is a single one, in decimal or behind `0x`.
    #[track_caller]
    pub fn number(&self, column: &str) -> Option<u16> {
        let text = self.text(column);
        match text.strip_prefix("0x") {
            Some(digits) => u16::from_str_radix(digits, 16).ok(),
            None => text.parse().ok(),
        }
    }

    /// True if a column says `yes`.
    #[track_caller]
    pub fn is_yes(&self, column: &str) -> bool {
        self.text(column) == "yes"
    }
}

/// The rows of a registry in `tests/data/registry`, then those of the hand-written samples.
#[track_caller]
pub fn registry(name: &str) -> Vec<Row> {
    let (columns, mut rows) = file(name);
    let own = registered().into_iter().filter(|row| text(row, "registry") == name);
    rows.extend(own.map(|row| {
        // A column that is left out says `no`.
        let cell = |column: &String| match &row[column] {
            Value::Null => "no".to_owned(),
            Value::String(text) => text.clone(),
            number => number.to_string(),
        };
        Row { columns: columns.iter().map(|column| (column.clone(), cell(column))).collect() }
    }));
    rows
}

/// The columns and rows of a file in `tests/data/registry`.
#[track_caller]
fn file(name: &str) -> (Vec<String>, Vec<Row>) {
    let path = data_path("registry").join(name).with_extension("csv");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut lines = records(&text).into_iter();
    let names = lines.next().expect("there is a header row");
    let rows = lines.map(|cells| {
        assert_eq!(cells.len(), names.len(), "{cells:?}");
        Row { columns: names.iter().cloned().zip(cells).collect() }
    });
    (names.clone(), rows.collect())
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(character),
        }
    }
    assert!(cell.is_empty() && row.is_empty(), "the last line has an end");
    rows
}
