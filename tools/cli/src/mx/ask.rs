//! One question: over UDP, with the true length of the answer, then over TCP if that is cut.

use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use dnswire::{
    Builder, Class, Compression, Message, NameBuf, OptRecord, Partial, Section, Type, tcp,
};
use rustix::net::{RecvFlags, recv};

/// The most octets that a server is asked to send over UDP.
const UDP_SIZE: u16 = 4096;

/// Datagrams that are no answer and are passed over.
const MAX_STRAYS: usize = 64;

/// Asks a name server.
#[derive(Debug, Clone)]
pub(super) struct Asker {
    pub(super) server: SocketAddr,
    /// Octets that are received over UDP.
    pub(super) buffer: usize,
    /// The time for an answer over UDP, and again for one over TCP.
    pub(super) timeout: Duration,
}

/// The octets of an answer that arrived.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    octets: Vec<u8>,
    /// The length that the receive call reported.
    length: usize,
    /// A remark about the transport.
    pub(super) note: Option<String>,
}

impl Answer {
    /// The records that are whole.
    pub(super) fn partial(&self) -> Option<Partial<'_>> {
        Message::parse_partial(&self.octets, self.length).ok()
    }
}

impl Asker {
    /// The answer to a question; of a cut one what arrived, if TCP does not help.
    pub(super) fn ask(&self, name: &NameBuf, rtype: Type) -> io::Result<Answer> {
        let query = query(name, rtype)?;
        let answer = self.over_udp(&query)?;
        let Some(partial) = answer.partial() else { return Ok(answer) };
        if partial.is_whole() && !partial.message().header().flags().truncated() {
            return Ok(answer);
        }
        let (there, length) = (answer.octets.len(), answer.length);
        let what = if there < length {
            format!("{rtype} {name}: {there} of {length} octets over UDP")
        } else {
            format!("{rtype} {name}: not whole over UDP")
        };
        match self.over_tcp(&query) {
            Ok(whole) => {
                let note = format!("{what}, {} over TCP", whole.length);
                Ok(Answer { note: Some(note), ..whole })
            }
            Err(error) => {
                let records = partial.message().answers().count();
                let note = format!("{what}, TCP: {error}; {records} whole records are used");
                Ok(Answer { note: Some(note), ..answer })
            }
        }
    }

    fn over_udp(&self, query: &[u8]) -> io::Result<Answer> {
        let any: SocketAddr = match self.server {
            SocketAddr::V4(_) => ([0; 4], 0).into(),
            SocketAddr::V6(_) => ([0; 16], 0).into(),
        };
        let socket = UdpSocket::bind(any)?;
        socket.connect(self.server)?;
        socket.send(query)?;
        let end = Instant::now() + self.timeout;
        let mut buffer = vec![0; self.buffer];
        for _ in 0..MAX_STRAYS {
            socket.set_read_timeout(Some(time_left(end)?))?;
            // The length is that of the datagram, also when the buffer is too small for it.
            let (there, length) = recv(&socket, buffer.as_mut_slice(), RecvFlags::TRUNC)
                .map_err(|error| in_words(error.into()))?;
            let octets = buffer.get(..there).unwrap_or_default().to_vec();
            if is_answer(query, &octets, length) {
                return Ok(Answer { octets, length, note: None });
            }
        }
        Err(io::Error::other("only datagrams that are no answer came"))
    }

    fn over_tcp(&self, query: &[u8]) -> io::Result<Answer> {
        let end = Instant::now() + self.timeout;
        let mut stream = TcpStream::connect_timeout(&self.server, self.timeout)?;
        stream.set_write_timeout(Some(self.timeout))?;
        tcp::write_frame(&mut stream, query)?;
        let mut octets = Vec::new();
        tcp::read_frame(&mut Deadline { stream, end }, &mut octets, u16::MAX)?
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let length = octets.len();
        if !is_answer(query, &octets, length) {
            return Err(io::Error::other("what came is no answer"));
        }
        Ok(Answer { octets, length, note: None })
    }
}

/// A query with an ID that nobody can guess.
fn query(name: &NameBuf, rtype: Type) -> io::Result<Vec<u8>> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let id = fastrand::u16(..);
    let mut builder = Builder::query(&mut octets, &mut compression, id, name, rtype, Class::IN)
        .map_err(io::Error::other)?;
    builder.set_edns(OptRecord::new(UDP_SIZE));
    builder.finish();
    Ok(octets)
}

/// A stream that is read until a point in time, however slowly its octets come.
struct Deadline {
    stream: TcpStream,
    end: Instant,
}

impl Read for Deadline {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(time_left(self.end)?))?;
        self.stream.read(buffer).map_err(in_words)
    }
}

fn time_left(end: Instant) -> io::Result<Duration> {
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(in_words(io::ErrorKind::TimedOut.into())) } else { Ok(left) }
}

/// The error of a receive call; most systems say something else when the time is over.
fn in_words(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
            io::Error::new(io::ErrorKind::TimedOut, "no answer came in time")
        }
        _ => error,
    }
}

/// True if the octets are the answer to the query, or as much of it as arrived.
fn is_answer(query: &[u8], octets: &[u8], length: usize) -> bool {
    let (Ok(query), Ok(partial)) = (Message::parse(query), Message::parse_partial(octets, length))
    else {
        return false;
    };
    let message = partial.message();
    // Of an answer that is cut inside the question there is only the header to compare.
    let lacks_question = octets.len() < length
        && partial.error().is_some_and(|error| error.section() == Some(Section::Question));
    message.is_response_to(&query)
        || lacks_question && message.id() == query.id() && message.header().flags().is_response()
}
