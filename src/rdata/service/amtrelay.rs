//! AMTRELAY: a relay whose address is of one of several kinds.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::compose::{Full, Output};
use crate::field::declare::{display, visit as visit_field};
use crate::field::{Field, FieldView, Fields, Hex, Value, field_at};
use crate::name::{Direct, Follow, Name};
use crate::rdata::any::generic_parts;
use crate::registry::RelayType;
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u8};

/// AMTRELAY: a relay of Automatic Multicast Tunneling ([RFC 8777 section 4.2]).
///
/// [RFC 8777 section 4.2]: https://www.rfc-editor.org/rfc/rfc8777#section-4.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amtrelay<'a> {
    /// Lower values are preferred.
    pub precedence: u8,
    /// The D bit: discovery is optional, the relay may be tunnelled to at once.
    pub d: bool,
    /// The relay, which gives the type of 7 bits.
    pub relay: Relay<'a>,
}

/// The relay of an [`Amtrelay`] ([RFC 8777 section 4.2.3]).
///
/// [RFC 8777 section 4.2.3]: https://www.rfc-editor.org/rfc/rfc8777#section-4.2.3
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relay<'a> {
    /// No relay should be used; shown as a dot.
    None,
    /// An address of IPv4.
    Ipv4(Ipv4Addr),
    /// An address of IPv6.
    Ipv6(Ipv6Addr),
    /// A host, its name never compressed.
    Name(Name<'a>),
    /// A type that is not known.
    Other {
        /// The type; at most 127.
        kind: RelayType,
        /// All octets up to the end.
        octets: &'a [u8],
    },
}

impl Amtrelay<'_> {
    /// The type of the relay; at most 127.
    #[must_use]
    pub fn relay_type(&self) -> RelayType {
        match self.relay {
            Relay::None => RelayType::NONE,
            Relay::Ipv4(_) => RelayType::IPV4,
            Relay::Ipv6(_) => RelayType::IPV6,
            Relay::Name(_) => RelayType::NAME,
            Relay::Other { kind, .. } => kind,
        }
    }

    fn head(&self) -> [u8; 2] {
        [self.precedence, u8::from(self.d) << 7 | self.relay_type().0 & 0x7F]
    }
}

impl<'a> Relay<'a> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, kind: RelayType, follow: &mut F) -> Parsed<'a, Self> {
        Ok(match kind {
            RelayType::NONE => (i, Relay::None),
            RelayType::IPV4 => {
                let (i, address) = Ipv4Addr::parse(i, follow)?;
                (i, Relay::Ipv4(address))
            }
            RelayType::IPV6 => {
                let (i, address) = Ipv6Addr::parse(i, follow)?;
                (i, Relay::Ipv6(address))
            }
            RelayType::NAME => {
                let (i, name) = Name::parse(i, follow)?;
                (i, Relay::Name(name))
            }
            kind => {
                let (i, Hex(octets)) = Hex::parse(i, follow)?;
                (i, Relay::Other { kind, octets })
            }
        })
    }

    fn value(self) -> Value<'a> {
        match self {
            Relay::None => Value::Absent,
            Relay::Ipv4(address) => address.value(),
            Relay::Ipv6(address) => address.value(),
            Relay::Name(name) => name.value(),
            Relay::Other { octets, .. } => Value::Octets(octets),
        }
    }
}

impl<'a> Fields<'a> for Amtrelay<'a> {
    const NAMES: &'static [&'static str] = &["precedence", "d", "type", "relay"];

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, precedence) = field_at::<u8, F>(i, follow, &mut (0..))?;
        let (i, octet) = field_at::<u8, F>(i, follow, &mut (1..))?;
        let (d, kind) = (octet & 0x80 != 0, RelayType(octet & 0x7F));
        let relay = Relay::parse(i, kind, follow);
        let (i, relay) = relay.map_err(|error| error.map(|fault| fault.in_field(3)))?;
        Ok((i, Amtrelay { precedence, d, relay }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(&self.head())?;
        match self.relay {
            Relay::None => Ok(()),
            Relay::Ipv4(address) => address.compose(out),
            Relay::Ipv6(address) => address.compose(out),
            Relay::Name(name) => name.compose(out),
            Relay::Other { octets, .. } => out.octets(octets),
        }
    }

    /// A relay of a type that is not known cannot be shown but in the generic form.
    fn show(&self, text: &mut Text<'_>) {
        if let Relay::Other { octets, .. } = self.relay {
            return generic_parts(&[&self.head(), octets], text);
        }
        text.number(self.precedence);
        text.space();
        text.number(u8::from(self.d));
        text.space();
        text.number(self.relay_type().0);
        text.space();
        match self.relay {
            Relay::Ipv4(address) => address.show(text),
            Relay::Ipv6(address) => address.show(text),
            Relay::Name(name) => name.show(text),
            Relay::None | Relay::Other { .. } => text.push(b'.'),
        }
    }

    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (i, ()) = visit_field::<u8>("precedence", i, visit)?;
        let (j, octet) = be_u8(i)?;
        let (d, kind) = (octet >> 7, RelayType(octet & 0x7F));
        visit(FieldView::new("d", i, j, Value::Number(d.into())));
        visit(FieldView::new("type", i, j, Value::Number(kind.0.into())));
        let (rest, relay) = Relay::parse(j, kind, &mut Direct)?;
        visit(FieldView::new("relay", j, rest, relay.value()));
        Ok((rest, ()))
    }
}

display! { Amtrelay 'a <'a> }
