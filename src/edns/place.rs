//! Where the RDATA lies that an option or parameter is in.

use crate::error::{Error, Fault, Section};
use crate::rdata::Type;
use crate::record::Record;
use crate::registry::Class;

/// What an error tells of the record that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    rtype: Type,
    class: Class,
    index: u16,
    section: Section,
}

impl Place {
    /// The place of a record.
    #[inline]
    pub(crate) fn of(record: &Record<'_>) -> Self {
        Place {
            rtype: record.rtype(),
            class: record.class(),
            index: record.index(),
            section: record.section(),
        }
    }

    /// The first of `section`: the place of RDATA that was read without its record.
    #[inline]
    pub(crate) const fn first_of(section: Section, rtype: Type) -> Self {
        Place { rtype, class: Class::IN, index: 0, section }
    }

    /// A fault in the option or parameter with this code, whose octets end at `end`.
    #[cold]
    pub(crate) fn error(self, fault: Fault, end: usize, code: u16) -> Error {
        Error::of_rdata(fault, end, self.section, self.index)
            .typed(self.rtype, self.class)
            .in_code(code)
    }
}
