//! The rules for DNS Stateful Operations (RFC 8490, RFC 8765).

use super::finding::Finding;
use super::found::Sink;
use crate::dso::RawTlv;
use crate::error::Rule;
use crate::layout::CodedIter;
use crate::message::header::HEADER;
use crate::message::{Dso, DsoKind, Header};
use crate::registry::DsoType;

/// Adds the findings about the message as a whole and its primary TLV.
pub(super) fn primary(dso: Dso<'_>, header: Header, found: &mut impl Sink) {
    let (kind, primary) = (dso.kind(), dso.primary());
    if kind == DsoKind::Response && header.id() == 0 {
        found.push(Finding::of_message(Rule::DsoResponseId, 0));
    }
    let offset = primary.map_or(HEADER, |tlv| tlv.offset().saturating_sub(4));
    let is_padding = primary.is_some_and(|tlv| tlv.code == DsoType::ENCRYPTION_PADDING);
    // Entries in the place of TLVs break another rule.
    let is_missing = primary.is_none() && dso.error().is_none() && header.counts() == [0; 4];
    if kind != DsoKind::Response && (is_missing || is_padding) {
        found.push(Finding::of_message(Rule::DsoPrimary, offset));
    }
    if primary.is_some_and(|tlv| is_misplaced(tlv.code, kind)) {
        found.push(Finding::of_message(Rule::DsoMessageKind, offset));
    }
}

/// Returns `true` for a primary TLV of push notifications in the wrong kind of message (RFC 8765
/// sections 6.2 to 6.5).
fn is_misplaced(code: DsoType, kind: DsoKind) -> bool {
    match code {
        DsoType::SUBSCRIBE => kind == DsoKind::Unidirectional,
        DsoType::PUSH | DsoType::UNSUBSCRIBE | DsoType::RECONFIRM => {
            kind != DsoKind::Unidirectional
        }
        _ => false,
    }
}

/// The next TLV that does not have the form of its type; the records of a PUSH are read too.
pub(super) fn malformed(tlvs: &mut CodedIter<'_, DsoType>) -> Option<Finding> {
    let broken = |tlv: RawTlv<'_>| {
        let record = || tlv.changes().find_map(Result::err);
        tlv.malformed().or_else(record)
    };
    tlvs.find_map(broken).map(|error| Finding::of_error(Rule::MalformedTlv, error))
}

/// The TLV that runs past the end of the message.
pub(super) fn overrun(dso: Dso<'_>) -> Option<Finding> {
    dso.error().map(|error| Finding::of_error(Rule::DsoTlvOverrun, error))
}
