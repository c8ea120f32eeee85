//! Where entries come from: a text, or a reader.

use core::fmt;

use crate::scan::{TextError, words};

/// The most octets that are looked at again after parentheses that are not closed.
const BUDGET: usize = 1 << 23;

/// The text of a zone file, entry by entry. Only types of this crate implement it.
///
/// ```
/// use dnswire::zone::{Source, Zone};
///
/// fn count<S: Source>(zone: Zone<S>) -> usize {
///     zone.records().filter(Result::is_ok).count()
/// }
///
/// assert_eq!(count(Zone::new("x. 1 A 192.0.2.1\nx. 1 A 192.0.2.2\n")), 2);
/// ```
pub trait Source {
    /// Moves to the next entry; `false` after the last one.
    #[doc(hidden)]
    fn advance(&mut self) -> Result<bool, TextError>;

    /// The text of the entry, with the end of its last line.
    #[doc(hidden)]
    fn text(&self) -> &[u8];

    /// The number of its first line.
    #[doc(hidden)]
    fn line(&self) -> u32;
}

/// Looks for the end of an entry, line by line.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// The offset of the first line that was not looked at.
    at: usize,
    /// The number of open parentheses there.
    depth: usize,
    /// The number of lines that were looked at.
    lines: u32,
}

impl Extent {
    /// The length of the entry at the start of `text`; `None` when the text ends before it.
    ///
    /// It can be called again with more text.
    fn find(&mut self, text: &[u8]) -> Option<usize> {
        loop {
            let left = text.get(self.at..).unwrap_or_default();
            let (end, has_parenthesis) = line_end(left)?;
            let len = end + 1;
            if self.depth > 0 || has_parenthesis {
                let line = left.get(..len).unwrap_or_default();
                self.depth = depth_after(line, self.depth);
            }
            self.at += len;
            self.lines = self.lines.saturating_add(1);
            if self.depth == 0 {
                return Some(self.at);
            }
        }
    }
}

/// The number of open parentheses after a line.
fn depth_after(line: &[u8], mut depth: usize) -> usize {
    let mut octets = line.iter();
    let mut is_quoted = false;
    while let Some(octet) = octets.next() {
        match octet {
            b'\\' => drop(octets.next()),
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => break,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

/// The length of the first line, or of the whole text.
fn first_line(text: &[u8]) -> usize {
    line_end(text).map_or(text.len(), |(at, _)| at.saturating_add(1))
}

/// The offset of the end of the first line, and whether a parenthesis is opened before it.
fn line_end(text: &[u8]) -> Option<(usize, bool)> {
    let has = |octets: &[u8], wanted: u8| {
        octets.iter().fold(0_u8, |found, octet| found | u8::from(*octet == wanted)) != 0
    };
    // Compilers make few instructions of blocks of 16; the last block is read word by word.
    let (mut left, mut is_opened) = (text, false);
    while let Some((block, after)) = left.split_first_chunk::<16>() {
        if has(block, b'\n') {
            break;
        }
        is_opened |= has(block, b'(');
        left = after;
    }
    let mut opened = 0;
    loop {
        let (word, after) = words::split_first(left).unwrap_or_else(|| (words::of_rest(left), &[]));
        let end = words::equal(word, b'\n');
        let before_end = (end & end.wrapping_neg()).wrapping_sub(1);
        opened |= words::equal(word, b'(') & before_end;
        if end != 0 {
            let before = text.len().checked_sub(left.len())?;
            let end = before.checked_add(words::before_first(end))?;
            return Some((end, is_opened || opened != 0));
        }
        if after.is_empty() {
            return None;
        }
        left = after;
    }
}

/// A zone file in a text.
///
/// ```
/// use dnswire::zone::{Text, Zone};
///
/// let zone: Zone<Text> = Zone::new("x. 1 A 192.0.2.1\n");
/// assert_eq!(zone.records().count(), 1);
/// ```
#[derive(Clone)]
pub struct Text<'t> {
    /// The current entry, and the text after it.
    entry: &'t [u8],
    left: &'t [u8],
    line: u32,
    /// The number of lines of the entry.
    lines: u32,
    budget: usize,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Text { entry: &[], left: text.as_bytes(), line: 1, lines: 0, budget: BUDGET }
    }
}

impl Source for Text<'_> {
    fn advance(&mut self) -> Result<bool, TextError> {
        self.line = self.line.saturating_add(self.lines);
        let mut extent = Extent::default();
        let found = extent.find(self.left);
        self.lines = extent.lines;
        let len = found.unwrap_or_else(|| match self.budget.checked_sub(self.left.len()) {
            // A parenthesis is not closed: the entries after its line can be good.
            Some(budget) if extent.depth > 0 => {
                (self.budget, self.lines) = (budget, 1);
                first_line(self.left)
            }
            _ => self.left.len(),
        });
        (self.entry, self.left) = self.left.split_at_checked(len).unwrap_or_default();
        Ok(!self.entry.is_empty())
    }

    fn text(&self) -> &[u8] {
        self.entry
    }

    fn line(&self) -> u32 {
        self.line
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("line", &self.line).finish_non_exhaustive()
    }
}

#[cfg(feature = "std")]
pub use input::Input;

#[cfg(feature = "std")]
mod input {
    use std::io::{BufRead, Read};
    use std::vec::Vec;

    use super::{BUDGET, Extent, Source, TextError, first_line, fmt};
    use crate::scan::{Failure, TextErrorKind};

    /// The most octets of an entry of a reader.
    const MAX_ENTRY: usize = 1 << 20;

    /// A zone file from a reader; it keeps one entry.
    pub struct Input<R> {
        reader: R,
        /// Lines that were read, of which those before `start` are done.
        lines: Vec<u8>,
        start: usize,
        /// The end of the current entry.
        end: usize,
        line: u32,
        /// The number of lines of the current entry.
        entry_lines: u32,
        is_ended: bool,
        budget: usize,
    }

    impl<R: BufRead> Input<R> {
        pub(in super::super) fn new(reader: R) -> Self {
            Input {
                reader,
                lines: Vec::new(),
                start: 0,
                end: 0,
                line: 1,
                entry_lines: 0,
                is_ended: false,
                budget: BUDGET,
            }
        }

        /// The lines after the current entry.
        fn left(&self) -> &[u8] {
            self.lines.get(self.start..).unwrap_or_default()
        }

        /// Reads a line, or the part of one that an entry can have; `false` at the end.
        fn read_line(&mut self) -> Result<bool, TextError> {
            if self.is_ended {
                return Ok(false);
            }
            let room = (MAX_ENTRY + 1).saturating_sub(self.left().len());
            let limit = u64::try_from(room).unwrap_or(u64::MAX);
            match (&mut self.reader).take(limit).read_until(b'\n', &mut self.lines) {
                Ok(0) => self.is_ended = true,
                Ok(_) => {}
                Err(error) => return Err(self.failed(&error)),
            }
            Ok(!self.is_ended)
        }

        /// Ends the entries after an error of reading.
        fn failed(&mut self, error: &std::io::Error) -> TextError {
            self.is_ended = true;
            self.lines.clear();
            (self.start, self.end) = (0, 0);
            let failure = Failure::new(0, TextErrorKind::Read(error.kind()));
            failure.into_error(b"", self.line, None)
        }

        /// Drops the rest of a line that is too long.
        fn skip_line(&mut self) -> Result<(), TextError> {
            loop {
                let octets = match self.reader.fill_buf() {
                    Ok(octets) => octets,
                    Err(error) => return Err(self.failed(&error)),
                };
                let len = first_line(octets);
                let is_end = octets.is_empty() || octets.get(len.wrapping_sub(1)) == Some(&b'\n');
                self.reader.consume(len);
                if is_end {
                    return Ok(());
                }
            }
        }

        /// The length of the next entry, or of what takes its place.
        fn find(&mut self) -> Result<usize, TextError> {
            let mut extent = Extent::default();
            loop {
                let found = extent.find(self.left());
                self.entry_lines = extent.lines;
                if let Some(len) = found {
                    return Ok(len);
                }
                let is_full = self.left().len() > MAX_ENTRY;
                if is_full && extent.at == 0 {
                    self.skip_line()?;
                    self.lines.clear();
                    (self.start, self.end) = (0, 0);
                    let failure = Failure::new(0, TextErrorKind::EntryTooLong);
                    let error = failure.into_error(b"", self.line, None);
                    self.line = self.line.saturating_add(1);
                    self.entry_lines = 0;
                    return Err(error);
                }
                if is_full || !self.read_line()? {
                    return Ok(self.unclosed(extent));
                }
            }
        }

        /// The length of an entry that has no end.
        fn unclosed(&mut self, extent: Extent) -> usize {
            let len = self.left().len();
            match self.budget.checked_sub(len) {
                // A parenthesis is not closed: the entries after its line can be good.
                Some(budget) if extent.depth > 0 => {
                    (self.budget, self.entry_lines) = (budget, 1);
                    first_line(self.left())
                }
                _ => len,
            }
        }
    }

    impl<R: BufRead> Source for Input<R> {
        fn advance(&mut self) -> Result<bool, TextError> {
            self.line = self.line.saturating_add(self.entry_lines);
            self.entry_lines = 0;
            self.start = self.end;
            if self.start >= self.lines.len() / 2 {
                self.lines.drain(..self.start);
                self.start = 0;
            }
            self.end = self.start;
            self.end = self.start.saturating_add(self.find()?);
            Ok(self.end > self.start)
        }

        fn text(&self) -> &[u8] {
            self.lines.get(self.start..self.end).unwrap_or_default()
        }

        fn line(&self) -> u32 {
            self.line
        }
    }

    impl<R> fmt::Debug for Input<R> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("Input").field("line", &self.line).finish_non_exhaustive()
        }
    }
}
