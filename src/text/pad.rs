//! Width, fill, alignment and precision of a formatter, for values that are shown piece by piece.

use core::fmt::{self, Alignment, Write};

use super::Text;

/// Shows a value in the width of the formatter; the precision is the most characters.
#[cold]
#[inline(never)]
pub(super) fn padded(f: &mut fmt::Formatter<'_>, shown: &dyn Fn(&mut Text<'_>)) -> fmt::Result {
    let mut all = Count(0);
    let mut text = Text::new(&mut all);
    shown(&mut text);
    text.finish()?;
    let len = f.precision().map_or(all.0, |most| most.min(all.0));
    let missing = f.width().unwrap_or(0).saturating_sub(len);
    let before = match f.align() {
        Some(Alignment::Right) => missing,
        Some(Alignment::Center) => missing / 2,
        Some(Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    let mut head = Head { out: f, left: len };
    let mut text = Text::new(&mut head);
    shown(&mut text);
    text.finish()?;
    (before..missing).try_for_each(|_| f.write_char(fill))
}

/// Counts characters.
struct Count(usize);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.saturating_add(text.chars().count());
        Ok(())
    }
}

/// Passes on the first characters.
struct Head<'w> {
    out: &'w mut dyn Write,
    left: usize,
}

impl Write for Head<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.char_indices().nth(self.left).map_or(text.len(), |(at, _)| at);
        let (head, _) = text.split_at_checked(end).unwrap_or((text, ""));
        self.left = self.left.saturating_sub(head.chars().count());
        self.out.write_str(head)
    }
}
