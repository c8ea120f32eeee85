//! The text of a source file with its mutants behind the switch.

use std::fmt::Write;
use std::ops::RangeInclusive;

use crate::source::{Form, Place, Refused, Source};

/// Lines of the new text, and the mutants in them.
pub struct Lines {
    pub lines: RangeInclusive<usize>,
    pub mutants: Vec<u32>,
}

#[derive(Default)]
pub struct Rewritten {
    pub text: String,
    /// The lines of each mutant. They have no other code in them.
    pub mutants: Vec<Lines>,
    /// The lines of each place, with what was there before.
    pub places: Vec<Lines>,
}

/// Pieces of text to put in at an offset, each with its mutant if it belongs to one.
struct Insertion {
    offset: usize,
    /// At one offset: first the ends of inner and outer places, then the starts of outer and inner.
    rank: isize,
    /// The place that starts or ends here.
    place: usize,
    pieces: Vec<(Option<u32>, String)>,
}

pub fn rewrite(source: &Source, refused: &Refused) -> Rewritten {
    let mut insertions = Vec::new();
    let mut rewritten = Rewritten::default();
    for (rank, place) in (1..).zip(&source.places) {
        let live: Vec<_> =
            place.numbered().map(|(id, _)| id).filter(|id| !refused.mutants.contains(id)).collect();
        if live.is_empty() || !refused.allows(source, place) {
            continue;
        }
        let end_rank = if place.span.is_empty() { rank } else { -rank };
        let (start, end) = (start(place, &live), end(place, &live));
        let index = rewritten.places.len();
        for (offset, rank, pieces) in
            [(place.span.start, rank, start), (place.span.end, end_rank, end)]
        {
            insertions.push(Insertion { offset, rank, place: index, pieces });
        }
        rewritten.places.push(Lines { lines: 0..=0, mutants: live });
    }
    // Stable: a place without text in it starts before it ends.
    insertions.sort_by_key(|insertion| (insertion.offset, insertion.rank));
    insert(&without_const(source, refused), &insertions, &mut rewritten);
    rewritten
}

/// What is put before the old text.
fn start(place: &Place, live: &[u32]) -> Vec<(Option<u32>, String)> {
    let first = place.first;
    let text = match place.form {
        Form::Expression => {
            let mut others = format!("{}..", place.mutants.len());
            for (id, _) in place.numbered().filter(|(id, _)| !live.contains(id)) {
                let _ = write!(others, " | {}", id - first);
            }
            format!("(match crate::mutant::at({first}) {{ {others} => ")
        }
        Form::Body => format!("\nmatch crate::mutant::at({first}) {{"),
        Form::Arm => String::new(),
        Form::GuardedArm => "(".to_owned(),
    };
    vec![(None, text)]
}

/// What is put behind the old text.
fn end(place: &Place, live: &[u32]) -> Vec<(Option<u32>, String)> {
    let (before, after) = match place.form {
        Form::Expression => (",", "})"),
        Form::Body => ("", "_ => {} }\n"),
        Form::Arm => ("", ""),
        Form::GuardedArm => (")", ""),
    };
    let mut pieces = vec![(None, before.to_owned())];
    for (id, mutant) in place.numbered().filter(|(id, _)| live.contains(id)) {
        let text = match place.form {
            Form::Expression | Form::Body => format!("{} => {},", id - place.first, mutant.text),
            Form::Arm => format!("if crate::mutant::off({id})"),
            Form::GuardedArm => format!("&& crate::mutant::off({id})"),
        };
        pieces.push((Some(id), format!("\n{text}\n")));
    }
    pieces.push((None, after.to_owned()));
    pieces
}

/// The text with spaces in place of each `const` of a function that can do without.
fn without_const(source: &Source, refused: &Refused) -> String {
    let mut text = source.text.clone();
    for (name, span) in &source.const_fns {
        if !refused.is_const(source, name) {
            text.replace_range(span.clone(), &" ".repeat(span.len()));
        }
    }
    text
}

fn insert(old: &str, insertions: &[Insertion], new: &mut Rewritten) {
    let mut copied = 0;
    let mut line = 1;
    for insertion in insertions {
        let between = &old[copied..insertion.offset];
        copied = insertion.offset;
        new.text.push_str(between);
        line += lines_in(between);
        let place = &mut new.places[insertion.place].lines;
        let start = if *place.end() == 0 { line } else { *place.start() };
        for (mutant, piece) in &insertion.pieces {
            new.text.push_str(piece);
            let next = line + lines_in(piece);
            if let Some(id) = mutant {
                new.mutants.push(Lines { lines: line + 1..=next - 1, mutants: vec![*id] });
            }
            line = next;
        }
        *place = start..=line;
    }
    new.text.push_str(&old[copied..]);
}

fn lines_in(text: &str) -> usize {
    text.matches('\n').count()
}
