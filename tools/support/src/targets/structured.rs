//! Messages made up part by part, through the other targets.

use arbitrary::{Arbitrary, Unstructured};

use crate::writer::Plan;

pub fn run(octets: &[u8]) {
    let Ok(plan) = Plan::arbitrary_take_rest(Unstructured::new(octets)) else { return };
    let message = plan.octets();
    crate::message::run(&message);
    crate::walk::run(&message);
    crate::reader::run(&message);
    crate::partial::run(&message);
    crate::compose::run(&message);
    #[cfg(feature = "differential")]
    crate::differential::run(&message);
}
