//! The framing of a message: the offsets of its sections. One fast walk finds it, and tells on
//! request whether the message is plain.

use core::ptr;

use super::header::{HEADER, Header};
use super::record::Record;
use crate::error::{Section, offset16};
use crate::layout::Quick;
use crate::name::{Lengths, Table};
use crate::rdata;
use crate::registry::{Class, Opcode, Type};
use crate::wire::{MAX_MESSAGE, count_step};

/// Whether a message breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strict {
    /// It was not tested.
    Untested,
    /// It is an ordinary query or response that breaks no rule, and its RDATA has no fault.
    Plain,
    /// The quick test cannot tell.
    Unclear,
}

/// The result of a walk over a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framing {
    /// The number of entries in each section.
    pub(crate) counts: [u16; 4],
    /// The offset after each section.
    pub(crate) ends: [u16; 4],
    pub(crate) strict: Strict,
}

impl Framing {
    /// The offset after the last record.
    #[inline]
    pub(crate) fn end(&self) -> u16 {
        let [.., end] = self.ends;
        end
    }

    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.strict == Strict::Plain
    }
}

/// A place in a message: the next entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The section, 0 to 3; 4 at the end.
    pub(super) section: usize,
    /// The index of the entry in the section.
    pub(super) index: u16,
    /// The offset.
    pub(super) at: usize,
    /// The offsets after the sections before.
    pub(super) ends: [u16; 4],
}

impl Place {
    pub(super) const START: Place = Place { section: 0, index: 0, at: HEADER, ends: [0; 4] };
}

/// The entry at which a fast walk gave up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) place: Place,
    /// The walk can go on with a table of names.
    needs_table: bool,
    is_plain: bool,
}

/// Walks over a message. With `STRICT` it tests the RDATA and the rules too.
#[inline]
pub(super) fn fast<const STRICT: bool>(octets: &[u8], header: Header) -> Result<Framing, Stop> {
    let message = octets.get(..MAX_MESSAGE).unwrap_or(octets);
    let flags = header.flags();
    let is_ordinary = flags.opcode() == Opcode::QUERY && !flags.reserved();
    let steps = Lengths::ordinary_steps(message);
    let mut walk = Fast {
        message,
        counts: header.counts(),
        lengths: Lengths::new(message, steps),
        place: Place::START,
        may_have_opt: true,
        is_plain: STRICT && is_ordinary && header.count(Section::Question) < 2,
    };
    walk.run(octets.len(), STRICT)
}

/// Continues a fast walk with a table, where that helps.
#[cold]
#[inline(never)]
pub(super) fn resume(
    octets: &[u8],
    counts: [u16; 4],
    stop: Stop,
    strict: bool,
) -> Result<Framing, Place> {
    if !stop.needs_table {
        return Err(stop.place);
    }
    let message = octets.get(..MAX_MESSAGE).unwrap_or(octets);
    let mut table = Table::new();
    let lengths = Lengths::with_table(message, &mut table);
    let (place, is_plain) = (stop.place, stop.is_plain);
    let mut walk = Fast { message, counts, lengths, place, may_have_opt: true, is_plain };
    walk.run(octets.len(), strict).map_err(|stop| stop.place)
}

struct Fast<'a, 't, const TABLE: bool> {
    message: &'a [u8],
    counts: [u16; 4],
    lengths: Lengths<'a, 't, TABLE>,
    place: Place,
    /// No OPT record was seen.
    may_have_opt: bool,
    is_plain: bool,
}

impl<const TABLE: bool> Fast<'_, '_, TABLE> {
    /// Walks to the end of the message, of `len` octets.
    #[inline(always)]
    fn run(&mut self, len: usize, strict: bool) -> Result<Framing, Stop> {
        let Some(ends) = self.walk() else {
            return Err(Stop {
                place: self.place,
                needs_table: self.lengths.needs_table(),
                is_plain: self.is_plain,
            });
        };
        let is_plain = self.is_plain && self.place.at == len && !self.lengths.into_header;
        let strict = match (strict, is_plain) {
            (false, _) => Strict::Untested,
            (true, true) => Strict::Plain,
            (true, false) => Strict::Unclear,
        };
        Ok(Framing { counts: self.counts, ends, strict })
    }

    /// Walks over the entries and returns the offsets after the sections; stays at an entry that it
    /// cannot judge.
    #[inline(always)]
    fn walk(&mut self) -> Option<[u16; 4]> {
        // The offsets stay in registers up to the end; the place gets them where the walk stops.
        let [first, second, third, _] = self.place.ends;
        let first = self.section::<0>(first)?;
        let Some(second) = self.section::<1>(second) else {
            return self.stop([first, 0, 0, 0]);
        };
        let Some(third) = self.section::<2>(third) else {
            return self.stop([first, second, 0, 0]);
        };
        let Some(last) = self.section::<3>(0) else {
            return self.stop([first, second, third, 0]);
        };
        Some([first, second, third, last])
    }

    #[cold]
    fn stop(&mut self, ends: [u16; 4]) -> Option<[u16; 4]> {
        self.place.ends = ends;
        None
    }

    /// Walks over the entries of a section and returns the offset after it; `end` if that was done
    /// before.
    #[inline(always)]
    fn section<const SECTION: usize>(&mut self, end: u16) -> Option<u16> {
        if self.place.section > SECTION {
            return Some(end);
        }
        let count = self.counts.get(SECTION).copied().unwrap_or(0);
        let (mut at, mut index) = (self.place.at, self.place.index);
        while index < count {
            count_step();
            let next = match SECTION {
                0 => self.question(at, index == 0),
                _ => self.record::<SECTION>(at),
            };
            let Some(next) = next else {
                (self.place.section, self.place.at, self.place.index) = (SECTION, at, index);
                return None;
            };
            at = next;
            index = index.wrapping_add(1);
        }
        (self.place.section, self.place.at, self.place.index) = (SECTION + 1, at, 0);
        Some(offset16(at))
    }

    /// Returns the offset after the question at `start`.
    #[inline(always)]
    fn question(&mut self, start: usize, is_first: bool) -> Option<usize> {
        let qname = if is_first {
            self.lengths.qname(start)?
        } else {
            self.lengths.name(start, self.message.len())?
        };
        let [high, low, _, _] = *self.message.get(qname.end..)?.first_chunk()?;
        self.is_plain &= !qname.compressed && [high, low] != Type::NXNAME.0.to_be_bytes();
        Some(qname.end.wrapping_add(4))
    }

    /// Returns the offset after the record at `start`.
    #[inline(always)]
    fn record<const SECTION: usize>(&mut self, start: usize) -> Option<usize> {
        let fixed_at = self.lengths.owner(start)?;
        let fixed: &[u8; 10] = self.message.get(fixed_at..)?.first_chunk()?;
        let [a, b, c, d, e, f, _, _, high, low] = *fixed;
        let rdata = fixed_at.wrapping_add(10);
        let end = rdata.wrapping_add(u16::from_be_bytes([high, low]).into());
        if end > self.message.len() {
            return None;
        }
        if self.is_plain {
            let rtype = Type(u16::from_be_bytes([a, b]));
            let class = Class(u16::from_be_bytes([c, d]));
            let ordinary = if rtype == Type::OPT {
                let is_first = core::mem::replace(&mut self.may_have_opt, false);
                is_first && SECTION == 3 && c > 1 && f == 0 && fixed_at == start.wrapping_add(1)
            } else {
                e < 0x80
            };
            let span = (rdata, end);
            if !(ordinary && is_plain_rdata(self.message, (rtype, class), span, &mut self.lengths))
            {
                if ordinary && self.lengths.needs_table() {
                    return None;
                }
                self.is_plain = false;
            }
        }
        Some(end)
    }
}

/// Returns `true` if the RDATA of a type and class, at `span`, has no fault and breaks no rule.
/// `false`: not known.
#[inline(always)]
fn is_plain_rdata<const TABLE: bool>(
    message: &[u8],
    (rtype, class): (Type, Class),
    span: (usize, usize),
    lengths: &mut Lengths<'_, '_, TABLE>,
) -> bool {
    if class != Class::IN && rtype != Type::OPT {
        return is_plain_in_other_class(message, (rtype, class), span, lengths);
    }
    let layout = || Some(rdata::layout_of(rtype, Class::IN)?.layout);
    rdata::quick(rtype).is_plain(message, span, lengths, layout)
}

/// The same for other classes than IN: the layout of a type is that of class IN, or there is none.
#[cold]
#[inline(never)]
fn is_plain_in_other_class<const TABLE: bool>(
    message: &[u8],
    (rtype, class): (Type, Class),
    span: (usize, usize),
    lengths: &mut Lengths<'_, '_, TABLE>,
) -> bool {
    let layout_in = |class| rdata::layout_of(rtype, class).map(|known| known.layout);
    let row = match (layout_in(class), layout_in(Class::IN)) {
        _ if matches!(class, Class::ANY | Class::NONE) => Quick::CLOSER,
        (Some(layout), Some(of_in)) if !ptr::eq(layout, of_in) => Quick::CLOSER,
        (None, Some(_)) => Quick::ANY,
        _ => rdata::quick(rtype),
    };
    row.is_plain(message, span, lengths, || layout_in(class))
}

impl Record<'_> {
    /// Returns `true` if the record, of a message of OPCODE QUERY, breaks no rule, but for that of its
    /// TTL. `false`: not known.
    #[inline]
    pub(crate) fn is_quickly_plain_but_for_ttl<const TABLE: bool>(
        &self,
        lengths: &mut Lengths<'_, '_, TABLE>,
    ) -> bool {
        let span = (self.rdata_offset(), self.end());
        lengths.into_header = false;
        self.rtype() != Type::OPT
            && lengths.owner(self.offset()).is_some()
            && is_plain_rdata(self.message(), (self.rtype(), self.class()), span, lengths)
            && !lengths.into_header
    }
}
