//! Pushes records made from values, from octets and from other messages.

use super::builder::Builder;
use super::composer::{Head, covered};
use super::section::RecordSection;
use super::writer::Writer;
use crate::layout::{DoesNotFit, Output, Value, copy, write};
use crate::message::Record;
use crate::name::Name;
use crate::rdata::{Data, Rdata};
use crate::registry::{Class, NamePolicy, Type};

impl<S: RecordSection> Builder<'_, S> {
    /// Pushes a record with typed RDATA; returns `true` if it is in the message.
    ///
    /// A record is left out when it, or an entry before it, does not fit. RDATA with a text that is
    /// too long for its length field never fits. `ttl` is in seconds.
    #[inline]
    pub fn push<'n, 'd, T: Data<'d>>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        data: &T,
    ) -> bool {
        let values = data.values();
        let values = values.as_slice();
        let covered = covered_by(T::TYPE, values);
        let head = Head { owner: owner.into(), ttl, class, rtype: T::TYPE, covered };
        self.put(&head, |out| {
            out.begin_rdata(T::POLICY);
            write(T::LAYOUT, values, out)
        })
    }

    /// Pushes a record with RDATA of any type; returns `true` if it is in the message.
    ///
    /// Unknown and malformed RDATA is written unchanged.
    pub fn push_rdata<'n>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        rdata: &Rdata<'_>,
    ) -> bool {
        let (rtype, parts) = (rdata.rtype(), rdata.parts());
        let covered = match &parts {
            Ok((_, values)) => covered_by(rtype, values.as_slice()),
            Err(_) => Type(0),
        };
        let head = Head { owner: owner.into(), ttl, class, rtype, covered };
        self.put(&head, |out| match &parts {
            Ok((known, values)) => {
                out.begin_rdata(known.policy);
                write(known.layout, values.as_slice(), out)
            }
            Err(octets) => {
                out.begin_rdata(NamePolicy::VERBATIM);
                out.octets(octets)
            }
        })
    }

    /// Pushes a record with the octets of its RDATA; returns `true` if it is in the message.
    ///
    /// The octets are written unchanged, so names in them must not be compressed.
    pub fn push_raw<'n>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        rtype: Type,
        rdata: &[u8],
    ) -> bool {
        let head = Head { owner: owner.into(), ttl, class, rtype, covered: covered(rtype, rdata) };
        self.put(&head, |out| out.octets(rdata))
    }

    /// Pushes a record of another message; returns `true` if it is in this message.
    ///
    /// Names are decompressed and compressed again. Unknown RDATA is copied unchanged.
    ///
    /// ```
    /// use dnswire::{Builder, Compression, Message};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let message = Message::parse(octets)?;
    /// let (mut copy, mut compression) = ([0; 512], Compression::new());
    /// let mut builder = Builder::new(&mut copy, &mut compression)?.answer();
    /// for record in message.answers() {
    ///     builder.push_record(&record);
    /// }
    /// let copy = Message::parse(builder.finish())?;
    /// assert!(copy.answers().map(|record| record.to_string()).eq([
    ///     "example. 300 IN MX 20 backup.example.",
    ///     "example. 300 IN MX 10 mail.example.",
    /// ]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Malformed RDATA is copied unchanged. A compression pointer in it then leads to other octets
    /// than before, so the copy can have another meaning; if that matters, leave such records out
    /// ([`Record::malformed`]).
    pub fn push_record(&mut self, record: &Record<'_>) -> bool {
        let &Record { ttl, rtype, class, .. } = record;
        let covered = covered(rtype, record.rdata_octets());
        let head = Head { owner: record.owner(), ttl, class, rtype, covered };
        self.put(&head, |out| copy_rdata(record, out))
    }

    /// Pushes records of another message; returns `true` if all of them are in this message.
    pub fn push_records<'m>(&mut self, records: impl IntoIterator<Item = Record<'m>>) -> bool {
        let mut all = true;
        for record in records {
            all &= self.push_record(&record);
        }
        all
    }
}

/// The type that an RRSIG record with these values covers; type 0 for other types.
fn covered_by(rtype: Type, values: &[Value<'_>]) -> Type {
    match values {
        [Value::Number(covered), ..] if rtype == Type::RRSIG => {
            Type(u16::try_from(*covered).unwrap_or(0))
        }
        _ => Type(0),
    }
}

/// Copies the RDATA of a record; RDATA without a known layout or malformed RDATA is unchanged.
fn copy_rdata(record: &Record<'_>, out: &mut Writer<'_>) -> Result<(), DoesNotFit> {
    let octets = record.rdata_octets();
    match record.layout() {
        Some(known) if known.layout.has_names() => {
            out.begin_rdata(known.policy);
            match copy(known.layout, record.window(), out) {
                Ok(written) => written,
                Err(_) => out.octets(octets),
            }
        }
        _ => out.octets(octets),
    }
}
