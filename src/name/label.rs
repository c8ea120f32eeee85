//! Labels: what stands between the dots.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::Name;
use super::walk::{pointer, step};
use crate::text::{self, Plain};

/// One label of a name, without its length octet: 1 to 63 octets.
///
/// Compares, orders and hashes without regard to the case of ASCII letters.
#[derive(Clone, Copy)]
pub struct Label<'a>(&'a [u8]);

impl<'a> Label<'a> {
    #[inline]
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Label(octets)
    }

    /// The octets, in the case they have.
    #[inline]
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }

    /// How many octets it has; 1 to 63.
    #[expect(clippy::len_without_is_empty, reason = "labels have at least one octet")]
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        self.0.len()
    }
}

impl PartialEq for Label<'_> {
    #[inline]
    fn eq(&self, other: &Label<'_>) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Label<'_> {}

/// The canonical order of labels (RFC 4034 section 6.1): as strings of unsigned lower-case octets.
impl Ord for Label<'_> {
    fn cmp(&self, other: &Label<'_>) -> Ordering {
        let lower = |octet: &u8| octet.to_ascii_lowercase();
        self.0.iter().map(lower).cmp(other.0.iter().map(lower))
    }
}

impl PartialOrd for Label<'_> {
    fn partial_cmp(&self, other: &Label<'_>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Label<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut lower = [0; 64];
        let (head, tail) = lower.split_at_mut(1);
        head.fill(u8::try_from(self.0.len()).unwrap_or(0));
        for (place, octet) in tail.iter_mut().zip(self.0) {
            *place = octet.to_ascii_lowercase();
        }
        state.write(lower.get(..=self.0.len()).unwrap_or_default());
    }
}

/// Without a dot; octets that mean something in text are escaped.
impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| text.escaped(self.0, Plain::IN_NAME))
    }
}

impl fmt::Debug for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Label({self})")
    }
}

/// The labels of a [`Name`], from the leftmost to the one before the root.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    message: &'a [u8],
    /// From the next label, root or pointer on; a part of `message`, also when empty.
    left: &'a [u8],
}

impl<'a> Labels<'a> {
    #[inline]
    pub(super) fn new(message: &'a [u8], at: usize) -> Self {
        let (_, left) = message.split_at_checked(at).unwrap_or_default();
        Labels { message, left }
    }

    /// The name that the labels still to come make.
    #[must_use]
    pub fn rest(self) -> Name<'a> {
        Name::at(self.message, self.offset())
    }

    #[inline]
    fn offset(self) -> usize {
        self.left.as_ptr().addr().wrapping_sub(self.message.as_ptr().addr())
    }

    /// Where the next label or the root stands, behind any pointer.
    #[inline]
    pub(super) fn settle(&mut self) -> usize {
        while let Some([high @ 0xC0..=0xFF, low]) = self.left.first_chunk() {
            step();
            *self = Labels::new(self.message, pointer(*high, *low));
        }
        self.offset()
    }
}

impl<'a> Iterator for Labels<'a> {
    type Item = Label<'a>;

    #[inline]
    fn next(&mut self) -> Option<Label<'a>> {
        loop {
            step();
            let (len, from) = self.left.split_first()?;
            match len {
                0 => return None,
                1..=63 => {
                    let (label, left) = from.split_at_checked(usize::from(*len))?;
                    self.left = left;
                    return Some(Label(label));
                }
                _ => self.left = self.message.get(pointer(*len, *from.first()?)..)?,
            }
        }
    }
}
