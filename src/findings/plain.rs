//! The quick look at a record: whether there is nothing to say of it.

use super::scan::is_in_header;
use crate::edns;
use crate::error::{FaultKind, Section};
use crate::header::HEADER;
use crate::message::{Message, Records};
use crate::name::Follow;
use crate::name::walk::{Budget, Suffix, pointer};
use crate::rdata::table::ForType;
use crate::rdata::{Data, Type, for_type};
use crate::record::Record;
use crate::registry::{Class, Opcode};
use crate::wire::{Wire, whole};

/// What a quick look at a record says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// It breaks no rule.
    Plain,
    /// More has to be looked at.
    Closer,
    /// There is no budget left to follow pointers.
    OverBudget,
}

/// Whether an ordinary query or response breaks no rule; `false` also where more has to be looked
/// at.
pub(super) fn is_plain_message(message: &Message<'_>) -> bool {
    let flags = message.header().flags();
    let mut budget = Budget::new(message.as_octets());
    let mut seen_opt = false;
    flags.opcode() == Opcode::QUERY
        && match message.count(Section::Question) {
            0 => true,
            1 => !message.qname_may_be_compressed(),
            _ => false,
        }
        && (message.count(Section::Answer) == 0
            || are_plain(message.answers(), &mut seen_opt, &mut budget))
        && (message.count(Section::Authority) == 0
            || are_plain(message.authority(), &mut seen_opt, &mut budget))
        && (message.count(Section::Additional) == 0
            || are_plain(message.additional(), &mut seen_opt, &mut budget))
        && message.trailing().is_empty()
}

#[inline(never)]
fn are_plain(mut records: Records<'_>, seen_opt: &mut bool, budget: &mut Budget) -> bool {
    loop {
        records.skip_those(after_plain_address);
        let Some(record) = records.next() else { return true };
        let second_opt = *seen_opt;
        *seen_opt |= record.rtype() == Type::OPT;
        if look(&record, second_opt, false, budget) != Look::Plain {
            return false;
        }
    }
}

/// What follows an address record that breaks no rule and has a compression pointer as its owner:
/// most records are of this kind.
#[inline]
fn after_plain_address(octets: &[u8]) -> Option<&[u8]> {
    let (head, rest) = octets.split_first_chunk::<12>()?;
    let [high @ 0xC0..=0xFF, low, 0, rtype, 0, 1, 0..=0x7F, _, _, _, 0, rdlength] = *head else {
        return None;
    };
    match (Type(rtype.into()), rdlength) {
        (Type::A, 4) | (Type::AAAA, 16) if pointer(high, low) >= HEADER => {
            rest.get(usize::from(rdlength)..)
        }
        _ => None,
    }
}

/// Looks whether a record breaks no rule.
#[inline]
pub(super) fn look<F: Follow>(
    record: &Record<'_>,
    second_opt: bool,
    multicast: bool,
    follow: &mut F,
) -> Look {
    if record.rtype() == Type::OPT {
        let lonely = record.section() == Section::Additional && !second_opt;
        let plain = lonely && is_plain_opt_head(record) && edns::are_sound(record.window());
        return if plain { Look::Plain } else { Look::Closer };
    }
    let special = matches!(record.rtype(), Type::TSIG | Type(0 | 251..=255));
    let meta = matches!(record.class(), Class::ANY | Class::NONE);
    if special || meta || record.ttl_field() >> 31 != 0 || record.owner_may_point_into_header() {
        return Look::Closer;
    }
    let work = Quick { window: record.window(), follow, multicast };
    for_type(record.rtype(), record.class(), work)
}

/// Whether the owner of an OPT record is the root, and its version is 0.
#[inline]
fn is_plain_opt_head(record: &Record<'_>) -> bool {
    let [_, version, ..] = record.ttl_field().to_be_bytes();
    version == 0 && record.rdata_offset() == record.offset() + 11
}

pub(super) struct Quick<'f, 'a, F> {
    pub(super) window: Wire<'a>,
    pub(super) follow: &'f mut F,
    pub(super) multicast: bool,
}

impl<'a, F: Follow> ForType<'a> for Quick<'_, 'a, F> {
    type Out = Look;

    #[inline]
    fn known<T: Data<'a>>(self) -> Look {
        let mut seen = Seen { follow: self.follow, any: false, into_header: false };
        let allowed = T::POLICY.decompress || (self.multicast && T::POLICY.mdns);
        match whole(self.window, T::check_rules(self.window, &mut seen)) {
            Ok(true) if (allowed || !seen.any) && !seen.into_header => Look::Plain,
            Err(fault) if fault.kind == FaultKind::Budget => Look::OverBudget,
            _ => Look::Closer,
        }
    }

    fn unknown(self) -> Look {
        Look::Plain
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
