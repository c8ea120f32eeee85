//! How far a name reaches through its compression pointers, in linear work.
//!
//! Following pointers naively costs up to 128 steps for every two octets of a message that was made
//! for it. A walk over a whole message therefore counts its steps, and when it goes beyond what
//! ordinary messages need, it goes on with a [`Table`](super::table::Table) in which every octet is walked once. The
//! verdicts are the same either way.

use crate::edns::Place;
use crate::error::FaultKind;

/// The number of offsets that a compression pointer can name.
pub(super) const TARGETS: usize = 0x4000;
/// The most octets of a name, with all length octets and the root ([RFC 1035 section 2.3.4]).
///
/// [RFC 1035 section 2.3.4]: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
pub(crate) const MAX_NAME: usize = 255;
/// The most pointers of a name: one that leads to it and one after each of at most 127 labels.
pub(crate) const MAX_POINTERS: usize = 128;

/// The steps of a name that are ordinary, and the price of each further one.
const NEAR: usize = 12;
const DEAR: usize = 8;

/// What lies behind a compression pointer: a whole name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suffix {
    /// Octets, uncompressed; 1 to 255.
    pub(super) len: u8,
    /// Compression pointers on the way; 0 to 127.
    pub(super) hops: u8,
}

/// What ends a run of labels.
pub(super) enum End {
    Root,
    Pointer(usize),
}

/// A way to check what lies behind a compression pointer.
pub trait Follow {
    /// The name at `target`, which a run of labels that starts at `run` points to.
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind>;

    /// The record that is read, where that is known.
    #[inline]
    fn place(&self) -> Option<Place> {
        None
    }
}

/// Follows every pointer; right for single names.
#[derive(Debug)]
pub(crate) struct Direct;

/// Follows every pointer, in the RDATA of a record at this place.
#[derive(Debug)]
pub(crate) struct In(pub(crate) Place);

/// Follows pointers while the work is ordinary for a message of this size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    left: usize,
    /// The last target and what lies there: records of an RRset point to one owner.
    last: (usize, Suffix),
}

#[inline]
pub(crate) fn pointer(high: u8, low: u8) -> usize {
    usize::from(u16::from_be_bytes([high & 0x3F, low]))
}

/// What stands at the end of a run of labels.
#[inline]
pub(super) fn end_of_run(message: &[u8], at: usize) -> Result<End, FaultKind> {
    match message.get(at).ok_or(FaultKind::PointerToNoName)? {
        0 => Ok(End::Root),
        high @ 0xC0.. => {
            let low = message.get(at.wrapping_add(1)).ok_or(FaultKind::PointerToNoName)?;
            Ok(End::Pointer(pointer(*high, *low)))
        }
        _ => Err(FaultKind::ReservedLabelType),
    }
}

/// The length of the label at `at`, or `None` where a run of labels ends.
#[inline]
pub(super) fn label_len(message: &[u8], at: usize) -> Option<usize> {
    match message.get(at) {
        Some(len @ 1..=63) => Some(usize::from(*len)),
        _ => None,
    }
}

impl Follow for Direct {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        follow(message, run, target, &mut 0)
    }
}

impl Follow for In {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        Direct.follow(message, run, target)
    }

    #[inline]
    fn place(&self) -> Option<Place> {
        Some(self.0)
    }
}

/// Walks the name at `target` step by step, and counts the `steps`.
#[inline]
fn follow(
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
        while let Some(label) = label_len(message, at) {
            step();
            *steps = steps.wrapping_add(1);
            at = at.wrapping_add(1 + label);
            len += 1 + label;
            if len > MAX_NAME {
                return Err(FaultKind::NameTooLong);
            }
        }
        step();
        *steps = steps.wrapping_add(1);
        match end_of_run(message, at)? {
            End::Root => return Suffix::of(len, hops),
            End::Pointer(next) => target = next,
        }
    }
    Err(FaultKind::TooManyPointers)
}

impl Suffix {
    /// Stands for a suffix that is not looked at.
    pub(crate) const NONE: Suffix = Suffix { len: 1, hops: 0 };

    #[inline]
    pub(super) fn of(len: usize, hops: usize) -> Result<Suffix, FaultKind> {
        let len = u8::try_from(len).map_err(|_| FaultKind::NameTooLong)?;
        let hops = u8::try_from(hops).map_err(|_| FaultKind::TooManyPointers)?;
        Ok(Suffix { len, hops })
    }
}

impl Budget {
    /// What a walk over `message` may cost before it needs a table.
    #[inline]
    pub(crate) fn new(message: &[u8]) -> Self {
        // Ordinary messages need about a step for every four octets.
        Budget { left: 1024 + message.len() / 2, last: (TARGETS, Suffix { len: 1, hops: 0 }) }
    }
}

#[cfg(test)]
impl Budget {
    /// Never needs a table.
    pub(crate) fn unbounded() -> Self {
        Budget { left: usize::MAX, ..Budget::new(&[]) }
    }
}

/// What the steps of one name cost: beyond the few of ordinary names they are dear, for there each
/// waits for the one before.
#[inline]
fn price(steps: usize) -> usize {
    steps + (DEAR - 1) * steps.saturating_sub(NEAR)
}

impl Follow for Budget {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        // What was walked before stands before this run.
        if self.last.0 == target && target < run {
            return Ok(self.last.1);
        }
        self.walk(message, run, target)
    }
}

impl Budget {
    /// A call of its own, so that the walk over entries without pointers stays in registers.
    #[inline(never)]
    fn walk(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        let mut steps = 0;
        let found = follow(message, run, target, &mut steps);
        self.left = self.left.checked_sub(price(steps)).ok_or(FaultKind::Budget)?;
        let suffix = found?;
        self.last = (target, suffix);
        Ok(suffix)
    }
}

/// Counts a step of the walk, in the crate's own tests.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    steps::count();
}

#[cfg(test)]
pub(crate) mod steps {
    use core::cell::Cell;

    thread_local!(static STEPS: Cell<usize> = const { Cell::new(0) });

    pub(crate) fn count() {
        STEPS.with(|steps| steps.set(steps.get() + 1));
    }

    /// The steps that `work` takes.
    pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (usize, T) {
        STEPS.with(|steps| steps.set(0));
        let value = work();
        (STEPS.with(Cell::get), value)
    }
}
