//! Counted inputs, the same in every run, through the functions of the fuzz targets.
//!
//! An input is a sample of `tests/data` after a few mutations. Seed and number make it: what failed
//! once fails again. `DNSWIRE_SEED=NUMBER` gives other inputs. A failure prints target, seed, number
//! and octets; the octets can be replayed by the program `replay` of the fuzz package.
//!
//! The million, by target: `message` 300 000, `walk` 150 000, `rdata` 150 000, `reader` 100 000,
//! `name` 100 000, `compose` 60 000, `structured` 60 000, `tcp` 60 000, `partial` 20 000 (each of
//! these is cut some hundred times). `structured` runs five of the others on each input.
use dnswire_support::mutate;
use dnswire_support::seeds::Seeds;
use dnswire_support::targets::{
    compose, message, name, partial, rdata, reader, structured, tcp, walk,
};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A fuzz target, and what it is run on.
struct Target {
    name: &'static str,
    run: fn(&[u8]),
    seeds: fn(&Seeds) -> &[Vec<u8>],
    /// Its inputs, of 1000 in all.
    share: u32,
}

const TARGETS: [Target; 9] = [
    Target { name: "message", run: message::run, seeds: Seeds::messages, share: 300 },
    Target { name: "walk", run: walk::run, seeds: Seeds::messages, share: 150 },
    Target { name: "rdata", run: rdata::run, seeds: Seeds::rdata, share: 150 },
    Target { name: "reader", run: reader::run, seeds: Seeds::messages, share: 100 },
    Target { name: "name", run: name::run, seeds: Seeds::names, share: 100 },
    Target { name: "compose", run: compose::run, seeds: Seeds::messages, share: 60 },
    Target { name: "structured", run: structured::run, seeds: Seeds::structured, share: 60 },
    Target { name: "tcp", run: tcp::run, seeds: Seeds::streams, share: 60 },
    Target { name: "partial", run: partial::run, seeds: Seeds::messages, share: 20 },
];

#[test]
fn mutated_samples_break_no_rule() {
    all_targets(10);
}

#[test]
#[ignore = "long: in release, `cargo test --profile checked -p dnswire-support --test mutations -- --ignored`"]
fn a_million_mutated_samples_break_no_rule() {
    assert_eq!(all_targets(1000), 1_000_000);
}

/// The number of inputs that were run: 1000 times `factor`.
fn all_targets(factor: u32) -> u32 {
    let seed = std::env::var("DNSWIRE_SEED").map_or(1, |seed| seed.parse().expect("a number"));
    let seeds = Seeds::of_samples();
    let counts = TARGETS.iter().map(|target| target.run_on((target.seeds)(&seeds), seed, factor));
    counts.sum()
}

impl Target {
    fn run_on(&self, seeds: &[Vec<u8>], seed: u64, factor: u32) -> u32 {
        let start = std::time::Instant::now();
        let count = self.share * factor;
        for number in 0..count {
            let octets = mutate::input(seeds, seed, number);
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (self.run)(&octets))) {
                let hex = hex::encode(&octets);
                eprintln!("target {}, seed {seed}, input {number}, octets {hex}", self.name);
                resume_unwind(panic);
            }
        }
        println!("{}: {count} inputs in {:.1?}", self.name, start.elapsed());
        count
    }
}
