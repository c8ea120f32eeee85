//! The verdict on a message: whether all of it can be read, and if not, why.

use dnswire::rdata::{Malformed, Rdata};
use dnswire::{Error, ErrorKind, Partial, Profile, Record};

/// The state of a message in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All of it can be followed, and all RDATA fits its type.
    Whole,
    /// Its octets end too early.
    Cut,
    /// Something else is wrong.
    Malformed,
}

impl Verdict {
    /// The verdict on a message that breaks off with `error`; on one that does not, by its RDATA.
    ///
    /// `is_malformed` tells whether some RDATA does not fit its type; it is only asked when it matters.
    pub fn of(error: Option<Error>, is_malformed: impl FnOnce() -> bool) -> Self {
        match error.map(|error| error.kind()) {
            Some(ErrorKind::UnexpectedEnd { .. } | ErrorKind::Oversized { .. }) => Self::Cut,
            Some(_) => Self::Malformed,
            None if is_malformed() => Self::Malformed,
            None => Self::Whole,
        }
    }

    /// `whole`, `cut` or `malformed`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Cut => "cut",
            Self::Malformed => "malformed",
        }
    }
}

/// The error at which a message breaks off.
#[must_use]
pub fn framing_error(partial: &Result<Partial<'_>, Error>) -> Option<Error> {
    match partial {
        Ok(partial) => partial.error(),
        Err(error) => Some(*error),
    }
}

/// The number of octets after the last record of a message that does not break off; 0 for a stateful
/// operation, which has TLVs there.
#[must_use]
pub fn trailing(partial: &Result<Partial<'_>, Error>) -> usize {
    match partial {
        Ok(partial) if partial.is_whole() && partial.message().dso().is_none() => {
            partial.message().trailing().len()
        }
        _ => 0,
    }
}

/// The first fault in the RDATA of all records (see [`fault`]), and whether some RDATA does not fit its
/// type.
#[must_use]
pub fn faults(partial: &Partial<'_>, profile: Profile) -> (Option<Error>, bool) {
    let mut first = None;
    for record in partial.message().records() {
        let rdata = record.rdata_in(profile);
        first = first.or_else(|| fault(&record.of_profile(profile), &rdata));
        if matches!(rdata, Rdata::Malformed(_)) {
            return (first, true);
        }
    }
    (first, false)
}

/// The error in `rdata` of `record`, or in an option or parameter in it.
#[must_use]
pub fn fault(record: &Record<'_>, rdata: &Rdata<'_>) -> Option<Error> {
    match rdata {
        Rdata::Malformed(Malformed { error, .. }) => Some(*error),
        Rdata::Opt(_) | Rdata::Svcb(_) | Rdata::Https(_) => record.malformed_part(),
        _ => None,
    }
}
