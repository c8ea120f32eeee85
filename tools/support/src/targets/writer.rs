//! Messages that a fuzzer makes up: sections, names that point to one another, RDATA that nearly
//! fits, and some damage at the end.

use arbitrary::Arbitrary;

/// A name: labels by number, then the root or a pointer.
#[derive(Arbitrary, Clone, Debug)]
pub struct Name {
    labels: Vec<Label>,
    end: End,
}

#[derive(Arbitrary, Clone, Debug)]
enum Label {
    /// One of a few, so that names are equal now and then.
    Usual(u8),
    Long(u8),
    Octets(Vec<u8>),
}

#[derive(Arbitrary, Clone, Debug)]
enum End {
    Root,
    /// To a name that was written before, some octets off.
    Known(u8, bool),
    To(u16),
}

#[derive(Arbitrary, Clone, Debug)]
enum Part {
    Number8(u8),
    Number16(u16),
    Number32(u32),
    Name(Name),
    String(Vec<u8>),
    /// Type or key, then octets behind a length of 16 bits.
    Tagged(u16, Vec<Part>),
    Bitmap(u8, Vec<u8>),
    Octets(Vec<u8>),
}

#[derive(Arbitrary, Clone, Debug)]
struct Record {
    section: u8,
    owner: Name,
    rtype: Kind,
    class: u8,
    ttl: u32,
    rdata: Vec<Part>,
    /// Added to RDLENGTH, most often 0.
    error: Option<(bool, u8)>,
}

/// A type that is known, or any.
#[derive(Arbitrary, Clone, Debug)]
enum Kind {
    Known(u8),
    Any(u16),
}

/// A message in parts.
#[derive(Arbitrary, Clone, Debug)]
pub struct Plan {
    flags: u16,
    questions: Vec<(Name, Kind)>,
    records: Vec<Record>,
    damage: Vec<(u16, u8)>,
    cut: Option<u16>,
}

struct Writer {
    octets: Vec<u8>,
    /// The offsets of names.
    known: Vec<usize>,
}

impl Plan {
    /// The octets; at most as many as a message has.
    pub fn octets(&self) -> Vec<u8> {
        let mut writer = Writer { octets: vec![0; 12], known: Vec::new() };
        for (name, rtype) in &self.questions {
            writer.name(name);
            writer.numbers(&[rtype.number(), 1]);
        }
        let mut counts = [self.questions.len(), 0, 0, 0];
        let mut records: Vec<&Record> = self.records.iter().collect();
        records.sort_by_key(|record| record.section % 3);
        for record in records {
            writer.record(record);
            counts[1 + usize::from(record.section % 3)] += 1;
        }
        writer.finish(self, counts)
    }
}

impl Kind {
    fn number(&self) -> u16 {
        match self {
            Kind::Known(place) => {
                let all = dnswire::Type::ALL;
                all[usize::from(*place) % all.len()].0
            }
            Kind::Any(number) => *number,
        }
    }
}

impl Writer {
    fn numbers(&mut self, numbers: &[u16]) {
        self.octets.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    }

    fn name(&mut self, name: &Name) {
        self.known.push(self.octets.len());
        for label in &name.labels {
            self.label(label);
        }
        match name.end {
            End::Root => self.octets.push(0),
            End::To(target) => self.numbers(&[target | 0xC000]),
            End::Known(place, next) => {
                let target = self.known[usize::from(place) % self.known.len()];
                let skip = usize::from(self.octets.get(target).copied().unwrap_or(0)) + 1;
                let target = if next { target + skip } else { target };
                self.numbers(&[u16::try_from(target).unwrap_or(0) | 0xC000]);
            }
        }
    }

    fn label(&mut self, label: &Label) {
        let usual: [&[u8]; 4] = [b"example", b"MAIL", b"mail", b"a"];
        let octets = match label {
            Label::Usual(place) => usual[usize::from(*place) % usual.len()],
            Label::Long(octet) => &[*octet; 63],
            Label::Octets(octets) => &octets[..octets.len().min(64)],
        };
        self.octets.push(octets.len() as u8);
        self.octets.extend_from_slice(octets);
    }

    fn record(&mut self, record: &Record) {
        self.name(&record.owner);
        let class = [1, 1, 3, 4, 254, 255, 0x8001][usize::from(record.class) % 7];
        self.numbers(&[record.rtype.number(), class]);
        self.octets.extend(record.ttl.to_be_bytes());
        self.behind_length(&record.rdata, record.error);
    }

    fn behind_length(&mut self, parts: &[Part], error: Option<(bool, u8)>) {
        let start = self.octets.len();
        self.numbers(&[0]);
        parts.iter().for_each(|part| self.part(part));
        let len = (self.octets.len() - start - 2) as u16;
        let len = match error {
            Some((true, more)) => len.wrapping_add(u16::from(more)),
            Some((false, less)) => len.wrapping_sub(u16::from(less)),
            None => len,
        };
        self.octets[start..start + 2].copy_from_slice(&len.to_be_bytes());
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Number8(number) => self.octets.push(*number),
            Part::Number16(number) => self.numbers(&[*number]),
            Part::Number32(number) => self.octets.extend(number.to_be_bytes()),
            Part::Name(name) => self.name(name),
            Part::String(octets) | Part::Bitmap(_, octets) => {
                if let Part::Bitmap(window, _) = part {
                    self.octets.push(*window);
                }
                self.octets.push(octets.len() as u8);
                self.octets.extend_from_slice(octets);
            }
            Part::Tagged(tag, parts) => {
                self.numbers(&[*tag]);
                self.behind_length(parts, None);
            }
            Part::Octets(octets) => self.octets.extend_from_slice(octets),
        }
    }

    fn finish(mut self, plan: &Plan, counts: [usize; 4]) -> Vec<u8> {
        let header = [7, plan.flags].into_iter().chain(counts.map(|count| count as u16));
        for (place, number) in self.octets.chunks_exact_mut(2).zip(header) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        let len = self.octets.len();
        for (at, octet) in &plan.damage {
            self.octets[usize::from(*at) % len] ^= octet;
        }
        self.octets.truncate(plan.cut.map_or(len, |cut| usize::from(cut) % len + 1));
        self.octets
    }
}
