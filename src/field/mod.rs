//! What RDATA, EDNS options and service parameters are made of.
//!
//! A [`Field`] is one value with its way to be read, checked, written and shown; [`Fields`] is a
//! row of them, declared with `fields!` in the form of the very struct that users get.

mod address;
pub(crate) mod bitmap;
pub(crate) mod coded;
pub(crate) mod declare;
mod list;
mod name;
mod number;
mod octets;
mod strings;
mod value;
mod wide;

pub use bitmap::{TypeBitmap, Types};
pub(crate) use declare::{field_at, fields};
pub use list::{Items, List};
pub use number::Time;
pub use octets::{
    Base32hex, Base64, Base64OrDash, Hex, HexOrDash, Len8, Len16, PrefixedHex, Quoted, QuotedOrNone,
};
pub use strings::{Bare, CharacterString};
pub use value::{FieldView, Value};
pub use wide::{Eui, Ilnp64, Time48};

use crate::compose::{Full, Output};
use crate::findings::Rule;
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire};

/// One kind of field.
pub trait Field<'a>: Copy {
    /// Reads the field; names behind compression pointers are checked by `follow`.
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self>;

    /// Reads the field without building it.
    #[inline]
    fn check<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
        let (i, _) = Self::parse(i, follow)?;
        Ok((i, ()))
    }

    /// Appends the field.
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full>;

    /// Whether the field has a text at all; one without has no blank before it either.
    #[inline]
    fn is_shown(&self) -> bool {
        true
    }

    /// Appends the field in presentation format.
    fn show(&self, text: &mut Text<'_>);

    /// The field as one of the few kinds of values.
    fn value(self) -> Value<'a>;
}

/// A row of [`Field`]s. `fields!` implements it; irregular layouts do so by hand.
pub trait Fields<'a>: Copy {
    /// The fields, under the names their RFC gives them, as faults count them.
    const NAMES: &'static [&'static str];

    /// Whether [`Fields::broken_rule`] has anything to look at.
    const HAS_RULES: bool = false;

    /// Reads all fields.
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self>;

    /// Reads all fields without building them.
    #[inline]
    fn check<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
        let (i, _) = Self::parse(i, follow)?;
        Ok((i, ()))
    }

    /// The first rule that a value of the fields breaks, and the field it is in.
    #[inline]
    fn broken_rule(&self) -> Option<(Rule, u8)> {
        None
    }

    /// Reads all fields without building them; whether no rule is broken, `false` also where more
    /// has to be looked at.
    #[inline]
    fn check_rules<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, bool> {
        if Self::HAS_RULES {
            let (i, fields) = Self::parse(i, follow)?;
            return Ok((i, fields.broken_rule().is_none()));
        }
        let (i, ()) = Self::check(i, follow)?;
        Ok((i, true))
    }

    /// Appends all fields.
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full>;

    /// Appends all fields in presentation format.
    fn show(&self, text: &mut Text<'_>);

    /// Where a field starts, in octets that were checked; `None` also for irregular layouts.
    fn start_of(_: Wire<'a>, _: u8) -> Option<Wire<'a>> {
        None
    }

    /// Calls `visit` for each field: its name, where it lies in the message, its value.
    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()>;
}
