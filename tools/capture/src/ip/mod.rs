//! From an IP packet to what it carries.

mod fragment;

use std::net::{IpAddr, SocketAddr};

use etherparse::{
    IpFragOffset, IpNumber, Ipv6ExtensionSlice, LaxIpSlice, LaxIpv4Slice, LaxIpv6Slice, LenSource,
    UdpSlice,
};

pub(crate) use self::fragment::Fragments;
use crate::{Flow, Transport};

/// Octets of a UDP header.
const UDP_HEADER: usize = 8;

/// UDP-Lite ([RFC 3828]).
///
/// [RFC 3828]: https://www.rfc-editor.org/rfc/rfc3828
pub(crate) const UDP_LITE: IpNumber = IpNumber(136);

/// The content of one IP packet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Payload<'a> {
    /// The sender.
    pub(crate) source: IpAddr,
    /// The receiver.
    pub(crate) destination: IpAddr,
    /// The protocol of the octets, UDP or TCP for instance.
    pub(crate) protocol: IpNumber,
    /// The captured octets, without padding behind them.
    pub(crate) octets: &'a [u8],
    /// The length that the IP header announces.
    pub(crate) length: usize,
    /// Which piece of a datagram this is; `None` if it is the whole.
    pub(crate) fragment: Option<Fragment>,
}

impl<'a> Payload<'a> {
    /// The content of an IP packet from which the capture cut `cut` octets; `None` if it is none.
    pub(crate) fn of(octets: &'a [u8], cut: usize) -> Option<Self> {
        match LaxIpSlice::from_slice(octets).ok()?.0 {
            LaxIpSlice::Ipv4(ip) => Some(ipv4(&ip, cut)),
            LaxIpSlice::Ipv6(ip) => Some(ipv6(&ip, cut)),
        }
    }

    /// Octets of the payload that were not captured.
    pub(crate) fn missing(&self) -> usize {
        self.length.saturating_sub(self.octets.len())
    }

    /// From where to where this goes; `None` if the ports are not there or there are none.
    pub(crate) fn flow(&self) -> Option<Flow> {
        let [a, b, c, d] = *self.octets.first_chunk()?;
        let source = SocketAddr::new(self.source, u16::from_be_bytes([a, b]));
        let destination = SocketAddr::new(self.destination, u16::from_be_bytes([c, d]));
        let transport = match self.protocol {
            IpNumber::UDP => Transport::Udp,
            IpNumber::TCP => Transport::Tcp,
            UDP_LITE => Transport::UdpLite,
            _ => return None,
        };
        Some(Flow { source, destination, transport })
    }
}

/// Which piece of a datagram a packet carries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fragment {
    /// The number that all fragments of a datagram have in common.
    pub(crate) identification: u32,
    /// Its offset in the datagram.
    pub(crate) offset: IpFragOffset,
    /// False for the last one.
    pub(crate) more: bool,
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
pub(crate) fn datagram<'a>(payload: &Payload<'a>) -> Option<(&'a [u8], usize)> {
    if payload.protocol == UDP_LITE {
        // The length field is the part that the checksum covers.
        let octets = payload.octets.get(UDP_HEADER..)?;
        return Some((octets, payload.length.saturating_sub(UDP_HEADER)));
    }
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

    /// An IP packet with `message` in a UDP datagram.
    fn packet(message: &[u8]) -> Vec<u8> {
        let mut packet = Vec::new();
        PacketBuilder::ipv4([1; 4], [2; 4], 9).udp(4000, 53).write(&mut packet, message).unwrap();
        packet
    }

    #[test]
    fn padding_is_not_part_of_a_datagram() {
        let padded = [packet(b"abc"), vec![0; 9]].concat();
        let payload = Payload::of(&padded, 0).unwrap();
        assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)));
        assert_eq!(payload.flow().unwrap().to_string(), "1.1.1.1:4000 > 2.2.2.2:53 UDP");
    }

    #[test]
    fn a_cut_datagram_keeps_its_length() {
        let whole = packet(b"abcdef");
        let (there, _) = whole.split_at(whole.len() - 4);
        assert_eq!(datagram(&Payload::of(there, 4).unwrap()), Some((&b"ab"[..], 6)));
        let (there, _) = whole.split_at(whole.len() - 7);
        assert_eq!(datagram(&Payload::of(there, 7).unwrap()), None);
    }

    #[test]
    fn a_udp_length_that_ip_contradicts_does_not_count() {
        for length in [[0, 0], [0, 7], [0, 12]] {
            let mut packet = packet(b"abc");
            let at = packet.len() - 7;
            packet[at..at + 2].copy_from_slice(&length);
            assert_eq!(datagram(&Payload::of(&packet, 0).unwrap()), Some((&b"abc"[..], 3)));
        }
    }

    #[test]
    fn udp_lite_has_the_length_of_its_packet() {
        let mut packet = packet(b"abc");
        packet[9] = 136;
        let at = packet.len() - 7;
        packet[at..at + 2].copy_from_slice(&[0, 8]);
        let payload = Payload::of(&packet, 0).unwrap();
        assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)));
        assert_eq!(payload.flow().unwrap().transport, Transport::UdpLite);
    }
}
