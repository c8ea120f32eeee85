//! EDNS options from text, in the form in which they are displayed.

use core::str::FromStr;

use alloc::vec::Vec;

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextError, TextErrorKind};
use super::field::Scan;
use super::number::decimal;
use super::out::Out;
use super::rdata::check;
use super::string;
use super::token::{Failure, Octets, Tokens};
use crate::layout::{Code, Field, Kind, Layout, Text, TextForm};
use crate::owned::OptionBuf;
use crate::rdata::{OwnOption, OwnTypes};
use crate::registry::{OptionCode, Type, ZoneversionType};

/// Reads an option as it is displayed: its name, then a colon and its value.
///
/// Any option can be written by its number, with its octets in hexadecimal: `OPT=65001: abcd`.
///
/// ```
/// use dnswire::OptionBuf;
/// use dnswire::edns::TcpKeepalive;
/// use dnswire::registry::OptionCode;
///
/// let subnet: OptionBuf = "CLIENT-SUBNET: 192.0.2.0/24/0".parse()?;
/// assert_eq!(subnet.as_octets(), [0, 1, 24, 0, 192, 0, 2]);
/// let error: OptionBuf = "EDE: 18 (Prohibited): (not here)".parse()?;
/// assert_eq!(error.as_octets(), b"\x00\x12not here");
/// let keepalive: OptionBuf = "tcp-keepalive: 6.0 secs".parse()?;
/// assert_eq!(keepalive, OptionBuf::new(&TcpKeepalive { timeout: Some(60) })?);
/// let own: OptionBuf = "OPT=65001: abcd".parse()?;
/// assert_eq!((own.code(), own.as_octets()), (OptionCode(65001), &[0xAB, 0xCD][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl FromStr for OptionBuf {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        OptionBuf::from_text_with(text, OwnTypes::NONE)
    }
}

impl OptionBuf {
    /// Reads an option that may be one of the user's own; see [`OwnOption`](crate::rdata::OwnOption).
    pub fn from_text_with(text: &str, own: OwnTypes) -> Result<Self, TextError> {
        let mut octets = Vec::new();
        let read = option(text, own, &mut Out::vec(&mut octets)).and_then(|code| {
            let too_long = |_| Failure::new(0, TextErrorKind::RdataTooLong);
            OptionBuf::from_octets(code, &octets).map_err(too_long)
        });
        read.map_err(|failure| failure.into_error(text.as_bytes(), 1, Some(Type::OPT)))
    }
}

/// The value of an option, as written.
struct Value<'t> {
    text: &'t str,
    at: usize,
}

impl Value<'_> {
    fn refuse(&self, expected: Expected) -> Failure {
        Failure::new(self.at, TextErrorKind::Expected(expected))
    }

    fn push(&self, octets: &[u8], out: &mut Out<'_>) -> Result<(), Failure> {
        out.push(octets).map_err(|kind| Failure::new(self.at, kind))
    }

    /// Reads pairs of hexadecimal digits, with blanks between or none.
    fn hex(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let mut digits = Digits::new(Form::Hex);
        for word in self.text.split(' ') {
            digits.read_raw(word.as_bytes(), self.at, out)?;
        }
        digits.finish(self.at)
    }

    fn number(&self, digits: &str, max: u64) -> Result<u64, Failure> {
        decimal(digits.as_bytes(), max).ok_or_else(|| self.refuse(Expected::Number(max)))
    }

    fn octet(&self, digits: &str, out: &mut Out<'_>) -> Result<(), Failure> {
        let octet = u8::try_from(self.number(digits, u8::MAX.into())?);
        self.push(&[octet.unwrap_or(u8::MAX)], out)
    }
}

/// Reads an option; appends the octets after its length.
fn option(text: &str, own: OwnTypes, out: &mut Out<'_>) -> Result<OptionCode, Failure> {
    let (name, value) = text.split_once(':').unwrap_or((text, ""));
    let value = value.trim_start_matches(' ');
    let value = Value { text: value, at: text.len().saturating_sub(value.len()) };
    let wrong = || Failure::new(0, TextErrorKind::Expected(Expected::Option));
    let (code, layout) = if let Some(number) = name.strip_prefix(OptionCode::PREFIX) {
        (OptionCode(number.parse().map_err(|_| wrong())?), None)
    } else if let Some((code, layout)) = OwnOption::named(own.options(), name) {
        (code, Some(layout))
    } else {
        let is_named =
            |code: &&OptionCode| code.name().is_some_and(|known| known.eq_ignore_ascii_case(name));
        let known = OptionCode::ALL.iter().find(is_named).copied();
        let code = known.or_else(|| name.parse().ok()).ok_or_else(wrong)?;
        (code, known.and_then(Code::layout))
    };
    match layout {
        None => value.hex(out)?,
        Some(layout) if value.text.is_empty() && layout.fields.is_empty() => {}
        Some(layout) => {
            if !value.text.is_empty() {
                of_layout(&value, layout, out)?;
            }
            check(layout, out.octets()).map_err(|(_, kind)| Failure::new(value.at, kind))?;
        }
    }
    Ok(code)
}

/// Reads a value in the form of its layout.
fn of_layout(value: &Value<'_>, layout: &Layout, out: &mut Out<'_>) -> Result<(), Failure> {
    match layout.text {
        TextForm::Joined => value.hex(out),
        TextForm::ClientSubnet => client_subnet(value, out),
        TextForm::ExtendedError => extended_error(value, out),
        TextForm::Keepalive => {
            let tenths = value.text.strip_suffix(" secs").and_then(|text| text.split_once('.'));
            let (whole, tenth) = tenths.ok_or_else(|| value.refuse(Expected::Duration))?;
            let tenths = value.number(whole, 6553)? * 10 + value.number(tenth, 9)?;
            let tenths = u16::try_from(tenths).map_err(|_| value.refuse(Expected::Duration))?;
            value.push(&tenths.to_be_bytes(), out)
        }
        TextForm::Padding => {
            let zeros =
                value.text.strip_prefix('(').and_then(|text| text.strip_suffix(" zero octets)"));
            let Some(zeros) = zeros else { return value.hex(out) };
            let count = value.number(zeros, u16::MAX.into())?;
            let len = usize::try_from(count).unwrap_or(usize::MAX);
            out.fill(out.len().saturating_add(len)).map_err(|kind| Failure::new(value.at, kind))
        }
        TextForm::ZoneVersion => zone_version(value, out),
        TextForm::Umbrella => Err(value.refuse(Expected::Hex)),
        _ => fields(value, layout.fields, out),
    }
}

/// Reads `address/source/scope`.
fn client_subnet(value: &Value<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let mut parts = value.text.splitn(3, '/');
    let (Some(subnet), Some(source), Some(scope)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(value.refuse(Expected::Prefix));
    };
    let (ipv4, ipv6) = (address::ipv4(subnet.as_bytes()), address::ipv6(subnet.as_bytes()));
    let (family, octets) = match (&ipv4, &ipv6) {
        (Some(octets), _) => (1, octets.as_slice()),
        (None, Some(octets)) => (2, octets.as_slice()),
        (None, None) if subnet == "0" => (0, &[][..]),
        (None, None) => return Err(value.refuse(Expected::Prefix)),
    };
    value.push(&[0, family], out)?;
    value.octet(source, out)?;
    value.octet(scope, out)?;
    let prefix = usize::try_from(value.number(source, 128)?).unwrap_or(128);
    value.push(octets.get(..prefix.div_ceil(8)).unwrap_or_default(), out)
}

/// Reads the code, its meaning in parentheses, and a text in parentheses after a colon.
fn extended_error(value: &Value<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let digits = value.text.split([' ', ':']).next().unwrap_or_default();
    let code = u16::try_from(value.number(digits, u16::MAX.into())?).unwrap_or(u16::MAX);
    value.push(&code.to_be_bytes(), out)?;
    let Some((_, extra)) = value.text.split_once(": (") else { return Ok(()) };
    let extra = extra.strip_suffix(')').ok_or_else(|| value.refuse(Expected::String))?;
    let at = value.at.saturating_add(value.text.len()).saturating_sub(extra.len() + 1);
    string::octets(Octets::new(extra.as_bytes(), at), out)
}

/// Reads the number of labels, the type of the version, and the version.
fn zone_version(value: &Value<'_>, out: &mut Out<'_>) -> Result<(), Failure> {
    let mut words = value.text.splitn(3, ' ');
    let mut word = || words.next().ok_or_else(|| value.refuse(Expected::Hex));
    let (labels, kind, version) = (word()?, word()?, word()?);
    value.octet(labels, out)?;
    let kind: ZoneversionType = kind.parse().map_err(|_| value.refuse(Expected::Mnemonic(255)))?;
    value.push(&[kind.0], out)?;
    if kind == ZoneversionType::SOA_SERIAL {
        let serial = u32::try_from(value.number(version, u32::MAX.into())?).unwrap_or(u32::MAX);
        return value.push(&serial.to_be_bytes(), out);
    }
    Value { text: version, at: value.at }.hex(out)
}

/// Reads one field after the other.
fn fields(value: &Value<'_>, fields: &[Field], out: &mut Out<'_>) -> Result<(), Failure> {
    if let [Field { kind: Kind::Rest(Text::Dump), .. }] = fields {
        // The characters after the digits say the same again.
        let digits = value.text.split('(').next().unwrap_or_default();
        return Value { text: digits.trim_end(), at: value.at }.hex(out);
    }
    let shift = |failure: Failure| Failure { at: failure.at.saturating_add(value.at), ..failure };
    let tokens = Tokens::new(value.text.as_bytes());
    let (rtype, own) = (Type::OPT, OwnTypes::NONE);
    let mut scan = Scan { tokens, out, origin: Some(&[0]), rtype, own };
    for field in fields {
        match field.kind {
            Kind::Magic(octets) => {
                let token = scan.token(Expected::String).map_err(shift)?;
                if token.raw != octets {
                    return Err(value.refuse(Expected::String));
                }
                scan.push(&token, octets).map_err(shift)?;
            }
            Kind::Utf8 => {
                let token = scan.token(Expected::Utf8).map_err(shift)?;
                string::octets(token.octets(), scan.out).map_err(shift)?;
            }
            _ => scan.field(field).map_err(shift)?,
        }
    }
    match scan.tokens.next().map_err(shift)? {
        Some(token) => Err(shift(token.refuse(TextErrorKind::LeftOver))),
        None => Ok(()),
    }
}
