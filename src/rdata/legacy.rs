//! Types of networks and protocols that are rarely used today.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::layout::{
    FieldType, Fields, Layout, Ports, TextForm, TypeBitmap, Value, Values, display, field_list,
    fields, read_values,
};
use crate::name::{Name, Pointers};
use crate::wire::{Parsed, Wire};

fields! {
    /// X25: an address of the public switched data network X.25 ([RFC 1183 section 3.1]).
    ///
    /// ```text
    /// example. 300 IN X25 "311061700956"
    /// ```
    ///
    /// [RFC 1183 section 3.1]: https://www.rfc-editor.org/rfc/rfc1183#section-3.1
    pub struct X25<'a> {
        /// Decimal digits; the first four are the network.
        #[kind(Counted8(Quoted))]
        #[check(Digits(4, NotDigits))]
        pub psdn_address: &'a [u8],
    }
}

fields! {
    /// ISDN: a telephone number of ISDN ([RFC 1183 section 3.2]).
    ///
    /// ```text
    /// example. 300 IN ISDN "150862028003217" "004"
    /// ```
    ///
    /// [RFC 1183 section 3.2]: https://www.rfc-editor.org/rfc/rfc1183#section-3.2
    pub struct Isdn<'a> {
        /// The number, with country code and direct dialling in.
        #[kind(Counted8(Quoted))]
        pub isdn_address: &'a [u8],
        /// The subaddress.
        #[kind(Optional(&Counted8(Quoted)))]
        pub sa: Option<&'a [u8]>,
    }
}

fields! {
    /// NSAP: an OSI address of the owner ([RFC 1706 section 5]).
    ///
    /// ```text
    /// example. 300 IN NSAP 0x47000580005A0000000001E133FFFFFF00016100
    /// ```
    ///
    /// [RFC 1706 section 5]: https://www.rfc-editor.org/rfc/rfc1706#section-5
    pub struct Nsap<'a> {
        /// The address.
        #[kind(Rest(PrefixedHex))]
        #[check(NotEmpty(EmptyNsap))]
        pub nsap: &'a [u8],
    }
}

fields! {
    /// NSAP-PTR: the name for an OSI address ([RFC 1706 section 6]).
    ///
    /// ```text
    /// example. 300 IN NSAP-PTR host.example.
    /// ```
    ///
    /// [RFC 1706 section 6]: https://www.rfc-editor.org/rfc/rfc1706#section-6
    pub struct NsapPtr<'a> {
        /// The name.
        pub ptrdname: Name<'a>,
    }
}

fields! {
    /// EID: an endpoint identifier of Nimrod ([draft-ietf-nimrod-dns]).
    ///
    /// ```text
    /// example. 300 IN EID E32C6F78163A9348
    /// ```
    ///
    /// [draft-ietf-nimrod-dns]: https://datatracker.ietf.org/doc/html/draft-ietf-nimrod-dns-01
    pub struct Eid<'a> {
        /// The identifier.
        #[check(NotEmpty(EmptyNimrod))]
        pub endpoint_identifier: &'a [u8],
    }
}

fields! {
    /// NIMLOC: a locator of Nimrod ([draft-ietf-nimrod-dns]).
    ///
    /// ```text
    /// example. 300 IN NIMLOC 32251A030067
    /// ```
    ///
    /// [draft-ietf-nimrod-dns]: https://datatracker.ietf.org/doc/html/draft-ietf-nimrod-dns-01
    pub struct Nimloc<'a> {
        /// The locator.
        #[check(NotEmpty(EmptyNimrod))]
        pub nimrod_locator: &'a [u8],
    }
}

fields! {
    /// ATMA: an ATM address of the owner ([AF-DANS-0152.000]).
    ///
    /// ```text
    /// example. 300 IN ATMA 39246F000E7C9C031200010001000012345678FF00
    /// ```
    ///
    /// [AF-DANS-0152.000]: https://www.broadband-forum.org/technical/download/af-dans-0152.000.pdf
    pub struct Atma<'a> {
        /// 0 for the octets of an ATM end system address, 1 for the digits of E.164.
        pub format: u8,
        /// The address.
        #[check(DigitsIfOne(0, AtmAddress))]
        pub address: &'a [u8],
    }
    text Atma;
}

fields! {
    /// SINK: data of any coding ([draft-eastlake-kitchen-sink]).
    ///
    /// ```text
    /// example. 300 IN SINK 1 2 3 AAECAwQFBgcICQoL
    /// ```
    ///
    /// [draft-eastlake-kitchen-sink]: https://datatracker.ietf.org/doc/html/draft-eastlake-kitchen-sink-02
    pub struct Sink<'a> {
        /// The meaning of the data.
        pub meaning: u8,
        /// The coding of the data.
        pub coding: u8,
        /// The variant of the coding.
        pub subcoding: u8,
        /// The data.
        #[kind(Rest(Base64))]
        pub data: &'a [u8],
    }
}

fields! {
    /// WKS: the well known services of a host ([RFC 1035 section 3.4.2]).
    ///
    /// ```text
    /// example. 300 IN WKS 192.0.2.1 6 25 53
    /// ```
    ///
    /// [RFC 1035 section 3.4.2]: https://www.rfc-editor.org/rfc/rfc1035#section-3.4.2
    pub struct Wks<'a> {
        /// The address of the host.
        pub address: Ipv4Addr,
        /// The number of the IP protocol: 6 for TCP, 17 for UDP.
        pub protocol: u8,
        /// The ports of the services.
        pub bitmap: Ports<'a>,
    }
}

fields! {
    /// NXT: the next name of the zone, and the types of this one, before NSEC
    /// ([RFC 2535 section 5.2]).
    ///
    /// ```text
    /// example. 300 IN NXT medium.foo.example. A MX SIG NXT
    /// ```
    ///
    /// [RFC 2535 section 5.2]: https://www.rfc-editor.org/rfc/rfc2535#section-5.2
    pub struct Nxt<'a> {
        /// The next owner in the canonical order of the zone; the apex after the last.
        pub next_domain_name: Name<'a>,
        /// The types of the owner, below 128. The bit of type 0 would mark another format.
        #[kind(NxtTypes)]
        #[check(NotTypeZero(NxtFormat))]
        pub type_bit_map: TypeBitmap<'a>,
    }
}

/// A6: the lower bits of an IPv6 address, and the name that has the bits before them
/// ([RFC 2874 section 3.1]).
///
/// ```text
/// example. 300 IN A6 64 ::1 prefix.example.
/// ```
///
/// [RFC 2874 section 3.1]: https://www.rfc-editor.org/rfc/rfc2874#section-3.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct A6<'a> {
    /// The number of bits of the address that come from the prefix name; 0 to 128.
    pub prefix_len: u8,
    /// The bits after them; those of the prefix are zero.
    pub address_suffix: Ipv6Addr,
    /// The name that has the bits of the prefix; `None` when the prefix has no bits.
    pub prefix_name: Option<Name<'a>>,
}

impl<'a> Fields<'a> for A6<'a> {
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        prefix_len: PrefixLen;
        address_suffix: A6Suffix;
        prefix_name: A6Name;
    ])
    .with_text(TextForm::A6);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (left, values) = read_values(Self::LAYOUT.fields, data, pointers)?;
        let [prefix_len, address_suffix, prefix_name] = values.array();
        let a6 = A6 {
            prefix_len: u8::of(prefix_len),
            address_suffix: Ipv6Addr::of(address_suffix),
            prefix_name: Option::of(prefix_name),
        };
        Ok((left, a6))
    }

    fn values(&self) -> Values<'a> {
        Values::of([
            Value::Number(self.prefix_len.into()),
            Value::Ipv6(self.address_suffix),
            self.prefix_name.map_or(Value::Absent, Value::Name),
        ])
    }
}

display! { A6 'a <'a> }
