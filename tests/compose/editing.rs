//! Changes in place.

use dnswire::edit::OptionsError;
use dnswire::edns::{Cookie, ExtendedError};
use dnswire::registry::{InfoCode, OptionCode};
use dnswire::{
    Builder, Compression, Edns, ErrorKind, Flags, Message, OptRecord, RecordBuf, Type, edit,
};

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

const COOKIE: Cookie<'static> = Cookie { client_cookie: &[7; 8], server_cookie: None };

/// A message with an OPT record between two other records; the second has pointers to its own name
/// and to the name of the question.
fn opt_in_the_middle() -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_edns(OptRecord::new(1232));
    let before: RecordBuf = "a.example. 60 A 192.0.2.1".parse().unwrap();
    let mut builder = builder.answer();
    builder.push_record(&before);
    let mut builder = builder.transaction();
    for text in
        ["b.other. 60 MX 1 c.other.", "c.other. 60 MX 2 d.example.", "e.b.other. 60 A 192.0.2.2"]
    {
        builder.push_record(&text.parse::<RecordBuf>().unwrap());
    }
    builder.finish();
    octets
}

/// The records that are not OPT, as text.
fn others(octets: &[u8]) -> Vec<String> {
    let message = Message::parse(octets).unwrap();
    let records = message.records().filter(|record| record.rtype() != Type::OPT);
    records.map(|record| record.to_string()).collect()
}

#[test]
fn options_are_added_and_taken_between_other_records() {
    let octets = opt_in_the_middle();
    let records = others(&octets);
    assert_eq!(records.len(), 4);
    assert_eq!(records[3], "e.b.other. 60 IN A 192.0.2.2");
    let mut edited = octets.clone();
    edit::push_option(&mut edited, &COOKIE).unwrap();
    assert_eq!(edited.len(), octets.len() + 12);
    let error = ExtendedError { info_code: InfoCode::BLOCKED, extra_text: "no" };
    edit::push_option(&mut edited, &error).unwrap();
    edit::set_padding(&mut edited, 128).unwrap();
    assert_eq!((edited.len() % 128, others(&edited)), (0, records));
    let edns = Message::parse(&edited).unwrap().edns().unwrap();
    let codes: Vec<_> = edns.options().iter().map(|option| option.code).collect();
    assert_eq!(codes, [OptionCode::COOKIE, OptionCode::EDE, OptionCode::PADDING]);
    edit::set_padding(&mut edited, 0).unwrap();
    edit::remove_options(&mut edited, OptionCode::COOKIE).unwrap();
    edit::remove_options(&mut edited, OptionCode::EDE).unwrap();
    assert_eq!(edited, octets);
}

#[test]
fn a_message_without_opt_or_with_broken_options_is_not_changed() {
    let mut octets = dnswire_support::MX.to_vec();
    assert_eq!(edit::push_option(&mut octets, &COOKIE), Err(OptionsError::NoOpt));
    assert_eq!(octets, dnswire_support::MX);
    let mut cut = octets[..30].to_vec();
    assert!(matches!(edit::set_options(&mut cut, b""), Err(OptionsError::Malformed(_))));

    let mut broken = opt_in_the_middle();
    edit::set_options(&mut broken, b"\0\x0a\0\x09abc").unwrap();
    let before = broken.clone();
    let Err(OptionsError::Malformed(error)) = edit::push_option(&mut broken, &COOKIE) else {
        panic!("the option runs past the end")
    };
    let place = (error.section(), error.rtype());
    assert_eq!(place, (Some(dnswire::Section::Additional), Some(Type::OPT)));
    assert_eq!(broken, before);
    edit::set_options(&mut broken, b"").unwrap();
    assert_eq!(broken, opt_in_the_middle());

    let long = vec![0; 65535];
    assert_eq!(edit::set_options(&mut broken, &long), Err(OptionsError::DoesNotFit));
    // The records after OPT have pointers, which would lead beyond offset 16383.
    let far = [&b"\xff\xf0\x40\0"[..], &vec![0; 0x4000]].concat();
    assert_eq!(edit::set_options(&mut broken, &far), Err(OptionsError::DoesNotFit));
    assert_eq!(broken, opt_in_the_middle());
}

#[test]
fn a_name_inside_the_options_keeps_them() {
    // The root, OPT with an option of one name, then a record whose owner is that name.
    let mut octets =
        b"\0\x07\x80\0\0\0\0\0\0\0\0\x02\0\0\x29\x04\xd0\0\0\0\0\0\x07\xff\xf0\0\x03\x01x\0\
        \xc0\x1b\0\x01\0\x01\0\0\0\x3c\0\x04\xc0\0\x02\x01"
            .to_vec();
    let before = octets.clone();
    assert_eq!(others(&octets), ["x. 60 IN A 192.0.2.1"]);
    for options in [&b""[..], b"\xff\xf0\0\x03\x01y\0"] {
        assert_eq!(edit::set_options(&mut octets, options), Err(OptionsError::NameInOptions));
        assert_eq!(octets, before);
    }
}

#[test]
fn targets_move_up_to_the_last_offset_of_a_pointer() {
    let octets = opt_in_the_middle();
    let mut refused = 0;
    for len in 16_200..16_400 {
        match edit::set_options(&mut octets.clone(), &vec![0; len]) {
            Ok(()) => assert_eq!(refused, 0, "{len}"),
            Err(error) => {
                assert_eq!(error, OptionsError::DoesNotFit, "{len}");
                refused += 1;
            }
        }
    }
    assert!((1..200).contains(&refused));
}

#[test]
fn malformed_records_do_not_keep_options() {
    let opt = b"\0\0\x29\x04\xD0\0\0\0\0\0\0";
    let cut = dnswire_support::record(b"\x01a\0", 1, b"abc");
    let octets = [&dnswire_support::header(7, 0x8000, [0, 0, 0, 2])[..], opt, &cut].concat();
    let mut edited = octets.clone();
    edit::push_option(&mut edited, &COOKIE).unwrap();
    let record = Message::parse(&edited).unwrap().additional().nth(1).unwrap();
    assert_eq!((edited.len(), record.rdata_octets()), (octets.len() + 12, &b"abc"[..]));
}

#[test]
fn options_fit_up_to_the_largest_message() {
    let opt = b"\0\0\x29\x04\xD0\0\0\0\0\0\x05\xff\xf0\0\x01x";
    let null = dnswire_support::record(b"\0", 10, &vec![0; 60_000]);
    let header = dnswire_support::header(7, 0x8000, [0, 0, 0, 2]);
    let octets = [&header[..], &null, opt].concat();
    let room = 65_535 - (octets.len() - 5);
    let mut edited = octets.clone();
    let too_long = edit::set_options(&mut edited, &vec![0; room + 1]);
    assert_eq!((too_long, &edited), (Err(OptionsError::DoesNotFit), &octets));
    edit::set_options(&mut edited, &vec![0; room]).unwrap();
    assert_eq!(edited.len(), 65_535);
}

#[test]
fn options_of_every_message_are_added_and_taken() {
    let mut edited_messages = 0;
    for Sample { id, octets } in dnswire_support::all_messages() {
        let Ok(message) = Message::parse(&octets) else { continue };
        let Some(edns) = message.edns().filter(|edns| !edns.is_malformed()) else { continue };
        let options = edns.options().as_octets().to_vec();
        let mut edited = octets.clone();
        match edit::push_option(&mut edited, &COOKIE) {
            Ok(()) => {}
            Err(error) => {
                assert!(!id.starts_with("recorded"), "{id}: {error}");
                assert_eq!(edited, octets, "{id}");
                continue;
            }
        }
        let again = Message::parse(&edited).unwrap();
        assert_eq!(again.edns().unwrap().options().iter().last().unwrap().octets, [7; 8], "{id}");
        for (record, other) in message.records().zip(again.records()) {
            assert_eq!(record.owner(), other.owner(), "{id}");
            assert!(Edns::of(record).is_some() || record.ttl_field() == other.ttl_field(), "{id}");
        }
        edit::set_options(&mut edited, &options).unwrap();
        assert_eq!(edited, octets, "{id}");
        edited_messages += 1;
    }
    assert!(edited_messages >= 20, "{edited_messages}");
}

#[test]
fn a_message_that_ends_a_block_is_padded_with_no_octets() {
    let opt = b"\0\0\x29\x04\xD0\0\0\0\0\0\0";
    let octets = [&dnswire_support::header(7, 0, [0, 0, 0, 1])[..], opt].concat();
    for (block, len) in [(27, 27), (26, 52), (28, 28), (0, 23)] {
        let mut padded = octets.clone();
        edit::set_padding(&mut padded, block).unwrap();
        assert_eq!(padded.len(), len, "{block}");
    }
}

#[test]
fn the_case_of_letters_is_changed_in_the_qname_only() {
    // The octets of this type and class are letters.
    let question = b"\x02ab\0cdef";
    let mut octets = [&dnswire_support::header(7, 0, [1, 0, 0, 0])[..], question].concat();
    edit::set_qname_case(&mut octets, &[0xFF]).unwrap();
    assert_eq!(octets[12..], *b"\x02AB\0cdef");
}
