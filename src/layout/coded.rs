//! EDNS options, service parameters and TLVs of stateful operations: lists of (code, length, octets),
//! with a table of layouts.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use super::check::check as check_layout;
use super::plain::reads_back;
use super::show::{show_coded, show_list};
use super::{FieldView, Fields, Layout, visit};
use crate::error::{Error, Fault, FaultKind, RecordPlace};
use crate::name::Pointers;
use crate::registry::{Class, Type};
use crate::text;
use crate::wire::{Parsed, Wire, be_u16, count_step, exact, window};

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

/// One option or parameter, not decoded.
///
/// ```
/// use dnswire::registry::OptionCode;
/// use dnswire::{OptionBuf, edns::EdnsOption};
///
/// let option = OptionBuf::from_octets(OptionCode::EXPIRE, &[0, 0, 14, 16])?;
/// let raw = option.as_raw();
/// assert_eq!((raw.code, raw.octets.len()), (OptionCode::EXPIRE, 4));
/// assert!(matches!(raw.data(), EdnsOption::Expire(expire) if expire.expire == Some(3600)));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, Copy)]
pub struct Raw<'a, C> {
    /// Its code.
    pub code: C,
    /// The octets after its length.
    pub octets: &'a [u8],
    window: Wire<'a>,
    place: RecordPlace,
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

/// Checks that octets have the form of their code.
fn check_octets<C: Code>(code: C, octets: Wire<'_>) -> Result<(), Fault> {
    match code.layout() {
        Some(layout) if layout.takes_all() => Ok(()),
        Some(layout) => check_layout(layout, octets, &mut Pointers::refuse()),
        None => Ok(()),
    }
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
        let error = Error::of_rdata(fault, end, self.place, None);
        Some(if self.place.rtype == Type(0) { error.without_record() } else { error })
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

impl<'a, C: Code> Raw<'a, C> {
    /// An entry that is in no message.
    #[cfg(feature = "alloc")]
    pub(crate) fn new(code: C, octets: &'a [u8]) -> Self {
        let rtype = if C::ASCENDING { Type::SVCB } else { Type::OPT };
        let place = RecordPlace::nowhere(rtype, Class::IN);
        Raw { code, octets, window: Wire::new(octets), place }
    }

    /// The offset of the octets, counted from the start of the message.
    #[must_use]
    pub fn offset(self) -> usize {
        self.window.offset()
    }

    /// The octets decoded by their code.
    ///
    /// Octets that do not have the form of their code become the variant `Malformed`; that affects
    /// no other entry.
    #[must_use]
    pub fn data(self) -> C::Data<'a> {
        C::decode(self)
    }

    /// The octets as those of one type; `None` for an entry of another type.
    #[must_use]
    pub fn as_type<T: CodedData<'a, C>>(self) -> Option<Result<T, Error>> {
        (self.code == T::CODE).then(|| self.parse())
    }

    /// The reason why the octets do not have the form of their code; `None` when they do, and for a
    /// code without a known layout.
    #[must_use]
    pub fn malformed(self) -> Option<Error> {
        check_octets(self.code, self.window).err().map(|fault| self.error(fault))
    }

    /// Calls `visitor` for every field: its name, place and value.
    ///
    /// Stops at the first field that cannot be read; without a known layout there are none.
    pub fn for_each_field(self, mut visitor: impl FnMut(FieldView<'a>)) {
        if let Some(layout) = self.code.layout() {
            let _ = visit(layout, self.window, &mut Pointers::refuse(), &mut visitor);
        }
    }

    /// Returns `true` if the octets have the form of this layout, and their text reads back.
    pub(crate) fn has_layout(self, layout: &Layout) -> bool {
        check_layout(layout, self.window, &mut Pointers::refuse()).is_ok()
            && reads_back(layout, self.window)
    }

    pub(crate) fn parse<T: Fields<'a>>(self) -> Result<T, Error> {
        let parsed = T::parse(self.window, &mut Pointers::refuse());
        let all = parsed.and_then(|(left, data)| exact(left).map(|()| data));
        all.map_err(|fault| self.error(fault))
    }

    /// The error of a fault in the octets.
    #[cold]
    fn error(self, fault: Fault) -> Error {
        let name = self.code.layout().and_then(|layout| layout.field_name(fault.field));
        let end = self.offset().wrapping_add(self.octets.len());
        let error = Error::of_rdata(fault, end, self.place, name).in_code(self.code.into());
        // A TLV is in no record.
        if self.place.rtype == Type(0) { error.without_record() } else { error }
    }

    pub(crate) fn window(self) -> Wire<'a> {
        self.window
    }
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

impl<C: Code> fmt::Debug for Raw<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({self})")
    }
}

/// In presentation format.
impl<C: Code> fmt::Display for Coded<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_list(*self, text))
    }
}

/// In presentation format: an option as `dig` shows it, a parameter as `key=value`.
impl<C: Code> fmt::Display for Raw<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_coded(*self, text))
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

impl<C: Code> PartialEq for Raw<'_, C> {
    fn eq(&self, other: &Self) -> bool {
        (self.code, self.octets) == (other.code, other.octets)
    }
}

impl<C: Code> Eq for Raw<'_, C> {}

impl<C: Code> Hash for Raw<'_, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.code, self.octets).hash(state);
    }
}

// A table of options or parameters. Each line gives a row of the registry, a variant of the enum,
// and the layout of the code.
macro_rules! coded_table {
    (
        $(#[$doc:meta])*
        $Code:ident => $Any:ident {
            $($value:literal $constant:ident = $mnemonic:literal, $meaning:literal ($reference:literal)
              => $module:ident::$name:ident $(<$life:lifetime>)?;)+
        }
        without_layout { $($bare:tt)* }
    ) => {
        $(pub use $module::$name;)+

        $crate::registry::table::rows! { $Code {
            $($value $constant = $mnemonic, $meaning ($reference);)+
            $($bare)*
        } }

        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Any<'a> {
            $(#[doc = concat!($mnemonic, " (", $value, "): see [`", stringify!($name), "`].")]
              $name($name $(<$life>)?),)+
            /// A code without a known layout.
            Unknown($crate::layout::Raw<'a, $Code>),
            /// Octets that do not have the form of their code.
            Malformed {
                /// The octets and their code.
                raw: $crate::layout::Raw<'a, $Code>,
                /// The rule that they break, and the place.
                error: $crate::error::Error,
            },
        }

        $(
            impl<'a> $crate::layout::CodedData<'a, $Code> for $name $(<$life>)? {
                const CODE: $Code = $Code::$constant;
            }

            impl<'a> From<$name $(<$life>)?> for $Any<'a> {
                fn from(data: $name $(<$life>)?) -> Self {
                    $Any::$name(data)
                }
            }
        )+

        impl<'a> $Any<'a> {
            /// The code.
            #[must_use]
            pub fn code(&self) -> $Code {
                match self {
                    $($Any::$name(_) => $Code::$constant,)+
                    $Any::Unknown(raw) | $Any::Malformed { raw, .. } => raw.code,
                }
            }

            /// The layout and the values of a code that is known.
            pub(crate) fn parts(
                &self,
            ) -> Result<
                (&'static $crate::layout::Layout, $crate::layout::Values<'a>),
                ($crate::layout::Raw<'a, $Code>, Option<$crate::error::Error>),
            > {
                use $crate::layout::Fields;
                match self {
                    $($Any::$name(data) => Ok((<$name $(<$life>)? as Fields<'a>>::LAYOUT, data.values())),)+
                    $Any::Unknown(raw) => Err((*raw, None)),
                    $Any::Malformed { raw, error } => Err((*raw, Some(*error))),
                }
            }

            fn write(
                &self,
                sink: impl FnMut(&[u8]) -> Result<(), $crate::layout::DoesNotFit>,
            ) -> Result<(), $crate::layout::DoesNotFit> {
                use $crate::layout::{Output, Uncompressed, write};
                let mut out = Uncompressed::new(false, sink);
                match self.parts() {
                    Ok((layout, values)) => write(layout, values.as_slice(), &mut out),
                    Err((raw, _)) => out.octets(raw.octets),
                }
            }

            /// Writes the octets after the length into `buffer`; returns those written.
            ///
            /// Octets that are unknown or malformed are written unchanged.
            pub fn write_to<'b>(
                &self,
                buffer: &'b mut [u8],
            ) -> Result<&'b [u8], $crate::layout::DoesNotFit> {
                let mut written = 0;
                self.write($crate::layout::into_slice(buffer, &mut written))?;
                buffer.get(..written).ok_or($crate::layout::DoesNotFit)
            }

            /// The octets after the length.
            #[cfg(feature = "alloc")]
            #[must_use]
            pub fn to_octets(&self) -> alloc::vec::Vec<u8> {
                let mut octets = alloc::vec::Vec::new();
                let written = self.write(|more| {
                    octets.extend_from_slice(more);
                    Ok(())
                });
                debug_assert!(written.is_ok(), "a vector grows");
                octets
            }

            /// Returns `true` if no octets follow the length.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.write(|octets| {
                    if octets.is_empty() { Ok(()) } else { Err($crate::layout::DoesNotFit) }
                })
                .is_ok()
            }
        }

        impl core::fmt::Display for $Any<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::text::show(f, |text| {
                    let (parts, is_empty) = (self.parts(), self.is_empty());
                    $crate::layout::show_entry(self.code(), parts, is_empty, text);
                })
            }
        }

        /// The layout of a code.
        #[inline]
        fn layout_of(code: $Code) -> Option<&'static $crate::layout::Layout> {
            use $crate::layout::Fields;
            match code.0 {
                $($value => Some(<$name as Fields<'_>>::LAYOUT),)+
                _ => None,
            }
        }

        /// Decodes octets by their code.
        fn decode<'a>(raw: $crate::layout::Raw<'a, $Code>) -> $Any<'a> {
            let malformed = |error| $Any::Malformed { raw, error };
            match raw.code.0 {
                $($value => raw.parse::<$name $(<$life>)?>().map_or_else(malformed, $Any::$name),)+
                _ => $Any::Unknown(raw),
            }
        }
    };
}
pub(crate) use coded_table;
