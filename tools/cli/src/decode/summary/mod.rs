//! `--summary`: what the messages of a file have in common.

mod chart;
mod pairs;

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use dnswire::{Edns, Message};
use jiff::Timestamp;

use self::chart::{Chart, share};
use self::pairs::Pairs;
use crate::decode::decoded::Decoded;
use crate::decode::tally::Tally;
use crate::decode::view::View;
use crate::paint;
use dnswire_capture::{Item, Lost};

/// Names that are counted; messages of further ones are counted together.
const MAX_NAMES: usize = 100_000;

/// Counts by size in octets.
type Sizes = BTreeMap<usize, u64>;

/// Counts of everything that the summary shows.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    has_color: bool,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    octets: u64,
    messages: u64,
    responses: u64,
    truncated: u64,
    types: BTreeMap<String, u64>,
    rcodes: BTreeMap<String, u64>,
    transports: BTreeMap<String, Sizes>,
    edns: BTreeMap<String, u64>,
    names: HashMap<String, u64>,
    other_names: u64,
    findings: BTreeMap<&'static str, u64>,
    pairs: Pairs,
}

impl Summary {
    /// Nothing yet.
    pub(crate) fn new(has_color: bool) -> Self {
        Summary { has_color, ..Summary::default() }
    }

    fn add(&mut self, item: &Item, decoded: &Decoded<'_>) {
        self.messages += 1;
        self.octets += u64::try_from(decoded.length).unwrap_or_default();
        if let Some(time) = item.time {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
        let transport = item.flow.map_or("unknown", |flow| flow.transport.as_str());
        let sizes = self.transports.entry(transport.to_owned()).or_default();
        *sizes.entry(decoded.length).or_default() += 1;
        for finding in decoded.findings() {
            *self.findings.entry(finding.rule().code()).or_default() += 1;
        }
        if let Ok(partial) = decoded.partial {
            self.message(item, &partial.message());
        }
    }

    fn message(&mut self, item: &Item, message: &Message<'_>) {
        let flags = message.header().flags();
        if flags.is_response() {
            self.responses += 1;
            self.truncated += u64::from(flags.truncated());
            *self.rcodes.entry(message.rcode().to_string()).or_default() += 1;
        } else {
            let size = message.records().find_map(Edns::of).map(Edns::udp_payload_size);
            let size = size.map_or_else(|| "none".to_owned(), |size| size.to_string());
            *self.edns.entry(size).or_default() += 1;
        }
        for question in message.questions().take(1) {
            *self.types.entry(question.qtype().to_string()).or_default() += 1;
            let name = question.qname().to_buf().to_lowercase().to_string();
            if self.names.len() < MAX_NAMES || self.names.contains_key(&name) {
                *self.names.entry(name).or_default() += 1;
            } else {
                self.other_names += 1;
            }
        }
        self.pairs.add(item, message);
    }

    /// The messages, how fast they came, and how queries were answered.
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("{} messages, {} octets", self.messages, self.octets)];
        if let Some((first, last)) = self.first.zip(self.last) {
            let seconds = last.duration_since(first).as_secs_f64();
            let rate =
                if seconds > 0.0 { per_second(self.messages, seconds) } else { String::new() };
            lines.push(format!("{first} to {last}: {seconds:.3} s{rate}"));
        }
        let truncated = share(self.truncated, self.responses);
        lines.push(format!(
            "{} of {} responses have TC ({truncated})",
            self.truncated, self.responses
        ));
        lines.extend(self.pairs.lines());
        lines
    }

    fn charts(&self) -> Vec<Chart> {
        let mut names =
            Chart::of("Top names", self.names.iter().map(|(name, count)| (name.clone(), *count)));
        names.most_first(10);
        if self.other_names > 0 {
            names.push(format!("beyond {MAX_NAMES} names"), self.other_names);
        }
        let counts = |title, counts: &BTreeMap<String, u64>| {
            let mut chart =
                Chart::of(title, counts.iter().map(|(key, count)| (key.clone(), *count)));
            chart.most_first(15);
            chart
        };
        let findings = self.findings.iter().map(|(key, count)| ((*key).to_owned(), *count));
        let mut findings = Chart::of("Findings by rule", findings);
        findings.most_first(20);
        let sizes = self.transports.iter().map(|(transport, sizes)| size_chart(transport, sizes));
        let mut charts = vec![
            counts("Types", &self.types),
            counts("RCODEs of responses", &self.rcodes),
            counts("EDNS UDP sizes of queries", &self.edns),
            names,
        ];
        charts.extend(sizes);
        charts.extend([findings, self.pairs.chart()]);
        charts
    }
}

impl View for Summary {
    fn builtin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn message(&mut self, item: &Item, decoded: &Decoded<'_>, _: &mut dyn Write) -> io::Result<()> {
        self.add(item, decoded);
        Ok(())
    }

    fn lost(&mut self, _: &Lost, _: &mut dyn Write, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.lines().iter().try_for_each(|line| writeln!(out, "{line}"))?;
        for chart in self.charts().iter().filter(|chart| !chart.is_empty()) {
            writeln!(out, "\n{}", paint::styled(chart.title(), paint::TITLE, self.has_color))?;
            chart.lines().iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        writeln!(out)?;
        tally.lines().iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "a rate is shown rounded")]
fn per_second(count: u64, seconds: f64) -> String {
    format!(", {:.1} messages a second", count as f64 / seconds)
}

/// Messages by size, each bar for twice the size of the one before.
fn size_chart(transport: &str, sizes: &Sizes) -> Chart {
    let mut ranges: BTreeMap<usize, u64> = BTreeMap::new();
    for (size, count) in sizes {
        *ranges.entry(size.max(&64).next_power_of_two()).or_default() += count;
    }
    let smallest = sizes.keys().next().copied().unwrap_or_default();
    let largest = sizes.keys().next_back().copied().unwrap_or_default();
    let title =
        format!("Sizes over {transport}: {smallest} to {largest}, median {}", median(sizes));
    Chart::of(&title, ranges.into_iter().map(|(end, count)| (format!("up to {end}"), count)))
}

/// The size in the middle, if all are in a row.
fn median(sizes: &Sizes) -> usize {
    let half = sizes.values().sum::<u64>().div_ceil(2);
    let mut seen = 0;
    let middle = sizes.iter().find(|(_, count)| {
        seen += **count;
        seen >= half
    });
    middle.map_or(0, |(size, _)| *size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&Sizes::from([(1, 1), (5, 1), (9, 1)])), 5);
        assert_eq!(median(&Sizes::from([(1, 4), (5, 1)])), 1);
        assert_eq!(median(&Sizes::new()), 0);
    }

    #[test]
    fn sizes_are_in_ranges_of_powers_of_two() {
        let chart = size_chart("UDP", &Sizes::from([(12, 1), (64, 1), (65, 2), (1500, 1)]));
        assert_eq!(chart.title(), "Sizes over UDP: 12 to 1500, median 65");
        let lines = chart.lines();
        assert!(lines[0].starts_with("up to 64           2  40.0 %"), "{lines:?}");
        assert_eq!(lines.len(), 3);
    }
}
