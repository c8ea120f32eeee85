//! Counted inputs, the same in every run, through the functions of the fuzz targets.
//!
//! An input is a sample of `tests/data` after a few mutations. Seed and number make it: what failed
//! once fails again. `DNSWIRE_SEED=NUMBER` gives other inputs. A failure prints target, seed, number
//! and octets; the octets can be replayed by the program `replay` of the fuzz package.
//!
//! `TARGETS` has the number of inputs of each target, a million together.
use dnswire_support::mutate;
use dnswire_support::seeds::Seeds;
use dnswire_support::targets::{TARGETS, Target};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

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
    let counts = TARGETS.iter().map(|target| run_on(target, (target.seeds)(&seeds), seed, factor));
    counts.sum()
}

fn run_on(target: &Target, seeds: &[Vec<u8>], seed: u64, factor: u32) -> u32 {
    let start = std::time::Instant::now();
    let count = target.share * factor;
    for number in 0..count {
        let octets = mutate::input(seeds, seed, number);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(&octets))) {
            let hex = hex::encode(&octets);
            eprintln!("target {}, seed {seed}, input {number}, octets {hex}", target.name);
            resume_unwind(panic);
        }
    }
    println!("{}: {count} inputs in {:.1?}", target.name, start.elapsed());
    count
}
