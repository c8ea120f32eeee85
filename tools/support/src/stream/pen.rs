//! Writes a message with compressed names.

use std::collections::BTreeMap;

use super::rtype;

/// A section of records; the number is the place of its count in the header.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Answer = 1,
    Authority = 2,
    Additional = 3,
}

/// A message that is being written. Its records have class IN.
pub(super) struct Pen {
    octets: Vec<u8>,
    /// Offset of the first occurrence of each suffix, in lower case.
    suffixes: BTreeMap<String, u16>,
    counts: [u16; 4],
    section: Section,
}

impl Pen {
    pub(super) fn new(id: u16, flags: u16) -> Self {
        let mut octets = vec![0; 12];
        octets[..2].copy_from_slice(&id.to_be_bytes());
        octets[2..4].copy_from_slice(&flags.to_be_bytes());
        Pen { octets, suffixes: BTreeMap::new(), counts: [0; 4], section: Section::Answer }
    }

    pub(super) fn len(&self) -> usize {
        self.octets.len()
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        for (place, count) in self.octets[4..12].chunks_exact_mut(2).zip(self.counts) {
            place.copy_from_slice(&count.to_be_bytes());
        }
        self.octets
    }

    pub(super) fn question(&mut self, name: &str, qtype: u16) {
        self.counts[0] += 1;
        self.name(name);
        self.u16(qtype);
        self.u16(1);
    }

    /// Sets the section of the records that follow.
    pub(super) fn section(&mut self, section: Section) {
        self.section = section;
    }

    pub(super) fn record(
        &mut self,
        owner: &str,
        rtype: u16,
        ttl: u32,
        rdata: impl FnOnce(&mut Self),
    ) {
        self.entry(owner, rtype, 1, ttl, rdata);
    }

    /// An OPT record in the additional section.
    pub(super) fn opt(&mut self, udp_size: u16, flags: u16, options: &[(u16, Vec<u8>)]) {
        self.section(Section::Additional);
        self.entry("", rtype::OPT, udp_size, flags.into(), |pen| {
            for (code, octets) in options {
                pen.u16(*code);
                pen.u16(octets.len() as u16);
                pen.octets(octets);
            }
        });
    }

    fn entry(
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

    /// A name, compressed. The root is the empty text.
    pub(super) fn name(&mut self, name: &str) {
        let mut left = name;
        while !left.is_empty() {
            let suffix = left.to_ascii_lowercase();
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
    pub(super) fn plain_name(&mut self, name: &str) {
        for label in name.split('.').filter(|label| !label.is_empty()) {
            self.string(label.as_bytes());
        }
        self.u8(0);
    }

    pub(super) fn u8(&mut self, number: u8) {
        self.octets.push(number);
    }

    pub(super) fn u16(&mut self, number: u16) {
        self.octets(&number.to_be_bytes());
    }

    pub(super) fn u32(&mut self, number: u32) {
        self.octets(&number.to_be_bytes());
    }

    pub(super) fn octets(&mut self, octets: &[u8]) {
        self.octets.extend_from_slice(octets);
    }

    /// A `<character-string>`. Labels have the same form.
    pub(super) fn string(&mut self, octets: &[u8]) {
        self.u8(octets.len() as u8);
        self.octets(octets);
    }

    /// The bitmap of types in NSEC and NSEC3.
    pub(super) fn bitmap(&mut self, types: &[u16]) {
        for window in 0..=1_u16 {
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
