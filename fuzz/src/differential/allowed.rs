//! The differences that are allowed, with a reason each: the reviewed list.

use dnswire::{Class, Header, Message, Opcode, Type, Value};

use super::Row;
use dnswire_support::naive;

/// Another library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    Dnsbox,
    Domain,
    Hickory,
    Simple,
}

/// A difference between two libraries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// We refuse what the peer takes, with this error.
    OnlyWeRefuse(String),
    /// The peer refuses what we take, with this error.
    OnlyPeerRefuses(String),
    /// We see so many records, the peer so many.
    Records(usize, usize),
    /// The first records that differ, ours and the peer's.
    Row(Row, Row),
}

/// A difference that is allowed.
struct Allowed {
    peer: Peer,
    applies: fn(&Difference, &[u8]) -> bool,
    reason: &'static str,
}

const ALLOWED: &[Allowed] = &[
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, octets| peer_refuses(difference, &[""]) && is_not_strict(octets),
        reason: "decodes every RDATA and option, and refuses what is a finding here",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, _| we_refuse(difference, &["more than 128 compression pointers"]),
        reason: "has no limit on pointers; a name of 127 labels needs no more than 128",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, _| we_refuse(difference, &["(DNAME)"]),
        reason: "has no layout for DNAME (RFC 6672 section 2.1)",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, _| peer_refuses(difference, &["length 0 in non-update"]),
        reason: "refuses empty RDATA of any type; that of an unknown type may be empty (RFC 3597)",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, _| peer_refuses(difference, &["SIG only allowed in additional"]),
        reason: "takes every SIG for SIG(0); RFC 2931 section 3 says which are: those of type 0",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, octets| peer_refuses(difference, &[""]) && has_other_class(octets),
        reason: "gives types that are of class IN alone their layout in every class",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, octets| {
            peer_refuses(difference, &[""]) && has_type(octets, &[64, 65])
        },
        reason: "looks at the SvcParams of an alias (RFC 9460 section 2.4.2), and wants UTF-8 in alpn",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, octets| {
            peer_refuses(difference, &["incorrect rdata length"]) && has_type(octets, &[257])
        },
        reason: "reads no CAA tag of more than 15 octets; RFC 8659 section 4.1 sets no limit",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, _| peer_refuses(difference, &["overlapping labels"]),
        reason: "refuses names whose labels continue behind the pointer to them; no RFC forbids that",
    },
    Allowed {
        peer: Peer::Hickory,
        applies: |difference, octets| {
            we_refuse(difference, &[" 0 octets left"]) && is_update(octets)
        },
        reason: "takes empty RDATA in updates for every class; RFC 2136 does for ANY and NONE",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, octets| peer_refuses(difference, &[""]) && has_other_class(octets),
        reason: "gives types that are of class IN alone their layout in every class",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, octets| peer_refuses(difference, &[""]) && is_not_strict(octets),
        reason: "decodes every RDATA, and refuses what is a finding here",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, _| {
            we_refuse(difference, &["octets are left over", "the field overruns its window"])
        },
        reason: "does not hold RDATA to RDLENGTH, and takes empty RDATA of any type",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, _| {
            peer_refuses(difference, &["class is invalid", "QType is invalid"])
        },
        reason: "knows no classes and question types but those of its enums (RFC 3597 section 3)",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, _| peer_refuses(difference, &["header information is invalid"]),
        reason: "refuses the Z bit and OPCODEs that it does not know",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, octets| {
            peer_refuses(difference, &["Incomplete dns packet"])
                && has_type(octets, &[20, 22, 64, 65])
        },
        reason: "wants two strings in ISDN, 20 octets in NSAP, no empty SvcParams",
    },
    Allowed {
        peer: Peer::Simple,
        applies: |difference, _| {
            let texts = ["more than 128 compression", "does not point backwards", "(DNAME)"];
            we_refuse(difference, &texts)
        },
        reason: "has no limit on pointers but that one leads back, and no layout for DNAME",
    },
    Allowed {
        peer: Peer::Domain,
        applies: |difference, _| we_refuse(difference, &["more than 128 compression pointers"]),
        reason: "has no limit on pointers; a name of 127 labels needs no more than 128",
    },
    Allowed {
        peer: Peer::Domain,
        applies: |difference, octets| peer_refuses(difference, &[""]) && has_overlap(octets),
        reason: "holds labels behind a pointer in RDATA to the end of that RDATA; no RFC does",
    },
    Allowed {
        peer: Peer::Domain,
        applies: |difference, _| we_refuse(difference, &["does not point backwards"]),
        reason: "takes a pointer into the labels that it ends; that is no prior occurrence of a name",
    },
    Allowed {
        peer: Peer::Domain,
        applies: |difference, _| we_refuse(difference, &["(TXT), txt_data"]),
        reason: "takes TXT without strings; RFC 1035 section 3.3.14 wants one or more",
    },
];

fn we_refuse(difference: &Difference, texts: &[&str]) -> bool {
    let Difference::OnlyWeRefuse(own) = difference else { return false };
    texts.iter().any(|text| own.contains(text))
}

fn peer_refuses(difference: &Difference, texts: &[&str]) -> bool {
    let Difference::OnlyPeerRefuses(peer) = difference else { return false };
    texts.iter().any(|text| peer.contains(text))
}

/// True if something is wrong with the message in the strict reading.
fn is_not_strict(octets: &[u8]) -> bool {
    Message::parse(octets).is_ok_and(|message| message.findings().next().is_some())
}

/// The reason why a difference is allowed; `None` when it is not.
pub fn reason(peer: Peer, difference: &Difference, octets: &[u8]) -> Option<&'static str> {
    let mut known = ALLOWED.iter().filter(|allowed| allowed.peer == peer);
    known.find(|allowed| (allowed.applies)(difference, octets)).map(|allowed| allowed.reason)
}

/// True if a record is not of class IN, but for OPT records, whose class is a size.
fn has_other_class(octets: &[u8]) -> bool {
    let mut records = Message::parse(octets).into_iter().flat_map(|message| message.records());
    records.any(|record| record.class() != Class::IN && record.rtype() != Type::OPT)
}

/// True if the labels behind a pointer in RDATA continue behind that pointer.
fn has_overlap(octets: &[u8]) -> bool {
    let mut found = false;
    let records = Message::parse(octets).into_iter().flat_map(|message| message.records());
    records.for_each(|record| {
        record.for_each_field(|field| {
            if let Value::Name(name) = field.value {
                found |= naive::overlaps(octets, name.offset());
            }
        });
    });
    found
}

fn is_update(octets: &[u8]) -> bool {
    Header::of(octets).is_some_and(|header| header.flags().opcode() == Opcode::UPDATE)
}

fn has_type(octets: &[u8], types: &[u16]) -> bool {
    let mut records = Message::parse(octets).into_iter().flat_map(|message| message.records());
    records.any(|record| types.contains(&record.rtype().0))
}
