//! A6: part of an IPv6 address, and the name of the rest.

use core::net::Ipv6Addr;

use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::declare::{display, visit as visit_field};
use crate::field::{Field, FieldView, Fields, Value};
use crate::name::{Direct, Follow, Name};
use crate::text::Text;
use crate::wire::{Parsed, Wire, be_u8, take};

/// A6: the lower bits of an IPv6 address, and the name that has those before them
/// ([RFC 2874 section 3.1]).
///
/// [RFC 2874 section 3.1]: https://www.rfc-editor.org/rfc/rfc2874#section-3.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct A6<'a> {
    /// How many bits of the address come from the prefix name; 0 to 128.
    pub prefix_len: u8,
    /// The bits behind them; those of the prefix are zero.
    pub address_suffix: Ipv6Addr,
    /// Where the bits of the prefix are; there unless the prefix has none.
    pub prefix_name: Option<Name<'a>>,
}

/// Reads the length of the prefix: "a value between 0 and 128" (RFC 2874 section 3.1.1).
#[inline]
fn prefix_len(i: Wire<'_>) -> Parsed<'_, u8> {
    let (j, prefix_len) = be_u8(i)?;
    if prefix_len > 128 {
        return Err(i.fault(FaultKind::Invalid));
    }
    Ok((j, prefix_len))
}

/// Reads the bits behind the prefix: whole octets, whose pad bits "MUST be set to zero".
#[inline]
fn suffix(i: Wire<'_>, prefix_len: u8) -> Parsed<'_, Ipv6Addr> {
    let first = usize::from(prefix_len / 8);
    let (j, octets) = take(16_usize.saturating_sub(first))(i)?;
    let mut address = [0; 16];
    if let Some(place) = address.get_mut(first..) {
        place.copy_from_slice(octets);
    }
    if octets.first().is_some_and(|octet| octet & !(0xFF >> (prefix_len % 8)) != 0) {
        return Err(i.fault(FaultKind::Invalid));
    }
    Ok((j, address.into()))
}

/// Reads the name, which is there unless the prefix has no bits.
#[inline]
fn prefix_name<'a, F: Follow>(
    i: Wire<'a>,
    prefix_len: u8,
    follow: &mut F,
) -> Parsed<'a, Option<Name<'a>>> {
    if prefix_len == 0 {
        return Ok((i, None));
    }
    let (i, name) = Name::parse(i, follow)?;
    Ok((i, Some(name)))
}

impl<'a> Fields<'a> for A6<'a> {
    const NAMES: &'static [&'static str] = &["prefix_len", "address_suffix", "prefix_name"];

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, prefix_len) = prefix_len(i)?;
        let suffix = suffix(i, prefix_len);
        let (i, address_suffix) = suffix.map_err(|error| error.map(|fault| fault.in_field(1)))?;
        let name = prefix_name(i, prefix_len, follow);
        let (i, prefix_name) = name.map_err(|error| error.map(|fault| fault.in_field(2)))?;
        Ok((i, A6 { prefix_len, address_suffix, prefix_name }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        let bits = u128::MAX.checked_shr(self.prefix_len.into()).unwrap_or(0);
        let address = (self.address_suffix.to_bits() & bits).to_be_bytes();
        let suffix = address.get(usize::from(self.prefix_len / 8)..).unwrap_or_default();
        out.octets(&[self.prefix_len])?;
        out.octets(suffix)?;
        self.prefix_name.compose(out)
    }

    fn show(&self, text: &mut Text<'_>) {
        text.number(self.prefix_len);
        if self.prefix_len < 128 {
            text.space();
            self.address_suffix.show(text);
        }
        if let Some(name) = self.prefix_name {
            text.space();
            name.show(text);
        }
    }

    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (_, prefix_len) = prefix_len(i)?;
        let (i, ()) = visit_field::<u8>("prefix_len", i, visit)?;
        let (j, address) = suffix(i, prefix_len)?;
        visit(FieldView::new("address_suffix", i, j, address.value()));
        let (rest, name) = prefix_name(j, prefix_len, &mut Direct)?;
        visit(FieldView::new("prefix_name", j, rest, name.map_or(Value::Absent, Value::Name)));
        Ok((rest, ()))
    }
}

display! { A6 'a <'a> }
