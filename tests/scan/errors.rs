//! The place and the reason of what is wrong in a text.

use dnswire::{RecordBuf, TextError};
use dnswire_support::vectors;

fn error(text: &str) -> TextError {
    text.parse::<RecordBuf>().expect_err(text)
}

/// The text of a record, the line and column, the field (`-`: none), the reason.
const BROKEN: &[(&str, u32, u32, &str, &str)] = &[
    ("", 1, 1, "owner", "the owner is left out"),
    (" 300 IN A 192.0.2.1", 1, 2, "owner", "the owner is left out"),
    ("a..b. 300 IN A 192.0.2.1", 1, 3, "owner", "a label of the name is empty"),
    ("\"x\" 300 IN A 192.0.2.1", 1, 1, "owner", "expected a domain name"),
    (r"a\300. 1 IN A 192.0.2.1", 1, 2, "owner", "the escape is neither"),
    (r"a\1x. 1 IN A 192.0.2.1", 1, 2, "owner", "the escape is neither"),
    ("x.", 1, 3, "type", "the text ends, expected a TTL, a class or an RR type"),
    ("x. 300", 1, 7, "type", "the text ends, expected a TTL, a class or an RR type"),
    ("x. 300 IN", 1, 10, "type", "the text ends, expected an RR type"),
    ("x. 300 IN ; A", 1, 14, "type", "the text ends, expected an RR type"),
    ("x. 300 300 A 192.0.2.1", 1, 8, "type", "expected a TTL, a class or an RR type"),
    ("x. 300 IN IN A 192.0.2.1", 1, 11, "type", "expected an RR type"),
    ("x. 300 IN MXX 10 a.", 1, 11, "type", "expected an RR type"),
    ("x. 4294967296 IN A 192.0.2.1", 1, 4, "type", "expected a TTL"),
    ("x. 1h30 IN A 192.0.2.1", 1, 4, "type", "expected a TTL"),
    ("x. IN A 192.0.2.1", 1, 4, "ttl", "the TTL is left out"),
    ("x. 1 IN AXFR", 1, 13, "-", "no record can have the type AXFR"),
    ("x. 1 IN TYPE65280", 1, 18, "-", "the text ends, expected RDATA in the form"),
    ("x. 1 IN TYPE65280 00", 1, 19, "-", "expected RDATA in the form"),
    ("x. 1 IN A", 1, 10, "address", "the text ends, expected an IPv4 address"),
    ("x. 1 IN A 192.0.2", 1, 11, "address", "expected an IPv4 address"),
    ("x. 1 IN A 192.0.2.256", 1, 11, "address", "expected an IPv4 address"),
    ("x. 1 IN A 192.0.2.1 192.0.2.2", 1, 21, "-", "expected the end of the record"),
    ("x. 1 IN A \\# 3 C00002", 1, 11, "address", "the field runs past the end"),
    ("x. 1 IN A \\# 4 C00002", 1, 14, "-", "the length is 4, but 3 octets follow"),
    ("x. 1 IN A \\# 4 C000020", 1, 16, "-", "expected pairs of hexadecimal digits"),
    ("x. 1 IN A \\# x C0000201", 1, 14, "-", "expected a number up to 65535"),
    ("x. 1 IN A \\#", 1, 13, "-", "the text ends, expected a number up to 65535"),
    ("x. 1 IN AAAA 192.0.2.1", 1, 14, "address", "expected an IPv6 address"),
    ("x. 1 IN AAAA 1::2::3", 1, 14, "address", "expected an IPv6 address"),
    ("x. 1 IN MX ten a.", 1, 12, "preference", "expected a number up to 65535"),
    ("x. 1 IN MX 65536 a.", 1, 12, "preference", "expected a number up to 65535"),
    ("x. 1 IN MX -1 a.", 1, 12, "preference", "expected a number up to 65535"),
    ("x. 1 IN MX \"10\" a.", 1, 12, "preference", "expected a number up to 65535"),
    ("x. 1 IN MX 10", 1, 14, "exchange", "the text ends, expected a domain name"),
    ("x. 1 IN MX (\n 10\n a..b. )", 3, 4, "exchange", "a label of the name is empty"),
    ("x. 1 IN MX ( 10 a.", 1, 12, "-", "the parenthesis is not closed"),
    ("x. 1 IN MX 10 a. )", 1, 18, "-", "the parenthesis was not opened"),
    ("x. 1 IN MX 10 a.\ny. 1 IN MX 10 a.", 2, 1, "-", "expected the end of the record"),
    ("x. 1 IN SOA a. b. 1 2 3 4", 1, 26, "minimum", "the text ends, expected a time"),
    ("x. 1 IN SOA a. b. 1h 2 3 4 5", 1, 19, "serial", "expected a number up to 4294967295"),
    ("x. 1 IN SOA a. b. 1 2q 3 4 5", 1, 21, "refresh", "expected a time in seconds"),
    ("x. 1 IN TXT", 1, 12, "txt_data", "the text ends, expected a string"),
    ("x. 1 IN TXT \"a", 1, 13, "txt_data", "the quote is not closed"),
    ("x. 1 IN TXT \"a\nb\"", 1, 13, "txt_data", "the quote is not closed"),
    ("x. 1 IN TXT a\"b\"", 1, 14, "txt_data", "a quote inside a string"),
    (r#"x. 1 IN TXT "a" "b\999""#, 1, 19, "txt_data", "the escape is neither"),
    ("x. 1 IN TXT \u{e9}\u{e9} \"a", 1, 16, "txt_data", "the quote is not closed"),
    ("x. 1 IN HINFO a", 1, 16, "os", "the text ends, expected a string"),
    ("x. 1 IN WKS 192.0.2.1 sctp 1", 1, 23, "protocol", "expected a number up to 255 or a"),
    ("x. 1 IN WKS 192.0.2.1 tcp nope", 1, 27, "bitmap", "expected a port"),
    ("x. 1 IN X25 12a4", 1, 13, "psdn_address", ""),
    ("x. 1 IN GPOS 181 0 0", 1, 14, "longitude", ""),
    ("x. 1 IN LOC 91 N 0 E 0m", 1, 13, "latitude", "expected degrees"),
    ("x. 1 IN LOC 1 60 N 0 E 0m", 1, 15, "latitude", "expected degrees"),
    ("x. 1 IN LOC 1 2 3.1234 N 0 E 0m", 1, 17, "latitude", "expected degrees"),
    ("x. 1 IN LOC 1 N 181 E 0m", 1, 17, "longitude", "expected degrees"),
    ("x. 1 IN LOC 1 N 1 N 0m", 1, 19, "longitude", "expected degrees"),
    ("x. 1 IN LOC 1 N 1 E -100000.01m", 1, 21, "altitude", "expected metres"),
    ("x. 1 IN LOC 1 N 1 E 0m 1km", 1, 24, "size", "expected metres"),
    ("x. 1 IN LOC 1 N 1 E 0m 1m 2x", 1, 27, "horiz_pre", "expected metres"),
    ("x. 1 IN SRV 1 2 x a.", 1, 17, "port", "expected a number up to 65535"),
    ("x. 1 IN CERT NOPE 1 1 AA==", 1, 14, "type", "expected a number up to 65535 or a"),
    ("x. 1 IN CERT PKIX 1 RSA! AA==", 1, 21, "algorithm", "expected a number up to 255 or a"),
    ("x. 1 IN DS 1 8 2 ABC", 1, 18, "digest", "expected pairs of hexadecimal digits"),
    ("x. 1 IN DS 1 8 2 AB XY", 1, 21, "digest", "expected pairs of hexadecimal digits"),
    ("x. 1 IN DS 1 8 2 ABCD", 1, 18, "digest", ""),
    ("x. 1 IN DNSKEY 256 3 8 AA=", 1, 24, "public_key", "expected base64"),
    ("x. 1 IN DNSKEY 256 3 8 AAA=A", 1, 28, "public_key", "expected base64"),
    ("x. 1 IN DNSKEY 256 3 8 AB==", 1, 24, "public_key", "expected base64"),
    (
        "x. 1 IN RRSIG A 8 1 300 2026 20260230000000 1 a. AA==",
        1,
        30,
        "signature_inception",
        "expected a date",
    ),
    ("x. 1 IN RRSIG A 8 1 300 2026 2025 1 a. ?", 1, 40, "signature", "expected base64"),
    ("x. 1 IN NSEC a. A BOGUS", 1, 19, "type_bit_maps", "expected an RR type"),
    ("x. 1 IN NSEC3 1 0 1 XY 2T7B A", 1, 21, "salt", "expected pairs of hexadecimal digits"),
    ("x. 1 IN NSEC3 1 0 1 - 2w A", 1, 24, "next_hashed_owner_name", "expected base32hex"),
    ("x. 1 IN NXT a. TYPE128", 1, 16, "type_bit_map", "expected an RR type below 128"),
    ("x. 1 IN APL 1:192.0.2.1", 1, 13, "items", "expected an address prefix"),
    ("x. 1 IN APL 1:192.0.2.1/33", 1, 13, "items", ""),
    ("x. 1 IN APL 1:1.2.3.4/32 2:1::1::1/1", 1, 26, "items", "expected an address prefix"),
    ("x. 1 IN IPSECKEY 1 4 2 . AA==", 1, 20, "gateway_type", "expected a number up to 3"),
    ("x. 1 IN IPSECKEY 1 0 2 a. AA==", 1, 24, "gateway", "expected a dot"),
    ("x. 1 IN IPSECKEY 1 1 2 a. AA==", 1, 24, "gateway", "expected an IPv4 address"),
    ("x. 1 IN AMTRELAY 1 2 1 192.0.2.1", 1, 20, "d", "expected a number up to 1"),
    ("x. 1 IN AMTRELAY 1 1 2 192.0.2.1", 1, 24, "relay", "expected an IPv6 address"),
    ("x. 1 IN HIP 2 ABC AA==", 1, 15, "hit", "expected pairs of hexadecimal digits"),
    ("x. 1 IN EUI48 00-00-5e-00-53", 1, 15, "address", "expected 6 pairs"),
    ("x. 1 IN EUI48 00-00-5e-00-53-2g", 1, 15, "address", "expected 6 pairs"),
    ("x. 1 IN NID 10 14:4fff:ff20", 1, 16, "node_id", "expected four groups"),
    ("x. 1 IN NSAP 47", 1, 14, "nsap", "expected 0x and pairs"),
    ("x. 1 IN ATMA +12x", 1, 14, "address", "expected an ATM address"),
    ("x. 1 IN A6 129 ::1", 1, 12, "prefix_len", "expected a number up to 128"),
    ("x. 1 IN A6 64 1::1 a.", 1, 15, "address_suffix", "bits of the address"),
    ("x. 1 CH A a. 8", 1, 14, "ch_addr", "expected an octal number"),
    ("x. 1 IN CAA 0 is-sue \"a\"", 1, 15, "tag", ""),
    ("x. 1 IN HTTPS 1 . alpn=h2 alpn=h3", 1, 27, "svc_params", "the parameter alpn occurs twice"),
    ("x. 1 IN HTTPS 1 . bogus=1", 1, 19, "svc_params", "expected a parameter"),
    ("x. 1 IN HTTPS 1 . port=http", 1, 24, "svc_params", "expected a value of the parameter port"),
    ("x. 1 IN HTTPS 1 . port=", 1, 24, "svc_params", "the text ends, expected a value"),
    ("x. 1 IN HTTPS 1 . port", 1, 23, "svc_params", "the text ends, expected a value"),
    ("x. 1 IN HTTPS 1 . port alpn=h2", 1, 23, "svc_params", "the text ends, expected a value"),
    ("x. 1 IN HTTPS 1 . ipv4hint=192.0.2.1,1", 1, 38, "svc_params", "expected a value of"),
    ("x. 1 IN HTTPS 1 . alpn=\"h2", 1, 24, "svc_params", "the quote is not closed"),
    ("x. 1 IN HTTPS 1 . no-default-alpn=x", 1, 35, "svc_params", "expected a value of"),
    ("x. 1 IN HTTPS 1 . mandatory=port,port port=1", 1, 29, "svc_params", ""),
    ("x. 1 IN SVCB 1 . ech=A", 1, 22, "svc_params", "expected base64"),
    ("x. 1 IN URI 1 2", 1, 16, "target", "the text ends, expected a string"),
    ("x. 1 IN DSYNC CDS ?? 1 a.", 1, 19, "scheme", "expected a number up to 255 or a"),
];

#[test]
fn errors_have_line_column_and_field() {
    let mut wrong = Vec::new();
    for (text, line, column, field, reason) in BROKEN {
        let error = match text.parse::<RecordBuf>() {
            Ok(record) => {
                wrong.push(format!("{text}: read as {record}"));
                continue;
            }
            Err(error) => error,
        };
        let place = (error.line(), error.column(), error.field().unwrap_or("-"));
        let (_, shown) =
            error.to_string().split_once(": ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        if place != (*line, *column, *field) || !shown.starts_with(reason) {
            wrong.push(format!("{text}: {error}\n    want {line} {column} {field} {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), BROKEN.len(), wrong.join("\n"));
    assert!(BROKEN.len() >= 100, "{}", BROKEN.len());
}

/// Each of these breaks the text of any record, at a place that does not depend on its type.
#[test]
fn texts_of_all_types_are_refused_where_a_parenthesis_or_quote_is_wrong() {
    let mut count = 0;
    for vector in vectors::valid() {
        let text = vectors::only_record(&vector.message()).to_string();
        if text.parse::<RecordBuf>().is_err() {
            continue; // OPT and the like have no text of records
        }
        let after = u32::try_from(text.chars().count() + 2).unwrap();
        let rdata = u32::try_from(text.rfind(' ').unwrap() + 2).unwrap();
        let (head, last) = text.rsplit_once(' ').unwrap();
        let quoted = text.ends_with('"');
        let cases = [
            (format!("{text} )"), 1, after, "the parenthesis was not opened"),
            (format!("( {text}"), 1, 1, "the parenthesis is not closed"),
            (format!("{text}\n{text}"), 2, 1, "expected the end of the record"),
            (format!("{text} \"a"), 1, after, "the quote is not closed"),
            (format!("{head} ( ; one\n{last}"), 1, rdata, "the parenthesis is not closed"),
        ];
        for (text, line, column, reason) in cases {
            if quoted && reason.contains("parenthesis is") {
                continue;
            }
            let error = error(&text);
            let shown = error.to_string();
            assert_eq!((error.line(), error.column()), (line, column), "{text}: {shown}");
            assert!(shown.contains(reason), "{text}: {shown}");
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn long_strings_and_names_are_refused_where_they_are() {
    let long = "s".repeat(256);
    let found = error(&format!("x. 1 IN TXT a \"{long}\""));
    assert_eq!(
        found.to_string(),
        "line 1, column 15 (TXT), txt_data: the string is longer than 255 octets, found '\"'"
    );
    let label = "l".repeat(64);
    let found = error(&format!("x. 1 IN NS a.{label}.b."));
    assert_eq!((found.column(), found.field()), (14, Some("nsdname")));
    assert!(found.to_string().contains("longer than 63 octets"), "{found}");
    let name = "aaaaaaa.".repeat(32);
    let found = error(&format!("x. 1 IN NS {name}"));
    assert_eq!((found.column(), found.field()), (12, Some("nsdname")));
    assert!(found.to_string().contains("longer than 255 octets"), "{found}");
}

#[test]
fn rdata_is_at_most_65535_octets() {
    let digits = "00".repeat(65536);
    let found = error(&format!("x. 1 IN TYPE65280 \\# 65536 {digits}"));
    assert_eq!((found.line(), found.column()), (1, 22));
    let found = error(&format!("x. 1 IN TYPE65280 \\# 65535 {digits}"));
    assert!(found.to_string().contains("the RDATA is longer than 65535 octets"), "{found}");
}
