//! The registries whose values are text: names of algorithms, tags and keys.

/// Declares a module with a constant for each text and the list `ALL` of them.
macro_rules! texts {
    (
        $(#[$attribute:meta])*
        pub mod $name:ident {
            $($constant:ident = $text:literal, $meaning:literal ($reference:literal);)+
        }
    ) => {
        $(#[$attribute])*
        pub mod $name {
            $(
                #[doc = concat!($meaning, "\n\nSee ", $reference, ".")]
                pub const $constant: &str = $text;
            )+

            /// Every registered text.
            pub const ALL: &[&str] = &[$($constant),+];
        }
    };
}

texts! {
    /// The algorithm names of TSIG, in lower case and absolute ([RFC 8945 section 6]).
    ///
    /// They are domain names, so their case does not matter.
    ///
    /// [RFC 8945 section 6]: https://www.rfc-editor.org/rfc/rfc8945#section-6
    pub mod tsig_algorithm {
        HMAC_MD5 = "hmac-md5.sig-alg.reg.int.", "HMAC-MD5" ("RFC 8945");
        GSS_TSIG = "gss-tsig.", "GSS-API" ("RFC 3645");
        HMAC_SHA1 = "hmac-sha1.", "HMAC-SHA-1" ("RFC 8945");
        HMAC_SHA224 = "hmac-sha224.", "HMAC-SHA-224" ("RFC 8945");
        HMAC_SHA256 = "hmac-sha256.", "HMAC-SHA-256" ("RFC 8945");
        HMAC_SHA256_128 = "hmac-sha256-128.", "HMAC-SHA-256 cut to 128 bits" ("RFC 8945");
        HMAC_SHA384 = "hmac-sha384.", "HMAC-SHA-384" ("RFC 8945");
        HMAC_SHA384_192 = "hmac-sha384-192.", "HMAC-SHA-384 cut to 192 bits" ("RFC 8945");
        HMAC_SHA512 = "hmac-sha512.", "HMAC-SHA-512" ("RFC 8945");
        HMAC_SHA512_256 = "hmac-sha512-256.", "HMAC-SHA-512 cut to 256 bits" ("RFC 8945");
    }
}

texts! {
    /// The tags of CAA records ([RFC 8659 section 4.1]), whose case does not matter.
    ///
    /// [RFC 8659 section 4.1]: https://www.rfc-editor.org/rfc/rfc8659#section-4.1
    pub mod caa_tag {
        ISSUE = "issue", "authorized issuer" ("RFC 8659");
        ISSUEWILD = "issuewild", "authorized issuer of wildcards" ("RFC 8659");
        IODEF = "iodef", "report address" ("RFC 8659");
        CONTACTEMAIL = "contactemail", "contact by mail" ("CA/B Forum");
        CONTACTPHONE = "contactphone", "contact by telephone" ("CA/B Forum");
        ISSUEVMC = "issuevmc", "issuer of mark certificates" ("AuthIndicators");
        ISSUEMAIL = "issuemail", "issuer of S/MIME certificates" ("RFC 9495");
    }
}

texts! {
    /// The keys in the strings of RESINFO records ([RFC 9606 section 5]).
    ///
    /// [RFC 9606 section 5]: https://www.rfc-editor.org/rfc/rfc9606#section-5
    pub mod resinfo_key {
        QNAMEMIN = "qnamemin", "QNAME minimisation on" ("RFC 9606");
        EXTERR = "exterr", "extended error codes used" ("RFC 9606");
        INFOURL = "infourl", "information page" ("RFC 9606");
    }
}
