//! Messages and lists of values: identity, equality, hash, text.

use std::net::Ipv4Addr;

use dnswire::rdata::{Nsec, Txt};
use dnswire::{ErrorKind, Flags, Message, Profile, Type, Value};
use dnswire_support::hash;

use dnswire_support::vectors::{self, fields, only_record};
use dnswire_support::{header, parse, question, record};

#[test]
fn a_message_has_the_id_of_its_header() {
    let octets = header(0xABCD, 0, [0; 4]);
    let message = parse(&octets);
    assert_eq!((message.id(), message.header().id()), (0xABCD, 0xABCD));
}

#[test]
fn messages_are_equal_by_their_octets() {
    let one = [header(7, 0, [1, 0, 0, 0]), question(b"\x01a\0", 1)].concat();
    let other = [header(7, 0, [1, 0, 0, 0]), question(b"\x01b\0", 1)].concat();
    let copy = one.clone();
    assert_eq!(parse(&one), parse(&copy));
    assert_ne!(parse(&one), parse(&other));
    let longer = [&one[..], b"!"].concat();
    assert_ne!(parse(&one), parse(&longer));
    let debug = format!("{:?}", parse(&one));
    assert!(debug.starts_with("Message"), "{debug}");
}

#[test]
fn lists_are_equal_by_what_they_hold() {
    let [one, same, other] = [&b"\x01a\x02bc"[..], b"\x01a\x02bc", b"\x01a\x02bd"]
        .map(|rdata| [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", 16, rdata)].concat());
    let [one, same, other] =
        [&one, &same, &other].map(|octets| only_record(octets).data::<Txt>().unwrap().unwrap());
    assert_eq!(one.txt_data, same.txt_data);
    assert_ne!(one.txt_data, other.txt_data);
    assert_eq!(hash(one.txt_data), hash(same.txt_data));
    assert_ne!(hash(one.txt_data), hash(other.txt_data));
    let debug = format!("{:?}", one.txt_data);
    assert_eq!(debug, format!("{:?}", one.txt_data.iter().collect::<Vec<_>>()));
    assert_eq!(debug, format!("{:?}", one.txt_data.iter()));
}

#[test]
fn a_bitmap_contains_what_it_lists() {
    let rdata = b"\0\0\x02\x40\x01\x01\x01\x40"; // root; A and MX; CAA, in window 1
    let octets = [header(7, 0x8400, [0, 1, 0, 0]), record(b"\0", 47, rdata)].concat();
    let nsec = only_record(&octets).data::<Nsec>().unwrap().unwrap();
    let types = nsec.type_bit_maps;
    let listed: Vec<_> = types.iter().collect();
    assert_eq!(listed, [Type::A, Type::MX, Type::CAA]);
    for rtype in (0..=600).map(Type) {
        assert_eq!(types.contains(rtype), listed.contains(&rtype), "{rtype}");
    }
    assert_eq!(types.as_octets(), &rdata[1..]);
    assert!(format!("{types:?}").contains("CAA"), "{types:?}");
}

#[test]
fn values_of_fields_are_shown_by_what_they_are() {
    assert_eq!(Value::Absent.to_string(), "-");
    assert_eq!(Value::Ipv4(Ipv4Addr::LOCALHOST).to_string(), "127.0.0.1");
    for vector in vectors::valid() {
        let octets = vector.message();
        for field in fields(&only_record(&octets)) {
            let want = match field.value {
                Value::Number(number) => number.to_string(),
                Value::Ipv6(address) => address.to_string(),
                Value::Name(name) => name.to_string(),
                Value::Octets(octets) | Value::Eui(octets) => hex::encode(octets),
                _ => continue,
            };
            let shown = field.value.to_string();
            assert!(shown.eq_ignore_ascii_case(&want), "{}: {shown} {want}", vector.id);
        }
    }
}

/// RFC 1035 section 5.1: fields are separated by blanks; the last has none after it.
#[test]
fn a_record_whose_rdata_has_no_text_ends_without_a_blank() {
    for (rtype, shown) in [(41, ". 300 IN OPT"), (42, ". 300 IN APL")] {
        let mut octets = b"\0\0\x80\0\0\0\0\x01\0\0\0\0\0\0\0\0\x01\0\0\x01\x2c\0\0".to_vec();
        octets[14] = rtype;
        let message = parse(&octets);
        assert_eq!(message.answers().next().unwrap().to_string(), shown);
    }
}

#[test]
fn a_ttl_with_the_top_bit_set_counts_as_0() {
    for (field, ttl) in [(0x7FFF_FFFF_u32, 0x7FFF_FFFF), (0x8000_0000, 0), (u32::MAX, 0)] {
        let mut record = record(b"\0", 1, &[127, 0, 0, 1]);
        record[5..9].copy_from_slice(&field.to_be_bytes());
        let octets = [header(1, 0x8000, [0, 1, 0, 0]), record].concat();
        let record = parse(&octets).answers().next().unwrap();
        assert_eq!((record.ttl(), record.ttl_field()), (ttl, field));
        assert_eq!((record.to_buf().ttl(), record.to_buf().ttl_field()), (ttl, field));
    }
}

#[test]
fn records_are_equal_by_owner_type_class_ttl_and_rdata() {
    let equal = |one: &[u8], other: &[u8]| {
        let [one, other] =
            [one, other].map(|record| [&header(7, 0x8400, [0, 1, 0, 0])[..], record].concat());
        only_record(&one) == only_record(&other)
    };
    let one = record(b"\x01a\0", 1, &[192, 0, 2, 1]);
    assert!(equal(&one, &record(b"\x01A\0", 1, &[192, 0, 2, 1])));
    assert!(!equal(&one, &record(b"\x01b\0", 1, &[192, 0, 2, 1])), "another owner");
    assert!(!equal(&one, &record(b"\x01a\0", 1, &[192, 0, 2, 2])), "other RDATA");
    for at in [4, 6, 10] {
        let mut other = one.clone();
        other[at] ^= 2;
        assert!(!equal(&one, &other), "another type, class or TTL: {at}");
    }
}

#[test]
fn a_record_knows_where_its_ttl_is() {
    let a = record(b"\x01a\0", 1, &[192, 0, 2, 1]);
    let octets = [&header(0, 0x8000, [0, 2, 0, 0])[..], &a, &a].concat();
    for record in parse(&octets).answers() {
        let ttl = octets[record.ttl_offset()..].first_chunk::<4>().unwrap();
        assert_eq!(u32::from_be_bytes(*ttl), 300);
        assert_eq!(record.ttl_offset(), record.offset() + 3 + 4);
    }
}

#[test]
fn flags_are_all_bits_but_those_of_opcode_and_rcode() {
    for bit in 0..16 {
        let is_flag = !(11..15).contains(&bit) && bit > 3;
        assert_eq!(Flags(1 << bit).any(), is_flag, "bit {bit}");
    }
    assert!(!Flags(0x780F).any());
}

#[test]
fn a_partial_message_is_whole_or_tells_what_is_missing() {
    let a = record(b"\x01a\0", 1, &[192, 0, 2, 1]);
    let octets = [&header(0, 0x8200, [0, 2, 0, 0])[..], &a, &a].concat();
    let whole = Message::parse_partial(&octets, octets.len()).unwrap();
    assert!(whole.is_whole() && whole.is_truncated());
    assert!(!whole.to_string().contains("MISSING"), "{whole}");
    let cut = Message::parse_partial(&octets[..40], octets.len()).unwrap();
    assert!(!cut.is_whole());
    assert!(cut.to_string().contains(";; MISSING: 6 octets"), "{cut}");
    assert_eq!(cut.message().answers().count(), 1);
}

#[test]
fn the_additional_section_is_shown_but_for_the_opt_record_shown_before() {
    let (a, opt) = (record(b"\x01a\0", 1, &[192, 0, 2, 1]), b"\0\0\x29\x04\xD0\0\0\0\0\0\0");
    let title = ";; ADDITIONAL SECTION:\n";
    let octets = [header(0, 0x8000, [0, 0, 0, 1]), a].concat();
    let shown = parse(&octets).to_string();
    assert!(shown.ends_with(&format!("{title}a. 300 IN A 192.0.2.1\n")), "{shown}");
    let octets = [&header(0, 0x8000, [0, 0, 0, 1])[..], opt].concat();
    let shown = parse(&octets).to_string();
    assert!(!shown.contains(title), "{shown}");
    let octets = [&header(0, 0x8000, [0, 0, 0, 2])[..], opt, opt].concat();
    let message = parse(&octets);
    let (shown, second) = (message.to_string(), message.additional().nth(1).unwrap());
    assert!(shown.ends_with(&format!("{title}{second}\n")), "{shown}");
}

#[test]
fn the_bit_for_a_unicast_response_is_shown_in_multicast_dns_only() {
    let with = |class: u16| [b"\x01a\0\0\x01", &class.to_be_bytes()[..]].concat();
    let octets = [header(0, 0, [2, 0, 0, 0]), with(0x8001), with(1)].concat();
    let message = parse(&octets);
    assert!(!message.to_string().contains("QU\n"), "{message}");
    let shown = message.in_profile(Profile::MulticastDns).to_string();
    assert!(shown.contains(";a. IN A ; QU\n") && shown.contains(";a. IN A\n"), "{shown}");
}

#[test]
fn a_refusal_without_a_question_has_no_authority_section() {
    let query = [header(7, 0, [1, 0, 0, 0]), question(b"\x01a\0", 1)].concat();
    let ns = record(b"\0", 2, b"\0");
    for (counts, is_response) in [([0; 4], true), ([0, 1, 0, 0], false), ([0, 0, 1, 0], false)] {
        let records = if counts == [0; 4] { &[][..] } else { &ns };
        let response = [&header(7, 0x8005, counts)[..], records].concat();
        assert_eq!(parse(&response).is_response_to(&parse(&query)), is_response, "{counts:?}");
    }
    // RFC 2136 section 3.8: a response to an update may lack the zone.
    let update = [header(7, 0x2800, [1, 0, 0, 0]), question(b"\x01a\0", 6)].concat();
    assert!(parse(&header(7, 0xA800, [0; 4])).is_response_to(&parse(&update)));
    assert!(parse(&header(7, 0x8000, [0; 4])).is_response_to(&parse(&header(7, 0, [0; 4]))));
    assert!(!parse(&header(7, 0x8000, [0; 4])).is_response_to(&parse(&query)));
}

#[test]
fn a_wrong_label_is_so_in_a_message_of_the_least_size() {
    let octets = [&header(0, 0, [1, 0, 0, 0])[..], b"\x40\0\x01\0\x01"].concat();
    assert_eq!(Message::parse(&octets).unwrap_err().kind(), ErrorKind::ReservedLabelType);
}

#[test]
fn rdata_that_is_cut_and_wrong_before_that_is_cut() {
    let mut octets = [header(0, 0x8000, [0, 1, 0, 0]), record(b"\0", 15, &[0; 40])].concat();
    octets.truncate(12 + 11);
    octets.extend(b"\0\x0a\x40");
    let error = Message::parse(&octets).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedEnd { needed: 40, available: 3 });
    assert_eq!(error.offset(), 23);
}

#[test]
fn the_end_of_the_largest_message_is_not_that_of_the_buffer() {
    let record = record(b"\0", 65280, &vec![0; 65_535]);
    for (len, is_beyond) in [(65_534, false), (65_535, false), (65_536, true)] {
        let octets = [&header(0, 0x8000, [0, 1, 0, 0])[..], &record].concat();
        let kind = Message::parse(&octets[..len]).unwrap_err().kind();
        assert_eq!(matches!(kind, ErrorKind::BeyondMessage { .. }), is_beyond, "{len} {kind:?}");
        let partial = Message::parse_partial(&octets[..len], len).unwrap();
        let kind = partial.error().unwrap().kind();
        assert_eq!(matches!(kind, ErrorKind::BeyondMessage { .. }), is_beyond, "{len} {kind:?}");
    }
}

/// A message that asks for this name, and an alias with this owner and RDATA; its canonical name.
fn canonical(qname: &[u8], owner: &[u8], rdata: &[u8]) -> String {
    let alias = record(owner, 5, rdata);
    let octets = [header(7, 0x8000, [1, 1, 0, 0]), question(qname, 1), alias].concat();
    parse(&octets).canonical_name().unwrap().to_string()
}

#[test]
fn a_malformed_alias_leads_nowhere() {
    assert_eq!(canonical(b"\x01a\0", b"\xc0\x0c", b"\x01b\0"), "b.");
    for rdata in [&b"\x05b"[..], b"\x01b\0x", b"", b"\xc0\xff", b"\x01b\xc0"] {
        assert_eq!(canonical(b"\x01a\0", b"\xc0\x0c", rdata), "a.", "{rdata:?}");
    }
}

#[test]
fn an_alias_is_that_of_its_owner_in_all_octets() {
    for len in [1, 7, 8, 9, 16, 17, 30] {
        let label: Vec<u8> = (b'A'..).take(26).cycle().take(len).collect();
        let name = |label: &[u8]| [&[u8::try_from(len).unwrap()], label, b"\0"].concat();
        let target = b"\x01b\0";
        assert_eq!(canonical(&name(&label), &name(&label), target), "b.");
        assert_eq!(canonical(&name(&label), &name(&label.to_ascii_lowercase()), target), "b.");
        for at in 0..len {
            let mut other = label.clone();
            other[at] = b'.';
            assert_ne!(canonical(&name(&label), &name(&other), target), "b.", "{at} of {len}");
        }
    }
}
