//! Responses: whether one belongs to a query, and which of its records answer it.

use super::alias;
use super::profile::Profile;
use super::question::Question;
use super::record::Record;
use super::{Message, Records};
use crate::error::{Error, Section};
use crate::name::{Name, Owners, Spent, Steps, Wanted, skip_pointers};
use crate::rdata::Data;
use crate::registry::{Opcode, Rcode, Type};

/// The most questions that are compared.
const MOST_QUESTIONS: u16 = 16;

/// The records that answer a question; an iterator.
///
/// ```
/// use dnswire::{Message, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let answers = Message::parse(octets)?.answers_to_question();
/// assert_eq!(answers.of::<Mx>().count(), 2);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AnswersTo<'a> {
    records: Records<'a>,
    /// The question for the name that aliases lead to, behind its pointers; `None` if nothing more
    /// answers.
    wanted: Option<(Question<'a>, Profile)>,
    owners: Owners,
}

impl<'a> AnswersTo<'a> {
    /// The RDATA of the records of one type; see [`Records::of`].
    pub fn of<T: Data<'a>>(self) -> impl Iterator<Item = Result<T, Error>> + use<'a, T> {
        self.filter_map(|record| record.data::<T>())
    }
}

impl<'a> Iterator for AnswersTo<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (question, profile) = self.wanted?;
        let qtype = question.qtype();
        let mut wanted = Wanted::new(question.qname());
        for record in self.records.by_ref() {
            let is_of_type = (qtype == Type::ANY || record.rtype() == qtype)
                && profile.matches(question.qclass(), record.class());
            if !is_of_type {
                continue;
            }
            match self.owners.is(record.owner(), |owner, steps| wanted.is(owner, steps)) {
                Ok(true) => return Some(record),
                Ok(false) => {}
                Err(Spent) => {
                    self.wanted = None;
                    break;
                }
            }
        }
        None
    }
}

impl<'a> Message<'a> {
    /// Returns `true` if this is a response to `query`: ID, QR, OPCODE and question agree.
    ///
    /// The case of the letters of the QNAME is ignored; see [`Message::is_exact_response_to`]. A
    /// response may lack the question
    ///
    /// - when its RCODE, of 12 bits, is FORMERR, NOTIMP, SERVFAIL or REFUSED, and it has neither
    ///   answers nor authority records,
    /// - when it is of an update or a DNS Stateful Operation,
    /// - when the query has no question,
    /// - when the query asks for AXFR or IXFR and it has answers: messages of a transfer after the
    ///   first may be so ([RFC 5936 section 2.2.1]).
    ///
    /// A query has one question ([RFC 9619 section 4]). Up to 16 are compared; a message with more is
    /// no response, so that the work is bounded.
    ///
    /// [RFC 5936 section 2.2.1]: https://www.rfc-editor.org/rfc/rfc5936#section-2.2.1
    /// [RFC 9619 section 4]: https://www.rfc-editor.org/rfc/rfc9619#section-4
    #[must_use]
    pub fn is_response_to(&self, query: &Message<'_>) -> bool {
        let (own, asked) = (self.header(), query.header());
        own.id() == asked.id()
            && own.flags().is_response()
            && !asked.flags().is_response()
            && own.flags().opcode() == asked.flags().opcode()
            && match self.count(Section::Question) {
                0 => self.may_lack_the_question_of(query),
                1..=MOST_QUESTIONS => self.questions().eq(query.questions()),
                _ => false,
            }
    }

    /// Returns `true` if this is a response to `query`, and each QNAME has the letters of the query
    /// in the same case.
    ///
    /// For queries whose letters have random case, which makes forged responses harder. A response
    /// without a question has no letters to compare: it is accepted as in
    /// [`Message::is_response_to`].
    ///
    /// ```
    /// # use dnswire::Message;
    /// let query = b"\0\x07\x01\0\0\x01\0\0\0\0\0\0\x02eX\0\0\x01\0\x01";
    /// let other = b"\0\x07\x81\0\0\x01\0\0\0\0\0\0\x02ex\0\0\x01\0\x01";
    /// let (query, other) = (Message::parse(query)?, Message::parse(other)?);
    /// assert!(other.is_response_to(&query));
    /// assert!(!other.is_exact_response_to(&query));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn is_exact_response_to(&self, query: &Message<'_>) -> bool {
        let same_case = |(own, asked): (Question<'_>, Question<'_>)| {
            own.qname().to_buf().as_octets() == asked.qname().to_buf().as_octets()
        };
        self.is_response_to(query) && self.questions().zip(query.questions()).all(same_case)
    }

    /// Returns `true` if this response to `query` may have no question.
    fn may_lack_the_question_of(&self, query: &Message<'_>) -> bool {
        let is_empty = self.count(Section::Answer) == 0 && self.count(Section::Authority) == 0;
        let refuses = matches!(
            self.rcode(),
            Rcode::FORMERR | Rcode::NOTIMP | Rcode::SERVFAIL | Rcode::REFUSED
        );
        let is_transfer =
            |question: Question<'_>| matches!(question.qtype(), Type::AXFR | Type::IXFR);
        query.count(Section::Question) == 0
            || matches!(self.header().flags().opcode(), Opcode::UPDATE | Opcode::DSO)
            || refuses && is_empty
            || self.rcode() == Rcode::NOERROR
                && self.count(Section::Answer) > 0
                && query.question().is_ok_and(is_transfer)
    }

    /// The records of the answer section that answer the question: those of its type and class at
    /// the name to which CNAME records lead ([`Message::canonical_name`]).
    ///
    /// QTYPE and QCLASS ANY match every type and class. Comparing owners may take as many steps as for
    /// [`Message::canonical_name`]; no record after that is found.
    ///
    /// ```
    /// # use dnswire::{Message, rdata::Mx};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// let message = Message::parse(octets)?;
    /// let exchanges = message.answers_to_question().of::<Mx>();
    /// assert_eq!(exchanges.flatten().map(|mx| mx.preference).min(), Some(10));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn answers_to_question(&self) -> AnswersTo<'a> {
        self.answers_of(self.question().ok(), Profile::Unicast)
    }

    /// The records of the answer section that answer a question, which may be of another message:
    /// a response of multicast DNS does not repeat it.
    ///
    /// In multicast DNS the top bit of a class is not part of it ([RFC 6762 section 10.2]).
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub fn answers_to(&self, question: Question<'a>, profile: Profile) -> AnswersTo<'a> {
        self.answers_of(Some(question), profile)
    }

    fn answers_of(&self, question: Option<Question<'a>>, profile: Profile) -> AnswersTo<'a> {
        let wanted = question.and_then(|question| {
            let name = alias::canonical_name(self, question, profile)?;
            let name = Name::at(name.message(), skip_pointers(name.message(), name.offset()));
            Some((Question::new(name, question.qtype(), question.qclass()), profile))
        });
        let owners = Owners::new(Steps::of(self.as_octets()));
        AnswersTo { records: self.answers(), wanted, owners }
    }

    /// The name that answers the question: the QNAME, or the name that CNAME records of the class
    /// of the question lead to.
    ///
    /// `None` without exactly one question, for CNAME records that form a circle or are out of order
    /// more than 16 times, and when following them takes too long: more than two steps for three octets
    /// of the message, and 1024 besides. Each record takes a step each time that the answer section is
    /// read. Comparing an owner and reading the name that an alias leads to take one step for each label,
    /// and one more for 8 octets; the first pointer of a name takes one, each later one four. Only messages
    /// made to be slow take so many.
    #[must_use]
    pub fn canonical_name(&self) -> Option<Name<'a>> {
        alias::canonical_name(self, self.question().ok()?, Profile::Unicast)
    }
}
