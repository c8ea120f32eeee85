//! The registries of records with keys, certificates, digests and tunnel endpoints.

use super::table::registry;

registry! {
    /// The format of the certificate in a CERT record ([RFC 4398 section 2.1]).
    ///
    /// Records print the mnemonic, and an unassigned value as its number.
    ///
    /// ```
    /// use dnswire::registry::CertType;
    ///
    /// assert_eq!(CertType(6).to_string(), "IPGP");
    /// assert_eq!("ipgp".parse(), Ok(CertType::IPGP));
    /// ```
    ///
    /// [RFC 4398 section 2.1]: https://www.rfc-editor.org/rfc/rfc4398#section-2.1
    pub struct CertType(u16), private (253 | 254 | 65280..=65534) {
        1 PKIX = "PKIX", "X.509 as in PKIX" ("RFC 4398");
        2 SPKI = "SPKI", "SPKI certificate" ("RFC 4398");
        3 PGP = "PGP", "OpenPGP packet" ("RFC 4398");
        4 IPKIX = "IPKIX", "URL of an X.509 object" ("RFC 4398");
        5 ISPKI = "ISPKI", "URL of an SPKI certificate" ("RFC 4398");
        6 IPGP = "IPGP", "fingerprint and URL of an OpenPGP packet" ("RFC 4398");
        7 ACPKIX = "ACPKIX", "attribute certificate" ("RFC 4398");
        8 IACPKIX = "IACPKIX", "URL of an attribute certificate" ("RFC 4398");
        253 URI = "URI", "URI private" ("RFC 4398");
        254 OID = "OID", "OID private" ("RFC 4398");
    }
}

registry! {
    /// The constraint that a TLSA or SMIMEA record sets on certificates ([RFC 6698 section 2.1.1]).
    ///
    /// Clients cannot use a record with an unassigned value ([RFC 6698 section 4.1]). Records
    /// print the number; the mnemonics are those of RFC 7218.
    ///
    /// ```
    /// use dnswire::registry::CertificateUsage;
    ///
    /// assert_eq!(CertificateUsage(2).to_string(), "DANE-TA");
    /// assert_eq!("dane-ta".parse(), Ok(CertificateUsage::DANE_TA));
    /// ```
    ///
    /// [RFC 6698 section 2.1.1]: https://www.rfc-editor.org/rfc/rfc6698#section-2.1.1
    /// [RFC 6698 section 4.1]: https://www.rfc-editor.org/rfc/rfc6698#section-4.1
    pub struct CertificateUsage(u8), private (255) {
        0 PKIX_TA = "PKIX-TA", "CA constraint" ("RFC 6698; RFC 7218");
        1 PKIX_EE = "PKIX-EE", "service certificate constraint" ("RFC 6698; RFC 7218");
        2 DANE_TA = "DANE-TA", "trust anchor assertion" ("RFC 6698; RFC 7218");
        3 DANE_EE = "DANE-EE", "domain-issued certificate" ("RFC 6698; RFC 7218");
        255 PRIV_CERT = "PrivCert", "private use" ("RFC 6698; RFC 7218");
    }
}

registry! {
    /// The part of the certificate that a TLSA or SMIMEA record selects ([RFC 6698 section 2.1.2]).
    ///
    /// Clients cannot use a record with an unassigned value ([RFC 6698 section 4.1]). Records
    /// print the number; the mnemonics are those of RFC 7218.
    ///
    /// ```
    /// use dnswire::registry::Selector;
    ///
    /// assert_eq!(Selector(1).to_string(), "SPKI");
    /// assert_eq!("spki".parse(), Ok(Selector::SPKI));
    /// ```
    ///
    /// [RFC 6698 section 2.1.2]: https://www.rfc-editor.org/rfc/rfc6698#section-2.1.2
    /// [RFC 6698 section 4.1]: https://www.rfc-editor.org/rfc/rfc6698#section-4.1
    pub struct Selector(u8), private (255) {
        0 CERT = "Cert", "full certificate" ("RFC 6698; RFC 7218");
        1 SPKI = "SPKI", "subject public key info" ("RFC 6698; RFC 7218");
        255 PRIV_SEL = "PrivSel", "private use" ("RFC 6698; RFC 7218");
    }
}

registry! {
    /// The form of the selected part in a TLSA or SMIMEA record ([RFC 6698 section 2.1.3]).
    ///
    /// Clients cannot use a record with an unassigned value ([RFC 6698 section 4.1]). Records
    /// print the number; the mnemonics are those of RFC 7218.
    ///
    /// ```
    /// use dnswire::registry::MatchingType;
    ///
    /// assert_eq!(MatchingType(2).to_string(), "SHA2-512");
    /// assert_eq!("sha2-512".parse(), Ok(MatchingType::SHA2_512));
    /// ```
    ///
    /// [RFC 6698 section 2.1.3]: https://www.rfc-editor.org/rfc/rfc6698#section-2.1.3
    /// [RFC 6698 section 4.1]: https://www.rfc-editor.org/rfc/rfc6698#section-4.1
    pub struct MatchingType(u8), private (255) {
        0 FULL = "Full", "exact match" ("RFC 6698; RFC 7218");
        1 SHA2_256 = "SHA2-256", "SHA-256" ("RFC 6698; RFC 7218");
        2 SHA2_512 = "SHA2-512", "SHA-512" ("RFC 6698; RFC 7218");
        255 PRIV_MATCH = "PrivMatch", "private use" ("RFC 6698; RFC 7218");
    }
}

registry! {
    /// The algorithm of the SSH host key of an SSHFP record ([RFC 4255 section 3.1.1]).
    ///
    /// Records print the number. An unassigned value is written as its number.
    ///
    /// ```
    /// use dnswire::registry::SshfpAlgorithm;
    ///
    /// assert_eq!(SshfpAlgorithm(3).to_string(), "ECDSA");
    /// assert_eq!("ecdsa".parse(), Ok(SshfpAlgorithm::ECDSA));
    /// ```
    ///
    /// [RFC 4255 section 3.1.1]: https://www.rfc-editor.org/rfc/rfc4255#section-3.1.1
    pub struct SshfpAlgorithm(u8) {
        1 RSA = "RSA" ("RFC 4255");
        2 DSA = "DSA" ("RFC 4255");
        3 ECDSA = "ECDSA" ("RFC 6594");
        4 ED25519 = "Ed25519" ("RFC 7479");
        6 ED448 = "Ed448" ("RFC 8709");
    }
}

registry! {
    /// The digest in an SSHFP record ([RFC 4255 section 3.1.2]).
    ///
    /// Records print the number. An unassigned value is written as its number.
    ///
    /// ```
    /// use dnswire::registry::FingerprintType;
    ///
    /// assert_eq!(FingerprintType(2).to_string(), "SHA-256");
    /// assert_eq!("sha-256".parse(), Ok(FingerprintType::SHA_256));
    /// ```
    ///
    /// [RFC 4255 section 3.1.2]: https://www.rfc-editor.org/rfc/rfc4255#section-3.1.2
    pub struct FingerprintType(u8) {
        1 SHA_1 = "SHA-1" ("RFC 4255");
        2 SHA_256 = "SHA-256" ("RFC 6594");
    }
}

registry! {
    /// The format of the public key in an IPSECKEY record ([RFC 4025 section 2.4]).
    ///
    /// Records print the number. An unassigned value is written as its number.
    ///
    /// ```
    /// use dnswire::registry::IpseckeyAlgorithm;
    ///
    /// assert_eq!(IpseckeyAlgorithm(3).to_string(), "ECDSA");
    /// assert_eq!("ecdsa".parse(), Ok(IpseckeyAlgorithm::ECDSA));
    /// ```
    ///
    /// [RFC 4025 section 2.4]: https://www.rfc-editor.org/rfc/rfc4025#section-2.4
    pub struct IpseckeyAlgorithm(u8) {
        0 NONE = -, "no key present" ("RFC 4025");
        1 DSA = "DSA", "DSA key as in RFC 2536" ("RFC 4025");
        2 RSA = "RSA", "RSA key as in RFC 3110" ("RFC 4025");
        3 ECDSA = "ECDSA", "ECDSA key as in RFC 6605" ("IANA ipseckey-rr-parameters");
        4 EDDSA = "EdDSA", "EdDSA key as in RFC 8080" ("RFC 9373");
    }
}

registry! {
    /// The type of the gateway in an IPSECKEY record ([RFC 4025 section 2.3]).
    ///
    /// The values have no mnemonics. The gateway of an unassigned one has no known length.
    ///
    /// [RFC 4025 section 2.3]: https://www.rfc-editor.org/rfc/rfc4025#section-2.3
    pub struct GatewayType(u8) {
        0 NONE = -, "no gateway" ("RFC 4025");
        1 IPV4 = -, "IPv4 address" ("RFC 4025");
        2 IPV6 = -, "IPv6 address" ("RFC 4025");
        3 NAME = -, "uncompressed domain name" ("RFC 4025");
    }
}

registry! {
    /// The type of the relay in an AMTRELAY record; 7 bits ([RFC 8777 section 4.2.3]).
    ///
    /// The values have no mnemonics. The relay of an unassigned one has no known length.
    ///
    /// [RFC 8777 section 4.2.3]: https://www.rfc-editor.org/rfc/rfc8777#section-4.2.3
    pub struct RelayType(u8), max 127 {
        0 NONE = -, "no relay" ("RFC 8777");
        1 IPV4 = -, "IPv4 address" ("RFC 8777");
        2 IPV6 = -, "IPv6 address" ("RFC 8777");
        3 NAME = -, "uncompressed domain name" ("RFC 8777");
    }
}

registry! {
    /// The scheme that collates the records of a zone for a ZONEMD digest ([RFC 8976 section
    /// 2.2.2]).
    ///
    /// Verifiers cannot use a record with an unassigned value. Records print the number.
    ///
    /// ```
    /// use dnswire::registry::ZonemdScheme;
    ///
    /// assert_eq!(ZonemdScheme(1).to_string(), "SIMPLE");
    /// assert_eq!("simple".parse(), Ok(ZonemdScheme::SIMPLE));
    /// ```
    ///
    /// [RFC 8976 section 2.2.2]: https://www.rfc-editor.org/rfc/rfc8976#section-2.2.2
    pub struct ZonemdScheme(u8), private (240..=254) {
        1 SIMPLE = "SIMPLE", "simple scheme" ("RFC 8976");
    }
}

registry! {
    /// The digest in a ZONEMD record ([RFC 8976 section 2.2.3]).
    ///
    /// Verifiers cannot use a record with an unassigned value. Records print the number.
    ///
    /// ```
    /// use dnswire::registry::ZonemdHash;
    ///
    /// assert_eq!(ZonemdHash(2).to_string(), "SHA512");
    /// assert_eq!("sha512".parse(), Ok(ZonemdHash::SHA512));
    /// ```
    ///
    /// [RFC 8976 section 2.2.3]: https://www.rfc-editor.org/rfc/rfc8976#section-2.2.3
    pub struct ZonemdHash(u8), private (240..=254) {
        1 SHA384 = "SHA384", "SHA-384" ("RFC 8976");
        2 SHA512 = "SHA512", "SHA-512" ("RFC 8976");
    }
}

registry! {
    /// The kind of client identifier that a DHCID record was made from ([RFC 4701 section 3.3]).
    ///
    /// The values have no mnemonics; unassigned ones can be compared too.
    ///
    /// [RFC 4701 section 3.3]: https://www.rfc-editor.org/rfc/rfc4701#section-3.3
    pub struct DhcidIdentifierType(u16) {
        0 HTYPE = -, "htype and hardware address" ("RFC 4701");
        1 CLIENT_IDENTIFIER = -, "client identifier option" ("RFC 4701");
        2 DUID = -, "DUID" ("RFC 4701");
    }
}

registry! {
    /// The digest in a DHCID record ([RFC 4701 section 3.4]).
    ///
    /// An unassigned value is written as its number.
    ///
    /// ```
    /// use dnswire::registry::DhcidDigestType;
    ///
    /// assert_eq!(DhcidDigestType(1).to_string(), "SHA-256");
    /// assert_eq!("sha-256".parse(), Ok(DhcidDigestType::SHA_256));
    /// ```
    ///
    /// [RFC 4701 section 3.4]: https://www.rfc-editor.org/rfc/rfc4701#section-3.4
    pub struct DhcidDigestType(u8) {
        1 SHA_256 = "SHA-256" ("RFC 4701");
    }
}

registry! {
    /// The purpose of a TKEY record ([RFC 2930 section 2.5]).
    ///
    /// The values have no mnemonics. Servers answer an unassigned one with the rcode BADMODE.
    ///
    /// [RFC 2930 section 2.5]: https://www.rfc-editor.org/rfc/rfc2930#section-2.5
    pub struct TkeyMode(u16) {
        1 SERVER_ASSIGNMENT = -, "server assignment" ("RFC 2930");
        2 DIFFIE_HELLMAN = -, "Diffie-Hellman exchange" ("RFC 2930");
        3 GSS_API = -, "GSS-API negotiation" ("RFC 2930; RFC 3645");
        4 RESOLVER_ASSIGNMENT = -, "resolver assignment" ("RFC 2930");
        5 KEY_DELETION = -, "key deletion" ("RFC 2930");
    }
}
