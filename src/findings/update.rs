//! The rules for the records of an update: what its server answers with FORMERR or NOTZONE
//! (RFC 2136 sections 3.2 and 3.4.1).

use super::finding::Finding;
use super::found::Sink;
use crate::error::{Rule, Section};
use crate::layout;
use crate::message::{Message, Question, Record};
use crate::name::Pointers;
use crate::rdata::TypeLayout;
use crate::registry::{Class, Opcode, Type};

/// The zone of an update request; `None` for other messages, and without exactly one zone.
pub(super) fn zone<'a>(message: &Message<'a>) -> Option<Question<'a>> {
    let flags = message.header().flags();
    if flags.opcode() != Opcode::UPDATE || flags.is_response() {
        return None;
    }
    message.question().ok()
}

/// Adds the findings about a prerequisite or change of a zone.
pub(super) fn entry(record: &Record<'_>, zone: Question<'_>, found: &mut impl Sink) {
    let (class, is_change) = match record.section() {
        Section::Answer => (record.class(), false),
        Section::Authority => (record.class(), true),
        _ => return,
    };
    let deletes_one = is_change && class == Class::NONE && record.rtype() != Type::ANY;
    let rules = [
        (is_ttl_wrong(record, is_change), Rule::UpdateTtl),
        (!is_class_allowed(class, zone.qclass()), Rule::UpdateClass),
        (is_change && class == Class::NONE && record.rtype() == Type::ANY, Rule::UpdateType),
        (!record.owner().ends_with(zone.qname()), Rule::UpdateOwner),
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
