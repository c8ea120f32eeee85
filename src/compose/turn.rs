//! From section to section, and to the end of a message.

use super::builder::{Builder, LeftOut};
use super::section::{Before, InAdditional, InAnswer, InAuthority, InTransaction};

impl<'b, S> Builder<'b, S> {
    /// Goes on to the answer section; the prerequisites in an update.
    #[must_use]
    pub fn answer(self) -> Builder<'b, InAnswer>
    where
        S: Before<InAnswer>,
    {
        self.turn()
    }

    /// Goes on to the authority section; the changes in an update.
    #[must_use]
    pub fn authority(self) -> Builder<'b, InAuthority>
    where
        S: Before<InAuthority>,
    {
        self.turn()
    }

    /// Goes on to the additional section.
    #[must_use]
    pub fn additional(self) -> Builder<'b, InAdditional>
    where
        S: Before<InAdditional>,
    {
        self.turn()
    }

    /// Goes on to what stands behind all else: TSIG or SIG(0), which sign what is before them.
    ///
    /// Writes the OPT record, and gives free what was [reserved](Builder::reserve).
    #[must_use]
    pub fn transaction(mut self) -> Builder<'b, InTransaction>
    where
        S: Before<InTransaction>,
    {
        self.state.rrset = None;
        self.composer.reserved = self.state.reserved;
        if let Some(opt) = self.state.edns.take()
            && !opt.write(&mut self.composer, self.state.rcode)
        {
            self.state.left_out = LeftOut::Required;
        }
        self.composer.reserved = 0;
        self.turn()
    }

    fn seal(&mut self) {
        if self.is_truncated() {
            self.composer.flags = self.composer.flags.with_truncated(true);
        }
    }

    /// Ends the message with the OPT record, if there is one; returns its octets.
    ///
    /// What a vector held before the message is not among them. A builder that is dropped instead
    /// leaves the entries that were pushed in the vector, without the OPT record.
    #[expect(clippy::must_use_candidate, reason = "the octets are in the room as well")]
    pub fn finish(self) -> &'b mut [u8]
    where
        S: Before<InTransaction>,
    {
        let mut builder = self.transaction();
        builder.seal();
        builder.composer.finish()
    }
}

impl Builder<'_, InTransaction> {
    /// The message so far: what a TSIG or SIG(0) record signs.
    pub fn as_octets(&mut self) -> &[u8] {
        self.seal();
        self.composer.octets()
    }
}
