//! The options of Cisco Umbrella: on whose behalf a forwarder asks.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::fields::FixedHex;
use super::invalid;
use crate::compose::{Full, Output};
use crate::field::declare::{display, visit};
use crate::field::{Field, FieldView, Fields, List, Value, field_at, fields};
use crate::name::walk::step;
use crate::name::{Direct, Follow};
use crate::text::Text;
use crate::wire::{Parsed, Wire, array};

/// Octets that are always the same.
macro_rules! magic {
    ($($(#[$doc:meta])* $name:ident = $octets:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name;

        impl $name {
            /// The octets.
            pub const OCTETS: &'static [u8] = $octets;
        }

        impl<'a> Field<'a> for $name {
            fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
                let (j, octets) = array(i)?;
                if octets == *$octets { Ok((j, $name)) } else { Err(invalid(i)) }
            }
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                out.octets($octets)
            }
            fn show(&self, text: &mut Text<'_>) {
                text.run($octets);
            }
            fn value(self) -> Value<'a> {
                Value::Octets($octets)
            }
        }
    )+};
}

magic! {
    /// The first octets of [`Umbrella`].
    Odns = b"ODNS";
    /// The first octets of [`DeviceId`].
    OpenDns = b"OpenDNS";
}

fields! {
    /// The device that a query comes from (Cisco cloud-security documentation).
    pub struct DeviceId<'a> {
        /// ASCII `OpenDNS`.
        pub magic: OpenDns,
        /// The device.
        pub device_id: FixedHex<'a, 8>,
    }
}

/// Who a query is for, in several ways (Cisco cloud-security documentation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Umbrella<'a> {
    /// ASCII `ODNS`.
    pub magic: Odns,
    /// The version of the option: 0 or 1.
    pub version: u8,
    /// Bits without a public meaning.
    pub flags: u8,
    /// Who it is for; borrowed.
    pub fields: List<'a, UmbrellaField<'a>>,
}

/// Whom a query is for, in one of the ways to tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UmbrellaField<'a> {
    /// Type 4: an asset.
    Asset(u32),
    /// Type 8: an organization.
    Organization(u32),
    /// Type 16: the client's IPv4 address.
    Ipv4(Ipv4Addr),
    /// Type 32: the client's IPv6 address.
    Ipv6(Ipv6Addr),
    /// Type 64: a device.
    Device(FixedHex<'a, 8>),
}

impl<'a> Field<'a> for UmbrellaField<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (j, number) = u16::parse(i, follow)?;
        match number {
            4 => value(j, follow, UmbrellaField::Asset),
            8 => value(j, follow, UmbrellaField::Organization),
            16 => value(j, follow, UmbrellaField::Ipv4),
            32 => value(j, follow, UmbrellaField::Ipv6),
            64 => value(j, follow, UmbrellaField::Device),
            _ => Err(invalid(i)),
        }
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.number().compose(out)?;
        match self {
            UmbrellaField::Asset(number) | UmbrellaField::Organization(number) => {
                number.compose(out)
            }
            UmbrellaField::Ipv4(address) => address.compose(out),
            UmbrellaField::Ipv6(address) => address.compose(out),
            UmbrellaField::Device(device) => device.compose(out),
        }
    }

    fn show(&self, text: &mut Text<'_>) {
        text.ascii(match self {
            UmbrellaField::Asset(_) => "asset=",
            UmbrellaField::Organization(_) => "organization=",
            UmbrellaField::Ipv4(_) | UmbrellaField::Ipv6(_) => "client=",
            UmbrellaField::Device(_) => "device=",
        });
        match self {
            UmbrellaField::Asset(number) | UmbrellaField::Organization(number) => {
                text.number(*number);
            }
            UmbrellaField::Ipv4(address) => address.show(text),
            UmbrellaField::Ipv6(address) => address.show(text),
            UmbrellaField::Device(device) => device.show(text),
        }
    }

    fn value(self) -> Value<'a> {
        match self {
            UmbrellaField::Asset(number) | UmbrellaField::Organization(number) => number.value(),
            UmbrellaField::Ipv4(address) => address.value(),
            UmbrellaField::Ipv6(address) => address.value(),
            UmbrellaField::Device(device) => device.value(),
        }
    }
}

/// Reads the value of a field, whose type makes it `make`.
fn value<'a, T: Field<'a>, F: Follow>(
    i: Wire<'a>,
    follow: &mut F,
    make: impl Fn(T) -> UmbrellaField<'a>,
) -> Parsed<'a, UmbrellaField<'a>> {
    let (i, value) = T::parse(i, follow)?;
    Ok((i, make(value)))
}

impl UmbrellaField<'_> {
    /// The number of its type.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            UmbrellaField::Asset(_) => 4,
            UmbrellaField::Organization(_) => 8,
            UmbrellaField::Ipv4(_) => 16,
            UmbrellaField::Ipv6(_) => 32,
            UmbrellaField::Device(_) => 64,
        }
    }
}

impl<'a> Fields<'a> for Umbrella<'a> {
    const NAMES: &'static [&'static str] = &["magic", "version", "flags", "fields"];

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let mut index = 0_u8..;
        let (i, magic) = field_at(i, follow, &mut index)?;
        let (i, version) = field_at(i, follow, &mut index)?;
        let (i, flags) = field_at(i, follow, &mut index)?;
        let (fields, mut left) = (List::new(i), i);
        while !left.is_empty() {
            step();
            (left, _) = field_at::<UmbrellaField<'a>, F>(left, follow, &mut (3..))?;
        }
        Ok((left, Umbrella { magic, version, flags, fields }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.magic.compose(out)?;
        out.octets(&[self.version, self.flags])?;
        out.octets(self.fields.as_octets())
    }

    fn show(&self, text: &mut Text<'_>) {
        text.ascii("version ");
        text.number(self.version);
        text.ascii(", flags ");
        text.number(self.flags);
        for field in self.fields {
            text.ascii(", ");
            field.show(text);
        }
    }

    fn walk(i: Wire<'a>, visited: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (i, ()) = visit::<Odns>("magic", i, visited)?;
        let (i, ()) = visit::<u8>("version", i, visited)?;
        let (mut left, ()) = visit::<u8>("flags", i, visited)?;
        while !left.is_empty() {
            let (rest, field) = UmbrellaField::parse(left, &mut Direct)?;
            let (value, ()) = visit::<u16>("type", left, visited)?;
            let range = value.offset()..rest.offset();
            visited(FieldView { name: "value", range, value: field.value() });
            left = rest;
        }
        Ok((left, ()))
    }
}

display! { Umbrella 'a <'a> }
