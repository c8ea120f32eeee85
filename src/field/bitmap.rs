//! Type bitmaps ([RFC 4034 section 4.1.2]).
//!
//! [RFC 4034 section 4.1.2]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1.2

use core::fmt;

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::name::Follow;
use crate::name::walk::step;
use crate::rdata::Type;
use crate::text::Text;
use crate::wire::{Parsed, Wire, array, take};

/// A set of RR types, in windows of 256 ([RFC 4034 section 4.1.2]); checked, never collected.
///
/// [RFC 4034 section 4.1.2]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1.2
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypeBitmap<'a> {
    blocks: &'a [u8],
    /// Without windows: the bitmap of RFC 2535 section 5.2.
    plain: bool,
}

/// The types of a [`TypeBitmap`], in ascending order.
#[derive(Clone, Debug)]
pub struct Types<'a> {
    blocks: &'a [u8],
    window: u8,
    bitmap: &'a [u8],
    bit: u16,
}

impl<'a> TypeBitmap<'a> {
    /// The bitmap of an NXT record ([RFC 2535 section 5.2]): types 0 to 127 without windows.
    ///
    /// [RFC 2535 section 5.2]: https://www.rfc-editor.org/rfc/rfc2535#section-5.2
    pub(crate) fn plain(bitmap: &'a [u8]) -> Self {
        TypeBitmap { blocks: bitmap, plain: true }
    }

    /// The types, in ascending order.
    #[must_use]
    pub fn iter(self) -> Types<'a> {
        let (blocks, bitmap): (&[u8], &[u8]) =
            if self.plain { (&[], self.blocks) } else { (self.blocks, &[]) };
        Types { blocks, window: 0, bitmap, bit: 0 }
    }

    /// Whether the set has `rtype`.
    #[must_use]
    pub fn contains(self, rtype: Type) -> bool {
        // In ascending order, so that none that comes later is it.
        self.iter().find(|member| member.0 >= rtype.0) == Some(rtype)
    }

    /// Whether there are no octets at all.
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

impl Iterator for Types<'_> {
    type Item = Type;

    fn next(&mut self) -> Option<Type> {
        loop {
            step();
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

/// Checks one block: a window above the last, and 1 to 32 octets that do not end in zero.
#[inline]
fn block(i: Wire<'_>, least: u16) -> Parsed<'_, u16> {
    let (j, [window, len]) = array(i)?;
    if u16::from(window) < least {
        return Err(i.fault(FaultKind::BitmapOrder));
    }
    if !(1..=32).contains(&len) {
        return Err(i.fault(FaultKind::BitmapLength));
    }
    let (j, bitmap) = take(len.into())(j)?;
    if bitmap.last() == Some(&0) {
        return Err(i.fault(FaultKind::BitmapLength));
    }
    Ok((j, u16::from(window) + 1))
}

impl<'a> Field<'a> for TypeBitmap<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (mut left, mut least) = (i, 0);
        while !left.is_empty() {
            step();
            (left, least) = block(left, least)?;
        }
        Ok((left, TypeBitmap { blocks: i.octets(), plain: false }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.blocks)
    }

    fn is_shown(&self) -> bool {
        !self.is_empty()
    }

    fn show(&self, text: &mut Text<'_>) {
        let mut first = true;
        for rtype in *self {
            super::declare::show_after(&rtype, text, &mut first);
        }
    }

    fn value(self) -> Value<'a> {
        Value::Types(self)
    }
}

impl fmt::Debug for TypeBitmap<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
