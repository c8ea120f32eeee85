//! Bitmaps without windows: the ports of WKS, the types of NXT.

use core::fmt;
use core::net::Ipv4Addr;
use core::ops::Deref;

use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::{Field, TypeBitmap, Value, fields};
use crate::findings::Rule;
use crate::name::walk::step;
use crate::name::{Follow, Name};
use crate::rdata::Type;
use crate::rdata::rules::{Broken, unless};
use crate::text::Text;
use crate::wire::{Parsed, Wire, rest};

fields! {
    /// WKS: the well known services of a host ([RFC 1035 section 3.4.2]).
    ///
    /// [RFC 1035 section 3.4.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.4.2
    pub struct Wks<'a> {
        /// The address of the host.
        pub address: Ipv4Addr,
        /// The number of the IP protocol: 6 for TCP, 17 for UDP.
        pub protocol: u8,
        /// The ports of the services.
        pub bitmap: Ports<'a>,
    }
}

/// A set of ports, as a bitmap of up to 65536 bits; shown as numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ports<'a>(pub &'a [u8]);

/// The ports of a [`Ports`], in ascending order.
#[derive(Clone, Debug)]
pub struct PortNumbers<'a> {
    octets: &'a [u8],
    /// How many octets and bits of them were looked at.
    bit: u32,
}

impl<'a> Ports<'a> {
    /// The ports, in ascending order.
    #[must_use]
    pub fn iter(self) -> PortNumbers<'a> {
        PortNumbers { octets: self.0, bit: 0 }
    }

    /// The octets; bit 0, the highest of the first, stands for port 0.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.0
    }
}

impl Iterator for PortNumbers<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        loop {
            step();
            let (octet, rest) = self.octets.split_first()?;
            let left = octet << (self.bit & 7);
            if left == 0 {
                self.octets = rest;
                self.bit = (self.bit | 7) + 1;
                continue;
            }
            let port = self.bit + left.leading_zeros();
            self.bit = port + 1;
            if self.bit.is_multiple_of(8) {
                self.octets = rest;
            }
            // Bits beyond the last port stand for nothing.
            return u16::try_from(port).ok();
        }
    }
}

impl<'a> IntoIterator for Ports<'a> {
    type Item = u16;
    type IntoIter = PortNumbers<'a>;

    fn into_iter(self) -> PortNumbers<'a> {
        self.iter()
    }
}

impl fmt::Debug for Ports<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<'a> Field<'a> for Ports<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = rest(i)?;
        Ok((i, Ports(octets)))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.0)
    }

    fn is_shown(&self) -> bool {
        self.iter().next().is_some()
    }

    fn show(&self, text: &mut Text<'_>) {
        for (place, port) in self.iter().enumerate() {
            if place != 0 {
                text.space();
            }
            text.number(port);
        }
    }

    fn value(self) -> Value<'a> {
        Value::Octets(self.0)
    }
}

fields! {
    /// NXT: the next name of the zone, and the types of this one, before NSEC
    /// ([RFC 2535 section 5.2]).
    ///
    /// [RFC 2535 section 5.2]: https://www.rfc-editor.org/rfc/rfc2535#section-5.2
    pub struct Nxt<'a> {
        /// The next owner in the canonical order of the zone; the apex after the last.
        pub next_domain_name: Name<'a>,
        /// The types of the owner, below 128.
        pub type_bit_map: NxtBitmap<'a>,
    }
    rules Self::rule;
}

impl Nxt<'_> {
    /// Type 0 cannot be present: its bit says that the bitmap is in another format.
    fn rule(&self) -> Broken {
        unless(!self.type_bit_map.contains(Type(0)), Rule::NxtFormat, 1)
    }
}

/// A set of RR types below 128, as a bitmap of up to 16 octets ([RFC 2535 section 5.2]).
///
/// [RFC 2535 section 5.2]: https://www.rfc-editor.org/rfc/rfc2535#section-5.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NxtBitmap<'a>(pub(crate) TypeBitmap<'a>);

impl<'a> Deref for NxtBitmap<'a> {
    type Target = TypeBitmap<'a>;

    fn deref(&self) -> &TypeBitmap<'a> {
        &self.0
    }
}

impl<'a> Field<'a> for NxtBitmap<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (j, octets) = rest(i)?;
        if octets.len() > 16 || octets.last() == Some(&0) {
            return Err(i.fault(FaultKind::BitmapLength));
        }
        Ok((j, NxtBitmap(TypeBitmap::plain(octets))))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.0.compose(out)
    }

    fn is_shown(&self) -> bool {
        self.0.is_shown()
    }

    fn show(&self, text: &mut Text<'_>) {
        self.0.show(text);
    }

    fn value(self) -> Value<'a> {
        self.0.value()
    }
}
