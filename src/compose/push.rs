//! Records, from wherever they come.

use super::builder::Builder;
use super::composer::Head;
use super::pen::Pen;
use super::section::RecordSection;
use super::{Full, NamePolicy, Output};
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
        let head = Head { owner: owner.into(), ttl, class, rtype: T::TYPE };
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
        let head = Head { owner: owner.into(), ttl, class, rtype: rdata.rtype() };
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
        let head = Head { owner: owner.into(), ttl, class, rtype };
        self.put(&head, |pen| pen.octets(rdata))
    }

    /// Pushes a record of another message; whether it is in this one.
    ///
    /// Names are decompressed and compressed anew. RDATA that is unknown or malformed is copied as
    /// it stands.
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
    pub fn push_record(&mut self, record: &Record<'_>) -> bool {
        let &Record { ttl, rtype, class, .. } = record;
        let head = Head { owner: record.owner(), ttl, class, rtype };
        self.put(&head, |pen| match rtype {
            Type::A | Type::AAAA | Type::TXT => pen.octets(record.rdata_octets()),
            _ => for_type(rtype, class, Copy { record, pen }),
        })
    }

    /// Pushes records of another message; whether all of them are in this one.
    pub fn push_records<'m>(&mut self, records: impl IntoIterator<Item = Record<'m>>) -> bool {
        records.into_iter().fold(true, |all, record| self.push_record(&record) && all)
    }
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
