//! EDNS options ([RFC 6891]), one struct for each.
//!
//! [`Edns`](crate::Edns) has the OPT record of a message. Its options are [`RawOption`]s;
//! [`Raw::data`] decodes one into an [`EdnsOption`]. Lists and texts in them are borrowed.
//!
//! Octets that do not have the form of their option become [`EdnsOption::Malformed`], with the
//! reason; that affects no other option.
//!
//! ```
//! use dnswire::{Message, edns::{Cookie, EdnsOption}};
//! # let octets = b"\0\0\x84\0\0\0\0\0\0\0\0\x01\0\0\x29\x04\xd0\0\0\0\0\0\x0d\0\x0a\0\x09123456789";
//!
//! let message = Message::parse(octets)?;
//! if let Some(edns) = message.edns() {
//!     if let Some(Ok(cookie)) = edns.option::<Cookie>() {
//!         println!("{:02x?}", cookie.client_cookie);
//!     }
//!     for option in edns.options() {
//!         match option.data() {
//!             EdnsOption::Ecs(subnet) => println!("{:?}", subnet.address()),
//!             EdnsOption::Malformed { error, .. } => println!("{error}"),
//!             other => println!("{other}"),
//!         }
//!     }
//! }
//! # Ok::<(), dnswire::Error>(())
//! ```
//!
//! [RFC 6891]: https://www.rfc-editor.org/rfc/rfc6891
//! [`Raw::data`]: crate::layout::Raw::data

mod dnssec;
mod error;
mod identity;
mod query;
mod transport;
mod zone;

pub use zone::VersionOfZone;

use crate::layout::{Code, Coded, Layout, Raw, coded_table};
use crate::registry::OptionCode;

/// The options of an OPT record, in their order.
///
/// ```
/// use dnswire::edns::{Cookie, Options};
/// use dnswire::OptionsBuf;
///
/// let mut buf = OptionsBuf::new();
/// buf.push(&Cookie { client_cookie: &[7; 8], server_cookie: None })?;
/// let options: Options = buf.as_coded();
/// assert_eq!(options.get::<Cookie>().unwrap().unwrap().client_cookie, &[7; 8]);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type Options<'a> = Coded<'a, OptionCode>;

/// One option, not decoded.
///
/// ```
/// use dnswire::edns::RawOption;
/// use dnswire::registry::OptionCode;
/// use dnswire::OptionBuf;
///
/// let buf: OptionBuf = "NSID: 6131".parse()?;
/// let option: RawOption = buf.as_raw();
/// assert_eq!((option.code, option.octets), (OptionCode::NSID, &b"a1"[..]));
/// # Ok::<(), dnswire::TextError>(())
/// ```
pub type RawOption<'a> = Raw<'a, OptionCode>;

// To add an option: write its struct in one of the modules, its line here, and a sample in
// tests/data/samples.jsonl.
coded_table! {
    /// An EDNS option, decoded by its code.
    ///
    /// ```
    /// use dnswire::OptionBuf;
    /// use dnswire::edns::EdnsOption;
    ///
    /// let buf: OptionBuf = "EXPIRE: 3600".parse()?;
    /// assert!(matches!(buf.as_raw().data(), EdnsOption::Expire(expire) if expire.expire == Some(3600)));
    /// # Ok::<(), dnswire::TextError>(())
    /// ```
    OptionCode => EdnsOption {
        1 LLQ = "LLQ", "long-lived queries" ("RFC 8764 section 3.2")
            => transport::Llq;
        2 UL = "UL", "update lease" ("RFC 9664 section 4")
            => transport::UpdateLease;
        3 NSID = "NSID", "name server identifier" ("RFC 5001")
            => identity::Nsid<'a>;
        4 OWNER = "OWNER", "owner (sleep proxy), never standardized" ("draft-cheshire-edns0-owner-option")
            => identity::Owner<'a>;
        5 DAU = "DAU", "DNSSEC algorithms understood" ("RFC 6975 section 3")
            => dnssec::Dau<'a>;
        6 DHU = "DHU", "DS hashes understood" ("RFC 6975 section 3")
            => dnssec::Dhu<'a>;
        7 N3U = "N3U", "NSEC3 hashes understood" ("RFC 6975 section 3")
            => dnssec::N3u<'a>;
        8 ECS = "ECS", "client subnet" ("RFC 7871 section 6")
            => identity::Ecs<'a>;
        9 EXPIRE = "EXPIRE", "zone expiry timer" ("RFC 7314 section 2")
            => zone::Expire;
        10 COOKIE = "COOKIE", "DNS cookie" ("RFC 7873 section 4; RFC 9018")
            => identity::Cookie<'a>;
        11 TCP_KEEPALIVE = "TCP-KEEPALIVE", "TCP keepalive timeout" ("RFC 7828 section 3.1")
            => transport::TcpKeepalive;
        12 PADDING = "PADDING", "padding" ("RFC 7830 section 3; RFC 8467")
            => transport::Padding<'a>;
        13 CHAIN = "CHAIN", "chain query" ("RFC 7901 section 4")
            => dnssec::Chain<'a>;
        14 KEY_TAG = "KEY-TAG", "trust anchor key tags" ("RFC 8145 section 4.1")
            => dnssec::KeyTag<'a>;
        15 EDE = "EDE", "extended DNS error" ("RFC 8914 section 2")
            => error::ExtendedError<'a>;
        16 CLIENT_TAG = "CLIENT-TAG", "client tag" ("draft-bellis-dnsop-edns-tags-01")
            => identity::ClientTag;
        17 SERVER_TAG = "SERVER-TAG", "server tag" ("draft-bellis-dnsop-edns-tags-01")
            => identity::ServerTag;
        18 REPORT_CHANNEL = "REPORT-CHANNEL", "error reporting agent" ("RFC 9567 section 6.1")
            => error::ReportChannel<'a>;
        19 ZONEVERSION = "ZONEVERSION", "zone version" ("RFC 9660 section 2")
            => zone::ZoneVersion<'a>;
        20 MQTYPE_QUERY = "MQTYPE-QUERY", "more query types" ("RFC 10029 section 3.1")
            => query::MqtypeQuery<'a>;
        21 MQTYPE_RESPONSE = "MQTYPE-RESPONSE", "more query types answered" ("RFC 10029 section 3.1")
            => query::MqtypeResponse<'a>;
        22 EDE_EXTRA_TEXT_LANGUAGE = "EDE-EXTRA-TEXT-LANGUAGE", "language of EDE EXTRA-TEXT" ("draft-muks-dns-filtering-05")
            => error::EdeExtraTextLanguage<'a>;
        23 FILTERING_CONTACT = "FILTERING-CONTACT", "contact of the filtering operator" ("draft-muks-dns-filtering-05")
            => error::FilteringContact<'a>;
        24 FILTERING_ORGANIZATION = "FILTERING-ORGANIZATION", "filtering organization" ("draft-muks-dns-filtering-05")
            => error::FilteringOrganization<'a>;
        25 FILTERING_DB = "FILTERING-DB", "filtering database" ("draft-muks-dns-filtering-05")
            => error::FilteringDb<'a>;
        26 STRUCTURED_DNS_ERROR = "STRUCTURED-DNS-ERROR", "client takes I-JSON in EXTRA-TEXT" ("draft-ietf-dnsop-structured-dns-error-27")
            => error::StructuredDnsError;
        20292 UMBRELLA_IDENT = "UMBRELLA-IDENT", "Cisco Umbrella identity" ("Cisco cloud-security documentation")
            => identity::Umbrella<'a>;
        26946 DEVICEID = "DEVICEID", "Cisco Umbrella device id" ("Cisco cloud-security documentation")
            => identity::DeviceId<'a>;
    }
    without_layout {}
}

impl Code for OptionCode {
    type Data<'a> = EdnsOption<'a>;

    const ASCENDING: bool = false;
    const PREFIX: &'static str = "OPT=";

    fn name(self) -> Option<&'static str> {
        if self == OptionCode::ECS { Some("CLIENT-SUBNET") } else { self.mnemonic() }
    }

    #[inline]
    fn layout(self) -> Option<&'static Layout> {
        layout_of(self)
    }

    fn decode(raw: Raw<'_, Self>) -> EdnsOption<'_> {
        decode(raw)
    }
}
