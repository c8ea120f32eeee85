//! Lists in text: the levels of escapes in SVCB parameters, lengths and digits of counted fields.

use dnswire::layout::Time;
use dnswire::{Name, OptionBuf, RdataBuf, RecordBuf, Type};

/// The octets of the only parameter of an SVCB record with this text.
fn param(text: &str) -> Vec<u8> {
    let rdata = RdataBuf::from_text(Type::SVCB, dnswire::Class::IN, text, Name::ROOT);
    let rdata = rdata.unwrap_or_else(|error| panic!("{text}: {error}"));
    // Priority, target, key and length come before the value.
    rdata.as_octets()[7..].to_vec()
}

#[test]
fn a_comma_in_a_protocol_has_two_levels_of_escapes() {
    // RFC 9460 appendix D.2, figure 10.
    for text in [r#"1 . alpn="f\\\\oo\\,bar,h2""#, r"1 . alpn=f\\\092oo\092,bar,h2"] {
        assert_eq!(param(text), b"\x08f\\oo,bar\x02h2", "{text}");
    }
}

#[test]
fn one_level_of_escapes_is_read_where_two_are_not_valid() {
    // The second level has only `\,` and `\\`.
    assert_eq!(param(r#"1 . alpn="f\\oo\,bar,h2""#), b"\x08f\\oo,bar\x02h2");
    // A comma ends a string, also with an escape of the first level.
    assert_eq!(param(r#"1 . alpn="foo\,bar""#), b"\x03foo\x03bar");
}

#[test]
fn octets_with_a_length_of_one_octet_are_at_most_255() {
    let read = |octets: usize| {
        format!("x. 1 IN NSEC3PARAM 1 0 0 {}", "ab".repeat(octets)).parse::<RecordBuf>()
    };
    assert_eq!(read(255).unwrap().rdata_octets()[4..], [&[255][..], &[0xAB; 255]].concat());
    let error = read(256).unwrap_err().to_string();
    let want = "line 1, column 26 (NSEC3PARAM), salt: the string is longer than 255 octets";
    assert!(error.starts_with(want), "{error}");
}

#[test]
fn a_prefix_of_another_family_has_pairs_of_digits() {
    let read = |text: &str| RdataBuf::from_text(Type::APL, dnswire::Class::IN, text, Name::ROOT);
    let rdata = read("3:abcd/8").unwrap();
    assert_eq!(rdata.as_octets(), b"\0\x03\x08\x02\xAB\xCD");
    assert_eq!(rdata.to_string(), r"\# 6 00030802ABCD");
    assert!(read("3:abc/8").is_err());
}

#[test]
fn a_version_of_a_zone_has_a_type_that_is_known_or_a_number() {
    let error = "ZONEVERSION: 1 COLOUR 7".parse::<OptionBuf>().unwrap_err().to_string();
    assert!(error.contains("expected a number up to 255 or a mnemonic"), "{error}");
}

#[test]
fn a_text_that_is_no_date_is_refused_at_its_start() {
    let error = "20261".repeat(3).parse::<Time>().unwrap_err();
    assert_eq!((error.line(), error.column()), (1, 1));
}

#[test]
fn octets_of_a_prefix_are_at_most_127() {
    let read = |octets: usize| format!("x. 1 IN APL 3:{}/8", "ab".repeat(octets));
    assert_eq!(read(127).parse::<RecordBuf>().unwrap().rdata_octets()[3], 127);
    assert!(read(128).parse::<RecordBuf>().is_err());
}

#[test]
fn an_angle_has_a_number_before_its_direction() {
    assert!("x. 1 IN LOC 0 N 0 E 0m".parse::<RecordBuf>().is_ok());
    assert!("x. 1 IN LOC N 0 E 0m".parse::<RecordBuf>().is_err());
    assert!("x. 1 IN LOC 0 N E 0m".parse::<RecordBuf>().is_err());
}

#[test]
fn the_signatory_field_of_a_key_is_4_bits() {
    let record: RecordBuf = "x. 1 IN KEY SIG15 3 5 AQID".parse().unwrap();
    assert_eq!(record.rdata_octets(), [0, 15, 3, 5, 1, 2, 3]);
    assert!("x. 1 IN KEY SIG16 3 5 AQID".parse::<RecordBuf>().is_err());
}

#[test]
fn the_last_day_of_400_years_is_in_february() {
    for (seconds, text) in [
        (951_782_399, "20000228235959"),
        (951_782_400, "20000229000000"),
        (951_868_799, "20000229235959"),
        (951_868_800, "20000301000000"),
    ] {
        assert_eq!(Time(seconds).to_string(), text);
    }
}

#[test]
fn a_subnet_may_be_an_address() {
    let read = |text: &str| text.parse::<OptionBuf>();
    let octets = [&[0, 2, 128, 128, 0x20, 0x01, 0x0D, 0xB8][..], &[0; 11], &[1]].concat();
    let option = read("CLIENT-SUBNET: 2001:db8::1/128/128").unwrap();
    assert_eq!(option.as_octets(), octets);
    assert!(read("CLIENT-SUBNET: 2001:db8::1/129/0").is_err());
}

#[test]
fn a_wrong_digit_is_refused_at_every_place() {
    let read = |digits: &str| format!("x. 1 IN DS 7 13 2 {digits}").parse::<RecordBuf>();
    let digits = "0123456789abcdef".repeat(4);
    let want = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF].repeat(4);
    assert_eq!(read(&digits).unwrap().rdata_octets()[4..], want);
    for at in 0..digits.len() {
        for wrong in ["g", "@", "/", ":"] {
            let mut text = digits.clone();
            text.replace_range(at..=at, wrong);
            assert!(read(&text).is_err(), "{text}");
        }
    }
}

#[test]
fn types_of_a_bitmap_may_have_any_order() {
    let read = |types: &str| format!("x. 1 IN CSYNC 7 3 {types}").parse::<RecordBuf>().unwrap();
    let want = b"\0\0\0\x07\0\x03\0\x03\x40\x80\x80\x01\x01\x40";
    assert_eq!(read("A TYPE8 TXT CAA").rdata_octets(), want);
    assert_eq!(read("CAA TYPE8 TXT A TXT").rdata_octets(), want);
}

#[test]
fn a_keepalive_has_tenths_of_seconds() {
    let read = |text: &str| text.parse::<OptionBuf>();
    assert_eq!(read("TCP-KEEPALIVE: 6.5 secs").unwrap().as_octets(), [0, 65]);
    assert_eq!(read("TCP-KEEPALIVE: 6553.5 secs").unwrap().as_octets(), [255, 255]);
    assert!(read("TCP-KEEPALIVE: 6553.6 secs").is_err());
}
