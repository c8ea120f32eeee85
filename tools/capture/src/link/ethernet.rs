//! Ethernet, and what its `EtherType`s and 802.2 LLC carry.

use etherparse::{EtherType, LaxMacsecPayloadSlice, LaxMacsecSlice};

use super::{Layer, Step, Stepped, after};
use crate::Reason;
use crate::octets::{be16, octet};

/// Octets of both addresses.
const ADDRESSES: usize = 12;

/// Smaller numbers are lengths.
const FIRST_ETHER_TYPE: u16 = 0x0600;

/// An Ethernet frame.
pub(super) fn frame(octets: &[u8]) -> Stepped<'_> {
    let number = be16(octets, ADDRESSES).ok_or(Reason::HeaderCut("Ethernet"))?;
    after(octets, ADDRESSES + 2, Layer::EtherType(number), "Ethernet")
}

/// The packet behind an `EtherType`, or behind a length where one may be.
pub(super) fn ether_type(number: u16, octets: &[u8]) -> Stepped<'_> {
    match number {
        0x0800 | 0x86DD => Ok(Step::Next(Layer::Ip, octets)),
        // VLAN tags of 802.1Q, 802.1ad and of before there was 802.1ad.
        0x8100 | 0x88A8 | 0x9100 | 0x9200 | 0x9300 => tagged(octets, 2, "VLAN"),
        0x8847 | 0x8848 => Ok(Step::Next(Layer::Mpls, octets)),
        0x8864 => after(octets, 6, Layer::Ppp, "PPPoE"),
        0x880B => Ok(Step::Next(Layer::Ppp, octets)),
        0x6558 => Ok(Step::Next(Layer::Ethernet, octets)),
        // The I-TAG of 802.1ah comes before the addresses of the customer's frame.
        0x88E7 => after(octets, 4, Layer::Ethernet, "802.1ah"),
        0x8926 => tagged(octets, 4, "VN-Tag"),
        0xF1C1 => tagged(octets, 4, "802.1CB"),
        0x8909 => tagged(octets, 6, "Cisco MetaData"),
        0x88E5 => macsec(octets),
        0x894F => nsh(octets),
        0x4305 => Err(Reason::Unsupported("B.A.T.M.A.N.")),
        number if number < FIRST_ETHER_TYPE => llc(octets),
        number if is_known_other(number) => Ok(Step::Other),
        number => Err(Reason::EtherType(number)),
    }
}

/// Protocols that do not carry IP packets.
fn is_known_other(number: u16) -> bool {
    matches!(
        number,
        0x0806 | 0x8035 | 0x0842 | 0x8809 | 0x8863 | 0x886D | 0x888E | 0x8892 | 0x88A2 | 0x88A4
            | 0x88B8..=0x88BB | 0x88C7 | 0x88CC | 0x88CD | 0x88E1 | 0x88E3 | 0x88F5 | 0x88F6
            | 0x88F7 | 0x88FB | 0x8902 | 0x8906 | 0x890D | 0x8912 | 0x8914 | 0x8915 | 0x891D
            | 0x892D | 0x892F | 0x893A | 0x8940 | 0x8999 | 0x9000 | 0x9003 | 0x8137 | 0x8138
            | 0x809B | 0x80F3 | 0x6000..=0x6009 | 0x80D5 | 0x8856 | 0x8899 | 0x22F0 | 0x22EA
    )
}

/// The `EtherType` at `at`, and what is behind it.
fn tagged<'a>(octets: &'a [u8], at: usize, name: &'static str) -> Stepped<'a> {
    let number = be16(octets, at).ok_or(Reason::HeaderCut(name))?;
    after(octets, at + 2, Layer::EtherType(number), name)
}

fn macsec(octets: &[u8]) -> Stepped<'_> {
    let macsec = LaxMacsecSlice::from_slice(octets).map_err(|_| Reason::HeaderCut("MACsec"))?;
    match macsec.payload {
        LaxMacsecPayloadSlice::Unmodified(payload) => {
            let EtherType(number) = payload.ether_type;
            Ok(Step::Next(Layer::EtherType(number), payload.payload))
        }
        LaxMacsecPayloadSlice::Modified { .. } => Err(Reason::Encrypted("MACsec")),
    }
}

/// A network service header ([RFC 8300 section 2.2]).
///
/// [RFC 8300 section 2.2]: https://www.rfc-editor.org/rfc/rfc8300#section-2.2
fn nsh(octets: &[u8]) -> Stepped<'_> {
    let (words, next) = octet(octets, 1).zip(octet(octets, 3)).ok_or(Reason::HeaderCut("NSH"))?;
    let skip = usize::from(words & 0x3F) * 4;
    match next {
        1 | 2 => after(octets, skip, Layer::Ip, "NSH"),
        3 => after(octets, skip, Layer::Ethernet, "NSH"),
        5 => after(octets, skip, Layer::Mpls, "NSH"),
        _ => Err(Reason::Unsupported("what NSH carries")),
    }
}

/// Labels up to the bottom of the stack ([RFC 3032]); nothing says what follows.
///
/// [RFC 3032]: https://www.rfc-editor.org/rfc/rfc3032
pub(super) fn mpls(octets: &[u8]) -> Stepped<'_> {
    let mut labels = octets.chunks_exact(4);
    let depth = labels.position(|label| octet(label, 2).is_some_and(|octet| octet & 1 != 0));
    let rest = depth.and_then(|depth| octets.get(4 * (depth + 1)..));
    let rest = rest.ok_or(Reason::HeaderCut("MPLS"))?;
    match octet(rest, 0).map(|octet| octet >> 4) {
        Some(4 | 6) => Ok(Step::Next(Layer::Ip, rest)),
        Some(_) if has_ether_type(rest) => Ok(Step::Next(Layer::Ethernet, rest)),
        // A control word comes before a frame of Ethernet (RFC 4448).
        Some(0) => after(rest, 4, Layer::Ethernet, "MPLS"),
        _ => Err(Reason::Unsupported("what MPLS carries")),
    }
}

/// An LLC header, with SNAP behind it or not.
pub(super) fn llc(octets: &[u8]) -> Stepped<'_> {
    match *octets {
        [0xAA, 0xAA, _, a, b, c, high, low, ref rest @ ..] => {
            snap([a, b, c], u16::from_be_bytes([high, low]), rest)
        }
        [0x06, 0x06, _, ref rest @ ..] => Ok(Step::Next(Layer::Ip, rest)),
        [0xFE, 0xFE, _, ref rest @ ..] => Ok(Step::Next(Layer::Nlpid, rest)),
        [0x42 | 0xE0 | 0xF0 | 0xFF | 0x00 | 0xBC | 0x04 | 0x08 | 0x7F, _, _, ..] => Ok(Step::Other),
        [_, _, _, ..] => Err(Reason::Unsupported("an LLC service")),
        _ => Err(Reason::HeaderCut("LLC")),
    }
}

fn snap(organization: [u8; 3], number: u16, rest: &[u8]) -> Stepped<'_> {
    match (organization, number) {
        ([0, 0, 0 | 0xF8], _) => Ok(Step::Next(Layer::EtherType(number), rest)),
        // Bridged frames (RFC 2684); after those numbers come 2 octets of padding on ATM only.
        ([0, 0x80, 0xC2], 0x0001 | 0x0007) => {
            let skip =
                if rest.starts_with(&[0, 0]) && be16(rest, 14).is_some_and(is_ip) { 2 } else { 0 };
            after(rest, skip, Layer::Ethernet, "bridged Ethernet")
        }
        // Discovery and spanning tree protocols of vendors.
        ([0, 0, 0x0C | 0x81] | [0, 0xE0, 0x2B | 0x52] | [0, 0x80, 0xC2] | [8, 0, 7], _) => {
            Ok(Step::Other)
        }
        _ => Err(Reason::Unsupported("a SNAP organization")),
    }
}

/// True for a frame of Ethernet with IP in it, or a VLAN tag.
fn has_ether_type(octets: &[u8]) -> bool {
    let version = octet(octets, ADDRESSES + 2).map(|octet| octet >> 4);
    match be16(octets, ADDRESSES) {
        Some(0x0800) => version == Some(4),
        Some(0x86DD) => version == Some(6),
        Some(0x8100 | 0x88A8) => true,
        _ => false,
    }
}

fn is_ip(number: u16) -> bool {
    matches!(number, 0x0800 | 0x86DD)
}
