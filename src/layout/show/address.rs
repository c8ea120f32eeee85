//! Addresses as text.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::super::list::AddressPrefix;
use crate::registry::AddressFamily;
use crate::text::Text;

/// Appends an IPv4 address.
pub(super) fn show_ipv4(address: Ipv4Addr, text: &mut Text<'_>) {
    let [a, b, c, d] = address.octets();
    for octet in [a, b, c] {
        text.octet(octet);
        text.push(b'.');
    }
    text.octet(d);
}

/// Appends an IPv6 address ([RFC 5952]).
///
/// [RFC 5952]: https://www.rfc-editor.org/rfc/rfc5952
pub(super) fn show_ipv6(address: Ipv6Addr, text: &mut Text<'_>) {
    if let Some(address) = address.to_ipv4_mapped() {
        text.ascii("::ffff:");
        return show_ipv4(address, text);
    }
    let groups = address.segments();
    let (start, end) = zeros(groups);
    for (place, group) in groups.into_iter().enumerate() {
        if place == start {
            text.ascii("::");
        }
        if place < start || place >= end {
            if place != 0 && place != end {
                text.push(b':');
            }
            hex_group(group, text);
        }
    }
}

/// The first longest run of at least two zero groups (RFC 5952 section 4.2).
fn zeros(groups: [u16; 8]) -> (usize, usize) {
    let (mut best, mut start) = ((0_usize, 1_usize), 0);
    for (place, group) in groups.into_iter().enumerate() {
        if group != 0 {
            start = place + 1;
        } else if (place + 1).saturating_sub(start) > best.1.saturating_sub(best.0) {
            best = (start, place + 1);
        }
    }
    if best == (0, 1) { (8, 8) } else { best }
}

/// Appends a number in hexadecimal, lower case, without leading zeros.
fn hex_group(group: u16, text: &mut Text<'_>) {
    for shift in [12, 8, 4, 0] {
        if shift == 0 || group >> shift != 0 {
            let [_, digit] = (group >> shift & 15).to_be_bytes();
            text.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }
}

pub(crate) fn show_prefix(prefix: &AddressPrefix<'_>, text: &mut Text<'_>) {
    if prefix.n {
        text.push(b'!');
    }
    text.number(prefix.address_family.0);
    text.push(b':');
    if !show_address(prefix.address_family, prefix.afdpart, text) {
        text.hex(prefix.afdpart);
    }
    text.push(b'/');
    text.number(prefix.prefix);
}

/// Appends an address with its missing octets as zero; `false` when its family is not known or it
/// is too long.
pub(super) fn show_address(family: AddressFamily, octets: &[u8], text: &mut Text<'_>) -> bool {
    match family {
        AddressFamily::IP => filled::<4>(octets).map(|all| show_ipv4(all.into(), text)),
        AddressFamily::IP6 => filled::<16>(octets).map(|all| show_ipv6(all.into(), text)),
        _ => None,
    }
    .is_some()
}

/// The octets with zeros after them; `None` when they are too many.
pub(crate) fn filled<const N: usize>(octets: &[u8]) -> Option<[u8; N]> {
    let mut all = [0; N];
    all.get_mut(..octets.len())?.copy_from_slice(octets);
    Some(all)
}
