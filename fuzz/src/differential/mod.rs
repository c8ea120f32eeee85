//! dnswire against other libraries: the verdict on a message, and what is in it.
//!
//! Every library tells the records of a message as [`Row`]s, or why it refuses the message. RDATA
//! is compared for ten types that all libraries know, in canonical form. What may differ is in
//! [`allowed`], with a reason each; anything else is a bug on one side.

pub mod allowed;
mod dnsbox;
mod domain;
mod hickory;
mod own;
mod simple;

use allowed::{Difference, Peer};

/// A record as every library sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In wire form, uncompressed and in lower case.
    pub owner: Vec<u8>,
    pub rtype: u16,
    pub class: u16,
    /// Seconds; the top bit counts.
    pub ttl: u32,
    /// RDATA in canonical form, for the types of [`COMPARED`] in class IN.
    pub data: Option<Vec<u8>>,
}

/// The records of a message, or why a library refuses it.
pub type Rows = Result<Vec<Row>, String>;

/// A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, SRV, DNAME.
pub const COMPARED: [u16; 10] = [1, 2, 5, 6, 12, 15, 16, 28, 33, 39];

const PEERS: [(Peer, fn(&[u8]) -> Rows); 4] = [
    (Peer::Dnsbox, dnsbox::rows),
    (Peer::Domain, domain::rows),
    (Peer::Hickory, hickory::rows),
    (Peer::Simple, simple::rows),
];

pub fn run(octets: &[u8]) {
    if octets.len() > usize::from(u16::MAX) {
        return;
    }
    let own = own::rows(octets);
    for (peer, rows) in PEERS {
        if let Some(difference) = difference(&own, rows(octets)) {
            let allowed = allowed::reason(peer, &difference, octets);
            assert!(allowed.is_some(), "{peer:?}: {difference:?}");
        }
    }
}

fn difference(own: &Rows, peer: Rows) -> Option<Difference> {
    match (own, peer) {
        (Err(_), Err(_)) => None,
        (Err(own), Ok(_)) => Some(Difference::OnlyWeRefuse(own.clone())),
        (Ok(_), Err(peer)) => Some(Difference::OnlyPeerRefuses(peer)),
        (Ok(own), Ok(peer)) => values(own, &peer),
    }
}

fn values(own: &[Row], peer: &[Row]) -> Option<Difference> {
    // Some libraries put OPT and TSIG records elsewhere.
    let [own, peer] = [own, peer].map(|rows| {
        let rows = rows.iter().filter(|row| !matches!(row.rtype, 41 | 250));
        rows.cloned().collect::<Vec<Row>>()
    });
    if own.len() != peer.len() {
        return Some(Difference::Records(own.len(), peer.len()));
    }
    let mut pairs = own.into_iter().zip(peer);
    pairs.find(|(own, peer)| !is_same(own, peer)).map(|(own, peer)| Difference::Row(own, peer))
}

/// RDATA that a library does not hand out is not compared.
fn is_same(own: &Row, peer: &Row) -> bool {
    let data = peer.data.is_none() || own.data == peer.data;
    data && (&own.owner, own.rtype, own.class, own.ttl)
        == (&peer.owner, peer.rtype, peer.class, peer.ttl)
}

/// True if RDATA of this type and class is compared.
fn is_compared(rtype: u16, class: u16) -> bool {
    COMPARED.contains(&rtype) && class == 1
}

/// A name in wire form and lower case.
fn name<'l>(labels: impl IntoIterator<Item = &'l [u8]>) -> Vec<u8> {
    let mut octets = Vec::new();
    for label in labels.into_iter().filter(|label| !label.is_empty()) {
        octets.push(u8::try_from(label.len()).expect("labels are short"));
        octets.extend(label.to_ascii_lowercase());
    }
    octets.push(0);
    octets
}

/// Numbers before a name.
fn numbered<'l>(numbers: &[u16], labels: impl IntoIterator<Item = &'l [u8]>) -> Vec<u8> {
    let mut octets: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
    octets.extend(name(labels));
    octets
}

/// The numbers of an SOA record behind its names.
fn soa(mut names: Vec<u8>, rname: Vec<u8>, numbers: [u32; 5]) -> Vec<u8> {
    names.extend(rname);
    names.extend(numbers.into_iter().flat_map(u32::to_be_bytes));
    names
}

/// Strings, each behind its length.
fn strings<'s>(strings: impl IntoIterator<Item = &'s [u8]>) -> Vec<u8> {
    let mut octets = Vec::new();
    for string in strings {
        octets.push(u8::try_from(string.len()).expect("strings are short"));
        octets.extend_from_slice(string);
    }
    octets
}
