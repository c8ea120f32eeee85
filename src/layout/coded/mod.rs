//! EDNS options, service parameters and TLVs of stateful operations: lists of (code, length, octets),
//! with a table of layouts.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use super::show::{show_coded, show_list};
use super::{Fields, Layout};
use crate::error::{Error, Fault, FaultKind, RecordPlace};
use crate::registry::{Class, Type};
use crate::text;
use crate::wire::{Parsed, Wire, be_u16, count_step, window};

mod raw;
mod table;

pub use raw::Raw;
use raw::check_octets;
pub(crate) use table::coded_table;

/// The code of an option, parameter or TLV. Only [`OptionCode`](crate::registry::OptionCode),
/// [`SvcParamKey`](crate::registry::SvcParamKey) and [`DsoType`](crate::registry::DsoType)
/// implement it.
///
/// ```
/// use dnswire::layout::Code;
/// use dnswire::registry::{OptionCode, SvcParamKey};
///
/// assert_eq!((OptionCode::COOKIE.name(), SvcParamKey::PORT.name()), (Some("COOKIE"), Some("port")));
/// assert!(SvcParamKey::ASCENDING && !OptionCode::ASCENDING);
/// ```
pub trait Code:
    Copy + Ord + Hash + fmt::Debug + fmt::Display + From<u16> + Into<u16> + 'static
{
    /// Any option or parameter, decoded by its code.
    type Data<'a>;

    /// `true` if the codes of a list strictly ascend.
    const ASCENDING: bool;

    /// The text before the number of a code without a name.
    const PREFIX: &'static str;

    /// The name of the code in text, if it has one.
    fn name(self) -> Option<&'static str>;

    /// The layout of the octets after the length, if it is known.
    fn layout(self) -> Option<&'static Layout>;

    /// Decodes the octets.
    fn decode(raw: Raw<'_, Self>) -> Self::Data<'_>;
}

/// The struct of one option or parameter: one of this crate, or one declared with
/// [`fields!`](crate::fields).
///
/// ```
/// use dnswire::layout::CodedData;
/// use dnswire::registry::OptionCode;
/// use dnswire::{OptionsBuf, fields};
///
/// fields! {
///     /// The number of a customer.
///     pub struct Customer {
///         /// The number.
///         pub number: u32,
///     }
/// }
///
/// impl CodedData<'_, OptionCode> for Customer {
///     const CODE: OptionCode = OptionCode(65001);
/// }
///
/// let mut options = OptionsBuf::new();
/// options.push(&Customer { number: 7 })?;
/// assert_eq!(options.as_coded().get::<Customer>(), Some(Ok(Customer { number: 7 })));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub trait CodedData<'a, C: Code>: Fields<'a> {
    /// The code.
    const CODE: C;
}

/// A list of options or parameters, borrowed from the message; each is decoded when asked for.
///
/// Iterating stops at one that runs past the end.
///
/// ```
/// use dnswire::rdata::svcb::Port;
/// use dnswire::SvcParamsBuf;
///
/// let params = SvcParamsBuf::new().with_port(853)?.with_alpn(["dot"])?;
/// let list = params.as_coded();
/// assert_eq!(list.iter().count(), 2);
/// assert_eq!(list.get::<Port>(), Some(Ok(Port { port: 853 })));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy)]
pub struct Coded<'a, C> {
    window: Wire<'a>,
    place: RecordPlace,
    code: PhantomData<C>,
}

/// The iterator over a [`Coded`].
///
/// ```
/// use dnswire::SvcParamsBuf;
///
/// let params = SvcParamsBuf::new().with_port(853)?.with_alpn(["dot"])?;
/// let keys: Vec<_> = params.as_coded().iter().map(|param| param.code.to_string()).collect();
/// assert_eq!(keys, ["alpn", "port"]);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone)]
pub struct CodedIter<'a, C> {
    left: Wire<'a>,
    place: RecordPlace,
    code: PhantomData<C>,
}

/// Reads the code, and the window after the length.
#[inline]
fn entry<C: Code>(i: Wire<'_>) -> Parsed<'_, (C, Wire<'_>)> {
    let (i, code) = be_u16(i)?;
    let (i, len) = be_u16(i)?;
    let (i, octets) = window(i, len.into())?;
    Ok((i, (C::from(code), octets)))
}

/// Reads an entry whose code must be at least `least`; returns the least code of the next one.
#[inline]
fn next_entry<C: Code>(i: Wire<'_>, least: u32) -> Parsed<'_, (C, Wire<'_>, u32)> {
    count_step();
    let (rest, (code, octets)) = entry::<C>(i)?;
    let number = u32::from(code.into());
    if C::ASCENDING && number < least {
        return Err(i.refuse(FaultKind::ParamOrder));
    }
    Ok((rest, (code, octets, number + 1)))
}

/// Checks a list up to the end of the window, without checking the octets of its entries.
pub(super) fn check<C: Code>(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
    let (mut left, mut least) = (i, 0);
    while !left.is_empty() {
        (left, (_, _, least)) = next_entry::<C>(left, least)?;
    }
    Ok(left)
}

impl<'a, C: Code> Coded<'a, C> {
    /// A list over a window.
    #[inline]
    pub(crate) fn new(window: Wire<'a>, place: RecordPlace) -> Self {
        Coded { window, place, code: PhantomData }
    }

    /// The entries one by one, in their order.
    #[must_use]
    pub fn iter(self) -> CodedIter<'a, C> {
        CodedIter { left: self.window, place: self.place, code: PhantomData }
    }

    /// The first entry with this code.
    #[must_use]
    pub fn find(self, code: C) -> Option<Raw<'a, C>> {
        self.iter().find(|raw| raw.code == code)
    }

    /// The entries of one type, malformed ones as errors.
    pub fn of<T: CodedData<'a, C>>(self) -> impl Iterator<Item = Result<T, Error>> {
        self.iter().filter_map(Raw::as_type)
    }

    /// The first entry of one type; an error when it is malformed.
    #[must_use]
    pub fn get<T: CodedData<'a, C>>(self) -> Option<Result<T, Error>> {
        self.find(T::CODE).and_then(Raw::as_type)
    }

    /// Returns `true` if the list has no entries.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of all entries, with their codes and lengths.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }

    /// The error of the entry that runs past the end, or that is out of order.
    pub(crate) fn end_error(self) -> Option<Error> {
        let fault = check::<C>(self.window).err()?;
        let end = self.window.offset() + self.window.len();
        Some(Error::of_rdata(fault, end, self.place, None))
    }

    /// Returns `true` if an entry runs past the end, or the order of the entries is wrong.
    pub(crate) fn is_malformed(self) -> bool {
        check::<C>(self.window).is_err()
    }
}

/// Quick test that `i` is a list without broken entries; `sound` tests one entry.
#[inline]
pub(super) fn quick_check<C: Code>(
    i: Wire<'_>,
    mut sound: impl FnMut(C, &[u8]) -> bool,
) -> Result<bool, Fault> {
    let (mut left, mut least, mut all) = (i, 0, true);
    while !left.is_empty() {
        let (code, octets);
        (left, (code, octets, least)) = next_entry::<C>(left, least)?;
        all = all && sound(code, octets.octets()) && check_octets(code, octets).is_ok();
    }
    Ok(all)
}

impl<'a, C: Code> Iterator for CodedIter<'a, C> {
    type Item = Raw<'a, C>;

    #[inline]
    fn next(&mut self) -> Option<Raw<'a, C>> {
        if self.left.is_empty() {
            return None;
        }
        count_step();
        let (left, (code, window)) = entry(self.left).ok()?;
        self.left = left;
        Some(Raw { code, octets: window.octets(), window, place: self.place })
    }
}

impl<'a, C: Code> IntoIterator for Coded<'a, C> {
    type Item = Raw<'a, C>;
    type IntoIter = CodedIter<'a, C>;

    fn into_iter(self) -> CodedIter<'a, C> {
        self.iter()
    }
}

/// An empty list.
impl<C: Code> Default for Coded<'_, C> {
    fn default() -> Self {
        Coded::new(Wire::new(&[]), RecordPlace::nowhere(Type::OPT, Class::IN))
    }
}

impl<C: Code> fmt::Debug for Coded<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<C: Code> fmt::Debug for CodedIter<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// In presentation format.
impl<C: Code> fmt::Display for Coded<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_list(*self, text, show_coded))
    }
}

// Entries with the same octets are equal, at any offset.
impl<C: Code> PartialEq for Coded<'_, C> {
    fn eq(&self, other: &Self) -> bool {
        self.as_octets() == other.as_octets()
    }
}

impl<C: Code> Eq for Coded<'_, C> {}

impl<C: Code> Hash for Coded<'_, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_octets().hash(state);
    }
}
