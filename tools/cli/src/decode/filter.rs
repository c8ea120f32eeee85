//! Which messages are shown.

use dnswire::{NameBuf, Rcode, Type};
use jiff::Timestamp;

use crate::decode::decoded::{Decoded, Verdict};
use dnswire_capture::Item;

/// A property that a message may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Only {
    /// Something cannot be followed, or some RDATA does not fit its type
    Malformed,
    /// The octets end too early
    Cut,
    /// A rule is broken
    Findings,
}

/// The conditions for a message to be shown and counted.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Filter {
    /// Only messages that are one of these
    #[arg(long, value_delimiter = ',', value_name = "WHAT", help_heading = "Filters")]
    only: Vec<Only>,

    /// Only messages with this name, or one below it, in a question or as an owner
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    name: Option<NameBuf>,

    /// Only messages with a question or record of this type; may be repeated
    #[arg(long = "type", value_name = "TYPE", help_heading = "Filters")]
    types: Vec<Type>,

    /// Only responses with this RCODE; may be repeated
    #[arg(long = "rcode", value_name = "RCODE", help_heading = "Filters")]
    rcodes: Vec<Rcode>,

    /// Only messages captured at this time or later: 2026-01-31T12:00:00Z
    #[arg(long, value_name = "TIME", help_heading = "Filters")]
    from: Option<Timestamp>,

    /// Only messages captured at this time or earlier
    #[arg(long, value_name = "TIME", help_heading = "Filters")]
    to: Option<Timestamp>,
}

impl Filter {
    /// True if a message is to be shown.
    pub(crate) fn takes(&self, item: &Item, decoded: &Decoded<'_>) -> bool {
        self.takes_time(item.time)
            && (self.only.is_empty() || self.only.iter().any(|only| only.is_of(decoded)))
            && (self.types.is_empty() || self.takes_type(decoded))
            && (self.rcodes.is_empty() || self.takes_rcode(decoded))
            && self.name.as_ref().is_none_or(|name| has_name(decoded, name))
    }

    /// A message without a time is taken only if no time is asked for.
    fn takes_time(&self, time: Option<Timestamp>) -> bool {
        let is_in =
            |time| self.from.is_none_or(|from| from <= time) && self.to.is_none_or(|to| time <= to);
        time.map_or(self.from.is_none() && self.to.is_none(), is_in)
    }

    fn takes_type(&self, decoded: &Decoded<'_>) -> bool {
        decoded.partial.is_ok_and(|partial| {
            let message = partial.message();
            message.questions().any(|question| self.types.contains(&question.qtype()))
                || message.records().any(|record| self.types.contains(&record.rtype()))
        })
    }

    fn takes_rcode(&self, decoded: &Decoded<'_>) -> bool {
        decoded.partial.is_ok_and(|partial| {
            let message = partial.message();
            message.header().flags().is_response() && self.rcodes.contains(&message.rcode())
        })
    }
}

impl Only {
    fn is_of(self, decoded: &Decoded<'_>) -> bool {
        match self {
            Only::Malformed => decoded.verdict() == Verdict::Malformed,
            Only::Cut => decoded.verdict() == Verdict::Cut,
            Only::Findings => decoded.findings().next().is_some(),
        }
    }
}

fn has_name(decoded: &Decoded<'_>, name: &NameBuf) -> bool {
    let name = name.as_name();
    decoded.partial.is_ok_and(|partial| {
        let message = partial.message();
        message.questions().any(|question| question.qname().ends_with(name))
            || message.records().any(|record| record.owner().ends_with(name))
    })
}
