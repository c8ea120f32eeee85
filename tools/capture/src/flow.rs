//! Who sends to whom.

use std::fmt;
use std::net::SocketAddr;

use dnswire::Profile;

/// The port of multicast DNS ([RFC 6762 section 2]).
///
/// [RFC 6762 section 2]: https://www.rfc-editor.org/rfc/rfc6762#section-2
const MULTICAST: u16 = 5353;

/// The transport of messages between two ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "these are names")]
pub enum Transport {
    Udp,
    Tcp,
    UdpLite,
    Tls,
    Https,
    Quic,
    DnscryptUdp,
    DnscryptTcp,
}

impl Transport {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
            Self::UdpLite => "UDP-Lite",
            Self::Tls => "TLS",
            Self::Https => "HTTPS",
            Self::Quic => "QUIC",
            Self::DnscryptUdp => "DNSCrypt over UDP",
            Self::DnscryptTcp => "DNSCrypt over TCP",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One direction between two ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Flow {
    /// The sender.
    pub source: SocketAddr,
    /// The receiver.
    pub destination: SocketAddr,
    /// The transport of the messages.
    pub transport: Transport,
}

impl Flow {
    /// True if one of its ports is among `ports`.
    #[must_use]
    pub fn is_on(&self, ports: &[u16]) -> bool {
        ports.contains(&self.source.port()) || ports.contains(&self.destination.port())
    }

    /// True if its messages are those of multicast DNS, which goes over UDP only.
    #[must_use]
    pub fn is_multicast(&self) -> bool {
        let is_udp = matches!(self.transport, Transport::Udp | Transport::UdpLite);
        is_udp && self.is_on(&[MULTICAST])
    }

    /// The protocol of its messages, by the ports and the transport.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let profiles = [self.source, self.destination].map(|end| Profile::of_port(end.port()));
        match profiles {
            _ if self.is_multicast() => Profile::MulticastDns,
            _ if profiles.contains(&Profile::Llmnr) => Profile::Llmnr,
            _ => Profile::Unicast,
        }
    }

    /// The other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { source: self.destination, destination: self.source, ..self }
    }
}

/// `127.0.0.1:53 > 127.0.0.1:40000 UDP`
impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} > {} {}", self.source, self.destination, self.transport)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multicast_dns_goes_over_udp_and_llmnr_over_both() {
        use Profile::{Llmnr, MulticastDns, Unicast};
        for (transport, port, want) in [
            (Transport::Udp, 5353, MulticastDns),
            (Transport::UdpLite, 5353, MulticastDns),
            (Transport::Tcp, 5353, Unicast),
            (Transport::Udp, 5355, Llmnr),
            (Transport::Tcp, 5355, Llmnr),
            (Transport::Udp, 53, Unicast),
        ] {
            let (one, other) = (([1; 4], 4000).into(), ([2; 4], port).into());
            let flow = Flow { source: one, destination: other, transport };
            assert_eq!([flow.profile(), flow.reversed().profile()], [want; 2]);
            assert_eq!(flow.is_multicast(), want == MulticastDns);
        }
    }
}
