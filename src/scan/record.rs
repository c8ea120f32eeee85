//! Records from text.

use core::str::FromStr;

use alloc::vec::Vec;

use super::error::{Expected, TextError, TextErrorKind};
use super::number;
use super::out::Out;
use super::rdata::{only_entry, rdata};
use super::string;
use super::token::{Failure, Token, Tokens};
use crate::name::Name;
use crate::owned::{RdataBuf, RecordBuf};
use crate::rdata::OwnTypes;
use crate::registry::{Class, Type};

/// The fields that an entry can leave out, as they are known from before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before<'s> {
    /// The octets of the origin.
    pub(crate) origin: Option<&'s [u8]>,
    /// The octets of the last owner.
    pub(crate) owner: Option<&'s [u8]>,
    pub(crate) class: Option<Class>,
    pub(crate) own: OwnTypes,
}

/// The fields of an entry before its RDATA.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) ttl: Option<u32>,
    pub(crate) class: Option<Class>,
    pub(crate) rtype: Type,
}

/// Reads the owner, if the entry has one, to `owner`, which holds the one before.
pub(crate) fn owner(
    tokens: &mut Tokens<'_>,
    before: &Before<'_>,
    owner: &mut Vec<u8>,
) -> Result<(), Failure> {
    let is_left_out = matches!(tokens.text().first(), None | Some(b' ' | b'\t'));
    if is_left_out {
        let octets = before.owner.ok_or(Failure::new(tokens.place(), TextErrorKind::NoOwner));
        let octets = octets.map_err(|failure| failure.in_field("owner"))?;
        owner.extend_from_slice(octets);
        return Ok(());
    }
    let Some(token) = tokens.next()? else { return Ok(()) };
    let mut out = Out::vec(owner);
    string::name(&token, before.origin, &mut out).map_err(|failure| failure.in_field("owner"))
}

/// Reads TTL and class, in either order or left out, and the type.
pub(crate) fn head(tokens: &mut Tokens<'_>, own: OwnTypes) -> Result<Head, Failure> {
    let (mut ttl, mut class) = (None, None);
    loop {
        let Some(token) = tokens.next()? else {
            let kind = match (ttl, class) {
                (Some(_), Some(_)) => Expected::Type,
                _ => Expected::TtlClassOrType,
            };
            let failure = Failure::new(tokens.place(), TextErrorKind::Missing(kind));
            return Err(failure.in_field("type"));
        };
        match of_head(&token, ttl.is_none(), class.is_none(), own) {
            Some(Part::Ttl(seconds)) => ttl = Some(seconds),
            Some(Part::Class(found)) => class = Some(found),
            Some(Part::Type(rtype)) => return Ok(Head { ttl, class, rtype }),
            None => {
                let expected = match (ttl, class) {
                    (Some(_), Some(_)) => Expected::Type,
                    _ => Expected::TtlClassOrType,
                };
                return Err(token.refuse(TextErrorKind::Expected(expected)).in_field("type"));
            }
        }
    }
}

/// A field before the RDATA.
enum Part {
    Ttl(u32),
    Class(Class),
    Type(Type),
}

/// The meaning of a token before the RDATA. A type that is also a class, such as ANY, is the type
/// only when the class is known.
fn of_head(token: &Token<'_>, wants_ttl: bool, wants_class: bool, own: OwnTypes) -> Option<Part> {
    if token.is_quoted {
        return None;
    }
    match token.raw {
        [b'0'..=b'9', ..] => {
            return number::duration(token.raw).filter(|_| wants_ttl).map(Part::Ttl);
        }
        // Most records have this class.
        b"IN" if wants_class => return Some(Part::Class(Class::IN)),
        _ => {}
    }
    let word = token.as_word()?;
    if wants_class && let Ok(class) = word.parse() {
        return Some(Part::Class(class));
    }
    own.parse(word).ok().map(Part::Type)
}

/// Reads one record, and appends its RDATA to `octets`.
pub(crate) fn record(
    tokens: Tokens<'_>,
    before: &Before<'_>,
    owner_octets: &mut Vec<u8>,
    octets: &mut Vec<u8>,
) -> Result<Head, (Failure, Option<Type>)> {
    let mut tokens = tokens;
    owner(&mut tokens, before, owner_octets).map_err(|failure| (failure, None))?;
    let head = head(&mut tokens, before.own).map_err(|failure| (failure, None))?;
    let class = head.class.or(before.class).unwrap_or(Class::IN);
    let names = (before.origin, before.own);
    let read = rdata(tokens, head.rtype, class, names, &mut Out::vec(octets));
    read.map_err(|failure| (failure, Some(head.rtype)))?;
    Ok(Head { class: Some(class), ..head })
}

/// Reads one record in presentation format: owner, TTL, class, type and RDATA.
///
/// TTL and class can be in either order; the class can be left out, then it is IN. Names are
/// absolute with or without a dot at the end; [`RecordBuf::from_text`] takes an origin.
///
/// ```
/// use dnswire::RecordBuf;
///
/// let record: RecordBuf = "example. 5m IN MX 10 mail.example.".parse()?;
/// assert_eq!(record.to_string(), "example. 300 IN MX 10 mail.example.");
/// assert_eq!(record, "EXAMPLE IN 300 TYPE15 \\# 16 000A 046D61696C076578616D706C6500".parse()?);
/// # Ok::<(), dnswire::TextError>(())
/// ```
impl FromStr for RecordBuf {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        RecordBuf::from_text(text, Name::ROOT)
    }
}

/// Reads a type and its RDATA, of class IN: `MX 10 mail.example.`
///
/// ```
/// use dnswire::RdataBuf;
///
/// let mx: RdataBuf = "MX 10 mail.example.".parse()?;
/// assert_eq!(mx.rtype(), dnswire::Type::MX);
/// assert_eq!(mx.to_string(), "10 mail.example.");
/// # Ok::<(), dnswire::TextError>(())
/// ```
impl FromStr for RdataBuf {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let mut tokens = Tokens::new(text.as_bytes());
        let mut octets = Vec::new();
        let rtype = only_entry(&tokens).and_then(|()| rtype(&mut tokens));
        let rtype = rtype.map_err(|failure| failure.into_error(text.as_bytes(), 1, None))?;
        let root = (Some(&[0][..]), OwnTypes::NONE);
        rdata(tokens, rtype, Class::IN, root, &mut Out::vec(&mut octets))
            .map_err(|failure| failure.into_error(text.as_bytes(), 1, Some(rtype)))?;
        Ok(RdataBuf::of_checked(rtype, Class::IN, octets))
    }
}

fn rtype(tokens: &mut Tokens<'_>) -> Result<Type, Failure> {
    let place = tokens.place();
    let token = tokens.next()?;
    let token = token.ok_or(Failure::new(place, TextErrorKind::Missing(Expected::Type)));
    let token = token.map_err(|failure| failure.in_field("type"))?;
    let rtype = token.as_word().and_then(|word| word.parse().ok());
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Type)).in_field("type");
    rtype.ok_or_else(wrong)
}

impl RecordBuf {
    /// Reads one record in presentation format; `origin` completes relative names.
    ///
    /// Class and TTL can be in either order. A class that is left out is IN; the TTL must be there.
    ///
    /// ```
    /// use dnswire::{NameBuf, RecordBuf};
    ///
    /// let origin: NameBuf = "example.".parse()?;
    /// let record = RecordBuf::from_text("@ 300 MX 10 mail", &origin)?;
    /// assert_eq!(record.to_string(), "example. 300 IN MX 10 mail.example.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_text<'n>(text: &str, origin: impl Into<Name<'n>>) -> Result<Self, TextError> {
        RecordBuf::from_text_with(text, origin, OwnTypes::NONE)
    }

    /// Reads one record, whose type may be one of the user's own; see [`RecordBuf::from_text`] and
    /// [`OwnTypes`].
    pub fn from_text_with<'n>(
        text: &str,
        origin: impl Into<Name<'n>>,
        own: OwnTypes,
    ) -> Result<Self, TextError> {
        let (octets, origin) = (text.as_bytes(), origin.into().to_buf());
        let origin = Some(origin.as_octets());
        let before = Before { origin, owner: None, class: None, own };
        let tokens = Tokens::new(octets);
        let (mut owner, mut data) = (Vec::new(), Vec::new());
        only_entry(&tokens).map_err(|failure| failure.into_error(octets, 1, None))?;
        let head = record(tokens, &before, &mut owner, &mut data)
            .map_err(|(failure, rtype)| failure.into_error(octets, 1, rtype))?;
        let no_ttl = || {
            let mut tokens = tokens;
            let _ = tokens.next();
            let failure = Failure::new(tokens.place(), TextErrorKind::NoTtl).in_field("ttl");
            failure.into_error(octets, 1, Some(head.rtype))
        };
        let ttl = head.ttl.ok_or_else(no_ttl)?;
        let class = head.class.unwrap_or(Class::IN);
        RecordBuf::of_checked(&owner, ttl, class, head.rtype, &data).ok_or_else(|| {
            let failure = Failure::new(0, TextErrorKind::RdataTooLong);
            failure.into_error(octets, 1, Some(head.rtype))
        })
    }
}
