//! A progress bar for large files.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

/// Octets of the largest file that needs no progress bar.
const LARGE: u64 = 16 << 20;

const TEMPLATE: &str = "{wide_bar} {bytes} of {total_bytes}, {eta} left";

/// A bar on standard error for the file at `path`: hidden unless the file is large and the bar is
/// seen, and not amid the output.
pub(crate) fn bar(path: &Path, quiet: bool) -> ProgressBar {
    let length = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let is_seen = io::stderr().is_terminal() && (quiet || !io::stdout().is_terminal());
    if length <= LARGE || !is_seen {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style)
}
