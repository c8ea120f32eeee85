//! Hashes, for tests that equal values have equal ones.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The hash of a value.
pub fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
