//! The sockets to which clients send.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dnswire::MAX_MESSAGE;
use dnswire::tcp::Deframer;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::forward::forwarder::{Forwarder, Transport};
use crate::forward::stream::{read_message, write_message};

/// The most queries over UDP that are worked on at a time; more wait in the socket.
const QUERIES: usize = 256;

/// The most TCP connections at a time; each has one query that is worked on.
const CONNECTIONS: usize = 64;

/// The time a client has for its next query, and for taking a response.
const IDLE: Duration = Duration::from_secs(10);

/// The pause when the system refuses a datagram or a connection, for example because no files are left.
const PAUSE: Duration = Duration::from_millis(20);

/// Serves clients at an address, forever; fails only when it cannot have the address.
pub(crate) async fn serve(address: SocketAddr, forwarder: Forwarder) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let socket = UdpSocket::bind(address).await?;
    println!("listening on {address}");
    let forwarder = Arc::new(forwarder);
    tokio::join!(datagrams(Arc::new(socket), forwarder.clone()), connections(listener, forwarder));
    Ok(())
}

async fn datagrams(socket: Arc<UdpSocket>, forwarder: Arc<Forwarder>) {
    let slots = Arc::new(Semaphore::new(QUERIES));
    let mut buffer = vec![0; MAX_MESSAGE];
    while let Ok(slot) = slots.clone().acquire_owned().await {
        match socket.recv_from(&mut buffer).await {
            Ok((received, client)) => {
                let query = buffer.get(..received).unwrap_or_default().to_vec();
                tokio::spawn(reply(socket.clone(), client, query, forwarder.clone(), slot));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

async fn reply(
    socket: Arc<UdpSocket>,
    client: SocketAddr,
    query: Vec<u8>,
    forwarder: Arc<Forwarder>,
    _slot: OwnedSemaphorePermit,
) {
    if let Some(response) = forwarder.respond(&query, Transport::Udp).await {
        // A client that is gone will not miss it.
        let _ = socket.send_to(&response, client).await;
    }
}

async fn connections(listener: TcpListener, forwarder: Arc<Forwarder>) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(slot) = slots.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(converse(stream, forwarder.clone(), slot));
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Answers one query after the other, until the client ends the connection or misuses it.
async fn converse(
    mut stream: TcpStream,
    forwarder: Arc<Forwarder>,
    _slot: OwnedSemaphorePermit,
) -> io::Result<()> {
    let mut deframer = Deframer::new();
    while let Some(query) = timeout(IDLE, read_message(&mut stream, &mut deframer)).await?? {
        if let Some(response) = forwarder.respond(&query, Transport::Tcp).await {
            timeout(IDLE, write_message(&mut stream, &response)).await??;
        }
    }
    Ok(())
}
