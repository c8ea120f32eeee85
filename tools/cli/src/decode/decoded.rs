//! A message, decoded as far as it goes, and the verdict on it.

use dnswire::rdata::{Malformed, Rdata};
use dnswire::{Error, ErrorKind, Message, Partial, Profile, Record, Severity};

use crate::decode::finding::AnyFinding;
use dnswire_capture::{Flow, Item};

/// The parts of a message that can be read, and the errors in it.
#[derive(Debug, Clone)]
pub(crate) struct Decoded<'a> {
    /// The octets that were captured.
    pub(crate) octets: &'a [u8],
    /// The length that was reported for it.
    pub(crate) length: usize,
    /// The error of a receive call that was played.
    pub(crate) received: Option<Error>,
    /// Its entries; an error if there is not even a header.
    pub(crate) partial: Result<Partial<'a>, Error>,
    /// The first fault in some RDATA; see [`fault`].
    pub(crate) fault: Option<Error>,
    /// True if some RDATA does not fit its type.
    is_malformed: bool,
    /// The protocol that it belongs to.
    pub(crate) profile: Profile,
}

/// The state of a message in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All of it can be followed, and all RDATA fits its type.
    Whole,
    /// Its octets end too early.
    Cut,
    /// Something else is wrong.
    Malformed,
}

impl<'a> Decoded<'a> {
    /// Decodes `item`, of which a receive call reported `received` octets.
    pub(crate) fn of(item: &'a Item, received: Option<usize>) -> Self {
        let length = received.unwrap_or(item.length);
        let partial = Message::parse_partial(&item.octets, length);
        let received = received.and_then(|n| Message::parse_received(&item.octets, n).err());
        let octets = item.octets.get(..length).unwrap_or(&item.octets);
        let by_port = item.flow.as_ref().map_or(Profile::Unicast, Flow::profile);
        let profile = if item.is_multicast { Profile::MulticastDns } else { by_port };
        let (fault, is_malformed) =
            partial.as_ref().map_or((None, false), |partial| faults(partial, profile));
        Decoded { octets, length, received, partial, fault, is_malformed, profile }
    }

    /// The error at which the message breaks off.
    pub(crate) fn error(&self) -> Option<Error> {
        match self.partial {
            Ok(partial) => partial.error(),
            Err(error) => Some(error),
        }
    }

    /// The number of octets that were reported but not captured.
    pub(crate) fn missing(&self) -> usize {
        self.length.saturating_sub(self.octets.len())
    }

    /// The number of octets after the last record of a message that does not break off.
    pub(crate) fn trailing(&self) -> usize {
        match self.partial {
            Ok(partial) if partial.is_whole() => partial.message().trailing().len(),
            _ => 0,
        }
    }

    /// The state of the message: whole, or the reason why it is not.
    pub(crate) fn verdict(&self) -> Verdict {
        match (self.error().map(|error| error.kind()), self.is_malformed) {
            (None, false) => Verdict::Whole,
            (Some(ErrorKind::UnexpectedEnd { .. } | ErrorKind::Oversized { .. }), _) => {
                Verdict::Cut
            }
            _ => Verdict::Malformed,
        }
    }

    /// The rules that it breaks.
    pub(crate) fn findings(&self) -> impl Iterator<Item = AnyFinding> {
        let (partial, error) = (self.partial.ok(), self.partial.err());
        let findings = partial.map(|partial| partial.findings().in_profile(self.profile));
        let findings = findings.into_iter().flatten().map(AnyFinding::Message);
        findings.chain(error.map(AnyFinding::NoHeader))
    }

    /// True if the strict reading refuses it.
    pub(crate) fn is_refused(&self) -> bool {
        self.findings().any(|finding| finding.rule().severity() == Severity::Error)
    }
}

/// The first fault in the RDATA of all records, and whether some RDATA does not fit its type.
fn faults(partial: &Partial<'_>, profile: Profile) -> (Option<Error>, bool) {
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
pub(crate) fn fault(record: &Record<'_>, rdata: &Rdata<'_>) -> Option<Error> {
    match rdata {
        Rdata::Malformed(Malformed { error, .. }) => Some(*error),
        Rdata::Opt(_) | Rdata::Svcb(_) | Rdata::Https(_) => record.malformed_part(),
        _ => None,
    }
}
