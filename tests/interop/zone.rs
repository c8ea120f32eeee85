//! Generated records of all types as a zone file, and their octets, as JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use dnswire::arbitrary::rdata_of;
use dnswire::{Builder, Class, Compression, Message, NameBuf, RdataBuf, RecordBuf, Type};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::composed::Numbers;
use dnswire_support::vectors::{self, Vector};

/// The number of records, of all types in turn.
const RECORDS: usize = 10_000;

/// The octets of labels: some need escapes in text.
const OCTETS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_ .;\"()@$\\\0\x7f\xff";

/// A name below `example.` that no other record has.
fn owner(number: usize, numbers: &mut Numbers) -> NameBuf {
    let len = 1 + numbers.below(20);
    let label: Vec<u8> = (0..len).map(|_| OCTETS[numbers.below(OCTETS.len())]).collect();
    let unique = format!("r{number}");
    NameBuf::from_labels([&label[..], unique.as_bytes(), b"example"]).unwrap()
}

/// True if the strict reading finds nothing wrong with the record.
fn is_good(record: &RecordBuf) -> bool {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression).unwrap();
    builder.set_flags(builder.flags().with_response(true));
    builder.push_question(record.owner(), record.rtype(), record.class());
    let mut builder = builder.answer();
    assert!(builder.push_record(record), "it fits");
    builder.finish();
    Message::parse_strict(&octets).is_ok()
}

/// Makes records of one type that break no rule.
struct Maker {
    rtype: Type,
    make: BoxedStrategy<RdataBuf>,
    /// For types whose random RDATA is never good, as digits in text.
    vectors: Vec<RdataBuf>,
    /// Good random RDATA was found.
    is_random: bool,
}

impl Maker {
    fn new(rtype: Type) -> Self {
        let is_ours = |v: &Vector| (v.rtype, v.class) == (rtype.0, 1);
        let vectors = vectors::valid().into_iter().filter(is_ours);
        let vectors =
            vectors.map(|v| RdataBuf::from_octets(rtype, Class::IN, &v.wire).unwrap()).collect();
        Maker { rtype, make: rdata_of(rtype).boxed(), vectors, is_random: true }
    }

    fn record(
        &mut self,
        owner: &NameBuf,
        runner: &mut TestRunner,
        numbers: &mut Numbers,
    ) -> RecordBuf {
        let record = |rdata| RecordBuf::new(owner, 0, Class::IN, &rdata).unwrap();
        if self.is_random {
            let mut some = (0..300).map(|_| record(self.make.new_tree(runner).unwrap().current()));
            if let Some(record) = some.find(is_good) {
                return record;
            }
            self.is_random = false;
            println!("{}: RDATA of vectors.jsonl", self.rtype);
        }
        record(numbers.pick(&self.vectors).clone())
    }
}

#[test]
#[ignore = "sh tests/interop/zone.sh"]
fn records_of_all_types_for_other_readers_of_zones() {
    let folder = PathBuf::from(std::env::var_os("DNSWIRE_ZONE").expect("DNSWIRE_ZONE: a folder"));
    let create = |name| BufWriter::new(File::create(folder.join(name)).unwrap());
    let (mut zone, mut lines) = (create("zone"), create("records.jsonl"));
    // OPT, NXNAME, TKEY and TSIG are not in zones, nor are the types of questions.
    let meta = |rtype: &Type| rtype.is_question_only() || [41, 128, 249, 250].contains(&rtype.0);
    let types: Vec<_> = Type::ALL.iter().copied().filter(|rtype| !meta(rtype)).collect();
    let mut makers: Vec<_> = types.iter().copied().map(Maker::new).collect();
    let (mut runner, mut numbers) = (TestRunner::deterministic(), Numbers(12));
    for number in 0..RECORDS {
        let owner = owner(number, &mut numbers);
        let maker = &mut makers[number % types.len()];
        let mut record = maker.record(&owner, &mut runner, &mut numbers);
        record.set_ttl(u32::try_from(numbers.next() >> 33).unwrap());
        writeln!(zone, "{record}").unwrap();
        let line = json!({
            "owner": hex::encode(record.owner().to_buf().as_octets()),
            "ttl": record.ttl_field(),
            "type": record.rtype().0,
            "rdata": hex::encode(record.rdata_octets()),
        });
        writeln!(lines, "{line}").unwrap();
    }
    zone.flush().unwrap();
    lines.flush().unwrap();
}
