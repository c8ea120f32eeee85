//! Octets in one of the text forms of binary data.

use core::ops::Deref;

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u8, be_u16, rest, take};

/// Octets with a text form.
pub trait Octets<'a>: Copy + Deref<Target = [u8]> {
    /// The octets in this form.
    fn of(octets: &'a [u8]) -> Self;
    /// The octets.
    fn octets(self) -> &'a [u8];
    /// Whether they have a text.
    fn has_text(self) -> bool;
    /// Appends their text.
    fn text(self, text: &mut Text<'_>);
    /// As a value of the generic walk.
    fn into_value(self) -> Value<'a>;
}

macro_rules! octets {
    ($($(#[$doc:meta])* $name:ident, shown when $shown:expr, as $show:expr, value $value:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a>(pub &'a [u8]);

        impl<'a> $name<'a> {
            /// The octets.
            #[must_use]
            pub fn as_octets(self) -> &'a [u8] {
                self.0
            }
        }

        impl Deref for $name<'_> {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                self.0
            }
        }

        impl<'a> Octets<'a> for $name<'a> {
            #[inline]
            fn of(octets: &'a [u8]) -> Self {
                $name(octets)
            }
            #[inline]
            fn octets(self) -> &'a [u8] {
                self.0
            }
            fn has_text(self) -> bool {
                $shown(self.0)
            }
            fn text(self, text: &mut Text<'_>) {
                $show(text, self.0);
            }
            fn into_value(self) -> Value<'a> {
                Value::$value(self.0)
            }
        }

        // Alone, such octets go up to the end of the window.
        impl<'a> Field<'a> for $name<'a> {
            #[inline]
            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                let (i, octets) = rest(i)?;
                Ok((i, $name(octets)))
            }
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets(self.0)
            }
            fn is_shown(&self) -> bool {
                self.has_text()
            }
            fn show(&self, text: &mut Text<'_>) {
                self.text(text);
            }
            fn value(self) -> Value<'a> {
                self.into_value()
            }
        }
    )+};
}

fn always(_: &[u8]) -> bool {
    true
}

fn unless_empty(octets: &[u8]) -> bool {
    !octets.is_empty()
}

fn hex_or_dash(text: &mut Text<'_>, octets: &[u8]) {
    match octets {
        [] => text.push(b'-'),
        _ => text.hex(octets),
    }
}

fn prefixed_hex(text: &mut Text<'_>, octets: &[u8]) {
    text.ascii("0x");
    text.hex(octets);
}

fn base64_or_dash(text: &mut Text<'_>, octets: &[u8]) {
    match octets {
        [] => text.push(b'-'),
        _ => text.base64(octets),
    }
}

octets! {
    /// Octets that are shown in hexadecimal.
    Hex, shown when unless_empty, as Text::hex, value Octets;
    /// Octets that are shown in hexadecimal, `-` when there are none.
    HexOrDash, shown when always, as hex_or_dash, value Octets;
    /// Octets that are shown in hexadecimal behind `0x`.
    PrefixedHex, shown when always, as prefixed_hex, value Octets;
    /// Octets that are shown in base64.
    Base64, shown when unless_empty, as Text::base64, value Octets;
    /// Octets that are shown in base64, `-` when there are none.
    Base64OrDash, shown when always, as base64_or_dash, value Octets;
    /// Octets that are shown in base32 with the extended hex alphabet, without padding.
    Base32hex, shown when unless_empty, as Text::base32hex, value Octets;
    /// Octets that are shown as a quoted string, however long.
    Quoted, shown when always, as Text::quoted, value Text;
    /// Octets that are shown as a quoted string, however long; nothing when there are none.
    QuotedOrNone, shown when unless_empty, as Text::quoted, value Octets;
}

/// Octets behind a length of 8 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Len8<T>(pub T);

/// Octets behind a length of 16 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Len16<T>(pub T);

macro_rules! prefixed {
    ($($name:ident, $length:path, $number:ty);+ $(;)?) => {$(
        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<'a, T: Octets<'a>> Field<'a> for $name<T> {
            #[inline]
            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                let (i, len) = $length(i)?;
                let (i, octets) = take(len.into())(i)?;
                Ok((i, $name(T::of(octets))))
            }
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                let octets = self.0.octets();
                let len = <$number>::try_from(octets.len()).map_err(|_| Full)?;
                out.octets(&len.to_be_bytes())?;
                out.octets(octets)
            }
            fn is_shown(&self) -> bool {
                self.0.has_text()
            }
            fn show(&self, text: &mut Text<'_>) {
                self.0.text(text);
            }
            fn value(self) -> Value<'a> {
                self.0.into_value()
            }
        }
    )+};
}

prefixed! { Len8, be_u8, u8; Len16, be_u16, u16 }
