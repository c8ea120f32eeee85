//! The entries of an update ([RFC 2136]).
//!
//! [RFC 2136]: https://www.rfc-editor.org/rfc/rfc2136

use super::Full;
use super::builder::Builder;
use super::compression::Compression;
use super::room::Room;
use super::section::{InAnswer, InAuthority, InQuestion};
use crate::header::Flags;
use crate::name::Name;
use crate::rdata::{Data, Type};
use crate::registry::{Class, Opcode};

impl<'b> Builder<'b, InQuestion> {
    /// An update of a zone ([RFC 2136 section 2]).
    ///
    /// Prerequisites are pushed in [`answer`](Builder::answer): `require_` and `forbid_`; changes
    /// in [`authority`](Builder::authority): [`push`](Builder::push) to add, and `delete_`.
    ///
    /// ```
    /// use dnswire::rdata::A;
    /// use dnswire::{Builder, Class, Compression, NameBuf, Type};
    ///
    /// let (zone, host): (NameBuf, NameBuf) = ("example.".parse()?, "www.example.".parse()?);
    /// let (mut octets, mut compression) = ([0; 512], Compression::new());
    /// let builder = Builder::update(&mut octets, &mut compression, 7, &zone, Class::IN)?;
    /// let mut builder = builder.answer();
    /// builder.require_name(&host);
    /// let mut builder = builder.authority();
    /// builder.delete_rrset(&host, Type::A);
    /// builder.push(&host, 300, Class::IN, &A { address: [192, 0, 2, 1].into() });
    /// let octets = builder.finish();
    /// # assert_eq!(dnswire::Message::parse(octets)?.records().count(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [RFC 2136 section 2]: https://www.rfc-editor.org/rfc/rfc2136#section-2
    pub fn update<'n>(
        room: impl Into<Room<'b>>,
        compression: &'b mut Compression,
        id: u16,
        zone: impl Into<Name<'n>>,
        class: Class,
    ) -> Result<Self, Full> {
        let mut builder = Builder::query(room, compression, id, zone, Type::SOA, class)?;
        builder.set_flags(Flags(0).with_opcode(Opcode::UPDATE));
        Ok(builder)
    }
}

/// Prerequisites of an update ([RFC 2136 section 2.4]).
///
/// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
impl Builder<'_, InAnswer> {
    /// There must be an RRset with this owner and type, whatever it holds.
    pub fn require_rrset<'n>(&mut self, owner: impl Into<Name<'n>>, rtype: Type) -> bool {
        self.push_raw(owner, 0, Class::ANY, rtype, &[])
    }

    /// There must be an RRset of this owner, type and class that holds this record and those that
    /// are pushed with the same owner and type, and no others.
    pub fn require_record<'n, 'd>(
        &mut self,
        owner: impl Into<Name<'n>>,
        class: Class,
        data: &impl Data<'d>,
    ) -> bool {
        self.push(owner, 0, class, data)
    }

    /// There must be no RRset with this owner and type.
    pub fn forbid_rrset<'n>(&mut self, owner: impl Into<Name<'n>>, rtype: Type) -> bool {
        self.push_raw(owner, 0, Class::NONE, rtype, &[])
    }

    /// There must be a record of some type with this owner.
    pub fn require_name<'n>(&mut self, owner: impl Into<Name<'n>>) -> bool {
        self.require_rrset(owner, Type::ANY)
    }

    /// There must be no record with this owner.
    pub fn forbid_name<'n>(&mut self, owner: impl Into<Name<'n>>) -> bool {
        self.forbid_rrset(owner, Type::ANY)
    }
}

/// Changes of an update ([RFC 2136 section 2.5]); [`push`](Builder::push) adds records.
///
/// [RFC 2136 section 2.5]: https://www.rfc-editor.org/rfc/rfc2136#section-2.5
impl Builder<'_, InAuthority> {
    /// Deletes all records with this owner and type.
    pub fn delete_rrset<'n>(&mut self, owner: impl Into<Name<'n>>, rtype: Type) -> bool {
        self.push_raw(owner, 0, Class::ANY, rtype, &[])
    }

    /// Deletes all records with this owner.
    pub fn delete_name<'n>(&mut self, owner: impl Into<Name<'n>>) -> bool {
        self.delete_rrset(owner, Type::ANY)
    }

    /// Deletes one record.
    pub fn delete_record<'n, 'd>(
        &mut self,
        owner: impl Into<Name<'n>>,
        data: &impl Data<'d>,
    ) -> bool {
        self.push(owner, 0, Class::NONE, data)
    }
}
