//! Iterators over the entries of a message. They cannot fail, because the message was walked
//! before.

use core::iter::FusedIterator;
use core::marker::PhantomData;

use super::entry;
use super::question::Question;
use super::record::{Reading, Record};
use crate::error::{Error, Section};
use crate::rdata::Data;
use crate::wire::Wire;

/// The questions of a message.
///
/// ```
/// use dnswire::{Message, Type};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let questions = Message::parse(octets)?.questions();
/// assert_eq!(questions.map(|question| question.qtype()).collect::<Vec<_>>(), [Type::MX]);
/// # Ok::<(), dnswire::Error>(())
/// ```
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

    /// The index of the next question in the section, counted from 0.
    pub(crate) fn index(&self) -> u16 {
        self.index
    }
}

impl<'a> Iterator for Questions<'a> {
    type Item = Question<'a>;

    #[inline]
    fn next(&mut self) -> Option<Question<'a>> {
        self.left = self.left.checked_sub(1)?;
        let (window, question) = entry::checked_question(self.window)?;
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
///
/// ```
/// use dnswire::Message;
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let answers = Message::parse(octets)?.answers();
/// assert_eq!(answers.len(), 2);
/// assert!(answers.clone().all(|record| record.owner() == "example."));
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    window: Wire<'a>,
    index: u16,
    count: u16,
    section: Section,
    reading: Reading,
}

impl<'a> Records<'a> {
    #[inline]
    pub(super) fn new(window: Wire<'a>, count: u16, section: Section, reading: Reading) -> Self {
        Records { window, index: 0, count, section, reading }
    }

    /// The RDATA of the records of one type; malformed RDATA is an error in its place.
    ///
    /// ```
    /// # use dnswire::{Message, rdata::Mx};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// for mx in Message::parse(octets)?.answers().of::<Mx>() {
    ///     println!("{}", mx?.exchange);
    /// }
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn of<T: Data<'a>>(self) -> Typed<'a, T> {
        Typed { records: self, data: PhantomData }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Record<'a>> {
        if self.index >= self.count {
            return None;
        }
        let (window, record) = entry::checked_record(self.window, self.section, self.index)?;
        self.window = window;
        self.index = self.index.wrapping_add(1);
        Some(Record { reading: self.reading, ..record })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.count.saturating_sub(self.index));
        (left, Some(left))
    }
}

impl ExactSizeIterator for Records<'_> {}
impl FusedIterator for Records<'_> {}

/// The RDATA of one type in a section.
///
/// ```
/// use dnswire::{Message, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let of_mx = Message::parse(octets)?.answers().of::<Mx>();
/// let preferences: Result<Vec<_>, _> = of_mx.map(|mx| mx.map(|mx| mx.preference)).collect();
/// assert_eq!(preferences?, [20, 10]);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a, T> {
    records: Records<'a>,
    data: PhantomData<T>,
}

impl<'a, T: Data<'a>> Iterator for Typed<'a, T> {
    type Item = Result<T, Error>;

    #[inline]
    fn next(&mut self) -> Option<Result<T, Error>> {
        self.records.find_map(|record| record.data::<T>())
    }
}

impl<'a, T: Data<'a>> FusedIterator for Typed<'a, T> {}

/// The records of all sections.
///
/// ```
/// use dnswire::{Message, Section};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let records = Message::parse(octets)?.records();
/// assert_eq!(records.filter(|record| record.section() == Section::Answer).count(), 2);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MessageRecords<'a> {
    records: Records<'a>,
    /// The counts of the sections after this one.
    later: [u16; 2],
}

impl<'a> MessageRecords<'a> {
    #[inline]
    pub(super) fn new(window: Wire<'a>, [answers, later @ ..]: [u16; 3], reading: Reading) -> Self {
        MessageRecords { records: Records::new(window, answers, Section::Answer, reading), later }
    }

    /// Steps back to `record`, the last one returned.
    pub(crate) fn put_back(&mut self, record: &Record<'a>) {
        self.records.window = self.records.window.seek(record.offset());
        self.records.index = record.index();
    }

    /// Moves to the next section, if there is one.
    #[inline]
    fn next_section(&mut self) -> bool {
        let [next, last] = self.later;
        let Some(section) = self.records.section.next() else { return false };
        self.records.section = section;
        (self.records.index, self.records.count) = (0, next);
        self.later = [last, 0];
        true
    }
}

impl<'a> Iterator for MessageRecords<'a> {
    type Item = Record<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Record<'a>> {
        loop {
            if let Some(record) = self.records.next() {
                return Some(record);
            }
            if !self.next_section() {
                return None;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let later: usize =
            self.later.into_iter().fold(0, |sum, count| sum.saturating_add(count.into()));
        let left = self.records.len() + later;
        (left, Some(left))
    }
}

impl ExactSizeIterator for MessageRecords<'_> {}
impl FusedIterator for MessageRecords<'_> {}
