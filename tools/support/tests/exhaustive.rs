//! Every name and every message of a few octets, against the naive reader: verdict, entries, end and
//! place of the error.
//!
//! The octets are those that matter: ends, lengths at both limits, reserved label types, pointers and
//! their targets. The long runs: `cargo test --profile checked -p dnswire-support --test exhaustive
//! -- --ignored`; `DNSWIRE_MORE=N` makes them N octets longer or shorter.
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use dnswire_support::header;
use dnswire_support::targets::walk;

/// Root, the shortest and the longest label, a reserved type, a pointer, and targets: the header,
/// the first octets of the name.
const NAME: [u8; 8] = [0, 1, 63, 64, 0xC0, 11, 12, 14];
/// Root or a high octet of a number, a label or a length of RDATA, a pointer, its target.
const MESSAGE: [u8; 4] = [0, 1, 0xC0, 12];

/// Runs all messages of `alphabet` with up to `most` octets behind the header; returns their number.
fn all(counts: [u16; 4], alphabet: &[u8], most: u32) -> u64 {
    let head = header(7, 0, counts);
    let size = u64::try_from(alphabet.len()).expect("a small alphabet");
    let (threads, done) =
        (thread::available_parallelism().map_or(1, usize::from), AtomicU64::new(0));
    let next = AtomicU64::new(0);
    // Number 0 has no octets, then come those with one, then those with two.
    let total: u64 = (0..=most).map(|len| size.pow(len)).sum();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut octets = head.clone();
                loop {
                    let start = next.fetch_add(4096, Ordering::Relaxed);
                    if start >= total {
                        return;
                    }
                    for number in start..total.min(start + 4096) {
                        octets.truncate(head.len());
                        spell(number, alphabet, size, &mut octets);
                        walk::run(&octets);
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(done.load(Ordering::Relaxed), total);
    total
}

/// Appends the octets of this number.
fn spell(mut number: u64, alphabet: &[u8], size: u64, octets: &mut Vec<u8>) {
    while number > 0 {
        number -= 1;
        octets.push(alphabet[usize::try_from(number % size).expect("a small alphabet")]);
        number /= size;
    }
}

fn more() -> i32 {
    std::env::var("DNSWIRE_MORE").map_or(0, |more| more.parse().expect("a number of octets"))
}

#[test]
fn each_number_spells_octets_of_its_own() {
    let mut all: Vec<Vec<u8>> = (0..1 + 3 + 9 + 27)
        .map(|number| {
            let mut octets = Vec::new();
            spell(number, b"abc", 3, &mut octets);
            octets
        })
        .collect();
    assert!(all.iter().all(|octets| octets.len() <= 3));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 40);
}

#[test]
fn every_name_of_up_to_6_octets_is_read_by_the_letter() {
    assert_eq!(all([1, 0, 0, 0], &NAME, 6), 299_593);
}

#[test]
fn every_message_of_up_to_9_octets_is_read_by_the_letter() {
    assert_eq!(all([1, 1, 0, 0], &MESSAGE, 9), 349_525);
    assert_eq!(all([0, 1, 0, 0], &MESSAGE, 9), 349_525);
}

#[test]
#[ignore = "long: more than a billion messages"]
fn every_name_of_up_to_10_octets_is_read_by_the_letter() {
    println!("{} messages", all([1, 0, 0, 0], &NAME, 10_u32.saturating_add_signed(more())));
}

#[test]
#[ignore = "long: more than a billion messages"]
fn every_message_of_up_to_15_octets_is_read_by_the_letter() {
    for counts in [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 2]] {
        println!("{} messages", all(counts, &MESSAGE, 15_u32.saturating_add_signed(more())));
    }
}
