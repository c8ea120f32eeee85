//! Services: where they run, and how to get to them.

use crate::field::{Base64OrDash, CharacterString, Quoted, fields};
use crate::findings::Rule;
use crate::name::Name;
use crate::rdata::rules::{Broken, unless};
use crate::registry::AfsdbSubtype;

mod amtrelay;

pub use amtrelay::{Amtrelay, Relay};

fields! {
    /// SRV: where a service runs ([RFC 2782]).
    ///
    /// [RFC 2782]: https://www.rfc-editor.org/rfc/rfc2782
    pub struct Srv<'a> {
        /// Clients try the target with the lowest priority first.
        pub priority: u16,
        /// The relative share of the load among targets of equal priority.
        pub weight: u16,
        /// The port of the service on the target host.
        pub port: u16,
        /// The host; the root says that there is no such service.
        pub target: Name<'a>,
    }
}

fields! {
    /// NAPTR: a rule that rewrites a string into a name or URI ([RFC 3403 section 4.1]).
    ///
    /// [RFC 3403 section 4.1]: https://www.rfc-editor.org/rfc/rfc3403#section-4.1
    pub struct Naptr<'a> {
        /// Rules are applied from the lowest order on.
        pub order: u16,
        /// Among rules of equal order, lower values are preferred.
        pub preference: u16,
        /// Letters and digits that steer the rewriting.
        pub flags: CharacterString<'a>,
        /// The services behind the rewritten key.
        pub services: CharacterString<'a>,
        /// A substitution expression; empty when there is a replacement.
        pub regexp: CharacterString<'a>,
        /// The next name to ask for; the root when there is a substitution expression.
        pub replacement: Name<'a>,
    }
    rules Self::rule;
}

impl Naptr<'_> {
    fn rule(&self) -> Broken {
        unless(self.flags.iter().all(u8::is_ascii_alphanumeric), Rule::NaptrFlags, 2)
    }
}

fields! {
    /// KX: a host that exchanges keys for the owner ([RFC 2230 section 3]).
    ///
    /// [RFC 2230 section 3]: https://www.rfc-editor.org/rfc/rfc2230#section-3
    pub struct Kx<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The host.
        pub exchanger: Name<'a>,
    }
}

fields! {
    /// AFSDB: a server of an AFS cell or a DCE cell ([RFC 1183 section 1]).
    ///
    /// [RFC 1183 section 1]: https://www.rfc-editor.org/rfc/rfc1183#section-1
    pub struct Afsdb<'a> {
        /// What kind of server it is.
        pub subtype: AfsdbSubtype,
        /// The host.
        pub hostname: Name<'a>,
    }
}

fields! {
    /// RT: a host that routes to the owner ([RFC 1183 section 3.3]).
    ///
    /// [RFC 1183 section 3.3]: https://www.rfc-editor.org/rfc/rfc1183#section-3.3
    pub struct Rt<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The host.
        pub intermediate_host: Name<'a>,
    }
}

fields! {
    /// URI: the URI of a service ([RFC 7553 section 4.5]).
    ///
    /// [RFC 7553 section 4.5]: https://www.rfc-editor.org/rfc/rfc7553#section-4.5
    pub struct Uri<'a> {
        /// Clients try the target with the lowest priority first.
        pub priority: u16,
        /// The relative share of the load among targets of equal priority.
        pub weight: u16,
        /// The URI; at least one octet, and more than 255 are allowed.
        pub target: Quoted<'a>,
    }
    rules Self::rule;
}

impl Uri<'_> {
    fn rule(&self) -> Broken {
        unless(!self.target.is_empty(), Rule::EmptyTarget, 2)
    }
}

fields! {
    /// DOA: a digital object, or where it is ([draft-durand-doa-over-dns section 3]).
    ///
    /// [draft-durand-doa-over-dns section 3]: https://datatracker.ietf.org/doc/html/draft-durand-doa-over-dns-02#section-3
    pub struct Doa<'a> {
        /// The enterprise number that the type belongs to; 0 for the registered types.
        pub doa_enterprise: u32,
        /// What the object is.
        pub doa_type: u32,
        /// Where the object is: 1 for here, 2 for behind a URI, 3 for behind a handle.
        pub doa_location: u8,
        /// The media type of the object; empty when it has none.
        pub doa_media_type: CharacterString<'a>,
        /// The object, or what leads to it.
        pub doa_data: Base64OrDash<'a>,
    }
}
