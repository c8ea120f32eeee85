//! Addresses of IPv4 and IPv6, as [RFC 4291 section 2.2] and the standard library write them.
//!
//! The readers of the standard library can panic, as far as the linker can see.
//!
//! [RFC 4291 section 2.2]: https://www.rfc-editor.org/rfc/rfc4291#section-2.2

use super::number::{decimal, hex_digit};

/// Four decimal numbers up to 255 without leading zeros, with dots between.
pub(crate) fn ipv4(text: &[u8]) -> Option<[u8; 4]> {
    let mut address = [0; 4];
    let mut numbers = text.split(|octet| *octet == b'.');
    for place in &mut address {
        let number =
            numbers.next().filter(|digits| matches!(digits, [b'0'] | [b'1'..=b'9', ..]))?;
        *place = u8::try_from(decimal(number, 255)?).ok()?;
    }
    numbers.next().is_none().then_some(address)
}

/// Eight groups of up to four hexadecimal digits with colons between; `::` stands for one or more
/// groups of zeros, and an address of IPv4 at the end for two groups.
pub(crate) fn ipv6(text: &[u8]) -> Option<[u8; 16]> {
    let mut address = [0; 16];
    let Some(gap) = text.windows(2).position(|pair| pair == b"::") else {
        return (groups(text, true, &mut address)? == 16).then_some(address);
    };
    let (head, tail) = text.split_at_checked(gap)?;
    let mut after = [0; 16];
    let head_len = groups(head, false, &mut address)?;
    let tail_len = groups(tail.get(2..)?, true, &mut after)?;
    if head_len.saturating_add(tail_len) > 14 {
        return None;
    }
    let after = after.get(..tail_len)?;
    for (place, octet) in address.iter_mut().rev().zip(after.iter().rev()) {
        *place = *octet;
    }
    Some(address)
}

/// Reads groups to the start of `room`; returns the number of their octets.
fn groups(text: &[u8], may_end_in_ipv4: bool, room: &mut [u8; 16]) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let mut len: usize = 0;
    let mut groups = text.split(|octet| *octet == b':').peekable();
    while let Some(group) = groups.next() {
        let is_last = groups.peek().is_none();
        let left = room.get_mut(len..)?;
        if let Some(address) = ipv4(group).filter(|_| is_last && may_end_in_ipv4) {
            *left.first_chunk_mut()? = address;
            len = len.saturating_add(4);
        } else {
            *left.first_chunk_mut()? = hex_group(group)?.to_be_bytes();
            len = len.saturating_add(2);
        }
    }
    Some(len)
}

/// One to four hexadecimal digits.
fn hex_group(digits: &[u8]) -> Option<u16> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let number = digits.iter().try_fold(0, |number, octet| Some(number << 4 | hex_digit(*octet)?));
    u16::try_from(number?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    #[track_caller]
    fn agrees(text: &str) {
        let (v4, v6) = (text.parse().ok(), text.parse().ok());
        assert_eq!(ipv4(text.as_bytes()), v4.map(|v4: Ipv4Addr| v4.octets()), "{text}");
        assert_eq!(ipv6(text.as_bytes()), v6.map(|v6: Ipv6Addr| v6.octets()), "{text}");
    }

    /// Calls `visit` with every text of up to `len` pieces.
    fn each(pieces: &[&str], len: usize, text: &str, visit: &mut impl FnMut(&str)) {
        visit(text);
        for piece in pieces.iter().filter(|_| len > 0) {
            each(pieces, len - 1, &format!("{text}{piece}"), visit);
        }
    }

    #[test]
    fn addresses_are_those_of_the_standard_library() {
        each(&[".", "0", "1", "00", "25", "255", "256", "a"], 5, "", &mut agrees);
        each(&["1.", "255.", "0.", ".", "9", "01", "+1", "1"], 5, "", &mut agrees);
        each(&[":", "::", "1", "1:", "fFff:", "2:3:4:5:6:", "1.2.3.4", "g"], 5, "", &mut agrees);
        each(&[":", "1:2:3:", "a:b:c", ":0", "1.2.3.4", "12345", "0.0.0.0:"], 5, "", &mut agrees);
    }
}
