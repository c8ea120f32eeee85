//! The strict reading: the rules of RFCs that a message breaks.

mod ahead;
mod dso;
mod finding;
mod found;
mod header;
mod options;
mod parts;
mod record;
mod scan;
mod update;

pub use finding::Finding;
pub use scan::Findings;
