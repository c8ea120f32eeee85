//! Equality, canonical order and hashing of names, without regard to ASCII case.

use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

use super::label::Label;
use super::{Name, NameBuf, Step, skip_pointers, step};
use crate::wire::count_step;

/// Returns `true` if octets are equal without regard to ASCII case.
#[inline(always)]
pub(super) fn are_equal(own: &[u8], other: &[u8]) -> bool {
    // The function of the standard library is slow for few octets.
    let same = |(one, other): (&u8, &u8)| one == other || one.eq_ignore_ascii_case(other);
    match own.len() {
        len if len != other.len() => false,
        0..16 => own.iter().zip(other).all(same),
        _ => own.eq_ignore_ascii_case(other),
    }
}

impl<'a> Name<'a> {
    /// The offset and the octets of the first label, behind any pointers; no octets for the root.
    #[inline(always)]
    pub(super) fn first_label(self) -> (usize, &'a [u8]) {
        let (message, mut at) = (self.message, self.start);
        loop {
            count_step();
            match step(message, at) {
                Step::Pointer(target) => at = target,
                Step::Label(len) => {
                    let octets = message.get(at.wrapping_add(1)..).unwrap_or_default();
                    return (at, octets.get(..len).unwrap_or_default());
                }
                _ => return (at, &[]),
            }
        }
    }

    /// Returns `true` if both are in the same message.
    #[inline]
    pub(super) fn is_in_message_of(self, other: Name<'_>) -> bool {
        core::ptr::eq(self.message.as_ptr(), other.message.as_ptr())
    }

    /// Returns `true` if both are the same octets of the same message, behind their first pointers.
    #[inline]
    pub(crate) fn is_at_octets_of(self, other: Name<'_>) -> bool {
        let start = |name: Name<'_>| skip_pointers(name.message, name.start);
        self.is_in_message_of(other) && start(self) == start(other)
    }
}

impl PartialEq for Name<'_> {
    #[inline]
    fn eq(&self, other: &Name<'_>) -> bool {
        let shared = self.is_in_message_of(*other);
        let (mut own, mut others) = (*self, *other);
        loop {
            let (at, label) = own.first_label();
            let (other_at, other_label) = others.first_label();
            if at == other_at && shared {
                return true;
            }
            if label.is_empty() || !are_equal(label, other_label) {
                return label.is_empty() && other_label.is_empty();
            }
            own.start = at.wrapping_add(1 + label.len());
            others.start = other_at.wrapping_add(1 + label.len());
        }
    }
}

impl Eq for Name<'_> {}

/// The canonical order (RFC 4034 section 6.1): by labels, the most significant, rightmost one
/// first.
impl Ord for Name<'_> {
    fn cmp(&self, other: &Name<'_>) -> Ordering {
        // The names of an RRset lead to the same octets.
        if self.is_at_octets_of(*other) {
            return Ordering::Equal;
        }
        let shared = self.is_in_message_of(*other);
        let (mut own, mut others) = (*self, *other);
        let (count, other_count) = (own.label_count(), others.label_count());
        for _ in other_count..count {
            own = own.parent().unwrap_or(own);
        }
        for _ in count..other_count {
            others = others.parent().unwrap_or(others);
        }
        // Both have as many labels now. The last ones that differ decide.
        let mut order = count.cmp(&other_count);
        loop {
            let (at, label) = own.first_label();
            let (other_at, other_label) = others.first_label();
            if label.is_empty() || at == other_at && shared {
                return order;
            }
            if !are_equal(label, other_label) {
                order = Label::new(label).cmp(&Label::new(other_label));
            }
            own.start = at.wrapping_add(1 + label.len());
            others.start = other_at.wrapping_add(1 + other_label.len());
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
