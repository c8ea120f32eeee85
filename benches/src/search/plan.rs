//! Plans of messages: some entries, then others that repeat until the message is full.

use dnswire::Message;

/// No message has more entries.
const MOST_ENTRIES: usize = 60_000;
/// The most octets and the most entries that are looked for as what repeats.
const MOST_ITEM: usize = 64;
const MOST_UNIT: usize = 256;
/// They repeat at least so often.
const LEAST_TIMES: usize = 4;

/// A question or a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub section: usize,
    pub owner: Vec<u8>,
    /// Type, class and TTL.
    pub fixed: [u8; 8],
    pub rdata: Vec<u8>,
    /// Octets that follow in the RDATA, and how often; less often where there is no room.
    pub item: Vec<u8>,
    pub times: usize,
}

#[derive(Clone)]
pub struct Plan {
    pub flags: [u8; 2],
    pub head: Vec<Entry>,
    /// The entries that repeat; at least one.
    pub unit: Vec<Entry>,
}

impl Plan {
    /// The plan of a message; `None` if there are no entries in it.
    pub fn of(octets: &[u8]) -> Option<Self> {
        let flags = octets.get(2..4)?.try_into().ok()?;
        let mut head = entries(octets)?;
        let (start, len) = match repeating(&head, MOST_UNIT) {
            Some((start, period)) => (start, start + period),
            None => (head.len() / 2, head.len()),
        };
        head.truncate(len);
        let unit = head.split_off(start);
        (!unit.is_empty()).then_some(Plan { flags, head, unit })
    }

    /// The message, of at most `size` octets.
    pub fn message(&self, size: usize) -> Vec<u8> {
        let mut octets = [&[0, 0], &self.flags[..], &[0; 8]].concat();
        let (mut counts, mut section) = ([0_u16; 4], 0);
        let entries = self.head.iter().chain(self.unit.iter().cycle());
        for entry in entries.take(MOST_ENTRIES) {
            section = entry.section.max(section);
            let len = octets.len();
            entry.write(section, size, &mut octets);
            if octets.len() > size {
                octets.truncate(len);
                break;
            }
            counts[section] += 1;
        }
        octets[4..12].copy_from_slice(&counts.map(u16::to_be_bytes).concat());
        octets
    }

    /// The octets before the entries that repeat.
    pub fn head_len(&self) -> usize {
        12 + self.head.iter().map(Entry::octets).sum::<usize>()
    }

    /// Every run of octets that may have pointers.
    pub fn parts(&mut self) -> impl Iterator<Item = &mut Vec<u8>> {
        self.head.iter_mut().chain(&mut self.unit).flat_map(Entry::parts)
    }

    /// Makes pointers to `from` and beyond lead `by` octets further.
    pub fn shift(&mut self, from: usize, by: isize) {
        for octets in self.parts() {
            for (at, target) in pointers(octets).into_iter().filter(|(_, target)| *target >= from) {
                set_pointer(octets, at, target.saturating_add_signed(by));
            }
        }
    }
}

impl Entry {
    pub fn parts(&mut self) -> [&mut Vec<u8>; 3] {
        [&mut self.owner, &mut self.rdata, &mut self.item]
    }

    /// The octets where there is room for all items, or for many.
    pub fn octets(&self) -> usize {
        let items = self.item.len().saturating_mul(self.times).min(8192);
        self.owner.len() + if self.section == 0 { 4 } else { 10 + self.rdata.len() + items }
    }

    fn write(&self, section: usize, size: usize, octets: &mut Vec<u8>) {
        octets.extend_from_slice(&self.owner);
        if section == 0 {
            return octets.extend_from_slice(&self.fixed[..4]);
        }
        octets.extend_from_slice(&self.fixed);
        let room = size.saturating_sub(octets.len() + 2 + self.rdata.len());
        let times = self.times.min(room / self.item.len().max(1));
        let rdlength = self.rdata.len() + self.item.len() * times;
        octets.extend_from_slice(&u16::try_from(rdlength).unwrap_or(u16::MAX).to_be_bytes());
        octets.extend_from_slice(&self.rdata);
        octets.extend((0..times).flat_map(|_| &self.item));
    }
}

/// The whole entries of a message.
fn entries(octets: &[u8]) -> Option<Vec<Entry>> {
    let partial = Message::parse_partial(octets, octets.len()).ok()?;
    let message = partial.message();
    let of_section = [message.answers(), message.authority(), message.additional()];
    let first = message.records().next().map_or(message.end(), |record| record.offset());
    let starts: Vec<usize> = message.questions().map(|question| question.offset()).collect();
    let ends = starts.iter().skip(1).copied().chain([first]);
    let questions = starts.iter().zip(ends).map(|(start, end)| {
        let (owner, fixed) = octets[*start..end].split_at(end - start - 4);
        Entry::of(0, owner, &[fixed, &[0; 4]].concat(), &[])
    });
    let records = of_section.into_iter().zip(1..).flat_map(|(records, section)| {
        records.map(move |record| {
            let fixed = record.rdata_offset() - 10;
            let owner = &octets[record.offset()..fixed];
            Entry::of(section, owner, &octets[fixed..fixed + 8], record.rdata_octets())
        })
    });
    Some(questions.chain(records).collect())
}

impl Entry {
    fn of(section: usize, owner: &[u8], fixed: &[u8], rdata: &[u8]) -> Self {
        let mut entry = Entry {
            section,
            owner: owner.to_vec(),
            fixed: fixed.try_into().unwrap_or_default(),
            rdata: rdata.to_vec(),
            item: Vec::new(),
            times: 0,
        };
        let found = repeating(rdata, MOST_ITEM).filter(|_| rdata.len() > 256);
        if let Some((start, period)) = found {
            entry.item = rdata[start..start + period].to_vec();
            // A record that nearly fills its message does so in every size.
            let fills = rdata.len() > 7000;
            entry.times = if fills { usize::MAX } else { (rdata.len() - start) / period };
            entry.rdata.truncate(start);
        }
        entry
    }
}

/// Where the end of a list begins to repeat, and its period.
fn repeating<T: PartialEq>(list: &[T], most: usize) -> Option<(usize, usize)> {
    let from = |period: usize| {
        let pairs = list.iter().rev().zip(list.iter().rev().skip(period));
        let equal = pairs.take_while(|(one, other)| one == other).count();
        (list.len() - equal).saturating_sub(period)
    };
    let found = (1..=most).map(|period| (from(period), period));
    let found = found.filter(|(start, period)| list.len() - start >= LEAST_TIMES * period);
    found.min_by_key(|(start, period)| start + period)
}

/// Two octets that look like a compression pointer: where they are, and the target.
pub fn pointers(octets: &[u8]) -> Vec<(usize, usize)> {
    let pairs = octets.windows(2).enumerate().filter(|(_, pair)| pair[0] >= 0xC0);
    pairs.map(|(at, pair)| (at, usize::from(pair[0] & 0x3F) << 8 | usize::from(pair[1]))).collect()
}

pub fn set_pointer(octets: &mut [u8], at: usize, target: usize) {
    let [.., high, low] = target.min(0x3FFF).to_be_bytes();
    octets[at..at + 2].copy_from_slice(&[0xC0 | high, low]);
}
