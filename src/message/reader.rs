//! The pull parser: one entry or one section at a time.

use super::entry;
use super::header::{HEADER, Header};
use super::question::Question;
use super::record::Record;
use crate::error::{Error, Fault, Section, offset16};
use crate::name::{Name, Pointers, pointer};
use crate::wire::Wire;

/// No compression pointer leads to this offset.
const NO_TARGET: u16 = u16::MAX;

/// Reads or skips the entries of a message in their order, and reads nothing ahead.
///
/// For hot paths that want a few records only. Skipping follows no compression pointer and does
/// not read RDATA, but checks every length against the octets of the message; reading checks the
/// owner name too. A [`Message`](crate::Message) is checked as a whole instead.
///
/// Entries of a section that were not read are skipped when a later section is asked for. After an
/// error the reader stays before the entry that cannot be read: a second call gives the error
/// again, and [`Reader::position`] is the offset of the entry.
///
/// ```
/// use dnswire::{Reader, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let mut reader = Reader::new(octets)?;
/// while let Some(record) = reader.answer()? {
///     if let Some(mx) = record.data::<Mx>() {
///         println!("{}", mx?.exchange);
///     }
/// }
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    left: Wire<'a>,
    section: Section,
    index: u16,
    /// The target of a compression pointer that leads to a valid name; [`NO_TARGET`] for none.
    checked: u16,
}

impl<'a> Reader<'a> {
    /// A reader before the first entry of a message; fails when the octets are fewer than 12.
    #[inline]
    pub fn new(octets: &'a [u8]) -> Result<Self, Error> {
        super::header(octets)?;
        let left = Wire::new(octets).skip(HEADER);
        Ok(Reader { left, section: Section::Question, index: 0, checked: NO_TARGET })
    }

    /// The header of the message.
    #[inline]
    #[must_use]
    pub fn header(&self) -> Header {
        Header::of(self.left.message()).unwrap_or(Header::NONE)
    }

    /// The current section.
    #[must_use]
    pub fn section(&self) -> Section {
        self.section
    }

    /// The index of the next entry in the section, counted from 0.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }

    /// The number of entries of the section that are left, as the header announces them.
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> u16 {
        self.count(self.section).saturating_sub(self.index)
    }

    /// The offset of the next octet, counted from the start of the message.
    #[inline]
    #[must_use]
    pub fn position(&self) -> usize {
        self.left.offset()
    }

    /// The octets that were not read, up to the end of the buffer.
    #[inline]
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.left.octets()
    }

    /// Reads the next question; `None` after the last, and in a later section.
    #[inline]
    pub fn question(&mut self) -> Result<Option<Question<'a>>, Error> {
        if self.section != Section::Question || self.remaining() == 0 {
            return Ok(None);
        }
        let left = self.pass(Pointers::follow_all())?;
        let question = entry::checked_question(self.left).map(|(_, question)| question);
        self.step_to(left);
        Ok(question)
    }

    /// Reads the next record of the answer section; `None` after the last.
    #[inline]
    pub fn answer(&mut self) -> Result<Option<Record<'a>>, Error> {
        self.record_of(Section::Answer)
    }

    /// Reads the next record of the authority section; `None` after the last.
    #[inline]
    pub fn authority(&mut self) -> Result<Option<Record<'a>>, Error> {
        self.record_of(Section::Authority)
    }

    /// Reads the next record of the additional section; `None` after the last.
    #[inline]
    pub fn additional(&mut self) -> Result<Option<Record<'a>>, Error> {
        self.record_of(Section::Additional)
    }

    /// Reads the next record of any section; questions that were not read are skipped.
    #[inline]
    pub fn record(&mut self) -> Result<Option<Record<'a>>, Error> {
        self.skip_questions()?;
        while self.remaining() == 0 {
            if self.section == Section::Additional {
                return Ok(None);
            }
            self.next_section();
        }
        self.read_record().map(Some)
    }

    /// Skips the questions that are left.
    #[inline]
    pub fn skip_questions(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Question)
    }

    /// Skips the rest of the questions and answers.
    ///
    /// ```
    /// # use dnswire::{Reader, Section};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// let mut reader = Reader::new(octets)?;
    /// reader.skip_answers()?;
    /// assert_eq!(reader.position(), octets.len());
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    pub fn skip_answers(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Answer)
    }

    /// Skips everything up to the end of the authority section.
    #[inline]
    pub fn skip_authority(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Authority)
    }

    /// Skips everything up to the end of the message.
    #[inline]
    pub fn skip_additional(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Additional)
    }

    /// Skips the next entry of the current section; `false` when none is left.
    #[inline]
    pub fn skip_entry(&mut self) -> Result<bool, Error> {
        if self.remaining() == 0 {
            return Ok(false);
        }
        let left = self.pass(Pointers::ignore())?;
        self.step_to(left);
        Ok(true)
    }

    /// The window after the next entry.
    fn pass(&self, mut pointers: Pointers<'_>) -> Result<Wire<'a>, Error> {
        entry::pass(self.left, self.section, &mut pointers).map_err(|fault| self.error(fault))
    }

    #[inline]
    fn step_to(&mut self, left: Wire<'a>) {
        self.left = left;
        self.index = self.index.saturating_add(1);
    }

    #[inline]
    fn record_of(&mut self, section: Section) -> Result<Option<Record<'a>>, Error> {
        if self.section < section {
            self.skip_to(section)?;
        }
        if self.section != section || self.remaining() == 0 {
            return Ok(None);
        }
        self.read_record().map(Some)
    }

    #[inline]
    fn read_record(&mut self) -> Result<Record<'a>, Error> {
        let read = entry::checked_record(self.left, self.section, self.index);
        if let Some((left, record)) = read
            && (self.owner_was_checked() || self.check_owner())
        {
            self.step_to(left);
            return Ok(record);
        }
        Err(self.why_not(Pointers::follow_all()))
    }

    /// Returns `true` if the owner of the next record is the root, or a pointer to a name that was
    /// checked before.
    #[inline(always)]
    fn owner_was_checked(&self) -> bool {
        match self.left.octets() {
            [high @ 0xC0..=0xFF, low, ..] => pointer(*high, *low) == usize::from(self.checked),
            octets => octets.first() == Some(&0),
        }
    }

    /// Checks the owner of the next record.
    #[inline(never)]
    fn check_owner(&mut self) -> bool {
        if let [high @ 0xC0..=0xFF, low, ..] = self.left.octets() {
            self.checked = offset16(pointer(*high, *low));
        }
        let is_name = Name::check(self.left, &mut Pointers::follow_all()).is_ok();
        if !is_name {
            self.checked = NO_TARGET;
        }
        is_name
    }

    /// The count of one section, read from the header.
    #[inline]
    fn count(&self, section: Section) -> u16 {
        let Some([_, _, _, _, counts @ ..]) = self.left.message().first_chunk::<HEADER>() else {
            return 0;
        };
        let [a, b, c, d, e, f, g, h] = *counts;
        u16::from_be_bytes(section.of([[a, b], [c, d], [e, f], [g, h]]))
    }

    /// Skips to the first entry of a later section.
    #[inline]
    fn skip_to(&mut self, section: Section) -> Result<(), Error> {
        match section {
            Section::Question => Ok(()),
            Section::Answer => self.skip_through(Section::Question),
            Section::Authority => self.skip_through(Section::Answer),
            Section::Additional => self.skip_through(Section::Authority),
        }
    }

    /// Skips everything up to the end of a section, and moves to the next one.
    #[inline]
    fn skip_through(&mut self, section: Section) -> Result<(), Error> {
        // Not a loop: callers know the section at compile time, so that most of this folds away.
        self.skip_if(Section::Question, section)?;
        self.skip_if(Section::Answer, section)?;
        self.skip_if(Section::Authority, section)?;
        self.skip_if(Section::Additional, section)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "folds to nothing for sections known at compile time")]
    fn skip_if(&mut self, section: Section, last: Section) -> Result<(), Error> {
        if self.section == section && section <= last {
            self.skip_section(section)?;
            self.next_section();
        }
        Ok(())
    }

    #[inline]
    fn skip_section(&mut self, section: Section) -> Result<(), Error> {
        let left = self.count(section).saturating_sub(self.index);
        let (rest, skipped) = entry::skip(self.left, section, left);
        (self.left, self.index) = (rest, self.index.saturating_add(skipped));
        if skipped < left {
            return Err(self.why_not(Pointers::ignore()));
        }
        Ok(())
    }

    /// The error of the next entry. Takes `self` by value so that a reader without errors stays in
    /// registers.
    #[cold]
    #[inline(never)]
    fn why_not(self, mut pointers: Pointers<'_>) -> Error {
        match entry::pass(self.left, self.section, &mut pointers) {
            Err(fault) => self.error(fault),
            Ok(_) => self.error(self.left.cut(0)),
        }
    }

    /// Moves to the next section, if there is one.
    #[inline]
    fn next_section(&mut self) {
        if let Some(next) = self.section.next() {
            (self.section, self.index) = (next, 0);
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        entry::error(self.left, fault, self.section, self.index)
    }
}
