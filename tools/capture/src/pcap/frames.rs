//! From frames to messages.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::ops::ControlFlow;

use etherparse::{IpNumber, TcpSlice};
use jiff::Timestamp;

use crate::found::Found;
use crate::ip::{Fragments, Payload, UDP_LITE, datagram};
use crate::link::{Layer, walk};
use crate::octets::octet;
use crate::tcp::Streams;
use crate::{Flow, Options, Reason, Sink, look, tunnel};

/// Tunnels in tunnels that are followed.
const MAX_DEPTH: usize = 8;

/// Servers on other ports that are kept.
const MAX_SERVERS: usize = 1 << 16;

/// Takes frames, and finds the messages in them.
#[derive(Debug)]
pub(crate) struct Frames<'a> {
    fragments: Fragments,
    streams: Streams,
    /// Servers on other ports that have sent or received what can only be DNS.
    servers: HashSet<SocketAddr>,
    /// What was found.
    pub(crate) found: Found<'a>,
}

impl<'a> Frames<'a> {
    /// Nothing yet.
    pub(crate) fn new(name: &str, options: &'a Options) -> Self {
        Self {
            fragments: Fragments::default(),
            streams: Streams::default(),
            servers: HashSet::new(),
            found: Found::new(name, options),
        }
    }

    /// Adds the captured octets of the next frame, of which `cut` more were not captured.
    pub(crate) fn add(&mut self, layer: Layer, octets: &[u8], cut: usize, time: Option<Timestamp>) {
        self.found.next_frame(time);
        self.layer(layer, octets, cut, 0);
        self.keep_within_memory();
    }

    /// Counts the next frame as one that cannot be read.
    pub(crate) fn skip(&mut self, reason: Reason, time: Option<Timestamp>) {
        self.found.next_frame(time);
        self.found.count(reason);
    }

    /// Hands on, or names, what is not complete at the end; stream by stream, so that little waits.
    pub(crate) fn finish(&mut self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        for (key, octets, carried) in self.fragments.finish(&mut self.found) {
            self.found.carried = carried;
            self.first_part(&key.as_payload(&octets));
            self.found.hand_on(sink)?;
        }
        self.found.hand_on(sink)?;
        self.streams.finish(&mut self.found, sink)?;
        self.found.finish();
        self.found.hand_on(sink)
    }

    fn keep_within_memory(&mut self) {
        while self.fragments.used() + self.streams.used() > self.found.options.memory {
            if self.streams.used() >= self.fragments.used() {
                self.streams.make_room(&mut self.found);
            } else {
                self.fragments.make_room(&mut self.found);
            }
        }
    }

    fn layer(&mut self, layer: Layer, octets: &[u8], cut: usize, depth: usize) {
        walk(layer, octets, &mut |ip| match ip {
            Ok(octets) => self.ip(octets, cut, depth),
            Err(reason) => self.found.count(reason),
        });
    }

    fn ip(&mut self, octets: &[u8], cut: usize, depth: usize) {
        let Some(payload) = Payload::of(octets, cut) else {
            return self.found.count(Reason::HeaderCut("IP"));
        };
        if payload.fragment.is_none() {
            return self.payload(&payload, depth);
        }
        let added = self.fragments.add(&payload, &mut self.found);
        self.first_parts();
        let Some((octets, count)) = added else { return };
        self.found.carried.fragments = count;
        let length = octets.len();
        let whole = Payload { octets: &octets, length, fragment: None, ..payload };
        match whole.behind_extensions() {
            Some(payload) if payload.fragment.is_none() => self.payload(&payload, depth),
            Some(_) => self.found.count(Reason::Unsupported("fragments of fragments")),
            None => self.found.count(Reason::HeaderCut("IP")),
        }
    }

    fn payload(&mut self, payload: &Payload<'_>, depth: usize) {
        match payload.protocol {
            IpNumber::UDP | UDP_LITE => self.udp(payload, depth),
            IpNumber::TCP => self.tcp(payload),
            IpNumber::ICMP => self.icmp(payload, &[3, 4, 5, 11, 12], (5, 4), depth),
            IpNumber::IPV6_ICMP => self.icmp(payload, &[1, 2, 3, 4], (4, 8), depth),
            protocol => {
                let inner = tunnel::of_ip(protocol, payload.octets);
                self.tunnel(inner, payload.missing(), depth);
            }
        }
    }

    fn tunnel(
        &mut self,
        inner: Result<Option<tunnel::Inner<'_>>, Reason>,
        cut: usize,
        depth: usize,
    ) {
        match inner {
            Ok(Some(_)) if depth >= MAX_DEPTH => self.found.count(Reason::TooDeep),
            Ok(Some((tunnel, layer, octets))) => {
                self.found.carried.tunnels.push(tunnel);
                self.layer(layer, octets, cut, depth + 1);
            }
            Ok(None) => {}
            Err(reason) => self.found.count(reason),
        }
    }

    fn udp(&mut self, payload: &Payload<'_>, depth: usize) {
        let (Some(flow), Some((octets, length))) = (payload.flow(), datagram(payload)) else {
            let is_other = payload.flow().is_some_and(|flow| !self.is_dns(flow));
            if !is_other {
                self.found.count(Reason::HeaderCut("UDP"));
            }
            return;
        };
        if self.is_dns(flow) {
            return self.message(flow, octets, length);
        }
        let ports = [flow.destination.port(), flow.source.port()];
        if let Some(inner) = tunnel::of_udp(ports, octets) {
            return self.tunnel(inner, payload.missing(), depth);
        }
        if ports.contains(&853) && length > 0 {
            return self.found.count(Reason::Encrypted("DNS over QUIC or DTLS, port 853"));
        }
        if let Some(inner) = tunnel::foo_over_udp(octets, length) {
            return self.tunnel(Ok(Some(inner)), payload.missing(), depth);
        }
        self.guess(flow, octets, length);
    }

    /// A datagram that is one message.
    fn message(&mut self, flow: Flow, octets: &[u8], length: usize) {
        if length == 0 {
            return self.found.count(Reason::EmptyDatagram);
        }
        if octets.is_empty() && self.found.carried.is_quoted {
            return self.found.count(Reason::ShortQuote);
        }
        let (now, carried) = (self.found.now, self.found.carried.clone());
        self.found.message(now, 1, flow, &carried, (octets, length));
    }

    /// A datagram on a port where no DNS is expected.
    fn guess(&mut self, flow: Flow, octets: &[u8], length: usize) {
        // NetBIOS name service has the format of DNS.
        if flow.is_on(&[137]) || !look::begins_like_message(octets) {
            return;
        }
        let server = server(flow, octets);
        let is_certain = octets.len() == length && look::is_message(octets);
        if !(is_certain && self.adopt(server)) {
            return self.found.count(Reason::OtherPort(server.port()));
        }
        self.message(flow, octets, length);
    }

    /// Takes what comes from and to a server for DNS from now on.
    fn adopt(&mut self, server: SocketAddr) -> bool {
        let is_new = self.found.options.guess && self.servers.len() < MAX_SERVERS;
        is_new && self.servers.insert(server)
    }

    fn is_dns(&self, flow: Flow) -> bool {
        flow.is_on(&self.found.options.ports)
            || self.servers.contains(&flow.source)
            || self.servers.contains(&flow.destination)
    }

    fn tcp(&mut self, payload: &Payload<'_>) {
        let Some(flow) = payload.flow() else { return self.found.count(Reason::HeaderCut("TCP")) };
        if self.found.carried.is_quoted {
            if self.is_dns(flow) {
                self.found.count(Reason::ShortQuote);
            }
            return;
        }
        let Ok(tcp) = TcpSlice::from_slice(payload.octets) else {
            if self.is_dns(flow) {
                self.found.count(Reason::HeaderCut("TCP"));
            }
            return;
        };
        let octets = tcp.payload();
        if self.is_dns(flow) {
            return self.streams.add(flow, &tcp, &mut self.found);
        }
        if octets.is_empty() {
            return;
        }
        if flow.is_on(&[853]) {
            return self.found.count(Reason::Encrypted("DNS over TLS, port 853"));
        }
        let is_tls = matches!(octets, [0x14..=0x17, 3, 0..=4, ..]);
        if flow.is_on(&[443]) && is_tls {
            return self.found.count(Reason::Https);
        }
        self.guess_stream(flow, &tcp);
    }

    /// A segment on a port where no DNS is expected: a length, and a message of that length?
    fn guess_stream(&mut self, flow: Flow, tcp: &TcpSlice<'_>) {
        let octets = tcp.payload();
        if is_http_with_dns(octets) {
            return self.found.count(Reason::Http);
        }
        let Some((length, rest)) = octets.split_first_chunk() else { return };
        let length = usize::from(u16::from_be_bytes(*length));
        match rest.get(..length) {
            Some(message) if look::is_message(message) => {
                let server = server(flow, message);
                if self.adopt(server) {
                    return self.streams.add(flow, tcp, &mut self.found);
                }
                self.found.count(Reason::OtherPort(server.port()));
            }
            // The first segment of a message, or a message whose length was in the segment before.
            None if look::begins_like_message(rest) => {
                self.found.count(Reason::OtherPort(server(flow, rest).port()));
            }
            _ if look::is_message(octets) => {
                self.found.count(Reason::OtherPort(server(flow, octets).port()));
            }
            _ => {}
        }
    }

    /// The first parts of datagrams that were given up.
    fn first_parts(&mut self) {
        for (key, octets, carried) in self.fragments.take_parts() {
            let now = std::mem::replace(&mut self.found.carried, carried);
            self.first_part(&key.as_payload(&octets));
            self.found.carried = now;
        }
    }

    /// The first part of a datagram, of which fragments are missing.
    fn first_part(&mut self, payload: &Payload<'_>) {
        let (Some(flow), Some((octets, length))) = (payload.flow(), datagram(payload)) else {
            return;
        };
        if payload.protocol != IpNumber::TCP && self.is_dns(flow) {
            self.message(flow, octets, length);
        }
    }

    /// An ICMP error of one of `types` quotes a packet; `length` is where its length is, and in which unit.
    fn icmp(&mut self, payload: &Payload<'_>, types: &[u8], length: (usize, usize), depth: usize) {
        let octets = payload.octets;
        if !octet(octets, 0).is_some_and(|kind| types.contains(&kind)) {
            return;
        }
        let Some(mut quote) = octets.get(8..) else { return };
        let length = usize::from(octet(octets, length.0).unwrap_or_default()) * length.1;
        if length > 0 {
            quote = quote.get(..length).unwrap_or(quote);
        }
        let Some(quoted) = Payload::of(quote, payload.missing()) else { return };
        if quoted.fragment.is_some_and(|fragment| fragment.offset.value() > 0) {
            return;
        }
        if depth >= MAX_DEPTH {
            return self.found.count(Reason::TooDeep);
        }
        self.found.carried.is_quoted = true;
        self.payload(&Payload { fragment: None, ..quoted }, depth + 1);
    }
}

/// True for a request or response of HTTP/1.1 with a message.
fn is_http_with_dns(octets: &[u8]) -> bool {
    let is_http =
        [&b"POST "[..], b"GET ", b"HTTP/1."].iter().any(|start| octets.starts_with(start));
    let has = |text: &[u8]| octets.windows(text.len()).any(|window| window == text);
    is_http && (has(b"application/dns-message") || has(b"?dns="))
}

/// Which side of a flow is the server, by the message that goes from one to the other.
fn server(flow: Flow, message: &[u8]) -> SocketAddr {
    let is_response = octet(message, 2).is_some_and(|flags| flags & 0x80 != 0);
    if is_response { flow.source } else { flow.destination }
}
