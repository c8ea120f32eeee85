//! Composes a message, entry by entry.

use core::fmt;

use super::buffer::Buffer;
use super::compression::Compression;
use super::writer::{FIXED, Writer};
use crate::error::Section;
use crate::layout::DoesNotFit;
use crate::message::Flags;
use crate::message::header::HEADER;
use crate::name::Name;
use crate::registry::NamePolicy;
use crate::registry::{Class, Type};
use crate::wire::MAX_MESSAGE;

/// The names that are compressed ([RFC 1035 section 4.1.4]).
///
/// ```
/// use dnswire::compose::Compress;
/// use dnswire::{Builder, Compression, RecordBuf};
///
/// let record: RecordBuf = "example. 60 NS a.example.".parse()?;
/// let len = |compress| {
///     let mut octets = Vec::new();
///     let mut compression = Compression::new();
///     let mut builder = Builder::new(&mut octets, &mut compression).unwrap().answer();
///     builder.set_compress(compress);
///     builder.push_record(&record);
///     builder.finish().len()
/// };
/// assert_eq!(len(Compress::Never) - len(Compress::Standard), b"\x07example\0".len() - 2);
/// # Ok::<(), dnswire::TextError>(())
/// ```
///
/// [RFC 1035 section 4.1.4]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Compress {
    /// No names.
    Never,
    /// QNAMEs, owner names, and names in RDATA of types with [`NamePolicy::compress`], which are
    /// the types of RFC 1035 ([RFC 3597 section 4]).
    ///
    /// [RFC 3597 section 4]: https://www.rfc-editor.org/rfc/rfc3597#section-4
    #[default]
    Standard,
    /// As [`Compress::Standard`], and names in RDATA of types with [`NamePolicy::mdns`], as in
    /// multicast DNS ([RFC 6762 section 18.14]).
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

/// The fields before the RDATA of a record.
#[derive(Clone, Copy)]
pub(super) struct Head<'n> {
    pub(super) owner: Name<'n>,
    pub(super) ttl: u32,
    pub(super) class: Class,
    pub(super) rtype: Type,
    /// The type that an RRSIG record covers; type 0 for other types.
    pub(super) covered: Type,
}

impl Head<'_> {
    /// Returns `true` if a record with the same owner belongs to an RRset of this type and class.
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

/// A run of records with one owner, class and type, with the signatures over them.
struct Rrset<'m> {
    start: usize,
    records: u16,
    owner: Name<'m>,
    rtype: Type,
    class: Class,
}

/// The last RRset of a message, whose records start at `at`.
fn last_rrset(message: &[u8], mut at: usize) -> Option<Rrset<'_>> {
    let mut last: Option<Rrset<'_>> = None;
    while at < message.len() {
        let owner = Name::at(message, at);
        let (fixed, rdata) = message.get(owner.end().0..)?.split_at_checked(FIXED)?;
        let &[a, b, c, d, .., i, j] = fixed else { return None };
        let (rtype, class) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let (rtype, class) = (Type(rtype), Class(class));
        let (rdata, rest) = rdata.split_at_checked(u16::from_be_bytes([i, j]).into())?;
        let head = Head { owner, ttl: 0, class, rtype, covered: covered(rtype, rdata) };
        match &mut last {
            Some(rrset) if head.is_of(rrset.rtype, rrset.class) && rrset.owner == owner => {
                rrset.records = rrset.records.wrapping_add(1);
            }
            _ => last = Some(Rrset { start: at, records: 1, owner, rtype, class }),
        }
        at = message.len().wrapping_sub(rest.len());
    }
    last
}

/// The message that a [`Builder`](super::Builder) writes to.
///
/// An entry that does not fit does not change the message.
pub(super) struct Composer<'b> {
    buffer: Buffer<'b>,
    /// The offset of the message in the buffer.
    base: usize,
    compression: &'b mut Compression,
    len: usize,
    counts: [u16; 4],
    /// The largest length of the message, in octets.
    limit: usize,
    /// The number of these octets that are kept free.
    pub(super) reserved: usize,
    pub(super) compress: Compress,
    pub(super) id: u16,
    pub(super) flags: Flags,
    /// The offset of the owner name of the last record, or of the QNAME; 0 if not known.
    last_owner: usize,
}

impl<'b> Composer<'b> {
    /// A message with a header.
    #[inline]
    pub(super) fn new(
        buffer: Buffer<'b>,
        compression: &'b mut Compression,
    ) -> Result<Self, DoesNotFit> {
        compression.clear();
        let base = buffer.base();
        // Before the composer is made: borrowing it here would cost a copy of it.
        let buffer =
            if buffer.len(base) < HEADER { Self::make_room(buffer, base)? } else { buffer };
        Ok(Composer {
            base,
            limit: buffer.most(),
            buffer,
            compression,
            len: HEADER,
            counts: [0; 4],
            reserved: 0,
            compress: Compress::Standard,
            id: 0,
            flags: Flags(0),
            last_owner: 0,
        })
    }

    /// Grows the buffer until a header fits.
    #[cold]
    fn make_room(mut buffer: Buffer<'b>, base: usize) -> Result<Buffer<'b>, DoesNotFit> {
        while buffer.len(base) < HEADER {
            if !buffer.grow(base, MAX_MESSAGE) {
                return Err(DoesNotFit);
            }
        }
        Ok(buffer)
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit.max(HEADER).min(self.buffer.most());
    }

    /// The largest length of the message, in octets.
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
    ) -> Result<(), DoesNotFit> {
        self.write(Section::Question, |out, _| {
            let start = out.owner(name, 0)?;
            let ([a, b], [c, d]) = (qtype.0.to_be_bytes(), qclass.0.to_be_bytes());
            out.array([a, b, c, d])?;
            Ok(start)
        })
    }

    /// Appends a record; `rdata` begins and writes its RDATA.
    #[inline]
    pub(super) fn record(
        &mut self,
        section: Section,
        head: &Head<'_>,
        rdata: impl Fn(&mut Writer<'_>) -> Result<(), DoesNotFit>,
    ) -> Result<(), DoesNotFit> {
        self.write(section, |out, last_owner| {
            let owner = out.owner(head.owner, last_owner)?;
            let fixed = out.len;
            out.len = fixed.wrapping_add(FIXED);
            rdata(out)?;
            out.fixed(fixed, head)?;
            Ok(owner)
        })
    }

    /// Appends an entry; grows the buffer if the entry does not fit and the buffer can grow.
    #[inline]
    fn write(
        &mut self,
        section: Section,
        entry: impl Fn(&mut Writer<'_>, usize) -> Result<usize, DoesNotFit>,
    ) -> Result<(), DoesNotFit> {
        let limit = self.limit.saturating_sub(self.reserved);
        loop {
            let buffer = self.buffer.octets(self.base, limit);
            let mut out = Writer::new(buffer, self.len, self.compression, self.compress);
            if let Ok(owner) = entry(&mut out, self.last_owner) {
                self.len = out.len;
                self.last_owner = owner;
                let count = self.count(section);
                *count = count.wrapping_add(1);
                return Ok(());
            }
            self.compression.truncate(self.len);
            if !self.buffer.grow(self.base, limit) {
                return Err(DoesNotFit);
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

    /// The number of answers.
    pub(super) fn answers(&self) -> u16 {
        Section::Answer.of(self.counts)
    }

    /// Removes the last RRset if a record that does not fit belongs to it; the records of `section`
    /// start at `from`.
    pub(super) fn take_back(&mut self, section: Section, from: usize, head: &Head<'_>) {
        let Some(rrset) = last_rrset(self.written(), from) else { return };
        if !head.is_of(rrset.rtype, rrset.class) || rrset.owner != head.owner {
            return;
        }
        let (start, records) = (rrset.start, rrset.records);
        let count = self.count(section);
        *count = count.wrapping_sub(records);
        (self.len, self.last_owner) = (start, 0);
        self.compression.truncate(start);
    }

    /// Writes the header and returns the octets of the message so far.
    pub(super) fn octets(&mut self) -> &mut [u8] {
        let octets = self.buffer.octets(self.base, self.len);
        let [question, answer, authority, additional] = self.counts;
        let header = [self.id, self.flags.0, question, answer, authority, additional];
        if let Some(place) = octets.first_chunk_mut::<HEADER>() {
            place.copy_from_slice(header.map(u16::to_be_bytes).as_flattened());
        }
        octets
    }

    /// The octets of the message so far; the header is not up to date.
    #[inline]
    pub(super) fn written(&mut self) -> &[u8] {
        self.buffer.octets(self.base, self.len)
    }

    /// Ends the message; returns its octets, without those that a vector held before it.
    #[inline]
    pub(super) fn finish(&mut self) -> &'b mut [u8] {
        self.octets();
        let buffer = core::mem::replace(&mut self.buffer, Buffer::none());
        buffer.into_octets(self.base, self.len)
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

/// Leaves the header and the written entries in a vector.
impl Drop for Composer<'_> {
    fn drop(&mut self) {
        self.octets();
        self.buffer.cut(self.base, self.len);
    }
}
