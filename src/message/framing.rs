//! What a walk over a message found, apart from the octets: for messages that own them.

use super::Message;

/// The counts and ends of the sections.
#[derive(Clone, Copy)]
pub(crate) struct Framing {
    counts: [u16; 4],
    ends: [u16; 4],
}

impl<'a> Message<'a> {
    /// What the walk found.
    pub(crate) fn framing(&self) -> Framing {
        Framing { counts: self.counts, ends: self.ends }
    }

    /// A message of octets in which a walk found `framing`.
    #[inline]
    pub(crate) fn of_parts(octets: &'a [u8], framing: Framing) -> Self {
        let Framing { counts, ends } = framing;
        Message { octets, counts, ends }
    }
}
