//! Who sends to whom.

use std::fmt;
use std::net::SocketAddr;

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

    /// True if its messages are those of multicast DNS.
    #[must_use]
    pub fn is_multicast(&self) -> bool {
        self.is_on(&[MULTICAST])
    }

    /// The protocol of its messages, by the ports.
    #[must_use]
    pub fn profile(&self) -> dnswire::Profile {
        let [source, destination] =
            [self.source, self.destination].map(|end| dnswire::Profile::of_port(end.port()));
        if source == dnswire::Profile::Unicast { destination } else { source }
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
