//! Words that a field refuses.

use dnswire::{NameBuf, OptionBuf, RecordBuf};

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

#[test]
fn digits_are_those_of_their_form() {
    let octets =
        |text: &str| text.parse::<RecordBuf>().map(|record| record.rdata_octets().to_vec());
    for (text, want) in [("+w==", 0xFB), ("/w==", 0xFF)] {
        let read = octets(&format!("x. 60 DNSKEY 256 3 8 {text}")).unwrap();
        assert_eq!(read, [1, 0, 3, 8, want]);
    }
    for text in ["DS 1 8 2 AB=", "DS 1 8 2 A===", "DS 1 8 2 AB.CD", "DNSKEY 256 3 8 A.QI"] {
        assert!(octets(&format!("x. 60 {text}")).is_err(), "{text}");
    }
    for text in
        ["LOC 1 2 60 N 1 E 0m", "LOC 1 2 60.000 N 1 E 0m", r#"NSEC a. "A""#, r#"NXT a. "A""#]
    {
        assert!(octets(&format!("x. 60 {text}")).is_err(), "{text}");
    }
    assert!(octets("x. 60 LOC 1 2 59.999 N 1 E 0m").is_ok());
    assert!(octets("x. 60 SVCB 1 . mandatory=port,port port=1").is_err());
}

#[test]
fn times_have_their_borders() {
    let ttl = |text: &str| format!("x. {text} A 192.0.2.1").parse::<RecordBuf>();
    assert_eq!(ttl("1193046h28m15s").unwrap().ttl_field(), u32::MAX);
    assert_eq!(ttl("4294967295").unwrap().ttl_field(), u32::MAX);
    assert!(ttl("1193046h28m16s").is_err() && ttl("4294967296").is_err());
    let signature = |second: &str| {
        format!("x. 60 RRSIG A 8 1 60 201612312359{second} 20161201000000 1 x. AQ==")
    };
    for (second, is_good) in [("59", true), ("60", true), ("61", false), ("99", false)] {
        assert_eq!(signature(second).parse::<RecordBuf>().is_ok(), is_good, "{second}");
    }
}

#[test]
fn a_name_has_at_most_255_octets_with_the_origin_too() {
    let origin: NameBuf = format!("{0}.{0}.", "o".repeat(60)).parse().unwrap(); // 123 octets
    let read = |name: &str| {
        let owner = RecordBuf::from_text(&format!("{name} 60 A 192.0.2.1"), &origin);
        let target = RecordBuf::from_text(&format!("x. 60 MX 1 {name}"), &origin);
        assert_eq!(owner.is_ok(), target.is_ok(), "{name}");
        owner.map(|record| record.owner().to_buf().as_octets().len())
    };
    for first in ["a", r"\097"] {
        let labels = format!("{first}{}.{}", "a".repeat(62), "b".repeat(63));
        for len in 1..6 {
            let want = 2 * 64 + 1 + len + 123;
            let found = read(&format!("{labels}.{}", "c".repeat(len)));
            assert_eq!(found.ok(), (want <= 255).then_some(want), "{len}");
        }
        for len in 58..64 {
            let want = 2 * 64 + 61 + 1 + len + 1;
            let found = read(&format!("{labels}.{}.{}.", "d".repeat(60), "c".repeat(len)));
            assert_eq!(found.ok(), (want <= 255).then_some(want), "{len}");
        }
    }
}

#[test]
fn a_subnet_has_the_octets_of_its_prefix() {
    for (prefix, want) in [(23, &[192, 0, 2][..]), (24, &[192, 0, 2]), (25, &[192, 0, 2, 0])] {
        let option: OptionBuf = format!("CLIENT-SUBNET: 192.0.2.0/{prefix}/0").parse().unwrap();
        assert_eq!(&option.as_octets()[4..], want, "{prefix}");
    }
}

#[test]
fn transports_have_a_text_and_the_form_of_their_octets() {
    let octets = |value: &str| {
        let record = format!("x. 60 SVCB 1 . {value}").parse::<RecordBuf>();
        record.map(|record| record.rdata_octets()[3 + 4..].to_vec())
    };
    assert_eq!(octets("oots=dot:100").unwrap(), b"\x03dotd");
    assert_eq!(octets(r"oots=\003dot\100").unwrap(), b"\x03dotd");
    for wrong in ["oots=dot:101", "oots=dot:256", "oots=dot:99999999999999999999", "oots=dot"] {
        assert!(octets(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn rdata_of_no_octets_is_that_of_an_update_alone() {
    assert!(r"x. 60 IN A \# 0".parse::<RecordBuf>().is_err());
    assert!(r"x. 60 ANY A \# 0".parse::<RecordBuf>().is_ok());
    assert!(r"x. 60 ANY A \# 1 00".parse::<RecordBuf>().is_err());
}

#[test]
fn a_quote_stands_at_the_start_of_a_string_or_a_value() {
    for text in [r#"TXT a="b""#, r#"TXT ="b""#, r#"SVCB 1 . po"rt=1""#, r#"SVCB 1 . port="1"2"#] {
        assert!(format!("x. 60 {text}").parse::<RecordBuf>().is_err(), "{text}");
    }
    assert!(r#"x. 60 SVCB 1 . port="1""#.parse::<RecordBuf>().is_ok());
}
