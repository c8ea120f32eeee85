//! The promises of every registry, and the limits of single ones.

extern crate std;

use core::fmt::{Debug, Display};
use core::str::FromStr;
use std::format;
use std::string::ToString;

use super::*;

/// Checks that the text form of a value, in any case, is read as the value.
#[track_caller]
fn round_trip<T>(value: T)
where
    T: Copy + Debug + PartialEq + Display + FromStr<Err = UnknownMnemonic>,
{
    let text = value.to_string();
    for spelling in [text.to_ascii_lowercase(), text.to_ascii_uppercase(), text] {
        assert_eq!(spelling.parse(), Ok(value), "{spelling:?}");
    }
}

/// Checks one registry: the list of assigned values, then all values up to `$max`.
macro_rules! check {
    ($($name:ident: $integer:ident <= $max:expr;)+) => {$(
        assert!($name::ALL.is_sorted_by(|one, next| one < next), stringify!($name));
        for value in $name::ALL {
            assert!(value.0 <= $max, "{value:?}");
            assert!(value.meaning().is_some_and(|meaning| !meaning.is_empty()), "{value:?}");
            let text = value.mnemonic().map_or(value.0.to_string(), str::to_string);
            assert_eq!(value.to_string(), text);
            assert_eq!(format!("{value:?}"), format!("{}({text})", stringify!($name)));
        }
        for number in 0..=$max {
            let value = $name::from(number);
            round_trip(value);
            assert_eq!($integer::from(value), number);
            assert_eq!(value.meaning().is_some(), $name::ALL.contains(&value), "{value:?}");
            assert!(value.mnemonic().is_none() || value.meaning().is_some(), "{value:?}");
        }
    )+};
}

#[test]
fn every_value_is_read_as_it_is_written() {
    check! {
        Class: u16 <= u16::MAX;
        Opcode: u8 <= 15;
        Rcode: u16 <= u16::MAX;
        Algorithm: u8 <= u8::MAX;
        DigestType: u8 <= u8::MAX;
        Nsec3HashAlgorithm: u8 <= u8::MAX;
        OptionCode: u16 <= u16::MAX;
        InfoCode: u16 <= u16::MAX;
        SvcParamKey: u16 <= u16::MAX;
        CertType: u16 <= u16::MAX;
        CertificateUsage: u8 <= u8::MAX;
        Selector: u8 <= u8::MAX;
        MatchingType: u8 <= u8::MAX;
        SshfpAlgorithm: u8 <= u8::MAX;
        FingerprintType: u8 <= u8::MAX;
        IpseckeyAlgorithm: u8 <= u8::MAX;
        GatewayType: u8 <= u8::MAX;
        RelayType: u8 <= 127;
        ZonemdScheme: u8 <= u8::MAX;
        ZonemdHash: u8 <= u8::MAX;
        DhcidIdentifierType: u16 <= u16::MAX;
        DhcidDigestType: u8 <= u8::MAX;
        TkeyMode: u16 <= u16::MAX;
        DsyncScheme: u8 <= u8::MAX;
        ZoneversionType: u8 <= u8::MAX;
        AddressFamily: u16 <= u16::MAX;
        AfsdbSubtype: u16 <= u16::MAX;
        DsoType: u16 <= u16::MAX;
    }
}

#[test]
fn numbers_have_the_prefix_of_their_registry() {
    assert_eq!(Class(32).to_string(), "CLASS32");
    assert_eq!(Opcode(3).to_string(), "OPCODE3");
    assert_eq!(Rcode(24).to_string(), "RCODE24");
    assert_eq!(OptionCode(65001).to_string(), "OPT65001");
    assert_eq!(SvcParamKey(667).to_string(), "key667");
    assert_eq!(SvcParamKey::INVALID.to_string(), "key65535");
    assert_eq!(InfoCode(49152).to_string(), "49152");
    assert_eq!(GatewayType::NAME.to_string(), "3");
}

#[test]
fn assigned_values_have_a_number_too() {
    assert_eq!("CLASS1".parse(), Ok(Class::IN));
    assert_eq!("key7".parse(), Ok(SvcParamKey::DOHPATH));
    assert_eq!("8".parse(), Ok(Algorithm::RSASHA256));
    assert_eq!("08".parse(), Ok(Algorithm::RSASHA256));
}

#[test]
fn numbers_that_do_not_fit_the_field_are_not_known() {
    assert!("CLASS65536".parse::<Class>().is_err());
    assert!("OPCODE16".parse::<Opcode>().is_err());
    assert!("256".parse::<Algorithm>().is_err());
    assert!("128".parse::<RelayType>().is_err());
}

#[test]
fn numbers_have_neither_signs_nor_blanks_nor_zeros_behind_a_prefix() {
    for text in ["", "CLASS", "CLASS+1", "CLASS-1", "CLASS 1", "CLASS01", "CLASS1 ", "1", "CLÄSS1"]
    {
        assert!(text.parse::<Class>().is_err(), "{text:?}");
    }
    for text in ["", "+8", "-8", " 8", "8.", "0x8", "ALG8", "é"] {
        assert!(text.parse::<Algorithm>().is_err(), "{text:?}");
    }
}

#[test]
fn rcode_16_is_badsig_in_tsig_only() {
    assert_eq!(Rcode::BADSIG, Rcode::BADVERS);
    assert_eq!(Rcode::BADSIG.mnemonic(), Some("BADVERS"));
    assert_eq!(Rcode::BADSIG.tsig_mnemonic(), Some("BADSIG"));
    assert_eq!(Rcode::NOTAUTH.tsig_mnemonic(), Some("NOTAUTH"));
    assert_eq!(Rcode(24).tsig_mnemonic(), None);
    assert_eq!("badsig".parse(), Ok(Rcode::BADSIG));
}

#[test]
fn multicast_dns_takes_the_top_bit_of_the_class() {
    assert!(Class(0x8001).top_bit());
    assert!(!Class::IN.top_bit());
    assert_eq!(Class(0x8001).without_top_bit(), Class::IN);
    assert_eq!(Class(0xFFFF).without_top_bit(), Class(0x7FFF));
    assert_eq!(Class::ANY.without_top_bit(), Class::ANY);
}

#[test]
fn private_use_ends_where_the_registry_says() {
    assert_eq!([65279, 65280, 65534, 65535].map(|n| Class(n).is_private_use()), EDGES);
    assert_eq!([3840, 3841, 4095, 4096].map(|n| Rcode(n).is_private_use()), EDGES);
    assert_eq!([65000, 65001, 65534, 65535].map(|n| OptionCode(n).is_private_use()), EDGES);
    assert_eq!([65279, 65280, 65534, 65535].map(|n| SvcParamKey(n).is_private_use()), EDGES);
    assert_eq!([252, 253, 254, 255].map(|n| Algorithm(n).is_private_use()), EDGES);
    assert_eq!([49151, 49152, 65535].map(|n| InfoCode(n).is_private_use()), EDGES[..3]);
}

/// The results for the value before the first, the first, the last, and the one after the last.
const EDGES: [bool; 4] = [false, true, true, false];

#[test]
fn a_mnemonic_fills_the_width_it_is_given() {
    assert_eq!(format!("[{:>4}] [{:<4}]", Class::IN, Class::CH), "[  IN] [CH  ]");
    assert_eq!(format!("[{:>3}]", Algorithm(99)), "[ 99]");
}
