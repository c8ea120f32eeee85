//! A small writer of messages with compressed names, for tests that know what they wrote.

/// The labels of a name, the leftmost first.
pub type Labels = Vec<Vec<u8>>;

/// A name in wire form, without compression.
pub fn name_octets(labels: &[Vec<u8>]) -> Vec<u8> {
    let mut octets = Vec::new();
    for label in labels {
        octets.push(u8::try_from(label.len()).expect("labels are short"));
        octets.extend_from_slice(label);
    }
    octets.push(0);
    octets
}

/// RDATA as its fields.
#[derive(Clone, Debug)]
pub enum Data {
    A([u8; 4]),
    Aaaa([u8; 16]),
    Ns(Labels),
    Cname(Labels),
    Ptr(Labels),
    Mx(u16, Labels),
    Soa(Labels, Labels, [u32; 5]),
    Srv([u16; 3], Labels),
    Txt(Vec<Vec<u8>>),
    Opaque(u16, Vec<u8>),
}

/// A record to be written.
#[derive(Clone, Debug)]
pub struct Record {
    pub owner: Labels,
    pub class: u16,
    pub ttl: u32,
    pub data: Data,
}

/// A message to be written.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: u16,
    pub flags: u16,
    pub questions: Vec<(Labels, u16, u16)>,
    pub sections: [Vec<Record>; 3],
}

impl Data {
    /// The type.
    pub fn rtype(&self) -> u16 {
        match self {
            Data::A(_) => 1,
            Data::Ns(_) => 2,
            Data::Cname(_) => 5,
            Data::Soa(..) => 6,
            Data::Ptr(_) => 12,
            Data::Mx(..) => 15,
            Data::Txt(_) => 16,
            Data::Aaaa(_) => 28,
            Data::Srv(..) => 33,
            Data::Opaque(rtype, _) => *rtype,
        }
    }
}

impl Message {
    /// The octets; names are compressed where they can be.
    pub fn octets(&self) -> Vec<u8> {
        let mut writer = Writer::new(self);
        for (name, qtype, qclass) in &self.questions {
            writer.name(name);
            writer.numbers(&[*qtype, *qclass]);
        }
        for record in self.sections.iter().flatten() {
            writer.record(record);
        }
        writer.octets
    }
}

struct Writer {
    octets: Vec<u8>,
    /// Names that were written, and where.
    known: Vec<(Labels, usize)>,
}

impl Writer {
    fn new(message: &Message) -> Self {
        let mut writer = Writer { octets: Vec::new(), known: Vec::new() };
        let count = |len: usize| u16::try_from(len).expect("few entries");
        let [answers, authority, additional] = message.sections.each_ref().map(|s| count(s.len()));
        writer.numbers(&[message.id, message.flags, count(message.questions.len())]);
        writer.numbers(&[answers, authority, additional]);
        writer
    }

    fn numbers(&mut self, numbers: &[u16]) {
        self.octets.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    }

    fn name(&mut self, labels: &[Vec<u8>]) {
        for at in 0..labels.len() {
            let here = &labels[at..];
            if let Some((_, target)) = self.known.iter().find(|(known, _)| known == here) {
                let pointer = u16::try_from(*target).expect("targets are below 16384") | 0xC000;
                return self.numbers(&[pointer]);
            }
            if self.octets.len() < 0x4000 {
                self.known.push((here.to_vec(), self.octets.len()));
            }
            self.octets.push(u8::try_from(labels[at].len()).expect("labels are short"));
            self.octets.extend_from_slice(&labels[at]);
        }
        self.octets.push(0);
    }

    fn record(&mut self, record: &Record) {
        self.name(&record.owner);
        self.numbers(&[record.data.rtype(), record.class]);
        self.octets.extend(record.ttl.to_be_bytes());
        let start = self.octets.len();
        self.numbers(&[0]);
        self.data(&record.data);
        let rdlength = u16::try_from(self.octets.len() - start - 2).expect("RDATA is short");
        self.octets[start..start + 2].copy_from_slice(&rdlength.to_be_bytes());
    }

    fn data(&mut self, data: &Data) {
        match data {
            Data::A(address) => self.octets.extend(address),
            Data::Aaaa(address) => self.octets.extend(address),
            Data::Ns(name) | Data::Cname(name) | Data::Ptr(name) => self.name(name),
            Data::Mx(preference, exchange) => {
                self.numbers(&[*preference]);
                self.name(exchange);
            }
            Data::Soa(mname, rname, numbers) => {
                self.name(mname);
                self.name(rname);
                self.octets.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
            }
            Data::Srv(numbers, target) => {
                self.numbers(numbers);
                self.name(target);
            }
            Data::Txt(strings) => {
                for string in strings {
                    self.octets.push(u8::try_from(string.len()).expect("strings are short"));
                    self.octets.extend(string);
                }
            }
            Data::Opaque(_, octets) => self.octets.extend(octets),
        }
    }
}
