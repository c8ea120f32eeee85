//! The strict reading: the result of `check` for messages that test one rule each.

use dnswire::{ErrorKind, Message, Rule, Section, Severity, Type};
use dnswire_support::{Sample, data, header, octets, record, samples};

#[test]
fn the_strict_verdict_of_every_case() {
    let cases = data("cases.jsonl");
    let wrong: Vec<String> = cases.iter().filter_map(wrong_verdict).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The errors among the findings of hostile messages are those of their malformed RDATA.
#[test]
fn malformed_rdata_is_found_in_messages_made_to_be_slow() {
    for Sample { id, octets } in samples(&[("cost.jsonl", "hex")]) {
        let Ok(message) = Message::parse(&octets) else { continue };
        let found: Vec<_> = message.findings().filter_map(|finding| finding.error()).collect();
        let malformed: Vec<_> = message.records().filter_map(|record| record.malformed()).collect();
        assert_eq!(found, malformed, "{id}");
    }
}

#[test]
fn a_message_that_cannot_be_read_breaks_the_rule_of_framing() {
    for Sample { octets, .. } in samples(&[("cost.jsonl", "hex")]) {
        let cut = &octets[..octets.len() - 1];
        let finding = Message::parse_strict(cut).err();
        if let Err(error) = Message::parse(cut) {
            let finding = finding.unwrap();
            assert_eq!((finding.rule(), finding.error()), (Rule::Framing, Some(error)));
        }
    }
}

#[test]
fn each_opt_record_after_the_first_is_found_whatever_its_payload_size() {
    for payload_size in [1_u8, 4] {
        let opt = [0, 0, 41, 0, payload_size, 0, 0, 0, 0, 0, 0];
        let octets = [&[0; 10][..], &[0, 3], &opt, &opt, &opt].concat();
        let findings = Message::parse(&octets).unwrap().findings().map(|finding| finding.rule());
        let rules: Vec<_> = findings.filter(|rule| *rule != Rule::OptSize).collect();
        assert_eq!(rules, [Rule::OptCount; 2]);
        assert_eq!(Message::parse_strict(&octets).unwrap_err().rule(), Rule::OptCount);
    }
}

fn wrong_verdict(case: &serde_json::Value) -> Option<String> {
    let octets = octets(case, "hex");
    let found = match Message::parse(&octets) {
        Ok(message) => message.check().err().map(|finding| finding.to_string()),
        Err(error) => Some(error.to_string()),
    };
    let verdict = if found.is_none() { "ok" } else { "error" };
    (verdict != case["strict"])
        .then(|| format!("{}: {} expected, {found:?}; {}", case["id"], case["strict"], case["why"]))
}

/// The rules that a response with only this CDS record breaks.
fn rules_of_cds(rdata: &[u8]) -> Vec<Rule> {
    let octets = [&header(7, 0x8400, [0, 1, 0, 0])[..], &record(b"\x01a\0", 59, rdata)].concat();
    let partial = Message::parse_partial(&octets, octets.len()).unwrap();
    partial.findings().map(|finding| finding.rule()).collect()
}

#[test]
fn a_cds_that_asks_for_deletion_has_a_digest_of_one_octet() {
    assert_eq!(rules_of_cds(b"\0\0\0\0\0"), []);
    assert_eq!(rules_of_cds(b"\0\0\0\0\0\0"), [Rule::DigestLength]);
    assert_eq!(rules_of_cds(b"\0\0\0\0"), [Rule::EmptyDigest]);
}

/// `www.` and a question whose QNAME is a label and a pointer into the header, then octets left over.
const INTO_HEADER: &[u8] =
    b"\0\0\0\0\0\x01\0\x01\0\0\0\0\x01a\xc0\x04\0\x01\0\x01\x01b\xc0\x06\0\x01\0\x01\0\0\0\0\0\0!";

#[test]
fn a_pointer_behind_labels_that_leads_into_the_header_is_found() {
    let message = Message::parse(INTO_HEADER).unwrap();
    let places: Vec<_> = message
        .findings()
        .filter(|finding| finding.rule() == Rule::PointerIntoHeader)
        .map(|finding| (finding.section(), finding.index()))
        .collect();
    assert_eq!(places, [(Some(Section::Question), Some(0)), (Some(Section::Answer), Some(0))]);
    let sound =
        [&INTO_HEADER[..14], b"\0\0\x01\0\x01\x01b\xc0\x0c\0\x01\0\x01\0\0\0\0\0\0"].concat();
    let sound = Message::parse(&sound).unwrap();
    assert!(sound.findings().all(|finding| finding.rule() != Rule::PointerIntoHeader));
}

#[test]
fn the_first_error_is_the_first_finding_that_is_one() {
    let mut whole = INTO_HEADER.to_vec();
    whole[3] |= 0x40; // the reserved bit: a warning, before any error
    let message = Message::parse(&whole).unwrap();
    let mut findings = message.findings();
    let first = findings.clone().find(|finding| finding.severity() == Severity::Error);
    assert!(first.is_some());
    assert_eq!(message.findings().first_error(), first);
    assert_eq!(findings.next().map(|finding| finding.severity()), Some(Severity::Warning));
    assert_eq!(findings.first_error(), first);
}

#[test]
fn a_finding_about_octets_has_their_error_and_place() {
    let octets = b"\0\0\x80\0\0\0\0\x02\0\0\0\0\0\0\x01\0\x01\0\0\0\0\0\x04abcd\0\0\x0f\0\x01\0\0\0\0\0\x01a";
    let message = Message::parse(octets).unwrap();
    let finding = message.check().unwrap_err();
    let malformed = message.records().nth(1).unwrap().malformed();
    assert!(malformed.is_some());
    assert_eq!(finding.error(), malformed);
    assert_eq!((finding.section(), finding.index()), (Some(Section::Answer), Some(1)));
    assert_eq!(finding.rule().name(), format!("{:?}", finding.rule()));
    let trailing = Message::parse(b"\0\0\0\0\0\0\0\0\0\0\0\0!").unwrap().check().unwrap_err();
    assert_eq!((trailing.section(), trailing.index(), trailing.error()), (None, None, None));
}

#[test]
fn names_of_rules_and_kinds_are_those_of_the_source() {
    for rule in Rule::ALL {
        assert_eq!(rule.name(), format!("{rule:?}"));
    }
    let kinds = [
        ErrorKind::Oversized { reported: 1, available: 0 },
        ErrorKind::UnexpectedEnd { needed: 2, available: 1 },
        ErrorKind::ReservedLabelType,
        ErrorKind::NameTooLong,
        ErrorKind::TooManyPointers,
        ErrorKind::BitmapOrder,
        ErrorKind::BitmapLength,
        ErrorKind::ParamOrder,
        ErrorKind::CompressedName,
        ErrorKind::PrefixTooLong,
        ErrorKind::BitsAfterPrefix,
        ErrorKind::UnknownFamily,
        ErrorKind::UnknownGatewayType,
        ErrorKind::WrongMagic,
        ErrorKind::NotUtf8,
        ErrorKind::ZoneVersionLength,
        ErrorKind::UnknownUmbrellaType,
        ErrorKind::EmptyItem,
        ErrorKind::MandatoryOrder,
        ErrorKind::RepeatedItem,
        ErrorKind::UnknownTransport,
        ErrorKind::TransportWeight,
        ErrorKind::QuestionCount { count: 2 },
    ];
    for kind in kinds {
        let debug = format!("{kind:?}");
        assert_eq!(debug.split(' ').next(), Some(kind.name()));
    }
}

#[test]
fn a_finding_shows_severity_place_field_and_rule() {
    let octets = b"\0\0\x80\0\0\0\0\x01\0\0\0\0\0\0\x0f\0\x01\0\0\0\0\0\x04\0\x0a\x01a";
    let message = Message::parse(octets).unwrap();
    let finding = message.check().unwrap_err();
    assert_eq!((finding.field(), finding.rtype()), (Some("exchange"), Some(Type::MX)));
    assert_eq!(Some(finding.offset()), finding.error().map(|error| error.offset()));
    assert!(finding.offset() > 24);
    assert!(finding.to_string().starts_with("error, "), "{finding}");
    assert!(finding.to_string().contains("exchange"), "{finding}");
    let texts = [Severity::Warning, Severity::Error].map(|severity| severity.to_string());
    assert_eq!(texts, ["warning", "error"]);
    let question = b"\0\0\0\0\0\x02\0\0\0\0\0\0\x01a\0\0\x01\0\x01\x01b\xc0\x04\0\x01\0\x01";
    let message = Message::parse(question).unwrap();
    let found: Vec<_> = message
        .findings()
        .filter(|finding| finding.rule() == Rule::PointerIntoHeader)
        .map(|finding| (finding.section(), finding.index(), finding.offset()))
        .collect();
    assert_eq!(found, [(Some(Section::Question), Some(1), 19)]);
}

#[test]
fn a_ttl_with_its_top_bit_set_is_found_at_its_record() {
    let rules = |ttl: u32| -> Vec<_> {
        let head = b"\0\0\x80\0\0\0\0\x02\0\0\0\0\0\0\x01\0\x01\0\0\0\0\0\x04abcd\0\0\x01\0\x01";
        let octets = [&head[..], &ttl.to_be_bytes(), b"\0\x04abcd"].concat();
        let message = Message::parse(&octets).unwrap();
        let found = message.findings().filter(|finding| finding.rule() == Rule::TtlTopBit);
        found.map(|finding| (finding.section(), finding.index(), finding.offset())).collect()
    };
    let place = [(Some(Section::Answer), Some(1), 27)];
    assert_eq!(rules(0x7FFF_FFFF), []);
    assert_eq!(rules(0x8000_0000), place);
    assert_eq!(rules(0xFFFF_FFFF), place);
}

/// A finding about the message as a whole names no section; the others do.
#[test]
fn the_text_of_a_finding_has_its_place() {
    let first = |octets: &[u8]| Message::parse(octets).unwrap().findings().next().unwrap();
    let junk = [header(0, 0x8000, [0; 4]), b"junk".to_vec()].concat();
    let finding = first(&junk);
    assert_eq!((finding.section(), finding.index(), finding.offset()), (None, None, 12));
    assert_eq!(
        finding.to_string(),
        "error, octet 12: octets follow the last record (RFC 1035 section 4.1)"
    );
    let flags = first(&header(0, 0x8040, [0; 4]));
    assert_eq!(flags.section(), None);
    assert!(flags.to_string().starts_with("warning, octet "), "{flags}");

    let opt = [header(0, 0x8000, [0, 0, 1, 0]), record(b"\0", 41, b"")].concat();
    let finding = first(&opt);
    assert_eq!((finding.section(), finding.index()), (Some(Section::Authority), Some(0)));
    assert!(
        finding.to_string().starts_with("error, authority record 0, type OPT, octet 12: "),
        "{finding}"
    );
    let error = [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 1, b"abc")].concat();
    let finding = first(&error);
    let cause = finding.error().unwrap();
    assert_eq!(finding.to_string(), format!("error, {cause} ({})", finding.rfc()));
    assert!(cause.to_string().starts_with("answer record 0 (A), address, octet 23: "), "{cause}");
}
