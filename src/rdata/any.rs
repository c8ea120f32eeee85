//! RDATA of a type that is known only at run time.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::fmt;

use super::{A, Aaaa, Cname, Data, Ns, Rdata, Txt, TypeLayout, layout_of};
use crate::error::{Error, Fault, RecordPlace};
use crate::layout::{
    self, DoesNotFit, Form, Layout, List, Output, Uncompressed, into_slice, write, write_known,
};
use crate::name::Pointers;
use crate::registry::{Class, NamePolicy, Type};
use crate::text::{self, Text};
use crate::wire::Wire;

/// RDATA of a type without a known layout; its octets are never changed ([RFC 3597]).
///
/// ```
/// use dnswire::rdata::{Rdata, Unknown};
/// use dnswire::{RecordBuf, Type};
///
/// let record: RecordBuf = r"x. 60 TYPE65280 \# 2 ABCD".parse()?;
/// let unknown = Unknown { rtype: Type(65280), octets: &[0xAB, 0xCD] };
/// assert_eq!(record.rdata(), Rdata::Unknown(unknown));
/// # Ok::<(), dnswire::TextError>(())
/// ```
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
/// ```
/// use dnswire::rdata::{Empty, Rdata};
/// use dnswire::{Class, Name, RecordBuf, Type};
///
/// // An update that deletes all A records of the root.
/// let empty = Rdata::Empty(Empty { rtype: Type::A });
/// let record = RecordBuf::new(Name::ROOT, 0, Class::ANY, empty)?;
/// assert_eq!(record.rdata(), empty);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
///
/// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Empty {
    /// The type.
    pub rtype: Type,
}

/// RDATA that does not fit its type.
///
/// ```
/// use dnswire::Message;
/// use dnswire::rdata::Rdata;
///
/// // An A record of 3 octets.
/// let octets = b"\0\0\x80\0\0\0\0\x01\0\0\0\0\0\0\x01\0\x01\0\0\0\0\0\x03\xc0\0\x02";
/// let record = Message::parse(octets)?.answers().next().unwrap();
/// let Rdata::Malformed(bad) = record.rdata() else { panic!() };
/// assert_eq!((bad.octets, bad.error.field()), (&[192, 0, 2][..], Some("address")));
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Malformed<'a> {
    /// The type.
    pub rtype: Type,
    /// All octets of the RDATA.
    pub octets: &'a [u8],
    /// The rule that they break, and the place.
    pub error: Error,
}

/// Reads RDATA of one type, inlined.
#[inline(always)]
fn here<'a, T: Data<'a> + Into<Rdata<'a>>>(
    data: Wire<'a>,
    place: RecordPlace,
    is_plain: bool,
) -> Rdata<'a> {
    known::<T>(data, &mut Pointers::of_record(place, is_plain))
}

/// Reads RDATA of one type.
#[inline(always)]
pub(super) fn known<'a, T: Data<'a> + Into<Rdata<'a>>>(
    data: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Rdata<'a> {
    match layout::read::<T>(data, pointers) {
        Ok(value) => T::into(value),
        Err(fault) => malformed(data.message(), data.octets(), pointers.place, fault),
    }
}

#[cold]
#[inline(never)]
fn malformed<'a>(
    message: &'a [u8],
    octets: &'a [u8],
    place: RecordPlace,
    fault: Fault,
) -> Rdata<'a> {
    let error = error(Wire::new(message).with_rest(octets), place, fault);
    Rdata::Malformed(Malformed { rtype: place.rtype, octets, error })
}

/// The error of a fault in the RDATA of a record.
#[cold]
pub(crate) fn error(data: Wire<'_>, place: RecordPlace, fault: Fault) -> Error {
    let known = layout_of(place.rtype, place.class);
    error_in(known.map(|known| known.layout), data, place, fault)
}

/// The error of a fault in RDATA of a layout.
#[cold]
pub(crate) fn error_in(
    layout: Option<&'static Layout>,
    data: Wire<'_>,
    place: RecordPlace,
    fault: Fault,
) -> Error {
    let field = layout.and_then(|layout| layout.field_name(fault.field));
    Error::of_rdata(fault, data.offset().wrapping_add(data.len()), place, field)
}

/// The TXT data of one empty string, which no octets stand for in DNS-based service discovery
/// (RFC 6763 section 6.1).
pub(crate) fn empty_txt() -> Txt<'static> {
    Txt { txt_data: List::over(Wire::new(&[0])) }
}

/// The layout and the name policy of a struct.
pub(crate) const fn layout<'a, T: Data<'a>>() -> TypeLayout {
    TypeLayout { rtype: T::TYPE, layout: T::LAYOUT, policy: T::POLICY, classes: T::CLASSES }
}

/// [`layout`] of a value.
pub(super) fn layout_of_value<'a, T: Data<'a>>(_: &T) -> TypeLayout {
    layout::<T>()
}

/// Writes all fields of a struct.
#[inline(always)]
pub(crate) fn write_fields<'a, T: Data<'a>>(
    data: &T,
    out: &mut impl Output,
) -> Result<(), DoesNotFit> {
    write_known(T::LAYOUT, data.values().as_slice(), out)
}

impl<'a> Rdata<'a> {
    /// Decodes RDATA by the type and class of its record.
    #[inline(always)]
    pub(crate) fn read(data: Wire<'a>, place: RecordPlace, is_plain: bool) -> Self {
        // The most common types are decoded in the caller, so that the value stays in registers.
        match place.rtype {
            Type::A if place.class == Class::IN => here::<A>(data, place, is_plain),
            Type::AAAA if place.class == Class::IN => here::<Aaaa>(data, place, is_plain),
            Type::NS => here::<Ns<'_>>(data, place, is_plain),
            Type::CNAME => here::<Cname<'_>>(data, place, is_plain),
            _ => Rdata::read_any(data.message(), data.octets(), place, is_plain),
        }
    }
}

impl Rdata<'_> {
    /// Writes the octets into `buffer`, names without compression; returns those written.
    ///
    /// Unknown and malformed RDATA is written unchanged.
    pub fn write_to<'b>(&self, form: Form, buffer: &'b mut [u8]) -> Result<&'b [u8], DoesNotFit> {
        let mut written = 0;
        self.write(form, into_slice(buffer, &mut written))?;
        buffer.get(..written).ok_or(DoesNotFit)
    }

    /// The octets, names without compression.
    ///
    /// A value that does not fit into its field, such as a text of 256 octets with a length of 8
    /// bits, ends them early; [`Rdata::write_to`] fails instead.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_octets(&self, form: Form) -> Vec<u8> {
        let mut octets = Vec::new();
        let _ = self.write(form, |more| {
            octets.extend_from_slice(more);
            Ok(())
        });
        octets
    }

    /// Passes the octets in `form` to `sink`, piece by piece.
    pub(crate) fn write(
        &self,
        form: Form,
        mut sink: impl FnMut(&[u8]) -> Result<(), DoesNotFit>,
    ) -> Result<(), DoesNotFit> {
        let parts = self.parts();
        let policy = parts.as_ref().map_or(NamePolicy::VERBATIM, |(known, _)| known.policy);
        let mut out = Uncompressed::new(form == Form::Canonical && policy.lowercase, &mut sink);
        match parts {
            Ok((known, values)) => write(known.layout, values.as_slice(), &mut out),
            Err(octets) => out.octets(octets),
        }
    }

    /// Appends the octets in the generic form of RFC 3597; there are no names in them.
    #[cold]
    fn show_generic(&self, text: &mut Text<'_>) {
        let mut len = 0_usize;
        let counted = self.write(Form::Uncompressed, |octets| {
            len = len.saturating_add(octets.len());
            Ok(())
        });
        text.ascii("\\# ");
        text.number(u64::try_from(len).unwrap_or(u64::MAX));
        let mut first = true;
        let shown = self.write(Form::Uncompressed, |octets| {
            if !octets.is_empty() && core::mem::take(&mut first) {
                text.space();
            }
            text.hex(octets);
            Ok(())
        });
        debug_assert!(counted.is_ok() && shown.is_ok(), "nothing fails to be shown");
    }

    pub(crate) fn show(&self, text: &mut Text<'_>) {
        match self.parts() {
            Ok((known, values)) if !layout::hold(known.layout, values.as_slice()) => {
                self.show_generic(text);
            }
            Ok((known, values)) => layout::show(known.layout, values.as_slice(), text),
            Err(octets) => layout::generic(&[octets], text),
        }
    }
}

/// In presentation format; octets without a layout, and values that the format cannot hold, in the
/// generic form of RFC 3597.
impl fmt::Display for Rdata<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}
