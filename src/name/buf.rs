//! Names that own their octets.

use super::{MAX_NAME, Name};

/// A domain name that owns its octets: at most 255, not on the heap.
///
/// Compares with [`Name`] and with other `NameBuf`s without regard to ASCII case.
#[derive(Clone, Copy)]
pub struct NameBuf {
    octets: [u8; MAX_NAME],
    len: u8,
}

/// The reason why a text or a list of labels is not a domain name.
///
/// ```
/// use dnswire::{NameBuf, NameError};
///
/// assert_eq!("a..b".parse::<NameBuf>(), Err(NameError::EmptyLabel));
/// assert_eq!("a".repeat(64).parse::<NameBuf>(), Err(NameError::LabelTooLong));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
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
            name.push_label(label.as_ref())?;
        }
        name.push_root();
        Ok(name)
    }

    /// Appends a label, and keeps room for the root.
    pub(super) fn push_label(&mut self, label: &[u8]) -> Result<(), NameError> {
        let len = match label.len() {
            0 => return Err(NameError::EmptyLabel),
            1..=63 => u8::try_from(label.len()).map_err(|_| NameError::LabelTooLong)?,
            _ => return Err(NameError::LabelTooLong),
        };
        let start = usize::from(self.len);
        let end = start + 1 + label.len();
        let place = self.octets.get_mut(start..end).ok_or(NameError::NameTooLong)?;
        if end >= MAX_NAME {
            return Err(NameError::NameTooLong);
        }
        if let Some((head, tail)) = place.split_first_mut() {
            *head = len;
            tail.copy_from_slice(label);
        }
        self.len = u8::try_from(end).map_err(|_| NameError::NameTooLong)?;
        Ok(())
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
        // Length octets are below 64, so they are not letters.
        lower.octets.make_ascii_lowercase();
        lower
    }
}

impl From<Name<'_>> for NameBuf {
    fn from(name: Name<'_>) -> Self {
        let mut buf = NameBuf::empty();
        for label in name.labels() {
            // A `Name` has at most 255 octets.
            if buf.push_label(label.as_octets()).is_err() {
                break;
            }
        }
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
