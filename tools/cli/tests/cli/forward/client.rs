//! The forwarder as a process, and clients of it.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dnswire::tcp;

use super::upstream::Upstream;
use crate::PROGRAM;

/// The time that a client waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// The forwarder, until it is dropped.
pub(crate) struct Forwarder {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) upstream: Upstream,
}

impl Forwarder {
    /// A forwarder that gives its upstream so many milliseconds.
    #[track_caller]
    pub(crate) fn start(timeout: u32) -> Self {
        let upstream = Upstream::start();
        // The port that is free over TCP may be taken over UDP.
        for _ in 0..10 {
            if let Some((child, address)) = spawn(&upstream, timeout) {
                return Forwarder { child, address, upstream };
            }
        }
        panic!("the forwarder does not start");
    }

    /// True if the process runs.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("it is a child").is_none()
    }

    /// The response to a query over UDP.
    #[track_caller]
    pub(crate) fn ask(&self, query: &[u8]) -> Vec<u8> {
        let socket = self.socket(PATIENCE);
        socket.send(query).expect("loopback takes it");
        receive(&socket).expect("there is a response")
    }

    /// The responses to these frames over one TCP connection, until either side ends it.
    #[track_caller]
    pub(crate) fn ask_over_tcp(&self, queries: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address).expect("the forwarder listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("it is not zero");
        for query in queries {
            let length = u16::try_from(query.len()).expect("it fits a frame");
            // The forwarder may end the connection; what it has answered by then tells.
            if stream.write_all(&[&length.to_be_bytes(), *query].concat()).is_err() {
                break;
            }
        }
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let (mut buffer, mut responses) = (Vec::new(), Vec::new());
        while let Ok(Some(response)) = tcp::read_frame(&mut stream, &mut buffer, u16::MAX) {
            responses.push(response.to_vec());
        }
        responses
    }

    /// A socket that is connected to the forwarder.
    #[track_caller]
    pub(crate) fn socket(&self, patience: Duration) -> UdpSocket {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("there is a free port");
        socket.connect(self.address).expect("loopback has a route");
        socket.set_read_timeout(Some(patience)).expect("it is not zero");
        socket
    }
}

/// The next message; `None` when none comes in time.
pub(crate) fn receive(socket: &UdpSocket) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 65535];
    let received = socket.recv(&mut buffer).ok()?;
    Some(buffer[..received].to_vec())
}

fn spawn(upstream: &Upstream, timeout: u32) -> Option<(Child, SocketAddr)> {
    let mut child = Command::new(PROGRAM)
        .args(["forward", "--listen", "127.0.0.1:0", "--upstream", &upstream.address.to_string()])
        .args(["--timeout", &timeout.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("it is a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("it is text");
    let Some(address) = line.trim().strip_prefix("listening on ") else {
        child.wait().expect("it is a child");
        return None;
    };
    Some((child, address.parse().expect("it is an address")))
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
