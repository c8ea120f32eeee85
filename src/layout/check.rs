//! Walks the octets of a layout to find the end of each field.

use super::broken::broken_check;
use super::coded;
use super::kind::{Kind, Mnemonic};
use super::list::{AddressPrefix, Item, List, UmbrellaField, WeightedTransport};
use super::{Layout, Other, TypeBitmap};
use crate::error::{Fault, FaultKind};
use crate::name::{Lengths, Name, Pointers, Store, Table};
use crate::registry::{AddressFamily, OptionCode, SvcParamKey};
use crate::wire::{Wire, be_u8, be_u16, count_step, exact, window};

/// Checks that `data` is exactly the fields of `layout`.
pub(crate) fn check(
    layout: &Layout,
    data: Wire<'_>,
    pointers: &mut Pointers<'_>,
) -> Result<(), Fault> {
    let mut i = data;
    for (field, index) in layout.fields_of(data.octets()).iter().zip(0..=u8::MAX) {
        i = pass(field.kind, data, i, pointers).map_err(|fault| fault.in_field(index))?;
    }
    exact(i)
}

/// Returns `true` if `data` is exactly the fields of `layout`, and no value breaks a rule. Without
/// `lengths` it is `false` for a compressed name too.
pub(super) fn fits<S: Store>(
    layout: &Layout,
    data: Wire<'_>,
    mut lengths: Option<&mut Lengths<S>>,
) -> bool {
    if let (Other::FirstNotZero(..), [1..=255, ..]) = (layout.other, data.octets()) {
        return false;
    }
    let mut pointers = Pointers::refuse();
    let mut i = data;
    for field in layout.fields_of(data.octets()) {
        let rest = match (field.kind, &mut lengths) {
            (Kind::Name, Some(lengths)) => lengths.after_name(i),
            _ => pass(field.kind, data, i, &mut pointers).ok(),
        };
        let Some(rest) = rest else { return false };
        if !field.checks.is_empty() && broken_check(field, data, i.until(rest)).is_some() {
            return false;
        }
        i = rest;
    }
    i.is_empty()
}

/// Returns the window after a field of this kind, which starts at `i` in `data`.
pub(super) fn pass<'a>(
    kind: Kind,
    data: Wire<'a>,
    i: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Result<Wire<'a>, Fault> {
    let len = match kind {
        Kind::U8 | Kind::Length8 | Kind::LowBits | Kind::Mnemonic(Mnemonic::DsyncScheme) => 1,
        Kind::U16 | Kind::Octal | Kind::Length16 | Kind::Mnemonic(_) => 2,
        Kind::U32 | Kind::Time | Kind::Ipv4 => 4,
        Kind::U48 => 6,
        Kind::U64 | Kind::Locator => 8,
        Kind::Ipv6 => 16,
        Kind::Eui(len) | Kind::Fixed(len) => len.into(),
        Kind::Name => return Name::check(i, pointers),
        Kind::Rest(_) | Kind::Ports | Kind::Octets => i.len(),
        Kind::Counted8(_) => {
            let (i, len) = be_u8(i)?;
            return Ok(window(i, len.into())?.0);
        }
        Kind::Counted16(_) => {
            let (i, len) = be_u16(i)?;
            return Ok(window(i, len.into())?.0);
        }
        Kind::Types => return TypeBitmap::check(i),
        Kind::Strings => return check_items::<&[u8]>(i, 1),
        Kind::Numbers => return check_items::<u16>(i, 0),
        Kind::Names => return names(i, pointers),
        Kind::Options => return coded::check::<OptionCode>(i),
        Kind::Params => return coded::check::<SvcParamKey>(i),
        Kind::Optional(_) if i.is_empty() => return Ok(i),
        Kind::Optional(kind) => return pass(*kind, data, i, pointers),
        _ => return pass_irregular(kind, data, i, pointers),
    };
    Ok(window(i, len)?.0)
}

/// Checks names up to the end of the window.
#[inline(never)]
fn names<'a>(i: Wire<'a>, pointers: &mut Pointers<'_>) -> Result<Wire<'a>, Fault> {
    let (message, octets, start) = (i.message(), i.octets(), i.offset());
    let mut at = 0_usize;
    loop {
        count_step();
        if pointers.know_names() {
            let end = start.wrapping_add(octets.len());
            let known = pointers.pass_known(message, start.wrapping_add(at), end);
            at = at.wrapping_add(known);
        }
        let len = match octets.get(at..).unwrap_or_default() {
            [] => return Ok(i.skip(at)),
            [0, ..] => 1,
            [high @ 0xC0..=0xFF, low, ..]
                if pointers.lead_to_name(message, start.wrapping_add(at), [*high, *low]) =>
            {
                2
            }
            _ => {
                let left = i.skip(at);
                left.until(Name::check(left, pointers)?).len()
            }
        };
        at = at.wrapping_add(len);
        if pointers.need_table() && at < octets.len() {
            return names_with_table(i.skip(at), pointers);
        }
    }
}

/// Checks names whose pointers would take too many steps.
#[cold]
#[inline(never)]
fn names_with_table<'a>(i: Wire<'a>, pointers: &mut Pointers<'_>) -> Result<Wire<'a>, Fault> {
    let mut table = Table::new();
    let mut with_table = pointers.beside(&mut table);
    let mut left = i;
    while !left.is_empty() {
        count_step();
        let Ok(rest) = Name::check(left, &mut with_table) else {
            pointers.note_seen(&with_table);
            // A table finds the last fault of a name; the first one is wanted.
            return Name::check(left, &mut Pointers::follow_all());
        };
        left = rest;
    }
    pointers.note_seen(&with_table);
    Ok(left)
}

/// The octet at an offset of the data; 0 when it has fewer.
#[inline]
pub(super) fn octet(data: Wire<'_>, at: u8) -> u8 {
    data.octets().get(usize::from(at)).copied().unwrap_or(0)
}

/// [`pass`] for the kinds that few types have.
#[inline(never)]
fn pass_irregular<'a>(
    kind: Kind,
    data: Wire<'a>,
    i: Wire<'a>,
    pointers: &mut Pointers<'_>,
) -> Result<Wire<'a>, Fault> {
    let len = match kind {
        Kind::Magic(octets) => {
            let (left, found) = window(i, octets.len())?;
            return if found.octets() == octets {
                Ok(left)
            } else {
                Err(i.refuse(FaultKind::WrongMagic))
            };
        }
        Kind::Utf8 => match core::str::from_utf8(i.octets()) {
            Ok(_) => i.len(),
            Err(error) => return Err(i.skip(error.valid_up_to()).refuse(FaultKind::NotUtf8)),
        },
        Kind::ServerCookie => i.len().clamp(8, 32),
        Kind::NxtTypes => match i.octets() {
            [.., 0] => return Err(i.refuse(FaultKind::BitmapLength)),
            octets if octets.len() > 16 => return Err(i.refuse(FaultKind::BitmapLength)),
            octets => octets.len(),
        },
        Kind::Prefixes => return check_items::<AddressPrefix<'_>>(i, 0),
        Kind::CountedAt8(at, _) => octet(data, at).into(),
        Kind::CountedAt16(at, _) => {
            u16::from_be_bytes([octet(data, at), octet(data, at.saturating_add(1))]).into()
        }
        Kind::PrefixLen => return at_most(i, 128, FaultKind::PrefixTooLong),
        Kind::A6Suffix => return a6_suffix(i, octet(data, 0)),
        Kind::A6Name if octet(data, 0) == 0 => 0,
        Kind::A6Name => return Name::check(i, pointers),
        Kind::GatewayType => return at_most(i, 3, FaultKind::UnknownGatewayType),
        Kind::TopBit => {
            be_u8(i)?; // the next field takes the octet
            0
        }
        Kind::Gateway | Kind::Relay => match octet(data, 1) & 0x7F {
            0 => 0,
            1 => 4,
            2 => 16,
            3 => return Name::check(i, pointers),
            _ => i.len(),
        },
        Kind::Family => {
            let (left, family) = be_u16(i)?;
            return if family < 3 { Ok(left) } else { Err(i.refuse(FaultKind::UnknownFamily)) };
        }
        Kind::FamilyPrefix => {
            let most = match octet(data, 1) {
                1 => 32,
                2 => 128,
                _ => 0,
            };
            return at_most(i, most, FaultKind::PrefixTooLong);
        }
        Kind::FamilyAddress => return family_address(i, octet(data, 2)),
        Kind::ZoneVersion if octet(data, 1) == 0 && i.len() != 4 => {
            return Err(i.refuse(FaultKind::ZoneVersionLength));
        }
        Kind::ZoneVersion => i.len(),
        Kind::UmbrellaFields => return check_items::<UmbrellaField<'_>>(i, 0),
        Kind::Keys => return keys(i),
        Kind::AlpnIds => return strings_with_octets(i, 1),
        Kind::PathSegments => return strings_with_octets(i, 0),
        Kind::Ipv4s => return check_items::<core::net::Ipv4Addr>(i, 1),
        Kind::Ipv6s => return check_items::<core::net::Ipv6Addr>(i, 1),
        Kind::Groups => return groups(i),
        Kind::Transports => return transports(i),
        Kind::Ech => return super::ech::check(i),
        _ => 0,
    };
    Ok(window(i, len)?.0)
}

/// Checks items up to the end of the window, at least `least` of them.
fn check_items<'a, T: Item<'a>>(i: Wire<'a>, least: usize) -> Result<Wire<'a>, Fault> {
    let (mut left, mut count) = (i, 0_usize);
    while count < least || !left.is_empty() {
        count_step();
        (left, _) = T::parse(left)?;
        count = count.saturating_add(1);
    }
    Ok(left)
}

/// Checks strings that are not empty.
fn strings_with_octets(i: Wire<'_>, least: usize) -> Result<Wire<'_>, Fault> {
    let (mut left, mut count) = (i, 0_usize);
    while count < least || !left.is_empty() {
        count_step();
        let (rest, string) = <&[u8]>::parse(left)?;
        if string.is_empty() {
            return Err(left.refuse(FaultKind::EmptyItem));
        }
        (left, count) = (rest, count.saturating_add(1));
    }
    Ok(left)
}

/// Checks an octet that is at most `most`.
fn at_most(i: Wire<'_>, most: u8, kind: FaultKind) -> Result<Wire<'_>, Fault> {
    let (left, number) = be_u8(i)?;
    if number <= most { Ok(left) } else { Err(i.refuse(kind)) }
}

/// Checks the octets after a prefix, whose pad bits "MUST be set to zero" (RFC 2874 section 3.1.1).
fn a6_suffix(i: Wire<'_>, prefix_len: u8) -> Result<Wire<'_>, Fault> {
    let (left, suffix) = window(i, 16_usize.saturating_sub(usize::from(prefix_len / 8)))?;
    match suffix.octets() {
        [first, ..] if first & !(0xFF >> (prefix_len % 8)) != 0 => {
            Err(i.refuse(FaultKind::BitsAfterPrefix))
        }
        _ => Ok(left),
    }
}

/// Checks the octets of an address prefix; bits after the prefix are zero (RFC 7871 section 6).
fn family_address(i: Wire<'_>, prefix_len: u8) -> Result<Wire<'_>, Fault> {
    let (left, address) = window(i, prefix_len.div_ceil(8).into())?;
    let in_last = prefix_len & 7;
    match address.octets() {
        [.., last] if in_last != 0 && last << in_last != 0 => {
            Err(i.refuse(FaultKind::BitsAfterPrefix))
        }
        _ => Ok(left),
    }
}

/// Checks the keys of `mandatory`: strictly ascending, itself not among them (RFC 9460 section 8).
fn keys(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
    let (mut left, mut last) = (check_items::<SvcParamKey>(i, 1)?, SvcParamKey::MANDATORY);
    let end = left;
    left = i;
    while !left.is_empty() {
        let (rest, key) = SvcParamKey::parse(left)?;
        if key <= last {
            return Err(left.refuse(FaultKind::MandatoryOrder));
        }
        (left, last) = (rest, key);
    }
    Ok(end)
}

/// Checks TLS groups, none of them repeated (draft-ietf-tls-key-share-prediction).
fn groups(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
    let end = check_items::<u16>(i, 1)?;
    let numbers = List::<u16>::over(i);
    let repeated =
        if i.len() > 2 * FEW { repeated_of_many(numbers) } else { repeated_of_few(numbers) };
    match repeated {
        None => Ok(end),
        Some(index) => Err(i.skip(index.saturating_mul(2)).refuse(FaultKind::RepeatedItem)),
    }
}

/// Up to this many numbers are compared with one another.
const FEW: usize = 32;

/// Index of the first repeated number. Compares each number with all that came before it at once.
fn repeated_of_few(list: List<'_, u16>) -> Option<usize> {
    // No number of 16 bits is as large.
    let (mut before, mut at) = ([u32::MAX; FEW], 0_usize);
    list.into_iter().position(|number| {
        let number = u32::from(number);
        let equal = before.iter().fold(0, |equal, one| equal | u8::from(*one == number));
        if let Some(place) = before.get_mut(at) {
            *place = number;
        }
        at = at.wrapping_add(1);
        equal != 0
    })
}

/// Index of the first repeated number, with one bit for each number that 16 bits can hold.
#[cold]
#[inline(never)]
fn repeated_of_many(list: List<'_, u16>) -> Option<usize> {
    let mut seen = [0_u32; 0x800];
    list.into_iter().position(|number| {
        let bit = 1 << (number & 31);
        let Some(bits) = seen.get_mut(usize::from(number >> 5)) else { return true };
        core::mem::replace(bits, *bits | bit) & bit != 0
    })
}

/// Checks transports, none of them repeated (draft-johani-dnsop-svcb-oots-00).
fn transports(i: Wire<'_>) -> Result<Wire<'_>, Fault> {
    let end = check_items::<WeightedTransport<'_>>(i, 1)?;
    let (mut left, mut seen): (_, [&[u8]; 4]) = (i, [&[]; 4]);
    for place in 0..=4 {
        if left.is_empty() {
            break;
        }
        let (rest, transport) = WeightedTransport::parse(left)?;
        // There are four protocols, so a fifth item must repeat one.
        if seen.contains(&transport.protocol) || place == 4 {
            return Err(left.refuse(FaultKind::RepeatedItem));
        }
        if let Some(free) = seen.get_mut(place) {
            *free = transport.protocol;
        }
        left = rest;
    }
    Ok(end)
}

/// The most octets of an address of a family; `None` for a family without a known length.
pub(super) fn address_octets(family: AddressFamily) -> Option<u8> {
    match family {
        AddressFamily::IP => Some(4),
        AddressFamily::IP6 => Some(16),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(octets: &[u8]) -> List<'_, u16> {
        List::over(Wire::new(octets))
    }

    #[test]
    fn a_repeated_group_is_found_in_short_and_in_long_lists() {
        for count in [2_u16, 31, 32, 33, 34, 500] {
            let mut octets: Vec<u8> = (0..count).flat_map(|n| (n * 101).to_be_bytes()).collect();
            assert!(groups(Wire::new(&octets)).is_ok(), "{count}");
            octets.extend((count / 2 * 101).to_be_bytes());
            octets.extend([0, 0]);
            let fault = groups(Wire::new(&octets)).unwrap_err();
            assert_eq!((fault.kind, fault.remaining), (FaultKind::RepeatedItem, 4), "{count}");
        }
    }

    #[test]
    fn every_group_has_a_bit_of_its_own() {
        let octets: Vec<u8> = (0..32000_u16).flat_map(|n| (n * 2 + 1).to_be_bytes()).collect();
        assert_eq!(repeated_of_many(list(&octets)), None);
    }

    #[test]
    fn bits_after_a_prefix_are_seen_at_every_length() {
        for prefix in 1..8 {
            let within = 0xFF << (8 - prefix);
            assert!(family_address(Wire::new(&[within]), prefix).is_ok(), "{prefix}");
            assert!(family_address(Wire::new(&[within | 1]), prefix).is_err(), "{prefix}");
        }
        assert!(family_address(Wire::new(&[0xFF]), 8).is_ok());
        assert!(family_address(Wire::new(&[]), 0).is_ok());
    }
}
