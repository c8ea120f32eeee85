//! The view of the OPT record as an extension of the header ([RFC 6891 section 6.1.3]).
//!
//! [RFC 6891 section 6.1.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3

use core::fmt;

use super::header::Header;
use super::record::Record;
use crate::edns::{ExtendedError, Options};
use crate::error::Error;
use crate::layout::{CodedData, show_coded};
use crate::registry::{OptionCode, Rcode, Type};
use crate::text::{self, Text};

/// The OPT record of a message: an extension of its header ([RFC 6891 section 6.1.3]).
///
/// ```
/// use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Type};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let root = NameBuf::ROOT;
/// let mut query = Builder::query(&mut octets, &mut compression, 7, &root, Type::NS, Class::IN)?;
/// query.set_edns(OptRecord::new(1232).with_dnssec_ok(true));
/// let query = Message::parse(query.finish())?;
/// let edns = query.edns().expect("it was set");
/// assert_eq!((edns.udp_payload_size(), edns.dnssec_ok()), (1232, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 6891 section 6.1.3]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.3
#[derive(Clone, Copy, Debug)]
pub struct Edns<'a> {
    record: Record<'a>,
}

impl<'a> Edns<'a> {
    /// The view of an OPT record; `None` for other types.
    #[must_use]
    pub fn of(record: Record<'a>) -> Option<Self> {
        (record.rtype() == Type::OPT).then_some(Edns { record })
    }

    /// The largest UDP message that the sender accepts, in octets; below 512 counts as 512.
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

    /// DO: the sender accepts DNSSEC records ([RFC 4035 section 3.2.1]).
    ///
    /// [RFC 4035 section 3.2.1]: https://www.rfc-editor.org/rfc/rfc4035#section-3.2.1
    #[must_use]
    pub fn dnssec_ok(self) -> bool {
        self.flags() & 0x8000 != 0
    }

    /// CO: the sender accepts compact denial of existence ([RFC 9824]).
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

    /// The options, up to one that runs past the end; see [`Edns::is_malformed`].
    #[must_use]
    pub fn options(self) -> Options<'a> {
        Options::new(self.record.window(), self.record.place())
    }

    /// The first option of one type; an error when it is malformed.
    #[must_use]
    pub fn option<T: CodedData<'a, OptionCode>>(self) -> Option<Result<T, Error>> {
        self.options().get()
    }

    /// The extended errors, in their order ([RFC 8914]).
    ///
    /// [RFC 8914]: https://www.rfc-editor.org/rfc/rfc8914
    pub fn extended_errors(self) -> impl Iterator<Item = Result<ExtendedError<'a>, Error>> {
        self.options().of()
    }

    /// Returns `true` if the options run past the end of the record.
    #[must_use]
    pub fn is_malformed(self) -> bool {
        self.options().is_malformed()
    }

    /// The OPT record.
    #[must_use]
    pub fn record(self) -> Record<'a> {
        self.record
    }
}

/// As `dig` shows it: version, flags and UDP size, then the options.
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
            if text.has_failed() {
                return;
            }
            text.ascii("\n; ");
            show_coded(option, text);
        }
        if self.is_malformed() {
            text.ascii("\n; (the options run past the end of the record)");
        }
    }
}
