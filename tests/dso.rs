//! DNS Stateful Operations: TLVs read, made and shown, and their rules.

use dnswire::dso::{
    EncryptionPadding, KeepAlive, RawTlv, Reconfirm, RetryDelay, Subscribe, Tlv, Unsubscribe,
    Writer,
};
use dnswire::registry::DsoType;
use dnswire::{Change, Class, DoesNotFit, DsoKind, Name, Rcode, Rule, Type};
use dnswire_support::{header, parse, record};

use crate::coded::coded;

const DSO: u16 = 0x3000;

fn message(id: u16, flags: u16, tlvs: &[Vec<u8>]) -> Vec<u8> {
    [header(id, DSO | flags, [0; 4]), tlvs.concat()].concat()
}

fn keepalive() -> Vec<u8> {
    coded(1, &[0, 0, 0x3A, 0x98, 0, 0, 0xEA, 0x60])
}

fn push(ttl: u32) -> Vec<u8> {
    let mut entry = record(b"\x01a\x07example\0", 1, &[192, 0, 2, 1]);
    entry[15..19].copy_from_slice(&ttl.to_be_bytes());
    // The owner of the second record is a pointer to that of the first.
    coded(0x41, &[entry, record(b"\xc0\x10", 28, &[0; 16])].concat())
}

fn rules(octets: &[u8]) -> Vec<Rule> {
    parse(octets).findings().map(|finding| finding.rule()).collect()
}

fn texts(tlvs: &[Vec<u8>]) -> Vec<String> {
    let octets = message(7, 0, tlvs);
    parse(&octets).dso().unwrap().tlvs().iter().map(|tlv| tlv.to_string()).collect()
}

#[test]
fn tlvs_are_typed_and_shown() {
    let octets = message(7, 0, &[keepalive(), coded(3, &[0; 5])]);
    let dso = parse(&octets).dso().unwrap();
    assert_eq!(dso.kind(), DsoKind::Request);
    let keepalive = dso.tlvs().get::<KeepAlive>().unwrap().unwrap();
    assert_eq!((keepalive.inactivity_timeout, keepalive.keepalive_interval), (15000, 60000));
    assert_eq!(keepalive.interval().map(|time| time.as_secs()), Some(60));
    let padding = dso.tlvs().get::<EncryptionPadding<'_>>().unwrap().unwrap();
    assert_eq!(padding.padding.len(), 5);
    assert_eq!(dso.primary().map(|tlv| tlv.code), Some(DsoType::KEEP_ALIVE));
    let name = b"\x01a\0\0\x01\0\x01";
    assert_eq!(
        texts(&[
            coded(2, &[0, 0, 3, 0xE8]),
            coded(0x40, name),
            coded(0x42, &[0, 9]),
            coded(0x43, &[&name[..], &[192, 0, 2, 1]].concat()),
            coded(0xF800, b"x"),
        ]),
        [
            "RetryDelay: 1000",
            "SUBSCRIBE: a. A IN",
            "UNSUBSCRIBE: 9",
            "RECONFIRM: a. A IN C0000201",
            "DSOTYPE=63488: 78",
        ],
    );
}

#[test]
fn tlvs_are_made_from_their_values() {
    for (tlv, octets) in [
        (Tlv::from(RetryDelay { retry_delay: 7 }), &b"\0\0\0\x07"[..]),
        (Unsubscribe { subscribe_message_id: 9 }.into(), b"\0\x09"),
        (
            KeepAlive { inactivity_timeout: 1, keepalive_interval: 2 }.into(),
            b"\0\0\0\x01\0\0\0\x02",
        ),
    ] {
        assert_eq!(tlv.to_octets(), octets);
        let made = message(7, 0, &[coded(tlv.code().0, octets)]);
        let read: RawTlv<'_> = parse(&made).dso().unwrap().primary().unwrap();
        assert_eq!(read.data(), tlv);
    }
}

#[test]
fn the_changes_of_a_push_are_records_of_the_message() {
    for (ttl, kind) in [(300, "add"), (0xFFFF_FFFF, "remove"), (0xFFFF_FFFE, "remove all")] {
        let octets = message(0, 0, &[push(ttl)]);
        let message = parse(&octets);
        let dso = message.dso().unwrap();
        assert_eq!(dso.kind(), DsoKind::Unidirectional);
        let changes: Vec<_> = dso.primary().unwrap().changes().map(Result::unwrap).collect();
        assert_eq!(changes.len(), 2);
        let first = match changes[0] {
            Change::Add(_) => "add",
            Change::Remove(_) => "remove",
            Change::RemoveAll(_) => "remove all",
        };
        assert_eq!(first, kind);
        assert_eq!(changes[1].record().owner().to_string(), "a.example.");
        assert_eq!(rules(&octets), []);
        let text = message.to_string();
        assert!(text.contains(&format!(";  {kind} a.example. {ttl} IN A 192.0.2.1\n")), "{text}");
        assert!(!text.contains("TRAILING"), "{text}");
    }
}

#[test]
fn the_header_and_the_primary_tlv_have_rules() {
    assert_eq!(rules(&message(7, 0, &[keepalive()])), []);
    assert_eq!(rules(&message(7, 0x8000, &[])), []);
    assert_eq!(rules(&message(0, 0x8000, &[])), [Rule::DsoResponseId]);
    assert_eq!(rules(&message(7, 0, &[])), [Rule::DsoPrimary]);
    assert_eq!(rules(&message(7, 0, &[coded(3, b"")])), [Rule::DsoPrimary]);
    assert_eq!(rules(&message(7, 0, &[push(300)])), [Rule::DsoMessageKind]);
    let subscribe = coded(0x40, b"\0\0\x01\0\x01");
    assert_eq!(rules(&message(0, 0, std::slice::from_ref(&subscribe))), [Rule::DsoMessageKind]);
    assert_eq!(rules(&message(7, 0, &[subscribe])), []);
    for one_way in [coded(0x42, &[0, 9]), coded(0x43, b"\0\0\x01\0\x01\xc0\0\x02\x01")] {
        assert_eq!(rules(&message(0, 0, std::slice::from_ref(&one_way))), []);
        assert_eq!(rules(&message(7, 0, &[one_way])), [Rule::DsoMessageKind]);
    }
    let counted = [header(7, DSO, [0, 1, 0, 0]), record(b"\0", 1, &[0; 4])].concat();
    assert_eq!(rules(&counted), [Rule::DsoCounts]);
    let refused = [header(7, DSO | 0x8004, [0, 1, 0, 0]), record(b"\0", 1, &[0; 4])].concat();
    assert_eq!(rules(&refused), [], "NOTIMP of a server without stateful operations");
}

#[test]
fn a_tlv_has_the_length_and_form_of_its_type() {
    let mut cut = message(7, 0, &[keepalive()]);
    cut.pop();
    assert_eq!(rules(&cut), [Rule::DsoTlvOverrun]);
    for bad in [coded(1, &[0; 7]), coded(1, &[0; 9]), coded(2, &[0; 3]), coded(0x40, b"\0\0\x01\0")]
    {
        assert_eq!(rules(&message(7, 0, &[bad])), [Rule::MalformedTlv]);
    }
    let bad_push = coded(0x41, b"\0\0\x01");
    assert_eq!(rules(&message(0, 0, &[bad_push])), [Rule::MalformedTlv]);
    let octets = message(7, 0, &[keepalive(), coded(2, b"\0")]);
    let error = parse(&octets).findings().next().unwrap().error().unwrap();
    assert_eq!((error.tlv(), error.offset()), (Some(DsoType::RETRY_DELAY), 28));
    assert!(error.to_string().starts_with("TLV RetryDelay, retry_delay, octet 28: "), "{error}");
    assert_eq!((error.section(), error.param()), (None, None));
}

#[test]
fn messages_are_composed_as_they_are_read() {
    let mut buffer = [0xEE; 512];
    let mut request = Writer::request(&mut buffer, 7).unwrap();
    request.push(&KeepAlive { inactivity_timeout: 15000, keepalive_interval: 60000 }).unwrap();
    request.push(&EncryptionPadding { padding: &[0; 5] }).unwrap();
    assert_eq!(request.finish(), message(7, 0, &[keepalive(), coded(3, &[0; 5])]));

    let (rrtype, class, name) = (Type::A, Class::IN, Name::ROOT);
    let mut request = Writer::request(&mut buffer, 7).unwrap();
    request.push(&Subscribe { name, rrtype, class }).unwrap();
    assert_eq!(request.finish(), message(7, 0, &[coded(0x40, b"\0\0\x01\0\x01")]));

    let mut one_way = Writer::unidirectional(&mut buffer).unwrap();
    one_way.push(&Reconfirm { name, rrtype, class, rdata: &[192, 0, 2, 1] }).unwrap();
    let want = message(0, 0, &[coded(0x43, b"\0\0\x01\0\x01\xc0\0\x02\x01")]);
    assert_eq!(one_way.finish(), want);

    let mut response = Writer::response(&mut buffer, 7, Rcode::REFUSED).unwrap();
    response.push(&RetryDelay { retry_delay: 1000 }).unwrap();
    response.push_raw(DsoType(0xF800), b"x").unwrap();
    let want = message(7, 0x8005, &[coded(2, &[0, 0, 3, 0xE8]), coded(0xF800, b"x")]);
    assert_eq!(response.finish(), want);
}

#[test]
fn a_tlv_that_does_not_fit_is_left_out_whole() {
    assert!(Writer::request(&mut [0; 11], 7).is_err());
    let mut buffer = [0xEE; 12 + 4 + 3];
    let mut writer = Writer::request(&mut buffer, 7).unwrap();
    assert_eq!(writer.push(&RetryDelay { retry_delay: 1 }), Err(DoesNotFit));
    assert_eq!(writer.push_raw(DsoType(0xF800), b"1234"), Err(DoesNotFit));
    writer.push_raw(DsoType(0xF800), b"123").unwrap();
    assert_eq!(writer.push_raw(DsoType(0xF800), b""), Err(DoesNotFit));
    assert_eq!(writer.finish(), message(7, 0, &[coded(0xF800, b"123")]));
    let mut buffer = vec![0; 70000];
    let mut writer = Writer::request(&mut buffer, 7).unwrap();
    assert_eq!(writer.push_raw(DsoType(0xF800), &vec![0; 65536]), Err(DoesNotFit));
}

#[test]
fn a_hexdump_explains_every_octet_of_the_tlvs() {
    let octets = message(7, 0, &[keepalive(), coded(2, b"\0"), coded(0xF800, b"x")]);
    let text = parse(&octets).explain().to_string();
    let meanings: Vec<&str> = text.lines().skip(6).map(|line| line[42..].trim()).collect();
    assert_eq!(
        meanings,
        [
            "TLV 0, type: KeepAlive",
            "TLV 0, length: 8",
            "TLV 0, inactivity_timeout: 15000",
            "TLV 0, keepalive_interval: 60000",
            "TLV 1, type: RetryDelay",
            "TLV 1, length: 1",
            "TLV 1, malformed",
            "TLV 2, type: 63488",
            "TLV 2, length: 1",
            "TLV 2, value",
        ]
    );
    let mut cut = octets;
    cut.pop();
    let text = parse(&cut).explain().to_string();
    assert!(text.ends_with("octets that are left\n"), "{text}");
}

#[test]
fn a_section_of_tlvs_shows_changes_and_where_it_breaks_off() {
    let shown = |tlvs: &[Vec<u8>]| parse(&message(0, 0, tlvs)).dso().unwrap().to_string();
    assert_eq!(
        shown(&[push(5), keepalive()]),
        ";; DSO SECTION:\n; PUSH:\n;  add a.example. 5 IN A 192.0.2.1\n\
         ;  add a.example. 300 IN AAAA ::\n\
         ; KeepAlive: 15000 60000\n"
    );
    let change = |ttl| shown(&[push(ttl)]).lines().nth(2).unwrap().to_owned();
    assert_eq!(change(u32::MAX), ";  remove a.example. 4294967295 IN A 192.0.2.1");
    assert_eq!(change(u32::MAX - 1), ";  remove all a.example. 4294967294 IN A 192.0.2.1");
    assert_eq!(change(u32::MAX - 2), ";  add a.example. 4294967293 IN A 192.0.2.1");
    // A change that is cut: the TLV is shown as octets, and so is every TLV of another type.
    for tlv in [coded(0x41, b"\0\0\x01"), coded(0xF800, &push(5)[4..])] {
        let octets = message(0, 0, std::slice::from_ref(&tlv));
        let raw = parse(&octets).dso().unwrap().primary().unwrap();
        assert_eq!(shown(&[tlv]), format!(";; DSO SECTION:\n; {raw}\n"));
    }
    let cut = shown(&[keepalive(), vec![0, 1, 0, 9, 7]]);
    assert_eq!(
        cut.lines().nth(2),
        Some(
            ";; BROKEN OFF: octet 28: the field runs past the end of its data: length 9, 1 octets left"
        )
    );
    assert!(!shown(&[keepalive()]).contains("BROKEN OFF"));
}

#[test]
fn the_error_of_a_tlv_names_no_record() {
    let octets = message(7, 0, &[keepalive(), vec![0, 1, 0, 9, 7]]);
    let error = parse(&octets).dso().unwrap().error().unwrap();
    assert_eq!(
        (error.offset(), error.section(), error.index(), error.rtype()),
        (28, None, None, None)
    );
    assert_eq!(parse(&message(7, 0, &[keepalive()])).dso().unwrap().error(), None);
}

#[test]
fn only_a_push_has_changes_and_the_one_that_is_cut_is_the_last() {
    let octets = message(0, 0, &[coded(0x42, &push(5)[4..])]);
    assert!(parse(&octets).dso().unwrap().primary().unwrap().changes().next().is_none());
    let whole = push(5);
    let octets = message(0, 0, &[coded(0x41, &whole[4..whole.len() - 1])]);
    let mut changes = parse(&octets).dso().unwrap().primary().unwrap().changes();
    let Some(Ok(Change::Add(record))) = changes.next() else { panic!("no record") };
    assert_eq!((record.section(), record.index()), (dnswire::Section::Answer, 0));
    let error = changes.next().unwrap().unwrap_err();
    let place = "TLV PUSH, rdata, octet 53: the message ends inside the field";
    assert!(error.to_string().starts_with(place), "{error}");
    assert!(changes.next().is_none());
}

#[test]
fn timeouts_are_durations_unless_they_are_never() {
    use std::time::Duration;
    let timeouts = KeepAlive { inactivity_timeout: 15_000, keepalive_interval: u32::MAX };
    assert_eq!((timeouts.inactivity(), timeouts.interval()), (Some(Duration::from_secs(15)), None));
    let timeouts = KeepAlive { inactivity_timeout: u32::MAX, keepalive_interval: u32::MAX - 1 };
    let most = Duration::from_millis(4_294_967_294);
    assert_eq!((timeouts.inactivity(), timeouts.interval()), (None, Some(most)));
}

#[test]
fn changes_have_their_index_and_are_shown_if_all_of_them_can_be() {
    let good = record(b"\x01a\0", 1, &[192, 0, 2, 1]);
    let tlv = coded(0x41, &[&good[..], &good, &good[..8]].concat());
    let octets = message(0, 0, &[tlv]);
    let message = parse(&octets);
    let changes: Vec<_> = message.dso().unwrap().primary().unwrap().changes().collect();
    let index = |change: &Result<Change<'_>, _>| change.ok().map(|change| change.record().index());
    assert_eq!(changes.iter().map(index).collect::<Vec<_>>(), [Some(0), Some(1), None]);
    let shown = message.to_string();
    assert!(shown.contains("DSO SECTION") && !shown.contains("PUSH:\n"), "{shown}");
    let shown = parse(&self::message(7, 0, &[])).to_string();
    assert!(!shown.contains("DSO SECTION"), "{shown}");
}
