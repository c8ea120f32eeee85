//! The server that is asked.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use dnswire::tcp::Deframer;
use dnswire::{Message, MessageBuf};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use crate::forward::asked::{Asked, UDP_SIZE};
use crate::forward::stream::{read_message, write_message};

/// After which time a query over UDP is sent again.
const RESEND: Duration = Duration::from_millis(500);

/// A server, and how long it has for an answer, over UDP and TCP together.
#[derive(Debug)]
pub(crate) struct Upstream {
    address: SocketAddr,
    patience: Duration,
}

impl Upstream {
    pub(crate) fn new(address: SocketAddr, patience: Duration) -> Self {
        Upstream { address, patience }
    }

    /// The answer to a question; `None` when there is none in time.
    pub(crate) async fn ask(&self, asked: &Asked) -> Option<MessageBuf> {
        let query = asked.to_query()?;
        timeout(self.patience, self.exchange(&query)).await.ok()?.ok()
    }

    async fn exchange(&self, query: &MessageBuf) -> io::Result<MessageBuf> {
        let answer = self.over_udp(query).await?;
        if answer.message().header().flags().truncated() {
            return self.over_tcp(query).await;
        }
        Ok(answer)
    }

    /// Asks from a port of its own, until there is an answer.
    async fn over_udp(&self, query: &MessageBuf) -> io::Result<MessageBuf> {
        let socket = UdpSocket::bind((self.own_address(), 0)).await?;
        socket.connect(self.address).await?;
        loop {
            socket.send(query.as_octets()).await?;
            if let Ok(answer) = timeout(RESEND, receive(&socket, query)).await {
                return answer;
            }
        }
    }

    async fn over_tcp(&self, query: &MessageBuf) -> io::Result<MessageBuf> {
        let mut stream = TcpStream::connect(self.address).await?;
        write_message(&mut stream, query.as_octets()).await?;
        let mut deframer = Deframer::new();
        while let Some(octets) = read_message(&mut stream, &mut deframer).await? {
            if let Some(answer) = answer_to(query, MessageBuf::try_from(octets)) {
                return Ok(answer);
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    fn own_address(&self) -> IpAddr {
        match self.address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        }
    }
}

/// Waits for the answer to a query; what else comes is ignored.
async fn receive(socket: &UdpSocket, query: &MessageBuf) -> io::Result<MessageBuf> {
    loop {
        let mut octets = Vec::with_capacity(UDP_SIZE.into());
        socket.recv_buf(&mut octets).await?;
        if let Some(answer) = answer_to(query, MessageBuf::try_from(octets)) {
            return Ok(answer);
        }
    }
}

/// A message that is the answer to a query.
fn answer_to<E>(query: &MessageBuf, answer: Result<MessageBuf, E>) -> Option<MessageBuf> {
    let answer = answer.ok()?;
    let (response, query) = (answer.message(), query.message());
    (response.is_response_to(&query) && has_case_of(&response, &query)).then_some(answer)
}

/// True if the letters of the QNAME have the case in which they were sent, or there is no question.
fn has_case_of(response: &Message<'_>, query: &Message<'_>) -> bool {
    let mut pairs = response.questions().zip(query.questions());
    pairs.all(|(own, asked)| own.qname().to_buf().as_octets() == asked.qname().to_buf().as_octets())
}
