//! The reader of message octets: the unread part of a window, and the message around it.
//!
//! Every parser has the form `fn(Wire<'a>) -> Parsed<'a, T>` and reads one field a line. Nothing in
//! this module can panic on any input. nom's combinators run on [`Wire`] too, through [`run`].

use core::iter::{Copied, Enumerate};
use core::slice::Iter;

use nom::error::{ErrorKind, ParseError};
use nom::{Input, Needed, Parser};

use crate::error::{Fault, FaultKind, NO_FIELD};

/// The most octets that a message can have ([RFC 1035 section 4.2.2]).
///
/// [RFC 1035 section 4.2.2]: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2
pub const MAX_MESSAGE: usize = 65535;

/// The unread part of a window of a message.
///
/// A window is the whole message, one RDATA, or one option or parameter inside an RDATA. It bounds
/// all reads; only compression pointers may lead to the message before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire<'a> {
    /// All octets, from the first of the header on; at most [`MAX_MESSAGE`].
    message: &'a [u8],
    /// The unread part of this window; always a sub-slice of `message`, also when empty.
    rest: &'a [u8],
}

/// The result of every parser: the rest of the window, and the value.
pub(crate) type Parsed<'a, T> = Result<(Wire<'a>, T), Fault>;

impl<'a> Wire<'a> {
    /// A window over a whole message; octets after [`MAX_MESSAGE`] are left out.
    #[inline]
    pub(crate) fn new(message: &'a [u8]) -> Self {
        let message = message.get(..MAX_MESSAGE).unwrap_or(message);
        Wire { message, rest: message }
    }

    /// The window `start..start + len` of a message, as far as the message reaches.
    #[inline]
    pub(crate) fn span(message: &'a [u8], start: usize, len: usize) -> Self {
        let from = Wire { message, rest: message }.skip(start).rest;
        Wire { message, rest: from.get(..len).unwrap_or(from) }
    }

    /// The unread octets.
    #[inline]
    pub(crate) fn octets(self) -> &'a [u8] {
        self.rest
    }

    /// The number of unread octets.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.rest.len()
    }

    /// Returns `true` if the window has been read to its end.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    /// The whole message, for compression pointers.
    #[inline]
    pub(crate) fn message(self) -> &'a [u8] {
        self.message
    }

    /// The offset of the next octet, counted from the start of the message.
    #[inline]
    pub(crate) fn offset(self) -> usize {
        self.rest.as_ptr().addr().wrapping_sub(self.message.as_ptr().addr())
    }

    /// A window over `rest`, which must be a sub-slice of the message.
    #[inline]
    pub(crate) fn with_rest(self, rest: &'a [u8]) -> Self {
        debug_assert!(self.message.as_ptr_range().contains(&rest.as_ptr()) || rest.is_empty());
        Wire { message: self.message, rest }
    }

    /// The window from `start`, counted from the start of the message, to the message's end.
    #[inline]
    pub(crate) fn seek(self, start: usize) -> Self {
        Wire { message: self.message, rest: self.message }.skip(start)
    }

    /// The window without its first `count` octets, or empty when it has fewer.
    #[inline]
    pub(crate) fn skip(self, count: usize) -> Self {
        match self.rest.split_at_checked(count) {
            Some((_, rest)) => self.with_rest(rest),
            None => self.at_end(),
        }
    }

    /// The part of this window before `rest`, which is its end.
    #[inline]
    pub(crate) fn until(self, rest: Wire<'a>) -> Self {
        let len = self.rest.len().saturating_sub(rest.rest.len());
        self.with_rest(self.rest.get(..len).unwrap_or(self.rest))
    }

    /// The empty window at the end of this one.
    #[cold]
    fn at_end(self) -> Self {
        self.with_rest(
            self.rest.split_at_checked(self.rest.len()).map_or(self.rest, |(_, end)| end),
        )
    }

    /// The fault of the octets at the reading position.
    #[inline]
    pub(crate) fn refuse(self, kind: FaultKind) -> Fault {
        Fault::new(self.rest.len(), kind)
    }

    /// The fault of reading `needed` octets where fewer are left.
    #[inline]
    pub(crate) fn cut(self, needed: usize) -> Fault {
        Fault::end(self.rest.len(), needed)
    }
}

/// Reads `N` octets.
#[inline]
pub(crate) fn array<const N: usize>(i: Wire<'_>) -> Parsed<'_, [u8; N]> {
    match i.rest.split_first_chunk::<N>() {
        Some((head, rest)) => Ok((i.with_rest(rest), *head)),
        None => Err(i.cut(N)),
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
pub(crate) fn window(i: Wire<'_>, len: usize) -> Parsed<'_, Wire<'_>> {
    match i.rest.split_at_checked(len) {
        Some((head, rest)) => Ok((i.with_rest(rest), i.with_rest(head))),
        None => Err(i.cut(len)),
    }
}

/// Checks that nothing is left of a window.
#[inline(always)]
pub(crate) fn exact(left: Wire<'_>) -> Result<(), Fault> {
    if left.is_empty() { Ok(()) } else { Err(trailing(left)) }
}

/// The fault of octets that are left.
#[cold]
pub(crate) fn trailing(left: Wire<'_>) -> Fault {
    left.refuse(FaultKind::TrailingOctets).in_field(NO_FIELD)
}

/// Runs a parser made of nom's combinators.
///
/// `Incomplete` cannot mean "wait for more" inside a message, so it is a fault like any other.
pub(crate) fn run<'a, T>(
    i: Wire<'a>,
    mut parser: impl Parser<Wire<'a>, Output = T, Error = Fault>,
) -> Parsed<'a, T> {
    parser.parse_complete(i).map_err(|error| match error {
        nom::Err::Error(fault) | nom::Err::Failure(fault) => fault,
        nom::Err::Incomplete(_) => i.cut(0),
    })
}

impl ParseError<Wire<'_>> for Fault {
    #[inline]
    fn from_error_kind(i: Wire<'_>, kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Eof | ErrorKind::Complete => i.cut(0),
            _ => i.refuse(FaultKind::TrailingOctets),
        }
    }

    #[inline]
    fn append(_: Wire<'_>, _: ErrorKind, first: Self) -> Self {
        first
    }
}

// nom's own `take*` panic past the end. These return the octets that are left instead.
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
        (self.with_rest(rest), self.with_rest(head)) // the rest comes first
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

/// Counts one step of work, in the crate's own tests.
#[inline]
pub(crate) fn count_step() {
    #[cfg(test)]
    steps::count();
}

#[cfg(test)]
pub(crate) mod steps {
    use core::cell::Cell;

    thread_local!(static STEPS: Cell<usize> = const { Cell::new(0) });

    pub(crate) fn count() {
        STEPS.with(|steps| steps.set(steps.get() + 1));
    }

    /// The number of steps that `work` takes, and its result.
    pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (usize, T) {
        STEPS.with(|steps| steps.set(0));
        let value = work();
        (STEPS.with(Cell::get), value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nom::combinator::{all_consuming, complete, cond, cut, eof, map, opt, peek, verify};
    use nom::multi::{length_data, length_value};
    use nom::number::complete::{be_u8, be_u16};
    use nom::sequence::{pair, preceded};

    fn ok<'a, T>(
        i: Wire<'a>,
        parser: impl Parser<Wire<'a>, Output = T, Error = Fault>,
    ) -> (usize, T) {
        let (left, value) = run(i, parser).unwrap();
        (left.octets().len(), value)
    }

    /// Every combinator below needs `Input` (and `ParseError` for the error) and nothing else.
    #[test]
    fn nom_combinators_run_on_wire() {
        let i = Wire::new(b"\x00\x02\xab\xcd\x07");
        assert_eq!(ok(i, be_u16), (3, 2));
        assert_eq!(ok(i, length_data(be_u16)).1.octets(), b"\xab\xcd");
        assert_eq!(ok(i, length_value(be_u16, all_consuming(be_u16))), (1, 0xabcd));
        assert_eq!(ok(i, (be_u8, be_u16, opt(be_u16))), (0, (0, 0x02ab, Some(0xcd07))));
        assert_eq!(ok(i, preceded(be_u16, pair(be_u8, be_u8))), (1, (0xab, 0xcd)));
        assert_eq!(ok(i, verify(be_u8, |octet| *octet == 0)), (4, 0));
        assert_eq!(ok(i, map(be_u8, u16::from)), (4, 0));
        assert_eq!(ok(i, cond(true, peek(cut(complete(be_u8))))), (5, Some(0)));
        assert!(run(i, eof).is_err());
    }

    /// nom 8 answers `Incomplete` from `length_value` even in complete mode.
    #[test]
    fn incomplete_becomes_a_fault() {
        let i = Wire::new(b"\x00\x09a");
        assert_eq!(run(i, length_value(be_u16, be_u8)).unwrap_err().kind, FaultKind::End);
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
