//! Resource records ([RFC 1035 section 4.1.3]).
//!
//! [RFC 1035 section 4.1.3]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.3

use core::fmt;

use super::profile::Profile;
use crate::error::{Error, RecordPlace, Section};
use crate::layout::{self, FieldView, Raw};
use crate::name::{Name, Pointers};
use crate::rdata::{self, Data, Empty, Rdata, TypeLayout};
use crate::registry::{Class, NamePolicy, Type};
use crate::text::{self, Text};
use crate::wire::Wire;

/// A resource record in a message, with a checked owner and complete RDATA.
///
/// RDATA is decoded when asked for: [`Record::rdata`] for any type, [`Record::data`] for one.
///
/// ```
/// use dnswire::{Message, Type, rdata::Mx};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let record = Message::parse(octets)?.answers().next().unwrap();
/// assert_eq!((record.rtype(), record.ttl()), (Type::MX, 300));
/// assert_eq!(record.data::<Mx>().unwrap()?.exchange, "backup.example.");
/// assert_eq!(record.to_string(), "example. 300 IN MX 20 backup.example.");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub(crate) message: &'a [u8],
    pub(crate) fixed: &'a Fixed,
    /// The offset of the owner.
    pub(crate) owner: u16,
    /// The offset of the RDATA.
    pub(crate) rdata: u16,
    pub(crate) index: u16,
    pub(crate) section: Section,
    pub(crate) reading: Reading,
}

/// The fields between owner and RDATA: TYPE, CLASS, TTL and RDLENGTH. A record refers to them, so that
/// it is small; they are read on demand.
pub(crate) type Fixed = [u8; 10];

/// How the class and the RDATA of a record are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// The RDATA may have a fault.
    Untested,
    /// The RDATA has no fault: the message is plain.
    Plain,
    /// The RDATA may have a fault, and the top bit of the class does not count.
    WithoutTopBit,
}

impl<'a> Record<'a> {
    /// The owner name.
    #[inline]
    #[must_use]
    pub fn owner(&self) -> Name<'a> {
        Name::at(self.message, self.owner.into())
    }

    /// The type.
    #[inline]
    #[must_use]
    pub fn rtype(&self) -> Type {
        let [a, b, ..] = *self.fixed;
        Type(u16::from_be_bytes([a, b]))
    }

    /// The class, with the top bit that multicast DNS uses.
    ///
    /// In an OPT record this is the UDP payload size; see [`Edns`](crate::Edns).
    #[inline]
    #[must_use]
    pub fn class(&self) -> Class {
        let [_, _, c, d, ..] = *self.fixed;
        let class = Class(u16::from_be_bytes([c, d]));
        if self.reading == Reading::WithoutTopBit { class.without_top_bit() } else { class }
    }

    /// In multicast DNS: caches forget older records of the RRset ([RFC 6762 section 10.2]).
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub fn cache_flush(&self) -> bool {
        self.class().top_bit()
    }

    /// The time that the record may be cached, in seconds ([RFC 2181 section 8]).
    ///
    /// Values with the top bit set count as 0; [`Record::ttl_field`] has all 32 bits.
    ///
    /// ```
    /// # use dnswire::Message;
    /// use std::time::Duration;
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let record = Message::parse(octets)?.answers().next().unwrap();
    /// assert_eq!(Duration::from_secs(record.ttl().into()), Duration::from_secs(300));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    ///
    /// [RFC 2181 section 8]: https://www.rfc-editor.org/rfc/rfc2181#section-8
    #[inline]
    #[must_use]
    pub fn ttl(&self) -> u32 {
        let ttl = self.ttl_field();
        if ttl >> 31 == 0 { ttl } else { 0 }
    }

    /// The 32 bits of the TTL.
    #[inline]
    #[must_use]
    pub fn ttl_field(&self) -> u32 {
        let [_, _, _, _, ttl @ .., _, _] = *self.fixed;
        u32::from_be_bytes(ttl)
    }

    /// The number of octets of the RDATA.
    #[inline]
    #[must_use]
    pub fn rdlength(&self) -> u16 {
        let [.., high, low] = *self.fixed;
        u16::from_be_bytes([high, low])
    }

    /// The octets of the RDATA; names in it may be compressed.
    #[inline]
    #[must_use]
    pub fn rdata_octets(&self) -> &'a [u8] {
        self.window().octets()
    }

    /// The RDATA, decoded by its type and class.
    ///
    /// All 16 bits of the class count. For records of multicast DNS, which uses the top bit as its
    /// cache-flush bit, there are [`Record::rdata_in`] and [`Record::of_profile`]. Octets that do not
    /// fit the type become [`Rdata::Malformed`]; that affects no other record.
    ///
    /// ```
    /// # use dnswire::{Message, rdata::Rdata};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    /// let message = Message::parse(octets)?;
    /// for record in message.answers() {
    ///     match record.rdata() {
    ///         Rdata::Mx(mx) => println!("{} {}", mx.preference, mx.exchange),
    ///         Rdata::Malformed(bad) => println!("{}", bad.error),
    ///         other => println!("{other}"),
    ///     }
    /// }
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn rdata(&self) -> Rdata<'a> {
        if self.is_empty_of_update() {
            return Rdata::Empty(Empty { rtype: self.rtype() });
        }
        Rdata::read(self.window(), self.place(), self.is_plain())
    }

    /// The RDATA decoded as one type; `None` for a record of another type or class, and for the
    /// empty RDATA of updates. All 16 bits of the class count, as in [`Record::rdata`].
    #[inline]
    #[must_use]
    pub fn data<T: Data<'a>>(&self) -> Option<Result<T, Error>> {
        if self.rtype() != T::TYPE || !T::CLASSES.has(self.class()) || self.is_empty_of_update() {
            return None;
        }
        let (data, place) = (self.window(), self.place());
        // Its pointers are followed in a plain message too: `T` may be a type of the user's own, whose
        // layout is another one than that of the test.
        Some(
            layout::read(data, &mut Pointers::in_record(place))
                .map_err(|fault| rdata::error_in(Some(T::LAYOUT), data, place, fault)),
        )
    }

    /// The reason why the RDATA does not fit its type; `None` when it does.
    #[must_use]
    pub fn malformed(&self) -> Option<Error> {
        if self.is_empty_of_update() {
            return None;
        }
        let (data, place) = (self.window(), self.place());
        let mut pointers =
            if self.is_plain() { Pointers::ignore() } else { Pointers::follow_all() };
        let checked = layout::check(self.layout()?.layout, data, &mut pointers);
        checked.err().map(|fault| rdata::error(data, place, fault))
    }

    /// The error of the first malformed option of an OPT record, or parameter of a SVCB or HTTPS
    /// record.
    ///
    /// Such a part affects only itself: the RDATA is not malformed.
    #[must_use]
    pub fn malformed_part(&self) -> Option<Error> {
        match self.rdata() {
            Rdata::Opt(opt) => opt.options.iter().find_map(Raw::malformed),
            Rdata::Svcb(svcb) => svcb.svc_params.iter().find_map(Raw::malformed),
            Rdata::Https(https) => https.svc_params.iter().find_map(Raw::malformed),
            _ => None,
        }
    }

    /// Calls `visit` for every declared field of the RDATA: its name, place and value.
    ///
    /// Stops at the first field that cannot be read; types without a known layout have no fields.
    pub fn for_each_field(&self, mut visit: impl FnMut(FieldView<'a>)) {
        if let Some(known) = self.layout() {
            let mut pointers = Pointers::in_record(self.place());
            let _ = layout::visit(known.layout, self.window(), &mut pointers, &mut visit);
        }
    }

    /// The section of the record.
    #[must_use]
    pub fn section(&self) -> Section {
        self.section
    }

    /// Its index in the section, counted from 0.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }

    /// Its offset in the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.owner.into()
    }

    /// The offset of its TTL in the message: 4 octets; see
    /// [`edit::map_ttls`](crate::edit::map_ttls).
    #[must_use]
    pub fn ttl_offset(&self) -> usize {
        // TTL and RDLENGTH are before the RDATA.
        usize::from(self.rdata).saturating_sub(6)
    }

    /// The offset of its RDATA in the message.
    #[must_use]
    pub fn rdata_offset(&self) -> usize {
        self.rdata.into()
    }

    /// The offset after it in the message.
    #[must_use]
    pub fn end(&self) -> usize {
        usize::from(self.rdata) + usize::from(self.rdlength())
    }

    /// Returns `true` if it has no RDATA and needs none, in an update (RFC 2136 section 2.4).
    #[inline]
    pub(crate) fn is_empty_of_update(&self) -> bool {
        let signs = matches!(self.rtype(), Type::TSIG | Type::TKEY);
        self.rdlength() == 0 && matches!(self.class(), Class::ANY | Class::NONE) && !signs
    }

    /// Returns `true` if the RDATA has no fault, because the message is plain.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.reading == Reading::Plain
    }

    #[inline]
    pub(crate) fn message(&self) -> &'a [u8] {
        self.message
    }

    #[inline]
    pub(crate) fn window(&self) -> Wire<'a> {
        Wire::span(self.message, self.rdata.into(), self.rdlength().into())
    }

    /// The record at an offset of a message that was walked before.
    pub(crate) fn at(message: &'a [u8], offset: usize) -> Option<Record<'a>> {
        let i = Wire::new(message).seek(offset);
        super::entry::checked_record(i, Section::Answer, 0).map(|(_, record)| record)
    }

    /// The type, class and place of the record.
    #[inline]
    pub(crate) fn place(&self) -> RecordPlace {
        let Record { index, section, .. } = *self;
        RecordPlace { rtype: self.rtype(), class: self.class(), index, section: Some(section) }
    }

    /// The layout of the RDATA, if it is known.
    #[inline]
    pub(crate) fn layout(&self) -> Option<&'static TypeLayout> {
        rdata::layout_of(self.rtype(), self.class())
    }

    /// The policy for the names in the RDATA.
    #[must_use]
    pub fn name_policy(&self) -> NamePolicy {
        self.rtype().name_policy()
    }

    /// Returns `true` if the record is about the message itself: OPT, TSIG and SIG(0), which is a
    /// SIG record that covers no type ([RFC 2931 section 3]).
    ///
    /// [RFC 2931 section 3]: https://www.rfc-editor.org/rfc/rfc2931#section-3
    pub(crate) fn is_pseudo(&self) -> bool {
        match self.rtype() {
            Type::OPT | Type::TSIG => true,
            Type::SIG => self.rdata_octets().starts_with(&[0, 0]),
            _ => false,
        }
    }

    /// Appends owner, TTL, class and type.
    pub(super) fn show_head(&self, class: Class, text: &mut Text<'_>) {
        self.owner().show(text);
        text.space();
        text.number(self.ttl_field());
        if class == Class::IN {
            text.ascii(" IN ");
        } else {
            text.space();
            layout::show_code(text, class.mnemonic(), "CLASS", class.0);
            text.space();
        }
        let rtype = self.rtype();
        layout::show_code(text, rtype.listed(), "TYPE", rtype.0);
    }

    /// Appends the RDATA; malformed RDATA in the generic form of RFC 3597, with its error.
    pub(super) fn show_rdata(&self, text: &mut Text<'_>) {
        let (data, place) = (self.window(), self.place());
        let Some(known) = self.layout() else { return layout::generic(&[data.octets()], text) };
        let mut pointers = Pointers::of_record(place, self.is_plain());
        if let Err(fault) = layout::show_octets(known.layout, data, &mut pointers, text) {
            layout::generic(&[data.octets()], text);
            text.ascii(" ; ");
            text.display(rdata::error(data, place, fault));
        }
    }
}

/// In presentation format: owner, TTL, class, type, RDATA.
///
/// The class is all 16 bits of its field; [`Record::in_profile`] shows records of multicast DNS.
/// Malformed RDATA is in the generic form of RFC 3597, with the error as a comment after it.
impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show_in(Profile::Unicast, text))
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} {}: {self})", self.section, self.index)
    }
}
