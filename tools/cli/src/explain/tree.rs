//! The parts of a message, one in the other.

use std::fmt::Display;
use std::ops::Range;

use dnswire::Severity;

/// A part of a message: a field, or what holds fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its octets, from the start of the message.
    pub(crate) range: Range<usize>,
    /// Its name: `preference`.
    pub(crate) name: String,
    /// Its value as text; empty for what only holds others.
    pub(crate) value: String,
    /// Errors and findings about it.
    pub(crate) notes: Vec<Note>,
    /// The parts in it; none for a leaf.
    pub(crate) children: Vec<Node>,
}

/// An error or a broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) severity: Severity,
    pub(crate) text: String,
}

impl Node {
    /// A field without parts.
    pub(crate) fn leaf(range: Range<usize>, name: &str, value: impl Display) -> Self {
        Node {
            range,
            name: name.to_owned(),
            value: value.to_string(),
            notes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// A part with `children`, which are in order and within `range`.
    ///
    /// Octets that belong to none of them get a leaf called `rest`. A child that begins in the one
    /// before shares its octets: the two become one.
    pub(crate) fn holder(
        range: Range<usize>,
        name: &str,
        value: impl Display,
        children: Vec<Node>,
        rest: &str,
    ) -> Self {
        let mut all: Vec<Node> = Vec::new();
        let mut at = range.start;
        for child in children {
            if child.range.is_empty() {
                continue;
            }
            if child.range.start < at
                && let Some(before) = all.last_mut()
            {
                before.name = format!("{}, {}", before.name, child.name);
                before.value = format!("{}, {}", before.value, child.value);
                continue;
            }
            if child.range.start > at {
                all.push(Node::leaf(at..child.range.start, rest, ""));
            }
            at = child.range.end;
            all.push(child);
        }
        if at < range.end {
            all.push(Node::leaf(at..range.end, rest, ""));
        }
        Node { children: all, ..Node::leaf(range, name, value) }
    }

    /// A leaf, if the only part is what got no name of its own.
    pub(crate) fn or_leaf(mut self) -> Self {
        if let [only] = self.children.as_slice()
            && only.name == "octets"
        {
            self.children.clear();
        }
        self
    }

    /// The fields in the order of their octets. Each octet belongs to exactly one of them.
    pub(crate) fn leaves(&self) -> Vec<&Node> {
        if self.children.is_empty() {
            return vec![self];
        }
        self.children.iter().flat_map(Node::leaves).collect()
    }

    /// Puts a note under the leaf that has the octet at `offset`, or the last one before it.
    pub(crate) fn note(&mut self, offset: usize, note: Note) {
        let before = self.children.partition_point(|child| child.range.start <= offset);
        match before.checked_sub(1).and_then(|last| self.children.get_mut(last)) {
            Some(child) => child.note(offset, note),
            None => self.notes.push(note),
        }
    }
}
