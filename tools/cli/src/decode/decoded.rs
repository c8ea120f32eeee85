//! A message, decoded as far as it goes, and the verdict on it.

use dnswire::{Error, Message, Partial, Profile, Severity};
use dnswire_capture::{Item, faults, framing_error, trailing};
pub(crate) use dnswire_capture::{Verdict, fault};

use crate::decode::finding::AnyFinding;

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

impl<'a> Decoded<'a> {
    /// Decodes `item`, of which a receive call reported `received` octets.
    pub(crate) fn of(item: &'a Item, received: Option<usize>) -> Self {
        let length = received.unwrap_or(item.length);
        let partial = Message::parse_partial(&item.octets, length);
        let received = received.and_then(|n| Message::parse_received(&item.octets, n).err());
        let octets = item.octets.get(..length).unwrap_or(&item.octets);
        let profile = item.profile;
        let (fault, is_malformed) =
            partial.as_ref().map_or((None, false), |partial| faults(partial, profile));
        Decoded { octets, length, received, partial, fault, is_malformed, profile }
    }

    /// The error at which the message breaks off.
    pub(crate) fn error(&self) -> Option<Error> {
        framing_error(&self.partial)
    }

    /// The number of octets that were reported but not captured.
    pub(crate) fn missing(&self) -> usize {
        self.length.saturating_sub(self.octets.len())
    }

    /// The number of octets after the last record of a message that does not break off; 0 for a
    /// stateful operation, which has TLVs there.
    pub(crate) fn trailing(&self) -> usize {
        trailing(&self.partial)
    }

    /// The state of the message: whole, or the reason why it is not.
    pub(crate) fn verdict(&self) -> Verdict {
        Verdict::of(self.error(), || self.is_malformed)
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
