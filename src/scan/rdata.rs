//! RDATA from text.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::net::IpAddr;
use core::str::FromStr;

use super::address;
use super::error::{Expected, TextError, TextErrorKind};
use super::field::Scan;
use super::form::form;
use super::out::Out;
use super::token::{Failure, Tokens};
use crate::error::{Error, RecordPlace, Severity};
use crate::layout::{self, Layout, MOST_FIELDS, TextForm};
use crate::name::{Name, Pointers};
#[cfg(feature = "alloc")]
use crate::owned::RdataBuf;
use crate::rdata::{OwnTypes, Rdata, layout_of};
use crate::registry::{Class, Type};
use crate::wire::Wire;

/// Reads the RDATA that is left of an entry, and appends its octets to `out`.
pub(crate) fn rdata(
    mut tokens: Tokens<'_>,
    rtype: Type,
    class: Class,
    (origin, own): (Option<&[u8]>, OwnTypes),
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    let start = tokens.settle();
    let mut scan = Scan { tokens, out, origin, rtype, own };
    let mut generic = tokens;
    if generic.is_at_backslash()
        && let Ok(Some(token)) = generic.next()
        && token.raw == br"\#"
        && !token.is_quoted
    {
        scan.tokens = generic;
        scan.generic()?;
        return check_generic(start, rtype, class, scan.out.octets());
    }
    let Some(layout) = own.layout_of(rtype, class) else {
        if rtype.is_question_only() {
            return Err(Failure::new(start, TextErrorKind::NotARecordType(rtype)));
        }
        let missing = scan.tokens.is_at_end()?;
        let kind = if missing { TextErrorKind::Missing } else { TextErrorKind::Expected };
        return Err(Failure::new(start, kind(Expected::Generic)));
    };
    let places = fields(&mut scan, layout)?;
    if let Some(token) = scan.tokens.next()? {
        return Err(token.refuse(TextErrorKind::LeftOver));
    }
    let octets = scan.out.octets();
    check(layout, octets).map_err(|(field, kind)| {
        let name = layout.fields_of(octets).get(usize::from(field)).map(|field| field.name);
        let place = places.get(usize::from(field)).copied().flatten().unwrap_or(start);
        Failure { field: name, ..Failure::new(place, kind) }
    })
}

/// Reads all fields; returns their places, as far as they are known.
pub(super) fn fields(
    scan: &mut Scan<'_, '_, '_>,
    layout: &Layout,
) -> Result<[Option<usize>; MOST_FIELDS], Failure> {
    let mut places = [None; MOST_FIELDS];
    if layout.text != TextForm::Fields {
        form(scan, layout.text)?;
        return Ok(places);
    }
    for (field, place) in layout.fields.iter().zip(&mut places) {
        *place = Some(scan.tokens.settle());
        scan.field(field)?;
    }
    Ok(places)
}

/// Checks that octets have the form of their layout and break no rule of it; returns the field.
pub(super) fn check(layout: &Layout, octets: &[u8]) -> Result<(), (u8, TextErrorKind)> {
    let data = Wire::new(octets);
    match layout::examine(layout, data, &mut Pointers::refuse()) {
        Err(fault) => {
            let place = RecordPlace::nowhere(Type(0), Class::IN);
            let error = Error::of_rdata(fault, octets.len(), place, None);
            Err((fault.field, TextErrorKind::Form(error.kind())))
        }
        Ok(Some((rule, field, _))) if rule.severity() == Severity::Error => {
            Err((field, TextErrorKind::Rule(rule)))
        }
        Ok(_) => Ok(()),
    }
}

/// Checks the form of octets that were written in the generic form; rules do not count there.
fn check_generic(start: usize, rtype: Type, class: Class, octets: &[u8]) -> Result<(), Failure> {
    let is_empty = octets.is_empty() && matches!(class, Class::ANY | Class::NONE);
    let Some(known) = layout_of(rtype, class).filter(|_| !is_empty) else { return Ok(()) };
    let checked = layout::check(known.layout, Wire::new(octets), &mut Pointers::refuse());
    checked.map_err(|fault| {
        let place = RecordPlace::nowhere(rtype, class);
        let kind = Error::of_rdata(fault, octets.len(), place, None).kind();
        let name = known.layout.fields_of(octets).get(usize::from(fault.field));
        let failure = Failure::new(start, TextErrorKind::Form(kind));
        Failure { field: name.map(|field| field.name), ..failure }
    })
}

/// Checks that an entry has no second line.
pub(super) fn only_entry(tokens: &Tokens<'_>) -> Result<(), Failure> {
    match tokens.after_entry() {
        Some(at) => Err(Failure::new(at, TextErrorKind::LeftOver)),
        None => Ok(()),
    }
}

/// Reads a whole text as RDATA.
fn only_rdata(
    text: &str,
    rtype: Type,
    class: Class,
    (origin, own): (Name<'_>, OwnTypes),
    out: &mut Out<'_>,
) -> Result<(), TextError> {
    let tokens = Tokens::new(text.as_bytes());
    let origin = origin.to_buf();
    let read = only_entry(&tokens);
    let origin = Some(origin.as_octets());
    let read = read.and_then(|()| rdata(tokens, rtype, class, (origin, own), out));
    read.map_err(|failure| failure.into_error(text.as_bytes(), 1, Some(rtype)))
}

impl<'b> Rdata<'b> {
    /// Reads RDATA in presentation format into `room`, without allocating.
    ///
    /// The text has one line, or more in parentheses. `origin` completes relative names. Every
    /// spelling of the type's RFC is read, and the generic form of [RFC 3597]. The value is checked
    /// as [`Message::check`](crate::Message::check) does.
    ///
    /// ```
    /// use dnswire::rdata::Rdata;
    /// use dnswire::{Class, Name, Type};
    ///
    /// let mut room = [0; 512];
    /// let rdata = Rdata::from_text(Type::MX, Class::IN, "10 mail.example.", Name::ROOT, &mut room)?;
    /// assert_eq!(rdata.to_string(), "10 mail.example.");
    /// # Ok::<(), dnswire::TextError>(())
    /// ```
    ///
    /// [RFC 3597]: https://www.rfc-editor.org/rfc/rfc3597
    pub fn from_text<'n>(
        rtype: Type,
        class: Class,
        text: &str,
        origin: impl Into<Name<'n>>,
        room: &'b mut [u8],
    ) -> Result<Self, TextError> {
        let mut out = Out::slice(room);
        only_rdata(text, rtype, class, (origin.into(), OwnTypes::NONE), &mut out)?;
        let place = RecordPlace::nowhere(rtype, class);
        Ok(Rdata::read(Wire::new(out.into_octets()), place, false))
    }
}

/// Reads an address: the RDATA of A or AAAA.
///
/// The text of other RDATA does not tell its type: see [`Rdata::from_text`], and the `FromStr` of
/// `RdataBuf`, which reads the type before it.
///
/// ```
/// use dnswire::Type;
/// use dnswire::rdata::{A, Rdata};
///
/// let rdata: Rdata = "192.0.2.1".parse()?;
/// assert_eq!(rdata, A::new([192, 0, 2, 1].into()).into());
/// assert_eq!("2001:db8::1".parse::<Rdata>()?.rtype(), Type::AAAA);
/// # Ok::<(), dnswire::TextError>(())
/// ```
impl FromStr for Rdata<'_> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let octets = text.as_bytes();
        let address = address::ipv4(octets)
            .map(IpAddr::from)
            .or_else(|| address::ipv6(octets).map(IpAddr::from));
        address.map(Rdata::from).ok_or_else(|| {
            let failure = Failure::new(0, TextErrorKind::Expected(Expected::Address));
            failure.into_error(octets, 1, None)
        })
    }
}

#[cfg(feature = "alloc")]
impl RdataBuf {
    /// Reads RDATA in presentation format; see [`Rdata::from_text`].
    ///
    /// ```
    /// use dnswire::{Class, NameBuf, RdataBuf, Type};
    ///
    /// let origin: NameBuf = "example.".parse()?;
    /// let mx = RdataBuf::from_text(Type::MX, Class::IN, "10 mail", &origin)?;
    /// assert_eq!(mx.to_string(), "10 mail.example.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_text<'n>(
        rtype: Type,
        class: Class,
        text: &str,
        origin: impl Into<Name<'n>>,
    ) -> Result<Self, TextError> {
        RdataBuf::from_text_with(rtype, class, text, origin, OwnTypes::NONE)
    }

    /// Reads RDATA of a type that may be one of the user's own; see [`RdataBuf::from_text`].
    pub fn from_text_with<'n>(
        rtype: Type,
        class: Class,
        text: &str,
        origin: impl Into<Name<'n>>,
        own: OwnTypes,
    ) -> Result<Self, TextError> {
        let mut octets = Vec::new();
        only_rdata(text, rtype, class, (origin.into(), own), &mut Out::vec(&mut octets))?;
        Ok(RdataBuf::of_checked(rtype, class, octets))
    }
}
