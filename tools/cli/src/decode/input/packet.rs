//! From a frame to what UDP or TCP carries in it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use etherparse::{
    EtherType, IpFragOffset, IpNumber, Ipv6ExtensionSlice, LaxIpv4Slice, LaxIpv6Slice, LaxNetSlice,
    LaxSlicedPacket, LenSource, UdpSlice,
};

/// Octets of a UDP header.
const UDP_HEADER: usize = 8;

/// The port of multicast DNS ([RFC 6762 section 2]).
///
/// [RFC 6762 section 2]: https://www.rfc-editor.org/rfc/rfc6762#section-2
const MULTICAST: u16 = 5353;

/// The transport of messages between two ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Transport {
    Udp,
    Tcp,
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
        })
    }
}

/// One direction between two ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Flow {
    /// The sender.
    pub(super) source: SocketAddr,
    /// The receiver.
    pub(super) destination: SocketAddr,
    /// The transport of the messages.
    pub(super) transport: Transport,
}

impl Flow {
    /// True if one of its ports is among `ports`.
    pub(super) fn is_on(&self, ports: &[u16]) -> bool {
        ports.contains(&self.source.port()) || ports.contains(&self.destination.port())
    }

    /// The protocol of its messages, by the ports.
    pub(crate) fn profile(&self) -> dnswire::Profile {
        let [source, destination] =
            [self.source, self.destination].map(|end| dnswire::Profile::of_port(end.port()));
        if source == dnswire::Profile::Unicast { destination } else { source }
    }

    /// True if its messages are those of multicast DNS.
    pub(super) fn is_multicast(&self) -> bool {
        self.is_on(&[MULTICAST])
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} > {} {}", self.source, self.destination, self.transport)
    }
}

/// The content of one IP packet.
#[derive(Debug)]
pub(super) struct Payload<'a> {
    /// The sender.
    pub(super) source: IpAddr,
    /// The receiver.
    pub(super) destination: IpAddr,
    /// The protocol of the octets, UDP or TCP for instance.
    pub(super) protocol: IpNumber,
    /// The captured octets, without padding behind them.
    pub(super) octets: &'a [u8],
    /// The length that the IP header announces.
    pub(super) length: usize,
    /// Which piece of a datagram this is; `None` if it is the whole.
    pub(super) fragment: Option<Fragment>,
}

impl Payload<'_> {
    /// From where to where this goes; `None` if the ports are not there or there are none.
    pub(super) fn flow(&self) -> Option<Flow> {
        let [a, b, c, d] = *self.octets.first_chunk()?;
        let source = SocketAddr::new(self.source, u16::from_be_bytes([a, b]));
        let destination = SocketAddr::new(self.destination, u16::from_be_bytes([c, d]));
        let transport = match self.protocol {
            IpNumber::UDP => Transport::Udp,
            IpNumber::TCP => Transport::Tcp,
            _ => return None,
        };
        Some(Flow { source, destination, transport })
    }
}

/// Which piece of a datagram a packet carries.
#[derive(Debug)]
pub(super) struct Fragment {
    /// The number that all fragments of a datagram have in common.
    pub(super) identification: u32,
    /// Its offset in the datagram.
    pub(super) offset: IpFragOffset,
    /// False for the last one.
    pub(super) more: bool,
}

/// The way from a frame's first octet to its IP header.
///
/// The numbers are those of <https://www.tcpdump.org/linktypes.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Ethernet, with or without VLAN tags.
    Ethernet,
    /// An IP header after so many octets of something else.
    Ip(usize),
    /// Linux cooked: the `EtherType` is at the first offset, its payload at the second.
    Cooked(usize, usize),
}

impl Link {
    /// The link type of this number, if it is supported.
    pub(super) fn new(number: i32) -> Option<Self> {
        match number {
            1 => Some(Self::Ethernet),
            12 | 101 | 228 | 229 => Some(Self::Ip(0)),
            0 | 108 => Some(Self::Ip(4)),
            113 => Some(Self::Cooked(14, 16)),
            276 => Some(Self::Cooked(0, 20)),
            _ => None,
        }
    }

    /// The content of the IP packet in a frame from which the capture cut `cut` octets.
    pub(super) fn payload(self, frame: &[u8], cut: usize) -> Option<Payload<'_>> {
        match self.slice(frame)?.net? {
            LaxNetSlice::Ipv4(ip) => Some(ipv4(&ip, cut)),
            LaxNetSlice::Ipv6(ip) => Some(ipv6(&ip, cut)),
            LaxNetSlice::Arp(_) => None,
        }
    }

    fn slice(self, frame: &[u8]) -> Option<LaxSlicedPacket<'_>> {
        match self {
            Self::Ethernet => LaxSlicedPacket::from_ethernet(frame).ok(),
            Self::Ip(offset) => LaxSlicedPacket::from_ip(frame.get(offset..)?).ok(),
            Self::Cooked(ether_type, payload) => {
                let ether_type = u16::from_be_bytes(*frame.get(ether_type..)?.first_chunk()?);
                let payload = frame.get(payload..)?;
                Some(LaxSlicedPacket::from_ether_type(EtherType(ether_type), payload))
            }
        }
    }
}

fn ipv4<'a>(ip: &LaxIpv4Slice<'a>, cut: usize) -> Payload<'a> {
    let (header, payload) = (ip.header(), ip.payload());
    let extensions = ip.extensions().auth.map_or(0, |auth| auth.slice().len());
    let announced =
        usize::from(header.total_len()).saturating_sub(header.slice().len() + extensions);
    let fragment = payload.fragmented.then(|| Fragment {
        identification: header.identification().into(),
        offset: header.fragments_offset(),
        more: header.more_fragments(),
    });
    Payload {
        source: header.source_addr().into(),
        destination: header.destination_addr().into(),
        protocol: payload.ip_number,
        octets: payload.payload,
        length: length(payload.payload, payload.len_source, payload.incomplete, announced, cut),
        fragment,
    }
}

fn ipv6<'a>(ip: &LaxIpv6Slice<'a>, cut: usize) -> Payload<'a> {
    let (header, payload) = (ip.header(), ip.payload());
    let extensions = ip.extensions();
    let announced = usize::from(header.payload_length()).saturating_sub(extensions.slice().len());
    let fragment = extensions.clone().into_iter().find_map(|extension| match extension {
        Ipv6ExtensionSlice::Fragment(header) if header.is_fragmenting_payload() => Some(Fragment {
            identification: header.identification(),
            offset: header.fragment_offset(),
            more: header.more_fragments(),
        }),
        _ => None,
    });
    Payload {
        source: header.source_addr().into(),
        destination: header.destination_addr().into(),
        protocol: payload.ip_number,
        octets: payload.payload,
        length: length(payload.payload, payload.len_source, payload.incomplete, announced, cut),
        fragment,
    }
}

/// The length that the IP header announces.
///
/// It announces none when the network card was to fill in the length; then the frame's length counts.
fn length(octets: &[u8], by: LenSource, incomplete: bool, announced: usize, cut: usize) -> usize {
    match by {
        LenSource::Slice if incomplete => announced,
        LenSource::Slice => octets.len() + cut,
        _ => octets.len(),
    }
}

/// The captured octets of a UDP datagram, and its length.
///
/// `None` if its header is cut.
pub(super) fn datagram<'a>(payload: &Payload<'a>) -> Option<(&'a [u8], usize)> {
    let udp = UdpSlice::from_slice_lax(payload.octets).ok()?;
    let length = match usize::from(udp.length()) {
        length if (UDP_HEADER..=payload.length).contains(&length) => length,
        _ => payload.length,
    };
    Some((udp.payload(), length.saturating_sub(UDP_HEADER)))
}

#[cfg(test)]
mod tests {
    use etherparse::PacketBuilder;

    use super::*;

    /// An Ethernet frame with `message` in a UDP datagram.
    fn frame(message: &[u8]) -> Vec<u8> {
        let builder = PacketBuilder::ethernet2([1; 6], [2; 6]).single_vlan(7.try_into().unwrap());
        let mut frame = Vec::new();
        builder.ipv4([1; 4], [2; 4], 9).udp(4000, 53).write(&mut frame, message).unwrap();
        frame
    }

    #[test]
    fn padding_is_not_part_of_a_datagram() {
        let padded = [frame(b"abc"), vec![0; 9]].concat();
        let payload = Link::Ethernet.payload(&padded, 0).unwrap();
        assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)));
        assert_eq!(payload.flow().unwrap().to_string(), "1.1.1.1:4000 > 2.2.2.2:53 UDP");
    }

    #[test]
    fn a_cut_datagram_keeps_its_length() {
        let whole = frame(b"abcdef");
        let (there, _) = whole.split_at(whole.len() - 4);
        let payload = Link::Ethernet.payload(there, 4).unwrap();
        assert_eq!(datagram(&payload), Some((&b"ab"[..], 6)));
        let (there, _) = whole.split_at(whole.len() - 7);
        assert_eq!(datagram(&Link::Ethernet.payload(there, 7).unwrap()), None);
    }

    #[test]
    fn a_udp_length_that_ip_contradicts_does_not_count() {
        for length in [[0, 0], [0, 7], [0, 12]] {
            let mut frame = frame(b"abc");
            let at = frame.len() - 7;
            frame[at..at + 2].copy_from_slice(&length);
            let payload = Link::Ethernet.payload(&frame, 0).unwrap();
            assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)));
        }
    }

    #[test]
    fn every_link_type_leads_to_ip() {
        let ethernet = frame(b"abc");
        let ip = &ethernet[18..];
        let [sll, sll2] = [[&[0; 14][..], &[8, 0]].concat(), [&[8, 0][..], &[0; 18]].concat()];
        for (number, head) in
            [(101, &[][..]), (228, &[]), (0, &[2, 0, 0, 0]), (113, &sll), (276, &sll2)]
        {
            let frame = [head, ip].concat();
            let payload = Link::new(number).unwrap().payload(&frame, 0).unwrap();
            assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)), "link type {number}");
        }
    }
}
