//! What belongs to the exchange and not to any zone: OPT.

use crate::edns::Options;
use crate::field::fields;

fields! {
    /// OPT: the options of EDNS ([RFC 6891 section 6.1.2]); [`Edns`](crate::Edns) has the rest.
    ///
    /// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
    pub struct Opt<'a> {
        /// The options, in the order in which they stand.
        pub options: Options<'a>,
    }
}
