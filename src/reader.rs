//! The pull parser below [`Message`](crate::Message): one entry or one section at a time.

use crate::error::{Error, Fault, Section};
use crate::frame::{self, Unfollowed, explain};
use crate::header::{HEADER, Header};
use crate::name::Direct;
use crate::question::Question;
use crate::record::Record;
use crate::wire::{Parsed, Wire, finish};

/// Reads or skips the entries of a message in their order, without looking further ahead.
///
/// For hot paths that want a few records only. Skipping follows no compression pointer and does
/// not look at RDATA, but checks every length against the octets that are there; reading checks
/// the owner name too. A [`Message`](crate::Message) is checked as a whole instead.
///
/// Entries of a section that were not read are skipped when a later section is asked for. After an
/// error the reader stays before the entry that cannot be read: asking again gives the same error,
/// and [`Reader::position`] says where it is.
///
/// ```
/// use dnswire::{Reader, rdata::Mx};
/// # let octets = dnswire::samples::MX;
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
}

impl<'a> Reader<'a> {
    /// A reader before the first entry of a message; fails when its header is not there.
    #[inline]
    pub fn new(octets: &'a [u8]) -> Result<Self, Error> {
        crate::message::header(octets)?;
        let left = Wire::new(octets).after(HEADER);
        Ok(Reader { left, section: Section::Question, index: 0 })
    }

    /// The header as it stands.
    #[inline]
    #[must_use]
    pub fn header(&self) -> Header {
        Header::of(self.left.message()).unwrap_or(Header::NONE)
    }

    /// The section in which it is.
    #[must_use]
    pub fn section(&self) -> Section {
        self.section
    }

    /// The place in the section of the entry that comes next, counted from 0.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }

    /// How many entries of the section are still to come, as the header announces them.
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> u16 {
        self.count(self.section).saturating_sub(self.index)
    }

    /// The position of the next octet, counted from the start of the message.
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

    /// Reads the next question; `None` after the last, and when a later section was begun.
    #[inline]
    pub fn question(&mut self) -> Result<Option<Question<'a>>, Error> {
        if self.section != Section::Question || self.remaining() == 0 {
            return Ok(None);
        }
        let parsed = frame::question(self.left, &mut Direct);
        self.step(parsed).map(Some)
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
            self.turn();
        }
        self.read_record().map(Some)
    }

    /// Skips the questions that are left.
    #[inline]
    pub fn skip_questions(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Question)
    }

    /// Skips what is left of the questions and answers.
    ///
    /// ```
    /// # use dnswire::{Reader, Section};
    /// # let octets = dnswire::samples::MX;
    /// let mut reader = Reader::new(octets)?;
    /// reader.skip_answers()?;
    /// assert_eq!(reader.position(), octets.len());
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    pub fn skip_answers(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Answer)
    }

    /// Skips what is left up to the end of the authority section.
    #[inline]
    pub fn skip_authority(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Authority)
    }

    /// Skips what is left up to the end of the message.
    #[inline]
    pub fn skip_additional(&mut self) -> Result<(), Error> {
        self.skip_through(Section::Additional)
    }

    /// Skips the next entry of the section that it is in; `false` when none is left.
    #[inline]
    pub fn skip_entry(&mut self) -> Result<bool, Error> {
        if self.remaining() == 0 {
            return Ok(false);
        }
        let parsed = self.skipped();
        self.step(parsed)?;
        Ok(true)
    }

    #[inline]
    fn skipped(&self) -> Parsed<'a, ()> {
        match self.section {
            Section::Question => {
                let (i, _) = frame::question(self.left, &mut Unfollowed)?;
                Ok((i, ()))
            }
            _ => frame::skip_record(self.left, &mut Unfollowed),
        }
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
        let (index, section) = (self.index, self.section);
        let parsed = frame::record(self.left, &mut Direct);
        let record = self.step(parsed)?;
        Ok(Record { index, section, ..record })
    }

    /// The count of one section alone, taken where it stands.
    #[inline]
    fn count(&self, section: Section) -> u16 {
        let Some([_, _, _, _, counts @ ..]) = self.left.message().first_chunk::<HEADER>() else {
            return 0;
        };
        let [a, b, c, d, e, f, g, h] = *counts;
        u16::from_be_bytes(match section {
            Section::Question => [a, b],
            Section::Answer => [c, d],
            Section::Authority => [e, f],
            Section::Additional => [g, h],
        })
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

    /// Skips all that is left up to the end of a section; goes on to the next one.
    #[inline]
    fn skip_through(&mut self, section: Section) -> Result<(), Error> {
        // One after the other, not in a loop: the sections are known where this is called.
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
            self.turn();
        }
        Ok(())
    }

    #[inline]
    fn skip_section(&mut self, section: Section) -> Result<(), Error> {
        let count = self.count(section);
        (self.left, self.index) = match section {
            Section::Question => frame::skip_questions(self.left, self.index, count),
            _ => frame::skip_records(self.left, self.index, count),
        };
        if self.index < count {
            *self = self.skip_slowly()?;
        }
        Ok(())
    }

    // By value, so that a reader that meets nothing of the kind need not be in memory.
    #[cold]
    fn skip_slowly(mut self) -> Result<Self, Error> {
        while self.skip_entry()? {}
        Ok(self)
    }

    /// Goes on to the next section, if there is one.
    #[inline]
    fn turn(&mut self) {
        self.section = match self.section {
            Section::Question => Section::Answer,
            Section::Answer => Section::Authority,
            Section::Authority => Section::Additional,
            Section::Additional => return,
        };
        self.index = 0;
    }

    /// Goes on behind what was read, or stays before what cannot be.
    #[inline]
    fn step<T>(&mut self, parsed: Parsed<'a, T>) -> Result<T, Error> {
        match finish(self.left, parsed) {
            Ok((left, value)) => {
                self.left = left;
                self.index = self.index.saturating_add(1);
                Ok(value)
            }
            Err(fault) => Err(self.error(fault)),
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        explain(self.left, fault, self.section, self.index)
    }
}
