//! Writes messages that nobody would send.

/// Numbers of RR types.
pub mod rtype {
    pub const NS: u16 = 2;
    pub const CNAME: u16 = 5;
    pub const SOA: u16 = 6;
    pub const NULL: u16 = 10;
    pub const MINFO: u16 = 14;
    pub const TXT: u16 = 16;
    pub const NXT: u16 = 30;
    pub const NAPTR: u16 = 35;
    pub const OPT: u16 = 41;
    pub const APL: u16 = 42;
    pub const RRSIG: u16 = 46;
    pub const CDNSKEY: u16 = 60;
    pub const SVCB: u16 = 64;
    pub const NSEC: u16 = 47;
    pub const DNSKEY: u16 = 48;
    pub const HIP: u16 = 55;
    pub const CSYNC: u16 = 62;
    pub const HTTPS: u16 = 65;
    pub const TSIG: u16 = 250;
    pub const AXFR: u16 = 252;
}

/// A section of records.
#[derive(Clone, Copy)]
pub enum Section {
    Answer,
    Additional,
}

/// No message is longer.
pub const MOST: usize = 65_535;
/// The header, and where the first entry starts.
const HEADER: usize = 12;

/// A message that is being written.
pub struct Pen {
    octets: Vec<u8>,
    counts: [u16; 4],
    /// The most octets of the message.
    most: usize,
}

impl Pen {
    /// A message with these flags.
    pub fn new(flags: u16) -> Self {
        Pen::within(flags, MOST)
    }

    /// A message of at most `most` octets.
    pub fn within(flags: u16, most: usize) -> Self {
        let mut octets = vec![0; HEADER];
        octets[2..4].copy_from_slice(&flags.to_be_bytes());
        Pen { octets, counts: [0; 4], most }
    }

    /// The offset of the next octet.
    pub fn at(&self) -> u16 {
        u16::try_from(self.octets.len()).unwrap()
    }

    pub fn question(&mut self, name: &[u8], qtype: u16) {
        self.counts[0] += 1;
        self.octets.extend_from_slice(name);
        self.octets.extend_from_slice(&qtype.to_be_bytes());
        self.octets.extend_from_slice(&[0, 1]);
    }

    /// A record of class IN and TTL 0.
    pub fn record(&mut self, section: Section, owner: &[u8], rtype: u16, rdata: &[u8]) {
        self.entry(section, owner, rtype, [0, 1], 0, rdata);
    }

    pub fn entry(
        &mut self,
        section: Section,
        owner: &[u8],
        rtype: u16,
        class: [u8; 2],
        ttl: u32,
        rdata: &[u8],
    ) {
        let place = match section {
            Section::Answer => 1,
            Section::Additional => 3,
        };
        self.counts[place] += 1;
        self.octets.extend_from_slice(owner);
        self.octets.extend_from_slice(&rtype.to_be_bytes());
        self.octets.extend_from_slice(&class);
        self.octets.extend_from_slice(&ttl.to_be_bytes());
        self.octets.extend_from_slice(&u16::try_from(rdata.len()).unwrap().to_be_bytes());
        self.octets.extend_from_slice(rdata);
    }

    /// A record of a type that nobody looks into; `rdata` knows where it starts.
    pub fn hidden<T>(&mut self, rdata: impl FnOnce(u16) -> (Vec<u8>, T)) -> T {
        let (octets, value) = rdata(self.at() + 11);
        self.record(Section::Answer, &[0], rtype::NULL, &octets);
        value
    }

    /// The octets left for one RDATA behind a root owner.
    pub fn room(&self) -> usize {
        self.most - self.octets.len() - 11
    }

    /// Writes the same kind of entry as often as there is room.
    pub fn fill(mut self, mut entry: impl FnMut(&mut Pen, usize)) -> Vec<u8> {
        for turn in 0.. {
            let (len, counts) = (self.octets.len(), self.counts);
            entry(&mut self, turn);
            if self.octets.len() > self.most || counts.contains(&u16::MAX) {
                self.octets.truncate(len);
                self.counts = counts;
                break;
            }
        }
        self.finish()
    }

    pub fn finish(mut self) -> Vec<u8> {
        for (place, count) in self.octets[4..HEADER].chunks_exact_mut(2).zip(self.counts) {
            place.copy_from_slice(&count.to_be_bytes());
        }
        self.octets
    }
}

/// A compression pointer.
pub fn pointer(target: u16) -> [u8; 2] {
    (0xC000 | target).to_be_bytes()
}
