//! Text that reads back: the generic form where the text of the type cannot hold the value.

use dnswire_support::{header, parse, record};

/// The text of the RDATA, in a record and alone.
fn shown(rtype: u16, rdata: &[u8]) -> String {
    let octets = [header(7, 0x8000, [0, 1, 0, 0]), record(b"\0", rtype, rdata)].concat();
    let message = parse(&octets);
    let record = message.answers().next().unwrap();
    let text = record.rdata().to_string();
    assert!(record.to_string().ends_with(&format!(" {text}")), "{record} is not {text}");
    text
}

#[test]
fn values_that_the_text_of_their_type_cannot_hold_are_generic() {
    assert_eq!(shown(257, b"\0\0x"), r"\# 3 000078", "CAA without a tag");
    assert_eq!(shown(257, b"\0\x01-x"), r"\# 4 00012D78", "CAA with a tag that is no word");
    assert_eq!(shown(257, b"\0\x01ax"), r#"0 a "x""#);
    assert_eq!(shown(43, b"\0\x07\x08\x02"), r"\# 4 00070802", "DS without a digest");
    assert_eq!(shown(48, b"\x01\0\x03\x08"), r"\# 4 01000308", "DNSKEY without a key");
    assert_eq!(shown(42, b"\0\x01\x18\x03\xc0\0\x02"), "1:192.0.2.0/24");
    assert_eq!(shown(42, b"\0\x01\x18\x04\xc0\0\x02\0"), r"\# 8 00011804C0000200");
    assert_eq!(shown(42, b"\0\x07\x18\x01\xc0"), r"\# 5 00071801C0", "a family without a form");
    assert_eq!(shown(11, b"\xc0\0\x02\x01\x06\x40"), "192.0.2.1 6 1");
    assert_eq!(shown(11, b"\xc0\0\x02\x01\x06\x40\0"), r"\# 7 C0000201064000");
}

#[test]
fn sizes_of_a_location_are_decimal_and_0_has_two_decimals() {
    let location = |size: u8| {
        let mut rdata = [0, size, 0x16, 0x13, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0x98, 0x96, 0x80];
        rdata[1] = size;
        shown(29, &rdata)
    };
    assert!(location(0).contains("0.00m 0.00m 10000m 10m"), "{}", location(0));
    assert!(location(0x12).ends_with(" 1m 10000m 10m"), "{}", location(0x12));
    for size in [0x05, 0x1A, 0xA0] {
        assert!(location(size).starts_with(r"\# 16 "), "{}", location(size));
    }
}
