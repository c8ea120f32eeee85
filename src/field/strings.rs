//! `<character-string>`s: a length octet and that many octets.

use core::ops::Deref;

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::Follow;
use crate::text::{Plain, Text};
use crate::wire::{Parsed, Wire, character_string};

/// A `<character-string>` ([RFC 1035 section 3.3]): at most 255 octets; shown in quotes.
///
/// [RFC 1035 section 3.3]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CharacterString<'a>(pub &'a [u8]);

/// A `<character-string>` that is shown without quotes where it needs none, `-` when empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bare<'a>(pub &'a [u8]);

impl<'a> CharacterString<'a> {
    /// The octets, without the length octet.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }
}

impl Deref for CharacterString<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl Deref for Bare<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

fn compose_string<O: Output>(octets: &[u8], out: &mut O) -> Result<(), Full> {
    out.octets(&[u8::try_from(octets.len()).map_err(|_| Full)?])?;
    out.octets(octets)
}

impl<'a> Field<'a> for CharacterString<'a> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = character_string(i)?;
        Ok((i, CharacterString(octets)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        compose_string(self.0, out)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.quoted(self.0);
    }
    fn value(self) -> Value<'a> {
        Value::Text(self.0)
    }
}

impl<'a> Field<'a> for Bare<'a> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = character_string(i)?;
        Ok((i, Bare(octets)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        compose_string(self.0, out)
    }
    fn show(&self, text: &mut Text<'_>) {
        match self.0 {
            [] => text.push(b'-'),
            octets => text.escaped(octets, Plain::BARE),
        }
    }
    fn value(self) -> Value<'a> {
        Value::Text(self.0)
    }
}
