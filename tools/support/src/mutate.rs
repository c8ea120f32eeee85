//! Inputs from samples, a seed and a number.

use fastrand::Rng;

/// Octets that mean something to a parser: ends, lengths at a limit, pointers, label types.
const TELLING: [u8; 12] = [0, 1, 2, 4, 0x0C, 0x29, 0x3F, 0x40, 0x80, 0xC0, 0xFE, 0xFF];

/// Inputs do not grow beyond this by mutation.
const LONGEST: usize = 6000;

/// The input of this number: a sample after up to 8 mutations, most often one or two.
pub fn input(samples: &[Vec<u8>], seed: u64, number: u32) -> Vec<u8> {
    // Each input has a generator of its own, so that it can be made again alone.
    let mut random = Rng::with_seed(seed << 32 | u64::from(number));
    let mut octets = sample(samples, &mut random).to_vec();
    let most = random.u32(0..=8);
    for _ in 0..random.u32(most.min(1)..=most) {
        mutate(&mut octets, samples, &mut random);
    }
    octets
}

fn sample<'s>(samples: &'s [Vec<u8>], random: &mut Rng) -> &'s [u8] {
    &samples[random.usize(..samples.len())]
}

fn mutate(octets: &mut Vec<u8>, samples: &[Vec<u8>], random: &mut Rng) {
    let len = octets.len();
    if len < 2 {
        return octets.extend(std::iter::repeat_with(|| random.u8(..)).take(16));
    }
    let at = random.usize(..len);
    match random.u8(0..12) {
        0 => octets[at] = random.u8(..),
        1 => octets[at] = TELLING[random.usize(..TELLING.len())],
        2 => octets[at] ^= 1 << random.u8(0..8),
        3 => octets[at] = octets[at].wrapping_add_signed(random.i8(-4..=4)),
        4 => octets.insert(at, TELLING[random.usize(..TELLING.len())]),
        5 => drop(octets.drain(at..len.min(at + random.usize(1..12)))),
        6 => point(octets, random),
        7 => change_count(octets, random),
        8 => swap(octets, random),
        9 => {
            let piece = piece(octets, random).to_vec();
            put(octets, at, &piece, random);
        }
        10 => put(octets, at, piece(sample(samples, random), random), random),
        _ if random.u8(0..4) == 0 => octets.truncate(at),
        _ => octets.extend(std::iter::repeat_with(|| random.u8(..)).take(at % 12)),
    }
}

/// A compression pointer, most often to an octet not far before it.
fn point(octets: &mut [u8], random: &mut Rng) {
    let at = random.usize(..octets.len() - 1);
    let target = if random.bool() { random.usize(..=at) } else { at - random.usize(..=at.min(64)) };
    octets[at] = 0xC0 | (target >> 8) as u8;
    octets[at + 1] = target as u8;
}

/// A count of the header, a little more or less than it was.
fn change_count(octets: &mut [u8], random: &mut Rng) {
    let low = random.usize(2..6) * 2 + 1;
    if let Some(count) = octets.get_mut(low) {
        *count = count.wrapping_add_signed(random.i8(-2..=2));
    }
}

/// Two neighbouring octets change places.
fn swap(octets: &mut [u8], random: &mut Rng) {
    let at = random.usize(1..octets.len());
    octets.swap(at - 1, at);
}

/// A run of up to 64 octets.
fn piece<'o>(octets: &'o [u8], random: &mut Rng) -> &'o [u8] {
    let start = random.usize(..=octets.len());
    let rest = &octets[start..];
    &rest[..rest.len().min(random.usize(1..=64))]
}

/// Overwrites octets with a piece, or inserts it.
fn put(octets: &mut Vec<u8>, at: usize, piece: &[u8], random: &mut Rng) {
    let over = if random.bool() || octets.len() > LONGEST { piece.len() } else { 0 };
    let end = octets.len().min(at + over);
    octets.splice(at..end, piece.iter().copied());
}
