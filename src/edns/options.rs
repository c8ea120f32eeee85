//! The options of an OPT record, and one of them as it stands.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::{OptionData, Place};
use crate::compose::{Full, Output};
use crate::error::{Error, Fault, Section};
use crate::field::{Field, Value};
use crate::findings::Rule;
use crate::name::Follow;
use crate::name::walk::step;
use crate::rdata::Type;
use crate::record::Record;
use crate::registry::OptionCode;
use crate::text::{self, Text};
use crate::wire::{Parsed, Wire, be_u16, window};

/// The options of an OPT record, in the order in which they stand; checked, never collected.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    window: Wire<'a>,
    place: Place,
}

/// One option, as it stands.
#[derive(Clone, Copy)]
pub struct RawOption<'a> {
    /// What it is.
    pub code: OptionCode,
    /// The octets behind its length.
    pub octets: &'a [u8],
    /// Where those start, in octets from the start of the message.
    pub offset: usize,
    message: &'a [u8],
    place: Place,
}

/// Reads an option: its code, then the window behind its length.
#[inline]
pub(super) fn option(i: Wire<'_>) -> Parsed<'_, (OptionCode, Wire<'_>)> {
    let (i, code) = be_u16(i)?;
    let (i, len) = be_u16(i)?;
    let (i, octets) = window(len.into())(i)?;
    Ok((i, (OptionCode(code), octets)))
}

impl<'a> RawOption<'a> {
    #[inline]
    fn new(code: OptionCode, octets: Wire<'a>, place: Place) -> Self {
        let (message, offset) = (octets.message(), octets.offset());
        RawOption { code, octets: octets.octets(), offset, message, place }
    }

    #[inline]
    pub(super) fn window(self) -> Wire<'a> {
        Wire::span(self.message, self.offset, self.octets.len())
    }

    /// A fault in the octets, as users see it.
    #[cold]
    pub(super) fn error(self, fault: Fault) -> Error {
        self.place.error(fault, self.offset + self.octets.len(), self.code.0)
    }
}

impl<'a> Options<'a> {
    /// The options of an OPT record, as far as they can be told apart.
    pub(super) fn in_record(record: &Record<'a>) -> Self {
        Options { window: record.window(), place: Place::of(record) }
    }

    /// The first option with this code.
    #[must_use]
    pub fn with_code(mut self, code: OptionCode) -> Option<RawOption<'a>> {
        self.find(|option| option.code == code)
    }

    /// The options of one type, malformed ones as errors.
    pub fn of<T: OptionData<'a>>(self) -> impl Iterator<Item = Result<T, Error>> {
        self.filter_map(RawOption::as_type)
    }

    /// Every option that does not fit its code, in linear work.
    pub(crate) fn broken(self) -> BrokenOptions<'a> {
        BrokenOptions { options: self }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of all options, with their codes and lengths.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }
}

/// Iterates over the options; stops at one that runs past the end.
#[expect(clippy::copy_iterator, reason = "an RDATA and what it holds are `Copy`")]
impl<'a> Iterator for Options<'a> {
    type Item = RawOption<'a>;

    #[inline]
    fn next(&mut self) -> Option<RawOption<'a>> {
        if self.window.is_empty() {
            return None;
        }
        step();
        let (window, (code, octets)) = option(self.window).ok()?;
        self.window = window;
        Some(RawOption::new(code, octets, self.place))
    }
}

/// The options that do not fit their codes.
#[derive(Clone, Debug)]
pub(crate) struct BrokenOptions<'a> {
    options: Options<'a>,
}

impl Iterator for BrokenOptions<'_> {
    type Item = (Rule, OptionCode, Error);

    fn next(&mut self) -> Option<Self::Item> {
        let broken = |option: RawOption<'_>| Some((option.code, option.malformed()?));
        let (code, error) = self.options.find_map(broken)?;
        Some((Rule::MalformedOption, code, error))
    }
}

impl<'a> Field<'a> for Options<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let mut left = i;
        while !left.is_empty() {
            step();
            (left, _) = option(left)?;
        }
        let first = Place::first_of(Section::Additional, Type::OPT);
        let place = follow.place().unwrap_or(first);
        Ok((left, Options { window: i, place }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.as_octets())
    }

    fn is_shown(&self) -> bool {
        !self.is_empty()
    }

    fn show(&self, text: &mut Text<'_>) {
        for (index, option) in self.enumerate() {
            if index > 0 {
                text.ascii("; ");
            }
            option.data().show(text);
        }
    }

    fn value(self) -> Value<'a> {
        Value::Options(self)
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl fmt::Debug for RawOption<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawOption({self})")
    }
}

/// As [`EdnsOption`](super::EdnsOption) shows it.
impl fmt::Display for RawOption<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.data().show(text))
    }
}

// Equal are those with the same octets, wherever they stand.
impl PartialEq for Options<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_octets() == other.as_octets()
    }
}

impl Eq for Options<'_> {}

impl Hash for Options<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_octets().hash(state);
    }
}

impl PartialEq for RawOption<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.code, self.octets) == (other.code, other.octets)
    }
}

impl Eq for RawOption<'_> {}

impl Hash for RawOption<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.code, self.octets).hash(state);
    }
}
