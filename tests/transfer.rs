//! Zone transfers over messages, cut between any records, and the signatures of their messages.

#[path = "transfer/recorded.rs"]
mod recorded;

use dnswire::transfer::prior_mac;
use dnswire::transfer::{Change, SequenceError, Style, Transfer, TransferFault, TsigSequence};
use dnswire::{Message, Rcode, Rule};
use dnswire_support::{header, parse, question, record, record_of_class};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const ZONE: &[u8] = b"\x07example\0";
const AXFR: u16 = 252;
const IXFR: u16 = 251;

fn soa(serial: u32) -> Vec<u8> {
    record(ZONE, 6, &[b"\0\0", &serial.to_be_bytes()[..], &[0; 16]].concat())
}

/// An address at `a.example.`, `b.example.`, ..
fn host(letter: u8) -> Vec<u8> {
    record(&[&[1, letter], ZONE].concat(), 1, &[192, 0, 2, letter])
}

fn query(qtype: u16, serial: Option<u32>) -> Vec<u8> {
    let authority = serial.map(soa).unwrap_or_default();
    let count = u16::from(serial.is_some());
    [header(7, 0, [1, 0, count, 0]), question(ZONE, qtype), authority].concat()
}

/// A message of the response; the first has the question.
fn response(qtype: u16, first: bool, records: &[Vec<u8>]) -> Vec<u8> {
    let count = u16::try_from(records.len()).unwrap();
    let asked = if first { question(ZONE, qtype) } else { Vec::new() };
    [header(7, 0x8400, [first.into(), count, 0, 0]), asked, records.concat()].concat()
}

/// The records of a response, `size` in each message.
fn messages(qtype: u16, size: usize, records: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let chunks = records.chunks(size).enumerate();
    chunks.map(|(index, records)| response(qtype, index == 0, records)).collect()
}

/// Follows a response; returns its style and the zone that it makes of `zone`.
fn follow(query: &[u8], messages: &[Vec<u8>], zone: &[&str]) -> (Option<Style>, Vec<String>, bool) {
    let mut transfer = Transfer::of(&parse(query)).unwrap();
    let mut zone: Vec<String> = zone.iter().map(ToString::to_string).collect();
    for octets in messages {
        assert!(!transfer.is_complete());
        let message = parse(octets);
        assert!(message.is_response_to(&parse(query)));
        for change in transfer.message(&message).unwrap() {
            match change {
                Change::Add(record) => zone.push(shown(record)),
                Change::Delete(record) => {
                    let at = zone.iter().position(|kept| *kept == shown(record));
                    zone.remove(at.expect("what is deleted is there"));
                }
            }
        }
    }
    zone.sort();
    (transfer.style(), zone, transfer.is_complete())
}

fn shown(record: dnswire::Record<'_>) -> String {
    match record.data::<dnswire::rdata::Soa<'_>>() {
        Some(soa) => format!("SOA {}", soa.unwrap().serial),
        None => record.owner().to_string(),
    }
}

#[test]
fn a_whole_zone_is_followed_however_it_is_cut() {
    let records = [soa(7), host(b'a'), host(b'b'), host(b'c'), soa(7)];
    for (qtype, style) in [(AXFR, Style::Axfr), (IXFR, Style::AxfrStyleIxfr)] {
        for size in 1..=records.len() {
            let query = query(qtype, (qtype == IXFR).then_some(3));
            let messages = messages(qtype, size, &records);
            let want = ["SOA 7", "a.example.", "b.example.", "c.example."].map(String::from);
            assert_eq!(
                follow(&query, &messages, &[]),
                (Some(style), want.to_vec(), true),
                "{size}"
            );
        }
    }
}

#[test]
fn changes_are_followed_however_they_are_cut() {
    // From 3 to 5, a is replaced by b; from 5 to 7, c is added; RFC 1995 section 7.
    let records =
        [soa(7), soa(3), host(b'a'), soa(5), host(b'b'), soa(5), soa(7), host(b'c'), soa(7)];
    for size in 1..=records.len() {
        let messages = messages(IXFR, size, &records);
        let (style, zone, complete) =
            follow(&query(IXFR, Some(3)), &messages, &["SOA 3", "a.example.", "z.example."]);
        assert_eq!((style, complete), (Some(Style::Incremental), true), "{size}");
        assert_eq!(zone, ["SOA 7", "b.example.", "c.example.", "z.example."]);
    }
}

#[test]
fn one_soa_record_is_no_change_or_an_invitation_to_tcp() {
    let one = |serial| [response(IXFR, true, &[soa(serial)])];
    for (serial, style) in [
        (3, Style::UpToDate),
        (2, Style::UpToDate),
        (0x8000_0003, Style::UpToDate),
        (4, Style::SingleSoa),
        (0x8000_0002, Style::SingleSoa),
    ] {
        let (found, zone, complete) = follow(&query(IXFR, Some(3)), &one(serial), &[]);
        assert_eq!((found, zone.len()), (Some(style), 0), "{serial}");
        assert_eq!(complete, style == Style::UpToDate);
    }
}

#[test]
fn a_zone_may_have_only_its_soa_record() {
    for (qtype, style) in [(AXFR, Style::Axfr), (IXFR, Style::AxfrStyleIxfr)] {
        let query = query(qtype, (qtype == IXFR).then_some(3));
        let found = follow(&query, &[response(qtype, true, &[soa(7), soa(7)])], &[]);
        assert_eq!(found, (Some(style), vec!["SOA 7".to_string()], true));
    }
}

#[test]
fn only_soa_records_of_the_zone_part_the_response() {
    let mut other = soa(8);
    other.splice(..0, *b"\x01s"); // s.example.
    let messages = [response(AXFR, true, &[soa(7), other, soa(7)])];
    let want = ["SOA 7", "SOA 8"].map(String::from);
    let found = follow(&query(AXFR, None), &messages, &[]);
    assert_eq!(found, (Some(Style::Axfr), want.to_vec(), true));
}

#[test]
fn a_query_without_a_serial_takes_changes_from_any() {
    let records = [soa(7), soa(3), host(b'a'), soa(7), soa(7)];
    let messages = [response(IXFR, true, &records)];
    let found = follow(&query(IXFR, None), &messages, &["SOA 3", "a.example."]);
    assert_eq!(found, (Some(Style::Incremental), vec!["SOA 7".to_string()], true));
    // But AXFR has no changes.
    let mut transfer = Transfer::of(&parse(&query(AXFR, None))).unwrap();
    let octets = response(AXFR, true, &records[..2]);
    let error = transfer.message(&parse(&octets)).map(Iterator::count).unwrap_err();
    assert_eq!(error.fault(), TransferFault::OtherSerial { serial: 3 });
}

#[test]
fn errors_name_the_message_and_the_record() {
    let other_class = record_of_class(&[b"\x01a", ZONE].concat(), 1, 3, b"\0\0\0");
    let cases: [(u16, Vec<Vec<u8>>, TransferFault, usize); 9] = [
        (AXFR, vec![host(b'a')], TransferFault::NoSoa, 0),
        (AXFR, vec![soa(7), soa(8)], TransferFault::OtherSerial { serial: 8 }, 1),
        (AXFR, vec![soa(7), host(b'a'), soa(8)], TransferFault::OtherSerial { serial: 8 }, 2),
        (AXFR, vec![soa(7), soa(7), host(b'a')], TransferFault::AfterEnd, 2),
        (AXFR, vec![soa(7), other_class], TransferFault::OtherClass, 1),
        (IXFR, vec![soa(7), soa(4)], TransferFault::OtherSerial { serial: 4 }, 1),
        (IXFR, vec![soa(7), soa(3), soa(5), soa(6)], TransferFault::OtherSerial { serial: 6 }, 3),
        (IXFR, vec![soa(7), soa(3), soa(5), soa(7)], TransferFault::OtherSerial { serial: 7 }, 3),
        (IXFR, vec![soa(7), soa(3), soa(7), soa(8)], TransferFault::OtherSerial { serial: 8 }, 3),
    ];
    for (qtype, records, fault, at) in cases {
        for size in 1..=records.len() {
            let mut transfer = Transfer::of(&parse(&query(qtype, Some(3)))).unwrap();
            let messages = messages(qtype, size, &records);
            let results: Vec<_> = messages
                .iter()
                .map(|octets| transfer.message(&parse(octets)).map(Iterator::count))
                .collect();
            let error = results.into_iter().find_map(Result::err).unwrap();
            let place =
                (u32::try_from(at / size).unwrap(), Some(u16::try_from(at % size).unwrap()));
            if fault == TransferFault::AfterEnd && at % size == 0 {
                assert_eq!((error.fault(), error.record()), (fault, None));
            } else {
                assert_eq!((error.fault(), (error.message(), error.record())), (fault, place));
            }
        }
    }
    assert!(Transfer::of(&parse(&query(1, None))).is_none());
}

#[test]
fn messages_that_are_not_of_the_response_are_refused() {
    let refused = |octets: &[u8]| {
        let mut transfer = Transfer::of(&parse(&query(AXFR, None))).unwrap();
        let error = transfer.message(&parse(octets)).unwrap_err();
        assert_eq!((error.message(), error.record()), (0, None));
        error.fault()
    };
    let good = response(AXFR, true, &[soa(7)]);
    let changed = |at: usize, to: u8| {
        let mut octets = good.clone();
        octets[at] = to;
        octets
    };
    assert_eq!(refused(&changed(1, 8)), TransferFault::NotAResponse);
    assert_eq!(refused(&changed(2, 0x04)), TransferFault::NotAResponse);
    assert_eq!(refused(&changed(2, 0xA4)), TransferFault::NotAResponse, "NOTIFY");
    assert_eq!(refused(&changed(13, b'x')), TransferFault::NotAResponse, "another zone");
    assert_eq!(refused(&changed(22, 255)), TransferFault::NotAResponse, "another type");
    assert_eq!(refused(&changed(24, 3)), TransferFault::NotAResponse, "another class");
    assert_eq!(refused(&response(AXFR, false, &[soa(7)])), TransferFault::NotAResponse);
    assert_eq!(refused(&changed(3, 5)), TransferFault::Refused(Rcode::REFUSED));
    assert_eq!(refused(&changed(2, 0x86)), TransferFault::Truncated);
    assert_eq!(refused(&response(AXFR, true, &[])), TransferFault::NoRecords);
}

const KEY: &[u8] = b"a key for tests only";

fn digest() -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(KEY).unwrap()
}

/// Appends a TSIG record with this MAC.
fn signed(message: &[u8], mac: &[u8]) -> Vec<u8> {
    let len = u16::try_from(mac.len()).unwrap().to_be_bytes();
    let rdata = [b"\x0bHMAC-sha256\0\0\0\x65\0\0\0\x01\x2c", &len[..], mac, b"\0\x07\0\0\0\0"];
    let mut octets = [message, &record_of_class(b"\x03Key\0", 250, 255, &rdata.concat())].concat();
    let ttl = message.len() + 5 + 4;
    octets[ttl..ttl + 4].fill(0);
    octets[11] += 1;
    octets
}

/// The digest of RFC 8945 section 5.3.1, put together by hand.
fn mac_by_hand(prior: &[u8], unsigned: &[Vec<u8>], message: &[u8], first: bool) -> Vec<u8> {
    let mut hmac = digest();
    hmac.update(&u16::try_from(prior.len()).unwrap().to_be_bytes());
    hmac.update(prior);
    for message in unsigned {
        hmac.update(message);
    }
    hmac.update(message);
    if first {
        hmac.update(b"\x03key\0\0\xff\0\0\0\0\x0bhmac-sha256\0");
    }
    hmac.update(b"\0\0\x65\0\0\0\x01\x2c");
    if first {
        hmac.update(b"\0\0\0\0");
    }
    hmac.finalize().into_bytes().to_vec()
}

/// The messages of a transfer: the first, third and last signed, the second not.
fn signed_transfer() -> Vec<Vec<u8>> {
    let records = [soa(7), host(b'a'), host(b'b'), soa(7)];
    let bare = messages(AXFR, 1, &records);
    let first = mac_by_hand(b"request", &[], &bare[0], true);
    let third = mac_by_hand(&first, &bare[1..2], &bare[2], false);
    let last = mac_by_hand(&third, &[], &bare[3], false);
    vec![
        signed(&bare[0], &first),
        bare[1].clone(),
        signed(&bare[2], &third),
        signed(&bare[3], &last),
    ]
}

/// Verifies a sequence of messages; returns the number of signatures that are right.
fn verify(messages: &[Vec<u8>]) -> Result<usize, SequenceError> {
    let mut sequence = TsigSequence::new();
    let (mut hmac, mut right) = (digest(), 0);
    prior_mac(b"request", |octets| hmac.update(octets));
    for octets in messages {
        let message = parse(octets);
        if let Some(signature) = sequence.message(&message, |octets| hmac.update(octets))? {
            let own = std::mem::replace(&mut hmac, digest()).finalize().into_bytes();
            right += usize::from(own[..] == *signature.data().mac);
            prior_mac(signature.data().mac, |octets| hmac.update(octets));
        }
    }
    sequence.finish()?;
    Ok(right)
}

#[test]
fn signatures_cover_the_messages_since_the_last_one() {
    let messages = signed_transfer();
    assert_eq!(verify(&messages), Ok(3));
    for index in 0..messages.len() {
        let mut broken = messages.clone();
        broken[index][3] ^= 0x10; // CD
        assert!(verify(&broken) != Ok(3), "message {index}");
    }
}

#[test]
fn the_first_and_the_last_message_and_every_hundredth_are_signed() {
    let messages = signed_transfer();
    assert_eq!(verify(&messages[1..]), Err(SequenceError::FirstUnsigned));
    assert_eq!(verify(&messages[..2]), Err(SequenceError::LastUnsigned));
    assert_eq!(verify(&[]), Err(SequenceError::FirstUnsigned));
    let many = |count: usize| {
        let unsigned = vec![messages[1].clone(); count];
        [&messages[..1], &unsigned, &messages[3..]].concat()
    };
    assert_eq!(verify(&many(99)), Ok(1), "the last MAC is that of other messages");
    assert_eq!(verify(&many(100)), Err(SequenceError::TooManyUnsigned));
}

/// The rule that makes the message refuse its TSIG record.
fn refused(octets: &[u8]) -> Option<Rule> {
    Message::parse(octets).unwrap().tsig().unwrap().err().map(|finding| finding.rule())
}

#[test]
fn a_tsig_record_is_refused_with_the_rule_that_it_breaks() {
    let bare = header(7, 0, [0; 4]);
    let good = signed(&bare, b"mac");
    assert_eq!(refused(&good), None);
    assert_eq!(refused(&[&good[..], b"x"].concat()), Some(Rule::TrailingOctets));
    assert_eq!(refused(&signed(&good, b"mac")), Some(Rule::TsigPlacement), "twice");
    let mut answer = good.clone();
    (answer[7], answer[11]) = (1, 0);
    assert_eq!(refused(&answer), Some(Rule::TsigPlacement));
    let changed = |at: usize, to: u8| {
        let mut octets = good.clone();
        octets[at] = to;
        refused(&octets)
    };
    let fixed = bare.len() + 5;
    assert_eq!(changed(fixed + 3, 1), Some(Rule::TsigClass));
    assert_eq!(changed(fixed + 7, 1), Some(Rule::TsigTtl));
    assert_eq!(changed(fixed + 10, 63), Some(Rule::MalformedRdata));
    assert!(parse(&bare).tsig().is_none());
}

#[test]
fn errors_have_a_text_with_the_message_and_the_record() {
    let mut transfer = Transfer::of(&parse(&query(AXFR, None))).unwrap();
    let octets = response(AXFR, true, &[soa(7), host(b'a'), soa(8)]);
    let error = transfer.message(&parse(&octets)).map(Iterator::count).unwrap_err();
    assert_eq!(
        error.to_string(),
        "message 0, answer record 2, the serial 8 does not continue the transfer"
    );
    let error = transfer.message(&parse(&query(AXFR, None))).map(Iterator::count).unwrap_err();
    assert_eq!(error.to_string(), "message 0, the message is not a response to the query");
    for (error, text) in [
        (SequenceError::FirstUnsigned, "the first message has no signature"),
        (SequenceError::TooManyUnsigned, "more than 99 messages in a row have no signature"),
        (SequenceError::LastUnsigned, "the last message has no signature"),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn messages_are_counted_and_a_refusal_is_that_of_its_finding() {
    let mut transfer = Transfer::of(&parse(&query(AXFR, None))).unwrap();
    assert_eq!(transfer.messages(), 0);
    for (number, octets) in (1..).zip(messages(AXFR, 1, &[soa(1), host(b'a'), soa(1)])) {
        transfer.message(&parse(&octets)).unwrap();
        assert_eq!(transfer.messages(), number);
    }
    assert!(transfer.is_complete());
    let mut messages = signed_transfer();
    messages[0].push(0); // an octet after the signature
    let error = verify(&messages).unwrap_err();
    let SequenceError::Refused(finding) = error else { panic!("{error}") };
    assert_eq!((finding.rule(), finding.section()), (Rule::TrailingOctets, None));
    assert_eq!(error.to_string(), finding.to_string());
}

/// A response for AXFR with so many SOA records whose owners are the zone but for the last label; the
/// zone has as many labels as a name may have. The owners are in turns at two places.
fn near_owners(count: u16) -> (Vec<u8>, Vec<u8>) {
    let zone = [&[1, b'z'].repeat(127)[..], &[0]].concat();
    let other = [&[1, b'z'].repeat(126)[..], &[1, b'y', 0]].concat();
    let rdata = [0; 22];
    let first = [&[0xC0, 12][..], &[0, 6, 0, 1, 0, 0, 0, 0, 0, 22], &rdata].concat();
    // Both names are in the RDATA of a NULL record.
    let names = record(&[0], 10, &[&other[..], &other].concat());
    let start = 12 + zone.len() + 4 + first.len() + 11;
    let places =
        [start, start + other.len()].map(|at| (0xC000 + u16::try_from(at).unwrap()).to_be_bytes());
    let near = (0..usize::from(count)).map(|at| record(&places[at % 2], 6, &[0; 22]));
    let records = [vec![first, names], near.collect()].concat();
    let counts = [1, count + 2, 0, 0];
    let query = [header(7, 0, [1, 0, 0, 0]), question(&zone, AXFR)].concat();
    (query, [header(7, 0x8400, counts), question(&zone, AXFR), records.concat()].concat())
}

#[test]
fn comparing_the_owners_of_soa_records_takes_a_bounded_number_of_steps() {
    // Four owners are compared, 128 steps each; the records of other owners are changes.
    let (query, response) = near_owners(4);
    let mut transfer = Transfer::of(&parse(&query)).unwrap();
    assert_eq!(transfer.message(&parse(&response)).unwrap().count(), 5);

    // 1024 steps, and two for three octets, are enough for some fifty.
    let (query, response) = near_owners(200);
    let mut transfer = Transfer::of(&parse(&query)).unwrap();
    let error = transfer.message(&parse(&response)).unwrap_err();
    assert_eq!(error.fault(), TransferFault::TooMuchWork);
    let enough = (response.len() / 3 * 2 + 1024) / 128;
    // The owner of the first record is compared too; the second is no SOA record.
    assert_eq!(usize::from(error.record().unwrap()), enough + 1);
}

#[test]
fn soa_records_of_one_owner_are_compared_once() {
    let zone = [&[1, b'z'].repeat(127)[..], &[0]].concat();
    let soa = |serial: u32| {
        let rdata = [b"\0\0", &serial.to_be_bytes()[..], &[0; 16]].concat();
        record(&[0xC0, 12], 6, &rdata)
    };
    // A change from each version to the next, without a record.
    let steps = (1..500).flat_map(|serial| [soa(serial), soa(serial + 1)]);
    let records: Vec<_> = [soa(500)].into_iter().chain(steps).chain([soa(500)]).collect();
    let query = [header(7, 0, [1, 0, 1, 0]), question(&zone, IXFR), soa(1)].concat();
    let count = u16::try_from(records.len()).unwrap();
    let response =
        [header(7, 0x8400, [1, count, 0, 0]), question(&zone, IXFR), records.concat()].concat();
    let mut transfer = Transfer::of(&parse(&query)).unwrap();
    assert_eq!(transfer.message(&parse(&response)).unwrap().count(), 998);
    assert!(transfer.is_complete());
}
