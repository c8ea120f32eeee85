//! Options of validators.

use crate::layout::{List, fields};
use crate::name::Name;
use crate::registry::{Algorithm, DigestType, Nsec3HashAlgorithm};

fields! {
    /// DAU: the DNSSEC algorithms that a validator understands ([RFC 6975 section 3]).
    ///
    /// ```text
    /// DAU: 8 13 15
    /// ```
    ///
    /// [RFC 6975 section 3]: https://www.rfc-editor.org/rfc/rfc6975#section-3
    pub struct Dau<'a> {
        /// The algorithms.
        pub alg_code: List<'a, Algorithm>,
    }
}

fields! {
    /// DHU: the digests of DS records that a validator understands ([RFC 6975 section 3]).
    ///
    /// ```text
    /// DHU: 1 2
    /// ```
    ///
    /// [RFC 6975 section 3]: https://www.rfc-editor.org/rfc/rfc6975#section-3
    pub struct Dhu<'a> {
        /// The digest types.
        pub hash_code: List<'a, DigestType>,
    }
}

fields! {
    /// N3U: the NSEC3 hashes that a validator understands ([RFC 6975 section 3]).
    ///
    /// ```text
    /// N3U: 1
    /// ```
    ///
    /// [RFC 6975 section 3]: https://www.rfc-editor.org/rfc/rfc6975#section-3
    pub struct N3u<'a> {
        /// The hash algorithms.
        pub hash_code: List<'a, Nsec3HashAlgorithm>,
    }
}

fields! {
    /// edns-key-tag: the trust anchors of a validator ([RFC 8145 section 4.1]).
    ///
    /// ```text
    /// KEY-TAG: 12345 20326
    /// ```
    ///
    /// [RFC 8145 section 4.1]: https://www.rfc-editor.org/rfc/rfc8145#section-4.1
    pub struct KeyTag<'a> {
        /// Their key tags.
        pub key_tag: List<'a, u16>,
    }
}

fields! {
    /// CHAIN: asks for the DNSSEC records down from a name that is trusted ([RFC 7901 section 4]).
    ///
    /// ```text
    /// CHAIN: example.
    /// ```
    ///
    /// [RFC 7901 section 4]: https://www.rfc-editor.org/rfc/rfc7901#section-4
    pub struct Chain<'a> {
        /// The name closest to the query's, never compressed.
        pub closest_trust_point: Name<'a>,
    }
}
