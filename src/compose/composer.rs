//! Puts a message together entry by entry.

use core::fmt;

use super::compression::Compression;
use super::pen::Pen;
use super::room::Room;
use super::{Full, NamePolicy};
use crate::error::Section;
use crate::header::{Flags, HEADER};
use crate::name::Name;
use crate::rdata::Type;
use crate::registry::Class;
use crate::wire::MAX_MESSAGE;

/// Which names are compressed ([RFC 1035 section 4.1.4]).
///
/// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Compress {
    /// None.
    Never,
    /// QNAMEs, owner names, and the names in RDATA for which [`NamePolicy::compress`] says so:
    /// those of the types of RFC 1035 ([RFC 3597 section 4]).
    ///
    /// [RFC 3597 section 4]: https://www.rfc-editor.org/rfc/rfc3597#section-4
    #[default]
    Standard,
    /// As in multicast DNS, where those of [`NamePolicy::mdns`] are compressed too
    /// ([RFC 6762 section 18.14]).
    ///
    /// [RFC 6762 section 18.14]: https://www.rfc-editor.org/rfc/rfc6762#section-18.14
    Multicast,
}

impl Compress {
    #[inline]
    pub(super) fn rdata(self, policy: NamePolicy) -> bool {
        match self {
            Compress::Never => false,
            Compress::Standard => policy.compress,
            Compress::Multicast => policy.compress || policy.mdns,
        }
    }
}

/// What stands before the RDATA of a record.
#[derive(Clone, Copy)]
pub(super) struct Head<'n> {
    pub(super) owner: Name<'n>,
    pub(super) ttl: u32,
    pub(super) class: Class,
    pub(super) rtype: Type,
    /// The type that an RRSIG record covers.
    pub(super) covered: Type,
}

impl Head<'_> {
    /// Whether the record belongs to an RRset of this type and class, if the owner is the same.
    #[inline]
    pub(super) fn is_of(&self, rtype: Type, class: Class) -> bool {
        self.class == class
            && (self.rtype == rtype || self.rtype == Type::RRSIG && self.covered == rtype)
    }
}

/// The type that an RRSIG record covers; type 0 for RDATA of other types.
#[inline]
pub(super) fn covered(rtype: Type, rdata: &[u8]) -> Type {
    match (rtype, rdata) {
        (Type::RRSIG, [high, low, ..]) => Type(u16::from_be_bytes([*high, *low])),
        _ => Type(0),
    }
}

/// A place in a message to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) len: usize,
    counts: [u16; 4],
}

/// A message in the making: what [`Builder`](super::Builder) writes to.
///
/// An entry that does not fit leaves nothing behind.
pub(super) struct Composer<'b> {
    room: Room<'b>,
    /// Where the message starts in the room.
    base: usize,
    compression: &'b mut Compression,
    len: usize,
    counts: [u16; 4],
    /// The most octets of the message.
    limit: usize,
    /// Those of them that are kept free.
    pub(super) reserved: usize,
    pub(super) compress: Compress,
    pub(super) id: u16,
    pub(super) flags: Flags,
    /// Where the owner name of the last record, or the QNAME, stands; 0 when that is not known.
    last_owner: usize,
}

impl<'b> Composer<'b> {
    /// A message with a header.
    pub(super) fn new(room: Room<'b>, compression: &'b mut Compression) -> Result<Self, Full> {
        compression.clear();
        let mut composer = Composer {
            base: room.base(),
            room,
            compression,
            len: HEADER,
            counts: [0; 4],
            limit: MAX_MESSAGE,
            reserved: 0,
            compress: Compress::Standard,
            id: 0,
            flags: Flags(0),
            last_owner: 0,
        };
        while composer.room.octets(composer.base, MAX_MESSAGE).len() < HEADER {
            if !composer.room.grow(composer.base, MAX_MESSAGE) {
                return Err(Full);
            }
        }
        Ok(composer)
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit.clamp(HEADER, MAX_MESSAGE);
    }

    /// The most octets that the message can have.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn question(
        &mut self,
        name: Name<'_>,
        qtype: Type,
        qclass: Class,
    ) -> Result<(), Full> {
        self.write(Section::Question, |pen, _| {
            let start = pen.owner(name, 0)?;
            pen.array(qtype.0.to_be_bytes())?;
            pen.array(qclass.0.to_be_bytes())?;
            Ok(start)
        })
    }

    /// Appends a record; `rdata` begins and writes its RDATA.
    #[inline]
    pub(super) fn record(
        &mut self,
        section: Section,
        head: &Head<'_>,
        rdata: impl Fn(&mut Pen<'_>) -> Result<(), Full>,
    ) -> Result<(), Full> {
        self.write(section, |pen, last_owner| {
            let owner = pen.owner(head.owner, last_owner)?;
            pen.fixed(head)?;
            let start = pen.len;
            rdata(pen)?;
            let rdlength = u16::try_from(pen.len - start).map_err(|_| Full)?;
            pen.set_u16(start - 2, rdlength)?;
            Ok(owner)
        })
    }

    /// Appends an entry; makes more room for it where that can be had.
    #[inline]
    fn write(
        &mut self,
        section: Section,
        entry: impl Fn(&mut Pen<'_>, usize) -> Result<usize, Full>,
    ) -> Result<(), Full> {
        let limit = self.limit.saturating_sub(self.reserved);
        loop {
            let room = self.room.octets(self.base, limit);
            let mut pen = Pen::new(room, self.len, self.compression, self.compress);
            if let Ok(owner) = entry(&mut pen, self.last_owner) {
                self.len = pen.len;
                self.last_owner = owner;
                *self.count(section) += 1;
                return Ok(());
            }
            self.compression.truncate(self.len);
            if !self.room.grow(self.base, limit) {
                return Err(Full);
            }
        }
    }

    #[inline]
    fn count(&mut self, section: Section) -> &mut u16 {
        let [question, answer, authority, additional] = &mut self.counts;
        match section {
            Section::Question => question,
            Section::Answer => answer,
            Section::Authority => authority,
            Section::Additional => additional,
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { len: self.len, counts: self.counts }
    }

    /// Takes back all that was written since.
    #[cold]
    pub(super) fn roll_back(&mut self, mark: Mark) {
        (self.len, self.counts, self.last_owner) = (mark.len, mark.counts, 0);
        self.compression.truncate(mark.len);
    }

    /// Where the owner name of the last record stands.
    #[inline]
    pub(super) fn last_owner(&self) -> usize {
        self.last_owner
    }

    /// Whether `name` is the name that was written at `at`; the case of letters does not count.
    #[cold]
    pub(super) fn is_name(&mut self, at: usize, name: Name<'_>) -> bool {
        at != 0 && Name::at(self.written(), at) == name
    }

    /// The octets written so far, with the header that belongs to them.
    pub(super) fn octets(&mut self) -> &mut [u8] {
        let octets = self.room.octets(self.base, self.len);
        let [question, answer, authority, additional] = self.counts;
        let header = [self.id, self.flags.0, question, answer, authority, additional];
        for (place, number) in octets.chunks_exact_mut(2).zip(header) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        octets
    }

    /// The octets of the room up to the end of the message; those of the header are not up to date.
    #[inline]
    pub(super) fn written(&mut self) -> &[u8] {
        self.room.octets(self.base, self.len)
    }

    /// Ends the message; its octets, without those that were in a vector before.
    pub(super) fn finish(mut self) -> &'b mut [u8] {
        self.octets();
        let room = core::mem::replace(&mut self.room, Room::none());
        room.into_octets(self.base, self.len)
    }
}

impl fmt::Debug for Composer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Composer")
            .field("len", &self.len)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

/// A vector keeps the entries that were written.
impl Drop for Composer<'_> {
    fn drop(&mut self) {
        self.octets();
        self.room.cut(self.base, self.len);
    }
}
