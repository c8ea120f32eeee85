//! The entries of a message, one after the other; what was walked once cannot fail.

use core::iter::FusedIterator;
use core::marker::PhantomData;

use crate::error::{Error, Section};
use crate::frame;
use crate::question::Question;
use crate::rdata::Data;
use crate::record::Record;
use crate::wire::Wire;

/// The questions of a message.
#[derive(Clone, Copy, Debug)]
pub struct Questions<'a> {
    window: Wire<'a>,
    left: u16,
    index: u16,
}

impl<'a> Questions<'a> {
    #[inline]
    pub(super) fn new(window: Wire<'a>, left: u16) -> Self {
        Questions { window, left, index: 0 }
    }

    /// The place in the section of the question that comes next, counted from 0.
    pub(crate) fn index(&self) -> u16 {
        self.index
    }
}

impl<'a> Iterator for Questions<'a> {
    type Item = Question<'a>;

    #[inline]
    fn next(&mut self) -> Option<Question<'a>> {
        self.left = self.left.checked_sub(1)?;
        let (window, question) = frame::known_question(self.window)?;
        self.window = window;
        self.index = self.index.wrapping_add(1);
        Some(question)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.into(), Some(self.left.into()))
    }
}

impl ExactSizeIterator for Questions<'_> {}
impl FusedIterator for Questions<'_> {}

/// The records of a section.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    window: Wire<'a>,
    index: u16,
    count: u16,
    section: Section,
}

impl<'a> Records<'a> {
    #[inline]
    pub(super) fn new(window: Wire<'a>, count: u16, section: Section) -> Self {
        Records { window, index: 0, count, section }
    }

    /// Skips records as long as `after` tells what follows one.
    #[inline]
    pub(crate) fn skip_those(&mut self, after: impl Fn(&[u8]) -> Option<&[u8]>) {
        (self.window, self.index) = frame::skip_plain(self.window, self.index, self.count, after);
    }

    /// The RDATA of the records of one type; one that is malformed is an error in its place.
    ///
    /// ```
    /// # use dnswire::{Message, rdata::Mx};
    /// # let octets = dnswire::samples::MX;
    /// for mx in Message::parse(octets)?.answers().of::<Mx>() {
    ///     println!("{}", mx?.exchange);
    /// }
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn of<T: Data<'a>>(self) -> Of<'a, T> {
        Of { records: self, data: PhantomData }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    #[inline]
    fn next(&mut self) -> Option<Record<'a>> {
        if self.index >= self.count {
            return None;
        }
        let (window, record) = frame::known_record(self.window, self.section, self.index)?;
        self.window = window;
        self.index += 1;
        Some(record)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.count.saturating_sub(self.index));
        (left, Some(left))
    }
}

impl ExactSizeIterator for Records<'_> {}
impl FusedIterator for Records<'_> {}

/// The RDATA of one type in a section.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a, T> {
    records: Records<'a>,
    data: PhantomData<T>,
}

impl<'a, T: Data<'a>> Iterator for Of<'a, T> {
    type Item = Result<T, Error>;

    #[inline]
    fn next(&mut self) -> Option<Result<T, Error>> {
        self.records.find_map(|record| record.data::<T>())
    }
}

impl<'a, T: Data<'a>> FusedIterator for Of<'a, T> {}

/// The records of all sections.
#[derive(Clone, Copy, Debug)]
pub struct AllRecords<'a> {
    records: Records<'a>,
    /// The counts of the sections after this one.
    later: [u16; 2],
}

impl<'a> AllRecords<'a> {
    #[inline]
    pub(super) fn new(window: Wire<'a>, [answers, later @ ..]: [u16; 3]) -> Self {
        AllRecords { records: Records::new(window, answers, Section::Answer), later }
    }

    /// Goes back before `record`, which came last.
    pub(crate) fn put_back(&mut self, record: &Record<'a>) {
        self.records.window = self.records.window.from(record.offset());
        self.records.index = record.index();
    }

    /// Goes on to the next section; tells whether there is one.
    #[inline]
    fn turn(&mut self) -> bool {
        let [next, last] = self.later;
        self.records.section = match self.records.section {
            Section::Answer => Section::Authority,
            Section::Authority => Section::Additional,
            _ => return false,
        };
        (self.records.index, self.records.count) = (0, next);
        self.later = [last, 0];
        true
    }
}

impl<'a> Iterator for AllRecords<'a> {
    type Item = Record<'a>;

    #[inline]
    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            if let Some(record) = self.records.next() {
                return Some(record);
            }
            if !self.turn() {
                return None;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let later: usize = self.later.into_iter().map(usize::from).sum();
        let left = self.records.len() + later;
        (left, Some(left))
    }
}

impl ExactSizeIterator for AllRecords<'_> {}
impl FusedIterator for AllRecords<'_> {}
