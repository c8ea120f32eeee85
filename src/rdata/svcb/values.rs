//! The parameters, one struct each.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::layout::{List, WeightedTransport, fields};
use crate::registry::SvcParamKey;

fields! {
    /// mandatory: the keys that a client must understand ([RFC 9460 section 8]).
    ///
    /// ```text
    /// mandatory=alpn,port
    /// ```
    ///
    /// [RFC 9460 section 8]: https://www.rfc-editor.org/rfc/rfc9460#section-8
    pub struct Mandatory<'a> {
        /// One key or more, strictly ascending, `mandatory` not among them.
        pub keys: List<'a, SvcParamKey>,
    }
}

fields! {
    /// alpn: the protocols that the service offers ([RFC 9460 section 7.1]).
    ///
    /// ```text
    /// alpn="h3,h2"
    /// ```
    ///
    /// [RFC 9460 section 7.1]: https://www.rfc-editor.org/rfc/rfc9460#section-7.1
    pub struct Alpn<'a> {
        /// One protocol or more.
        #[kind(AlpnIds)]
        pub alpn_ids: List<'a, &'a [u8]>,
    }
}

fields! {
    /// port: the port of the service ([RFC 9460 section 7.2]).
    ///
    /// ```text
    /// port=8443
    /// ```
    ///
    /// [RFC 9460 section 7.2]: https://www.rfc-editor.org/rfc/rfc9460#section-7.2
    pub struct Port {
        /// The port of TCP, UDP or another protocol.
        pub port: u16,
    }
}

fields! {
    /// ipv4hint: addresses to try before those of the target are known ([RFC 9460 section 7.3]).
    ///
    /// ```text
    /// ipv4hint=192.0.2.1,192.0.2.2
    /// ```
    ///
    /// [RFC 9460 section 7.3]: https://www.rfc-editor.org/rfc/rfc9460#section-7.3
    pub struct Ipv4hint<'a> {
        /// One address or more.
        pub addresses: List<'a, Ipv4Addr>,
    }
}

fields! {
    /// ech: the configuration to encrypt a TLS `ClientHello` ([RFC 9848]).
    ///
    /// ```
    /// use dnswire::rdata::svcb::Ech;
    ///
    /// // A list of one configuration of version 0xFE0D without octets.
    /// let ech = Ech { ech_config_list: &[0, 4, 0xFE, 0x0D, 0, 0] };
    /// assert_eq!(ech.to_string(), r#""AAT+DQAA""#);
    /// ```
    ///
    /// [RFC 9848]: https://www.rfc-editor.org/rfc/rfc9848
    pub struct Ech<'a> {
        /// An `ECHConfigList` of TLS, not decoded.
        #[kind(Ech)]
        pub ech_config_list: &'a [u8],
    }
}

fields! {
    /// ipv6hint: addresses to try before those of the target are known ([RFC 9460 section 7.3]).
    ///
    /// ```text
    /// ipv6hint=2001:db8::1
    /// ```
    ///
    /// [RFC 9460 section 7.3]: https://www.rfc-editor.org/rfc/rfc9460#section-7.3
    pub struct Ipv6hint<'a> {
        /// One address or more.
        pub addresses: List<'a, Ipv6Addr>,
    }
}

fields! {
    /// dohpath: the path of DNS over HTTPS ([RFC 9461 section 5]).
    ///
    /// ```text
    /// dohpath="/dns-query{?dns}"
    /// ```
    ///
    /// [RFC 9461 section 5]: https://www.rfc-editor.org/rfc/rfc9461#section-5
    pub struct Dohpath<'a> {
        /// A template of a relative URI, with a variable `dns`.
        pub uri_template: &'a str,
    }
}

fields! {
    /// tls-supported-groups: the groups that the service takes, the most preferred first
    /// (draft-ietf-tls-key-share-prediction).
    ///
    /// ```text
    /// tls-supported-groups=29,23
    /// ```
    pub struct TlsSupportedGroups<'a> {
        /// One group or more, each once.
        #[kind(Groups)]
        pub groups: List<'a, u16>,
    }
}

fields! {
    /// docpath: the path of DNS over CoAP ([RFC 9953 section 3]).
    ///
    /// ```text
    /// docpath="dns"
    /// ```
    ///
    /// [RFC 9953 section 3]: https://www.rfc-editor.org/rfc/rfc9953#section-3
    pub struct Docpath<'a> {
        /// The segments of the path; none for the root.
        #[kind(PathSegments)]
        pub segments: List<'a, &'a [u8]>,
    }
}

fields! {
    /// oots: the transports of a name server and their weights (draft-johani-dnsop-svcb-oots-00).
    ///
    /// ```text
    /// oots="dot:60,doh:40"
    /// ```
    pub struct Oots<'a> {
        /// One transport or more, each once.
        pub transports: List<'a, WeightedTransport<'a>>,
    }
}

fields! {
    /// no-default-alpn: only the protocols of [`Alpn`] are offered ([RFC 9460 section 7.1]).
    ///
    /// ```text
    /// no-default-alpn
    /// ```
    ///
    /// [RFC 9460 section 7.1]: https://www.rfc-editor.org/rfc/rfc9460#section-7.1
    pub struct NoDefaultAlpn;
}

fields! {
    /// ohttp: the service is behind a gateway of Oblivious HTTP ([RFC 9540 section 4]).
    ///
    /// ```text
    /// ohttp
    /// ```
    ///
    /// [RFC 9540 section 4]: https://www.rfc-editor.org/rfc/rfc9540#section-4
    pub struct Ohttp;
}

fields! {
    /// pvd: the proxy describes its provisioning domain (draft-ietf-intarea-proxy-config-13).
    ///
    /// ```text
    /// pvd
    /// ```
    pub struct Pvd;
}
