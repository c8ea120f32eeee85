//! The messages of the benchmarks: all are good, all differ, and a seed always makes the same ones.

use std::collections::HashSet;

use dnswire::Message;
use dnswire_support::stream::{COUNT, SEED, laps, messages};

#[test]
fn every_message_of_the_stream_is_good() {
    for octets in messages(COUNT, SEED) {
        let message = Message::parse(&octets).expect("it parses");
        assert_eq!(message.end(), octets.len());
        message.check().expect("its RDATA and its form are good");
    }
}

#[test]
fn no_message_of_the_stream_comes_twice() {
    let all = messages(COUNT, SEED);
    assert!(all.len() >= 4096);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    let octets: usize = all.iter().map(Vec::len).sum();
    assert!(octets > 2_000_000);
}

#[test]
fn a_seed_always_makes_the_same_stream() {
    assert_eq!(messages(100, SEED), messages(100, SEED));
    assert_ne!(messages(100, SEED), messages(100, SEED + 1));
}

#[test]
fn each_lap_has_every_message_once() {
    let all = messages(100, SEED);
    for lap in laps(&all, 3, SEED).chunks(100) {
        assert_eq!(lap.iter().collect::<HashSet<_>>(), all.iter().collect());
    }
}
