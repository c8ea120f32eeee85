//! Resource records ([RFC 1035 section 4.1.3]).
//!
//! [RFC 1035 section 4.1.3]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.3

use core::fmt;

use crate::edns::Place;
use crate::edns::RawOption;
use crate::error::{Error, Fault, Section};
use crate::field::FieldView;
use crate::header::HEADER;
use crate::name::{In, Name, may_point_below};
use crate::rdata::svcb::RawParam;
use crate::rdata::{self, Data, Malformed, Rdata, Type};
use crate::registry::Class;
use crate::text::{self, Text};
use crate::wire::{Wire, whole};

/// A resource record in a message: its place is known, its owner is a name, its RDATA is there.
///
/// RDATA is decoded when asked for: [`Record::rdata`] for any type, [`Record::data`] for one.
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
}

impl<'a> Record<'a> {
    /// The name that the record belongs to.
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

    /// The class as it stands, with the bit that multicast DNS puts on top.
    ///
    /// In an OPT record this is the UDP payload size; see [`Edns`](crate::Edns).
    #[inline]
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// In multicast DNS: older records of the RRset are to be forgotten ([RFC 6762 section 10.2]).
    ///
    /// [RFC 6762 section 10.2]: https://www.rfc-editor.org/rfc/rfc6762#section-10.2
    #[must_use]
    pub fn cache_flush(&self) -> bool {
        self.class.top_bit()
    }

    /// How long the record may be cached, in seconds ([RFC 2181 section 8]).
    ///
    /// Values with the top bit set count as 0; [`Record::ttl_field`] has them as they stand.
    ///
    /// [RFC 2181 section 8]: https://www.rfc-editor.org/rfc/rfc2181#section-8
    #[inline]
    #[must_use]
    pub fn ttl(&self) -> u32 {
        if self.ttl >> 31 == 0 { self.ttl } else { 0 }
    }

    /// The 32 bits of the TTL as they stand.
    #[inline]
    #[must_use]
    pub fn ttl_field(&self) -> u32 {
        self.ttl
    }

    /// How many octets the RDATA has.
    #[inline]
    #[must_use]
    pub fn rdlength(&self) -> u16 {
        self.rdlength
    }

    /// The RDATA as it stands; names in it may be compressed.
    #[inline]
    #[must_use]
    pub fn rdata_octets(&self) -> &'a [u8] {
        self.window().octets()
    }

    /// The RDATA, decoded by its type and class.
    ///
    /// What does not fit its type is [`Rdata::Malformed`] and costs nothing but itself.
    ///
    /// ```
    /// # use dnswire::{Message, rdata::Rdata};
    /// # let octets = dnswire::samples::MX;
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
        Rdata::of(self)
    }

    /// The RDATA as that of one type; `None` for a record of another type or class, and for the
    /// empty ones of updates.
    #[inline]
    #[must_use]
    pub fn data<T: Data<'a>>(&self) -> Option<Result<T, Error>> {
        if self.rtype != T::TYPE || !T::CLASSES.has(self.class) || self.is_empty_of_update() {
            return None;
        }
        let window = self.window();
        Some(
            whole(window, T::parse(window, &mut In(Place::of(self))))
                .map_err(|fault| self.error(fault)),
        )
    }

    /// Why the RDATA does not fit its type; `None` when it does.
    #[must_use]
    pub fn malformed(&self) -> Option<Error> {
        match self.rdata() {
            Rdata::Malformed(Malformed { error, .. }) => Some(error),
            _ => None,
        }
    }

    /// Why a part of the RDATA does not have its form: the first malformed option of an OPT record,
    /// or parameter of a SVCB or HTTPS record.
    ///
    /// Such a part costs nothing but itself: the RDATA is not malformed.
    #[must_use]
    pub fn malformed_part(&self) -> Option<Error> {
        match self.rdata() {
            Rdata::Opt(_) => crate::Edns::of(*self)?.options().find_map(RawOption::malformed),
            Rdata::Svcb(svcb) => svcb.svc_params.iter().find_map(RawParam::malformed),
            Rdata::Https(https) => https.svc_params.iter().find_map(RawParam::malformed),
            _ => None,
        }
    }

    /// Calls `visit` for every declared field of the RDATA: its name, place and value.
    ///
    /// Stops at the first field that cannot be read; types without a known layout have no fields.
    pub fn for_each_field(&self, mut visit: impl FnMut(FieldView<'a>)) {
        rdata::walk(self, &mut visit);
    }

    /// The section that it stands in.
    #[must_use]
    pub fn section(&self) -> Section {
        self.section
    }

    /// Its place in the section, counted from 0.
    #[must_use]
    pub fn index(&self) -> u16 {
        self.index
    }

    /// Where it starts in the message.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.owner.into()
    }

    /// Where its RDATA starts in the message.
    #[must_use]
    pub fn rdata_offset(&self) -> usize {
        self.rdata.into()
    }

    /// Where it ends in the message.
    #[must_use]
    pub fn end(&self) -> usize {
        usize::from(self.rdata) + usize::from(self.rdlength)
    }

    /// Whether the owner may have a compression pointer into the header: what the two octets at its
    /// end say, whatever they are.
    #[inline]
    pub(crate) fn owner_may_point_into_header(&self) -> bool {
        let end = usize::from(self.rdata).wrapping_sub(12);
        may_point_below(self.message, end, HEADER)
    }

    /// Whether it has no RDATA and needs none, in an update (RFC 2136 section 2.4).
    #[inline]
    pub(crate) fn is_empty_of_update(&self) -> bool {
        let signs = matches!(self.rtype, Type::TSIG | Type::TKEY);
        self.rdlength == 0 && matches!(self.class, Class::ANY | Class::NONE) && !signs
    }

    #[inline]
    pub(crate) fn message(&self) -> &'a [u8] {
        self.message
    }

    #[inline]
    pub(crate) fn window(&self) -> Wire<'a> {
        Wire::span(self.message, self.rdata.into(), self.rdlength.into())
    }

    /// A fault in the RDATA, as users see it.
    #[cold]
    pub(crate) fn error(&self, fault: Fault) -> Error {
        Error::of_rdata(fault, self.end(), self.section, self.index).typed(self.rtype, self.class)
    }

    pub(crate) fn show(&self, text: &mut Text<'_>) {
        self.owner().show(text);
        text.space();
        text.number(self.ttl);
        text.space();
        let class = self.class.without_top_bit();
        show_code(text, class.mnemonic(), "CLASS", class.0);
        text.space();
        show_code(text, self.rtype.mnemonic(), "TYPE", self.rtype.0);
        let rdata = self.rdata();
        text.spaced(|text| {
            if !matches!(rdata, Rdata::Empty(_)) {
                rdata.show(text);
            }
        });
        if let Rdata::Malformed(bad) = rdata {
            text.ascii(" ; ");
            text.display(bad.error);
        }
    }
}

/// The mnemonic, or the generic form of RFC 3597 section 5.
fn show_code(text: &mut Text<'_>, mnemonic: Option<&'static str>, prefix: &str, code: u16) {
    if let Some(mnemonic) = mnemonic {
        return text.ascii(mnemonic);
    }
    text.ascii(prefix);
    text.number(code);
}

/// In presentation format: owner, TTL, class, type, RDATA.
///
/// Malformed RDATA is in the generic form of RFC 3597, with the error as a comment behind it.
impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} {}: {self})", self.section, self.index)
    }
}
