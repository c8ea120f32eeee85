//! Names made from other names, from octets and from addresses.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::buf::{NameBuf, NameError, NameErrorKind};
use super::{MAX_NAME, Name};

impl Name<'_> {
    /// The name with a label before it.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let zone: NameBuf = "example.".parse()?;
    /// assert_eq!(zone.child("www")?.to_string(), "www.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    pub fn child(self, label: impl AsRef<[u8]>) -> Result<NameBuf, NameError> {
        let mut name = NameBuf::empty();
        name.add_label(label.as_ref())?;
        name.push_labels(self)?;
        name.push_root();
        Ok(name)
    }

    /// The labels of this name, then those of `suffix`.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let (host, zone): (NameBuf, NameBuf) = ("a.b".parse()?, "example.".parse()?);
    /// assert_eq!(host.join(&zone)?.to_string(), "a.b.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    pub fn join<'n>(self, suffix: impl Into<Name<'n>>) -> Result<NameBuf, NameError> {
        let mut name = NameBuf::empty();
        name.push_labels(self)?;
        name.push_labels(suffix.into())?;
        name.push_root();
        Ok(name)
    }

    /// The name with ASCII letters in lower case.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name: NameBuf = "WWW.Example.".parse()?;
    /// assert_eq!(name.as_name().to_lowercase().to_string(), "www.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn to_lowercase(self) -> NameBuf {
        self.to_buf().to_lowercase()
    }

    /// The address that a whole name in `in-addr.arpa` or `ip6.arpa` stands for.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name: NameBuf = "1.2.0.192.in-addr.arpa.".parse()?;
    /// assert_eq!(name.to_address(), Some([192, 0, 2, 1].into()));
    /// let zone: NameBuf = "2.0.192.in-addr.arpa.".parse()?;
    /// assert_eq!(zone.to_address(), None);
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn to_address(self) -> Option<IpAddr> {
        let labels = || self.labels().map(super::Label::as_octets);
        let ends_in = |count: usize, suffix: [&[u8]; 2]| {
            let mut tail = labels().skip(count);
            let ends = suffix
                .map(|label| tail.next().is_some_and(|octets| octets.eq_ignore_ascii_case(label)));
            ends == [true; 2] && tail.next().is_none()
        };
        if ends_in(4, [b"in-addr", b"arpa"]) {
            let mut octets = [0; 4];
            for (place, label) in octets.iter_mut().rev().zip(labels()) {
                *place = plain_octet(label)?;
            }
            return Some(octets.into());
        }
        if ends_in(32, [b"ip6", b"arpa"]) {
            let mut bits = 0_u128;
            for label in labels().take(32) {
                let [digit] = label else { return None };
                bits = bits >> 4 | u128::from(nibble(*digit)?) << 124;
            }
            return Some(Ipv6Addr::from_bits(bits).into());
        }
        None
    }
}

/// A decimal number up to 255 without leading zeros.
fn plain_octet(digits: &[u8]) -> Option<u8> {
    if !matches!(digits, [b'0'] | [b'1'..=b'9', ..]) {
        return None;
    }
    digits.iter().try_fold(0_u8, |number, octet| {
        let digit = octet.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The value of a hexadecimal digit.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - (b'a' - 10)),
        b'A'..=b'F' => Some(digit - (b'A' - 10)),
        _ => None,
    }
}

impl NameBuf {
    /// Makes a name from its octets, uncompressed, with the root.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name = NameBuf::from_octets(b"\x03www\x07example\x00")?;
    /// assert_eq!(name.to_string(), "www.example.");
    /// assert_eq!(name.as_octets(), b"\x03www\x07example\x00");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    pub fn from_octets(octets: &[u8]) -> Result<NameBuf, NameError> {
        let (mut name, mut left) = (NameBuf::empty(), octets);
        let wrong = |kind, left: &[u8]| {
            Err(NameError::in_octets(kind, octets.len().wrapping_sub(left.len())))
        };
        if octets.len() > MAX_NAME {
            return wrong(NameErrorKind::NameTooLong, octets.get(MAX_NAME..).unwrap_or_default());
        }
        while let Some((len, rest)) = left.split_first() {
            if *len == 0 {
                name.push_root();
                let is_end = rest.is_empty();
                return if is_end { Ok(name) } else { wrong(NameErrorKind::EmptyLabel, left) };
            }
            let label = rest.split_at_checked(usize::from(*len)).filter(|_| *len < 64);
            let Some((label, rest)) = label else {
                return wrong(NameErrorKind::LabelTooLong, left);
            };
            if let Err(kind) = name.push_label(label) {
                return wrong(kind, left);
            }
            left = rest;
        }
        wrong(NameErrorKind::EmptyLabel, left)
    }

    /// The name with a label before it; see [`Name::child`].
    pub fn child(&self, label: impl AsRef<[u8]>) -> Result<NameBuf, NameError> {
        self.as_name().child(label)
    }

    /// The name without its leftmost label; `None` for the root.
    ///
    /// ```
    /// use dnswire::NameBuf;
    ///
    /// let name: NameBuf = "www.example.".parse()?;
    /// assert_eq!(name.parent().unwrap().to_string(), "example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn parent(&self) -> Option<NameBuf> {
        self.as_name().parent().map(Name::to_buf)
    }

    /// The labels of this name, then those of `suffix`; see [`Name::join`].
    pub fn join<'n>(&self, suffix: impl Into<Name<'n>>) -> Result<NameBuf, NameError> {
        self.as_name().join(suffix)
    }

    /// The address that the name stands for; see [`Name::to_address`].
    #[must_use]
    pub fn to_address(&self) -> Option<IpAddr> {
        self.as_name().to_address()
    }

    /// Appends labels that are known to be well formed, and keeps room for the root.
    fn push_labels(&mut self, name: Name<'_>) -> Result<(), NameError> {
        name.labels().try_for_each(|label| self.add_label(label.as_octets()))
    }

    /// Appends labels that fit.
    fn with_labels<L: AsRef<[u8]>>(mut self, labels: impl IntoIterator<Item = L>) -> Self {
        for label in labels {
            if self.push_label(label.as_ref()).is_err() {
                break;
            }
        }
        self
    }
}

/// The decimal digits of a number.
fn digits(octet: u8) -> ([u8; 3], usize) {
    let digit = |number: u8| b'0' + number % 10;
    match octet {
        0..=9 => ([digit(octet), 0, 0], 1),
        10..=99 => ([digit(octet / 10), digit(octet), 0], 2),
        _ => ([digit(octet / 100), digit(octet / 10), digit(octet)], 3),
    }
}

/// The reverse name of an address: its octets from the last on, in `in-addr.arpa`
/// ([RFC 1035 section 3.5]).
///
/// ```
/// use dnswire::NameBuf;
/// use std::net::Ipv4Addr;
///
/// let name = NameBuf::from(Ipv4Addr::new(192, 0, 2, 1));
/// assert_eq!(name.to_string(), "1.2.0.192.in-addr.arpa.");
/// ```
///
/// [RFC 1035 section 3.5]: https://www.rfc-editor.org/rfc/rfc1035#section-3.5
impl From<Ipv4Addr> for NameBuf {
    fn from(address: Ipv4Addr) -> Self {
        let mut name = NameBuf::empty();
        for octet in address.octets().into_iter().rev() {
            let (digits, len) = digits(octet);
            name = name.with_labels([digits.get(..len).unwrap_or_default()]);
        }
        name = name.with_labels(["in-addr", "arpa"]);
        name.push_root();
        name
    }
}

/// The reverse name of an address: its nibbles from the last on, in `ip6.arpa`
/// ([RFC 3596 section 2.5]).
///
/// [RFC 3596 section 2.5]: https://www.rfc-editor.org/rfc/rfc3596#section-2.5
impl From<Ipv6Addr> for NameBuf {
    fn from(address: Ipv6Addr) -> Self {
        let hex = |nibble: u8| if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
        let mut name = NameBuf::empty();
        for octet in address.octets().into_iter().rev() {
            name = name.with_labels([[hex(octet & 15)], [hex(octet >> 4)]]);
        }
        name = name.with_labels(["ip6", "arpa"]);
        name.push_root();
        name
    }
}

/// The reverse name of an address.
impl From<IpAddr> for NameBuf {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => address.into(),
        }
    }
}

/// Reads presentation format, as [`FromStr`](core::str::FromStr) does.
impl TryFrom<&str> for NameBuf {
    type Error = NameError;

    fn try_from(text: &str) -> Result<Self, NameError> {
        text.parse()
    }
}

/// Compares with a name in presentation format; a text that is no name is equal to none.
///
/// ```
/// use dnswire::NameBuf;
///
/// let name: NameBuf = "www.example.".parse()?;
/// assert!(name == "WWW.example." && name != "www..");
/// # Ok::<(), dnswire::NameError>(())
/// ```
impl PartialEq<str> for NameBuf {
    fn eq(&self, text: &str) -> bool {
        self.as_name() == *text
    }
}

impl PartialEq<&str> for NameBuf {
    fn eq(&self, text: &&str) -> bool {
        self.as_name() == **text
    }
}

impl PartialEq<str> for Name<'_> {
    fn eq(&self, text: &str) -> bool {
        text.parse::<NameBuf>().is_ok_and(|name| *self == name)
    }
}

impl PartialEq<&str> for Name<'_> {
    fn eq(&self, text: &&str) -> bool {
        *self == **text
    }
}

#[cfg(feature = "alloc")]
impl From<NameBuf> for Vec<u8> {
    fn from(name: NameBuf) -> Self {
        name.as_octets().to_vec()
    }
}
