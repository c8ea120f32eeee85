//! IPSECKEY: a key behind a gateway whose address is of one of several kinds.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::declare::{display, show_after, visit as visit_field};
use crate::field::{Base64, Field, FieldView, Fields, Value, field_at};
use crate::findings::Rule;
use crate::name::{Direct, Follow, Name};
use crate::rdata::rules::{Broken, unless};
use crate::registry::{GatewayType, IpseckeyAlgorithm};
use crate::text::Text;
use crate::wire::{Parsed, Wire};

/// IPSECKEY: a public key for IPsec, and the gateway to use ([RFC 4025 section 2.1]).
///
/// [RFC 4025 section 2.1]: https://www.rfc-editor.org/rfc/rfc4025#section-2.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ipseckey<'a> {
    /// Lower values are preferred.
    pub precedence: u8,
    /// The format of the key; 0 when there is none.
    pub algorithm: IpseckeyAlgorithm,
    /// The gateway, which gives the gateway type.
    pub gateway: Gateway<'a>,
    /// The key, in the format of its algorithm.
    pub public_key: Base64<'a>,
}

/// The gateway of an [`Ipseckey`] ([RFC 4025 section 2.5]).
///
/// [RFC 4025 section 2.5]: https://www.rfc-editor.org/rfc/rfc4025#section-2.5
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gateway<'a> {
    /// No gateway; shown as a dot.
    None,
    /// An address of IPv4.
    Ipv4(Ipv4Addr),
    /// An address of IPv6.
    Ipv6(Ipv6Addr),
    /// A host, its name never compressed.
    Name(Name<'a>),
}

impl Ipseckey<'_> {
    /// The kind of the gateway.
    #[must_use]
    pub fn gateway_type(&self) -> GatewayType {
        match self.gateway {
            Gateway::None => GatewayType::NONE,
            Gateway::Ipv4(_) => GatewayType::IPV4,
            Gateway::Ipv6(_) => GatewayType::IPV6,
            Gateway::Name(_) => GatewayType::NAME,
        }
    }
}

impl<'a> Gateway<'a> {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, kind: GatewayType, follow: &mut F) -> Parsed<'a, Self> {
        Ok(match kind {
            GatewayType::NONE => (i, Gateway::None),
            GatewayType::IPV4 => {
                let (i, address) = Ipv4Addr::parse(i, follow)?;
                (i, Gateway::Ipv4(address))
            }
            GatewayType::IPV6 => {
                let (i, address) = Ipv6Addr::parse(i, follow)?;
                (i, Gateway::Ipv6(address))
            }
            GatewayType::NAME => {
                let (i, name) = Name::parse(i, follow)?;
                (i, Gateway::Name(name))
            }
            _ => return Err(i.fault(FaultKind::Invalid)),
        })
    }

    fn value(self) -> Value<'a> {
        match self {
            Gateway::None => Value::Absent,
            Gateway::Ipv4(address) => address.value(),
            Gateway::Ipv6(address) => address.value(),
            Gateway::Name(name) => name.value(),
        }
    }
}

/// Reads the gateway type: the gateway of one that is not known has no known length.
#[inline]
fn gateway_type<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, GatewayType> {
    let (j, kind) = GatewayType::parse(i, follow)?;
    if kind > GatewayType::NAME {
        return Err(i.fault(FaultKind::Invalid));
    }
    Ok((j, kind))
}

impl<'a> Fields<'a> for Ipseckey<'a> {
    const NAMES: &'static [&'static str] =
        &["precedence", "gateway_type", "algorithm", "gateway", "public_key"];
    const HAS_RULES: bool = true;

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, precedence) = field_at::<u8, F>(i, follow, &mut (0..))?;
        let kind = gateway_type(i, follow);
        let (i, kind) = kind.map_err(|error| error.map(|fault| fault.in_field(1)))?;
        let (i, algorithm) = field_at::<IpseckeyAlgorithm, F>(i, follow, &mut (2..))?;
        let gateway = Gateway::parse(i, kind, follow);
        let (i, gateway) = gateway.map_err(|error| error.map(|fault| fault.in_field(3)))?;
        let (i, public_key) = field_at::<Base64<'a>, F>(i, follow, &mut (4..))?;
        Ok((i, Ipseckey { precedence, algorithm, gateway, public_key }))
    }

    /// "A value of 0 indicates that no key is present" (RFC 4025 section 2.4).
    fn broken_rule(&self) -> Broken {
        let holds = self.algorithm == IpseckeyAlgorithm::NONE || !self.public_key.is_empty();
        unless(holds, Rule::EmptyIpsecKey, 4)
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(&[self.precedence, self.gateway_type().0, self.algorithm.0])?;
        match self.gateway {
            Gateway::None => {}
            Gateway::Ipv4(address) => address.compose(out)?,
            Gateway::Ipv6(address) => address.compose(out)?,
            Gateway::Name(name) => name.compose(out)?,
        }
        self.public_key.compose(out)
    }

    fn show(&self, text: &mut Text<'_>) {
        for octet in [self.precedence, self.gateway_type().0, self.algorithm.0] {
            text.number(octet);
            text.space();
        }
        match self.gateway {
            Gateway::None => text.push(b'.'),
            Gateway::Ipv4(address) => address.show(text),
            Gateway::Ipv6(address) => address.show(text),
            Gateway::Name(name) => name.show(text),
        }
        show_after(&self.public_key, text, &mut false);
    }

    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (i, ()) = visit_field::<u8>("precedence", i, visit)?;
        let (_, kind) = gateway_type(i, &mut Direct)?;
        let (i, ()) = visit_field::<GatewayType>("gateway_type", i, visit)?;
        let (i, ()) = visit_field::<IpseckeyAlgorithm>("algorithm", i, visit)?;
        let (rest, gateway) = Gateway::parse(i, kind, &mut Direct)?;
        visit(FieldView::new("gateway", i, rest, gateway.value()));
        visit_field::<Base64<'a>>("public_key", rest, visit)
    }
}

display! { Ipseckey 'a <'a> }
