//! Kinds of fields that only options have, and texts that only they take.

use core::ops::Deref;

use crate::compose::{Full, Output};
use crate::field::{Field, Hex, List, Value};
use crate::name::Follow;
use crate::registry::{Algorithm, DigestType, Nsec3HashAlgorithm};
use crate::text::{Plain, Text};
use crate::wire::{Parsed, Wire, rest, take};

/// Octets that may be text: shown as hexadecimal octets, with the text behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identifier<'a>(pub &'a [u8]);

impl<'a> Identifier<'a> {
    /// The octets.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }
}

impl Deref for Identifier<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl<'a> Field<'a> for Identifier<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = rest(i)?;
        Ok((i, Identifier(octets)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }
    fn is_shown(&self) -> bool {
        !self.0.is_empty()
    }
    fn show(&self, text: &mut Text<'_>) {
        for octet in self.0 {
            text.hex_lower(&[*octet]);
            text.space();
        }
        text.ascii("(\"");
        for octet in self.0 {
            text.push(if Plain::IN_QUOTES.has(*octet) { *octet } else { b'.' });
        }
        text.ascii("\")");
    }
    fn value(self) -> Value<'a> {
        Value::Octets(self.0)
    }
}

/// `N` octets that are shown in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FixedHex<'a, const N: usize>(pub &'a [u8; N]);

impl<const N: usize> Deref for FixedHex<'_, N> {
    type Target = [u8; N];

    fn deref(&self) -> &[u8; N] {
        self.0
    }
}

impl<'a, const N: usize> Field<'a> for FixedHex<'a, N> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (j, octets) = take(N)(i)?;
        match octets.first_chunk() {
            Some(octets) => Ok((j, FixedHex(octets))),
            None => Err(i.end(N)),
        }
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.hex_lower(self.0);
    }
    fn value(self) -> Value<'a> {
        Value::Octets(self.0)
    }
}

/// UTF-8 text up to the end of the window; shown in quotes.
impl<'a> Field<'a> for &'a str {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (rest, Hex(octets)) = Hex::parse(i, follow)?;
        match core::str::from_utf8(octets) {
            Ok(text) => Ok((rest, text)),
            Err(error) => Err(super::invalid(i.after(error.valid_up_to()))),
        }
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.as_bytes())
    }
    fn show(&self, text: &mut Text<'_>) {
        text.quoted(self.as_bytes());
    }
    fn value(self) -> Value<'a> {
        Value::Text(self.as_bytes())
    }
}

// Rows of one-octet numbers up to the end of the window.
macro_rules! octet_lists {
    ($($item:ty),+) => {$(
        impl<'a> Field<'a> for List<'a, $item> {
            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                let (rest, _) = rest(i)?;
                Ok((rest, List::new(i)))
            }
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets(self.as_octets())
            }
            fn is_shown(&self) -> bool {
                !self.is_empty()
            }
            fn show(&self, text: &mut Text<'_>) {
                for (index, item) in self.iter().enumerate() {
                    if index > 0 {
                        text.space();
                    }
                    item.show(text);
                }
            }
            fn value(self) -> Value<'a> {
                Value::SmallNumbers(self.as_octets())
            }
        }
    )+};
}

octet_lists! { Algorithm, DigestType, Nsec3HashAlgorithm }
