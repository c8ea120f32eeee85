//! Registries: mnemonics and meanings, to and from text.

use core::hint::black_box;

use dnswire::Type;
use dnswire::registry::{self, Class, Opcode, OptionCode, Rcode, SvcParamKey};

use crate::show::{debug, display, show};

pub fn prove(octets: &[u8]) {
    if let Some([high, low]) = octets.first_chunk() {
        let number = u16::from_be_bytes([*high, *low]);
        numbers(number);
        types_and_classes(number);
        crate::message::profile_of_port(number);
    }
    if let Ok(text) = str::from_utf8(octets) {
        from_text(text);
        crate::findings::rule_with_code(text);
    }
}

/// The private ranges of registries of numbers of 8 bits, and the meanings of all but types.
fn meanings(number: u16, low: u8) {
    black_box(registry::Class(number).meaning());
    black_box(registry::Rcode(number).meaning());
    black_box(registry::Opcode(low).meaning());
    black_box(registry::OptionCode(number).meaning());
    black_box(registry::InfoCode(number).meaning());
    black_box(registry::InfoCode(number).is_private_use());
    black_box(registry::SvcParamKey(number).meaning());
    black_box(registry::Algorithm(low).meaning());
    black_box(registry::Algorithm(low).is_private_use());
    black_box(registry::DigestType(low).meaning());
    black_box(registry::DigestType(low).is_private_use());
    black_box(registry::Nsec3HashAlgorithm(low).meaning());
    black_box(registry::DsyncScheme(low).meaning());
    black_box(registry::DsyncScheme(low).is_private_use());
    black_box(registry::ZoneversionType(low).meaning());
    black_box(registry::ZoneversionType(low).is_private_use());
    black_box(registry::AddressFamily(number).meaning());
    black_box(registry::AfsdbSubtype(number).meaning());
    black_box(registry::DsoType(number).meaning());
    black_box(registry::DsoType(number).is_private_use());
    black_box(registry::CertType(number).meaning());
    black_box(registry::CertType(number).is_private_use());
    black_box(registry::CertificateUsage(low).meaning());
    black_box(registry::CertificateUsage(low).is_private_use());
    black_box(registry::Selector(low).meaning());
    black_box(registry::Selector(low).is_private_use());
    black_box(registry::MatchingType(low).meaning());
    black_box(registry::MatchingType(low).is_private_use());
    black_box(registry::SshfpAlgorithm(low).meaning());
    black_box(registry::FingerprintType(low).meaning());
    black_box(registry::IpseckeyAlgorithm(low).meaning());
    black_box(registry::GatewayType(low).meaning());
    black_box(registry::RelayType(low).meaning());
    black_box(registry::ZonemdScheme(low).meaning());
    black_box(registry::ZonemdScheme(low).is_private_use());
    black_box(registry::ZonemdHash(low).meaning());
    black_box(registry::ZonemdHash(low).is_private_use());
    black_box(registry::DhcidIdentifierType(number).meaning());
    black_box(registry::DhcidDigestType(low).meaning());
    black_box(registry::TkeyMode(number).meaning());
}

/// What only some registries have.
fn types_and_classes(number: u16) {
    let [low, _] = number.to_le_bytes();
    let (rtype, class) = (Type(number), Class(number));
    black_box((rtype.is_question_only(), rtype.name_policy()));
    debug(&rtype.name_policy());
    black_box((class.top_bit(), class.without_top_bit(), class.with_top_bit(true)));
    black_box((Rcode(number).tsig_mnemonic(), Rcode(number).is_private_use()));
    black_box((Class(number).is_private_use(), OptionCode(number).is_private_use()));
    black_box(SvcParamKey(number).is_private_use());
    black_box(Opcode::from(low));
    meanings(number, low);
}

macro_rules! registries {
    ($($name:ident $number:ident $integer:ident;)+) => {
        fn numbers(number: u16) {
            let [low, _] = number.to_le_bytes();
            black_box((low, number));
            $({
                let value = registry::$name::from($number!(number, low));
                black_box(($integer::from(value), value == value, value.mnemonic()));
                show(&value);
            })+
        }

        fn from_text(text: &str) {
            $(match text.parse::<registry::$name>() {
                Ok(value) => display(&value),
                Err(error) => show(&error),
            })+
        }
    };
}

macro_rules! wide {
    ($number:ident, $low:ident) => {
        $number
    };
}

macro_rules! octet {
    ($number:ident, $low:ident) => {
        $low
    };
}

registries! {
    Type wide u16;
    Class wide u16;
    Rcode wide u16;
    Opcode octet u8;
    OptionCode wide u16;
    InfoCode wide u16;
    SvcParamKey wide u16;
    Algorithm octet u8;
    DigestType octet u8;
    Nsec3HashAlgorithm octet u8;
    DsyncScheme octet u8;
    ZoneversionType octet u8;
    AddressFamily wide u16;
    AfsdbSubtype wide u16;
    DsoType wide u16;
    CertType wide u16;
    CertificateUsage octet u8;
    Selector octet u8;
    MatchingType octet u8;
    SshfpAlgorithm octet u8;
    FingerprintType octet u8;
    IpseckeyAlgorithm octet u8;
    GatewayType octet u8;
    RelayType octet u8;
    ZonemdScheme octet u8;
    ZonemdHash octet u8;
    DhcidIdentifierType wide u16;
    DhcidDigestType octet u8;
    TkeyMode wide u16;
}
