//! Messages of DNS Stateful Operations ([RFC 8490]): TLVs after the header.
//!
//! [RFC 8490]: https://www.rfc-editor.org/rfc/rfc8490

use core::fmt;

use super::profile::Profile;
use super::record::Record;
use super::{Message, entry};
use crate::dso::{RawTlv, Tlvs};
use crate::error::{Error, RecordPlace, Section};
use crate::layout::{Raw, show_coded};
use crate::name::Pointers;
use crate::registry::{Class, DsoType, Opcode, Type};
use crate::text::{self, Text};
use crate::wire::Wire;

/// A message of DNS Stateful Operations; see [`Message::dso`].
///
/// ```
/// use dnswire::{DsoKind, Message, Rcode, dso::Writer};
///
/// let mut buffer = [0; 12];
/// let octets = Writer::response(&mut buffer, 7, Rcode::NOERROR)?.finish();
/// let dso = Message::parse(octets)?.dso().unwrap();
/// assert_eq!((dso.kind(), dso.tlvs().is_empty()), (DsoKind::Response, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Dso<'a> {
    message: Message<'a>,
}

/// The kind of a message of DNS Stateful Operations ([RFC 8490 section 5.4]).
///
/// ```
/// use dnswire::{DsoKind, Message, dso::Writer};
///
/// let mut buffer = [0; 12];
/// let octets = Writer::unidirectional(&mut buffer)?.finish();
/// assert_eq!(Message::parse(octets)?.dso().unwrap().kind(), DsoKind::Unidirectional);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 8490 section 5.4]: https://www.rfc-editor.org/rfc/rfc8490#section-5.4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DsoKind {
    /// A request: it has an ID, and gets a response.
    Request,
    /// A response.
    Response,
    /// A message that gets no response: its ID is 0.
    Unidirectional,
}

/// A change that a PUSH TLV tells ([RFC 8765 section 6.3.1]).
///
/// ```
/// use dnswire::{Change, Message};
/// use dnswire::dso::{Push, Writer};
///
/// let mut buffer = [0; 64];
/// let mut writer = Writer::unidirectional(&mut buffer)?;
/// // TTL 0xFFFFFFFE, and no RDATA: all A records of the root are gone.
/// writer.push(&Push { change_notifications: b"\0\0\x01\0\x01\xff\xff\xff\xfe\0\0" })?;
/// let message = Message::parse(writer.finish())?;
/// let mut changes = message.dso().unwrap().primary().unwrap().changes();
/// assert!(matches!(changes.next(), Some(Ok(Change::RemoveAll(_)))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 8765 section 6.3.1]: https://www.rfc-editor.org/rfc/rfc8765#section-6.3.1
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// The record is there, with this TTL.
    Add(Record<'a>),
    /// The record with this owner, type, class and RDATA is gone: the TTL is `0xFFFFFFFF`.
    Remove(Record<'a>),
    /// Every record of this owner, and of this type and class unless they are ANY, is gone: the TTL
    /// is `0xFFFFFFFE`.
    RemoveAll(Record<'a>),
}

impl<'a> Change<'a> {
    fn of(record: Record<'a>) -> Self {
        match record.ttl_field() {
            0xFFFF_FFFF => Change::Remove(record),
            0xFFFF_FFFE => Change::RemoveAll(record),
            _ => Change::Add(record),
        }
    }

    /// The record.
    #[must_use]
    pub fn record(self) -> Record<'a> {
        match self {
            Change::Add(record) | Change::Remove(record) | Change::RemoveAll(record) => record,
        }
    }
}

impl<'a> Message<'a> {
    /// The TLVs, if the OPCODE is that of DNS Stateful Operations.
    #[must_use]
    pub fn dso(&self) -> Option<Dso<'a>> {
        let is_dso = self.header().flags().opcode() == Opcode::DSO;
        is_dso.then_some(Dso { message: *self })
    }
}

impl<'a> Dso<'a> {
    /// The kind of the message: QR and the ID tell it.
    #[must_use]
    pub fn kind(self) -> DsoKind {
        let header = self.message.header();
        match (header.flags().is_response(), header.id()) {
            (true, _) => DsoKind::Response,
            (false, 0) => DsoKind::Unidirectional,
            (false, _) => DsoKind::Request,
        }
    }

    /// The TLVs in their order, up to one that runs past the end of the message.
    #[must_use]
    pub fn tlvs(self) -> Tlvs<'a> {
        // TLVs have no record: type 0 marks their place in errors.
        let place = RecordPlace::nowhere(Type(0), Class::IN);
        Tlvs::new(Wire::new(self.message.as_octets()).seek(self.message.end()), place)
    }

    /// The first TLV: the operation of a request or unidirectional message. A response may have
    /// one of the type of its request, or additional ones only.
    #[must_use]
    pub fn primary(self) -> Option<RawTlv<'a>> {
        self.tlvs().iter().next()
    }

    /// The error of a TLV that runs past the end of the message.
    #[must_use]
    pub fn error(self) -> Option<Error> {
        self.tlvs().end_error()
    }

    pub(super) fn show(self, text: &mut Text<'_>) {
        text.ascii(";; DSO SECTION:\n");
        for tlv in self.tlvs() {
            if text.has_failed() {
                return;
            }
            text.ascii("; ");
            if tlv.code == DsoType::PUSH && tlv.changes().all(|change| change.is_ok()) {
                text.ascii("PUSH:\n");
                for change in tlv.changes().flatten() {
                    if text.has_failed() {
                        return;
                    }
                    show_change(change, text);
                }
            } else {
                show_coded(tlv, text);
                text.push(b'\n');
            }
        }
        if let Some(error) = self.error() {
            text.ascii(";; BROKEN OFF: ");
            text.display(error);
            text.push(b'\n');
        }
    }
}

fn show_change(change: Change<'_>, text: &mut Text<'_>) {
    text.ascii(match change {
        Change::Add(_) => ";  add ",
        Change::Remove(_) => ";  remove ",
        Change::RemoveAll(_) => ";  remove all ",
    });
    change.record().show_in(Profile::Unicast, text);
    text.push(b'\n');
}

/// The TLVs as a section of the message.
impl fmt::Display for Dso<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}

/// The changes of a PUSH TLV; see [`Raw::changes`].
///
/// ```
/// use dnswire::Message;
/// use dnswire::dso::{Push, Writer};
///
/// let mut buffer = [0; 64];
/// let mut writer = Writer::unidirectional(&mut buffer)?;
/// writer.push(&Push { change_notifications: b"\0\0\x01" })?; // a record that is cut
/// let message = Message::parse(writer.finish())?;
/// let mut changes = message.dso().unwrap().primary().unwrap().changes();
/// assert!(changes.next().unwrap().is_err() && changes.next().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    left: Wire<'a>,
    index: u16,
}

impl<'a> Raw<'a, DsoType> {
    /// The changes in a PUSH TLV ([RFC 8765 section 6.3.1]); none in other TLVs.
    ///
    /// A record that cannot be read is an error, and the last item.
    ///
    /// [RFC 8765 section 6.3.1]: https://www.rfc-editor.org/rfc/rfc8765#section-6.3.1
    #[must_use]
    pub fn changes(self) -> Changes<'a> {
        let window = self.window();
        let left = if self.code == DsoType::PUSH { window } else { window.skip(window.len()) };
        Changes { left, index: 0 }
    }
}

impl<'a> Iterator for Changes<'a> {
    type Item = Result<Change<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left.is_empty() {
            return None;
        }
        let i = self.left;
        match entry::pass(i, Section::Answer, &mut Pointers::follow_all()) {
            Ok(left) => {
                let (_, record) = entry::checked_record(i, Section::Answer, self.index)?;
                self.left = left;
                self.index = self.index.wrapping_add(1);
                Some(Ok(Change::of(record)))
            }
            Err(fault) => {
                self.left = i.skip(i.len());
                let end = i.offset().wrapping_add(i.len());
                let error = Error::of_entry(fault, end, Section::Answer, self.index);
                Some(Err(error.in_tlv(DsoType::PUSH)))
            }
        }
    }
}
