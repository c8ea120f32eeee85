//! The OPT record of a message to compose.

use super::composer::{Composer, Head};
use super::writer::Writer;
use crate::error::Section;
use crate::layout::{DoesNotFit, Output};
use crate::message::Edns;
use crate::name::Name;
use crate::registry::{Class, OptionCode, Type};

/// The number of octets of an OPT record without options.
const BARE: usize = 11;
/// The number of octets of an option before its data.
const OPTION_HEAD: usize = 4;

/// The OPT record of a message to compose ([RFC 6891 section 6.1.2]).
///
/// ```
/// use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Type};
///
/// let (mut octets, mut compression) = ([0; 512], Compression::new());
/// let name: NameBuf = "www.example.".parse()?;
/// let mut query = Builder::query(&mut octets, &mut compression, 7, &name, Type::A, Class::IN)?;
/// query.set_edns(OptRecord::new(1232).with_dnssec_ok(true).padded_to(128));
/// let octets = query.finish();
/// assert_eq!(octets.len(), 128);
/// assert!(Message::parse(octets)?.edns().unwrap().dnssec_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [RFC 6891 section 6.1.2]: https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2
#[derive(Clone, Copy, Debug)]
pub struct OptRecord<'o> {
    udp_payload_size: u16,
    version: u8,
    flags: u16,
    options: &'o [u8],
    block: u16,
}

impl<'o> OptRecord<'o> {
    /// EDNS version 0 without flags and options; `udp_payload_size` is the largest UDP message
    /// that the sender can take, in octets.
    #[must_use]
    pub const fn new(udp_payload_size: u16) -> Self {
        OptRecord { udp_payload_size, version: 0, flags: 0, options: &[], block: 0 }
    }

    /// Copies the OPT record of a message that was read, with its options.
    #[must_use]
    pub fn copy_of(edns: Edns<'o>) -> Self {
        OptRecord {
            udp_payload_size: edns.udp_payload_size(),
            version: edns.version(),
            flags: edns.flags(),
            options: edns.record().rdata_octets(),
            block: 0,
        }
    }

    /// Sets DO, which requests DNSSEC records ([RFC 4035 section 3.2.1]).
    ///
    /// [RFC 4035 section 3.2.1]: https://www.rfc-editor.org/rfc/rfc4035#section-3.2.1
    #[must_use]
    pub const fn with_dnssec_ok(self, dnssec_ok: bool) -> Self {
        let others = self.flags & 0x7FFF;
        self.with_flags(if dnssec_ok { others | 0x8000 } else { others })
    }

    /// Sets all 16 flag bits; DO is the top bit.
    #[must_use]
    pub const fn with_flags(self, flags: u16) -> Self {
        OptRecord { flags, ..self }
    }

    /// Sets the EDNS version; only version 0 is defined.
    #[must_use]
    pub const fn with_version(self, version: u8) -> Self {
        OptRecord { version, ..self }
    }

    /// Sets the options, which an [`OptionWriter`](super::OptionWriter) wrote.
    #[must_use]
    pub const fn with_options(self, options: &'o [u8]) -> Self {
        OptRecord { options, ..self }
    }

    /// Adds a padding option, which makes the message length a multiple of `block` octets.
    ///
    /// Use 128 for queries and 468 for responses over an encrypted transport
    /// ([RFC 8467 section 4.1]); 0 adds no option. If the next multiple is above the limit, the
    /// message is padded to the limit.
    ///
    /// [RFC 8467 section 4.1]: https://www.rfc-editor.org/rfc/rfc8467#section-4.1
    #[must_use]
    pub const fn padded_to(self, block: u16) -> Self {
        OptRecord { block, ..self }
    }

    /// The number of octets of the record, without padding data.
    pub(super) fn least_len(&self) -> usize {
        let padding = if self.block == 0 { 0 } else { OPTION_HEAD };
        BARE.saturating_add(self.options.len()).saturating_add(padding)
    }

    /// Writes the record, leaving out padding and options that do not fit; returns `true` if all of
    /// it is written.
    ///
    /// `rcode` is the upper 8 bits of the RCODE.
    pub(super) fn write(&self, composer: &mut Composer<'_>, rcode: u8) -> bool {
        let padding = self.padding(composer);
        let write = |composer: &mut Composer<'_>, options: &[u8], padding| {
            let record = |out: &mut Writer<'_>| {
                out.octets(options)?;
                pad(out, padding)
            };
            composer.record(Section::Additional, &self.head(rcode), record).is_ok()
        };
        write(composer, self.options, padding)
            || write(composer, self.options, None) && self.block == 0
            || {
                write(composer, &[], None);
                false
            }
    }

    fn head(&self, rcode: u8) -> Head<'static> {
        let [high, low] = self.flags.to_be_bytes();
        Head {
            owner: Name::ROOT,
            ttl: u32::from_be_bytes([rcode, self.version, high, low]),
            class: Class(self.udp_payload_size),
            rtype: Type::OPT,
            covered: Type(0),
        }
    }

    /// The number of octets of padding data; `None` for no padding option.
    fn padding(&self, composer: &Composer<'_>) -> Option<u16> {
        let reserved = composer.reserved;
        let len = composer.len().saturating_add(self.least_len()).saturating_add(reserved);
        let over = len.checked_rem(self.block.into())?;
        let wanted = if over == 0 { 0 } else { usize::from(self.block) - over };
        let left = composer.limit().saturating_sub(len);
        u16::try_from(wanted.min(left)).ok()
    }
}

fn pad(out: &mut Writer<'_>, padding: Option<u16>) -> Result<(), DoesNotFit> {
    let Some(padding) = padding else { return Ok(()) };
    out.array(OptionCode::PADDING.0.to_be_bytes())?;
    out.array(padding.to_be_bytes())?;
    (0..padding).try_for_each(|_| out.array([0]))
}
