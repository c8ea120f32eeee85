//! Following CNAME records from the question.

use core::ptr;

use super::profile::Profile;
use super::{Message, Question, Record};
use crate::name::{Lengths, Name, NameBuf, Step, ordinary_steps, step};
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
    steps: &mut usize,
) -> Result<Option<Name<'a>>, Spent> {
    let is_alias = |record: &Record<'a>| {
        record.rtype() == Type::CNAME && profile.matches(qclass, record.class())
    };
    let mut wanted = Wanted::new(start);
    let mut end = None;
    for record in message.answers().filter(is_alias) {
        // Compare the owner first; other aliases need not be read.
        if wanted.is_owner(record.owner(), steps)?
            && let Some(name) = cname(&record, lengths, steps)?
        {
            wanted = Wanted::new(name);
            end = Some(name);
        }
    }
    Ok(end)
}

/// The name in the RDATA of a CNAME record; `None` if it is malformed.
fn cname<'a>(
    record: &Record<'a>,
    lengths: &mut Lengths,
    steps: &mut usize,
) -> Result<Option<Name<'a>>, Spent> {
    let (message, start, end) = (record.message(), record.rdata_offset(), record.end());
    let is_known = lengths.name(message, start, end).is_some_and(|name| name.end == end);
    let cname = Name::at(message, start);
    if !is_known && !matches!(record.data::<Cname<'_>>(), Some(Ok(_))) {
        *steps = steps.checked_sub(STEPS_MALFORMED).ok_or(Spent)?;
        return Ok(None);
    }
    if !is_known {
        count_labels(cname, steps)?;
    }
    Ok(Some(cname))
}

/// Takes the steps for the labels of a name that was read.
fn count_labels(name: Name<'_>, steps: &mut usize) -> Result<(), Spent> {
    let mut at = name.offset();
    loop {
        match step(name.message(), at) {
            Step::Label(len) => at = at.wrapping_add(1 + len),
            Step::Pointer(target) => at = target,
            _ => return Ok(()),
        }
        count_step();
        *steps = steps.checked_sub(1).ok_or(Spent)?;
    }
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

/// A name that owners are compared with.
pub(super) struct Wanted<'a> {
    name: Name<'a>,
    /// Where it starts behind its pointers.
    start: Option<usize>,
    /// Its octets without pointers; made when the first label of an owner is its own.
    copy: Option<NameBuf>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(name: Name<'a>) -> Self {
        Wanted { name, start: None, copy: None }
    }

    /// Returns `true` if an owner is this name, as `==` does; fails when no steps are left.
    pub(super) fn is_owner(&mut self, owner: Name<'_>, steps: &mut usize) -> Result<bool, Spent> {
        let at = start(owner, steps)?;
        let own = match self.start {
            Some(own) => own,
            None => *self.start.insert(start(self.name, steps)?),
        };
        let (message, others) = (self.name.message(), owner.message());
        if at == own && ptr::eq(message.as_ptr(), others.as_ptr()) {
            return Ok(true);
        }
        if !are_equal(label(message, own), label(others, at)) {
            *steps = steps.checked_sub(2).ok_or(Spent)?;
            return Ok(false);
        }
        let name = self.name;
        let copy = self.copy.get_or_insert_with(|| name.to_buf());
        is_copy(others, at, copy.as_octets(), steps)
    }
}

/// The first label at an offset, with its length octet; a root has just that.
fn label(message: &[u8], at: usize) -> &[u8] {
    match step(message, at) {
        Step::Label(len) => message.get(at..at.wrapping_add(1 + len)).unwrap_or_default(),
        _ => &[0],
    }
}

/// Returns `true` if the name at an offset is a name without pointers.
///
/// Each pointer takes one step; each label takes one for itself and one for that of the other name, and
/// as many for each eight octets.
fn is_copy(
    message: &[u8],
    mut at: usize,
    mut copy: &[u8],
    steps: &mut usize,
) -> Result<bool, Spent> {
    loop {
        let run = at;
        while let Step::Label(len) = step(message, at) {
            count_step();
            *steps = steps.checked_sub(2 + len / 8 * 2).ok_or(Spent)?;
            at = at.wrapping_add(1 + len);
        }
        // Labels are equal when their octets are, with those of their lengths, which are no letters.
        let labels = message.get(run..at).unwrap_or_default();
        match copy.split_at_checked(labels.len()) {
            Some((others, rest)) if are_equal(labels, others) => copy = rest,
            _ => return Ok(false),
        }
        let Step::Pointer(target) = step(message, at) else { return Ok(matches!(copy, [0])) };
        count_step();
        *steps = steps.checked_sub(1).ok_or(Spent)?;
        at = target;
    }
}

/// Returns `true` if octets are equal without regard to case, eight at a time.
#[inline(always)]
fn are_equal(own: &[u8], other: &[u8]) -> bool {
    let same = |(one, other): (&u8, &u8)| one == other || one.eq_ignore_ascii_case(other);
    if own.len() < 8 || own.len() != other.len() {
        return own.len() == other.len() && own.iter().zip(other).all(same);
    }
    let (blocks, left) = own.as_chunks::<8>();
    let (other_blocks, other_left) = other.as_chunks::<8>();
    let same_block =
        |(one, other): (&[u8; 8], &[u8; 8])| one == other || one.eq_ignore_ascii_case(other);
    blocks.iter().zip(other_blocks).all(same_block) && left.iter().zip(other_left).all(same)
}
