//! Equality, canonical order and hashing of names, without regard to ASCII case.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use super::label::Label;
use super::{Name, NameBuf};

/// The most labels of a name.
const MAX_LABELS: usize = 127;

impl Name<'_> {
    /// Returns `true` if both are in the same message.
    #[inline]
    fn is_in_message_of(self, other: Name<'_>) -> bool {
        core::ptr::eq(self.message.as_ptr(), other.message.as_ptr())
    }
}

impl PartialEq for Name<'_> {
    #[inline]
    fn eq(&self, other: &Name<'_>) -> bool {
        let shared = self.is_in_message_of(*other);
        let (mut own, mut others) = (self.labels(), other.labels());
        loop {
            if own.skip_pointers() == others.skip_pointers() && shared {
                return true;
            }
            match (own.next(), others.next()) {
                (None, None) => return true,
                (Some(label), Some(other)) if label == other => {}
                _ => return false,
            }
        }
    }
}

impl Eq for Name<'_> {}

/// The canonical order (RFC 4034 section 6.1): by labels, the most significant, rightmost one
/// first.
impl Ord for Name<'_> {
    fn cmp(&self, other: &Name<'_>) -> Ordering {
        // The names of an RRset lead to the same octets.
        if self.is_in_message_of(*other)
            && self.labels().skip_pointers() == other.labels().skip_pointers()
        {
            return Ordering::Equal;
        }
        let (mut own, mut others) = (Reversed::of(*self), Reversed::of(*other));
        loop {
            match (own.next(), others.next()) {
                (None, None) => return Ordering::Equal,
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
                (Some(label), Some(other)) => match label.cmp(&other) {
                    Ordering::Equal => {}
                    unequal => return unequal,
                },
            }
        }
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Name<'_>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut name = self.to_buf();
        name.make_lowercase();
        state.write(name.as_octets());
    }
}

/// The labels of a name from the right.
struct Reversed<'a> {
    labels: [Label<'a>; MAX_LABELS],
    left: usize,
}

impl<'a> Reversed<'a> {
    fn of(name: Name<'a>) -> Self {
        let mut labels = [Label::new(&[]); MAX_LABELS];
        let mut left = 0;
        for (place, label) in labels.iter_mut().zip(name.labels()) {
            *place = label;
            left += 1;
        }
        Reversed { labels, left }
    }

    fn next(&mut self) -> Option<Label<'a>> {
        self.left = self.left.checked_sub(1)?;
        self.labels.get(self.left).copied()
    }
}

impl PartialEq for NameBuf {
    fn eq(&self, other: &NameBuf) -> bool {
        self.as_name() == other.as_name()
    }
}

impl Eq for NameBuf {}

impl PartialEq<Name<'_>> for NameBuf {
    fn eq(&self, other: &Name<'_>) -> bool {
        self.as_name() == *other
    }
}

impl PartialEq<NameBuf> for Name<'_> {
    fn eq(&self, other: &NameBuf) -> bool {
        *self == other.as_name()
    }
}

impl Ord for NameBuf {
    fn cmp(&self, other: &NameBuf) -> Ordering {
        self.as_name().cmp(&other.as_name())
    }
}

impl PartialOrd for NameBuf {
    fn partial_cmp(&self, other: &NameBuf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for NameBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_name().hash(state);
    }
}
