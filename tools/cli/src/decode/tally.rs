//! The numbers of messages, by state.

use std::fmt;
use std::iter::Sum;

use crate::decode::decoded::{Decoded, Verdict};

/// Counts of messages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    whole: u64,
    cut: u64,
    malformed: u64,
    /// Of the whole ones, those with octets after the last record.
    trailing: u64,
    skipped: u64,
    /// Of all, those that the strict reading refuses.
    refused: u64,
}

impl Tally {
    /// Counts a message.
    pub(crate) fn add(&mut self, decoded: &Decoded<'_>) {
        match decoded.verdict() {
            Verdict::Whole => self.whole += 1,
            Verdict::Cut => self.cut += 1,
            Verdict::Malformed => self.malformed += 1,
        }
        if decoded.verdict() == Verdict::Whole && decoded.trailing() > 0 {
            self.trailing += 1;
        }
    }

    /// Counts what could not be put together.
    pub(crate) fn skip(&mut self) {
        self.skipped += 1;
    }

    /// Counts a message as one that the strict reading refuses.
    pub(crate) fn refuse(&mut self) {
        self.refused += 1;
    }

    /// True if no message was cut, malformed or refused.
    pub(crate) fn is_good(&self) -> bool {
        self.cut == 0 && self.malformed == 0 && self.refused == 0
    }
}

/// Of several workers.
impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Tally::default(), |a, b| Tally {
            whole: a.whole + b.whole,
            cut: a.cut + b.cut,
            malformed: a.malformed + b.malformed,
            trailing: a.trailing + b.trailing,
            skipped: a.skipped + b.skipped,
            refused: a.refused + b.refused,
        })
    }
}

/// In one line.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { whole, cut, malformed, trailing, skipped, refused } = self;
        let messages = whole + cut + malformed;
        let plural = if messages == 1 { "" } else { "s" };
        write!(f, "{messages} message{plural}: {whole} whole, {cut} cut, {malformed} malformed")?;
        write!(f, ", {trailing} trailing")?;
        if *skipped > 0 {
            write!(f, ", {skipped} skipped")?;
        }
        if *refused > 0 {
            write!(f, ", {refused} refused")?;
        }
        Ok(())
    }
}
