//! A small writer of messages, with the compression that servers use.

use std::collections::BTreeMap;

use super::random::Random;

/// Numbers of RR types.
pub mod rtype {
    pub const A: u16 = 1;
    pub const NS: u16 = 2;
    pub const CNAME: u16 = 5;
    pub const SOA: u16 = 6;
    pub const PTR: u16 = 12;
    pub const MX: u16 = 15;
    pub const TXT: u16 = 16;
    pub const AAAA: u16 = 28;
    pub const SRV: u16 = 33;
    pub const NAPTR: u16 = 35;
    pub const OPT: u16 = 41;
    pub const DS: u16 = 43;
    pub const RRSIG: u16 = 46;
    pub const NSEC: u16 = 47;
    pub const DNSKEY: u16 = 48;
    pub const NSEC3: u16 = 50;
    pub const TLSA: u16 = 52;
    pub const HTTPS: u16 = 65;
    pub const AXFR: u16 = 252;
    pub const ANY: u16 = 255;
    pub const CAA: u16 = 257;
}

/// The sections that hold records.
#[derive(Clone, Copy)]
pub enum Section {
    Answer = 1,
    Authority = 2,
    Additional = 3,
}

/// A message that is being written.
pub struct Writer {
    octets: Vec<u8>,
    /// The offset at which each suffix, in lower case, was written first.
    suffixes: BTreeMap<Vec<u8>, u16>,
    counts: [u16; 4],
    section: Section,
}

impl Writer {
    pub fn new(id: u16, flags: u16) -> Self {
        let mut octets = vec![0; 12];
        octets[..2].copy_from_slice(&id.to_be_bytes());
        octets[2..4].copy_from_slice(&flags.to_be_bytes());
        Writer { octets, suffixes: BTreeMap::new(), counts: [0; 4], section: Section::Answer }
    }

    /// The offset of the next octet.
    pub fn offset(&self) -> usize {
        self.octets.len()
    }

    pub fn finish(mut self) -> Vec<u8> {
        for (place, count) in self.octets[4..12].chunks_exact_mut(2).zip(self.counts) {
            place.copy_from_slice(&count.to_be_bytes());
        }
        self.octets
    }

    pub fn question(&mut self, name: &str, rtype: u16) {
        self.counts[0] += 1;
        self.name(name);
        self.u16(rtype);
        self.u16(1);
    }

    /// The section of the records that follow.
    pub fn section(&mut self, section: Section) {
        self.section = section;
    }

    pub fn record(&mut self, owner: &str, rtype: u16, ttl: u32, rdata: impl FnOnce(&mut Self)) {
        self.head(owner, rtype, 1, ttl, rdata);
    }

    /// An OPT record in the additional section.
    pub fn opt(&mut self, udp_size: u16, flags: u16, options: &[(u16, impl AsRef<[u8]>)]) {
        self.section(Section::Additional);
        self.head(".", rtype::OPT, udp_size, flags.into(), |w| {
            for (code, octets) in options {
                w.u16(*code);
                w.u16(octets.as_ref().len() as u16);
                w.octets(octets.as_ref());
            }
        });
    }

    fn head(
        &mut self,
        owner: &str,
        rtype: u16,
        class: u16,
        ttl: u32,
        rdata: impl FnOnce(&mut Self),
    ) {
        self.counts[self.section as usize] += 1;
        self.name(owner);
        self.u16(rtype);
        self.u16(class);
        self.u32(ttl);
        self.u16(0);
        let start = self.octets.len();
        rdata(self);
        let rdlength = (self.octets.len() - start) as u16;
        self.octets[start - 2..start].copy_from_slice(&rdlength.to_be_bytes());
    }

    /// A name, compressed.
    pub fn name(&mut self, name: &str) {
        let mut left = name.trim_end_matches('.');
        while !left.is_empty() {
            let suffix = left.to_ascii_lowercase().into_bytes();
            if let Some(target) = self.suffixes.get(&suffix) {
                return self.u16(0xC000 | target);
            }
            if self.octets.len() < 0x4000 {
                self.suffixes.insert(suffix, self.octets.len() as u16);
            }
            let (label, rest) = left.split_once('.').unwrap_or((left, ""));
            self.string(label.as_bytes());
            left = rest;
        }
        self.u8(0);
    }

    /// A name without compression.
    pub fn plain_name(&mut self, name: &str) {
        for label in name.trim_end_matches('.').split('.').filter(|label| !label.is_empty()) {
            self.string(label.as_bytes());
        }
        self.u8(0);
    }

    pub fn u8(&mut self, number: u8) {
        self.octets.push(number);
    }

    pub fn u16(&mut self, number: u16) {
        self.octets(&number.to_be_bytes());
    }

    pub fn u32(&mut self, number: u32) {
        self.octets(&number.to_be_bytes());
    }

    pub fn octets(&mut self, octets: &[u8]) {
        self.octets.extend_from_slice(octets);
    }

    /// A `<character-string>`; labels have the same form.
    pub fn string(&mut self, octets: &[u8]) {
        self.u8(octets.len() as u8);
        self.octets(octets);
    }

    pub fn random(&mut self, random: &mut Random, len: usize) {
        for _ in 0..len {
            self.u8(random.below(256) as u8);
        }
    }

    /// The bitmap of types below 256 and of CAA.
    pub fn bitmap(&mut self, types: &[u16]) {
        for window in 0..2_u16 {
            let mut bits = [0_u8; 32];
            let mut len = 0;
            for rtype in types.iter().filter(|rtype| **rtype >> 8 == window) {
                let low = usize::from(rtype & 0xFF);
                bits[low / 8] |= 0x80 >> (low % 8);
                len = len.max(low / 8 + 1);
            }
            if len > 0 {
                self.u8(window as u8);
                self.string(&bits[..len]);
            }
        }
    }
}
