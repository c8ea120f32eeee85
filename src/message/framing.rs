//! The framing of a message: the offsets of its sections. One fast walk finds it, and tells on
//! request whether the message is plain.

use core::ptr;

use super::entry;
use super::header::{HEADER, Header};
use super::record::{Reading, Record};
use crate::error::{Section, offset16};
use crate::layout::Quick;
use crate::name::{Lengths, Store, Table, ordinary_steps};
use crate::rdata;
use crate::registry::{Class, Opcode, Type};
use crate::wire::{MAX_MESSAGE, count_step};

/// Whether a message breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)] // as wide as what is beside it, so that a framing is copied by words
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
    counts: Four,
    ends: Four,
    pub(crate) strict: Strict,
}

impl Framing {
    #[inline]
    pub(super) fn new(counts: [u16; 4], ends: [u16; 4], strict: Strict) -> Self {
        Framing { counts: Four::new(counts), ends: Four::new(ends), strict }
    }

    /// The number of entries in each section.
    #[inline]
    pub(crate) fn counts(&self) -> [u16; 4] {
        self.counts.get()
    }

    /// The offset after each section.
    #[inline]
    pub(crate) fn ends(&self) -> [u16; 4] {
        self.ends.get()
    }

    /// The offset after the last record.
    #[inline]
    pub(crate) fn end(&self) -> u16 {
        let [.., end] = self.ends();
        end
    }

    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.strict == Strict::Plain
    }

    /// How the records are read.
    #[inline]
    pub(super) fn reading(&self) -> Reading {
        if self.is_plain() { Reading::Plain } else { Reading::Untested }
    }
}

/// Four numbers of 16 bits in one word; the first has the highest bits.
#[derive(Clone, Copy, Debug)]
struct Four(u64);

impl Four {
    #[inline]
    fn new(numbers: [u16; 4]) -> Self {
        let [a, b, c, d] = numbers.map(u64::from);
        Four(a << 48 | b << 32 | c << 16 | d)
    }

    #[inline]
    fn get(self) -> [u16; 4] {
        let [a, b, c, d, e, f, g, h] = self.0.to_be_bytes();
        [[a, b], [c, d], [e, f], [g, h]].map(u16::from_be_bytes)
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

impl Stop {
    fn new<S: Store>(place: Place, lengths: &Lengths<S>, is_plain: bool) -> Self {
        let is_plain = is_plain && !lengths.breaks_rule;
        Stop { place, needs_table: lengths.needs_table(), is_plain }
    }
}

/// Walks over a message. With `STRICT` it tests the RDATA and the rules too.
#[inline]
pub(super) fn fast<const STRICT: bool>(octets: &[u8], header: Header) -> Result<Framing, Stop> {
    let flags = header.flags();
    let is_query = (flags.opcode() == Opcode::QUERY) & !flags.reserved();
    let is_plain = STRICT & is_query & (header.count(Section::Question) < 2);
    let mut lengths: Lengths = Lengths::new(ordinary_steps(octets));
    run::<STRICT, _>(octets, header.counts(), Place::START, is_plain, &mut lengths)
}

/// The type of [`resume`].
pub(super) type Resume = fn(&[u8], [u16; 4], Stop) -> Result<Framing, Place>;

/// Continues a fast walk with a table, where that helps.
#[cold]
#[inline(never)]
pub(super) fn resume<const STRICT: bool>(
    octets: &[u8],
    counts: [u16; 4],
    stop: Stop,
) -> Result<Framing, Place> {
    if !stop.needs_table {
        return Err(stop.place);
    }
    let mut table = Table::new();
    let mut lengths = Lengths::with_table(&mut table);
    let Stop { place, is_plain, .. } = stop;
    run::<STRICT, _>(octets, counts, place, is_plain, &mut lengths).map_err(|stop| stop.place)
}

/// Walks over the entries from `start` on; stops at an entry that it cannot judge.
#[inline(always)]
fn run<const STRICT: bool, S: Store>(
    octets: &[u8],
    counts: [u16; 4],
    start: Place,
    mut is_plain: bool,
    lengths: &mut Lengths<S>,
) -> Result<Framing, Stop> {
    let message = octets.get(..MAX_MESSAGE).unwrap_or(octets);
    let [questions, answers, authorities, additionals] = counts.map(usize::from);
    // The sections of records are walked in one loop, whose end is easier to predict than three.
    let second = answers.wrapping_add(authorities);
    let all = second.wrapping_add(additionals);
    let mut at = start.at;
    let mut ends = start.ends;
    if start.section == 0 {
        let mut index = start.index.into();
        while index < questions {
            count_step();
            let Some(next) = question(message, at, index == 0, lengths, &mut is_plain) else {
                let place = Place { section: 0, index: offset16(index), at, ends };
                return Err(Stop::new(place, lengths, is_plain));
            };
            at = next;
            index = index.wrapping_add(1);
        }
        ends = [offset16(at); 4];
    }
    let before = match start.section {
        0 => 0,
        1 => start.index.into(),
        2 => answers.wrapping_add(start.index.into()),
        _ => second.wrapping_add(start.index.into()),
    };
    // OPT may be among the additional records before `start`.
    let mut may_have_opt = start.section < 3;
    let mut number = before;
    while number < all {
        count_step();
        let opt = (number >= second).then_some(&mut may_have_opt);
        let Some(next) = record::<STRICT, S>(message, at, opt, lengths, &mut is_plain) else {
            let (section, first) = match number {
                _ if number < answers => (1, 0),
                _ if number < second => (2, answers),
                _ => (3, second),
            };
            let index = offset16(number.wrapping_sub(first));
            let place = Place { section, index, at, ends };
            return Err(Stop::new(place, lengths, is_plain));
        };
        at = next;
        number = number.wrapping_add(1);
        let [_, end_of_answers, end_of_authorities, _] = &mut ends;
        *end_of_answers = if number <= answers { offset16(at) } else { *end_of_answers };
        *end_of_authorities = if number <= second { offset16(at) } else { *end_of_authorities };
    }
    let [.., end] = &mut ends;
    *end = offset16(at);
    let strict = match is_plain && at == octets.len() && !lengths.breaks_rule {
        _ if !STRICT => Strict::Untested,
        true => Strict::Plain,
        false => Strict::Unclear,
    };
    Ok(Framing::new(counts, ends, strict))
}

/// Returns the offset after the question at `start`.
#[inline(always)]
fn question<S: Store>(
    message: &[u8],
    start: usize,
    is_first: bool,
    lengths: &mut Lengths<S>,
    is_plain: &mut bool,
) -> Option<usize> {
    let (qname, [high, low, _, _]) = entry::measured_question(message, start, is_first, lengths)?;
    *is_plain &= !qname.compressed & ([high, low] != Type::NXNAME.0.to_be_bytes());
    Some(qname.end.wrapping_add(4))
}

/// Returns the offset after the record at `start`. It may be OPT if `opt` is there and true.
#[inline(always)]
fn record<const STRICT: bool, S: Store>(
    message: &[u8],
    start: usize,
    opt: Option<&mut bool>,
    lengths: &mut Lengths<S>,
    is_plain: &mut bool,
) -> Option<usize> {
    let (fixed, rdata) = entry::measured(message, start, lengths)?;
    let [head @ .., high, low] = *fixed;
    let head = u64::from_be_bytes(head);
    let end = rdata.wrapping_add(u16::from_be_bytes([high, low]).into());
    if end > message.len() {
        return None;
    }
    if STRICT && *is_plain {
        let [rtype, class, upper_ttl, _] = Four(head).get();
        let (rtype, class) = (Type(rtype), Class(class));
        let ordinary = if rtype == Type::OPT {
            let is_first = opt.is_some_and(|opt| core::mem::replace(opt, false));
            let is_root = rdata == start.wrapping_add(11);
            let [_, version] = upper_ttl.to_be_bytes();
            is_first && is_root && class.0 > 0x1FF && version == 0
        } else {
            upper_ttl & 0x8000 == 0
        };
        let span = (rdata, end);
        if !(ordinary && is_plain_rdata(message, (rtype, class), span, lengths)) {
            if ordinary && lengths.needs_table() {
                return None;
            }
            *is_plain = false;
        }
    }
    Some(end)
}

/// Returns `true` if the RDATA of a type and class, at `span`, has no fault and breaks no rule.
/// `false`: not known.
#[inline(always)]
fn is_plain_rdata<S: Store>(
    message: &[u8],
    (rtype, class): (Type, Class),
    span: (usize, usize),
    lengths: &mut Lengths<S>,
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
fn is_plain_in_other_class<S: Store>(
    message: &[u8],
    (rtype, class): (Type, Class),
    span: (usize, usize),
    lengths: &mut Lengths<S>,
) -> bool {
    let layout_in = |class| rdata::layout_of(rtype, class).map(|known| known.layout);
    let row = match (layout_in(class), layout_in(Class::IN)) {
        _ if matches!(class, Class::ANY | Class::NONE) => &Quick::CLOSER,
        (Some(layout), Some(of_in)) if !ptr::eq(layout, of_in) => &Quick::CLOSER,
        (None, Some(_)) => &Quick::ANY,
        _ => rdata::quick(rtype),
    };
    row.is_plain(message, span, lengths, || layout_in(class))
}

impl Record<'_> {
    /// Returns `true` if the record, of a message of OPCODE QUERY or UPDATE, breaks no rule, but for that
    /// of its TTL and those for the records of updates. `false`: not known.
    #[inline]
    pub(crate) fn is_quickly_plain_but_for_ttl<S: Store>(&self, lengths: &mut Lengths<S>) -> bool {
        let span = (self.rdata_offset(), self.end());
        lengths.breaks_rule = false;
        self.rtype() != Type::OPT
            && lengths.owner(self.message(), self.offset()).is_some()
            && is_plain_rdata(self.message(), (self.rtype(), self.class()), span, lengths)
            && !lengths.breaks_rule
    }
}
