//! A progress bar for large files.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

/// Octets of the largest file that needs no progress bar.
const LARGE: u64 = 16 << 20;

const TEMPLATE: &str = "{wide_bar} {bytes} of {total_bytes}, {eta} left";

/// A bar on standard error for the file at `path`: none unless the file is large and the bar is
/// seen, and not amid the output.
pub(crate) fn bar(path: &Path, quiet: bool) -> Option<ProgressBar> {
    let length = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let is_seen = io::stderr().is_terminal() && (quiet || !io::stdout().is_terminal());
    if length <= LARGE || !is_seen {
        return None;
    }
    let style =
        ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    Some(ProgressBar::new(length).with_style(style))
}

/// Shows that so many octets are read.
pub(crate) fn show(bar: Option<&ProgressBar>, octets: u64) {
    if let Some(bar) = bar {
        bar.set_position(octets);
    }
}
