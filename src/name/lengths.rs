//! The lengths of the names of a message by their offset, for one fast walk over it.
//!
//! The walk gives up at a fault, at a pointer that leads to a pointer, and after too many steps. In the
//! last two cases it can go on with a [`Table`].

use super::pointers::{HEADER, TARGETS};
use super::{MAX_NAME, Step, Table, four_labels, pointer, step};
use crate::error::offset16;
use crate::wire::{MAX_MESSAGE, Wire, count_step};

/// Where the lengths of names are kept.
pub(crate) trait Store {
    /// A known name may break a rule.
    const IS_TABLE: bool;

    /// The length of the name at `offset`, if it is known.
    fn get(&self, offset: usize) -> Option<usize>;

    /// Notes a length of at most 255 for an offset below [`TARGETS`].
    fn put(&mut self, offset: usize, len: usize);

    /// The table, if it is one.
    fn table(&mut self) -> Option<&mut Table>;
}

/// A number of lengths. Offsets that are equal modulo this number share a place.
///
/// A place has an offset and the length of the name there, in its lowest octet; 0 when none is known.
#[derive(Clone, Copy)]
pub(crate) struct Places<const N: usize>([u32; N]);

impl<const N: usize> Store for Places<N> {
    const IS_TABLE: bool = false;

    #[inline(always)]
    fn get(&self, offset: usize) -> Option<usize> {
        let place = self.0.get(offset % N).copied().unwrap_or(0);
        let len = place ^ u32::from(offset16(offset)) << 8;
        if (1..=255).contains(&len) { usize::try_from(len).ok() } else { None }
    }

    #[inline(always)]
    fn put(&mut self, offset: usize, len: usize) {
        if let Some(place) = self.0.get_mut(offset % N) {
            *place = u32::from(offset16(offset)) << 8 | u32::from(offset16(len));
        }
    }

    #[inline(always)]
    fn table(&mut self) -> Option<&mut Table> {
        None
    }
}

/// A table has the number of pointers of each name too, which a length does not tell.
impl Store for &mut Table {
    const IS_TABLE: bool = true;

    #[inline(always)]
    fn get(&self, offset: usize) -> Option<usize> {
        self.known_len(offset)
    }

    #[inline(always)]
    fn put(&mut self, _: usize, _: usize) {}

    #[inline(always)]
    fn table(&mut self) -> Option<&mut Table> {
        Some(self)
    }
}

/// The lengths of names whose first octet is a label, and the steps that may still be taken.
///
/// With a table the number of steps is not bounded.
#[derive(Clone, Copy)]
pub(crate) struct Lengths<S = Places<64>> {
    store: S,
    /// The labels that may still be read to measure names that pointers lead to.
    pub(crate) steps: usize,
    /// A pointer led into the header, or to labels that run over it: the message breaks a rule.
    pub(crate) breaks_rule: bool,
}

/// A name in place: the offset after it, and whether it ends in a pointer.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) end: usize,
    pub(crate) compressed: bool,
}

impl<const N: usize> Lengths<Places<N>> {
    #[inline]
    pub(crate) fn new(steps: usize) -> Self {
        Lengths { store: Places([0; N]), steps, breaks_rule: false }
    }
}

/// The steps that an ordinary message does not need.
#[inline]
pub(crate) fn ordinary_steps(message: &[u8]) -> usize {
    256 + message.len().min(MAX_MESSAGE) / 4
}

impl<'t> Lengths<&'t mut Table> {
    pub(crate) fn with_table(table: &'t mut Table) -> Self {
        Lengths { store: table, steps: usize::MAX, breaks_rule: false }
    }
}

impl<S: Store> Lengths<S> {
    /// Returns `true` if the walk gave up for a reason that a table removes.
    #[inline]
    pub(crate) fn needs_table(&self) -> bool {
        self.steps == 0
    }

    /// Notes the length of the name at `offset`; the caller knows that it begins with a label.
    #[inline(always)]
    fn note(&mut self, offset: usize, len: usize) {
        if offset < TARGETS && len < 256 {
            self.store.put(offset, len);
        }
    }

    /// The length of the name that a pointer leads to. `run` is the start of the name with the
    /// pointer.
    #[inline(always)]
    pub(crate) fn target(&mut self, message: &[u8], target: usize, run: usize) -> Option<usize> {
        // A table does not tell whether the labels run over the pointer, which only near ones can.
        let may_break_rule = S::IS_TABLE
            && !self.breaks_rule
            && (target < HEADER || run.wrapping_sub(target) <= MAX_NAME);
        match self.store.get(target) {
            Some(len) if !may_break_rule => Some(len),
            _ => self.measure(message, target, run),
        }
    }

    /// Walks over the name that a pointer leads to, and notes its length.
    #[inline(never)]
    fn measure(&mut self, message: &[u8], target: usize, run: usize) -> Option<usize> {
        self.breaks_rule |= target < HEADER;
        if let Some(table) = self.store.table() {
            let suffix = table.find(message, run, target).ok()?;
            // No name that is farther away reaches its pointer.
            if !self.breaks_rule && run.wrapping_sub(target) <= MAX_NAME {
                self.breaks_rule = table.end_of_labels(message, target) >= run;
            }
            return Some(suffix.len.into());
        }
        if target >= run {
            return None;
        }
        let (mut start, mut at, mut len) = (target, target, 0);
        let mut runs_over = false;
        loop {
            count_step();
            self.steps = self.steps.checked_sub(1)?;
            match step(message, at) {
                Step::Label(label) => at = at.wrapping_add(1).wrapping_add(label),
                Step::Root => {
                    len = at.wrapping_add(1).wrapping_sub(start).wrapping_add(len);
                    break;
                }
                Step::Pointer(next) if next < start && start < at => {
                    len = at.wrapping_sub(start).wrapping_add(len);
                    (start, at) = (next, next);
                }
                Step::Pointer(next) if next < start => {
                    self.steps = 0; // a pointer to a pointer: only a table counts them
                    return None;
                }
                _ => return None,
            }
            runs_over |= at >= run;
            if at.wrapping_sub(start).wrapping_add(len) >= MAX_NAME {
                return None;
            }
        }
        self.breaks_rule |= runs_over;
        // A noted length does not tell that a rule is broken.
        if len > 1 && target >= HEADER && !runs_over {
            self.note(target, len);
        }
        (len <= MAX_NAME).then_some(len)
    }

    /// Measures the name at `start`, which must end before `end`.
    #[inline(always)]
    pub(crate) fn name(&mut self, message: &[u8], start: usize, end: usize) -> Option<Extent> {
        self.finish(message, start, start, end)
    }

    /// The window after the name at the start of a window.
    #[inline]
    pub(crate) fn after_name<'a>(&mut self, i: Wire<'a>) -> Option<Wire<'a>> {
        let (start, message) = (i.offset(), i.message());
        let name = self.name(message, start, start.wrapping_add(i.len()))?;
        Some(i.skip(name.end.wrapping_sub(start)))
    }

    /// The offset after the owner name at `start`.
    #[inline(always)]
    pub(crate) fn owner(&mut self, message: &[u8], start: usize) -> Option<usize> {
        match message.get(start..)? {
            [high @ 0xC0..=0xFF, low, ..] => {
                self.target(message, pointer(*high, *low), start)?;
                Some(start.wrapping_add(2))
            }
            [0, ..] => Some(start.wrapping_add(1)),
            _ => Some(self.name(message, start, message.len())?.end),
        }
    }

    /// Measures the first QNAME. Its labels are noted too, since owners point to them.
    #[inline(always)]
    pub(crate) fn qname(&mut self, message: &[u8], start: usize) -> Option<Extent> {
        let (starts, at) = four_labels(message, start);
        let extent = self.finish(message, start, at, message.len())?;
        // Its length was found to be at most 255.
        if !extent.compressed && start < TARGETS - MAX_NAME {
            for place in starts {
                self.store.put(place, extent.end.wrapping_sub(place));
            }
        }
        Some(extent)
    }

    /// Reads the labels of a name from `at` on; it starts at `start`.
    #[inline(always)]
    fn finish(
        &mut self,
        message: &[u8],
        start: usize,
        mut at: usize,
        end: usize,
    ) -> Option<Extent> {
        let octets = message.get(..end)?;
        let (len, extent) = loop {
            count_step();
            let first = *octets.get(at)?;
            if first.wrapping_sub(1) < 63 {
                at = at.wrapping_add(1 + usize::from(first));
                continue;
            }
            if first == 0 {
                at = at.wrapping_add(1);
                break (at.wrapping_sub(start), Extent { end: at, compressed: false });
            }
            if first < 0xC0 {
                return None;
            }
            let low = *octets.get(at.wrapping_add(1))?;
            let suffix = self.target(message, pointer(first, low), start)?;
            let extent = Extent { end: at.wrapping_add(2), compressed: true };
            break (at.wrapping_sub(start).wrapping_add(suffix), extent);
        };
        if len > MAX_NAME {
            return None;
        }
        if extent.end.wrapping_sub(start) > 2 {
            self.note(start, len);
        }
        Some(extent)
    }
}
