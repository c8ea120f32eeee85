//! The entries of an update ([RFC 2136]).
//!
//! [RFC 2136]: https://www.rfc-editor.org/rfc/rfc2136

use super::buffer::Buffer;
use super::builder::Builder;
use super::compression::Compression;
use super::section::{InAnswer, InAuthority, InQuestion};
use crate::layout::DoesNotFit;
use crate::message::Flags;
use crate::name::Name;
use crate::rdata::Data;
use crate::registry::{Class, Opcode, Type};

impl<'b> Builder<'b, InQuestion> {
    /// An update of a zone ([RFC 2136 section 2]).
    ///
    /// Push prerequisites in [`answer`](Builder::answer) with the `require_` and `forbid_` methods.
    /// Push changes in [`authority`](Builder::authority) with [`push`](Builder::push), which adds
    /// records, and the `delete_` methods. Fails as [`Builder::new`] does.
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
        buffer: impl Into<Buffer<'b>>,
        compression: &'b mut Compression,
        id: u16,
        zone: impl Into<Name<'n>>,
        class: Class,
    ) -> Result<Self, DoesNotFit> {
        let mut builder = Builder::query(buffer, compression, id, zone, Type::SOA, class)?;
        builder.set_flags(Flags(0).with_opcode(Opcode::UPDATE));
        Ok(builder)
    }
}

/// Prerequisites of an update ([RFC 2136 section 2.4]). Each method returns `true` if the entry is
/// in the message.
///
/// [RFC 2136 section 2.4]: https://www.rfc-editor.org/rfc/rfc2136#section-2.4
impl Builder<'_, InAnswer> {
    /// Requires an RRset with this owner and type, of any RDATA.
    pub fn require_rrset<'n>(&mut self, owner: impl Into<Name<'n>>, rtype: Type) -> bool {
        self.push_raw(owner, 0, Class::ANY, rtype, &[])
    }

    /// Requires an RRset of this owner, type and class with exactly these records: this one and
    /// the others that are pushed with the same owner and type.
    pub fn require_record<'n, 'd>(
        &mut self,
        owner: impl Into<Name<'n>>,
        class: Class,
        data: &impl Data<'d>,
    ) -> bool {
        self.push(owner, 0, class, data)
    }

    /// Requires that no RRset has this owner and type.
    pub fn forbid_rrset<'n>(&mut self, owner: impl Into<Name<'n>>, rtype: Type) -> bool {
        self.push_raw(owner, 0, Class::NONE, rtype, &[])
    }

    /// Requires a record of any type with this owner.
    pub fn require_name<'n>(&mut self, owner: impl Into<Name<'n>>) -> bool {
        self.require_rrset(owner, Type::ANY)
    }

    /// Requires that no record has this owner.
    pub fn forbid_name<'n>(&mut self, owner: impl Into<Name<'n>>) -> bool {
        self.forbid_rrset(owner, Type::ANY)
    }
}

/// Changes of an update ([RFC 2136 section 2.5]); [`push`](Builder::push) adds records. Each method
/// returns `true` if the entry is in the message.
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
