//! Host addresses: A, AAAA, and the address lists of APL.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::compose::{Full, Output};
use crate::field::{Field, List, Value, fields};
use crate::findings::Rule;
use crate::name::{Follow, Name};
use crate::rdata::rules::Broken;
use crate::registry::AddressFamily;
use crate::text::Text;
use crate::wire::{Parsed, Wire, array, take};

fields! {
    /// A: an IPv4 address of the owner ([RFC 1035 section 3.4.1]).
    ///
    /// [RFC 1035 section 3.4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-3.4.1
    pub struct A {
        /// The address.
        pub address: Ipv4Addr,
    }
}

/// A 16-bit address that is shown in octal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Octal(pub u16);

impl<'a> Field<'a> for Octal {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, number) = u16::parse(i, follow)?;
        Ok((i, Octal(number)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.0.compose(out)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.display(format_args!("{:o}", self.0));
    }
    fn value(self) -> Value<'a> {
        Value::Number(self.0.into())
    }
}

fields! {
    /// A in class CH: the address of a host on Chaosnet.
    pub struct ChaosA<'a> {
        /// The domain of the address.
        pub ch_addr_dname: Name<'a>,
        /// The address, shown in octal.
        pub ch_addr: Octal,
    }
}

fields! {
    /// AAAA: an IPv6 address of the owner ([RFC 3596 section 2.2]).
    ///
    /// [RFC 3596 section 2.2]: https://www.rfc-editor.org/rfc/rfc3596#section-2.2
    pub struct Aaaa {
        /// The address.
        pub address: Ipv6Addr,
    }
}

fields! {
    /// APL: lists of address prefixes ([RFC 3123 section 4]).
    ///
    /// [RFC 3123 section 4]: https://www.rfc-editor.org/rfc/rfc3123#section-4
    pub struct Apl<'a> {
        /// The items, in the order in which they stand; there may be none.
        pub items: List<'a, AplItem<'a>>,
    }
    rules Self::rule;
}

impl Apl<'_> {
    fn rule(&self) -> Broken {
        self.items.iter().find_map(|item| item.rule()).map(|rule| (rule, 0))
    }
}

/// One item of an APL record ([RFC 3123 section 4]).
///
/// [RFC 3123 section 4]: https://www.rfc-editor.org/rfc/rfc3123#section-4
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AplItem<'a> {
    /// The address family: 1 for IPv4, 2 for IPv6.
    pub address_family: AddressFamily,
    /// The length of the prefix in bits.
    pub prefix: u8,
    /// Whether the item is negated.
    pub n: bool,
    /// The octets of the address, without those that are zero at its end; at most 127.
    pub afdpart: &'a [u8],
}

impl<'a> Field<'a> for AplItem<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, address_family) = AddressFamily::parse(i, follow)?;
        let (i, [prefix, length]) = array(i)?;
        let (i, afdpart) = take((length & 0x7F).into())(i)?;
        Ok((i, AplItem { address_family, prefix, n: length & 0x80 != 0, afdpart }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        let length = u8::try_from(self.afdpart.len()).map_err(|_| Full)?;
        if length > 127 {
            return Err(Full);
        }
        self.address_family.compose(out)?;
        out.octets(&[self.prefix, length | u8::from(self.n) << 7])?;
        out.octets(self.afdpart)
    }

    fn show(&self, text: &mut Text<'_>) {
        if self.n {
            text.push(b'!');
        }
        text.number(self.address_family.0);
        text.push(b':');
        match self.address() {
            Some(Address::V4(address)) => address.show(text),
            Some(Address::V6(address)) => address.show(text),
            None => text.hex(self.afdpart),
        }
        text.push(b'/');
        text.number(self.prefix);
    }

    fn value(self) -> Value<'a> {
        Value::Octets(self.afdpart)
    }
}

enum Address {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl AplItem<'_> {
    fn rule(&self) -> Option<Rule> {
        let octets = match self.address_family {
            AddressFamily::IP => 4,
            AddressFamily::IP6 => 16,
            _ => return None,
        };
        // "the sender MUST NOT include trailing zero octets in the AFDPART" (RFC 3123 section 4).
        if self.afdpart.len() > octets || self.afdpart.last() == Some(&0) {
            return Some(Rule::AddressLength);
        }
        (usize::from(self.prefix) > octets * 8).then_some(Rule::AddressPrefix)
    }

    /// The whole address, if the family is known and the octets are not too many.
    fn address(&self) -> Option<Address> {
        match self.address_family {
            AddressFamily::IP => filled::<4>(self.afdpart).map(|a| Address::V4(a.into())),
            AddressFamily::IP6 => filled::<16>(self.afdpart).map(|a| Address::V6(a.into())),
            _ => None,
        }
    }
}

/// `octets` with zeros after them; `None` when they are too many.
pub(crate) fn filled<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    let mut all = [0; N];
    all.get_mut(..octets.len())?.copy_from_slice(octets);
    Some(all)
}
