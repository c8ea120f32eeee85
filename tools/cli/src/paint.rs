//! Colour in a terminal.

use std::fmt::Write as _;
use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

/// When output is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// True if standard output is to be coloured.
    pub(crate) fn is_on(self) -> bool {
        match self {
            Color::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// Headings and places.
pub(crate) const PLACE: Style = AnsiColor::Cyan.on_default();
/// Errors.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Warnings, and octets that are missing.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default();
/// Lines around the content.
pub(crate) const FRAME: Style = Style::new().dimmed();
/// Titles.
pub(crate) const TITLE: Style = Style::new().bold();

/// `text` in a style, if `is_on`.
pub(crate) fn styled(text: &str, style: Style, is_on: bool) -> String {
    if is_on { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// The lines of a message as `dig` shows them, in colour.
pub(crate) fn message(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        // Writing to a string does not fail.
        let _ = match style(line) {
            Some(style) => writeln!(out, "{style}{line}{style:#}"),
            None => writeln!(out, "{line}"),
        };
    }
    out
}

/// The style of a line; `None` for records.
fn style(line: &str) -> Option<Style> {
    let about = line.strip_prefix(';')?.trim_start_matches([';', ' ']);
    let begins = |words: &[&str]| words.iter().any(|word| about.starts_with(word));
    Some(match () {
        () if begins(&["BROKEN OFF", "MALFORMED", "error,"]) || line.contains("; malformed") => {
            ERROR
        }
        () if begins(&["MISSING", "RECEIVED", "warning,", "LOST", "lost:"]) => WARNING,
        () if begins(&["->>HEADER", "flags:", "EDNS"]) => FRAME,
        () if about.ends_with("SECTION:") || begins(&["FINDINGS:"]) => TITLE,
        () if about.ends_with(" octets") => PLACE,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_out_and_records_do_not() {
        let text = ";; BROKEN OFF: x\n; error, x\n;; MISSING: 1\na. 1 IN A 192.0.2.1\n";
        let got = message(text);
        let want = format!(
            "{ERROR};; BROKEN OFF: x{ERROR:#}\n{ERROR}; error, x{ERROR:#}\n\
             {WARNING};; MISSING: 1{WARNING:#}\na. 1 IN A 192.0.2.1\n"
        );
        assert_eq!(got, want);
        assert_eq!(styled("a", ERROR, false), "a");
    }
}
