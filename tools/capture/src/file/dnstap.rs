//! dnstap: messages that a server recorded, in a frame stream of protocol buffers.

use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, bail};
use dnswire::Profile;
use jiff::Timestamp;
use prost::Message;

use crate::octets::{be32, size};
use crate::{Dnstap, Event, Flow, Item, Lost, Place, Progress, Reason, Sink, Transport};

/// Octets of the longest frame: two messages and what is said about them.
const MAX_FRAME: usize = 1 << 18;

/// Octets of the longest control frame.
const MAX_CONTROL: usize = 512;

/// The type of a control frame that ends the stream.
const STOP: u32 = 3;

/// The content type of dnstap.
const CONTENT_TYPE: &[u8] = b"protobuf:dnstap.Dnstap";

/// The content of a frame.
#[derive(Clone, PartialEq, Message)]
struct Frame {
    #[prost(bytes = "vec", optional, tag = "1")]
    identity: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "2")]
    version: Option<Vec<u8>>,
    #[prost(message, optional, tag = "14")]
    message: Option<Recorded>,
    #[prost(int32, required, tag = "15")]
    kind: i32,
}

/// A query, a response, or both.
#[derive(Clone, PartialEq, Message)]
struct Recorded {
    #[prost(int32, required, tag = "1")]
    kind: i32,
    #[prost(int32, optional, tag = "3")]
    protocol: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "4")]
    query_address: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "5")]
    response_address: Option<Vec<u8>>,
    #[prost(uint32, optional, tag = "6")]
    query_port: Option<u32>,
    #[prost(uint32, optional, tag = "7")]
    response_port: Option<u32>,
    #[prost(uint64, optional, tag = "8")]
    query_seconds: Option<u64>,
    #[prost(fixed32, optional, tag = "9")]
    query_nanoseconds: Option<u32>,
    #[prost(bytes = "vec", optional, tag = "10")]
    query: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "11")]
    zone: Option<Vec<u8>>,
    #[prost(uint64, optional, tag = "12")]
    response_seconds: Option<u64>,
    #[prost(fixed32, optional, tag = "13")]
    response_nanoseconds: Option<u32>,
    #[prost(bytes = "vec", optional, tag = "14")]
    response: Option<Vec<u8>>,
}

/// Reads a frame stream.
///
/// Fails when it ends inside a frame, a frame is too long, or its content is not dnstap.
pub(super) fn read(
    name: &str,
    mut input: impl Read,
    progress: &mut Progress<'_>,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let file: Arc<str> = name.into();
    let (mut number, mut done) = (0, 0);
    while let Some(length) = next_length(&mut input).with_context(|| place(name, number))? {
        let is_control = length == 0;
        let frame = if is_control {
            next_length(&mut input)?.map(|length| octets(&mut input, length, MAX_CONTROL))
        } else {
            Some(octets(&mut input, length, MAX_FRAME))
        };
        let frame = frame.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()));
        let frame = frame.with_context(|| place(name, number))?;
        done += u64::try_from(frame.len())? + 4;
        progress(done);
        if is_control {
            if is_stop(&frame, name)? {
                break;
            }
            continue;
        }
        number += 1;
        if events(&file, number, &frame).into_iter().try_for_each(&mut *sink).is_break() {
            break;
        }
    }
    Ok(())
}

/// Hands on the messages of octets that are one frame; false if they are none.
pub(super) fn read_one(name: &str, octets: &[u8], sink: &mut Sink<'_>) -> bool {
    let is_one = Frame::decode(octets).is_ok_and(|frame| {
        frame.kind == 1 && frame.message.is_some_and(|it| it.query.or(it.response).is_some())
    });
    if is_one {
        // All events are of this frame; the file ends here.
        let _ = events(&name.into(), 1, octets).into_iter().try_for_each(sink);
    }
    is_one
}

fn place(name: &str, number: u64) -> String {
    format!("{name}: after frame {number}")
}

/// The next 4 octets as a length; `None` at the end of the input.
fn next_length(input: &mut impl Read) -> io::Result<Option<usize>> {
    let mut octets = Vec::new();
    input.take(4).read_to_end(&mut octets)?;
    match be32(&octets, 0) {
        Some(length) => Ok(Some(size(length))),
        None if octets.is_empty() => Ok(None),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn octets(input: &mut impl Read, length: usize, most: usize) -> io::Result<Vec<u8>> {
    if length > most {
        let what = format!("a frame of {length} octets is longer than {most}");
        return Err(io::Error::other(what));
    }
    let mut octets = Vec::new();
    input.take(u64::try_from(length).unwrap_or(u64::MAX)).read_to_end(&mut octets)?;
    if octets.len() < length {
        return Err(io::Error::other("the file ends inside a frame"));
    }
    Ok(octets)
}

/// True for the control frame that ends the stream; fails for content that is not dnstap.
fn is_stop(control: &[u8], name: &str) -> anyhow::Result<bool> {
    if be32(control, 0) == Some(STOP) {
        return Ok(true);
    }
    // A field of type 1 is the content type; the length comes before it.
    if let Some(content) = control.get(12..)
        && content != CONTENT_TYPE
    {
        let content = String::from_utf8_lossy(content);
        bail!("{name}: a frame stream of {content}, which is not read");
    }
    Ok(false)
}

/// The messages in a frame.
fn events(file: &Arc<str>, number: u64, octets: &[u8]) -> Vec<Event> {
    let place = |nth| Place::Frame { file: Arc::clone(file), frame: number, nth };
    let lost = |reason| vec![Event::Lost(Lost { id: place(1), reason, detail: None, count: 1 })];
    let Ok(frame) = Frame::decode(octets) else { return lost(Reason::DnstapMalformed) };
    let Some(recorded) = frame.message.as_ref() else { return lost(Reason::DnstapEmpty) };
    let query = recorded.query.as_ref().map(|octets| (octets, false));
    let response = recorded.response.as_ref().map(|octets| (octets, true));
    let items: Vec<_> = [query, response]
        .into_iter()
        .flatten()
        .zip(1..)
        .map(|((octets, is_response), nth)| {
            let flow = recorded.flow(is_response);
            let item = Item::new(place(nth), octets.clone());
            Event::Message(Item {
                flow,
                time: recorded.time(is_response),
                profile: flow.map_or(Profile::Unicast, |flow| flow.profile()),
                dnstap: Some(Box::new(frame.about(recorded))),
                ..item
            })
        })
        .collect();
    if items.is_empty() { lost(Reason::DnstapEmpty) } else { items }
}

impl Frame {
    fn about(&self, recorded: &Recorded) -> Dnstap {
        let text = |octets: &Vec<u8>| String::from_utf8_lossy(octets).into_owned();
        Dnstap {
            identity: self.identity.as_ref().map(text),
            version: self.version.as_ref().map(text),
            kind: kind(recorded.kind),
            zone: recorded.zone.clone(),
        }
    }
}

impl Recorded {
    /// Who sent the query, or the response, to whom; `None` if that is not recorded.
    fn flow(&self, is_response: bool) -> Option<Flow> {
        let asker = end(self.query_address.as_ref(), self.query_port);
        let answerer = end(self.response_address.as_ref(), self.response_port);
        if asker.is_none() && answerer.is_none() {
            return None;
        }
        let unknown = match asker.or(answerer)? {
            SocketAddr::V4(_) => SocketAddr::new([0; 4].into(), 0),
            SocketAddr::V6(_) => SocketAddr::new([0; 16].into(), 0),
        };
        let (source, destination) = (asker.unwrap_or(unknown), answerer.unwrap_or(unknown));
        let flow = Flow { source, destination, transport: transport(self.protocol) };
        Some(if is_response { flow.reversed() } else { flow })
    }

    fn time(&self, is_response: bool) -> Option<Timestamp> {
        let (seconds, nanoseconds) = if is_response {
            (self.response_seconds, self.response_nanoseconds)
        } else {
            (self.query_seconds, self.query_nanoseconds)
        };
        let nanoseconds = i32::try_from(nanoseconds.unwrap_or_default()).ok()?;
        Timestamp::new(i64::try_from(seconds?).ok()?, nanoseconds).ok()
    }
}

fn end(address: Option<&Vec<u8>>, port: Option<u32>) -> Option<SocketAddr> {
    let address: IpAddr = match address?.as_slice() {
        octets if octets.len() == 4 => <[u8; 4]>::try_from(octets).ok()?.into(),
        octets => <[u8; 16]>::try_from(octets).ok()?.into(),
    };
    Some(SocketAddr::new(address, u16::try_from(port.unwrap_or_default()).ok()?))
}

/// The transport of a socket protocol; UDP if none is recorded.
fn transport(protocol: Option<i32>) -> Transport {
    match protocol {
        Some(2) => Transport::Tcp,
        Some(3) => Transport::Tls,
        Some(4) => Transport::Https,
        Some(5) => Transport::DnscryptUdp,
        Some(6) => Transport::DnscryptTcp,
        Some(7) => Transport::Quic,
        _ => Transport::Udp,
    }
}

/// The name of a message type.
fn kind(number: i32) -> &'static str {
    const NAMES: [&str; 14] = [
        "AUTH_QUERY",
        "AUTH_RESPONSE",
        "RESOLVER_QUERY",
        "RESOLVER_RESPONSE",
        "CLIENT_QUERY",
        "CLIENT_RESPONSE",
        "FORWARDER_QUERY",
        "FORWARDER_RESPONSE",
        "STUB_QUERY",
        "STUB_RESPONSE",
        "TOOL_QUERY",
        "TOOL_RESPONSE",
        "UPDATE_QUERY",
        "UPDATE_RESPONSE",
    ];
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| NAMES.get(index).copied()).unwrap_or("of an unknown type")
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    const QUERY: &[u8] = b"\0\x11\x01\0\0\x01\0\0\0\0\0\0\0\0\x02\0\x01";

    fn frame() -> Vec<u8> {
        let message = Recorded {
            kind: 5,
            protocol: Some(3),
            query_address: Some(vec![192, 0, 2, 1]),
            response_address: Some(vec![192, 0, 2, 53]),
            query_port: Some(4000),
            response_port: Some(853),
            query_seconds: Some(1),
            query_nanoseconds: Some(500_000_000),
            query: Some(QUERY.into()),
            zone: None,
            response_seconds: Some(2),
            response_nanoseconds: None,
            response: Some(QUERY.into()),
        };
        let identity = Some(b"resolver".to_vec());
        Frame { identity, version: None, message: Some(message), kind: 1 }.encode_to_vec()
    }

    fn control(kind: u8, content: &[u8]) -> Vec<u8> {
        let mut control = vec![0, 0, 0, kind];
        if !content.is_empty() {
            control.extend([0, 0, 0, 1, 0, 0, 0, u8::try_from(content.len()).unwrap()]);
            control.extend(content);
        }
        [&[0; 4][..], &u32::try_from(control.len()).unwrap().to_be_bytes(), &control].concat()
    }

    fn data(frame: &[u8]) -> Vec<u8> {
        [&u32::try_from(frame.len()).unwrap().to_be_bytes()[..], frame].concat()
    }

    fn read_all(stream: &[u8]) -> (Vec<Event>, anyhow::Result<()>) {
        let mut events = Vec::new();
        let done = read("f", stream, &mut |_| (), &mut |event| {
            events.push(event);
            ControlFlow::Continue(())
        });
        (events, done)
    }

    #[test]
    fn messages_come_with_what_was_recorded() {
        let parts = [control(2, CONTENT_TYPE), data(&frame()), control(3, b""), data(b"x")];
        let (events, done) = read_all(&parts.concat());
        done.unwrap();
        let [Event::Message(query), Event::Message(response)] = events.as_slice() else {
            panic!("{events:?}")
        };
        assert_eq!(query.flow.unwrap().to_string(), "192.0.2.1:4000 > 192.0.2.53:853 TLS");
        assert_eq!(response.flow.unwrap().to_string(), "192.0.2.53:853 > 192.0.2.1:4000 TLS");
        assert_eq!(query.time.unwrap().to_string(), "1970-01-01T00:00:01.5Z");
        assert_eq!(response.time.unwrap().to_string(), "1970-01-01T00:00:02Z");
        let dnstap = query.dnstap.as_ref().unwrap();
        assert_eq!((dnstap.identity.as_deref(), dnstap.kind), (Some("resolver"), "CLIENT_QUERY"));
        assert_eq!((query.id.to_string(), response.id.to_string()), ("f#1".into(), "f#1.2".into()));
        assert_eq!(query.octets, QUERY);
    }

    #[test]
    fn what_is_no_message_is_named() {
        let empty = Frame { identity: None, version: None, message: None, kind: 1 };
        let stream = [control(2, CONTENT_TYPE), data(b"\xFF"), data(&empty.encode_to_vec())];
        let (events, done) = read_all(&stream.concat());
        done.unwrap();
        let reasons: Vec<_> = events
            .iter()
            .map(|event| if let Event::Lost(lost) = event { Some(lost.reason) } else { None })
            .collect();
        assert_eq!(reasons, [Some(Reason::DnstapMalformed), Some(Reason::DnstapEmpty)]);
    }

    #[test]
    fn a_stream_that_ends_early_or_holds_something_else_is_an_error() {
        let error = |stream: &[u8]| format!("{:#}", read_all(stream).1.unwrap_err());
        let data = data(&frame());
        let cut = error(&data[..9]);
        assert_eq!(cut, "f: after frame 0: the file ends inside a frame");
        assert_eq!(
            error(&[data.as_slice(), b"\x01\0\0\0"].concat()),
            "f: after frame 1: a frame of 16777216 octets is longer than 262144"
        );
        let other = error(&control(2, b"text"));
        assert_eq!(other, "f: a frame stream of text, which is not read");
    }

    #[test]
    fn one_frame_without_a_stream_is_read() {
        let mut count = 0;
        let mut sink = |_| {
            count += 1;
            ControlFlow::Continue(())
        };
        assert!(read_one("f", &frame(), &mut sink));
        assert!(!read_one("f", QUERY, &mut sink));
        assert_eq!(count, 2);
    }
}
