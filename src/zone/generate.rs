//! `$GENERATE`: entries with a number in them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::directive::needed;
use crate::layout::{Kind, Text};
use crate::rdata::layout_of;
use crate::registry::{Class, Type};
use crate::scan::{Expected, Failure, TextErrorKind, Token, Tokens, decimal};

/// The entries of a `$GENERATE` that are left.
#[derive(Clone, Debug)]
pub(super) struct Generate {
    template: Vec<u8>,
    next: u64,
    stop: u64,
    step: u64,
    line: u32,
    text: Vec<u8>,
}

impl Generate {
    /// Reads the range, and the template of the entries: `range owner [ttl] [class] type rdata`.
    pub(super) fn new(mut tokens: Tokens<'_>, line: u32) -> Result<Self, Failure> {
        let token = needed(&mut tokens, Expected::Range)?;
        let (next, stop, step) = range(&token).map_err(|failure| failure.in_field("range"))?;
        let mut template = Vec::new();
        let owner = needed(&mut tokens, Expected::Name)?;
        template.extend_from_slice(owner.raw);
        let (mut rtype, mut wrong) = (None, None);
        while let Some(token) = tokens.next()? {
            let is_only = rtype.is_some_and(|(rtype, count)| count == 0 && !is_text(rtype));
            wrong = wrong.or_else(|| bad_substitution(&token));
            template.push(b' ');
            // RDATA with blanks is written as one quoted string.
            if token.is_quoted && !(is_only && tokens.is_at_end()?) {
                template.push(b'"');
                template.extend_from_slice(token.raw);
                template.push(b'"');
            } else {
                template.extend_from_slice(token.raw);
            }
            rtype = match rtype {
                Some((rtype, count)) => Some((rtype, count + 1)),
                None => as_type(&token).map(|rtype| (rtype, 0)),
            };
        }
        match wrong.or_else(|| bad_substitution(&owner)) {
            Some(failure) => Err(failure),
            None => Ok(Generate { template, next, stop, step, line, text: Vec::new() }),
        }
    }

    /// The line of the entry.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// The text of the next entry; `None` after the last one.
    pub(super) fn next_text(&mut self) -> Option<&[u8]> {
        if self.next > self.stop {
            return None;
        }
        self.text.clear();
        let mut left = self.template.as_slice();
        loop {
            left = match left {
                [] => break,
                [b'\\', octet, rest @ ..] => {
                    self.text.extend_from_slice(&[b'\\', *octet]);
                    rest
                }
                [b'$', b'$', rest @ ..] => {
                    self.text.extend_from_slice(br"\$");
                    rest
                }
                [b'$', rest @ ..] => {
                    let (number, rest) = substitution(rest)?;
                    self.text.extend_from_slice(number.text(self.next).as_bytes());
                    rest
                }
                [octet, rest @ ..] => {
                    self.text.push(*octet);
                    rest
                }
            };
        }
        self.next = self.next.saturating_add(self.step);
        Some(&self.text)
    }
}

/// Reads `start-stop` or `start-stop/step`.
fn range(token: &Token<'_>) -> Result<(u64, u64, u64), Failure> {
    let parsed = token.as_word().and_then(|word| {
        let (start, rest) = word.split_once('-')?;
        let (stop, step) = rest.split_once('/').unwrap_or((rest, "1"));
        let number = |text: &str| decimal(text.as_bytes(), i32::MAX.unsigned_abs().into());
        Some((number(start)?, number(stop)?, number(step)?))
    });
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Range));
    let (start, stop, step) = parsed.ok_or_else(wrong)?;
    if start > stop || step == 0 {
        return Err(token.refuse(TextErrorKind::EmptyRange));
    }
    Ok((start, stop, step))
}

/// The type that a token is, unless it is a TTL or a class.
fn as_type(token: &Token<'_>) -> Option<Type> {
    let word = token.as_word()?;
    if word.parse::<Class>().is_ok() { None } else { word.parse().ok() }
}

/// Returns `true` if the RDATA of a type begins with a string.
fn is_text(rtype: Type) -> bool {
    let layout = layout_of(rtype, Class::IN);
    let first = layout.and_then(|known| known.layout.fields.first());
    first.is_some_and(|field| matches!(field.kind, Kind::Strings | Kind::Counted8(Text::Quoted)))
}

/// The failure of a token that has a substitution without its form.
fn bad_substitution(token: &Token<'_>) -> Option<Failure> {
    let mut left = token.raw;
    loop {
        left = match left {
            [] => return None,
            [b'\\', _, rest @ ..] | [b'$', b'$', rest @ ..] => rest,
            [b'$', rest @ ..] => {
                let Some((_, rest)) = substitution(rest) else {
                    let at = token.start().saturating_add(token.raw.len() - left.len());
                    let kind = TextErrorKind::Expected(Expected::Substitution);
                    return Some(Failure::new(at, kind));
                };
                rest
            }
            [_, rest @ ..] => rest,
        };
    }
}

/// The form of the number: `{offset,width,base}`.
struct Number {
    offset: i64,
    width: usize,
    base: u8,
}

/// Reads the form after a dollar sign; returns it with the text after it.
fn substitution(text: &[u8]) -> Option<(Number, &[u8])> {
    let Some(inner) = text.strip_prefix(b"{") else {
        return Some((Number { offset: 0, width: 0, base: b'd' }, text));
    };
    let end = inner.iter().position(|octet| *octet == b'}')?;
    let (inner, rest) = inner.split_at_checked(end)?;
    let mut parts = core::str::from_utf8(inner).ok()?.split(',');
    let offset = parts.next()?.parse::<i32>().ok()?.into();
    let width = parts.next().map_or(Some(0), |width| width.parse().ok())?;
    let base = match parts.next().unwrap_or("d").as_bytes() {
        [base @ (b'd' | b'o' | b'x' | b'X' | b'n' | b'N')] => *base,
        _ => return None,
    };
    let is_form = parts.next().is_none() && width <= 255;
    is_form.then_some((Number { offset, width, base }, rest.get(1..)?))
}

impl Number {
    fn text(&self, number: u64) -> String {
        let number = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(self.offset);
        let (width, positive) = (self.width, number.unsigned_abs());
        match self.base {
            b'o' => format!("{positive:0width$o}"),
            b'x' => format!("{positive:0width$x}"),
            b'X' => format!("{positive:0width$X}"),
            b'n' | b'N' => self.nibbles(positive),
            _ => format!("{number:0width$}"),
        }
    }

    /// Hexadecimal digits from the lowest on, with dots between; the width counts both.
    fn nibbles(&self, mut number: u64) -> String {
        let (mut text, mut left) = (String::new(), self.width);
        loop {
            let digit = format!("{:x}", number & 15);
            text.push_str(&if self.base == b'N' { digit.to_ascii_uppercase() } else { digit });
            number >>= 4;
            left = left.saturating_sub(1);
            if number == 0 && left == 0 {
                return text;
            }
            text.push('.');
            left = left.saturating_sub(1);
        }
    }
}
