//! The protocols that share the message format: unicast DNS, multicast DNS and LLMNR.

use core::fmt;

use super::Message;
use super::partial::Partial;
use super::question::Question;
use super::record::{Reading, Record};
use crate::rdata::{Rdata, TypeLayout, empty_txt, layout_of};
use crate::registry::{Class, Type};
use crate::text::{self, Text};

/// The protocol that a message belongs to, which its octets do not tell.
///
/// The protocols give other meanings to some bits of the header and of the class, and have other
/// rules. The port tells which protocol it is.
///
/// ```
/// use dnswire::{Message, Profile};
/// # let octets = b"\0\0\0\0\0\x01\0\0\0\0\0\0\x01h\x05local\0\0\x01\x80\x01";
///
/// let message = Message::parse(octets)?;
/// let question = message.question()?;
/// assert_eq!(Profile::of_port(5353), Profile::MulticastDns);
/// assert_eq!(question.to_string(), "h.local. CLASS32769 A");
/// assert_eq!(question.in_profile(Profile::MulticastDns).to_string(), "h.local. IN A ; QU");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Unicast DNS ([RFC 1035](https://www.rfc-editor.org/rfc/rfc1035)).
    #[default]
    Unicast,
    /// Multicast DNS ([RFC 6762](https://www.rfc-editor.org/rfc/rfc6762)): the top bit of the class
    /// is the cache-flush bit of a record, and asks for a unicast response in a question.
    MulticastDns,
    /// Link-local multicast name resolution
    /// ([RFC 4795 section 2.1.1](https://www.rfc-editor.org/rfc/rfc4795#section-2.1.1)): the bits of
    /// the header after the OPCODE are C (conflict), TC, T (tentative) and four Z bits.
    Llmnr,
}

impl Profile {
    /// The protocol of a UDP or TCP port: multicast DNS has 5353, LLMNR 5355.
    #[must_use]
    pub const fn of_port(port: u16) -> Self {
        match port {
            5353 => Profile::MulticastDns,
            5355 => Profile::Llmnr,
            _ => Profile::Unicast,
        }
    }

    /// The class that the class field of a record or question stands for.
    #[must_use]
    pub const fn class(self, field: Class) -> Class {
        match self {
            Profile::MulticastDns => field.without_top_bit(),
            _ => field,
        }
    }

    /// Returns `true` if a record or question of class `field` is asked for with `qclass`: the
    /// classes are equal, or `qclass` is ANY.
    #[must_use]
    pub(crate) fn matches(self, qclass: Class, field: Class) -> bool {
        let qclass = self.class(qclass);
        qclass == Class::ANY || qclass == self.class(field)
    }
}

/// A message, record or question as its protocol shows it: see [`Message::in_profile`],
/// [`Partial::in_profile`], [`Record::in_profile`] and [`Question::in_profile`].
///
/// ```
/// use dnswire::{Message, Profile};
///
/// let octets = b"\0\0\0\0\0\x01\0\0\0\0\0\0\x01x\x05local\0\0\x01\x80\x01";
/// let question = Message::parse(octets)?.question()?;
/// let shown = question.in_profile(Profile::MulticastDns).to_string();
/// assert!(shown.ends_with("; QU"), "{shown}");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct InProfile<T> {
    item: T,
    profile: Profile,
}

macro_rules! in_profile {
    ($($type:ident, $what:literal;)+) => {$(
        impl<'a> $type<'a> {
            #[doc = concat!("The ", $what, " as a protocol other than unicast DNS shows it.")]
            ///
            /// In multicast DNS a record with the cache-flush bit has the comment `; cache-flush`, a
            /// question that asks for a unicast response has `; QU`. In LLMNR the bits of the header
            /// are `c`, `tc`, `t` and `z`.
            #[must_use]
            pub fn in_profile(self, profile: Profile) -> InProfile<Self> {
                InProfile { item: self, profile }
            }
        }

        impl fmt::Display for InProfile<$type<'_>> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                text::show(f, |text| self.item.show_in(self.profile, text))
            }
        }
    )+};
}

in_profile! {
    Message, "message";
    Partial, "partial message";
    Record, "record";
    Question, "question";
}

impl<'a> Record<'a> {
    /// The record with its class in the protocol: in multicast DNS without the cache-flush bit.
    ///
    /// Every method of it then reads the RDATA by that class, and [`Record::to_buf`] keeps it for a
    /// cache, which does not need the bit.
    ///
    /// ```
    /// use dnswire::{Message, Profile, rdata::Srv};
    /// # let octets = b"\0\0\x84\0\0\0\0\x01\0\0\0\0\x01s\0\0\x21\x80\x01\0\0\0\x78\0\x09\0\0\0\0\x1f\x90\x01h\0";
    ///
    /// let message = Message::parse(octets)?;
    /// let record = message.answers().next().unwrap();
    /// assert!(record.cache_flush());
    /// assert_eq!(record.data::<Srv>(), None); // class 32769 is not IN in unicast DNS
    /// let record = record.of_profile(Profile::MulticastDns);
    /// assert_eq!(record.data::<Srv>().unwrap()?.port, 8080);
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn of_profile(self, profile: Profile) -> Self {
        if profile.class(self.class()) == self.class() {
            return self;
        }
        // RDATA was tested by the class of the field: under another one its pointers are unknown.
        Record { reading: Reading::WithoutTopBit, ..self }
    }

    /// The RDATA, decoded by its type and by its class in the protocol.
    ///
    /// In multicast DNS the top bit of the class does not count, and a TXT record of no octets has
    /// one empty string ([RFC 6763 section 6.1]).
    ///
    /// [RFC 6763 section 6.1]: https://www.rfc-editor.org/rfc/rfc6763#section-6.1
    #[must_use]
    pub fn rdata_in(&self, profile: Profile) -> Rdata<'a> {
        if self.is_empty_txt_in(profile) {
            return empty_txt().into();
        }
        self.of_profile(profile).rdata()
    }

    /// The record without the top bit of its class, which has a meaning in multicast DNS only.
    ///
    /// Copies and comparisons use it for records of any protocol: names must not keep pointers into
    /// a message that the copy is not in.
    #[inline]
    pub(crate) fn without_top_bit(self) -> Self {
        self.of_profile(Profile::MulticastDns)
    }

    /// The layout of the RDATA, if the class has one in the protocol.
    #[inline]
    pub(crate) fn layout_in(&self, profile: Profile) -> Option<&'static TypeLayout> {
        layout_of(self.rtype(), profile.class(self.class()))
    }

    /// Returns `true` for a TXT record of no octets in multicast DNS, which RFC 6763 section 6.1
    /// allows.
    #[inline]
    pub(crate) fn is_empty_txt_in(&self, profile: Profile) -> bool {
        self.rdlength() == 0 && self.rtype() == Type::TXT && profile == Profile::MulticastDns
    }

    /// Appends the record: with its exact class in unicast DNS, with a comment for the cache-flush
    /// bit in multicast DNS.
    pub(crate) fn show_in(&self, profile: Profile, text: &mut Text<'_>) {
        self.show_head(profile.class(self.class()), text);
        if self.is_empty_of_update() {
            return;
        }
        if self.is_empty_txt_in(profile) {
            text.ascii(" \"\"");
        } else {
            text.spaced(|text| self.of_profile(profile).show_rdata(text));
        }
        if profile == Profile::MulticastDns && self.cache_flush() {
            text.ascii(" ; cache-flush");
        }
    }
}

impl Question<'_> {
    pub(crate) fn show_in(self, profile: Profile, text: &mut Text<'_>) {
        self.show_as(profile.class(self.qclass()), text);
        if profile == Profile::MulticastDns && self.unicast_response() {
            text.ascii(" ; QU");
        }
    }
}

/// The bits of the header in LLMNR, by the names of RFC 4795 section 2.1.1.
const LLMNR_BITS: [(u16, &str); 5] =
    [(0x8000, "qr"), (0x0400, "c"), (0x0200, "tc"), (0x0100, "t"), (0x00F0, "z")];

/// Appends the bits of the header that are set, each after a blank.
pub(super) fn show_flags(flags: super::Flags, profile: Profile, text: &mut Text<'_>) {
    if profile == Profile::Llmnr {
        for (_, name) in LLMNR_BITS.iter().filter(|(mask, _)| flags.0 & mask != 0) {
            text.space();
            text.ascii(name);
        }
    } else if flags.any() {
        text.display(format_args!(" {flags}"));
    }
}
