//! Rules that several types have in common.

use crate::findings::Rule;

/// The rule that a type breaks, and the field it is in, counted from 0.
pub(super) type Broken = Option<(Rule, u8)>;

/// `rule` is broken in `field`, unless `holds`.
pub(super) fn unless(holds: bool, rule: Rule, field: u8) -> Broken {
    (!holds).then_some((rule, field))
}

/// Whether there are octets, and as many as `length` says, if it says so.
pub(super) fn has_length(octets: &[u8], length: Option<usize>) -> bool {
    !octets.is_empty() && length.is_none_or(|length| length == octets.len())
}
