//! Records, from wherever they come.

use super::builder::Builder;
use super::composer::{Head, covered};
use super::pen::Pen;
use super::section::RecordSection;
use super::{Form, Full, NamePolicy, Output, Plain};
use crate::name::{Direct, Name};
use crate::rdata::table::{ForData, ForType};
use crate::rdata::{Data, Rdata, Type, for_type};
use crate::record::Record;
use crate::registry::Class;
use crate::wire::whole;

impl<S: RecordSection> Builder<'_, S> {
    /// Pushes a record with typed RDATA; whether it is in the message.
    ///
    /// It is not when it does not fit, or when something before it did not. RDATA with a text or
    /// list that is too long for its length field does not fit anywhere. `ttl` is in seconds.
    #[inline]
    pub fn push<'n, 'd, T: Data<'d>>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        data: &T,
    ) -> bool {
        let head =
            Head { owner: owner.into(), ttl, class, rtype: T::TYPE, covered: covered_by(data) };
        self.put(&head, |pen| {
            pen.begin_rdata(T::POLICY);
            data.compose(pen)
        })
    }

    /// Pushes a record with RDATA of any type; whether it is in the message.
    ///
    /// Unknown and malformed RDATA is written as it stands.
    pub fn push_rdata<'n>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        rdata: &Rdata<'_>,
    ) -> bool {
        let rtype = rdata.rtype();
        let covered = if rtype == Type::RRSIG { rdata.for_data(Covered) } else { Type(0) };
        let head = Head { owner: owner.into(), ttl, class, rtype, covered };
        self.put(&head, |pen| rdata.for_data(Begin(pen)))
    }

    /// Pushes a record whose RDATA is these octets; whether it is in the message.
    ///
    /// They are written as they stand, so names in them must not be compressed.
    pub fn push_raw<'n>(
        &mut self,
        owner: impl Into<Name<'n>>,
        ttl: u32,
        class: Class,
        rtype: Type,
        rdata: &[u8],
    ) -> bool {
        let head = Head { owner: owner.into(), ttl, class, rtype, covered: covered(rtype, rdata) };
        self.put(&head, |pen| pen.octets(rdata))
    }

    /// Pushes a record of another message; whether it is in this one.
    ///
    /// Names are decompressed and compressed anew. RDATA that is unknown or malformed is copied as
    /// it stands; what a pointer in it leads to is not the same then.
    ///
    /// ```
    /// use dnswire::{Builder, Compression, Message};
    /// # let octets = dnswire::samples::MX;
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
    /// Malformed RDATA is copied as it stands. A compression pointer in it then leads to other
    /// octets than before, so that the copy can read as something: leave such records out
    /// ([`Record::malformed`]) where that matters.
    pub fn push_record(&mut self, record: &Record<'_>) -> bool {
        let &Record { ttl, rtype, class, .. } = record;
        let covered = covered(rtype, record.rdata_octets());
        let head = Head { owner: record.owner(), ttl, class, rtype, covered };
        self.put(&head, |pen| match (rtype, class) {
            (Type::A, Class::IN) | (Type::AAAA | Type::TXT, _) => pen.octets(record.rdata_octets()),
            _ => for_type(rtype, class, Copy { record, pen }),
        })
    }

    /// Pushes records of another message; whether all of them are in this one.
    pub fn push_records<'m>(&mut self, records: impl IntoIterator<Item = Record<'m>>) -> bool {
        let mut all = true;
        for record in records {
            all &= self.push_record(&record);
        }
        all
    }
}

/// The type that a signature covers.
struct Covered;

impl<'a> ForData<'a> for Covered {
    type Out = Type;

    #[inline]
    fn with<T: Data<'a>>(self, data: &T) -> Type {
        covered_by(data)
    }

    fn opaque(self, _: &'a [u8]) -> Type {
        Type(0)
    }
}

#[inline]
fn covered_by<'a, T: Data<'a>>(data: &T) -> Type {
    if T::TYPE != Type::RRSIG {
        return Type(0);
    }
    let mut first = Type(0);
    let policy = NamePolicy::VERBATIM;
    let written = data.compose(&mut Plain::new(Form::Uncompressed, policy, |octets| {
        // The first field is the type, in a piece of its own.
        first = covered(Type::RRSIG, octets);
        Err(Full)
    }));
    if written.is_err() { first } else { Type(0) }
}

/// Writes RDATA under the policy of its type.
struct Begin<'p, 'm>(&'p mut Pen<'m>);

impl<'a> ForData<'a> for Begin<'_, '_> {
    type Out = Result<(), Full>;

    fn with<T: Data<'a>>(self, data: &T) -> Result<(), Full> {
        self.0.begin_rdata(T::POLICY);
        data.compose(self.0)
    }

    fn opaque(self, octets: &'a [u8]) -> Result<(), Full> {
        self.0.begin_rdata(NamePolicy::VERBATIM);
        self.0.octets(octets)
    }
}

/// Writes the RDATA of a record.
struct Copy<'r, 'a, 'p, 'm> {
    record: &'r Record<'a>,
    pen: &'p mut Pen<'m>,
}

impl<'a> ForType<'a> for Copy<'_, 'a, '_, '_> {
    type Out = Result<(), Full>;

    fn known<T: Data<'a>>(self) -> Result<(), Full> {
        let window = self.record.window();
        self.pen.begin_rdata(T::POLICY);
        match whole(window, T::parse(window, &mut Direct)) {
            Ok(data) => data.compose(self.pen),
            Err(_) => self.unknown(),
        }
    }

    fn unknown(self) -> Result<(), Full> {
        self.pen.octets(self.record.rdata_octets())
    }
}
