//! Generated messages with records of all types, and their content, as JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write};

use dnswire::{Builder, Class, Compression, NameBuf, OptRecord, Type, Value};
use serde_json::{Value as Json, json};

use dnswire_support::vectors::{self, Vector, fields, only_record};

/// The number of messages that are composed.
const MESSAGES: usize = 10_000;

/// One of this many messages is longer than pointers reach.
const EVERY_LONG: usize = 1000;

/// Numbers that look random and are the same each time (`SplitMix64`).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    pub(crate) fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// A record that is to be in a message.
struct Planned<'v> {
    owner: NameBuf,
    ttl: u32,
    vector: &'v Vector,
}

impl Planned<'_> {
    /// Section, owner, type, class, TTL, RDATA.
    fn json(&self, section: usize) -> Json {
        let Vector { rtype, class, wire, .. } = self.vector;
        let owner = hex::encode(self.owner.as_octets());
        json!([section, owner, rtype, class, self.ttl, hex::encode(wire)])
    }
}

/// The parts from which messages are made.
struct Source {
    numbers: Numbers,
    /// RDATA that any section may have.
    vectors: Vec<Vector>,
    /// RDATA of OPT, and of TSIG.
    opts: Vec<Vector>,
    tsigs: Vec<Vector>,
    /// The names in the RDATA, so that compression finds equal names.
    names: Vec<NameBuf>,
    /// The number of vectors that were used.
    used: usize,
}

impl Source {
    fn new() -> Self {
        let (opts, others) = vectors::valid().into_iter().partition(|v| v.rtype == 41);
        let (tsigs, vectors): (Vec<Vector>, Vec<Vector>) =
            Vec::into_iter(others).partition(|v| v.rtype == 250);
        let mut names = vec![NameBuf::ROOT, "example.".parse().unwrap()];
        for vector in &vectors {
            let octets = vector.message();
            let found = fields(&only_record(&octets)).into_iter();
            names.extend(found.filter_map(|field| match field.value {
                Value::Name(name) => Some(name.to_buf()),
                _ => None,
            }));
        }
        Source { numbers: Numbers(35), vectors, opts, tsigs, names, used: 0 }
    }

    /// One of the names, or one below it, or the name in another case.
    fn owner(&mut self) -> NameBuf {
        let name = *self.numbers.pick(&self.names);
        match self.numbers.below(4) {
            0 => name,
            1 => name.to_lowercase(),
            _ => self.below(&name).unwrap_or(name),
        }
    }

    fn below(&mut self, name: &NameBuf) -> Option<NameBuf> {
        let len = 1 + self.numbers.below(12);
        let label: Vec<u8> = (0..len)
            .map(|_| *self.numbers.pick(b"abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_ .\\\0\xff"))
            .collect();
        let labels = name.as_name().labels().map(dnswire::Label::as_octets);
        let all = std::iter::once(&label[..]).chain(labels);
        NameBuf::from_labels(all).ok()
    }

    /// This many records, with the vectors in turn.
    fn records(&mut self, count: usize) -> Vec<(NameBuf, u32, usize)> {
        (0..count)
            .map(|_| {
                self.used += 1;
                let ttl = u32::try_from(self.numbers.next() >> 33).unwrap();
                (self.owner(), ttl, (self.used - 1) % self.vectors.len())
            })
            .collect()
    }

    /// A message and its content.
    fn message(&mut self, number: usize) -> Json {
        let most = if number % EVERY_LONG == EVERY_LONG - 1 { 250 } else { 16 };
        let drawn: [_; 3] = std::array::from_fn(|_| {
            let count = self.numbers.below(most);
            self.records(count)
        });
        let qname = self.owner();
        let opt = (self.numbers.below(2) == 0).then(|| self.numbers.below(self.opts.len()));
        let tsig = (self.numbers.below(8) == 0).then(|| self.numbers.below(self.tsigs.len()));
        let sections = drawn.map(|drawn| {
            let planned =
                |(owner, ttl, index)| Planned { owner, ttl, vector: &self.vectors[index] };
            drawn.into_iter().map(planned).collect()
        });
        let id = u16::try_from(number % 65536).unwrap();
        compose(id, &qname, &sections, opt.map(|n| &self.opts[n]), tsig.map(|n| &self.tsigs[n]))
    }
}

macro_rules! push_all {
    ($builder:ident, $planned:expr) => {
        for Planned { owner, ttl, vector } in $planned {
            let octets = vector.message();
            let rdata = only_record(&octets).rdata();
            assert!($builder.push_rdata(owner, *ttl, Class(vector.class), &rdata), "it fits");
        }
    };
}

fn compose(
    id: u16,
    qname: &NameBuf,
    sections: &[Vec<Planned<'_>>; 3],
    opt: Option<&Vector>,
    tsig: Option<&Vector>,
) -> Json {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder =
        Builder::query(&mut octets, &mut compression, id, qname, Type::ANY, Class::IN).unwrap();
    builder.set_flags(builder.flags().with_response(true));
    let mut records: Vec<Json> = Vec::new();
    for (section, planned) in (1..).zip(sections) {
        records.extend(planned.iter().map(|planned| planned.json(section)));
    }
    if let Some(Vector { wire, .. }) = opt {
        builder.set_edns(OptRecord::new(1232).with_options(wire).with_dnssec_ok(true));
        records.push(json!([3, "00", 41, 1232, 0x8000, hex::encode(wire)]));
    }
    builder.reserve(300);
    let [answer, authority, additional] = sections;
    let mut builder = builder.answer();
    push_all!(builder, answer);
    let mut builder = builder.authority();
    push_all!(builder, authority);
    let mut builder = builder.additional();
    push_all!(builder, additional);
    let mut builder = builder.transaction();
    if let Some(vector) = tsig {
        let key = Planned { owner: *qname, ttl: 0, vector };
        records.push(key.json(3));
        push_all!(builder, [key].iter());
    }
    builder.finish();
    let uncompressed: usize = records.iter().map(uncompressed_len).sum();
    json!({ "wire": hex::encode(&octets), "uncompressed": uncompressed, "records": records })
}

/// The octets of a record without compression.
fn uncompressed_len(record: &Json) -> usize {
    let len = |n: usize| record[n].as_str().unwrap().len() / 2;
    len(1) + 10 + len(5)
}

#[test]
#[ignore = "sh tests/interop/dnspython.sh"]
fn messages_of_all_types_for_other_parsers() {
    let path = std::env::var_os("DNSWIRE_MESSAGES").expect("DNSWIRE_MESSAGES: where to write");
    let mut file = BufWriter::new(File::create(path).expect("the file can be written"));
    let mut source = Source::new();
    for number in 0..MESSAGES {
        writeln!(file, "{}", source.message(number)).expect("the file can be written");
    }
    assert!(source.used > 100 * source.vectors.len(), "each of the vectors is used often");
    file.flush().expect("the file can be written");
}
