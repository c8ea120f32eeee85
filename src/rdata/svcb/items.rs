//! What the lists inside parameters hold.

use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Deref;

use super::list::ListValue;
use crate::compose::{Full, Output};
use crate::error::FaultKind;
use crate::field::{CharacterString, Field, Items, List, Value};
use crate::name::Follow;
use crate::registry::SvcParamKey;
use crate::text::{Plain, Text};
use crate::wire::{Parsed, Wire};

impl ListValue<'_> for Ipv4Addr {}

impl ListValue<'_> for Ipv6Addr {}

impl<'a> Field<'a> for SvcParamKey {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, key) = u16::parse(i, follow)?;
        Ok((i, SvcParamKey(key)))
    }
    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        self.0.compose(out)
    }
    fn show(&self, text: &mut Text<'_>) {
        text.display(self);
    }
    fn value(self) -> Value<'a> {
        self.0.value()
    }
}

/// The keys of `mandatory`: strictly ascending, itself not among them (RFC 9460 section 8).
impl<'a> ListValue<'a> for SvcParamKey {
    fn misplaced(items: Items<'a, Self>) -> Option<usize> {
        let mut last = SvcParamKey::MANDATORY;
        items.into_iter().position(|key| core::mem::replace(&mut last, key) >= key)
    }

    fn list_value(window: Wire<'a>) -> Value<'a> {
        Value::Numbers(List::new(window))
    }
}

/// TLS groups: no one stands twice (draft-ietf-tls-key-share-prediction).
impl<'a> ListValue<'a> for u16 {
    fn misplaced(items: Items<'a, Self>) -> Option<usize> {
        if items.count() > FEW { repeated_of_many(items) } else { repeated_of_few(items) }
    }

    fn list_value(window: Wire<'a>) -> Value<'a> {
        Value::Numbers(List::new(window))
    }
}

/// Up to so many numbers are compared with one another.
const FEW: usize = 32;

/// The place of the first number that stood before: each is compared with all places at once, and
/// those before it count.
fn repeated_of_few(items: Items<'_, u16>) -> Option<usize> {
    let mut numbers = [0_u16; FEW];
    numbers.iter_mut().zip(items).for_each(|(place, number)| *place = number);
    items.into_iter().zip(0_u16..).position(|(number, at)| {
        let places = numbers.iter().zip(0_u16..);
        let equal = |(one, place): (&u16, u16)| u16::from(place < at) & u16::from(*one == number);
        places.map(equal).fold(0, |found, equal| found | equal) != 0
    })
}

/// The place of the first number that stood before, with one bit for each that there can be.
#[cold]
#[inline(never)]
fn repeated_of_many(mut items: Items<'_, u16>) -> Option<usize> {
    let mut seen = [0_u32; 0x800];
    items.position(|number| {
        let bit = 1 << (number & 31);
        let Some(bits) = seen.get_mut(usize::from(number >> 5)) else { return true };
        core::mem::replace(bits, *bits | bit) & bit != 0
    })
}

/// Strings of 1 to 255 octets in a list.
macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident, may be empty $may_be_empty:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name<'a>(pub &'a [u8]);

        impl<'a> $name<'a> {
            /// The octets, without the length octet.
            #[must_use]
            pub fn as_octets(self) -> &'a [u8] {
                self.0
            }
        }

        impl Deref for $name<'_> {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                self.0
            }
        }

        impl<'a> Field<'a> for $name<'a> {
            fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
                let (rest, octets) = string(i, follow)?;
                Ok((rest, $name(octets)))
            }
            fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
                CharacterString(self.0).compose(out)
            }
            fn show(&self, text: &mut Text<'_>) {
                show_in_list(self.0, text);
            }
            fn value(self) -> Value<'a> {
                Value::Text(self.0)
            }
        }

        impl<'a> ListValue<'a> for $name<'a> {
            const MAY_BE_EMPTY: bool = $may_be_empty;
            const QUOTED: bool = true;

            fn list_value(window: Wire<'a>) -> Value<'a> {
                Value::Strings(List::new(window))
            }
        }
    )+};
}

strings! {
    /// What ALPN calls a protocol ([RFC 9460 section 7.1]): 1 to 255 octets.
    ///
    /// [RFC 9460 section 7.1]: https://www.rfc-editor.org/rfc/rfc9460#section-7.1
    AlpnId, may be empty false;
    /// A segment of a path of CoAP ([RFC 9953 section 3]): 1 to 255 octets.
    ///
    /// [RFC 9953 section 3]: https://www.rfc-editor.org/rfc/rfc9953#section-3
    PathSegment, may be empty true;
}

/// Reads a string that is not empty.
fn string<'a, F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, &'a [u8]> {
    let (rest, CharacterString(octets)) = CharacterString::parse(i, follow)?;
    if octets.is_empty() {
        return Err(i.fault(FaultKind::Invalid));
    }
    Ok((rest, octets))
}

/// Appends a string of a list: escaped as a value of the list, and again as part of the string
/// that the whole list is ([RFC 9460 appendix A.1]).
///
/// [RFC 9460 appendix A.1]: https://www.rfc-editor.org/rfc/rfc9460#appendix-A.1
fn show_in_list(octets: &[u8], text: &mut Text<'_>) {
    for run in octets.split_inclusive(|octet| matches!(octet, b',' | b'\\')) {
        match run.split_last() {
            Some((b',', before)) => {
                text.escaped(before, Plain::IN_QUOTES);
                text.ascii(r"\\,");
            }
            Some((b'\\', before)) => {
                text.escaped(before, Plain::IN_QUOTES);
                text.ascii(r"\\\\");
            }
            _ => text.escaped(run, Plain::IN_QUOTES),
        }
    }
}

/// A transport of DNS and how much it is preferred (draft-johani-dnsop-svcb-oots-00).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WeightedTransport<'a> {
    /// `do53`, `dot`, `doh` or `doq`.
    pub protocol: &'a [u8],
    /// 0 to 100.
    pub weight: u8,
}

/// The protocols of [`WeightedTransport`].
const PROTOCOLS: [&[u8]; 4] = [b"do53", b"dot", b"doh", b"doq"];

impl<'a> Field<'a> for WeightedTransport<'a> {
    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (j, CharacterString(protocol)) = CharacterString::parse(i, follow)?;
        if !PROTOCOLS.contains(&protocol) {
            return Err(i.fault(FaultKind::Invalid));
        }
        let (rest, weight) = u8::parse(j, follow)?;
        if weight > 100 {
            return Err(j.fault(FaultKind::Invalid));
        }
        Ok((rest, WeightedTransport { protocol, weight }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        CharacterString(self.protocol).compose(out)?;
        self.weight.compose(out)
    }

    fn show(&self, text: &mut Text<'_>) {
        show_in_list(self.protocol, text);
        text.push(b':');
        text.number(self.weight);
    }

    fn value(self) -> Value<'a> {
        Value::Text(self.protocol)
    }
}

/// Transports: no one stands twice.
impl<'a> ListValue<'a> for WeightedTransport<'a> {
    const QUOTED: bool = true;

    fn misplaced(items: Items<'a, Self>) -> Option<usize> {
        // There are only four protocols, so that the fifth item repeats one at the latest.
        items
            .into_iter()
            .enumerate()
            .position(|(at, item)| items.take(at).any(|one| one.protocol == item.protocol))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wire;

    fn items(octets: &[u8]) -> Items<'_, u16> {
        List::new(Wire::new(octets)).iter()
    }

    #[test]
    fn a_repeated_group_is_found_in_short_and_in_long_lists() {
        for count in [2_u16, 31, 32, 33, 34, 500] {
            let mut octets: Vec<u8> = (0..count).flat_map(|n| (n * 101).to_be_bytes()).collect();
            assert_eq!(u16::misplaced(items(&octets)), None, "{count}");
            octets.extend((count / 2 * 101).to_be_bytes());
            octets.extend([0, 0]);
            assert_eq!(u16::misplaced(items(&octets)), Some(count.into()), "{count}");
        }
    }

    #[test]
    fn every_group_has_a_bit_of_its_own() {
        let octets: Vec<u8> = (0..32000_u16).flat_map(|n| (n * 2 + 1).to_be_bytes()).collect();
        assert_eq!(repeated_of_many(items(&octets)), None);
    }
}
