//! Rows of fields up to the end of the window: borrowed, and read again when iterated.

use core::fmt;
use core::marker::PhantomData;

use super::{CharacterString, Field, Value};
use crate::compose::{Full, Output};
use crate::name::walk::step;
use crate::name::{Direct, Follow, Name, extent};
use crate::rdata::address::AplItem;
use crate::text::Text;
use crate::wire::{Parsed, Wire};

/// A row of values up to the end of an RDATA, option or parameter; checked, never collected.
#[derive(Clone, Copy)]
pub struct List<'a, T> {
    window: Wire<'a>,
    item: PhantomData<T>,
}

/// The values of a [`List`].
#[derive(Clone, Copy)]
pub struct Items<'a, T> {
    left: Wire<'a>,
    item: PhantomData<T>,
}

/// What a list can hold.
pub trait Item<'a>: Field<'a> {
    /// Whether a list needs at least one.
    const AT_LEAST_ONE: bool;

    /// How many octets a value takes that is plainly there; for lists of the shortest ones.
    #[inline]
    fn plain_len<F: Follow>(_: Wire<'a>, _: &mut F) -> Option<usize> {
        None
    }

    /// A list as a value of the generic walk.
    fn list_value(list: List<'a, Self>) -> Value<'a>;
}

impl<'a> Item<'a> for CharacterString<'a> {
    const AT_LEAST_ONE: bool = true;

    fn list_value(list: List<'a, Self>) -> Value<'a> {
        Value::Strings(list)
    }
}

impl<'a> Item<'a> for Name<'a> {
    const AT_LEAST_ONE: bool = false;

    #[inline]
    fn plain_len<F: Follow>(i: Wire<'a>, follow: &mut F) -> Option<usize> {
        extent(i, follow)
    }

    fn list_value(list: List<'a, Self>) -> Value<'a> {
        Value::Names(list)
    }
}

impl<'a> Item<'a> for u16 {
    const AT_LEAST_ONE: bool = false;

    fn list_value(list: List<'a, Self>) -> Value<'a> {
        Value::Numbers(list)
    }
}

impl<'a> Item<'a> for AplItem<'a> {
    const AT_LEAST_ONE: bool = false;

    fn list_value(list: List<'a, Self>) -> Value<'a> {
        Value::Prefixes(list)
    }
}

impl<'a, T: Field<'a>> List<'a, T> {
    /// A list over a window that was checked.
    #[inline]
    pub(crate) fn new(window: Wire<'a>) -> Self {
        List { window, item: PhantomData }
    }

    /// The values, in the order in which they stand.
    #[must_use]
    pub fn iter(self) -> Items<'a, T> {
        Items { left: self.window, item: PhantomData }
    }

    /// The first value, and the list without it.
    pub(crate) fn split_first(self) -> Option<(T, Self)> {
        let mut items = self.iter();
        let first = items.next()?;
        Some((first, List { window: items.left, item: PhantomData }))
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

impl<'a, T: Field<'a>> IntoIterator for List<'a, T> {
    type Item = T;
    type IntoIter = Items<'a, T>;

    fn into_iter(self) -> Items<'a, T> {
        self.iter()
    }
}

#[expect(clippy::copy_iterator, reason = "a window of a message, as a list is")]
impl<'a, T: Field<'a>> Iterator for Items<'a, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.left.is_empty() {
            return None;
        }
        step();
        let (left, item) = T::parse(self.left, &mut Direct).ok()?;
        self.left = left;
        Some(item)
    }
}

impl<'a, T: Item<'a>> Field<'a> for List<'a, T> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (j, ()) = Self::check(i, follow)?;
        Ok((j, List::new(i)))
    }

    fn check<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, ()> {
        let mut left = i;
        if T::AT_LEAST_ONE {
            (left, ()) = T::check(left, follow)?;
        }
        while !left.is_empty() {
            step();
            if let Some(len) = T::plain_len(left, follow) {
                left = left.after(len);
            } else {
                (left, ()) = T::check(left, follow)?;
            }
        }
        Ok((left, ()))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.iter().try_for_each(|item| item.compose(out))
    }

    fn is_shown(&self) -> bool {
        !self.is_empty()
    }

    fn show(&self, text: &mut Text<'_>) {
        let mut first = true;
        for item in *self {
            super::declare::show_after(&item, text, &mut first);
        }
    }

    fn value(self) -> Value<'a> {
        T::list_value(self)
    }
}

impl<'a, T: Field<'a> + fmt::Debug> fmt::Debug for List<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T: Field<'a> + fmt::Debug> fmt::Debug for Items<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl<'a, T: Field<'a> + PartialEq> PartialEq for List<'a, T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<'a, T: Field<'a> + Eq> Eq for List<'a, T> {}

impl<'a, T: Field<'a> + core::hash::Hash> core::hash::Hash for List<'a, T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.iter().for_each(|item| item.hash(state));
    }
}
