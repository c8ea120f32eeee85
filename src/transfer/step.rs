//! The states of a transfer, and the step from one record to the next.

use super::{TransferFault, Zone};
use crate::registry::Type;

/// The part of the response that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The first SOA record.
    Start,
    /// The record after the first SOA record, which has this serial.
    One(u32),
    /// Records of the whole zone, up to a SOA record with this serial.
    Whole(u32),
    /// Deletions, up to the SOA record of a newer version; `new` is the serial of the last one.
    Deleting { new: u32 },
    /// Additions that make version `at`.
    Adding { new: u32, at: u32 },
    /// Nothing.
    Complete,
}

/// The change that a record makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Add,
    Delete,
}

/// Goes one record further; `soa` is the serial if it is a SOA record of the zone. The SOA records
/// between are changes too, but the first is not, and the last only for a whole zone.
pub(super) fn step(
    zone: &Zone,
    state: &mut State,
    soa: Option<u32>,
) -> Result<Option<Kind>, TransferFault> {
    let (next, kind) = match (*state, soa) {
        (State::Start, Some(serial)) => (State::One(serial), None),
        (State::Start, None) => return Err(TransferFault::NoSoa),
        (State::One(new) | State::Whole(new), Some(serial)) if serial == new => {
            (State::Complete, Some(Kind::Add))
        }
        (State::One(new), Some(serial)) if zone.qtype == Type::IXFR => {
            if zone.serial.is_some_and(|own| own != serial) {
                return Err(TransferFault::OtherSerial { serial });
            }
            (State::Deleting { new }, Some(Kind::Delete))
        }
        (State::One(new) | State::Whole(new), None) => (State::Whole(new), Some(Kind::Add)),
        (State::Deleting { new }, Some(at)) => (State::Adding { new, at }, Some(Kind::Add)),
        (State::Deleting { .. }, None) => (*state, Some(Kind::Delete)),
        (State::Adding { new, at }, Some(serial)) if serial == new && at == new => {
            (State::Complete, None)
        }
        (State::Adding { new, at }, Some(serial)) if serial == at => {
            (State::Deleting { new }, Some(Kind::Delete))
        }
        (State::One(_) | State::Whole(_) | State::Adding { .. }, Some(serial)) => {
            return Err(TransferFault::OtherSerial { serial });
        }
        (State::Adding { .. }, None) => (*state, Some(Kind::Add)),
        (State::Complete, _) => return Err(TransferFault::AfterEnd),
    };
    *state = next;
    Ok(kind)
}
