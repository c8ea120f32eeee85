//! More than one type in a query.

use crate::layout::{List, fields};
use crate::registry::Type;

fields! {
    /// MQTYPE-Query: more types that a query asks for ([RFC 10029 section 3.1]).
    ///
    /// ```text
    /// MQTYPE-QUERY: 28 65
    /// ```
    ///
    /// [RFC 10029 section 3.1]: https://www.rfc-editor.org/rfc/rfc10029#section-3.1
    pub struct MqtypeQuery<'a> {
        /// The numbers of the types; see [`MqtypeQuery::types`].
        pub qt: List<'a, u16>,
    }
}

fields! {
    /// MQTYPE-Response: more types that a response answers; may be none ([RFC 10029 section 3.1]).
    ///
    /// ```text
    /// MQTYPE-RESPONSE: 28
    /// ```
    ///
    /// [RFC 10029 section 3.1]: https://www.rfc-editor.org/rfc/rfc10029#section-3.1
    pub struct MqtypeResponse<'a> {
        /// The numbers of the types; see [`MqtypeResponse::types`].
        pub qt: List<'a, u16>,
    }
}

impl<'a> MqtypeQuery<'a> {
    /// The types, in their order.
    pub fn types(self) -> impl Iterator<Item = Type> + use<'a> {
        self.qt.iter().map(Type)
    }
}

impl<'a> MqtypeResponse<'a> {
    /// The types, in their order.
    pub fn types(self) -> impl Iterator<Item = Type> + use<'a> {
        self.qt.iter().map(Type)
    }
}
