//! Errors: the rule that octets break, and the place where they break it.

use core::fmt;

use crate::registry::{Class, Type};

mod fault;
mod kind;
mod placed;
mod rule;

pub use fault::Fault;
pub(crate) use fault::{FaultKind, HeadField, NO_FIELD, offset16};
pub use kind::ErrorKind;
pub use placed::Error;
pub use rule::{Rule, Severity};

/// A section of a message ([RFC 1035 section 4.1]).
///
/// ```
/// use dnswire::{Message, Section};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let record = Message::parse(octets)?.records().next().unwrap();
/// assert_eq!(record.section(), Section::Answer);
/// assert_eq!(Section::Answer.to_string(), "answer");
/// # Ok::<(), dnswire::Error>(())
/// ```
///
/// [RFC 1035 section 4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The questions; the zone in updates.
    Question,
    /// Records that answer; the prerequisites in updates.
    Answer,
    /// Records that point to an authority; the changes in updates.
    Authority,
    /// Other records that may help, OPT and TSIG among them.
    Additional,
}

impl Section {
    /// The four sections in the order of a message.
    pub const ALL: [Section; 4] =
        [Section::Question, Section::Answer, Section::Authority, Section::Additional];

    /// The section's name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Section::Question => "question",
            Section::Answer => "answer",
            Section::Authority => "authority",
            Section::Additional => "additional",
        }
    }

    /// The number of this section out of the four numbers of a message.
    #[inline]
    pub(crate) const fn of<T: Copy>(self, all: [T; 4]) -> T {
        let [question, answer, authority, additional] = all;
        match self {
            Section::Question => question,
            Section::Answer => answer,
            Section::Authority => authority,
            Section::Additional => additional,
        }
    }

    /// The section after this one.
    #[inline]
    pub(crate) const fn next(self) -> Option<Section> {
        match self {
            Section::Question => Some(Section::Answer),
            Section::Answer => Some(Section::Authority),
            Section::Authority => Some(Section::Additional),
            Section::Additional => None,
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The record that an RDATA belongs to, for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordPlace {
    pub(crate) rtype: Type,
    pub(crate) class: Class,
    pub(crate) index: u16,
    /// `None` for RDATA that is in no message.
    pub(crate) section: Option<Section>,
}

impl RecordPlace {
    /// The place of RDATA that is in no message.
    #[inline]
    pub(crate) const fn nowhere(rtype: Type, class: Class) -> Self {
        RecordPlace { rtype, class, index: 0, section: None }
    }
}

#[inline]
fn saturate(octets: usize) -> u32 {
    u32::try_from(octets).unwrap_or(u32::MAX)
}

/// Writes the section and index of an entry, the start of errors and findings.
pub(crate) fn show_entry(
    f: &mut fmt::Formatter<'_>,
    section: Option<Section>,
    index: u16,
) -> fmt::Result {
    match section {
        None => Ok(()),
        Some(Section::Question) => write!(f, "question {index}"),
        Some(section) => write!(f, "{section} record {index}"),
    }
}
