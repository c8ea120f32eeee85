//! Options that may be there once.

use dnswire::registry::OptionCode;
use dnswire::{Message, Rule};
use dnswire_support::header;

/// The rules that a query or a response to `example. A` with these options breaks.
fn broken(response: bool, options: &[(OptionCode, &[u8])]) -> Vec<Rule> {
    let flags = if response { 0x8000 } else { 0 };
    let mut octets = [&header(7, flags, [1, 0, 0, 1])[..], b"\x07example\0\0\x01\0\x01"].concat();
    let mut rdata = Vec::new();
    for (code, value) in options {
        rdata.extend_from_slice(&code.0.to_be_bytes());
        rdata.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
        rdata.extend_from_slice(value);
    }
    octets.extend_from_slice(b"\0\0\x29\x04\xd0\0\0\0\0");
    octets.extend_from_slice(&u16::try_from(rdata.len()).unwrap().to_be_bytes());
    octets.extend_from_slice(&rdata);
    Message::parse(&octets).unwrap().findings().map(|finding| finding.rule()).collect()
}

const AGAIN: Rule = Rule::RepeatedOption;

/// "A DNS client MUST NOT include more than one ZONEVERSION option" (RFC 9660 section 3.1).
#[test]
fn a_query_has_one_zone_version_option() {
    let all = |count| broken(false, &vec![(OptionCode::ZONEVERSION, &[][..]); count]);
    assert_eq!(all(1), []);
    assert_eq!(all(2), [AGAIN]);
    assert_eq!(all(3), [AGAIN; 2]);
}

/// A response has one of each type of version (RFC 9660 section 3.2).
#[test]
fn a_response_has_one_zone_version_option_of_each_type() {
    let soa = |serial: u8| vec![1, 0, 0, 0, 0, serial];
    let of = |kinds: &[u8]| -> Vec<Rule> {
        let values: Vec<Vec<u8>> = kinds
            .iter()
            .map(|kind| if *kind == 0 { soa(*kind) } else { vec![1, *kind, 9] })
            .collect();
        let options: Vec<_> =
            values.iter().map(|value| (OptionCode::ZONEVERSION, value.as_slice())).collect();
        broken(true, &options)
    };
    assert_eq!([of(&[0]), of(&[246]), of(&[0, 1]), of(&[0, 1, 126])], [[]; 4]);
    assert_eq!([of(&[0, 0]), of(&[1, 1]), of(&[126, 126]), of(&[0, 1, 0])], [[AGAIN]; 4]);
    assert_eq!(of(&[1, 1, 1]), [AGAIN; 2]);
    assert_eq!(of(&[0, 1, 1, 0]), [AGAIN; 2]);
    // Types from 127 on are not told apart, so that none of them is refused.
    assert_eq!([of(&[127, 127]), of(&[127, 128]), of(&[255, 255])], [[]; 3]);
}

#[test]
fn padding_and_report_channel_occur_once() {
    let padding = (OptionCode::PADDING, &[0][..]);
    let channel = (OptionCode::REPORT_CHANNEL, &b"\x01a\0"[..]);
    let nsid = (OptionCode::NSID, &b"a"[..]);
    assert_eq!(broken(true, &[padding, channel, nsid, nsid]), []);
    assert_eq!(broken(true, &[padding, channel, padding]), [AGAIN]);
    assert_eq!(broken(true, &[channel, padding, channel, channel]), [AGAIN; 2]);
}

/// The rules that a message breaks, and their offsets.
fn places(octets: &[u8]) -> Vec<(Rule, usize)> {
    let message = Message::parse(octets).unwrap();
    message.findings().map(|finding| (finding.rule(), finding.offset())).collect()
}

#[test]
fn a_finding_has_the_offset_of_what_breaks_the_rule() {
    assert_eq!(places(&header(7, 0x8040, [0; 4])), [(Rule::ReservedBit, 3)]);
    let opt = b"\0\0\x29\x04\xd0\0\0\0\0\0\x0a\0\x0c\0\x01\0\0\x0c\0\x01\0";
    let octets = [&header(7, 0x8000, [0, 0, 0, 1])[..], opt].concat();
    assert_eq!(places(&octets), [(AGAIN, 12 + 11 + 5)]);
    let padding = b"\0\x03\0\x01\0"; // the primary TLV of a DSO request
    let octets = [&header(7, 0x3000, [0; 4])[..], padding].concat();
    assert_eq!(places(&octets), [(Rule::DsoPrimary, 12)]);
}

#[test]
fn a_udp_payload_size_is_at_least_512() {
    for (size, want) in [(511, &[Rule::OptSize][..]), (512, &[]), (513, &[])] {
        let opt = [b"\0\0\x29", &u16::to_be_bytes(size)[..], &[0; 6]].concat();
        // With the reserved bit, every record is looked at.
        let octets = [header(7, 0x8040, [0, 0, 0, 1]), opt].concat();
        let rules: Vec<_> = places(&octets).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules, [&[Rule::ReservedBit], want].concat(), "{size}");
    }
}

#[test]
fn lengths_in_a_host_identity_may_have_octets_of_zero() {
    for (tag_len, key_len, is_good) in [(1, 1, true), (1, 256, true), (0, 1, false), (1, 0, false)]
    {
        let key_octets = u16::to_be_bytes(key_len);
        let rdata = [&[tag_len, 2][..], &key_octets, &vec![1; usize::from(tag_len)]].concat();
        let rdata = [rdata, vec![2; usize::from(key_len)]].concat();
        let hip = dnswire_support::record(b"\x01a\0", 55, &rdata);
        let octets = [header(7, 0x8000, [0, 1, 0, 0]), hip].concat();
        let rules: Vec<_> = places(&octets).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules.is_empty(), is_good, "{tag_len} {key_len}: {rules:?}");
    }
}

#[test]
fn a_relay_that_ends_before_its_type_has_no_bit_either() {
    let relay = dnswire_support::record(b"\x01a\0", 260, b"\x0a");
    let octets = [header(7, 0x8000, [0, 1, 0, 0]), relay].concat();
    let error = Message::parse(&octets).unwrap().answers().next().unwrap().malformed().unwrap();
    assert_eq!((error.field(), error.offset()), (Some("d"), octets.len()));
}

#[test]
fn a_type_without_a_layout_needs_no_rdata_in_an_update() {
    let zone = b"\x01a\0\0\x06\0\x01";
    for (rtype, is_good) in [(65280, true), (10, true), (1, false)] {
        let mut entry = dnswire_support::record_of_class(b"\x01a\0", rtype, 254, b"");
        entry[7..11].fill(0); // TTL
        let octets = [&header(7, 0x2800, [1, 0, 1, 0])[..], zone, &entry].concat();
        assert_eq!(places(&octets).is_empty(), is_good, "{rtype}: {:?}", places(&octets));
    }
}
