//! A slow reader of messages that shares nothing with the crate: names are vectors, pointers are
//! followed one by one, every rule is a line.

/// An entry of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 0 question, 1 answer, 2 authority, 3 additional.
    pub section: usize,
    /// Its place in the section.
    pub index: usize,
    /// Where its name starts.
    pub pos: usize,
    /// Its name, uncompressed, in the case it has.
    pub name: Vec<u8>,
    /// Its type.
    pub rtype: u16,
    /// Its class.
    pub class: u16,
    /// TTL, position and octets of the RDATA; `None` for questions.
    pub record: Option<(u32, usize, Vec<u8>)>,
}

/// What can be read of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The entries that are whole.
    pub entries: Vec<Entry>,
    /// Where the last of them ends.
    pub end: usize,
    /// The section and index of the entry that cannot be read.
    pub broken: Option<(usize, usize)>,
}

/// Reads what is there; `None` without a header.
pub fn read(octets: &[u8]) -> Option<Reading> {
    let message = &octets[..octets.len().min(65535)];
    if message.len() < 12 {
        return None;
    }
    let mut reading = Reading { entries: Vec::new(), end: 12, broken: None };
    for section in 0..4 {
        for index in 0..usize::from(be_u16(message, 4 + 2 * section)?) {
            let Some((entry, end)) = entry(message, reading.end, section, index) else {
                reading.broken = Some((section, index));
                return Some(reading);
            };
            reading.entries.push(entry);
            reading.end = end;
        }
    }
    Some(reading)
}

fn entry(message: &[u8], pos: usize, section: usize, index: usize) -> Option<(Entry, usize)> {
    let (name, at) = name(message, pos)?;
    let (rtype, class) = (be_u16(message, at)?, be_u16(message, at + 2)?);
    let entry = Entry { section, index, pos, name, rtype, class, record: None };
    if section == 0 {
        return Some((entry, at + 4));
    }
    let ttl = u32::from(be_u16(message, at + 4)?) << 16 | u32::from(be_u16(message, at + 6)?);
    let rdlength = usize::from(be_u16(message, at + 8)?);
    let rdata = message.get(at + 10..at + 10 + rdlength)?.to_vec();
    Some((Entry { record: Some((ttl, at + 10, rdata)), ..entry }, at + 10 + rdlength))
}

/// The name at `pos`, uncompressed, and where what follows it starts.
pub fn name(message: &[u8], pos: usize) -> Option<(Vec<u8>, usize)> {
    let mut octets = Vec::new();
    let (mut at, mut run, mut pointers, mut end) = (pos, pos, 0, None);
    loop {
        let len = *message.get(at)?;
        match len {
            0 => {
                octets.push(0);
                return (octets.len() <= 255).then_some((octets, end.unwrap_or(at + 1)));
            }
            1..=63 => {
                octets.extend_from_slice(message.get(at..=at + usize::from(len))?);
                at += 1 + usize::from(len);
            }
            64..=191 => return None,
            192.. => {
                let target = usize::from(be_u16(message, at)? & 0x3FFF);
                pointers += 1;
                if target >= run || pointers > 128 {
                    return None;
                }
                end = end.or(Some(at + 2));
                (at, run) = (target, target);
            }
        }
    }
}

fn be_u16(octets: &[u8], at: usize) -> Option<u16> {
    Some(u16::from(*octets.get(at)?) << 8 | u16::from(*octets.get(at + 1)?))
}
