//! The headers of capture link types.

use super::{Layer, Step, Stepped, after, ppp, wifi};
use crate::Reason;
use crate::octets::{be16, be32, le16, le32, octet, size};

/// The layer in a frame of a link type.
pub(super) fn link(number: u32, octets: &[u8]) -> Stepped<'_> {
    match number {
        1 => Ok(Step::Next(Layer::Ethernet, octets)),
        0 | 108 => loopback(octets),
        6 => token_ring(octets),
        8 => after(octets, 16, Layer::Ip, "SLIP"),
        9 | 50 => Ok(Step::Next(Layer::Ppp, octets)),
        10 => after(octets, 13, Layer::Llc, "FDDI"),
        11 | 100 => Ok(Step::Next(Layer::Llc, octets)),
        12 | 14 | 101 | 228 | 229 => Ok(Step::Next(Layer::Ip, octets)),
        // The number of an `EtherType` without the addresses of Ethernet.
        51 => after(octets, 6, Layer::Ppp, "PPPoE"),
        102 => after(octets, 24, Layer::Ip, "SLIP"),
        104 => ppp::cisco(octets),
        105 => Ok(Step::Next(Layer::Wifi, octets)),
        107 => ppp::frame_relay(octets),
        109 => encapsulated(octets),
        113 => cooked(octets),
        117 => packet_filter(octets),
        119 => prism(octets),
        122 => after(octets, 16, Layer::Llc, "IP over Fibre Channel"),
        123 => after(octets, 4, Layer::Llc, "SunATM"),
        127 => wifi::radiotap(octets),
        138 => tagged(octets, 16, 18, "IP over IEEE 1394"),
        163 => avs(octets),
        166 | 204 => after(octets, 1, Layer::Ppp, "PPP"),
        192 => per_packet(octets),
        205 => after(octets, 1, Layer::Link(104), "Cisco HDLC"),
        206 => after(octets, 1, Layer::Link(107), "frame relay"),
        239 => netfilter(octets),
        240 => after(octets, 4, Layer::Ethernet, "netANALYZER"),
        241 => after(octets, 12, Layer::Ethernet, "netANALYZER"),
        242 => tagged(octets, 40, 44, "IP over InfiniBand"),
        149 | 258 => packet_tap(octets),
        274 => preamble(octets),
        276 => cooked_2(octets),
        // The tag of a switch, after the addresses, without and with a number of its own.
        284 => tagged(octets, 16, 18, "DSA"),
        285 => tagged(octets, 20, 22, "DSA"),
        number if has_no_ip(number) => Err(Reason::LinkWithoutIp(number)),
        number => Err(Reason::LinkType(number)),
    }
}

/// Buses and radio protocols that seldom carry IP: USB, CAN, Bluetooth, NFC and the like.
fn has_no_ip(number: u32) -> bool {
    matches!(
        number,
        165 | 177 | 180 | 186 | 187 | 189 | 190 | 199 | 201 | 202 | 209..=212 | 220
            | 227 | 236 | 245 | 249 | 250 | 251 | 254..=256 | 262 | 264 | 266 | 268 | 272
    )
}

/// The `EtherType` at `at`; its packet begins at `payload`.
fn tagged<'a>(octets: &'a [u8], at: usize, payload: usize, name: &'static str) -> Stepped<'a> {
    let number = be16(octets, at).ok_or(Reason::HeaderCut(name))?;
    after(octets, payload, Layer::EtherType(number), name)
}

/// A number for the protocol, in the byte order of the machine or not; the packet tells as well.
fn loopback(octets: &[u8]) -> Stepped<'_> {
    match octet(octets, 4).map(|octet| octet >> 4) {
        Some(4 | 6) => after(octets, 4, Layer::Ip, "loopback"),
        Some(_) => Err(Reason::Unsupported("a protocol on the loopback interface")),
        None => Err(Reason::HeaderCut("loopback")),
    }
}

/// Access and frame control, both addresses, and the route if the source address says that there is one.
fn token_ring(octets: &[u8]) -> Stepped<'_> {
    let cut = Reason::HeaderCut("token ring");
    let (control, source) = octet(octets, 1).zip(octet(octets, 8)).ok_or(cut)?;
    if control >> 6 != 1 {
        return Ok(Step::Other);
    }
    let route = match source & 0x80 {
        0 => 0,
        _ => usize::from(octet(octets, 14).ok_or(cut)? & 0x1F),
    };
    after(octets, 14 + route, Layer::Llc, "token ring")
}

/// The header of OpenBSD's enc interfaces.
fn encapsulated(octets: &[u8]) -> Stepped<'_> {
    match octet(octets, 12).map(|octet| octet >> 4) {
        Some(4 | 6) => after(octets, 12, Layer::Ip, "enc"),
        Some(_) => Err(Reason::Unsupported("what an enc interface carries")),
        None => Err(Reason::HeaderCut("enc")),
    }
}

fn cooked(octets: &[u8]) -> Stepped<'_> {
    let cut = Reason::HeaderCut("Linux cooked");
    let (device, number) = be16(octets, 2).zip(be16(octets, 14)).ok_or(cut)?;
    of_device(device, number, octets, 16)
}

fn cooked_2(octets: &[u8]) -> Stepped<'_> {
    let cut = Reason::HeaderCut("Linux cooked v2");
    let (device, number) = be16(octets, 8).zip(be16(octets, 0)).ok_or(cut)?;
    of_device(device, number, octets, 20)
}

/// Linux cooked: the type of the device decides what the protocol is.
fn of_device(device: u16, number: u16, octets: &[u8], skip: usize) -> Stepped<'_> {
    let layer = match (device, number) {
        // Netlink, and CAN.
        (824 | 280, _) | (_, 0x0001 | 0x000C | 0x000D) => return Ok(Step::Other),
        (_, 0x0003) => Layer::Ethernet,
        // 802.11 with and without radiotap.
        (803, _) => Layer::Link(127),
        (801, _) => Layer::Wifi,
        _ => Layer::EtherType(number),
    };
    after(octets, skip, layer, "Linux cooked")
}

/// pflog: its first octet is its length; the packet begins at the next multiple of 4.
fn packet_filter(octets: &[u8]) -> Stepped<'_> {
    let length = octet(octets, 0).ok_or(Reason::HeaderCut("pflog"))?;
    after(octets, usize::from(length).next_multiple_of(4), Layer::Ip, "pflog")
}

/// Prism's header has a length of its own; AVS may be in its place.
fn prism(octets: &[u8]) -> Stepped<'_> {
    if be32(octets, 0).is_some_and(|magic| magic & 0xFFFF_F000 == 0x8021_1000) {
        return avs(octets);
    }
    after(octets, 144, Layer::Wifi, "Prism")
}

fn avs(octets: &[u8]) -> Stepped<'_> {
    let length = be32(octets, 4).ok_or(Reason::HeaderCut("AVS"))?;
    after(octets, size(length), Layer::Wifi, "AVS")
}

/// PPI: fields of a given length, and a link type of the frame.
fn per_packet(octets: &[u8]) -> Stepped<'_> {
    let (length, number) = le16(octets, 2).zip(le32(octets, 4)).ok_or(Reason::HeaderCut("PPI"))?;
    after(octets, length.into(), Layer::Link(number), "PPI")
}

/// PKTAP: a header that has its length and the link type of the frame.
fn packet_tap(octets: &[u8]) -> Stepped<'_> {
    let (length, number) =
        le32(octets, 0).zip(le32(octets, 8)).ok_or(Reason::HeaderCut("PKTAP"))?;
    // A machine of the other byte order.
    let (length, number) = match (length, be32(octets, 0), be32(octets, 8)) {
        (0x1_0000.., Some(length), Some(number)) => (length, number),
        _ => (length, number),
    };
    if size(length) < 12 {
        return Err(Reason::HeaderCut("PKTAP"));
    }
    after(octets, size(length), Layer::Link(number), "PKTAP")
}

/// NFLOG: fields in the byte order of the machine, of which one is the packet.
fn netfilter(octets: &[u8]) -> Stepped<'_> {
    const PACKET: u16 = 9;
    for number in [le16, be16] {
        let mut rest = octets.get(4..).unwrap_or_default();
        while let Some((length, kind)) = number(rest, 0).zip(number(rest, 2)) {
            let length = usize::from(length);
            if length < 4 {
                break;
            }
            if kind & 0x7FFF == PACKET {
                let field = rest.get(4..length).or(rest.get(4..)).unwrap_or_default();
                return Ok(Step::Next(Layer::Ip, field));
            }
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
    }
    Err(Reason::HeaderCut("NFLOG"))
}

/// A frame of Ethernet after its preamble, whole or the first part of one (802.3br).
fn preamble(octets: &[u8]) -> Stepped<'_> {
    let start = octets.iter().take(8).position(|octet| *octet != 0x55);
    match start.and_then(|start| Some((octet(octets, start)?, octets.get(start + 1..)?))) {
        Some((0xD5 | 0xE6 | 0x4C | 0x7F | 0xB3, frame)) => Ok(Step::Next(Layer::Ethernet, frame)),
        Some((0x61 | 0x52 | 0x9E | 0x2A, _)) => Err(Reason::Unsupported("Ethernet fragments")),
        Some(_) => Ok(Step::Other),
        None => Err(Reason::HeaderCut("802.3br")),
    }
}
