//! What reading a file hands on.

use std::fmt;
use std::ops::ControlFlow;

use dnswire::Profile;
use jiff::Timestamp;

use crate::flow::Flow;
use crate::place::Place;
use crate::reason::Reason;

/// An event while reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A message.
    Message(Item),
    /// Something that is not handed on as a message.
    Lost(Lost),
}

/// One message as it was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The place where it was found.
    pub id: Place,
    /// The octets that were captured.
    pub octets: Vec<u8>,
    /// The number of octets that its sender announced; more than were captured when the capture cut it.
    pub length: usize,
    /// Who sent it to whom, and how.
    pub flow: Option<Flow>,
    /// The time when its last octet was captured.
    pub time: Option<Timestamp>,
    /// The tunnels that carried its packets.
    pub carried: Carried,
    /// The protocol that it belongs to, by its ports and transport, or by `via` of the JSON object.
    pub profile: Profile,
    /// The metadata of dnstap.
    pub dnstap: Option<Box<Dnstap>>,
}

impl Item {
    /// A complete message of which nothing else is known.
    pub(crate) fn new(id: Place, octets: Vec<u8>) -> Self {
        Self {
            id,
            length: octets.len(),
            octets,
            flow: None,
            time: None,
            carried: Carried::default(),
            profile: Profile::Unicast,
            dnstap: None,
        }
    }
}

/// The metadata that dnstap has beside addresses and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dnstap {
    /// The name of the server that recorded it.
    pub identity: Option<String>,
    /// The version of that server.
    pub version: Option<String>,
    /// Who sent it to whom, as dnstap calls it: `CLIENT_QUERY` for instance.
    pub kind: &'static str,
    /// The zone that the server asked about, in wire format.
    pub zone: Option<Vec<u8>>,
}

/// Packets or octets that are not handed on as messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The place of the first.
    pub id: Place,
    /// Why.
    pub reason: Reason,
    /// What is known about this one: the flow, the number of octets.
    pub detail: Option<String>,
    /// How many packets, streams or datagrams.
    pub count: u64,
}

/// What the packets of a message went through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The tunnels, the outermost first.
    pub tunnels: Vec<Tunnel>,
    /// True if the message is quoted by an ICMP error; its addresses are then those of the quoted packet.
    pub is_quoted: bool,
    /// The number of IP fragments that the message came in; 0 if it was not fragmented.
    pub fragments: usize,
}

/// `GRE, ERSPAN, in an ICMP error, 2 fragments`; nothing for a plain packet.
impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for tunnel in &self.tunnels {
            write!(f, "{separator}in {}", tunnel.as_str())?;
            separator = ", ";
        }
        if self.is_quoted {
            write!(f, "{separator}quoted by an ICMP error")?;
            separator = ", ";
        }
        match self.fragments {
            0 => Ok(()),
            1 => write!(f, "{separator}1 fragment"),
            count => write!(f, "{separator}{count} fragments"),
        }
    }
}

/// A protocol that carries other packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "these are names")]
pub enum Tunnel {
    Ipip,
    SixInFour,
    Gre,
    Erspan,
    Vxlan,
    Geneve,
    GtpU,
    Teredo,
    L2tp,
    EtherIp,
    Mpls,
    Lisp,
    Capwap,
    Gue,
    Fou,
    Ayiya,
    Tzsp,
}

impl Tunnel {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ipip => "IPIP",
            Self::SixInFour => "6in4",
            Self::Gre => "GRE",
            Self::Erspan => "ERSPAN",
            Self::Vxlan => "VXLAN",
            Self::Geneve => "Geneve",
            Self::GtpU => "GTP-U",
            Self::Teredo => "Teredo",
            Self::L2tp => "L2TP",
            Self::EtherIp => "EtherIP",
            Self::Mpls => "MPLS",
            Self::Lisp => "LISP",
            Self::Capwap => "CAPWAP",
            Self::Gue => "GUE",
            Self::Fou => "FOU",
            Self::Ayiya => "AYIYA",
            Self::Tzsp => "TZSP",
        }
    }
}

/// The options for reading.
#[derive(Debug, Clone)]
pub struct Options {
    /// In a capture, a packet from or to one of these ports carries DNS.
    pub ports: Vec<u16>,
    /// In a capture, also take messages on other ports that can only be DNS.
    pub guess: bool,
    /// Take every file for one message, whatever its octets look like.
    pub raw: bool,
    /// The most octets that unfinished TCP streams and IP fragments may take together.
    pub memory: usize,
}

/// The octets that unfinished streams and fragments may take, unless told otherwise.
const MEMORY: usize = 64 << 20;

/// The ports of DNS, multicast DNS and LLMNR.
impl Default for Options {
    fn default() -> Self {
        Self { ports: vec![53, 5353, 5355], guess: true, raw: false, memory: MEMORY }
    }
}

/// Reports how many octets of the file have been read.
pub type Progress<'a> = dyn FnMut(u64) + 'a;

/// Takes an event, and says whether to continue.
pub type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;
