//! Rules of the strict reading, each broken by a message of its own, beside one that keeps it.

mod borders;
mod names;
mod options;
mod values;

use dnswire::{Message, Profile, Rule, Severity};
use dnswire_support::{header, parse, pointer, question, record, record_of_class};

use crate::coded::coded;

const QR: u16 = 0x8000;
const UPDATE: u16 = 0x2800;
/// `example.`
const ZONE: &[u8] = b"\x07example\0";

fn found(octets: &[u8], profile: Profile) -> Vec<Rule> {
    let message = parse(octets);
    let rules: Vec<Rule> =
        message.findings().in_profile(profile).map(|finding| finding.rule()).collect();
    if profile == Profile::Unicast {
        // The quick look agrees with the exact search.
        let first = rules.iter().find(|rule| rule.severity() == Severity::Error);
        assert_eq!(message.check().err().map(|finding| finding.rule()), first.copied());
        let strict = Message::parse_strict(octets).err().map(|finding| finding.rule());
        assert_eq!(strict, first.copied());
    }
    rules
}

fn unicast(octets: &[u8]) -> Vec<Rule> {
    found(octets, Profile::Unicast)
}

#[test]
fn numbers_and_codes_of_rules_are_their_own() {
    for (rule, number) in Rule::ALL.iter().zip(1..) {
        assert_eq!(rule.number(), number, "{rule:?}");
        let mut kebab = String::new();
        for letter in rule.name().chars() {
            if letter.is_uppercase() && !kebab.is_empty() {
                kebab.push('-');
            }
            kebab.push(letter.to_ascii_lowercase());
        }
        assert_eq!(rule.code(), kebab);
        assert_eq!(Rule::with_code(&kebab), Some(*rule));
    }
    assert_eq!(Rule::with_code("no-such-rule"), None);
}

/// An update of `example. IN` with one record of this class, TTL and RDATA, in the prerequisites
/// or in the changes.
fn update(change: bool, owner: &[u8], rtype: u16, class: u16, ttl: u32, rdata: &[u8]) -> Vec<u8> {
    let mut entry = record_of_class(owner, rtype, class, rdata);
    let at = owner.len() + 4;
    entry[at..at + 4].copy_from_slice(&ttl.to_be_bytes());
    let counts = if change { [1, 0, 1, 0] } else { [1, 1, 0, 0] };
    [header(7, UPDATE, counts), question(ZONE, 6), entry].concat()
}

const ADDRESS: &[u8] = &[192, 0, 2, 1];

#[test]
fn the_ttl_of_prerequisites_and_deletions_is_0() {
    let owner = pointer(12);
    for (change, class, rdata) in [
        (false, 1, ADDRESS),
        (false, 254, b""),
        (false, 255, b""),
        (true, 254, ADDRESS),
        (true, 255, b""),
    ] {
        assert_eq!(unicast(&update(change, &owner, 1, class, 0, rdata)), []);
        assert_eq!(unicast(&update(change, &owner, 1, class, 1, rdata)), [Rule::UpdateTtl]);
    }
    assert_eq!(unicast(&update(true, &owner, 1, 1, 300, ADDRESS)), []);
}

#[test]
fn the_class_in_an_update_is_that_of_the_zone_or_any_or_none() {
    for change in [false, true] {
        let broken = update(change, &pointer(12), 16, 4, 0, b"\x01a");
        assert_eq!(unicast(&broken), [Rule::UpdateClass]);
    }
    for change in [false, true] {
        let of_zone = |zone: u16, class| {
            let mut message = update(change, &pointer(12), 16, class, 0, b"\x01a");
            let at = 12 + ZONE.len() + 2;
            message[at..at + 2].copy_from_slice(&zone.to_be_bytes());
            message
        };
        assert_eq!(unicast(&of_zone(3, 1)), [Rule::UpdateClass], "the zone is of class CH");
        assert_eq!(unicast(&of_zone(3, 3)), []);
        assert_eq!(unicast(&of_zone(1, 3)), [Rule::UpdateClass]);
    }
    let mut response = update(true, &pointer(12), 16, 4, 0, b"\x01a");
    response[2] |= 0x80;
    assert_eq!(unicast(&response), [], "a response may copy what was refused");
}

#[test]
fn the_deletion_of_one_record_has_its_type_and_rdata() {
    let owner = pointer(12);
    assert_eq!(unicast(&update(true, &owner, 255, 254, 0, b"")), [Rule::UpdateType]);
    assert_eq!(unicast(&update(false, &owner, 255, 254, 0, b"")), [], "the name is not in use");
    assert_eq!(unicast(&update(true, &owner, 1, 254, 0, b"")), [Rule::UpdateNoRdata]);
    assert_eq!(unicast(&update(true, &owner, 10, 254, 0, b"")), [], "a NULL record may be empty");
}

#[test]
fn owners_in_an_update_are_in_the_zone() {
    for change in [false, true] {
        let inside = [b"\x01a", &pointer(12)[..]].concat();
        assert_eq!(unicast(&update(change, &inside, 255, 255, 0, b"")), []);
        let outside = update(change, b"\x05other\0", 255, 255, 0, b"");
        assert_eq!(unicast(&outside), [Rule::UpdateOwner]);
    }
}

#[test]
fn owners_in_an_update_are_found_in_the_zone_however_long_they_are() {
    // Names of 120 labels, in the RDATA of the first record: some under the zone, some not.
    let start = 12 + ZONE.len() + 4 + 2 + 10;
    let labels = [1, b'a'].repeat(116);
    let inside = [&labels[..], &pointer(12)].concat();
    let outside = [&labels[..], b"\x07examplf\0"].concat();
    let names = [&inside[..], &outside].concat();
    let places = [12, start, start + 2, start + inside.len(), start + inside.len() + 20];
    let mut changes = vec![record(&pointer(12), 10, &names)];
    // The owners are in no order; a table serves 512 records.
    let owners: Vec<usize> = (0..1700).map(|at| places[at * at % 7 % 5]).collect();
    changes.extend(owners.iter().map(|place| record(&pointer(*place), 10, b"")));
    let count = u16::try_from(changes.len()).unwrap();
    let head = header(7, UPDATE, [1, 0, count, 0]);
    let octets = [head, question(ZONE, 6), changes.concat()].concat();

    let message = parse(&octets);
    let is_outside =
        |record: &dnswire::Record<'_>| !record.owner().to_string().ends_with("example.");
    let expected: Vec<_> = message.records().filter(is_outside).map(|one| one.offset()).collect();
    let found: Vec<_> = message.findings().map(|one| (one.rule(), one.offset())).collect();
    assert_eq!(found, expected.iter().map(|at| (Rule::UpdateOwner, *at)).collect::<Vec<_>>());
    assert!((200..1500).contains(&found.len()), "{}", found.len());
    assert_eq!(message.check().unwrap_err().offset(), expected[0]);
}

#[test]
fn a_cut_update_has_the_zone_that_its_header_counts() {
    let octets = update(true, &pointer(12), 255, 255, 0, b"");
    let partial = Message::parse_partial(&octets[..15], octets.len()).unwrap();
    let rules: Vec<Rule> = partial.findings().map(|finding| finding.rule()).collect();
    assert_eq!(rules, [Rule::Framing]);
}

/// A message with this option in its OPT record.
fn with_option(flags: u16, code: u16, octets: &[u8]) -> Vec<u8> {
    let opt = record_of_class(b"\0", 41, 1232, &coded(code, octets));
    let mut message = [header(7, flags, [0, 0, 0, 1]), opt].concat();
    message[12 + 5..12 + 9].fill(0); // the TTL: version 0, no flags
    message
}

#[test]
fn options_have_the_form_for_queries_or_for_responses() {
    let version = &b"\x01\0\0\0\0\x07"[..];
    let cases: [(u16, u16, &[u8], Option<Rule>); 29] = [
        (0, 8, b"\0\x01\x18\x18\xc0\0\x02", Some(Rule::SubnetScope)),
        (0, 8, b"\0\x01\x18\0\xc0\0\x02", None),
        (QR, 8, b"\0\x01\x18\x18\xc0\0\x02", None),
        (0, 11, b"\0\x64", Some(Rule::KeepaliveInQuery)),
        (0, 11, b"", None),
        (QR, 11, b"", Some(Rule::KeepaliveInResponse)),
        (QR, 11, b"\0\x64", None),
        (0, 3, b"x", Some(Rule::NsidInQuery)),
        (0, 3, b"", None),
        (QR, 3, b"x", None),
        (0, 19, version, Some(Rule::ZoneVersionInQuery)),
        (QR, 19, b"", Some(Rule::ZoneVersionInResponse)),
        (QR, 19, version, None),
        (0, 9, b"\0\0\0\x07", Some(Rule::ExpireInQuery)),
        (QR, 9, b"\0\0\0\x07", None),
        (0, 9, b"", None),
        (QR, 9, b"", Some(Rule::ExpireInResponse)),
        (0, 5, b"\x08", None),
        (QR, 5, b"\x08", Some(Rule::OptionDirection)),
        (0, 6, b"\x02", None),
        (QR, 6, b"\x02", Some(Rule::OptionDirection)),
        (0, 7, b"\x01", None),
        (QR, 7, b"\x01", Some(Rule::OptionDirection)),
        (0, 14, b"", Some(Rule::EmptyKeyTag)),
        (0, 14, b"\0\x07", None),
        (QR, 14, b"\0\x07", Some(Rule::OptionDirection)),
        (QR, 18, b"\0", Some(Rule::ReportChannelRoot)),
        (QR, 18, b"\x01a\0", None),
        (0, 18, b"\x01a\0", Some(Rule::OptionDirection)),
    ];
    for (flags, code, octets, rule) in cases {
        let want: Vec<Rule> = rule.into_iter().collect();
        assert_eq!(unicast(&with_option(flags, code, octets)), want, "{flags:x} {code} {octets:?}");
    }
}

/// The rules that a message breaks that asks for a type, with these options.
fn asking(flags: u16, qtype: u16, options: &[Vec<u8>]) -> Vec<Rule> {
    let mut opt = record_of_class(b"\0", 41, 1232, &options.concat());
    opt[5..9].fill(0);
    unicast(&[header(7, flags, [1, 0, 0, 1]), question(ZONE, qtype), opt].concat())
}

#[test]
fn key_tags_are_in_queries_for_dnskey() {
    let tags = [coded(14, b"\0\x07")];
    assert_eq!(asking(0, 48, &tags), []);
    assert_eq!(asking(0, 1, &tags), [Rule::KeyTagQuestion]);
    assert_eq!(asking(QR, 1, &tags), [Rule::OptionDirection]);
}

#[test]
fn some_options_are_there_once() {
    let (serial, other) = (coded(19, b"\x01\0\0\0\0\x07"), coded(19, b"\x01\xf7x"));
    let [channel, empty] = [coded(18, b"\x01a\0"), coded(19, b"")];
    let again = [Rule::RepeatedOption];
    assert_eq!(asking(QR, 1, &[serial.clone(), other.clone()]), []);
    assert_eq!(asking(QR, 1, &[serial.clone(), other, serial]), again);
    assert_eq!(asking(QR, 1, std::slice::from_ref(&channel)), []);
    assert_eq!(asking(QR, 1, &[channel.clone(), channel]), again);
    assert_eq!(asking(0, 1, std::slice::from_ref(&empty)), []);
    assert_eq!(asking(0, 1, &[empty.clone(), empty]), again);
    let padding = |len| coded(12, &vec![0; len]);
    for flags in [0, QR] {
        assert_eq!(asking(flags, 1, &[padding(7)]), []);
        assert_eq!(asking(flags, 1, &[padding(7), padding(0)]), again);
    }
}

#[test]
fn the_zone_of_a_version_has_no_more_labels_than_the_qname() {
    // The name that is asked for has one label.
    let version = |labels: u8| [coded(19, &[labels, 0, 0, 0, 0, 7])];
    assert_eq!(asking(QR, 1, &version(0)), []);
    assert_eq!(asking(QR, 1, &version(1)), []);
    assert_eq!(asking(QR, 1, &version(2)), [Rule::ZoneVersionLabels]);
    assert_eq!(unicast(&with_option(QR, 19, &[2, 0, 0, 0, 0, 7])), [], "nothing is asked for");
}

#[test]
fn queries_do_not_ask_for_nxname() {
    let asks =
        |flags, qtype| unicast(&[header(7, flags, [1, 0, 0, 0]), question(ZONE, qtype)].concat());
    assert_eq!(asks(0, 128), [Rule::NxnameQuestion]);
    assert_eq!(asks(0, 127), []);
    assert_eq!(asks(0, 129), []);
    assert_eq!(asks(QR | 1, 128), [], "the server copies the question");
}

#[test]
fn a_payload_size_below_512_is_taken_as_512() {
    let of_size = |size| {
        let mut opt = record_of_class(b"\0", 41, size, b"");
        opt[5..9].fill(0);
        [header(7, 0, [0, 0, 0, 1]), opt].concat()
    };
    for (size, want) in [(0, true), (511, true), (512, false), (4096, false)] {
        let rules: &[Rule] = if want { &[Rule::OptSize] } else { &[] };
        assert_eq!(unicast(&of_size(size)), rules, "{size}");
        assert_eq!(found(&of_size(size), Profile::MulticastDns), [], "{size}");
    }
}

/// A query that ends with a TSIG record of this algorithm, error and MAC length.
fn with_mac(algorithm: &str, error: u16, mac: u16) -> Vec<u8> {
    let name: dnswire::NameBuf = algorithm.parse().unwrap();
    let rdata = [
        name.as_octets(),
        &[0, 0, 0, 0, 0, 1, 0, 5],
        &mac.to_be_bytes(),
        &vec![7; mac.into()],
        &[0, 7],
        &error.to_be_bytes(),
        &[0, 0],
    ];
    let mut tsig = record_of_class(b"\0", 250, 255, &rdata.concat());
    tsig[5..9].fill(0);
    [header(7, 0, [0, 0, 0, 1]), tsig].concat()
}

#[test]
fn a_mac_is_as_long_as_its_algorithm_allows() {
    let cases = [
        ("hmac-md5.sig-alg.reg.int.", 10, 16),
        ("hmac-sha1.", 10, 20),
        ("hmac-sha224.", 14, 28),
        ("HMAC-SHA256.", 16, 32),
        ("hmac-sha256-128.", 16, 16),
        ("hmac-sha384.", 24, 48),
        ("hmac-sha384-192.", 24, 24),
        ("hmac-sha512.", 32, 64),
        ("hmac-sha512-256.", 32, 32),
    ];
    for (algorithm, least, most) in cases {
        for len in [0, least - 1, least, most, most + 1] {
            let rules = unicast(&with_mac(algorithm, 0, len));
            let fits = (least..=most).contains(&len);
            let want: &[Rule] = if fits { &[] } else { &[Rule::TsigMac] };
            assert_eq!(rules, want, "{algorithm} {len}");
        }
        assert_eq!(unicast(&with_mac(algorithm, 17, 0)), [], "BADKEY has no MAC");
        let mut response = with_mac(algorithm, 0, 0);
        response[2] = 0x80;
        assert_eq!(unicast(&response), []);
        assert_eq!(unicast(&with_mac(algorithm, 17, 1)), [Rule::TsigMac]);
    }
    for algorithm in ["gss-tsig.", "hmac-sha3.", "."] {
        assert_eq!(unicast(&with_mac(algorithm, 0, 1)), [], "{algorithm}");
    }
}

fn response(rtype: u16, rdata: &[u8]) -> Vec<u8> {
    [header(7, QR, [0, 1, 0, 0]), record(b"\x01a\0", rtype, rdata)].concat()
}

#[test]
fn nxname_is_in_bitmaps_only_and_pseudo_types_are_in_none() {
    assert_eq!(unicast(&response(128, b"")), [Rule::NxnameRecord]);
    let signature = |covered: &[u8]| [covered, &[13, 1], &[0; 14], b"\0", b"s"].concat();
    assert_eq!(unicast(&response(46, &signature(b"\0\x80"))), [Rule::TypeCovered]);
    assert_eq!(unicast(&response(46, &signature(b"\0\x01"))), []);
    let bitmap = |rtype: usize| {
        let mut bits = vec![0; rtype / 8 + 1];
        bits[rtype / 8] = 0x80 >> (rtype % 8);
        [&[0, u8::try_from(bits.len()).unwrap()], &bits[..]].concat()
    };
    for rtype in 0..256 {
        let pseudo = matches!(rtype, 0 | 41 | 249..);
        let want = if pseudo { vec![Rule::BitmapPseudoType] } else { vec![] };
        assert_eq!(
            unicast(&response(47, &[b"\0", &bitmap(rtype)[..]].concat())),
            want,
            "NSEC {rtype}"
        );
        let csync = [&[0; 6][..], &bitmap(rtype)].concat();
        assert_eq!(unicast(&response(62, &csync)), want, "CSYNC {rtype}");
        let nsec3 = [&[1, 0, 0, 0, 0, 20][..], &[7; 20], &bitmap(rtype)].concat();
        assert_eq!(unicast(&response(50, &nsec3)), want, "NSEC3 {rtype}");
    }
}

fn binding(key: u16, value: &[u8]) -> Vec<Rule> {
    unicast(&response(65, &[b"\0\x01\0", &coded(key, value)[..]].concat()))
}

#[test]
fn dohpath_is_relative_and_has_the_variable_dns() {
    for good in ["/q{?dns}", "/{dns}", "/q{?a,dns}", "/a{b}/{?dns}"] {
        assert_eq!(binding(7, good.as_bytes()), [], "{good}");
    }
    for bad in ["", "/q", "/q{?dn}", "/q{?dns", "/dns", "https://a/{?dns}", "q{?dns}"] {
        assert_eq!(binding(7, bad.as_bytes()), [Rule::DohpathTemplate], "{bad}");
    }
}

#[test]
fn ech_is_a_list_of_configurations_that_ends() {
    for good in [&b"\0\x04\xfe\x0d\0\0"[..], b"\0\x09\xfe\x0d\0\0\xfe\x0d\0\x01x"] {
        assert_eq!(binding(5, good), [], "{good:?}");
    }
    let bad: [&[u8]; 7] = [
        b"",
        b"\0",
        b"\0\0",
        b"\0\x03\xfe\x0d\0",
        b"\0\x04\xfe\x0d\0\x01",
        b"\0\x04\xfe\x0d\0\0x",
        b"\0\x05\xfe\x0d\0\0",
    ];
    for bad in bad {
        assert_eq!(binding(5, bad), [Rule::MalformedParam], "{bad:?}");
    }
}

#[test]
fn sig0_is_at_the_end_of_the_additional_section() {
    let sig = record_of_class(b"\0", 24, 255, &[&[0; 18][..], b"\0s"].concat());
    let tsig = [b"\0", &[0, 250, 0, 255, 0, 0, 0, 0, 0, 17][..], &[0; 17]].concat();
    let address = record(b"\0", 1, ADDRESS);
    let message =
        |counts, records: &[&[u8]]| [&header(7, 0, counts)[..], &records.concat()].concat();
    assert_eq!(unicast(&message([0, 0, 0, 2], &[&address, &sig])), []);
    assert_eq!(unicast(&message([0, 0, 0, 2], &[&sig, &tsig])), []);
    assert_eq!(unicast(&message([0, 0, 0, 2], &[&sig, &address])), [Rule::Sig0NotLast]);
    assert_eq!(unicast(&message([0, 1, 0, 0], &[&sig])), [Rule::Sig0Placement]);
}

#[test]
fn the_header_of_multicast_dns_has_its_own_rules() {
    let rules = |flags: u16| found(&header(0, flags, [0; 4]), Profile::MulticastDns);
    assert_eq!(rules(0), []);
    assert_eq!(rules(0x8400), []);
    assert_eq!(rules(0x2000), [Rule::MulticastOpcode]);
    assert_eq!(rules(0x0003), [Rule::MulticastRcode]);
    assert_eq!(rules(0x8000), [Rule::MulticastAuthority]);
    assert_eq!(rules(0x0400), [Rule::MulticastAuthority]);
    assert_eq!(rules(0x8600), [Rule::MulticastTruncated]);
    assert_eq!(rules(0x0200), [], "known answers follow in another message");
    for bit in [0x0100, 0x0080, 0x0020, 0x0010] {
        assert_eq!(rules(bit), [Rule::MulticastFlags]);
    }
    assert_eq!(rules(0x0040), [Rule::ReservedBit]);
}

#[test]
fn the_entries_of_multicast_dns_have_their_own_rules() {
    let asked = [header(0, 0x8400, [1, 0, 0, 0]), question(ZONE, 1)].concat();
    assert_eq!(found(&asked, Profile::MulticastDns), [Rule::MulticastQuestion]);
    let flush = record_of_class(ZONE, 1, 0x8001, ADDRESS);
    let known = |flags| [header(0, flags, [0, 1, 0, 0]), flush.clone()].concat();
    assert_eq!(found(&known(0), Profile::MulticastDns), [Rule::MulticastCacheFlush]);
    assert_eq!(found(&known(0x8400), Profile::MulticastDns), []);
    let text = [header(0, 0x8400, [0, 1, 0, 0]), record(ZONE, 16, b"")].concat();
    assert_eq!(found(&text, Profile::MulticastDns), [], "RFC 6763 section 6.1");
    assert_eq!(unicast(&text), [Rule::MalformedRdata]);
}

#[test]
fn the_header_of_llmnr_has_its_own_rules() {
    let rules = |flags: u16, counts: [u16; 4]| {
        let entries = [
            vec![question(ZONE, 1); counts[0].into()].concat(),
            vec![record(ZONE, 1, ADDRESS); (counts[1] + counts[2]).into()].concat(),
        ];
        found(&[header(7, flags, counts), entries.concat()].concat(), Profile::Llmnr)
    };
    for good in [0, 0x0400, 0x0100, QR, 0x8600, 0x8003] {
        assert_eq!(rules(good, [1, 0, 0, 0]), [], "{good:x}");
    }
    assert_eq!(rules(0x0800, [1, 0, 0, 0]), [Rule::LlmnrOpcode]);
    for bad in [0x0200, 0x0003, 0x0080, 0x0040, 0x0020, 0x0010, 0x8010] {
        assert_eq!(rules(bad, [1, 0, 0, 0]), [Rule::LlmnrFlags], "{bad:x}");
    }
    assert_eq!(rules(QR, [1, 1, 1, 0]), []);
    for counts in [[0, 0, 0, 0], [2, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]] {
        assert_eq!(rules(0, counts), [Rule::LlmnrCounts], "{counts:?}");
    }
}

#[test]
fn rdata_of_a_class_without_a_layout_is_opaque() {
    let of_class = |class| [header(7, QR, [0, 1, 0, 0]), record_of_class(ZONE, 1, class, b"abc")];
    let unassigned = of_class(32769).concat();
    assert_eq!(unicast(&unassigned), []);
    assert_eq!(found(&unassigned, Profile::MulticastDns)[1..], [Rule::MalformedRdata]);
    assert_eq!(unicast(&of_class(1).concat()), [Rule::MalformedRdata]);
}

#[test]
fn any_in_an_update_has_the_class_any_or_none() {
    let of_class = |class| {
        let any = record_of_class(ZONE, 255, class, &[]);
        let zone = question(ZONE, 6);
        let mut octets = [header(1, UPDATE, [1, 1, 0, 0]), zone, any].concat();
        octets[12 + ZONE.len() + 4 + ZONE.len() + 4..][..4].fill(0);
        unicast(&octets).contains(&Rule::QuestionType)
    };
    assert_eq!([1, 3, 254, 255].map(of_class), [true, true, false, false]);
}

#[test]
fn the_ttl_field_of_opt_is_no_ttl() {
    let with_ttl = |rtype, class, rdata: &[u8]| {
        let mut record = record_of_class(b"\0", rtype, class, rdata);
        record[5] = 0x80;
        let octets = [header(1, QR, [1, 0, 0, 1]), question(ZONE, 1), record].concat();
        unicast(&octets).contains(&Rule::TtlTopBit)
    };
    assert!(with_ttl(1, 1, &[127, 0, 0, 1]));
    assert!(!with_ttl(41, 1232, &[]), "extended RCODE 128");
}

#[test]
fn a_parameter_occurs_once() {
    let of_keys = |keys: [u16; 2]| {
        let params = keys.map(|key| coded(key, b"\0\x35")).concat();
        let octets = response(65, &[b"\0\x01\0", &params[..]].concat());
        let message = parse(&octets);
        let is_malformed = message.answers().next().unwrap().malformed().is_some();
        assert_eq!(message.check().is_err(), is_malformed);
        is_malformed
    };
    assert!(!of_keys([3, 65280]));
    assert!(of_keys([3, 3]), "twice");
    assert!(of_keys([65280, 3]), "not ascending");
    assert!(of_keys([65280, 65280]), "twice, without a layout");
}

/// A response with one record in the answer section.
fn answer(rtype: u16, class: u16, rdata: &[u8]) -> Vec<u8> {
    [header(7, QR, [0, 1, 0, 0]), record_of_class(ZONE, rtype, class, rdata)].concat()
}

#[test]
fn a_digest_has_not_the_length_of_another() {
    for (digest_type, len) in [(1, 32), (1, 48), (2, 20), (2, 48), (4, 20), (4, 32)] {
        let rdata = [&[0, 1, 8, digest_type][..], &vec![7; len]].concat();
        assert_eq!(unicast(&answer(43, 1, &rdata)), [Rule::DigestLength], "{digest_type} {len}");
    }
}

#[test]
fn the_parameters_of_an_alias_have_their_form() {
    for params in [&b"\0\x03\0\x02\0"[..], b"\0\x04\0\0\0\x03\0\0", b"\0"] {
        let octets = answer(64, 1, &[b"\0\0\0", params].concat());
        assert_eq!(unicast(&octets), [Rule::MalformedRdata], "{params:?}");
    }
}

#[test]
fn rdata_has_the_layout_of_its_class() {
    // An address of Chaosnet is a name and 16 bits.
    assert_eq!(unicast(&answer(1, 3, b"\x01a\0\0\x01")), []);
    assert_eq!(unicast(&answer(1, 3, b"\x01a\0\0")), [Rule::MalformedRdata]);
    for class in [254, 255] {
        assert_eq!(unicast(&answer(1, class, &[192, 0, 2, 1])), [Rule::MetaClass], "{class}");
    }
}
