//! Methods of a whole message: its question, the query it belongs to, aliases, EDNS,
//! updates, multicast DNS; and how it is displayed.

mod values;

use std::time::{Duration, Instant};

use dnswire::rdata::{Mx, Rdata};
use dnswire::registry::UnknownMnemonic;
use dnswire::{Class, ErrorKind, Message, NameBuf, Opcode, Profile, Rcode, Rule, Section, Type};
use dnswire_support::{header, hostile, parse, pointer, question, record, record_of_class};

/// QR and RD.
const RESPONSE: u16 = 0x8100;
/// `www.example.`
const QNAME: &[u8] = b"\x03www\x07example\0";

/// A message with these questions and answers.
fn message(flags: u16, questions: &[Vec<u8>], answers: &[Vec<u8>]) -> Vec<u8> {
    let counts =
        [questions.len(), answers.len(), 0, 0].map(|len| u16::try_from(len).expect("they are few"));
    [&[header(7, flags, counts)][..], questions, answers].concat().concat()
}

/// A response to `www.example. IN A` with these answers.
fn response(answers: &[Vec<u8>]) -> Vec<u8> {
    message(RESPONSE, &[question(QNAME, 1)], answers)
}

fn cname(owner: &[u8], target: &[u8]) -> Vec<u8> {
    record(owner, 5, target)
}

#[test]
fn the_question_is_the_only_one() {
    let octets = message(0, &[question(QNAME, 15)], &[]);
    let asked = parse(&octets).question().unwrap();
    assert_eq!(asked.qname(), "www.example".parse::<NameBuf>().unwrap());
    assert_eq!((asked.qtype(), asked.qclass(), asked.offset()), (Type::MX, Class::IN, 12));
    assert_eq!(asked.to_string(), "www.example. IN MX");
}

#[test]
fn no_question_and_two_questions_are_errors_that_say_how_many() {
    for count in [0, 2] {
        let octets = message(0, &vec![question(QNAME, 15); count.into()], &[]);
        let error = parse(&octets).question().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::QuestionCount { count });
        assert_eq!(error.section(), None);
        assert_eq!(parse(&octets).questions().len(), usize::from(count));
    }
}

#[test]
fn entries_of_the_least_size_are_not_too_many() {
    let (question, record) = (question(b"\0", 1), record(b"\0", 1, b""));
    assert_eq!((question.len(), record.len()), (5, 11));
    let octets = message(RESPONSE, &vec![question; 3], &vec![record; 7]);
    assert_eq!(parse(&octets).records().len(), 7);
    let error = Message::parse(&octets[..octets.len() - 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CountsExceedMessage { needed: 92, available: 91 });
}

/// True if the message `response` is one to the query for `www.example. IN A` with ID 7.
fn answers(response: &[u8]) -> bool {
    let query = message(0x0100, &[question(QNAME, 1)], &[]);
    parse(response).is_response_to(&parse(&query))
}

#[test]
fn a_response_repeats_the_question_in_any_case() {
    assert!(answers(&response(&[])));
    assert!(answers(&message(RESPONSE, &[question(b"\x03WwW\x07EXAMPLE\0", 1)], &[])));
    assert!(!answers(&message(RESPONSE, &[question(b"\x03wwx\x07example\0", 1)], &[])));
    assert!(!answers(&message(RESPONSE, &[question(QNAME, 28)], &[])));
    assert!(!answers(&message(RESPONSE, &[question(QNAME, 1), question(QNAME, 1)], &[])));
    let other_class = [QNAME, &[0, 1, 0, 3]].concat();
    assert!(!answers(&message(RESPONSE, &[other_class], &[])));
}

#[test]
fn up_to_16_questions_are_compared() {
    for (count, is_response) in [(1, true), (2, true), (16, true), (17, false), (300, false)] {
        let questions = vec![question(QNAME, 1); count];
        let (query, response) =
            (message(0x0100, &questions, &[]), message(RESPONSE, &questions, &[]));
        assert_eq!(parse(&response).is_response_to(&parse(&query)), is_response, "{count}");
    }
}

#[test]
fn each_question_of_an_exact_response_has_its_letters_in_the_same_case() {
    let (lower, mixed) = (question(QNAME, 1), question(b"\x03wWw\x07example\0", 1));
    let both = [lower, mixed.clone()];
    let query = message(0x0100, &both, &[]);
    for (questions, is_exact) in [
        (both.clone(), true),
        ([both[0].clone(), both[0].clone()], false),
        ([mixed, both[1].clone()], false),
    ] {
        let response = message(RESPONSE, &questions, &[]);
        assert!(parse(&response).is_response_to(&parse(&query)));
        assert_eq!(parse(&response).is_exact_response_to(&parse(&query)), is_exact);
    }
}

#[test]
fn the_bits_of_llmnr_are_shown_by_their_names() {
    for (flags, shown) in
        [(0, ";; flags:;"), (0x8500, ";; flags: qr c t;"), (0x02F0, ";; flags: tc z;")]
    {
        let octets = message(flags, &[question(QNAME, 1)], &[]);
        let text = parse(&octets).in_profile(Profile::Llmnr).to_string();
        assert!(text.contains(shown), "{text}");
    }
}

#[test]
fn a_response_has_id_qr_and_opcode_of_the_query() {
    let mut other_id = response(&[]);
    other_id[1] ^= 1;
    assert!(!answers(&other_id));
    assert!(!answers(&message(0x0100, &[question(QNAME, 1)], &[])), "a query is no response");
    assert!(!answers(&message(RESPONSE | 0x2000, &[question(QNAME, 1)], &[])), "NOTIFY");
    let response = response(&[]);
    assert!(!parse(&response).is_response_to(&parse(&response)), "no response to a response");
}

#[test]
fn only_an_error_response_may_lack_the_question() {
    for rcode in [Rcode::FORMERR, Rcode::SERVFAIL, Rcode::NOTIMP, Rcode::REFUSED] {
        assert!(answers(&message(RESPONSE | rcode.0, &[], &[])), "{rcode}");
    }
    for rcode in [Rcode::NOERROR, Rcode::NXDOMAIN] {
        assert!(!answers(&message(RESPONSE | rcode.0, &[], &[])), "{rcode}");
    }
}

#[test]
fn only_answers_of_a_transfer_may_lack_the_question() {
    let answers = [record(QNAME, 1, &[192, 0, 2, 1])];
    let lacks = |qtype: u16, rcode: Rcode, answers: &[Vec<u8>]| {
        let query = message(0x0100, &[question(QNAME, qtype)], &[]);
        let response = message(RESPONSE | rcode.0, &[], answers);
        parse(&response).is_response_to(&parse(&query))
    };
    assert!(lacks(252, Rcode::NOERROR, &answers) && lacks(251, Rcode::NOERROR, &answers));
    assert!(!lacks(1, Rcode::NOERROR, &answers));
    assert!(!lacks(252, Rcode::NOERROR, &[]));
    assert!(!lacks(252, Rcode::NXDOMAIN, &answers));
}

#[test]
fn a_malformed_mx_is_an_error_in_its_place() {
    let mx = |rdata: &[u8]| record(&pointer(12), 15, rdata);
    let [first, cut, last] = [&b"\0\x0a\x01a\0"[..], b"\0\x14\x05b\0", b"\0\x1e\x01c\0"];
    let answers = [mx(first), record(&pointer(12), 1, &[127, 0, 0, 1]), mx(cut), mx(last)];
    let octets = response(&answers);
    let found: Vec<_> = parse(&octets).answers().of::<Mx<'_>>().collect();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].unwrap().to_string(), "10 a.");
    assert_eq!(found[2].unwrap().to_string(), "30 c.");
    let error = found[1].unwrap_err();
    assert_eq!((error.section(), error.index()), (Some(Section::Answer), Some(2)));
    assert_eq!((error.rtype(), error.field()), (Some(Type::MX), Some("exchange")));
    assert_eq!(error.kind(), ErrorKind::Overrun { needed: 6, available: 3 });
    let bad = parse(&octets).answers().nth(2).unwrap();
    assert_eq!(bad.malformed(), Some(error));
    assert_eq!(bad.rdata_octets(), cut);
    assert_eq!(octets[error.offset()..bad.end()], *b"\x05b\0");
}

#[track_caller]
fn leads_to(octets: &[u8], want: Option<&str>) {
    let name = parse(octets).canonical_name().map(|name| name.to_string());
    assert_eq!(name.as_deref(), want);
}

#[test]
fn without_an_alias_the_qname_is_the_canonical_name() {
    leads_to(&response(&[record(QNAME, 1, &[127, 0, 0, 1])]), Some("www.example."));
    leads_to(&response(&[cname(b"\x05other\0", b"\x01a\0")]), Some("www.example."));
    leads_to(&message(RESPONSE, &[], &[]), None);
}

#[test]
fn aliases_are_followed_in_order_and_out_of_order() {
    let chain =
        [cname(QNAME, b"\x01a\0"), cname(b"\x01A\0", b"\x01b\0"), cname(b"\x01b\0", b"\x01c\0")];
    leads_to(&response(&chain), Some("c."));
    let [first, second, third] = chain;
    leads_to(&response(&[third, second, first]), Some("c."));
}

#[test]
fn a_question_for_the_alias_itself_is_not_led_on() {
    leads_to(
        &message(RESPONSE, &[question(QNAME, 5)], &[cname(QNAME, b"\x01a\0")]),
        Some("www.example."),
    );
}

#[test]
fn aliases_in_a_circle_lead_nowhere() {
    let circle = response(&[cname(QNAME, b"\x01a\0"), cname(b"\x01a\0", QNAME)]);
    // A pass over the records ends at the name it began with, so the result is the QNAME.
    let name = parse(&circle).canonical_name();
    assert!(name.is_none(), "{name:?}");
    leads_to(&response(&[cname(QNAME, QNAME)]), None);
    leads_to(&response(&[cname(QNAME, b"\x01a\0"), cname(b"\x01a\0", b"\x01a\0")]), None);
}

/// A chain of `count` aliases, each owner a pointer to the target before it; in order or reversed.
fn long_chain(count: u16, is_in_order: bool) -> Vec<u8> {
    let label = |index: u16| [&[2][..], &index.to_be_bytes(), &pointer(16)].concat();
    let mut chain = vec![cname(&pointer(12), &label(0))];
    chain.extend((1..count).map(|index| cname(&label(index - 1), &label(index))));
    if !is_in_order {
        chain.reverse();
    }
    response(&chain)
}

#[test]
fn a_chain_that_fills_a_message_is_followed_in_no_time() {
    let octets = long_chain(3000, true);
    assert!((55_000..65_536).contains(&octets.len()), "{}", octets.len());
    let message = parse(&octets);
    let start = Instant::now();
    let name = message.canonical_name().unwrap();
    assert_eq!(name.to_string(), r"\011\183.example.");
    assert_eq!(message.answers_to_question().count(), 0);
    let reversed = long_chain(3000, false);
    assert!(parse(&reversed).canonical_name().is_none());
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

/// The places of the answers to the question, when `qtype` is asked for.
fn answers_to(qtype: u16) -> Vec<u16> {
    let answers = [
        cname(QNAME, b"\x01a\0"),
        record(b"\x01a\0", 1, &[10, 0, 0, 1]),
        record(b"\x01A\0", 1, &[10, 0, 0, 2]),
        record(b"\x01a\0", 28, &[0; 16]),
        record(QNAME, 1, &[10, 0, 0, 3]),
    ];
    let octets = message(RESPONSE, &[question(QNAME, qtype)], &answers);
    parse(&octets).answers_to_question().map(|record| record.index()).collect()
}

/// SRV is a type of class IN: class 32769 has no layout, so that no strict reading tests its RDATA.
#[test]
fn rdata_under_another_class_than_that_of_its_field_is_tested_anew() {
    let own = 12 + 1 + 10 + 6;
    let rdata = [&[0; 6][..], &pointer(own)].concat();
    let octets = message(0x8400, &[], &[record_of_class(b"\0", 33, 0x8001, &rdata)]);
    let message = Message::parse_strict(&octets).unwrap();
    let record = message.answers().next().unwrap();
    assert!(matches!(record.rdata(), Rdata::Unknown(_)));
    for rdata in [record.rdata_in(Profile::MulticastDns), record.to_buf().rdata()] {
        assert!(!matches!(rdata, Rdata::Srv(_)), "{rdata:?}");
    }
    assert!(record.of_profile(Profile::MulticastDns).malformed().is_some());
    assert!(record.canonical_rdata_cmp(&record).is_eq());
}

#[test]
fn a_chain_whose_owners_take_too_many_steps_to_compare_has_no_canonical_name() {
    let slow = hostile::all().into_iter().find(|made| made.id == "use-chain-ladder").unwrap();
    let message = parse(&slow.octets);
    assert_eq!(message.canonical_name(), None);
    assert_eq!(message.answers_to_question().count(), 0);
}

#[test]
fn a_chain_between_names_that_take_too_many_steps_to_read_has_no_canonical_name() {
    // The owner of each alias is the very octets that the alias before leads to.
    let slow = hostile::all().into_iter().find(|made| made.id == "use-cname-ladders").unwrap();
    assert_eq!(parse(&slow.octets).canonical_name(), None);
}

/// A response for a name of 34 labels, as under ip6.arpa, with `count` PTR records whose owners all
/// lead to another copy of it.
fn reverse_lookup(count: usize) -> Vec<u8> {
    let name = [&[1, b'a'].repeat(32)[..], b"\x03ip6\x04arpa\0"].concat();
    let mut answers = vec![record(&name, 12, &pointer(12))];
    let own = pointer(12 + name.len() + 4);
    answers.extend(vec![record(&own, 12, &pointer(12)); count]);
    message(RESPONSE, &[question(&name, 12)], &answers)
}

#[test]
fn answers_whose_owner_is_another_copy_of_a_long_qname_are_all_found() {
    let octets = reverse_lookup(4000);
    assert_eq!(parse(&octets).answers_to_question().count(), 4001);
}

#[test]
fn answers_whose_owner_is_another_copy_of_a_qname_of_long_labels_are_all_found() {
    let name = [&[63][..], &[b'a'; 63], &[17], &[b'b'; 17], &[0]].concat();
    let other = [&[63][..], &[b'A'; 63], &[17], &[b'b'; 16], b"c\0"].concat();
    let owners = [&name, &other, &name, &other, &name];
    let answers = owners.map(|owner| record(owner, 1, &[192, 0, 2, 1]));
    let octets = message(RESPONSE, &[question(&name, 1)], &answers);
    let found: Vec<u16> = parse(&octets).answers_to_question().map(|one| one.index()).collect();
    assert_eq!(found, [0, 2, 4]);
}

#[test]
fn answers_end_where_their_owners_take_too_many_steps_to_compare() {
    let slow = hostile::all().into_iter().find(|made| made.id == "use-near-owners").unwrap();
    let (message, name) = (parse(&slow.octets), [&[1, b'a'].repeat(126)[..], b"\x01b\0"].concat());
    let mut octets = slow.octets.clone();
    assert_eq!(octets[12..12 + name.len()], name);
    assert_eq!(message.answers_to_question().count(), 0);
    // Every second owner is the QNAME now, but those after so many are not reached. Each comparison takes
    // 257 steps: the labels of both names, the pointer of the owner, and 2 besides.
    octets[12 + name.len() - 2] = b'c';
    let steps = octets.len() / 3 * 2 + 1024;
    let found = parse(&octets).answers_to_question().count();
    assert_eq!(found, steps.div_ceil(2 * 257));
}

#[test]
fn answers_are_of_the_type_that_is_asked_for_at_the_canonical_name() {
    assert_eq!(answers_to(1), [1, 2]);
    assert_eq!(answers_to(28), [3]);
    assert!(answers_to(15).is_empty());
    assert_eq!(answers_to(255), [1, 2, 3], "ANY");
    assert_eq!(answers_to(5), [0], "the alias itself");
}

/// A response with an OPT record: its class and TTL are EDNS's, its owner the root.
fn with_opt(rcode: u16, udp_size: u16, ttl: u32, rdata: &[u8]) -> Vec<u8> {
    let mut opt = record_of_class(b"\0", 41, udp_size, rdata);
    opt[5..9].copy_from_slice(&ttl.to_be_bytes());
    [header(7, RESPONSE | rcode, [0, 0, 0, 1]), opt].concat()
}

#[test]
fn edns_extends_the_header() {
    let octets = with_opt(0, 1232, 0x0100_8001, b"\0\x0a\0\x02\xab\xcd\0\x05\0\0");
    let message = parse(&octets);
    let edns = message.edns().unwrap();
    assert_eq!(edns.udp_payload_size(), 1232);
    assert_eq!((edns.extended_rcode_bits(), edns.version(), edns.flags()), (1, 0, 0x8001));
    assert!(edns.dnssec_ok() && !edns.compact_ok());
    assert_eq!(edns.z(), 1);
    assert_eq!((edns.rcode(), message.rcode()), (Rcode::BADVERS, Rcode::BADVERS));
    assert_eq!(message.header().flags().rcode(), Rcode::NOERROR);
    let options: Vec<_> =
        edns.options().iter().map(|option| (option.code.0, option.octets)).collect();
    assert_eq!(options, [(10, &b"\xab\xcd"[..]), (5, b"")]);
    assert!(!edns.is_malformed());
}

#[test]
fn flags_of_edns_without_a_name_are_shown_as_a_number() {
    for (flags, shown) in [
        (0x8000, "flags: do;"),
        (0x4000, "flags: co;"),
        (1, "flags: 0x0001;"),
        (0x2003, "flags: 0x2003;"),
    ] {
        let text = parse(&with_opt(0, 1232, flags, b"")).to_string();
        assert!(text.contains(&format!("; EDNS: version: 0, {shown} udp: 1232")), "{text}");
    }
}

#[test]
fn the_rcode_has_12_bits_with_edns_and_4_without() {
    assert_eq!(parse(&with_opt(7, 512, 0xAB00_0000, b"")).rcode(), Rcode(0x0AB7));
    let without = message(RESPONSE | 7, &[], &[]);
    assert_eq!(parse(&without).rcode(), Rcode::YXRRSET);
    assert!(parse(&without).edns().is_none());
}

#[test]
fn edns_is_the_first_opt_record_wherever_it_stands_in_the_section() {
    let opt = |udp_size| record_of_class(b"\0", 41, udp_size, b"");
    let address = || record(b"\0", 1, &[127, 0, 0, 1]);
    let additional = [address(), opt(1000), address(), opt(2000)].concat();
    let octets = [header(7, RESPONSE, [0, 0, 0, 4]), additional].concat();
    assert_eq!(parse(&octets).edns().unwrap().udp_payload_size(), 1000);
    let elsewhere = message(RESPONSE, &[], &[opt(1000)]);
    assert!(parse(&elsewhere).edns().is_none(), "an OPT record in the answer section is none");
}

#[test]
fn options_that_overrun_end_the_list_and_show() {
    let octets = with_opt(0, 512, 0, b"\0\x0a\0\x01\xab\0\x05\0\x09\x01");
    let edns = parse(&octets).edns().unwrap();
    assert_eq!(edns.options().iter().count(), 1);
    assert!(edns.is_malformed());
    assert!(edns.record().malformed().is_some());
}

#[test]
fn multicast_dns_has_a_bit_on_top_of_the_class() {
    let asked = [QNAME, &[0, 1, 0x80, 1]].concat();
    let octets =
        message(RESPONSE, &[asked], &[record_of_class(&pointer(12), 1, 0x8001, &[10, 0, 0, 1])]);
    let message = parse(&octets);
    let (question, record) = (message.question().unwrap(), message.answers().next().unwrap());
    assert!(question.unicast_response() && record.cache_flush());
    assert_eq!((question.qclass(), record.class()), (Class(0x8001), Class(0x8001)));
    assert_eq!(record.class().without_top_bit(), Class::IN);
    assert!(matches!(record.rdata(), Rdata::Unknown(_)), "class 32769 has no layout for A");
    assert!(matches!(record.rdata_in(Profile::MulticastDns), Rdata::A(_)));
    assert!(!parse(&response(&[])).question().unwrap().unicast_response());
}

#[test]
fn records_of_an_update_may_have_no_rdata() {
    let rdata = |rtype, class, rdata: &[u8]| {
        let octets =
            message(0x2800, &[question(QNAME, 6)], &[record_of_class(QNAME, rtype, class, rdata)]);
        let record = parse(&octets).answers().next().unwrap();
        let text = record.to_string();
        match record.rdata() {
            Rdata::Empty(empty) => ("empty", empty.rtype, text),
            Rdata::Malformed(bad) => ("malformed", bad.rtype, text),
            other => ("whole", other.rtype(), text),
        }
    };
    for (rtype, class, name) in [(1, 255, "ANY A"), (1, 254, "NONE A"), (255, 255, "ANY ANY")] {
        let text = format!("www.example. 300 {name}");
        assert_eq!(rdata(rtype, class, b""), ("empty", Type(rtype), text));
    }
    let text = "www.example. 300 NONE A 10.0.0.1".to_owned();
    assert_eq!(rdata(1, 254, &[10, 0, 0, 1]), ("whole", Type::A, text));
    assert_eq!(rdata(1, 1, b"").0, "malformed", "outside of updates an address has 4 octets");
}

#[test]
fn an_unknown_type_and_class_have_the_generic_form() {
    let octets = response(&[
        record_of_class(QNAME, 65280, 32, b"\xab\xcd\xef"),
        record_of_class(QNAME, 65280, 32, b""),
    ]);
    let message = parse(&octets);
    let texts: Vec<_> = message.answers().map(|record| record.to_string()).collect();
    assert_eq!(texts[0], r"www.example. 300 CLASS32 TYPE65280 \# 3 ABCDEF");
    assert_eq!(texts[1], r"www.example. 300 CLASS32 TYPE65280 \# 0");
}

#[test]
fn a_message_is_displayed_as_dig_does() {
    let octets = [
        header(4660, 0x8580, [1, 2, 0, 2]),
        question(QNAME, 1),
        cname(&pointer(12), &[&b"\x01a"[..], &pointer(16)].concat()),
        record(&pointer(41), 1, &[10, 0, 0, 1]),
        record(&pointer(16), 2, &[&b"\x02ns"[..], &pointer(99)].concat()),
        with_opt(0, 1232, 0x8000, b"")[12..].to_vec(),
        vec![0; 3],
    ];
    assert_eq!(parse(&octets.concat()).to_string(), WHOLE);
}

const WHOLE: &str = "\
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4660
;; flags: qr aa rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 2
;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags: do; udp: 1232
;; QUESTION SECTION:
;www.example. IN A
;; ANSWER SECTION:
www.example. 300 IN CNAME a.example.
a.example. 300 IN A 10.0.0.1
;; ADDITIONAL SECTION:
example. 300 IN NS \\# 5 026E73C063 ; additional record 0 (NS), nsdname, octet 76: \
the compression pointer does not point backwards: target 99
;; TRAILING: 3 octets after the last record
";

#[test]
fn a_partial_message_is_displayed_with_what_is_missing() {
    let octets = response(&[cname(QNAME, b"\x01a\0"), cname(b"\x01a\0", b"\x07example\0")]);
    let partial = Message::parse_partial(&octets[..octets.len() - 4], octets.len()).unwrap();
    assert_eq!(partial.to_string(), BROKEN_OFF);
}

const BROKEN_OFF: &str = "\
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 7
;; flags: qr rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;www.example. IN A
;; ANSWER SECTION:
www.example. 300 IN CNAME a.
;; BROKEN OFF: answer record 1 (CNAME), cname, octet 68: the message ends inside the field: \
5 of 8 octets are there
;; MISSING: 4 octets of the message are not in the buffer
";

#[track_caller]
fn reads_as<T>(text: &str, want: T)
where
    T: std::str::FromStr<Err = UnknownMnemonic> + PartialEq + std::fmt::Debug,
{
    assert_eq!(text.parse::<T>(), Ok(want), "{text}");
}

#[test]
fn mnemonics_and_numbers_are_read_in_any_case() {
    for text in ["MX", "mx", "TYPE15", "type15"] {
        reads_as(text, Type::MX);
    }
    reads_as("TYPE65535", Type(65535));
    reads_as("ANY", Type::ANY);
    for text in ["IN", "in", "CLASS1"] {
        reads_as(text, Class::IN);
    }
    reads_as("CLASS32", Class(32));
    reads_as("NONE", Class::NONE);
    reads_as("update", Opcode::UPDATE);
    reads_as("OPCODE15", Opcode(15));
    reads_as("NXDOMAIN", Rcode::NXDOMAIN);
    reads_as("BADVERS", Rcode(16));
    reads_as("BADSIG", Rcode(16));
    reads_as("RCODE4095", Rcode(4095));
}

#[test]
fn text_that_is_no_mnemonic_is_refused() {
    for text in ["", "TYPE", "TYPE65536", "TYPE-1", "TYPE+1", "TYPE1x", "15", "MXX", "TYP15"] {
        assert!(text.parse::<Type>().is_err(), "{text}");
    }
    for text in ["", "CLASS", "CLASS65536", "CLASS+1", "1", "INN"] {
        assert!(text.parse::<Class>().is_err(), "{text}");
    }
    for text in ["OPCODE16", "OPCODE", "QUERYX", "0"] {
        assert!(text.parse::<Opcode>().is_err(), "{text}");
    }
    for text in ["RCODE65536", "RCODE", "BAD", "0"] {
        assert!(text.parse::<Rcode>().is_err(), "{text}");
    }
}

#[test]
fn errors_of_names_have_the_section_on_names() {
    let forward = [record(&pointer(12), 1, &[192, 0, 2, 1])].concat();
    let error = Message::parse(&[header(7, RESPONSE, [0, 1, 0, 0]), forward].concat()).unwrap_err();
    assert_eq!(error.kind().rfc(), Some("RFC 1035 section 4.1.4"));
    let octets = response(&[record(b"\0", 2, &pointer(999))]);
    let found = parse(&octets).findings().next().unwrap();
    assert_eq!((found.rule(), found.rfc()), (Rule::MalformedRdata, "RFC 1035 section 4.1.4"));
    assert!(found.to_string().ends_with("(RFC 1035 section 4.1.4)"), "{found}");
    let octets = response(&[record(b"\0", 1, &[1])]);
    assert_eq!(parse(&octets).findings().next().unwrap().rfc(), "RFC 1035 section 3.2.1");
}

#[test]
fn a_record_beyond_65535_octets_is_no_short_message() {
    let long = |len: usize| {
        let rdata = vec![0; usize::from(u16::MAX)];
        let mut octets = [header(7, RESPONSE, [0, 1, 0, 0]), record(b"\0", 10, &rdata)].concat();
        octets.truncate(len);
        octets
    };
    let [available, needed] = [65535 - 12 - 11, 65535];
    let kind = |len| Message::parse(&long(len)).unwrap_err().kind();
    assert_eq!(kind(65535), ErrorKind::UnexpectedEnd { needed, available });
    assert_eq!(kind(65536), ErrorKind::BeyondMessage { needed, available });
    assert_eq!(kind(70000), ErrorKind::BeyondMessage { needed, available });
    let octets = long(70000);
    let partial = Message::parse_partial(&octets, octets.len()).unwrap();
    assert_eq!(partial.error().unwrap().kind(), ErrorKind::BeyondMessage { needed, available });
}

#[test]
fn a_chain_out_of_order_is_followed_through_a_bounded_number_of_passes() {
    let ends = |count| parse(&long_chain(count, false)).canonical_name().is_some();
    assert_eq!([ends(1), ends(14), ends(15)], [true; 3]);
    assert_eq!([ends(16), ends(17), ends(40)], [false; 3]);
}
