//! The target `structured` of the support package, and its message through the other libraries.

use dnswire_support::targets::structured;

pub fn run(octets: &[u8]) {
    structured::run(octets);
    #[cfg(feature = "differential")]
    if let Some(message) = structured::message(octets) {
        crate::differential::run(&message);
    }
}
