//! Reading presentation format.

#[path = "scan/errors.rs"]
mod errors;
#[path = "scan/lists.rs"]
mod lists;
#[path = "scan/options.rs"]
mod options;
#[path = "scan/refused.rs"]
mod refused;

use dnswire::rdata::Rdata;
use dnswire::{Class, Name, NameBuf, RdataBuf, RecordBuf, Type};
use dnswire_support::vectors::{self, Vector, only_record};

/// Reads a text as the RDATA of a vector; the octets in hexadecimal.
fn read(vector: &Vector, text: &str) -> Result<String, String> {
    let (rtype, class) = (Type(vector.rtype), Class(vector.class));
    let read = RdataBuf::from_text(rtype, class, text, Name::ROOT);
    read.map(|rdata| hex::encode(rdata.as_octets())).map_err(|error| error.to_string())
}

/// Reads all texts that `texts` gives for each vector, and compares the octets.
#[track_caller]
fn all(texts: impl Fn(&Vector) -> Vec<String>) -> usize {
    let (mut count, mut wrong) = (0, Vec::new());
    for vector in vectors::valid() {
        let want = Ok(hex::encode(&vector.wire));
        for text in texts(&vector) {
            let got = read(&vector, &text);
            count += 1;
            if got != want {
                wrong.push(format!("{} {text}\n     got {got:?}\n    want {want:?}", vector.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    count
}

/// The text of a row, if it has one.
fn text_of(vector: &Vector) -> Option<String> {
    vector.row["text"].as_str().map(str::to_owned)
}

#[test]
fn every_text_is_read_to_its_octets() {
    let count = all(|vector| text_of(vector).into_iter().collect());
    assert!(count > 300, "{count}");
}

/// A type, its text as it is printed, and another spelling of it.
const SPELLINGS: &[(&str, &str, &str)] = &[
    ("NS", r"a\.b.x.", r"a\046b.x."),
    ("NS", r"a\@\$.x.", r"a@$.x."),
    ("NS", "abc.x.", r"\097\b\099.x"),
    ("SOA", "a. b. 1 7200 900 1209600 300", "a. b. 1 2H 15m 2W 0h5M"),
    ("NULL", r"\# 3 0A0B0C", r"\# 3 0a 0b0c"),
    ("WKS", "192.0.2.1 6 25 53", "192.0.2.1 TCP domain 25"),
    ("HINFO", "\"a b\" \"c\"", r"a\032b c"),
    ("TXT", "\"a\" \"b;c\"", r"\097 b\;c"),
    ("TXT", r#""\195\169""#, "\u{e9}"),
    ("NSAP", "0x47AB", "0X4.7a.b"),
    ("KEY", "256 3 5 AA==", "ZONE DNSSEC RSASHA1 AA=="),
    ("KEY", "16899 3 5 AA==", "NOCONF|HOST|SIG3 3 5 AA=="),
    ("AAAA", "::ffff:192.0.2.1", "0:0::FFFF:C000:201"),
    ("LOC", "42 21 54.000 N 71 6 0.000 W -24.00m 30m 10000m 10m", "42 21 54 n 71 06 w -24 30"),
    ("LOC", "1 0 0.500 S 2 0 0.000 E 0.00m 0.10m 2m 30m", "1 00 0.5 S 2 E 0 0.1 2.00m 30"),
    ("NXT", "a. A TYPE127", "a. 127 1"),
    ("EID", "0A0B", "0a 0b"),
    ("ATMA", "+123", "+1.2.3"),
    ("ATMA", "390A", "39.0a"),
    ("CERT", "PKIX 1 5 AA==", "1 1 RSASHA1 AA=="),
    ("APL", "1:192.0.2.0/24 !2:2001:db8::/32", "1:192.0.2.0/24 !2:2001:0DB8:0::0/32"),
    ("DS", "1 13 255 0001", "1 ECDSAP256SHA256 255 00 01"),
    (
        "RRSIG",
        "A 5 1 3600 19700101000000 19700101000001 1 a. AAAA",
        "A RSASHA1 1 1h 0 1 1 a. A AA A",
    ),
    ("NSEC", "a. A CAA TYPE65280", "a. TYPE65280 CAA TYPE1"),
    ("DHCID", "AAIBAA==", "AAIB AA =="),
    (
        "NSEC3",
        "1 1 1 AB 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR A",
        "1 1 1 ab 2t7b4g4vsa5smi47k61mv5bv1a22bojr A",
    ),
    ("TLSA", "3 1 0 00", "DANE-EE SPKI Full 00"),
    ("HIP", "2 AB AA== a. b.", "2 ab AA== a b"),
    ("SVCB", r#"1 . alpn="a\\,b,c""#, r"1 . alpn=a\\\,b,c"),
    (
        "SVCB",
        "1 . mandatory=alpn,port alpn=\"x\" port=1",
        "1 . port=\"1\" mandatory=port,alpn key1=\\001x",
    ),
    ("SVCB", "1 . alpn=\"x\" no-default-alpn", "1 . no-default-alpn=\"\" alpn=x"),
    ("SVCB", "1 . ech=\"AAT+DQAA\"", "1 . ech=AAT+DQAA"),
    ("DSYNC", "CDS NOTIFY 1 a.", "TYPE59 1 1 a."),
    ("NID", "1 0014:4fff:ff20:ee64", "1 14:4FFF:ff20:EE64"),
    ("EUI48", "00-00-5e-00-53-2a", "00-00-5E-00-53-2A"),
    ("URI", "1 2 \"a:b\"", "1 2 a:b"),
    ("CAA", "0 issue \"a; b\"", r"0 issue a\;\ b"),
    ("IPN", "4294967297", "1.1"),
    ("UNECE", "24 - 219", "24 - 219 \"\""),
];

#[test]
fn other_spellings_are_read_to_the_same_octets() {
    let mut wrong = Vec::new();
    for (rtype, text, other) in SPELLINGS {
        let read = |text: &str| {
            let read = format!("{rtype} {text}").parse::<RdataBuf>();
            read.map(|rdata| hex::encode(rdata.as_octets())).map_err(|error| error.to_string())
        };
        let (got, want) = (read(other), read(text));
        if want.is_err() || got != want {
            wrong.push(format!("{rtype} {other}\n     got {got:?}\n    want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), SPELLINGS.len(), wrong.join("\n"));
}

/// The spellings that other implementations print or read, if the file with them is there.
#[test]
fn spellings_of_other_implementations_are_read_to_the_same_octets() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/registry/vectors.jsonl");
    let Ok(lines) = std::fs::read_to_string(path) else { return };
    let (mut count, mut wrong) = (0, Vec::new());
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let number = |name: &str| u16::try_from(row[name].as_u64().unwrap()).unwrap();
        let class: Class = row["class"].as_str().unwrap().parse().unwrap();
        for alt in row["alts"].as_array().unwrap() {
            let text = alt["text"].as_str().unwrap();
            let read = RdataBuf::from_text(Type(number("value")), class, text, Name::ROOT);
            let got = read.map(|rdata| hex::encode(rdata.as_octets()));
            let got = got.map_err(|error| error.to_string());
            count += 1;
            if got.as_deref() != Ok(row["wire"].as_str().unwrap()) {
                wrong.push(format!(
                    "{} {text}\n     got {got:?}\n    want {}",
                    row["id"], row["wire"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn whatever_is_printed_is_read_to_the_same_octets() {
    let count = all(|vector| {
        let octets = vector.message();
        let rdata = only_record(&octets).rdata();
        // The text of options is that of `dig`; it has semicolons, which begin comments.
        let is_options = matches!(rdata, Rdata::Opt(opt) if !opt.options.is_empty());
        if is_options { vec![] } else { vec![rdata.to_string()] }
    });
    assert!(count > 330, "{count}");
}

#[test]
fn every_rdata_is_read_in_the_generic_form() {
    let count = all(|vector| {
        let digits = hex::encode(&vector.wire);
        let (head, tail) = digits.split_at(digits.len() / 2);
        let len = vector.wire.len();
        vec![format!("\\# {len} {digits}"), format!("\\#\t{len} ( {head}\n ;\n\t{tail} )")]
    });
    assert_eq!(count, 2 * vectors::valid().len());
}

#[test]
fn parentheses_comments_and_blanks_do_not_change_the_rdata() {
    let count = all(|vector| {
        let Some(text) = text_of(vector) else { return vec![] };
        vec![format!("(  {text} ; (\"\n)"), format!("\t{text}\r\n"), format!("{text};x\"\n\n")]
    });
    assert!(count > 900, "{count}");
}

#[test]
fn names_are_completed_by_the_origin() {
    let origin: NameBuf = "Example.org.".parse().unwrap();
    let read = |rtype, text| RdataBuf::from_text(rtype, Class::IN, text, &origin).unwrap();
    assert_eq!(read(Type::MX, "10 mail").to_string(), "10 mail.Example.org.");
    assert_eq!(read(Type::MX, "10 @").to_string(), "10 Example.org.");
    assert_eq!(read(Type::MX, "10 mail.").to_string(), "10 mail.");
    assert_eq!(read(Type::MX, "10 .").to_string(), "10 .");
    assert_eq!(read(Type::RP, r"a\.b \@").to_string(), r"a\.b.Example.org. \@.Example.org.");
}

#[test]
fn head_fields_come_in_either_order_and_have_many_spellings() {
    let want: RecordBuf = "example. 300 IN A 192.0.2.1".parse().unwrap();
    for text in [
        "example 300 in a 192.0.2.1",
        "example. IN 300 A 192.0.2.1",
        "example. 5M A 192.0.2.1",
        "EXAMPLE. CLASS1 5m TYPE1 192.0.2.1",
        "example. 300 IN TYPE1 \\# 4 C0000201",
        "example. ( 300 ; ttl\n IN\n A ) 192.0.2.1 ; comment",
        r"\101xample. 0w0d0h4m60s IN A 192.0.2.1",
    ] {
        assert_eq!(text.parse::<RecordBuf>().as_ref(), Ok(&want), "{text}");
    }
    assert_eq!("x. 1 CH A y. 17".parse::<RecordBuf>().unwrap().class(), Class::CH);
    assert_eq!("x. 0 ANY A \\# 0".parse::<RecordBuf>().unwrap().rdata_octets(), b"");
    assert_eq!("x. 0 NONE A 192.0.2.1".parse::<RecordBuf>().unwrap().class(), Class::NONE);
}

/// As BIND and dnspython write them.
#[test]
fn algorithms_and_types_are_read_as_name_servers_write_them() {
    let is = |text: &str, algorithm: u8| {
        let record: RecordBuf = format!("x. 1 IN CERT PKIX 1 {text} AA==").parse().unwrap();
        assert_eq!(record.rdata_octets(), [0, 1, 0, 1, algorithm, 0], "{text}");
    };
    for (text, algorithm) in [("ECC", 4), ("RSASHA1NSEC3SHA1", 7), ("nsec3rsasha1", 7)] {
        is(text, algorithm);
    }
    for (text, algorithm) in [("ECC-GOST", 12), ("ECCGOST", 12), ("12", 12), ("ECCGOST12", 23)] {
        is(text, algorithm);
    }
    let covered = |text: &str| {
        let text = format!("x. 1 IN SIG {text} 8 1 300 2026 2025 1 a. AA==");
        text.parse::<RecordBuf>().map(|record| record.rdata_octets()[..2].to_vec())
    };
    assert_eq!(covered("9288"), covered("TYPE9288"));
    assert_eq!(covered("9288").unwrap(), [0x24, 0x48]);
    assert!(covered("65536").is_err());
}

#[test]
fn a_name_with_escapes_fits_where_its_octets_fit() {
    let mut room = [0; 4];
    let ns = Rdata::from_text(Type::NS, Class::IN, r"\097\098.", Name::ROOT, &mut room).unwrap();
    assert_eq!(ns.to_string(), "ab.");
    for text in [r"\097\098c.", "abc.", "ab.c."] {
        let error = Rdata::from_text(Type::NS, Class::IN, text, Name::ROOT, &mut room).unwrap_err();
        assert!(error.to_string().contains("the buffer is too small"), "{error}");
    }
}

#[test]
fn empty_parameters_of_text_are_read() {
    let record: RecordBuf = "x. 1 IN HTTPS 1 . dohpath".parse().unwrap();
    assert_eq!(record.rdata_octets(), [0, 1, 0, 0, 7, 0, 0]);
    assert_eq!(record.to_string().parse(), Ok(record));
}

#[test]
fn scanning_into_a_buffer_allocates_nothing() {
    let vectors = vectors::valid();
    let texts: Vec<_> = vectors.iter().filter_map(|v| Some((v, text_of(v)?))).collect();
    let mut room = vec![0; 65535];
    let info = allocation_counter::measure(|| {
        for (vector, text) in &texts {
            let (rtype, class) = (Type(vector.rtype), Class(vector.class));
            let read = Rdata::from_text(rtype, class, text, Name::ROOT, &mut room);
            assert!(read.is_ok());
        }
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn parameters_are_sorted_and_keep_their_values() {
    let read = |text| RdataBuf::from_text(Type::SVCB, Class::IN, text, Name::ROOT).unwrap();
    let sorted = read("1 . alpn=h2 port=53 ipv4hint=192.0.2.1 ipv6hint=::1 key99=x");
    for text in [
        "1 . key99=x ipv6hint=::1 ipv4hint=192.0.2.1 port=53 alpn=h2",
        "1 . port=53 key99=x alpn=h2 ipv6hint=::1 ipv4hint=192.0.2.1",
        r#"1 . ipv6hint="::1" port="\053\051" key99="x" ipv4hint=192.0.2.1 alpn="h2""#,
    ] {
        assert_eq!(read(text).as_octets(), sorted.as_octets(), "{text}");
    }
}

/// The time of TSIG has 48 bits (RFC 8945 section 4.2).
#[test]
fn a_number_of_48_bits_has_a_greatest_value() {
    let text = |time: &str| format!("x. 0 ANY TSIG hmac-sha256. {time} 300 0 1 NOERROR 0");
    let time = |text: &str| {
        let record: RecordBuf = text.parse().unwrap();
        record.data::<dnswire::rdata::Tsig<'_>>().unwrap().unwrap().time_signed
    };
    assert_eq!(time(&text("1")), 1);
    assert_eq!(time(&text("281474976710655")), (1 << 48) - 1);
    for time in ["281474976710656", "281474976710657", "562949953421311"] {
        let error = text(time).parse::<RecordBuf>().unwrap_err().to_string();
        assert!(error.contains("time_signed: expected a number"), "{error}");
    }
}

#[test]
fn a_key_record_without_the_key_that_it_needs_is_generic() {
    for (octets, text) in [("4 01000307", r"\# 4 01000307"), ("4 C0000307", "49152 3 7")] {
        let record: RecordBuf = format!(r"x. 0 IN KEY \# {octets}").parse().unwrap();
        assert_eq!(record.rdata().to_string(), text);
        assert_eq!(record.to_string().parse::<RecordBuf>().unwrap(), record);
    }
}
