//! One field, by its kind.

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextErrorKind};
use super::list;
use super::number;
use super::out::Out;
use super::params;
use super::spelling;
use super::string;
use super::token::{Failure, Token, Tokens};
use crate::layout::{Field, Kind, Mnemonic, Text};
use crate::rdata::OwnTypes;
use crate::registry::Type;

/// The text of RDATA, and the buffer for its octets.
#[derive(Debug)]
pub(crate) struct Scan<'s, 't, 'o> {
    pub(crate) tokens: Tokens<'t>,
    pub(crate) out: &'s mut Out<'o>,
    /// The octets of the name that completes relative names.
    pub(crate) origin: Option<&'s [u8]>,
    pub(crate) rtype: Type,
    /// Parameters of the user's own.
    pub(crate) own: OwnTypes,
}

impl<'t> Scan<'_, 't, '_> {
    /// The next token, which must be there.
    #[inline]
    pub(crate) fn token(&mut self, expected: Expected) -> Result<Token<'t>, Failure> {
        match self.tokens.next()? {
            Some(token) => Ok(token),
            None => Err(self.missing(expected)),
        }
    }

    /// The failure of an entry that ends too early.
    #[cold]
    pub(crate) fn missing(&self, expected: Expected) -> Failure {
        Failure::new(self.tokens.place(), TextErrorKind::Missing(expected))
    }

    /// Appends octets that `token` stands for.
    pub(crate) fn push(&mut self, token: &Token<'_>, octets: &[u8]) -> Result<(), Failure> {
        self.out.push(octets).map_err(|kind| token.refuse(kind))
    }

    /// Appends a number in `len` octets; at most 8.
    pub(crate) fn push_number(
        &mut self,
        token: &Token<'_>,
        number: u64,
        len: usize,
    ) -> Result<(), Failure> {
        let octets = number.to_be_bytes();
        self.push(token, octets.get(8_usize.saturating_sub(len)..).unwrap_or_default())
    }

    /// Reads the tokens that are left.
    pub(crate) fn each(
        &mut self,
        mut read: impl FnMut(&mut Self, &Token<'t>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        while let Some(token) = self.tokens.next()? {
            read(self, &token)?;
        }
        Ok(())
    }

    /// Reads one field.
    pub(crate) fn field(&mut self, field: &Field) -> Result<(), Failure> {
        self.kind(field.kind, field.name).map_err(|failure| failure.in_field(field.name))
    }

    fn kind(&mut self, kind: Kind, name: &'static str) -> Result<(), Failure> {
        match kind {
            Kind::U8 | Kind::LowBits | Kind::TopBit | Kind::PrefixLen => {
                self.number(name, 1, u8::MAX.into())
            }
            Kind::U16 | Kind::Family => self.number(name, 2, u16::MAX.into()),
            Kind::U32 => self.number(name, 4, u32::MAX.into()),
            Kind::U48 => self.number(name, 6, (1 << 48) - 1),
            Kind::U64 => self.number(name, 8, u64::MAX),
            Kind::GatewayType => self.number(name, 1, 3),
            Kind::FamilyPrefix => self.number(name, 1, 128),
            Kind::Time => self.parsed(Expected::Date, 4, |text| number::date(text).map(u64::from)),
            Kind::Octal => self.parsed(Expected::Octal, 2, number::octal),
            Kind::Locator => self.parsed(Expected::Locator, 8, number::locator),
            Kind::Mnemonic(registry) => self.mnemonic(registry),
            Kind::Ipv4 => self.ipv4(),
            Kind::Ipv6 => self.ipv6(),
            Kind::Eui(len) => self.eui(len),
            Kind::Fixed(_) | Kind::ServerCookie => self.one_token(Form::Hex),
            Kind::Name => self.name(),
            Kind::Counted8(form) => {
                let at = self.tokens.place();
                let start = self.out.len();
                self.fill(at, start.saturating_add(1))?;
                self.octets(form, false)?;
                let len = u8::try_from(self.out.len().saturating_sub(start).saturating_sub(1));
                let too_long = Failure::new(at, TextErrorKind::StringTooLong(255));
                self.out.set(start, len.map_err(|_| too_long)?);
                Ok(())
            }
            Kind::Counted16(form) => self.counted16(form),
            Kind::Rest(form) => self.octets(form, true),
            Kind::Strings => self.strings(),
            Kind::Names => self.each(|scan, token| string::name(token, scan.origin, scan.out)),
            Kind::Numbers => self.each(|scan, token| {
                let number = token.number(u16::MAX.into())?;
                scan.push_number(token, number, 2)
            }),
            Kind::Octets => self.each(|scan, token| {
                let number = token.number(u8::MAX.into())?;
                scan.push_number(token, number, 1)
            }),
            Kind::Prefixes => self.each(list::prefix),
            Kind::Types => list::types(self),
            Kind::NxtTypes => list::low_types(self),
            Kind::Ports => list::ports(self),
            Kind::Params => params::params(self),
            Kind::Optional(kind) if self.tokens.is_at_end()? => {
                let _ = kind;
                Ok(())
            }
            Kind::Optional(kind) => self.kind(*kind, name),
            Kind::Length8 => self.placeholder(1),
            Kind::Length16 => self.placeholder(2),
            Kind::CountedAt8(at, form) => self.counted_at(form, at.into(), 1),
            Kind::CountedAt16(at, form) => self.counted_at(form, at.into(), 2),
            Kind::Gateway => self.gateway(),
            Kind::Options if self.tokens.is_at_end()? => Ok(()),
            // The other kinds occur in EDNS options and parameters only, or are read by their form.
            _ => {
                let token = self.token(Expected::Generic)?;
                Err(token.refuse(TextErrorKind::Expected(Expected::Generic)))
            }
        }
    }

    fn fill(&mut self, at: usize, len: usize) -> Result<(), Failure> {
        self.out.fill(len).map_err(|kind| Failure::new(at, kind))
    }

    /// Appends zeros for a length that a later field sets.
    fn placeholder(&mut self, len: usize) -> Result<(), Failure> {
        self.fill(self.tokens.place(), self.out.len().saturating_add(len))
    }

    /// Reads octets, and sets the length of `len` octets at `at`.
    fn counted_at(&mut self, form: Text, at: usize, len: usize) -> Result<(), Failure> {
        let (start, place) = (self.out.len(), self.tokens.place());
        self.octets(form, false)?;
        let count = self.out.len().saturating_sub(start).to_be_bytes();
        let (high, low) = count.split_at_checked(8_usize.saturating_sub(len)).unwrap_or_default();
        if high.iter().any(|octet| *octet != 0) {
            return Err(Failure::new(place, TextErrorKind::StringTooLong(255)));
        }
        for (octet, at) in low.iter().zip(at..usize::MAX) {
            self.out.set(at, *octet);
        }
        Ok(())
    }

    fn counted16(&mut self, form: Text) -> Result<(), Failure> {
        let start = self.out.len();
        self.placeholder(2)?;
        self.octets(form, false)?;
        let count = u16::try_from(self.out.len().saturating_sub(start).saturating_sub(2))
            .unwrap_or(u16::MAX);
        for (octet, at) in count.to_be_bytes().into_iter().zip(start..usize::MAX) {
            self.out.set(at, octet);
        }
        Ok(())
    }

    /// Reads a number of `len` octets, in digits or in another spelling that the field has.
    fn number(&mut self, name: &'static str, len: usize, max: u64) -> Result<(), Failure> {
        let token = self.token(spelling::expected(self.rtype, name, max))?;
        let number = match number::decimal(token.raw, max) {
            Some(number) if !token.is_quoted => number,
            _ => spelling::number(self.rtype, name, &token, max)?,
        };
        self.push_number(&token, number, len)
    }

    fn parsed(
        &mut self,
        expected: Expected,
        len: usize,
        parse: impl FnOnce(&[u8]) -> Option<u64>,
    ) -> Result<(), Failure> {
        let token = self.token(expected)?;
        let number = token.parsed(expected, parse)?;
        self.push_number(&token, number, len)
    }

    fn mnemonic(&mut self, registry: Mnemonic) -> Result<(), Failure> {
        let (expected, len) = match registry {
            Mnemonic::Type => (Expected::Type, 2),
            Mnemonic::CertType | Mnemonic::TsigError | Mnemonic::Class => {
                (Expected::Mnemonic(u16::MAX.into()), 2)
            }
            Mnemonic::DsyncScheme => (Expected::Mnemonic(u8::MAX.into()), 1),
        };
        let token = self.token(expected)?;
        let number = token.as_word().and_then(|word| spelling::of_registry(registry, word));
        let number = number.ok_or_else(|| token.refuse(TextErrorKind::Expected(expected)))?;
        self.push_number(&token, number, len)
    }

    pub(crate) fn ipv4(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Ipv4)?;
        let address = address::ipv4(token.raw).filter(|_| !token.is_quoted);
        let wrong = TextErrorKind::Expected(Expected::Ipv4);
        self.push(&token, &address.ok_or_else(|| token.refuse(wrong))?)
    }

    pub(crate) fn ipv6(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Ipv6)?;
        let address = address::ipv6(token.raw).filter(|_| !token.is_quoted);
        let wrong = TextErrorKind::Expected(Expected::Ipv6);
        self.push(&token, &address.ok_or_else(|| token.refuse(wrong))?)
    }

    pub(crate) fn name(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Name)?;
        string::name(&token, self.origin, self.out)
    }

    /// Reads pairs of hexadecimal digits with hyphens between.
    fn eui(&mut self, len: u8) -> Result<(), Failure> {
        let token = self.token(Expected::Eui(len))?;
        let wrong = || token.refuse(TextErrorKind::Expected(Expected::Eui(len)));
        let mut count = 0;
        for pair in token.raw.split(|octet| *octet == b'-') {
            let [high, low] = pair else { return Err(wrong()) };
            let digits = number::hex_digit(*high).zip(number::hex_digit(*low));
            let (high, low) = digits.ok_or_else(wrong)?;
            self.push_number(&token, high << 4 | low, 1)?;
            count = u8::checked_add(count, 1).ok_or_else(wrong)?;
        }
        if count == len && !token.is_quoted { Ok(()) } else { Err(wrong()) }
    }

    fn strings(&mut self) -> Result<(), Failure> {
        let first = self.token(Expected::String)?;
        string::character_string(&first, self.out)?;
        self.each(|scan, token| string::character_string(token, scan.out))
    }

    /// Reads the digits of one token.
    pub(crate) fn one_token(&mut self, form: Form) -> Result<(), Failure> {
        let expected = if form == Form::Base32hex { Expected::Base32hex } else { Expected::Hex };
        let token = self.token(expected)?;
        let mut digits = Digits::new(form);
        digits.read(&token, self.out)?;
        digits.finish(token.at)
    }

    /// Reads the digits of all tokens that are left.
    pub(crate) fn all_tokens(&mut self, form: Form) -> Result<(), Failure> {
        let at = self.tokens.place();
        let mut digits = Digits::new(form);
        self.each(|scan, token| digits.read(token, scan.out))?;
        digits.finish(at)
    }

    /// Reads octets in their form; `is_last` when they reach up to the end of the entry.
    fn octets(&mut self, form: Text, is_last: bool) -> Result<(), Failure> {
        match form {
            Text::HexOrDash | Text::Base64OrDash if self.is_dash()? => self.tokens.next().map(drop),
            Text::Hex | Text::LowerHex | Text::HexOrDash if is_last => self.all_tokens(Form::Hex),
            Text::Hex | Text::LowerHex | Text::HexOrDash => self.one_token(Form::Hex),
            Text::Base64 | Text::Base64OrDash if is_last => self.all_tokens(Form::Base64),
            Text::Base64 | Text::Base64OrDash => {
                let token = self.token(Expected::Base64)?;
                let mut digits = Digits::new(Form::Base64);
                digits.read(&token, self.out)?;
                digits.finish(token.at)
            }
            Text::PrefixedHex => self.prefixed_hex(),
            Text::SizedBase64 => self.sized_base64(),
            Text::Base32hex => self.one_token(Form::Base32hex),
            Text::QuotedOrNothing if self.tokens.is_at_end()? => Ok(()),
            Text::Quoted | Text::QuotedOrNothing => {
                let token = self.token(Expected::String)?;
                string::octets(token.octets(), self.out)
            }
            Text::Bare => {
                let token = self.token(Expected::String)?;
                if token.raw == b"-" && !token.is_quoted {
                    return Ok(());
                }
                string::octets(token.octets(), self.out)
            }
            Text::Generic | Text::Dump => {
                let token = self.token(Expected::Generic)?;
                Err(token.refuse(TextErrorKind::Expected(Expected::Generic)))
            }
        }
    }

    /// Returns `true` if the next token is a hyphen.
    fn is_dash(&self) -> Result<bool, Failure> {
        let next = self.tokens.clone().next()?;
        Ok(next.is_some_and(|token| token.raw == b"-" && !token.is_quoted))
    }

    fn prefixed_hex(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::PrefixedHex)?;
        let digits = match token.raw {
            [b'0', b'x' | b'X', digits @ ..] if !token.is_quoted => digits,
            _ => return Err(token.refuse(TextErrorKind::Expected(Expected::PrefixedHex))),
        };
        let mut reader = Digits::new(Form::HexWithDots);
        reader.read_raw(digits, token.at.saturating_add(2), self.out)?;
        reader.finish(token.at)
    }

    /// Reads a number of octets, then as many octets in base64.
    fn sized_base64(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Number(u16::MAX.into()))?;
        let given = token.number(u16::MAX.into())?;
        let start = self.out.len();
        let mut digits = Digits::new(Form::Base64);
        let at = self.tokens.place();
        let read =
            |out: &Out<'_>| u64::try_from(out.len().saturating_sub(start)).unwrap_or(u64::MAX);
        while read(self.out) < given {
            let token = self.token(Expected::Base64)?;
            digits.read(&token, self.out)?;
        }
        digits.finish(at)?;
        wrong_length(&token, given, read(self.out))
    }

    /// Reads the gateway of the type in the octet before the last one.
    fn gateway(&mut self) -> Result<(), Failure> {
        match self.out.octets() {
            [.., 0, _] => self.no_gateway(),
            [.., 1, _] => self.ipv4(),
            [.., 2, _] => self.ipv6(),
            _ => self.name(),
        }
    }

    pub(crate) fn no_gateway(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Dot)?;
        if token.raw == b"." && !token.is_quoted {
            return Ok(());
        }
        Err(token.refuse(TextErrorKind::Expected(Expected::Dot)))
    }

    /// Reads RDATA in the form `\# LENGTH HEX`, after its first token ([RFC 3597 section 5]).
    ///
    /// [RFC 3597 section 5]: https://www.rfc-editor.org/rfc/rfc3597#section-5
    pub(crate) fn generic(&mut self) -> Result<(), Failure> {
        let token = self.token(Expected::Number(u16::MAX.into()))?;
        let given = token.number(u16::MAX.into())?;
        let start = self.out.len();
        self.all_tokens(Form::Hex)?;
        let len = self.out.len().saturating_sub(start);
        wrong_length(&token, given, u64::try_from(len).unwrap_or(u64::MAX))
    }
}

/// Compares the length in a text with the number of octets after it.
fn wrong_length(token: &Token<'_>, given: u64, found: u64) -> Result<(), Failure> {
    if given == found {
        return Ok(());
    }
    let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let kind = TextErrorKind::WrongLength { given: number(given), found: number(found) };
    Err(token.refuse(kind))
}
