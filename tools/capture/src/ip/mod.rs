//! From an IP packet to what it carries.

mod fragment;

use std::net::{IpAddr, SocketAddr};

use etherparse::{IpFragOffset, IpNumber, LaxIpv4Slice, LenSource, UdpSlice};

pub(crate) use self::fragment::Fragments;
use crate::octets::{be16, be32, octet};
use crate::{Flow, Transport};

/// Octets of an IPv6 header.
const IPV6_HEADER: usize = 40;

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
        match octet(octets, 0)? >> 4 {
            4 => Some(ipv4(&LaxIpv4Slice::from_slice(octets).ok()?.0, cut)),
            6 => ipv6(octets, cut),
            _ => None,
        }
    }

    /// What is behind the extension headers of a datagram that was put together; `None` if one is cut.
    pub(crate) fn behind_extensions(self) -> Option<Self> {
        if self.source.is_ipv4() {
            return Some(self);
        }
        let (protocol, octets, fragment) = extensions(self.protocol, self.octets)?;
        let length = self.length - (self.octets.len() - octets.len());
        Some(Self { protocol, octets, length, fragment, ..self })
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

/// The header of IPv6 without extensions ([RFC 8200 section 3]).
///
/// [RFC 8200 section 3]: https://www.rfc-editor.org/rfc/rfc8200#section-3
fn ipv6(octets: &[u8], cut: usize) -> Option<Payload<'_>> {
    let (header, rest) = octets.split_first_chunk::<IPV6_HEADER>()?;
    let [.., high, low, next, _] = *header.first_chunk::<8>()?;
    let address = |at: usize| {
        let octets = header.get(at..).and_then(<[u8]>::first_chunk::<16>);
        octets.map(|octets| IpAddr::from(*octets))
    };
    // None is announced in a jumbogram, and when the network card was to fill in the length.
    let (there, length) = match usize::from(u16::from_be_bytes([high, low])) {
        0 => (rest, rest.len() + cut),
        announced => (rest.get(..announced).unwrap_or(rest), announced),
    };
    let (protocol, octets, fragment) = extensions(IpNumber(next), there)?;
    let length = length - (there.len() - octets.len());
    let (source, destination) = (address(8)?, address(24)?);
    Some(Payload { source, destination, protocol, octets, length, fragment })
}

/// What is behind the extension headers, in whatever order they are ([RFC 8200 section 4], and those
/// for mobility, host identity and shim6); behind the header of a fragment are parts of others.
///
/// `None` if one is cut.
///
/// [RFC 8200 section 4]: https://www.rfc-editor.org/rfc/rfc8200#section-4
fn extensions(mut protocol: IpNumber, octets: &[u8]) -> Option<Extended<'_>> {
    let mut rest = octets;
    loop {
        let unit = |at: usize| octet(rest, at).map(usize::from);
        let length = match protocol.0 {
            0 | 43 | 60 | 135 | 139 | 140 => 8 * (1 + unit(1)?),
            44 => 8,
            51 => 4 * (2 + unit(1)?),
            _ => return Some((protocol, rest, None)),
        };
        let (header, behind) = rest.split_at_checked(length)?;
        let is_fragment = protocol == IpNumber::IPV6_FRAGMENTATION_HEADER;
        (protocol, rest) = (IpNumber(octet(header, 0)?), behind);
        if is_fragment {
            let (offset, identification) = be16(header, 2).zip(be32(header, 4))?;
            let more = offset & 1 != 0;
            let offset = IpFragOffset::try_from(offset >> 3).ok()?;
            // One that is a whole datagram is no fragment (RFC 6946).
            if more || offset.value() > 0 {
                return Some((protocol, rest, Some(Fragment { identification, offset, more })));
            }
        }
    }
}

/// A protocol, its octets, and which piece of a datagram they are.
type Extended<'a> = (IpNumber, &'a [u8], Option<Fragment>);

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
    fn extension_headers_come_in_any_order() {
        let udp = packet(b"abc").split_off(20);
        // Destination options, then hop-by-hop options, mobility and host identity.
        let options: Vec<u8> =
            [0_u8, 135, 139, 17].into_iter().flat_map(|next| [next, 0, 1, 4, 0, 0, 0, 0]).collect();
        let length = u8::try_from(options.len() + udp.len()).unwrap();
        let packet =
            [&b"\x60\0\0\0\0"[..], &[length, 60, 9], &[1; 16], &[2; 16], &options, &udp].concat();
        let payload = Payload::of(&packet, 0).unwrap();
        assert_eq!((payload.protocol, payload.length), (IpNumber::UDP, 11));
        assert_eq!(datagram(&payload), Some((&b"abc"[..], 3)));
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
