//! The rules for the records of an update: what its server answers with FORMERR or NOTZONE
//! (RFC 2136 sections 3.2 and 3.4.1).

use super::finding::Finding;
use super::found::Sink;
use crate::error::{Rule, Section};
use crate::layout;
use crate::message::{Message, MessageRecords, Question, Record};
use crate::name::{Below, Name, Pointers, Spent, Steps};
use crate::rdata::TypeLayout;
use crate::registry::{Class, Opcode, Type};

/// The number of records whose owners are looked at with one table.
const MOST: usize = 512;

/// The zone of an update request, and whether owners are in it.
#[derive(Clone, Debug)]
pub(super) struct Zone<'a> {
    question: Question<'a>,
    /// The steps that comparing owners may still take, before it needs a table.
    steps: Steps,
    /// A bit for each record that a table has looked at: the owner is in the zone.
    seen: [u64; MOST / 64],
    /// The number of those records.
    len: usize,
    /// The number of the first of them, counted from the end of the message; the last has 1.
    first: usize,
}

impl<'a> Zone<'a> {
    /// `None` for other messages, and without exactly one zone.
    pub(super) fn of(message: &Message<'a>) -> Option<Self> {
        let flags = message.header().flags();
        if flags.opcode() != Opcode::UPDATE || flags.is_response() {
            return None;
        }
        let (question, steps) = (message.question().ok()?, Steps::of(message.as_octets()));
        Some(Zone { question, steps, seen: [0; MOST / 64], len: 0, first: 0 })
    }

    /// The facts about the next record; `after` are the records after it.
    pub(super) fn entry(&mut self, record: &Record<'a>, after: MessageRecords<'a>) -> Entry {
        Entry { zone_class: self.question.qclass(), is_in_zone: self.has(record.owner(), after) }
    }

    /// Returns `true` if the owner of the next record is in the zone.
    fn has(&mut self, owner: Name<'a>, after: MessageRecords<'a>) -> bool {
        let place = self.first.checked_sub(after.len().wrapping_add(1));
        if let Some(place) = place
            && place < self.len
        {
            let bits = self.seen.get(place / 64).copied().unwrap_or(0);
            return bits >> (place % 64) & 1 != 0;
        }
        match self.steps.ends_with(owner, self.question.qname()) {
            Ok(is_in_zone) => is_in_zone,
            Err(Spent) => self.look(owner, after),
        }
    }

    /// Looks at an owner, and at those of the next records, with a table.
    #[cold]
    #[inline(never)]
    fn look(&mut self, owner: Name<'a>, after: MessageRecords<'a>) -> bool {
        let mut below = Below::new(self.question.qname());
        (self.seen, self.len, self.first) = ([0; MOST / 64], 0, after.len());
        for record in after.take(MOST) {
            let bit = u64::from(below.has(record.owner())) << (self.len % 64);
            if let Some(bits) = self.seen.get_mut(self.len / 64) {
                *bits |= bit;
            }
            self.len = self.len.wrapping_add(1);
        }
        below.has(owner)
    }
}

/// What the rules for a record of an update need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    zone_class: Class,
    is_in_zone: bool,
}

/// Adds the findings about a prerequisite or change of a zone.
pub(super) fn entry(record: &Record<'_>, entry: Entry, found: &mut impl Sink) {
    let (class, is_change) = match record.section() {
        Section::Answer => (record.class(), false),
        Section::Authority => (record.class(), true),
        _ => return,
    };
    let deletes_one = is_change && class == Class::NONE && record.rtype() != Type::ANY;
    let rules = [
        (is_ttl_wrong(record, is_change), Rule::UpdateTtl),
        (!is_class_allowed(class, entry.zone_class), Rule::UpdateClass),
        (is_change && class == Class::NONE && record.rtype() == Type::ANY, Rule::UpdateType),
        (!entry.is_in_zone, Rule::UpdateOwner),
        (deletes_one && lacks_rdata(record), Rule::UpdateNoRdata),
    ];
    for (_, rule) in rules.into_iter().filter(|(broken, _)| *broken) {
        found.push(Finding::of_record(rule, record, record.offset()));
    }
}

/// The TTL is 0 in every prerequisite, and in every deletion.
fn is_ttl_wrong(record: &Record<'_>, is_change: bool) -> bool {
    let adds = is_change && !matches!(record.class(), Class::ANY | Class::NONE);
    record.ttl_field() != 0 && !adds
}

fn is_class_allowed(class: Class, zone: Class) -> bool {
    matches!(class, Class::ANY | Class::NONE) || class == zone
}

/// The record has no RDATA, and its type needs some.
fn lacks_rdata(record: &Record<'_>) -> bool {
    let fits = |known: &TypeLayout| {
        layout::check(known.layout, record.window(), &mut Pointers::ignore()).is_ok()
    };
    record.rdlength() == 0 && record.layout().is_some_and(|known| !fits(known))
}
