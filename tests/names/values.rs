//! Names and labels as values: partial order, inequality, `Debug`; the place of an error in a name.

use std::borrow::Borrow;
use std::cmp::Ordering;

use super::{compressed, name, second};
use dnswire::{ErrorKind, Message, NameKey};
use dnswire_support::{header, parse};

#[test]
fn partial_order_is_the_order() {
    let (low, high) = (name("a.example"), name("Z.a.example"));
    assert_eq!(low.partial_cmp(&high), Some(Ordering::Less));
    assert_eq!(low.as_name().partial_cmp(&high.as_name()), Some(Ordering::Less));
    assert_eq!(high.as_name().partial_cmp(&high.as_name()), Some(Ordering::Equal));
    let [one, other] =
        [&low, &high].map(|name| name.as_name().labels().next().expect("there is one"));
    assert_eq!(one.partial_cmp(&other), Some(Ordering::Less));
    assert_eq!(other.partial_cmp(&one), Some(Ordering::Greater));
}

#[test]
fn a_compressed_name_differs_from_another_owned_one() {
    let octets = compressed();
    let other = name("mail.example2");
    assert_ne!(second(&octets), other);
    assert_ne!(other, second(&octets));
}

#[test]
fn debug_output_is_the_text() {
    let name = name(r"a\.b.example");
    assert_eq!(format!("{name:?}"), r"NameBuf(a\.b.example.)");
    assert_eq!(format!("{:?}", name.as_name()), r"Name(a\.b.example.)");
    let octets = compressed();
    let label = second(&octets).labels().next().expect("there is one");
    assert_eq!(format!("{label:?}"), "Label(MAIL)");
}

/// The error in a message with this QNAME and no octets after it.
fn error(qname: &[u8]) -> (usize, ErrorKind) {
    let octets = [&header(0, 0, [1, 0, 0, 0]), qname].concat();
    let error = Message::parse(&octets).expect_err("it is too long or cut");
    (error.offset(), error.kind())
}

#[test]
fn a_name_too_long_is_so_at_the_label_that_goes_beyond() {
    let label = [&[63_u8][..], &[b'a'; 63]].concat();
    let four = label.repeat(4);
    let too_long = (12 + 192, ErrorKind::NameTooLong);
    assert_eq!(error(&[&four[..], b"\0\0\x01\0\x01"].concat()), too_long);
    assert_eq!(error(&four), too_long);
    let cut = ErrorKind::UnexpectedEnd { needed: 64, available: 63 };
    assert_eq!(error(&four[..255]), (12 + 192, cut));
}

#[test]
fn a_name_that_is_cut_ends_early_in_its_last_label() {
    let end = |needed, available| ErrorKind::UnexpectedEnd { needed, available };
    assert_eq!(error(b"\x01a\x05bcd"), (14, end(6, 4)));
    assert_eq!(error(b"\x01a\x05bcdef"), (20, end(1, 0)));
    assert_eq!(error(b"\x05bcdef\x01"), (18, end(2, 1)));
}

#[test]
fn numbers_are_types_and_back() {
    let octets = compressed();
    let message = parse(&octets);
    let qtype = message.questions().next().expect("there is one").qtype();
    assert_eq!((u16::from(qtype), dnswire::Type::from(1)), (1, qtype));
}

#[test]
fn an_owned_name_is_compared_with_text() {
    let name = name("www.example");
    assert!(name == *"WWW.example." && name == "www.example");
    assert!(name != *"www.example2." && name != *"www..");
}

#[test]
fn a_key_of_a_map_is_the_name_in_lower_case() {
    let key = NameKey::from(&name("wWw.Example"));
    assert_eq!(key.as_octets(), b"\x03www\x07example\0");
    let octets: &[u8] = key.borrow();
    assert_eq!(octets, b"\x03www\x07example\0");
    assert_eq!(format!("{key} {key:?}"), "www.example. NameKey(www.example.)");
}
