//! Changes of plans that keep the framing of their messages.

use dnswire::Type;
use fastrand::Rng;

use super::plan::{Entry, Plan, pointers, set_pointer};

/// Octets that mean something: ends, lengths at a limit, label types, letters.
const TELLING: [u8; 14] = [0, 1, 2, 4, 8, 0x20, 0x3F, 0x40, 0x41, 0x61, 0x80, 0xC0, 0xFE, 0xFF];
/// Classes and bits of the TTL that rules speak of.
const FIXED: [(usize, u8); 7] = [(3, 1), (3, 0), (3, 254), (3, 255), (4, 0), (4, 0x80), (6, 0x80)];
/// Flags: a query, a response, an update, a stateful operation, a truncated response.
const FLAGS: [[u8; 2]; 6] = [[0, 0], [0x80, 0], [0x28, 0], [0x30, 0], [0xA8, 0], [0x82, 0]];
const MOST_ENTRIES: usize = 300;
const MOST_PART: usize = 20_000;

/// A plan after one to four changes; `other` gives parts.
pub fn changed(plan: &Plan, other: &Plan, random: &mut Rng) -> Plan {
    let mut plan = plan.clone();
    for _ in 0..=random.u32(0..2) + random.u32(0..3) {
        change(&mut plan, other, random);
    }
    plan
}

fn change(plan: &mut Plan, other: &Plan, random: &mut Rng) {
    match random.u8(0..20) {
        0 => plan.flags = FLAGS[random.usize(..FLAGS.len())],
        1 if plan.unit.len() > 1 => plan.unit = vec![some(&plan.unit, random).clone()],
        2 if plan.unit.len() < MOST_ENTRIES => plan.unit.push(some(&other.unit, random).clone()),
        3 => splice(plan, other),
        4 => alike(plan, random, |entry, random| {
            let rtype = Type::ALL[random.usize(..Type::ALL.len())].0;
            entry.fixed[..2].copy_from_slice(&rtype.to_be_bytes());
        }),
        5 => alike(plan, random, |entry, random| {
            let (at, octet) = FIXED[random.usize(..FIXED.len())];
            entry.fixed[at] = octet;
        }),
        6 => {
            let section = random.usize(0..4);
            plan.unit.iter_mut().for_each(|entry| entry.section = section);
        }
        7..10 => point(plan, random),
        _ => in_list(plan, other, random),
    }
}

fn some<'t, T>(list: &'t [T], random: &mut Rng) -> &'t T {
    &list[random.usize(..list.len())]
}

/// Makes one change in an entry, and in those that repeat and have its type.
fn alike(plan: &mut Plan, random: &mut Rng, change: impl Fn(&mut Entry, &mut Rng)) {
    let rtype = some(&plan.unit, random).fixed;
    let random = &Rng::with_seed(random.u64(..));
    let own = plan.unit.iter_mut().filter(|entry| entry.fixed[..2] == rtype[..2]);
    own.for_each(|entry| change(entry, &mut random.clone()));
}

/// The head and the entries of another message behind the own ones.
fn splice(plan: &mut Plan, other: &Plan) {
    if plan.head_len() + other.head_len() > MOST_PART || plan.unit.len() > MOST_ENTRIES {
        return;
    }
    let mut other = other.clone();
    other.shift(12, plan.head_len().cast_signed() - 12);
    plan.head.extend(other.head);
    plan.unit.extend(other.unit);
}

/// Changes an entry of the head or one that repeats; pointers still lead to what they led to.
fn in_list(plan: &mut Plan, other: &Plan, random: &mut Rng) {
    let in_head = !plan.head.is_empty() && random.u8(0..3) == 0;
    let before = plan.head_len();
    let list = if in_head { &mut plan.head } else { &mut plan.unit };
    let at = random.usize(..list.len());
    let end = 12 + list[..=at].iter().map(Entry::octets).sum::<usize>();
    match random.u8(0..10) {
        0 if list.len() < MOST_ENTRIES => list.insert(at, list[at].clone()),
        1 if list.len() > 1 || in_head => drop(list.remove(at)),
        2 => list[at].times = *some(&[0, 1, 2, 16, 100, 250, 300, 3000, usize::MAX], random),
        3 => items(&mut list[at], random),
        4 => list[at] = Entry { section: list[at].section, ..some(&other.unit, random).clone() },
        5 => {
            let from = some(&other.unit, random);
            let entry = &mut list[at];
            (entry.fixed, entry.rdata) = (from.fixed, from.rdata.clone());
            (entry.item, entry.times) = (from.item.clone(), from.times);
        }
        _ => {
            let [owner, rdata, item] = list[at].parts();
            let part = match random.u8(0..5) {
                0 => owner,
                1 | 2 => item,
                _ => rdata,
            };
            octets(part, random);
        }
    }
    let moved = plan.head_len().cast_signed() - before.cast_signed();
    if in_head && moved != 0 {
        plan.shift(end, moved);
    }
}

/// Makes some octets of the RDATA its items.
fn items(entry: &mut Entry, random: &mut Rng) {
    let rdata = &mut entry.rdata;
    if !entry.item.is_empty() && entry.times > 0 {
        rdata.extend_from_slice(&entry.item);
    }
    let start = random.usize(..=rdata.len());
    entry.item = rdata.split_off(start);
    entry.item.truncate(random.usize(1..=32));
    entry.times = if random.bool() { usize::MAX } else { random.usize(1..300) };
}

/// Changes an octet, or repeats or removes some.
fn octets(part: &mut Vec<u8>, random: &mut Rng) {
    if part.is_empty() || part.len() > MOST_PART {
        return part.push(*some(&TELLING, random));
    }
    let at = random.usize(..part.len());
    let end = part.len().min(at + random.usize(1..=16));
    match random.u8(0..8) {
        0 => part[at] = random.u8(..),
        1 | 2 => part[at] = *some(&TELLING, random),
        3 => part[at] = part[at].wrapping_add_signed(random.i8(-3..=3)),
        4 => drop(part.drain(at..end)),
        5 => part.insert(at, *some(&TELLING, random)),
        _ => {
            let piece = part[at..end].repeat(*some(&[1, 1, 2, 20, 120], random));
            part.splice(at..at, piece);
        }
    }
}

/// Points an owner or two octets of RDATA elsewhere: where others point, near it, or anywhere.
fn point(plan: &mut Plan, random: &mut Rng) {
    let end = plan.head_len().max(14);
    let known: Vec<usize> =
        plan.parts().flat_map(|octets| pointers(octets)).map(|(_, target)| target).collect();
    let target = match random.u8(0..4) {
        0 | 1 if !known.is_empty() => *some(&known, random),
        2 if !known.is_empty() => some(&known, random).saturating_add_signed(random.isize(-4..=4)),
        _ => random.usize(..end),
    };
    let in_head = !plan.head.is_empty() && random.u8(0..4) == 0;
    let list = if in_head { &mut plan.head } else { &mut plan.unit };
    let at = random.usize(..list.len());
    let [owner, rdata, item] = list[at].parts();
    if !in_head && random.u8(0..3) == 0 {
        *owner = vec![0xC0; 2];
        return set_pointer(owner, 0, target);
    }
    let part = if item.len() > 1 && random.bool() { item } else { rdata };
    let places = pointers(part);
    if !places.is_empty() {
        set_pointer(part, some(&places, random).0, target);
    } else if part.len() > 1 {
        let at = random.usize(..part.len() - 1);
        set_pointer(part, at, target);
    }
}
