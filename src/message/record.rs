//! Resource records ([RFC 1035 section 4.1.3]).
//!
//! [RFC 1035 section 4.1.3]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.3

use core::{fmt, ptr};

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
    pub(crate) ttl: u32,
    pub(crate) owner: u16,
    pub(crate) rdata: u16,
    pub(crate) rdlength: u16,
    pub(crate) rtype: Type,
    pub(crate) class: Class,
    pub(crate) index: u16,
    pub(crate) section: Section,
    /// The RDATA has no fault: the message is plain.
    pub(crate) is_plain: bool,
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
        self.rtype
    }

    /// The class, with the top bit that multicast DNS uses.
    ///
    /// In an OPT record this is the UDP payload size; see [`Edns`](crate::Edns).
    #[inline]
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// In multicast DNS: caches forget older records of the RRset ([RFC 6762 section 10.2]).
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub fn cache_flush(&self) -> bool {
        self.class.top_bit()
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
        if self.ttl >> 31 == 0 { self.ttl } else { 0 }
    }

    /// The 32 bits of the TTL.
    #[inline]
    #[must_use]
    pub fn ttl_field(&self) -> u32 {
        self.ttl
    }

    /// The number of octets of the RDATA.
    #[inline]
    #[must_use]
    pub fn rdlength(&self) -> u16 {
        self.rdlength
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
            return Rdata::Empty(Empty { rtype: self.rtype });
        }
        Rdata::read(self.window(), self.place(), self.is_plain)
    }

    /// The RDATA decoded as one type; `None` for a record of another type or class, and for the
    /// empty RDATA of updates. All 16 bits of the class count, as in [`Record::rdata`].
    #[inline]
    #[must_use]
    pub fn data<T: Data<'a>>(&self) -> Option<Result<T, Error>> {
        if self.rtype != T::TYPE || !T::CLASSES.has(self.class) || self.is_empty_of_update() {
            return None;
        }
        let (data, place) = (self.window(), self.place());
        // A plain message was tested by the layouts of this crate, not by one of the user's own.
        let is_tested = || self.layout().is_some_and(|known| ptr::eq(known.layout, T::LAYOUT));
        Some(
            rdata::read(data, &mut Pointers::of_record(place, self.is_plain && is_tested()))
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
        let mut pointers = if self.is_plain { Pointers::ignore() } else { Pointers::follow_all() };
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
        usize::from(self.rdata) + usize::from(self.rdlength)
    }

    /// Returns `true` if it has no RDATA and needs none, in an update (RFC 2136 section 2.4).
    #[inline]
    pub(crate) fn is_empty_of_update(&self) -> bool {
        let signs = matches!(self.rtype, Type::TSIG | Type::TKEY);
        self.rdlength == 0 && matches!(self.class, Class::ANY | Class::NONE) && !signs
    }

    /// The record, with RDATA that was checked.
    pub(crate) fn as_plain(self) -> Self {
        Record { is_plain: true, ..self }
    }

    #[inline]
    pub(crate) fn message(&self) -> &'a [u8] {
        self.message
    }

    #[inline]
    pub(crate) fn window(&self) -> Wire<'a> {
        Wire::span(self.message, self.rdata.into(), self.rdlength.into())
    }

    /// The record at an offset of a message that was walked before.
    pub(crate) fn at(message: &'a [u8], offset: usize) -> Option<Record<'a>> {
        let i = Wire::new(message).seek(offset);
        super::entry::checked_record(i, Section::Answer, 0).map(|(_, record)| record)
    }

    /// The type, class and place of the record.
    #[inline]
    pub(crate) fn place(&self) -> RecordPlace {
        let Record { rtype, class, index, section, .. } = *self;
        RecordPlace { rtype, class, index, section: Some(section) }
    }

    /// The layout of the RDATA, if it is known.
    #[inline]
    pub(crate) fn layout(&self) -> Option<&'static TypeLayout> {
        rdata::layout_of(self.rtype, self.class)
    }

    /// The policy for the names in the RDATA.
    #[must_use]
    pub fn name_policy(&self) -> NamePolicy {
        self.rtype.name_policy()
    }

    /// Returns `true` if the record is about the message itself: OPT, TSIG and SIG(0), which is a
    /// SIG record that covers no type ([RFC 2931 section 3]).
    ///
    /// [RFC 2931 section 3]: https://www.rfc-editor.org/rfc/rfc2931#section-3
    pub(crate) fn is_pseudo(&self) -> bool {
        match self.rtype {
            Type::OPT | Type::TSIG => true,
            Type::SIG => self.rdata_octets().starts_with(&[0, 0]),
            _ => false,
        }
    }

    /// Appends owner, TTL, class and type.
    pub(super) fn show_head(&self, class: Class, text: &mut Text<'_>) {
        self.owner().show(text);
        text.space();
        text.number(self.ttl);
        if class == Class::IN {
            text.ascii(" IN ");
        } else {
            text.space();
            layout::show_code(text, class.mnemonic(), "CLASS", class.0);
            text.space();
        }
        layout::show_code(text, self.rtype.listed(), "TYPE", self.rtype.0);
    }

    /// Appends the RDATA; malformed RDATA in the generic form of RFC 3597, with its error.
    pub(super) fn show_rdata(&self, text: &mut Text<'_>) {
        let (data, place) = (self.window(), self.place());
        let Some(known) = self.layout() else { return layout::generic(&[data.octets()], text) };
        let mut pointers = Pointers::of_record(place, self.is_plain);
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
