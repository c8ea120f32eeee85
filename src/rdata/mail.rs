//! Mail: MX.

use crate::field::fields;
use crate::name::Name;

fields! {
    /// MX: a mail exchange for the owner ([RFC 1035 section 3.3.9], [RFC 7505]).
    ///
    /// [RFC 1035 section 3.3.9]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.9
    /// [RFC 7505]: https://www.rfc-editor.org/rfc/rfc7505
    pub struct Mx<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// A host willing to act as a mail exchange; the root says that there is none.
        pub exchange: Name<'a>,
    }
}
