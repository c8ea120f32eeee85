//! Following CNAME records from the question.

use super::profile::Profile;
use super::{Message, Question, Record};
use crate::name::Name;
use crate::rdata::Cname;
use crate::registry::{Class, Type};

/// The most passes over the answer section.
const PASSES: usize = 16;

/// Follows the CNAME records of the answer section from the QNAME.
///
/// Servers put a chain in order, so that one pass follows all of it. Further passes serve chains
/// that are out of order; each is linear, and their number is bounded.
pub(super) fn canonical_name<'a>(
    message: &Message<'a>,
    question: Question<'a>,
    profile: Profile,
) -> Option<Name<'a>> {
    if question.qtype() == Type::CNAME {
        return Some(question.qname());
    }
    let mut name = question.qname();
    for _ in 0..PASSES {
        match pass(message, name, question.qclass(), profile) {
            // The chain is a circle.
            Some(end) if end == name => return None,
            Some(end) => name = end,
            None => return Some(name),
        }
    }
    None
}

/// Follows the chain as far as it is in order; `None` when no record continues it.
fn pass<'a>(
    message: &Message<'a>,
    start: Name<'a>,
    qclass: Class,
    profile: Profile,
) -> Option<Name<'a>> {
    let is_alias = |record: &Record<'a>| {
        record.rtype() == Type::CNAME && profile.matches(qclass, record.class())
    };
    let aliases = message.answers().filter(is_alias);
    aliases.fold(None, |end, record| {
        // Compare the owner first; other aliases need not be decoded.
        if record.owner() != end.unwrap_or(start) {
            return end;
        }
        record.data::<Cname<'_>>().and_then(Result::ok).map_or(end, |alias| Some(alias.cname))
    })
}
