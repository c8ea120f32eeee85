//! Numbers that have other spellings: mnemonics, times with units, flags by their names.

use core::str::FromStr;

use super::error::{Expected, TextErrorKind};
use super::number;
use super::token::{Failure, Token};
use crate::layout::Mnemonic;
use crate::registry::{
    Algorithm, CertType, CertificateUsage, Class, DigestType, DsyncScheme, MatchingType, Rcode,
    Selector, Type,
};

/// The spellings of a number beyond its digits.
enum Spelling {
    Digits,
    Duration,
    Algorithm,
    DigestType,
    CertificateUsage,
    Selector,
    MatchingType,
    /// The flags and the protocol of KEY ([RFC 2535 section 7.1]).
    ///
    /// [RFC 2535 section 7.1]: https://www.rfc-editor.org/rfc/rfc2535#section-7.1
    KeyFlags,
    KeyProtocol,
    /// TCP or UDP, in WKS.
    IpProtocol,
    /// Two numbers of 32 bits with a dot between, in IPN.
    Halves,
}

fn spelling(rtype: Type, field: &str) -> Spelling {
    match field {
        "refresh" | "retry" | "expire" | "minimum" | "original_ttl" => Spelling::Duration,
        "algorithm" if !matches!(rtype, Type::IPSECKEY | Type::SSHFP) => Spelling::Algorithm,
        "digest_type" if rtype != Type::DHCID => Spelling::DigestType,
        "certificate_usage" | "cert_usage" => Spelling::CertificateUsage,
        "selector" => Spelling::Selector,
        "matching_type" => Spelling::MatchingType,
        "flags" if rtype == Type::KEY => Spelling::KeyFlags,
        "protocol" if rtype == Type::KEY => Spelling::KeyProtocol,
        "protocol" if rtype == Type::WKS => Spelling::IpProtocol,
        "cbhe_node_number" => Spelling::Halves,
        _ => Spelling::Digits,
    }
}

/// The text that a numeric field has.
pub(crate) fn expected(rtype: Type, field: &str, max: u64) -> Expected {
    match spelling(rtype, field) {
        Spelling::Digits | Spelling::Halves => Expected::Number(max),
        Spelling::Duration => Expected::Duration,
        _ => Expected::Mnemonic(max),
    }
}

/// The number of a text that is not plain digits.
pub(crate) fn number(
    rtype: Type,
    field: &'static str,
    token: &Token<'_>,
    max: u64,
) -> Result<u64, Failure> {
    let word = token.as_word().unwrap_or_default();
    let found = match spelling(rtype, field) {
        Spelling::Digits => None,
        Spelling::Duration => number::duration(word.as_bytes()).map(u64::from),
        Spelling::Algorithm => {
            of8::<Algorithm>(word).or_else(|| ALGORITHMS.iter().find_map(|pair| named(pair, word)))
        }
        Spelling::DigestType => of8::<DigestType>(word),
        Spelling::CertificateUsage => of8::<CertificateUsage>(word),
        Spelling::Selector => of8::<Selector>(word),
        Spelling::MatchingType => of8::<MatchingType>(word),
        Spelling::KeyFlags => key_flags(word),
        Spelling::KeyProtocol => KEY_PROTOCOLS.iter().find_map(|pair| named(pair, word)),
        Spelling::IpProtocol => IP_PROTOCOLS.iter().find_map(|pair| named(pair, word)),
        Spelling::Halves => halves(word.as_bytes()),
    };
    found
        .filter(|number| *number <= max)
        .ok_or_else(|| token.refuse(TextErrorKind::Expected(expected(rtype, field, max))))
}

/// The number of a mnemonic whose registry has 8 bits.
fn of8<T: FromStr + Into<u8>>(word: &str) -> Option<u64> {
    word.parse::<T>().ok().map(|value| u64::from(value.into()))
}

/// The number of a mnemonic, or of the form that a number has in its registry.
pub(crate) fn of_registry(registry: Mnemonic, word: &str) -> Option<u64> {
    let of16 = |number: u16| u64::from(number);
    match registry {
        // In SIG, some software writes the number of an unknown type alone.
        Mnemonic::Type => match number::decimal(word.as_bytes(), u16::MAX.into()) {
            Some(number) => Some(number),
            None => word.parse().ok().map(|rtype: Type| of16(rtype.0)),
        },
        Mnemonic::Class => word.parse().ok().map(|class: Class| of16(class.0)),
        Mnemonic::CertType => word.parse().ok().map(|kind: CertType| of16(kind.0)),
        Mnemonic::DsyncScheme => of8::<DsyncScheme>(word),
        Mnemonic::TsigError => match number::decimal(word.as_bytes(), u16::MAX.into()) {
            Some(number) => Some(number),
            None => word.parse().ok().map(|error: Rcode| of16(error.0)),
        },
    }
}

/// The number of a name, in any case.
fn named((name, number): &(&str, u16), word: &str) -> Option<u64> {
    name.eq_ignore_ascii_case(word).then_some(u64::from(*number))
}

/// Algorithms as name servers write them, beside the mnemonics of the registry.
const ALGORITHMS: [(&str, u16); 10] = [
    ("ECC", 4),
    ("DSANSEC3SHA1", 6),
    ("NSEC3DSA", 6),
    ("RSASHA1NSEC3SHA1", 7),
    ("NSEC3RSASHA1", 7),
    ("ECCGOST", 12),
    ("ECDSA256", 13),
    ("ECDSA384", 14),
    ("SM2SM3", 17),
    ("ECCGOST12", 23),
];

const KEY_PROTOCOLS: [(&str, u16); 6] =
    [("NONE", 0), ("TLS", 1), ("EMAIL", 2), ("DNSSEC", 3), ("IPSEC", 4), ("ALL", 255)];

const IP_PROTOCOLS: [(&str, u16); 3] = [("ICMP", 1), ("TCP", 6), ("UDP", 17)];

const KEY_FLAGS: [(&str, u16); 14] = [
    ("NOCONF", 0x4000),
    ("NOAUTH", 0x8000),
    ("NOKEY", 0xC000),
    ("FLAG2", 0x2000),
    ("EXTEND", 0x1000),
    ("FLAG4", 0x0800),
    ("FLAG5", 0x0400),
    ("USER", 0x0000),
    ("ZONE", 0x0100),
    ("HOST", 0x0200),
    ("NTYP3", 0x0300),
    ("FLAG8", 0x0080),
    ("FLAG9", 0x0040),
    ("FLAG10", 0x0020),
];

/// Flags by their names, with vertical bars between.
fn key_flags(word: &str) -> Option<u64> {
    word.as_bytes().split(|octet| *octet == b'|').try_fold(0, |flags, name| {
        let name = core::str::from_utf8(name).ok()?;
        let known = KEY_FLAGS.iter().find_map(|pair| named(pair, name));
        let flag = known.or_else(|| {
            // SIG0 to SIG15 are the lowest 4 bits.
            let digits = name.get(..3).filter(|head| head.eq_ignore_ascii_case("SIG"));
            number::decimal(digits.and(name.get(3..))?.as_bytes(), 15)
        });
        Some(flags | flag?)
    })
}

fn halves(word: &[u8]) -> Option<u64> {
    let at = word.iter().position(|octet| *octet == b'.')?;
    let (high, low) = word.split_at_checked(at)?;
    let low = number::decimal(low.get(1..)?, u32::MAX.into())?;
    Some(number::decimal(high, u32::MAX.into())? << 32 | low)
}
