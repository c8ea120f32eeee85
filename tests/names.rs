//! Domain names: comparison, order, hashing, text, compression.

mod values;

use std::cmp::Ordering;

use dnswire::{ErrorKind, Message, Name, NameBuf, NameErrorKind, Question, Section};
use dnswire_support::hash;
use dnswire_support::{header, parse, pointer, question};

#[track_caller]
fn name(text: &str) -> NameBuf {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A message with two questions: `www.Example.` at 12, `MAIL.` and a pointer to `Example.` at 29.
fn compressed() -> Vec<u8> {
    let first = question(b"\x03www\x07Example\0", 1);
    let second = question(&[b"\x04MAIL", &pointer(16)[..]].concat(), 1);
    [header(0, 0, [2, 0, 0, 0]), first, second].concat()
}

/// The QNAME of the second question of [`compressed`].
fn second(octets: &[u8]) -> Name<'_> {
    parse(octets).questions().nth(1).expect("there are two").qname()
}

/// The example of RFC 4034 section 6.1.
const CANONICAL_ORDER: [&str; 9] = [
    "example",
    "a.example",
    "yljkjljk.a.example",
    "Z.a.example",
    "zABC.a.EXAMPLE",
    "z.example",
    r"\001.z.example",
    "*.z.example",
    r"\200.z.example",
];

#[test]
fn names_are_in_canonical_order() {
    let sorted = CANONICAL_ORDER.map(name);
    for (at, lower) in sorted.iter().enumerate() {
        for (other, upper) in sorted.iter().enumerate() {
            assert_eq!(lower.cmp(upper), at.cmp(&other), "{lower} {upper}");
            assert_eq!(lower.partial_cmp(upper), Some(at.cmp(&other)), "{lower} {upper}");
            assert_eq!(lower.as_name().cmp(&upper.as_name()), at.cmp(&other), "{lower} {upper}");
        }
    }
    let mut names = sorted;
    names.reverse();
    names.sort();
    assert_eq!(names, sorted);
}

#[test]
fn names_of_one_message_are_in_canonical_order_too() {
    let octets = compressed();
    let names: Vec<_> = parse(&octets).questions().map(Question::qname).collect();
    let [www, mail] = names[..] else { panic!("there are two") };
    assert_eq!((www.cmp(&mail), mail.cmp(&www)), (Ordering::Greater, Ordering::Less));
    assert_eq!((www.cmp(&www), mail.cmp(&mail)), (Ordering::Equal, Ordering::Equal));
}

#[test]
fn letters_are_ordered_as_lower_case() {
    // Between upper and lower case are [ \ ] ^ _ and `.
    for between in ["[", r"\\", "]", "^", "_", "`"] {
        for letter in ["a", "A"] {
            assert!(name(between) < name(letter), "{between} {letter}");
            let ([one, other], [long, longer]) =
                ([between, letter].map(name), [format!("{between}x"), format!("{letter}x")]);
            assert!(one.as_name().labels().next() < other.as_name().labels().next());
            assert!(name(&long) < name(&longer));
        }
    }
}

#[test]
fn labels_are_hashed_without_regard_to_case() {
    let names = [name("aB_z."), name("Ab_Z."), name("aB`z.")];
    let [one, same, other] = names.each_ref().map(|name| name.as_name().labels().next().unwrap());
    assert_eq!((one, hash(one)), (same, hash(same)));
    assert!(one != other && hash(one) != hash(other));
}

#[test]
fn order_is_by_labels_and_not_by_text() {
    assert!(name("b.a") < name("a.b"));
    assert!(name("a") < name("aa"));
    assert!(name("z.a") < name("aa"));
    assert!(NameBuf::ROOT < name("a"));
    assert!(name(r"a\.b") < name("a.b"), "the label a.b is before the label b");
}

#[test]
fn case_of_ascii_letters_does_not_count() {
    let (upper, lower) = (name("WWW.EXAMPLE"), name("www.example"));
    assert_eq!(upper, lower);
    assert_eq!(upper.cmp(&lower), Ordering::Equal);
    assert_eq!(hash(upper), hash(lower));
    assert_eq!(upper.to_string(), "WWW.EXAMPLE.");
    assert_eq!(upper.to_lowercase().to_string(), "www.example.");
}

/// RFC 4343 section 3: only the letters A to Z have a case.
#[test]
fn case_of_other_octets_counts() {
    for (one, other) in [("@", "`"), ("[", "{"), (r"\192", r"\224"), (r"\000", r"\032")] {
        assert_ne!(name(one), name(other));
        assert_ne!(hash(name(one)), hash(name(other)));
    }
}

#[test]
fn names_with_other_label_boundaries_differ() {
    assert_ne!(name(r"a\.b"), name("a.b"));
    assert_ne!(hash(name(r"a\.b")), hash(name("a.b")));
    assert_ne!(name(r"a\001b"), name("a.b"), "the octet 1 is no length");
    assert_ne!(hash(name(r"a\001b")), hash(name("a.b")));
}

#[test]
fn a_compressed_name_equals_and_hashes_as_its_owned_copy() {
    let octets = compressed();
    let compressed = second(&octets);
    let owned = name("mail.example");
    assert_eq!(compressed, owned);
    assert_eq!(owned, compressed);
    assert_eq!(compressed, owned.as_name());
    assert_eq!(hash(compressed), hash(owned));
    assert_eq!(hash(compressed), hash(owned.as_name()));
    assert_eq!(compressed.to_buf().as_octets(), b"\x04MAIL\x07Example\0");
    assert_eq!(NameBuf::from(compressed), owned);
}

#[test]
fn a_compressed_name_knows_where_it_is_and_where_its_pointer_leads() {
    let octets = compressed();
    let (first, second) = (parse(&octets).questions().next().unwrap().qname(), second(&octets));
    assert_eq!((first.offset(), first.is_compressed(), first.pointer_target()), (12, false, None));
    assert_eq!(
        (second.offset(), second.is_compressed(), second.pointer_target()),
        (29, true, Some(16))
    );
    assert_eq!(second.to_string(), "MAIL.Example.");
    assert_eq!((second.len(), second.label_count()), (14, 2));
    assert_eq!(second.parent().unwrap(), first.parent().unwrap());
}

#[test]
fn a_pointer_may_lead_to_a_lone_root() {
    // RFC 1035 section 4.1.4: the root of the first name is a prior occurrence of the root.
    let root = question(&pointer(24), 2);
    let octets = [header(0, 0, [2, 0, 0, 0]), question(b"\x03www\x07Example\0", 1), root].concat();
    assert!(second(&octets).is_root());
    assert_eq!(second(&octets), Name::ROOT);
    assert_eq!((second(&octets).to_string(), second(&octets).len()), (".".to_owned(), 1));
}

#[test]
fn labels_come_from_the_left_with_the_rest_behind_them() {
    let name = name("www.example.org");
    let mut labels = name.as_name().labels();
    assert_eq!(labels.next().unwrap().as_octets(), b"www");
    assert_eq!(labels.rest().to_string(), "example.org.");
    assert_eq!(labels.map(|label| label.to_string()).collect::<Vec<_>>(), ["example", "org"]);
    assert_eq!(Name::ROOT.labels().count(), 0);
}

#[test]
fn a_name_ends_with_itself_and_its_ancestors_only() {
    let www = name("www.Example.org");
    for suffix in ["www.example.org", "EXAMPLE.org", "org", "."] {
        assert!(www.as_name().ends_with(name(suffix).as_name()), "{suffix}");
    }
    for other in ["a.www.example.org", "ample.org", "example", "www", r"www\.example.org"] {
        assert!(!www.as_name().ends_with(name(other).as_name()), "{other}");
    }
    assert!(Name::ROOT.ends_with(Name::ROOT));
    assert!(!Name::ROOT.ends_with(www.as_name()));
}

#[test]
fn parents_lead_to_the_root() {
    let www = name("www.example.org");
    let parents = std::iter::successors(Some(www.as_name()), |name| name.parent());
    let parents: Vec<_> = parents.take(9).map(|name| name.to_string()).collect();
    assert_eq!(parents, ["www.example.org.", "example.org.", "org.", "."]);
    assert!(Name::ROOT.parent().is_none());
}

#[test]
fn only_a_lone_asterisk_on_the_left_is_a_wildcard() {
    assert!(name("*.example").as_name().is_wildcard());
    assert!(name(r"\042").as_name().is_wildcard(), "an escape is the octet");
    for other in ["a.*.example", "**.example", "*a.example", "."] {
        assert!(!name(other).as_name().is_wildcard(), "{other}");
    }
}

#[test]
fn lengths_count_all_octets_and_labels_all_but_the_root() {
    for (text, len, labels) in
        [(".", 1, 0), ("a", 3, 1), ("www.example.", 13, 2), (r"\000\.", 4, 1)]
    {
        assert_eq!((name(text).as_name().len(), name(text).as_octets().len()), (len, len));
        assert_eq!(name(text).as_name().label_count(), labels);
        assert_eq!(name(text).as_name().is_root(), labels == 0);
    }
}

#[test]
fn octets_with_a_meaning_in_text_are_escaped() {
    let label = br#"a."();\@$ "#;
    let octets = [&label[..], &[0, 127, 255]].concat();
    let name = NameBuf::from_labels([&octets[..], b"x"]).unwrap();
    assert_eq!(name.to_string(), r#"a\.\"\(\)\;\\\@\$\032\000\127\255.x."#);
    assert_eq!(name.to_string().parse::<NameBuf>().unwrap().as_octets(), name.as_octets());
}

#[test]
fn escapes_stand_for_their_octet() {
    let octets = |text| name(text).as_octets().to_vec();
    assert_eq!(octets(r"\097\b.\."), b"\x02ab\x01.\0");
    assert_eq!(octets(r"\255"), b"\x01\xff\0");
    assert_eq!(octets("\u{e9}"), b"\x02\xc3\xa9\0", "text that is not ASCII is its UTF-8");
    assert_eq!(octets("a"), octets("a."));
}

#[track_caller]
fn refused(text: &str, want: NameErrorKind) {
    assert_eq!(text.parse::<NameBuf>().unwrap_err().kind(), want, "{text}");
}

#[test]
fn text_that_is_no_name_is_refused_with_the_reason() {
    for text in ["", "..", ".a", "a..b", "a.."] {
        refused(text, NameErrorKind::EmptyLabel);
    }
    for text in [r"\", r"a\", r"\1", r"\12", r"\256", r"\999", r"\1a2"] {
        refused(text, NameErrorKind::BadEscape);
    }
    refused(&"a".repeat(64), NameErrorKind::LabelTooLong);
    refused(&r"\097".repeat(64), NameErrorKind::LabelTooLong);
    refused(&"a.".repeat(128), NameErrorKind::NameTooLong);
}

#[test]
fn errors_name_the_text_and_the_place() {
    let text = |text: &str| text.parse::<NameBuf>().unwrap_err().to_string();
    assert_eq!(text("exa mple..com"), r#""exa mple..com", octet 9: a label of the name is empty"#);
    assert_eq!(
        text(r"a.b\300.c"),
        r#""a.b\300.c", octet 3: an escape in the name is neither \X nor \DDD"#
    );
    let long = "b".repeat(64);
    assert_eq!(
        text(&format!("a.{long}")),
        format!(
            r#""a.{}..", octet 2: a label of the name is longer than 63 octets"#,
            "b".repeat(38)
        )
    );
    assert_eq!(
        NameBuf::ROOT.child(&long).unwrap_err().to_string(),
        format!(r#""{}..": a label of the name is longer than 63 octets"#, "b".repeat(40))
    );
    let octets = NameBuf::from_octets(b"\x01a\x40b").unwrap_err();
    assert_eq!(octets.to_string(), "octet 2: a label of the name is longer than 63 octets");
    let octets = NameBuf::from_octets(b"\x01a\0\x01b\0").unwrap_err();
    assert_eq!((octets.kind(), octets.offset()), (NameErrorKind::EmptyLabel, Some(2)));
}

#[test]
fn a_label_has_at_most_63_octets() {
    assert_eq!(name(&"a".repeat(63)).as_octets().len(), 65);
    assert_eq!(
        NameBuf::from_labels([&[b'a'; 64][..]]).unwrap_err().kind(),
        NameErrorKind::LabelTooLong
    );
    assert_eq!(NameBuf::from_labels([&b""[..]]).unwrap_err().kind(), NameErrorKind::EmptyLabel);
}

#[test]
fn a_name_has_at_most_255_octets() {
    // 3 * 64 + 62 + 1 = 255
    let (long, last) = ([b'a'; 63], [b'b'; 61]);
    let longest = NameBuf::from_labels([&long[..], &long, &long, &last]).unwrap();
    assert_eq!(longest.as_octets().len(), 255);
    assert_eq!(longest.as_name().len(), 255);
    let longer = NameBuf::from_labels([&long[..], &long, &long, &[b'b'; 62]]);
    assert_eq!(longer.unwrap_err().kind(), NameErrorKind::NameTooLong);
    let most = name(&"a.".repeat(127));
    assert_eq!((most.as_octets().len(), most.as_name().label_count()), (255, 127));
    assert_eq!(most.to_string(), "a.".repeat(127));
    assert_eq!(most.as_name().labels().count(), 127);
}

/// The error of a message whose only question has this QNAME and no octets after it.
#[track_caller]
fn fault(qname: &[u8]) -> ErrorKind {
    let octets = [header(0, 0, [1, 0, 0, 0]), qname.to_vec(), vec![0; 4]].concat();
    let error = Message::parse(&octets).expect_err("the name breaks a rule");
    assert_eq!((error.section(), error.field()), (Some(Section::Question), Some("qname")));
    error.kind()
}

#[test]
fn label_types_01_and_10_are_refused() {
    for len in [64, 0x7F, 0x80, 0xBF] {
        assert_eq!(
            fault(&[&[1, b'a', len][..], &[b'a'; 200]].concat()),
            ErrorKind::ReservedLabelType
        );
    }
}

#[test]
fn a_pointer_leads_to_before_its_own_labels() {
    let refused = |target| ErrorKind::PointerNotBackwards { target };
    assert_eq!(fault(&pointer(12)), refused(12), "to itself");
    assert_eq!(fault(&pointer(14)), refused(14), "ahead");
    assert_eq!(fault(&[&b"\x01a"[..], &pointer(12)].concat()), refused(12), "to its labels");
    assert_eq!(fault(&[&b"\x01a"[..], &pointer(13)].concat()), refused(13), "into its labels");
}

#[test]
fn a_pointer_leads_to_a_name() {
    // Octet 10 is the start of a label of 63 octets, and the message ends before those.
    let octets = [&header(0, 0, [1, 0, 0, 0x3F00])[..], &pointer(10), &[0; 4]].concat();
    let error = Message::parse_partial(&octets, octets.len()).unwrap().error().unwrap();
    assert_eq!(error.kind(), ErrorKind::PointerToNoName { target: 10 });
}

#[test]
fn a_compressed_name_has_at_most_255_octets_too() {
    // The QNAME has 64 * 3 + 1 octets; a label of 61 octets and its length make it 255.
    let qname = [[&[63][..], &[b'a'; 63]].concat().repeat(3), vec![0]].concat();
    let message = |len: u8| {
        let owner = [vec![len], vec![b'b'; len.into()], pointer(12).to_vec()].concat();
        let (question, record) = (question(&qname, 1), dnswire_support::record(&owner, 1, &[0; 4]));
        [header(0, 0, [1, 1, 0, 0]), question, record].concat()
    };
    let octets = message(61);
    let owner = parse(&octets).answers().next().unwrap().owner();
    assert_eq!((owner.len(), owner.to_buf().as_octets().len()), (255, 255));
    assert_eq!(Message::parse(&message(62)).unwrap_err().kind(), ErrorKind::NameTooLong);
}

#[test]
fn an_owned_name_of_no_labels_is_the_root() {
    assert_eq!(NameBuf::from_labels([""; 0]).unwrap(), NameBuf::ROOT);
    assert_eq!(name("."), NameBuf::ROOT);
    assert_eq!(NameBuf::ROOT.as_octets(), [0]);
    assert_eq!(NameBuf::ROOT.to_string(), ".");
}
