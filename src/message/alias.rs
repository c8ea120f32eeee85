//! Following CNAME records from the question.

use super::Message;
use crate::name::Name;
use crate::rdata::Cname;
use crate::registry::Type;

/// The most passes over the answer section.
const PASSES: usize = 16;

/// Follows the CNAME records of the answer section from the QNAME.
///
/// Servers put a chain in order, so that one pass follows all of it. Further passes serve chains
/// that are out of order; each is linear, and their number is bounded.
pub(super) fn canonical_name<'a>(message: &Message<'a>) -> Option<Name<'a>> {
    let question = message.question().ok()?;
    if question.qtype() == Type::CNAME {
        return Some(question.qname());
    }
    let mut name = question.qname();
    for _ in 0..PASSES {
        match pass(message, name) {
            // The chain is a circle.
            Some(end) if end == name => return None,
            Some(end) => name = end,
            None => return Some(name),
        }
    }
    None
}

/// Follows the chain as far as it is in order; `None` when no record continues it.
fn pass<'a>(message: &Message<'a>, start: Name<'a>) -> Option<Name<'a>> {
    let aliases = message.answers().filter(|record| record.rtype() == Type::CNAME);
    aliases.fold(None, |end, record| {
        // Compare the owner first; other aliases need not be decoded.
        if record.owner() != end.unwrap_or(start) {
            return end;
        }
        record.data::<Cname<'_>>().and_then(Result::ok).map_or(end, |alias| Some(alias.cname))
    })
}
