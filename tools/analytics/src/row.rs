//! What a row is made from: messages with their circumstances, read as far as a column asks.

use std::cell::{Cell, OnceCell};

use dnswire::edns::{Ecs, Options};
use dnswire::{
    Edns, Error, Flags, Header, Message, Partial, Profile, Question, Rcode, Record, Rule, Section,
    Severity,
};
use dnswire_capture::{Carried, Flow, Item, Place, Verdict, faults, framing_error, trailing};
use jiff::Timestamp;

/// A row of a table, before any column is read.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The message; in `transactions` the query, or the response if the query was not captured.
    pub message: &'a Decoded<'a>,
    /// In `transactions`: the response to the query.
    pub response: Option<&'a Decoded<'a>>,
    /// In `records`: the record.
    pub record: Option<Record<'a>>,
}

/// A message that is decoded no further than what is asked of it.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The octets that were captured, at most as many as were announced.
    pub octets: &'a [u8],
    /// The number of octets that its sender announced.
    pub length: usize,
    /// Its entries; an error if there is not even a header.
    pub partial: Result<Partial<'a>, Error>,
    /// Where it was, when, who sent it to whom; nothing for octets alone.
    circumstances: Circumstances<'a>,
    faults: OnceCell<(Option<Error>, bool)>,
    findings: OnceCell<Vec<Found>>,
    work: &'a Work,
}

/// What is known about a message beside its octets.
#[derive(Debug, Clone, Copy, Default)]
struct Circumstances<'a> {
    place: Option<&'a Place>,
    flow: Option<Flow>,
    time: Option<Timestamp>,
    carried: Option<&'a Carried>,
    profile: Profile,
}

/// Counts the costly steps.
#[derive(Debug, Default)]
pub struct Work {
    /// The number of messages whose RDATA was looked at.
    pub rdata: Cell<u64>,
}

/// A broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The rule.
    pub rule: Rule,
    /// The offset from the start of the message, in octets.
    pub offset: usize,
    /// The entry that it is about; `None` for the message as a whole.
    pub entry: Option<(Section, u16)>,
}

impl<'a> Decoded<'a> {
    /// A message of a capture.
    #[must_use]
    pub fn of(item: &'a Item, work: &'a Work) -> Self {
        let circumstances = Circumstances {
            place: Some(&item.id),
            flow: item.flow,
            time: item.time,
            carried: Some(&item.carried),
            profile: item.profile,
        };
        Self::new(&item.octets, item.length, circumstances, work)
    }

    /// Octets of which nothing else is known.
    #[must_use]
    pub fn of_octets(octets: &'a [u8], work: &'a Work) -> Self {
        Self::new(octets, octets.len(), Circumstances::default(), work)
    }

    fn new(
        octets: &'a [u8],
        length: usize,
        circumstances: Circumstances<'a>,
        work: &'a Work,
    ) -> Self {
        Self {
            octets: octets.get(..length).unwrap_or(octets),
            length,
            partial: Message::parse_partial(octets, length),
            circumstances,
            faults: OnceCell::new(),
            findings: OnceCell::new(),
            work,
        }
    }

    /// The entries that can be read; `None` without a whole header.
    #[must_use]
    pub fn message(&self) -> Option<Message<'a>> {
        self.partial.as_ref().ok().map(Partial::message)
    }

    /// The header, if it is whole.
    #[must_use]
    pub fn header(&self) -> Option<Header> {
        self.message().map(|message| message.header())
    }

    /// The second 16 bits of the header.
    #[must_use]
    pub fn flags(&self) -> Option<Flags> {
        self.header().map(Header::flags)
    }

    /// The first question.
    #[must_use]
    pub fn question(&self) -> Option<Question<'a>> {
        self.message()?.questions().next()
    }

    /// The RCODE with the upper bits of EDNS: 12 bits.
    #[must_use]
    pub fn rcode(&self) -> Option<Rcode> {
        self.message().map(|message| message.rcode())
    }

    /// The OPT record.
    #[must_use]
    pub fn edns(&self) -> Option<Edns<'a>> {
        self.message()?.edns()
    }

    /// The EDNS options that can be told apart.
    #[must_use]
    pub fn options(&self) -> Option<Options<'a>> {
        self.edns().map(Edns::options)
    }

    /// The first client subnet that is not malformed.
    #[must_use]
    pub fn subnet(&self) -> Option<Ecs<'a>> {
        self.edns()?.option::<Ecs<'a>>()?.ok()
    }

    /// The info codes of all extended errors.
    #[must_use]
    pub fn extended_errors(&self) -> Option<Vec<u16>> {
        let errors = self.edns()?.extended_errors();
        Some(errors.flatten().map(|error| error.info_code.0).collect())
    }

    /// The error at which the message breaks off.
    #[must_use]
    pub fn framing_error(&self) -> Option<Error> {
        framing_error(&self.partial)
    }

    /// The first error: of the framing, or else of some RDATA, or an option or parameter in it.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        self.framing_error().or_else(|| self.faults().0)
    }

    /// The octets that were announced but not captured.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.length.saturating_sub(self.octets.len())
    }

    /// The octets after the last record of a message that does not break off.
    #[must_use]
    pub fn trailing(&self) -> usize {
        trailing(&self.partial)
    }

    /// The state of the message: whole, or the reason why it is not.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.framing_error(), || self.faults().1)
    }

    /// The rules that it breaks.
    #[must_use]
    pub fn findings(&self) -> &[Found] {
        self.findings.get_or_init(|| {
            self.count_rdata();
            match &self.partial {
                Ok(partial) => {
                    let findings = partial.findings().in_profile(self.profile());
                    findings.map(|finding| Found::of(&finding)).collect()
                }
                Err(error) => {
                    vec![Found { rule: Rule::Framing, offset: error.offset(), entry: None }]
                }
            }
        })
    }

    /// The first fault in the RDATA of all records, and whether some RDATA does not fit its type.
    fn faults(&self) -> (Option<Error>, bool) {
        *self.faults.get_or_init(|| {
            self.count_rdata();
            let partial = self.partial.as_ref();
            partial.map_or((None, false), |partial| faults(partial, self.profile()))
        })
    }

    /// Notes that the RDATA of this message is looked at.
    pub(crate) fn count_rdata(&self) {
        self.work.rdata.set(self.work.rdata.get().wrapping_add(1));
    }

    /// Where it was found.
    #[must_use]
    pub fn place(&self) -> Option<&'a Place> {
        self.circumstances.place
    }

    /// Who sent it to whom.
    #[must_use]
    pub fn flow(&self) -> Option<Flow> {
        self.circumstances.flow
    }

    /// When its last octet was captured.
    #[must_use]
    pub fn time(&self) -> Option<Timestamp> {
        self.circumstances.time
    }

    /// What its packets went through.
    #[must_use]
    pub fn carried(&self) -> Option<&'a Carried> {
        self.circumstances.carried
    }

    /// The protocol that it belongs to.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.circumstances.profile
    }
}

impl Found {
    fn of(finding: &dnswire::Finding) -> Self {
        Self {
            rule: finding.rule(),
            offset: finding.offset(),
            entry: finding.section().zip(finding.index()),
        }
    }

    /// The severity of the rule.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}
