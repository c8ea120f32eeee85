//! The registries of EDNS: options and extended errors.

use super::table::registry;

registry! {
    /// The code of an option in an OPT record ([RFC 6891 section 6.1.2]).
    ///
    /// Options that are not understood are ignored. An unassigned code is written `OPT` and its
    /// number. The rows are in the table of options, in the module `edns`.
    ///
    /// ```
    /// use dnswire::registry::OptionCode;
    ///
    /// assert_eq!(OptionCode(10).to_string(), "COOKIE");
    /// assert_eq!("opt65001".parse(), Ok(OptionCode(65001)));
    /// ```
    ///
    /// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
    pub struct OptionCode(u16), prefix "OPT", private (65001..=65534);
}

impl OptionCode {
    /// Returns `true` for an option with rules about the direction of the message or about its
    /// value.
    #[inline]
    pub(crate) const fn has_rules(self) -> bool {
        matches!(self.0, 3 | 5..=9 | 11 | 14 | 18..=21)
    }
}

registry! {
    /// The reason for an answer, in an extended DNS error ([RFC 8914 section 4]).
    ///
    /// The registry calls its mnemonics purposes, so [`mnemonic`] and [`meaning`] return equal
    /// texts, such as `DNSSEC Bogus`. An unassigned code is written as its number.
    ///
    /// ```
    /// use dnswire::registry::InfoCode;
    ///
    /// assert_eq!(InfoCode(18).to_string(), "Prohibited");
    /// assert_eq!("prohibited".parse(), Ok(InfoCode::PROHIBITED));
    /// ```
    ///
    /// [RFC 8914 section 4]: https://www.rfc-editor.org/rfc/rfc8914#section-4
    /// [`mnemonic`]: Self::mnemonic
    /// [`meaning`]: Self::meaning
    pub struct InfoCode(u16), private (49152..=65535) {
        0 OTHER_ERROR = "Other Error" ("RFC 8914 section 4.1");
        1 UNSUPPORTED_DNSKEY_ALGORITHM = "Unsupported DNSKEY Algorithm" ("RFC 8914 section 4.2");
        2 UNSUPPORTED_DS_DIGEST_TYPE = "Unsupported DS Digest Type" ("RFC 8914 section 4.3");
        3 STALE_ANSWER = "Stale Answer" ("RFC 8914 section 4.4; RFC 8767");
        4 FORGED_ANSWER = "Forged Answer" ("RFC 8914 section 4.5");
        5 DNSSEC_INDETERMINATE = "DNSSEC Indeterminate" ("RFC 8914 section 4.6");
        6 DNSSEC_BOGUS = "DNSSEC Bogus" ("RFC 8914 section 4.7");
        7 SIGNATURE_EXPIRED = "Signature Expired" ("RFC 8914 section 4.8");
        8 SIGNATURE_NOT_YET_VALID = "Signature Not Yet Valid" ("RFC 8914 section 4.9");
        9 DNSKEY_MISSING = "DNSKEY Missing" ("RFC 8914 section 4.10");
        10 RRSIGS_MISSING = "RRSIGs Missing" ("RFC 8914 section 4.11");
        11 NO_ZONE_KEY_BIT_SET = "No Zone Key Bit Set" ("RFC 8914 section 4.12");
        12 NSEC_MISSING = "NSEC Missing" ("RFC 8914 section 4.13");
        13 CACHED_ERROR = "Cached Error" ("RFC 8914 section 4.14");
        14 NOT_READY = "Not Ready" ("RFC 8914 section 4.15");
        15 BLOCKED = "Blocked" ("RFC 8914 section 4.16");
        16 CENSORED = "Censored" ("RFC 8914 section 4.17");
        17 FILTERED = "Filtered" ("RFC 8914 section 4.18");
        18 PROHIBITED = "Prohibited" ("RFC 8914 section 4.19");
        19 STALE_NXDOMAIN_ANSWER = "Stale NXDomain Answer" ("RFC 8914 section 4.20");
        20 NOT_AUTHORITATIVE = "Not Authoritative" ("RFC 8914 section 4.21");
        21 NOT_SUPPORTED = "Not Supported" ("RFC 8914 section 4.22");
        22 NO_REACHABLE_AUTHORITY = "No Reachable Authority" ("RFC 8914 section 4.23");
        23 NETWORK_ERROR = "Network Error" ("RFC 8914 section 4.24");
        24 INVALID_DATA = "Invalid Data" ("RFC 8914 section 4.25");
        25 SIGNATURE_EXPIRED_BEFORE_VALID = "Signature Expired before Valid"
            ("Unbound pull request 604");
        26 TOO_EARLY = "Too Early" ("RFC 9250 section 4.5");
        27 UNSUPPORTED_NSEC3_ITERATIONS_VALUE = "Unsupported NSEC3 Iterations Value"
            ("RFC 9276 section 3.2");
        28 UNABLE_TO_CONFORM_TO_POLICY = "Unable to conform to policy"
            ("draft-homburg-dnsop-codcp-00");
        29 SYNTHESIZED = "Synthesized" ("PowerDNS pull request 12334");
        30 INVALID_QUERY_TYPE = "Invalid Query Type" ("RFC 9824");
        31 RATE_LIMITED = "Rate Limited" ("draft-muks-dns-ede-rate-limited-02");
        32 OVER_QUOTA = "Over Quota" ("draft-muks-dns-ede-rate-limited-02");
        33 NEGATIVE_TRUST_ANCHOR = "Negative Trust Anchor" ("draft-farrokhi-dnsop-ede-nta-00");
        34 NEW_DELEGATION_ONLY = "New Delegation Only" ("draft-ietf-deleg-10");
        35 BLOCKED_BY_UPSTREAM_DNS_SERVER = "Blocked by Upstream DNS Server"
            ("draft-ietf-dnsop-structured-dns-error-27");
    }
}
