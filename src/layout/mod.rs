//! Layouts: the fields of RDATA, options and parameters as data.
//!
//! A [`Layout`] lists the fields of a type with their names and kinds. `fields!` makes it and the
//! typed struct from one declaration. One set of functions reads layouts: `check` walks the octets,
//! `value` gives each field a [`Value`], `show` writes presentation format, `write` makes octets.
//!
//! ```
//! use dnswire::layout::{Fields, Kind};
//! use dnswire::rdata::Mx;
//!
//! let fields = Mx::LAYOUT.fields;
//! assert_eq!(fields.iter().map(|field| field.name).collect::<Vec<_>>(), ["preference", "exchange"]);
//! assert_eq!(fields[1].kind, Kind::Name);
//! ```

mod bitmap;
mod broken;
mod check;
mod coded;
mod declare;
mod ech;
mod field;
mod kind;
mod list;
mod plain;
mod quick;
mod show;
mod time;
mod value;
mod write;

pub use bitmap::{Ports, PortsIter, TypeBitmap, Types};
pub(crate) use broken::{Broken, examine};
pub(crate) use check::check;
pub(crate) use coded::coded_table;
pub use coded::{Code, Coded, CodedData, CodedIter, Raw};
#[doc(hidden)]
pub use declare::field_name;
pub(crate) use declare::{display, field_list, fields};
pub(crate) use field::read;
pub use field::{Endpoint, FieldType, Fields};
pub use kind::{Check, Kind, Mnemonic, Text};
pub use list::{
    AddressPrefix, CharacterString, Item, Items, List, UmbrellaField, WeightedTransport,
};
pub(crate) use plain::hold;
#[cfg(feature = "serde")]
pub(crate) use plain::reads_back;
pub(crate) use quick::Quick;
pub(crate) use show::{
    filled, generic, show, show_code, show_coded, show_entry, show_list, show_octets,
};
pub use time::Time;
pub use value::{FieldView, Value, Values};
pub(crate) use value::{MOST as MOST_FIELDS, NameWalk, read_values, visit};
#[cfg(any(feature = "serde", feature = "arbitrary"))]
pub(crate) use write::number_len;
pub use write::{DoesNotFit, Form};
pub(crate) use write::{Output, Uncompressed, copy, into_slice, write, write_known};
#[cfg(feature = "serde")]
pub(crate) use {show::show_field, show::show_prefix};

pub use crate::error::Fault;
pub use crate::name::Pointers;
pub use crate::wire::Wire;

use crate::error::Rule;

/// Writes the fields of a struct in presentation format; `fields!` calls it.
#[doc(hidden)]
pub fn show_fields<'a, T: Fields<'a>>(
    f: &mut core::fmt::Formatter<'_>,
    data: &T,
) -> core::fmt::Result {
    show_values(f, T::LAYOUT, &data.values())
}

/// Not generic, so that it is compiled once for all structs.
fn show_values(
    f: &mut core::fmt::Formatter<'_>,
    layout: &Layout,
    values: &Values<'_>,
) -> core::fmt::Result {
    crate::text::show(f, |text| show(layout, values.as_slice(), text))
}

/// One field of a [`Layout`].
///
/// ```
/// use dnswire::layout::{Fields, Kind};
/// use dnswire::rdata::Srv;
///
/// let field = Srv::LAYOUT.fields[2];
/// assert_eq!((field.name, field.kind), ("port", Kind::U16));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name that the RFC of the type gives the field, in lower case with underscores.
    pub name: &'static str,
    /// Its layout, and its form as text.
    pub kind: Kind,
    /// The rules for its value.
    pub checks: &'static [Check],
}

/// The fields of an RDATA, option or parameter, in their order.
///
/// ```
/// use dnswire::layout::Fields;
/// use dnswire::rdata::Caa;
///
/// let names: Vec<_> = Caa::LAYOUT.fields.iter().map(|field| field.name).collect();
/// assert_eq!(names, ["flags", "tag", "value"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The fields, in the order of the octets; errors count them from 0.
    pub fields: &'static [Field],
    /// Other fields that some data has instead.
    pub other: Other,
    /// The form of the fields as text.
    pub text: TextForm,
    /// Some values have a text that does not read back.
    is_lossy: bool,
}

/// The condition for an RDATA or option to have other fields than those of its [`Layout`].
///
/// ```
/// use dnswire::layout::{Fields, Other};
/// use dnswire::rdata::Loc;
///
/// // LOC of another version than 0 has other fields.
/// assert!(matches!(Loc::LAYOUT.other, Other::FirstNotZero([version, octets], _)
///     if version.name == "version" && octets.name == "octets"));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Other {
    /// Never.
    Never,
    /// When the first octet is not 0.
    FirstNotZero(&'static [Field], Rule),
    /// When it has no octets.
    Empty(&'static [Field]),
}

/// The form of the fields of a [`Layout`] as text.
///
/// ```
/// use dnswire::layout::{Fields, TextForm};
/// use dnswire::rdata::{Loc, Mx};
///
/// assert_eq!((Mx::LAYOUT.text, Loc::LAYOUT.text), (TextForm::Fields, TextForm::Loc));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextForm {
    /// One after the other, with blanks between.
    Fields,
    /// One after the other, without blanks.
    Joined,
    /// A place on the earth (RFC 1876 section 3).
    Loc,
    /// All octets in base64.
    Base64,
    /// An ATM address, as digits or hexadecimal.
    Atma,
    /// An IPv6 suffix, left out when the prefix has 128 bits.
    A6,
    /// A relay; one of an unknown type in the generic form of RFC 3597.
    Relay,
    /// An address with its prefix lengths.
    ClientSubnet,
    /// A code, its meaning, and text in parentheses.
    ExtendedError,
    /// Tenths of a second.
    Keepalive,
    /// The number of zero octets, or hexadecimal.
    Padding,
    /// The fields with their names, and a list.
    Umbrella,
    /// A number of labels, a mnemonic and a version.
    ZoneVersion,
}

impl Layout {
    /// A layout of these fields, written as text one after the other.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Layout { fields, other: Other::Never, text: TextForm::Fields, is_lossy: false }
            .with_text(TextForm::Fields)
    }

    /// Sets the form of the fields as text.
    #[must_use]
    pub const fn with_text(self, text: TextForm) -> Self {
        Layout { text, is_lossy: plain::are_lossy(self.fields, text), ..self }
    }

    /// Sets the other fields that some data has.
    #[must_use]
    pub const fn with_other(self, other: Other) -> Self {
        Layout { other, ..self }
    }

    /// The fields of data that begins with these octets.
    #[inline]
    pub(crate) fn fields_of(&self, octets: &[u8]) -> &'static [Field] {
        match (self.other, octets) {
            (Other::FirstNotZero(fields, _), [1..=255, ..]) | (Other::Empty(fields), []) => fields,
            _ => self.fields,
        }
    }

    /// Returns `true` if any octets fit the layout.
    #[inline]
    pub(crate) fn takes_all(&self) -> bool {
        matches!(self.fields, [Field { kind: Kind::Rest(_) | Kind::Octets, .. }])
            && matches!(self.other, Other::Never | Other::Empty(_))
    }

    /// The fields that have these values.
    pub(crate) fn fields_of_values(&self, values: &[Value<'_>]) -> &'static [Field] {
        match values {
            [Value::Absent] => self.fields_of(&[]),
            [Value::Number(first), ..] => {
                self.fields_of(&[u8::try_from(*first).unwrap_or(u8::MAX)])
            }
            _ => self.fields_of(&[0]),
        }
    }

    /// Returns `true` if data of this layout can hold names.
    pub(crate) fn has_names(&self) -> bool {
        self.fields.iter().any(|field| field.kind.can_be_name())
    }

    /// The name of a field, as a [`Fault`] counts it.
    pub(crate) fn field_name(&self, field: u8) -> Option<&'static &'static str> {
        self.fields.get(usize::from(field)).map(|field| &field.name)
    }
}
