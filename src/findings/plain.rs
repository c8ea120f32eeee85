//! The quick look at a record: whether there is nothing to say of it.

use super::examine::Place;
use super::scan::is_in_header;
use crate::edns;
use crate::error::{Fault, FaultKind, Section};
use crate::message::{Message, Records};
use crate::name::Follow;
use crate::name::walk::{Budget, Suffix};
use crate::rdata::table::ForType;
use crate::rdata::{Data, Type, for_type};
use crate::record::Record;
use crate::registry::{Class, Opcode};
use crate::wire::{Wire, whole};

/// Whether an ordinary query or response breaks no rule; `false` also where more has to be looked
/// at.
pub(super) fn is_plain_message(message: &Message<'_>) -> bool {
    let flags = message.header().flags();
    let mut budget = Budget::new(message.as_octets());
    let mut place = Place::default();
    flags.opcode() == Opcode::QUERY
        && match message.count(Section::Question) {
            0 => true,
            1 => !message.qname_may_be_compressed(),
            _ => false,
        }
        && are_plain(message.answers(), &mut place, &mut budget)
        && are_plain(message.authority(), &mut place, &mut budget)
        && are_plain(message.additional(), &mut place, &mut budget)
        && message.trailing().is_empty()
}

#[inline]
fn are_plain(mut records: Records<'_>, place: &mut Place, budget: &mut Budget) -> bool {
    records.all(|record| {
        let plain = is_plain(&record, *place, budget);
        place.second_opt |= record.rtype() == Type::OPT;
        plain.unwrap_or(false)
    })
}

/// Whether a record breaks no rule; `false` also where more has to be looked at.
///
/// Fails only when `follow` has no budget left.
#[inline]
pub(super) fn is_plain<F: Follow>(
    record: &Record<'_>,
    place: Place,
    follow: &mut F,
) -> Result<bool, Fault> {
    let special = matches!(record.rtype(), Type::TSIG | Type(0 | 251..=255));
    let meta = matches!(record.class(), Class::ANY | Class::NONE);
    if record.rtype() == Type::OPT {
        return Ok(is_plain_opt(record, place));
    }
    if special || meta || record.ttl_field() >> 31 != 0 || record.owner_may_point_into_header() {
        return Ok(false);
    }
    let work = Quick { window: record.window(), follow, multicast: place.multicast };
    for_type(record.rtype(), record.class(), work)
}

/// Whether an OPT record is the only one, where it should be, with options that fit their codes.
#[inline(never)]
fn is_plain_opt(record: &Record<'_>, place: Place) -> bool {
    let [_, version, ..] = record.ttl_field().to_be_bytes();
    record.section() == Section::Additional
        && !place.second_opt
        && version == 0
        && record.rdata_offset() == record.offset() + 11
        && edns::are_sound(record.window())
}

struct Quick<'f, 'a, F> {
    window: Wire<'a>,
    follow: &'f mut F,
    multicast: bool,
}

impl<'a, F: Follow> ForType<'a> for Quick<'_, 'a, F> {
    type Out = Result<bool, Fault>;

    #[inline]
    fn known<T: Data<'a>>(self) -> Self::Out {
        let mut seen = Seen { follow: self.follow, any: false, into_header: false };
        let result = whole(self.window, T::check_rules(self.window, &mut seen));
        let allowed = T::POLICY.decompress || (self.multicast && T::POLICY.mdns);
        match result {
            Err(fault) if fault.kind == FaultKind::Budget => Err(fault),
            Err(_) => Ok(false),
            Ok(plain) => Ok(plain && (allowed || !seen.any) && !seen.into_header),
        }
    }

    fn unknown(self) -> Self::Out {
        Ok(true)
    }
}

/// Sees whether names have compression pointers.
struct Seen<'f, F> {
    follow: &'f mut F,
    any: bool,
    into_header: bool,
}

impl<F: Follow> Follow for Seen<'_, F> {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        self.any = true;
        self.into_header |= is_in_header(target);
        self.follow.follow(message, run, target)
    }
}
