//! Domain names: checked once, then infallible.
//!
//! A [`Name`] lies in a message, through its compression pointers; a [`NameBuf`] owns its octets.
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

mod buf;
mod compare;
mod label;
pub(crate) mod table;
mod text;
pub(crate) mod walk;

use core::fmt;

pub use buf::{NameBuf, NameError};
pub use label::{Label, Labels};
pub(crate) use walk::{Direct, Follow, In};

use crate::error::{Fault, FaultKind};
use crate::header::HEADER;
use crate::wire::{Parsed, Wire};
use walk::{MAX_NAME, pointer, step};

/// A domain name inside a message, known to be well formed ([RFC 1035 section 3.1]).
///
/// Nothing in here can fail: its labels are there, its compression pointers lead back, and it has
/// at most 255 octets.
///
/// [RFC 1035 section 3.1]: https://www.rfc-editor.org/rfc/rfc1035#section-3.1
#[derive(Clone, Copy)]
pub struct Name<'a> {
    message: &'a [u8],
    // As wide as a pointer: padding would be copied in pieces that stall.
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

    /// The octets that it lies in.
    #[inline]
    pub(crate) fn message(self) -> &'a [u8] {
        self.message
    }

    /// Reads a name; what is behind a compression pointer is checked by `follow`.
    #[inline(always)]
    pub(crate) fn parse_with<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let name = Name::at(i.message(), i.offset());
        match extent_by_call(i, follow) {
            Some(len) => Ok((i.after(len), name)),
            None => Err(refusal(i, follow)),
        }
    }

    /// The same, without the name.
    #[inline(always)]
    pub(crate) fn check_with<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
        match extent_by_call(i, follow) {
            Some(len) => Ok((i.after(len), ())),
            None => Err(refusal(i, follow)),
        }
    }

    /// The labels from the leftmost to the one before the root.
    #[inline]
    #[must_use]
    pub fn labels(self) -> Labels<'a> {
        Labels::new(self.message, self.start)
    }

    /// How many labels the name has, without the root; 0 to 127.
    #[must_use]
    pub fn label_count(self) -> usize {
        self.labels().count()
    }

    /// Its octets when uncompressed, with all length octets and the root; 1 to 255.
    #[expect(clippy::len_without_is_empty, reason = "a name has at least the root")]
    #[must_use]
    pub fn len(self) -> usize {
        self.labels().map(|label| 1 + label.len()).sum::<usize>() + 1
    }

    /// Whether it is the root.
    #[must_use]
    pub fn is_root(self) -> bool {
        self.labels().next().is_none()
    }

    /// Whether the leftmost label is `*` ([RFC 4592]).
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

    /// Whether `suffix` is this name or one of its ancestors.
    #[must_use]
    pub fn ends_with(self, suffix: Name<'_>) -> bool {
        let (own, other) = (self.label_count(), suffix.label_count());
        let mut labels = self.labels();
        for _ in other..own {
            labels.next();
        }
        own >= other && labels.rest() == suffix
    }

    /// Whether it has a compression pointer ([RFC 1035 section 4.1.4]).
    ///
    /// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
    #[must_use]
    pub fn is_compressed(self) -> bool {
        self.pointer_target().is_some()
    }

    /// Where its first compression pointer leads, counted from the start of the message.
    #[must_use]
    pub fn pointer_target(self) -> Option<usize> {
        let window = Wire::span(self.message, self.start, self.message.len());
        run(window).ok().and_then(|(_, target)| target)
    }

    /// Whether its first compression pointer leads into the header of the message.
    #[inline]
    pub(crate) fn points_into_header(self) -> bool {
        match self.message.get(self.start..).and_then(<[u8]>::first_chunk) {
            Some([high @ 0xC0..=0xFF, low]) => pointer(*high, *low) < HEADER,
            Some([0, _]) | None => false,
            Some(_) => self.pointer_target().is_some_and(|target| target < HEADER),
        }
    }

    /// How many octets it takes where it stands: its labels up to the root or a pointer.
    pub(crate) fn octets_in_place(self) -> usize {
        let window = Wire::span(self.message, self.start, self.message.len());
        run(window).map_or(0, |(labels, target)| labels + 1 + usize::from(target.is_some()))
    }

    /// Where it starts in its message.
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

/// Whether a name of which the last two octets are at `end` may have a compression pointer to
/// before `below`; without reading its labels, so that some names without are suspected too.
#[inline]
pub(crate) fn may_point_below(message: &[u8], end: usize, below: usize) -> bool {
    match message.get(end..).and_then(<[u8]>::first_chunk) {
        Some([high @ 0xC0..=0xFF, low]) => pointer(*high, *low) < below,
        Some([_, 0]) => false,
        _ => true,
    }
}

/// How many octets a name has where it stands; `None` when it is none.
#[inline]
pub(crate) fn extent<F: Follow>(i: Wire<'_>, follow: &mut F) -> Option<usize> {
    let octets = i.octets();
    let mut at = 0_usize;
    loop {
        step();
        match *octets.get(at)? {
            0 if at < MAX_NAME => return Some(at + 1),
            len @ 1..=63 => at += 1 + usize::from(len),
            high @ 0xC0.. => {
                let target = pointer(high, *octets.get(at + 1)?);
                let suffix = follow.follow(i.message(), i.offset(), target).ok()?;
                return (usize::from(suffix.len) + at <= MAX_NAME).then_some(at + 2);
            }
            _ => return None,
        }
    }
}

/// The same as a call: a number comes back in a register, a parser's result would not.
#[inline(never)]
fn extent_by_call<F: Follow>(i: Wire<'_>, follow: &mut F) -> Option<usize> {
    extent(i, follow)
}

/// Why there is no name.
#[cold]
#[inline(never)]
fn refusal<F: Follow>(i: Wire<'_>, follow: &mut F) -> nom::Err<Fault> {
    match run(i) {
        Ok((labels, Some(target))) => {
            let i = i.after(labels);
            match follow.follow(i.message(), i.offset().wrapping_sub(labels), target) {
                Ok(_) => i.fault(FaultKind::NameTooLong),
                Err(kind) => behind_pointer(i, kind, target),
            }
        }
        Ok((labels, None)) => i.after(labels).fault(FaultKind::NameTooLong),
        Err(error) => error,
    }
}

/// Octets of the labels up to the root or a compression pointer, and the target of that.
#[inline]
fn run(i: Wire<'_>) -> Result<(usize, Option<usize>), nom::Err<Fault>> {
    let octets = i.octets();
    let mut at = 0_usize;
    loop {
        step();
        match octets.get(at) {
            Some(0) => return Ok((at, None)),
            Some(len @ 1..=63) => {
                at = at.wrapping_add(1 + usize::from(*len));
                if at >= MAX_NAME {
                    return Err(too_long(i, at, usize::from(*len)));
                }
            }
            Some(high @ 0xC0..) => match octets.get(at.wrapping_add(1)) {
                Some(low) => return Ok((at, Some(pointer(*high, *low)))),
                None => return Err(i.after(at).end(2)),
            },
            Some(_) => return Err(i.after(at).fault(FaultKind::ReservedLabelType)),
            None => return Err(ends_early(i)),
        }
    }
}

/// The labels go beyond 255 octets, or beyond the window before that.
#[cold]
fn too_long(i: Wire<'_>, at: usize, len: usize) -> nom::Err<Fault> {
    if at > i.len() {
        return ends_early(i);
    }
    i.after(at.saturating_sub(1 + len)).fault(FaultKind::NameTooLong)
}

/// The window ends inside a label, or where the next one should start.
#[cold]
fn ends_early(i: Wire<'_>) -> nom::Err<Fault> {
    let mut i = i;
    loop {
        match i.octets().first() {
            Some(len) if usize::from(*len) < i.len() => i = i.after(1 + usize::from(*len)),
            Some(len) => return i.end(1 + usize::from(*len)),
            None => return i.end(1),
        }
    }
}

/// What is wrong behind a pointer is told where the pointer is.
#[cold]
fn behind_pointer(i: Wire<'_>, kind: FaultKind, target: usize) -> nom::Err<Fault> {
    nom::Err::Error(Fault::pointer(i.len(), kind, target))
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({self})")
    }
}
