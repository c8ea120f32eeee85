//! `$GENERATE`: ranges, and the form of the number.

use super::entries;

/// The records of a `$GENERATE` in the zone `x.`.
fn texts(text: &str) -> Vec<String> {
    entries(&format!("$TTL 1\n$GENERATE {text}"))
}

#[test]
fn generate_makes_records() {
    assert_eq!(
        texts("0-4/2 h$ A 192.0.2.$"),
        ["h0.x. 1 IN A 192.0.2.0", "h2.x. 1 IN A 192.0.2.2", "h4.x. 1 IN A 192.0.2.4",]
    );
    assert_eq!(
        texts("9-9 h${-1,3,d} 5 IN CNAME ${0,4,X}.${6,0,o}"),
        ["h008.x. 5 IN CNAME 0009.17.x.",]
    );
    assert_eq!(texts("10-10 ${0,2,X}${0,2,x} A 192.0.2.1"), ["0A0a.x. 1 IN A 192.0.2.1"]);
    assert_eq!(texts("1-1 a MX \"0 m$\""), ["a.x. 1 IN MX 0 m1.x."]);
    assert_eq!(texts(r#"1-1 a TXT "b $" \$$ $$"#), [r#"a.x. 1 IN TXT "b 1" "$1" "$""#]);
    assert_eq!(texts("18-18 ${0,5,n}.y NS ."), ["2.1.0.y.x. 1 IN NS ."]);
}

#[test]
fn a_range_has_both_ends() {
    let numbers = |range: &str| -> Vec<String> {
        let all = texts(&format!("{range} a CNAME $")).into_iter();
        all.map(|text| text.trim_start_matches("a.x. 1 IN CNAME ").to_owned()).collect()
    };
    assert_eq!(numbers("0-0"), ["0.x."]);
    assert_eq!(numbers("5-7"), ["5.x.", "6.x.", "7.x."]);
    assert_eq!(numbers("5-7/1"), ["5.x.", "6.x.", "7.x."]);
    assert_eq!(numbers("1-5/2"), ["1.x.", "3.x.", "5.x."]);
    assert_eq!(numbers("1-6/2"), ["1.x.", "3.x.", "5.x."]);
    assert_eq!(numbers("1-2/2147483647"), ["1.x."]);
    assert_eq!(numbers("2147483646-2147483647"), ["2147483646.x.", "2147483647.x."]);
    for (range, want) in [
        ("1-2147483648", "expected a range"),
        ("1-2/2147483648", "expected a range"),
        ("1-2/0", "the range has no numbers"),
        ("3-2", "the range has no numbers"),
        ("1-", "expected a range"),
        ("-1", "expected a range"),
        ("1-2/", "expected a range"),
        ("1-2-3", "expected a range"),
        ("\"1-2\"", "expected a range"),
    ] {
        let got = texts(&format!("{range} a CNAME $"));
        assert_eq!(got.len(), 1, "{range}");
        assert!(got[0].starts_with(&format!("line 2, column 11, range: {want}")), "{}", got[0]);
    }
}

#[test]
fn a_number_has_an_offset_a_width_and_a_base() {
    // Each is one string of a TXT record, for the number 171.
    let string = |form: &str| {
        let text = texts(&format!("171-171 a TXT {form}")).remove(0);
        text.strip_prefix("a.x. 1 IN TXT ").map_or(text.clone(), |text| text.replace('"', ""))
    };
    for (form, want) in [
        ("${0}", "171"),
        ("${-1}", "170"),
        ("${+1}", "172"),
        ("${-172}", "-1"),
        ("${2147483647}", "2147483818"),
        ("${-2147483648}", "-2147483477"),
        ("${0,0}", "171"),
        ("${0,3}", "171"),
        ("${0,4}", "0171"),
        ("${0,5,d}", "00171"),
        ("${0,0,o}", "253"),
        ("${0,4,o}", "0253"),
        ("${0,2,x}", "ab"),
        ("${0,3,x}", "0ab"),
        ("${0,3,X}", "0AB"),
        ("${0,0,n}", "b.a"),
        ("${0,1,n}", "b.a"),
        ("${0,3,n}", "b.a"),
        ("${0,5,n}", "b.a.0"),
        ("${0,3,N}", "B.A"),
        ("a$b", "a171b"),
    ] {
        assert_eq!(string(form), want, "{form}");
    }
    assert_eq!(string("${0,255}"), format!("{:0255}", 171));
    for form in [
        "${0,256}",
        "${0,-1}",
        "${2147483648}",
        "${-2147483649}",
        "${}",
        "${0,}",
        "${0,1,}",
        "${0,1,q}",
        "${0,1,dd}",
        "${0,1,d,}",
        "${0,1,d",
        "${ 0}",
    ] {
        let got = string(&format!("\"{form}\""));
        assert!(got.starts_with("line 2, column 26: expected $ or ${offset"), "{form}: {got}");
    }
}

#[test]
fn an_owner_with_a_wrong_form_is_an_error_before_any_entry() {
    let got = texts("1-9 ab${x} A 192.0.2.1");
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(got[0].starts_with("line 2, column 17: expected $ or ${offset"), "{}", got[0]);
    // The RDATA is looked at first.
    let got = texts("1-9 ab${x} A 192.0.2.${y}");
    assert!(got[0].starts_with("line 2, column 32: expected $ or ${offset"), "{}", got[0]);
}

#[test]
fn one_quoted_string_is_rdata_with_blanks_unless_the_type_has_strings() {
    assert_eq!(texts("1-1 a 5 IN MX \"0 m$\""), ["a.x. 5 IN MX 0 m1.x."]);
    assert_eq!(texts("1-1 a TXT \"b $\""), ["a.x. 1 IN TXT \"b 1\""]);
    assert_eq!(texts("1-1 a HINFO \"b $\" \"c\""), ["a.x. 1 IN HINFO \"b 1\" \"c\""]);
    let wrong = texts("1-1 a MX \"0 m$\" b");
    assert!(wrong[0].contains("(MX), preference: expected a number"), "{wrong:?}");
    let wrong = texts("1-1 a MX 0 \"m$\"");
    assert!(wrong[0].starts_with("line 2, ") && wrong[0].contains("(MX), exchange:"), "{wrong:?}");
    assert_eq!(texts(r#"1-1 a TYPE65280 "\# 1 0$""#), [r"a.x. 1 IN TYPE65280 \# 1 01"]);
}
