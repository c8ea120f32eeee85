//! One option, parameter or TLV.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::{Code, CodedData};
use crate::error::{Error, Fault, RecordPlace};
use crate::layout::check::check as check_layout;
use crate::layout::plain::reads_back;
use crate::layout::show::show_coded;
use crate::layout::{FieldView, Fields, Layout, read, visit};
use crate::name::Pointers;
use crate::registry::Type;
use crate::text;
use crate::wire::Wire;

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
    pub(super) window: Wire<'a>,
    pub(super) place: RecordPlace,
}

/// Checks that octets have the form of their code.
pub(super) fn check_octets<C: Code>(code: C, octets: Wire<'_>) -> Result<(), Fault> {
    match code.layout() {
        Some(layout) if layout.takes_all() => Ok(()),
        Some(layout) => check_layout(layout, octets, &mut Pointers::refuse()),
        None => Ok(()),
    }
}

impl<'a, C: Code> Raw<'a, C> {
    /// An entry that is in no message.
    #[cfg(feature = "alloc")]
    pub(crate) fn new(code: C, octets: &'a [u8]) -> Self {
        let rtype = if C::ASCENDING { Type::SVCB } else { Type::OPT };
        let place = RecordPlace::nowhere(rtype, crate::registry::Class::IN);
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
        match read::<T>(self.window, &mut Pointers::refuse()) {
            Ok(data) => Ok(data),
            Err(fault) => Err(self.error(fault)),
        }
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

impl<C: Code> fmt::Debug for Raw<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({self})")
    }
}

/// In presentation format: an option as `dig` shows it, a parameter as `key=value`.
impl<C: Code> fmt::Display for Raw<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_coded(*self, text))
    }
}

// Entries with the same octets are equal, at any offset.
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
