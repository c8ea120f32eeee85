//! Host addresses: A, AAAA, and the address lists of APL.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Rdata;
use crate::layout::{AddressPrefix, List, fields};
use crate::name::Name;

fields! {
    /// A: an IPv4 address of the owner ([RFC 1035 section 3.4.1]).
    ///
    /// ```text
    /// example. 300 IN A 192.0.2.1
    /// ```
    ///
    /// [RFC 1035 section 3.4.1]: https://www.rfc-editor.org/rfc/rfc1035#section-3.4.1
    pub struct A {
        /// The address.
        pub address: Ipv4Addr,
    }
}

fields! {
    /// A in class CH: the address of a host on Chaosnet.
    ///
    /// ```text
    /// example. 300 CH A ch-host.example. 1750
    /// ```
    pub struct ChaosA<'a> {
        /// The domain of the address.
        pub ch_addr_dname: Name<'a>,
        /// The address, written in octal.
        #[kind(Octal)]
        pub ch_addr: u16,
    }
}

fields! {
    /// AAAA: an IPv6 address of the owner ([RFC 3596 section 2.2]).
    ///
    /// ```text
    /// example. 300 IN AAAA 2001:db8::1
    /// ```
    ///
    /// [RFC 3596 section 2.2]: https://www.rfc-editor.org/rfc/rfc3596#section-2.2
    pub struct Aaaa {
        /// The address.
        pub address: Ipv6Addr,
    }
}

fields! {
    /// APL: lists of address prefixes ([RFC 3123 section 4]).
    ///
    /// ```text
    /// example. 300 IN APL 1:192.0.2.0/24 !2:2001:db8::/32
    /// ```
    ///
    /// [RFC 3123 section 4]: https://www.rfc-editor.org/rfc/rfc3123#section-4
    pub struct Apl<'a> {
        /// The prefixes, in their order; there may be none.
        #[check(Prefixes)]
        pub items: List<'a, AddressPrefix<'a>>,
    }
}

impl A {
    /// The address.
    ///
    /// ```
    /// assert_eq!(dnswire::rdata::A::new([192, 0, 2, 1].into()).to_string(), "192.0.2.1");
    /// ```
    #[must_use]
    pub const fn new(address: Ipv4Addr) -> Self {
        A { address }
    }
}

impl From<Ipv4Addr> for A {
    fn from(address: Ipv4Addr) -> Self {
        A { address }
    }
}

impl Aaaa {
    /// The address.
    ///
    /// ```
    /// use std::net::Ipv6Addr;
    ///
    /// assert_eq!(dnswire::rdata::Aaaa::new(Ipv6Addr::LOCALHOST).to_string(), "::1");
    /// ```
    #[must_use]
    pub const fn new(address: Ipv6Addr) -> Self {
        Aaaa { address }
    }
}

impl From<Ipv6Addr> for Aaaa {
    fn from(address: Ipv6Addr) -> Self {
        Aaaa { address }
    }
}

impl From<Ipv4Addr> for Rdata<'_> {
    fn from(address: Ipv4Addr) -> Self {
        Rdata::A(A { address })
    }
}

impl From<Ipv6Addr> for Rdata<'_> {
    fn from(address: Ipv6Addr) -> Self {
        Rdata::Aaaa(Aaaa { address })
    }
}

/// An A or AAAA record.
impl From<IpAddr> for Rdata<'_> {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => address.into(),
        }
    }
}
