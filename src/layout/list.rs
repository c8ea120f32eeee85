//! Lists up to the end of an RDATA, option or parameter, and the items that have several parts.

use core::fmt;
use core::marker::PhantomData;
use core::net::{Ipv4Addr, Ipv6Addr};

use super::Value;
use super::check::address_octets;
use crate::error::{Fault, FaultKind, Rule};
use crate::name::{Name, Pointers};
use crate::registry::{AddressFamily, Algorithm, DigestType, Nsec3HashAlgorithm, SvcParamKey};
use crate::wire::{Parsed, Wire, array, be_u8, be_u16, count_step, window};

/// A list of values, borrowed from the message; it was checked, and is read again when iterated.
///
/// ```
/// use dnswire::{ListBuf, rdata::Txt};
///
/// let strings = ListBuf::<[u8]>::new(["a", "b c"])?;
/// let txt = Txt { txt_data: strings.as_list() };
/// assert_eq!(txt.txt_data.iter().collect::<Vec<_>>(), [&b"a"[..], b"b c"]);
/// assert_eq!(txt.txt_data.as_octets(), b"\x01a\x03b c");
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy)]
pub struct List<'a, T> {
    window: Wire<'a>,
    item: PhantomData<T>,
}

/// The iterator over a [`List`].
///
/// ```
/// use dnswire::List;
///
/// let mut items = List::new(b"\x01a\x02bc").iter();
/// assert_eq!((items.next(), items.next(), items.next()), (Some(&b"a"[..]), Some(&b"bc"[..]), None));
/// ```
#[derive(Clone)]
pub struct Items<'a, T> {
    pub(super) left: Wire<'a>,
    item: PhantomData<T>,
}

/// A type that lists can hold. Only types of this crate implement it.
pub trait Item<'a>: Copy {
    /// Reads one item.
    #[doc = "Only the crate itself can make the argument."]
    fn parse(i: Wire<'a>) -> Result<(Wire<'a>, Self), Fault>;
}

impl<'a> Item<'a> for &'a [u8] {
    #[inline]
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (i, len) = be_u8(i)?;
        let (i, octets) = window(i, len.into())?;
        Ok((i, octets.octets()))
    }
}

impl<'a> Item<'a> for Name<'a> {
    #[inline]
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        Name::parse(i, &mut Pointers::ignore())
    }
}

impl<'a> Item<'a> for u16 {
    #[inline]
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        be_u16(i)
    }
}

impl<'a> Item<'a> for SvcParamKey {
    #[inline]
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (i, key) = be_u16(i)?;
        Ok((i, SvcParamKey(key)))
    }
}

macro_rules! octet_items {
    ($($item:ident)+) => {$(
        impl<'a> Item<'a> for $item {
            #[inline]
            fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
                let (i, number) = be_u8(i)?;
                Ok((i, $item(number)))
            }
        }
    )+};
}

octet_items! { Algorithm DigestType Nsec3HashAlgorithm }

macro_rules! address_items {
    ($($item:ident $len:literal)+) => {$(
        impl<'a> Item<'a> for $item {
            #[inline]
            fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
                let (i, octets) = array::<$len>(i)?;
                Ok((i, octets.into()))
            }
        }
    )+};
}

address_items! { Ipv4Addr 4 Ipv6Addr 16 }

/// One prefix of an APL record ([RFC 3123 section 4]).
///
/// ```
/// use dnswire::{RecordBuf, rdata::Apl};
///
/// let record: RecordBuf = "x. 1 APL !1:192.0.2.0/24".parse()?;
/// let apl = record.data::<Apl>().unwrap()?;
/// let prefix = apl.items.iter().next().unwrap();
/// assert_eq!((prefix.prefix, prefix.n, prefix.afdpart), (24, true, &[192, 0, 2][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 3123 section 4]: https://www.rfc-editor.org/rfc/rfc3123#section-4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressPrefix<'a> {
    /// The address family: 1 for IPv4, 2 for IPv6.
    pub address_family: AddressFamily,
    /// The length of the prefix in bits.
    pub prefix: u8,
    /// `true` if the prefix is negated.
    pub n: bool,
    /// The octets of the address, without zeros at its end; at most 127.
    pub afdpart: &'a [u8],
}

impl<'a> Item<'a> for AddressPrefix<'a> {
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (i, family) = be_u16(i)?;
        let (i, [prefix, length]) = array(i)?;
        let (i, afdpart) = window(i, (length & 0x7F).into())?;
        let (address_family, afdpart) = (AddressFamily(family), afdpart.octets());
        Ok((i, AddressPrefix { address_family, prefix, n: length & 0x80 != 0, afdpart }))
    }
}

impl AddressPrefix<'_> {
    /// Returns `true` if the text of the prefix reads back: the family is known, and the octets are
    /// at most those of an address, without zeros at the end.
    pub(super) fn has_text(&self) -> bool {
        let octets = address_octets(self.address_family);
        octets.is_some_and(|octets| self.afdpart.len() <= octets.into())
            && self.afdpart.last() != Some(&0)
    }

    /// The rule that the prefix breaks.
    pub(super) fn broken_rule(&self) -> Option<Rule> {
        let octets = address_octets(self.address_family)?;
        // "the sender MUST NOT include trailing zero octets in the AFDPART" (RFC 3123 section 4).
        if self.afdpart.len() > octets.into() || self.afdpart.last() == Some(&0) {
            return Some(Rule::AddressLength);
        }
        (u16::from(self.prefix) > u16::from(octets) * 8).then_some(Rule::AddressPrefix)
    }
}

/// One field of an Umbrella option: the client that a query is sent for.
///
/// ```
/// use dnswire::ListBuf;
/// use dnswire::layout::UmbrellaField;
///
/// let fields = [UmbrellaField::Organization(7), UmbrellaField::Ipv4([192, 0, 2, 1].into())];
/// let list = ListBuf::<UmbrellaField>::new(fields)?;
/// assert_eq!(list.as_list().iter().map(UmbrellaField::number).collect::<Vec<_>>(), [8, 16]);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UmbrellaField<'a> {
    /// Type 4: an asset.
    Asset(u32),
    /// Type 8: an organization.
    Organization(u32),
    /// Type 16: the client's IPv4 address.
    Ipv4(Ipv4Addr),
    /// Type 32: the client's IPv6 address.
    Ipv6(Ipv6Addr),
    /// Type 64: a device, 8 octets.
    Device(&'a [u8]),
}

impl<'a> Item<'a> for UmbrellaField<'a> {
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (j, number) = be_u16(i)?;
        Ok(match number {
            4 | 8 => {
                let (j, octets) = array(j)?;
                let number_of = u32::from_be_bytes(octets);
                let asset = UmbrellaField::Asset(number_of);
                (j, if number == 4 { asset } else { UmbrellaField::Organization(number_of) })
            }
            16 => {
                let (j, octets) = array::<4>(j)?;
                (j, UmbrellaField::Ipv4(octets.into()))
            }
            32 => {
                let (j, octets) = array::<16>(j)?;
                (j, UmbrellaField::Ipv6(octets.into()))
            }
            64 => {
                let (j, octets) = window(j, 8)?;
                (j, UmbrellaField::Device(octets.octets()))
            }
            _ => return Err(i.refuse(FaultKind::UnknownUmbrellaType)),
        })
    }
}

impl<'a> UmbrellaField<'a> {
    /// The number of its type.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            UmbrellaField::Asset(_) => 4,
            UmbrellaField::Organization(_) => 8,
            UmbrellaField::Ipv4(_) => 16,
            UmbrellaField::Ipv6(_) => 32,
            UmbrellaField::Device(_) => 64,
        }
    }

    pub(super) fn value(self) -> Value<'a> {
        match self {
            UmbrellaField::Asset(number) | UmbrellaField::Organization(number) => {
                Value::Number(number.into())
            }
            UmbrellaField::Ipv4(address) => Value::Ipv4(address),
            UmbrellaField::Ipv6(address) => Value::Ipv6(address),
            UmbrellaField::Device(octets) => Value::Octets(octets),
        }
    }
}

/// A transport of DNS and its weight (draft-johani-dnsop-svcb-oots-00).
///
/// ```
/// use dnswire::ListBuf;
/// use dnswire::layout::WeightedTransport;
///
/// let transport = WeightedTransport { protocol: b"doq", weight: 30 };
/// let list = ListBuf::<WeightedTransport>::new([transport])?;
/// assert_eq!(list.as_list().iter().next(), Some(transport));
/// assert!(ListBuf::<WeightedTransport>::new([WeightedTransport { weight: 101, ..transport }]).is_err());
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WeightedTransport<'a> {
    /// `do53`, `dot`, `doh` or `doq`.
    pub protocol: &'a [u8],
    /// 0 to 100.
    pub weight: u8,
}

/// The protocols of [`WeightedTransport`].
const PROTOCOLS: [&[u8]; 4] = [b"do53", b"dot", b"doh", b"doq"];

impl<'a> Item<'a> for WeightedTransport<'a> {
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (j, protocol) = <&[u8]>::parse(i)?;
        if !PROTOCOLS.contains(&protocol) {
            return Err(i.refuse(FaultKind::UnknownTransport));
        }
        let (i, weight) = be_u8(j)?;
        if weight > 100 {
            return Err(j.refuse(FaultKind::TransportWeight));
        }
        Ok((i, WeightedTransport { protocol, weight }))
    }
}

impl<'a, T> List<'a, T> {
    /// A list over a window that was checked.
    #[inline]
    pub(crate) fn over(window: Wire<'a>) -> Self {
        List { window, item: PhantomData }
    }

    /// The values, in their order.
    #[must_use]
    #[allow(clippy::iter_not_returning_iterator, reason = "it is one for each type of value")]
    pub fn iter(self) -> Items<'a, T> {
        Items { left: self.window, item: PhantomData }
    }

    /// Returns `true` if the list has no values.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of the whole list.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }

    pub(super) fn window(self) -> Wire<'a> {
        self.window
    }
}

impl<'a> List<'a, &'a [u8]> {
    /// Character-strings from their octets: each has its length in one octet before it.
    ///
    /// The list ends before a string that is cut; `as_octets` has then fewer octets than were given.
    /// [`ListBuf`](crate::ListBuf) makes lists of strings, names, numbers and others.
    ///
    /// ```
    /// use dnswire::{List, rdata::Txt};
    ///
    /// let txt = Txt { txt_data: List::new(b"\x06v=spf1\x04-all") };
    /// assert_eq!(txt.to_string(), r#""v=spf1" "-all""#);
    /// assert_eq!(List::new(b"\x01a\x05cut").as_octets(), b"\x01a");
    /// ```
    #[must_use]
    pub fn new(octets: &'a [u8]) -> Self {
        let all = Wire::new(octets);
        let mut left = List::<&[u8]>::over(all).iter();
        while left.next().is_some() {}
        List::over(all.until(left.left))
    }
}

/// Strings as text.
///
/// ```
/// use dnswire::{CharacterString, List};
///
/// let strings = List::new(b"\x05hello\x01\xff");
/// assert!(strings.iter().map(CharacterString::as_str).eq(["hello", ""]));
/// ```
pub trait CharacterString {
    /// The string as text; empty when it is not UTF-8.
    ///
    /// Use [`core::str::from_utf8`] where octets that are not text must be seen.
    fn as_str(&self) -> &str;
}

impl CharacterString for [u8] {
    fn as_str(&self) -> &str {
        core::str::from_utf8(self).unwrap_or_default()
    }
}

impl<'a, T: Item<'a>> IntoIterator for List<'a, T> {
    type Item = T;
    type IntoIter = Items<'a, T>;

    fn into_iter(self) -> Items<'a, T> {
        self.iter()
    }
}

impl<'a, T: Item<'a>> Iterator for Items<'a, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.left.is_empty() {
            return None;
        }
        count_step();
        let (left, item) = T::parse(self.left).ok()?;
        self.left = left;
        Some(item)
    }
}

impl<'a, T: Item<'a> + fmt::Debug> fmt::Debug for List<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T: Item<'a> + fmt::Debug> fmt::Debug for Items<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(List::<T>::over(self.left).iter()).finish()
    }
}

impl<'a, T: Item<'a> + PartialEq> PartialEq for List<'a, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<'a, T: Item<'a> + Eq> Eq for List<'a, T> {}

impl<'a, T: Item<'a> + core::hash::Hash> core::hash::Hash for List<'a, T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.iter().for_each(|item| item.hash(state));
    }
}
