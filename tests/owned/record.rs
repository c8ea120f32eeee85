//! Records that outlive their message.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use dnswire::rdata::{Malformed, Mx, Rdata, Txt};
use dnswire::{Class, ErrorKind, Form, Message, Name, NameBuf, RdataBuf, Record, RecordBuf, Type};
use dnswire_support::hash;

/// Calls `check` with every record of the test data that can be read.
fn for_each_record(mut check: impl FnMut(&str, &Record<'_>)) {
    let mut records = 0;
    for sample in dnswire_support::all_messages() {
        let Ok(partial) = Message::parse_partial(&sample.octets, sample.octets.len()) else {
            continue;
        };
        // Some of the messages made to be slow have thousands of similar records.
        for record in partial.message().records().take(500) {
            check(&sample.id, &record);
            records += 1;
        }
    }
    assert!(records > 1000, "{records}");
}

/// Asserts that texts agree, except for the places of malformed single options or parameters.
#[track_caller]
fn check_text(id: &str, got: &str, want: &str) {
    let inside = [", option ", ", parameter "].iter().any(|inside| want.contains(inside));
    match inside.then(|| want.split_once(" ; ")).flatten() {
        Some((want, _)) => {
            assert_eq!(got.split_once(" ; ").map(|(got, _)| got), Some(want), "{id}");
        }
        None => assert_eq!(got, want, "{id}"),
    }
}

#[test]
fn a_record_buf_is_the_record() {
    for_each_record(|id, record| {
        let buf = RecordBuf::from(record);
        let rdata = record.rdata();
        check_text(id, &buf.to_string(), &record.to_string());
        assert_eq!(buf.rdata(), rdata, "{id}");
        for form in [Form::Uncompressed, Form::Canonical] {
            assert_eq!(buf.rdata().to_octets(form), rdata.to_octets(form), "{id}");
        }
        assert_eq!(buf.rdata_octets(), rdata.to_octets(Form::Uncompressed), "{id}");
        assert_eq!(buf.owner(), record.owner(), "{id}");
        assert_eq!(buf.owner().to_string(), record.owner().to_string(), "{id}");
        assert_eq!((buf.rtype(), buf.class()), (record.rtype(), record.class()), "{id}");
        assert_eq!((buf.ttl(), buf.ttl_field()), (record.ttl(), record.ttl_field()), "{id}");
        assert_eq!(buf.malformed(), record.malformed(), "{id}");
        if !matches!(rdata, Rdata::Empty(_)) {
            assert_eq!(buf.data::<Mx<'_>>(), record.data::<Mx<'_>>(), "{id}");
            assert_eq!(buf.data::<Txt<'_>>(), record.data::<Txt<'_>>(), "{id}");
        }
        let hasher = RandomState::new();
        assert_eq!(buf, buf.clone());
        assert_eq!(hasher.hash_one(&buf), hasher.hash_one(record.to_buf()), "{id}");
    });
}

#[test]
fn recorded_rdata_is_what_other_software_reads() {
    for row in dnswire_support::data("messages.jsonl") {
        let octets = dnswire_support::octets(&row, "wire");
        let Ok(message) = Message::parse(&octets) else { continue };
        let sections = ["answer", "authority", "additional"];
        let rows =
            sections.iter().flat_map(|section| dnswire_support::list(&row["message"], section));
        for (record, want) in message.records().zip(rows) {
            let buf = record.to_buf();
            if want["rdata"].is_string() && buf.malformed().is_none() {
                let want = dnswire_support::octets(want, "rdata");
                assert_eq!(buf.rdata_octets(), want, "{} {buf}", row["id"]);
            }
        }
    }
}

/// `example. 300 IN MX 20 backup.example.`, in letters of either case, with another TTL or RDATA.
fn mx(owner: &str, ttl: u32, exchange: &str) -> RecordBuf {
    let (owner, exchange): (NameBuf, NameBuf) = (owner.parse().unwrap(), exchange.parse().unwrap());
    let mx = Mx { preference: 20, exchange: exchange.as_name() };
    RecordBuf::new(&owner, ttl, Class::IN, mx).unwrap()
}

#[test]
fn record_bufs_compare_without_regard_to_case() {
    let message = Message::parse(dnswire_support::MX).unwrap();
    let record = message.answers().next().unwrap().to_buf();
    assert_eq!(record, mx("example.", 300, "backup.example."));
    assert_eq!(record, mx("EXAMPLE.", 300, "Backup.example."));
    assert_ne!(record, mx("example.", 301, "backup.example."));
    assert!(record.is_same_but_ttl(&mx("eXample.", 301, "backup.example.")));
    assert_ne!(record, mx("example.", 300, "mail.example."));
    assert_ne!(record, mx("example.org.", 300, "backup.example."));
    let set: HashSet<_> = [record.clone(), mx("EXAMPLE.", 300, "BACKUP.example.")].into();
    assert_eq!(set.len(), 1);
}

#[test]
fn a_ttl_can_be_counted_down() {
    let mut record = mx("example.", 300, "mail.example.");
    record.set_ttl(record.ttl() - 30);
    assert_eq!(record.to_string(), "example. 270 IN MX 20 mail.example.");
}

/// A response with `RDATA` of `rtype`, whose pointers have another meaning outside of it.
fn response(id: u16, rtype: Type, rdata: &[u8]) -> Vec<u8> {
    let head = [id, 0x8000, 0, 1, 0, 0].map(u16::to_be_bytes).concat();
    let fixed = [rtype.0, 1, 0, 60].map(u16::to_be_bytes).concat();
    let rdlength = u16::try_from(rdata.len()).unwrap().to_be_bytes();
    [&head[..], b"\0", &fixed, &rdlength, rdata].concat()
}

#[test]
fn malformed_rdata_stays_malformed_and_keeps_its_error() {
    // The exchange points to the ID, 0x4000: a label type that is reserved. Alone, the RDATA could
    // be read: its pointer leads to the octet 0 of the preference.
    let octets = response(0x4000, Type::MX, b"\0\x0a\xc0\0");
    let record = Message::parse(&octets).unwrap().answers().next().unwrap();
    let error = record.malformed().expect("the label type is reserved");
    assert_eq!(error.kind(), ErrorKind::ReservedLabelType);

    let buf = record.to_buf();
    let malformed = Malformed { rtype: Type::MX, octets: b"\0\x0a\xc0\0", error };
    assert_eq!(buf.rdata(), Rdata::Malformed(malformed));
    assert_eq!(buf.data::<Mx<'_>>(), Some(Err(error)));
    assert_eq!(buf.to_string(), record.to_string());

    // Equal octets elsewhere are an equal record, though the error has another place.
    let shifted = response(0x8000, Type::MX, b"\0\x0a\xc0\0");
    let shifted = Message::parse(&shifted).unwrap().answers().next().unwrap().to_buf();
    assert_eq!(buf, shifted);
}

#[test]
fn rdata_too_long_without_compression_is_kept_as_it_stood() {
    // An RRSIG whose signer is a pointer to a name of 255 octets, in a message of 65535.
    let name =
        [&[&[63][..], &[b'x'; 63]].concat().repeat(3)[..], &[61], &[b'y'; 61], &[0]].concat();
    assert_eq!(name.len(), 255);
    let question = [&name[..], &[0, 46, 0, 1]].concat();
    let head = [1, 0x8000, 1, 1, 0, 0].map(u16::to_be_bytes).concat();
    let start = head.len() + question.len() + 12;
    let rdata = [&[0; 18][..], b"\xc0\x0c", &vec![0xAB; 65535 - start - 20]].concat();
    let fixed = [0xC00C, 46, 1, 0, 60, u16::try_from(rdata.len()).unwrap()];
    let octets = [&head[..], &question, &fixed.map(u16::to_be_bytes).concat(), &rdata].concat();
    assert_eq!(octets.len(), 65535);

    let record = Message::parse(&octets).unwrap().answers().next().unwrap();
    let buf = record.to_buf();
    assert_eq!(buf.to_string(), record.to_string());
    assert_eq!((buf.rdata(), buf.owner()), (record.rdata(), record.owner()));
    assert_eq!(buf.owner().parent(), record.owner().parent());
    assert_eq!(buf, buf.clone());
    let rdata = record.rdata();
    let made = RecordBuf::new(record.owner(), 60, record.class(), rdata);
    assert!(made.is_err(), "no message can hold the record without compression");
}

#[test]
fn a_record_buf_is_one_allocation_of_its_size() {
    let message = Message::parse(dnswire_support::MX).unwrap();
    let record = message.answers().next().unwrap();
    let mut kept = None;
    let info = allocation_counter::measure(|| kept = Some(record.to_buf()));
    assert_eq!((info.count_current, info.bytes_current), (1, 2 + 7 + 9 + 9));
    assert!(size_of::<RecordBuf>() <= 64, "{}", size_of::<RecordBuf>());
}

#[test]
fn a_record_buf_shows_itself_and_its_flags() {
    for (class, flush) in [(1, false), (0x8001, true)] {
        let mut octets = response(7, Type::A, &[192, 0, 2, 1]);
        let at = Message::parse(&octets).unwrap().answers().next().unwrap().rdata_offset() - 8;
        octets[at..at + 2].copy_from_slice(&u16::to_be_bytes(class));
        let message = Message::parse(&octets).unwrap();
        let owned = RecordBuf::from(message.answers().next().unwrap());
        assert_eq!(owned.cache_flush(), flush);
        assert_eq!(format!("{owned:?}"), format!("RecordBuf({owned})"));
    }
}

#[test]
fn a_malformed_record_equals_no_good_one_and_only_the_same_octets() {
    // `a.` in both, and one octet more; a pointer makes the octets of the good one differ.
    let [bad, other] =
        [b"\0\x0a\x01a\0x", b"\0\x0a\x01A\0x"].map(|rdata| response(7, Type::MX, rdata));
    let good = response(7, Type::MX, b"\0\x0a\x01a\0");
    let [bad, other, good] = [&bad, &other, &good]
        .map(|octets| Message::parse(octets).unwrap().answers().next().unwrap().to_buf());
    assert!(bad.malformed().is_some() && good.malformed().is_none());
    assert_eq!(bad, bad.clone());
    assert_ne!(bad, good);
    assert_ne!(good, bad);
    assert_ne!(bad, other, "the case of malformed octets counts");
    assert!(!bad.is_same_but_ttl(&good) && bad.is_same_but_ttl(&bad.clone()));
}

#[test]
fn errors_of_owned_data_name_no_place_in_a_message() {
    let error = RdataBuf::from_octets(Type::A, Class::IN, &[1, 2, 3]).unwrap_err();
    assert_eq!((error.section(), error.index(), error.rtype()), (None, None, Some(Type::A)));
    let text =
        "A, address, octet 0: the field runs past the end of its data: length 4, 3 octets left";
    assert_eq!(error.to_string(), text);

    // A keepalive option of one octet.
    let octets = response(7, Type::OPT, &[0, 11, 0, 1, 5]);
    let kept = Message::parse(&octets).unwrap().answers().next().unwrap().to_buf();
    let Rdata::Opt(opt) = kept.rdata() else { panic!("it is OPT") };
    let error = opt.options.iter().find_map(dnswire::layout::Raw::malformed).unwrap();
    assert_eq!((error.section(), error.index(), error.offset()), (None, None, 4));
    assert!(error.to_string().starts_with("OPT, option "), "{error}");
}

/// RFC 3597 section 6: the RDATA of a class that is not known is octets, in a message and in text.
#[test]
fn a_malformed_record_of_multicast_dns_equals_the_one_its_text_makes() {
    let octets = b"\0\0\x84\0\0\0\0\x01\0\0\0\0\x01h\0\0\x01\x80\x01\0\0\0\0\0\x03\x0A\0\0";
    let read = Message::parse(octets).unwrap().answers().next().unwrap().to_buf();
    let text = RecordBuf::from_text(&read.to_string(), Name::ROOT).unwrap();
    assert_eq!(read.rdata_octets(), text.rdata_octets());
    assert_eq!((&read, read.cmp(&text)), (&text, Ordering::Equal));
    let made = RecordBuf::new(read.owner(), 0, read.class(), read.rdata()).unwrap();
    assert_eq!(made, read);
}

#[test]
fn an_opt_record_outside_its_message_names_no_place_in_it() {
    let octets = b"\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\x29\x04\xD0\0\0\0\0\0\x0C\0\x08\0\x08\0\x01\x18\0\xC0\0\x02\0";
    let read = Message::parse(octets).unwrap().additional().next().unwrap().to_buf();
    let text = read.to_string();
    assert!(text.ends_with(&read.rdata().to_string()), "{text}");
    assert!(text.contains("; OPT, option ECS, octet 11"), "{text}");
}

#[test]
fn records_that_differ_are_not_equal() {
    let read = |text: &str| text.parse::<RecordBuf>().unwrap();
    let [upper, lower] = ["x. 60 IN MX 10 A.b.", "X. 60 IN MX 10 a.B."].map(read);
    assert_eq!((upper.cmp(&lower), &upper), (Ordering::Equal, &lower));
    let texts = [
        "x. 60 CH TXT a",
        "x. 60 IN MX 10 _.",
        "x. 60 IN MX 10 a.",
        "x. 60 IN MX 10 b.",
        "x. 60 IN TXT a",
        "x. 61 IN TXT a",
        "x. 60 IN TXT b",
        "y. 60 IN TXT a",
    ];
    let records = texts.map(read);
    for (at, one) in records.iter().enumerate() {
        for (other_at, other) in records.iter().enumerate() {
            assert_eq!(one == other, at == other_at, "{one} and {other}");
            assert_eq!(hash(one) == hash(other), at == other_at, "{one} and {other}");
            assert_eq!(one.partial_cmp(other), Some(one.cmp(other)));
            assert_eq!(one.cmp(other), other.cmp(one).reverse());
            assert_eq!(one.rdata() == other.rdata(), texts[at][8..] == texts[other_at][8..]);
        }
    }
    let octets = response(7, Type::MX, b"\0");
    let malformed = Message::parse(&octets).unwrap().answers().next().unwrap().to_buf();
    let owner = malformed.owner().to_string();
    let good = read(&format!("{owner} {} IN MX 0 .", malformed.ttl()));
    assert_eq!((good.cmp(&malformed), malformed.cmp(&good)), (Ordering::Less, Ordering::Greater));
    assert!(records[1] < records[2] && records[2] < records[3] && records[4] < records[5]);
    assert!(records[3] < records[4] && records[6] < records[7]);
}
