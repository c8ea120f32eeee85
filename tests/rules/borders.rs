//! Borders of rules: messages that just keep a rule, beside those that just break it.
//!
//! Most have an octet after their end, so that every record is examined closely.

use dnswire::{Message, Profile, Rule, Severity};
use dnswire_support::{header, question, record, record_of_class};

use super::{ADDRESS, QR, UPDATE, ZONE, found, unicast, update, with_option};
use crate::coded::coded;

const DSO: u16 = 0x3000;

/// The rules that a message breaks beside that of the octet after its end.
fn closely(octets: &[u8]) -> Vec<Rule> {
    let mut rules = unicast(&[octets, b"x"].concat());
    assert_eq!(rules.pop(), Some(Rule::TrailingOctets));
    rules
}

/// A message with one record in this section, of the root.
fn with_record(flags: u16, section: usize, rtype: u16, class: u16, rdata: &[u8]) -> Vec<u8> {
    let mut counts = [0; 4];
    counts[section] = 1;
    [header(7, flags, counts), record_of_class(b"\0", rtype, class, rdata)].concat()
}

#[test]
fn an_update_has_one_zone_of_type_soa() {
    let zones = |flags, types: &[u16]| {
        let count = u16::try_from(types.len()).unwrap();
        let zones: Vec<_> = types.iter().map(|rtype| question(ZONE, *rtype)).collect();
        unicast(&[header(7, flags, [count, 0, 0, 0]), zones.concat()].concat())
    };
    assert_eq!(zones(UPDATE, &[6]), []);
    assert_eq!(zones(UPDATE, &[]), [Rule::ZoneCount]);
    assert_eq!(zones(UPDATE | QR, &[]), [], "a response need not repeat the zone");
    assert_eq!(zones(UPDATE | QR, &[6, 6]), [Rule::ZoneCount]);
    assert_eq!(zones(UPDATE, &[1]), [Rule::ZoneType]);
    assert_eq!(zones(UPDATE, &[6, 1]), [Rule::ZoneCount, Rule::ZoneType]);
    assert_eq!(zones(0, &[1]), []);
    assert_eq!(zones(0, &[1, 1]), [Rule::QuestionCount]);
    assert_eq!(zones(0x2000, &[1, 1]), [], "of a NOTIFY the RFC says nothing");
}

#[test]
fn only_a_server_that_does_not_know_dso_may_count_entries() {
    let counted = |flags| {
        let mut counts = [[0; 4]; 4];
        (0..4).for_each(|section| counts[section][section] = 1);
        counts.map(|counts| {
            let entry = if counts[0] == 1 { question(ZONE, 1) } else { record(ZONE, 1, ADDRESS) };
            unicast(&[header(7, DSO | flags, counts), entry].concat())
        })
    };
    assert_eq!(counted(QR | 4), [[]; 4], "NOTIMP");
    for flags in [QR, 4, QR | 5] {
        assert_eq!(counted(flags), [[Rule::DsoCounts]; 4], "{flags:x}");
    }
}

#[test]
fn a_cut_message_of_dso_has_no_tlvs() {
    let cut = [header(7, DSO, [0, 1, 0, 0]), vec![0, 0, 1, 0, 1]].concat();
    let partial = Message::parse_partial(&cut, cut.len()).unwrap();
    let rules: Vec<Rule> = partial.findings().map(|finding| finding.rule()).collect();
    assert_eq!(rules, [Rule::DsoCounts, Rule::Framing]);
}

#[test]
fn a_message_that_was_longer_than_the_buffer_is_broken_off() {
    let octets = [header(7, 0, [1, 0, 0, 0]), question(ZONE, 1)].concat();
    let partial = Message::parse_partial(&octets, octets.len() + 1).unwrap();
    let rules: Vec<Rule> = partial.findings().map(|finding| finding.rule()).collect();
    assert_eq!(rules, [Rule::Framing]);
}

#[test]
fn rules_of_multicast_dns_are_for_queries_or_responses() {
    let multicast = |octets: &[u8]| found(octets, Profile::MulticastDns);
    assert_eq!(multicast(&header(0, 0x8403, [0; 4])), [Rule::MulticastRcode]);
    let asks = [header(0, 0, [1, 0, 0, 0]), question(ZONE, 1)].concat();
    assert_eq!(multicast(&asks), []);
    let proposed = with_record(0, 2, 1, 0x8001, ADDRESS);
    assert_eq!(multicast(&proposed), [], "the bit in the authority section of a probe");
    assert_eq!(multicast(&with_record(0, 1, 1, 1, ADDRESS)), [], "a known answer without it");
    assert_eq!(closely(&with_record(0, 1, 1, 0x8001, ADDRESS)), [], "unicast DNS");
}

#[test]
fn the_opcode_of_an_llmnr_response_counts_too() {
    let octets = [header(7, QR | 0x0800, [1, 0, 0, 0]), question(ZONE, 1)].concat();
    assert_eq!(found(&octets, Profile::Llmnr), [Rule::LlmnrOpcode]);
}

#[test]
fn sig0_may_be_before_sig0_and_tsig() {
    let sig = record_of_class(b"\0", 24, 255, &[&[0; 18][..], b"\0s"].concat());
    let tsig = [b"\0", &[0, 250, 0, 255, 0, 0, 0, 0, 0, 17][..], &[0; 17]].concat();
    let address = record(b"\0", 1, ADDRESS);
    let message = |records: &[&[u8]]| {
        let count = u16::try_from(records.len()).unwrap();
        unicast(&[header(7, 0, [0, 0, 0, count]), records.concat()].concat())
    };
    assert_eq!(message(&[&sig, &sig]), []);
    assert_eq!(message(&[&sig, &tsig, &address]), [Rule::TsigPlacement], "one cause, one finding");
}

#[test]
fn options_before_a_cut_one_are_examined() {
    let timeout = coded(11, b"\0\x64");
    let mut octets = with_option(0, 0, &[]);
    octets.truncate(12);
    let options = [timeout, vec![0, 3, 0, 9]].concat();
    let mut opt = record_of_class(b"\0", 41, 1232, &options);
    opt[5..9].fill(0);
    let octets = [octets, opt].concat();
    assert_eq!(unicast(&octets), [Rule::MalformedRdata, Rule::KeepaliveInQuery]);
}

#[test]
fn parameters_of_malformed_rdata_break_no_rule_of_their_own() {
    let rdata = [&b"\0\x01\0"[..], &coded(65535, b""), b"\0"].concat();
    assert_eq!(unicast(&with_record(QR, 1, 65, 1, &rdata)), [Rule::MalformedRdata]);
}

#[test]
fn the_top_bit_of_a_ttl_is_that_of_32() {
    let with_ttl = |rtype, rdata: &[u8], top| {
        let mut octets = with_record(QR, 3, rtype, if rtype == 41 { 1232 } else { 1 }, rdata);
        octets[12 + 5..12 + 9].copy_from_slice(&[top, 0, 0, 0]);
        closely(&octets)
    };
    assert_eq!(with_ttl(1, ADDRESS, 0x80), [Rule::TtlTopBit]);
    assert_eq!(with_ttl(1, ADDRESS, 0x7F), []);
    assert_eq!(with_ttl(41, b"", 0x80), [], "the extended RCODE");
    // Records of a NOTIFY have no quick look.
    let mut notify = with_record(QR | 0x2000, 1, 1, 1, ADDRESS);
    notify[12 + 5..12 + 9].copy_from_slice(&[0x7F, 0, 0, 0]);
    assert_eq!(unicast(&notify), []);
    notify[12 + 5] = 0x80;
    assert_eq!(unicast(&notify), [Rule::TtlTopBit]);
}

#[test]
fn classes_any_and_none_are_for_updates() {
    for class in [254, 255] {
        assert_eq!(closely(&with_record(QR, 1, 1, class, b"")), [Rule::MetaClass]);
        let both = [Rule::QuestionType, Rule::MetaClass];
        assert_eq!(closely(&with_record(QR, 1, 255, class, b"")), both);
    }
    let axfr = update(false, ZONE, 252, 255, 0, b"");
    assert_eq!(unicast(&axfr), [Rule::QuestionType]);
    let zone = [header(7, UPDATE, [1, 0, 0, 1]), question(ZONE, 6)].concat();
    let glue = record_of_class(b"\0", 1, 255, ADDRESS);
    assert_eq!(unicast(&[zone, glue].concat()), [], "the additional section has no such rule");
}

#[test]
fn one_octet_is_rdata_and_one_second_is_a_ttl() {
    let owner = dnswire_support::pointer(12);
    assert_eq!(unicast(&update(true, &owner, 10, 255, 0, b"x")), [Rule::UpdateRdata]);
    assert_eq!(unicast(&update(false, &owner, 10, 254, 0, b"x")), [Rule::UpdateRdata]);
    let mut tsig = with_record(0, 3, 250, 255, &[&[0; 10][..], b"\0\0\0\0\0\0\0"].concat());
    tsig[12 + 5..12 + 9].copy_from_slice(&[0, 0, 0, 1]);
    assert_eq!(unicast(&tsig), [Rule::TsigTtl]);
}

#[test]
fn the_version_of_edns_is_0() {
    for (version, rules) in [(0, &[][..]), (1, &[Rule::EdnsVersion])] {
        let mut opt = with_record(0, 3, 41, 1232, b"");
        opt[12 + 5..12 + 9].copy_from_slice(&[0, version, 0, 0]);
        assert_eq!(unicast(&opt), rules);
    }
}

#[test]
fn opt_is_in_the_additional_section() {
    for section in [1, 2] {
        let mut opt = with_record(0, section, 41, 1232, b"");
        opt[12 + 5..12 + 9].fill(0);
        assert_eq!(unicast(&opt), [Rule::OptPlacement]);
    }
}

#[test]
fn names_may_be_compressed_where_the_protocol_and_type_allow_it() {
    // Each RDATA ends with a pointer to the owner.
    let rules = |rtype, rdata: &[u8], profile| {
        let rdata = [rdata, &[0xC0, 12]].concat();
        let octets = [header(0, 0x8400, [0, 1, 0, 0]), record(ZONE, rtype, &rdata)].concat();
        found(&octets, profile)
    };
    for (rtype, head) in [(15, &[0, 1][..]), (33, &[0; 6])] {
        assert_eq!(rules(rtype, head, Profile::Unicast), [], "RFC 3597 section 4");
        assert_eq!(rules(rtype, head, Profile::MulticastDns), []);
    }
    let (kx, lp) = (36, 107);
    assert_eq!(rules(kx, &[0, 1], Profile::Unicast), [Rule::CompressedName]);
    assert_eq!(rules(kx, &[0, 1], Profile::MulticastDns), [], "RFC 6762 section 18.14");
    assert_eq!(rules(lp, &[0, 1], Profile::Unicast), [Rule::CompressedName]);
    assert_eq!(rules(lp, &[0, 1], Profile::MulticastDns), [Rule::CompressedName]);
}

#[test]
fn a_finding_of_a_value_is_at_its_field() {
    let octets = with_record(QR, 1, 43, 1, &[0, 1, 8, 2, 7]);
    let finding = dnswire_support::parse(&octets).findings().next().unwrap();
    assert_eq!((finding.rule(), finding.field()), (Rule::DigestLength, Some("digest")));
    assert_eq!(finding.offset(), 12 + 11 + 4);
}

/// Fields whose form hangs on another field, or on their own octets.
#[test]
fn fields_of_irregular_kinds_have_their_form() {
    let rows: [(u16, &[u8], bool); 12] = [
        // NXT: a bitmap of no type above 127, without zeros at its end (RFC 2535 section 5.2)
        (30, b"\0\x40", true),
        (30, b"\0\x40\0", false),
        // A6: a name unless the prefix has no bits (RFC 2874 section 3.1)
        (38, b"\0\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", true),
        (38, b"\x01\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", false),
        (38, b"\x01\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\x01a\0", true),
        // AMTRELAY: the type of the relay is 7 bits beside the D bit (RFC 8777 section 4.2)
        (260, b"\x0a\x81\xc0\0\x02\x01", true),
        (260, b"\x0a\x81\xc0\0\x02", false),
        (260, b"\x0a\x04any", true),
        (260, b"\x0a", false),
        // SVCB: an address hint has an address (RFC 9460 section 7.3)
        (64, b"\0\x01\x01a\0\0\x06\0\0", false),
        (64, b"\0\x01\x01a\0\0\x04\0\0", false),
        (64, b"\0\x01\x01a\0\0\x04\0\x04\xc0\0\x02\x01", true),
    ];
    let malformed = [Rule::MalformedRdata, Rule::MalformedOption, Rule::MalformedParam];
    let is_whole = |octets: &[u8]| closely(octets).iter().all(|rule| !malformed.contains(rule));
    for (rtype, rdata, whole) in rows {
        let octets = with_record(QR, 1, rtype, 1, rdata);
        assert_eq!(is_whole(&octets), whole, "{rtype} {rdata:?}");
    }
    let rows: [(u16, &[u8], bool); 7] = [
        // ECS of no family has no address (RFC 7871 section 6)
        (8, b"\0\0\0\0", true),
        (8, b"\0\0\x01\0\0", false),
        // ZONEVERSION: four octets for a serial, any number for other types (RFC 9660 section 2)
        (19, b"\x01\0\0\0\0\x07", true),
        (19, b"\x01\0\0\0\x07", false),
        (19, b"\x01\x01\x07", true),
        // UMBRELLA-IDENT without a field
        (20292, b"ODNS\x01\0", true),
        (20292, b"ODNX\x01\0", false),
    ];
    for (code, value, whole) in rows {
        assert_eq!(is_whole(&with_option(QR, code, value)), whole, "{code} {value:?}");
    }
}

/// A walk that runs out of steps goes on with a table of names. What it found before counts.
#[test]
fn what_is_before_names_that_take_many_steps_counts() {
    let opt = record_of_class(b"\0", 41, 1232, b"");
    let opt = [&opt[..5], &[0; 4], &opt[9..]].concat(); // version 0, no flags
    let in_header = record(b"\xC0\0", 1, ADDRESS);
    let labels = b"\x01a".repeat(126);
    let names: Vec<_> =
        (0..60_u8).map(|label| record(&[0xC0, 12 + 2 * label], 1, ADDRESS)).collect();
    let rules = |before: &[u8], after: &[u8]| {
        let count = [before, after].iter().filter(|record| !record.is_empty()).count();
        let head = header(7, QR, [1, 0, 0, 60 + u16::try_from(count).unwrap()]);
        let question = question(&[&labels[..], b"\0"].concat(), 1);
        let message = [&head[..], &question, before, &names.concat(), after].concat();
        let rules = unicast(&message);
        let is_error = rules.iter().any(|rule| rule.severity() == Severity::Error);
        assert_eq!(Message::parse_strict(&message).is_err(), is_error);
        rules
    };
    assert_eq!(rules(&opt, b""), []);
    assert_eq!(rules(b"", &opt), []);
    assert_eq!(rules(&opt, &opt), [Rule::OptCount]);
    assert_eq!(rules(b"", &in_header), [Rule::PointerIntoHeader]);
    assert_eq!(rules(&in_header, b""), [Rule::PointerIntoHeader]);
}
