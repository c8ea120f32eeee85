//! Labels: the parts of a name between the dots.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::compare::are_equal;
use super::{Name, Step, step};
use crate::text::{self, Unescaped};
use crate::wire::count_step;

/// One label of a name, without its length octet: 1 to 63 octets.
///
/// Compares, orders and hashes without regard to the case of ASCII letters.
///
/// ```
/// use dnswire::NameBuf;
///
/// let name: NameBuf = "www.Example.".parse()?;
/// let labels: Vec<_> = name.as_name().labels().filter_map(|label| label.as_str()).collect();
/// assert_eq!(labels, ["www", "Example"]);
/// # Ok::<(), dnswire::NameError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Label<'a>(&'a [u8]);

impl<'a> Label<'a> {
    #[inline]
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Label(octets)
    }

    /// The octets, in their case.
    #[inline]
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }

    /// The octets as text; `None` if they are not UTF-8.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name: NameBuf = r"caf\195\169.\255.".parse()?;
    /// let labels: Vec<_> = name.as_name().labels().map(|label| label.as_str()).collect();
    /// assert_eq!(labels, [Some("café"), None]);
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        core::str::from_utf8(self.0).ok()
    }

    /// The number of octets; 1 to 63.
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
        are_equal(self.0, other.0)
    }
}

impl Eq for Label<'_> {}

/// The canonical order of labels (RFC 4034 section 6.1): as strings of unsigned lower-case octets.
impl Ord for Label<'_> {
    fn cmp(&self, other: &Label<'_>) -> Ordering {
        for (one, other) in self.0.iter().zip(other.0) {
            let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
            if one != other {
                return one.cmp(&other);
            }
        }
        self.len().cmp(&other.len())
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

/// Writes the label without a dot; octets that are special in presentation format are escaped.
impl fmt::Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| text.escaped(self.0, Unescaped::IN_NAME))
    }
}

impl fmt::Debug for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Label({self})")
    }
}

/// The labels of a [`Name`], from the leftmost to the one before the root.
///
/// ```
/// use dnswire::NameBuf;
///
/// let name: NameBuf = "www.example.".parse()?;
/// let mut labels = name.as_name().labels();
/// assert_eq!(labels.next().unwrap().to_string(), "www");
/// assert_eq!(labels.rest(), "example.");
/// # Ok::<(), dnswire::NameError>(())
/// ```
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

    /// The name made of the labels that were not yet returned.
    #[must_use]
    pub fn rest(self) -> Name<'a> {
        Name::at(self.message, self.offset())
    }

    #[inline]
    fn offset(self) -> usize {
        self.left.as_ptr().addr().wrapping_sub(self.message.as_ptr().addr())
    }
}

impl<'a> Iterator for Labels<'a> {
    type Item = Label<'a>;

    #[inline]
    fn next(&mut self) -> Option<Label<'a>> {
        loop {
            count_step();
            match step(self.left, 0) {
                Step::Label(len) => {
                    let (_, from) = self.left.split_first()?;
                    let (label, left) = from.split_at_checked(len)?;
                    self.left = left;
                    return Some(Label(label));
                }
                Step::Pointer(target) => self.left = self.message.get(target..)?,
                _ => return None,
            }
        }
    }
}
