//! Services: SRV.

use crate::field::fields;
use crate::name::Name;

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
