//! Names as fields.

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::{Follow, Name};
use crate::text::Text;
use crate::wire::{Parsed, Wire};

impl<'a> Field<'a> for Name<'a> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        Name::parse_with(i, follow)
    }
    #[inline]
    fn check<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
        Name::check_with(i, follow)
    }
    #[inline]
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.name(*self)
    }
    fn show(&self, text: &mut Text<'_>) {
        Name::show(*self, text);
    }
    fn value(self) -> Value<'a> {
        Value::Name(self)
    }
}
