//! Types of networks and protocols that are hardly in use any more.

mod a6;
mod bitmaps;

pub use a6::A6;
pub use bitmaps::{Nxt, NxtBitmap, PortNumbers, Ports, Wks};

use crate::field::{Base64, CharacterString, Hex, PrefixedHex, fields};
use crate::findings::Rule;
use crate::name::Name;
use crate::rdata::any::generic_parts;
use crate::rdata::rules::{Broken, unless};
use crate::text::Text;

fields! {
    /// X25: an address of the public switched data network X.25 ([RFC 1183 section 3.1]).
    ///
    /// [RFC 1183 section 3.1]: https://www.rfc-editor.org/rfc/rfc1183#section-3.1
    pub struct X25<'a> {
        /// Decimal digits; the first four are the network.
        pub psdn_address: CharacterString<'a>,
    }
    rules Self::rule;
}

impl X25<'_> {
    fn rule(&self) -> Broken {
        let holds =
            self.psdn_address.len() >= 4 && self.psdn_address.iter().all(u8::is_ascii_digit);
        unless(holds, Rule::NotDigits, 0)
    }
}

fields! {
    /// ISDN: a telephone number of ISDN ([RFC 1183 section 3.2]).
    ///
    /// [RFC 1183 section 3.2]: https://www.rfc-editor.org/rfc/rfc1183#section-3.2
    pub struct Isdn<'a> {
        /// The number, with country code and direct dialling in.
        pub isdn_address: CharacterString<'a>,
        /// The subaddress.
        pub sa: Option<CharacterString<'a>>,
    }
}

fields! {
    /// NSAP: an OSI address of the owner ([RFC 1706 section 5]).
    ///
    /// [RFC 1706 section 5]: https://www.rfc-editor.org/rfc/rfc1706#section-5
    pub struct Nsap<'a> {
        /// The address.
        pub nsap: PrefixedHex<'a>,
    }
    rules Self::rule;
}

impl Nsap<'_> {
    fn rule(&self) -> Broken {
        unless(!self.nsap.is_empty(), Rule::EmptyNsap, 0)
    }
}

fields! {
    /// NSAP-PTR: the name for an OSI address ([RFC 1706 section 6]).
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
    /// [draft-ietf-nimrod-dns]: https://datatracker.ietf.org/doc/html/draft-ietf-nimrod-dns-01
    pub struct Eid<'a> {
        /// The identifier.
        pub endpoint_identifier: Hex<'a>,
    }
    rules Self::rule;
}

impl Eid<'_> {
    fn rule(&self) -> Broken {
        unless(!self.endpoint_identifier.is_empty(), Rule::EmptyNimrod, 0)
    }
}

fields! {
    /// NIMLOC: a locator of Nimrod ([draft-ietf-nimrod-dns]).
    ///
    /// [draft-ietf-nimrod-dns]: https://datatracker.ietf.org/doc/html/draft-ietf-nimrod-dns-01
    pub struct Nimloc<'a> {
        /// The locator.
        pub nimrod_locator: Hex<'a>,
    }
    rules Self::rule;
}

impl Nimloc<'_> {
    fn rule(&self) -> Broken {
        unless(!self.nimrod_locator.is_empty(), Rule::EmptyNimrod, 0)
    }
}

fields! {
    /// ATMA: an ATM address of the owner ([AF-DANS-0152.000]).
    ///
    /// [AF-DANS-0152.000]: https://www.broadband-forum.org/technical/download/af-dans-0152.000.pdf
    pub struct Atma<'a> {
        /// 0 for the octets of an ATM end system address, 1 for the digits of E.164.
        pub format: u8,
        /// The address.
        pub address: Hex<'a>,
    }
    rules Self::rule;
    shown Self::text;
}

impl Atma<'_> {
    fn is_number(&self) -> bool {
        self.format == 1 && self.address.iter().all(u8::is_ascii_digit)
    }

    fn rule(&self) -> Broken {
        let holds = !self.address.is_empty() && (self.format != 1 || self.is_number());
        unless(holds, Rule::AtmAddress, 1)
    }

    /// What is not in one of the two formats is shown in the generic form.
    fn text(&self, text: &mut Text<'_>) {
        match (self.format, &*self.address) {
            (0, [_, ..]) => text.hex(&self.address),
            (1, [_, ..]) if self.is_number() => {
                text.push(b'+');
                text.run(&self.address);
            }
            _ => generic_parts(&[&[self.format], &self.address], text),
        }
    }
}

fields! {
    /// SINK: data of any coding ([draft-eastlake-kitchen-sink]).
    ///
    /// [draft-eastlake-kitchen-sink]: https://datatracker.ietf.org/doc/html/draft-eastlake-kitchen-sink-02
    pub struct Sink<'a> {
        /// What the data means.
        pub meaning: u8,
        /// How it is coded.
        pub coding: u8,
        /// How exactly.
        pub subcoding: u8,
        /// The data.
        pub data: Base64<'a>,
    }
}
