//! Finds out what the compiler refuses.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::rewrite::{Lines, Rewritten};
use crate::source::{Refused, Source};

/// The rewritten files, by their paths in the copy.
pub type Files = HashMap<PathBuf, Rewritten>;

/// Finds out what an error is about, and leaves that out.
pub fn refuse(error: &Value, sources: &[Source], files: &Files, refused: &mut Refused) {
    let text = error["message"].as_str().unwrap_or_default();
    if error["code"]["code"] == "E0015" {
        refused.const_fns.extend(called(text, sources));
        return;
    }
    let spans = spans(error);
    let primary: Vec<_> = spans.iter().filter(|span| span["is_primary"] == true).copied().collect();
    let within = |spans: &[&Value]| {
        let found = spans.iter().flat_map(|span| mutants_at(span, files));
        found.collect::<Vec<_>>()
    };
    let mut mutants = within(&primary);
    if mutants.is_empty() {
        mutants = within(&spans);
    }
    if mutants.is_empty() {
        mutants = spans.iter().find_map(|span| place_at(span, files)).unwrap_or_default();
    }
    refused.mutants.extend(mutants);
}

/// All spans of an error: its own, those of the macros around them, and those of its notes.
fn spans(error: &Value) -> Vec<&Value> {
    let notes = error["children"].as_array().into_iter().flatten();
    let mut spans = Vec::new();
    for message in std::iter::once(error).chain(notes) {
        for mut span in message["spans"].as_array().into_iter().flatten() {
            while !span.is_null() {
                spans.push(span);
                span = &span["expansion"]["span"];
            }
        }
    }
    spans
}

fn file_and_line<'r>(span: &Value, files: &'r Files) -> Option<(&'r Rewritten, usize)> {
    let file = files.get(Path::new(span["file_name"].as_str()?))?;
    Some((file, usize::try_from(span["line_start"].as_u64()?).ok()?))
}

/// The mutants in the line where a span starts.
fn mutants_at(span: &Value, files: &Files) -> Vec<u32> {
    let Some((file, line)) = file_and_line(span, files) else { return Vec::new() };
    let here = file.mutants.iter().filter(|mutant| mutant.lines.contains(&line));
    here.flat_map(|mutant| mutant.mutants.clone()).collect()
}

/// The mutants of the smallest place around the start of a span.
fn place_at(span: &Value, files: &Files) -> Option<Vec<u32>> {
    let (file, line) = file_and_line(span, files)?;
    let here = file.places.iter().filter(|place| place.lines.contains(&line));
    let size = |place: &&Lines| place.lines.end() - place.lines.start();
    here.min_by_key(size).map(|place| place.mutants.clone())
}

/// The functions that a constant calls, as the message names them: "cannot call non-const associated
/// function `Layout::<'_>::new` in constants". Several files may have such a function.
fn called(message: &str, sources: &[Source]) -> Vec<(String, String)> {
    let called = names(message.split('`').nth(1).unwrap_or_default());
    let mut found = Vec::new();
    for source in sources {
        for (function, _) in &source.const_fns {
            if called.ends_with(&names(function)) {
                found.push((source.path.clone(), function.clone()));
            }
        }
    }
    found
}

/// The names of a path, without what is in angle brackets.
fn names(path: &str) -> Vec<String> {
    let mut depth = 0;
    let mut plain = String::new();
    for c in path.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
