//! The strict reading: the rules of RFCs that a message breaks.

mod ahead;
mod finding;
mod found;
mod parts;
mod record;
mod scan;

pub use finding::Finding;
pub use scan::Findings;
