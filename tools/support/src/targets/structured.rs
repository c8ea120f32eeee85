//! Messages made up part by part, through the other targets.

use arbitrary::{Arbitrary, Unstructured};

use super::writer::Plan;

/// The message that the octets describe.
pub fn message(octets: &[u8]) -> Option<Vec<u8>> {
    Some(Plan::arbitrary_take_rest(Unstructured::new(octets)).ok()?.octets())
}

/// Runs the other targets on that message.
pub fn run(octets: &[u8]) {
    let Some(message) = message(octets) else { return };
    super::message::run(&message);
    super::walk::run(&message);
    super::reader::run(&message);
    super::partial::run(&message);
    super::compose::run(&message);
}
