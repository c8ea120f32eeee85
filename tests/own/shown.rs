//! Records with options or parameters of the user's own, and those that have none.

use dnswire::layout::CodedData;
use dnswire::rdata::svcb::Port;
use dnswire::rdata::{Opt, OwnOption, OwnParam, OwnTypes};
use dnswire::registry::{OptionCode, SvcParamKey};
use dnswire::{Class, Name, OptionBuf, OptionsBuf, RecordBuf, SvcParamBuf, SvcParamsBuf, fields};
use dnswire::{RdataBuf, Type};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Declares a parameter with one field.
macro_rules! params {
    ($($name:ident = $code:literal: $field:ty $(, kind($($kind:tt)+))?;)+) => {$(
        fields! {
            /// One value.
            pub struct $name {
                /// The value.
                $(#[kind($($kind)+)])?
                pub value: $field,
            }
        }
        impl CodedData<'_, SvcParamKey> for $name {
            const CODE: SvcParamKey = SvcParamKey($code);
        }
    )+};
}

params! {
    One = 65001: u8;
    Two = 65002: u16;
    Four = 65004: u32;
    Six = 65006: u64, kind(U48);
    Eight = 65008: u64;
    Address4 = 65010: Ipv4Addr;
    Address6 = 65011: Ipv6Addr;
    Code = 65012: Type;
}

fields! {
    /// Two numbers.
    pub struct Pair {
        /// The first.
        pub first: u8,
        /// The second.
        pub second: u8,
    }
}

impl CodedData<'_, SvcParamKey> for Pair {
    const CODE: SvcParamKey = SvcParamKey(65013);
}

impl CodedData<'_, OptionCode> for Pair {
    const CODE: OptionCode = OptionCode(65013);
}

const OWN: OwnTypes =
    OwnTypes::new(&[]).with_options(&[OwnOption::of::<Pair>("PAIR")]).with_params(&[
        OwnParam::of::<One>("one"),
        OwnParam::of::<Two>("two"),
        OwnParam::of::<Four>("four"),
        OwnParam::of::<Six>("six"),
        OwnParam::of::<Eight>("eight"),
        OwnParam::of::<Address4>("a4"),
        OwnParam::of::<Address6>("a6"),
        OwnParam::of::<Code>("code"),
        OwnParam::of::<Pair>("pair"),
    ]);

/// A record of the type with these parameters.
fn binding(rtype: Type, params: impl IntoIterator<Item = SvcParamBuf>) -> RecordBuf {
    let params = SvcParamsBuf::of(params).unwrap();
    let octets = [b"\0\x01\0", params.as_coded().as_octets()].concat();
    let rdata = RdataBuf::from_octets(rtype, Class::IN, &octets).unwrap();
    RecordBuf::new(Name::ROOT, 60, Class::IN, &rdata).unwrap()
}

fn param<'a, T: CodedData<'a, SvcParamKey>>(value: &T) -> SvcParamBuf {
    SvcParamBuf::new(value).unwrap()
}

#[test]
fn one_number_or_address_has_no_quotes() {
    for (value, want) in [
        (param(&One { value: 7 }), "one=7"),
        (param(&Two { value: 7 }), "two=7"),
        (param(&Four { value: 7 }), "four=7"),
        (param(&Six { value: 7 }), "six=7"),
        (param(&Eight { value: 7 }), "eight=7"),
        (param(&Address4 { value: Ipv4Addr::LOCALHOST }), "a4=127.0.0.1"),
        (param(&Address6 { value: Ipv6Addr::LOCALHOST }), "a6=::1"),
        (param(&Code { value: Type::MX }), r#"code="MX""#),
        (param(&Pair { first: 1, second: 2 }), r#"pair="1 2""#),
    ] {
        for rtype in [Type::SVCB, Type::HTTPS] {
            let record = binding(rtype, [value.clone(), param(&Port { port: 53 })]);
            let text = format!(". 60 IN {rtype} 1 . port=53 {want}");
            assert_eq!(record.with_types(OWN).to_string(), text);
            assert_eq!(RecordBuf::from_text_with(&text, Name::ROOT, OWN).unwrap(), record);
        }
    }
}

#[test]
fn a_record_without_own_codes_has_the_text_of_the_record() {
    let ordinary = binding(Type::SVCB, [param(&Port { port: 53 })]);
    assert_eq!(ordinary.with_types(OWN).to_string(), ". 60 IN SVCB 1 . port=53");
    let own = binding(Type::SVCB, [param(&One { value: 7 })]);
    assert_eq!(own.with_types(OwnTypes::NONE).to_string(), own.to_string());
    assert_eq!(own.to_string(), r#". 60 IN SVCB 1 . key65001="\007""#);
    let other: RecordBuf = "x. 60 MX 1 a.".parse().unwrap();
    assert_eq!(other.with_types(OWN).to_string(), "x. 60 IN MX 1 a.");
}

#[test]
fn options_are_shown_one_by_one() {
    let pair = OptionBuf::new(&Pair { first: 1, second: 2 }).unwrap();
    let nsid = OptionBuf::from_octets(OptionCode::NSID, b"a").unwrap();
    for (options, want) in [
        (vec![pair.clone()], "PAIR: 1 2"),
        (vec![nsid.clone(), pair.clone()], r#"NSID: 61 ("a"); PAIR: 1 2"#),
        (vec![nsid], r#"NSID: 61 ("a")"#),
    ] {
        let options = OptionsBuf::of(options).unwrap();
        let opt = Opt { options: options.as_coded() };
        let record = RecordBuf::new(Name::ROOT, 0, Class(1232), opt).unwrap();
        let shown = record.with_types(OWN).to_string();
        assert!(shown.ends_with(&format!(" OPT {want}")), "{shown}");
    }
    // An option of another length keeps its number.
    let wrong = OptionBuf::from_octets(OptionCode(65013), &[1]).unwrap();
    assert_eq!(wrong.with_types(OWN).to_string(), wrong.to_string());
}
