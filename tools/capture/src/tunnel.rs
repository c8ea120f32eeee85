//! Packets in packets.

use etherparse::IpNumber;

use crate::link::Layer;
use crate::octets::{be16, octet};
use crate::{Reason, Tunnel};

/// The tunnel of a packet, the layer that the packet begins with, and its octets.
pub(crate) type Inner<'a> = (Tunnel, Layer, &'a [u8]);

/// The packet in an IP packet of protocol `number`; `None` if it carries none.
pub(crate) fn of_ip(number: IpNumber, octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    match number.0 {
        4 => Ok(Some((Tunnel::Ipip, Layer::Ip, octets))),
        41 => Ok(Some((Tunnel::SixInFour, Layer::Ip, octets))),
        47 => gre(octets),
        97 => inner(Tunnel::EtherIp, octets, 2, Layer::Ethernet, "EtherIP"),
        137 => Ok(Some((Tunnel::Mpls, Layer::Mpls, octets))),
        50 => Err(Reason::Encrypted("ESP")),
        // Tunnels of other kinds.
        number @ (44 | 55 | 94 | 98 | 99 | 108 | 115 | 143) => Err(Reason::IpProtocol(number)),
        _ => Ok(None),
    }
}

/// The packet in a datagram from or to one of `ports`; `None` if they are not those of a tunnel.
pub(crate) fn of_udp(ports: [u16; 2], octets: &[u8]) -> Option<Result<Option<Inner<'_>>, Reason>> {
    ports.iter().find_map(|port| match port {
        4789 | 4790 | 8472 => Some(vxlan(*port == 4790, octets)),
        6081 => Some(geneve(octets)),
        2152 => Some(gtp(octets)),
        3544 => Some(Ok(teredo(octets))),
        1701 => Some(l2tp(octets)),
        4341 => Some(inner(Tunnel::Lisp, octets, 8, Layer::Ip, "LISP")),
        4342 => Some(lisp_control(octets)),
        4754 => Some(gre(octets)),
        4755 => Some(Err(Reason::Encrypted("GRE in DTLS"))),
        5072 => Some(ayiya(octets)),
        5247 => Some(capwap(octets)),
        6080 => Some(gue(octets)),
        37008 => Some(tzsp(octets)),
        4500 => Some(esp(octets)),
        // Data, and nothing that is only about keys.
        51820 if octets.starts_with(&[4, 0, 0, 0]) => Some(Err(Reason::Encrypted("WireGuard"))),
        1194 if matches!(octets, [0x30..=0x37 | 0x48..=0x4F, _, ..]) => {
            Some(Err(Reason::Encrypted("OpenVPN")))
        }
        6635 => Some(Ok(Some((Tunnel::Mpls, Layer::Mpls, octets)))),
        _ => None,
    })
}

fn inner<'a>(
    tunnel: Tunnel,
    octets: &'a [u8],
    skip: usize,
    layer: Layer,
    name: &'static str,
) -> Result<Option<Inner<'a>>, Reason> {
    let rest = octets.get(skip..).ok_or(Reason::HeaderCut(name))?;
    Ok(Some((tunnel, layer, rest)))
}

/// Generic routing encapsulation ([RFC 2784], [RFC 2890], and version 1 of [RFC 2637]).
///
/// [RFC 2784]: https://www.rfc-editor.org/rfc/rfc2784
/// [RFC 2890]: https://www.rfc-editor.org/rfc/rfc2890
/// [RFC 2637]: https://www.rfc-editor.org/rfc/rfc2637
fn gre(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("GRE");
    let (flags, protocol) = be16(octets, 0).zip(be16(octets, 2)).ok_or(CUT)?;
    let has = |bit: u16| if flags & bit != 0 { 4 } else { 0 };
    if flags & 0x4000 != 0 {
        return Err(Reason::Unsupported("GRE with routing"));
    }
    let skip = match flags & 7 {
        0 => 4 + has(0x8000) + has(0x2000) + has(0x1000),
        1 => 8 + has(0x1000) + has(0x0080),
        _ => return Err(Reason::Unsupported("GRE of this version")),
    };
    let rest = octets.get(skip..).ok_or(CUT)?;
    match protocol {
        _ if rest.is_empty() => Ok(None),
        // Keep-alive, and next hop resolution.
        0 | 0x2001 => Ok(None),
        // ERSPAN type I has no header, and GRE then no sequence number.
        0x88BE if flags & 0x1000 == 0 => Ok(Some((Tunnel::Erspan, Layer::Ethernet, rest))),
        0x88BE => inner(Tunnel::Erspan, rest, 8, Layer::Ethernet, "ERSPAN"),
        0x22EB => erspan3(rest),
        // WCCP puts 4 octets before the packet, or none.
        0x883E => {
            let skip = if octet(rest, 0).is_some_and(|octet| octet >> 4 == 4) { 0 } else { 4 };
            inner(Tunnel::Gre, rest, skip, Layer::Ip, "WCCP")
        }
        _ => Ok(Some((Tunnel::Gre, Layer::EtherType(protocol), rest))),
    }
}

/// ERSPAN type III, with a platform's header if the last bit says so.
fn erspan3(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    let last = octet(octets, 11).ok_or(Reason::HeaderCut("ERSPAN"))?;
    let layer = match be16(octets, 10).unwrap_or_default() >> 10 & 0x1F {
        2 => Layer::Ip,
        _ => Layer::Ethernet,
    };
    inner(Tunnel::Erspan, octets, if last & 1 == 0 { 12 } else { 20 }, layer, "ERSPAN")
}

/// VXLAN ([RFC 7348 section 5]), or with a protocol number in it.
///
/// [RFC 7348 section 5]: https://www.rfc-editor.org/rfc/rfc7348#section-5
fn vxlan(is_generic: bool, octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    let (flags, protocol) =
        octet(octets, 0).zip(octet(octets, 3)).ok_or(Reason::HeaderCut("VXLAN"))?;
    let layer = match protocol {
        1 | 2 if is_generic && flags & 4 != 0 => Layer::Ip,
        4 if is_generic && flags & 4 != 0 => Layer::EtherType(0x894F),
        5 if is_generic && flags & 4 != 0 => Layer::Mpls,
        _ => Layer::Ethernet,
    };
    inner(Tunnel::Vxlan, octets, 8, layer, "VXLAN")
}

/// Geneve ([RFC 8926 section 3.4]).
///
/// [RFC 8926 section 3.4]: https://www.rfc-editor.org/rfc/rfc8926#section-3.4
fn geneve(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    let (first, protocol) =
        octet(octets, 0).zip(be16(octets, 2)).ok_or(Reason::HeaderCut("Geneve"))?;
    let skip = 8 + 4 * usize::from(first & 0x3F);
    inner(Tunnel::Geneve, octets, skip, Layer::EtherType(protocol), "Geneve")
}

/// GTP-U: only messages of type 255 carry a packet.
fn gtp(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("GTP-U");
    let (flags, kind) = octet(octets, 0).zip(octet(octets, 1)).ok_or(CUT)?;
    if flags >> 4 != 3 || kind != 255 {
        return Ok(None);
    }
    let mut skip = 8;
    if flags & 7 != 0 {
        skip = 12;
        let mut next = octet(octets, 11).ok_or(CUT)?;
        while flags & 4 != 0 && next != 0 {
            let length = 4 * usize::from(octet(octets, skip).ok_or(CUT)?);
            if length == 0 {
                return Err(CUT);
            }
            skip += length;
            next = octet(octets, skip - 1).ok_or(CUT)?;
        }
    }
    inner(Tunnel::GtpU, octets, skip, Layer::Ip, "GTP-U")
}

/// Teredo ([RFC 4380 section 5.1.1]): IPv6, maybe after an authentication and an origin.
///
/// [RFC 4380 section 5.1.1]: https://www.rfc-editor.org/rfc/rfc4380#section-5.1.1
fn teredo(octets: &[u8]) -> Option<Inner<'_>> {
    let mut rest = octets;
    if let [0, 1, id, key, ..] = *rest {
        rest = rest.get(13 + usize::from(id) + usize::from(key)..).unwrap_or_default();
    }
    if rest.starts_with(&[0, 0]) {
        rest = rest.get(8..).unwrap_or_default();
    }
    let is_ip = octet(rest, 0).is_some_and(|octet| octet >> 4 == 6);
    is_ip.then_some((Tunnel::Teredo, Layer::Ip, rest))
}

/// L2TP ([RFC 2661 section 3.1]): only data messages carry PPP.
///
/// [RFC 2661 section 3.1]: https://www.rfc-editor.org/rfc/rfc2661#section-3.1
fn l2tp(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("L2TP");
    let flags = be16(octets, 0).ok_or(CUT)?;
    if flags & 0x8000 != 0 {
        return Ok(None);
    }
    if flags & 0xF != 2 {
        return Err(Reason::Unsupported("L2TP of this version"));
    }
    let mut skip = 6;
    skip += if flags & 0x4000 != 0 { 2 } else { 0 };
    skip += if flags & 0x0800 != 0 { 4 } else { 0 };
    if flags & 0x0200 != 0 {
        skip += 2 + usize::from(be16(octets, skip).ok_or(CUT)?);
    }
    inner(Tunnel::L2tp, octets, skip, Layer::Ppp, "L2TP")
}

/// ESP in UDP ([RFC 3948 section 2]); an SPI of 0 is IKE, and a single octet keeps the path open.
///
/// [RFC 3948 section 2]: https://www.rfc-editor.org/rfc/rfc3948#section-2
fn esp(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    match octets {
        [] | [0xFF] | [0, 0, 0, 0, ..] => Ok(None),
        _ => Err(Reason::Encrypted("ESP")),
    }
}

/// Generic UDP encapsulation: the length of its header in words, and an IP protocol or no header.
fn gue(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("GUE");
    let (first, protocol) = octet(octets, 0).zip(octet(octets, 1)).ok_or(CUT)?;
    match (first >> 6, first & 0x20, protocol) {
        (1, _, _) => Ok(Some((Tunnel::Gue, Layer::Ip, octets))),
        (0, 0, 4 | 41) => {
            inner(Tunnel::Gue, octets, 4 + 4 * usize::from(first & 0x1F), Layer::Ip, "GUE")
        }
        (0, 0x20, _) => Ok(None),
        _ => Err(Reason::Unsupported("what GUE carries")),
    }
}

/// The packet in a datagram of `length` octets on any port: IP without a header of its own (foo over
/// UDP), or behind a plain one of GRE. Both ends have agreed on the port, so that only the octets tell.
pub(crate) fn foo_over_udp(octets: &[u8], length: usize) -> Option<Inner<'_>> {
    let (ip, length) = match octets {
        [0, 0, 0x08, 0x00, ip @ ..] | [0, 0, 0x86, 0xDD, ip @ ..] => (ip, length.checked_sub(4)?),
        _ => (octets, length),
    };
    is_packet(ip, length).then_some((Tunnel::Fou, Layer::Ip, ip))
}

/// True for an IP packet that has `length` octets and a header without doubt: an IPv4 header with its
/// checksum, or an IPv6 header before UDP, TCP, ICMP or a fragment.
fn is_packet(octets: &[u8], length: usize) -> bool {
    match octets {
        [first @ 0x45..=0x4F, _, high, low, ..] => {
            let header = octets.get(..4 * usize::from(first & 0xF)).unwrap_or_default();
            let words = header.chunks_exact(2).map(|word| u32::from(be16(word, 0).unwrap_or(0)));
            let sum: u32 = words.sum();
            usize::from(u16::from_be_bytes([*high, *low])) == length
                && sum.is_multiple_of(0xFFFF)
                && sum > 0
        }
        [0x60..=0x6F, _, _, _, high, low, 6 | 17 | 44 | 58, ..] => {
            usize::from(u16::from_be_bytes([*high, *low])) + 40 == length && octets.len() >= 40
        }
        _ => false,
    }
}

/// LISP control ([RFC 9301 section 5.8]): only an encapsulated control message carries a packet.
///
/// [RFC 9301 section 5.8]: https://www.rfc-editor.org/rfc/rfc9301#section-5.8
fn lisp_control(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    match octet(octets, 0) {
        None => Err(Reason::HeaderCut("LISP control")),
        // Authentication data is before the packet.
        Some(0x88..=0x8F) => Err(Reason::Unsupported("LISP control with authentication")),
        Some(0x80..=0x87) => inner(Tunnel::Lisp, octets, 4, Layer::Ip, "LISP control"),
        Some(_) => Ok(None),
    }
}

/// AYIYA (draft-massar-v6ops-ayiya section 3): an identity and a signature, both of any length, then
/// a packet that is to be forwarded.
fn ayiya(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("AYIYA");
    /// The operations that carry a packet: to be forwarded, and to be sent back.
    const FORWARD: [u8; 2] = [1, 3];
    let [identity, signature, operation, protocol] = *octets.first_chunk().ok_or(CUT)?;
    if !FORWARD.contains(&(operation & 0xF)) {
        return Ok(None);
    }
    if ![4, 41].contains(&protocol) {
        return Err(Reason::Unsupported("what AYIYA carries"));
    }
    let skip = 8 + (1 << (identity >> 4)) + 4 * usize::from(signature >> 4);
    inner(Tunnel::Ayiya, octets, skip, Layer::Ip, "AYIYA")
}

/// CAPWAP data ([RFC 5415 section 4.3]): 802.11 or Ethernet, unless it is encrypted or only a fragment.
///
/// [RFC 5415 section 4.3]: https://www.rfc-editor.org/rfc/rfc5415#section-4.3
fn capwap(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("CAPWAP");
    let (first, words) = octet(octets, 0).zip(be16(octets, 1)).ok_or(CUT)?;
    let flags = be16(octets, 2).ok_or(CUT)?;
    if first & 0x0F != 0 {
        return Err(Reason::Encrypted("CAPWAP"));
    }
    let (is_native, is_fragment, is_keep_alive) =
        (flags & 0x0100 != 0, flags & 0x0080 != 0, flags & 0x0008 != 0);
    if is_keep_alive {
        return Ok(None);
    }
    if is_fragment {
        return Err(Reason::Unsupported("CAPWAP fragments"));
    }
    let layer = match (is_native, words >> 1 & 0x1F) {
        (false, _) => Layer::Ethernet,
        (true, 1) => Layer::Wifi,
        (true, _) => return Err(Reason::Unsupported("what CAPWAP carries")),
    };
    inner(Tunnel::Capwap, octets, 4 * usize::from(words >> 11), layer, "CAPWAP")
}

/// `TaZmen` Sniffer: a header, fields up to the one of type 1, and a captured frame.
fn tzsp(octets: &[u8]) -> Result<Option<Inner<'_>>, Reason> {
    const CUT: Reason = Reason::HeaderCut("TZSP");
    let (kind, protocol) = octet(octets, 1).zip(be16(octets, 2)).ok_or(CUT)?;
    // Packets received, and packets to be sent; others have no frame.
    if kind > 1 {
        return Ok(None);
    }
    let layer = match protocol {
        1 => Layer::Ethernet,
        18 => Layer::Wifi,
        _ => return Err(Reason::Unsupported("what TZSP carries")),
    };
    let mut at = 4;
    loop {
        match octet(octets, at).ok_or(CUT)? {
            0 => at += 1,
            1 => return inner(Tunnel::Tzsp, octets, at + 1, layer, "TZSP"),
            _ => at += 2 + usize::from(octet(octets, at + 1).ok_or(CUT)?),
        }
    }
}
