//! Domain names: checked once, then infallible.
//!
//! A [`Name`] refers to a message, with its compression pointers; a [`NameBuf`] owns its octets.
//! Both compare, order and hash without regard to the case of ASCII letters ([RFC 4343]), keep the
//! case they have, and display in presentation format.
//!
//! ```
//! use dnswire::NameBuf;
//!
//! let name: NameBuf = "mail.Example.".parse()?;
//! assert_eq!(name, "MAIL.example.".parse::<NameBuf>()?);
//! assert_eq!(name.as_name().labels().count(), 2);
//! assert_eq!(name.to_string(), "mail.Example.");
//! # Ok::<(), dnswire::NameError>(())
//! ```
//!
//! [RFC 4343]: https://www.rfc-editor.org/rfc/rfc4343

mod below;
mod bounded;
mod buf;
mod compare;
#[cfg(feature = "alloc")]
mod key;
mod label;
mod lengths;
mod make;
mod pointers;
mod table;
mod text;

use core::fmt;

pub(crate) use below::Below;
pub(crate) use bounded::{Owners, Spent, Steps, Wanted};
pub use buf::{NameBuf, NameError, NameErrorKind};
#[cfg(feature = "alloc")]
pub use key::NameKey;
pub use label::{Label, Labels};
pub(crate) use lengths::{Extent, Lengths, Places, Store, ordinary_steps};
pub use pointers::Pointers;
pub(crate) use pointers::{Ending, TARGETS};
pub(crate) use table::Table;

use crate::error::{Fault, FaultKind};
use crate::wire::{Parsed, Wire, count_step};

/// The most octets of a name, with all length octets and the root ([RFC 1035 section 2.3.4]).
///
/// [RFC 1035 section 2.3.4]: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
pub(crate) const MAX_NAME: usize = 255;

/// The result of [`step`], which reads the first octet of a label.
pub(crate) enum Step {
    /// A label of this many octets, after its length octet.
    Label(usize),
    /// A compression pointer to this offset.
    Pointer(usize),
    /// The root label, which ends a name.
    Root,
    /// A label type that no RFC defines any more.
    Reserved,
    /// The end of the octets.
    Cut,
}

/// Reads the first octet of a label, and the second of a pointer ([RFC 1035 section 4.1.4]).
///
/// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
#[inline(always)]
pub(crate) fn step(octets: &[u8], at: usize) -> Step {
    match octets.get(at) {
        Some(0) => Step::Root,
        Some(len @ 1..=63) => Step::Label(usize::from(*len)),
        Some(high @ 0xC0..) => match octets.get(at.wrapping_add(1)) {
            Some(low) => Step::Pointer(pointer(*high, *low)),
            None => Step::Cut,
        },
        Some(_) => Step::Reserved,
        None => Step::Cut,
    }
}

/// The target of a compression pointer.
#[inline]
pub(crate) fn pointer(high: u8, low: u8) -> usize {
    usize::from(high & 0x3F) << 8 | usize::from(low)
}

/// Follows pointers from an offset to a label or the root; returns its offset.
#[inline]
pub(crate) fn skip_pointers(octets: &[u8], mut at: usize) -> usize {
    while let Step::Pointer(target) = step(octets, at) {
        count_step();
        at = target;
    }
    at
}

/// A domain name inside a message, known to be well formed ([RFC 1035 section 3.1]).
///
/// Using it cannot fail: its labels are complete, its compression pointers lead back, and it has at
/// most 255 octets.
///
/// ```
/// use dnswire::Message;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let name = Message::parse(octets)?.question()?.qname();
/// assert_eq!(name, "EXAMPLE.");
/// assert_eq!((name.label_count(), name.len()), (1, 9));
/// assert!(name.parent().unwrap().is_root());
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [RFC 1035 section 3.1]: https://www.rfc-editor.org/rfc/rfc1035#section-3.1
#[derive(Clone, Copy)]
pub struct Name<'a> {
    message: &'a [u8],
    // `usize`, though `u16` would do: a struct with padding is copied by several smaller moves,
    // which cost a store-forwarding stall.
    start: usize,
}

impl<'a> Name<'a> {
    /// The root.
    pub const ROOT: Name<'static> = Name { message: &[0], start: 0 };

    /// A name at `start`, which the caller has checked.
    #[inline]
    pub(crate) fn at(message: &'a [u8], start: usize) -> Self {
        Name { message, start }
    }

    /// The octets around it, which its offsets count from.
    #[inline]
    pub(crate) fn message(self) -> &'a [u8] {
        self.message
    }

    /// Reads a name; `pointers` sets the policy for its pointers.
    #[inline(always)]
    pub(crate) fn parse(i: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let name = Name::at(i.message(), i.offset());
        Ok((Name::check(i, pointers)?, name))
    }

    /// Checks a name and returns the window after it.
    #[inline(always)]
    pub(crate) fn check(i: Wire<'a>, pointers: &mut Pointers<'_>) -> Result<Wire<'a>, Fault> {
        let len = if pointers.are_ignored() {
            extent_in_place(i.octets())
        } else {
            extent(i.message(), i.octets(), pointers)
        };
        match len {
            Some(len) => Ok(i.skip(len)),
            None => Err(why_not(i.message(), i.octets(), pointers)),
        }
    }

    /// The labels from the leftmost to the one before the root.
    #[inline]
    #[must_use]
    pub fn labels(self) -> Labels<'a> {
        Labels::new(self.message, self.start)
    }

    /// The number of labels, without the root; 0 to 127.
    #[must_use]
    pub fn label_count(self) -> usize {
        let (mut at, mut count) = (self.start, 0_usize);
        loop {
            count_step();
            match step(self.message, at) {
                Step::Label(len) => {
                    at = at.wrapping_add(1 + len);
                    count = count.wrapping_add(1);
                }
                Step::Pointer(target) => at = target,
                _ => return count,
            }
        }
    }

    /// Its octets when uncompressed, with all length octets and the root; 1 to 255.
    #[expect(clippy::len_without_is_empty, reason = "a name has at least the root")]
    #[must_use]
    pub fn len(self) -> usize {
        self.labels().fold(1, |len, label| len.wrapping_add(label.len()).wrapping_add(1))
    }

    /// Returns `true` if the name is the root.
    #[must_use]
    pub fn is_root(self) -> bool {
        self.labels().next().is_none()
    }

    /// Returns `true` if the leftmost label is `*` ([RFC 4592]).
    ///
    /// [RFC 4592]: https://www.rfc-editor.org/rfc/rfc4592
    #[must_use]
    pub fn is_wildcard(self) -> bool {
        self.labels().next().is_some_and(|label| label.as_octets() == b"*")
    }

    /// The name without its leftmost label; `None` for the root.
    #[must_use]
    pub fn parent(self) -> Option<Name<'a>> {
        let mut labels = self.labels();
        labels.next()?;
        Some(labels.rest())
    }

    /// Returns `true` if `suffix` is this name or one of its ancestors.
    #[must_use]
    pub fn ends_with(self, suffix: Name<'_>) -> bool {
        let suffix = Name::at(suffix.message, skip_pointers(suffix.message, suffix.start));
        let (mut name, mut count) = (self, 0_usize);
        loop {
            let (at, label) = name.first_label();
            if at == suffix.start && self.is_in_message_of(suffix) {
                return true;
            }
            if label.is_empty() {
                break;
            }
            count = count.wrapping_add(1);
            name.start = at.wrapping_add(1 + label.len());
        }
        let Some(more) = count.checked_sub(suffix.label_count()) else { return false };
        name = self;
        for _ in 0..more {
            let (at, label) = name.first_label();
            name.start = at.wrapping_add(1 + label.len());
        }
        name == suffix
    }

    /// Returns `true` if the name has a compression pointer ([RFC 1035 section 4.1.4]).
    ///
    /// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
    #[must_use]
    pub fn is_compressed(self) -> bool {
        self.pointer_target().is_some()
    }

    /// The target of its first compression pointer, counted from the start of the message.
    #[must_use]
    pub fn pointer_target(self) -> Option<usize> {
        self.end().1
    }

    /// Returns the offset after the name in its message: after the root or the first pointer, and
    /// the target of that pointer.
    pub(crate) fn end(self) -> (usize, Option<usize>) {
        let mut at = self.start;
        loop {
            count_step();
            match step(self.message, at) {
                Step::Label(len) => at = at.wrapping_add(1 + len),
                Step::Pointer(target) => return (at.wrapping_add(2), Some(target)),
                _ => return (at.wrapping_add(1), None),
            }
        }
    }

    /// Returns `true` if the labels that its first compression pointer leads to run over the octets
    /// of that pointer: they are no prior occurrence of a name.
    pub(crate) fn runs_over_its_pointer(self) -> bool {
        match self.end() {
            (end, Some(target)) => runs_over(self.message, end.wrapping_sub(2), target),
            _ => false,
        }
    }

    /// Its offset in the message.
    #[must_use]
    pub fn offset(self) -> usize {
        self.start
    }

    /// An owned copy.
    #[must_use]
    pub fn to_buf(self) -> NameBuf {
        NameBuf::from(self)
    }
}

/// Returns `true` if the labels at the target of a pointer run over its octets.
fn runs_over(message: &[u8], pointer: usize, target: usize) -> bool {
    let mut at = target;
    if pointer.wrapping_sub(target) > MAX_NAME {
        return false; // no name is that long
    }
    while at < pointer
        && let Step::Label(len) = step(message, at)
    {
        count_step();
        at = at.wrapping_add(1 + len);
    }
    at > pointer
}

/// Length of a name at the start of `octets`, a part of the message, up to its root or first pointer;
/// `None` when it is malformed. Kept out of line, so that its arguments and its result are in registers.
#[inline(never)]
fn extent(message: &[u8], octets: &[u8], pointers: &mut Pointers<'_>) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        count_step();
        match step(octets, at) {
            Step::Label(len) => at = at.wrapping_add(1).wrapping_add(len),
            Step::Root if at < MAX_NAME => return Some(at + 1),
            Step::Pointer(target) => {
                let run = octets.as_ptr().addr().wrapping_sub(message.as_ptr().addr());
                let own = (run, run.wrapping_add(at));
                let suffix = pointers.follow_and_note(message, own, target).ok()?;
                let len = at.saturating_add(suffix.len.into());
                return (len <= MAX_NAME).then_some(at.wrapping_add(2));
            }
            _ => return None,
        }
    }
}

/// Length of a name in place, without following its pointer.
#[inline]
pub(crate) fn extent_in_place(octets: &[u8]) -> Option<usize> {
    rest_in_place(octets, 0)
}

/// The same for a QNAME.
#[inline]
pub(crate) fn qname_in_place(octets: &[u8]) -> Option<usize> {
    rest_in_place(octets, four_labels(octets, 0).1)
}

/// Steps over up to four labels from `start` on; returns their offsets, and the one after them.
///
/// Without a branch: most QNAMEs have up to four labels, and their number cannot be predicted.
#[inline(always)]
fn four_labels(octets: &[u8], start: usize) -> ([usize; 4], usize) {
    let mut starts = [start; 4];
    let mut at = start;
    for place in &mut starts {
        *place = at;
        let first = octets.get(at).copied().unwrap_or(0);
        let len = usize::from(first) + usize::from(first != 0);
        at = at.wrapping_add(if first < 64 { len } else { 0 });
    }
    (starts, at)
}

/// Length of a name in place whose labels up to `at` were stepped over.
#[inline(always)]
fn rest_in_place(octets: &[u8], mut at: usize) -> Option<usize> {
    loop {
        count_step();
        match step(octets, at) {
            Step::Label(len) => at = at.wrapping_add(1).wrapping_add(len),
            Step::Root if at < MAX_NAME => return Some(at + 1),
            Step::Pointer(_) if at < MAX_NAME => return Some(at + 2),
            _ => return None,
        }
    }
}

/// Finds the fault of a name that [`extent`] refused.
#[cold]
#[inline(never)]
fn why_not(message: &[u8], octets: &[u8], pointers: &mut Pointers<'_>) -> Fault {
    let i = Wire::new(message).with_rest(octets);
    let mut at = 0_usize;
    loop {
        count_step();
        match step(octets, at) {
            Step::Label(len) => {
                let end = at.wrapping_add(1 + len);
                if end >= MAX_NAME && end <= octets.len() {
                    return i.skip(at).refuse(FaultKind::NameTooLong);
                }
                if end > octets.len() {
                    return i.skip(at).cut(1 + len);
                }
                at = end;
            }
            Step::Pointer(target) => {
                let i = i.skip(at);
                let run = i.offset().wrapping_sub(at);
                return match pointers.follow(i.message(), run, target) {
                    Ok(_) => i.refuse(FaultKind::NameTooLong),
                    // A fault after a pointer has the offset of the pointer.
                    Err(kind) => Fault::pointer(i.len(), kind, target),
                };
            }
            Step::Root => return i.skip(at).refuse(FaultKind::NameTooLong),
            Step::Reserved => return i.skip(at).refuse(FaultKind::ReservedLabelType),
            Step::Cut => {
                let pointer = usize::from(at < octets.len());
                return i.skip(at).cut(1 + pointer);
            }
        }
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}
