//! The pull parser: one entry or one section at a time.

use core::fmt;

use super::entry;
use super::header::{HEADER, Header};
use super::question::Question;
use super::record::Record;
use crate::error::{Error, Fault, Section, offset16};
use crate::name::{Lengths, Places, Pointers, ordinary_steps};
use crate::wire::Wire;

/// Reads or skips the entries of a message in their order, and reads nothing ahead.
///
/// The fastest way to read records: one pass over the octets. Skipping follows no compression pointer
/// and does not read RDATA, but checks every length against the octets of the message; reading checks
/// the owner name too. A [`Message`](crate::Message) is checked as a whole instead.
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
#[derive(Clone, Copy)]
#[repr(C)] // the lengths first, so that a new reader is not copied by moves across two stores
pub struct Reader<'a> {
    /// The lengths of names that were read.
    lengths: Lengths<Places<16>>,
    place: Place<'a>,
}

/// The next entry.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    left: Wire<'a>,
    section: Section,
    index: u16,
    /// The number of entries in the section, as the header announces it.
    count: u16,
}

impl<'a> Reader<'a> {
    /// A reader before the first entry of a message; fails when the octets are fewer than 12.
    #[inline]
    pub fn new(octets: &'a [u8]) -> Result<Self, Error> {
        let (section, count) = (Section::Question, super::header(octets)?.count(Section::Question));
        let place = Place { left: Wire::new(octets).skip(HEADER), section, index: 0, count };
        Ok(Reader { place, lengths: Lengths::new(ordinary_steps(octets)) })
    }

    /// The header of the message.
    #[inline]
    #[must_use]
    pub fn header(&self) -> Header {
        self.place.header()
    }

    /// The current section.
    #[must_use]
    pub fn section(&self) -> Section {
        self.place.section
    }

    /// The index of the next entry in the section, counted from 0.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.place.index
    }

    /// The number of entries of the section that are left, as the header announces them.
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> u16 {
        self.place.remaining()
    }

    /// The offset of the next octet, counted from the start of the message.
    #[inline]
    #[must_use]
    pub fn position(&self) -> usize {
        self.place.left.offset()
    }

    /// The octets that were not read, up to the end of the buffer.
    #[inline]
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.place.left.octets()
    }

    /// Reads the next question; `None` after the last, and in a later section.
    #[inline]
    pub fn question(&mut self) -> Result<Option<Question<'a>>, Error> {
        if self.place.section != Section::Question || self.place.remaining() == 0 {
            return Ok(None);
        }
        match self.measured_question() {
            Some(question) => Ok(Some(question)),
            None => self.place.unmeasured_question().map(Some),
        }
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
        self.pass_questions()?;
        while self.place.remaining() == 0 {
            if self.place.section == Section::Additional {
                return Ok(None);
            }
            self.place.next_section();
        }
        self.read_record().map(Some)
    }

    /// Skips the questions that are left.
    #[inline]
    pub fn skip_questions(&mut self) -> Result<(), Error> {
        self.place.skip_through(Section::Question)
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
        self.place.skip_through(Section::Answer)
    }

    /// Skips everything up to the end of the authority section.
    #[inline]
    pub fn skip_authority(&mut self) -> Result<(), Error> {
        self.place.skip_through(Section::Authority)
    }

    /// Skips everything up to the end of the message.
    #[inline]
    pub fn skip_additional(&mut self) -> Result<(), Error> {
        self.place.skip_through(Section::Additional)
    }

    /// Skips the next entry of the current section; `false` when none is left.
    #[inline]
    pub fn skip_entry(&mut self) -> Result<bool, Error> {
        if self.place.remaining() == 0 {
            return Ok(false);
        }
        let left = self.place.pass(Pointers::ignore())?;
        self.place.step_to(left);
        Ok(true)
    }

    /// Reads the next question if its name can be measured.
    #[inline(always)]
    fn measured_question(&mut self) -> Option<Question<'a>> {
        let Place { left, index, .. } = self.place;
        let (message, start) = (left.message(), left.offset());
        let (qname, fixed) =
            entry::measured_question(message, start, index == 0, &mut self.lengths)?;
        self.place.step_to(left.seek(qname.end.wrapping_add(4)));
        Some(entry::make_question(left, fixed))
    }

    /// Skips the questions that are left. Owners point to their names, which are measured for that.
    #[inline(always)]
    fn pass_questions(&mut self) -> Result<(), Error> {
        while self.place.section == Section::Question {
            if self.place.remaining() == 0 {
                self.place.next_section();
            } else if self.measured_question().is_none() {
                return self.skip_questions();
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn record_of(&mut self, section: Section) -> Result<Option<Record<'a>>, Error> {
        match section {
            Section::Question => {}
            Section::Answer => self.pass_questions()?,
            Section::Authority => self.skip_answers()?,
            Section::Additional => self.skip_authority()?,
        }
        if self.place.section != section || self.place.remaining() == 0 {
            return Ok(None);
        }
        self.read_record().map(Some)
    }

    #[inline(always)]
    fn read_record(&mut self) -> Result<Record<'a>, Error> {
        let Place { left, section, index, .. } = self.place;
        let (message, start) = (left.message(), left.offset());
        if let Some((end, record)) =
            entry::measured_record(message, start, &mut self.lengths, section, index)
        {
            self.place.step_to(left.seek(end));
            return Ok(record);
        }
        self.place.unmeasured_record()
    }
}

impl<'a> Place<'a> {
    #[inline]
    fn header(&self) -> Header {
        Header::of(self.left.message()).unwrap_or(Header::NONE)
    }

    #[inline]
    fn remaining(&self) -> u16 {
        self.count.saturating_sub(self.index)
    }

    #[inline]
    fn step_to(&mut self, left: Wire<'a>) {
        self.left = left;
        self.index = self.index.saturating_add(1);
    }

    /// The window after the next entry.
    fn pass(self, mut pointers: Pointers<'_>) -> Result<Wire<'a>, Error> {
        entry::pass(self.left, self.section, &mut pointers).map_err(|fault| self.error(fault))
    }

    /// Reads a question whose name has pointers that [`Lengths`] does not follow, or a fault.
    #[cold]
    #[inline(never)]
    fn unmeasured_question(&mut self) -> Result<Question<'a>, Error> {
        let left = self.pass(Pointers::follow_all())?;
        let Some((_, question)) = entry::checked_question(self.left) else {
            return Err(self.error(self.left.cut(0)));
        };
        self.step_to(left);
        Ok(question)
    }

    /// Reads a record whose owner has pointers that [`Lengths`] does not follow, or a fault.
    #[cold]
    #[inline(never)]
    fn unmeasured_record(&mut self) -> Result<Record<'a>, Error> {
        let left = self.pass(Pointers::follow_all())?;
        let read = entry::checked_record(self.left, self.section, self.index);
        let Some((_, record)) = read else { return Err(self.error(self.left.cut(0))) };
        self.step_to(left);
        Ok(record)
    }

    /// Skips everything up to the end of a section, and moves to the next one.
    // Inlined also where there are several callers: they know the section, so that most folds away.
    #[inline(always)]
    fn skip_through(&mut self, last: Section) -> Result<(), Error> {
        if self.section == Section::Question {
            let count = self.remaining().into();
            let (left, skipped) = entry::skip_questions(self.left, count);
            self.left = left;
            if skipped < count {
                return self.stop_after(skipped);
            }
            self.next_section();
        }
        if self.section > last || last == Section::Question {
            return Ok(());
        }
        let header = self.header();
        let (mut count, mut section) = (usize::from(self.remaining()), self.section);
        while section < last
            && let Some(next) = section.next()
        {
            section = next;
            count = count.wrapping_add(header.count(next).into());
        }
        let (left, skipped) = entry::skip_records(self.left, count);
        self.left = left;
        if skipped < count {
            return self.stop_after(skipped);
        }
        self.index = self.count;
        if section != self.section {
            let count = header.count(section);
            (self.section, self.index, self.count) = (section, count, count);
        }
        self.next_section();
        Ok(())
    }

    /// Moves over `skipped` entries, whose end is at `left`, to the one that cannot be skipped.
    #[inline]
    fn stop_after(&mut self, skipped: usize) -> Result<(), Error> {
        let error;
        (*self, error) = self.at_stop(skipped);
        Err(error)
    }

    /// The entry after `skipped` others, and its error. Takes `self` by value so that a reader without
    /// errors stays in registers.
    #[cold]
    #[inline(never)]
    fn at_stop(mut self, mut skipped: usize) -> (Self, Error) {
        while let Some(rest) = skipped.checked_sub(self.remaining().into())
            && self.section != Section::Additional
        {
            skipped = rest;
            self.next_section();
        }
        self.index = self.index.saturating_add(offset16(skipped));
        let error = match self.pass(Pointers::ignore()) {
            Err(error) => error,
            Ok(_) => self.error(self.left.cut(0)),
        };
        (self, error)
    }

    /// Moves to the next section, if there is one.
    #[inline]
    fn next_section(&mut self) {
        if let Some(next) = self.section.next() {
            (self.section, self.index, self.count) = (next, 0, self.header().count(next));
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> Error {
        entry::error(self.left, fault, self.section, self.index)
    }
}

/// Shows the next entry: its offset, section, index and the number of entries in the section.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { left, section, index, count } = self.place;
        f.debug_struct("Reader")
            .field("position", &left.offset())
            .field("section", &section)
            .field("index", &index)
            .field("count", &count)
            .finish_non_exhaustive()
    }
}
