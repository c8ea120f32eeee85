//! The numbers of messages, by state.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;

use dnswire_capture::{Lost, Reason};

use crate::decode::decoded::{Decoded, Verdict};

/// Counts of messages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    whole: u64,
    cut: u64,
    malformed: u64,
    /// Of the whole ones, those with octets after the last record.
    trailing: u64,
    /// For each reason, the number of losses and the place of the first.
    lost: BTreeMap<Reason, (u64, String)>,
    /// Of all, those that the strict reading refuses.
    refused: u64,
    /// Beside them, those that a filter left out.
    left_out: u64,
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

    /// Counts what is not handed on as a message.
    pub(crate) fn lose(&mut self, lost: &Lost) {
        let entry = self.lost.entry(lost.reason).or_insert_with(|| (0, lost.id.to_string()));
        entry.0 += lost.count;
    }

    /// The counts of messages, and a line for each reason why something was lost.
    pub(crate) fn lines(&self) -> Vec<String> {
        let lost = self.lost.iter().map(|(reason, (count, first))| {
            let what = if reason.is_loss() { "lost" } else { "note" };
            format!("{what}: {count}: {reason} (first: {first})")
        });
        [self.to_string()].into_iter().chain(lost).collect()
    }

    fn lost(&self) -> u64 {
        let losses = self.lost.iter().filter(|(reason, _)| reason.is_loss());
        losses.map(|(_, (count, _))| count).sum()
    }

    /// Counts a message as one that the strict reading refuses.
    pub(crate) fn refuse(&mut self) {
        self.refused += 1;
    }

    /// Counts a message that a filter leaves out.
    pub(crate) fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// True if no message was cut, malformed or refused.
    pub(crate) fn is_good(&self) -> bool {
        self.cut == 0 && self.malformed == 0 && self.refused == 0 && self.lost() == 0
    }
}

/// Of several workers.
impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Tally::default(), |mut sum, tally| {
            sum.whole += tally.whole;
            sum.cut += tally.cut;
            sum.malformed += tally.malformed;
            sum.trailing += tally.trailing;
            sum.refused += tally.refused;
            sum.left_out += tally.left_out;
            for (reason, (count, first)) in tally.lost {
                sum.lost.entry(reason).or_insert((0, first)).0 += count;
            }
            sum
        })
    }
}

/// In one line.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { whole, cut, malformed, trailing, refused, left_out, .. } = self;
        let messages = whole + cut + malformed;
        let plural = if messages == 1 { "" } else { "s" };
        write!(f, "{messages} message{plural}: {whole} whole, {cut} cut, {malformed} malformed")?;
        write!(f, ", {trailing} trailing")?;
        if self.lost() > 0 {
            write!(f, ", {} lost", self.lost())?;
        }
        if *refused > 0 {
            write!(f, ", {refused} refused")?;
        }
        if *left_out > 0 {
            write!(f, ", {left_out} left out")?;
        }
        Ok(())
    }
}
