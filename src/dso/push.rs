//! TLVs of push notifications ([RFC 8765]).
//!
//! [RFC 8765]: https://www.rfc-editor.org/rfc/rfc8765

use crate::layout::fields;
use crate::name::Name;
use crate::registry::{Class, Type};

fields! {
    /// SUBSCRIBE: asks for the changes of an RRset ([RFC 8765 section 6.2]).
    ///
    /// [RFC 8765 section 6.2]: https://www.rfc-editor.org/rfc/rfc8765#section-6.2
    pub struct Subscribe<'a> {
        /// The name of the RRset, never compressed.
        pub name: Name<'a>,
        /// Its type; ANY for all.
        pub rrtype: Type,
        /// Its class; ANY for all.
        pub class: Class,
    }
}

fields! {
    /// PUSH: changes of records, as records ([RFC 8765 section 6.3]).
    ///
    /// [`Raw::changes`] reads them: names in them may be compressed, so that only the message as a
    /// whole has them.
    ///
    /// [RFC 8765 section 6.3]: https://www.rfc-editor.org/rfc/rfc8765#section-6.3
    /// [`Raw::changes`]: crate::layout::Raw::changes
    pub struct Push<'a> {
        /// The records.
        pub change_notifications: &'a [u8],
    }
}

fields! {
    /// UNSUBSCRIBE: ends a subscription ([RFC 8765 section 6.4]).
    ///
    /// [RFC 8765 section 6.4]: https://www.rfc-editor.org/rfc/rfc8765#section-6.4
    pub struct Unsubscribe {
        /// The ID of the message that subscribed.
        pub subscribe_message_id: u16,
    }
}

fields! {
    /// RECONFIRM: reports a record that seems to be out of date ([RFC 8765 section 6.5]).
    ///
    /// [RFC 8765 section 6.5]: https://www.rfc-editor.org/rfc/rfc8765#section-6.5
    pub struct Reconfirm<'a> {
        /// The owner of the record, never compressed.
        pub name: Name<'a>,
        /// Its type.
        pub rrtype: Type,
        /// Its class.
        pub class: Class,
        /// Its RDATA.
        pub rdata: &'a [u8],
    }
}
