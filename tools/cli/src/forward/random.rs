//! Octets that nobody can guess.

use std::hash::{BuildHasher, RandomState};

/// Random octets: a keyed hash, whose keys the standard library takes from the system.
///
/// Enough for an example; a program that has a random number generator takes that.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut octets = [0; N];
    let state = RandomState::new(); // differs with each call
    for (n, chunk) in octets.chunks_mut(8).enumerate() {
        for (octet, random) in chunk.iter_mut().zip(state.hash_one(n).to_ne_bytes()) {
            *octet = random;
        }
    }
    octets
}
