//! The network of the client that a resolver asks for.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::invalid;
use crate::compose::{Full, Output};
use crate::field::declare::{display, visit};
use crate::field::{Field, FieldView, Fields, Hex, field_at};
use crate::name::Follow;
use crate::registry::AddressFamily;
use crate::text::Text;
use crate::wire::{Parsed, Wire, take};

/// CLIENT-SUBNET: the network of the client that a query is for ([RFC 7871 section 6]).
///
/// [RFC 7871 section 6]: https://www.rfc-editor.org/rfc/rfc7871#section-6
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ecs<'a> {
    /// 1 for IPv4, 2 for IPv6; 0 with neither prefix nor address.
    pub family: AddressFamily,
    /// How many bits of the address are told.
    pub source_prefix_length: u8,
    /// How many bits the answer is for; 0 in a query.
    pub scope_prefix_length: u8,
    /// The octets that have these bits, the bits after them zero; see [`Ecs::address`].
    pub address: &'a [u8],
}

impl Ecs<'_> {
    /// The address, the bits that are not told being zero; `None` without a family.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        match self.family {
            AddressFamily::IP => filled(self.address).map(|octets| Ipv4Addr::from(octets).into()),
            AddressFamily::IP6 => filled(self.address).map(|octets| Ipv6Addr::from(octets).into()),
            _ => None,
        }
    }
}

/// `octets` with zeros after them; `None` when they are too many.
fn filled<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    let mut all = [0; N];
    all.get_mut(..octets.len())?.copy_from_slice(octets);
    Some(all)
}

/// How many bits an address of the family has.
fn bits(family: AddressFamily) -> Option<u8> {
    match family {
        AddressFamily(0) => Some(0),
        AddressFamily::IP => Some(32),
        AddressFamily::IP6 => Some(128),
        _ => None,
    }
}

/// Whether a bit is set after the first `prefix`, in the octets that hold these.
fn exceeds(octets: &[u8], prefix: u8) -> bool {
    let in_last = prefix & 7;
    in_last != 0 && octets.last().is_some_and(|last| last << in_last != 0)
}

impl<'a> Fields<'a> for Ecs<'a> {
    const NAMES: &'static [&'static str] =
        &["family", "source_prefix_length", "scope_prefix_length", "address"];

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let mut index = 0_u8..;
        let (source, family) = field_at(i, follow, &mut index)?;
        let (scope, source_prefix_length) = field_at::<u8, F>(source, follow, &mut index)?;
        let (address, scope_prefix_length) = field_at::<u8, F>(scope, follow, &mut index)?;
        let refuse = |i: Wire<'a>, field| invalid(i).map(|fault| fault.in_field(field));
        let bits = bits(family).ok_or_else(|| refuse(i, 0))?;
        if source_prefix_length > bits {
            return Err(refuse(source, 1));
        }
        if scope_prefix_length > bits {
            return Err(refuse(scope, 2));
        }
        let (rest, octets) = take(source_prefix_length.div_ceil(8).into())(address)
            .map_err(|error| error.map(|fault| fault.in_field(3)))?;
        if exceeds(octets, source_prefix_length) {
            return Err(refuse(address, 3));
        }
        Ok((rest, Ecs { family, source_prefix_length, scope_prefix_length, address: octets }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.family.compose(out)?;
        out.octets(&[self.source_prefix_length, self.scope_prefix_length])?;
        out.octets(self.address)
    }

    fn show(&self, text: &mut Text<'_>) {
        match self.address() {
            Some(IpAddr::V4(address)) => address.show(text),
            Some(IpAddr::V6(address)) => address.show(text),
            None => text.number(self.family.0),
        }
        text.push(b'/');
        text.number(self.source_prefix_length);
        text.push(b'/');
        text.number(self.scope_prefix_length);
    }

    fn walk(i: Wire<'a>, visited: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (i, ()) = visit::<AddressFamily>("family", i, visited)?;
        let (i, ()) = visit::<u8>("source_prefix_length", i, visited)?;
        let (i, ()) = visit::<u8>("scope_prefix_length", i, visited)?;
        visit::<Hex<'a>>("address", i, visited)
    }
}

display! { Ecs 'a <'a> }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_after_the_prefix_are_seen_at_every_length() {
        for prefix in 1..8 {
            let within = 0xFF << (8 - prefix);
            assert!(!exceeds(&[0xFF, within], prefix), "{prefix}");
            assert!(exceeds(&[0, within | 1], prefix), "{prefix}");
        }
        assert!(!exceeds(&[0xFF], 8));
        assert!(!exceeds(&[], 0));
    }
}
