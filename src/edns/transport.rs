//! Lifetimes of connections, queries and updates, and padding.

use core::time::Duration;

use crate::layout::fields;

fields! {
    /// edns-tcp-keepalive: the time that a server keeps an idle connection ([RFC 7828 section
    /// 3.1]).
    ///
    /// ```text
    /// TCP-KEEPALIVE: 6.0 secs
    /// ```
    ///
    /// 0 octets in a query, 2 octets in a response.
    ///
    /// [RFC 7828 section 3.1]: https://www.rfc-editor.org/rfc/rfc7828#section-3.1
    pub struct TcpKeepalive {
        /// In units of 100 milliseconds; `None` in a query.
        pub timeout: Option<u16>,
    }
    text Keepalive;
}

impl TcpKeepalive {
    /// The timeout; `None` in a query.
    #[must_use]
    pub fn as_duration(self) -> Option<Duration> {
        self.timeout.map(|tenths| Duration::from_millis(u64::from(tenths) * 100))
    }
}

fields! {
    /// PADDING: octets that hide the size of a message ([RFC 7830 section 3]).
    ///
    /// ```text
    /// PADDING: (4 zero octets)
    /// ```
    ///
    /// [RFC 7830 section 3]: https://www.rfc-editor.org/rfc/rfc7830#section-3
    pub struct Padding<'a> {
        /// Should be zeros, but may be anything.
        pub padding: &'a [u8],
    }
    text Padding;
}

fields! {
    /// LLQ: a long-lived query, and the answer of its server ([RFC 8764 section 3.2]).
    ///
    /// ```text
    /// LLQ: 1 1 0 0 3600
    /// ```
    ///
    /// [RFC 8764 section 3.2]: https://www.rfc-editor.org/rfc/rfc8764#section-3.2
    pub struct Llq {
        /// The version of the protocol; 1 is the only one.
        pub version: u16,
        /// The operation: 1 setup, 2 refresh, 3 event.
        pub llq_opcode: u16,
        /// The error; 0 for none.
        pub error_code: u16,
        /// The identifier that the server gave the query; 0 in the first request.
        pub llq_id: u64,
        /// The lifetime of the query, in seconds.
        pub lease_life: u32,
    }
}

fields! {
    /// UPDATE-LEASE: the lifetime of the records of an update ([RFC 9664 section 4]).
    ///
    /// ```text
    /// UL: 3600 7200
    /// ```
    ///
    /// [RFC 9664 section 4]: https://www.rfc-editor.org/rfc/rfc9664#section-4
    pub struct UpdateLease {
        /// The lease of all records but KEY, in seconds.
        pub lease: u32,
        /// The lease of KEY records, in seconds; `None` in the short form, where `lease` is for
        /// them too.
        pub key_lease: Option<u32>,
    }
}
