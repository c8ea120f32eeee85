//! The first 12 octets of a message ([RFC 1035 section 4.1.1]).
//!
//! [RFC 1035 section 4.1.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1

use core::str::FromStr;
use core::{fmt, mem};

use crate::error::Section;
use crate::registry::{Opcode, Rcode, UnknownMnemonic};

/// The number of octets of the header.
pub(crate) const HEADER: usize = 12;

/// The header of a message.
///
/// The counts are those that the header announces; the message may hold fewer entries.
///
/// ```
/// use dnswire::{Message, Section};
/// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
///
/// let header = Message::parse(octets)?.header();
/// assert_eq!((header.id(), header.flags().qr()), (0x1234, true));
/// assert_eq!(header.count(Section::Answer), 2);
/// # Ok::<(), dnswire::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    id: u16,
    flags: Flags,
    counts: [u16; 4],
}

impl Header {
    /// All bits zero.
    pub(crate) const NONE: Header = Header { id: 0, flags: Flags(0), counts: [0; 4] };

    /// Reads the header at the start of these octets; `None` when they are fewer than 12.
    #[inline]
    #[must_use]
    pub fn of(octets: &[u8]) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = *octets.first_chunk::<HEADER>()?;
        let [id, flags, counts @ ..] =
            [[a, b], [c, d], [e, f], [g, h], [i, j], [k, l]].map(u16::from_be_bytes);
        Some(Header { id, flags: Flags(flags), counts })
    }

    /// The identifier that the querier chose; responses repeat it.
    #[inline]
    #[must_use]
    pub fn id(self) -> u16 {
        self.id
    }

    /// The flags: the 16 bits after the identifier.
    #[inline]
    #[must_use]
    pub fn flags(self) -> Flags {
        self.flags
    }

    /// The number of entries that the header announces for a section.
    #[inline]
    #[must_use]
    pub fn count(self, section: Section) -> u16 {
        section.of(self.counts)
    }

    /// The four counts, in the order of the sections.
    #[inline]
    #[must_use]
    pub fn counts(self) -> [u16; 4] {
        self.counts
    }
}

/// The second 16 bits of the header: QR, OPCODE, flag bits, RCODE.
///
/// Bits are those of [RFC 1035 section 4.1.1], AD and CD those of [RFC 4035 section 3] and
/// [RFC 6895 section 2]. `.0` has all 16 bits.
///
/// ```
/// use dnswire::{Flags, Rcode};
///
/// let flags = Flags(0x8583);
/// assert!(flags.is_response() && flags.aa());
/// assert_eq!(flags.rcode(), Rcode::NXDOMAIN);
/// assert_eq!(flags.to_string(), "qr aa rd ra");
/// ```
///
/// [RFC 1035 section 4.1.1]: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1
/// [RFC 4035 section 3]: https://www.rfc-editor.org/rfc/rfc4035#section-3
/// [RFC 6895 section 2]: https://www.rfc-editor.org/rfc/rfc6895#section-2
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(pub u16);

macro_rules! bits {
    ($($(#[$doc:meta])* $mask:literal $read:ident $with:ident $short:ident;)+) => {
        impl Flags {
            $(
                $(#[$doc])*
                #[inline]
                #[must_use]
                pub const fn $read(self) -> bool {
                    self.0 & $mask != 0
                }

                #[doc = concat!("The bit ", stringify!($short), ": [`Flags::", stringify!($read), "`].")]
                #[inline]
                #[must_use]
                pub const fn $short(self) -> bool {
                    self.$read()
                }

                /// Returns the flags with this bit set or cleared.
                #[must_use]
                pub const fn $with(self, set: bool) -> Self {
                    Flags(if set { self.0 | $mask } else { self.0 & !$mask })
                }
            )+

            /// The bits that are set, by the names that `dig` gives them.
            const NAMES: &'static [(u16, &'static str)] = &[$(($mask, stringify!($short))),+];
        }
    };
}

bits! {
    /// QR: the message is a response.
    0x8000 is_response with_response qr;
    /// AA: the answer is authoritative.
    0x0400 authoritative_answer with_authoritative_answer aa;
    /// TC: the message was truncated to fit the transport.
    0x0200 truncated with_truncated tc;
    /// RD: recursion is desired.
    0x0100 recursion_desired with_recursion_desired rd;
    /// RA: recursion is available.
    0x0080 recursion_available with_recursion_available ra;
    /// Z: reserved, to be zero.
    0x0040 reserved with_reserved z;
    /// AD: the data is authentic (RFC 4035 section 3.2.3, RFC 6840 section 5.7).
    0x0020 authentic_data with_authentic_data ad;
    /// CD: checking is disabled (RFC 4035 section 3.2.2).
    0x0010 checking_disabled with_checking_disabled cd;
}

impl Flags {
    /// Returns `true` if a bit other than those of OPCODE and RCODE is set.
    #[must_use]
    pub fn any(self) -> bool {
        self.0 & 0x87F0 != 0
    }

    /// The kind of request; 4 bits.
    #[inline]
    #[must_use]
    pub const fn opcode(self) -> Opcode {
        let [high, _] = self.0.to_be_bytes();
        Opcode(high >> 3 & 0x0F)
    }

    /// The lower 4 bits of the RCODE; [`Edns::rcode`](crate::Edns::rcode) has all 12.
    #[must_use]
    pub const fn rcode(self) -> Rcode {
        Rcode(self.0 & 0x000F)
    }

    /// Returns the flags with this OPCODE, of which the lower 4 bits are used.
    #[must_use]
    pub const fn with_opcode(self, opcode: Opcode) -> Self {
        let bits = u16::from_be_bytes([(opcode.0 & 0x0F) << 3, 0]);
        Flags(self.0 & !0x7800 | bits)
    }

    /// Returns the flags with this RCODE, of which the lower 4 bits are used.
    #[must_use]
    pub const fn with_rcode(self, rcode: Rcode) -> Self {
        Flags(self.0 & !0x000F | rcode.0 & 0x000F)
    }
}

/// The bits that are set, as `dig` lists them: `qr aa rd`.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = Flags::NAMES.iter().filter(|(mask, _)| self.0 & mask != 0);
        let mut blank = "";
        for (_, name) in set {
            f.write_str(mem::replace(&mut blank, " "))?;
            f.write_str(name)?;
        }
        Ok(())
    }
}

/// Reads the names of flag bits with blanks between, in any case, as `Display` writes them.
///
/// ```
/// use dnswire::Flags;
///
/// let flags: Flags = "qr aa".parse()?;
/// assert_eq!(flags, Flags::default().with_response(true).with_authoritative_answer(true));
/// # Ok::<(), dnswire::registry::UnknownMnemonic>(())
/// ```
impl FromStr for Flags {
    type Err = UnknownMnemonic;

    fn from_str(text: &str) -> Result<Self, UnknownMnemonic> {
        text.split_ascii_whitespace().try_fold(Flags(0), |flags, word| {
            let named = Flags::NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(word));
            named.map(|(mask, _)| Flags(flags.0 | mask)).ok_or_else(|| UnknownMnemonic::of(word))
        })
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flags({:#06x}: {self}; {}, {})", self.0, self.opcode(), self.rcode())
    }
}
