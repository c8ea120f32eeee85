//! Pushes records made from values, from octets and from other messages.

use super::builder::{Builder, WrongClass};
use super::composer::{Head, covered};
use super::section::RecordSection;
use super::writer::Writer;
use crate::layout::{DoesNotFit, Output, Value, copy};
use crate::message::Record;
use crate::name::Name;
use crate::rdata::{Data, Rdata, TypeLayout, layout, write_fields};
use crate::registry::{Class, NamePolicy, Type};

impl<S: RecordSection> Builder<'_, S> {
    /// Pushes a record; returns `true` if it is in the message.
    ///
    /// `data` is a typed struct, [`Rdata`] or [`RdataBuf`](crate::RdataBuf). Unknown and malformed
    /// RDATA is written unchanged.
    ///
    /// A record is left out when it, or an entry before it, does not fit. RDATA with a text that is
    /// too long for its length field never fits. `ttl` is in seconds.
    ///
    /// A struct is refused when its type has another form, or none, in `class`: an [`A`] of class
    /// CH. TC is not set then, and [`Builder::refused`] tells the type and class. The class of an
    /// update's deletion and the top bit of multicast DNS are no reason.
    ///
    /// ```
    /// use dnswire::rdata::A;
    /// use dnswire::{Builder, Class, Compression, NameBuf};
    ///
    /// let (mut octets, mut compression) = ([0; 512], Compression::new());
    /// let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    /// assert!(!builder.push(&NameBuf::ROOT, 0, Class::CH, &A::new([192, 0, 2, 1].into())));
    /// let error = builder.refused().map(|refused| refused.to_string());
    /// assert_eq!(error.as_deref(), Some("the data is not that of type A in class CH"));
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    ///
    /// [`A`]: crate::rdata::A
    #[inline]
    pub fn push<'n, 'd, T: PushData<'d>>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        data: &T,
    ) -> bool {
        let (rtype, known) = data.to_push();
        if known.is_some_and(|known| !known.classes.has(class.without_top_bit()))
            && !class.is_of_update()
        {
            return self.refuse(WrongClass { rtype, class });
        }
        let policy = known.map_or(NamePolicy::VERBATIM, |known| known.policy);
        let covered = if rtype == Type::RRSIG { data.covered() } else { Type(0) };
        let head = Head { owner: owner.into(), ttl, class, rtype, covered };
        self.put(&head, |out| {
            out.begin_rdata(policy);
            data.write_to(out)
        })
    }

    /// Pushes a record with RDATA of any type; see [`Builder::push`].
    pub fn push_rdata<'n>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        rdata: &Rdata<'_>,
    ) -> bool {
        self.push(owner, ttl, class, rdata)
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

    /// Pushes a record of another message, or one that owns its octets; returns `true` if it is in
    /// this message.
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
    pub fn push_record<R: PushRecord + ?Sized>(&mut self, record: &R) -> bool {
        let (record, is_malformed) = record.to_push();
        let (rtype, class, ttl) = (record.rtype(), record.class(), record.ttl_field());
        let covered = covered(rtype, record.rdata_octets());
        let head = Head { owner: record.owner(), ttl, class, rtype, covered };
        self.put(&head, |out| {
            if is_malformed {
                return out.octets(record.rdata_octets());
            }
            copy_rdata(&record, out)
        })
    }

    /// Pushes records of another message, or records that own their octets; returns `true` if all
    /// of them are in this message.
    ///
    /// ```
    /// use dnswire::{Builder, Compression, Message, RecordBuf};
    ///
    /// let records: [RecordBuf; 2] =
    ///     ["example. 300 IN MX 10 mail.example.".parse()?, "example. 300 IN A 192.0.2.1".parse()?];
    /// let (mut octets, mut compression) = ([0; 512], Compression::new());
    /// let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    /// assert!(builder.push_records(&records));
    /// assert_eq!(Message::parse(builder.finish())?.answers().count(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn push_records<R: PushRecord>(&mut self, records: impl IntoIterator<Item = R>) -> bool {
        let mut all = true;
        for record in records {
            all &= self.push_record(&record);
        }
        all
    }
}

/// RDATA that [`Builder::push`] takes: the structs of [`rdata`](crate::rdata), [`Rdata`],
/// [`RdataBuf`](crate::RdataBuf). Only types of this crate implement it.
///
/// ```
/// use dnswire::{Builder, Class, Compression, Name, RdataBuf, rdata::A};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
/// assert!(builder.push(Name::ROOT, 60, Class::IN, &A::new([192, 0, 2, 1].into())));
/// assert!(builder.push(Name::ROOT, 60, Class::IN, &RdataBuf::txt(["hello"])?));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub trait PushData<'d> {
    /// The type, and the layout unless it has none.
    #[doc(hidden)]
    fn to_push(&self) -> (Type, Option<&'static TypeLayout>);

    /// The type that RRSIG data covers.
    #[doc(hidden)]
    fn covered(&self) -> Type;

    /// Writes the RDATA.
    #[doc(hidden)]
    fn write_to(&self, out: &mut Writer<'_>) -> Result<(), DoesNotFit>;
}

impl<'d, T: Data<'d>> PushData<'d> for T {
    #[inline]
    fn to_push(&self) -> (Type, Option<&'static TypeLayout>) {
        (T::TYPE, Some(const { &layout::<T>() }))
    }

    fn covered(&self) -> Type {
        covered_by(self.values().as_slice())
    }

    #[inline]
    fn write_to(&self, out: &mut Writer<'_>) -> Result<(), DoesNotFit> {
        write_fields(self, out)
    }
}

impl<'d> PushData<'d> for Rdata<'d> {
    #[inline]
    fn to_push(&self) -> (Type, Option<&'static TypeLayout>) {
        let known = self.known();
        (known.map_or_else(|| self.rtype(), |known| known.rtype), known)
    }

    fn covered(&self) -> Type {
        match self {
            Rdata::Rrsig(rrsig) => rrsig.type_covered,
            _ => Type(0),
        }
    }

    #[inline]
    fn write_to(&self, out: &mut Writer<'_>) -> Result<(), DoesNotFit> {
        self.write_fields(out)
    }
}

/// A record that [`Builder::push_record`] takes: [`Record`], [`RecordBuf`](crate::RecordBuf), or a
/// reference to one. Only types of this crate implement it.
///
/// ```
/// use dnswire::{Builder, Compression, Message, RecordBuf};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let kept: RecordBuf = "example. 60 A 192.0.2.1".parse()?;
/// let (mut copy, mut compression) = (Vec::new(), Compression::new());
/// let mut builder = Builder::new(&mut copy, &mut compression)?.answer();
/// assert!(builder.push_record(&kept));
/// assert!(builder.push_records(Message::parse(octets)?.answers()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait PushRecord {
    /// The record, and `true` if its RDATA is written unchanged.
    #[doc(hidden)]
    fn to_push(&self) -> (Record<'_>, bool);
}

impl PushRecord for Record<'_> {
    #[inline]
    fn to_push(&self) -> (Record<'_>, bool) {
        (*self, false)
    }
}

impl<R: PushRecord> PushRecord for &R {
    #[inline]
    fn to_push(&self) -> (Record<'_>, bool) {
        (**self).to_push()
    }
}

/// The type that an RRSIG record with these values covers.
fn covered_by(values: &[Value<'_>]) -> Type {
    match values {
        [Value::Number(covered), ..] => Type(u16::try_from(*covered).unwrap_or(0)),
        _ => Type(0),
    }
}

/// Copies the RDATA of a record; RDATA without a known layout or malformed RDATA is unchanged.
fn copy_rdata(record: &Record<'_>, out: &mut Writer<'_>) -> Result<(), DoesNotFit> {
    let octets = record.rdata_octets();
    match record.without_top_bit().layout() {
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
