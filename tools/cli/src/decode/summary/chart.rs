//! Bars in the terminal.

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::{Direction, Rect};
use ratatui_core::widgets::Widget;
use ratatui_widgets::barchart::{Bar, BarChart, BarGroup};

/// Columns of a chart.
const WIDTH: u16 = 78;

/// Columns of a label, at most.
const LABEL: usize = 40;

/// Counts with their labels, under a title.
#[derive(Debug)]
pub(super) struct Chart {
    title: String,
    bars: Vec<(String, u64)>,
}

impl Chart {
    /// Bars in this order.
    pub(super) fn of(title: &str, bars: impl Iterator<Item = (String, u64)>) -> Self {
        Chart { title: title.to_owned(), bars: bars.collect() }
    }

    /// Sorts by count, and keeps the first `count`.
    pub(super) fn most_first(&mut self, count: usize) {
        self.bars.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        let more = self.bars.split_off(count.min(self.bars.len()));
        if !more.is_empty() {
            let sum = more.iter().map(|(_, count)| count).sum();
            self.bars.push((format!("{} others", more.len()), sum));
        }
    }

    pub(super) fn push(&mut self, label: String, count: u64) {
        self.bars.push((label, count));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// A line for each bar: label, count, share, bar.
    pub(super) fn lines(&self) -> Vec<String> {
        let total = self.bars.iter().map(|(_, count)| count).sum();
        let width = self.bars.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let width = width.min(LABEL);
        let bars: Vec<_> = self
            .bars
            .iter()
            .map(|(label, count)| {
                let label: String = label.chars().take(LABEL).collect();
                let label = format!("{label:<width$} {count:>9} {:>7} ", share(*count, total));
                Bar::default().label(label).value(*count).text_value("")
            })
            .collect();
        let area = Rect::new(0, 0, WIDTH, u16::try_from(bars.len()).unwrap_or(u16::MAX));
        let mut buffer = Buffer::empty(area);
        BarChart::default()
            .direction(Direction::Horizontal)
            .bar_width(1)
            .bar_gap(0)
            .data(BarGroup::default().bars(&bars))
            .render(area, &mut buffer);
        let symbol = |at: (u16, u16)| buffer.cell(at).map_or(" ", |cell| cell.symbol());
        let line = |row| (0..WIDTH).map(|column| symbol((column, row))).collect::<String>();
        (0..area.height).map(|row| line(row).trim_end().to_owned()).collect()
    }
}

/// `12.5 %` of `total`.
#[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "a share is shown rounded")]
pub(super) fn share(count: u64, total: u64) -> String {
    if total == 0 {
        return "0.0 %".to_owned();
    }
    format!("{:.1} %", 100.0 * count as f64 / total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_counts() {
        let bars = [("A", 30), ("MX", 10), ("NS", 10), ("TXT", 0)];
        let mut chart = Chart::of("t", bars.map(|(label, n)| (label.to_owned(), n)).into_iter());
        chart.most_first(3);
        let lines = chart.lines();
        let bar = |line: &str| line.chars().filter(|c| *c == '█').count();
        let lengths: Vec<_> = lines.iter().map(|line| bar(line)).collect();
        assert_eq!(lengths.len(), 4);
        assert!(lengths[0] > 40 && lengths[0].abs_diff(3 * lengths[1]) <= 3, "{lines:?}");
        assert_eq!((lengths[1], lengths[3]), (lengths[2], 0));
        assert!(lines[3].starts_with("1 others         0   0.0 %"), "{lines:?}");
    }
}
