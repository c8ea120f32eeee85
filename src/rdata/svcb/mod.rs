//! Parameters of service bindings: SVCB and HTTPS records ([RFC 9460]).
//!
//! A record has them as [`SvcParams`]. A value is decoded on request: by its type with
//! [`Coded::get`], or by its key with [`Raw::data`]. Lists in values are borrowed. Octets that do
//! not have the form of their key become [`SvcParam::Malformed`], with the reason; that affects no
//! other parameter.
//!
//! ```
//! use dnswire::rdata::Https;
//! use dnswire::rdata::svcb::{Alpn, Port};
//! use dnswire::Message;
//! # let octets = b"\0\0\x84\0\0\0\0\x01\0\0\0\0\0\0\x41\0\x01\0\0\0\0\0\x0a\0\x01\0\0\x01\0\x03\x02h3";
//!
//! for record in Message::parse(octets)?.answers() {
//!     let Some(https) = record.data::<Https>() else { continue };
//!     let https = https?;
//!     if let Some(alpn) = https.param::<Alpn>() {
//!         for protocol in alpn?.alpn_ids {
//!             println!("{}", String::from_utf8_lossy(protocol));
//!         }
//!     }
//!     let port = https.param::<Port>().transpose()?.map_or(443, |port| port.port);
//!     println!("{} port {port}", https.target_name);
//! }
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! [RFC 9460]: https://www.rfc-editor.org/rfc/rfc9460
//! [`Coded::get`]: crate::layout::Coded::get
//! [`Raw::data`]: crate::layout::Raw::data

mod values;

use crate::layout::{Code, Coded, Layout, Raw, coded_table};
use crate::registry::SvcParamKey;

/// The parameters of a record: strictly ascending keys, each with a value ([RFC 9460 section 2.2]).
///
/// ```
/// use dnswire::SvcParamsBuf;
/// use dnswire::rdata::svcb::{Port, SvcParams};
///
/// let buf = SvcParamsBuf::new().with_port(853)?;
/// let params: SvcParams = buf.as_coded();
/// assert_eq!(params.get::<Port>(), Some(Ok(Port { port: 853 })));
/// assert!(SvcParams::default().is_empty());
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
///
/// [RFC 9460 section 2.2]: https://www.rfc-editor.org/rfc/rfc9460#section-2.2
pub type SvcParams<'a> = Coded<'a, SvcParamKey>;

/// One parameter, not decoded.
///
/// ```
/// use dnswire::SvcParamsBuf;
/// use dnswire::rdata::svcb::RawParam;
/// use dnswire::registry::SvcParamKey;
///
/// let buf = SvcParamsBuf::new().with_port(853)?;
/// let param: RawParam = buf.as_coded().iter().next().unwrap();
/// assert_eq!((param.code, param.octets), (SvcParamKey::PORT, &[3, 85][..]));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type RawParam<'a> = Raw<'a, SvcParamKey>;

// To add a parameter: write its struct in `values`, its line here, and a sample in
// tests/data/samples.jsonl.
coded_table! {
    /// A parameter, decoded by its key.
    ///
    /// ```
    /// use dnswire::SvcParamsBuf;
    /// use dnswire::rdata::svcb::SvcParam;
    ///
    /// let params = SvcParamsBuf::new().with_port(853)?;
    /// let param = params.as_coded().iter().next().unwrap().data();
    /// assert!(matches!(param, SvcParam::Port(port) if port.port == 853));
    /// # Ok::<(), dnswire::DoesNotFit>(())
    /// ```
    SvcParamKey => SvcParam {
        0 MANDATORY = "mandatory", "keys the client must understand" ("RFC 9460 section 8")
            => values::Mandatory<'a>;
        1 ALPN = "alpn", "application protocols" ("RFC 9460 section 7.1.1")
            => values::Alpn<'a>;
        2 NO_DEFAULT_ALPN = "no-default-alpn", "default application protocol not supported" ("RFC 9460 section 7.1.1")
            => values::NoDefaultAlpn;
        3 PORT = "port", "port of the service" ("RFC 9460 section 7.2")
            => values::Port;
        4 IPV4HINT = "ipv4hint", "IPv4 addresses to try" ("RFC 9460 section 7.3")
            => values::Ipv4hint<'a>;
        5 ECH = "ech", "encrypted client hello configurations" ("RFC 9848")
            => values::Ech<'a>;
        6 IPV6HINT = "ipv6hint", "IPv6 addresses to try" ("RFC 9460 section 7.3")
            => values::Ipv6hint<'a>;
        7 DOHPATH = "dohpath", "URI template of DNS over HTTPS" ("RFC 9461 section 5")
            => values::Dohpath<'a>;
        8 OHTTP = "ohttp", "service can be reached by oblivious HTTP" ("RFC 9540 section 4")
            => values::Ohttp;
        9 TLS_SUPPORTED_GROUPS = "tls-supported-groups", "TLS groups the service supports" ("draft-ietf-tls-key-share-prediction")
            => values::TlsSupportedGroups<'a>;
        10 DOCPATH = "docpath", "path of DNS over CoAP" ("RFC 9953 section 3")
            => values::Docpath<'a>;
        11 PVD = "pvd", "provisioning domain information is available" ("draft-ietf-intarea-proxy-config-13 section 2.1")
            => values::Pvd;
        12 OOTS = "oots", "DNS transports with their weights" ("draft-johani-dnsop-svcb-oots-00")
            => values::Oots<'a>;
    }
    without_layout {
        65535 INVALID = "key65535", "reserved as the invalid key" ("RFC 9460 section 14.3.2");
    }
}

impl Code for SvcParamKey {
    type Data<'a> = SvcParam<'a>;

    const ASCENDING: bool = true;
    const PREFIX: &'static str = "key";

    fn name(self) -> Option<&'static str> {
        self.mnemonic()
    }

    #[inline]
    fn layout(self) -> Option<&'static Layout> {
        layout_of(self)
    }

    fn decode(raw: Raw<'_, Self>) -> SvcParam<'_> {
        decode(raw)
    }
}
