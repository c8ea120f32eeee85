//! The table, and the list of survivors.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::source::{Mutant, Place, Refused, Source, Within};
use crate::tests::Verdict;

/// Counts of one module.
#[derive(Default, Clone, Copy)]
struct Row {
    run: usize,
    killed: usize,
    late: usize,
    survived: usize,
    unreached: usize,
    refused: usize,
    constant: usize,
    const_fn: usize,
    in_macros: usize,
}

impl Row {
    fn count(&mut self, verdict: Verdict) {
        self.run += 1;
        match verdict {
            Verdict::Killed => self.killed += 1,
            Verdict::OutOfTime => self.late += 1,
            Verdict::Survived => self.survived += 1,
            Verdict::Unreached => self.unreached += 1,
        }
    }

    fn numbers(self) -> [usize; 9] {
        [
            self.run,
            self.killed,
            self.late,
            self.survived,
            self.unreached,
            self.refused,
            self.constant,
            self.const_fn,
            self.in_macros,
        ]
    }
}

/// The table by module, with a line for all.
pub fn table(sources: &[Source], refused: &Refused, verdicts: &BTreeMap<u32, Verdict>) -> String {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut sum = Row::default();
    for source in sources {
        for row in [rows.entry(source.module()).or_default(), &mut sum] {
            row.in_macros += source.in_macros;
            for place in &source.places {
                count_place(row, source, place, refused, verdicts);
            }
        }
    }
    let mut text = String::from(
        "| module | mutants | killed | out of time | survived | not reached | not compiling \
         | in constants | in const fn | in macros |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    rows.retain(|_, row| row.numbers() != [0; 9]);
    for (module, row) in rows.into_iter().chain([("all", sum)]) {
        let numbers = row.numbers().map(|number| number.to_string()).join(" | ");
        let _ = writeln!(text, "| {module} | {numbers} |");
    }
    text
}

fn count_place(
    row: &mut Row,
    source: &Source,
    place: &Place,
    refused: &Refused,
    verdicts: &BTreeMap<u32, Verdict>,
) {
    for (id, _) in place.numbered() {
        match (&place.within, verdicts.get(&id)) {
            (_, Some(verdict)) => row.count(*verdict),
            (Within::Constant, _) => row.constant += 1,
            _ if !refused.allows(source, place) => row.const_fn += 1,
            _ if refused.mutants.contains(&id) => row.refused += 1,
            _ => {}
        }
    }
}

/// A line for each mutant that no test noticed.
pub fn survivors(sources: &[Source], verdicts: &BTreeMap<u32, Verdict>) -> String {
    let mut text = String::new();
    for source in sources {
        for (id, mutant) in source.places.iter().flat_map(Place::numbered) {
            match verdicts.get(&id) {
                Some(Verdict::Survived) => line(&mut text, source, mutant, ""),
                Some(Verdict::Unreached) => line(&mut text, source, mutant, " (not reached)"),
                _ => {}
            }
        }
    }
    text
}

fn line(text: &mut String, source: &Source, mutant: &Mutant, remark: &str) {
    let Mutant { line, function, change, .. } = mutant;
    let _ = writeln!(text, "{}:{line} {function}: {change}{remark}", source.path);
}
