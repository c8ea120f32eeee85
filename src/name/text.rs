//! Names in presentation format ([RFC 1035 section 5.1]).
//!
//! [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1

use core::fmt;
use core::str::FromStr;

use super::Name;
use super::buf::{NameBuf, NameError};
use crate::text::{self, Plain, Text};

impl Name<'_> {
    pub(crate) fn show(self, text: &mut Text<'_>) {
        let mut labels = self.labels();
        let Some(first) = labels.next() else { return text.push(b'.') };
        for label in core::iter::once(first).chain(labels) {
            text.escaped(label.as_octets(), Plain::IN_NAME);
            text.push(b'.');
        }
    }
}

/// Absolute, with the dot at the end; octets that mean something in text as `\X` or `\DDD`.
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

/// Reads a name in presentation format; without a dot at the end it is absolute all the same.
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
        let mut left = text.as_bytes();
        while !left.is_empty() {
            left = label(left, &mut name)?;
        }
        if name.as_octets().is_empty() {
            return Err(NameError::EmptyLabel);
        }
        name.push_root();
        Ok(name)
    }
}

/// Reads one label up to its dot or the end; returns what follows.
fn label<'t>(text: &'t [u8], name: &mut NameBuf) -> Result<&'t [u8], NameError> {
    let mut octets = [0; 63];
    let mut places = octets.iter_mut();
    let mut left = text;
    loop {
        let (octet, rest) = match left {
            [] => break,
            [b'.', rest @ ..] => {
                left = rest;
                break;
            }
            [b'\\', rest @ ..] => escape(rest)?,
            [octet, rest @ ..] => (*octet, rest),
        };
        *places.next().ok_or(NameError::LabelTooLong)? = octet;
        left = rest;
    }
    let len = 63 - places.len();
    name.push_label(octets.get(..len).unwrap_or_default())?;
    Ok(left)
}

/// What follows a backslash: three digits, or any other character.
fn escape(text: &[u8]) -> Result<(u8, &[u8]), NameError> {
    match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', rest @ ..] => {
            let value =
                [a, b, c].iter().fold(0_u16, |sum, digit| sum * 10 + u16::from(**digit - b'0'));
            Ok((u8::try_from(value).map_err(|_| NameError::BadEscape)?, rest))
        }
        [b'0'..=b'9', ..] | [] => Err(NameError::BadEscape),
        [octet, rest @ ..] => Ok((*octet, rest)),
    }
}
