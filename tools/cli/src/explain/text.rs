//! The tree as lines: offset, octets, and what they are.

use std::io::{self, Write};

use dnswire::Severity;

use super::tree::Node;
use crate::paint;
use dnswire_capture::Item;

/// Octets in a line.
const WIDTH: usize = 8;

/// Spaces by which a part is moved in from what holds it.
const STEP: usize = 2;

/// Writes trees as lines.
pub(super) struct Lines {
    pub(super) has_color: bool,
}

impl Lines {
    /// Writes a message: its place, its parts, and where its octets end.
    pub(super) fn write(&self, item: &Item, tree: &Node, out: &mut dyn Write) -> io::Result<()> {
        let flow = item.flow.map_or(String::new(), |flow| format!(", {flow}"));
        let (there, length) = (tree.range.end, item.length);
        let title = format!("{}{flow}, {there} of {length} octets", item.id);
        writeln!(out, "{}", paint::styled(&title, paint::PLACE, self.has_color))?;
        self.notes(tree, 0, out)?;
        tree.children.iter().try_for_each(|child| self.node(child, &item.octets, 0, out))?;
        if there < length {
            let end =
                format!("{there:04x}  the octets end here: {} more were promised", length - there);
            writeln!(out, "{}", paint::styled(&end, paint::WARNING, self.has_color))?;
        }
        writeln!(out)
    }

    fn node(
        &self,
        node: &Node,
        octets: &[u8],
        depth: usize,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let indent = depth * STEP;
        let meaning = if node.value.is_empty() {
            node.name.clone()
        } else {
            format!("{}: {}", node.name, node.value)
        };
        if node.children.is_empty() {
            self.leaf(node, octets, indent, &meaning, out)?;
        } else {
            let meaning = paint::styled(&meaning, paint::TITLE, self.has_color);
            writeln!(out, "{:04x}  {:indent$}{meaning}", node.range.start, "")?;
        }
        self.notes(node, indent, out)?;
        node.children.iter().try_for_each(|child| self.node(child, octets, depth + 1, out))
    }

    fn leaf(
        &self,
        node: &Node,
        octets: &[u8],
        indent: usize,
        meaning: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let field = octets.get(node.range.clone()).unwrap_or_default();
        let places = (node.range.start..).step_by(WIDTH);
        for (piece, at) in field.chunks(WIDTH).zip(places) {
            let hex: Vec<_> = piece.iter().map(|octet| format!("{octet:02x}")).collect();
            let place = format!("{at:04x}  {:indent$}{:<23}", "", hex.join(" "));
            let place = paint::styled(&place, paint::FRAME, self.has_color);
            if at == node.range.start {
                writeln!(out, "{place}  {meaning}")?;
            } else {
                writeln!(out, "{}", place.trim_end())?;
            }
        }
        Ok(())
    }

    fn notes(&self, node: &Node, indent: usize, out: &mut dyn Write) -> io::Result<()> {
        for note in &node.notes {
            let style = match note.severity {
                Severity::Error => paint::ERROR,
                Severity::Warning => paint::WARNING,
            };
            let line = format!("      {:indent$}^ {}", "", note.text);
            writeln!(out, "{}", paint::styled(&line, style, self.has_color))?;
        }
        Ok(())
    }
}
