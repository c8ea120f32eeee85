//! The rules for the options of an OPT record and the parameters of a SVCB or HTTPS record.

use super::finding::Finding;
use crate::edns::BrokenOptions;
use crate::edns::Edns;
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
    /// The parts of a record, if it has some.
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
        let data = record.data::<T>()?.ok()?;
        Some(Parts::Params(record, broken(data)))
    }

    /// The next one that breaks a rule.
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
