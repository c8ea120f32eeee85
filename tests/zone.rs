//! Zone files.

#[path = "zone/generate.rs"]
mod generate;

use std::io::{self, BufReader, Cursor, Read};

use dnswire::zone::{Entry, Zone};
use dnswire::{Class, NameBuf, TextErrorKind};

/// The records and errors of a text, each as text; the same from a text and from readers.
fn entries(text: &str) -> Vec<String> {
    let show = |entry: Result<Entry, _>| match entry {
        Ok(Entry::Record(record)) => record.to_string(),
        Ok(Entry::Include(include)) => format!("{include:?}"),
        Err(error) => format!("{error}"),
    };
    let origin: NameBuf = "x.".parse().unwrap();
    let from_text: Vec<_> = Zone::new(text).with_origin(&origin).map(show).collect();
    for capacity in [1, 7, 8192] {
        let reader = BufReader::with_capacity(capacity, Cursor::new(text));
        let read: Vec<_> = Zone::read(reader).with_origin(&origin).map(show).collect();
        assert_eq!(read, from_text, "{capacity}");
    }
    from_text
}

#[test]
fn fields_that_are_left_out_are_those_of_before() {
    let text = "a 60 IN A 192.0.2.1\n  A 192.0.2.2\n\tCH 5 TXT t\n b 1\n";
    let got = entries(text);
    assert_eq!(
        got[..3],
        ["a.x. 60 IN A 192.0.2.1", "a.x. 60 IN A 192.0.2.2", "a.x. 5 CH TXT \"t\"",]
    );
    let text = "a A 192.0.2.1\n$TTL 1h\na A 192.0.2.1\na 5 A 192.0.2.2\na A 192.0.2.3";
    assert_eq!(
        entries(text),
        [
            "line 1, column 3 (A), ttl: the TTL is left out, and none is known from before, found 'A'",
            "a.x. 3600 IN A 192.0.2.1",
            "a.x. 5 IN A 192.0.2.2",
            "a.x. 3600 IN A 192.0.2.3",
        ]
    );
    let soa = entries("@ SOA . . 1 2 3 4 77\n NS .");
    assert_eq!(soa, ["x. 77 IN SOA . . 1 2 3 4 77", "x. 77 IN NS ."]);
}

#[test]
fn a_bad_line_is_one_error_and_the_others_go_on() {
    let text = "\
a 1 A 192.0.2.1
b 1 A 192.0.2.x
c 1 MX ( 10
   mail ; comment (
   extra )
d 1 TXT \"not closed
e 1 A 192.0.2.2
f..g 1 A 192.0.2.3
  1 A 192.0.2.4
h 1 A ( 192.0.2.5
i 1 A 192.0.2.6
";
    assert_eq!(
        entries(text),
        [
            "a.x. 1 IN A 192.0.2.1",
            "line 2, column 7 (A), address: expected an IPv4 address, found '192.0.2.x'",
            "line 5, column 4 (MX): expected the end of the record, found 'extra'",
            "line 6, column 9 (TXT), txt_data: the quote is not closed on its line, found '\"'",
            "e.x. 1 IN A 192.0.2.2",
            "line 8, column 3, owner: a label of the name is empty, found '.g'",
            "line 9, column 3, owner: the owner is left out, and no record is before it, found '1'",
            "line 10, column 7 (A): the parenthesis is not closed",
            "i.x. 1 IN A 192.0.2.6",
        ]
    );
}

#[test]
fn an_owner_is_kept_when_only_its_rdata_is_bad() {
    let text = "a 1 A 192.0.2.1\nb 1 A no\n 1 A 192.0.2.2\n";
    assert_eq!(entries(text)[2], "b.x. 1 IN A 192.0.2.2");
}

#[test]
fn directives_set_origin_and_ttl() {
    let text =
        "$ORIGIN sub\n$TTL 1m\n@ NS ns\n$origin other.\n@ NS @\n$INCLUDE \"a b\" y\n$include z";
    let got = entries(text);
    assert_eq!(got[0], "sub.x. 60 IN NS ns.sub.x.");
    assert_eq!(got[1], "other. 60 IN NS other.");
    assert!(
        got[2].contains("file: \"a b\", origin: Some(NameBuf(y.other.)), line: 6"),
        "{}",
        got[2]
    );
    assert!(got[3].contains("file: \"z\", origin: Some(NameBuf(other.)), line: 7"), "{}", got[3]);
}

#[test]
fn directives_that_are_wrong_have_a_place() {
    for (text, want) in [
        ("$ORIGIN", "line 1, column 8: the text ends, expected a domain name"),
        ("$ORIGIN a b", "line 1, column 11: expected the end of the record, found 'b'"),
        ("\n$TTL x", "line 2, column 6, ttl: expected a time in seconds or with units"),
        ("$BOGUS 1", "line 1, column 1: the directive is not known, found '$BOGUS'"),
        ("$INCLUDE", "line 1, column 9: the text ends, expected the name of a file"),
        ("$GENERATE 2-1 a A 192.0.2.$", "line 1, column 11, range: the range has no numbers"),
        ("$GENERATE 1-2/0 a A 192.0.2.$", "line 1, column 11, range: the range has no numbers"),
        ("$GENERATE 1..2 a A 192.0.2.$", "line 1, column 11, range: expected a range"),
        ("$GENERATE 1-2 a 1 A 192.0.2.${1", "line 1, column 29: expected $ or ${offset"),
        ("$GENERATE 1-9 a 1 A 192.0.2.${250}", "x"),
    ] {
        let got = entries(text);
        if want == "x" {
            assert_eq!(got.len(), 6, "{got:?}");
            assert!(
                got[5].starts_with("line 1, column 1 (A), address: expected an IPv4"),
                "{got:?}"
            );
        } else {
            assert_eq!(got.len(), 1, "{text} {got:?}");
            assert!(got[0].starts_with(want), "{text}\n{}", got[0]);
        }
    }
}

#[test]
fn relative_names_need_an_origin() {
    let mut zone = Zone::new("a 1 A 192.0.2.1\n$ORIGIN y.\na 1 A 192.0.2.1").records();
    let error = zone.next().unwrap().unwrap_err();
    assert_eq!((error.kind(), error.field()), (TextErrorKind::NoOrigin, Some("owner")));
    assert_eq!(zone.next().unwrap().unwrap().to_string(), "a.y. 1 IN A 192.0.2.1");
    assert!(zone.next().is_none());
}

#[test]
fn ttl_class_and_origin_can_be_given() {
    let origin: NameBuf = "o.".parse().unwrap();
    let zone = Zone::new("a A b 7\n").with_origin(&origin).with_ttl(9).with_class(Class::CH);
    let records: Vec<_> = zone.records().map(|record| record.unwrap().to_string()).collect();
    assert_eq!(records, ["a.o. 9 CH A b.o. 7"]);
}

/// A reader that repeats a text.
struct Endless {
    text: &'static [u8],
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.left);
        for place in &mut buffer[..count] {
            *place = self.text[self.at];
            self.at = (self.at + 1) % self.text.len();
        }
        self.left -= count;
        Ok(count)
    }
}

#[test]
fn memory_does_not_grow_with_the_file() {
    for (text, records, errors) in [
        (&b"a. 1 IN MX ( 10\n b. )\n"[..], true, false),
        (b"a. 1 IN MX ( 10 b.\n", false, true),
        (b"a. 1 IN TXT x", false, true),
    ] {
        let (mut some_records, mut some_errors) = (false, false);
        let left = (6 << 20) / text.len() * text.len(); // more than the memory below, in whole texts
        let info = allocation_counter::measure(|| {
            let reader = BufReader::new(Endless { text, at: 0, left });
            for record in Zone::read(reader).records() {
                match record {
                    Ok(_) => some_records = true,
                    Err(_) => some_errors = true,
                }
            }
        });
        assert_eq!((some_records, some_errors), (records, errors), "{text:?}");
        assert!(info.bytes_max < 5 << 20, "{} {text:?}", info.bytes_max);
    }
}

#[test]
fn a_parenthesis_in_a_string_opens_and_closes_nothing() {
    let text = "a 1 TXT ( \"x)\"\n \"(y\" )\nb 1 TXT \")\"\nc 1 TXT \"(\"\nd 1 TXT z\n";
    assert_eq!(
        entries(text),
        [
            r#"a.x. 1 IN TXT "x)" "(y""#,
            r#"b.x. 1 IN TXT ")""#,
            r#"c.x. 1 IN TXT "(""#,
            r#"d.x. 1 IN TXT "z""#,
        ]
    );
}

#[test]
fn a_line_that_is_too_long_is_one_error_and_the_next_has_its_number() {
    let text = format!("a. 1 IN TXT {}\nb. 1 IN A x\nc. 1 IN A 192.0.2.1\n", "y".repeat(1 << 20));
    let mut zone = Zone::read(text.as_bytes());
    let error = zone.next().unwrap().unwrap_err();
    assert_eq!((error.line(), error.kind()), (1, TextErrorKind::EntryTooLong));
    assert_eq!(zone.next().unwrap().unwrap_err().line(), 2);
    assert!(matches!(zone.next(), Some(Ok(Entry::Record(_)))));
    assert!(zone.next().is_none());
}

#[test]
fn an_error_of_reading_ends_the_entries() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let reader = BufReader::new(Cursor::new("a. 1 IN A 192.0.2.1\n").chain(Broken));
    let mut records = Zone::read(reader).records();
    assert!(records.next().unwrap().is_ok());
    let error = records.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), TextErrorKind::Read(io::ErrorKind::ConnectionReset));
    assert!(records.next().is_none());
}

#[test]
fn the_origin_is_that_of_the_place() {
    let name = |text: &str| text.parse::<NameBuf>().unwrap();
    let mut zone =
        Zone::new("a 1 A 192.0.2.1\n$ORIGIN y\nb 1 A 192.0.2.1").with_origin(&name("x."));
    assert_eq!(zone.origin(), Some(name("x.").as_name()));
    assert_eq!(zone.by_ref().count(), 2);
    assert_eq!(zone.origin(), Some(name("y.x.").as_name()));
    assert_eq!(Zone::new("").origin(), None);
}

#[test]
fn an_include_is_no_record() {
    let mut records = Zone::new("a. 1 A 192.0.2.1\n$INCLUDE file\nb. 1 A 192.0.2.1").records();
    assert!(records.next().unwrap().is_ok());
    let error = records.next().unwrap().unwrap_err();
    assert_eq!((error.kind(), error.line()), (TextErrorKind::Include, 2));
    assert_eq!(records.next().unwrap().unwrap().owner().to_string(), "b.");
    assert!(records.next().is_none());
}

#[test]
fn an_error_of_reading_within_a_line_that_is_too_long_ends_the_entries() {
    /// Octets without end of line, then an error.
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(self.0);
            if len == 0 {
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            self.0 -= len;
            buffer[..len].fill(b'x');
            Ok(len)
        }
    }
    let zone = Zone::read(BufReader::new(Failing(2 << 20)));
    let kinds: Vec<_> = zone.take(9).map(|entry| entry.unwrap_err().kind()).collect();
    assert_eq!(kinds, [TextErrorKind::Read(io::ErrorKind::ConnectionReset)]);
}

#[test]
fn parentheses_in_quotes_and_after_backslashes_are_octets() {
    for text in [
        "a 1 TXT ( \"(\" b )\nb 1 TXT c",
        "a 1 TXT ( \"\\\"(\" b )\nb 1 TXT c",
        "a 1 TXT ( \\( b )\nb 1 TXT c",
        "a 1 TXT ( \"(\"\n b )\nb 1 TXT c",
        "a 1 TXT ( \\(\n b )\nb 1 TXT c",
        "a 1 TXT ( x ; (\n b )\nb 1 TXT c",
        "a 1 TXT ( \"; (\"\n b )\nb 1 TXT c",
        "a 1 TXT ( \";\" )\nb 1 TXT c",
        "a 1 TXT x\nb 1 TXT c ; (",
        "a 1 TXT \"(\"\nb 1 TXT c",
        "a 1 TXT \\(\nb 1 TXT c",
    ] {
        let got = entries(text);
        assert_eq!((got.len(), got[1].as_str()), (2, "b.x. 1 IN TXT \"c\""), "{text}");
        assert!(got[0].starts_with("a.x. 1 IN TXT "), "{text}: {got:?}");
    }
}
