//! The parameters of a record, and one of them as it stands.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::ParamData;
use super::rules::BrokenParams;
use crate::compose::{Full, Output};
use crate::edns::Place;
use crate::error::{Error, Fault, FaultKind, Section};
use crate::field::{Field, Value};
use crate::name::Follow;
use crate::name::walk::step;
use crate::rdata::Type;
use crate::registry::SvcParamKey;
use crate::text::{self, Text};
use crate::wire::{Parsed, Wire, be_u16, window};

/// The parameters of a record, `SvcParams`: strictly ascending keys, each with a value ([RFC 9460 section 2.2]).
///
/// [RFC 9460 section 2.2]: https://www.rfc-editor.org/rfc/rfc9460#section-2.2
#[derive(Clone, Copy)]
pub struct SvcParams<'a> {
    window: Wire<'a>,
    place: Place,
}

/// The iterator of [`SvcParams::iter`].
#[derive(Clone)]
pub struct ParamIter<'a> {
    left: Wire<'a>,
    place: Place,
}

/// One parameter, as it stands.
#[derive(Clone, Copy)]
pub struct RawParam<'a> {
    /// What it is.
    pub key: SvcParamKey,
    /// The octets of its value.
    pub octets: &'a [u8],
    /// Where those start, in octets from the start of the message.
    pub offset: usize,
    message: &'a [u8],
    place: Place,
}

/// Reads a parameter: its key, then the window of its value.
#[inline]
pub(super) fn param(i: Wire<'_>) -> Parsed<'_, (SvcParamKey, Wire<'_>)> {
    let (i, key) = be_u16(i)?;
    let (i, len) = be_u16(i)?;
    let (i, value) = window(len.into())(i)?;
    Ok((i, (SvcParamKey(key), value)))
}

impl<'a> RawParam<'a> {
    #[inline]
    fn new(key: SvcParamKey, value: Wire<'a>, place: Place) -> Self {
        let (message, offset) = (value.message(), value.offset());
        RawParam { key, octets: value.octets(), offset, message, place }
    }

    #[inline]
    pub(super) fn window(self) -> Wire<'a> {
        Wire::span(self.message, self.offset, self.octets.len())
    }

    /// A fault in the value, as users see it.
    #[cold]
    pub(super) fn error(self, fault: Fault) -> Error {
        self.place.error(fault, self.offset + self.octets.len(), self.key.0)
    }
}

impl<'a> SvcParams<'a> {
    /// The parameters one by one, in ascending order of their keys.
    #[must_use]
    pub fn iter(self) -> ParamIter<'a> {
        ParamIter { left: self.window, place: self.place }
    }

    /// The parameter with this key.
    #[must_use]
    pub fn find(self, key: SvcParamKey) -> Option<RawParam<'a>> {
        self.iter().take_while(|param| param.key <= key).find(|param| param.key == key)
    }

    /// The parameter of one type; an error when it is malformed.
    #[must_use]
    pub fn param<T: ParamData<'a>>(self) -> Option<Result<T, Error>> {
        self.find(T::KEY).and_then(RawParam::as_type)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of all parameters, with their keys and lengths.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }

    /// Every parameter that breaks a rule: the rule, the key, where in the message; linear work.
    pub(crate) fn broken(self) -> BrokenParams<'a> {
        BrokenParams::new(self)
    }

    /// No parameters.
    pub(super) fn none(self) -> Self {
        SvcParams { window: self.window.after(self.window.len()), ..self }
    }
}

impl<'a> Iterator for ParamIter<'a> {
    type Item = RawParam<'a>;

    #[inline]
    fn next(&mut self) -> Option<RawParam<'a>> {
        if self.left.is_empty() {
            return None;
        }
        step();
        let (left, (key, value)) = param(self.left).ok()?;
        self.left = left;
        Some(RawParam::new(key, value, self.place))
    }
}

impl<'a> IntoIterator for SvcParams<'a> {
    type Item = RawParam<'a>;
    type IntoIter = ParamIter<'a>;

    fn into_iter(self) -> ParamIter<'a> {
        self.iter()
    }
}

impl<'a> Field<'a> for SvcParams<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (mut left, mut least) = (i, 0);
        while !left.is_empty() {
            step();
            let (rest, (key, _)) = param(left)?;
            if u32::from(key.0) < least {
                return Err(left.fault(FaultKind::ParamOrder));
            }
            (left, least) = (rest, u32::from(key.0) + 1);
        }
        let first = Place::first_of(Section::Answer, Type::SVCB);
        let place = follow.place().unwrap_or(first);
        Ok((left, SvcParams { window: i, place }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.as_octets())
    }

    fn is_shown(&self) -> bool {
        !self.is_empty()
    }

    fn show(&self, text: &mut Text<'_>) {
        for (index, param) in self.iter().enumerate() {
            if index > 0 {
                text.space();
            }
            param.data().show(text);
        }
    }

    fn value(self) -> Value<'a> {
        Value::Params(self)
    }
}

impl fmt::Debug for SvcParams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl fmt::Debug for ParamIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl fmt::Debug for RawParam<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawParam({self})")
    }
}

/// In presentation format: `key=value`, or the key alone.
impl fmt::Display for SvcParams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}

/// In presentation format: `key=value`, or the key alone.
impl fmt::Display for RawParam<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.data().show(text))
    }
}

// Equal are those with the same octets, wherever they stand.
impl PartialEq for SvcParams<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_octets() == other.as_octets()
    }
}

impl Eq for SvcParams<'_> {}

impl Hash for SvcParams<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_octets().hash(state);
    }
}

impl PartialEq for RawParam<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.key, self.octets) == (other.key, other.octets)
    }
}

impl Eq for RawParam<'_> {}

impl Hash for RawParam<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.key, self.octets).hash(state);
    }
}
