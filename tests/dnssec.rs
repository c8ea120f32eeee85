//! The inputs of DNSSEC.

use dnswire::dnssec::Rrset;
use dnswire::rdata::{Dnskey, Nsec, Nsec3, Rrsig};
use dnswire::{
    Builder, Class, Compression, Message, Name, NameBuf, RdataBuf, RecordBuf, Section, Type,
    TypeBitmapBuf,
};

fn name(text: &str) -> NameBuf {
    text.parse().unwrap()
}

fn record(text: &str) -> RecordBuf {
    text.parse().expect(text)
}

#[test]
fn rrsets_are_grouped_with_their_signatures() {
    let texts = [
        "A.example. 60 IN A 192.0.2.1",
        "b.example. 60 IN A 192.0.2.3",
        "a.example. 60 IN RRSIG A 13 2 60 20300101000000 20290101000000 1 example. AA==",
        "a.EXAMPLE. 61 IN A 192.0.2.2",
        "a.example. 60 CH TXT x",
        "a.example. 60 IN RRSIG TXT 13 2 60 20300101000000 20290101000000 1 example. AA==",
    ];
    let records = texts.map(record);
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap().authority();
    builder.push_records(&records);
    builder.finish();
    let message = Message::parse(&octets).unwrap();
    let sets = message.rrsets(Section::Authority);
    let got: Vec<_> = sets
        .iter()
        .map(|set| {
            let owner = set.owner().to_string();
            (owner, set.rtype(), set.class(), set.records().len(), set.signatures().len())
        })
        .collect();
    assert_eq!(
        got,
        [
            ("A.example.".to_owned(), Type::A, Class::IN, 2, 1),
            ("b.example.".to_owned(), Type::A, Class::IN, 1, 0),
            ("a.example.".to_owned(), Type::TXT, Class::CH, 1, 0),
            ("a.example.".to_owned(), Type::TXT, Class::IN, 0, 1),
        ]
    );
    assert!(message.rrsets(Section::Answer).is_empty());
}

/// The octets that a signature with these labels covers.
fn signed(records: &[RecordBuf], labels: u8) -> Option<Vec<u8>> {
    let rrset = Rrset::new(records.iter().map(|record| record.as_record().unwrap())).unwrap();
    let rtype = records[0].rtype();
    let text = format!("{rtype} 13 {labels} 3600 20300101000000 20290101000000 7 Example. AAAA");
    let rrsig = RdataBuf::from_text(Type::RRSIG, Class::IN, &text, Name::ROOT).unwrap();
    rrset.signed_octets(&rrsig.data::<Rrsig<'_>>().unwrap())
}

#[test]
fn a_signature_covers_canonical_records_without_duplicates() {
    let records = [
        record("WWW.Example. 60 IN MX 10 Mail.Example."),
        record("www.example. 60 IN MX 5 a.example."),
        record("www.example. 60 IN MX 10 mail.example."),
    ];
    let head = b"\0\x0f\x0d\x02\0\0\x0e\x10\x70\xdb\xd8\x80\x6e\xfa\xa5\x00\0\x07\x07example\0";
    let one = b"\x03www\x07example\0\0\x0f\0\x01\0\0\x0e\x10\0\x0d\0\x05\x01a\x07example\0";
    let two = b"\x03www\x07example\0\0\x0f\0\x01\0\0\x0e\x10\0\x10\0\x0a\x04mail\x07example\0";
    let got = signed(&records, 2).unwrap();
    assert_eq!(got[12..16], [0x6e, 0xfa, 0xa5, 0x00]); // 2029-01-01
    assert_eq!(hex::encode(got), hex::encode([head.as_slice(), one, two].concat()));
}

#[test]
fn labels_tell_the_wildcard_that_was_expanded() {
    let records = [record("a.b.Example. 60 IN A 192.0.2.1")];
    for (labels, owner) in [
        (3, &b"\x01a\x01b\x07example\0"[..]),
        (2, b"\x01*\x01b\x07example\0"),
        (1, b"\x01*\x07example\0"),
        (0, b"\x01*\0"),
    ] {
        let octets = signed(&records, labels).unwrap();
        let want = [owner, b"\0\x01\0\x01\0\0\x0e\x10\0\x04\xC0\0\x02\x01"].concat();
        assert!(octets.ends_with(&want), "{labels}: {}", hex::encode(octets));
    }
    assert_eq!(signed(&records, 4), None);
    let wildcard = [record("*.example. 60 IN A 192.0.2.1")];
    let octets = signed(&wildcard, 1).unwrap();
    assert!(octets.ends_with(b"\x01*\x07example\0\0\x01\0\x01\0\0\x0e\x10\0\x04\xC0\0\x02\x01"));
}

#[test]
fn a_signature_over_another_type_covers_nothing() {
    let a = record("x. 60 IN A 192.0.2.1");
    let rrset = Rrset::new([a.as_record().unwrap()]).unwrap();
    let text = "MX 13 1 60 20300101000000 20290101000000 7 . AAAA";
    let rrsig = RdataBuf::from_text(Type::RRSIG, Class::IN, text, Name::ROOT).unwrap();
    assert_eq!(rrset.signed_octets(&rrsig.data::<Rrsig<'_>>().unwrap()), None);
    let b = record("y. 60 IN A 192.0.2.1");
    assert!(Rrset::new([a.as_record().unwrap(), b.as_record().unwrap()]).is_none());
    assert!(Rrset::new([]).is_none());
}

#[test]
fn a_digest_covers_owner_and_key() {
    let key = RdataBuf::from_octets(Type::DNSKEY, Class::IN, b"\x01\x01\x03\x0dkey").unwrap();
    let key: Dnskey<'_> = key.data().unwrap();
    let owner = name("A.Example.");
    assert_eq!(key.ds_input(owner.as_name()), b"\x01a\x07example\0\x01\x01\x03\x0dkey");
}

#[test]
fn nsec_covers_what_is_between_in_canonical_order() {
    let types = TypeBitmapBuf::default();
    let covers = |owner: &str, next: &str, asked: &str| {
        let next = name(next);
        let nsec = Nsec { next_domain_name: next.as_name(), type_bit_maps: types.as_bitmap() };
        let (owner, asked) = (name(owner), name(asked));
        assert_eq!(nsec.matches(owner.as_name(), asked.as_name()), owner == asked);
        nsec.covers(owner.as_name(), asked.as_name())
    };
    // The order of RFC 4034 section 6.1.
    let order = [
        "example.",
        "a.example.",
        "yljkjljk.a.example.",
        "Z.a.example.",
        "zABC.a.EXAMPLE.",
        "z.example.",
        r"\001.z.example.",
        "*.z.example.",
        r"\200.z.example.",
    ];
    for (at, asked) in order.iter().enumerate() {
        for (low, owner) in order.iter().enumerate() {
            for (high, next) in order.iter().enumerate().skip(low + 1) {
                assert_eq!(covers(owner, next, asked), low < at && at < high, "{asked}");
            }
            // The last record of the zone.
            assert_eq!(covers(owner, "example.", asked), at > low, "{owner} {asked}");
        }
    }
    assert!(!covers("z.example.", "example.", "zz.other."));
}

#[test]
fn nsec3_covers_what_is_between_and_around_the_end() {
    let types = TypeBitmapBuf::default();
    let look = |owner: &str, next: &[u8], hash: &[u8]| {
        let nsec3 = Nsec3 {
            hash_algorithm: dnswire::registry::Nsec3HashAlgorithm(1),
            flags: 0,
            iterations: 0,
            salt: &[],
            next_hashed_owner_name: next,
            type_bit_maps: types.as_bitmap(),
        };
        let owner = name(owner);
        (nsec3.matches(owner.as_name(), hash), nsec3.covers(owner.as_name(), hash))
    };
    // 10000000 and G0000000 are the hashes 08 00 00 00 00 and 80 00 00 00 00.
    let (low, high) = (&[0x08, 0, 0, 0, 0][..], &[0x80, 0, 0, 0, 0][..]);
    for (hash, is_low, is_high, between) in [
        ([0x07, 0xFF, 0, 0, 0], false, false, false),
        ([0x08, 0, 0, 0, 0], true, false, false),
        ([0x08, 0, 0, 0, 1], false, false, true),
        ([0x7F, 0xFF, 0, 0, 0], false, false, true),
        ([0x80, 0, 0, 0, 0], false, true, false),
        ([0xFF, 0, 0, 0, 0], false, false, false),
    ] {
        assert_eq!(look("10000000.example.", high, &hash), (is_low, between), "{hash:x?}");
        let around = !between && !is_low && !is_high;
        assert_eq!(look("g0000000.example.", low, &hash), (is_high, around), "{hash:x?}");
        assert_eq!(look("10000000.example.", low, &hash), (is_low, !is_low), "one: {hash:x?}");
    }
    assert_eq!(look("10000000.example.", high, &[0x10]), (false, false));
    assert_eq!(look("not-a-hash.example.", high, low), (false, false));
}

#[test]
fn a_name_is_hashed_once_more_than_iterations() {
    let rdata = RdataBuf::from_text(Type::NSEC3PARAM, Class::IN, "1 0 3 AB", Name::ROOT).unwrap();
    let param: dnswire::rdata::Nsec3param<'_> = rdata.data().unwrap();
    let mut inputs = Vec::new();
    let hash = param.hash(name("A.Example.").as_name(), |octets| {
        inputs.push(octets.to_vec());
        [u8::try_from(inputs.len()).unwrap()]
    });
    assert_eq!(hash, [4]);
    let want: [&[u8]; 4] = [b"\x01a\x07example\0\xab", b"\x01\xab", b"\x02\xab", b"\x03\xab"];
    assert_eq!(inputs, want);
}

#[test]
fn a_signature_is_valid_from_its_inception_to_its_expiration() {
    // From 4294967290 to 10: the times count modulo 2^32.
    let text = "A 13 1 60 10 4294967290 7 example. AA==";
    let rdata = RdataBuf::from_text(Type::RRSIG, Class::IN, text, Name::ROOT).unwrap();
    let rrsig = rdata.data::<Rrsig<'_>>().unwrap();
    for (time, is_valid) in
        [(4_294_967_289, false), (4_294_967_290, true), (0, true), (10, true), (11, false)]
    {
        assert_eq!(rrsig.is_valid_at(time.into()), is_valid, "{time}");
    }
}
