//! Lists: sets of types and of ports, address prefixes.

use super::address;
use super::digits::{Digits, Form};
use super::error::{Expected, TextErrorKind};
use super::field::Scan;
use super::number;
use super::token::{Failure, Token};
use crate::registry::{AddressFamily, Type};

/// A window of a type bitmap: its number, the length, and 256 bits.
struct Window {
    number: u8,
    bits: [u8; 32],
}

impl Window {
    fn new(number: u8) -> Self {
        Window { number, bits: [0; 32] }
    }

    fn set(&mut self, low: u8) {
        if let Some(octet) = self.bits.get_mut(usize::from(low / 8)) {
            *octet |= 0x80 >> (low % 8);
        }
    }

    /// Appends the window, without zeros at its end; nothing when no bit is set.
    fn write(&self, scan: &mut Scan<'_, '_, '_>, token: &Token<'_>) -> Result<(), Failure> {
        let len = self.bits.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
        if len == 0 {
            return Ok(());
        }
        scan.push(token, &[self.number, u8::try_from(len).unwrap_or(32)])?;
        scan.push(token, self.bits.get(..len).unwrap_or_default())
    }
}

fn rtype(token: &Token<'_>) -> Result<Type, Failure> {
    let parsed = token.as_word().and_then(|word| word.parse().ok());
    parsed.ok_or_else(|| token.refuse(TextErrorKind::Expected(Expected::Type)))
}

/// Reads types in any order as windows of a bitmap.
pub(crate) fn types(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let start = scan.tokens;
    let Some(mut token) = scan.tokens.next()? else { return Ok(()) };
    let before = scan.out.len();
    let [high, low] = rtype(&token)?.0.to_be_bytes();
    let mut window = Window::new(high);
    window.set(low);
    while let Some(next) = scan.tokens.next()? {
        token = next;
        let [high, low] = rtype(&token)?.0.to_be_bytes();
        if high < window.number {
            scan.out.truncate(before);
            scan.tokens = start;
            return types_in_any_order(scan);
        }
        if high > window.number {
            window.write(scan, &token)?;
            window = Window::new(high);
        }
        window.set(low);
    }
    window.write(scan, &token)
}

/// Reads types whose windows do not ascend, through a bitmap of all types.
#[cold]
fn types_in_any_order(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let mut all = [[0_u8; 32]; 256];
    let mut last = None;
    while let Some(token) = scan.tokens.next()? {
        let [high, low] = rtype(&token)?.0.to_be_bytes();
        let bits = all.get_mut(usize::from(high));
        if let Some(octet) = bits.and_then(|bits| bits.get_mut(usize::from(low / 8))) {
            *octet |= 0x80 >> (low % 8);
        }
        last = Some(token);
    }
    let Some(token) = last else { return Ok(()) };
    for (number, bits) in (0_u8..=255).zip(all) {
        Window { number, bits }.write(scan, &token)?;
    }
    Ok(())
}

/// Reads types below 128, by mnemonic or number, as a bitmap without windows.
pub(crate) fn low_types(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let start = scan.out.len();
    scan.each(|scan, token| {
        let number = match number::decimal(token.raw, u16::MAX.into()) {
            Some(number) if !token.is_quoted => number,
            _ => rtype(token)?.0.into(),
        };
        if number > 127 {
            return Err(token.refuse(TextErrorKind::Expected(Expected::LowType)));
        }
        set_bit(scan, token, start, number)
    })
}

/// Sets a bit of a bitmap that starts at `start`, and extends it as far as needed.
fn set_bit(
    scan: &mut Scan<'_, '_, '_>,
    token: &Token<'_>,
    start: usize,
    number: u64,
) -> Result<(), Failure> {
    let at = start.saturating_add(usize::try_from(number / 8).unwrap_or(usize::MAX));
    scan.out.fill(at.saturating_add(1)).map_err(|kind| token.refuse(kind))?;
    if let Some(octet) = scan.out.tail_mut(at).first_mut() {
        *octet |= 0x80 >> (number % 8);
    }
    Ok(())
}

/// Names of services that are as old as WKS ([RFC 1010]).
///
/// [RFC 1010]: https://www.rfc-editor.org/rfc/rfc1010
const SERVICES: [(&str, u64); 34] = [
    ("echo", 7),
    ("discard", 9),
    ("systat", 11),
    ("daytime", 13),
    ("netstat", 15),
    ("qotd", 17),
    ("chargen", 19),
    ("ftp-data", 20),
    ("ftp", 21),
    ("ssh", 22),
    ("telnet", 23),
    ("smtp", 25),
    ("time", 37),
    ("rlp", 39),
    ("nameserver", 42),
    ("whois", 43),
    ("domain", 53),
    ("bootps", 67),
    ("bootpc", 68),
    ("tftp", 69),
    ("gopher", 70),
    ("finger", 79),
    ("http", 80),
    ("kerberos", 88),
    ("hostname", 101),
    ("pop2", 109),
    ("pop3", 110),
    ("sunrpc", 111),
    ("auth", 113),
    ("nntp", 119),
    ("ntp", 123),
    ("imap2", 143),
    ("snmp", 161),
    ("https", 443),
];

/// Reads ports, by number or name, as a bitmap.
pub(crate) fn ports(scan: &mut Scan<'_, '_, '_>) -> Result<(), Failure> {
    let start = scan.out.len();
    scan.each(|scan, token| {
        let word = token.as_word().unwrap_or_default();
        let named = || {
            let known = SERVICES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
            known.map(|(_, port)| *port)
        };
        let port = number::decimal(word.as_bytes(), u16::MAX.into()).or_else(named);
        let wrong = TextErrorKind::Expected(Expected::Port);
        set_bit(scan, token, start, port.ok_or_else(|| token.refuse(wrong))?)
    })
}

/// Reads one prefix of APL: `[!]family:address/length` ([RFC 3123 section 5]).
///
/// [RFC 3123 section 5]: https://www.rfc-editor.org/rfc/rfc3123#section-5
pub(crate) fn prefix(scan: &mut Scan<'_, '_, '_>, token: &Token<'_>) -> Result<(), Failure> {
    let wrong = || token.refuse(TextErrorKind::Expected(Expected::Prefix));
    let word = Some(token.raw).filter(|_| !token.is_quoted).ok_or_else(wrong)?;
    let (is_negated, word) = word.strip_prefix(b"!").map_or((false, word), |rest| (true, rest));
    let colon = word.iter().position(|octet| *octet == b':').ok_or_else(wrong)?;
    let slash = word.iter().rposition(|octet| *octet == b'/').ok_or_else(wrong)?;
    let (family, address) = word.split_at_checked(colon).ok_or_else(wrong)?;
    let address = address.get(1..slash.saturating_sub(colon)).ok_or_else(wrong)?;
    let length = word.get(slash.saturating_add(1)..).unwrap_or_default();
    let family = number::decimal(family, u16::MAX.into()).ok_or_else(wrong)?;
    let length = number::decimal(length, u8::MAX.into()).ok_or_else(wrong)?;
    scan.push_number(token, family, 2)?;
    scan.push_number(token, length, 1)?;
    let head = scan.out.len();
    scan.push(token, &[0])?;
    match AddressFamily(u16::try_from(family).unwrap_or(u16::MAX)) {
        AddressFamily::IP => {
            let address = address::ipv4(address).ok_or_else(wrong)?;
            scan.push(token, without_zeros(&address))?;
        }
        AddressFamily::IP6 => {
            let address = address::ipv6(address).ok_or_else(wrong)?;
            scan.push(token, without_zeros(&address))?;
        }
        _ => {
            let mut digits = Digits::new(Form::Hex);
            digits.read_raw(address, token.at, scan.out)?;
            digits.finish(token.at)?;
        }
    }
    let len = u8::try_from(scan.out.len().saturating_sub(head).saturating_sub(1))
        .ok()
        .filter(|len| *len < 0x80);
    scan.out.set(head, len.ok_or_else(wrong)? | u8::from(is_negated) << 7);
    Ok(())
}

/// The octets without zeros at their end.
fn without_zeros(octets: &[u8]) -> &[u8] {
    let len = octets.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
    octets.get(..len).unwrap_or_default()
}
