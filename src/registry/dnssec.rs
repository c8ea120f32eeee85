//! The registries of DNSSEC: signature algorithms and digests.

use super::table::registry;

registry! {
    /// The algorithm of a key or signature in DNSSEC, KEY, SIG and CERT ([RFC 4034 appendix A.1]).
    ///
    /// Validators treat signatures by an algorithm they do not know as absent
    /// ([RFC 4035 section 5.2]). Records print the number.
    ///
    /// ```
    /// use dnswire::registry::Algorithm;
    ///
    /// assert_eq!(Algorithm(13).to_string(), "ECDSAP256SHA256");
    /// assert_eq!("ecdsap256sha256".parse(), Ok(Algorithm::ECDSAP256SHA256));
    /// ```
    ///
    /// [RFC 4034 appendix A.1]: https://www.rfc-editor.org/rfc/rfc4034#appendix-A.1
    /// [RFC 4035 section 5.2]: https://www.rfc-editor.org/rfc/rfc4035#section-5.2
    pub struct Algorithm(u8), private (253 | 254) {
        0 DELETE = "DELETE", "delete DS (CDS and CDNSKEY only)" ("RFC 8078");
        1 RSAMD5 = "RSAMD5", "RSA/MD5" ("RFC 3110; RFC 4034");
        2 DH = "DH", "Diffie-Hellman" ("RFC 2539");
        3 DSA = "DSA", "DSA/SHA-1" ("RFC 3755; RFC 2536");
        5 RSASHA1 = "RSASHA1", "RSA/SHA-1" ("RFC 3110; RFC 9905");
        6 DSA_NSEC3_SHA1 = "DSA-NSEC3-SHA1", "DSA with NSEC3" ("RFC 5155");
        7 RSASHA1_NSEC3_SHA1 = "RSASHA1-NSEC3-SHA1", "RSA/SHA-1 with NSEC3"
            ("RFC 5155; RFC 9905");
        8 RSASHA256 = "RSASHA256", "RSA/SHA-256" ("RFC 5702");
        10 RSASHA512 = "RSASHA512", "RSA/SHA-512" ("RFC 5702");
        12 ECC_GOST = "ECC-GOST", "GOST R 34.10-2001" ("RFC 5933; RFC 9906");
        13 ECDSAP256SHA256 = "ECDSAP256SHA256", "ECDSA P-256 with SHA-256" ("RFC 6605");
        14 ECDSAP384SHA384 = "ECDSAP384SHA384", "ECDSA P-384 with SHA-384" ("RFC 6605");
        15 ED25519 = "ED25519", "Ed25519" ("RFC 8080");
        16 ED448 = "ED448", "Ed448" ("RFC 8080");
        17 SM2SM3 = "SM2SM3", "SM2 with SM3" ("RFC 9563");
        18 MLDSA44 = "MLDSA44", "ML-DSA-44" ("draft-westerbaan-dnssec-mldsa");
        23 ECC_GOST12 = "ECC-GOST12", "GOST R 34.10-2012" ("RFC 9558");
        252 INDIRECT = "INDIRECT", "indirect keys" ("RFC 4034");
        253 PRIVATEDNS = "PRIVATEDNS", "private algorithm named by a domain name" ("RFC 4034");
        254 PRIVATEOID = "PRIVATEOID", "private algorithm named by an OID" ("RFC 4034");
    }
}

registry! {
    /// The digest algorithm of a DS, CDS, TA or DLV record ([RFC 4034 appendix A.2]).
    ///
    /// Validators disregard records with a digest type they do not know
    /// ([RFC 6840 section 5.2]). Records print the number.
    ///
    /// ```
    /// use dnswire::registry::DigestType;
    ///
    /// assert_eq!(DigestType(4).to_string(), "SHA-384");
    /// assert_eq!("sha-384".parse(), Ok(DigestType::SHA_384));
    /// ```
    ///
    /// [RFC 4034 appendix A.2]: https://www.rfc-editor.org/rfc/rfc4034#appendix-A.2
    /// [RFC 6840 section 5.2]: https://www.rfc-editor.org/rfc/rfc6840#section-5.2
    pub struct DigestType(u8), private (253 | 254) {
        1 SHA_1 = "SHA-1" ("RFC 3658; RFC 9905");
        2 SHA_256 = "SHA-256" ("RFC 4509");
        3 GOST_R_34_11_94 = "GOST R 34.11-94" ("RFC 5933; RFC 9906");
        4 SHA_384 = "SHA-384" ("RFC 6605");
        5 GOST_R_34_11_2012 = "GOST R 34.11-2012" ("RFC 9558");
        6 SM3 = "SM3" ("RFC 9563");
    }
}

registry! {
    /// The hash algorithm for owner names in NSEC3 and NSEC3PARAM records ([RFC 5155 section
    /// 3.1.1]).
    ///
    /// Validators ignore NSEC3 records with an algorithm they do not know
    /// ([RFC 5155 section 8.1]). Records print the number.
    ///
    /// ```
    /// use dnswire::registry::Nsec3HashAlgorithm;
    ///
    /// assert_eq!(Nsec3HashAlgorithm(1).to_string(), "SHA-1");
    /// assert_eq!("sha-1".parse(), Ok(Nsec3HashAlgorithm::SHA_1));
    /// ```
    ///
    /// [RFC 5155 section 3.1.1]: https://www.rfc-editor.org/rfc/rfc5155#section-3.1.1
    /// [RFC 5155 section 8.1]: https://www.rfc-editor.org/rfc/rfc5155#section-8.1
    pub struct Nsec3HashAlgorithm(u8) {
        1 SHA_1 = "SHA-1" ("RFC 5155");
    }
}
