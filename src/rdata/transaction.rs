//! Records of one exchange, which are in no zone: OPT, TSIG, TKEY.

use crate::layout::{Coded, Time, fields};
use crate::name::Name;
use crate::registry::{OptionCode, Rcode, TkeyMode};

fields! {
    /// OPT: the options of EDNS ([RFC 6891 section 6.1.2]); [`Edns`](crate::Edns) has the rest.
    ///
    /// ```
    /// use dnswire::OptionsBuf;
    /// use dnswire::edns::Padding;
    /// use dnswire::rdata::Opt;
    ///
    /// let mut options = OptionsBuf::new();
    /// options.push(&Padding { padding: &[0; 4] })?;
    /// assert_eq!(Opt { options: options.as_coded() }.to_string(), "PADDING: (4 zero octets)");
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    ///
    /// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
    pub struct Opt<'a> {
        /// The options, in their order.
        pub options: Coded<'a, OptionCode>,
    }
}

fields! {
    /// TSIG: the signature of a message with a shared key ([RFC 8945 section 4.2]).
    ///
    /// ```text
    /// key.example. 0 ANY TSIG hmac-sha256. 1798675200 300 4 AQIDBA== 7 NOERROR 0
    /// ```
    ///
    /// The owner is the name of the key.
    ///
    /// [RFC 8945 section 4.2]: https://www.rfc-editor.org/rfc/rfc8945#section-4.2
    pub struct Tsig<'a> {
        /// The algorithm: see the constants of [`Tsig`].
        pub algorithm_name: Name<'a>,
        /// The time of signing, in seconds since 1970; 48 bits.
        #[kind(U48)]
        pub time_signed: u64,
        /// The difference of the clocks that is allowed, in seconds.
        pub fudge: u16,
        /// The message authentication code; none in some errors.
        #[kind(Counted16(SizedBase64))]
        pub mac: &'a [u8],
        /// The ID of the message when it was signed.
        pub original_id: u16,
        /// The fault of the signature of the request.
        pub error: Rcode,
        /// The time of the server when the error is BADTIME.
        #[kind(Counted16(SizedBase64))]
        pub other_data: &'a [u8],
    }
}

fields! {
    /// TKEY: the exchange of a shared key ([RFC 2930 section 2]).
    ///
    /// ```text
    /// key.example. 0 ANY TKEY gss-tsig. 20261201000000 20270101000000 3 NOERROR 4 AQIDBA== 0
    /// ```
    ///
    /// [RFC 2930 section 2]: https://www.rfc-editor.org/rfc/rfc2930#section-2
    pub struct Tkey<'a> {
        /// The algorithm that the key is for: see the constants of [`Tsig`].
        pub algorithm: Name<'a>,
        /// The start of its validity, in seconds since 1970 modulo 2^32.
        pub inception: Time,
        /// The end of its validity, in seconds since 1970 modulo 2^32.
        pub expiration: Time,
        /// The way to agree on the key.
        pub mode: TkeyMode,
        /// The fault of the request.
        pub error: Rcode,
        /// The key exchange data, in the format of the mode.
        #[kind(Counted16(SizedBase64))]
        pub key_data: &'a [u8],
        /// Not used.
        #[kind(Counted16(SizedBase64))]
        pub other_data: &'a [u8],
    }
}

/// Names of algorithms, in lower case and absolute ([RFC 8945 section 6]).
///
/// They are domain names, so their case does not matter.
///
/// [RFC 8945 section 6]: https://www.rfc-editor.org/rfc/rfc8945#section-6
impl Tsig<'_> {
    /// HMAC-MD5 (RFC 8945).
    pub const HMAC_MD5: &'static str = "hmac-md5.sig-alg.reg.int.";
    /// GSS-API (RFC 3645).
    pub const GSS_TSIG: &'static str = "gss-tsig.";
    /// HMAC-SHA-1 (RFC 8945).
    pub const HMAC_SHA1: &'static str = "hmac-sha1.";
    /// HMAC-SHA-224 (RFC 8945).
    pub const HMAC_SHA224: &'static str = "hmac-sha224.";
    /// HMAC-SHA-256 (RFC 8945).
    pub const HMAC_SHA256: &'static str = "hmac-sha256.";
    /// HMAC-SHA-256 cut to 128 bits (RFC 8945).
    pub const HMAC_SHA256_128: &'static str = "hmac-sha256-128.";
    /// HMAC-SHA-384 (RFC 8945).
    pub const HMAC_SHA384: &'static str = "hmac-sha384.";
    /// HMAC-SHA-384 cut to 192 bits (RFC 8945).
    pub const HMAC_SHA384_192: &'static str = "hmac-sha384-192.";
    /// HMAC-SHA-512 (RFC 8945).
    pub const HMAC_SHA512: &'static str = "hmac-sha512.";
    /// HMAC-SHA-512 cut to 256 bits (RFC 8945).
    pub const HMAC_SHA512_256: &'static str = "hmac-sha512-256.";
    /// Every algorithm.
    pub const ALGORITHMS: &'static [&'static str] = &[
        Self::HMAC_MD5,
        Self::GSS_TSIG,
        Self::HMAC_SHA1,
        Self::HMAC_SHA224,
        Self::HMAC_SHA256,
        Self::HMAC_SHA256_128,
        Self::HMAC_SHA384,
        Self::HMAC_SHA384_192,
        Self::HMAC_SHA512,
        Self::HMAC_SHA512_256,
    ];
}
