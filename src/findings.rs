//! Rules of RFCs that a message breaks.

/// A rule that a message can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// RDATA does not fit its type.
    MalformedRdata,
}
