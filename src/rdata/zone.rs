//! The records at the top of a zone: NS, SOA.

use crate::layout::fields;
use crate::name::Name;

fields! {
    /// NS: an authoritative name server ([RFC 1035 section 3.3.11]).
    ///
    /// ```text
    /// example. 300 IN NS host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.11]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.11
    pub struct Ns<'a> {
        /// The host.
        pub nsdname: Name<'a>,
    }
}

fields! {
    /// SOA: the start of a zone of authority ([RFC 1035 section 3.3.13]).
    ///
    /// ```text
    /// example. 300 IN SOA ns.example. admin.example. 2026112701 7200 900 1209600 300
    /// ```
    ///
    /// [RFC 1035 section 3.3.13]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.13
    pub struct Soa<'a> {
        /// The primary name server of the zone.
        pub mname: Name<'a>,
        /// The mailbox of the person responsible, the first label being its local part.
        pub rname: Name<'a>,
        /// The version of the zone, compared in serial arithmetic (RFC 1982).
        pub serial: u32,
        /// Seconds after which a secondary asks for a new version.
        pub refresh: u32,
        /// Seconds after which it asks again when that failed.
        pub retry: u32,
        /// Seconds after which it stops serving the zone.
        pub expire: u32,
        /// The TTL of negative answers, in seconds ([RFC 2308 section 4]).
        ///
        /// [RFC 2308 section 4]: https://www.rfc-editor.org/rfc/rfc2308#section-4
        pub minimum: u32,
    }
}
