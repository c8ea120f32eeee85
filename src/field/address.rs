//! Addresses.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::{Field, Value};
use crate::compose::{Full, Output};
use crate::name::Follow;
use crate::text::Text;
use crate::wire::{Parsed, Wire, array};

impl<'a> Field<'a> for Ipv4Addr {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = array::<4>(i)?;
        Ok((i, octets.into()))
    }
    #[inline]
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(&self.octets())
    }
    fn show(&self, text: &mut Text<'_>) {
        let [a, b, c, d] = self.octets();
        text.number(a);
        for octet in [b, c, d] {
            text.push(b'.');
            text.number(octet);
        }
    }
    fn value(self) -> Value<'a> {
        Value::Ipv4(self)
    }
}

impl<'a> Field<'a> for Ipv6Addr {
    #[inline]
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let (i, octets) = array::<16>(i)?;
        Ok((i, octets.into()))
    }
    #[inline]
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(&self.octets())
    }
    fn show(&self, text: &mut Text<'_>) {
        if let Some(address) = self.to_ipv4_mapped() {
            text.ascii("::ffff:");
            return address.show(text);
        }
        let groups = self.segments();
        let (start, end) = zeros(groups);
        for (place, group) in groups.into_iter().enumerate() {
            if place == start {
                text.ascii("::");
            }
            if place < start || place >= end {
                if place != 0 && place != end {
                    text.push(b':');
                }
                hex_group(text, group);
            }
        }
    }
    fn value(self) -> Value<'a> {
        Value::Ipv6(self)
    }
}

/// The first longest run of at least two zero groups (RFC 5952 section 4.2).
fn zeros(groups: [u16; 8]) -> (usize, usize) {
    let (mut best, mut start) = ((0, 1), 0);
    for (place, group) in groups.into_iter().enumerate() {
        if group != 0 {
            start = place + 1;
        } else if place + 1 - start > best.1 - best.0 {
            best = (start, place + 1);
        }
    }
    if best == (0, 1) { (8, 8) } else { best }
}

/// Appends a number in hexadecimal, lower case, without leading zeros.
fn hex_group(text: &mut Text<'_>, group: u16) {
    for shift in [12, 8, 4, 0] {
        if shift == 0 || group >> shift != 0 {
            let [_, digit] = (group >> shift & 15).to_be_bytes();
            text.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups of zeros of every shape, against the standard library.
    #[test]
    fn addresses_are_shown_as_rfc_5952_says() {
        for shape in 0..=u8::MAX {
            for number in [1, 0x0D, 0x2001, 0x0DB8, 0xFFFF] {
                let groups = core::array::from_fn(|place| u16::from(shape >> place & 1) * number);
                let address = Ipv6Addr::from(groups);
                let mut shown = String::new();
                let mut text = Text::new(&mut shown);
                Field::show(&address, &mut text);
                text.finish().unwrap();
                assert_eq!(shown, address.to_string());
            }
        }
    }
}
