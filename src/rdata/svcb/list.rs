//! Lists of values inside a parameter.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::{Field, Items, List, Value};
use crate::name::Follow;
use crate::name::walk::step;
use crate::text::Text;
use crate::wire::{Parsed, Wire};

/// A list of values up to the end of a parameter; checked, never collected.
#[derive(Clone, Copy)]
pub struct ValueList<'a, T> {
    window: Wire<'a>,
    item: PhantomData<T>,
}

/// What such a list can hold.
pub trait ListValue<'a>: Field<'a> {
    /// Whether the list may have no value.
    const MAY_BE_EMPTY: bool = false;

    /// Whether the list is in quotes.
    const QUOTED: bool = false;

    /// The place, counted from 0, of the first value that cannot stand where it does.
    fn misplaced(_: Items<'a, Self>) -> Option<usize> {
        None
    }

    /// A list that fills `window`, as a value of the generic walk.
    fn list_value(window: Wire<'a>) -> Value<'a> {
        Value::Octets(window.octets())
    }
}

impl<'a, T: ListValue<'a>> ValueList<'a, T> {
    /// The values, in the order in which they stand.
    #[must_use]
    pub fn iter(self) -> Items<'a, T> {
        List::new(self.window).iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of the whole list.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }
}

impl<'a, T: ListValue<'a>> IntoIterator for ValueList<'a, T> {
    type Item = T;
    type IntoIter = Items<'a, T>;

    fn into_iter(self) -> Items<'a, T> {
        self.iter()
    }
}

/// The window without its first `count` values.
fn skip<'a, T: Field<'a>, F: Follow>(i: Wire<'a>, count: usize, follow: &mut F) -> Parsed<'a, ()> {
    let mut left = i;
    for _ in 0..count {
        (left, ()) = T::check(left, follow)?;
    }
    Ok((left, ()))
}

impl<'a, T: ListValue<'a>> Field<'a> for ValueList<'a, T> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let mut left = i;
        if !T::MAY_BE_EMPTY {
            (left, ()) = T::check(left, follow)?;
        }
        while !left.is_empty() {
            step();
            (left, ()) = T::check(left, follow)?;
        }
        let list = ValueList { window: i, item: PhantomData };
        if let Some(count) = T::misplaced(list.iter()) {
            let (at, ()) = skip::<T, F>(i, count, follow)?;
            return Err(at.fault(FaultKind::Invalid));
        }
        Ok((left, list))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.as_octets())
    }

    fn show(&self, text: &mut Text<'_>) {
        if T::QUOTED {
            text.push(b'"');
        }
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                text.push(b',');
            }
            item.show(text);
        }
        if T::QUOTED {
            text.push(b'"');
        }
    }

    fn value(self) -> Value<'a> {
        T::list_value(self.window)
    }
}

impl<'a, T: ListValue<'a> + fmt::Debug> fmt::Debug for ValueList<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

// The layout of a list does not depend on where it stands.
impl<'a, T: ListValue<'a>> PartialEq for ValueList<'a, T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_octets() == other.as_octets()
    }
}

impl<'a, T: ListValue<'a>> Eq for ValueList<'a, T> {}

impl<'a, T: ListValue<'a>> Hash for ValueList<'a, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_octets().hash(state);
    }
}
