//! Following CNAME records from the question.

use core::ptr;

use super::profile::Profile;
use super::{Message, Question, Record};
use crate::name::{Name, Step, step};
use crate::rdata::Cname;
use crate::registry::{Class, Type};
use crate::wire::count_step;

/// The most passes over the answer section.
const PASSES: usize = 16;

/// So many steps for any message, and so many for each octet. Ordinary messages take about one for every
/// six octets.
const STEPS_ANY: usize = 4096;
const STEPS: usize = 1;
/// The steps for an alias that is malformed. The longest name has 127 labels and 127 pointers.
const STEPS_MALFORMED: usize = 254;

/// No steps are left.
pub(super) struct Spent;

/// The steps that comparing owners of a message, and reading its aliases, may take.
pub(super) fn steps(message: &Message<'_>) -> usize {
    message.as_octets().len().saturating_mul(STEPS).saturating_add(STEPS_ANY)
}

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
    let mut steps = steps(message);
    for _ in 0..PASSES {
        match pass(message, name, (question.qclass(), profile), &mut steps) {
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
    steps: &mut usize,
) -> Result<Option<Name<'a>>, Spent> {
    let is_alias = |record: &Record<'a>| {
        record.rtype() == Type::CNAME && profile.matches(qclass, record.class())
    };
    let mut aliases = message.answers().filter(is_alias);
    aliases.try_fold(None, |end, record| {
        // Compare the owner first; other aliases need not be decoded.
        if !are_equal(record.owner(), end.unwrap_or(start), steps)? {
            return Ok(end);
        }
        let Some(Ok(Cname { cname, .. })) = record.data() else {
            *steps = steps.checked_sub(STEPS_MALFORMED).ok_or(Spent)?;
            return Ok(end);
        };
        count_labels(cname, steps)?;
        Ok(Some(cname))
    })
}

/// Takes the steps for the labels of a name that was read.
fn count_labels(name: Name<'_>, steps: &mut usize) -> Result<(), Spent> {
    let mut at = name.offset();
    while !next_label(name.message(), &mut at, steps)?.is_empty() {}
    Ok(())
}

/// The offset of the first label or the root of a name, behind any pointers.
pub(super) fn start(name: Name<'_>, steps: &mut usize) -> Result<usize, Spent> {
    let mut at = name.offset();
    while let Step::Pointer(target) = step(name.message(), at) {
        count_step();
        *steps = steps.checked_sub(1).ok_or(Spent)?;
        at = target;
    }
    Ok(at)
}

/// Returns `true` if two names are equal, as `==` does; fails when no steps are left.
pub(super) fn are_equal(one: Name<'_>, other: Name<'_>, steps: &mut usize) -> Result<bool, Spent> {
    let is_shared = ptr::eq(one.message().as_ptr(), other.message().as_ptr());
    let (mut at, mut other_at) = (one.offset(), other.offset());
    loop {
        if is_shared && at == other_at {
            return Ok(true);
        }
        let label = next_label(one.message(), &mut at, steps)?;
        let other_label = next_label(other.message(), &mut other_at, steps)?;
        match (label, other_label) {
            ([], []) => return Ok(true),
            _ if label.eq_ignore_ascii_case(other_label) => {}
            _ => return Ok(false),
        }
    }
}

/// The octets of the label at `at`, behind any pointers, and the offset after it; none at the root.
///
/// Each label and pointer takes one step, and each eight octets of a label another one.
fn next_label<'a>(message: &'a [u8], at: &mut usize, steps: &mut usize) -> Result<&'a [u8], Spent> {
    loop {
        count_step();
        match step(message, *at) {
            Step::Label(len) => {
                *steps = steps.checked_sub(1 + len / 8).ok_or(Spent)?;
                let start = at.wrapping_add(1);
                *at = start.wrapping_add(len);
                return Ok(message.get(start..*at).unwrap_or_default());
            }
            Step::Pointer(target) => {
                *steps = steps.checked_sub(1).ok_or(Spent)?;
                *at = target;
            }
            _ => return Ok(&[]),
        }
    }
}
