//! EDNS: the OPT record as what it is, an extension of the header ([RFC 6891]).
//!
//! [`Edns`] has the header's part and the options, one struct per option: those that are told
//! apart are [`RawOption`]s, decoded they are an [`EdnsOption`]; [`OptionData`] is what all
//! structs have in common. Lists and texts in them are borrowed.
//!
//! Octets that do not fit their option are [`EdnsOption::Malformed`], with the reason; the other
//! options are not concerned.
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

mod any;
mod cookie;
mod dnssec;
mod error;
mod fields;
mod identity;
mod options;
mod place;
mod query;
mod subnet;
#[macro_use]
mod table;
mod transport;
mod umbrella;
mod update;
mod zone;

pub(crate) use any::{are_sound, field_name};
pub use cookie::ServerCookie;
pub use fields::{FixedHex, Identifier};
pub(crate) use options::BrokenOptions;
pub use options::{Options, RawOption};
pub(crate) use place::Place;
pub use umbrella::{Odns, OpenDns, UmbrellaField};
pub use zone::VersionOfZone;

use core::fmt;

use crate::error::{Error, Fault, FaultKind};
use crate::field::{Field, Fields};
use crate::header::Header;
use crate::rdata::Type;
use crate::record::Record;
use crate::registry::{OptionCode, Rcode};
use crate::text::{self, Text};
use crate::wire::Wire;

/// The octets of one option.
///
/// Implemented by the structs of this module; it cannot be implemented elsewhere.
pub trait OptionData<'a>: Fields<'a> + Into<EdnsOption<'a>> {
    /// The code.
    const CODE: OptionCode;
}

// To add an option: write its struct in one of the modules, its line here, its code in the
// registry, and a sample in tests/data/vectors.jsonl.
edns_options! {
//  value  code                     struct
    1      LLQ                      update::Llq;
    2      UL                       update::UpdateLease;
    3      NSID                     identity::Nsid<'a>;
    4      OWNER                    identity::Owner<'a>;
    5      DAU                      dnssec::Dau<'a>;
    6      DHU                      dnssec::Dhu<'a>;
    7      N3U                      dnssec::N3u<'a>;
    8      ECS                      subnet::Ecs<'a>;
    9      EXPIRE                   zone::Expire;
    10     COOKIE                   cookie::Cookie<'a>;
    11     TCP_KEEPALIVE            transport::TcpKeepalive;
    12     PADDING                  transport::Padding<'a>;
    13     CHAIN                    dnssec::Chain<'a>;
    14     KEY_TAG                  dnssec::KeyTag<'a>;
    15     EDE                      error::ExtendedError<'a>;
    16     CLIENT_TAG               identity::ClientTag;
    17     SERVER_TAG               identity::ServerTag;
    18     REPORT_CHANNEL           error::ReportChannel<'a>;
    19     ZONEVERSION              zone::ZoneVersion<'a>;
    20     MQTYPE_QUERY             query::MqtypeQuery<'a>;
    21     MQTYPE_RESPONSE          query::MqtypeResponse<'a>;
    22     EDE_EXTRA_TEXT_LANGUAGE  error::EdeExtraTextLanguage<'a>;
    23     FILTERING_CONTACT        error::FilteringContact<'a>;
    24     FILTERING_ORGANIZATION   error::FilteringOrganization<'a>;
    25     FILTERING_DB             error::FilteringDb<'a>;
    26     STRUCTURED_DNS_ERROR     error::StructuredDnsError;
    20292  UMBRELLA_IDENT           umbrella::Umbrella<'a>;
    26946  DEVICEID                 umbrella::DeviceId<'a>;
}

/// Refuses a value at the reading position.
#[cold]
fn invalid(i: Wire<'_>) -> nom::Err<Fault> {
    i.fault(FaultKind::Invalid)
}

/// The OPT record of a message: an extension of its header ([RFC 6891 section 6.1.3]).
///
/// [RFC 6891 section 6.1.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3
#[derive(Clone, Copy, Debug)]
pub struct Edns<'a> {
    record: Record<'a>,
}

impl<'a> Edns<'a> {
    /// An OPT record in this light; `None` for other types.
    #[must_use]
    pub fn of(record: Record<'a>) -> Option<Self> {
        (record.rtype() == Type::OPT).then_some(Edns { record })
    }

    /// The largest UDP message that the sender can take, in octets; below 512 counts as 512.
    #[must_use]
    pub fn udp_payload_size(self) -> u16 {
        self.record.class().0
    }

    /// The upper 8 bits of the RCODE.
    #[must_use]
    pub fn extended_rcode_bits(self) -> u8 {
        let [high, ..] = self.record.ttl_field().to_be_bytes();
        high
    }

    /// The RCODE of 12 bits, with the 4 of the header.
    #[must_use]
    pub fn rcode(self) -> Rcode {
        let low = Header::of(self.record.message()).map_or(0, |header| header.flags().rcode().0);
        Rcode(u16::from(self.extended_rcode_bits()) << 4 | low)
    }

    /// The version of EDNS; 0 is the only one.
    #[must_use]
    pub fn version(self) -> u8 {
        let [_, version, ..] = self.record.ttl_field().to_be_bytes();
        version
    }

    /// All 16 flag bits.
    #[must_use]
    pub fn flags(self) -> u16 {
        let [.., high, low] = self.record.ttl_field().to_be_bytes();
        u16::from_be_bytes([high, low])
    }

    /// DO: the sender takes DNSSEC records ([RFC 4035 section 3.2.1]).
    ///
    /// [RFC 4035 section 3.2.1]: https://www.rfc-editor.org/rfc/rfc4035#section-3.2.1
    #[must_use]
    pub fn dnssec_ok(self) -> bool {
        self.flags() & 0x8000 != 0
    }

    /// CO: the sender takes compact denial of existence ([RFC 9824]).
    ///
    /// [RFC 9824]: https://www.rfc-editor.org/rfc/rfc9824
    #[must_use]
    pub fn compact_ok(self) -> bool {
        self.flags() & 0x4000 != 0
    }

    /// The flag bits without DO, most of them reserved.
    #[must_use]
    pub fn z(self) -> u16 {
        self.flags() & 0x7FFF
    }

    /// The options, as far as they can be told apart; see [`Edns::is_malformed`].
    #[must_use]
    pub fn options(self) -> Options<'a> {
        Options::in_record(&self.record)
    }

    /// The first option of one type; an error when it is malformed.
    #[must_use]
    pub fn option<T: OptionData<'a>>(self) -> Option<Result<T, Error>> {
        self.options().of().next()
    }

    /// The extended errors, in the order in which they stand ([RFC 8914]).
    ///
    /// [RFC 8914]: https://www.rfc-editor.org/rfc/rfc8914
    pub fn extended_errors(self) -> impl Iterator<Item = Result<ExtendedError<'a>, Error>> {
        self.options().of()
    }

    /// Whether the options run past the end of the record.
    #[must_use]
    pub fn is_malformed(self) -> bool {
        let window = self.record.window();
        Options::check(window, &mut crate::name::Direct).is_err()
    }

    /// The record that carries all this.
    #[must_use]
    pub fn record(self) -> Record<'a> {
        self.record
    }
}

/// As in the output of `dig`: version, flags and UDP size, then the options.
impl fmt::Display for Edns<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| self.show(text))
    }
}

impl Edns<'_> {
    pub(crate) fn show(self, text: &mut Text<'_>) {
        text.ascii("; EDNS: version: ");
        text.number(self.version());
        text.ascii(", flags:");
        if self.dnssec_ok() {
            text.ascii(" do");
        }
        if self.compact_ok() {
            text.ascii(" co");
        }
        if self.z() & 0x3FFF != 0 {
            text.display(format_args!(" 0x{:04x}", self.z() & 0x3FFF));
        }
        text.ascii("; udp: ");
        text.number(self.udp_payload_size());
        for option in self.options() {
            text.ascii("\n; ");
            option.data().show(text);
        }
        if self.is_malformed() {
            text.ascii("\n; (the options run past the end of the record)");
        }
    }
}
