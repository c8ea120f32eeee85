//! Numbers of 48 and 64 bits with a form of their own, and what may be absent.

use core::ops::Deref;

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire, array, be_u64, take};

/// A point in time, in seconds since 1970, of 48 bits ([RFC 8945 section 4.2]).
///
/// Shown as a number. The upper 16 bits are not composed.
///
/// [RFC 8945 section 4.2]: https://www.rfc-editor.org/rfc/rfc8945#section-4.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time48(pub u64);

/// An identifier of 64 bits, shown as four groups of four hex digits ([RFC 6742 section 2.1.3]).
///
/// [RFC 6742 section 2.1.3]: https://www.rfc-editor.org/rfc/rfc6742#section-2.1.3
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ilnp64(pub u64);

/// A hardware address of `N` octets, shown in hexadecimal with hyphens ([RFC 7043 section 3.2]).
///
/// [RFC 7043 section 3.2]: https://www.rfc-editor.org/rfc/rfc7043#section-3.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Eui<'a, const N: usize>(pub &'a [u8; N]);

impl<'a> Field<'a> for Time48 {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, [a, b, c, d, e, f]) = array(i)?;
        Ok((i, Time48(u64::from_be_bytes([0, 0, a, b, c, d, e, f]))))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        let [_, _, low @ ..] = self.0.to_be_bytes();
        out.octets(&low)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.number(self.0);
    }
    fn value(self) -> Value<'a> {
        Value::Number(self.0)
    }
}

impl<'a> Field<'a> for Ilnp64 {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, number) = be_u64(i)?;
        Ok((i, Ilnp64(number)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.0.compose(out)
    }
    fn show(&self, text: &mut Text<'_>) {
        for (place, octet) in self.0.to_be_bytes().into_iter().enumerate() {
            if place != 0 && place & 1 == 0 {
                text.push(b':');
            }
            text.hex_lower(&[octet]);
        }
    }
    fn value(self) -> Value<'a> {
        Value::Number(self.0)
    }
}

impl<const N: usize> Deref for Eui<'_, N> {
    type Target = [u8; N];

    fn deref(&self) -> &[u8; N] {
        self.0
    }
}

impl<'a, const N: usize> Field<'a> for Eui<'a, N> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (j, octets) = take(N)(i)?;
        match octets.first_chunk() {
            Some(octets) => Ok((j, Eui(octets))),
            None => Err(i.end(N)),
        }
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }
    fn show(&self, text: &mut Text<'_>) {
        for (place, octet) in self.0.iter().enumerate() {
            if place != 0 {
                text.push(b'-');
            }
            text.hex_lower(&[*octet]);
        }
    }
    fn value(self) -> Value<'a> {
        Value::Eui(self.0)
    }
}

/// A field that is there when any octet is left.
impl<'a, T: Field<'a>> Field<'a> for Option<T> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        if i.is_empty() {
            return Ok((i, None));
        }
        let (i, value) = T::parse(i, follow)?;
        Ok((i, Some(value)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.iter().try_for_each(|value| value.compose(out))
    }
    fn is_shown(&self) -> bool {
        self.as_ref().is_some_and(Field::is_shown)
    }
    fn show(&self, text: &mut Text<'_>) {
        if let Some(value) = self {
            value.show(text);
        }
    }
    fn value(self) -> Value<'a> {
        self.map_or(Value::Absent, Field::value)
    }
}
