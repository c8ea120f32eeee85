//! The rules for a single record.

use super::Rule;
use super::finding::Finding;
use super::found::Sink;
use super::scan::is_in_header;
use crate::error::{Fault, FaultKind, Section};
use crate::name::Follow;
use crate::name::walk::Suffix;
use crate::rdata::table::ForType;
use crate::rdata::{Data, Type, field_name, for_type};
use crate::record::Record;
use crate::registry::Class;
use crate::wire::{Wire, whole};

/// What the rules have to know of the message round a record.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts")]
pub(super) struct Place {
    pub(super) update: bool,
    pub(super) multicast: bool,
    /// An OPT record came before.
    pub(super) second_opt: bool,
    /// No record follows.
    pub(super) last: bool,
}

/// Adds what is wrong with a record, and tells whether its RDATA fits its type; fails only when
/// `follow` has no budget left.
#[cold]
pub(super) fn examine<F: Follow>(
    record: &Record<'_>,
    place: Place,
    found: &mut impl Sink,
    follow: &mut F,
) -> Result<bool, Fault> {
    let rdata = examine_rdata(record, place, follow)?;
    if record.owner().points_into_header() {
        found.push(Finding::of_record(Rule::PointerIntoHeader, record, record.offset()));
    }
    if record.ttl_field() >> 31 != 0 && record.rtype() != Type::OPT {
        found.push(Finding::of_record(Rule::TtlTopBit, record, record.offset()));
    }
    match record.rtype() {
        Type::OPT => opt(record, place, found),
        Type::TSIG => tsig(record, place, found),
        rtype => {
            if let Some(rule) = rtype_rule(rtype, record.class(), place) {
                found.push(Finding::of_record(rule, record, record.offset()));
            }
            class(record, place, found);
        }
    }
    rdata.report(record, found);
    Ok(rdata.fault.is_none())
}

/// A type that no record can have.
fn rtype_rule(rtype: Type, class: Class, place: Place) -> Option<Rule> {
    let any_in_update =
        place.update && rtype == Type::ANY && matches!(class, Class::ANY | Class::NONE);
    match rtype {
        Type(0) => Some(Rule::TypeZero),
        _ if rtype.is_question_only() && !any_in_update => Some(Rule::QuestionType),
        _ => None,
    }
}

/// A class that no record can have, or no RDATA (RFC 2136 sections 2.4 and 2.5).
fn class(record: &Record<'_>, place: Place, found: &mut impl Sink) {
    let (class, section) = (record.class(), record.section());
    if !matches!(class, Class::ANY | Class::NONE) {
        return;
    }
    let signs = matches!(record.rtype(), Type::TKEY | Type::SIG);
    if !place.update && !signs {
        found.push(Finding::of_record(Rule::MetaClass, record, record.offset()));
    }
    let without_rdata = match section {
        Section::Answer => true,
        Section::Authority => class == Class::ANY,
        _ => false,
    };
    if place.update && without_rdata && record.rdlength() > 0 {
        found.push(Finding::of_record(Rule::UpdateRdata, record, record.rdata_offset()));
    }
}

fn opt(record: &Record<'_>, place: Place, found: &mut impl Sink) {
    let at = record.offset();
    if record.section() != Section::Additional {
        found.push(Finding::of_record(Rule::OptPlacement, record, at));
    }
    if place.second_opt {
        found.push(Finding::of_record(Rule::OptCount, record, at));
    }
    if !record.owner().is_root() {
        found.push(Finding::of_record(Rule::OptOwner, record, at));
    }
    let [_, version, ..] = record.ttl_field().to_be_bytes();
    if version != 0 {
        found.push(Finding::of_record(Rule::EdnsVersion, record, at));
    }
}

fn tsig(record: &Record<'_>, place: Place, found: &mut impl Sink) {
    let at = record.offset();
    if record.section() != Section::Additional || !place.last {
        found.push(Finding::of_record(Rule::TsigPlacement, record, at));
    }
    if record.class() != Class::ANY {
        found.push(Finding::of_record(Rule::TsigClass, record, at));
    }
    if record.ttl_field() != 0 {
        found.push(Finding::of_record(Rule::TsigTtl, record, at));
    }
}

/// What is wrong with an RDATA.
#[derive(Clone, Copy, Debug, Default)]
struct Examined {
    fault: Option<Fault>,
    value: Option<(Rule, u8)>,
    /// The start of a name that is compressed although that is forbidden.
    compressed: Option<usize>,
    /// The start of a name with a pointer into the header.
    into_header: Option<usize>,
}

impl Examined {
    #[inline]
    fn report(self, record: &Record<'_>, found: &mut impl Sink) {
        if let Some(offset) = self.into_header {
            found.push(Finding::of_record(Rule::PointerIntoHeader, record, offset));
        }
        if let Some(offset) = self.compressed {
            found.push(Finding::of_record(Rule::CompressedName, record, offset));
        }
        if let Some(fault) = self.fault {
            found.push(Finding::of_error(Rule::MalformedRdata, record.error(fault)));
        }
        if let Some((rule, field)) = self.value {
            let name = field_name(record.rtype(), record.class(), field);
            let offset = record.field_offset(field, name).unwrap_or(record.rdata_offset());
            found.push(Finding::of_record(rule, record, offset).in_field(name));
        }
    }
}

#[inline]
fn examine_rdata<F: Follow>(
    record: &Record<'_>,
    place: Place,
    follow: &mut F,
) -> Result<Examined, Fault> {
    if record.is_empty_of_update() {
        return Ok(Examined::default());
    }
    let mut noted = Noted { follow, first: None, into_header: None };
    let work = Examine { window: record.window(), follow: &mut noted, multicast: place.multicast };
    let (result, forbidden) = for_type(record.rtype(), record.class(), work);
    let (fault, value) = match result {
        Err(fault) if fault.kind == FaultKind::Budget => return Err(fault),
        Err(fault) => (Some(fault), None),
        Ok(value) => (None, value),
    };
    let compressed = noted.first.filter(|_| forbidden);
    Ok(Examined { fault, value, compressed, into_header: noted.into_header })
}

struct Examine<'f, 'a, F> {
    window: Wire<'a>,
    follow: &'f mut F,
    multicast: bool,
}

impl<'a, F: Follow> ForType<'a> for Examine<'_, 'a, F> {
    /// The first value that breaks a rule; whether compressed names are forbidden.
    type Out = (Result<Option<(Rule, u8)>, Fault>, bool);

    #[inline]
    fn known<T: Data<'a>>(self) -> Self::Out {
        let allowed = T::POLICY.decompress || (self.multicast && T::POLICY.mdns);
        let result = if T::HAS_RULES {
            whole(self.window, T::parse(self.window, self.follow)).map(|data| data.broken_rule())
        } else {
            whole(self.window, T::check(self.window, self.follow)).map(|()| None)
        };
        (result, !allowed)
    }

    fn unknown(self) -> Self::Out {
        (Ok(None), false)
    }
}

/// Looks for the start of a field.
struct Start<'a> {
    window: Wire<'a>,
    field: u8,
}

impl<'a> ForType<'a> for Start<'a> {
    type Out = Option<usize>;

    fn known<T: Data<'a>>(self) -> Self::Out {
        T::start_of(self.window, self.field).map(Wire::offset)
    }

    fn unknown(self) -> Self::Out {
        None
    }
}

/// Notes the names with compression pointers that are followed.
struct Noted<'f, F> {
    follow: &'f mut F,
    first: Option<usize>,
    into_header: Option<usize>,
}

impl<F: Follow> Follow for Noted<'_, F> {
    #[inline]
    fn follow(&mut self, message: &[u8], run: usize, target: usize) -> Result<Suffix, FaultKind> {
        self.first = self.first.or(Some(run));
        if is_in_header(target) {
            self.into_header = self.into_header.or(Some(run));
        }
        self.follow.follow(message, run, target)
    }
}

impl Record<'_> {
    /// Where a declared field starts, in RDATA that was checked.
    #[cold]
    fn field_offset(&self, field: u8, name: Option<&'static str>) -> Option<usize> {
        let start = Start { window: self.window(), field };
        if let Some(offset) = for_type(self.rtype(), self.class(), start) {
            return Some(offset);
        }
        let mut offset = None;
        self.for_each_field(|field| {
            if Some(field.name) == name {
                offset = offset.or(Some(field.range.start));
            }
        });
        offset
    }
}
