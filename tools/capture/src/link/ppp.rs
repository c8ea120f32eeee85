//! PPP, Cisco HDLC and frame relay.

use super::{Layer, Step, Stepped};
use crate::Reason;
use crate::octets::{be16, octet};

/// A PPP frame ([RFC 1661 section 2], [RFC 1662 section 3.1]).
///
/// [RFC 1661 section 2]: https://www.rfc-editor.org/rfc/rfc1661#section-2
/// [RFC 1662 section 3.1]: https://www.rfc-editor.org/rfc/rfc1662#section-3.1
pub(super) fn frame(octets: &[u8]) -> Stepped<'_> {
    match *octets {
        // Cisco HDLC on a serial line.
        [0x0F | 0x8F, _, ..] => cisco(octets),
        [0xFF, 0x03, ref rest @ ..] => protocol(rest),
        _ => protocol(octets),
    }
}

/// A protocol number of one octet, if that is odd, or of two.
fn protocol(octets: &[u8]) -> Stepped<'_> {
    let (number, rest) = match *octets {
        [low, ref rest @ ..] if low & 1 != 0 => (u16::from(low), rest),
        [high, low, ref rest @ ..] => (u16::from_be_bytes([high, low]), rest),
        _ => return Err(Reason::HeaderCut("PPP")),
    };
    match number {
        0x0021 | 0x0057 => Ok(Step::Next(Layer::Ip, rest)),
        0x0281 | 0x0283 => Ok(Step::Next(Layer::Mpls, rest)),
        // Control protocols, authentication, quality reports, loopback.
        0x8000.. | 0x0001 | 0x0035 | 0x002B | 0x0029 => Ok(Step::Other),
        _ => Err(Reason::Ppp(number)),
    }
}

/// Address, control, and an `EtherType`.
pub(super) fn cisco(octets: &[u8]) -> Stepped<'_> {
    let number = be16(octets, 2).ok_or(Reason::HeaderCut("Cisco HDLC"))?;
    match number {
        // Keep-alive and discovery.
        0x8035 | 0x2000 => Ok(Step::Other),
        0xFEFE => super::after(octets, 4, Layer::Llc, "Cisco HDLC"),
        _ => super::after(octets, 4, Layer::EtherType(number), "Cisco HDLC"),
    }
}

/// Frame relay ([RFC 2427 section 3]): an address of 2 to 4 octets, control, NLPID.
///
/// [RFC 2427 section 3]: https://www.rfc-editor.org/rfc/rfc2427#section-3
pub(super) fn frame_relay(octets: &[u8]) -> Stepped<'_> {
    let last = octets.iter().take(4).position(|octet| octet & 1 != 0);
    let rest =
        last.and_then(|last| octets.get(last + 1..)).ok_or(Reason::HeaderCut("frame relay"))?;
    match *rest {
        [0x03, 0x00, ref rest @ ..] | [0x03, ref rest @ ..] => Ok(Step::Next(Layer::Nlpid, rest)),
        // Without RFC 2427, as Cisco does it.
        [_, _, ..] => super::after(
            rest,
            2,
            Layer::EtherType(be16(rest, 0).unwrap_or_default()),
            "frame relay",
        ),
        _ => Err(Reason::HeaderCut("frame relay")),
    }
}

/// A network layer protocol identifier and its packet.
pub(super) fn nlpid(octets: &[u8]) -> Stepped<'_> {
    match octet(octets, 0) {
        Some(0xCC | 0x8E) => super::after(octets, 1, Layer::Ip, "NLPID"),
        Some(0xCF) => super::after(octets, 1, Layer::Ppp, "NLPID"),
        // SNAP, as if behind an LLC header.
        Some(0x80) => {
            let number = be16(octets, 4).ok_or(Reason::HeaderCut("SNAP"))?;
            match octets.get(1..4) {
                Some([0, 0, 0]) => super::after(octets, 6, Layer::EtherType(number), "SNAP"),
                Some([0, 0x80, 0xC2]) if matches!(number, 1 | 7) => {
                    super::after(octets, 6, Layer::Ethernet, "SNAP")
                }
                _ => Err(Reason::Unsupported("a SNAP organization")),
            }
        }
        // Link management, IS-IS, CLNP.
        Some(0x08 | 0x81..=0x83 | 0xB1) => Ok(Step::Other),
        Some(_) => Err(Reason::Unsupported("an NLPID")),
        None => Err(Reason::HeaderCut("NLPID")),
    }
}
