//! Zone transfers over several messages: AXFR ([RFC 5936]) and IXFR ([RFC 1995]), and their
//! signatures ([RFC 8945 section 5.3.1]).
//!
//! Nothing here reads from a connection: give each message of the response to [`Transfer::message`],
//! and apply the changes that it returns. The state has a fixed size, whatever the zone has.
//!
//! ```
//! use dnswire::Message;
//! use dnswire::transfer::{Change, Style, Transfer};
//! # let soa = b"\x07example\0\0\x06\0\x01\0\0\0\0\0\x16\0\0\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
//! # let head = |flags, count| [0, 7, flags, 0, 0, 1, 0, count, 0, 0, 0, 0];
//! # let question = b"\x07example\0\0\xfc\0\x01";
//! # let query = [&head(0, 0)[..], question].concat();
//! # let address = b"\x07example\0\0\x01\0\x01\0\0\0\0\0\x04\x7f\0\0\x01";
//! # let response = [&head(0x84, 3)[..], question, soa, address, soa].concat();
//!
//! let mut transfer = Transfer::of(&Message::parse(&query)?).expect("a query for AXFR");
//! let mut zone = Vec::new();
//! for octets in [&response] {
//!     for change in transfer.message(&Message::parse(octets)?)? {
//!         match change {
//!             Change::Add(record) => zone.push(record.to_string()),
//!             Change::Delete(record) => zone.retain(|kept| *kept != record.to_string()),
//!         }
//!     }
//! }
//! assert!(transfer.is_complete());
//! assert_eq!(transfer.style(), Some(Style::Axfr));
//! assert_eq!(zone.len(), 2); // the address and the SOA record
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [RFC 1995]: https://www.rfc-editor.org/rfc/rfc1995
//! [RFC 5936]: https://www.rfc-editor.org/rfc/rfc5936
//! [RFC 8945 section 5.3.1]: https://www.rfc-editor.org/rfc/rfc8945#section-5.3.1

mod error;
mod signed;
mod step;

pub use error::{TransferError, TransferFault};
pub use signed::{SequenceError, TsigSequence, prior_mac};

use crate::error::Section;
use crate::message::{Message, Question, Record, Records};
use crate::name::{NameBuf, Owners, Spent, Steps};
use crate::rdata::Soa;
use crate::registry::{Class, Opcode, Rcode, Type};
use step::{State, step};

/// A transfer of a zone, followed message by message.
///
/// ```
/// use dnswire::{Message, NameBuf, Type, query, transfer::Transfer};
///
/// let octets = query(7, &"example.".parse::<NameBuf>()?, Type::AXFR);
/// let transfer = Transfer::of(&Message::parse(&octets)?).expect("a query for AXFR");
/// assert!(!transfer.is_complete());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Transfer {
    zone: Zone,
    id: u16,
    state: State,
    style: Option<Style>,
    /// The number of messages so far.
    messages: u32,
}

/// The zone that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    name: NameBuf,
    class: Class,
    qtype: Type,
    /// The serial that the client of an IXFR has.
    serial: Option<u32>,
}

/// The form of a response.
///
/// ```
/// use dnswire::transfer::{Style, Transfer};
/// use dnswire::{Message, Name, Type, query};
/// # use dnswire::{Builder, Class, Compression, RecordBuf};
/// # let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// # let mut response = Builder::new(&mut octets, &mut compression)?;
/// # response.set_id(7);
/// # response.set_flags("qr aa".parse()?);
/// # response.push_question(Name::ROOT, Type::AXFR, Class::IN);
/// # let mut response = response.answer();
/// # let soa: RecordBuf = ". 60 SOA . . 1 2 3 4 5".parse()?;
/// # response.push_records([&soa, &". 60 NS a.".parse()?, &soa]);
/// # let message = Message::parse(response.finish())?;
///
/// let asked = query(7, Name::ROOT, Type::AXFR);
/// let mut transfer = Transfer::of(&Message::parse(&asked)?).unwrap();
/// // `message` has a SOA record, a NS record, and the SOA record again.
/// transfer.message(&message)?;
/// assert_eq!(transfer.style(), Some(Style::Axfr));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// The whole zone, as AXFR asked for.
    Axfr,
    /// The whole zone, although IXFR asked for changes ([RFC 1995 section 4]).
    ///
    /// [RFC 1995 section 4]: https://www.rfc-editor.org/rfc/rfc1995#section-4
    AxfrStyleIxfr,
    /// Changes, from one version to the next ([RFC 1995 section 4]).
    ///
    /// [RFC 1995 section 4]: https://www.rfc-editor.org/rfc/rfc1995#section-4
    Incremental,
    /// The client has the version of the server, or a newer one ([RFC 1995 section 2]).
    ///
    /// [RFC 1995 section 2]: https://www.rfc-editor.org/rfc/rfc1995#section-2
    UpToDate,
    /// So far one SOA record of a newer version. Over UDP that is the whole response, and the client
    /// asks again over TCP ([RFC 1995 section 2]); over TCP more messages may follow.
    ///
    /// [RFC 1995 section 2]: https://www.rfc-editor.org/rfc/rfc1995#section-2
    SingleSoa,
}

/// A change to the zone.
///
/// ```
/// use dnswire::transfer::{Change, Transfer};
/// use dnswire::{Message, Name, Type, query};
/// # use dnswire::{Builder, Class, Compression, RecordBuf};
/// # let (mut octets, mut compression) = (Vec::new(), Compression::new());
/// # let mut response = Builder::new(&mut octets, &mut compression)?;
/// # response.set_id(7);
/// # response.set_flags("qr aa".parse()?);
/// # response.push_question(Name::ROOT, Type::AXFR, Class::IN);
/// # let mut response = response.answer();
/// # let soa: RecordBuf = ". 60 SOA . . 1 2 3 4 5".parse()?;
/// # response.push_records([&soa, &". 60 NS a.".parse()?, &soa]);
/// # let message = Message::parse(response.finish())?;
///
/// let asked = query(7, Name::ROOT, Type::AXFR);
/// let mut transfer = Transfer::of(&Message::parse(&asked)?).unwrap();
/// // `message` has a SOA record, a NS record, and the SOA record again.
/// let mut changes = transfer.message(&message)?;
/// assert!(matches!(changes.next(), Some(Change::Add(record)) if record.rtype() == Type::NS));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// The record is added. Of a whole zone the SOA record comes last.
    Add(Record<'a>),
    /// The record is deleted.
    Delete(Record<'a>),
}

/// The changes in one message, in their order; see [`Transfer::message`].
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    zone: Zone,
    state: State,
    records: Records<'a>,
    /// The owners of SOA records, compared with the zone.
    owners: Owners,
}

impl Transfer {
    /// The transfer that a query asks for; `None` if it is not one for AXFR or IXFR.
    ///
    /// The serial of the client is that of the SOA record in the authority section
    /// ([RFC 1995 section 3]).
    ///
    /// [RFC 1995 section 3]: https://www.rfc-editor.org/rfc/rfc1995#section-3
    #[must_use]
    pub fn of(query: &Message<'_>) -> Option<Self> {
        let question = query.question().ok()?;
        if !matches!(question.qtype(), Type::AXFR | Type::IXFR) {
            return None;
        }
        let serial = query.authority().of::<Soa<'_>>().find_map(Result::ok).map(|soa| soa.serial);
        let zone = Zone {
            name: question.qname().to_buf(),
            class: question.qclass(),
            qtype: question.qtype(),
            serial,
        };
        Some(Transfer { zone, id: query.id(), state: State::Start, style: None, messages: 0 })
    }

    /// Takes the next message of the response and returns its changes.
    ///
    /// Fails when the message is not part of the response, when its RCODE is an error, when TC is
    /// set, and when its records are out of order; the transfer is then over. The error says which
    /// message and record.
    ///
    /// It fails too when comparing the owners of its SOA records with the zone takes too long, as in
    /// [`Message::canonical_name`]. Only messages made to be slow do.
    pub fn message<'a>(&mut self, message: &Message<'a>) -> Result<Changes<'a>, TransferError> {
        let number = self.messages;
        let fail = |kind, record| TransferError::new(kind, number, record);
        self.check(message).map_err(|fault| fail(fault, None))?;
        let mut owners = Owners::new(Steps::of(message.as_octets()));
        let zone = self.zone.clone();
        let changes = Changes { zone, state: self.state, records: message.answers(), owners };
        let mut state = self.state;
        for record in message.answers() {
            let fail = |fault| fail(fault, Some(record.index()));
            let soa = self.zone.serial_of(&record, &mut owners).map_err(fail)?;
            let style = self.zone.style_at(state, soa);
            step(&self.zone, &mut state, soa).map_err(fail)?;
            self.style = style.or(self.style);
        }
        if let (State::One(serial), 0, Some(own)) = (state, number, self.zone.serial)
            && message.count(Section::Answer) == 1
            && self.zone.qtype == Type::IXFR
            && !is_newer(serial, own)
        {
            (state, self.style) = (State::Complete, Some(Style::UpToDate));
        }
        self.state = state;
        self.messages = self.messages.saturating_add(1);
        Ok(changes)
    }

    /// The form of the response, as far as it is known.
    #[must_use]
    pub fn style(&self) -> Option<Style> {
        self.style
    }

    /// Returns `true` if no message follows.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.state == State::Complete
    }

    /// The number of messages that were taken.
    #[must_use]
    pub fn messages(&self) -> u32 {
        self.messages
    }

    fn check(&self, message: &Message<'_>) -> Result<(), TransferFault> {
        let (header, rcode) = (message.header(), message.rcode());
        let flags = header.flags();
        let is_asked = |question: Question<'_>| {
            question.qtype() == self.zone.qtype
                && question.qclass() == self.zone.class
                && question.qname() == self.zone.name.as_name()
        };
        // "the Question section [..] MAY be empty in messages after the first" (RFC 5936 section
        // 2.2.1); an error may lack it too.
        let may_lack = self.messages > 0 || rcode != Rcode::NOERROR;
        let belongs = match message.count(Section::Question) {
            0 => may_lack,
            _ => message.question().is_ok_and(is_asked),
        };
        if header.id() != self.id || !flags.is_response() || flags.opcode() != Opcode::QUERY {
            return Err(TransferFault::NotAResponse);
        }
        match () {
            () if !belongs => Err(TransferFault::NotAResponse),
            () if rcode != Rcode::NOERROR => Err(TransferFault::Refused(rcode)),
            () if flags.truncated() => Err(TransferFault::Truncated),
            () if self.is_complete() => Err(TransferFault::AfterEnd),
            () if message.count(Section::Answer) == 0 => Err(TransferFault::NoRecords),
            () => Ok(()),
        }
    }
}

impl Zone {
    /// The style that is known once a record is read in `state`; `soa` is its serial.
    fn style_at(&self, state: State, soa: Option<u32>) -> Option<Style> {
        let ixfr = self.qtype == Type::IXFR;
        match state {
            State::Start if ixfr => Some(Style::SingleSoa),
            State::One(new) if ixfr => match soa {
                Some(serial) if serial != new => Some(Style::Incremental),
                _ => Some(Style::AxfrStyleIxfr),
            },
            State::Start => Some(Style::Axfr),
            _ => None,
        }
    }

    /// The serial of a SOA record of the zone; `None` for other records of its class.
    fn serial_of(
        &self,
        record: &Record<'_>,
        owners: &mut Owners,
    ) -> Result<Option<u32>, TransferFault> {
        if record.class() != self.class {
            return Err(TransferFault::OtherClass);
        }
        // The owner is not read for every record of a zone.
        if record.rtype() != Type::SOA {
            return Ok(None);
        }
        let zone = self.name.as_octets();
        match owners.is(record.owner(), |owner, steps| steps.are_equal(owner, zone)) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(Spent) => return Err(TransferFault::TooMuchWork),
        }
        match record.data::<Soa<'_>>() {
            None => Ok(None),
            Some(Ok(soa)) => Ok(Some(soa.serial)),
            Some(Err(error)) => Err(TransferFault::Malformed(error)),
        }
    }
}

/// Returns `true` if `serial` is newer than `other` (RFC 1982 section 3.2).
fn is_newer(serial: u32, other: u32) -> bool {
    (1..1 << 31).contains(&serial.wrapping_sub(other))
}

impl<'a> Iterator for Changes<'a> {
    type Item = Change<'a>;

    fn next(&mut self) -> Option<Change<'a>> {
        loop {
            let record = self.records.next()?;
            // The records were checked before, so that this does not fail.
            let soa = self.zone.serial_of(&record, &mut self.owners);
            match soa.and_then(|soa| step(&self.zone, &mut self.state, soa)) {
                Ok(Some(step::Kind::Add)) => return Some(Change::Add(record)),
                Ok(Some(step::Kind::Delete)) => return Some(Change::Delete(record)),
                Ok(None) => {}
                Err(_) => return None,
            }
        }
    }
}
