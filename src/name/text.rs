//! Names in presentation format ([RFC 1035 section 5.1]).
//!
//! [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1

use core::fmt;
use core::str::FromStr;

use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::combinator::{map_opt, verify};
use nom::number::complete::be_u8;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::buf::{NameBuf, NameError, NameErrorKind};
use super::{Name, Step, step};
use crate::error::Fault;
use crate::text::{self, Text, Unescaped};
use crate::wire::{Wire, count_step, run};

impl Name<'_> {
    pub(crate) fn show(self, text: &mut Text<'_>) {
        let message = self.message();
        let mut at = self.start;
        let mut is_root = true;
        loop {
            count_step();
            match step(message, at) {
                Step::Label(len) => {
                    at = at.wrapping_add(1);
                    text.label(message.get(at..).unwrap_or_default(), len);
                    at = at.wrapping_add(len);
                    is_root = false;
                }
                Step::Pointer(target) => at = target,
                _ => break,
            }
        }
        if is_root {
            text.push(b'.');
        }
    }
}

impl<'a> Name<'a> {
    /// Displays the name as people read it: labels that are UTF-8 without control characters as
    /// they are, with a backslash before dots and backslashes ([RFC 6763 section 4.3]).
    ///
    /// The text reads back. [`Display`](fmt::Display) escapes every octet that is not ASCII.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name = NameBuf::from_labels(["Küche 2.1", "_ipp", "_tcp", "local"])?;
    /// assert_eq!(name.to_string(), r"K\195\188che\0322\.1._ipp._tcp.local.");
    /// let text = name.as_name().in_utf8().to_string();
    /// assert_eq!(text, r"Küche 2\.1._ipp._tcp.local.");
    /// assert_eq!(text.parse::<NameBuf>()?, name);
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    ///
    /// [RFC 6763 section 4.3]: https://www.rfc-editor.org/rfc/rfc6763#section-4.3
    #[must_use]
    pub fn in_utf8(self) -> impl fmt::Display + use<'a> {
        Utf8(self)
    }
}

/// Displays a name in UTF-8.
struct Utf8<'a>(Name<'a>);

impl fmt::Display for Utf8<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| {
            if self.0.is_root() {
                return text.push(b'.');
            }
            for label in self.0.labels() {
                match label.as_str().filter(|label| !label.contains(char::is_control)) {
                    Some(label) => label.split_inclusive(['.', '\\']).for_each(|part| {
                        let len = part.len().saturating_sub(1);
                        match part.split_at_checked(len) {
                            Some((head, mark @ ("." | "\\"))) => {
                                text.display(head);
                                text.push(b'\\');
                                text.display(mark);
                            }
                            _ => text.display(part),
                        }
                    }),
                    None => text.escaped(label.as_octets(), Unescaped::IN_NAME),
                }
                text.push(b'.');
            }
        })
    }
}

/// Writes an absolute name, with the dot at the end; special octets as `\X` or `\DDD`.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| Name::show(*self, text))
    }
}

impl fmt::Display for NameBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_name().fmt(f)
    }
}

impl fmt::Debug for NameBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameBuf({self})")
    }
}

/// Reads a name in presentation format as absolute, with or without a dot at the end.
///
/// ```
/// use dnswire::NameBuf;
///
/// let name: NameBuf = r"first\.last.\255.example".parse()?;
/// assert_eq!(name.to_string(), r"first\.last.\255.example.");
/// assert_eq!(".".parse::<NameBuf>()?, NameBuf::ROOT);
/// assert!("a..b".parse::<NameBuf>().is_err());
/// # Ok::<(), dnswire::NameError>(())
/// ```
impl FromStr for NameBuf {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text == "." {
            return Ok(NameBuf::ROOT);
        }
        let mut name = NameBuf::empty();
        // A name of 255 octets has at most 1009 characters.
        let mut left = Wire::new(text.as_bytes());
        while !left.is_empty() {
            left = label(left, &mut name)
                .map_err(|(kind, at)| NameError::in_text(kind, text, at.offset()))?;
        }
        if name.as_octets().is_empty() {
            return Err(NameError::in_text(NameErrorKind::EmptyLabel, text, 0));
        }
        name.push_root();
        Ok(name)
    }
}

/// Reads one label up to its dot or the end; returns the text after it. An error has the place of an
/// escape, or else of the label.
fn label<'t>(text: Wire<'t>, name: &mut NameBuf) -> Result<Wire<'t>, (NameErrorKind, Wire<'t>)> {
    let mut octets = [0; 63];
    let mut places = octets.iter_mut();
    let mut left = text;
    while !left.is_empty() {
        if let [b'.', ..] = left.octets() {
            left = left.skip(1);
            break;
        }
        let octet;
        (left, octet) = run(left, character).map_err(|_| (NameErrorKind::BadEscape, left))?;
        *places.next().ok_or((NameErrorKind::LabelTooLong, text))? = octet;
    }
    let len = 63 - places.len();
    name.push_label(octets.get(..len).unwrap_or_default()).map_err(|kind| (kind, text))?;
    Ok(left)
}

/// One octet of a label: `\DDD`, `\X` with any `X` that is no digit, or any other character.
fn character(i: Wire<'_>) -> IResult<Wire<'_>, u8, Fault> {
    let digits = take_while_m_n(3, 3, |octet: u8| octet.is_ascii_digit());
    let number = map_opt(digits, |digits: Wire<'_>| {
        let value = digits.octets().iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
        u8::try_from(value).ok()
    });
    let other = verify(be_u8, |octet: &u8| !octet.is_ascii_digit());
    let escape = preceded(verify(be_u8, |octet| *octet == b'\\'), alt((number, other)));
    alt((escape, verify(be_u8, |octet| *octet != b'\\'))).parse(i)
}
