//! The rules for the options of an OPT record and the parameters of a SVCB or HTTPS record.

use super::finding::Finding;
use crate::edns::{BrokenOptions, Edns, Place};
use crate::error::FaultKind;
use crate::name::Follow;
use crate::name::walk::Suffix;
use crate::rdata::svcb::{BrokenParams, Https, Svcb};
use crate::rdata::{Data, Type};
use crate::record::Record;

/// The parts of a record that are still to be looked at.
#[derive(Clone, Debug)]
pub(super) enum Parts<'a> {
    Options(BrokenOptions<'a>),
    Params(Record<'a>, BrokenParams<'a>),
}

impl<'a> Parts<'a> {
    /// The parts of a record whose RDATA was checked, if it has some.
    #[inline]
    pub(super) fn of(record: Record<'a>) -> Option<Self> {
        match record.rtype() {
            Type::OPT => Edns::of(record).map(|edns| Parts::Options(edns.options().broken())),
            Type::SVCB => Parts::params(record, Svcb::broken_params),
            Type::HTTPS => Parts::params(record, Https::broken_params),
            _ => None,
        }
    }

    fn params<T: Data<'a>>(record: Record<'a>, broken: fn(T) -> BrokenParams<'a>) -> Option<Self> {
        if !T::CLASSES.has(record.class()) || record.is_empty_of_update() {
            return None;
        }
        let (_, data) = T::parse(record.window(), &mut Checked(Place::of(&record))).ok()?;
        Some(Parts::Params(record, broken(data)))
    }

    /// The next one that breaks a rule.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Finding> {
        match self {
            Parts::Options(options) => {
                let (rule, _, error) = options.next()?;
                Some(Finding::of_error(rule, error))
            }
            Parts::Params(record, params) => {
                let (rule, key, offset) = params.next()?;
                Some(Finding::of_record(rule, record, offset).in_field(key.mnemonic()))
            }
        }
    }
}

/// Does not follow the pointers of an RDATA that was checked, in a record at this place.
struct Checked(Place);

impl Follow for Checked {
    fn follow(&mut self, _: &[u8], _: usize, _: usize) -> Result<Suffix, FaultKind> {
        Ok(Suffix::NONE)
    }

    fn place(&self) -> Option<Place> {
        Some(self.0)
    }
}
