//! Words and strings of an entry: blanks, quotes, escapes, parentheses, comments.

use super::error::{TextError, TextErrorKind};
use super::words;
use crate::registry::{Found, Type};

/// The text of one entry, and the place of the next token in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t [u8],
    at: usize,
    /// The number of open parentheses.
    depth: usize,
    /// The place of the outermost one.
    opened: usize,
}

/// A word, or a quoted string without its quotes. Escapes are not decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'t> {
    /// The characters.
    pub(crate) raw: &'t [u8],
    /// `true` if it was in quotes.
    pub(crate) is_quoted: bool,
    /// The place in the text of the entry.
    pub(crate) at: usize,
}

/// A failed read, before line and column are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    /// The place in the text of the entry.
    pub(crate) at: usize,
    pub(crate) field: Option<&'static str>,
    pub(crate) kind: TextErrorKind,
}

impl Failure {
    pub(crate) fn new(at: usize, kind: TextErrorKind) -> Self {
        Failure { at, field: None, kind }
    }

    /// Sets the field, unless it is known.
    pub(crate) fn in_field(self, name: &'static str) -> Self {
        Failure { field: self.field.or(Some(name)), ..self }
    }

    /// The error; the first line of `text` has the number `line`.
    #[cold]
    pub(crate) fn into_error(self, text: &[u8], line: u32, rtype: Option<Type>) -> TextError {
        let at = self.at.min(text.len());
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let count = |octets: &[u8], counts: fn(&u8) -> bool| {
            octets
                .iter()
                .filter(|octet| counts(octet))
                .fold(0, |count, _| usize::saturating_add(count, 1))
        };
        let breaks = count(before, |octet| *octet == b'\n');
        let last = before.rsplit(|octet| *octet == b'\n').next().unwrap_or_default();
        // A character of UTF-8 has one octet that does not continue another.
        let column = count(last, |octet| *octet & 0xC0 != 0x80).saturating_add(1);
        let found = match self.kind {
            TextErrorKind::Missing(_) | TextErrorKind::UnclosedParenthesis => Found::NOTHING,
            _ => Found::of(rest.get(..word_len(rest)).unwrap_or_default()),
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        TextError {
            line: line.saturating_add(number(breaks)),
            column: number(column),
            rtype,
            field: self.field,
            kind: self.kind,
            found,
        }
    }
}

/// The length of the word at the start of a text, for an error.
fn word_len(text: &[u8]) -> usize {
    match text {
        [b'"' | b'(' | b')', ..] => 1,
        _ => text.iter().position(|octet| is_end(*octet)).unwrap_or(text.len()),
    }
}

/// Returns `true` if the octet ends a word.
#[inline]
const fn is_end(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\r' | b'\n' | b'(' | b')' | b';')
}

/// Returns `true` if the octet ends a word, or is not a plain character of one.
#[inline]
fn ends_or_changes(octet: u8) -> bool {
    #[expect(clippy::indexing_slicing, clippy::as_conversions, reason = "evaluated when compiled")]
    const TABLE: &[bool; 256] = &{
        let (mut table, mut octet) = ([false; 256], 0_u8);
        while octet < 128 {
            table[octet as usize] = is_end(octet) || matches!(octet, b'\\' | b'"');
            octet += 1;
        }
        table
    };
    TABLE.get(usize::from(octet)).copied().unwrap_or(false)
}

/// The number of octets before the first one that [`ends_or_changes`]; looks at 8 at a time.
#[inline]
fn plain_len(text: &[u8]) -> usize {
    let mut left = text;
    while let Some((word, after)) = words::split_first(left) {
        // Blanks and quotes; parentheses, which differ in one bit; comments; escapes.
        let found = words::below(word, b'"' + 1)
            | words::equal(words::without_lowest_bits(word), b'(')
            | words::equal(word, b';')
            | words::equal(word, b'\\');
        if found == 0 {
            left = after;
            continue;
        }
        left = left.get(words::before_first(found)..).unwrap_or_default();
        match left {
            // An octet below the quote that is a character of the word.
            [octet, after @ ..] if !ends_or_changes(*octet) => left = after,
            _ => return text.len().saturating_sub(left.len()),
        }
    }
    let rest = left.iter().position(|octet| ends_or_changes(*octet)).unwrap_or(left.len());
    text.len().saturating_sub(left.len()).saturating_add(rest)
}

/// The place of the word after the blanks at `at`, and its end; equal if it has escapes or is no word.
#[inline(never)]
fn plain_word(text: &[u8], at: usize) -> (usize, usize) {
    let mut start = at;
    while let Some(b' ' | b'\t') = text.get(start) {
        start = start.wrapping_add(1);
    }
    let end = start.wrapping_add(plain_len(text.get(start..).unwrap_or_default()));
    match text.get(end) {
        Some(b'"' | b'\\') => (start, start),
        _ => (start, end),
    }
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Tokens { text, at: 0, depth: 0, opened: 0 }
    }

    /// The whole text.
    #[cfg(feature = "alloc")]
    pub(crate) fn text(&self) -> &'t [u8] {
        self.text
    }

    #[inline]
    fn peek_octet(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// The next token; `None` at the end of the entry.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Token<'t>>, Failure> {
        match self.plain_word() {
            Some(token) => Ok(Some(token)),
            None => self.any(false),
        }
    }

    /// The next token, in which a quoted string may follow an equals sign.
    pub(crate) fn next_param(&mut self) -> Result<Option<Token<'t>>, Failure> {
        match self.plain_word() {
            Some(token) => Ok(Some(token)),
            None => self.any(true),
        }
    }

    /// The next token, if it is a word without escapes, with nothing but blanks before it.
    #[inline]
    fn plain_word(&mut self) -> Option<Token<'t>> {
        let (start, end) = plain_word(self.text, self.at);
        let raw = self.text.get(start..end).filter(|raw| !raw.is_empty())?;
        self.at = end;
        Some(Token { raw, is_quoted: false, at: start })
    }

    #[inline(never)]
    fn any(&mut self, is_param: bool) -> Result<Option<Token<'t>>, Failure> {
        self.skip_blanks()?;
        match self.peek_octet() {
            None | Some(b'\n') => Ok(None),
            Some(b'"') => self.quoted().map(Some),
            Some(_) => self.word(is_param).map(Some),
        }
    }

    /// The place of the next token, or of the end of the entry.
    pub(crate) fn place(&self) -> usize {
        let mut tokens = *self;
        let _ = tokens.skip_blanks();
        tokens.at
    }

    /// Moves to the next token, or to the end of the entry, and returns the place.
    #[inline]
    pub(crate) fn settle(&mut self) -> usize {
        while let Some(b' ' | b'\t') = self.peek_octet() {
            self.at += 1;
        }
        if self.peek_octet().is_some_and(|octet| !ends_or_changes(octet)) {
            return self.at;
        }
        let mut tokens = *self;
        match tokens.skip_blanks() {
            Ok(()) => *self = tokens,
            // The failure is found again by whoever reads the token.
            Err(_) => return tokens.at,
        }
        self.at
    }

    /// Returns `true` if the octet here is a backslash.
    #[inline]
    pub(crate) fn is_at_backslash(&self) -> bool {
        self.peek_octet() == Some(b'\\')
    }

    /// Returns `true` if no token is left.
    pub(crate) fn is_at_end(&self) -> Result<bool, Failure> {
        let mut tokens = *self;
        Ok(tokens.next()?.is_none())
    }

    /// Skips blanks and comments, and the ends of lines in parentheses.
    #[inline]
    fn skip_blanks(&mut self) -> Result<(), Failure> {
        loop {
            match self.peek_octet() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\n') if self.depth > 0 => self.at += 1,
                Some(b'(') => {
                    if self.depth == 0 {
                        self.opened = self.at;
                    }
                    self.depth = self.depth.saturating_add(1);
                    self.at += 1;
                }
                Some(b')') => {
                    let outer = self.depth.checked_sub(1);
                    let kind = TextErrorKind::UnopenedParenthesis;
                    self.depth = outer.ok_or(Failure::new(self.at, kind))?;
                    self.at += 1;
                }
                Some(b';') => self.skip_comment(),
                None if self.depth > 0 => {
                    return Err(Failure::new(self.opened, TextErrorKind::UnclosedParenthesis));
                }
                _ => return Ok(()),
            }
        }
    }

    fn skip_comment(&mut self) {
        let left = self.text.get(self.at..).unwrap_or_default();
        let len = left.iter().position(|octet| *octet == b'\n').unwrap_or(left.len());
        self.at = self.at.saturating_add(len);
    }

    /// Reads from the octet after a quote up to the closing one.
    #[inline]
    fn quoted(&mut self) -> Result<Token<'t>, Failure> {
        let quote = self.at;
        let start = quote.saturating_add(1);
        self.at = start;
        loop {
            match self.peek_octet() {
                Some(b'"') => break,
                Some(b'\\') => self.at = self.at.saturating_add(2),
                None | Some(b'\n') => {
                    return Err(Failure::new(quote, TextErrorKind::UnclosedQuote));
                }
                Some(_) => self.at += 1,
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        self.at += 1;
        Ok(Token { raw, is_quoted: true, at: quote })
    }

    /// Reads a word up to a blank, parenthesis or comment.
    #[inline]
    fn word(&mut self, is_param: bool) -> Result<Token<'t>, Failure> {
        let start = self.at;
        loop {
            let left = self.text.get(self.at..).unwrap_or_default();
            self.at = self.at.saturating_add(plain_len(left));
            match self.peek_octet() {
                Some(b'\\') => match self.text.get(self.at.wrapping_add(1)) {
                    None | Some(b'\n' | b'\r') => {
                        return Err(Failure::new(self.at, TextErrorKind::BadEscape));
                    }
                    Some(_) => self.at += 2,
                },
                Some(b'"') => {
                    let before = self.text.get(self.at.wrapping_sub(1));
                    if !is_param || before != Some(&b'=') {
                        return Err(Failure::new(self.at, TextErrorKind::QuoteInside));
                    }
                    self.quoted()?;
                    break;
                }
                _ => break,
            }
        }
        let raw = self.text.get(start..self.at).unwrap_or_default();
        Ok(Token { raw, is_quoted: false, at: start })
    }
}

impl<'t> Token<'t> {
    /// The characters, if they are UTF-8 and were not in quotes.
    pub(crate) fn as_word(&self) -> Option<&'t str> {
        if self.is_quoted { None } else { core::str::from_utf8(self.raw).ok() }
    }

    /// The failure of a token that does not have this form.
    #[cold]
    pub(crate) fn refuse(&self, kind: TextErrorKind) -> Failure {
        Failure::new(self.at, kind)
    }

    /// The place of the first character, after a quote.
    pub(crate) fn start(&self) -> usize {
        self.at.saturating_add(self.is_quoted.into())
    }

    /// The octets, with escapes decoded.
    pub(crate) fn octets(&self) -> Octets<'t> {
        Octets::new(self.raw, self.start())
    }
}

/// Decodes the escapes of a string, octet by octet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Octets<'t> {
    left: &'t [u8],
    /// The place of `left` in the entry.
    at: usize,
}

/// One octet of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Octet {
    pub(crate) value: u8,
    /// `true` if it was written as an escape.
    pub(crate) is_escaped: bool,
    pub(crate) at: usize,
}

impl<'t> Octets<'t> {
    pub(crate) fn new(raw: &'t [u8], at: usize) -> Self {
        Octets { left: raw, at }
    }

    /// The place of the next octet.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// The characters that are left.
    pub(crate) fn raw(&self) -> &'t [u8] {
        self.left
    }

    /// The characters up to the next dot or backslash.
    #[inline]
    pub(crate) fn run_before_dot(&self) -> &'t [u8] {
        let len = self.left.iter().position(|octet| matches!(octet, b'.' | b'\\'));
        self.left.get(..len.unwrap_or(self.left.len())).unwrap_or_default()
    }

    /// Leaves out characters that are no escapes.
    #[inline]
    pub(crate) fn skip(&mut self, len: usize) {
        self.left = self.left.get(len..).unwrap_or_default();
        self.at = self.at.saturating_add(len);
    }

    /// The next octet; `None` at the end.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Octet>, Failure> {
        let at = self.at;
        let (octet, len) = match self.left {
            [] => return Ok(None),
            [b'\\', a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
                let digit = |digit: u8| u16::from(digit - b'0');
                let number = digit(*a) * 100 + digit(*b) * 10 + digit(*c);
                let octet = u8::try_from(number);
                (octet.map_err(|_| Failure::new(at, TextErrorKind::BadEscape))?, 4)
            }
            [b'\\', b'0'..=b'9', ..] | [b'\\'] => {
                return Err(Failure::new(at, TextErrorKind::BadEscape));
            }
            [b'\\', octet, ..] => (*octet, 2),
            [octet, ..] => (*octet, 1),
        };
        self.left = self.left.get(len..).unwrap_or_default();
        self.at = self.at.saturating_add(len);
        Ok(Some(Octet { value: octet, is_escaped: len > 1, at }))
    }
}

impl Tokens<'_> {
    /// The place of the first token after the end of the entry, if there is one.
    pub(crate) fn after_entry(&self) -> Option<usize> {
        let mut tokens = *self;
        while tokens.next_param().ok()?.is_some() {}
        let mut rest = tokens;
        while let Some(b'\n') = rest.peek_octet() {
            rest.at += 1;
            rest.skip_blanks().ok()?;
        }
        (rest.at < rest.text.len() && rest.peek_octet().is_some() && rest.at > tokens.at)
            .then_some(rest.at)
    }
}
