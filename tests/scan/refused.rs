//! Words that a field refuses.

use dnswire::{OptionBuf, RecordBuf};

#[test]
fn each_word_has_the_form_of_its_field() {
    let long = "A".repeat(512);
    for (text, want) in [
        (r#"x. 60 DS 1 8 2 "AB""#, "column 16 (DS), digest: expected "),
        (r#"x. "60" A 192.0.2.1"#, "column 4, type: expected a TTL, a class or an RR type"),
        ("x. 60 DS 1 8 SHA-257 AB", "column 14 (DS), digest_type: expected a number"),
        (r#"x. 60 ATMA "+1""#, "column 12 (ATMA), address: expected an ATM address"),
        ("x. 60 LOC 52 0 0 5 N", "column 18 (LOC), latitude: expected "),
        ("x. 60 LOC 52 0 0", "column 17 (LOC), latitude: the text ends"),
        ("x. 60 L64 10 2001:db8:1140:12345", "column 14 (L64), locator64: expected "),
        ("x. 60 L64 10 2001:db8:1140", "column 14 (L64), locator64: expected "),
        ("x. 60 L64 10 1:2:3:4:5", "column 14 (L64), locator64: expected "),
        (&format!("x. 60 HIP 2 {long}AB AQ=="), "column 13 (HIP), hit: "),
        (&format!("x. 60 NS {0}.{0}.{0}.{0}.{0}.", "a".repeat(60)), "column 10 (NS), nsdname: "),
    ] {
        let error = text.parse::<RecordBuf>().unwrap_err().to_string();
        assert!(error.starts_with(&format!("line 1, {want}")), "{text}\n{error}");
    }
    let digest = "AB".repeat(32);
    let record: RecordBuf = format!("x. 60 DS 1 8 SHA-256 {digest}").parse().unwrap();
    assert_eq!(record.rdata_octets()[..5], [0, 1, 8, 2, 0xAB]);
}

#[test]
fn each_option_has_its_form() {
    let octets = |text: &str| text.parse::<OptionBuf>().map(|option| option.as_octets().to_vec());
    assert_eq!(octets("CLIENT-SUBNET: 0/0/0").unwrap(), [0, 0, 0, 0]);
    assert_eq!(octets("CLIENT-SUBNET: 192.0.2.0/24/0").unwrap(), [0, 1, 24, 0, 192, 0, 2]);
    for (text, want) in [
        ("CLIENT-SUBNET: x/24/0", "expected "),
        ("CLIENT-SUBNET: 1/0/0", "expected "),
        ("CLIENT-SUBNET: 192.0.2.0/24", "expected "),
        ("UMBRELLA-IDENT: x", "expected "),
    ] {
        let error = text.parse::<OptionBuf>().unwrap_err().to_string();
        assert!(error.contains(want), "{text}: {error}");
    }
}
