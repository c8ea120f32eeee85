//! Queries of ours to name servers, over UDP and TCP.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use dnswire::compose::OptionWriter;
use dnswire::registry::OptionCode;
use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Rcode, Type, tcp};

use dnswire_support::data;

/// The ports of the servers, as `serve.sh ports` of the scripts prints them.
const SERVERS: &[(&str, u16)] = &[("knot", 5301), ("nsd", 5302), ("bind", 5303), ("unbound", 5304)];

/// A name server on loopback.
#[derive(Clone, Copy)]
pub(crate) struct Server {
    pub(crate) name: &'static str,
    port: u16,
}

/// The servers of `DNSWIRE_SERVERS`, a list of names, that are among `able`; all if it is not set.
pub(crate) fn servers(able: &[&str]) -> Vec<Server> {
    let wanted = std::env::var("DNSWIRE_SERVERS").unwrap_or_default();
    let is_wanted = |name| wanted.is_empty() || wanted.split_whitespace().any(|one| one == name);
    let all = SERVERS.iter().map(|&(name, port)| Server { name, port });
    all.filter(|server| able.contains(&server.name) && is_wanted(server.name)).collect()
}

impl Server {
    fn address(self) -> SocketAddr {
        ([127, 0, 0, 1], self.port).into()
    }

    /// The answer over UDP; `None` when none arrives in time.
    pub(crate) fn over_udp(self, query: &[u8]) -> Option<Vec<u8>> {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("there is a free port");
        socket.connect(self.address()).expect("loopback has a route");
        socket.set_read_timeout(Some(Duration::from_secs(5))).expect("it is not zero");
        socket.send(query).expect("loopback takes it");
        let mut buffer = vec![0; 65535];
        let received = socket.recv(&mut buffer).ok()?;
        Some(buffer[..received].to_vec())
    }

    /// The answer over TCP; `None` when none arrives in time.
    pub(crate) fn over_tcp(self, query: &[u8]) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect(self.address()).expect("the server runs");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("it is not zero");
        tcp::write_frame(&mut stream, query).expect("the server takes it");
        let mut buffer = Vec::new();
        tcp::read_frame(&mut stream, &mut buffer, u16::MAX).ok()?.map(<[u8]>::to_vec)
    }
}

/// A query; with a cookie it also has the other options that servers know.
pub(crate) fn query(id: u16, qname: &NameBuf, qtype: Type, cookie: Option<&[u8]>) -> Vec<u8> {
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut room = Vec::new();
    let mut options = OptionWriter::new(&mut room);
    options.push_raw(OptionCode::NSID, b"").unwrap();
    options.push_raw(OptionCode::COOKIE, cookie.unwrap_or_default()).unwrap();
    let opt = OptRecord::new(1232).with_dnssec_ok(true).with_options(options.finish());
    let mut builder =
        Builder::query(&mut octets, &mut compression, id, qname, qtype, Class::IN).unwrap();
    if cookie.is_some() {
        builder.set_edns(opt.padded_to(128));
    }
    builder.finish();
    octets
}

/// The types that have RDATA in the vectors and can be asked for.
fn types() -> Vec<(Type, String)> {
    let rows = data("vectors.jsonl").into_iter().map(|row| {
        let number = row["value"].as_u64().expect("a type is a number");
        (u16::try_from(number).expect("of 16 bits"), row["type"].as_str().unwrap().to_lowercase())
    });
    let all: BTreeMap<u16, String> =
        rows.filter(|(number, _)| ![41, 249, 250].contains(number)).collect();
    all.into_iter().map(|(number, name)| (Type(number), name)).collect()
}

/// The answers of a server to the queries.
#[derive(Debug, Default)]
struct Tally {
    queries: usize,
    padded: usize,
    bad_cookies: usize,
    records: usize,
    rcodes: BTreeMap<String, usize>,
}

/// Sends the query, and sends it again if the server requires its own cookie (RFC 7873 section
/// 5.3).
#[track_caller]
fn ask(
    server: Server,
    question: (&NameBuf, Type),
    cookie: Option<&[u8]>,
    send: fn(Server, &[u8]) -> Option<Vec<u8>>,
    tally: &mut Tally,
) {
    let (qname, qtype) = question;
    let octets = query(qtype.0, qname, qtype, cookie);
    let query = Message::parse(&octets).unwrap();
    let response = send(server, &octets).unwrap_or_else(|| panic!("{}: {query}", server.name));
    let message = Message::parse(&response).unwrap_or_else(|error| panic!("{query}: {error}"));
    assert!(message.is_response_to(&query), "{}: {message}", server.name);
    assert_eq!(message.edns().is_some(), cookie.is_some(), "{}: {message}", server.name);
    tally.queries += 1;
    tally.padded += usize::from(octets.len() == 128);
    if message.rcode() == Rcode::BADCOOKIE && cookie.is_some_and(|cookie| cookie.len() == 8) {
        let theirs = message.edns().unwrap().options().find(OptionCode::COOKIE).unwrap();
        tally.bad_cookies += 1;
        return ask(server, question, Some(theirs.octets), send, tally);
    }
    tally.records += message.answers().count();
    *tally.rcodes.entry(message.rcode().to_string()).or_default() += 1;
}

#[test]
#[ignore = "sh tests/interop/servers.sh SERVE"]
fn queries_for_all_types_are_understood() {
    for server in servers(&["knot", "nsd", "bind", "unbound"]) {
        let mut tally = Tally::default();
        for (qtype, name) in types() {
            let qname: NameBuf = format!("{name}.types.test.").parse().unwrap();
            for cookie in [None, Some(&b"\x01\x02\x03\x04\x05\x06\x07\x08"[..])] {
                ask(server, (&qname, qtype), cookie, Server::over_udp, &mut tally);
                ask(server, (&qname, qtype), cookie, Server::over_tcp, &mut tally);
            }
        }
        println!("{}: {tally:?}", server.name);
        assert!(tally.rcodes.keys().all(|rcode| rcode == "NOERROR" || rcode == "NXDOMAIN"));
    }
}
