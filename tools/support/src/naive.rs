//! A slow reader by the letter of the rules, which shares nothing with the crate.
//!
//! Names are vectors, every pointer is followed anew, every rule is a line. Rules: 12 octets of
//! header; at most 65535 octets of message; labels of 1 to 63 octets; a name has at most 255 octets
//! and follows at most 128 pointers, each of which leads to before the labels that it ends.

/// A question, or a record without what its RDATA means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 0 question, 1 answer, 2 authority, 3 additional.
    pub section: usize,
    pub index: usize,
    pub start: usize,
    pub end: usize,
    /// Uncompressed, in the case it has.
    pub name: Vec<u8>,
    pub rtype: u16,
    pub class: u16,
    /// TTL and RDATA of records.
    pub record: Option<(u32, Vec<u8>)>,
}

/// The entries of a message that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub entries: Vec<Entry>,
    pub end: usize,
    /// Section and index of the entry that cannot be read.
    pub broken: Option<(usize, usize)>,
}

/// Reads as many entries as possible; `None` without a header.
pub fn read(octets: &[u8]) -> Option<Reading> {
    let message = octets.get(..65535).unwrap_or(octets);
    let counts: Vec<u16> =
        (0..4).map(|place| number(message, 4 + 2 * place)).collect::<Option<_>>()?;
    let mut reading = Reading { entries: Vec::new(), end: 12, broken: None };
    for (section, count) in counts.into_iter().enumerate() {
        for index in 0..usize::from(count) {
            let Some(entry) = entry(message, reading.end, section, index) else {
                reading.broken = Some((section, index));
                return Some(reading);
            };
            reading.end = entry.end;
            reading.entries.push(entry);
        }
    }
    Some(reading)
}

fn entry(message: &[u8], start: usize, section: usize, index: usize) -> Option<Entry> {
    let (name, at) = name(message, start)?;
    let (rtype, class) = (number(message, at)?, number(message, at + 2)?);
    let mut entry = Entry { section, index, start, end: at + 4, name, rtype, class, record: None };
    if section > 0 {
        let [high, low] = [number(message, at + 4)?, number(message, at + 6)?].map(u32::from);
        let rdata = message.get(at + 10..at + 10 + usize::from(number(message, at + 8)?))?;
        entry.record = Some((high << 16 | low, rdata.to_vec()));
        entry.end = at + 10 + rdata.len();
    }
    Some(entry)
}

/// The name at `start`, uncompressed, and where it ends.
pub fn name(message: &[u8], start: usize) -> Option<(Vec<u8>, usize)> {
    let (mut octets, mut run, mut pointers) = (Vec::new(), start, 0);
    let (end, mut next) = labels(message, start, &mut octets)?;
    while let Some(target) = next {
        pointers += 1;
        if target >= run || pointers > 128 {
            return None;
        }
        run = target;
        (_, next) = labels(message, target, &mut octets)?;
    }
    Some((octets, end))
}

/// True if the labels behind a pointer of the name at `start` continue beyond its start.
pub fn overlaps(message: &[u8], start: usize) -> bool {
    let mut run = start;
    while let Some((end, target)) = labels(message, run, &mut Vec::new()) {
        if run < start && end > start {
            return true;
        }
        match target {
            Some(target) if target < run => run = target,
            _ => break,
        }
    }
    false
}

/// Appends labels up to the root or a pointer; where they end, and the target of the pointer.
fn labels(message: &[u8], mut at: usize, octets: &mut Vec<u8>) -> Option<(usize, Option<usize>)> {
    loop {
        let len = *message.get(at)?;
        match len >> 6 {
            0 => octets.extend_from_slice(message.get(at..=at + usize::from(len))?),
            3 => return Some((at + 2, Some(usize::from(number(message, at)? & 0x3FFF)))),
            _ => return None,
        }
        at += 1 + usize::from(len);
        if octets.len() > 255 {
            return None;
        }
        if len == 0 {
            return Some((at, None));
        }
    }
}

fn number(octets: &[u8], at: usize) -> Option<u16> {
    let octets = octets.get(at..at + 2)?;
    Some(u16::from(octets[0]) << 8 | u16::from(octets[1]))
}
