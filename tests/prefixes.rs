//! RDATA that is cut, lengthened or changed by a bit. The verdict is that of the layout in the
//! registry, and the reading outside of the RDATA does not change.

use std::collections::BTreeSet;

use dnswire::Message;
use dnswire_support::csv::registry;
use dnswire_support::layout::{last_field, splits};
use dnswire_support::vectors::{self, Vector, is_malformed, registered};
use dnswire_support::{header, pointer, question, record, record_of_class};

/// A vector with the layout of its type in its class.
struct Case {
    vector: Vector,
    layout: String,
}

fn cases() -> Vec<Case> {
    let (types, others) = (registry("rrtypes"), registry("class_specific"));
    let cases = vectors::valid().into_iter().map(|vector| {
        let layout = vector.layout(&types, &others);
        Case { vector, layout }
    });
    cases.collect()
}

/// Forms that the crate takes although the layout does not: a later document can define them.
fn is_open(vector: &Vector, rdata: &[u8]) -> bool {
    match (vector.mnemonic.as_str(), rdata) {
        // "make no assumptions about the format of unrecognized versions" (RFC 1876 section 2).
        ("LOC", [version, ..]) => *version != 0,
        // A relay of a type that is not known takes what is left (RFC 8777 section 4.2.3).
        ("AMTRELAY", [_, kind, ..]) => *kind & 0x7F > 3,
        // Updates delete with class ANY and no RDATA (RFC 2136 section 2.5).
        (_, []) => vector.class == 255,
        _ => false,
    }
}

impl Case {
    /// Asserts that the crate and the layout agree on `rdata`; returns `true` if it is legal.
    #[track_caller]
    fn agrees(&self, rdata: &[u8], what: &str) -> bool {
        let octets = self.vector.message_with(rdata);
        let start = octets.len() - rdata.len();
        let legal = splits(&self.layout, &octets, start, octets.len());
        if !is_open(&self.vector, rdata) {
            assert_eq!(!is_malformed(&octets), legal, "{}, {what}", self.vector.id);
        }
        legal
    }
}

/// True if a field of this form can end anywhere, or after any of its items, or may be missing.
fn has_open_end(field: &str) -> bool {
    let (_, form) = field.split_once(':').expect("a field has a colon");
    ["bytes(rest)", "list", "opt(", "type-bitmap", "nxt-bitmap", "svc-params"]
        .iter()
        .any(|open| form.starts_with(open))
}

/// Types of which a prefix of a sample is legal, with the reasons.
const LEGAL_PREFIXES: &[(&str, &[&str])] = &[
    (
        "the last field takes what is left, be it little",
        &[
            "ATMA",
            "BRID",
            "CAA",
            "CDNSKEY",
            "CDS",
            "CERT",
            "DHCID",
            "DLV",
            "DNSKEY",
            "DOA",
            "DS",
            "EID",
            "GID",
            "HHIT",
            "IPSECKEY",
            "ISO",
            "KEY",
            "NIMLOC",
            "NSAP",
            "NULL",
            "OPENPGPKEY",
            "RKEY",
            "RRSIG",
            "SIG",
            "SINK",
            "SMIMEA",
            "SSHFP",
            "TA",
            "TLSA",
            "UID",
            "UINFO",
            "UNECE",
            "UNSPEC",
            "URI",
            "WKS",
            "ZONEMD",
        ],
    ),
    (
        "a list may end after any of its items",
        &["APL", "AVC", "HIP", "HTTPS", "NINFO", "OPT", "RESINFO", "SPF", "SVCB", "TXT", "WALLET"],
    ),
    (
        "a bitmap may end after any of its windows, or of its octets in NXT",
        &["CSYNC", "NSEC", "NSEC3", "NXT"],
    ),
    ("the last string may be missing", &["ISDN"]),
];

#[test]
fn a_prefix_is_malformed_unless_its_type_has_an_open_end() {
    let mut open = BTreeSet::new();
    for case in cases() {
        for len in 0..case.vector.wire.len() {
            if case.agrees(&case.vector.wire[..len], &format!("{len} octets")) {
                let (id, last) = (&case.vector.id, last_field(&case.layout));
                assert!(has_open_end(last), "{id}: {len} octets are legal, but {last} has an end");
                open.insert(case.vector.mnemonic.clone());
            }
        }
    }
    // Types whose row is in a sample came later: the form of their last field decides.
    let later: Vec<_> = registered().iter().map(|row| row["mnemonic"].clone()).collect();
    open.retain(|mnemonic| !later.contains(&mnemonic.as_str().into()));
    let want: BTreeSet<_> =
        LEGAL_PREFIXES.iter().flat_map(|(_, types)| *types).map(|t| (*t).to_owned()).collect();
    assert_eq!(open, want);
}

#[test]
fn an_octet_more_is_malformed_unless_its_type_has_an_open_end() {
    let mut open = BTreeSet::new();
    for case in cases() {
        for octet in [0, 1, 0x3F, 0x40, 0xC0, 0xFF] {
            let more = [&case.vector.wire[..], &[octet]].concat();
            if case.agrees(&more, &format!("{octet:#04x} behind it")) {
                open.insert(case.vector.mnemonic.clone());
            }
        }
    }
    let closed = ["A", "AAAA", "MX", "SOA", "SRV", "LOC", "TSIG", "TKEY", "NSEC3PARAM", "NAPTR"];
    assert!(closed.iter().all(|mnemonic| !open.contains(*mnemonic)), "{open:?}");
}

/// A message with a record before and one after that of the vector, and the offset of its RDATA.
fn between(vector: &Vector) -> (Vec<u8>, usize) {
    let owner = pointer(12);
    let before = [
        header(0x1234, 0x8180, [1, 3, 0, 0]),
        question(b"\x07example\0", 1),
        record(&owner, 1, &[192, 0, 2, 1]),
        record_of_class(&owner, vector.rtype, vector.class, &vector.wire),
    ];
    let before = before.concat();
    let start = before.len() - vector.wire.len();
    ([before, record(b"\x03www\xc0\x0c", 15, b"\0\x0a\xc0\x0c")].concat(), start)
}

/// Everything that is read of a message except the record in the middle.
fn around(message: &Message<'_>) -> String {
    let records = message.records().filter(|record| record.index() != 1);
    let records: Vec<_> = records.map(|record| (record.offset(), record.to_string())).collect();
    format!("{:?} {records:?} {}", message.question(), message.end())
}

#[test]
fn a_changed_bit_changes_nothing_but_its_rdata() {
    for case in cases() {
        let (octets, start) = between(&case.vector);
        let want = around(&Message::parse(&octets).expect("the framing is right"));
        let bits = case.vector.wire.len() * 8;
        // Long ones are made of the same octets over and over.
        for bit in (0..bits).step_by(1 + bits / 600) {
            let mut changed = octets.clone();
            changed[start + bit / 8] ^= 0x80 >> (bit % 8);
            let message = Message::parse(&changed).expect("the framing is right");
            assert_eq!(around(&message), want, "{}, bit {bit}", case.vector.id);
            let record = message.records().nth(1).expect("there are three records");
            let (rdata, end) = (record.rdata_octets(), record.end());
            if !is_open(&case.vector, rdata) {
                let legal = splits(&case.layout, &changed, start, end);
                assert_eq!(record.malformed().is_none(), legal, "{}, bit {bit}", case.vector.id);
            }
            assert!(!record.to_string().is_empty());
            record.for_each_field(|field| assert!(field.range.end <= end));
            assert!(message.findings().all(|finding| !finding.to_string().is_empty()));
        }
    }
}

#[test]
fn what_a_changed_bit_leaves_well_formed_is_composed_as_it_was_read() {
    for case in cases() {
        let bits = case.vector.wire.len() * 8;
        for bit in (0..bits).step_by(1 + bits / 600) {
            let mut rdata = case.vector.wire.clone();
            rdata[bit / 8] ^= 0x80 >> (bit % 8);
            let octets = case.vector.message_with(&rdata);
            let record = vectors::only_record(&octets);
            let mut is_compressed = false;
            record.for_each_field(|field| match field.value {
                dnswire::Value::Name(name) => is_compressed |= name.is_compressed(),
                dnswire::Value::Names(names) => {
                    is_compressed |= names.iter().any(dnswire::Name::is_compressed);
                }
                _ => {}
            });
            if !is_compressed {
                let composed = record.rdata().to_octets(dnswire::Form::Uncompressed);
                assert_eq!(hex::encode(composed), hex::encode(&rdata), "{}", case.vector.id);
            }
        }
    }
}
