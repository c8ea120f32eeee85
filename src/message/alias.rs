//! Following CNAME records from the question.

use super::profile::Profile;
use super::{Message, Question, Record};
use crate::name::{Lengths, Name, Spent, Steps, Wanted, ordinary_steps};
use crate::rdata::Cname;
use crate::registry::{Class, Type};

/// The most passes over the answer section.
const PASSES: usize = 16;

/// The steps for reading a record in a pass.
const STEPS_RECORD: usize = 1;
/// The steps for an alias that is malformed. The longest name has 127 labels and 127 pointers.
const STEPS_MALFORMED: usize = 254;

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
    let mut steps = Steps::of(message.as_octets());
    let mut lengths = Lengths::new(ordinary_steps(message.as_octets()));
    for _ in 0..PASSES {
        match pass(message, name, (question.qclass(), profile), &mut lengths, &mut steps) {
            // The chain is a circle.
            Ok(Some(end)) if end == name => return None,
            Ok(Some(end)) => name = end,
            Ok(None) => return Some(name),
            Err(Spent) => return None,
        }
    }
    None
}

/// Follows the chain as far as it is in order; `None` when no record continues it.
fn pass<'a>(
    message: &Message<'a>,
    start: Name<'a>,
    (qclass, profile): (Class, Profile),
    lengths: &mut Lengths,
    steps: &mut Steps,
) -> Result<Option<Name<'a>>, Spent> {
    let is_alias = |record: &Record<'a>| {
        record.rtype() == Type::CNAME && profile.matches(qclass, record.class())
    };
    let mut wanted = Wanted::new(steps.skip_pointers(start)?);
    let mut end = None;
    for record in message.answers() {
        steps.take(STEPS_RECORD)?;
        if !is_alias(&record) {
            continue;
        }
        // Compare the owner first; other aliases need not be read.
        let owner = steps.skip_pointers(record.owner())?;
        if wanted.is(owner, steps)?
            && let Some(name) = cname(&record, lengths, steps)?
        {
            wanted = Wanted::new(steps.skip_pointers(name)?);
            end = Some(name);
        }
    }
    Ok(end)
}

/// The name in the RDATA of a CNAME record; `None` if it is malformed.
fn cname<'a>(
    record: &Record<'a>,
    lengths: &mut Lengths,
    steps: &mut Steps,
) -> Result<Option<Name<'a>>, Spent> {
    let (message, start, end) = (record.message(), record.rdata_offset(), record.end());
    let is_known = lengths.name(message, start, end).is_some_and(|name| name.end == end);
    let cname = Name::at(message, start);
    if !is_known && !matches!(record.data::<Cname<'_>>(), Some(Ok(_))) {
        steps.take(STEPS_MALFORMED)?;
        return Ok(None);
    }
    if !is_known {
        steps.take_labels(cname)?;
    }
    Ok(Some(cname))
}
