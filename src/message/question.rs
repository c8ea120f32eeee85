//! Questions ([RFC 1035 section 4.1.2]).
//!
//! [RFC 1035 section 4.1.2]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.2

use core::fmt;

use super::profile::Profile;
use crate::name::Name;
use crate::registry::{Class, Type};
use crate::text::{self, Text};

/// An entry of the question section; the zone in an update.
///
/// Two questions are equal when name, type and class are; the case of letters is ignored.
///
/// ```
/// use dnswire::{Class, Message, Type};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let question = Message::parse(octets)?.question()?;
/// assert_eq!((question.qtype(), question.qclass()), (Type::MX, Class::IN));
/// assert_eq!(question.qname(), "example.");
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Question<'a> {
    qname: Name<'a>,
    qtype: Type,
    qclass: Class,
}

impl<'a> Question<'a> {
    #[inline]
    pub(crate) fn new(qname: Name<'a>, qtype: Type, qclass: Class) -> Self {
        Question { qname, qtype, qclass }
    }

    /// The name that is asked for.
    #[inline]
    #[must_use]
    pub fn qname(self) -> Name<'a> {
        self.qname
    }

    /// The type that is asked for.
    #[inline]
    #[must_use]
    pub fn qtype(self) -> Type {
        self.qtype
    }

    /// The class, with the top bit that multicast DNS uses.
    #[inline]
    #[must_use]
    pub fn qclass(self) -> Class {
        self.qclass
    }

    /// In multicast DNS: the querier wants a unicast response ([RFC 6762 section 5.4]).
    ///
    /// [RFC 6762 section 5.4]: https://www.rfc-editor.org/rfc/rfc6762#section-5.4
    #[must_use]
    pub fn unicast_response(self) -> bool {
        self.qclass.top_bit()
    }

    /// Its offset in the message.
    #[must_use]
    pub fn offset(self) -> usize {
        self.qname.offset()
    }

    pub(super) fn show_as(self, class: Class, text: &mut Text<'_>) {
        self.qname.show(text);
        text.space();
        text.display(class);
        text.space();
        text.display(self.qtype);
    }
}

/// Name, class and type; the class is all 16 bits of its field.
impl fmt::Display for Question<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show_in(Profile::Unicast, text))
    }
}
