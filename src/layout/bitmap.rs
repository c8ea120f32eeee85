//! Bitmaps: sets of types and of ports.

use core::fmt;

use crate::error::{Fault, FaultKind};
use crate::registry::Type;
use crate::wire::{Parsed, Wire, array, count_step, window};

/// A set of RR types, in windows of 256 ([RFC 4034 section 4.1.2]), borrowed from the message.
///
/// ```
/// use dnswire::{Type, TypeBitmapBuf};
///
/// let types: TypeBitmapBuf = [Type::MX, Type::A].into_iter().collect();
/// let bitmap = types.as_bitmap();
/// assert!(bitmap.contains(Type::MX) && !bitmap.contains(Type::NS));
/// assert_eq!(bitmap.iter().collect::<Vec<_>>(), [Type::A, Type::MX]);
/// ```
///
/// [RFC 4034 section 4.1.2]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1.2
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypeBitmap<'a> {
    blocks: &'a [u8],
    /// The bitmap of RFC 2535 section 5.2, without windows.
    without_windows: bool,
}

/// The iterator over a [`TypeBitmap`], in ascending order.
///
/// ```
/// use dnswire::{Type, TypeBitmapBuf};
///
/// let types: TypeBitmapBuf = [Type::MX, Type::A].into_iter().collect();
/// assert_eq!(types.as_bitmap().iter().map(|rtype| rtype.0).collect::<Vec<_>>(), [1, 15]);
/// ```
#[derive(Clone, Debug)]
pub struct Types<'a> {
    blocks: &'a [u8],
    window: u8,
    bitmap: &'a [u8],
    bit: u16,
}

impl<'a> TypeBitmap<'a> {
    /// The set in octets that were checked.
    pub(crate) fn new(blocks: &'a [u8]) -> Self {
        TypeBitmap { blocks, without_windows: false }
    }

    /// The bitmap of an NXT record ([RFC 2535 section 5.2]): types 0 to 127 without windows.
    ///
    /// [RFC 2535 section 5.2]: https://www.rfc-editor.org/rfc/rfc2535#section-5.2
    pub(crate) fn without_windows(bitmap: &'a [u8]) -> Self {
        TypeBitmap { blocks: bitmap, without_windows: true }
    }

    /// Checks blocks up to the end of the window.
    pub(super) fn check(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
        let (mut left, mut least) = (i, 0);
        while !left.is_empty() {
            count_step();
            (left, least) = block(left, least)?;
        }
        Ok(left)
    }

    /// The types, in ascending order.
    #[must_use]
    pub fn iter(self) -> Types<'a> {
        let (blocks, bitmap): (&[u8], &[u8]) =
            if self.without_windows { (&[], self.blocks) } else { (self.blocks, &[]) };
        Types { blocks, window: 0, bitmap, bit: 0 }
    }

    /// Returns `true` if the set has `rtype`.
    #[must_use]
    pub fn contains(self, rtype: Type) -> bool {
        // The types ascend, so a greater one ends the search.
        self.iter().find(|member| member.0 >= rtype.0) == Some(rtype)
    }

    /// Returns `true` if the set has no octets.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.blocks.is_empty()
    }

    /// The octets, with window numbers and lengths.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.blocks
    }
}

/// Returns `true` if checked blocks have type 0, OPT, TKEY, TSIG or a type of questions: "Bits
/// representing pseudo-types MUST be clear" (RFC 4034 section 4.1.2).
#[inline]
pub(super) fn has_pseudo_types(blocks: &[u8]) -> bool {
    let [0, len, bitmap @ ..] = blocks else { return false };
    let bitmap = bitmap.get(..usize::from(*len)).unwrap_or(bitmap);
    let octet = |at: usize| bitmap.get(at).copied().unwrap_or(0);
    octet(0) & 0x80 != 0 || octet(5) & 0x40 != 0 || octet(31) & 0x7F != 0
}

/// Checks one block: a window above the last, and 1 to 32 octets that do not end in zero.
#[inline]
fn block(i: Wire<'_>, least: u16) -> Parsed<'_, u16> {
    let (j, [number, len]) = array(i)?;
    if u16::from(number) < least {
        return Err(i.refuse(FaultKind::BitmapOrder));
    }
    if !(1..=32).contains(&len) {
        return Err(i.refuse(FaultKind::BitmapLength));
    }
    let (j, bitmap) = window(j, len.into())?;
    if bitmap.octets().last() == Some(&0) {
        return Err(i.refuse(FaultKind::BitmapLength));
    }
    Ok((j, u16::from(number) + 1))
}

impl Iterator for Types<'_> {
    type Item = Type;

    fn next(&mut self) -> Option<Type> {
        loop {
            count_step();
            let octet = usize::from(self.bit >> 3);
            let Some(bits) = self.bitmap.get(octet) else {
                let ([window, len], rest) = self.blocks.split_first_chunk()?;
                (self.bitmap, self.blocks) = rest.split_at_checked(usize::from(*len))?;
                (self.window, self.bit) = (*window, 0);
                continue;
            };
            let left = bits << (self.bit & 7);
            if left == 0 {
                self.bit = (self.bit | 7).wrapping_add(1);
                continue;
            }
            let bit = self.bit.wrapping_add(u16::try_from(left.leading_zeros()).unwrap_or(0));
            self.bit = bit.wrapping_add(1);
            let [_, low] = bit.to_be_bytes();
            return Some(Type(u16::from_be_bytes([self.window, low])));
        }
    }
}

impl<'a> IntoIterator for TypeBitmap<'a> {
    type Item = Type;
    type IntoIter = Types<'a>;

    fn into_iter(self) -> Types<'a> {
        self.iter()
    }
}

impl fmt::Debug for TypeBitmap<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A set of ports, as a bitmap of up to 65536 bits ([RFC 1035 section 3.4.2]).
///
/// ```
/// use dnswire::PortsBuf;
///
/// let ports: PortsBuf = [53, 25].into_iter().collect();
/// assert_eq!(ports.as_ports().iter().collect::<Vec<_>>(), [25, 53]);
/// ```
///
/// [RFC 1035 section 3.4.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.4.2
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ports<'a>(&'a [u8]);

/// The iterator over a [`Ports`], in ascending order.
///
/// ```
/// use dnswire::layout::Ports;
///
/// assert_eq!(Ports::new(&[0, 0b0100_0001]).iter().collect::<Vec<_>>(), [9, 15]);
/// ```
#[derive(Clone, Debug)]
pub struct PortsIter<'a> {
    octets: &'a [u8],
    /// The bits that were already looked at.
    bit: u32,
}

impl<'a> Ports<'a> {
    /// The ports whose bits are set; bit 0, the highest of the first octet, is port 0.
    #[must_use]
    pub fn new(bitmap: &'a [u8]) -> Self {
        Ports(bitmap)
    }

    /// The ports, in ascending order.
    #[must_use]
    pub fn iter(self) -> PortsIter<'a> {
        PortsIter { octets: self.0, bit: 0 }
    }

    /// The octets; bit 0, the highest of the first octet, is port 0.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }
}

impl Iterator for PortsIter<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        loop {
            count_step();
            let (octet, rest) = self.octets.split_first()?;
            let left = octet << (self.bit & 7);
            if left == 0 {
                self.octets = rest;
                self.bit = (self.bit | 7).wrapping_add(1);
                continue;
            }
            let port = self.bit.wrapping_add(left.leading_zeros());
            self.bit = port.wrapping_add(1);
            if self.bit.is_multiple_of(8) {
                self.octets = rest;
            }
            // Bits after that of the last port have no meaning.
            return u16::try_from(port).ok();
        }
    }
}

impl<'a> IntoIterator for Ports<'a> {
    type Item = u16;
    type IntoIter = PortsIter<'a>;

    fn into_iter(self) -> PortsIter<'a> {
        self.iter()
    }
}

impl fmt::Debug for Ports<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
