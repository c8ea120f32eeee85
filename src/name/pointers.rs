//! Compression pointers: the policy for them, and the length of a name through them, in linear
//! work.
//!
//! Following pointers naively costs up to 128 steps for every two octets of a hostile message. A
//! walk over a whole message therefore has a budget of steps. When it is used up, the walk is
//! repeated with a [`Table`] that walks every octet once. Both walks give the same verdicts.

use super::table::Table;
use super::{MAX_NAME, Step, step};
use crate::error::{FaultKind, RecordPlace};
use crate::registry::{Class, Type};
use crate::wire::count_step;

/// The number of offsets that a compression pointer can name.
pub(crate) const TARGETS: usize = 0x4000;
/// The most pointers of a name: one that leads to it and one after each of at most 127 labels.
pub(super) const MAX_POINTERS: usize = 128;

/// Steps of a name that cost 1 each, and the cost of each step after them.
const CHEAP_STEPS: usize = 12;
const STEP_FACTOR: usize = 8;
/// The steps, with that factor, after which a list of names is read with a table: about a hundred.
/// A table costs as much as dozens of them, and short lists must not pay for it.
const FEW_STEPS: usize = 1 << 17;

/// The name that a compression pointer leads to, measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suffix {
    /// Octets, uncompressed; 1 to 255.
    pub(super) len: u8,
    /// Compression pointers in it; 0 to 127.
    pub(super) hops: u8,
}

impl Suffix {
    /// The result for pointers that are not followed.
    pub(crate) const NONE: Suffix = Suffix { len: 1, hops: 0 };

    #[inline]
    pub(super) fn of(len: usize, hops: usize) -> Result<Suffix, FaultKind> {
        let len = u8::try_from(len).map_err(|_| FaultKind::NameTooLong)?;
        let hops = u8::try_from(hops).map_err(|_| FaultKind::TooManyPointers)?;
        Ok(Suffix { len, hops })
    }
}

/// The policy for compression pointers, and a record of those that were seen.
///
/// Every reader takes a value of this type. The result for the last target is kept under every
/// policy, because the records of an RRset point to one owner.
#[derive(Debug)]
pub struct Pointers<'t> {
    policy: Policy<'t>,
    /// The steps that may still be taken.
    budget: usize,
    /// The last target and its suffix; a target of `TARGETS` means none.
    last: (usize, Suffix),
    /// The start of the first name with a pointer, if any.
    pub(crate) first: Option<usize>,
    /// The start of the first name with a pointer into the header, if any.
    pub(crate) into_header: Option<usize>,
    /// Pointers to targets below this are looked at closely: into the header, or all of them.
    closely: usize,
    /// When all are looked at closely: the start of the first name whose labels run over its pointer.
    pub(crate) over_pointer: Option<usize>,
    /// When all are looked at closely: the octets by which names are longer when uncompressed. It wraps:
    /// a pointer to the root is longer than the root.
    more: usize,
    /// The record that is read, for the errors of its options and parameters.
    pub(crate) place: RecordPlace,
}

#[derive(Debug)]
enum Policy<'t> {
    /// Follows each pointer step by step.
    Follow,
    /// Accepts every pointer: for names that were checked before.
    Ignore,
    /// Refuses every pointer: names in options are never compressed.
    Refuse,
    /// Looks names up in a table.
    Table(&'t mut Table),
    /// Looks names up in a table, and records the result for the last pointer.
    Record(&'t mut Table, &'t mut Ending),
    /// Replays a recorded result.
    Replay(Ending),
}

/// The result for the last pointer of an RDATA. All pointers before it led to valid names, or
/// reading would have stopped there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The start of the name with that pointer.
    run: u16,
    /// The result as a table stores it; 0 without any pointer.
    code: u16,
    /// The RDATA has too many octets with its names uncompressed.
    is_too_long: bool,
}

impl Ending {
    pub(crate) const NONE: Ending = Ending { run: 0, code: 0, is_too_long: false };

    /// With the answer to whether the RDATA has too many octets with its names uncompressed.
    pub(crate) fn of_long(self, is_too_long: bool) -> Self {
        Ending { is_too_long, ..self }
    }
}

impl<'t> Pointers<'t> {
    #[inline(always)]
    fn new(policy: Policy<'t>, budget: usize) -> Self {
        Pointers {
            policy,
            budget,
            last: (TARGETS, Suffix::NONE),
            first: None,
            into_header: None,
            closely: HEADER,
            over_pointer: None,
            more: 0,
            place: RecordPlace::nowhere(Type::SVCB, Class::IN),
        }
    }

    /// Follows every pointer, for single names.
    #[inline(always)]
    pub(crate) fn follow_all() -> Self {
        Pointers::new(Policy::Follow, usize::MAX)
    }

    /// Follows every pointer, in the RDATA of a record.
    #[inline(always)]
    pub(crate) fn in_record(place: RecordPlace) -> Self {
        Pointers { place, ..Pointers::follow_all() }
    }

    /// Accepts every pointer without following it, in the RDATA of a checked record.
    #[inline(always)]
    pub(crate) fn ignore() -> Self {
        Pointers::new(Policy::Ignore, usize::MAX)
    }

    /// Follows every pointer, in the RDATA of a record; those of a plain message were followed before.
    #[inline(always)]
    pub(crate) fn of_record(place: RecordPlace, is_plain: bool) -> Self {
        let pointers = if is_plain { Pointers::ignore() } else { Pointers::follow_all() };
        Pointers { place, ..pointers }
    }

    /// Returns `true` if pointers are not followed, because the octets were checked before.
    #[inline(always)]
    pub(crate) fn are_ignored(&self) -> bool {
        matches!(self.policy, Policy::Ignore)
    }

    /// Refuses every pointer (RFC 7901 section 4).
    #[inline(always)]
    pub(crate) fn refuse() -> Self {
        Pointers::new(Policy::Refuse, usize::MAX)
    }

    /// Follows pointers while the work is ordinary for `message`; then fails with
    /// [`FaultKind::Budget`].
    #[inline(always)]
    pub(crate) fn budget(message: &[u8]) -> Self {
        Pointers::with_budget(Pointers::ordinary_budget(message))
    }

    /// The steps that a walk over `message` may take before it needs a table.
    #[inline(always)]
    pub(crate) fn ordinary_budget(message: &[u8]) -> usize {
        // Ordinary messages need about one step for every four octets.
        1024 + message.len() / 2
    }

    /// Follows pointers for this many steps.
    #[inline(always)]
    pub(crate) fn with_budget(budget: usize) -> Self {
        Pointers::new(Policy::Follow, budget)
    }

    /// Looks closely at all pointers, to find the rules that they break.
    pub(crate) fn closely(self) -> Self {
        Pointers { closely: usize::MAX, ..self }
    }

    /// The steps that are left of the budget.
    pub(crate) fn left(&self) -> usize {
        self.budget
    }

    /// Returns `true` if following pointers without a budget took more steps than an ordinary RDATA.
    #[inline]
    pub(crate) fn need_table(&self) -> bool {
        (usize::MAX / 2..usize::MAX - FEW_STEPS).contains(&self.budget)
    }

    /// Looks names up in a table, and looks at pointers as closely as these.
    pub(crate) fn beside<'s>(&self, table: &'s mut Table) -> Pointers<'s> {
        Pointers { closely: self.closely, ..Pointers::table(table) }
    }

    /// Notes the compressed names that `others` saw after these.
    pub(crate) fn note_seen(&mut self, others: &Pointers<'_>) {
        self.first = self.first.or(others.first);
        self.into_header = self.into_header.or(others.into_header);
        self.over_pointer = self.over_pointer.or(others.over_pointer);
        self.more = self.more.wrapping_add(others.more);
    }

    /// Returns `true` if RDATA of `len` octets, all names of which were looked at closely, has more
    /// than 65535 octets with them uncompressed.
    pub(crate) fn are_too_long(&self, len: usize) -> bool {
        match self.policy {
            Policy::Replay(ending) => ending.is_too_long,
            _ => len.wrapping_add(self.more) > MAX_RDATA,
        }
    }

    /// Looks names up in a table.
    pub(crate) fn table(table: &'t mut Table) -> Self {
        Pointers::new(Policy::Table(table), usize::MAX)
    }

    /// Looks names up in a table and records the result for the last pointer.
    pub(crate) fn record(table: &'t mut Table, ending: &'t mut Ending) -> Self {
        Pointers::new(Policy::Record(table, ending), usize::MAX)
    }

    /// Replays what was recorded for the same RDATA.
    pub(crate) fn replay(ending: Ending) -> Self {
        Pointers::new(Policy::Replay(ending), usize::MAX)
    }

    /// Forgets which compressed names were seen.
    #[inline]
    pub(crate) fn forget_seen(&mut self) {
        (self.first, self.into_header, self.over_pointer, self.more) = (None, None, None, 0);
    }

    /// Measures the name at `target` for the name at `run`, which has a pointer to it at `pointer`, and
    /// notes what is seen.
    #[inline(always)]
    pub(super) fn follow_and_note(
        &mut self,
        message: &[u8],
        (run, pointer): (usize, usize),
        target: usize,
    ) -> Result<Suffix, FaultKind> {
        self.first = self.first.or(Some(run));
        if target < self.closely {
            return self.follow_closely(message, (run, pointer), target);
        }
        self.follow(message, run, target)
    }

    /// Returns `true` if a name that is just a pointer, at `at`, has no fault.
    #[inline(always)]
    pub(crate) fn lead_to_name(&mut self, message: &[u8], at: usize, [high, low]: [u8; 2]) -> bool {
        let target = super::pointer(high, low);
        self.are_ignored() || self.follow_and_note(message, (at, at), target).is_ok()
    }

    /// Returns `true` if names that were found to be valid may be known.
    #[inline(always)]
    pub(crate) fn know_names(&self) -> bool {
        !matches!(self.policy, Policy::Ignore | Policy::Refuse)
    }

    /// Passes over names that are just a pointer to a name that is known to be valid, from `start` on;
    /// returns their octets. Pointers that may break a rule are left to [`Pointers::lead_to_name`].
    #[inline(never)]
    pub(crate) fn pass_known(&mut self, message: &[u8], start: usize, end: usize) -> usize {
        let octets = message.get(..end).unwrap_or_default();
        let (mut at, mut more) = (start, 0_usize);
        while let Some([high @ 0xC0..=0xFF, low]) = octets.get(at..).and_then(<[u8]>::first_chunk) {
            let target = super::pointer(*high, *low);
            if target < HEADER || at.wrapping_sub(target) <= MAX_NAME || target >= at {
                break;
            }
            let len = match &mut self.policy {
                Policy::Table(table) => table.known_len(target),
                Policy::Record(table, ending) => table.known_len(target).inspect(|_| {
                    let code = table.known_code(target);
                    **ending = Ending { run: offset(at), code, is_too_long: false };
                }),
                Policy::Replay(ending) if offset(at) < ending.run => Some(1),
                Policy::Follow if self.last.0 == target => Some(self.last.1.len.into()),
                _ => None,
            };
            let Some(len) = len else { break };
            count_step();
            more = more.wrapping_add(len).wrapping_sub(2);
            at = at.wrapping_add(2);
        }
        if at != start {
            self.first = self.first.or(Some(start));
        }
        self.more = self.more.wrapping_add(more);
        at.wrapping_sub(start)
    }

    #[inline(never)]
    fn follow_closely(
        &mut self,
        message: &[u8],
        (run, pointer): (usize, usize),
        target: usize,
    ) -> Result<Suffix, FaultKind> {
        if target < HEADER {
            self.into_header = self.into_header.or(Some(run));
        }
        let suffix = match &mut self.policy {
            Policy::Table(table) => table.find(message, run, target)?,
            _ => self.follow(message, run, target)?,
        };
        // No name that is farther away reaches the pointer.
        if self.closely > HEADER
            && pointer.wrapping_sub(target) <= MAX_NAME
            && self.over_pointer.is_none()
            && super::runs_over(message, pointer, target)
        {
            self.over_pointer = Some(run);
        }
        self.more = self.more.wrapping_add(suffix.len.into()).wrapping_sub(2);
        Ok(suffix)
    }

    /// Measures the name at `target`, which the pointer after the labels from `run` leads to.
    #[inline]
    pub(crate) fn follow(
        &mut self,
        message: &[u8],
        run: usize,
        target: usize,
    ) -> Result<Suffix, FaultKind> {
        // A cached target is smaller than every later run, so it is backwards from here too.
        if self.last.0 == target && target < run {
            return Ok(self.last.1);
        }
        self.walk(message, run, target)
    }

    // Not inlined, so that the walk over entries without pointers stays in registers.
    #[inline(never)]
    fn walk(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        let found = match &mut self.policy {
            Policy::Follow => {
                let mut steps = 0;
                let found = walk(message, run, target, &mut steps);
                self.budget = self.budget.checked_sub(cost(steps)).ok_or(FaultKind::Budget)?;
                found
            }
            Policy::Ignore => return Ok(Suffix::NONE),
            Policy::Refuse => return Err(FaultKind::CompressedName),
            Policy::Table(table) => return table.find(message, run, target),
            Policy::Record(table, ending) => {
                let found = table.find(message, run, target);
                let code = super::table::encode(found);
                **ending = Ending { run: offset(run), code, is_too_long: false };
                return found;
            }
            Policy::Replay(ending) if offset(run) < ending.run => return Ok(Suffix::NONE),
            Policy::Replay(ending) => {
                return super::table::decode(ending.code).unwrap_or(Ok(Suffix::NONE));
            }
        };
        let suffix = found?;
        self.last = (target, suffix);
        Ok(suffix)
    }
}

/// The most octets that RDLENGTH can tell.
const MAX_RDATA: usize = 65535;
/// The number of octets of the header, which holds no names.
pub(super) const HEADER: usize = 12;

fn offset(run: usize) -> u16 {
    crate::error::offset16(run)
}

/// Walks the name at `target` step by step, and counts the `steps`.
#[inline]
fn walk(
    message: &[u8],
    mut run: usize,
    mut target: usize,
    steps: &mut usize,
) -> Result<Suffix, FaultKind> {
    let mut len = 1;
    for hops in 0..MAX_POINTERS {
        // "a pointer to a prior occurrence of the same name" (RFC 1035 section 4.1.4): pointers
        // only lead back, so following them ends.
        if target >= run {
            return Err(FaultKind::PointerNotBackwards);
        }
        run = target;
        let mut at = target;
        target = loop {
            count_step();
            *steps = steps.wrapping_add(1);
            match step(message, at) {
                Step::Label(label) => {
                    at = at.wrapping_add(1 + label);
                    len += 1 + label;
                    if len > MAX_NAME {
                        return Err(FaultKind::NameTooLong);
                    }
                }
                Step::Root => return Suffix::of(len, hops),
                Step::Pointer(next) => break next,
                Step::Cut => return Err(FaultKind::PointerToNoName),
                Step::Reserved => return Err(FaultKind::ReservedLabelType),
            }
        };
    }
    Err(FaultKind::TooManyPointers)
}

/// Cost of walking one name. Steps after the 12th count eightfold: each is a load that depends on
/// the one before.
#[inline]
fn cost(steps: usize) -> usize {
    steps.saturating_sub(CHEAP_STEPS).saturating_mul(STEP_FACTOR - 1).saturating_add(steps)
}
