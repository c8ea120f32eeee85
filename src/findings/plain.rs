//! The quick look at a record: whether there is nothing to say of it.

use super::examine::Place;
use super::scan::is_in_header;
use crate::error::{Fault, FaultKind};
use crate::name::Follow;
use crate::name::walk::Suffix;
use crate::rdata::table::ForType;
use crate::rdata::{Data, Type, for_type};
use crate::record::Record;
use crate::registry::Class;
use crate::wire::{Wire, whole};

/// Whether a record breaks no rule; `false` also where more has to be looked at.
///
/// Fails only when `follow` has no budget left.
#[inline]
pub(super) fn is_plain<F: Follow>(
    record: &Record<'_>,
    place: Place,
    follow: &mut F,
) -> Result<bool, Fault> {
    let special = matches!(
        record.rtype(),
        Type::OPT | Type::TSIG | Type::SVCB | Type::HTTPS | Type(0 | 251..=255)
    );
    let meta = matches!(record.class(), Class::ANY | Class::NONE);
    if special || meta || record.ttl_field() >> 31 != 0 || record.owner().points_into_header() {
        return Ok(false);
    }
    let work = Quick { window: record.window(), follow, multicast: place.multicast };
    for_type(record.rtype(), record.class(), work)
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
        let result = if T::HAS_RULES {
            let data = whole(self.window, T::parse(self.window, &mut seen));
            data.map(|data| data.broken_rule().is_none())
        } else {
            whole(self.window, T::check(self.window, &mut seen)).map(|()| true)
        };
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
