//! The list of configurations for Encrypted Client Hello, whose framing alone is checked.

use crate::error::{Fault, FaultKind};
use crate::wire::{Wire, be_u16, count_step, window};

/// Checks an `ECHConfigList<4..2^16-1>`: a length, then configurations, each of a version of 16 bits
/// and a length with that many octets (RFC 9849 section 4). A list without one is not allowed.
pub(super) fn check(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
    let (i, len) = be_u16(i)?;
    let (rest, list) = window(i, len.into())?;
    if list.is_empty() {
        return Err(i.refuse(FaultKind::EmptyItem));
    }
    let mut left = list;
    while !left.is_empty() {
        count_step();
        let (contents, _version) = be_u16(left)?;
        let (contents, len) = be_u16(contents)?;
        (left, _) = window(contents, len.into())?;
    }
    Ok(rest)
}
