//! The one reader of message octets: what is left of a window, and the message it lies in.
//!
//! Every parser has nom's shape, `fn(Wire<'a>) -> Parsed<'a, T>`, and is read line by line. Nothing
//! in here can panic, whatever it is asked; nom's own combinators run on [`Wire`] as well.

use core::iter::{Copied, Enumerate};
use core::slice::Iter;

use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Input, Needed};

use crate::error::{Fault, FaultKind, NO_FIELD};

/// The most octets that a message can have ([RFC 1035 section 4.2.2]).
///
/// [RFC 1035 section 4.2.2]: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2
pub const MAX_MESSAGE: usize = 65535;

/// What is left of a window of a message.
///
/// A window is the whole message, one RDATA, or one option or parameter inside an RDATA. It bounds
/// what can be read; only compression pointers may look at the message before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire<'a> {
    /// All octets, from the first of the header on; at most [`MAX_MESSAGE`].
    message: &'a [u8],
    /// The part of `message` still to be read in this window; a sub-slice of it, also when empty.
    rest: &'a [u8],
}

/// The result of every parser in this crate.
pub(crate) type Parsed<'a, T> = IResult<Wire<'a>, T, Fault>;

impl<'a> Wire<'a> {
    /// A window over a whole message; octets beyond [`MAX_MESSAGE`] are out of reach.
    #[inline]
    pub(crate) fn new(message: &'a [u8]) -> Self {
        let message = message.get(..MAX_MESSAGE).unwrap_or(message);
        Wire { message, rest: message }
    }

    /// The window `start..start + len` of a message, or what of it is there.
    #[inline]
    pub(crate) fn span(message: &'a [u8], start: usize, len: usize) -> Self {
        let from = Wire { message, rest: message }.after(start).rest;
        Wire { message, rest: from.get(..len).unwrap_or(from) }
    }

    /// The octets still to be read.
    #[inline]
    pub(crate) fn octets(self) -> &'a [u8] {
        self.rest
    }

    /// How many octets are still to be read.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.rest.len()
    }

    /// Whether the window has been read to its end.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    /// The whole message, for compression pointers.
    #[inline]
    pub(crate) fn message(self) -> &'a [u8] {
        self.message
    }

    /// The position of the next octet, counted from the start of the message.
    #[inline]
    pub(crate) fn offset(self) -> usize {
        self.rest.as_ptr().addr().wrapping_sub(self.message.as_ptr().addr())
    }

    /// The window that begins with `rest`, a part of what is still to be read.
    #[inline]
    pub(crate) fn at(self, rest: &'a [u8]) -> Self {
        self.with(rest)
    }

    /// The same message, other octets to read.
    #[inline]
    fn with(self, rest: &'a [u8]) -> Self {
        debug_assert!(self.message.as_ptr_range().contains(&rest.as_ptr()) || rest.is_empty());
        Wire { message: self.message, rest }
    }

    /// The window from `start`, counted from the start of the message, to the message's end.
    #[inline]
    pub(crate) fn from(self, start: usize) -> Self {
        Wire { message: self.message, rest: self.message }.after(start)
    }

    /// The window without its first `count` octets, or empty when it has fewer.
    #[inline]
    pub(crate) fn after(self, count: usize) -> Self {
        match self.rest.split_at_checked(count) {
            Some((_, rest)) => self.with(rest),
            None => self.at_end(),
        }
    }

    /// The empty window at the end of this one.
    #[cold]
    fn at_end(self) -> Self {
        self.with(self.rest.split_at_checked(self.rest.len()).map_or(self.rest, |(_, end)| end))
    }

    /// Refuses the octets at the reading position.
    #[inline]
    pub(crate) fn fault(self, kind: FaultKind) -> nom::Err<Fault> {
        nom::Err::Error(Fault::new(self.rest.len(), kind))
    }

    /// Refuses to read `needed` octets where fewer are left.
    #[inline]
    pub(crate) fn end(self, needed: usize) -> nom::Err<Fault> {
        nom::Err::Error(Fault::end(self.rest.len(), needed))
    }
}

/// Reads `N` octets.
#[inline]
pub(crate) fn array<const N: usize>(i: Wire<'_>) -> Parsed<'_, [u8; N]> {
    match i.rest.split_first_chunk::<N>() {
        Some((head, rest)) => Ok((i.with(rest), *head)),
        None => Err(i.end(N)),
    }
}

/// Reads one octet.
#[inline]
pub(crate) fn be_u8(i: Wire<'_>) -> Parsed<'_, u8> {
    let (i, [octet]) = array(i)?;
    Ok((i, octet))
}

/// Reads a 16-bit number, most significant octet first.
#[inline]
pub(crate) fn be_u16(i: Wire<'_>) -> Parsed<'_, u16> {
    let (i, octets) = array(i)?;
    Ok((i, u16::from_be_bytes(octets)))
}

/// Reads a 32-bit number, most significant octet first.
#[inline]
pub(crate) fn be_u32(i: Wire<'_>) -> Parsed<'_, u32> {
    let (i, octets) = array(i)?;
    Ok((i, u32::from_be_bytes(octets)))
}

/// Reads a 64-bit number, most significant octet first.
#[inline]
pub(crate) fn be_u64(i: Wire<'_>) -> Parsed<'_, u64> {
    let (i, octets) = array(i)?;
    Ok((i, u64::from_be_bytes(octets)))
}

/// Splits off the next `len` octets as a window of their own.
#[inline]
pub(crate) fn window(len: usize) -> impl for<'a> Fn(Wire<'a>) -> Parsed<'a, Wire<'a>> {
    move |i| match i.rest.split_at_checked(len) {
        Some((head, rest)) => Ok((i.with(rest), i.with(head))),
        None => Err(i.end(len)),
    }
}

/// Reads the next `len` octets.
#[inline]
pub(crate) fn take(len: usize) -> impl for<'a> Fn(Wire<'a>) -> Parsed<'a, &'a [u8]> {
    move |i| {
        let (i, octets) = window(len)(i)?;
        Ok((i, octets.rest))
    }
}

/// Reads all octets up to the end of the window.
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "the form of every parser")]
pub(crate) fn rest(i: Wire<'_>) -> Parsed<'_, &[u8]> {
    Ok((i.after(i.rest.len()), i.rest))
}

/// Reads a `<character-string>`: a length octet, then that many octets (RFC 1035 section 3.3).
#[inline]
pub(crate) fn character_string(i: Wire<'_>) -> Parsed<'_, &[u8]> {
    let (i, len) = be_u8(i)?;
    take(len.into())(i)
}

/// Leaves nom's result type; the crate's only way out of a parser.
///
/// `Incomplete` cannot mean "wait for more" inside a message, so it is a fault like any other.
#[inline(always)]
pub(crate) fn finish<'a, T>(
    window: Wire<'a>,
    parsed: Parsed<'a, T>,
) -> Result<(Wire<'a>, T), Fault> {
    match parsed {
        Ok(done) => Ok(done),
        Err(nom::Err::Error(fault) | nom::Err::Failure(fault)) => Err(fault),
        Err(nom::Err::Incomplete(_)) => Err(Fault::end(window.rest.len(), 0)),
    }
}

/// Leaves a parser that must have read its window to the end.
#[inline(always)]
pub(crate) fn whole<'a, T>(window: Wire<'a>, parsed: Parsed<'a, T>) -> Result<T, Fault> {
    let (left, value) = finish(window, parsed)?;
    if left.is_empty() {
        return Ok(value);
    }
    Err(Fault::new(left.len(), FaultKind::TrailingOctets).in_field(NO_FIELD))
}

impl ParseError<Wire<'_>> for Fault {
    #[inline]
    fn from_error_kind(i: Wire<'_>, kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Eof | ErrorKind::Complete => Fault::end(i.rest.len(), 0),
            _ => Fault::new(i.rest.len(), FaultKind::Invalid),
        }
    }

    #[inline]
    fn append(_: Wire<'_>, _: ErrorKind, first: Self) -> Self {
        first
    }
}

// nom's own `take*` panic past the end; these give what is there, so that no panic path is left.
impl<'a> Input for Wire<'a> {
    type Item = u8;
    type Iter = Copied<Iter<'a, u8>>;
    type IterIndices = Enumerate<Self::Iter>;

    #[inline]
    fn input_len(&self) -> usize {
        self.rest.len()
    }
    #[inline]
    fn take(&self, index: usize) -> Self {
        self.take_split(index).1
    }
    #[inline]
    fn take_from(&self, index: usize) -> Self {
        self.take_split(index).0
    }
    #[inline]
    fn take_split(&self, index: usize) -> (Self, Self) {
        let index = index.min(self.rest.len());
        let (head, rest) = self.rest.split_at_checked(index).unwrap_or((self.rest, self.rest));
        (self.with(rest), self.with(head)) // the rest comes first
    }
    #[inline]
    fn position<P: Fn(u8) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest.iter().position(|octet| predicate(*octet))
    }
    #[inline]
    fn iter_elements(&self) -> Self::Iter {
        self.rest.iter().copied()
    }
    #[inline]
    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }
    #[inline]
    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        match count.checked_sub(self.rest.len()) {
            None | Some(0) => Ok(count),
            Some(missing) => Err(Needed::new(missing)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nom::Parser;
    use nom::combinator::{all_consuming, complete, cond, cut, eof, map, opt, peek, verify};
    use nom::multi::{length_data, length_value};
    use nom::number::complete as number;
    use nom::sequence::{pair, preceded};

    fn ok<T>(parsed: Parsed<'_, T>) -> (usize, T) {
        let (left, value) = parsed.unwrap();
        (left.octets().len(), value)
    }

    /// Every combinator below needs `Input` (and `ParseError` for the error) and nothing else.
    #[test]
    fn nom_combinators_run_on_wire() {
        let i = Wire::new(b"\x00\x02\xab\xcd\x07");
        assert_eq!(ok(number::be_u16(i)), ok(be_u16(i)));
        assert_eq!(ok(number::be_u32(i)), ok(be_u32(i)));
        assert_eq!(ok(length_data(be_u16).parse_complete(i)).1.octets(), b"\xab\xcd");
        assert_eq!(ok(length_value(be_u16, all_consuming(be_u16)).parse_complete(i)), (1, 0xabcd));
        assert_eq!(ok((be_u8, be_u16, opt(be_u16)).parse(i)), (0, (0, 0x02ab, Some(0xcd07))));
        assert_eq!(ok(preceded(be_u16, pair(be_u8, be_u8)).parse(i)), (1, (0xab, 0xcd)));
        assert_eq!(ok(verify(be_u8, |octet| *octet == 0).parse(i)), (4, 0));
        assert_eq!(ok(map(be_u8, u16::from).parse(i)), (4, 0));
        assert_eq!(ok(cond(true, peek(cut(complete(be_u8)))).parse(i)), (5, Some(0)));
        assert!(eof::<_, Fault>(i).is_err());
    }

    /// nom 8 answers `Incomplete` from `length_value` even in complete mode.
    #[test]
    fn incomplete_becomes_a_fault() {
        let i = Wire::new(b"\x00\x09a");
        let parsed = length_value(be_u16, rest).parse_complete(i);
        assert!(matches!(parsed, Err(nom::Err::Incomplete(_))));
        assert_eq!(finish(i, parsed).unwrap_err().kind, FaultKind::End);
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        let i = Wire::new(b"ab");
        assert_eq!((i.take(9).octets(), i.take_from(9).octets()), (&b"ab"[..], &b""[..]));
        assert_eq!(Wire::span(b"abc", 2, 9).octets(), b"c");
        assert_eq!(Wire::span(b"abc", 9, 9).octets(), b"");
        assert_eq!(Wire::new(&std::vec![0; 70000]).octets().len(), MAX_MESSAGE);
    }
}
