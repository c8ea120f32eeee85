//! A last field that may be missing, of each type that a field can have.

use std::fmt::Display;
use std::net::{Ipv4Addr, Ipv6Addr};

use dnswire::layout::{AddressPrefix, List, Ports, TypeBitmap};
use dnswire::rdata::svcb::SvcParams;
use dnswire::rdata::{Data, OwnType, OwnTypes};
use dnswire::registry::{Algorithm, SvcParamKey};
use dnswire::{Class, Name, RdataBuf, RecordBuf, Type, fields};

const TYPE: Type = Type(65300);

/// Declares a type with a number and an optional field of a type, and checks octets and text of both its forms.
macro_rules! check {
    ($($name:ident: $field:ty $(, kind($($kind:tt)+))?; $octets:expr, $text:literal;)+) => {$({
        fields! {
            /// A number, and a field that may be missing.
            pub struct $name<'a> {
                /// So that the type has a lifetime, and the field is not the first.
                pub head: &'a [u8; 6],
                /// The field.
                $(#[kind($($kind)+)])?
                pub field: Option<$field>,
            }
        }
        impl<'a> Data<'a> for $name<'a> {
            const TYPE: Type = TYPE;
        }
        const OWN: OwnTypes = OwnTypes::new(&[OwnType::of::<$name<'_>>("OWN")]);
        let head = b"\0\0\0\0\0\x07";
        let whole = [&head[..], &$octets[..]].concat();
        let text = concat!("00-00-00-00-00-07 ", $text);
        let rdata = RdataBuf::from_octets(TYPE, Class::IN, &whole).unwrap();
        let read: $name<'_> = rdata.data().expect(text);
        assert!(read.field.is_some(), "{text}");
        shown(&read, text);
        assert_eq!(RdataBuf::of(&read).unwrap().as_octets(), whole, "{text}");
        back(text, &whole, OWN);
        let rdata = RdataBuf::from_octets(TYPE, Class::IN, head).unwrap();
        let read: $name<'_> = rdata.data().expect(text);
        assert_eq!(read, $name { head, field: None }, "{text}");
        shown(&read, "00-00-00-00-00-07");
        assert_eq!(RdataBuf::of(&read).unwrap().as_octets(), head, "{text}");
        back("00-00-00-00-00-07", head, OWN);
    })+};
}

#[track_caller]
fn shown(value: &impl Display, text: &str) {
    assert_eq!(value.to_string(), text);
}

/// The text is read as these octets.
#[track_caller]
fn back(text: &str, octets: &[u8], own: OwnTypes) {
    let record = RecordBuf::from_text_with(&format!(". 0 IN OWN {text}"), Name::ROOT, own).unwrap();
    assert_eq!(record.rdata_octets(), octets, "{text}");
    assert_eq!(record.with_types(own).to_string(), format!(". 0 IN OWN {text}"));
}

#[test]
fn a_field_of_each_type_may_be_missing() {
    check! {
        Number8: u8; [200], "200";
        Number16: u16; [1, 2], "258";
        Number32: u32; [0, 1, 0, 0], "65536";
        Number64: u64; [0, 0, 0, 1, 0, 0, 0, 0], "4294967296";
        Number48: u64, kind(Optional(&U48)); [1, 0, 0, 0, 0, 0], "1099511627776";
        Address4: Ipv4Addr; [192, 0, 2, 1], "192.0.2.1";
        Address6: Ipv6Addr; [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "2001:db8::1";
        Host: Name<'a>; b"\x01a\0", "a.";
        Code: Algorithm; [13], "13";
        Kind: Type; [0, 15], "MX";
        Digits: &'a [u8], kind(Optional(&Rest(Hex))); [0xAB], "AB";
        Types: TypeBitmap<'a>; [0, 1, 0x40], "A";
        Hosts: List<'a, Name<'a>>; b"\x01a\0\0", "a. .";
        Numbers: List<'a, u16>; [0, 1, 1, 0], "1 256";
        Strings: List<'a, &'a [u8]>; b"\x01a\0", r#""a" """#;
        Prefixes: List<'a, AddressPrefix<'a>>; [0, 1, 8, 0x81, 10], "!1:10.0.0.0/8";
        Codes: List<'a, Algorithm>; [8, 13], "8 13";
        Bindings: SvcParams<'a>; [0, 3, 0, 2, 0, 53], "port=53";
        Services: Ports<'a>; [0, 0x40], "9";
    }
}

#[test]
fn values_of_parameters_have_their_types() {
    use dnswire::layout::CodedData;
    use dnswire::registry::SvcParamKey as Key;
    fields! {
        /// Keys and addresses.
        pub struct Both<'a> {
            /// In ascending order.
            pub keys: Option<List<'a, Key>>,
        }
    }
    impl<'a> CodedData<'a, Key> for Both<'a> {
        const CODE: Key = SvcParamKey(65290);
    }
    let list = dnswire::ListBuf::<SvcParamKey>::new([SvcParamKey(1), SvcParamKey(3)]).unwrap();
    let made = dnswire::SvcParamBuf::new(&Both { keys: Some(list.as_list()) }).unwrap();
    assert_eq!(made.as_octets(), [0, 1, 0, 3]);
    let read = made.as_raw().as_type::<Both<'_>>().unwrap().unwrap();
    let keys: Vec<_> = read.keys.unwrap().into_iter().collect();
    assert_eq!(keys, [SvcParamKey(1), SvcParamKey(3)]);
}
