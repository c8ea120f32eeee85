//! Tables of what was measured.

use crate::library;
use crate::measure::Measured;
use crate::task::Task;
use dnswire_support::messages::Messages;

/// The measurements of one task on some messages.
pub struct Row<'a> {
    pub task: Task,
    pub messages: &'a Messages,
    pub measured: Vec<Measured>,
}

impl Row<'_> {
    fn of(&self, library: &str) -> Option<&Measured> {
        self.measured.iter().find(|measured| measured.library.name == library)
    }

    /// The fastest peer that does the same work.
    fn best_peer(&self) -> Option<&Measured> {
        let peers = self.measured.iter().filter(|measured| measured.library.name != "dnswire");
        peers.filter(|peer| peer.is_equal).max_by(|a, b| a.ratio.total_cmp(&b.ratio))
    }

    /// dnswire's time by that of the best peer.
    fn ratio(&self) -> Option<f64> {
        self.of("dnswire")?;
        Some(self.best_peer()?.ratio)
    }

    fn against_bar(&self) -> String {
        match (self.ratio(), self.task.bar(self.messages.key)) {
            (Some(ratio), Some(bar)) if ratio <= bar => format!("<= {bar:.2} met"),
            (Some(_), Some(bar)) => format!("<= {bar:.2} MISSED"),
            (None, Some(bar)) => format!("<= {bar:.2}"),
            (_, None) => String::new(),
        }
    }

    fn ratio_text(&self) -> String {
        match (self.ratio(), self.best_peer()) {
            (Some(ratio), Some(peer)) => format!("{ratio:.2} {}", peer.library.name),
            _ => "-".into(),
        }
    }

    fn cell(&self, library: &str, value: impl Fn(&Measured) -> String) -> String {
        match self.of(library) {
            Some(measured) if measured.is_equal => value(measured),
            Some(measured) => value(measured) + "*",
            None => "-".into(),
        }
    }
}

/// One table for each task: times, then allocations.
pub fn tables(rows: &[Row<'_>]) {
    for task in Task::ALL {
        let rows: Vec<_> = rows.iter().filter(|row| row.task == task).collect();
        if rows.is_empty() {
            continue;
        }
        println!("\n## {}: {}\n", task.key(), task.title());
        let mut lines = vec![head(&["ns a message"], &["dnswire / best peer", "bar"])];
        for row in &rows {
            let mut line = vec![row.messages.title.to_owned()];
            line.extend(names().map(|name| row.cell(name, |measured| time(measured.ns))));
            line.extend([row.ratio_text(), row.against_bar()]);
            lines.push(line);
        }
        aligned(&lines);
        println!();
        let mut lines = vec![head(&["allocations a message"], &[])];
        for row in &rows {
            let mut line = vec![row.messages.title.to_owned()];
            line.extend(names().map(|name| row.cell(name, allocations)));
            lines.push(line);
        }
        aligned(&lines);
    }
    println!("\n* does another work than dnswire: ");
    for library in library::ALL.iter().filter(|library| !library.remark.is_empty()) {
        println!("  {}: {}", library.name, library.remark);
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    library::ALL.iter().map(|library| library.name)
}

fn head(before: &[&str], after: &[&str]) -> Vec<String> {
    let between: Vec<_> = names().collect();
    [before, &between, after].concat().into_iter().map(str::to_owned).collect()
}

fn time(ns: f64) -> String {
    if ns < 100.0 { format!("{ns:.1}") } else { format!("{ns:.0}") }
}

fn allocations(measured: &Measured) -> String {
    if !measured.library.is_counted() {
        return "?".into();
    }
    format!("{:.1}", measured.allocations)
}

fn aligned(lines: &[Vec<String>]) {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column| lines.iter().filter_map(|line| line.get(column)).map(String::len).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

/// A line for each task, message and library: nanoseconds a message, and the ratio.
pub fn tsv(rows: &[Row<'_>]) {
    for row in rows {
        for measured in &row.measured {
            println!(
                "{}\t{}\t{}\t{:.2}\t{:.4}",
                row.task.key(),
                row.messages.key,
                measured.library.name,
                measured.ns,
                measured.ratio
            );
        }
    }
}

/// The table of the README.
pub fn markdown(rows: &[Row<'_>]) {
    println!("| task | message | dnswire | best peer | ratio |");
    println!("| --- | --- | ---: | ---: | ---: |");
    for task in Task::ALL {
        let mut title = task.title();
        for row in rows.iter().filter(|row| row.task == task) {
            let (Some(own), Some(peer)) = (row.of("dnswire"), row.best_peer()) else { continue };
            println!(
                "| {title} | {} | {} ns | {} ns ({}) | {:.2} |",
                row.messages.title,
                time(own.ns),
                time(peer.ns),
                peer.library.name,
                peer.ratio
            );
            title = "";
        }
    }
}
