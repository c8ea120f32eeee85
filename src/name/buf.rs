//! Names that own their octets.

use core::fmt;

use super::{MAX_NAME, Name, Step, step};
use crate::registry::Found;
use crate::wire::count_step;

/// A domain name that owns its octets: at most 255, not on the heap.
///
/// Compares with [`Name`] and with other `NameBuf`s without regard to ASCII case.
///
/// ```
/// use dnswire::NameBuf;
///
/// let name: NameBuf = "www.Example.".parse()?;
/// assert_eq!(name, "WWW.example");
/// assert_eq!(name.as_octets(), b"\x03www\x07Example\0");
/// assert_eq!(name.parent().unwrap().child("mail")?, "mail.example.");
/// # Ok::<(), dnswire::NameError>(())
/// ```
///
/// Letters that are not ASCII stay what they are in UTF-8, as multicast DNS has them. For
/// internationalized names ([RFC 5890]) there is the crate `idna`, which `dnswire mx` uses:
///
/// ```ignore
/// let name: NameBuf = idna::domain_to_ascii("bücher.example")?.parse()?;
/// assert_eq!(name, "xn--bcher-kva.example.");
/// assert_eq!(idna::domain_to_unicode(&name.to_string()).0, "bücher.example.");
/// ```
///
/// [RFC 5890]: https://www.rfc-editor.org/rfc/rfc5890
#[derive(Clone, Copy)]
pub struct NameBuf {
    octets: [u8; MAX_NAME],
    len: u8,
}

/// The reason why a text, octets or labels are not a domain name, with the start of the text or of
/// the label, and the place.
///
/// ```
/// use dnswire::{NameBuf, NameErrorKind};
///
/// let error = "mail..example".parse::<NameBuf>().unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (NameErrorKind::EmptyLabel, Some(5)));
/// assert_eq!(error.to_string(), r#""mail..example", octet 5: a label of the name is empty"#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NameError {
    kind: NameErrorKind,
    offset: Option<u16>,
    /// The text or the label; octets of a whole name are not shown.
    found: Option<Found>,
}

/// The rule that a [`NameError`] is about.
///
/// ```
/// use dnswire::{NameBuf, NameErrorKind};
///
/// let long = "a".repeat(64).parse::<NameBuf>().unwrap_err();
/// assert_eq!(long.kind(), NameErrorKind::LabelTooLong);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NameErrorKind {
    /// A label other than the root at the end is empty.
    #[error("a label of the name is empty")]
    EmptyLabel,
    /// A label has more than 63 octets (RFC 1035 section 2.3.4).
    #[error("a label of the name is longer than 63 octets")]
    LabelTooLong,
    /// The name has more than 255 octets (RFC 1035 section 2.3.4).
    #[error("the name is longer than 255 octets")]
    NameTooLong,
    /// A backslash begins no escape: one character that is not a digit, or three digits up to 255.
    #[error("an escape in the name is neither \\X nor \\DDD")]
    BadEscape,
}

impl NameError {
    /// The rule that is broken.
    #[must_use]
    pub fn kind(&self) -> NameErrorKind {
        self.kind
    }

    /// The place in the text or the octets, in octets counted from 0; `None` for labels.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.offset.map(usize::from)
    }

    /// An error of a label that was to be added.
    #[cold]
    pub(super) fn of_label(kind: NameErrorKind, label: &[u8]) -> Self {
        NameError { kind, offset: None, found: Some(Found::of(label)) }
    }

    /// An error at an offset of a text.
    #[cold]
    pub(super) fn in_text(kind: NameErrorKind, text: &str, offset: usize) -> Self {
        NameError { found: Some(Found::of(text.as_bytes())), ..NameError::in_octets(kind, offset) }
    }

    /// An error at an offset of the octets of a name.
    #[cold]
    pub(super) fn in_octets(kind: NameErrorKind, offset: usize) -> Self {
        NameError { kind, offset: Some(u16::try_from(offset).unwrap_or(u16::MAX)), found: None }
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(found) = self.found {
            write!(f, "\"{found}\"")?;
        }
        if let Some(offset) = self.offset {
            let comma = if self.found.is_some() { ", " } else { "" };
            write!(f, "{comma}octet {offset}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl fmt::Debug for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameError({self})")
    }
}

impl core::error::Error for NameError {}

impl NameBuf {
    /// The root.
    pub const ROOT: NameBuf = NameBuf { octets: [0; MAX_NAME], len: 1 };

    /// Makes a name from its labels, the leftmost first, without the root.
    ///
    /// A label is text or octets, taken as they are: a dot in it is an octet of the label.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name = NameBuf::from_labels(["a.b", "example"])?;
    /// assert_eq!(name.to_string(), r"a\.b.example.");
    /// assert_eq!(name, NameBuf::from_labels([&b"a.b"[..], b"example"])?);
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    pub fn from_labels<L: AsRef<[u8]>>(
        labels: impl IntoIterator<Item = L>,
    ) -> Result<NameBuf, NameError> {
        let mut name = NameBuf { len: 0, ..NameBuf::ROOT };
        for label in labels {
            name.add_label(label.as_ref())?;
        }
        name.push_root();
        Ok(name)
    }

    /// Appends a label; the error names it.
    pub(super) fn add_label(&mut self, label: &[u8]) -> Result<(), NameError> {
        self.push_label(label).map_err(|kind| NameError::of_label(kind, label))
    }

    /// Appends a label, and keeps room for the root.
    pub(super) fn push_label(&mut self, label: &[u8]) -> Result<(), NameErrorKind> {
        let len = match label.len() {
            0 => return Err(NameErrorKind::EmptyLabel),
            1..=63 => u8::try_from(label.len()).map_err(|_| NameErrorKind::LabelTooLong)?,
            _ => return Err(NameErrorKind::LabelTooLong),
        };
        let start = usize::from(self.len);
        let end = start + 1 + label.len();
        let place = self.octets.get_mut(start..end).ok_or(NameErrorKind::NameTooLong)?;
        if end >= MAX_NAME {
            return Err(NameErrorKind::NameTooLong);
        }
        if let Some((head, tail)) = place.split_first_mut() {
            *head = len;
            tail.copy_from_slice(label);
        }
        self.len = u8::try_from(end).map_err(|_| NameErrorKind::NameTooLong)?;
        Ok(())
    }

    /// Copies labels of a message after the first `len` octets; returns the offset after them.
    #[inline(always)]
    fn copy_run(&mut self, len: usize, message: &[u8], run: usize, end: usize) -> usize {
        let copied = end.wrapping_sub(run);
        let new = len.wrapping_add(copied);
        // A copy of fixed size is quicker; the octets after the name have no meaning.
        if copied <= 16
            && let Some(from) = message.get(run..).and_then(<[u8]>::first_chunk::<16>)
            && let Some(to) = self.octets.get_mut(len..).and_then(<[u8]>::first_chunk_mut::<16>)
        {
            *to = *from;
        } else if let (Some(from), Some(to)) =
            (message.get(run..end), self.octets.get_mut(len..new))
        {
            to.copy_from_slice(from);
        }
        new
    }

    pub(super) fn push_root(&mut self) {
        if let Some(octet) = self.octets.get_mut(usize::from(self.len)) {
            *octet = 0;
            self.len = self.len.wrapping_add(1);
        }
    }

    pub(super) fn empty() -> Self {
        NameBuf { len: 0, ..NameBuf::ROOT }
    }

    /// The octets, uncompressed, with all length octets and the root; 1 to 255.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        self.octets.get(..self.len.into()).unwrap_or_default()
    }

    /// Borrows the name.
    #[must_use]
    pub fn as_name(&self) -> Name<'_> {
        Name::at(self.as_octets(), 0)
    }

    /// Returns the name with ASCII letters in lower case.
    #[must_use]
    pub fn to_lowercase(&self) -> NameBuf {
        let mut lower = *self;
        lower.make_lowercase();
        lower
    }

    pub(super) fn make_lowercase(&mut self) {
        // Length octets are below 64, so they are not letters.
        self.octets.get_mut(..self.len.into()).unwrap_or_default().make_ascii_lowercase();
    }
}

impl From<Name<'_>> for NameBuf {
    fn from(name: Name<'_>) -> Self {
        let (message, mut run, mut at) = (name.message, name.start, name.start);
        let (mut buf, mut len) = (NameBuf::empty(), 0_usize);
        loop {
            count_step();
            match step(message, at) {
                Step::Label(label) => at = at.wrapping_add(1 + label),
                Step::Pointer(target) if at == run => (run, at) = (target, target),
                Step::Pointer(target) => {
                    len = buf.copy_run(len, message, run, at);
                    (run, at) = (target, target);
                }
                _ => break,
            }
        }
        len = buf.copy_run(len, message, run, at);
        buf.len = u8::try_from(len).unwrap_or(0);
        buf.push_root();
        buf
    }
}

/// Lets a `&NameBuf` be passed where a name is expected.
impl<'n> From<&'n NameBuf> for Name<'n> {
    fn from(name: &'n NameBuf) -> Self {
        name.as_name()
    }
}
