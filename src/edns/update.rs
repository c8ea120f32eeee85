//! Leases: long-lived queries and dynamic updates.

use crate::field::fields;

fields! {
    /// LLQ: a long-lived query, and what its server says of it ([RFC 8764 section 3.2]).
    ///
    /// [RFC 8764 section 3.2]: https://www.rfc-editor.org/rfc/rfc8764#section-3.2
    pub struct Llq {
        /// The version of the protocol; 1 is the only one.
        pub version: u16,
        /// What to do: 1 setup, 2 refresh, 3 event.
        pub llq_opcode: u16,
        /// What went wrong; 0 for nothing.
        pub error_code: u16,
        /// What the server calls the query; 0 in the first request.
        pub llq_id: u64,
        /// How long the query lives, in seconds.
        pub lease_life: u32,
    }
}

fields! {
    /// UPDATE-LEASE: how long the records of an update live ([RFC 9664 section 4]).
    ///
    /// [RFC 9664 section 4]: https://www.rfc-editor.org/rfc/rfc9664#section-4
    pub struct UpdateLease {
        /// The lease of all records but KEY, in seconds.
        pub lease: u32,
        /// The lease of KEY records, in seconds; `None` in the short form, where it is that of
        /// the others.
        pub key_lease: Option<u32>,
    }
}
