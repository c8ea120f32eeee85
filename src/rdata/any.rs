//! RDATA of a type that is known only at run time.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::table::{ForData, ForType};
use super::{Data, Rdata, Type, for_type};
use crate::compose::{Form, Full, NamePolicy, Output, Plain, into_slice};
use crate::edns::Place;
use crate::error::{Error, Fault};
use crate::field::FieldView;
use crate::name::{Follow, In};
use crate::record::Record;
use crate::registry::Class;
use crate::text::{self, Text};
use crate::wire::{Wire, whole};

/// RDATA of a type without a known layout; never changed, never looked into ([RFC 3597]).
///
/// [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unknown<'a> {
    /// The type.
    pub rtype: Type,
    /// All octets of the RDATA.
    pub octets: &'a [u8],
}

/// No RDATA, where an update has none ([RFC 2136 section 2.4]).
///
/// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Empty {
    /// The type.
    pub rtype: Type,
}

/// RDATA that does not fit its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Malformed<'a> {
    /// The type.
    pub rtype: Type,
    /// All octets of the RDATA.
    pub octets: &'a [u8],
    /// Where it breaks, and why.
    pub error: Error,
}

/// Reads the RDATA of a record.
struct Read<'r, 'a>(&'r Record<'a>);

impl<'a> ForType<'a> for Read<'_, 'a> {
    type Out = Rdata<'a>;

    #[inline]
    fn known<T: Data<'a>>(self) -> Rdata<'a> {
        let window = self.0.window();
        match whole(window, T::parse(window, &mut In(Place::of(self.0)))) {
            Ok(data) => data.into(),
            Err(fault) => self.malformed(fault),
        }
    }

    fn unknown(self) -> Rdata<'a> {
        Rdata::Unknown(Unknown { rtype: self.0.rtype(), octets: self.0.rdata_octets() })
    }
}

impl<'a> Read<'_, 'a> {
    #[cold]
    fn malformed(&self, fault: Fault) -> Rdata<'a> {
        Rdata::Malformed(Malformed {
            rtype: self.0.rtype(),
            octets: self.0.rdata_octets(),
            error: self.0.error(fault),
        })
    }
}

impl<'a> Rdata<'a> {
    /// The RDATA of a record.
    #[inline]
    pub(crate) fn of(record: &Record<'a>) -> Self {
        if record.is_empty_of_update() {
            return Rdata::Empty(Empty { rtype: record.rtype() });
        }
        for_type(record.rtype(), record.class(), Read(record))
    }

    /// Writes the octets into `room`, names without compression; returns those written.
    ///
    /// Unknown and malformed RDATA is written as it stands.
    pub fn octets_in<'b>(&self, form: Form, room: &'b mut [u8]) -> Result<&'b [u8], Full> {
        let mut written = 0;
        self.write(form, into_slice(room, &mut written))?;
        room.get(..written).ok_or(Full)
    }

    /// The octets, names without compression.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_octets(&self, form: Form) -> Vec<u8> {
        let mut octets = Vec::new();
        let written = self.write(form, |more| {
            octets.extend_from_slice(more);
            Ok(())
        });
        debug_assert!(written.is_ok(), "a vector has room");
        octets
    }

    /// Hands the octets in `form` to `sink`, piece by piece.
    pub(crate) fn write(
        &self,
        form: Form,
        sink: impl FnMut(&[u8]) -> Result<(), Full>,
    ) -> Result<(), Full> {
        self.for_data(Compose(&mut Plain::new(form, self.name_policy(), sink)))
    }

    fn name_policy(&self) -> NamePolicy {
        struct Policy;
        impl<'a> ForData<'a> for Policy {
            type Out = NamePolicy;

            fn with<T: Data<'a>>(self, _: &T) -> NamePolicy {
                T::POLICY
            }

            fn opaque(self, _: &'a [u8]) -> NamePolicy {
                NamePolicy::VERBATIM
            }
        }
        self.for_data(Policy)
    }

    pub(crate) fn show(&self, text: &mut Text<'_>) {
        self.for_data(Show(text));
    }
}

/// Appends a value to an output.
pub(crate) struct Compose<'o, O>(pub(crate) &'o mut O);

impl<'a, O: Output> ForData<'a> for Compose<'_, O> {
    type Out = Result<(), Full>;

    fn with<T: Data<'a>>(self, data: &T) -> Result<(), Full> {
        data.compose(self.0)
    }

    fn opaque(self, octets: &'a [u8]) -> Result<(), Full> {
        self.0.octets(octets)
    }
}

/// Appends a value in presentation format.
struct Show<'t, 'w>(&'t mut Text<'w>);

impl<'a> ForData<'a> for Show<'_, '_> {
    type Out = ();

    fn with<T: Data<'a>>(self, data: &T) {
        data.show(self.0);
    }

    fn opaque(self, octets: &'a [u8]) {
        generic(octets, self.0);
    }
}

/// The form for any RDATA ([RFC 3597 section 5]): `\# LENGTH HEX`.
///
/// [RFC 3597 section 5]: https://www.rfc-editor.org/rfc/rfc3597#section-5
pub(crate) fn generic(octets: &[u8], text: &mut Text<'_>) {
    generic_parts(&[octets], text);
}

/// The form for any RDATA, of octets that are in several parts.
pub(crate) fn generic_parts(parts: &[&[u8]], text: &mut Text<'_>) {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    text.ascii("\\# ");
    text.number(u64::try_from(len).unwrap_or(u64::MAX));
    if len > 0 {
        text.space();
    }
    for part in parts {
        text.hex(part);
    }
}

/// In presentation format; octets without a layout in the generic form of RFC 3597.
impl fmt::Display for Rdata<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}

/// Checks that `window` is exactly one RDATA, without building it.
pub(crate) fn check<F: Follow>(
    rtype: Type,
    class: Class,
    window: Wire<'_>,
    follow: &mut F,
) -> Result<(), Fault> {
    struct Check<'f, 'a, F>(Wire<'a>, &'f mut F);
    impl<'a, F: Follow> ForType<'a> for Check<'_, 'a, F> {
        type Out = Result<(), Fault>;

        #[inline]
        fn known<T: Data<'a>>(self) -> Self::Out {
            whole(self.0, T::check(self.0, self.1))
        }

        fn unknown(self) -> Self::Out {
            Ok(())
        }
    }
    for_type(rtype, class, Check(window, follow))
}

/// Calls `visit` for every field of an RDATA, up to the first that cannot be read.
pub(crate) fn walk<'a>(record: &Record<'a>, visit: &mut impl FnMut(FieldView<'a>)) {
    struct Walk<'v, 'a, V>(Wire<'a>, &'v mut V);
    impl<'a, V: FnMut(FieldView<'a>)> ForType<'a> for Walk<'_, 'a, V> {
        type Out = ();

        fn known<T: Data<'a>>(self) {
            let _ = T::walk(self.0, self.1);
        }

        fn unknown(self) {}
    }
    for_type(record.rtype(), record.class(), Walk(record.window(), visit));
}

/// The name of a field of a type, counted from 0.
pub(crate) fn field_name(rtype: Type, class: Class, field: u8) -> Option<&'static str> {
    struct Named(u8);
    impl<'a> ForType<'a> for Named {
        type Out = Option<&'static str>;

        fn known<T: Data<'a>>(self) -> Self::Out {
            <T as crate::field::Fields<'a>>::NAMES.get(usize::from(self.0)).copied()
        }

        fn unknown(self) -> Self::Out {
            None
        }
    }
    for_type(rtype, class, Named(field))
}
