//! A name server whose answers depend on the first label of the QNAME.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;

use dnswire::compose::udp_limit;
use dnswire::rdata::{A, Mx, Soa};
use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Rcode, Type, edit, tcp};

/// The number of MX records of `large`.
pub(crate) const LARGE: u16 = 60;

/// The address in an answer that is the right one.
pub(crate) const RIGHT: [u8; 4] = [192, 0, 2, 1];

/// The address in an answer that does not belong to the query.
const FORGED: [u8; 4] = [192, 0, 2, 66];

/// A name server on loopback, which runs as long as the test.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    queries: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Upstream {
    pub(crate) fn start() -> Self {
        let (socket, listener) = sockets();
        let address = socket.local_addr().expect("it is bound");
        let queries = Arc::new(Mutex::new(Vec::new()));
        let log = queries.clone();
        thread::spawn(move || datagrams(&socket, &log));
        let log = queries.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = log.clone();
                thread::spawn(move || converse(stream, &log));
            }
        });
        Upstream { address, queries }
    }

    /// The queries so far, those over TCP too.
    pub(crate) fn queries(&self) -> Vec<Vec<u8>> {
        self.queries.lock().expect("nobody panics with it").clone()
    }
}

/// One port for both UDP and TCP.
fn sockets() -> (UdpSocket, TcpListener) {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        if let Ok(socket) = UdpSocket::bind(address) {
            return (socket, listener);
        }
    }
}

fn datagrams(socket: &UdpSocket, log: &Mutex<Vec<Vec<u8>>>) {
    let mut buffer = [0; 4096];
    while let Ok((received, client)) = socket.recv_from(&mut buffer) {
        let query = &buffer[..received];
        log.lock().expect("nobody panics with it").push(query.to_vec());
        let message = Message::parse(query).expect("the forwarder sends messages");
        for answer in answers(&message, udp_limit(&message, 1232)) {
            socket.send_to(&answer, client).expect("loopback takes it");
        }
    }
}

fn converse(mut stream: TcpStream, log: &Mutex<Vec<Vec<u8>>>) {
    let mut buffer = Vec::new();
    while let Ok(Some(query)) = tcp::read_frame(&mut stream, &mut buffer, 4096) {
        log.lock().expect("nobody panics with it").push(query.to_vec());
        let message = Message::parse(query).expect("the forwarder sends messages");
        for answer in answers(&message, 65535) {
            tcp::write_frame(&mut stream, &answer).expect("the forwarder takes it");
        }
        stream.flush().expect("the forwarder takes it");
    }
}

/// The datagrams that are sent for a query, in this order.
fn answers(query: &Message<'_>, limit: usize) -> Vec<Vec<u8>> {
    let question = query.question().expect("the forwarder asks one question");
    let label = question.qname().labels().next().map(|label| label.to_string().to_lowercase());
    let right = address(query, RIGHT);
    match label.as_deref() {
        Some("mute") => vec![],
        Some("forged") => [forged(query), vec![right]].concat(),
        Some("only-forged") => forged(query),
        Some("large") => {
            vec![edited(&address(query, FORGED), |octets| flip_id(octets)), large(query, limit)]
        }
        Some("nothing") => vec![nothing(query)],
        _ if question.qtype() == Type::A => vec![right],
        _ => vec![respond(query, 65535, |_| {})],
    }
}

fn respond(
    query: &Message<'_>,
    limit: usize,
    fill: impl FnOnce(Builder<'_, dnswire::compose::InQuestion>),
) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let opt = OptRecord::new(1232);
    let mut builder = Builder::response(query, &mut octets, &mut compression, limit, opt)
        .expect("vectors have room");
    builder.set_flags(builder.flags().with_recursion_available(true));
    fill(builder);
    octets
}

fn address(query: &Message<'_>, address: [u8; 4]) -> Vec<u8> {
    let qname = query.question().expect("there is one").qname();
    respond(query, 65535, |builder| {
        let mut builder = builder.answer();
        builder.push(qname, 300, Class::IN, &A { address: address.into() });
        builder.finish();
    })
}

fn large(query: &Message<'_>, limit: usize) -> Vec<u8> {
    let qname = query.question().expect("there is one").qname();
    respond(query, limit, |builder| {
        let mut builder = builder.answer();
        for preference in 0..LARGE {
            let exchange = name(&format!("exchange-number-{preference}.example."));
            builder.push(qname, 300, Class::IN, &Mx { preference, exchange: exchange.as_name() });
        }
        builder.finish();
    })
}

fn nothing(query: &Message<'_>) -> Vec<u8> {
    respond(query, 65535, |mut builder| {
        builder.set_rcode(Rcode::NXDOMAIN);
        let zone = name("example.");
        let soa = Soa {
            mname: zone.as_name(),
            rname: zone.as_name(),
            serial: 1,
            refresh: 2,
            retry: 3,
            expire: 4,
            minimum: 60,
        };
        let mut builder = builder.authority();
        builder.push(&zone, 300, Class::IN, &soa);
        builder.finish();
    })
}

/// Messages that do not belong to the query.
fn forged(query: &Message<'_>) -> Vec<Vec<u8>> {
    let answer = address(query, FORGED);
    vec![
        edited(&answer, |octets| flip_id(octets)),
        edited(&answer, |octets| octets[2] ^= 0x80), // QR
        edited(&answer, |octets| octets[2] ^= 0x10), // OPCODE
        edited(&answer, |octets| edit::set_qname_case(octets, &[0; 32]).expect("there is a QNAME")),
        edited(&answer, |octets| octets[13] ^= 1), // another name
        edited(&answer, |octets| octets.truncate(octets.len() - 1)),
        answer[..12].to_vec(),
        answer[..5].to_vec(),
        vec![],
        query.as_octets().to_vec(),
    ]
}

fn edited(octets: &[u8], edit: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut octets = octets.to_vec();
    edit(&mut octets);
    octets
}

fn flip_id(octets: &mut [u8]) {
    octets[0] ^= 1;
}

fn name(text: &str) -> NameBuf {
    text.parse().expect("it is a name")
}
