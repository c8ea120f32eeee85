//! The list of configurations inside the parameter ech.

use core::ops::Deref;

use crate::compose::{Full, Output};
use crate::field::{Field, Value};
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u16, rest, take};

/// An `ECHConfigList` of TLS: a length of 16 bits and that many octets, which are not looked into;
/// or nothing ([RFC 9848]).
///
/// [RFC 9848]: https://www.rfc-editor.org/rfc/rfc9848
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EchConfigList<'a>(pub &'a [u8]);

impl Deref for EchConfigList<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0
    }
}

impl<'a> Field<'a> for EchConfigList<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        if i.is_empty() {
            return Ok((i, EchConfigList(&[])));
        }
        let (j, len) = be_u16(i)?;
        let (j, _) = take(len.into())(j)?;
        // What is left behind the list is for the caller to refuse.
        let (_, all) = rest(i)?;
        let list = all.get(..all.len() - j.len()).unwrap_or(all);
        Ok((j, EchConfigList(list)))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }

    fn show(&self, text: &mut Text<'_>) {
        text.push(b'"');
        text.base64(self.0);
        text.push(b'"');
    }

    fn value(self) -> Value<'a> {
        Value::Octets(self.0)
    }
}
