//! Dumps: an offset, octets in hex, and maybe what they are in ASCII.
//!
//! ```text
//! 00000000: 0011 0100 0001 0000  ........          xxd
//! 00000000: 00011100 00000100  ........            xxd -e
//! 00000000  00 11 01 00 00 01 00 00  |........|    hexdump -C
//!     0x0000:  0011 0100 0001 0000  ........       tcpdump -X
//! 0000   00 11 01 00 00 01 00 00   ........        Wireshark
//! ```

use anyhow::bail;

use super::words;

/// Octets of the longest dump, which may be a small capture.
pub(super) const MAX_DUMP: usize = 1 << 20;

/// Octets of a row, unless a colon after the offset allows for more.
const WIDTH: usize = 16;

/// A line of a dump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Octets at an offset; none in the last line of `hexdump`.
    Octets(usize, Vec<u8>),
    /// The octets of a row whose groups are little-endian, as its characters show.
    Words(usize, Vec<u8>),
    /// Octets as they are written, and as they are if the groups are little-endian: the characters of the
    /// row fit both.
    Either(usize, [Vec<u8>; 2]),
    /// `*`: the octets of the line before come again.
    Repeat,
}

impl Row {
    /// The row in a line; `None` if the line is none.
    ///
    /// `expected` is the next offset of the dump that is being read. An offset without a colon has
    /// two spaces after it, or else must be the expected one.
    pub(super) fn of(line: &str, expected: Option<usize>) -> Option<Self> {
        let line = line.trim();
        if line == "*" && expected.is_some() {
            return Some(Self::Repeat);
        }
        let text = line.strip_prefix("0x").unwrap_or(line);
        let digits = text.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(text.len());
        if !(3..=8).contains(&digits) {
            return None;
        }
        let (digits_of_offset, rest) = text.split_at(digits);
        // `od` counts in octal, or in decimal when told to.
        let in_radix = |radix| usize::from_str_radix(digits_of_offset, radix).ok();
        let is_next = |radix: &u32| expected.is_some() && expected == in_radix(*radix);
        let radix = [16, 8, 10].into_iter().find(is_next);
        let offset = in_radix(radix.unwrap_or(16))?;
        let is_expected = expected == Some(offset) || offset == 0;
        if rest.is_empty() {
            // The last line of `hexdump` or `od`. It ends a dump, or what `*` repeats.
            let is_end = expected.is_some_and(|expected| {
                offset == expected && digits >= 6 || offset > expected && digits >= 7
            });
            return is_end.then(|| Self::Octets(offset, Vec::new()));
        }
        let octets = match rest.strip_prefix(':') {
            Some(row) if row.starts_with([' ', '\t']) => {
                return before_ascii(offset, row.trim_start());
            }
            None if rest.starts_with("  ") => columns(rest),
            None if is_expected => narrow(rest),
            _ => None,
        };
        octets.map(|octets| Self::Octets(offset, octets))
    }

    /// True for the first line of a dump.
    pub(super) fn begins_dump(&self) -> bool {
        match self {
            Self::Octets(0, octets) => !octets.is_empty(),
            Self::Words(0, _) | Self::Either(0, _) => true,
            _ => false,
        }
    }
}

/// Groups of digits up to two spaces, in the order that the characters behind them show.
fn before_ascii(offset: usize, row: &str) -> Option<Row> {
    let written = words::as_written(row);
    match (written, words::little_endian(row)) {
        (Some(written), Some(words)) if words != written => {
            Some(if words::is_as_written(row, &written) {
                Row::Either(offset, [written, words])
            } else {
                Row::Words(offset, words)
            })
        }
        (written, words) => written.or(words).map(|octets| Row::Octets(offset, octets)),
    }
}

/// Groups of two digits, up to `|`, three spaces or the width of a row.
fn columns(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_start().split('|').next().unwrap_or_default();
    let hex = text.split_once("   ").map_or(text, |(hex, _)| hex);
    pairs(hex.split_whitespace().take(WIDTH))
}

/// Groups of two digits and nothing else.
fn narrow(text: &str) -> Option<Vec<u8>> {
    let hex = text.split_once("  ").map_or(text, |(hex, _)| hex);
    pairs(hex.split_whitespace())
}

fn pairs<'a>(groups: impl Iterator<Item = &'a str>) -> Option<Vec<u8>> {
    let octet = |group: &str| {
        let is_pair = group.len() == 2 && group.bytes().all(|octet| octet.is_ascii_hexdigit());
        is_pair.then(|| u8::from_str_radix(group, 16).ok()).flatten()
    };
    let octets: Option<Vec<u8>> = groups.map(octet).collect();
    octets.filter(|octets| !octets.is_empty())
}

/// A dump while it is read.
#[derive(Debug, Default)]
pub(super) struct Dump {
    /// As they are written.
    octets: Vec<u8>,
    /// As they are if the groups are little-endian.
    words: Vec<u8>,
    /// True once a row was little-endian without doubt; then all of them are.
    is_little_endian: bool,
    /// The number of octets in the latest row.
    width: usize,
    repeats: bool,
}

impl Dump {
    /// The number of octets so far.
    pub(super) fn len(&self) -> usize {
        self.octets.len()
    }

    /// Adds a row; fails if octets are missing before it, or there are too many.
    pub(super) fn add(&mut self, row: &Row) -> anyhow::Result<()> {
        let (offset, [octets, words]) = match row {
            Row::Octets(offset, octets) | Row::Words(offset, octets) => (offset, [octets, octets]),
            Row::Either(offset, [octets, words]) => (offset, [octets, words]),
            Row::Repeat => {
                self.repeats = true;
                return Ok(());
            }
        };
        self.is_little_endian |= matches!(row, Row::Words(..));
        if *offset > MAX_DUMP || offset + octets.len() > MAX_DUMP {
            bail!("the dump is longer than {MAX_DUMP} octets");
        }
        if std::mem::take(&mut self.repeats) {
            repeat(&mut self.octets, self.width, *offset);
            repeat(&mut self.words, self.width, *offset);
        }
        if *offset != self.octets.len() {
            bail!("the offset is {offset:#x}, but {:#x} comes next", self.octets.len());
        }
        self.octets.extend(octets);
        self.words.extend(words);
        self.width = octets.len();
        Ok(())
    }

    /// The octets.
    pub(super) fn into_octets(self) -> Vec<u8> {
        if self.is_little_endian { self.words } else { self.octets }
    }
}

/// Repeats the latest row, of `width` octets, up to `offset`.
fn repeat(octets: &mut Vec<u8>, width: usize, offset: usize) {
    let start = octets.len().saturating_sub(width);
    let row = octets.get(start..).unwrap_or_default().to_vec();
    let missing = offset.saturating_sub(octets.len());
    octets.extend(row.iter().cycle().take(missing));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<usize>, want: Option<(usize, &[u8])>) {
        let want = want.map(|(offset, octets)| Row::Octets(offset, octets.into()));
        assert_eq!(Row::of(line, expected), want, "{line}");
    }

    #[test]
    fn rows_of_every_program_are_read() {
        check("00000000: 0011 ab    ..dead be", None, Some((0, b"\0\x11\xAB")));
        check("00000010  00 11  |ab|", None, Some((16, b"\0\x11")));
        check(
            "00000010  00 01 02 03 04 05 06 07  08 09 |..|",
            None,
            Some((16, b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x09")),
        );
        check("\t0x0010:  4500 0039  E..9", None, Some((16, b"E\0\09")));
        check("0000   00 11   ab", None, Some((0, b"\0\x11")));
        check("0000 00 11", None, Some((0, b"\0\x11")));
        check("0010 00 11", Some(16), Some((16, b"\0\x11")));
        check("00000012", Some(18), Some((18, b"")));
        // `od -t x1`, `od -A d -t x1` and `od -A x -t x1z`.
        check("0000020 00 11", Some(16), Some((16, b"\0\x11")));
        check("0000016 00 11", Some(16), Some((16, b"\0\x11")));
        check("000010 00 11  >..<", Some(16), Some((16, b"\0\x11")));
        check("000012", Some(18), Some((18, b"")));
        check("0000022", Some(18), Some((18, b"")));
    }

    #[test]
    fn rows_that_fit_both_orders_are_decided_by_the_others() {
        let rows = |second: &str| {
            let mut dump = Dump::default();
            for row in ["00000000: 04030201 08070605  ........", second] {
                dump.add(&Row::of(row, Some(dump.len())).unwrap()).unwrap();
            }
            dump.into_octets()
        };
        assert_eq!(rows("00000008: 64636261  abcd"), b"\x01\x02\x03\x04\x05\x06\x07\x08abcd");
        assert_eq!(rows("00000008: 61626364  abcd"), b"\x04\x03\x02\x01\x08\x07\x06\x05abcd");
        assert_eq!(rows("00000008: 61616161  aaaa")[..4], *b"\x04\x03\x02\x01");
    }

    #[test]
    fn lines_of_hex_are_no_rows() {
        for line in ["0011 0100 0001", "00110100", "00:11:01", "0011  0100", "0010 00 11", "*"] {
            check(line, None, None);
        }
    }

    #[test]
    fn a_star_repeats_the_row_before() {
        let mut dump = Dump::default();
        for row in [Row::Octets(0, vec![1, 2]), Row::Repeat, Row::Octets(6, vec![3])] {
            dump.add(&row).unwrap();
        }
        assert_eq!(dump.into_octets(), [1, 2, 1, 2, 1, 2, 3]);
        let error = Dump::default().add(&Row::Octets(2, vec![1])).unwrap_err();
        assert_eq!(error.to_string(), "the offset is 0x2, but 0x0 comes next");
    }
}
