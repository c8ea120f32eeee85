//! EDNS: the OPT record as what it is, an extension of the header ([RFC 6891]).
//!
//! [RFC 6891]: https://www.rfc-editor.org/rfc/rfc6891

use core::fmt;

use crate::compose::{Full, Output};
use crate::field::{Field, Value};
use crate::header::Header;
use crate::name::Follow;
use crate::rdata::Type;
use crate::record::Record;
use crate::registry::{OptionCode, Rcode};
use crate::text::{self, Text};
use crate::wire::{Parsed, Wire, be_u16, take};

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
        Options { window: self.record.window() }
    }

    /// Whether the options run past the end of the record.
    #[must_use]
    pub fn is_malformed(self) -> bool {
        let window = self.record.window();
        Options::parse(window, &mut crate::name::Direct).is_err()
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
            option.show(text);
        }
        if self.is_malformed() {
            text.ascii("\n; (the options run past the end of the record)");
        }
    }
}

/// The options of an OPT record, in the order in which they stand; checked, never collected.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    window: Wire<'a>,
}

/// One option, as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RawOption<'a> {
    /// What it is.
    pub code: OptionCode,
    /// The octets behind its length.
    pub octets: &'a [u8],
    /// Where those start, in octets from the start of the message.
    pub offset: usize,
}

impl<'a> RawOption<'a> {
    #[inline]
    fn parse(i: Wire<'a>) -> Parsed<'a, Self> {
        let (i, code) = be_u16(i)?;
        let (i, len) = be_u16(i)?;
        let offset = i.offset();
        let (i, octets) = take(len.into())(i)?;
        Ok((i, RawOption { code: OptionCode(code), octets, offset }))
    }

    fn show(&self, text: &mut Text<'_>) {
        text.display(self.code);
        text.ascii(": ");
        text.hex(self.octets);
    }
}

impl<'a> Options<'a> {
    /// The first option with this code.
    #[must_use]
    pub fn with_code(mut self, code: OptionCode) -> Option<RawOption<'a>> {
        Iterator::find(&mut self, |option| option.code == code)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.window.is_empty()
    }

    /// The octets of all options, with their codes and lengths.
    #[must_use]
    pub fn as_octets(self) -> &'a [u8] {
        self.window.octets()
    }
}

/// Iterates over the options; stops at one that runs past the end.
impl<'a> Iterator for Options<'a> {
    type Item = RawOption<'a>;

    #[inline]
    fn next(&mut self) -> Option<RawOption<'a>> {
        if self.window.is_empty() {
            return None;
        }
        let (window, option) = RawOption::parse(self.window).ok()?;
        self.window = window;
        Some(option)
    }
}

impl<'a> Field<'a> for Options<'a> {
    fn parse<F: Follow>(i: Wire<'a>, _: &mut F) -> Parsed<'a, Self> {
        let mut left = i;
        while !left.is_empty() {
            (left, _) = RawOption::parse(left)?;
        }
        Ok((left, Options { window: i }))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        out.octets(self.as_octets())
    }

    fn show(&self, text: &mut Text<'_>) {
        for (index, option) in self.enumerate() {
            if index > 0 {
                text.space();
            }
            option.show(text);
        }
    }

    fn value(self) -> Value<'a> {
        Value::Options(self)
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl PartialEq for Options<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_octets() == other.as_octets()
    }
}

impl Eq for Options<'_> {}

impl core::hash::Hash for Options<'_> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.as_octets().hash(state);
    }
}

/// The name of a field of an option, counted from 0.
pub(crate) fn field_name(_code: OptionCode, _field: u8) -> Option<&'static str> {
    None
}
