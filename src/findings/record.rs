//! The rules for a single record.

use super::finding::Finding;
use super::found::Sink;
use super::update;
use crate::error::{Fault, FaultKind, Rule, Section};
use crate::layout::{self, Broken};
use crate::message::Profile;
use crate::message::header::HEADER;
use crate::message::record::Record;
use crate::name::{Name, Pointers};
use crate::rdata::Tsig;
use crate::registry::{Class, NamePolicy, Rcode, Type};

/// The facts about the message that the rules for a record need.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Context {
    pub(super) update: bool,
    /// The record is of an update request.
    pub(super) entry: Option<update::Entry>,
    pub(super) response: bool,
    pub(super) profile: Profile,
    /// An OPT record came before this record.
    pub(super) second_opt: bool,
    /// No record comes after this one.
    pub(super) last: bool,
    /// The next record is not about the message itself.
    pub(super) before_data: bool,
}

/// Adds the findings of a record and returns whether its RDATA fits its type; fails only when
/// `pointers` has no budget left. Without `pointers` the RDATA is known to fit, and to break no rule.
#[cold]
pub(super) fn examine(
    record: &Record<'_>,
    context: Context,
    found: &mut impl Sink,
    pointers: Option<&mut Pointers<'_>>,
) -> Result<bool, Fault> {
    let rdata = match pointers {
        Some(pointers) => examine_rdata(record, context.profile, pointers)?,
        None => Examined::default(),
    };
    if let Some(rule) = pointer_rule(record.owner()) {
        found.push(Finding::of_record(rule, record, record.offset()));
    }
    if record.ttl_field() >> 31 != 0 && record.rtype() != Type::OPT {
        found.push(Finding::of_record(Rule::TtlTopBit, record, record.offset()));
    }
    match record.rtype() {
        Type::OPT => opt(record, context, found),
        Type::TSIG => tsig(record, context, found),
        rtype => {
            if let Some(rule) = rtype_rule(rtype, record.class(), context) {
                found.push(Finding::of_record(rule, record, record.offset()));
            }
            class(record, context, found);
        }
    }
    if let Some(entry) = context.entry {
        update::entry(record, entry, found);
    }
    of_protocol(record, context, found);
    rdata.report(record, context.profile, found);
    Ok(rdata.fault.is_none())
}

/// The rule broken by the first compression pointer of a name.
pub(super) fn pointer_rule(name: Name<'_>) -> Option<Rule> {
    match name.pointer_target()? {
        0..HEADER => Some(Rule::PointerIntoHeader),
        _ => name.runs_over_its_pointer().then_some(Rule::LabelsOverPointer),
    }
}

/// The rule broken by a type that no record can have.
fn rtype_rule(rtype: Type, class: Class, context: Context) -> Option<Rule> {
    let any_in_update =
        context.update && rtype == Type::ANY && matches!(class, Class::ANY | Class::NONE);
    match rtype {
        Type(0) => Some(Rule::TypeZero),
        Type::NXNAME => Some(Rule::NxnameRecord),
        _ if rtype.is_question_only() && !any_in_update => Some(Rule::QuestionType),
        _ => None,
    }
}

/// Adds the findings about SIG(0) (RFC 2931 section 3.1), and about the cache-flush bit of multicast
/// DNS (RFC 6762 section 10.2).
fn of_protocol(record: &Record<'_>, context: Context, found: &mut impl Sink) {
    let at = record.offset();
    if record.rtype() == Type::SIG && record.is_pseudo() {
        if record.section() != Section::Additional {
            found.push(Finding::of_record(Rule::Sig0Placement, record, at));
        } else if context.before_data {
            found.push(Finding::of_record(Rule::Sig0NotLast, record, at));
        }
    }
    let known_answer = !context.response && record.section() == Section::Answer;
    if context.profile == Profile::MulticastDns && known_answer && record.cache_flush() {
        found.push(Finding::of_record(Rule::MulticastCacheFlush, record, at));
    }
}

/// Adds the findings about class ANY or NONE: outside of an update, or in one with RDATA (RFC 2136
/// sections 2.4 and 2.5).
fn class(record: &Record<'_>, context: Context, found: &mut impl Sink) {
    let (class, section) = (record.class(), record.section());
    if !matches!(class, Class::ANY | Class::NONE) {
        return;
    }
    let signs = matches!(record.rtype(), Type::TKEY | Type::SIG);
    if !context.update && !signs {
        found.push(Finding::of_record(Rule::MetaClass, record, record.offset()));
    }
    let without_rdata = match section {
        Section::Answer => true,
        Section::Authority => class == Class::ANY,
        _ => false,
    };
    if context.update && without_rdata && record.rdlength() > 0 {
        found.push(Finding::of_record(Rule::UpdateRdata, record, record.rdata_offset()));
    }
}

fn opt(record: &Record<'_>, context: Context, found: &mut impl Sink) {
    let at = record.offset();
    if record.section() != Section::Additional {
        found.push(Finding::of_record(Rule::OptPlacement, record, at));
    }
    if context.second_opt {
        found.push(Finding::of_record(Rule::OptCount, record, at));
    }
    if !record.owner().is_root() {
        found.push(Finding::of_record(Rule::OptOwner, record, at));
    }
    if context.profile == Profile::Unicast && record.class().0 < 512 {
        found.push(Finding::of_record(Rule::OptSize, record, at));
    }
    let [_, version, ..] = record.ttl_field().to_be_bytes();
    if version != 0 {
        found.push(Finding::of_record(Rule::EdnsVersion, record, at));
    }
}

fn tsig(record: &Record<'_>, context: Context, found: &mut impl Sink) {
    let at = record.offset();
    if record.section() != Section::Additional || !context.last {
        found.push(Finding::of_record(Rule::TsigPlacement, record, at));
    } else if !has_allowed_mac(record, context.response) {
        // For the last record alone, because its name is followed again.
        found.push(Finding::of_record(Rule::TsigMac, record, at).in_field(Some("mac")));
    }
    if record.class() != Class::ANY {
        found.push(Finding::of_record(Rule::TsigClass, record, at));
    }
    if record.ttl_field() != 0 {
        found.push(Finding::of_record(Rule::TsigTtl, record, at));
    }
}

/// The octets of the MACs of algorithms, and the fewest that a cut one may have.
const MACS: [(&str, usize, usize); 9] = [
    (Tsig::HMAC_MD5, 16, 10),
    (Tsig::HMAC_SHA1, 20, 10),
    (Tsig::HMAC_SHA224, 28, 14),
    (Tsig::HMAC_SHA256, 32, 16),
    (Tsig::HMAC_SHA256_128, 16, 16),
    (Tsig::HMAC_SHA384, 48, 24),
    (Tsig::HMAC_SHA384_192, 24, 24),
    (Tsig::HMAC_SHA512, 64, 32),
    (Tsig::HMAC_SHA512_256, 32, 32),
];

/// Returns `true` if a TSIG record has a MAC of a length that its algorithm allows (RFC 8945 section
/// 5.2.2.1), or none in a response (section 5.3.2), or if its algorithm is not known.
fn has_allowed_mac(record: &Record<'_>, response: bool) -> bool {
    let Some(Ok(tsig)) = record.data::<Tsig<'_>>() else { return true };
    let len = tsig.mac.len();
    let of_algorithm = MACS.iter().find(|(name, ..)| tsig.algorithm_name == *name);
    len == 0 && (response || tsig.error != Rcode::NOERROR)
        || of_algorithm.is_none_or(|(_, most, least)| (*least..=*most).contains(&len))
}

/// The findings of an RDATA.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Examined {
    fault: Option<Fault>,
    value: Option<Broken>,
    /// The start of a name that is compressed although that is forbidden.
    compressed: Option<usize>,
    /// The start of a name with a pointer into the header.
    into_header: Option<usize>,
    /// The start of a name whose labels run over its pointer.
    over_pointer: Option<usize>,
    /// The octets with all names uncompressed are more than RDLENGTH can tell.
    pub(super) is_too_long: bool,
}

impl Examined {
    fn report(self, record: &Record<'_>, profile: Profile, found: &mut impl Sink) {
        if let Some(offset) = self.into_header {
            found.push(Finding::of_record(Rule::PointerIntoHeader, record, offset));
        }
        if let Some(offset) = self.over_pointer {
            found.push(Finding::of_record(Rule::LabelsOverPointer, record, offset));
        }
        if let Some(offset) = self.compressed {
            found.push(Finding::of_record(Rule::CompressedName, record, offset));
        }
        if self.is_too_long {
            found.push(Finding::of_record(Rule::LongRdata, record, record.rdata_offset()));
        }
        if let Some(fault) = self.fault {
            let error =
                crate::rdata::error(record.window(), record.of_profile(profile).place(), fault);
            found.push(Finding::of_error(Rule::MalformedRdata, error));
        }
        if let Some((rule, field, offset)) = self.value {
            let known = record.layout_in(profile);
            let name = known.and_then(|known| known.layout.field_name(field)).copied();
            found.push(Finding::of_record(rule, record, offset).in_field(name));
        }
    }

    /// Returns `true` if there is no finding.
    pub(super) fn is_clean(&self) -> bool {
        self.fault.is_none()
            && self.value.is_none()
            && self.compressed.is_none()
            && self.into_header.is_none()
            && self.over_pointer.is_none()
            && !self.is_too_long
    }
}

/// Examines RDATA in one walk over it; fails only when `pointers`, which look closely, have no budget left.
pub(super) fn examine_rdata(
    record: &Record<'_>,
    profile: Profile,
    pointers: &mut Pointers<'_>,
) -> Result<Examined, Fault> {
    let is_empty = record.is_empty_of_update() || record.is_empty_txt_in(profile);
    let known = match record.layout_in(profile) {
        Some(known) if !is_empty => known,
        _ => return Ok(Examined::default()),
    };
    pointers.forget_seen();
    let (fault, value) = match layout::examine(known.layout, record.window(), pointers) {
        Err(fault) if fault.kind == FaultKind::Budget => return Err(fault),
        Err(fault) => (Some(fault), None),
        Ok(value) => (None, value),
    };
    let compressed = pointers.first.filter(|_| !may_be_compressed(known.policy, profile));
    let is_whole = fault.is_none();
    Ok(Examined {
        fault,
        value,
        compressed,
        into_header: pointers.into_header,
        over_pointer: pointers.over_pointer.filter(|_| is_whole),
        is_too_long: is_whole && pointers.are_too_long(record.rdlength().into()),
    })
}

#[inline]
fn may_be_compressed(policy: NamePolicy, profile: Profile) -> bool {
    policy.decompress || profile == Profile::MulticastDns && policy.mdns
}
