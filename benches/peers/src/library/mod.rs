//! The libraries, and which tasks they can do.

#[cfg(feature = "c")]
mod c;
mod dnsbox;
mod dnswire;
mod domain;
mod hickory;
mod rsdns;
mod simple_dns;

use crate::task::{Start, Task, start};

pub struct Library {
    pub name: &'static str,
    /// The difference between its work and that of dnswire.
    pub remark: &'static str,
    skip: Option<Start>,
    mx: Option<Start>,
    decode: Option<Start>,
    check: Option<Start>,
    print: Option<Start>,
    compose: Option<Start>,
}

impl Library {
    /// True if its allocations are counted: those of a library in C are not.
    pub fn is_counted(&self) -> bool {
        !matches!(self.name, "glibc" | "knot" | "ldns")
    }

    pub fn task(&self, task: Task) -> Option<Start> {
        match task {
            Task::Skip => self.skip,
            Task::Mx => self.mx,
            Task::Decode => self.decode,
            Task::Check => self.check,
            Task::Print => self.print,
            Task::Compose => self.compose,
        }
    }
}

/// dnswire first, then its peers.
pub const ALL: &[Library] = &[
    Library {
        name: "dnswire",
        remark: "",
        skip: Some(start::<dnswire::Skip>),
        mx: Some(start::<dnswire::AllMx>),
        decode: Some(start::<dnswire::Decode>),
        check: Some(start::<dnswire::Check>),
        print: Some(start::<dnswire::Print>),
        compose: Some(start::<dnswire::Compose>),
    },
    Library {
        name: "dnsbox",
        remark: "",
        skip: Some(start::<dnsbox::Skip>),
        mx: Some(start::<dnsbox::AllMx>),
        decode: Some(start::<dnsbox::Decode>),
        check: Some(start::<dnsbox::Check>),
        print: Some(start::<dnsbox::Print>),
        compose: Some(start::<dnsbox::Compose>),
    },
    Library {
        name: "domain",
        remark: "",
        skip: Some(start::<domain::Skip>),
        mx: Some(start::<domain::AllMx>),
        decode: Some(start::<domain::Decode>),
        check: Some(start::<domain::Check>),
        print: Some(start::<domain::Print>),
        compose: Some(start::<domain::Compose>),
    },
    Library {
        name: "hickory",
        remark: "parses whole messages only, so that it cannot skip",
        skip: None,
        mx: Some(start::<hickory::AllMx>),
        decode: Some(start::<hickory::Decode>),
        check: Some(start::<hickory::Check>),
        print: Some(start::<hickory::Print>),
        compose: Some(start::<hickory::Compose>),
    },
    Library {
        name: "simple-dns",
        remark: "parses whole messages only; prints nothing; loses the flags of EDNS; takes TLSA as \
                 octets; does not tell the strings of TXT, CAA and NAPTR",
        skip: None,
        mx: Some(start::<simple_dns::AllMx>),
        decode: Some(start::<simple_dns::Decode>),
        check: Some(start::<simple_dns::Check>),
        print: None,
        compose: Some(start::<simple_dns::Compose>),
    },
    Library {
        name: "rsdns",
        remark: "tells no position; takes options and all types but those of RFC 1035, AAAA and SRV \
                 as octets; loses where the strings of TXT end; prints and composes no records",
        skip: Some(start::<rsdns::Skip>),
        mx: Some(start::<rsdns::AllMx>),
        decode: Some(start::<rsdns::Decode>),
        check: Some(start::<rsdns::Check>),
        print: None,
        compose: None,
    },
    #[cfg(feature = "c")]
    c::NS,
    #[cfg(feature = "c")]
    c::KNOT,
    #[cfg(feature = "c")]
    c::LDNS,
];
