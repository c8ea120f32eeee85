//! Following CNAME records from the question.

use super::Message;
use crate::name::Name;
use crate::rdata::Cname;

/// The most times that the answer section is gone through.
const PASSES: usize = 16;

/// Where the CNAME records of the answer section lead from the QNAME.
///
/// Servers put a chain in order, so that one pass follows all of it. Further passes serve chains
/// that are out of order; each is linear, and their number is bounded.
pub(super) fn canonical_name<'a>(message: &Message<'a>) -> Option<Name<'a>> {
    let question = message.question().ok()?;
    if question.qtype() == crate::rdata::Type::CNAME {
        return Some(question.qname());
    }
    let mut name = question.qname();
    for _ in 0..PASSES {
        match pass(message, name) {
            Some(end) => name = end,
            None => return Some(name),
        }
    }
    None
}

/// Follows the chain as far as it is in order; `None` when no record goes on from `start`.
fn pass<'a>(message: &Message<'a>, start: Name<'a>) -> Option<Name<'a>> {
    message.answers().fold(None, |end, record| match record.data::<Cname<'_>>() {
        Some(Ok(alias)) if record.owner() == end.unwrap_or(start) => Some(alias.cname),
        _ => end,
    })
}
