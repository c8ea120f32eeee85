//! The registry of service parameters in SVCB and HTTPS records.

use super::table::registry;

registry! {
    /// Which service parameter of an SVCB or HTTPS record follows ([RFC 9460 section 14.3]).
    ///
    /// Clients ignore unknown keys unless `mandatory` lists them ([RFC 9460 section 8]). An
    /// unassigned key is written `key` and its number.
    ///
    /// [RFC 9460 section 14.3]: https://www.rfc-editor.org/rfc/rfc9460#section-14.3
    /// [RFC 9460 section 8]: https://www.rfc-editor.org/rfc/rfc9460#section-8
    pub struct SvcParamKey(u16), prefix "key", private (65280..=65534) {
        0 MANDATORY = "mandatory", "keys the client must understand" ("RFC 9460 section 8");
        1 ALPN = "alpn", "application protocols" ("RFC 9460 section 7.1.1");
        2 NO_DEFAULT_ALPN = "no-default-alpn", "default application protocol not supported"
            ("RFC 9460 section 7.1.1");
        3 PORT = "port", "port of the service" ("RFC 9460 section 7.2");
        4 IPV4HINT = "ipv4hint", "IPv4 addresses to try" ("RFC 9460 section 7.3");
        5 ECH = "ech", "encrypted client hello configurations" ("RFC 9848");
        6 IPV6HINT = "ipv6hint", "IPv6 addresses to try" ("RFC 9460 section 7.3");
        7 DOHPATH = "dohpath", "URI template of DNS over HTTPS" ("RFC 9461 section 5");
        8 OHTTP = "ohttp", "service can be reached by oblivious HTTP" ("RFC 9540 section 4");
        9 TLS_SUPPORTED_GROUPS = "tls-supported-groups", "TLS groups the service supports"
            ("draft-ietf-tls-key-share-prediction");
        10 DOCPATH = "docpath", "path of DNS over CoAP" ("RFC 9953 section 3");
        11 PVD = "pvd", "provisioning domain information is available"
            ("draft-ietf-intarea-proxy-config-13 section 2.1");
        12 OOTS = "oots", "DNS transports with their weights" ("draft-johani-dnsop-svcb-oots-00");
        65535 INVALID = "key65535", "reserved as the invalid key" ("RFC 9460 section 14.3.2");
    }
}
