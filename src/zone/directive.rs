//! Entries that begin with a dollar sign.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::generate::Generate;
use super::{Include, State};
use crate::name::NameBuf;
use crate::scan::{Expected, Failure, Out, TextErrorKind, Token, Tokens, duration, name};

/// The effect of a directive.
pub(super) enum Directive {
    /// The state was changed.
    Done,
    Include(Box<Include>),
    Generate(Box<Generate>),
}

/// Obeys a directive; `first` is its first token.
pub(super) fn directive(
    first: &Token<'_>,
    mut tokens: Tokens<'_>,
    state: &mut State,
    line: u32,
) -> Result<Directive, Failure> {
    let is = |word: &[u8]| first.raw.eq_ignore_ascii_case(word);
    if is(b"$GENERATE") {
        return Generate::new(tokens, line).map(|generate| Directive::Generate(Box::new(generate)));
    }
    let done = if is(b"$ORIGIN") {
        let token = needed(&mut tokens, Expected::Name)?;
        state.origin = Some(origin(&token, state)?);
        Directive::Done
    } else if is(b"$TTL") {
        let token = needed(&mut tokens, Expected::Duration)?;
        let ttl = token.parsed(Expected::Duration, duration);
        state.default_ttl = Some(ttl.map_err(|failure| failure.in_field("ttl"))?);
        Directive::Done
    } else if is(b"$INCLUDE") {
        Directive::Include(Box::new(include(&mut tokens, state, line)?))
    } else {
        return Err(first.refuse(TextErrorKind::UnknownDirective));
    };
    match tokens.next()? {
        None => Ok(done),
        Some(token) => Err(token.refuse(TextErrorKind::LeftOver)),
    }
}

/// The next token, which must be there.
pub(super) fn needed<'t>(
    tokens: &mut Tokens<'t>,
    expected: Expected,
) -> Result<Token<'t>, Failure> {
    let token = tokens.next()?;
    token.ok_or_else(|| Failure::new(tokens.place(), TextErrorKind::Missing(expected)))
}

/// Reads a name that becomes the origin.
fn origin(token: &Token<'_>, state: &State) -> Result<NameBuf, Failure> {
    let mut octets = Vec::new();
    let before = state.origin.as_ref().map(NameBuf::as_octets);
    name(token, before, &mut Out::vec(&mut octets))
        .map_err(|failure| failure.in_field("origin"))?;
    NameBuf::from_octets(&octets).map_err(|error| token.refuse(TextErrorKind::Name(error.kind())))
}

fn include(tokens: &mut Tokens<'_>, state: &State, line: u32) -> Result<Include, Failure> {
    let token = needed(tokens, Expected::File)?;
    let (mut octets, mut left) = (Vec::new(), token.octets());
    while let Some(octet) = left.next()? {
        octets.push(octet.value);
    }
    let wrong = |_| token.refuse(TextErrorKind::Expected(Expected::File));
    let file = String::from_utf8(octets).map_err(wrong)?;
    let origin = match tokens.next()? {
        Some(token) => Some(origin(&token, state)?),
        None => state.origin,
    };
    Ok(Include { file, origin, line })
}
