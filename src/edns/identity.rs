//! Who answers, and on whose behalf is asked.

use super::fields::Identifier;
use crate::field::{Eui, Hex, fields};

fields! {
    /// NSID: which of the servers behind an address answers ([RFC 5001]).
    ///
    /// [RFC 5001]: https://www.rfc-editor.org/rfc/rfc5001
    pub struct Nsid<'a> {
        /// Any octets; empty in a query.
        pub nsid: Identifier<'a>,
    }
}

fields! {
    /// Owner: whose records a sleep proxy keeps (draft-cheshire-edns0-owner-option).
    ///
    /// Older clients of Cisco Umbrella use the code for what [`DeviceId`](super::DeviceId) holds.
    pub struct Owner<'a> {
        /// The version of the option; 0 is the only one.
        pub version: u8,
        /// Goes up each time that the owner sleeps.
        pub seq: u8,
        /// The hardware address of the owner.
        pub primary_mac: Eui<'a, 6>,
        /// Nothing, or the address to wake it at and maybe a password.
        pub rest: Hex<'a>,
    }
}

impl<'a> Owner<'a> {
    /// The hardware address to wake the owner at, where it is another.
    #[must_use]
    pub fn wakeup_mac(self) -> Option<&'a [u8; 6]> {
        self.rest.0.first_chunk()
    }

    /// The password to wake the owner with: 4 or 6 octets.
    #[must_use]
    pub fn password(self) -> Option<&'a [u8]> {
        let password = self.rest.0.get(6..)?;
        matches!(password.len(), 4 | 6).then_some(password)
    }
}

fields! {
    /// EDNS-Client-Tag: an opaque mark of the client (draft-bellis-dnsop-edns-tags-01).
    pub struct ClientTag {
        /// What it means is up to both ends.
        pub tag: u16,
    }
}

fields! {
    /// EDNS-Server-Tag: an opaque mark of the server (draft-bellis-dnsop-edns-tags-01).
    pub struct ServerTag {
        /// What it means is up to both ends.
        pub tag: u16,
    }
}
