//! Changes in place.

use dnswire::{ErrorKind, Flags, Message, Type, edit};

use dnswire_support::{self, Sample};

#[test]
fn ttls_are_counted_down_where_there_are_any() {
    for Sample { id, octets } in dnswire_support::all_messages() {
        let mut aged = octets.clone();
        let Ok(message) = Message::parse(&octets) else {
            assert!(edit::age_ttls(&mut aged, 60).is_err(), "{id}");
            assert_eq!(aged, octets, "{id}");
            continue;
        };
        edit::age_ttls(&mut aged, 60).unwrap();
        // A pointer may lead into a TTL.
        let Ok(again) = Message::parse(&aged) else {
            assert!(!id.starts_with("recorded"), "{id}");
            continue;
        };
        for (record, aged) in message.records().zip(again.records()) {
            let sig0 = record.rtype() == Type(24) && record.rdata_octets().starts_with(&[0, 0]);
            if matches!(record.rtype(), Type(41 | 250)) || sig0 {
                assert_eq!(aged.ttl_field(), record.ttl_field(), "{id}");
            } else {
                assert_eq!(aged.ttl_field(), record.ttl().saturating_sub(60), "{id}");
            }
        }
        let changed = octets.iter().zip(&aged).filter(|(old, new)| old != new).count();
        assert!(changed <= 4 * message.records().count(), "{id}");
    }
}

#[test]
fn the_header_is_changed_only_when_it_is_there() {
    let mut octets = dnswire_support::MX.to_vec();
    edit::set_id(&mut octets, 0xBEEF).unwrap();
    edit::set_flags(&mut octets, Flags(0x8180)).unwrap();
    let message = Message::parse(&octets).unwrap();
    assert_eq!((message.id(), message.header().flags()), (0xBEEF, Flags(0x8180)));
    assert_eq!(octets[4..], dnswire_support::MX[4..]);
    assert!(edit::set_id(&mut [0; 11], 1).is_err());
    assert!(edit::set_flags(&mut [0; 11], Flags(1)).is_err());
}

#[test]
fn the_mask_gives_the_case_letter_by_letter() {
    let octets = [
        &dnswire_support::header(1, 0x0100, [1, 0, 0, 0])[..],
        &dnswire_support::question(b"\x07a-1bCdE\x02fg\0", 1),
    ];
    let mut octets = octets.concat();
    edit::set_qname_case(&mut octets, &[0b0010_1001]).unwrap();
    let qname =
        |octets: &[u8]| Message::parse(octets).unwrap().question().unwrap().qname().to_string();
    assert_eq!(qname(&octets), "A-1bcDe.Fg.");
    edit::set_qname_case(&mut octets, &[]).unwrap();
    assert_eq!(qname(&octets), "A-1bcDe.Fg.");
    edit::set_qname_case(&mut octets, &[0xFF, 0xFF]).unwrap();
    assert_eq!(qname(&octets), "A-1BCDE.FG.");
    edit::set_qname_case(&mut octets, &[0; 32]).unwrap();
    assert_eq!(qname(&octets), "a-1bcde.fg.");
}

#[test]
fn a_message_without_a_question_has_no_qname() {
    let mut octets = dnswire_support::header(1, 0x8000, [0; 4]);
    let error = edit::set_qname_case(&mut octets, &[1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::QuestionCount { count: 0 });
}
