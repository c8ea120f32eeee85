//! Why something is not handed on as a message.

use std::fmt;

/// Why something is not handed on as a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The link type of the capture, by its number.
    LinkType(u32),
    /// The link type of the capture, by its number; frames of it seldom carry IP.
    LinkWithoutIp(u32),
    /// The packet names an interface that the capture does not describe.
    NoInterface,
    /// A header ends too early; of which protocol.
    HeaderCut(&'static str),
    /// What a header says is not allowed or not known; which one.
    Unsupported(&'static str),
    /// An `EtherType` that may carry IP.
    EtherType(u16),
    /// A PPP protocol that may carry IP.
    Ppp(u16),
    /// An IP protocol that may carry IP.
    IpProtocol(u8),
    /// The content is encrypted; by which protocol.
    Encrypted(&'static str),
    /// More packets in packets than anyone needs.
    TooDeep,
    /// Fragments of a datagram are missing.
    FragmentsMissing,
    /// Fragments of a datagram contradict each other.
    FragmentsContradict,
    /// TCP octets came again, and were others.
    SegmentsContradict,
    /// Octets of a TCP stream are missing.
    Hole,
    /// A TCP stream whose first octets are no length and message.
    Joined,
    /// TCP octets after the sender has said that there are no more.
    AfterFin,
    /// A TCP stream ends inside a length.
    LengthCut,
    /// TCP octets of a gap that was given up before, because the connection was reset.
    AfterReset,
    /// A TCP frame of length 0; the first one of a stream is handed on as a message.
    EmptyFrame,
    /// A frame of a frame stream that is not dnstap.
    DnstapMalformed,
    /// A dnstap frame without a message.
    DnstapEmpty,
    /// A packet has more octets than any link carries.
    TooLong,
    /// Given up because unfinished streams and fragments took too much memory.
    Memory,
    /// Looks like DNS, but is on a port where nothing is looked for.
    OtherPort(u16),
    /// The file is empty.
    Empty,
    /// A datagram without a single octet.
    EmptyDatagram,
    /// An ICMP error that quotes a packet, but no octet of its message.
    ShortQuote,
    /// DNS over HTTP that is not encrypted, in a capture.
    Http,
    /// TLS or QUIC to port 443, which may hold DNS over HTTPS.
    Https,
}

impl Reason {
    /// False for what is only worth a remark: no message was given up.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        !matches!(
            self,
            Self::LinkWithoutIp(_)
                | Self::EmptyDatagram
                | Self::EmptyFrame
                | Self::AfterReset
                | Self::DnstapEmpty
                | Self::ShortQuote
                | Self::Https
                | Self::Empty
        )
    }
}

/// The things that are counted and the reason: `IP fragments are missing`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LinkType(number) => write!(f, "link type {number} is not supported"),
            Self::LinkWithoutIp(number) => write!(f, "link type {number}: not looked into"),
            Self::NoInterface => f.write_str("the interface is not described"),
            Self::HeaderCut(what) => write!(f, "{what}: the header is cut or malformed"),
            Self::Unsupported(what) => write!(f, "{what}: not supported"),
            Self::EtherType(number) => write!(f, "EtherType 0x{number:04x} is not supported"),
            Self::Ppp(number) => write!(f, "PPP protocol 0x{number:04x} is not supported"),
            Self::IpProtocol(number) => write!(f, "IP protocol {number} is not supported"),
            Self::Encrypted(what) => write!(f, "{what}: encrypted"),
            Self::TooDeep => f.write_str("too many tunnels in tunnels"),
            Self::FragmentsMissing => f.write_str("IP fragments are missing"),
            Self::FragmentsContradict => f.write_str("IP fragments contradict each other"),
            Self::SegmentsContradict => {
                f.write_str("TCP octets came again with another content; the first count")
            }
            Self::Hole => f.write_str("octets of a TCP stream are missing"),
            Self::Joined => f.write_str("a TCP stream begins inside a message"),
            Self::AfterFin => f.write_str("TCP octets after the end of the stream"),
            Self::LengthCut => f.write_str("a TCP stream ends inside a length"),
            Self::AfterReset => f.write_str("TCP octets came after a reset, in a known gap"),
            Self::EmptyFrame => f.write_str("more TCP frames of length 0 in a stream"),
            Self::DnstapMalformed => f.write_str("a dnstap frame is malformed"),
            Self::DnstapEmpty => f.write_str("a dnstap frame holds no message"),
            Self::TooLong => f.write_str("a packet has over 262144 octets"),
            Self::Memory => f.write_str("unfinished, and given up for want of memory: --memory"),
            Self::OtherPort(port) => write!(f, "looks like DNS on another port: --port {port}"),
            Self::Empty => f.write_str("the file is empty"),
            Self::EmptyDatagram => f.write_str("a datagram without octets"),
            Self::ShortQuote => f.write_str("an ICMP error quotes none of the message's octets"),
            Self::Http => f.write_str("DNS over HTTP without TLS: not read in captures"),
            Self::Https => f.write_str("TLS or QUIC on port 443: DNS over HTTPS needs the keys"),
        }
    }
}
