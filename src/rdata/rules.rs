//! Rules that several types have in common.

use crate::findings::Rule;

/// The rule that a type breaks, and the field it is in, counted from 0.
pub(super) type Broken = Option<(Rule, u8)>;

/// `rule` is broken in `field`, unless `holds`.
pub(super) fn unless(holds: bool, rule: Rule, field: u8) -> Broken {
    (!holds).then_some((rule, field))
}

/// A digest or fingerprint is there, and of the length that its type has, if that is known.
pub(super) fn digest(octets: &[u8], length: Option<usize>, field: u8) -> Broken {
    if octets.is_empty() {
        return Some((Rule::EmptyDigest, field));
    }
    unless(length.is_none_or(|length| length == octets.len()), Rule::DigestLength, field)
}
